"""A table as a file holds it, before anything is understood."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from store.imports.guards import MAX_TEXT_CELLS
from store.records.report import Note

Cell = str | float | int | bool | date | datetime | time | timedelta | None


class RawTable:
    """The rows of a text file or of one sheet, read once, from the top."""

    def __init__(self, *, name: str | None, encoding: str, total: int) -> None:
        self.name = name
        """Sheet; None for a text file."""
        self.encoding = encoding
        """utf-8-sig, utf-8, gb18030, utf-16, xlsx, xls."""
        self.total = total
        """How much there is to read: bytes of a text file, rows of a sheet."""
        self.most_cells = MAX_TEXT_CELLS
        """Cells of a text file that are read; more where rows are not held."""
        self.done = 0
        """How much of it was read so far."""
        self.notes: list[Note] = []
        """What was cut or cleaned; complete once all rows were read. Codes: cut_short,
        control_characters, columns_cut."""
        self.rows: Iterator[tuple[int, list[Cell]]] = iter(())
        """(row number as a person sees it in the file, the first being 1; cells). The number of
        a row that goes over several lines is that of its first line."""
