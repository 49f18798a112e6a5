"""A team's queue at one moment after another, for what runs all day."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from store.figures.queue_now import Ground, QueueReport, queue_now
from store.figures.queue_state import QueueState

if TYPE_CHECKING:
    from store.queue_views import QueueDesk

_GROUND = timedelta(seconds=60)
"""How long agents and rules are good for where the team was not changed."""


class LiveQueue:
    """Reads a queue's state; what it is read against is asked for only when it may be another."""

    def __init__(self, desk: "QueueDesk") -> None:
        self._desk = desk
        self._ground = Ground()
        self._asked: tuple[int, datetime] | None = None

    def report(self, state: QueueState, now: datetime) -> QueueReport:
        """Return every queue at a moment. `StorageFailed`."""
        n = self._desk.team.n
        if self._asked is None or self._asked[0] != n or abs(now - self._asked[1]) > _GROUND:
            self._ground, self._asked = self._desk.ground(now), (n, now)
        return queue_now(state, now, self._ground)
