"""The rows of a contact log or of interval counts -> queue-days, nothing stored yet."""

from collections.abc import Callable
from datetime import date, tzinfo

import msgspec

from store.imports.contact_log import ContactLog
from store.imports.guards import MAX_STREAMED_CELLS
from store.imports.header import Found
from store.imports.intervals import IntervalCounts
from store.imports.plan import Plan
from store.imports.queue_merge import Covered
from store.imports.summed import Summed
from store.imports.table import RawTable
from store.records.report import Note, Reject, Rows


class ParsedQueue(msgspec.Struct, frozen=True):
    """What a file says of queues."""

    counts: Rows
    rejects: tuple[Reject, ...] = ()
    notes: tuple[Note, ...] = ()
    covered: Covered | None = None
    """None where no row was taken."""
    summed: Summed = Summed()


def read_queue(
    table: RawTable,
    plan: Plan,
    found: Found,
    *,
    zone: tzinfo,
    today: date,
    progress: Callable[[int, int | None], None] | None,
) -> ParsedQueue:
    """Read every row, as a stream; times without an offset are meant in `zone`."""
    table.most_cells = MAX_STREAMED_CELLS
    kind = ContactLog if plan.kind == "contacts" else IntervalCounts
    reader = kind(plan, found.headers, zone, today)
    for done, whole in reader.read(found.rows, table):
        if progress is not None:
            progress(done, whole)
    told, span = reader.told, reader.covered
    summed = reader.days()
    return ParsedQueue(
        counts=told.rows,
        rejects=told.rejects,
        notes=(*told.notes, *reader.notes),
        covered=None if span is None else Covered(*map(reader.halves.start, span)),
        summed=summed,
    )
