"""The keyed table: rows in, messages out.

    grid = Grid([Column("name", "Agent"), Column("aht", "AHT", align="right", sort="number")])
    grid.set_rows([Row("amy", (Cell("Amy"), Cell("3:10", "bad", 190)))])

`set_rows` may be called with every tick: a row that is equal to the one before is not drawn again,
and cursor, selection and scroll place stay with their rows.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from textual.geometry import Size
from textual.message import Message

from widgets.cell_text import cells, plain
from widgets.grid_copy import as_csv, as_text
from widgets.grid_model import Column, Order, Row, checked
from widgets.grid_moves import GridMoves
from widgets.grid_surface import Standing

Form = Literal["text", "csv"]
"""What a copied text is written as."""


class Grid(GridMoves):
    """A table of rows known by key, with a cursor, sorting, a filter and a selection."""

    class GridMessage(Message):
        """Something that happened in a grid."""

        def __init__(self, grid: "Grid") -> None:
            super().__init__()
            self.grid = grid
            """The grid it happened in."""

        @property
        def control(self) -> "Grid":
            """The same grid, for `@on(..., selector)`."""
            return self.grid

    class RowHighlighted(GridMessage):
        """The cursor came to another row; of several in a row only the last one counts."""

        def __init__(self, grid: "Grid", key: str | None) -> None:
            super().__init__(grid)
            self.key = key
            """The key of the row, None when there is no row left."""

        def can_replace(self, message: Message) -> bool:
            """Return whether a later message says all that this one does."""
            return isinstance(message, Grid.RowHighlighted) and message.grid is self.grid

    class ColumnHighlighted(GridMessage):
        """The cursor came to another column."""

        def __init__(self, grid: "Grid", column: str) -> None:
            super().__init__(grid)
            self.column = column
            """The column's key."""

        def can_replace(self, message: Message) -> bool:
            """Return whether a later message says all that this one does."""
            return isinstance(message, Grid.ColumnHighlighted) and message.grid is self.grid

    class RowOpened(GridMessage):
        """The reader asked for what is behind a row: Enter or a double click."""

        def __init__(self, grid: "Grid", key: str, column: str) -> None:
            super().__init__(grid)
            self.key = key
            """The key of the row."""
            self.column = column
            """The key of the column that the cursor was in."""

    class SortChanged(GridMessage):
        """The rows stand in another order."""

        def __init__(self, grid: "Grid", order: Order | None) -> None:
            super().__init__(grid)
            self.order = order
            """What they are sorted by; None for the order they were given in."""

    class FilterAsked(GridMessage):
        """The reader wants to type a filter; the grid has no input of its own."""

    class FilterChanged(GridMessage):
        """Another filter is in force."""

        def __init__(self, grid: "Grid", text: str, shown: int, total: int) -> None:
            super().__init__(grid)
            self.text = text
            """The filter as it was typed."""
            self.shown = shown
            """How many rows it leaves."""
            self.total = total
            """How many rows there are."""

    class SelectionChanged(GridMessage):
        """Other rows are selected."""

        def __init__(self, grid: "Grid", keys: tuple[str, ...]) -> None:
            super().__init__(grid)
            self.keys = keys
            """Keys of the selected rows in the order shown."""

    class Copied(GridMessage):
        """The reader wants a text: the screen puts it on the clipboard or into a file."""

        def __init__(self, grid: "Grid", text: str, form: Form) -> None:
            super().__init__(grid)
            self.text = text
            """The text, without control characters but for tabs and line ends."""
            self.form = form
            """What it is written as."""

    # --- what a screen calls

    @property
    def cursor_key(self) -> str | None:
        """The key of the row under the cursor, or None in an empty grid."""
        return self.view.key

    @property
    def cursor_column(self) -> str | None:
        """The key of the column that the cursor is in."""
        return self.view.columns[self.view.column].key if self.view.columns else None

    @property
    def selected_keys(self) -> tuple[str, ...]:
        """Keys of the selected rows in the order shown."""
        view = self.view
        return tuple(r.key for r in view.shown if r.key in view.selected) if view.selected else ()

    @property
    def position(self) -> str:
        """Where the cursor is among the rows shown, as in "12/60"."""
        return self.view.position

    @property
    def order(self) -> Order | None:
        """What the rows are sorted by."""
        return self.view.order

    @property
    def filter_text(self) -> str:
        """The filter as it was typed."""
        return self.view.filter.typed

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows instead; repaint only what changed and keep the reader's place.

        Raises GridError if two rows share a key or a row does not fit the columns.
        """
        with self._changing():
            self._take_rows(rows)

    def set_columns(self, columns: Sequence[Column], rows: Iterable[Row] = ()) -> None:
        """Show other columns, and the rows that go with them.

        Raises GridError if two rows share a key or a row does not fit the columns.
        """
        with self._changing() as view:
            view.replace_columns(columns)
            self._lay_out()
            self._take_rows(rows)
            self._show_column()

    def set_foot(self, row: Row | None) -> None:
        """Show a row that stays below the others whatever they are sorted and filtered by.

        It is no row of the grid: the cursor never comes to it and it is not copied. New columns
        drop it. Raises GridError if it does not fit the columns.
        """
        checked([row] if row else [], self.view.columns)
        with self._changing():
            self._foot = row
            if row is not None and self._columns.grow([row]):
                self._repaint_all()
            self._fitted = Size(0, 0)
            self._fit()

    def sort_by(self, order: Order | None) -> None:
        """Sort by a column, or leave the rows in the order they were given."""
        with self._changing() as view:
            view.sort(order)

    def filter_by(self, typed: str) -> None:
        """Show only the rows that a filter leaves, in the language of `widgets.filter_text`."""
        with self._changing() as view:
            view.sift(typed)

    # --- actions

    def action_open_row(self) -> None:
        """Tell that the reader wants to see what is behind the row."""
        key, column = self.cursor_key, self.cursor_column
        if key is not None and column is not None:
            self.post_message(self.RowOpened(self, key, column))

    def action_filter(self) -> None:
        """Tell that the reader wants to type a filter."""
        self.post_message(self.FilterAsked(self))

    def action_sort(self, column: str | None = None) -> None:
        """Sort by a column, by default the cursor's; by the same one again the other way round."""
        key = column or self.cursor_column
        found = next((c for c in self.view.columns if c.key == key), None)
        if found is None or found.sort == "none":
            return
        now = self.view.order
        self.sort_by(now.toggled() if now and now.column == found.key else Order(found.key))

    def action_unsort(self) -> None:
        """Leave the rows in the order they were given."""
        self.sort_by(None)

    def action_clear(self) -> None:
        """Drop the selection; without one, the filter."""
        if self.view.selected:
            self.select_none()
        else:
            self.filter_by("")

    def action_copy_rows(self) -> None:
        """Hand out the selected rows, or the one under the cursor, as tab-separated text."""
        self._hand_out(as_text(self.view.chosen, self.view.columns), "text")

    def action_copy_cell(self) -> None:
        """Hand out the text of the cell under the cursor."""
        row = self.view.row
        if row is not None:
            self._hand_out(plain(row.cells[self.view.column].text), "text")

    def action_copy_csv(self) -> None:
        """Hand out the selected rows, or every row shown, as CSV."""
        rows = self.view.chosen if self.view.selected else self.view.shown
        self._hand_out(as_csv(rows, self.view.columns), "csv")

    # --- within

    def _take_rows(self, rows: Iterable[Row]) -> None:
        before = self.view.rows
        changed = self.view.replace(rows)
        if before.keys() != self.view.rows.keys():
            self._forget_gone()
        if before.keys().isdisjoint(self.view.rows):
            self._columns.measure(changed)
        elif not self._columns.grow(changed):
            return
        self._columns.make_room(self._heading_room())
        self._repaint_all()

    def _heading_room(self) -> int:
        """Return the width of the first heading with its sign and the longest position."""
        rows = str(len(self.view.rows))
        return cells(plain(self.view.columns[0].label)) + len(f" ^ {rows}/{rows}")

    def _head_clicked(self, column: int) -> None:
        self.move_to_column(column)
        self.action_sort()

    def _row_double_clicked(self) -> None:
        self.action_open_row()

    def _hand_out(self, text: str, form: Form) -> None:
        self.post_message(self.Copied(self, text, form))

    def _tell(self, before: Standing) -> None:
        view = self.view
        if view.key != before.key:
            self.post_message(self.RowHighlighted(self, view.key))
        if view.column != before.column and (column := self.cursor_column) is not None:
            self.post_message(self.ColumnHighlighted(self, column))
        if view.order != before.order:
            self.post_message(self.SortChanged(self, view.order))
        if view.filter.typed != before.typed:
            shown, total = len(view.shown), len(view.rows)
            self.post_message(self.FilterChanged(self, view.filter.typed, shown, total))
        if view.selected != before.selected:
            self.post_message(self.SelectionChanged(self, self.selected_keys))
