"""A strip of numbers: label, value, how it stands to the usual, the days before."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from store.records.words import N_

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


class TileStrip(Widget, can_focus=True):
    """As many tiles as fit beside each other; the most important stand first."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TileStrip { height: 4; width: 1fr; color: $foreground; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", N_("Number to the left"), show=False, id="tiles.left"),
        Binding("right", "move(1)", N_("Number to the right"), show=False, id="tiles.right"),
        Binding("enter", "choose", N_("Ask about the number"), show=False, id="tiles.choose"),
    ]

    tiles: reactive[tuple[TileText, ...]] = reactive(())
    cursor: reactive[int] = reactive(0)
    """The tile that is asked about, counted from 0."""

    class Chosen(Message):
        """The reader asks about a tile: Enter or a double click."""

        def __init__(self, control: "TileStrip", key: str) -> None:
            super().__init__()
            self._control = control
            self.key = key

        @property
        def control(self) -> "TileStrip":
            """The strip."""
            return self._control

    @property
    def key(self) -> str | None:
        """What the tile under the cursor is about."""
        return self.tiles[self.cursor].key if self.cursor < len(self._widths()) else None

    def watch_tiles(self, before: tuple[TileText, ...]) -> None:
        """Keep the cursor on the tile it was on."""
        keys = [tile.key for tile in self.tiles]
        at = before[self.cursor].key if self.cursor < len(before) else None
        self.cursor = keys.index(at) if at in keys else 0

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
        shown = list(zip(self.tiles, self._widths(), strict=False))
        here = self.tiles[self.cursor] if self.has_focus and self.cursor < len(shown) else None
        lines = [
            _line([(t.label, _HERE if t is here else "$text-muted", w) for t, w in shown]),
            _line([(t.value, _HERE if t is here else "$foreground bold", w) for t, w in shown]),
            _line([(t.note, _TONES.get(t.tone, "$text-muted"), w) for t, w in shown]),
            _line([(t.spark, "$text-primary", w) for t, w in shown]),
        ]
        return Content("\n").join(lines)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked tile; a second click asks about it."""
        x, edge = event.get_content_offset_capture(self).x, 0
        for index, width in enumerate(self._widths()):
            edge += width + _GAP
            if x < edge:
                self.cursor = index
                if event.chain > 1:
                    self.action_choose()
                return

    def action_move(self, by: int) -> None:
        """Move the cursor by so many tiles."""
        self.cursor = max(0, min(len(self._widths()) - 1, self.cursor + by))

    def action_choose(self) -> None:
        """Tell that the reader asks about the tile under the cursor."""
        if (key := self.key) is not None:
            self.post_message(self.Chosen(self, key))


_HERE = "$block-cursor-foreground on $block-cursor-background bold underline"
_TONES = {"good": "$text-success", "bad": "$text-error"}


def _line(parts: Sequence[tuple[str, str, int]]) -> Content:
    drawn: list[Content] = []
    for text, style, width in parts:
        content = Content(text).truncate(width, ellipsis=True)
        drawn.append(content.stylize(style))
        drawn.append(Content(" " * (width - cell_len(content.plain) + _GAP)))
    return Content.assemble(*drawn)
