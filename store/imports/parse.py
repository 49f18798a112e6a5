"""A file becomes rows of numbers: the whole way from bytes to `ParsedFile`."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, tzinfo
from itertools import islice
from pathlib import Path

import msgspec

from store.clock import Clock
from store.errors import Refused
from store.imports.assemble import Assembled, assemble
from store.imports.body import Body
from store.imports.days import Span
from store.imports.layouts import vocabulary
from store.imports.parsed import ParsedFile, RosterRow
from store.imports.queue_table import ParsedQueue, read_queue
from store.imports.readers import digest, open_tables
from store.imports.roster_rows import read_roster
from store.imports.table import RawTable
from store.imports.understand import Understood, Wish, file_days, understand
from store.records.report import Note, Rows
from store.records.work import Mapping as HeaderMapping

Progress = Callable[[int, int | None], None]
"""Called now and then with what is done and the whole, where that is known."""

_CHUNK = 1_000
"""Rows turned into numbers at once."""
_NOT_UNDERSTOOD = ("no_header", "no_agent_column", "no_metric", "no_queue_columns")
_WITHOUT_DAY = ("roster", "contacts", "intervals")
"""Kinds of files whose day is not asked for: a roster has none, a moment tells its own."""


class _File(msgspec.Struct, frozen=True):
    """What holds for every table of a file."""

    path: Path
    digest: str
    today: date
    zone: tzinfo
    """The zone of moments without an offset."""
    exported_on: date
    wish: Wish
    progress: Progress | None


def parse_file(
    path: Path,
    *,
    clock: Clock,
    layout: str | None = None,
    day: date | None = None,
    mapping: HeaderMapping | None = None,
    mappings: Mapping[str, HeaderMapping] | None = None,
    zone: tzinfo | None = None,
    progress: Progress | None = None,
) -> list[ParsedFile]:
    """Read an export and return each table of it that was understood.

    `layout` is a layout id that the lead named, `day` the day for a file that tells none,
    `mapping` the lead's word on the headers, `mappings` the remembered ones by shape, `zone` that
    of moments without an offset (None: the clock's). Where no table is understood the first is
    returned with its `problem`.
    Raises BadFile where the file can't be read, Refused(unknown_layout) for a wrong `layout`.
    """
    layouts = vocabulary().layouts
    if layout is not None and layout not in layouts:
        raise Refused("unknown_layout", layout=layout, known=sorted(layouts))
    now = clock.now()
    file = _File(
        path=path,
        digest=digest(path),
        today=now.date(),
        zone=zone or now.tzinfo or UTC,
        exported_on=_exported_on(path, now),
        wish=Wish(layouts[layout] if layout else None, day, mapping, mappings or {}),
        progress=progress,
    )
    with collector_paused():
        return _understood_ones([_parse_table(table, file) for table in open_tables(path)])


@contextmanager
def collector_paused() -> Iterator[None]:
    """Hold back the cycle collector: rows hold no cycles, and searching them costs a quarter."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _understood_ones(parsed: list[ParsedFile]) -> list[ParsedFile]:
    """Return the tables that were understood, the first telling which sheets were not."""

    def is_understood(file: ParsedFile) -> bool:
        return file.problem is None or file.problem.code not in _NOT_UNDERSTOOD

    taken = [file for file in parsed if is_understood(file)]
    left = [file.sheet or "" for file in parsed if not is_understood(file)]
    if not taken:
        return parsed[:1]
    if left:
        note = Note("sheets_skipped", {"sheets": ", ".join(left)})
        taken[0] = msgspec.structs.replace(taken[0], warnings=(*taken[0].warnings, note))
    return taken


def _exported_on(path: Path, now: datetime) -> date:
    """Return the day the file was written, in the clock's zone, and no later than now."""
    written = datetime.fromtimestamp(path.stat().st_mtime, tz=now.tzinfo)
    return min(written.date(), now.date())


def _parse_table(table: RawTable, file: _File) -> ParsedFile:
    how = understand(table, file.wish)
    plan, found = how.plan, how.found
    problem, span, outside = plan.problem, None, False
    if problem is None and plan.kind not in _WITHOUT_DAY and "day" not in plan.roles:
        problem, span, outside = _file_days(how, file)
    done = Assembled((), [], Rows(), (), ())
    roster: tuple[RosterRow, ...] = ()
    queue: ParsedQueue | None = None
    if problem is None and plan.kind == "roster":
        roster, counts, rejects = read_roster(found.rows, plan, found.headers, file.today)
        done = Assembled((), [], counts, rejects, ())
    elif problem is None and plan.kind in ("contacts", "intervals"):
        queue = read_queue(
            table, plan, found, zone=file.zone, today=file.today, progress=file.progress
        )
        done = Assembled((), [], queue.counts, queue.rejects, queue.notes)
    elif problem is None:
        done = _read_rows(table, how, file, span)
    first_day = span.start if span else min((row.day for row in done.rows if row.day), default=None)
    zone = (Note("days_in_zone", {"zone": plan.zone}),) if plan.zone else ()
    return ParsedFile(
        path=str(file.path),
        digest=file.digest,
        encoding=table.encoding,
        sheet=table.name,
        layout=plan.layout,
        tool=plan.tool,
        platform=plan.platform,
        kind=plan.kind,
        metrics=done.metrics,
        rows=done.rows,
        span=(span.start, span.end) if span and span.start != span.end else None,
        columns=plan.told,
        counts=done.counts,
        rejects=done.rejects,
        warnings=(*table.notes, *plan.notes, *zone, *done.notes),
        shape=how.shape,
        headers=found.headers,
        exported_on=max(file.exported_on, first_day) if first_day else file.exported_on,
        roster=roster,
        queue=queue,
        problem=problem,
        mapping=how.shape if how.remembered else None,
        shop=plan.shop,
        day_outside=outside,
    )


def _file_days(how: Understood, file: _File) -> tuple[Note | None, Span | None, bool]:
    """Return why a table has no days, else its days; and whether the table itself tells none."""
    told = file_days(how.plan, how.found, file.path, file.wish.day, file.today)
    outside = isinstance(file_days(how.plan, how.found, Path(), None, file.today), Note)
    return (told, None, outside) if isinstance(told, Note) else (None, told, outside)


def _read_rows(table: RawTable, how: Understood, file: _File, span: Span | None) -> Assembled:
    """Read every row; a file of one day gives it to rows without one, a period gives none."""
    body = Body(how.plan, how.found.headers, file.today)
    while chunk := list(islice(how.found.rows, _CHUNK)):
        body.add(chunk)
        if file.progress is not None:
            file.progress(table.done, table.total)
    return assemble(body, span.start if span and span.start == span.end else None)
