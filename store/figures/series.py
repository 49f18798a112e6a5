"""One agent's metric day by day, so that any run of days can be read and pooled again."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from math import fsum
from operator import mul

import msgspec

from store.figures.pool import Values
from store.records.metric import Metric

_Cell = tuple[date, float, float | None]
"""Day, value, weight."""


class Series(msgspec.Struct, frozen=True, eq=False):
    """The days that have a value, oldest first."""

    metric: Metric
    days: list[date]
    values: list[float]
    """Each day's own value, pooled over its cells."""
    weights: list[float | None]
    """What stands under it; None for sums, and where nothing is known to."""
    parts: list[float] | None
    """Value times weight; None where any weight is missing."""

    def at(self, start: date, end: date) -> slice:
        """Return where the days of a span, both inclusive, stand."""
        return slice(bisect_left(self.days, start), bisect_right(self.days, end))

    def pooled(self, at: slice) -> tuple[float | None, float | None]:
        """Return the value of some days together, and what stands under it.

        A sum's is its mean day; a mean's is None where a day lacks its weight.
        """
        metric, count = self.metric, at.stop - at.start
        if count <= 0:
            return None, None
        if metric.pooling == "sum":
            return fsum(self.values[at]) / count, None
        if metric.pooling == "max":
            return max(self.values[at]), None
        weights = self.weights[at]
        if count == 1:
            return self.values[at.start], weights[0]
        known = [weight for weight in weights if weight is not None]
        if not known and metric.unweighted_day:
            return fsum(self.values[at]) / count, float(count)
        total = fsum(known)
        if len(known) < count or total <= 0:
            return None, None
        parts = self.parts[at] if self.parts else map(mul, self.values[at], known)
        return fsum(parts) / total, total

    def without(self, days: set[date]) -> "Series":
        """Return the other days."""
        kept = [i for i, day in enumerate(self.days) if day not in days]
        return series(self.metric, [(self.days[i], self.values[i], self.weights[i]) for i in kept])


def series(metric: Metric, cells: Sequence[_Cell]) -> Series:
    """Return the series of days in order."""
    values = [value for _, value, _ in cells]
    weights = [weight for _, _, weight in cells]
    parts = _parts(metric, values, weights)
    return Series(metric, [day for day, _, _ in cells], values, weights, parts)


def _parts(
    metric: Metric, values: Sequence[float], weights: Sequence[float | None]
) -> list[float] | None:
    """Return value times weight; None where any weight is missing."""
    if not metric.weights or None in weights:
        return None
    return [
        value * weight for value, weight in zip(values, weights, strict=True) if weight is not None
    ]


def series_of(metric: Metric, values: Values, platform: str | None = None) -> Series:
    """Return the days of a party's values, of one platform alone where it is named.

    A day with several cells is pooled as `pool` does; it is left out where they lack a weight.
    """
    weights = values.weights or [None] * len(values.values)
    days = [day for part in values.parts for day in part.days()]
    if platform is None and len(values.parts) == 1 and len(set(days)) == len(days):
        if days == sorted(days):
            return Series(
                metric, days, values.values, weights, _parts(metric, values.values, weights)
            )
        return series(metric, sorted(zip(days, values.values, weights, strict=True)))
    cells: Iterable[_Cell] = zip(days, values.values, weights, strict=True)
    if platform is not None:
        of = (part.block.shape.platform for part in values.parts for _ in part.positions())
        cells = [cell for cell, one in zip(cells, of, strict=True) if one == platform]
    return series(metric, _by_day(metric, cells))


def _by_day(metric: Metric, cells: Iterable[_Cell]) -> list[_Cell]:
    """Return one cell a day, in order."""
    days: dict[date, list[_Cell]] = {}
    for cell in cells:
        days.setdefault(cell[0], []).append(cell)
    found = []
    for day in sorted(days):
        several = days[day]
        if len(several) > 1:
            value, weight = _of_day(metric, [(value, weight) for _, value, weight in several])
            if value is None:
                continue
            several = [(day, value, weight)]
        found.append(several[0])
    return found


def _of_day(
    metric: Metric, cells: list[tuple[float, float | None]]
) -> tuple[float | None, float | None]:
    """Return the value and the weight of a day's several cells."""
    if metric.pooling == "sum":
        return fsum(value for value, _ in cells), None
    if metric.pooling == "max":
        return max(value for value, _ in cells), None
    known = [weight for _, weight in cells if weight is not None]
    if not known and metric.unweighted_day:
        return fsum(value for value, _ in cells) / len(cells), None
    total = fsum(known)
    if len(known) < len(cells) or total <= 0:
        return None, None
    return fsum(value * (weight or 0.0) for value, weight in cells) / total, total
