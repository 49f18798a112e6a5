"""One column of cells becomes numbers, a chunk at a time.

A file of 100,000 rows has two million cells: a plain chunk is turned by one `map(float, ...)`
and looked over as a whole; only chunks that hold something else go cell by cell, and the same
text is read once.
"""

import re
from collections.abc import Sequence
from math import isnan

from store.imports.cells import quoted
from store.imports.plan import Planned
from store.imports.rates import settle_rates
from store.imports.table import Cell
from store.imports.values import LARGEST, SIGNED, Odd, Percent, Value, factor, read_cell
from store.records.metric import METRICS, Unit

_MARKS = dict.fromkeys(("", "-", "--", "/"), "0")
"""Missing marks in a plain chunk, and what stands in for them while it is turned."""
_WRONG_COMMA = re.compile(r",(?![0-9]{3}(?![0-9]))|(?<![0-9]),|[0-9]{4},|\.[0-9]*,")
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

    def add(self, cells: Sequence[Cell]) -> None:
        """Take the next rows' cells, at least one."""
        kinds = set(map(type, cells))
        if kinds == {str}:
            self.values += self._texts(cells)  # type: ignore[arg-type]
            return
        numbers = None
        if kinds <= {float, int}:
            plain = list(map(float, cells))  # type: ignore[arg-type]
            numbers = None if min(plain) < 0 else self._bounded(plain)
        self.values += self._cell_by_cell(cells) if numbers is None else numbers

    def _texts(self, cells: Sequence[str]) -> list[Value]:
        """Return the values of a chunk of texts."""
        if (numbers := self._floats(cells)) is not None:
            return numbers
        texts = list(map(_MARKS.get, cells, cells))
        numbers = self._floats(texts)
        if numbers is None and (texts := _without_commas(texts)):
            numbers = self._floats(texts)
        if numbers is None:
            return self._without_odd(list(map(self._memory.__getitem__, cells)), cells)
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
        """Return numbers of no minus sign in the metric's unit, None if any can't be one."""
        if isnan(sum(numbers)) or max(numbers) > LARGEST / self._times:
            return None
        if self._times == 1.0:
            return numbers  # type: ignore[return-value]
        return [round(number * self._times, 6) for number in numbers]

    def _cell_by_cell(self, cells: Sequence[Cell]) -> list[Value]:
        memory = self._memory
        found = [
            memory[cell] if type(cell) is str else read_cell(cell, *memory.how) for cell in cells
        ]
        return self._without_odd(found, cells)

    def _without_odd(self, found: list[Value], cells: Sequence[Cell]) -> list[Value]:
        """Return the next values with None for odd ones, which are noted down."""
        if Odd in set(map(type, found)):
            base = len(self.values)
            for index, value in enumerate(found):
                if isinstance(value, Odd):
                    self.odd.append((base + index, value, quoted(cells[index])))
                    found[index] = None
        return found

    def finish(self) -> list[float | None]:
        """Return the whole column once every row was added; rates are settled here."""
        return self._settled() if self._unit == "rate" else self.values  # type: ignore[return-value]

    def _settled(self) -> list[Value]:
        """Return a column of rates as shares of one."""
        kinds = set(map(type, self.values)) - {type(None)}
        percent = self.planned.unit == "percent"
        largest = max(filter(None, self.values), default=0.0)  # type: ignore[type-var]
        if kinds == {float} and not percent and largest <= 1:  # type: ignore[operator]
            return self.values
        if kinds == {Percent}:
            return [None if value is None else +value for value in self.values]  # type: ignore[operator]
        settled = settle_rates(self.values, self.planned.metric, own=self._own, percent=percent)
        plain, self.values = self.values, []
        return self._without_odd(settled, plain)  # type: ignore[arg-type]


def _without_commas(texts: list[str]) -> list[str]:
    """Return the texts without the commas of thousands, none if a comma is anything else."""
    whole = "\n".join(texts)
    if "," not in whole or whole.count("\n") != len(texts) - 1 or _WRONG_COMMA.search(whole):
        return []
    return whole.replace(",", "").split("\n")


class _Memory(dict[str, Value]):
    """Reads each different text once."""

    def __init__(self, unit: Unit, times: float, signed: bool) -> None:
        super().__init__()
        self.how = (unit, times, signed)

    def __missing__(self, text: str) -> Value:
        value = read_cell(text, *self.how)
        if len(self) >= _MEMORY:
            self.clear()
        self[text] = value
        return value
