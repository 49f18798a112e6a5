"""What a day has brought so far, by half-hours of the clock: what moves its forecast.

What nobody has told is unknown, never zero: half-hours before the first contact that was heard,
those after the last news, the one that goes on, and queues of which only a count is told. Of all
queues together a half-hour is known where those that are known bring nearly all contacts.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo

from store.figures.queue_now import QueueNow, QueueReport
from store.figures.usual_days import SLOTS
from store.records.queue import QueueDay

_NEARLY_ALL = 0.9
"""Share of the history's contacts that the queues must bring which are known in a half-hour."""
Row = dict[int, float]
"""Half-hour of the clock -> contacts, where that is known."""


def so_far(
    day: date,
    report: QueueReport,
    logs: Iterable[QueueDay],
    usual: Mapping[str, float],
    zone: tzinfo,
) -> list[float | None] | None:
    """Return a calendar day's finished half-hours as of a report; None where none is known.

    `logs` are records of the day that a file was taken in for: they go before what was heard.
    `usual` has how many contacts each queue brought in the history; others are left out.
    """
    rows = {queue.queue: row for queue, row in _heard(day, report, zone)}
    for log in logs:
        rows[log.queue] = rows.get(log.queue, {}) | _logged(log, report.at, zone)
    total = sum(usual.values())
    found: list[float | None] = []
    for slot in range(SLOTS):
        known = [queue for queue in usual if slot in rows.get(queue, {})]
        enough = bool(known) and sum(usual[queue] for queue in known) >= _NEARLY_ALL * total
        found.append(sum(rows[queue][slot] for queue in known) if enough else None)
    return found if any(value is not None for value in found) else None


def clock_slots(day: QueueDay, zone: tzinfo) -> Iterable[int]:
    """Return the half-hours of a record by the clock, 0 to 47; a day may have 23 or 25 hours."""
    if day.slots and day.start(day.slots[-1]).astimezone(zone).utcoffset() == (
        day.begins.utcoffset()
    ):
        return (min(slot, SLOTS - 1) for slot in day.slots)
    return (_slot(day.start(slot).astimezone(zone)) for slot in day.slots)


def _heard(day: date, report: QueueReport, zone: tzinfo) -> Iterable[tuple[QueueNow, Row]]:
    """Give the queues whose contacts are told one by one, and their half-hours."""
    told = [queue for queue in report.queues if queue.events_at is not None]
    arrivals = [
        (queue, local, one.offered)
        for queue in told
        for one in queue.arrivals
        if (local := one.start.astimezone(zone)).date() == day
    ]
    if not arrivals:
        return
    # Whoever began to listen within the first half-hour has not heard the whole of it.
    first = min(_slot(local) for _, local, _ in arrivals) + 1
    newest = max(queue.events_at for queue in told if queue.events_at is not None)
    for queue in told:
        assert queue.events_at is not None
        until = queue.events_at if queue.state == "old" else newest
        row: Row = dict.fromkeys(range(first, _finished(day, min(until, report.at), zone)), 0.0)
        for of, local, offered in arrivals:
            if of is queue and _slot(local) in row:
                row[_slot(local)] += offered
        yield queue, row


def _logged(log: QueueDay, at: datetime, zone: tzinfo) -> Row:
    """Return the half-hours that a file tells; the last may go on after it was written."""
    row: Row = {}
    for slot, offered in zip(clock_slots(log, zone), log.offered, strict=True):
        row[slot] = row.get(slot, 0.0) + offered
    ends = min(max(row, default=0), _finished(log.day, at, zone))
    told = row if log.source == "intervals" else range(min(row, default=0), ends)
    return {slot: row.get(slot, 0.0) for slot in told if slot < ends}


def _finished(day: date, until: datetime, zone: tzinfo) -> int:
    """Return how many half-hours of a day are over at a moment."""
    local = until.astimezone(zone)
    if local.date() != day:
        return 0 if local.date() < day else SLOTS
    return _slot(local)


def _slot(local: datetime) -> int:
    return local.hour * 2 + local.minute // 30
