"""Where an import stands: its files, what was found of each, what the lead said about them."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from store.imports.apply import ImportOptions
from store.records.work import Mapping
from tui.import_words import standing
from tui.reads.importing import Step, Table

Phase = Literal["looking", "ready", "taking", "done"]
TO_TAKE = frozenset({"ready", "new"})
"""Standings of tables that can be taken as they are."""


class Line(NamedTuple):
    """A table of a file, as a row of the list."""

    key: str
    path: str
    table: Table
    code: str
    """How it stands: see `standing`."""


class RunState:
    """One import, from the first look to the report; knows no screen and no store."""

    def __init__(self) -> None:
        self.paths: tuple[str, ...] = ()
        """Files, in the order they are taken."""
        self.steps: dict[str, Step] = {}
        """What is known of each by now."""
        self.answers: dict[str, ImportOptions] = {}
        self.out: set[str] = set()
        """Files that the lead leaves out."""
        self.new_agents = False
        self.phase: Phase = "looking"
        self.at = 0
        """How many files of the present pass are done."""
        self.all = 0
        """How many it has."""

    def lines(self) -> Iterator[Line]:
        """Yield every table that is known by now, in the order of the files."""
        for number, path in enumerate(self.paths):
            step = self.steps.get(path)
            for part, table in enumerate(step.tables if step else ()):
                code = standing(table.report, out=path in self.out)
                yield Line(f"{number}.{part}", path, table, code)

    def taken(self, path: str) -> bool:
        """Whether a file is in the team already."""
        step = self.steps.get(path)
        return step is not None and any(t.report.state in ("taken", "same") for t in step.tables)

    def to_look_at(self) -> list[str]:
        """Return the files that a look is for."""
        return [path for path in self.paths if not self.taken(path)]

    def to_take(self) -> list[str]:
        """Return the files that can be taken as they stand, left out ones apart."""
        return list(dict.fromkeys(line.path for line in self.lines() if line.code in TO_TAKE))

    def counts(self) -> dict[str, int]:
        """Return how many files stand how; the part of a file that asks most decides."""
        order = ("refused", "columns", "day", "shop", "new", "ready", "taken", "same", "out")
        found: dict[str, str] = {}
        for line in self.lines():
            before = found.get(line.path, line.code)
            found[line.path] = min(before, line.code, key=order.index)
        totals = dict.fromkeys(order, 0)
        for code in found.values():
            totals[code] += 1
        return totals

    # What the lead says

    def say_shop(self, line: Line, shop: str) -> None:
        """Give a shop to every file of the same layout that asks for one."""
        report = line.table.report
        for other in list(self.lines()):
            if other.code == "shop" and other.table.report.layout == report.layout:
                self._say(other.path, shop=shop)

    def say_day(self, line: Line, day: date) -> None:
        """Give a file its day."""
        self._say(line.path, day=day)

    def say_columns(self, line: Line, mapping: Mapping) -> None:
        """Give every file of the same layout what its headers mean.

        The id of an unknown layout is that of its headers, so its files are of one shape; of a
        known layout only the file itself is meant: it is remembered for others of its shape.
        """
        layout = line.table.report.layout or ""
        alike = {line.path}
        if layout.startswith("unknown"):
            alike |= {o.path for o in self.lines() if o.table.report.layout == layout}
        for path in alike:
            self._say(path, mapping=mapping)

    def _say(self, path: str, **said: object) -> None:
        known = self.answers.get(path, ImportOptions())
        self.answers[path] = msgspec.structs.replace(known, **said)
        self.out.discard(path)
