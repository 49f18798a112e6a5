"""A table on its way out of the house."""

from datetime import date

import msgspec

Cell = str | int | float | date | None


class Table(msgspec.Struct, frozen=True):
    """Headings and rows; words are the caller's, since the store speaks none."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    """Heading of a page; CSV has none."""
    notes: tuple[str, ...] = ()
    """Sentences below the table of a page; CSV has none."""
    numbers: frozenset[int] = frozenset()
    """Columns that hold numbers, also where their cells are text: they stand on the right."""
