"""What is kept for good of a queue's day: its half-hours.

The day's file holds everything at once, so they need not be kept one by one: a roll-up writes the
whole day into the journal, before and after.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import convert

from store.feeds.day_file import queue_days, read_day
from store.feeds.live_floor import LATE
from store.figures.beside_log import with_live
from store.figures.half_hours import HALF_S
from store.figures.queue_state import QueueState, replayed
from store.records.queue import AgentDay, QueueDay, agent_day_key, queue_day_key

if TYPE_CHECKING:
    from store.draft import Draft
    from store.team import Team

EVERY_S = 4 * HALF_S
"""How often a day that goes on is rolled up; it also is at its end, and when feeds stop."""
_LOOK_BACK_DAYS = 31


def roll_up(team: "Team", state: QueueState, days: Iterable[date]) -> None:
    """Keep days as they stand, around what a contact log or interval counts say of them.

    As of `Team.change`; nothing is written where nothing has changed.
    """
    days = list(days)
    queues = [one for day in days for one in state.days(day)]
    agents = [one for day in days if (one := state.agent_day(day)) is not None]

    def edit(draft: "Draft") -> None:
        for queue in queues:
            key = queue_day_key(queue.day, queue.queue)
            before = draft.get("half_hours", key)
            if before is not None and before["source"] != "feed":
                queue = with_live(convert(before, QueueDay), queue)  # noqa: PLW2901
            draft.put("half_hours", key, queue)
        for agent_day in agents:
            _put_agents(draft, agent_day)

    if queues:
        team.change("roll_up", edit)


def _put_agents(draft: "Draft", new: AgentDay) -> None:
    """Write what agents did, in place of what was said before of the same queues."""
    day, ours = new.day.isoformat(), set(new.queues)
    beside = [
        (key, record)
        for key, record in draft.items("agent_hours", day[:7])
        if key[:10] == day and not ours.isdisjoint(record["queues"])
    ]
    if any(record["source"] != "feed" for _, record in beside):
        return
    for key, _ in beside:
        if key != agent_day_key(new):
            draft.remove("agent_hours", key)
    draft.put("agent_hours", agent_day_key(new), new)


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
    roll_up(team, replayed(lines, zone, hold_s=hold_s), [day])


class Roller:
    """Rolls up when a few more half-hours have ended."""

    def __init__(self, roll: Callable[[QueueState, list[date]], None]) -> None:
        self.roll = roll
        """Keeps days as they stand."""
        self._last: int | None = None

    def due(self, now: datetime) -> bool:
        """Whether it is time, since this was asked."""
        turn = int(now.timestamp() // EVERY_S)
        before, self._last = self._last, turn
        return before is not None and turn != before
