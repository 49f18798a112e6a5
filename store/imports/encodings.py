"""Which encoding a text file is in, found by decoding all of it, a piece at a time."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from store.imports.guards import MAX_CONTROL_SHARE, refuse

PIECE = 1 << 18
"""Bytes read at once."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL_BYTES = bytes([*range(9), *range(14, 32), 127])
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class TextKind(NamedTuple):
    """What is known of a text file before it is read."""

    codec: str
    """Name for `codecs`."""
    encoding: str
    """Name for the report: utf-8-sig, utf-8, gb18030, utf-16."""
    skip: int
    """Bytes of the byte order mark that the codec itself does not take away."""
    controls: int
    """Control characters, tabs and line ends not counted."""
    quotes: int
    """Double quotes in all."""
    cut_short: bool
    """The file ends in the middle of a character."""


def pieces(path: Path, skip: int = 0) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces. Raises BadFile `cannot_open`."""
    try:
        with path.open("rb") as file:
            file.seek(skip)
            while piece := file.read(PIECE):
                yield piece
    except OSError as problem:
        raise refuse("cannot_open", path, why=problem.strerror or "") from problem


def text_kind(path: Path, head: bytes) -> TextKind:
    """Return the encoding in which the whole file decodes. Raises BadFile `not_text`.

    Tried in turn: the byte order mark, UTF-16 where every second byte is NUL, strict UTF-8,
    strict GB18030.
    """
    for bom, codec in _BOMS:
        if head.startswith(bom):
            if found := _try(path, codec, len(bom) if codec.startswith("utf-16") else 0):
                return found
            raise refuse("not_text", path, encoding=codec)
    candidates = [*_utf_16_without_mark(head), "utf-8", "gb18030"]
    for codec in candidates:
        if found := _try(path, codec, 0):
            return found
    raise refuse("not_text", path, encoding=None)


def _utf_16_without_mark(head: bytes) -> list[str]:
    """Return the byte order that NULs give away: the high bytes of digits, commas and tabs."""
    low, high = head[0::2].count(0), head[1::2].count(0)
    if low + high < max(1, len(head) // 20):
        return []
    return ["utf-16-be"] if low > high else ["utf-16-le"]


def _try(path: Path, codec: str, skip: int) -> TextKind | None:
    """Return the kind if the whole file decodes strictly, None if it does not."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    wide = codec.startswith("utf-16")
    controls = quotes = length = size = 0
    for piece in pieces(path, skip):
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError:
            return None
        size += len(piece)
        length += len(text)
        # Trail bytes of GB18030 and UTF-8 are never quotes or control characters.
        quotes += text.count('"') if wide else piece.count(b'"')
        controls += (
            sum(1 for _ in _CONTROLS.finditer(text))
            if wide
            else len(piece) - len(piece.translate(None, _CONTROL_BYTES))
        )
    if controls > max(16, length * MAX_CONTROL_SHARE):
        raise refuse("not_text", path, encoding=codec, controls=controls)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        # One odd byte at the end of plain ASCII is no sign of UTF-8; three whole characters are.
        if codec == "gb18030" or (codec == "utf-8" and size - length < 9):
            return None
        cut_short = True
    else:
        cut_short = False
    name = "utf-16" if wide else codec
    return TextKind(codec, name, skip, controls, quotes, cut_short)
