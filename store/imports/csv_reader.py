"""Text tables: rows with the line they begin on, read as a stream."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from store.errors import BadFile
from store.imports.encodings import TextKind, pieces, text_kind
from store.imports.guards import MAX_CELL, MAX_COLUMNS, MAX_LINE, MAX_TEXT_CELLS, refuse
from store.imports.table import Cell, RawTable
from store.records.report import Note

_DELIMITERS = (",", "\t", ";")
_SAMPLE_LINES = 40
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


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
    delimiter = _delimiter(list(islice(_lines(path, kind, None), _SAMPLE_LINES)))
    table.rows = _rows(path, kind, delimiter, table)
    return table


def _lines(path: Path, kind: TextKind, table: RawTable | None) -> Iterator[str]:
    """Yield physical lines with their ends; never holds more than one line and one piece."""
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
            yield from io.StringIO(rest + text[:cut], newline="")
            rest = text[cut:]
        else:
            rest += text
        if len(rest) > MAX_LINE:
            raise refuse("line_too_long", path, limit=MAX_LINE)
    yield from io.StringIO(rest, newline="")


def _delimiter(lines: list[str]) -> str:
    """Return the character that cuts most lines into the same number of cells."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(
                len(cells) for cells in csv.reader(lines, delimiter=delimiter) if len(cells) > 1
            )
        except csv.Error:
            return 0, 0
        # The header counts most by this: commas within amounts are not in it.
        return max(((times, width) for width, times in widths.items()), default=(0, 0))

    return max(_DELIMITERS, key=score)


def _rows(
    path: Path, kind: TextKind, delimiter: str, table: RawTable
) -> Iterator[tuple[int, list[Cell]]]:
    """Yield (line on which the row begins, cells)."""
    reader = csv.reader(_lines(path, kind, table), delimiter=delimiter)
    number = begun = 1
    wide = read = 0
    try:
        for cells in reader:
            begun = number
            number = reader.line_num + 1
            if len(cells) > MAX_COLUMNS:
                wide = max(wide, len(cells))
                del cells[MAX_COLUMNS:]
            read += len(cells)
            if read > MAX_TEXT_CELLS:
                raise refuse("too_many_cells", path, row=begun, limit=MAX_TEXT_CELLS)
            yield begun, cells  # type: ignore[misc]  # a list[str] serves as cells
    except csv.Error as problem:
        raise refuse("cell_too_long", path, row=number, limit=MAX_CELL) from problem
    except BadFile as problem:
        if problem.code == "line_too_long":
            raise refuse("line_too_long", path, row=reader.line_num + 1, limit=MAX_LINE) from None
        raise
    if kind.quotes % 2 and number > begun + 1:
        # The last row swallowed all lines after its quote: taking the others would hide that.
        raise refuse("unclosed_quote", path, row=begun)
    if wide:
        table.notes.append(Note("columns_cut", {"columns": wide, "kept": MAX_COLUMNS}))
