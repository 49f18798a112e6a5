"""A line in which one value is changed, with what is said of it while it is typed."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from store.records.words import N_
from widgets.cell_text import plain

_PARTING = ",，、;；"


class LastWord(Suggester):
    """Goes on with the last of several names between commas."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text with its last name whole."""
        begun = max(value.rfind(sign) for sign in _PARTING) + 1
        last = value[begun:].lstrip()
        if not last:
            return None
        fits = (name for name in self._names if name.casefold().startswith(last.casefold()))
        found = next(fits, None)
        return value + found[len(last) :] if found else None


class EditLine(Vertical):
    """Takes no room until a value is changed."""

    DEFAULT_CSS = """
    EditLine {
        height: auto;
        display: none;
        padding: 0 1;
        background: $panel;
        &.-open { display: block; }
        & > Static { height: auto; }
        & > #edit-says { color: $text-success; }
        & > #edit-says.-bad { color: $text-warning; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Leave it as it was"), show=False, id="edit.leave"),
    ]

    class Typed(Message):
        """The text is another one."""

        def __init__(self, control: "EditLine", text: str) -> None:
            super().__init__()
            self._control = control
            self.text = text

        @property
        def control(self) -> "EditLine":
            """The line."""
            return self._control

    class Entered(Typed):
        """The reader wants the text as it stands."""

    class Left(Message):
        """The reader changes nothing."""

        def __init__(self, control: "EditLine") -> None:
            super().__init__()
            self._control = control

        @property
        def control(self) -> "EditLine":
            """The line."""
            return self._control

    def compose(self) -> ComposeResult:
        """What is changed, the line, what is said of it."""
        yield Static(id="edit-what")
        yield Input(compact=True, restrict=r"[^\x00-\x1f\x7f-\x9f]*")
        yield Static(id="edit-says")

    @property
    def is_open(self) -> bool:
        """Whether a value is being changed."""
        return self.has_class("-open")

    def open(self, what: str, text: str, names: Sequence[str] = ()) -> None:
        """Let the reader change a text; `names` are what a list may be made of."""
        self.add_class("-open")
        self.query_one("#edit-what", Static).update(
            Content.styled(plain(what), "$text-primary bold")
        )
        line = self.query_one(Input)
        line.suggester = LastWord(names) if names else None
        with self.prevent(Input.Changed):
            line.value = text
        line.focus()
        self.post_message(self.Typed(self, text))

    def say(self, told: str, *, bad: bool = False) -> None:
        """Say something of the text."""
        says = self.query_one("#edit-says", Static)
        says.update(Content(plain(told)))
        says.set_class(bad, "-bad")

    def close(self) -> None:
        """Take no room any more."""
        self.remove_class("-open")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what stands there."""
        event.stop()
        self.post_message(self.Typed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell what is wanted."""
        event.stop()
        self.post_message(self.Entered(self, event.value))

    def action_leave(self) -> None:
        """Change nothing."""
        self.close()
        self.post_message(self.Left(self))
