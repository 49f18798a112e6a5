"""Cells as text: what is quoted in a report, and headers as they were written."""

from store.cleaning import clean_text
from store.imports.table import Cell

QUOTED = 80
"""Characters of a cell that a report quotes."""


def cell_text(cell: Cell) -> str:
    """Return a cell as a person sees it: a whole number without its `.0`, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def quoted(cell: Cell) -> str:
    """Return a cell for the report: cleaned and cut."""
    return clean_text(cell_text(cell), QUOTED)


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing at all; a missing mark such as `-` is something."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def header_text(cell: Cell) -> str:
    """Return a header verbatim; only what could harm a terminal is cleaned away."""
    text = cell_text(cell)
    if not text.strip():
        return ""
    harmless = len(text) <= 200 and "".join(text.split()).isprintable()
    return text if harmless else clean_text(text)
