"""One agent: every measure, what changed, where sales come from, a measure over ten weeks."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container, VerticalScroll
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from store.exports.csv_text import csv_text
from store.figures.trend import Trend
from store.records.words import N_
from store.team import Team
from tui.agent_words import AgentWords
from tui.commands import Command, bindings
from tui.days import window_name
from tui.reads.agent import AgentFacts, read_agent, read_trend
from tui.reads.agents import Window
from tui.reads.why import Asked
from tui.screens.agents import TABLES
from tui.screens.pushed import PushedScreen
from tui.screens.windowed import window_commands
from tui.trend_words import TrendWords
from widgets.chart import Chart
from widgets.grid import Grid
from widgets.grid_model import Column
from widgets.notice import Notice

if TYPE_CHECKING:
    from tui.app import FloorboardApp


class AgentScreen(PushedScreen[AgentFacts]):
    """An agent's measures; the one under the cursor is drawn over ten weeks."""

    NAME: ClassVar[str] = "agent"
    ANSWERS: ClassVar[str] = N_("How is this person doing, what changed, and why?")
    CSS_PATH = "agent.tcss"
    TABLES = TABLES
    OWN = (
        Command(
            "agent.previous",
            ("comma", "alt+up"),
            N_("Previous"),
            N_("Go to the agent before this one."),
            on_bar=True,
        ),
        Command(
            "agent.next",
            ("full_stop", "alt+down"),
            N_("Next"),
            N_("Go to the agent after this one."),
            on_bar=True,
        ),
        Command(
            "agent.versus",
            ("v", "alt+v"),
            N_("Compare"),
            N_("Set the agent and the team side by side."),
            on_bar=True,
        ),
        *window_commands("agent"),
    )
    BINDINGS: ClassVar = bindings(OWN)

    agent: var[str] = var("")
    """Id of whom it shows."""
    order: var[tuple[str, ...]] = var(())
    """Ids that `,` and `.` go through, as the table showed them; empty: the whole team."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid()
        """The measures."""
        self._trends: dict[str, Trend] = {}
        """By metric, of this agent and window."""
        self._wanted: str | None = None

    @classmethod
    async def open_on(
        cls,
        board: "FloorboardApp",
        agent: str,
        metric: str | None,
        window: Window,
        order: tuple[str, ...] = (),
    ) -> None:
        """Show an agent above the present screen, the cursor on a metric."""
        screen = cls.kept(board)
        screen.agent, screen.order, screen.window = agent, order, window
        screen._wanted = metric
        shown = screen.is_mounted
        await screen.lay_on_top(board)
        if shown:
            screen.turn_to(agent)

    async def recompose(self) -> None:
        """Build the page anew and stay on the measure."""
        self._wanted = self._wanted or self.grid.cursor_key
        await super().recompose()

    def turn_to(self, agent: str) -> None:
        """Show another agent in the same place."""
        self.agent = agent
        self.query_one("#who", Static).update("")
        self.reload()

    def open_agent(self, agent: str) -> None:
        """Show an agent that another screen asks for."""
        self.order = ()
        self.turn_to(agent)

    def body(self) -> Iterable[Widget]:
        """Who it is; the measures; the trend beside what changed."""
        yield Static(id="who", classes="heading", markup=False)
        with Container(id="page"):
            measure = Column("measure", self.board.words.text("Measure"))
            self.grid = Grid([measure], id="measures", selectable=False, glyphs=self.board.glyphs)
            yield self.grid
            yield Chart(id="trend")
            with VerticalScroll(id="story-side", can_focus=False):
                yield Chart(id="story")

    def question(self) -> Callable[[Team], AgentFacts]:
        """Ask for the agent's window."""
        return partial(read_agent, agent=self.agent, window=self.window)

    def show_facts(self, facts: AgentFacts) -> None:
        """Fill the page; the trend of the measure under the cursor is asked for."""
        self._trends.clear()
        self.set_class(facts.empty, "-empty")
        words = AgentWords(self.board.session, facts)
        people = self._people(facts)
        at = people.index(self.agent) + 1 if self.agent in people else 0
        self.query_one("#who", Static).update(words.head((at, len(people))))
        if facts.empty:
            self._nothing(facts)
            return
        columns, rows, grid = words.columns(), words.rows(), self.grid
        key = self._wanted or grid.cursor_key
        if list(grid.view.columns) == columns:
            grid.set_rows(rows)
        else:
            grid.set_columns(columns, rows)
        if key is not None:
            grid.move_to_key(key)
        self._wanted = None
        self.query_one("#story", Chart).draw = lambda width, _height: words.story(width)
        if self.focused is None or not self.focused.display:
            grid.focus()
        self._ask_trend()

    def _nothing(self, facts: AgentFacts) -> None:
        words = self.board.words
        window = window_name(words, facts.start, facts.end)
        step = words.text("Press i to take in exports.")
        if facts.last_day is not None:
            step = words.say("The team's newest day is {day}.", day=f"{facts.last_day}")
        self.query_one(Notice).tell(words.say("No numbers for {window}.", window=window), step)

    def _people(self, facts: AgentFacts) -> tuple[str, ...]:
        return self.order if self.agent in self.order else facts.everyone

    # The trend of the measure under the cursor

    def on_grid_row_highlighted(self) -> None:
        """Draw the other measure."""
        self._ask_trend()

    def _ask_trend(self) -> None:
        metric = self.grid.cursor_key
        if self.facts is None or metric is None:
            return
        if metric in self._trends:
            self._draw_trend(self._trends[metric])
            return
        self.run_worker(self._trend(metric), group="trend", exclusive=True, exit_on_error=False)

    async def _trend(self, metric: str) -> None:
        question = partial(read_trend, agent=self.agent, metric=metric, window=self.window)
        self._trends[metric] = await self.board.store.ask(question)
        if self.grid.cursor_key == metric:
            self._draw_trend(self._trends[metric])

    def _draw_trend(self, trend: Trend) -> None:
        if self.facts is not None:
            words = TrendWords(self.board.session, self.facts, trend)
            self.query_one("#trend", Chart).draw = words.draw

    # What = and s ask

    def why_asked(self) -> Asked | None:
        """Return the measure under the cursor."""
        facts, metric = self.facts, self.grid.cursor_key
        if facts is None or metric is None:
            return None
        return Asked(metric, facts.agent.id, facts.start, facts.end)

    def save_table(self) -> tuple[str, str] | None:
        """Return the measures as CSV; the file is named by the agent's id, never by a name."""
        facts = self.facts
        if facts is None or facts.empty:
            return None
        words = AgentWords(self.board.session, facts)
        return f"agent-{facts.agent.id}-{facts.start}-{facts.end}.csv", csv_text(words.table())

    # Commands

    def why_not(self, action: str) -> str:
        """Return why there is nowhere to go."""
        if action in ("previous", "next") and self.facts is not None:
            people = self._people(self.facts)
            if len(people) < 2:
                return self.board.words.text("There is nobody else in these days.")
        if action == "versus" and (self.facts is None or self.facts.empty):
            return self.board.words.text("There are no numbers yet.")
        return super().why_not(action)

    def do_previous(self) -> None:
        """Go to the agent before, from the first to the last."""
        self._step(-1)

    def do_next(self) -> None:
        """Go to the agent after, from the last to the first."""
        self._step(1)

    def _step(self, by: int) -> None:
        if self.facts is None:
            return
        people = self._people(self.facts)
        at = people.index(self.agent) if self.agent in people else 0
        self.turn_to(people[(at + by) % len(people)])

    async def do_versus(self) -> None:
        """Set the agent and the team side by side."""
        from tui.screens.versus import VersusScreen

        await VersusScreen.open_on(self.board, self.agent, None, self.window)
