"""Agents in words: the table's head, its columns and cells, the team's row."""

from collections.abc import Iterable, Sequence

from store.exports.table import Cell as TableCell
from store.exports.table import Table
from store.figures.results import AgentFigures
from store.records.figure import Figure
from store.records.metric import METRICS
from tui.context import Session
from tui.days import window_name
from tui.names import group_name
from tui.numbers import Numbers
from tui.reads.agents import AgentsFacts
from tui.short_labels import short_label
from tui.standing_words import NAMES, Basis, against, cell_role, marks, sign
from widgets.grid_model import Cell, Column, Row

TEAM = "team"
"""Key of the team's row."""


class AgentsWords:
    """Says the table of all agents in the session's language."""

    def __init__(self, session: Session, facts: AgentsFacts, basis: Basis) -> None:
        self._session, self._facts, self._basis = session, facts, basis
        self._words = session.words
        self._numbers: Numbers = session.numbers(facts.settings.currency)
        self._by_id = {agent.id: agent for agent in facts.report.agents}
        self._groups = len({agent.group for agent in facts.report.agents}) > 1
        """Whether there are several groups; one takes no column."""
        self._days = any(agent.days for agent in facts.report.agents)
        """Whether worked days are known; those of a whole period are not."""

    def heading(self) -> str:
        """Return which days, how many people, and what the arrows are beside."""
        words, facts = self._words, self._facts
        days = (facts.end - facts.start).days + 1
        return "  ·  ".join(
            (
                window_name(words, facts.start, facts.end),
                words.many("{n} day", "{n} days", days),
                words.many("{n} agent", "{n} agents", len(facts.report.agents)),
                words.say("beside {basis}", basis=words.text(NAMES[self._basis])),
            )
        )

    def columns(self) -> list[Column]:
        """Return who, of which group, how many days, then a column a metric."""
        text = self._words.text
        who = [Column("name", text("Agent"), least=8, most=16)]
        if self._groups:
            who.append(Column("group", text("Group"), most=10))
        if self._days:
            who.append(Column("days", text("Days"), align="right", sort="number"))
        return [
            *who,
            *(
                Column(
                    metric, short_label(self._words, metric), align="right", sort="number", most=16
                )
                for metric in self._facts.metrics
            ),
        ]

    def rows(self) -> tuple[Row, ...]:
        """Return a row an agent, the groups together."""
        agents = sorted(self._facts.report.agents, key=lambda a: (a.group or "", a.name, a.id))
        room = self._marks_room(agents)
        return tuple(self._row(agent, room) for agent in agents)

    def _row(self, agent: AgentFigures, room: dict[str, int]) -> Row:
        cells = [Cell(self._session.person(agent.name))]
        if self._groups:
            cells.append(Cell(group_name(self._words, agent.group), "dim"))
        if self._days:
            cells.append(Cell(str(agent.days), "dim", agent.days))
        ascii_only = self._session.options.ascii_only
        for metric in self._facts.metrics:
            one = agent.metrics.get(metric)
            if one is None:
                cells.append(self._cell(None, " ", "dim", room[metric]))
                continue
            arrow, role = sign(one.figure, against(one, self._basis), ascii_only=ascii_only)
            cells.append(self._cell(one.figure, arrow, role, room[metric]))
        return Row(agent.id, tuple(cells), agent.group or "")

    def _cell(self, figure: Figure | None, arrow: str, role: str, room: int) -> Cell:
        """Return a cell whose numbers stand below each other, marks and arrow behind them."""
        if figure is None or figure.value is None:
            return Cell(f"{self._numbers.missing}{' ' * room} {arrow}", "dim")
        behind = marks(figure)
        shown = self._numbers.figure(figure) + " " * (room - len(behind))
        return Cell(f"{shown} {arrow}", cell_role(figure, role), figure.value)

    def _marks_room(self, agents: Iterable[AgentFigures]) -> dict[str, int]:
        room = dict.fromkeys(self._facts.metrics, 0)
        for agent in agents:
            for metric, one in agent.metrics.items():
                room[metric] = max(room[metric], len(marks(one.figure)))
        for metric, figure in self._facts.report.team.items():
            room[metric] = max(room[metric], len(marks(figure)))
        return room

    def team_row(self) -> Row:
        """Return the whole team's figures; sums are everybody's together."""
        facts = self._facts
        room = self._marks_room(facts.report.agents)
        cells = [Cell(self._words.text("The team"), "strong")]
        cells += [Cell(self._numbers.missing, "dim")] * (self._groups + self._days)
        for metric in facts.metrics:
            cell = self._cell(facts.report.team.get(metric), " ", "strong", room[metric])
            cells.append(cell)
        return Row(TEAM, tuple(cells))

    def no_figures(self) -> tuple[str, str]:
        """Return what to say where the window has no figure, and what to do."""
        words, last = self._words, self._facts.last_day
        if last is None:
            return words.text("No numbers yet."), words.text(
                "Press i to take in the exports that your platforms gave you, a file or a folder."
            )
        return (
            words.say(
                "No numbers for {window}.",
                window=window_name(words, self._facts.start, self._facts.end),
            ),
            words.say("The newest are of {day}; ] goes there.", day=f"{last}"),
        )

    # Saved

    def table(self, keys: Sequence[str]) -> Table:
        """Return the rows shown with plain values, for a spreadsheet; the team last."""
        facts, metrics = self._facts, self._facts.metrics
        rows = [
            (
                self._session.person(agent.name),
                agent.group,
                agent.days,
                *(agent.metrics[m].figure.value if m in agent.metrics else None for m in metrics),
            )
            for agent in (self._by_id[key] for key in keys)
        ]
        team: list[TableCell] = [self._words.text("The team"), None, None]
        team += [f.value if (f := facts.report.team.get(m)) else None for m in metrics]
        text = self._words.text
        heads = [text("Agent"), text("Group"), text("Days")]
        heads += [text(METRICS[metric].label) for metric in metrics]
        return Table(tuple(heads), (*rows, tuple(team)))
