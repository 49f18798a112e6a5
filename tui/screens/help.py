"""Help: what the screen below answers, and every key."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from tui.bars import key_name, keys_of
from tui.trouble import long
from widgets.fact_sheet import Fact, FactSheet
from widgets.grid_keys import GRID_KEYS

if TYPE_CHECKING:
    from tui.app import FloorboardApp
    from tui.commands import Command

_SPEAK_FOR_THEMSELVES = ("cursor_", "page_", "first_", "last_", "column_", "extend_")
"""Moves that every table has under the keys that everybody tries first."""


class HelpScreen(ModalScreen[None]):
    """The keys of the screen below, from the commands as they are declared."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("escape,question_mark,f1,q,enter", "dismiss", "", show=False),
        Binding("f2", "app.do('everywhere.mask')", "", show=False, id="everywhere.mask"),
    ]

    @property
    def board(self) -> "FloorboardApp":
        """The app, typed."""
        return cast("FloorboardApp", self.app)

    def __init__(
        self, answers: str, commands: "tuple[Command, ...]", *, tables: bool = False
    ) -> None:
        """`answers` is the question the screen answers; `tables`, whether it has any."""
        super().__init__()
        self._answers = answers
        self._commands = commands
        self._tables = tables

    def compose(self) -> ComposeResult:
        """One sheet, longer than a small screen: it scrolls."""
        sheet = FactSheet()
        sheet.facts = tuple(self._facts())
        with VerticalScroll(classes="sheet"):
            yield sheet

    def _facts(self) -> Iterator[Fact]:
        """Yield the answer line, trouble with the files, then the keys by where they hold."""
        text = self.board.words.text
        if self._answers:
            yield Fact(lines=(text(self._answers),), tone="strong")
        amiss = tuple(long(self.board.words, self.board.floor, self.board.trouble))
        if amiss:
            yield from _section(text("The team's files"), [Fact(lines=amiss, tone="warn")])
        own = [one for one in self._commands if one.place != "everywhere"]
        yield from _section(text("On this screen"), map(self._command, own))
        if self._tables:
            yield from _section(text("In tables"), self._table_keys())
        rest = [one for one in self._commands if one.place == "everywhere"]
        yield from _section(text("Everywhere"), map(self._command, rest))

    def _command(self, command: "Command") -> Fact:
        keys = " ".join(keys_of(self.board, command))
        return Fact(keys, (self.board.words.text(command.help),), label_tone="key")

    def _table_keys(self) -> Iterator[Fact]:
        for binding in GRID_KEYS:
            if not binding.action.startswith(_SPEAK_FOR_THEMSELVES):
                keys = self.board.personal.keys.get(binding.id or "", binding.key)
                shown = " ".join(key_name(key.strip()) for key in keys.split(","))
                yield Fact(shown, (self.board.words.text(binding.description),), label_tone="key")


def _section(title: str, facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield a heading and its facts; nothing where there are none."""
    first = True
    for fact in facts:
        if first:
            yield Fact()
            yield Fact(lines=(title,), tone="heading")
        first = False
        yield fact
