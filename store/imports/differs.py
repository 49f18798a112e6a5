"""Where a file says something else than another export of the same day, platform and shop.

Nothing is decided here: which value counts is decided when figures are read.
"""

from collections.abc import Mapping
from math import isclose

from store.imports.merge import Part
from store.imports.page import Page, Record, names_of
from store.naming import Names
from store.records.report import Note

_ROUNDING = 0.005
"""Values that differ by no more than half a percent are the same figure, rounded otherwise."""


class Differences:
    """Counts the cells of one file that another layout's sheet contradicts."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._names: Names | None = None
        self._months: dict[tuple[str, str], dict[str, list[Record]]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._examples: dict[tuple[str, str], dict[str, str | int | float | None]] = {}

    def compare(self, table: str, key: str, part: Part) -> None:
        """Compare the rows of one sheet's part with the other layouts' sheets."""
        own, _, layout = key.rpartition("/")
        for other in self._others(table, key[:7]).get(own, ()):
            if other["layout"] != layout:
                self._compare(part, other)

    def notes(self) -> list[Note]:
        """Return one `differs` for each tool and layout that says otherwise, with an example."""
        return [
            Note(
                "differs",
                {"tool": tool, "layout": layout, "count": count, **self._examples[tool, layout]},
            )
            for (tool, layout), count in self._counts.items()
        ]

    def _others(self, table: str, month: str) -> dict[str, list[Record]]:
        """Return the sheets of a month by day, platform and shop."""
        found = self._months.get((table, month))
        if found is None:
            found = self._months[table, month] = {}
            for key, record in self._page.items(table, month):
                found.setdefault(key.rpartition("/")[0], []).append(record)
        return found

    def _compare(self, part: Part, other: Record) -> None:
        metrics = part.parsed.metrics
        places = {m: i for i, m in enumerate(other["metrics"]) if m in metrics}
        if not places:
            return
        pairs = [(metric, metrics.index(metric), place) for metric, place in places.items()]
        theirs = self._by_person(other["rows"], part)
        for row in part.rows:
            values = theirs.get(self._person(row.agent, part))
            if values is None:
                continue
            for metric, mine, place in pairs:
                one, two = row.values[mine], values[place]
                if one is None or two is None or one == two:
                    continue
                if not isclose(one, two, rel_tol=_ROUNDING):
                    self._count(other, part, (row.agent, metric, one, two))

    def _person(self, nickname: str, part: Part) -> str:
        """Return who a nickname is; one that nobody is bound to is only itself."""
        if self._names is None:
            self._names = names_of(self._page)
        who = self._names.resolve(nickname, part.parsed.platform, part.end) if nickname else None
        return f"#{who.agent}" if who and who.agent else nickname

    def _by_person(
        self, rows: Mapping[str, list[float | None]], part: Part
    ) -> dict[str, list[float | None]]:
        return {self._person(nickname, part): values for nickname, values in rows.items()}

    def _count(self, other: Record, part: Part, cell: tuple[str, str, float, float]) -> None:
        source = (other["tool"], other["layout"])
        self._counts[source] = self._counts.get(source, 0) + 1
        if source not in self._examples:
            agent, metric, mine, theirs = cell
            self._examples[source] = {
                "agent": agent,
                "day": part.end.isoformat(),
                "metric": metric,
                "value": mine,
                "other": theirs,
            }
