"""The team's day in a few numbers: each beside the team's own usual, with the days before it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from math import fsum

import msgspec

from store.figures.choose import Ruling
from store.figures.pool import Values, pool, values_of
from store.figures.resolve import Gathering
from store.figures.view import View, today
from store.records.figure import Figure
from store.records.metric import METRICS, Metric

SIZES = ("received", "served", "consulted", "contacts")
"""How much a team did, by the first of these that it has."""
_SPEED = ("first_response_s", "avg_response_s", "avg_handle_s", "resolution_s")


class Tile(msgspec.Struct, frozen=True):
    """One number of the team's day."""

    figure: Figure
    """The day's, without sources."""
    usual: float | None
    """The team's pooled days before it; a sum's is that of a day. None under the least days."""
    trend: tuple[tuple[date, float | None], ...]
    """The days up to this one, oldest first; None where nothing stands under a number."""


def strip_metrics(view: View, having: Iterable[str], most: int) -> tuple[str, ...]:
    """Return which metrics a team's strip shows: its size, its main measures, then its speed."""
    there = set(having)
    size = next((metric for metric in SIZES if metric in there), None)
    wanted = [*([size] if size else []), *view.settings.main_measures, *_SPEED]
    return tuple(metric for metric in dict.fromkeys(wanted) if metric in there)[:most]


def team_strip(
    view: View, day: date, now: datetime, *, most: int = 6, back: int = 14
) -> tuple[Tile, ...]:
    """Return the team's numbers of a day; the view must reach back `own_usual_days`.

    `most` limits the numbers, `back` is how many days a trend has, the day itself the last.
    """
    last = today(view, now)
    gathering, ruling = Gathering(view, last), Ruling(view, last)
    here = gathering.window(day, day).team()
    start = day - timedelta(days=view.settings.own_usual_days)
    before = gathering.window(start, day - timedelta(days=1), periods=False).team()
    having = {metric for cells in here for block in cells.blocks for metric in block.shape.at}
    days = [day - timedelta(days=n) for n in range(back - 1, -1, -1)]
    tiles = []
    for name in strip_metrics(view, having, most):
        metric = METRICS[name]
        today_values = [values_of(cells, metric, ruling) for cells in here]
        earlier = [values_of(cells, metric, ruling) for cells in before]
        figure = pool(metric, today_values, day, day, ruling)
        usual = pool(metric, earlier, start, day - timedelta(days=1), ruling).value
        worked = {one for values in earlier for one in values.dates()}
        if len(worked) < view.settings.own_usual_min_days:
            usual = None
        elif usual is not None and metric.pooling == "sum":
            usual /= len(worked)
        daily = _daily(metric, [*earlier, *today_values])
        tiles.append(Tile(figure, usual, tuple((one, daily.get(one)) for one in days)))
    return tuple(tiles)


def _daily(metric: Metric, parties: Sequence[Values]) -> dict[date, float]:
    """Return a metric's value of each day, pooled over parties as `pool` does; days of platforms
    that may not be pooled, or without a weight, have none."""
    found: dict[date, list[tuple[float, float | None, str]]] = {}
    for party in parties:
        weights = iter(party.weights or [None] * len(party.values))
        for part in party.parts:
            platform = part.block.shape.platform
            for one, value in zip(part.days(), part.values(metric.id), strict=True):
                if value is not None:
                    found.setdefault(one, []).append((value, next(weights), platform))
    days = {}
    for one, cells in found.items():
        value = _of_day(metric, cells)
        if value is not None:
            days[one] = value
    return days


def _of_day(metric: Metric, cells: list[tuple[float, float | None, str]]) -> float | None:
    if not metric.across_platforms and len({platform for _, _, platform in cells}) > 1:
        return None
    values = [value for value, _, _ in cells]
    if metric.pooling == "sum":
        return fsum(values)
    if metric.pooling == "max":
        return max(values)
    if metric.unweighted_day:
        return fsum(values) / len(values)
    known = [(value, weight) for value, weight, _ in cells if weight is not None]
    total = fsum(weight for _, weight in known)
    if len(known) < len(cells) or total <= 0:
        return values[0] if len(values) == 1 else None
    return fsum(value * weight for value, weight in known) / total
