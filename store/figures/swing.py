"""How far a day is from an agent's own usual, in the agent's own usual daily swings.

A swing is the standard deviation of the days before. It is taken as at least 1 point of a rate and
5 % of anything else (ours), so that someone whose days are all alike is not named for nothing; a
rate's is never less than what chance alone does to a rate of as many.
"""

from collections.abc import Mapping
from datetime import date
from math import fsum, sqrt

import msgspec

from store.figures.pool import Values
from store.records.metric import Metric

_LEAST_RATE = 0.01
_LEAST_SHARE = 0.05


class Swing(msgspec.Struct, frozen=True):
    """An agent's usual day of a metric."""

    usual: float
    """Pooled over the days; a sum's is its mean day."""
    swing: float
    """Standard deviation of the days, above zero."""
    days: int
    is_rate: bool = False

    def distance(self, value: float, n: float | None = None) -> float:
        """Return how many swings a day's value is above the usual (below zero: under it).

        `n` is what stands under the day's rate.
        """
        swing = self.swing
        if self.is_rate and n:
            swing = max(swing, sqrt(max(0.0, self.usual * (1 - self.usual)) / n))
        return (value - self.usual) / swing


def swing_of(metric: Metric, usual: float | None, values: Values, least: int) -> Swing | None:
    """Return the usual day; `usual` is the pooled value of the days.

    None with fewer than `least` days that have the metric, or where the usual is zero.
    """
    days = daily(metric, values)
    if usual is None or len(days) < max(2, least):
        return None
    if metric.pooling == "sum":
        usual = fsum(days.values()) / len(days)
    spread = sqrt(fsum((value - usual) ** 2 for value in days.values()) / (len(days) - 1))
    floor = _LEAST_RATE if metric.unit == "rate" else abs(usual) * _LEAST_SHARE
    swing = max(spread, floor)
    return Swing(usual, swing, len(days), metric.unit == "rate") if swing > 0 else None


def daily(metric: Metric, values: Values) -> Mapping[date, float]:
    """Return each day's own pooled value; a day that lacks a weight it needs is left out."""
    days = [day for part in values.parts for day in part.days()]
    if len(set(days)) == len(days):
        return dict(zip(days, values.values, strict=True))
    weights = values.weights or [None] * len(days)
    cells: dict[date, list[tuple[float, float | None]]] = {}
    for day, value, weight in zip(days, values.values, weights, strict=True):
        cells.setdefault(day, []).append((value, weight))
    found: dict[date, float] = {}
    for day, several in cells.items():
        pooled = _of_day(metric, several)
        if pooled is not None:
            found[day] = pooled
    return found


def _of_day(metric: Metric, several: list[tuple[float, float | None]]) -> float | None:
    if metric.pooling == "sum":
        return fsum(value for value, _ in several)
    if metric.pooling == "max":
        return max(value for value, _ in several)
    if len(several) == 1:
        return several[0][0]
    total = fsum(weight or 0.0 for _, weight in several)
    if total <= 0 or any(weight is None for _, weight in several):
        return None
    return fsum(value * (weight or 0.0) for value, weight in several) / total
