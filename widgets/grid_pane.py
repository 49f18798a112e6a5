"""A grid with the line that its filter is typed in."""

from textual.app import ComposeResult
from textual.containers import Vertical

from widgets.filter_bar import FilterBar
from widgets.grid import Grid


class GridPane(Vertical):
    """Wires `/` of a grid to a filter line under it; the grid's messages go on to the screen."""

    DEFAULT_CSS = """
    GridPane {
        width: 1fr;
        height: 1fr;
    }
    """

    def __init__(
        self,
        grid: Grid,
        placeholder: str = "",
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Put a grid above its filter line; `placeholder` says what can be typed there."""
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self.grid = grid
        """The grid."""
        self.bar = FilterBar(placeholder)
        """Its filter line."""

    def compose(self) -> ComposeResult:
        """Put the line under the grid."""
        yield self.grid
        yield self.bar

    def on_grid_filter_asked(self) -> None:
        """Let the reader type."""
        self.bar.open()

    def on_grid_filter_changed(self, event: Grid.FilterChanged) -> None:
        """Keep the line in step with a filter that was set or dropped in the grid."""
        self.bar.show(event.text)

    def on_filter_bar_typed(self, event: FilterBar.Typed) -> None:
        """Filter with every key.

        The grid does so in its own turn: what it tells in this one's would count as sent from
        here, and Textual lets no message go beyond its sender.
        """
        event.stop()
        self.grid.call_next(self.grid.filter_by, event.text)

    def on_filter_bar_left(self, event: FilterBar.Left) -> None:
        """Give the keys back to the rows."""
        event.stop()
        self.grid.focus()
