"""A table with its filter line, as the screens of Import lay them out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from widgets.grid import Grid
from widgets.grid_model import Column
from widgets.grid_pane import GridPane

if TYPE_CHECKING:
    from tui.app import FloorboardApp


def list_of(
    board: "FloorboardApp",
    name: str,
    columns: Sequence[Column],
    empty: str,
    *,
    selectable: bool = False,
) -> GridPane:
    """Return a pane whose grid has the id `name` and says `empty` while it has no rows."""
    grid = Grid(columns, glyphs=board.glyphs, id=name, selectable=selectable)
    grid.empty_text = empty
    grid.no_match_text = board.words.text("Nothing fits the filter.")
    return GridPane(grid, board.words.text("Filter: a text, or !not this one"))


def cursor_of(screen: Screen[Any], selector: str) -> str | None:
    """Return the key under the cursor of a grid; None while the screen is put together anew."""
    return next((grid.cursor_key for grid in screen.query(selector).results(Grid)), None)
