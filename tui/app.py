"""FloorboardApp: modes, themes, keys and the wiring between them; no screen's own business."""

from collections.abc import Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.filter import LineFilter
from textual.signal import Signal

from store.figures.results import Item
from tui.app_commands import AppCommands
from tui.bars import fill_bars
from tui.commands import APP_COMMANDS, Command, bindings
from tui.context import Session
from tui.crash import told_crash
from tui.feeding import Heard
from tui.personal import Personal
from tui.plain_signs import PlainSigns
from tui.screens.base import FloorScreen
from tui.screens.modes import MODES
from tui.themes import DEFAULT_THEME, THEMES
from tui.workers import StoreThread
from widgets.grid_looks import ASCII, UNICODE, Glyphs

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.command import Provider
    from textual.screen import Screen

_PLAIN = PlainSigns()


def _palette() -> "type[Provider]":
    """Return the palette's provider; loaded when the palette first opens."""
    from tui.palette import CommandsProvider

    return CommandsProvider


class FloorboardApp(AppCommands):
    """The dashboard of one team."""

    TITLE = "floorboard"
    CSS_PATH = "floor.tcss"
    COMMANDS: ClassVar[Any] = {_palette}
    MODES: ClassVar[Any] = MODES
    BINDINGS: ClassVar[list["BindingType"]] = [*bindings(APP_COMMANDS)]

    def __init__(
        self,
        session: Session,
        store: StoreThread,
        personal: Personal,
        *,
        first_run: bool = False,
    ) -> None:
        super().__init__()
        self.session = session
        """What the command line said: words, clock, place."""
        self.store = store
        self.personal = personal
        self.changed: Signal[frozenset[str]] = Signal(self, "changed")
        self.queue_told: Signal[Heard] = Signal(self, "queue_told")
        self._answers = {}
        self._first_run = first_run
        for theme in THEMES:
            self.register_theme(theme)
        known = {theme.name for theme in THEMES}
        self.theme = personal.theme if personal.theme in known else DEFAULT_THEME
        self.set_keymap(dict(personal.keys))

    async def on_mount(self) -> None:
        """Open the first screen and begin to listen for other processes."""
        await self.switch_mode("today")
        self.read_floor()
        self.listen()

    def on_unmount(self) -> None:
        """End the feeds and close the team; what was acknowledged is on disk already."""
        if self._feeding is not None:
            self._feeding.stop()
        self.store.close()

    @property
    def glyphs(self) -> Glyphs:
        """The signs that the terminal can draw."""
        return ASCII if self.session.options.ascii_only else UNICODE

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Draw every ornament as ASCII where the terminal can't be trusted with it."""
        filters = super().get_line_filters()
        return [*filters, _PLAIN] if self.session.options.ascii_only else filters

    async def act_on(self, item: Item) -> None:
        """Go where an item of the brief can be settled."""
        if item.subject.kind == "agent" and item.subject.id:
            await self.open_agent(item.subject.id)
        elif item.kind in ("no_data", "missing_data", "unbound"):
            await self.action_do("everywhere.go_import")
        else:
            await self.action_do("everywhere.go_agents")

    def show_state(self) -> None:
        """Bring the bars up to date; greet a team that holds nothing yet, once."""
        if isinstance(self.screen, FloorScreen):
            self.fill_bars(self.screen)
        if self.floor is not None and self.floor.has_queue:
            self.begin_feeds()
        if self.floor is not None and self._first_run:
            self._first_run = False
            if self.floor.fresh and not self.floor.readonly:
                self.greet()

    # Commands

    @property
    def in_front(self) -> "Screen[Any]":
        """The screen that commands are of: under a palette or a question the one below."""
        return next((one for one in reversed(self.screen_stack) if not one.is_modal), self.screen)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done on the present screen, its own commands first."""
        own = self.in_front.OWN if isinstance(self.in_front, FloorScreen) else ()
        return (*own, *APP_COMMANDS)

    def do(self, command_id: str) -> None:
        """Carry out a command, from a click or the palette."""
        self.call_next(self.action_do, command_id)

    async def action_do(self, command_id: str) -> None:
        """Carry out a command, or say why it can't be done now."""
        command = next((one for one in self.commands() if one.id == command_id), None)
        if command is None:
            return
        if reason := self.why_not(command):
            self.notify(reason, severity="warning", markup=False)
            return
        name = f"do_{command.action}"
        target = self.in_front if hasattr(self.in_front, name) else self
        done = getattr(target, name)(*([command.argument] if command.argument else []))
        if isawaitable(done):
            await done

    def why_not(self, command: Command) -> str:
        """Return why a command can't be done now, in words; empty if it can."""
        screen = self.in_front
        if isinstance(screen, FloorScreen) and (why := screen.cannot(command.action)):
            return why
        name = f"do_{command.action}"
        if not hasattr(screen, name) and not hasattr(self, name):
            return self.words.text("There is nothing here for that.")
        return self.reading_only() if command.changes else ""

    def fill_bars(self, screen: "FloorScreen[Any]") -> None:
        """Bring the bars of a screen up to date."""
        fill_bars(self, screen)

    # What can go wrong

    def crash(self, error: Exception) -> None:
        """End the app on a fault of its own."""
        self._handle_exception(error)

    def _fatal_error(self) -> None:
        """Textual's own crash report shows locals, which here are people's data: show places."""
        self.bell()
        error = self._exception or RuntimeError()
        self._exit_renderables.append(told_crash(self.words, error))
        self._close_messages_no_wait()
