"""One column of cells becomes numbers, a chunk at a time.

A file of 100,000 rows has two million cells: a plain chunk is turned by one `map(float, ...)`
and looked over as a whole; only chunks that hold something else go cell by cell, and the same
text is read once.
"""

from collections.abc import Sequence
from math import isnan

from store.imports.cells import quoted
from store.imports.plan import Planned
from store.imports.rates import settle_rates
from store.imports.table import Cell
from store.imports.values import LARGEST, SIGNED, Odd, Value, factor, read_cell
from store.records.metric import METRICS, Unit

_MARKS = dict.fromkeys(("", "-", "--", "/"), "0")
"""Missing marks in a plain chunk, and what stands in for them while it is turned."""
_MEMORY = 20_000
"""Different texts of a column that are remembered."""


class Column:
    """The values of one metric, in the order of the rows that are taken."""

    def __init__(self, planned: Planned, *, own: bool) -> None:
        self.planned = planned
        self.values: list[Value] = []
        self.odd: list[tuple[int, Odd, str]] = []
        """(index of the row, why, cell as quoted) of cells that were not taken."""
        self._unit: Unit = METRICS[planned.metric].unit
        self._own = own
        self._times = factor(self._unit, planned.unit)
        self._memory = _Memory(self._unit, self._times, planned.metric in SIGNED)
        self._plain = True
        """Every cell so far was a plain number."""

    def add(self, cells: Sequence[Cell]) -> None:
        """Take the next rows' cells, at least one."""
        kinds = set(map(type, cells))
        numbers: list[Value] | None = None
        if kinds == {str}:
            numbers = self._texts(cells)  # type: ignore[arg-type]
        elif kinds <= {float, int}:
            numbers = self._bounded(list(map(float, cells)))  # type: ignore[arg-type]
        self.values += self._cell_by_cell(cells) if numbers is None else numbers

    def _texts(self, cells: Sequence[str]) -> list[Value] | None:
        """Return the values of a chunk of texts, None where one is odd."""
        if (numbers := self._floats(cells)) is not None:
            return numbers
        numbers = self._floats(list(map(_MARKS.get, cells, cells)))
        if numbers is not None:
            self._plain = False
            return [
                None if cell in _MARKS else number
                for cell, number in zip(cells, numbers, strict=True)
            ]
        found = list(map(self._memory.__getitem__, cells))
        if self._memory.odd:
            return None
        self._plain = False
        return found

    def _floats(self, texts: Sequence[str]) -> list[Value] | None:
        whole = "".join(texts)
        # What `float` reads and a person doesn't mean: 1_000, nan, inf. A minus sign or a small
        # exponent is looked at cell by cell.
        if "_" in whole or "-" in whole or "n" in whole or "N" in whole:
            return None
        try:
            return self._bounded(list(map(float, texts)))
        except ValueError:
            return None

    def _bounded(self, numbers: list[float]) -> list[Value] | None:
        """Return the numbers in the metric's unit if each can be one, None if any can't."""
        total = sum(numbers)
        if isnan(total) or max(numbers) > LARGEST / self._times or min(numbers) < 0:
            return None
        if self._times == 1.0:
            return numbers  # type: ignore[return-value]
        return [round(number * self._times, 6) for number in numbers]

    def _cell_by_cell(self, cells: Sequence[Cell]) -> list[Value]:
        memory = self._memory
        base = len(self.values)
        found = [
            memory[cell] if type(cell) is str else read_cell(cell, *memory.how) for cell in cells
        ]
        self._plain = False
        for index, value in enumerate(found):
            if isinstance(value, Odd):
                self.odd.append((base + index, value, quoted(cells[index])))
                found[index] = None
        return found

    def finish(self) -> list[float | None]:
        """Return the whole column once every row was added; rates are settled here."""
        values = self.values
        if self._unit == "rate" and values and not self._is_shares():
            hint = self.planned.unit == "percent"
            settled = settle_rates(values, self.planned.metric, own=self._own, percent=hint)
            for index, value in enumerate(settled):
                if isinstance(value, Odd):
                    self.odd.append((index, value, quoted(values[index])))  # type: ignore[arg-type]
                    settled[index] = None
            values = settled
        return values  # type: ignore[return-value]

    def _is_shares(self) -> bool:
        """Whether every cell is a plain number up to one, with nothing left to settle."""
        plain = self._plain and self.planned.unit != "percent"
        return plain and max(self.values) <= 1  # type: ignore[type-var, operator]


class _Memory(dict[str, Value]):
    """Reads each different text once."""

    def __init__(self, unit: Unit, times: float, signed: bool) -> None:
        super().__init__()
        self.how = (unit, times, signed)
        self.odd = False
        """Some text was odd: every chunk from then on is looked over for such."""

    def __missing__(self, text: str) -> Value:
        value = read_cell(text, *self.how)
        self.odd = self.odd or isinstance(value, Odd)
        if len(self) >= _MEMORY:
            self.clear()
        self[text] = value
        return value
