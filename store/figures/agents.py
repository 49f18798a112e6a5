"""Every agent's figures of a window, beside own usual, team median and target."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Literal

from store.figures.cells import Cells
from store.figures.choose import Ruling
from store.figures.compare import Usual, peers
from store.figures.pool import Values, pool, values_of
from store.figures.resolve import Gathering
from store.figures.results import AgentFigures, AgentsReport, Compared
from store.figures.view import View, today
from store.records.figure import Figure
from store.records.metric import METRICS, Metric
from store.records.people import Agent


def agent_figures(
    view: View,
    start: date,
    end: date,
    now: datetime,
    *,
    agents: Collection[str] | None = None,
    metrics: Collection[str] | None = None,
    by: Literal["platform"] | None = None,
    sources: bool = True,
) -> AgentsReport:
    """Return the figures of a window, both days inclusive.

    `agents` and `metrics` (ids) leave the others out of the answer, not out of medians and team;
    `sources=False` leaves the cells out of the figures, which is quicker.
    The view must reach back `own_usual_days` before `start`.
    """
    table = _Table(view, start, end, now, metrics=metrics, sources=sources)
    gathered = table.gathered
    wanted = _in_answer(view, start, end, gathered.people, agents)
    whole = table.compared(wanted, gathered.people)
    team = gathered.team()
    whole_team = table.pooled(team)
    platforms = sorted({platform for cells in team for platform in cells.platforms()})
    team_by_platform = {
        platform: whole_team
        if len(platforms) == 1
        else table.pooled([cells.only(platform) for cells in team])
        for platform in platforms
    }
    split = _by_platform(table, wanted, platforms) if by == "platform" else {}
    return AgentsReport(
        start=start,
        end=end,
        agents=tuple(
            _of(
                agent,
                gathered.people.get(agent.id, Cells()),
                whole.get(agent.id, {}),
                split.get(agent.id, {}),
            )
            for agent in wanted
        ),
        team=whole_team,
        team_by_platform=team_by_platform,
        unbound=gathered.unbound,
    )


def _by_platform(
    table: "_Table", wanted: list[Agent], platforms: Iterable[str]
) -> dict[str, dict[str, AgentFigures]]:
    """Return the figures of each agent on each platform that has any of theirs."""
    split: dict[str, dict[str, AgentFigures]] = {agent.id: {} for agent in wanted}
    for platform in platforms:
        only = {id_: cells.only(platform) for id_, cells in table.gathered.people.items()}
        found = table.compared(wanted, only, {platform})
        for agent in wanted:
            if agent.id in found and only[agent.id].blocks:
                split[agent.id][platform] = _of(agent, only[agent.id], found[agent.id])
    return split


def _of(
    agent: Agent,
    cells: Cells,
    metrics: dict[str, Compared],
    by_platform: dict[str, AgentFigures] | None = None,
) -> AgentFigures:
    days = len(cells.days())
    return AgentFigures(agent.id, agent.name, agent.group, days, metrics, by_platform or {})


def _in_answer(
    view: View,
    start: date,
    end: date,
    people: Mapping[str, Cells],
    agents: Collection[str] | None,
) -> list[Agent]:
    """Return who has figures or belongs to the team in the window, by name."""
    found = [
        agent
        for agent in view.agents.values()
        if (agents is None or agent.id in agents)
        and (agent.id in people or _here_between(agent, start, end))
    ]
    return sorted(found, key=lambda agent: (agent.name, agent.id))


def _here_between(agent: Agent, start: date, end: date) -> bool:
    return (agent.joined_on is None or agent.joined_on <= end) and (
        agent.left_on is None or start <= agent.left_on
    )


class _Table:
    """The figures of one window, metric by metric."""

    def __init__(
        self,
        view: View,
        start: date,
        end: date,
        now: datetime,
        *,
        metrics: Collection[str] | None,
        sources: bool,
    ) -> None:
        last = today(view, now)
        gathering = Gathering(view, last)
        self.gathered = gathering.window(start, end)
        self._start, self._end = start, end
        self._ruling = Ruling(view, last)
        self._usual = Usual(gathering, start, self._ruling)
        self._groups = {agent.id: agent.group for agent in view.agents.values()}
        self._sources = sources
        self._metrics = [m for m in METRICS.values() if metrics is None or m.id in metrics]
        self._values: dict[tuple[Cells, str], Values] = {}

    def pooled(self, parties: Iterable[Cells]) -> dict[str, Figure]:
        """Return the figures of several parties together, without their sources."""
        every = list(parties)
        found: dict[str, Figure] = {}
        for metric in self._having(every):
            values = [self._value(cells, metric) for cells in every]
            if any(_says_something(one) for one in values):
                found[metric.id] = pool(metric, values, self._start, self._end, self._ruling)
        return found

    def compared(
        self, wanted: list[Agent], people: Mapping[str, Cells], platforms: set[str] | None = None
    ) -> dict[str, dict[str, Compared]]:
        """Return what each wanted agent has, beside what it is read against."""
        found: dict[str, dict[str, Compared]] = {a.id: {} for a in wanted if a.id in people}
        for metric in self._having(people.values()):
            values = {who: self._value(cells, metric) for who, cells in people.items()}
            if any(_says_something(one) for one in values.values()):
                for who, compared in self._of_metric(metric, values, found, platforms):
                    found[who][metric.id] = compared
        return found

    def _of_metric(
        self,
        metric: Metric,
        values: Mapping[str, Values],
        wanted: Collection[str],
        platforms: set[str] | None,
    ) -> Iterable[tuple[str, Compared]]:
        figures = {
            who: (one, self._figure(metric, one, who in wanted)) for who, one in values.items()
        }
        among = peers(metric, figures, self._groups, self._ruling.settings.team_median_min)
        for who in wanted:
            here, figure = figures[who]
            group = self._groups[who]
            middle, of = among.median(metric, group, here)
            target = self._ruling.settings.target(metric.id, group)
            if target is not None and metric.pooling == "sum":
                target *= len(here.dates())
            usual = self._usual.figure(who, metric, here, platforms)
            yield who, Compared(figure, usual, middle, of, target)

    def _figure(self, metric: Metric, values: Values, in_answer: bool) -> Figure:
        sources = self._sources and in_answer
        return pool(metric, [values], self._start, self._end, self._ruling, sources=sources)

    def _value(self, cells: Cells, metric: Metric) -> Values:
        found = self._values.get((cells, metric.id))
        if found is None:
            found = self._values[cells, metric.id] = values_of(cells, metric, self._ruling)
        return found

    def _having(self, every: Iterable[Cells]) -> list[Metric]:
        """Return the wanted metrics that any row has a column of, in the order of METRICS."""
        shapes = {block.shape for cells in every for block in cells.blocks}
        columns = {metric for shape in shapes for metric in shape.at}
        return [metric for metric in self._metrics if metric.id in columns]


def _says_something(values: Values) -> bool:
    return bool(values.values) or values.provisional
