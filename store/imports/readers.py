"""Opens an export by what it holds, whatever its name says."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from store.imports.csv_reader import read_text_table
from store.imports.guards import refuse, refuse_foreign
from store.imports.table import RawTable

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_tables(path: Path, *, sheet: str | None = None) -> Iterator[RawTable]:
    """Yield every table of a file: one of a text file, one of each sheet of a workbook.

    A table's rows are to be read before the next table is asked for. `sheet` leaves only the
    sheet of that name. Raises BadFile: `cannot_open`, `not_a_file`, `empty_file`, `not_a_table`,
    `html_table`, `xml_spreadsheet`, `not_text`, `no_sheet`, `inflates`, `too_many_cells`,
    `encrypted`, `unreadable`, and those of the readers while rows are read.
    """
    head = _head(path)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n") and path.stat().st_size < 1_000_000:
        raise refuse("empty_file", path)
    if head.startswith((_ZIP, _EMPTY_ZIP, _OLE)):
        # calamine costs 10 ms to import, which a text file need not pay.
        from store.imports.sheet_reader import read_sheets

        yield from read_sheets(path, "xls" if head.startswith(_OLE) else "xlsx", sheet)
        return
    refuse_foreign(path, head)
    yield read_text_table(path, head)


def digest(path: Path) -> str:
    """Return the SHA-256 of the file's bytes, in hex. Raises BadFile `cannot_open`."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise refuse("cannot_open", path, why=problem.strerror or "") from problem


def _head(path: Path) -> bytes:
    """Return the first bytes of a regular file."""
    try:
        if not path.is_file() and path.exists():
            raise refuse("not_a_file", path)
        with path.open("rb") as file:
            return file.read(4096)
    except OSError as problem:
        raise refuse("cannot_open", path, why=problem.strerror or "") from problem
