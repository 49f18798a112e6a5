"""Help: what the screen below answers, and every key."""

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.bars import keys_of
from tui.plain import pad, width
from tui.trouble import long

if TYPE_CHECKING:
    from tui.app import FloorboardApp
    from tui.commands import Command


class HelpScreen(ModalScreen[None]):
    """The keys of the screen below, from the commands as they are declared."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("escape,question_mark,f1,q,enter", "dismiss", "", show=False)
    ]

    @property
    def board(self) -> "FloorboardApp":
        """The app, typed."""
        return cast("FloorboardApp", self.app)

    def __init__(self, answers: str, commands: "tuple[Command, ...]") -> None:
        super().__init__()
        self._answers = answers
        self._commands = commands

    def compose(self) -> ComposeResult:
        """The answer line, then one line a command."""
        with VerticalScroll(classes="sheet"):
            yield Static(self._text())

    def _text(self) -> Content:
        words = self.board.words
        parts = [Content.styled(words.text(self._answers), "$text-primary bold"), Content("\n\n")]
        rows = [(" ".join(keys_of(self.board, one)), one) for one in self._commands]
        cells = max((width(keys) for keys, _ in rows), default=0)
        for keys, command in rows:
            parts += [
                Content.styled(pad(keys, cells + 2), "$text-primary"),
                Content(words.text(command.help)),
                Content("\n"),
            ]
        amiss = list(long(words, self.board.floor, self.board.trouble))
        if amiss:
            parts.append(
                Content.styled("\n" + words.text("The team's files"), "$text-primary bold")
            )
        parts += [Content.styled("\n" + one, "$text-warning") for one in amiss]
        return Content.assemble(*parts)
