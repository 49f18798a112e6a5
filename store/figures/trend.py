"""One agent's metric day by day, beside the usual day and the colleagues' band of each day."""

from datetime import date, datetime, timedelta

import msgspec

from store.figures.cells import Cells
from store.figures.choose import Ruling
from store.figures.compare import Usual
from store.figures.pool import Values, values_of
from store.figures.provisional import is_provisional
from store.figures.resolve import Gathering
from store.figures.spread import quantile
from store.figures.swing import daily
from store.figures.usual_day import usual_day
from store.figures.view import View, today
from store.records.metric import METRICS, Metric

DAYS = 70
"""Days of a trend: ten weeks."""
_LEAST_BAND = 3
"""Agents with a value on a day from which the day has a band (ours)."""


class TrendPoint(msgspec.Struct, frozen=True):
    """One day of a trend."""

    day: date
    value: float | None = None
    """None: there is no such number."""
    early: bool = False
    """It may still change."""
    low: float | None = None
    high: float | None = None
    """A quarter of the colleagues are below, a quarter above."""


class Trend(msgspec.Struct, frozen=True):
    """A metric over weeks, all in the metric's unit."""

    metric: str
    points: tuple[TrendPoint, ...]
    """Every day from the first to the last, oldest first."""
    usual: float | None = None
    """The usual day before the window; None under the least worked days."""
    platform: str | None = None
    """The platform that the points are of, where the metric is never pooled over platforms and the
    agent worked on several: the one with the most days."""


def agent_trend(
    view: View, agent: str, metric: str, start: date, end: date, *, now: datetime, days: int = DAYS
) -> Trend:
    """Return the days up to `end`; the usual is that before `start`, the first day of the window.

    The band is of the colleagues: agents of the same group with rows on the same platforms, as for
    the team median. The view must reach back `days`.
    """
    described, last = METRICS[metric], today(view, now)
    gathering, ruling = Gathering(view, last), Ruling(view, last)
    first = end - timedelta(days=days - 1)
    people = gathering.window(first, end, periods=False).people
    mine = values_of(people.get(agent, Cells()), described, ruling)
    platform = None if described.across_platforms else _most(mine)
    if platform is not None:
        people = {who: cells.only(platform) for who, cells in people.items()}
        mine = values_of(people.get(agent, Cells()), described, ruling)
    values = daily(described, mine)
    early = _early(mine, described, last)
    bands = _bands(view, agent, people, described, ruling)
    every = [first + timedelta(days=n) for n in range(days)]
    before, only = Usual(gathering, start, ruling), {platform} if platform else None
    usual = usual_day(before, agent, described, ruling, only)
    return Trend(
        metric,
        tuple(
            TrendPoint(day, values.get(day), day in early, *bands.get(day, (None, None)))
            for day in every
        ),
        usual.usual if usual else None,
        platform,
    )


def _most(values: Values) -> str | None:
    """Return the platform with the most days, where there are several."""
    days: dict[str, int] = {}
    for part in values.parts:
        platform = part.block.shape.platform
        days[platform] = days.get(platform, 0) + part.size()
    return max(days, key=lambda one: (days[one], one)) if len(days) > 1 else None


def _early(values: Values, metric: Metric, last: date) -> set[date]:
    if not values.provisional:
        return set()
    return {
        part.block.days()[i]
        for part in values.parts
        for i in part.positions()
        if is_provisional(part.block, i, metric, last)
    }


def _bands(
    view: View, agent: str, people: dict[str, Cells], metric: Metric, ruling: Ruling
) -> dict[date, tuple[float, float]]:
    """Return the quarters of each day among the agent and the colleagues."""
    group, here = view.agents[agent].group, people.get(agent, Cells()).platforms()
    by_day: dict[date, list[float]] = {}
    for who, cells in people.items():
        if view.agents[who].group != group or cells.platforms() != here:
            continue
        for day, value in daily(metric, values_of(cells, metric, ruling)).items():
            by_day.setdefault(day, []).append(value)
    return {
        day: (quantile(several, 0.25), quantile(several, 0.75))
        for day, several in by_day.items()
        if len(several) >= _LEAST_BAND
    }
