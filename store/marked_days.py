"""Days that a lead marks as not like others: set for a day or a range, listed, taken out."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from store.cleaning import clean_text
from store.errors import Refused
from store.naming import name_key
from store.records.queue import MarkedDay, MarkedKind, marked_day_key

if TYPE_CHECKING:
    from store.draft import Draft
    from store.team import Team

MOST_DAYS = 366
"""Days that can be marked at once."""
LOW_FACTOR, HIGH_FACTOR = 0.01, 100.0
"""What a factor can be."""


def set_marked(
    team: "Team",
    first: date,
    last: date,
    kind: MarkedKind,
    *,
    name: str = "",
    queue: str | None = None,
    factor: float | None = None,
) -> tuple[MarkedDay, ...]:
    """Mark the days from `first` to `last`, both inclusive, as one change; return the marks.

    A mark of the same day and queue is replaced. `Refused`: `dates_reversed`,
    `too_many_days` (most), `bad_factor` (low, high); as of `Team.change`.
    """
    if last < first:
        raise Refused("dates_reversed", start=f"{first}", end=f"{last}")
    if (last - first).days >= MOST_DAYS:
        raise Refused("too_many_days", most=MOST_DAYS)
    if factor is not None and not LOW_FACTOR <= factor <= HIGH_FACTOR:
        raise Refused("bad_factor", low=LOW_FACTOR, high=HIGH_FACTOR)
    marks = tuple(
        MarkedDay(day, kind, clean_text(name), clean_text(queue or "") or None, factor)
        for day in _days(first, last)
    )
    put_marked(team, marks)
    return marks


def put_marked(team: "Team", marks: Sequence[MarkedDay]) -> None:
    """Keep marks as one change, each in place of one of its day and queue."""

    def edit(draft: "Draft") -> None:
        for mark in marks:
            draft.put("marked_days", marked_day_key(mark), mark)

    team.change("marked_days", edit)


def remove_marked(
    team: "Team", first: date, last: date, queue: str | None = None
) -> tuple[MarkedDay, ...]:
    """Take out the marks of the days from `first` to `last` and return them, as one change.

    Without a queue those of every queue go, its own and the common ones. `Refused`: `not_marked`
    (day) where there is none; as of `Team.change`.
    """
    wanted = name_key(queue or "")
    gone = tuple(
        mark
        for mark in marked_days(team)
        if first <= mark.day <= last and (not wanted or name_key(mark.queue or "") == wanted)
    )
    if not gone:
        raise Refused("not_marked", day=f"{first}" if first == last else f"{first}..{last}")

    def edit(draft: "Draft") -> None:
        for mark in gone:
            draft.remove("marked_days", marked_day_key(mark))

    team.change("marked_days", edit)
    return gone


def marked_days(team: "Team") -> tuple[MarkedDay, ...]:
    """Return the marked days by day, those of every queue first."""
    return tuple(sorted(team.marked_days(), key=_order))


def _order(mark: MarkedDay) -> tuple[Any, ...]:
    return mark.day, mark.queue is not None, mark.queue or ""


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
