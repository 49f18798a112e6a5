"""Why a number of a queue is what it is."""

from datetime import datetime, timedelta, tzinfo

import msgspec

from store.clock import work_day
from store.figures.alarms import limits_of
from store.figures.caps import rules_of
from store.figures.quarters import QUARTER, quarter_begins
from store.figures.queue_care import queue_care
from store.figures.queue_now import Ground, QueueNow
from store.figures.queue_parts import missing, queue_parts
from store.figures.queue_why import (
    AT_ONCE,
    BY_CAPS,
    HEADS,
    SHARES,
    UNITS,
    QueueWhy,
    Source,
    value_of,
)
from store.figures.wilson import wilson
from store.records.queue import HALF_HOUR, QueueDay

_COUNTED = {
    "concurrency": "open_contacts",
    "saturation": "open_contacts",
    "backlog": "waiting",
}
"""Measure -> the count whose source is told; the others are counts of their own."""
_MEAN_OF = {"asa_s": "answered", "aht_s": "handled"}
_KEPT: dict[str, Source] = {
    "live": "live",
    "contact_log": "contact_log",
    "intervals": "intervals",
    "feed": "feed",
}


def explain_queue(
    queue: QueueNow, measure: str, at: datetime, ground: Ground, zone: tzinfo
) -> QueueWhy:
    """Return why a queue's number is what it is at a moment. KeyError: no such measure."""
    value = value_of(queue, measure)
    rules = rules_of(ground.rules, queue.queue)
    limit = limits_of(queue.queue, queue.kind, ground.rules).get(measure)
    source, told_at = _source(queue, measure)
    why = QueueWhy(
        queue=queue.queue,
        kind=queue.kind,
        measure=measure,
        unit=UNITS[measure],
        value=value,
        at=at,
        state=queue.state,
        source=source,
        told_at=told_at,
        parts=queue_parts(queue, measure, ground),
        limit=limit if limit is not None and limit.warn is not None else None,
        own_limit=measure in rules.limits,
        own_within=rules.within_s is not None,
        holding=queue.holding if measure in ("open_contacts", *BY_CAPS) else (),
    )
    if source in ("contact_log", "intervals", "feed"):
        why = _kept(why, ground, zone)
    if why.told_at is not None:
        age = max(0.0, (at - why.told_at) / timedelta(seconds=1))
        why = msgspec.structs.replace(why, age_s=age)
    if value is None:
        reason, lacks = missing(queue, measure)
        return msgspec.structs.replace(why, why_none=reason, lacks=lacks)
    why = _counted(why, ground.settings.wilson_below)
    return msgspec.structs.replace(why, care=queue_care(why, queue, ground.settings))


def _source(queue: QueueNow, measure: str) -> tuple[Source | None, datetime | None]:
    """Return who told a number, and the moment that it is of."""
    if measure in HEADS or measure == "capacity":
        return ("snapshot", queue.heads_at) if queue.heads_at is not None else (None, None)
    if measure == "arrivals":
        begin = quarter_begins(queue)
        told = begin is not None and bool(queue.arrivals)
        return ("events", begin + QUARTER) if told and begin else (None, None)
    if measure in AT_ONCE:
        by = queue.told_by.get(_COUNTED.get(measure, measure))
        return by, queue.events_at if by == "events" else queue.snapshot_at if by else None
    source = _KEPT.get(queue.day_from or "")
    if source is None and measure == "occupancy" and queue.heads_at is not None:
        return "snapshot", queue.heads_at
    return source, queue.events_at if source == "live" else None


def _kept(why: QueueWhy, ground: Ground, zone: tzinfo) -> QueueWhy:
    """Return it with the files that its half-hours are from, and up to when these reach."""
    ends: list[datetime] = []
    files: list[str] = []
    for record in ground.kept:
        if record.queue == why.queue and (found := _ends(record, why.at, ground, zone)):
            ends += found
            files += record.files
    return msgspec.structs.replace(
        why,
        told_at=max(ends, default=None),
        half_hours=len(ends),
        files=tuple(dict.fromkeys(files)),
    )


def _ends(record: QueueDay, at: datetime, ground: Ground, zone: tzinfo) -> list[datetime]:
    """Return when the half-hours of the working day are over that are over."""
    offset = ground.settings.day_offset()
    day = work_day(at, zone, offset)
    starts = map(record.start, record.slots)
    return [
        start + HALF_HOUR
        for start in starts
        if start + HALF_HOUR <= at and work_day(start, zone, offset) == day
    ]


def _counted(why: QueueWhy, below: int) -> QueueWhy:
    """Return it with what it is of: since when, of how many, the range of a share of few."""
    value, parts = why.value or 0.0, why.parts
    if why.measure == "longest_wait_s" and value:
        moment = why.told_at if why.source == "snapshot" else why.at
        since = None if moment is None else moment - timedelta(seconds=value)
        return msgspec.structs.replace(why, since=since)
    if why.measure == "arrivals" and why.told_at is not None:
        return msgspec.structs.replace(why, since=why.told_at - QUARTER)
    if why.measure in _MEAN_OF:
        return msgspec.structs.replace(why, n=int(parts[_MEAN_OF[why.measure]]))
    if why.measure not in SHARES:
        return why
    n = int(parts["answered"] + parts["abandoned"])
    low, high = wilson(value, n) if 0 < n < below else (None, None)
    return msgspec.structs.replace(why, n=n, low=low, high=high)
