"""Plain text that lines up and reads aloud well: no box drawing, no colour, CJK widths known."""

from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

import msgspec

GAP = "  "


class Column(msgspec.Struct, frozen=True):
    """A column of a table: its heading and which side its cells stand on."""

    heading: str
    right: bool = False
    """Numbers stand on the right."""


def width(text: str) -> int:
    """Return how many terminal cells a text takes: wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """Return the text filled with spaces to a width in cells."""
    spaces = " " * max(0, cells - width(text))
    return spaces + text if right else text + spaces


def cut(text: str, cells: int) -> str:
    """Return the text cut to a width in cells, its last cell an ellipsis where it was cut."""
    if width(text) <= cells:
        return text
    kept, taken = "", 0
    for char in text:
        taken += width(char)
        if taken > cells - 1:
            break
        kept += char
    return kept + "…"


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, limit: int | None = None
) -> list[str]:
    """Return the lines of a table.

    A table wider than `limit` cells is told in parts one after the other, each of which begins
    with the first column again; a row that has nothing to say in a part is left out of it.
    """
    widths = [
        max(width(column.heading), *(width(row[i]) for row in rows), 0)
        for i, column in enumerate(columns)
    ]
    lines: list[str] = []
    for part in _parts(widths, limit):
        if lines:
            lines.append("")
        lines.append(_line([c.heading for c in columns], columns, widths, part))
        told = (row for row in rows if any(row[i] for i in part[1:]) or len(part) == 1)
        lines.extend(_line(row, columns, widths, part) for row in told)
    return lines


def facts(pairs: Iterable[tuple[str, str]], *, colon: str = ": ") -> list[str]:
    """Return one fact a line: its name, a colon, its value."""
    return [f"{name}{colon}{value}" for name, value in pairs]


def _parts(widths: Sequence[int], limit: int | None) -> list[list[int]]:
    if not widths:
        return []
    parts: list[list[int]] = []
    current, used = [0], widths[0]
    for index in range(1, len(widths)):
        needed = len(GAP) + widths[index]
        if limit is not None and used + needed > limit and len(current) > 1:
            parts.append(current)
            current, used = [0], widths[0]
        current.append(index)
        used += needed
    return [*parts, current]


def _line(
    cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], part: Sequence[int]
) -> str:
    padded = (pad(cells[i], widths[i], right=columns[i].right) for i in part)
    return GAP.join(padded).rstrip()
