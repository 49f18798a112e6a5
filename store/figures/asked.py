"""One figure with all its sources: what "why this number" reads."""

from collections.abc import Sequence
from datetime import date, datetime

from store.figures.cells import Cells
from store.figures.choose import Ruling
from store.figures.pool import pool, values_of
from store.figures.resolve import Gathered, Gathering
from store.figures.view import View, today
from store.records.figure import Figure
from store.records.metric import METRICS


def asked_figure(
    view: View,
    metric: str,
    start: date,
    end: date,
    now: datetime,
    *,
    agent: str | None = None,
    group: str | None = None,
    platform: str | None = None,
) -> Figure:
    """Return one figure of a window, both days inclusive, with its sources and other values.

    Of an agent, else of a group, else of the team with its shared accounts; of one platform where
    it is named. The same as every table shows; `why_none` says so where there is no number.
    """
    last = today(view, now)
    here = Gathering(view, last).window(start, end)
    parties = _parties(view, here, agent, group)
    if platform is not None:
        parties = [cells.only(platform) for cells in parties]
    ruling = Ruling(view, last)
    values = [values_of(cells, METRICS[metric], ruling) for cells in parties]
    return pool(METRICS[metric], values, start, end, ruling, sources=True)


def _parties(view: View, here: Gathered, agent: str | None, group: str | None) -> Sequence[Cells]:
    if agent is not None:
        return [here.people[agent]] if agent in here.people else []
    if group is not None:
        return [cells for who, cells in here.people.items() if view.agents[who].group == group]
    return here.team()
