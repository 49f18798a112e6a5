"""Rows of a grid as text for another program: tab-separated to paste, CSV to save."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from widgets.cell_text import plain
from widgets.grid_model import Column, Row

_FORMULA = ("=", "+", "-", "@")
_NUMBER = re.compile(r"[+-]?[\d.,\s%:]+")


def as_text(rows: Iterable[Row], columns: Sequence[Column]) -> str:
    """Return the headings and the rows, one line each, cells parted by tabs."""
    lines = ["\t".join(plain(column.label) for column in columns)]
    lines.extend("\t".join(plain(cell.text) for cell in row.cells) for row in rows)
    return "\n".join(lines)


def as_csv(rows: Iterable[Row], columns: Sequence[Column]) -> str:
    """Return the headings and the rows as CSV (RFC 4180) for a spreadsheet.

    A name that a spreadsheet would run as a formula is written behind an apostrophe; a negative
    number stays a number.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_harmless(column.label) for column in columns])
    writer.writerows([_harmless(cell.text) for cell in row.cells] for row in rows)
    return out.getvalue()


def _harmless(text: str) -> str:
    text = plain(text)
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
