"""Rows of a contact log or of interval counts, in chunks of columns; what is wrong is told."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from store.cleaning import clean_text
from store.imports.cells import cell_text, is_blank, quoted
from store.imports.header import Row
from store.imports.plan import Plan
from store.imports.table import Cell
from store.records.report import Note, Reject, Rows

CHUNK = 4_096
_LISTED = 1_000
"""Rejected rows that are named one by one."""
_QUEUE_NAME = 80
ONLY_QUEUE = "main"
"""The queue of a file that names none."""


class Chunk:
    """Some rows as columns of texts."""

    def __init__(
        self, numbers: Sequence[int], rows: list[list[Cell]], plan: Plan, *, text: bool
    ) -> None:
        self.numbers = numbers
        self._text = text
        self._fields = plan.fields
        width = max(plan.fields.values(), default=-1) + 1
        if min(map(len, rows)) < width:
            rows = [[*cells, *[""] * (width - len(cells))] for cells in rows]
        self._columns = list(zip(*rows, strict=False))

    def __len__(self) -> int:
        return len(self.numbers)

    def texts(self, field: str) -> Sequence[str] | None:
        """Return a column, None where the file has none of it."""
        index = self._fields.get(field)
        if index is None:
            return None
        cells = self._columns[index]
        return cells if self._text else [cell_text(cell) for cell in cells]

    def cell(self, at: int, field: str) -> Cell:
        """Return one cell, None where the file has no such column."""
        index = self._fields.get(field)
        return None if index is None else self._columns[index][at]


def chunks(rows: Iterable[Row], plan: Plan, tally: "Told", *, text: bool) -> Iterator[Chunk]:
    """Give the rows, blank ones left out, and count them as read.

    `text` says that every cell is a text, which those of a sheet need not be.
    """
    source = iter(rows)
    while some := list(islice(source, CHUNK)):
        numbers = [number for number, _ in some]
        every = [cells for _, cells in some]
        # The first cell tells of nearly every row that it isn't blank.
        if not (all(every) and all(cells[0] for cells in every)):
            filled = [at for at, row in enumerate(every) if not all(map(is_blank, row))]
            numbers, every = [numbers[at] for at in filled], [every[at] for at in filled]
        tally.read += len(every)
        if every:
            yield Chunk(numbers, every, plan, text=text)


class Told:
    """What was left out, and why."""

    def __init__(self, plan: Plan, headers: Sequence[str]) -> None:
        self.read = 0
        self.rejected = 0
        self._headers = headers
        self._plan = plan
        self._rejects: list[Reject] = []
        self._more: Counter[str] = Counter()

    def reject(self, chunk: Chunk, at: int, field: str, why: str) -> None:
        """Leave a row out; `field` is the one that is to blame."""
        self.rejected += 1
        if len(self._rejects) >= _LISTED:
            self._more[why] += 1
            return
        index = self._plan.fields.get(field)
        header = None if index is None else self._headers[index]
        value = quoted(chunk.cell(at, field))
        self._rejects.append(Reject(chunk.numbers[at], header, value, why))

    @property
    def rows(self) -> Rows:
        """The counts."""
        return Rows(read=self.read, taken=self.read - self.rejected, rejected=self.rejected)

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """The first of them, in the order of the file."""
        return tuple(self._rejects)

    @property
    def notes(self) -> tuple[Note, ...]:
        """How many more there were."""
        more = self._more.total()
        return (Note("more_rejects", {"count": more}),) if more else ()


class NameReader(dict[str, str]):
    """Cleans the names of a column, each different one once; an empty one stays empty."""

    def __init__(self, limit: int = _QUEUE_NAME) -> None:
        super().__init__()
        self._limit = limit

    def __missing__(self, text: str) -> str:
        name = clean_text(text, self._limit)
        if len(self) < 50_000:
            self[text] = name
        return name
