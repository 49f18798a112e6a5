"""A queue-day of a file meets the one that is there.

A contact log replaces the half-hours from its first arrival to its last, of the queues it names;
interval counts replace the half-hours they name, but never the contacts of a log. Minutes that
agents were present, which no log tells, stay.
"""

from datetime import datetime
from typing import Any

import msgspec

from store.records.queue import HALF_HOUR, HalfHour, QueueDay

_COLUMNS = tuple(name for name in HalfHour._fields if name not in ("queue", "start"))
_LAST_SLOT = 49
"""A day of 25 hours has so many half-hours after its first."""
_Row = dict[str, Any]


class Covered(msgspec.Struct, frozen=True):
    """The stretch of time that a file speaks of, over all its queues."""

    first: datetime
    """When its first half-hour begins."""
    last: datetime
    """When its last half-hour begins."""


class Merged(msgspec.Struct, frozen=True):
    """What became of a queue-day."""

    day: QueueDay
    changed: int
    """Half-hours that are not as they were."""
    log_kept: bool = False
    """A log has told the contacts one by one: the file's counts were left."""


def merged_day(old: QueueDay | None, new: QueueDay, covered: Covered, file: str) -> Merged:
    """Return the queue-day with a file's put into it; `file` is the id of the import."""
    covers = _covers(old, new, covered)
    if old is None or old.begins != new.begins:  # the team has moved to another time zone
        return Merged(msgspec.structs.replace(new, files=(file,), covers=covers), len(new.slots))
    before, told = _rows(old), _rows(new)
    log_kept = new.source == "intervals" and old.source == "contact_log"
    if log_kept:
        rows = _with_minutes(before, told)
    elif new.source == "contact_log":
        outside = {
            slot: row
            for slot, row in before.items()
            if not covered.first <= old.start(slot) <= covered.last
        }
        rows = outside | _with_minutes(told, before)
        if not outside.keys() - told.keys():
            old = msgspec.structs.replace(old, files=())
    else:
        rows = before | {slot: _kept_minutes(row, before.get(slot)) for slot, row in told.items()}
    source = old.source if log_kept else new.source
    day = _day(new, rows, source, (*old.files, file), covers)
    changed = sum(before.get(slot) != row for slot, row in rows.items())
    return Merged(day, changed + len(before.keys() - rows.keys()), log_kept)


def _covers(old: QueueDay | None, new: QueueDay, covered: Covered) -> tuple[int, int] | None:
    """Return the half-hours of the day that this file and those before it speak of."""
    first = max(0, (covered.first - new.begins) // HALF_HOUR)
    last = min(_LAST_SLOT, (covered.last - new.begins) // HALF_HOUR)
    if old is None or old.begins != new.begins or old.source == "feed":
        return first, last
    if old.covers is None:
        return None
    return min(first, old.covers[0]), max(last, old.covers[1])


def _rows(day: QueueDay) -> dict[int, _Row]:
    n = len(day.slots)
    columns = {name: getattr(day, name) or (None,) * n for name in _COLUMNS}
    return {
        slot: {name: column[at] for name, column in columns.items()}
        for at, slot in enumerate(day.slots)
    }


def _with_minutes(rows: dict[int, _Row], others: dict[int, _Row]) -> dict[int, _Row]:
    """Return rows with the agents' minutes that others tell; contacts stay as they are."""
    found = dict(rows)
    for slot, other in others.items():
        minutes = other["agent_minutes"]
        if minutes is None:
            continue
        row = rows.get(slot) or _empty_row()
        found[slot] = {**row, "agent_minutes": minutes}
    return found


def _kept_minutes(row: _Row, before: _Row | None) -> _Row:
    """Return a row of interval counts with the minutes that only others tell."""
    if before is None:
        return row
    kept = {
        name: before[name]
        for name in ("agent_minutes", "busy_minutes")
        if row[name] is None and before[name] is not None
    }
    return {**row, **kept}


def _empty_row() -> _Row:
    """Return a half-hour without contacts."""
    zero = dict.fromkeys(_COLUMNS, 0)
    return {**zero, "waits": "", "short": "", "agent_minutes": None}


def _day(
    new: QueueDay,
    rows: dict[int, _Row],
    source: Any,
    files: tuple[str, ...],
    covers: tuple[int, int] | None,
) -> QueueDay:
    slots = tuple(sorted(rows))
    columns: dict[str, tuple[Any, ...]] = {}
    for name in _COLUMNS:
        column = tuple(rows[slot][name] for slot in slots)
        columns[name] = () if all(value is None for value in column) else column
    return QueueDay(
        day=new.day,
        queue=new.queue,
        begins=new.begins,
        source=source,
        slots=slots,
        files=tuple(dict.fromkeys(files)),
        covers=covers,
        **columns,
    )
