"""What Agents asks: everybody's figures of a window, beside what they are read against."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from store.figures.agents import agent_figures
from store.figures.results import AgentsReport, Compared
from store.figures.strip import SIZES, strip_metrics
from store.figures.view import View, today
from store.records.metric import METRICS
from store.records.people import Agent
from store.records.setting_values import resolve
from store.records.settings import Settings
from store.team import Team
from store.views import recent_view, window_view

SPANS = (1, 7, 28)
"""Days that a window can have."""
_MANY = 120
"""Agents from which the main measures are asked first and the others after them (ours)."""


class Window(msgspec.Struct, frozen=True):
    """Which days a lead looks at."""

    days: int = 7
    end: date | None = None
    """Last day; None is the newest day with data."""


class AgentsFacts(msgspec.Struct, frozen=True):
    """Everything Agents shows."""

    start: date
    end: date
    """The window, both days inclusive."""
    now_day: date
    last_day: date | None
    """Newest day with data; None where there is none, or only periods of several days."""
    report: AgentsReport
    metrics: tuple[str, ...]
    """What somebody has: size first, then the main measures, then speed, then the rest."""
    whole: bool
    """False: only the main measures were asked for, the others are to come."""
    agents: Mapping[str, Agent]
    """By id."""
    settings: Settings

    @property
    def empty(self) -> bool:
        """Whether the window has no figure at all."""
        return not self.metrics


def read_agents(team: Team, window: Window, *, whole: bool = False) -> AgentsFacts:
    """Compute the figures of a window; on the store's thread.

    For a large team only the main measures, unless the whole is asked for.
    """
    now = team.clock.now()
    view, start, end, last = view_of(team, window)
    whole = whole or len(view.agents) <= _MANY
    report = agent_figures(
        view, start, end, now, metrics=None if whole else _main(view), sources=False
    )
    having = {metric for agent in report.agents for metric in agent.metrics} | set(report.team)
    return AgentsFacts(
        start=start,
        end=end,
        now_day=today(view, now),
        last_day=last,
        report=report,
        metrics=ordered(view, having),
        whole=whole,
        agents=view.agents,
        settings=view.settings,
    )


def view_of(team: Team, window: Window, *, back: int = 0) -> tuple[View, date, date, date | None]:
    """Return what a window's figures need, its first and last day, and the newest day with data.

    `back` is how many days before its last are needed at least. A team that has only periods of
    several days is shown its newest period.
    """
    now = team.clock.now()
    day = today(View(settings=resolve(team.setting_values())), now)
    last = team.last_day("agent_days", upto=day)
    end = window.end or last
    if end is None:
        view, start, end = recent_view(team, now)
        return view, start, end, None
    start = end - timedelta(days=window.days - 1)
    first = min(start, end - timedelta(days=back))
    return window_view(team, first, end), start, end, last


def ordered(view: View, having: Iterable[str]) -> tuple[str, ...]:
    """Return metrics in the order that a lead reads them: size, results, speed, then the rest."""
    there = set(having)
    groups = [metric for several in view.settings.group_measures.values() for metric in several]
    wanted = [*strip_metrics(view, there, len(METRICS)), *groups, *METRICS]
    return tuple(metric for metric in dict.fromkeys(wanted) if metric in there)


def says_something(one: Compared) -> bool:
    """Whether an agent has a number of a metric, or a reason why there is none."""
    figure = one.figure
    return figure.value is not None or figure.provisional or figure.why_none != "no_data"


def _main(view: View) -> set[str]:
    groups = {metric for several in view.settings.group_measures.values() for metric in several}
    return {*SIZES, *strip_metrics(view, METRICS, len(METRICS)), *groups}
