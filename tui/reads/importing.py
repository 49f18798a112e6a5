"""Files on their way in, one step a file: looked at without writing anything, or taken."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from store.imports.apply import ImportOptions, ImportRun
from store.imports.folder import files_of
from store.imports.glimpse import Glimpse, glimpse
from store.imports.layouts import vocabulary
from store.imports.sniff import rosters_first
from store.records.report import FileReport
from store.team import Team


class Table(msgspec.Struct, frozen=True):
    """One table of a file, as it would be or was taken."""

    report: FileReport
    tool: str | None
    """The tool that wrote it; None for a layout that we don't know."""


class Step(msgspec.Struct, frozen=True):
    """What came of one file."""

    path: str
    tables: tuple[Table, ...]
    ids: tuple[str, ...] = ()
    """Ids of the imports that took it; none for a look."""


class Importing:
    """An import in steps. Its methods run on the store's thread; `done` is read from the screen."""

    def __init__(self, *, dry_run: bool, new_agents: bool) -> None:
        self._options = ImportOptions(dry_run=dry_run, new_agents=new_agents)
        self._run: ImportRun | None = None
        self.done: float | None = None
        """How much of the present file is read, 0-1; None where that is not known."""

    def step(self, team: Team, path: str, answers: ImportOptions | None) -> Step:
        """Look at one file, or take it; `answers` are what the lead said about it.

        Raises what a change raises.
        """
        if self._run is None:
            self._run = ImportRun(team, self._options, progress=self._progress)
        self.done = None
        base = self._options
        options = msgspec.structs.replace(
            answers or base, dry_run=base.dry_run, new_agents=base.new_agents
        )
        before = team.files().keys()
        tables = self._run.take(Path(path), options)
        ids = tuple(file.id for key, file in team.files().items() if key not in before)
        layouts = vocabulary().layouts
        tools = {name: layout.tool for name, layout in layouts.items()}
        return Step(path, tuple(Table(one, tools.get(one.layout or "")) for one in tables), ids)

    def _progress(self, path: Path, done: int, total: int | None) -> None:
        del path
        self.done = min(1.0, done / total) if total else None


def read_files(team: Team, paths: Sequence[str]) -> tuple[str, ...]:
    """Return the files to import of files and folders, rosters first. Raises `no_such_file`."""
    found = list(dict.fromkeys(files_of(map(Path, paths), team.files())))
    return tuple(str(path) for path in rosters_first(found))


def read_headers(team: Team, path: str) -> Glimpse:
    """Look at the headers of a file. Raises BadFile."""
    return glimpse(Path(path), team.mappings())
