"""How evenly a team's output is spread: one agent far ahead of the rest carries a risk."""

from collections.abc import Iterable, Sequence
from math import ceil, fsum

import msgspec

from store.figures.results import AgentFigures

_LEAST = 5
"""Agents below which a spread says nothing (ours)."""
_TOP = 0.2


class Spread(msgspec.Struct, frozen=True):
    """The spread of one summed metric over agents."""

    metric: str
    agents: int
    p10: float
    """Output of a worked day that a tenth of the agents stay under."""
    p90: float
    ratio: float | None
    """P90 / P10; None where P10 is zero."""
    top_share: float | None
    """Part of the whole that the top fifth of the agents did, 0-1; None where the whole is zero."""
    top: int
    """How many agents that fifth is, rounded up."""


def spread(agents: Iterable[AgentFigures], metric: str) -> Spread | None:
    """Return the spread of a metric that adds up (sales, received); None under five agents.

    Output is by worked day, so that days off are no spread; the share of work is of the totals.
    """
    totals: list[float] = []
    by_day: list[float] = []
    for agent in agents:
        compared = agent.metrics.get(metric)
        if compared is None or compared.figure.value is None or not agent.days:
            continue
        totals.append(compared.figure.value)
        by_day.append(compared.figure.value / agent.days)
    if len(totals) < _LEAST:
        return None
    low, high = quantile(by_day, 0.1), quantile(by_day, 0.9)
    top = ceil(len(totals) * _TOP)
    whole = fsum(totals)
    share = fsum(sorted(totals)[-top:]) / whole if whole > 0 else None
    return Spread(metric, len(totals), low, high, high / low if low > 0 else None, share, top)


def quantile(values: Sequence[float], share: float) -> float:
    """Return a quantile by straight lines between the ordered values; raises IndexError on none.

    Hyndman & Fan 1996, Am. Statistician 50: 361-365, definition 7.
    """
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
