"""Weighs a workbook before it is opened: what it unpacks to, and how far its cells reach.

The sizes that a zip states are not believed: every part is unpacked, a piece at a time, and
counted. Cells at far corners cost as much as a full sheet, so their extent is counted too.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from store.imports.guards import MAX_CELLS, MAX_INFLATED, refuse

_PIECE = 1 << 20
_COLUMN = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,20})\d")
_ROWS = re.compile(rb"\sr\s*=\s*[\"'][A-Za-z]{0,20}(\d{1,20})")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,20})(\d{1,20})[\"'][^<>]*(?<!/)>"
)
_UNNUMBERED = re.compile(rb"<(?:\w+:)?c(?![^<>]*\sr\s*=)[\s>]")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s>])")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\s(?:[^<>]*?\s)?r\s*=\s*[\"'](\d{1,20})")

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    ValueError,
    RuntimeError,
    EOFError,
)
"""What `zipfile` says of a damaged directory."""


class _Counter:
    """Counts something over the pieces of a part, a tag never being cut in two."""

    def __init__(self) -> None:
        self.closed = 0
        """Closing tags: every cell with a value has two."""
        self._tail = b""

    def feed(self, piece: bytes) -> None:
        """Count one more piece."""
        piece = self._tail + piece
        cut = piece.rfind(b"<")
        cut = cut if cut >= 0 and len(piece) - cut < _PIECE else len(piece)
        self.count(piece[:cut])
        self._tail = piece[cut:]

    def count(self, text: bytes) -> None:
        """Count whole tags."""
        self.closed += text.count(b"</")


class _Glance(_Counter):
    """How far the places reach that a part names, cells with nothing but a colour included."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = 0
        self._columns = 0
        self._unnamed = 0

    def count(self, text: bytes) -> None:
        """Count the next piece of the sheet."""
        super().count(text)
        columns = _COLUMN.findall(text)
        self._unnamed += len(_ANY_CELL.findall(text)) - len(columns)
        self._columns = max(self._columns, *map(_column, set(columns)), 0)
        self._rows = max(self._rows, *map(int, set(_ROWS.findall(text))), 0)

    def enough(self) -> bool:
        """Whether this shows that the part is small enough."""
        return self._unnamed <= 0 and self._rows * self._columns <= MAX_CELLS


class _Extent(_Counter):
    """How far the cells of a part reach, as calamine will count them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = 0
        self._columns = 0
        self._loose_rows = 0
        self._loose_in_row = 0
        self._loose_widest = 0
        self._last_row = 0

    def area(self) -> int:
        """Return rows x columns from the corner to the farthest cell."""
        rows = max(self._rows, self._last_row + self._loose_rows if self._loose_widest else 0)
        return rows * (self._columns + self._loose_widest)

    def count(self, text: bytes) -> None:
        """Count the next piece of the sheet."""
        super().count(text)
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
                glance = _Glance()
                is_xml = info.filename.lower().endswith(".xml")
                for piece in _unpacked(path, file, info):
                    total += len(piece)
                    if total > MAX_INFLATED:
                        raise refuse("inflates", path, limit=MAX_INFLATED)
                    if is_xml:
                        glance.feed(piece)
                cells = glance.closed // 2
                if not glance.enough():
                    cells = max(cells, _area(path, file, info))
                if cells > MAX_CELLS:
                    raise refuse("too_many_cells", path, cells=cells, limit=MAX_CELLS)
    except _DAMAGE as problem:
        raise refuse("unreadable", path) from problem


def _area(path: Path, file: BinaryIO, info: zipfile.ZipInfo) -> int:
    """Return the rows x columns that opening a part will take."""
    extent = _Extent()
    for piece in _unpacked(path, file, info):
        extent.feed(piece)
    return extent.area()


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
