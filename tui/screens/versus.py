"""Two agents side by side, or one and the team."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from store.exports.csv_text import csv_text
from store.records.words import N_
from store.team import Team
from tui.commands import Command, bindings
from tui.days import window_name
from tui.reads.agents import Window
from tui.reads.versus import VersusFacts, read_versus
from tui.reads.why import Asked
from tui.screens.agent import AgentScreen
from tui.screens.agents import TABLES
from tui.screens.pushed import PushedScreen
from tui.screens.windowed import window_commands
from tui.versus_words import VersusWords
from widgets.grid import Grid
from widgets.grid_model import Column
from widgets.notice import Notice

if TYPE_CHECKING:
    from tui.app import FloorboardApp


class VersusScreen(PushedScreen[VersusFacts]):
    """A row a measure: both sides, the difference, the better one marked."""

    NAME: ClassVar[str] = "versus"
    ANSWERS: ClassVar[str] = N_("What does one do otherwise than the other?")
    CSS_PATH = "versus.tcss"
    TABLES = TABLES
    OWN = (
        Command(
            "versus.open",
            ("enter",),
            N_("Open"),
            N_("Open the agent of the column under the cursor."),
            on_bar=True,
        ),
        *window_commands("versus"),
    )
    BINDINGS: ClassVar = bindings(OWN)

    first: var[str] = var("")
    """Id of the agent on the left."""
    second: var[str | None] = var[str | None](None)
    """Id of the one on the right; None is the team."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid()
        """The measures."""

    @classmethod
    async def open_on(
        cls, board: "FloorboardApp", first: str, second: str | None, window: Window
    ) -> None:
        """Show two agents, or one and the team, above the present screen."""
        screen = cls.kept(board)
        screen.first, screen.second, screen.window = first, second, window
        shown = screen.is_mounted
        await screen.lay_on_top(board)
        if shown:
            screen.query_one("#both", Static).update("")
            screen.reload()

    def body(self) -> Iterable[Widget]:
        """Who beside whom; the measures."""
        yield Static(id="both", classes="heading", markup=False)
        measure = Column("measure", self.board.words.text("Measure"))
        self.grid = Grid([measure], id="sides", selectable=False, glyphs=self.board.glyphs)
        yield self.grid

    def question(self) -> Callable[[Team], VersusFacts]:
        """Ask for both sides."""
        return partial(read_versus, first=self.first, second=self.second, window=self.window)

    def show_facts(self, facts: VersusFacts) -> None:
        """Fill the table."""
        self.set_class(facts.empty, "-empty")
        words = VersusWords(self.board.session, facts)
        self.query_one("#both", Static).update(words.head())
        if facts.empty:
            window = window_name(self.board.words, facts.start, facts.end)
            said = self.board.words.say("No numbers for {window}.", window=window)
            self.query_one(Notice).tell(said, self.board.words.text("Look at other days: [ ] w"))
            return
        at = self.grid.cursor_key
        self.grid.set_columns(words.columns(), words.rows())
        if at is not None:
            self.grid.move_to_key(at)
        if self.focused is None or not self.focused.display:
            self.grid.focus()

    def why_asked(self) -> Asked | None:
        """Return the figure under the cursor: of the second agent in the second's column."""
        facts, metric = self.facts, self.grid.cursor_key
        if facts is None or metric is None:
            return None
        return Asked(metric, self._under_cursor(facts), facts.start, facts.end)

    def save_table(self) -> tuple[str, str] | None:
        """Return both sides as CSV; the file is named by ids."""
        facts = self.facts
        if facts is None or facts.empty:
            return None
        other = facts.second.id if facts.second else "team"
        name = f"versus-{facts.first.id}-{other}-{facts.start}-{facts.end}.csv"
        return name, csv_text(VersusWords(self.board.session, facts).table())

    def _under_cursor(self, facts: VersusFacts) -> str:
        if facts.second is not None and self.grid.cursor_column == "second":
            return facts.second.id
        return facts.first.id

    async def on_grid_row_opened(self) -> None:
        """Open the agent of the column."""
        await self.do_open()

    async def do_open(self) -> None:
        """Open the agent of the column under the cursor, on the measure under it."""
        if self.facts is not None:
            agent, metric = self._under_cursor(self.facts), self.grid.cursor_key
            await AgentScreen.open_on(self.board, agent, metric, self.window)

    async def open_agent(self, agent: str) -> None:
        """Open an agent that another screen asks for."""
        await AgentScreen.open_on(self.board, agent, None, self.window)
