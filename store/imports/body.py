"""The rows below the header: sorted into taken, sums and rejected, and turned column by column."""

from collections.abc import Sequence
from datetime import date

from store.imports.cells import is_blank, quoted
from store.imports.columns import Column
from store.imports.days import BadDay
from store.imports.names import DayReader, NameRead, NameReader, TextReader
from store.imports.plan import Plan
from store.imports.summary import summary_words
from store.imports.table import Cell
from store.records.report import Reject
from store.records.work import SHOP_ROW

Row = tuple[int, list[Cell]]
_SHOP = NameRead(SHOP_ROW, SHOP_ROW, False)


class Body:
    """Gathers the rows of one table; every list has one entry for each row kept so far."""

    def __init__(self, plan: Plan, headers: Sequence[str], today: date) -> None:
        self.plan = plan
        self.headers = headers
        self.numbers: list[int] = []
        self.names: list[NameRead] = []
        self.days: list[date | None] = []
        self.shops: list[str | None] = []
        self.groups: list[str | None] = []
        self.columns = [Column(planned, own=plan.own) for planned in plan.columns + plan.parts]
        self.summaries = 0
        self.rejects: list[Reject] = []
        """Whole rows that were left."""
        self.short: list[int] = []
        """Rows with fewer cells than there are headers."""
        words = summary_words(plan.summary)
        self.reader = NameReader(words)
        self._firsts = NameReader(words)
        self._days = DayReader(today)
        self._texts = TextReader()
        metrics = {column.planned.index for column in self.columns}
        self._first_cells = {0, *plan.roles.values()} - metrics - {plan.roles.get("agent")}

    def add(self, chunk: list[Row]) -> None:
        """Take the next rows, in the order of the file."""
        rows = self._square(chunk)
        if not rows:
            return
        columns = list(zip(*[cells for _, cells in rows], strict=True))
        if self._any_odd(columns):
            rows = [row for row in rows if self._wanted(*row)]
            if not rows:
                return
            columns = list(zip(*[cells for _, cells in rows], strict=True))
        self.numbers += [number for number, _ in rows]
        self._add_roles(columns, len(rows))
        for column in self.columns:
            column.add(columns[column.planned.index])

    def reject(self, row: int, role: str, value: str, why: str) -> None:
        """Leave a whole row; `role` names the column that is to blame, if any."""
        index = self.plan.roles.get(role)
        self.rejects.append(Reject(row, None if index is None else self.headers[index], value, why))

    def _square(self, chunk: list[Row]) -> list[Row]:
        """Return the rows that hold something, each as wide as the header."""
        width = len(self.headers)
        lines = [cells for _, cells in chunk]
        if set(map(len, lines)) == {width} and all(map(any, lines)):
            return chunk
        rows = [row for row in chunk if not all(map(is_blank, row[1]))]
        for number, cells in rows:
            if len(cells) < width:
                self.short.append(number)
                cells.extend([None] * (width - len(cells)))
        return [row for row in rows if self._fits(*row)]

    def _fits(self, number: int, cells: list[Cell]) -> bool:
        """Whether nothing stands right of the last header: else any value may be shifted."""
        extra = [cell for cell in cells[len(self.headers) :] if not is_blank(cell)]
        del cells[len(self.headers) :]
        if extra:
            self.reject(number, "", quoted(extra[0]), "too_many_cells")
        return not extra

    def _any_odd(self, columns: list[tuple[Cell, ...]]) -> bool:
        """Whether any row of the chunk needs a look of its own."""
        roles = self.plan.roles
        for index in self._first_cells:
            _read_all(self._firsts, columns[index])
            if any(
                self._firsts[cell].summary for cell in self._firsts.odd.intersection(columns[index])
            ):
                return True
        if "agent" in roles:
            _read_all(self.reader, columns[roles["agent"]])
            if not self.reader.odd.isdisjoint(columns[roles["agent"]]):
                return True
        if "day" in roles:
            _read_all(self._days, columns[roles["day"]])
            if not self._days.odd.isdisjoint(columns[roles["day"]]):
                return True
        first = columns[self.columns[0].planned.index]
        return "" in first or None in first

    def _wanted(self, number: int, cells: list[Cell]) -> bool:
        """Whether a row is one to take; else it is counted as a sum or rejected."""
        roles = self.plan.roles
        agent = self.reader[cells[roles["agent"]]] if "agent" in roles else _SHOP
        if agent.summary or any(self._firsts[cells[index]].summary for index in self._first_cells):
            self.summaries += 1
            return False
        if not agent.clean and agent is not _SHOP:
            if not all(map(is_blank, cells)):
                self.reject(number, "agent", quoted(cells[roles["agent"]]), "no_agent")
            return False
        if "agent" in roles and _is_alone(cells, roles["agent"]):
            # A footnote, most likely; as a person it would say nothing either.
            self.reject(number, "agent", agent.clean, "no_values")
            return False
        if "day" in roles:
            day = self._days[cells[roles["day"]]]
            if isinstance(day, BadDay):
                self.reject(number, "day", quoted(cells[roles["day"]]), day.value)
                return False
        return True

    def _add_roles(self, columns: list[tuple[Cell, ...]], count: int) -> None:
        roles = self.plan.roles
        if "agent" in roles:
            self.names += map(self.reader.__getitem__, columns[roles["agent"]])
        else:
            self.names += [_SHOP] * count
        if "day" in roles:
            # Rows without a day are gone by now.
            self.days += map(self._days.__getitem__, columns[roles["day"]])  # type: ignore[arg-type]
        else:
            self.days += [None] * count
        for role, kept in (("shop", self.shops), ("group", self.groups)):
            if role in roles:
                kept.extend(map(self._texts.__getitem__, columns[roles[role]]))
            else:
                kept.extend([None] * count)


def _is_alone(cells: list[Cell], index: int) -> bool:
    """Whether nothing stands in the row but one cell."""
    return all(at == index or is_blank(cell) for at, cell in enumerate(cells))


def _read_all(reader: NameReader | DayReader, cells: tuple[Cell, ...]) -> None:
    """Make the reader meet every cell, so that its `odd` cells are known."""
    for cell in set(cells):
        reader[cell]
