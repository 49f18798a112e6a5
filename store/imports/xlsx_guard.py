"""Weighs a workbook before it is opened: what it unpacks to, and how far its cells reach.

The sizes that a zip states are not believed: every part is unpacked, a piece at a time, and
counted. Cells at far corners cost as much as a full sheet, so their extent is counted too.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from store.imports.guards import MAX_CELLS, MAX_INFLATED, refuse

_PIECE = 1 << 20
_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"'][^<>]*(?<!/)>"
)
_UNNUMBERED = re.compile(rb"<(?:\w+:)?c(?![^<>]*\sr\s*=)[\s>]")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s>])")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\s(?:[^<>]*?\s)?r\s*=\s*[\"'](\d{1,7})")


class _Extent:
    """How far the cells of one part reach, as calamine will count them."""

    def __init__(self) -> None:
        self._rows = 0
        self._columns = 0
        self._loose_rows = 0
        self._loose_in_row = 0
        self._loose_widest = 0
        self._last_row = 0
        self.closed = 0
        """Closing tags: every cell with a value has two."""
        self._tail = b""

    def area(self) -> int:
        """Return rows x columns from the corner to the farthest cell."""
        rows = max(self._rows, self._last_row + self._loose_rows if self._loose_widest else 0)
        return rows * (self._columns + self._loose_widest)

    def feed(self, piece: bytes) -> None:
        """Count one more piece."""
        piece = self._tail + piece
        cut = piece.rfind(b"<")
        cut = cut if cut >= 0 and len(piece) - cut < _PIECE else len(piece)
        self._count(piece[:cut])
        self._tail = piece[cut:]

    def _count(self, text: bytes) -> None:
        self.closed += text.count(b"</")
        found = _CELL.findall(text)
        if found:
            columns = {letters for letters, _ in found}
            self._columns = max(self._columns, *map(_column, columns))
            self._rows = max(self._rows, *(int(digits) for _, digits in found))
        numbers = _ROW_NUMBER.findall(text)
        self._last_row = max(self._last_row, max(map(int, numbers), default=0))
        self._loose_rows += len(_ROW.findall(text)) - len(numbers)
        if self._loose_widest or _UNNUMBERED.search(text):
            self._count_loose(text)

    def _count_loose(self, text: bytes) -> None:
        """Count cells that say no place: each stands right of the one before."""
        for index, row in enumerate(_ROW.split(text)):
            if index:
                self._loose_in_row = 0
            self._loose_in_row += len(_UNNUMBERED.findall(row))
            self._loose_widest = max(self._loose_widest, self._loose_in_row)


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def weigh_workbook(path: Path) -> None:
    """Raise BadFile where a zip is no workbook or would cost too much to open.

    Codes: `inflates`, `too_many_cells`, `not_supported` (with `found`), `unreadable`.
    """
    try:
        with zipfile.ZipFile(path) as book, path.open("rb") as file:
            names = {info.filename for info in book.infolist()}
            _refuse_other_formats(path, names)
            total = 0
            for info in book.infolist():
                extent = _Extent()
                for piece in _unpacked(path, file, info):
                    total += len(piece)
                    if total > MAX_INFLATED:
                        raise refuse("inflates", path, limit=MAX_INFLATED)
                    if info.filename.lower().endswith(".xml"):
                        extent.feed(piece)
                cells = max(extent.area(), extent.closed // 2)
                if cells > MAX_CELLS:
                    raise refuse("too_many_cells", path, cells=cells, limit=MAX_CELLS)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError) as problem:
        raise refuse("unreadable", path) from problem


def _refuse_other_formats(path: Path, names: set[str]) -> None:
    if any(name.startswith("xl/") and name.endswith(".xml") for name in names):
        return
    if "mimetype" in names:
        raise refuse("not_supported", path, found="ods")
    if any(name.startswith("xl/") for name in names):
        raise refuse("not_supported", path, found="xlsb")
    raise refuse("not_a_table", path, found="zip")


def _unpacked(path: Path, file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what a part truly unpacks to, whatever sizes it states."""
    file.seek(info.header_offset)
    local = file.read(30)
    if len(local) < 30 or info.flag_bits & 1:
        raise refuse("encrypted" if info.flag_bits & 1 else "unreadable", path)
    file.seek(int.from_bytes(local[26:28], "little") + int.from_bytes(local[28:30], "little"), 1)
    if info.compress_type == zipfile.ZIP_STORED:
        left = info.compress_size
        while left > 0 and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise refuse("not_supported", path, found="zip")
    inflater = zlib.decompressobj(-15)
    while not inflater.eof:
        packed = inflater.unconsumed_tail or file.read(1 << 16)
        if not packed:
            raise refuse("unreadable", path)
        if piece := inflater.decompress(packed, _PIECE):
            yield piece
