"""Asks one thing: a list to choose from, narrowed by typing, and perhaps one line more."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from widgets.cell_text import plain
from widgets.type_list import Choice, TypeList

if TYPE_CHECKING:
    from tui.app import FloorboardApp


class Question(msgspec.Struct, frozen=True):
    """What is asked, already in words."""

    title: str
    choices: Sequence[Choice]
    hint: str = ""
    free: str = ""
    """Offers what is typed, with `{typed}` in it; empty: only a choice is taken."""
    first: str = ""
    """Key of the choice that stands first."""
    more: str = ""
    """Label of a second line; empty: there is none."""
    more_value: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What was chosen."""

    key: str | None
    """Key of the choice; None where the typed text is meant."""
    typed: str
    more: str = ""
    """What stands in the second line."""


class AskScreen(ModalScreen[Answer | None]):
    """A question over the screen; Esc leaves it without an answer."""

    CSS_PATH = "ask.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012
    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("escape", "dismiss(None)", "", show=False)
    ]

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question

    @property
    def board(self) -> "FloorboardApp":
        """The app, typed."""
        return cast("FloorboardApp", self.app)

    def compose(self) -> ComposeResult:
        """Title, list, the second line where there is one, and what the keys do."""
        asked = self._question
        with Vertical(classes="sheet"):
            yield Static(Content.styled(plain(asked.title), "$text-primary bold"), id="title")
            if asked.hint:
                yield Static(Content.styled(plain(asked.hint), "$text-muted"), id="hint")
            yield TypeList(free=asked.free)
            if asked.more:
                yield Static(Content(plain(asked.more)), id="more-label")
                yield Input(asked.more_value, compact=True, id="more")
            if asked.more:
                keys = self.board.words.text("enter: take it, tab: the next line, esc: leave it")
            else:
                keys = self.board.words.text("enter: take it, esc: leave it")
            yield Static(Content.styled(keys, "$text-muted"), id="keys")

    def on_mount(self) -> None:
        """Offer the choices and let the reader type."""
        choices = self.query_one(TypeList)
        choices.offer(self._question.choices, first=self._question.first)
        choices.focus_line()

    def on_type_list_picked(self, event: TypeList.Picked) -> None:
        """Answer."""
        event.stop()
        more = self.query_one("#more", Input).value if self._question.more else ""
        self.dismiss(Answer(event.key, event.typed, more.strip()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the choice with the second line as it stands."""
        event.stop()
        self.query_one(TypeList).take()
