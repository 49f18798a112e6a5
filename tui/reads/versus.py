"""What two agents side by side ask."""

from collections.abc import Mapping
from datetime import date

import msgspec

from store.figures.agents import agent_figures
from store.figures.results import AgentFigures
from store.figures.view import today
from store.records.people import Agent
from store.records.settings import Settings
from store.team import Team
from tui.reads.agents import Window, ordered, says_something, view_of


class VersusFacts(msgspec.Struct, frozen=True):
    """The figures of one agent, and of another one or the team."""

    start: date
    end: date
    now_day: date
    last_day: date | None
    first: AgentFigures
    second: AgentFigures | None
    """None: the team stands beside."""
    metrics: tuple[str, ...]
    """What either has."""
    agents: Mapping[str, Agent]
    settings: Settings

    @property
    def empty(self) -> bool:
        """Whether neither has a figure."""
        return not self.metrics


def read_versus(team: Team, first: str, second: str | None, window: Window) -> VersusFacts:
    """Compute both sides; on the store's thread."""
    now = team.clock.now()
    view, start, end, last = view_of(team, window)
    wanted = [first, *([second] if second else [])]
    report = agent_figures(view, start, end, now, agents=wanted, sources=False)
    found = {agent.id: agent for agent in report.agents}
    sides = [found.get(one) or _nothing(view.agents, one) for one in wanted]
    having = {name for side in sides for name, one in side.metrics.items() if says_something(one)}
    return VersusFacts(
        start=start,
        end=end,
        now_day=today(view, now),
        last_day=last,
        first=sides[0],
        second=sides[1] if second else None,
        metrics=ordered(view, having),
        agents=view.agents,
        settings=view.settings,
    )


def _nothing(agents: Mapping[str, Agent], one: str) -> AgentFigures:
    agent = agents.get(one)
    return AgentFigures(one, agent.name if agent else "", agent.group if agent else None, 0)
