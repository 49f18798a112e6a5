"""The widget of every chart: it gives a pure drawing function the room it has."""

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from widgets.drawing import Drawing, content_of

Draw = Callable[[int, int], Drawing]
"""From width and height in cells to what fits in them."""


_ENDLESS = 10_000
"""A height that no drawing needs."""


class Chart(Widget):
    """Shows what a function draws; nothing without one.

    chart.draw = lambda width, height: draw_trend(points, width, height)
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Chart { width: 1fr; height: 1fr; color: $foreground; }
    """

    draw: reactive[Draw | None] = reactive(None, repaint=False)
    _drawn: Drawing | None = None
    """What is on the screen; None before the first time."""
    _lines = 0
    """How many lines the drawing needs, where it has as many as it needs."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the drawing has where nothing limits it, for `height: auto`."""
        del container, viewport
        return self._needed(width)

    def watch_draw(self) -> None:
        """Take the room that the new drawing needs; one that looks the same costs no repaint."""
        needed = self._needed(self.content_size.width) if self.styles.auto_dimensions else 0
        if needed != self._lines:
            self._lines = needed
            self.refresh(layout=True)
        elif self._fitted() != self._drawn:
            self.refresh()

    def render(self) -> Content:
        """Draw for the present size."""
        self._drawn = self._fitted()
        return content_of(self._drawn)

    def _needed(self, width: int) -> int:
        return len(self.draw(width, _ENDLESS)) if self.draw is not None else 0

    def _fitted(self) -> Drawing:
        width, height = self.content_size
        if self.draw is None or width < 1 or height < 1:
            return []
        return self.draw(width, height)[:height]
