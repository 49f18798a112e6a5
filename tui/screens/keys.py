"""The table of keys: every command with its key, and another key for it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from store.records.words import N_
from tui.bars import key_name
from tui.commands import Command
from tui.key_table import (
    PLACES,
    RESERVED,
    every_command,
    keys_now,
    taken_by,
    with_key,
    without,
)
from widgets.grid import Grid
from widgets.grid_model import Cell, Column, Row
from widgets.grid_pane import GridPane

if TYPE_CHECKING:
    from tui.app import FloorboardApp


class PressScreen(ModalScreen[str | None]):
    """Waits for one key and returns its name; Esc leaves it.

    The one place that looks at keys themselves: any of them may be meant.
    """

    def __init__(self, asks: str) -> None:
        super().__init__()
        self._asks = asks

    def compose(self) -> ComposeResult:
        """Only the question."""
        with Vertical(classes="sheet"):
            yield Static(Content(self._asks))

    def on_key(self, event: events.Key) -> None:
        """Answer with the key."""
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else event.key)


class KeysScreen(ModalScreen[None]):
    """Every command with its keys; Enter waits for another key."""

    CSS_PATH = "keys.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", N_("Back"), show=False),
        Binding("d,delete", "default", N_("Default"), show=False),
    ]

    @property
    def board(self) -> "FloorboardApp":
        """The app, typed."""
        return cast("FloorboardApp", self.app)

    def compose(self) -> ComposeResult:
        """A title, the table, what the keys of the table do."""
        text = self.board.words.text
        grid = Grid(
            [
                Column("command", text("Command"), most=24),
                Column("keys", text("Keys"), most=18),
                Column("place", text("Where"), most=14),
                Column("does", text("What it does"), most=76),
            ],
            selectable=False,
            glyphs=self.board.glyphs,
        )
        with Vertical(classes="sheet"):
            yield Static(Content.styled(text("Keys"), "$text-primary bold"))
            yield GridPane(grid, text("words, !not"))
            yield Static(
                Content.styled(
                    text("enter: press another key, d: default, /: filter, esc: back"),
                    "$text-muted",
                ),
                id="keys-hint",
            )

    def on_mount(self) -> None:
        """List every command."""
        self._show()
        self.query_one(Grid).focus()

    def _show(self) -> None:
        self.query_one(Grid).set_rows(self._rows())

    def _rows(self) -> Iterator[Row]:
        text, own = self.board.words.text, self.board.personal.keys
        for command in every_command():
            keys = " ".join(map(key_name, keys_now(own, command)))
            mark, role = ("● ", "changed") if command.id in own else ("  ", "")
            place = text(PLACES.get(command.place, command.place))
            cells = (
                Cell(text(command.label)),
                Cell(mark + keys, role),
                Cell(place, "dim"),
                Cell(text(command.help) if command.help != command.label else "", "dim"),
            )
            yield Row(command.id, cells, place)

    def _command(self) -> Command | None:
        key = self.query_one(Grid).cursor_key
        return next((one for one in every_command() if one.id == key), None)

    def on_grid_row_opened(self, event: Grid.RowOpened) -> None:
        """Wait for the new key."""
        event.stop()
        if (command := self._command()) is not None:
            words = self.board.words
            asks = words.say(
                "Press the new key of “{command}”. esc: leave it.",
                command=words.text(command.label),
            )
            self.app.push_screen(PressScreen(asks), lambda key: self._pressed(command, key))

    def _pressed(self, command: Command, key: str | None) -> None:
        if key is None:
            return
        if why := self._why_not(command, key):
            self.notify(why, severity="warning", markup=False)
            return
        self.board.change_keys(with_key(self.board.personal.keys, command, key))
        self._show()

    def _why_not(self, command: Command, key: str) -> str:
        """Return why a key can't be the command's, in words."""
        words, name = self.board.words, key_name(key)
        if key in RESERVED or not key.isascii():
            return words.say("{key} can't be a command's key.", key=name)
        other = taken_by(every_command(), self.board.personal.keys, command, key)
        if other is None:
            return ""
        return words.say(
            "{key} is the key of “{command}”; give that one another first.",
            key=name,
            command=words.text(other.label),
        )

    def action_default(self) -> None:
        """Give the command its own keys again."""
        if (command := self._command()) is not None:
            self.board.change_keys(without(self.board.personal.keys, command.id))
            self._show()
