"""A line of numbers that each can be asked about: `● live  chat 4 waiting, longest 3 min`."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from store.records.words import N_
from widgets.cell_text import plain


class NumberText(msgspec.Struct, frozen=True):
    """One number, already in words."""

    key: str
    """What it is about."""
    text: str
    before: str = "  "
    """What parts it from the one before."""


class NumberLine(Widget, can_focus=True):
    """Numbers one after the other, with a cursor while it has the focus."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    NumberLine { height: 1; width: 1fr; color: $foreground; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", N_("Number to the left"), show=False, id="numbers.left"),
        Binding("right", "move(1)", N_("Number to the right"), show=False, id="numbers.right"),
        Binding("enter", "choose", N_("Ask about the number"), show=False, id="numbers.choose"),
    ]

    lead: reactive[Content] = reactive(Content())
    """What stands before the numbers."""
    numbers: reactive[tuple[NumberText, ...]] = reactive(())
    cursor: reactive[int] = reactive(0)
    """The number that is asked about, counted from 0."""

    class Chosen(Message):
        """The reader asks about a number: Enter or a double click."""

        def __init__(self, control: "NumberLine", key: str) -> None:
            super().__init__()
            self._control = control
            self.key = key

        @property
        def control(self) -> "NumberLine":
            """The line."""
            return self._control

    @property
    def key(self) -> str | None:
        """What the number under the cursor is about."""
        return self.numbers[self.cursor].key if self.cursor < len(self.numbers) else None

    def watch_numbers(self, before: Sequence[NumberText]) -> None:
        """Keep the cursor on the number it was on; where that is gone, on the one before it."""
        keys = [one.key for one in self.numbers]
        at = before[self.cursor].key if self.cursor < len(before) else None
        self.cursor = keys.index(at) if at in keys else max(0, min(self.cursor, len(keys)) - 1)

    def render(self) -> Content:
        """Draw the line."""
        drawn = [self.lead]
        for index, one in enumerate(self.numbers):
            here = self.has_focus and index == self.cursor
            drawn += [Content(one.before), Content.styled(plain(one.text), _HERE if here else "")]
        return Content.assemble(*drawn).truncate(self.content_size.width, ellipsis=True)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked number; a second click asks about it."""
        x, edge = event.get_content_offset_capture(self).x, self.lead.cell_length
        for index, one in enumerate(self.numbers):
            edge += cell_len(one.before) + cell_len(plain(one.text))
            if x < edge:
                self.cursor = index
                if event.chain > 1:
                    self.action_choose()
                return

    def action_move(self, by: int) -> None:
        """Move the cursor by so many numbers."""
        self.cursor = max(0, min(len(self.numbers) - 1, self.cursor + by))

    def action_choose(self) -> None:
        """Tell that the reader asks about the number under the cursor."""
        if (key := self.key) is not None:
            self.post_message(self.Chosen(self, key))


_HERE = "$block-cursor-foreground on $block-cursor-background bold underline"
