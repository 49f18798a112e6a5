"""Agents: every agent's numbers beside own usual, the team's middle and the target."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from store.exports.csv_text import csv_text
from store.records.words import N_
from store.team import Team
from tui.agents_words import AgentsWords
from tui.commands import bindings
from tui.reads.agents import AgentsFacts, read_agents
from tui.reads.why import Asked
from tui.screens.agents_commands import AGENTS_COMMANDS
from tui.screens.windowed import MOVING, WindowScreen
from tui.spread_words import SpreadWords
from tui.standing_words import BASES, Basis
from widgets.chart import Chart
from widgets.grid import Grid
from widgets.grid_model import Column, Order
from widgets.grid_pane import GridPane
from widgets.notice import Notice

TABLES = frozenset({"agent_days", "periods", "agents", "bindings", "shops", "settings", "files"})


class AgentsScreen(WindowScreen[AgentsFacts]):
    """A table of everybody; below it how the column under the cursor is spread."""

    MODE: ClassVar[str] = "agents"
    ANSWERS: ClassVar[str] = N_("Who is where: against own usual, the team and the target?")
    CSS_PATH = "agents.tcss"
    TABLES = TABLES
    OWN = AGENTS_COMMANDS
    BINDINGS: ClassVar = bindings(OWN)

    basis: var[Basis] = var[Basis]("own_usual")
    """What every number is read beside."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid()
        """The table."""
        self._place: tuple[str | None, str | None, Order | None, str] | None = None
        """Row, column, order and filter of a table that is being built anew."""

    def body(self) -> Iterable[Widget]:
        """The window's line, the table, the spread of a column."""
        words = self.board.words
        yield Static(id="window", classes="heading", markup=False)
        self.grid = Grid([Column("name", words.text("Agent"))], glyphs=self.board.glyphs)
        self.grid.no_match_text = words.text("Nobody fits the filter.")
        hint = words.text("a name, !not this one, group:pre")
        yield GridPane(self.grid, hint, id="people")
        yield Chart(id="spread")

    def question(self) -> Callable[[Team], AgentsFacts]:
        """Ask for the window's figures."""
        return partial(read_agents, window=self.window)

    def show_facts(self, facts: AgentsFacts) -> None:
        """Fill the table; of a large team the main measures first, then the others."""
        self.set_class(facts.empty, "-empty")
        words = AgentsWords(self.board.session, facts, self.basis)
        if facts.empty:
            self.query_one("#window", Static).update("")
            self.query_one(Notice).tell(*words.no_figures())
            return
        self._fill(words)
        if self.focused is None or not self.focused.display:
            self.grid.focus()
        if not facts.whole:
            self.run_worker(self._rest(), group="rest", exclusive=True, exit_on_error=False)

    def _fill(self, words: AgentsWords) -> None:
        grid, columns, rows = self.grid, words.columns(), words.rows()
        if list(grid.view.columns) == columns:
            grid.set_rows(rows)
        else:
            at = grid.cursor_key
            grid.set_columns(columns, rows)
            if at is not None:
                grid.move_to_key(at)
        self._back_to_place(grid)
        grid.set_foot(words.team_row())
        self.query_one("#window", Static).update(words.heading())
        self._share_room()
        self._show_spread()

    def on_resize(self) -> None:
        """Share the height anew."""
        self._share_room()

    def _share_room(self) -> None:
        """Give the table the lines that its rows need and the spread the rest, or its least."""
        room = self.size.height - _BARS - (_SPREAD_HIGH if self.has_class("-high") else _SPREAD_LOW)
        wanted = len(self.grid.view.rows) + _AROUND
        self.query_one("#people").styles.height = max(_AROUND, min(wanted, room))

    async def recompose(self) -> None:
        """Build the table anew, after language or mask changed, and keep the reader's place."""
        grid = self.grid
        self._place = (grid.cursor_key, grid.cursor_column, grid.order, grid.filter_text)
        await super().recompose()

    def _back_to_place(self, grid: Grid) -> None:
        if self._place is None:
            return
        (key, column, order, typed), self._place = self._place, None
        grid.sort_by(order)
        grid.filter_by(typed)
        columns = [one.key for one in grid.view.columns]
        if column in columns:
            grid.move_to_column(columns.index(column))
        if key is not None:
            grid.move_to_key(key)

    async def _rest(self) -> None:
        facts = await self.board.store.ask(partial(read_agents, window=self.window, whole=True))
        self.facts = facts
        self.show_facts(facts)

    # The column under the cursor

    def on_grid_column_highlighted(self) -> None:
        """Show how the column is spread."""
        self._show_spread()

    def on_grid_row_highlighted(self) -> None:
        """Mark the agent under the cursor."""
        self._show_spread()

    def on_grid_filter_changed(self) -> None:
        """Show only those that the filter leaves."""
        self._show_spread()

    def _show_spread(self) -> None:
        facts, metric = self.facts, self._metric()
        if facts is None or metric is None:
            return
        keys = [row.key for row in self.grid.view.shown]
        words = SpreadWords(self.board.session, facts, self.basis)
        self.query_one("#spread", Chart).draw = words.strip(metric, keys, self.grid.cursor_key)

    def _metric(self) -> str | None:
        """Return the metric under the cursor; left of the metrics the first of them."""
        if self.facts is None or not self.facts.metrics:
            return None
        column = self.grid.cursor_column
        return column if column in self.facts.metrics else self.facts.metrics[0]

    # What = and s ask

    def why_asked(self) -> Asked | None:
        """Return the figure under the cursor."""
        facts, agent = self.facts, self.grid.cursor_key
        if facts is None or agent is None or (metric := self._metric()) is None:
            return None
        return Asked(metric, agent, facts.start, facts.end)

    def save_table(self) -> tuple[str, str] | None:
        """Return the rows shown as CSV with plain values."""
        facts = self.facts
        if facts is None or facts.empty:
            return None
        words = AgentsWords(self.board.session, facts, self.basis)
        keys = [row.key for row in self.grid.view.shown]
        return f"agents-{facts.start}-{facts.end}.csv", csv_text(words.table(keys))

    # Commands

    def why_not(self, action: str) -> str:
        """Return why the table can't be used, or the window not be moved."""
        words, facts = self.board.words, self.facts
        if facts is None or (facts.last_day is None and facts.empty):
            return words.text("There are no numbers yet.") if action in _NEEDING else ""
        if action in _ROWS and facts.empty:
            return words.text("There is nobody in these days.")
        return super().why_not(action)

    async def do_open(self) -> None:
        """Open the agent under the cursor."""
        if (agent := self.grid.cursor_key) is not None:
            await self.open_agent(agent, self._metric())

    async def on_grid_row_opened(self, event: Grid.RowOpened) -> None:
        """Open the agent."""
        await self.open_agent(event.key, self._metric())

    async def open_agent(self, agent: str, metric: str | None = None) -> None:
        """Open one agent's page; the cursor comes to stand on the agent here."""
        from tui.screens.agent import AgentScreen

        self.grid.move_to_key(agent)
        shown = tuple(row.key for row in self.grid.view.shown)
        await AgentScreen.open_on(self.board, agent, metric, self.window, shown)

    async def do_versus(self) -> None:
        """Set two agents, or one and the team, side by side."""
        from tui.screens.versus import VersusScreen

        chosen = self.grid.selected_keys
        first = chosen[0] if chosen else self.grid.cursor_key
        if first is None:
            return
        if len(chosen) > 2:
            self.notify(
                self.board.words.text("Only two fit; these are the first two selected."),
                markup=False,
            )
        await VersusScreen.open_on(
            self.board, first, chosen[1] if len(chosen) > 1 else None, self.window
        )

    def do_basis(self) -> None:
        """Read the numbers beside the next basis."""
        self.basis = BASES[(BASES.index(self.basis) + 1) % len(BASES)]
        assert self.facts is not None
        self._fill(AgentsWords(self.board.session, self.facts, self.basis))

    def do_filter(self) -> None:
        """Let the lead type a filter."""
        self.grid.action_filter()

    def do_sort(self) -> None:
        """Sort by the column under the cursor."""
        self.grid.action_sort()

    def do_select(self) -> None:
        """Select the agent under the cursor."""
        self.grid.action_toggle_selected()


_BARS = 3
"""Lines of the head bar, the window's line and the key bar."""
_AROUND = 3
"""Lines of a table beside its rows: heading, team, filter."""
_SPREAD_LOW, _SPREAD_HIGH = 5, 7
"""Lines that the spread has at least, the one above it included."""
_ROWS = frozenset({"open", "versus", "basis", "filter", "sort", "select"})
_NEEDING = MOVING | _ROWS
