"""What is kept for good of a queue's day: its half-hours.

The day's file holds everything at once, so they need not be kept one by one: a roll-up writes the
whole day into the journal, before and after.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import chain
from typing import TYPE_CHECKING

from store.feeds.day_file import queue_days, read_day
from store.feeds.live_floor import LATE
from store.figures.half_hours import HALF_S
from store.figures.queue_state import QueueState, replayed
from store.records.queue import QueueDay, queue_day_key

if TYPE_CHECKING:
    from store.draft import Draft
    from store.team import Team

EVERY_S = 4 * HALF_S
"""How often a day that goes on is rolled up; it also is at its end, and when feeds stop."""
_LOOK_BACK_DAYS = 31


def roll_up(team: "Team", days: Iterable[QueueDay]) -> None:
    """Keep half-hours; those of a contact log or of interval counts stay. As of `Team.change`."""
    days = tuple(days)

    def edit(draft: "Draft") -> None:
        for day in days:
            key = queue_day_key(day.day, day.queue)
            before = draft.get("half_hours", key)
            if before is None or before.get("source") == "feed":
                draft.put("half_hours", key, day)

    if days:
        team.change("roll_up", edit)


def missed_days(team: "Team", before: date) -> list[date]:
    """Return earlier days with lines that are to be rolled up: the last one, and any that is not.

    The last one may have gone on after its last roll-up.
    """
    since = before - timedelta(days=_LOOK_BACK_DAYS)
    there = [day for day in queue_days(team.place, team.disk) if since <= day < before]
    kept = {one.day for one in team.queue_days(since, before)}
    return [day for day in there if day not in kept or day == there[-1]]


def roll_up_day(team: "Team", day: date, zone: tzinfo, hold_s: float) -> None:
    """Roll up a day from its file, with what ended after midnight."""
    after = day + timedelta(days=1)
    late = datetime.combine(after, time(), zone) + LATE
    lines = chain(
        read_day(team.place, day, zone, disk=team.disk),
        read_day(team.place, after, zone, until=late, disk=team.disk),
    )
    roll_up(team, replayed(lines, zone, hold_s=hold_s).days(day))


class Roller:
    """Rolls up when a few more half-hours have ended."""

    def __init__(self, keep: Callable[[list[QueueDay]], None]) -> None:
        self._keep = keep
        self._last: int | None = None

    def due(self, now: datetime) -> bool:
        """Whether it is time, since this was asked."""
        turn = int(now.timestamp() // EVERY_S)
        before, self._last = self._last, turn
        return before is not None and turn != before

    def roll(self, state: QueueState, days: Iterable[date]) -> None:
        """Keep the days as they stand."""
        self._keep([kept for day in days for kept in state.days(day)])
