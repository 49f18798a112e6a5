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
        self._signed = planned.metric in SIGNED
        self._memory = _Memory(self._unit, self._times, self._signed)

    def add(self, cells: Sequence[Cell]) -> None:
        """Take the next rows' cells, at least one."""
        kinds = set(map(type, cells))
        numbers: list[Value] | None = None
        if kinds == {str}:
            numbers = self._plain_texts(cells)  # type: ignore[arg-type]
        elif kinds <= {float, int}:
            numbers = self._bounded(list(map(float, cells)))  # type: ignore[arg-type]
        self.values += self._cell_by_cell(cells) if numbers is None else numbers

    def _plain_texts(self, cells: Sequence[str]) -> list[Value] | None:
        """Return the numbers of a chunk of plain numbers and missing marks, None for any other."""
        if (numbers := self._floats(cells)) is not None:
            return numbers
        numbers = self._floats(list(map(_MARKS.get, cells, cells)))
        if numbers is None:
            return None
        return [
            None if cell in _MARKS else number for cell, number in zip(cells, numbers, strict=True)
        ]

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
            memory[cell]
            if type(cell) is str
            else read_cell(cell, self._unit, self._times, self._signed)
            for cell in cells
        ]
        for index, value in enumerate(found):
            if isinstance(value, Odd):
                self.odd.append((base + index, value, quoted(cells[index])))
                found[index] = None
        if len(memory) > _MEMORY:
            memory.clear()
        return found

    def finish(self) -> list[float | None]:
        """Return the whole column once every row was added; rates are settled here."""
        values = self.values
        if self._unit == "rate":
            hint = self.planned.unit == "percent"
            settled = settle_rates(values, self.planned.metric, own=self._own, percent=hint)
            for index, value in enumerate(settled):
                if isinstance(value, Odd):
                    self.odd.append((index, value, quoted(values[index])))  # type: ignore[arg-type]
                    settled[index] = None
            values = settled
        return values  # type: ignore[return-value]


class _Memory(dict[str, Value]):
    """Reads each different text once."""

    def __init__(self, unit: Unit, times: float, signed: bool) -> None:
        super().__init__()
        self._how = (unit, times, signed)

    def __missing__(self, text: str) -> Value:
        value = self[text] = read_cell(text, *self._how)
        return value
