"""A queue's day of which a file tells a part, and the lines of the day's own file the rest.

A contact log, or interval counts, goes before what was heard from its first half-hour to its last
(`QueueDay.covers`). One that is taken in at noon says nothing of the afternoon.
"""

from datetime import datetime

from msgspec.structs import replace

from store.figures.queue_cells import columns_of
from store.records.queue import HALF_HOUR, HalfHour, QueueDay


def with_live(kept: QueueDay, live: QueueDay) -> QueueDay:
    """Return what a file tells of a queue's day, and around it what was heard.

    The file's last half-hour may have gone on after it was written: there the one that knows of
    more contacts counts. Minutes that agents were present are taken from what was heard where the
    file tells none.
    """
    if kept.covers is None or kept.begins != live.begins:
        return kept
    first, last = kept.covers
    rows = dict(zip(kept.slots, kept.half_hours(), strict=True))
    for slot, heard in zip(live.slots, live.half_hours(), strict=True):
        told = rows.get(slot)
        if not first <= slot <= last or (slot == last and _knows_more(heard, told)):
            rows[slot] = heard
        elif told is not None and told.agent_minutes is None:
            rows[slot] = told._replace(agent_minutes=heard.agent_minutes)
    return _of_rows(kept, rows)


def finished(kept: QueueDay, at: datetime) -> QueueDay | None:
    """Return what a file tells of the half-hours that are over at a moment; None: of none."""
    over = {
        slot: half
        for slot, half in zip(kept.slots, kept.half_hours(), strict=True)
        if half.start + HALF_HOUR <= at
    }
    if len(over) == len(kept.slots):
        return kept
    if not over:
        return None
    covers = kept.covers and (kept.covers[0], min(kept.covers[1], max(over)))
    return replace(_of_rows(kept, over), covers=covers)


def _knows_more(heard: HalfHour, told: HalfHour | None) -> bool:
    return told is None or heard.offered > told.offered


def _of_rows(day: QueueDay, rows: dict[int, HalfHour]) -> QueueDay:
    slots = tuple(sorted(rows))
    return replace(day, slots=slots, **columns_of([rows[slot] for slot in slots]))
