"""What a file may cost at most, and the codes for a file that asks for more."""

from pathlib import Path

from store.errors import BadFile

MAX_LINE = 1_000_000
"""Characters of one line of text."""
MAX_CELL = 131_072
"""Characters of one cell of text."""
MAX_COLUMNS = 1_000
"""Columns read; what stands right of them is cut and told."""
MAX_INFLATED = 64 * 1024 * 1024
"""Bytes of all parts of a workbook together, unpacked."""
MAX_CELLS = 2_000_000
"""Cells of one sheet, the empty ones between its corners included."""
MAX_TEXT_CELLS = 3_000_000
"""Cells of a text file: 150,000 rows of 20."""
MAX_STREAMED_CELLS = 100_000_000
"""Cells of a text file whose rows are added up as they come: 14 million contacts."""
MAX_XLS = 64 * 1024 * 1024
"""Bytes of an .xls, which isn't packed."""

MAX_CONTROL_SHARE = 0.01
"""Above this share of control characters a file isn't text."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"RIFF", "riff"),
    (b"%PDF", "pdf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
)
_TEXT_STARTS_TOO = (b"BM", b"MZ", b"RIFF")
"""Signatures that a header line could begin with: they count only beside a NUL."""


def refuse(code: str, path: Path, **values: str | int | float | None) -> BadFile:
    """Return the error for a file of which nothing can be taken."""
    return BadFile(code, path=str(path), **values)


def refuse_foreign(path: Path, head: bytes) -> None:
    """Raise BadFile where the first bytes are those of a picture, a document or a program.

    Codes: `not_a_table` (with `found`), `html_table`, `xml_spreadsheet`.
    """
    for signature, found in _SIGNATURES:
        if head.startswith(signature) and (signature not in _TEXT_STARTS_TOO or b"\0" in head):
            raise refuse("not_a_table", path, found=found)
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style")):
        raise refuse("html_table", path)
    if start.startswith(b"<?xml"):
        code = "html_table" if b"<html" in start else "xml_spreadsheet"
        raise refuse(code, path)
