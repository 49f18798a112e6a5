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
_LEAST, _GAP, _MORE = 17, 2, 4
"""Cells of the narrowest tile, between two tiles, and of the count of those without room."""


class TileText(msgspec.Struct, frozen=True):
    """One number, already in words."""

    key: str
    """What it is about: a metric id."""
    label: str
    value: str
    short: str = ""
    """The label where there is no room for the whole of it; empty is the label itself, cut."""
    note: str = ""
    """How it stands to the usual, with its sign in words or an arrow."""
    tone: str = ""
    """`good`, `bad` or nothing: the look of the note, never its only sign."""
    spark: str = ""


class TileStrip(Widget, can_focus=True):
    """As many tiles as fit beside each other; the most important stand first.

    A sign at the end counts the others; the cursor brings them into sight.
    """

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
        return self.tiles[self.cursor].key if self.cursor < len(self.tiles) else None

    def watch_tiles(self, before: tuple[TileText, ...]) -> None:
        """Keep the cursor on the tile it was on."""
        keys = [tile.key for tile in self.tiles]
        at = before[self.cursor].key if self.cursor < len(before) else None
        self.cursor = keys.index(at) if at in keys else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of a tile."""
        del container, viewport, width
        return LINES

    def _fit(self) -> tuple[int, int]:
        """Return how many tiles have room, and the width of each."""
        room, tiles = self.content_size.width, len(self.tiles)
        if tiles * (_LEAST + _GAP) - _GAP > room:
            room -= _MORE
        count = max(1, min(tiles, (room + _GAP) // (_LEAST + _GAP)))
        return count, max(1, (room + _GAP) // count - _GAP)

    def _first(self, count: int) -> int:
        """Return which tile stands first, so that the one under the cursor is in sight."""
        return max(0, self.cursor - count + 1)

    def render(self) -> Content:
        """Draw the tiles line by line."""
        count, width = self._fit()
        first = self._first(count)
        shown = self.tiles[first : first + count]
        here = self.tiles[self.cursor] if self.has_focus and self.cursor < len(self.tiles) else None
        rest = len(self.tiles) - len(shown)
        more = Content.styled(f"+{rest}", "$text-muted") if rest else Content()
        labels = [(_label(t, width), _HERE if t is here else "$text-muted") for t in shown]
        return Content("\n").join(
            [
                _line(labels, width) + more,
                _line(
                    [(t.value, _HERE if t is here else "$foreground bold") for t in shown], width
                ),
                _line([(t.note, _TONES.get(t.tone, "$text-muted")) for t in shown], width),
                _line([(t.spark, "$text-primary") for t in shown], width),
            ]
        )

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked tile; a second click asks about it."""
        count, width = self._fit()
        at = event.get_content_offset_capture(self).x // (width + _GAP)
        if at < min(count, len(self.tiles)):
            self.cursor = self._first(count) + at
            if event.chain > 1:
                self.action_choose()

    def action_move(self, by: int) -> None:
        """Move the cursor by so many tiles."""
        self.cursor = max(0, min(len(self.tiles) - 1, self.cursor + by))

    def action_choose(self) -> None:
        """Tell that the reader asks about the tile under the cursor."""
        if (key := self.key) is not None:
            self.post_message(self.Chosen(self, key))


_HERE = "$block-cursor-foreground on $block-cursor-background bold underline"
_TONES = {"good": "$text-success", "bad": "$text-error"}


def _label(tile: TileText, width: int) -> str:
    return tile.label if cell_len(tile.label) <= width else tile.short or tile.label


def _line(parts: Sequence[tuple[str, str]], width: int) -> Content:
    drawn: list[Content] = []
    for text, style in parts:
        content = Content(text).truncate(width, ellipsis=True)
        drawn.append(content.stylize(style))
        drawn.append(Content(" " * (width - cell_len(content.plain) + _GAP)))
    return Content.assemble(*drawn)
