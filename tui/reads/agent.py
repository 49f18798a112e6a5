"""What one agent's page asks: every figure, what changed, and a metric over ten weeks."""

from collections.abc import Mapping
from datetime import date

import msgspec

from store.errors import Refused
from store.figures.agents import agent_figures
from store.figures.explain import explain
from store.figures.gap import Gap, sales_gap
from store.figures.moves import Move, values_before, week_moves
from store.figures.results import AgentFigures, Why
from store.figures.trend import DAYS, Trend, agent_trend
from store.figures.view import today
from store.records.figure import Figure
from store.records.people import Agent
from store.records.settings import Settings
from store.team import Team
from tui.reads.agents import Window, ordered, says_something, view_of


class AgentFacts(msgspec.Struct, frozen=True):
    """Everything about one agent but the trend."""

    start: date
    end: date
    now_day: date
    last_day: date | None
    agent: Agent
    figures: AgentFigures
    """With sources, and apart for each platform."""
    metrics: tuple[str, ...]
    """What the agent has, as the table of all agents orders it."""
    before: Mapping[str, Figure]
    """By metric: the week before; a sum's is for as many worked days."""
    days_back: int
    """How many days the week before lies back: 7, or as long as the window."""
    gaps: tuple[Gap, ...]
    """Sales beside own usual and target, as far as they can be split."""
    moves: tuple[Move, ...]
    """What changed most since last week."""
    whys: Mapping[str, Why]
    """By metric, where a value may still change or another source says otherwise."""
    everyone: tuple[str, ...]
    """Ids of all who are in the team in the window, by group and name."""
    settings: Settings

    @property
    def empty(self) -> bool:
        """Whether the agent has no figure in the window."""
        return not self.metrics


def read_agent(team: Team, agent: str, window: Window) -> AgentFacts:
    """Compute one agent's page; on the store's thread. Raises Refused `no_such_agent`."""
    now = team.clock.now()
    view, start, end, last = view_of(team, window, back=DAYS)
    if agent not in view.agents:
        raise Refused("no_such_agent", name=agent)
    report = agent_figures(view, start, end, now, agents=[agent], by="platform")
    who = view.agents[agent]
    nothing = AgentFigures(agent, who.name, who.group, 0)
    figures = next((one for one in report.agents if one.id == agent), nothing)
    before, back = values_before(view, agent, start, end, now)
    gaps = (sales_gap(figures.metrics, against) for against in ("own_usual", "target"))
    having = [name for name, one in figures.metrics.items() if says_something(one)]
    whys = {name: explain(view, figures.metrics[name].figure) for name in having}
    here = [one for one in view.agents.values() if one.id == agent or _here(one, start, end)]
    here.sort(key=lambda one: (one.group or "", one.name, one.id))
    return AgentFacts(
        start=start,
        end=end,
        now_day=today(view, now),
        last_day=last,
        agent=who,
        figures=figures,
        metrics=ordered(view, having),
        before=before,
        days_back=back,
        gaps=tuple(gap for gap in gaps if gap is not None),
        moves=week_moves(view, agent, end, now),
        whys={name: why for name, why in whys.items() if why.final_on or why.others},
        everyone=tuple(one.id for one in here),
        settings=view.settings,
    )


def read_trend(team: Team, agent: str, metric: str, window: Window) -> Trend:
    """Compute a metric of an agent over ten weeks; on the store's thread."""
    view, start, end, _ = view_of(team, window, back=DAYS)
    return agent_trend(view, agent, metric, start, end, now=team.clock.now())


def _here(agent: Agent, start: date, end: date) -> bool:
    return (agent.joined_on is None or agent.joined_on <= end) and (
        agent.left_on is None or start <= agent.left_on
    )
