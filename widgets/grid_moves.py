"""What a reader does to a grid with keys and mouse that needs nobody else: moving and selecting."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from widgets.grid_keys import GRID_KEYS
from widgets.grid_surface import HEADER, GridSurface

WHEEL = 3
"""Rows that one notch of the wheel scrolls."""


class GridMoves(GridSurface, can_focus=True):
    """A grid with a cursor, a scroll place and a selection."""

    BINDINGS: ClassVar[list[BindingType]] = [*GRID_KEYS]

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - Textual's signature
    ) -> bool | None:
        """Return False where an action has nothing to do, so that its key goes on to the screen."""
        if action in ("extend_up", "extend_down", "toggle_selected", "select_all"):
            return self.selectable
        if action == "clear":
            return bool(self.view.selected or self.view.filter.typed)
        if action in ("open_row", "copy_rows", "copy_cell", "copy_csv"):
            return bool(self.view.shown)
        return True

    # --- rows

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, counted from 0 in the order shown, and bring it into sight."""
        with self._changing() as view:
            view.move_to(index)

    def move_to_key(self, key: str) -> bool:
        """Put the cursor on the row with this key; return whether it is shown."""
        index = self.view.find(key)
        if index is not None:
            self.move_to(index)
        return index is not None

    def action_cursor_up(self) -> None:
        """Go one row up."""
        self.move_to(self.view.index - 1)

    def action_cursor_down(self) -> None:
        """Go one row down."""
        self.move_to(self.view.index + 1)

    def action_page_up(self) -> None:
        """Go one window of rows up."""
        self.move_to(self.view.index - max(1, self.view.height - 1))

    def action_page_down(self) -> None:
        """Go one window of rows down."""
        self.move_to(self.view.index + max(1, self.view.height - 1))

    def action_first_row(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_last_row(self) -> None:
        """Go to the last row."""
        self.move_to(len(self.view.shown) - 1)

    def scroll_rows(self, rows: int) -> bool:
        """Move the window over the rows and leave the cursor; return whether it moved."""
        with self._changing() as view:
            return view.scroll(rows)

    # --- columns

    def move_to_column(self, index: int) -> None:
        """Put the cursor in a column, counted from 0, and bring it into sight."""
        with self._changing() as view:
            view.column = max(0, min(index, len(view.columns) - 1))
            self._show_column()

    def action_column_left(self) -> None:
        """Go one column to the left."""
        self.move_to_column(self.view.column - 1)

    def action_column_right(self) -> None:
        """Go one column to the right."""
        self.move_to_column(self.view.column + 1)

    def action_first_column(self) -> None:
        """Go to the first column, and scroll back to it."""
        self._left = 1
        self.move_to_column(0)

    def action_last_column(self) -> None:
        """Go to the last column."""
        self.move_to_column(len(self.view.columns) - 1)

    # --- the selection

    def action_extend_up(self) -> None:
        """Go one row up and select what lies between here and the start."""
        self._extend_to(self.view.index - 1)

    def action_extend_down(self) -> None:
        """Go one row down and select what lies between here and the start."""
        self._extend_to(self.view.index + 1)

    def action_toggle_selected(self) -> None:
        """Select the row under the cursor, or no longer."""
        with self._changing() as view:
            view.toggle()

    def action_select_all(self) -> None:
        """Select every row shown."""
        with self._changing() as view:
            view.select_all()

    def select_none(self) -> None:
        """Select no row."""
        with self._changing() as view:
            view.select_none()

    def _extend_to(self, index: int) -> None:
        with self._changing() as view:
            view.extend_to(index)

    # --- the mouse

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked cell; with Ctrl select it, with Shift select up to it.

        A click on a heading sorts by it, a double click on a row opens it.
        """
        place = event.get_content_offset(self)
        if place is None:
            return
        event.stop()
        column = self._column_at(place.x)
        if place.y < HEADER:
            if column is not None:
                self._head_clicked(column)
            return
        index = self.view.top + place.y - HEADER
        if index >= len(self.view.shown) or place.y - HEADER >= self.view.height:
            return
        if event.shift and self.selectable:
            self._extend_to(index)
            return
        self.move_to(index)
        if column is not None:
            self.move_to_column(column)
        if event.ctrl and self.selectable:
            self.action_toggle_selected()
        elif event.chain == 2:
            self._row_double_clicked()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll towards the last row; at the end the screen may scroll."""
        self._wheel(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll towards the first row; at the start the screen may scroll."""
        self._wheel(event, -WHEEL)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Go one column to the right."""
        event.stop()
        self.action_column_right()

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Go one column to the left."""
        event.stop()
        self.action_column_left()

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        if event.shift or event.ctrl:
            event.stop()
            self.move_to_column(self.view.column + (1 if rows > 0 else -1))
        elif self.scroll_rows(rows):
            event.stop()

    def _head_clicked(self, column: int) -> None:
        """Answer a click on a heading."""

    def _row_double_clicked(self) -> None:
        """Answer a double click on the row under the cursor."""
