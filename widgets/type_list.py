"""A list that is narrowed by typing: choices below a line, one of them about to be taken."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from store.records.words import N_
from widgets.cell_text import plain


class Choice(msgspec.Struct, frozen=True):
    """One thing that can be chosen, already in words."""

    key: str
    label: str
    note: str = ""
    """What is said beside it."""
    words: str = ""
    """What else it is found by; never shown."""

    def fits(self, typed: str) -> int:
        """Return how well it fits what was typed: 0 not at all, 4 where it is just that."""
        if not typed:
            return 1
        label = self.label.casefold()
        if typed in (label, self.key.casefold()):
            return 4
        if label.startswith(typed):
            return 3
        text = " ".join((label, self.note.casefold(), self.words.casefold()))
        if f" {typed}" in text:
            return 2
        return 1 if all(part in text for part in typed.split()) else 0


def fitting(choices: Iterable[Choice], typed: str) -> list[Choice]:
    """Return the choices that fit, the better ones first, else in their order."""
    typed = typed.strip().casefold()
    found = [(choice.fits(typed), choice) for choice in choices]
    return [c for rank, c in sorted(found, key=lambda pair: -pair[0]) if rank]


class TypeList(Vertical):
    """Type to narrow, up and down to move, Enter or a click to take."""

    DEFAULT_CSS = """
    TypeList {
        height: auto;
        & > Input { margin: 0 0 1 0; background: $panel; }
        & > OptionList {
            height: auto;
            max-height: 12;
            padding: 0;
            border: none;
            background: transparent;
            scrollbar-size: 0 0;
            & > .option-list--option-highlighted {
                color: $block-cursor-foreground;
                background: $block-cursor-background;
                text-style: bold;
            }
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Choice up"), show=False, id="choices.up"),
        Binding("down", "move(1)", N_("Choice down"), show=False, id="choices.down"),
        Binding("pageup", "move(-10)", N_("Ten choices up"), show=False, id="choices.page_up"),
        Binding("pagedown", "move(10)", N_("Ten choices down"), show=False, id="choices.page_down"),
    ]

    class Picked(Message):
        """A choice was taken, or what was typed."""

        def __init__(self, control: "TypeList", key: str | None, typed: str) -> None:
            super().__init__()
            self._control = control
            self.key = key
            """Key of the choice; None where the typed text itself is meant."""
            self.typed = typed

        @property
        def control(self) -> "TypeList":
            """The list."""
            return self._control

    class Typed(Message):
        """The text is another one."""

        def __init__(self, control: "TypeList", text: str) -> None:
            super().__init__()
            self._control = control
            self.text = text

        @property
        def control(self) -> "TypeList":
            """The list."""
            return self._control

        def can_replace(self, message: Message) -> bool:
            """Return whether a later message says all that this one does."""
            return isinstance(message, TypeList.Typed) and message.control is self._control

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        placeholder: str = "",
        free: str = "",
        hides: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """Offer `choices`; `free`, with `{typed}` in it, offers the typed text itself.

        `hides` shows what is typed as dots.
        """
        super().__init__(id=id, classes=classes)
        self._choices = tuple(choices)
        self._shown: list[Choice | None] = []
        """What stands in the list; None is the typed text."""
        self._placeholder = placeholder
        self._free = free
        self._hides = hides
        self._first = ""
        """Key of the choice that the list begins at while nothing is typed."""

    def compose(self) -> ComposeResult:
        """A line, and the choices below it."""
        yield Input(
            placeholder=self._placeholder,
            password=self._hides,
            compact=True,
            select_on_focus=False,
            restrict=r"[^\x00-\x1f\x7f-\x9f]*",
        )
        choices = OptionList(markup=False)
        choices.can_focus = False
        yield choices

    def on_mount(self) -> None:
        """Show every choice."""
        self._show()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def offer(
        self,
        choices: Sequence[Choice],
        *,
        first: str = "",
        free: str | None = None,
        placeholder: str | None = None,
        text: str | None = None,
    ) -> None:
        """Offer other choices, the one with the key `first` about to be taken.

        `text` is put into the line, `free` and `placeholder` are changed where they are given.
        """
        self._choices, self._first = tuple(choices), first
        self._free = self._free if free is None else free
        line = self.query_one(Input)
        if placeholder is not None:
            line.placeholder = placeholder
        if text is not None and text != line.value:
            with self.prevent(Input.Changed):
                line.value = text
            line.cursor_position = len(text)
        self._show()

    def focus_line(self) -> None:
        """Let the reader type."""
        self.query_one(Input).focus()

    def take(self) -> None:
        """Take the choice that the list stands at."""
        self._pick(self.query_one(OptionList).highlighted)

    def _show(self) -> None:
        typed = self.query_one(Input).value
        self._shown = [*fitting(self._choices, typed)]
        if self._free and typed.strip():
            self._shown.append(None)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._line(one, typed)) for one in self._shown])
        keys = [choice.key for choice in self._shown if choice is not None]
        begins = bool(self._first) and not typed and self._first in keys
        at = keys.index(self._first) if begins else 0
        options.highlighted = at if self._shown else None

    def _line(self, choice: Choice | None, typed: str) -> Content:
        if choice is None:
            return Content(plain(self._free.replace("{typed}", typed.strip())))
        label = Content(plain(choice.label))
        if not choice.note:
            return label
        # In the colour of the label: the row under the cursor has a ground that no other fits.
        return Content.assemble(label, "  ", plain(choice.note))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the choices and tell what is typed."""
        event.stop()
        self._show()
        self.post_message(self.Typed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the choice that the list stands at."""
        event.stop()
        self.take()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the choice that was clicked."""
        event.stop()
        self._pick(event.option_index)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Keep it here: the list moves with the line."""
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """Keep the cursor in the line."""
        del event
        self.focus_line()

    def _pick(self, index: int | None) -> None:
        typed = self.text.strip()
        if index is None or index >= len(self._shown):
            if not self._shown and not self._choices:
                self.post_message(self.Picked(self, None, typed))
            return
        choice = self._shown[index]
        self.post_message(self.Picked(self, choice.key if choice else None, typed))

    def action_move(self, by: int) -> None:
        """Move by so many choices."""
        options = self.query_one(OptionList)
        if self._shown:
            at = options.highlighted or 0
            options.highlighted = max(0, min(len(self._shown) - 1, at + by))
