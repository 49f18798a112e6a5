"""What a grid shows, as values: cells, rows, columns, and the order they stand in.

Nothing here knows of a screen: sorting and checking are pure functions over frozen structs.
"""

from collections.abc import Iterable, Sequence
from math import isnan
from typing import Literal

from msgspec import Struct

Align = Literal["left", "right"]
SortKind = Literal["text", "number", "none"]


class Cell(Struct, frozen=True, gc=False):
    """One value of one row, already put into words by the caller."""

    text: str = ""
    """What is written, as plain text: never markup."""
    role: str = ""
    """What it means, by name ("good", "bad", "dim", ...): the grid's theme gives it its look."""
    sort: float | str | None = None
    """What it is sorted by: a number in a "number" column, a word in a "text" column.
    None in a "number" column means that there is no value, in a "text" column that the text is."""


class Row(Struct, frozen=True, gc=False):
    """One line of the grid, known by its key for as long as it is shown."""

    key: str
    """What the row is about, unique in its grid: an agent's key, a record's key."""
    cells: tuple[Cell, ...]
    """One cell a column, in the order of the columns."""
    group: str = ""
    """What `group:` in the filter looks at: a shop, a queue, a pre-sales team."""


class Column(Struct, frozen=True):
    """What stands above a column and how its cells are laid out."""

    key: str
    """The column's name for sorting and for `key:` in the filter; never shown."""
    label: str
    """The heading, already translated."""
    width: int | None = None
    """Width in terminal cells, or None to fit the widest cell between `least` and `most`."""
    least: int = 3
    """Smallest width of a column that fits its cells, in terminal cells."""
    most: int = 24
    """Largest width of a column that fits its cells, in terminal cells."""
    align: Align = "left"
    """The side its cells stand on; numbers stand on the right."""
    sort: SortKind = "text"
    """What its cells are compared as; "none" cannot be sorted by."""


class Order(Struct, frozen=True):
    """Which column the rows are sorted by."""

    column: str
    """The column's key."""
    descending: bool = False
    """From the largest to the smallest; rows without a value come last either way."""

    def toggled(self) -> "Order":
        """Return the same column the other way round."""
        return Order(self.column, not self.descending)


class GridError(ValueError):
    """Rows and columns that do not fit each other: a mistake of the code that made them."""


def checked(rows: Iterable[Row], columns: Sequence[Column]) -> dict[str, Row]:
    """Return the rows by key, in their order.

    Raises GridError if two rows share a key or a row has not one cell for each column.
    """
    by_key: dict[str, Row] = {}
    wanted, count = len(columns), 0
    for row in rows:
        by_key[row.key] = row
        count += 1
        if len(row.cells) != wanted:
            raise GridError(f"row {row.key!r} has {len(row.cells)} cells for {wanted} columns")
    if len(by_key) != count:
        raise GridError("two rows share a key")
    return by_key


def merged(old: dict[str, Row], new: dict[str, Row]) -> dict[str, Row]:
    """Return the new rows, in their order, with the old row itself wherever nothing changed.

    A row that is still the same object has not changed: what is drawn is kept by identity.
    """
    return {key: before if (before := old.get(key)) == row else row for key, row in new.items()}


def sort_value(cell: Cell, kind: SortKind) -> float | str | None:
    """Return what a cell is compared by, or None if it has no value."""
    value = cell.sort
    if kind == "number":
        return None if value is None or isinstance(value, str) or isnan(value) else value
    if isinstance(value, str):
        return value or None
    return cell.text.casefold() or None


def arranged(rows: Iterable[Row], columns: Sequence[Column], order: Order | None) -> list[Row]:
    """Return the rows in an order: equal ones keep theirs, those without a value come last."""
    rows = list(rows)
    index = next((i for i, c in enumerate(columns) if order and c.key == order.column), None)
    if order is None or index is None or columns[index].sort == "none":
        return rows
    kind = columns[index].sort
    valued = [(sort_value(row.cells[index], kind), row) for row in rows]
    there = [pair for pair in valued if pair[0] is not None]
    there.sort(key=lambda pair: pair[0], reverse=order.descending)  # type: ignore[arg-type, return-value]
    return [row for _, row in there] + [row for value, row in valued if value is None]
