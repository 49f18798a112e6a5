"""Files -> the team: every file parsed, decided upon and written as one change."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from store.errors import BadFile, Refused, StorageFailed
from store.imports.filling import fill, refused, told_by
from store.imports.folder import files_of
from store.imports.identity import import_id, outside_of, place_of, taken_before
from store.imports.page import Page
from store.imports.parse import parse_file
from store.imports.parsed import ParsedFile
from store.imports.people import Newcomers
from store.imports.preview import Preview
from store.imports.queue_fill import fill_queue
from store.imports.readers import digest
from store.imports.roster import fill_roster
from store.imports.sniff import rosters_first
from store.records.report import FileReport, Note
from store.records.setting_values import resolve
from store.records.work import ImportedFile
from store.records.work import Mapping as HeaderMapping

if TYPE_CHECKING:
    from store.team import Team

Progress = Callable[[Path, int, int | None], None]
"""Called now and then with the file, what is done of it and the whole, where that is known."""
Approve = Callable[[tuple[FileReport, ...]], bool]
"""Asked with the preview of a file of unknown layout; False leaves the file."""


class ImportOptions(msgspec.Struct, frozen=True):
    """What a lead says about the files of one import."""

    layout: str | None = None
    """Layout id, where it should not be found by the headers."""
    day: date | None = None
    """The day of files that tell none."""
    shop: str | None = None
    """The shop of rows that name none; remembered for files of the same shape."""
    mapping: HeaderMapping | None = None
    """What the headers mean; remembered for files of the same shape."""
    new_agents: bool = False
    """Make an agent of every unknown nickname."""
    dry_run: bool = False
    """Only say what would happen."""


def import_paths(
    team: "Team",
    paths: Iterable[Path],
    options: ImportOptions | None = None,
    *,
    progress: Progress | None = None,
    approve: Approve | None = None,
) -> list[FileReport]:
    """Import files and folders, and return a report for each table of each file.

    Each file is one change: taken whole or not at all, and rosters go first. A file that can't be
    read or taken is reported as refused and stops nothing. Raises what a change raises (ReadOnly,
    StorageFailed) and Refused `no_such_file`; what was imported before that stays.
    """
    run = ImportRun(team, options, progress=progress, approve=approve)
    files = list(files_of(paths, team.files()))
    return [report for path in rosters_first(files) for report in run.take(path)]


class KeptReport(msgspec.Struct, frozen=True):
    """What `imports/<id>.json` holds."""

    id: str
    at: datetime
    """When the file was taken."""
    files: tuple[FileReport, ...]
    """One report for each table of the file."""


class ImportRun:
    """Files that are imported one after the other, for whoever wants to do something between.

    What the first files say of a new team's people holds for the later ones, too.
    """

    def __init__(
        self,
        team: "Team",
        options: ImportOptions | None = None,
        *,
        progress: Progress | None = None,
        approve: Approve | None = None,
    ) -> None:
        options = options or ImportOptions()
        self._team = team
        self._options = options
        self._progress = progress
        self._approve = approve
        self._newcomers = Newcomers(always=options.new_agents)
        self._preview = Preview(team)

    def take(self, path: Path, options: ImportOptions | None = None) -> Sequence[FileReport]:
        """Import one file, by its own `options` where the run's don't fit it.

        Returns and raises what `import_paths` does; `new_agents` and `dry_run` are the run's.
        """
        if options is not None:
            self._options, kept = options, self._options
            try:
                return self.take(path)
            finally:
                self._options = kept
        with _collector_resting():
            return self._take(path)

    def _take(self, path: Path) -> Sequence[FileReport]:
        try:
            sum_of_bytes = digest(path)
            files, told = self._team.files(), self._options
            before = taken_before(files, sum_of_bytes, path.stem, day=told.day, shop=told.shop)
            if before is not None:
                return (_same(path, before),)
            tables = self._parse(path)
        except (BadFile, Refused) as problem:
            return (FileReport(str(path), state="refused", error=told_by(problem)),)
        return self._put(sum_of_bytes, tables)

    def _parse(self, path: Path) -> list[ParsedFile]:
        options, progress = self._options, self._progress
        return parse_file(
            path,
            clock=self._team.clock,
            layout=options.layout,
            day=options.day,
            mapping=options.mapping,
            mappings=self._team.mappings(),
            zone=self._zone(),
            progress=progress and (lambda done, total: progress(path, done, total)),
        )

    def _zone(self) -> tzinfo:
        """Return the team's zone; where none is set, the clock's."""
        zone = self._team.clock.now().tzinfo
        assert zone is not None
        return resolve(self._team.setting_values()).zone(zone)

    def _put(self, sum_of_bytes: str, tables: list[ParsedFile]) -> Sequence[FileReport]:
        at = self._team.clock.now()
        writing = _Writing(tables, sum_of_bytes, at, self._options, self._team.files)
        if self._options.dry_run:
            return _previewed(writing.on(self._preview, self._newcomers))
        unknown = any(table.layout.startswith("unknown") for table in tables)
        if unknown and self._approve is not None:
            likely = _previewed(writing.on(Preview(self._team), self._newcomers.copy()))
            if not self._approve(likely):
                return likely
        reports = self._team.change(
            "import", lambda page: writing.on(page, self._newcomers, spend=True)
        )
        if not any(report.state == "taken" for report in reports):
            return reports
        kept = KeptReport(id=writing.import_id, at=at, files=reports)
        try:
            self._team.keep_report(kept.id, kept)
        except StorageFailed as problem:
            # The import itself is safe in the journal: only its report could not be kept.
            note = told_by(problem)
            return [_warned(report, Note("report_not_kept", note.values)) for report in reports]
        return reports


class _Writing:
    """One file, ready to be written on a page."""

    def __init__(
        self,
        tables: list[ParsedFile],
        sum_of_bytes: str,
        at: datetime,
        options: ImportOptions,
        files: Callable[[], Mapping[str, ImportedFile]],
    ) -> None:
        """`files` gives the table `files` as the team has it."""
        self._tables = tables
        self._digest = sum_of_bytes
        self._at = at
        self._options = options
        self._files = files
        self.import_id = ""

    def on(
        self, page: Page, newcomers: Newcomers, *, spend: bool = False
    ) -> tuple[FileReport, ...]:
        """Write every table that can be taken; nothing at all where none can."""
        path = Path(self._tables[0].path)
        outside = outside_of(page, self._tables, self._options.shop)
        place = place_of(page, self._digest, outside)
        if place.before is not None:  # a dry run may have met it just now
            return (_same(path, self._files().get(place.key)),)
        self.import_id = import_id(place.key, self._at.date())
        reports = tuple(self._table(page, table, newcomers, spend) for table in self._tables)
        taken = [report for report in reports if report.state == "taken"]
        if taken:
            record = ImportedFile(
                id=self.import_id,
                name=path.name,
                at=self._at,
                layout=taken[0].layout or "",
                days=tuple(sorted({day for report in taken for day in report.days})),
                day_outside=outside.days is not None,
                shop=outside.shop,
            )
            page.put("files", place.key, record)
        return reports

    def _table(
        self, page: Page, table: ParsedFile, newcomers: Newcomers, spend: bool
    ) -> FileReport:
        if table.problem is not None:
            return refused(table, table.problem)
        try:
            if table.kind == "roster":
                report = fill_roster(page, table)
            elif table.queue is not None:
                report = fill_queue(page, table, self.import_id, newcomers)
            else:
                report = fill(
                    page,
                    table,
                    self.import_id,
                    shop=self._options.shop,
                    newcomers=newcomers,
                    spend=spend,
                )
        except Refused as problem:
            return refused(table, told_by(problem))
        if self._options.mapping is not None:
            page.put("mappings", table.shape, self._options.mapping)
        return report


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Keep Python's collector from walking, again and again, over rows that form no rings."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _same(path: Path, before: ImportedFile | None) -> FileReport:
    """Return the report of bytes that were taken before."""
    if before is None:
        return FileReport(str(path), state="same")
    note = Note("taken_before", {"id": before.id, "at": before.at.isoformat()})
    return FileReport(
        str(path), state="same", layout=before.layout, days=before.days, warnings=(note,)
    )


def _previewed(reports: Sequence[FileReport]) -> tuple[FileReport, ...]:
    return tuple(
        msgspec.structs.replace(report, state="preview") if report.state == "taken" else report
        for report in reports
    )


def _warned(report: FileReport, note: Note) -> FileReport:
    return msgspec.structs.replace(report, warnings=(*report.warnings, note))
