"""What changed since last week: an agent's largest moves, in usual daily swings."""

from datetime import date, datetime, timedelta

import msgspec

from store.figures.cells import Cells
from store.figures.choose import Ruling
from store.figures.compare import Usual
from store.figures.pool import Values, pool, values_of
from store.figures.resolve import Gathering
from store.figures.strip import SIZES
from store.figures.usual_day import usual_day
from store.figures.view import View, today
from store.records.figure import Figure
from store.records.metric import METRICS, Metric

WEEK = timedelta(days=7)
_LEAST = 0.5
"""Swings under which a change is no move (ours)."""
_COUNTS = frozenset({"unanswered"})
"""Counts that are read as they stand; others only follow how much came in."""


class Move(msgspec.Struct, frozen=True):
    """A metric that is another one than a week before, in its unit; a sum's values are of a day."""

    metric: str
    before: float
    now: float
    distance: float
    """In usual daily swings, above zero where the value has risen."""
    good: bool | None
    """Whether that is the good way; None where neither is."""


def week_moves(
    view: View, agent: str, end: date, now: datetime, *, most: int = 3
) -> tuple[Move, ...]:
    """Return what moved most between the week up to `end` and the week before it.

    Measures of size, results, speed and quality count; values that may still change, and rates of
    too few, do not. The view must reach back `own_usual_days` before those two weeks' second.
    """
    last = today(view, now)
    gathering, ruling = Gathering(view, last), Ruling(view, last)
    start = end - WEEK + timedelta(days=1)
    here = gathering.window(start, end, periods=False).people.get(agent, Cells())
    earlier = gathering.window(start - WEEK, end - WEEK, periods=False).people.get(agent, Cells())
    usual = Usual(gathering, start, ruling)
    found: list[Move] = []
    for metric in _read(here):
        values = [values_of(cells, metric, ruling) for cells in (earlier, here)]
        figures = [pool(metric, [one], start, end, ruling) for one in values]
        if any(figure.value is None or figure.provisional or figure.few for figure in figures):
            continue
        before, after = (
            _of_day(metric, figure, one) for figure, one in zip(figures, values, strict=True)
        )
        platforms = None if metric.across_platforms else values[1].platforms()
        swing = usual_day(usual, agent, metric, ruling, platforms)
        if swing is not None and abs(after - before) >= _LEAST * swing.swing:
            good = None
            if metric.better != "neither":
                good = (after > before) == (metric.better == "higher")
            found.append(Move(metric.id, before, after, (after - before) / swing.swing, good))
    found.sort(key=lambda move: (-abs(move.distance), move.metric))
    return tuple(found[:most])


def values_before(
    view: View, agent: str, start: date, end: date, now: datetime
) -> tuple[dict[str, Figure], int]:
    """Return an agent's figures of the window before, and how far back that is in days.

    A window of up to a week is set beside the same weekdays a week earlier, a longer one beside as
    many days before it.
    """
    last = today(view, now)
    gathering, ruling = Gathering(view, last), Ruling(view, last)
    back = max(WEEK, end - start + timedelta(days=1))
    first, until = start - back, end - back
    cells = gathering.window(first, until, periods=False).people.get(agent, Cells())
    here = gathering.window(start, end).people.get(agent, Cells())
    found: dict[str, Figure] = {}
    for metric in METRICS.values():
        values = values_of(cells, metric, ruling)
        if not values.values:
            continue
        figure = pool(metric, [values], first, until, ruling)
        if metric.pooling == "sum" and figure.value is not None:
            days = len(values_of(here, metric, ruling).dates())
            scaled = figure.value * days / len(values.dates())
            figure = msgspec.structs.replace(figure, value=scaled)
        found[metric.id] = figure
    return found, back.days


def _read(cells: Cells) -> list[Metric]:
    """Return the metrics of some cells that can move."""
    there = {metric for block in cells.blocks for metric in block.shape.at}
    size = next((name for name in SIZES if name in there), None)
    return [
        metric
        for metric in METRICS.values()
        if metric.id in there
        and (
            metric.id == size
            or metric.id in _COUNTS
            or (metric.better != "neither" and metric.unit != "count")
        )
    ]


def _of_day(metric: Metric, figure: Figure, values: Values) -> float:
    assert figure.value is not None
    if metric.pooling != "sum":
        return figure.value
    return figure.value / max(1, len(values.dates()))
