"""An agent's usual day of a metric before a window: its value and how far days swing around it."""

from store.figures.choose import Ruling
from store.figures.compare import Usual
from store.figures.pool import pool, values_of
from store.figures.swing import Swing, swing_of
from store.records.metric import Metric


def usual_day(
    usual: Usual, agent: str, metric: Metric, ruling: Ruling, platforms: set[str] | None
) -> Swing | None:
    """Return the usual day on some platforms, on all with None; None under the least days."""
    cells = usual.cells(agent, platforms)
    if cells is None:
        return None
    values = values_of(cells, metric, ruling)
    pooled = pool(metric, [values], usual.start, usual.end, ruling).value
    return swing_of(metric, pooled, values, ruling.settings.own_usual_min_days)
