"""Where the reader of a grid is: which rows stand, in what order, the cursor, what is selected.

A refresh keeps the reader's place: the cursor follows its row by key, the row under it stays on its
line of the screen, and a row that is gone hands the cursor to its nearest neighbour.
"""

from collections.abc import Iterable, Sequence

from widgets.filter_text import FilterText, fold_row, parse_filter
from widgets.grid_model import Column, Order, Row, arranged, checked, merged


class GridView:
    """The state of one grid, without a screen."""

    def __init__(self, columns: Sequence[Column] = (), order: Order | None = None) -> None:
        self.columns: tuple[Column, ...] = tuple(columns)
        """Every column; the first one stays where it is when the others scroll."""
        self.rows: dict[str, Row] = {}
        """Every row by key, in the order it was given."""
        self.shown: list[Row] = []
        """The rows that the filter leaves, sorted."""
        self.order = order
        """What the rows are sorted by; None leaves them as given."""
        self.filter = FilterText()
        """What the rows are filtered by."""
        self.selected: frozenset[str] = frozenset()
        """Keys of the selected rows; always among those shown."""
        self.index = 0
        """The cursor, as an index into `shown`."""
        self.column = 0
        """The cursor's column, as an index into `columns`."""
        self.top = 0
        """Index of the row on the first line of the window."""
        self.height = 0
        """How many rows the window has room for."""
        self._anchor: tuple[str, frozenset[str]] | None = None
        self._folded: dict[str, tuple[Row, tuple[str, ...]]] = {}

    # --- what is there

    @property
    def row(self) -> Row | None:
        """The row under the cursor, or None in an empty grid."""
        return self.shown[self.index] if self.shown else None

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        return self.shown[self.index].key if self.shown else None

    @property
    def window(self) -> list[Row]:
        """The rows in sight."""
        return self.shown[self.top : self.top + self.height]

    @property
    def position(self) -> str:
        """Where the reader is: the cursor's row of those shown, as in "12/60".

        With the cursor out of sight the rows in sight, "31-50/60"; with a filter that leaves 5 of
        60 rows "3/5 (60)".
        """
        at = str(self.index + 1 if self.shown else 0)
        if self.height and not 0 <= self.index - self.top < self.height:
            at = f"{self.top + 1}-{min(self.top + self.height, len(self.shown))}"
        at = f"{at}/{len(self.shown)}"
        return f"{at} ({len(self.rows)})" if self.filter.terms else at

    @property
    def chosen(self) -> list[Row]:
        """The selected rows in the order shown; without a selection the row under the cursor."""
        if not self.selected:
            return self.shown[self.index : self.index + 1]
        return [row for row in self.shown if row.key in self.selected]

    def find(self, key: str) -> int | None:
        """Return where a row stands among those shown, or None."""
        return next((i for i, row in enumerate(self.shown) if row.key == key), None)

    # --- what changes the rows

    def replace(self, rows: Iterable[Row]) -> list[Row]:
        """Take new rows, keep the place, and return those that are new or differ.

        Raises GridError if two rows share a key or do not fit the columns.
        """
        before = self.rows
        self.rows = merged(before, checked(rows, self.columns))
        changed = [row for key, row in self.rows.items() if before.get(key) is not row]
        if self._folded and before.keys() != self.rows.keys():
            self._folded = {key: kept for key, kept in self._folded.items() if key in self.rows}
        self._arrange()
        return changed

    def replace_columns(self, columns: Sequence[Column]) -> None:
        """Take new columns; the rows go, since they were made for the old ones."""
        at = self.columns[self.column].key if self.columns else ""
        self.columns = tuple(columns)
        keys = [column.key for column in columns]
        self.column = keys.index(at) if at in keys else 0
        if self.order and self.order.column not in keys:
            self.order = None
        self.filter = parse_filter(self.filter.typed, self.columns)
        self.rows = {}
        self._folded.clear()

    def sort(self, order: Order | None) -> None:
        """Sort by a column, or leave the rows as they were given."""
        self.order = order
        self._arrange()

    def sift(self, typed: str) -> None:
        """Show only the rows that the typed filter leaves."""
        self.filter = parse_filter(typed, self.columns)
        if not self.filter.terms:
            self._folded.clear()
        self._arrange()

    # --- what moves the reader

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, as near as there is one, and bring it into sight."""
        self._anchor = None
        self._go(index)

    def resize(self, height: int) -> None:
        """Take the room for rows that the window has now; a cursor that was in sight stays so."""
        was_seen = not self.height or 0 <= self.index - self.top < self.height
        self.height = max(0, height)
        self._clamp()
        if was_seen:
            self._show_cursor()

    def scroll(self, rows: int) -> bool:
        """Move the window and leave the cursor; return whether it moved."""
        before = self.top
        self.top += rows
        self._clamp()
        return self.top != before

    # --- what selects

    def toggle(self) -> None:
        """Select the row under the cursor, or no longer."""
        self._anchor = None
        if self.key is not None:
            self.selected = self.selected ^ {self.key}

    def select_all(self) -> None:
        """Select every row shown."""
        self._anchor = None
        self.selected = frozenset(row.key for row in self.shown)

    def select_none(self) -> None:
        """Select no row."""
        self._anchor = None
        self.selected = frozenset()

    def extend_to(self, index: int) -> None:
        """Move the cursor and select every row from where the extending began up to it."""
        if not self.shown:
            return
        if self._anchor is None or self.find(self._anchor[0]) is None:
            self._anchor = (self.shown[self.index].key, self.selected)
        self._go(index)
        start = self.find(self._anchor[0]) or 0
        low, high = sorted((start, self.index))
        self.selected = self._anchor[1] | {row.key for row in self.shown[low : high + 1]}

    # --- within

    def _go(self, index: int) -> None:
        self.index = max(0, min(index, len(self.shown) - 1))
        self._show_cursor()

    def _show_cursor(self) -> None:
        self.top = max(min(self.top, self.index), self.index - self.height + 1, 0)

    def _clamp(self) -> None:
        self.top = max(0, min(self.top, len(self.shown) - self.height))

    def _arrange(self) -> None:
        before, index, top = self.shown, self.index, self.top
        self.shown = arranged(self._standing(), self.columns, self.order)
        places = {row.key: i for i, row in enumerate(self.shown)}
        self.index = _nearest(before, index, places)
        seen = 0 <= index - top < self.height
        if top == 0 and (self.index < self.height or not seen):
            self.top = 0
        elif seen:
            self.top = self.index - (index - top)
        else:
            self.top = _nearest(before, top, places)
        self._clamp()
        if self.selected:
            self.selected &= places.keys()
        if self._anchor is not None:
            self._anchor = (self._anchor[0], self._anchor[1] & places.keys())

    def _standing(self) -> Iterable[Row]:
        if not self.filter.terms:
            return self.rows.values()
        return [row for row in self.rows.values() if self.filter.keeps(self._fold(row))]

    def _fold(self, row: Row) -> tuple[str, ...]:
        known = self._folded.get(row.key)
        if known is None or known[0] is not row:
            known = self._folded[row.key] = (row, fold_row(row))
        return known[1]


def _nearest(before: Sequence[Row], index: int, places: dict[str, int]) -> int:
    """Return where the row at an index went, or the next one that is still there."""
    order = (*range(index, len(before)), *range(min(index, len(before)) - 1, -1, -1))
    found = next((places[before[i].key] for i in order if before[i].key in places), None)
    return found if found is not None else max(0, min(index, len(places) - 1))
