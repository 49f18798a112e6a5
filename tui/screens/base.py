"""What every screen of the floor shares: bars, loading off the screen, staleness, words."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState, WorkType

from store.errors import FloorboardError
from store.team import Team
from tui.commands import Command
from tui.trouble import trouble
from widgets.floor_bar import FloorBar
from widgets.grid import Grid
from widgets.keybar import KeyBar
from widgets.notice import Notice

if TYPE_CHECKING:
    from tui.app import FloorboardApp
    from tui.reads.queue_why import QueueAsked
    from tui.reads.why import Asked

Facts = TypeVar("Facts")

READING = ("load", "rest", "trend", "inbox")
"""Groups of workers that only read: what they bring is for the body that asked."""


class FloorScreen(Screen[None], Generic[Facts]):
    """A screen that asks the store one question and shows the answer.

    A subclass gives `body`, `question` and `show_facts`; it says what it answers, which tables
    it is drawn from and which commands it has. While hidden it only remembers that its tables
    were touched, and asks again when it is shown.
    """

    MODE: ClassVar[str] = ""
    """Name of the mode it is the first screen of."""
    ANSWERS: ClassVar[str] = ""
    """The question it answers, for the help screen (English message id)."""
    OWN: ClassVar[tuple[Command, ...]] = ()
    """Its own commands; a subclass gives them to BINDINGS too, through `bindings`."""
    TABLES: ClassVar[frozenset[str]] = frozenset()
    """Tables it is drawn from; a change to another leaves it alone."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (160, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012

    @property
    def board(self) -> "FloorboardApp":
        """The app, typed."""
        return cast("FloorboardApp", self.app)

    def __init__(self) -> None:
        super().__init__()
        self._stale = True
        self.facts: Facts | None = None
        """The newest answer; None until the first."""

    def compose(self) -> ComposeResult:
        """Bars around the body; a notice stands in for the body when there is nothing to show."""
        yield FloorBar()
        yield from self.body()
        yield Notice(id="notice")
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """Return the widgets between the bars."""
        raise NotImplementedError

    def question(self) -> Callable[[Team], Facts]:
        """Return what to ask the store; it runs on the store's thread and touches no widget."""
        raise NotImplementedError

    def show_facts(self, facts: Facts) -> None:
        """Put the answer on the screen."""
        raise NotImplementedError

    def why_not(self, action: str) -> str:
        """Return why an action can't be done now, in the lead's language; empty if it can."""
        del action
        return ""

    def cannot(self, action: str) -> str:
        """Return why an action can't be done now: the screen's own reason, or one all share."""
        if reason := self.why_not(action):
            return reason
        if action == "why" and self.why_asked() is None:
            return self.board.words.text("No number is under the cursor.")
        return ""

    def why_asked(self) -> "Asked | QueueAsked | None":
        """Return which number `=` asks about, None where the cursor is on none."""
        return None

    def save_table(self) -> tuple[str, str] | None:
        """Return what `s` saves: a file's name without people in it, and its text as CSV.

        None where the screen has no table.
        """
        return None

    # Loading

    async def recompose(self) -> None:
        """Build the body anew; answers that are still to come were meant for the old one."""
        for group in READING:
            self.workers.cancel_group(self, group)
        await super().recompose()

    def on_mount(self) -> None:
        """Listen for changes and ask for the first time."""
        self.board.changed.subscribe(self, self._tables_touched)
        self.bars()
        self.reload()

    def on_screen_resume(self) -> None:
        """Ask again if something was touched while the screen was hidden."""
        self.bars()
        if self._stale:
            self.reload()

    def reload(self) -> None:
        """Ask the store; the newest question wins."""
        self._stale = False
        load: WorkType[None] = self._load
        self.run_worker(load, group="load", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        try:
            facts = await self.board.store.ask(self.question())
        except FloorboardError as error:
            self._show_trouble(error)
            return
        self.remove_class("-broken")
        self.facts = facts
        self.query_one(Notice).clear()
        self.show_facts(facts)
        self.bars()

    def _tables_touched(self, tables: frozenset[str]) -> None:
        if not self.TABLES.isdisjoint(tables):
            self._stale = True
            if self.is_current:
                self.reload()

    def _show_trouble(self, error: FloorboardError) -> None:
        """Say why there is nothing to show, in place of the body; it is tried again when shown."""
        self._stale = True
        self.add_class("-broken")
        title, step = trouble(self.board.session, error)
        self.query_one(Notice).tell(title, step, warns=True)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell what a worker failed with; what is not ours to tell ends the app."""
        if event.state is WorkerState.ERROR:
            event.stop()
            self.board.failed(event.worker.error)

    # Bars

    def bars(self) -> None:
        """Bring both bars up to date; under another screen they wait until it is closed."""
        if self.is_current:
            self.board.fill_bars(self)

    def on_grid_copied(self, event: Grid.Copied) -> None:
        """Put what a grid hands out on the clipboard; it is as masked as the grid."""
        event.stop()
        self.board.copy_to_clipboard(event.text)
        self.notify(self.board.words.text("Copied."), markup=False)

    def on_floor_bar_chosen(self, event: FloorBar.Chosen) -> None:
        """Go where the head bar was clicked."""
        event.stop()
        self.board.do(event.command)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """Do what the key bar was clicked on."""
        event.stop()
        self.board.do(event.command)
