"""Text tables: rows with the line they begin on, read as a stream."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from store.errors import BadFile
from store.imports.encodings import TextKind, pieces, text_kind
from store.imports.guards import MAX_CELL, MAX_COLUMNS, MAX_LINE, refuse
from store.imports.table import Cell, RawTable
from store.records.report import Note

_DELIMITERS = (",", "\t", ";")
_SAMPLE_LINES = 40
_Rows = Iterator[tuple[int, list[Cell]]]
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""ESC stays: `clean_text` takes it out together with the sequence that it begins."""


def read_text_table(path: Path, head: bytes) -> RawTable:
    """Return the table of a text file, its rows still to be read.

    Raises BadFile: `not_text`, and while rows are read `line_too_long`, `cell_too_long`,
    `unclosed_quote`, `too_many_cells`, each with the `row`.
    """
    kind = text_kind(path, head)
    table = RawTable(
        name=None,
        encoding=kind.encoding,
        total=max(1, path.stat().st_size),
    )
    table.done = kind.skip
    if kind.cut_short:
        table.notes.append(Note("cut_short"))
    if kind.controls:
        table.notes.append(Note("control_characters", {"count": kind.controls}))
    sample = chain.from_iterable(_batches(path, kind, None))
    delimiter = _delimiter(list(islice(sample, _SAMPLE_LINES)))
    rows = _quoted_rows if kind.quotes else _plain_rows
    table.rows = rows(path, kind, delimiter, table)
    return table


def _batches(path: Path, kind: TextKind, table: RawTable | None) -> Iterator[list[str]]:
    """Yield physical lines with their ends, as many as a piece of the file holds."""
    decoder = codecs.getincrementaldecoder(kind.codec)("ignore")
    rest = ""
    for piece in pieces(path, kind.skip):
        text = decoder.decode(piece)
        if kind.controls:
            text = _CONTROLS.sub("", text)
        if table is not None:
            table.done += len(piece)
        # A carriage return at the very end may be half of a line end.
        cut = max(text.rfind("\n"), text.rfind("\r", 0, -1)) + 1
        if cut:
            yield list(io.StringIO(rest + text[:cut], newline=""))
            rest = text[cut:]
        else:
            rest += text
        if len(rest) > MAX_LINE:
            raise refuse("line_too_long", path, limit=MAX_LINE)
    yield list(io.StringIO(rest, newline=""))


def _delimiter(lines: list[str]) -> str:
    """Return the character that cuts most lines into the same number of cells."""

    def score(delimiter: str) -> tuple[int, int]:
        """Return how many lines it cuts alike, and into how many cells."""
        try:
            widths = Counter(
                len(cells) for cells in csv.reader(lines, delimiter=delimiter) if len(cells) > 1
            )
        except csv.Error:
            return 0, 0
        # The header counts most by this: commas within amounts are not in it.
        return max(((times, width) for width, times in widths.items()), default=(0, 0))

    return max(_DELIMITERS, key=score)


class _Limits:
    """Counts the cells of a table and cuts its rows."""

    def __init__(self, path: Path, table: RawTable) -> None:
        self._path = path
        self._table = table
        self._read = 0
        self._widest = 0

    def check(self, rows: list[list[str]], number: int) -> None:
        """Cut the rows; `number` is that of the first. Raises BadFile `too_many_cells`."""
        self._read += sum(map(len, rows))
        limit = self._table.most_cells
        if self._read > limit:
            raise refuse("too_many_cells", self._path, row=number, limit=limit)
        widest = max(map(len, rows), default=0)
        if widest > MAX_COLUMNS:
            self._widest = max(widest, self._widest)
            for cells in rows:
                del cells[MAX_COLUMNS:]

    def tell(self) -> None:
        """Note what was cut, once all is read."""
        if self._widest:
            note = Note("columns_cut", {"columns": self._widest, "kept": MAX_COLUMNS})
            self._table.notes.append(note)


def _plain_rows(path: Path, kind: TextKind, delimiter: str, table: RawTable) -> _Rows:
    """Yield (line, cells) of a file without a single quote: each line is a row."""
    limits = _Limits(path, table)
    number = 1
    try:
        for lines in _batches(path, kind, table):
            reader = csv.reader(lines, delimiter=delimiter)
            try:
                rows = list(reader)
            except csv.Error as problem:
                row = number + reader.line_num - 1
                raise refuse("cell_too_long", path, row=row, limit=MAX_CELL) from problem
            limits.check(rows, number)
            yield from enumerate(rows, number)
            number += len(rows)
    except BadFile as problem:
        raise _with_row(problem, path, number) from None
    limits.tell()


def _quoted_rows(path: Path, kind: TextKind, delimiter: str, table: RawTable) -> _Rows:
    """Yield (line on which the row begins, cells): a quoted cell may go over several lines."""
    limits = _Limits(path, table)
    lines = chain.from_iterable(_batches(path, kind, table))
    reader = csv.reader(lines, delimiter=delimiter)
    number = begun = 1
    try:
        for cells in reader:
            begun = number
            number = reader.line_num + 1
            limits.check([cells], begun)
            yield begun, cells  # type: ignore[misc]  # list[str] serves as cells
    except csv.Error as problem:
        raise refuse("cell_too_long", path, row=number, limit=MAX_CELL) from problem
    except BadFile as problem:
        raise _with_row(problem, path, reader.line_num + 1) from None
    if kind.quotes % 2 and number > begun + 1:
        # The last row swallowed all lines after its quote: taking the others would hide that.
        raise refuse("unclosed_quote", path, row=begun)
    limits.tell()


def _with_row(problem: BadFile, path: Path, row: int) -> BadFile:
    """Return the error with the row at which it was met."""
    if problem.code == "line_too_long":
        return refuse("line_too_long", path, row=row, limit=MAX_LINE)
    return problem
