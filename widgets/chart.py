"""The widget of every chart: it gives a pure drawing function the room it has."""

from collections.abc import Callable

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from widgets.drawing import Drawing, content_of

Draw = Callable[[int, int], Drawing]
"""From width and height in cells to what fits in them."""


class Chart(Widget):
    """Shows what a function draws; nothing without one.

    chart.draw = lambda width, height: draw_trend(points, width, height)
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Chart { width: 1fr; height: 1fr; color: $foreground; }
    """

    draw: reactive[Draw | None] = reactive(None)

    def render(self) -> Content:
        """Draw for the present size."""
        width, height = self.content_size
        if self.draw is None or width < 1 or height < 1:
            return Content("")
        return content_of(self.draw(width, height)[:height])
