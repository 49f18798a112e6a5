"""How far a value is from an agent's own usual, in the agent's own usual swings.

The swing of a day is 1.4826 times the median distance of the days before from their median, which
is the standard deviation where days are drawn from a bell curve (Hampel 1974, J. Am. Stat. Assoc.
69: 383-393): a promotion, or a week of trouble, among the days hardly changes it. That of a mean
of k days is a k-th root of it. It is taken as at least 1 point of a rate and 5 % of anything else
(ours), so that someone whose days are all alike is not named for nothing; a rate's is never less
than what chance alone does to a rate of as many.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from math import fsum, sqrt

import msgspec

from store.figures.compare import median
from store.figures.pool import Values
from store.figures.series import series_of
from store.records.metric import Metric

_LEAST_RATE = 0.01
_LEAST_SHARE = 0.05
_TO_DEVIATION = 1.4826


class Swing(msgspec.Struct, frozen=True):
    """An agent's usual day of a metric."""

    usual: float
    """Pooled over the days; a sum's is its mean day."""
    middle: float
    """The median day, which a promotion among the days does not move."""
    spread: float
    """How far days usually are from it."""
    floor: float
    """What a swing is at least; above zero."""
    days: int
    is_rate: bool = False
    under: float | None = None
    """What stands under the usual of a rate."""

    @property
    def swing(self) -> float:
        """The swing of one day, above zero."""
        return max(self.spread, self.floor)

    def of(self, days: int, value: float = 0.0, n: float | None = None) -> float:
        """Return the swing of a mean of so many days; of a rate `value` with `n` under it."""
        swing = max(self.spread / sqrt(days), self.floor)
        if not self.is_rate or not n:
            return swing
        return max(swing, chance(self.usual, self.under or n, value, n))

    def gap(self, value: float) -> float:
        """Return how far a day is from usual: from the pooled usual or the median day, whichever is
        nearer; zero between them."""
        return nearest(value - self.usual, value - self.middle)


def chance(one: float, under: float, other: float, n: float) -> float:
    """Return the standard deviation that chance alone gives the difference of two rates."""
    both = (one * under + other * n) / (under + n)
    return sqrt(max(0.0, both * (1 - both)) * (1 / n + 1 / under))


def nearest(*gaps: float) -> float:
    """Return the gap nearest to zero; zero where some are above it and some below."""
    low, high = min(gaps), max(gaps)
    return max(low, 0.0) or min(high, 0.0)


def swing_of(metric: Metric, usual: float | None, values: Values, least: int) -> Swing | None:
    """Return the usual day; `usual` is the pooled value of the days.

    None with fewer than `least` days that have the metric, or where the usual is zero.
    """
    series = series_of(metric, values)
    pooled, under = series.pooled(slice(0, len(series.days)))
    if metric.pooling != "sum":
        pooled = usual
    return swing_of_days(metric, series.values, pooled, under, least)


def swing_of_days(
    metric: Metric,
    values: Sequence[float],
    usual: float | None,
    under: float | None,
    least: int,
    *,
    counted: bool = True,
) -> Swing | None:
    """Return the usual day of some days; `usual` is their pooled value, `under` what it stands on.

    None where there are fewer than `least` days, or all are zero. Where it is not known of how
    many a rate is (`counted`), chance can't be told from it: the swing is then at least the
    standard deviation, which the rare bad days of few raters make larger than the median distance.
    """
    if usual is None or len(values) < max(2, least):
        return None
    middle = median(values)
    spread = _TO_DEVIATION * median([abs(value - middle) for value in values])
    if not counted:
        squares = fsum((value - usual) ** 2 for value in values)
        spread = max(spread, sqrt(squares / (len(values) - 1)))
    floor = least_swing(metric, usual)
    if max(spread, floor) <= 0:
        return None
    is_rate = counted and metric.unit == "rate"
    return Swing(usual, middle, spread, floor, len(values), is_rate, under)


def least_swing(metric: Metric, usual: float) -> float:
    """Return what a swing around a usual is at least."""
    return _LEAST_RATE if metric.unit == "rate" else abs(usual) * _LEAST_SHARE


def daily(metric: Metric, values: Values) -> Mapping[date, float]:
    """Return each day's own pooled value; a day that lacks a weight it needs is left out."""
    series = series_of(metric, values)
    return dict(zip(series.days, series.values, strict=True))
