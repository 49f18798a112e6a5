"""A strip of numbers: label, value, how it stands to the usual, the days before."""

from collections.abc import Sequence

import msgspec
from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

LINES = 4
_LEAST, _GAP = 17, 2


class TileText(msgspec.Struct, frozen=True):
    """One number, already in words."""

    key: str
    """What it is about: a metric id."""
    label: str
    value: str
    note: str = ""
    """How it stands to the usual, with its sign in words or an arrow."""
    tone: str = ""
    """`good`, `bad` or nothing: the look of the note, never its only sign."""
    spark: str = ""


class TileStrip(Widget):
    """As many tiles as fit beside each other; the most important stand first."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TileStrip { height: 4; width: 1fr; color: $foreground; }
    """

    tiles: reactive[tuple[TileText, ...]] = reactive(())

    class Chosen(Message):
        """A tile was clicked."""

        def __init__(self, control: "TileStrip", key: str) -> None:
            super().__init__()
            self._control = control
            self.key = key

        @property
        def control(self) -> "TileStrip":
            """The strip."""
            return self._control

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of a tile."""
        del container, viewport, width
        return LINES

    def _widths(self) -> list[int]:
        """Return the widths of the tiles that fit."""
        room, tiles = self.content_size.width, len(self.tiles)
        shown = max(1, min(tiles, (room + _GAP) // (_LEAST + _GAP))) if tiles else 0
        return [(room - _GAP * (shown - 1)) // shown] * shown if shown else []

    def render(self) -> Content:
        """Draw the tiles line by line."""
        widths = self._widths()
        shown = list(zip(self.tiles, widths, strict=False))
        lines = [
            _line([(t.label, "$text-muted", w) for t, w in shown]),
            _line([(t.value, "$foreground bold", w) for t, w in shown]),
            _line([(t.note, _TONES.get(t.tone, "$text-muted"), w) for t, w in shown]),
            _line([(t.spark, "$text-primary", w) for t, w in shown]),
        ]
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Tell which tile was clicked."""
        x, edge = event.get_content_offset_capture(self).x, 0
        for tile, width in zip(self.tiles, self._widths(), strict=False):
            edge += width + _GAP
            if x < edge:
                self.post_message(self.Chosen(self, tile.key))
                return


_TONES = {"good": "$text-success", "bad": "$text-error"}


def _line(parts: Sequence[tuple[str, str, int]]) -> Content:
    drawn: list[Content] = []
    for text, style, width in parts:
        content = Content(text).truncate(width, ellipsis=True)
        drawn.append(content.stylize(style))
        drawn.append(Content(" " * (width - cell_len(content.plain) + _GAP)))
    return Content.assemble(*drawn)
