"""The keys of a grid. Every action also goes by name, for a palette, a menu or another key map."""

from textual.binding import Binding

from store.records.words import N_


def _bind(keys: str, action: str, words: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"grid.{action}")


GRID_KEYS = [
    _bind("up", "cursor_up", N_("Row up")),
    _bind("down", "cursor_down", N_("Row down")),
    _bind("pageup", "page_up", N_("Page up")),
    _bind("pagedown", "page_down", N_("Page down")),
    _bind("home", "first_row", N_("First row")),
    _bind("end", "last_row", N_("Last row")),
    _bind("left", "column_left", N_("Column left")),
    _bind("right", "column_right", N_("Column right")),
    _bind("ctrl+home", "first_column", N_("First column")),
    _bind("ctrl+end", "last_column", N_("Last column")),
    _bind("shift+up", "extend_up", N_("Select upwards")),
    _bind("shift+down", "extend_down", N_("Select downwards")),
    _bind("space", "toggle_selected", N_("Select the row, or no longer")),
    _bind("ctrl+a", "select_all", N_("Select every row shown")),
    _bind("escape", "clear", N_("Drop the selection, then the filter")),
    _bind("enter", "open_row", N_("Open the row")),
    _bind("slash,ctrl+f", "filter", N_("Filter the rows")),
    _bind("o,f3", "sort", N_("Sort by this column; again turns it round")),
    _bind("O,shift+f3", "unsort", N_("Leave the rows unsorted")),
    _bind("c,ctrl+insert", "copy_rows", N_("Copy the selected rows as text")),
    _bind("C,alt+c", "copy_cell", N_("Copy this cell")),
    _bind("ctrl+e", "copy_csv", N_("Copy the selected rows, or all, as CSV")),
]
"""Each with an id `grid.<action>`, by which a person's key map moves it."""
