"""Pooling cells into one figure: sums, weighted means, largest; averages are never averaged."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import fsum
from operator import mul

import msgspec

from store.figures.cells import Cells
from store.figures.choose import Part, Ruling, chosen
from store.figures.origins import others_of, sources_of
from store.figures.provisional import any_provisional
from store.figures.weights import weigh
from store.figures.wilson import wilson
from store.records.figure import Figure, Source
from store.records.metric import Metric

_OF_RATINGS = ("satisfaction", "dissatisfaction")
"""Rates whose fallback weights are not what they are a rate of: no range without ratings."""
_Number = tuple[float | None, float | None, str | None, str | None, tuple[date, ...]]
"""Value, n, weight metric, why there is no value, the days without a weight."""


class Values(msgspec.Struct, frozen=True, eq=False):
    """One party's values of a metric that count."""

    cells: Cells
    parts: list[Part]
    values: list[float]
    weights: list[float | None]
    """Beside `values`; empty for a metric without weights."""
    weight: str | None
    """Weight metric, or `mixed`."""
    provisional: bool

    def platforms(self) -> set[str]:
        """Return the platforms that the values are of."""
        return {part.block.shape.platform for part in self.parts}

    def dates(self) -> set[date]:
        """Return the days that there is a value of; a period has all of its days."""
        found: set[date] = set()
        for part in self.parts:
            if not part.block.shape.period:
                found.update(part.days())
                continue
            for i in part.positions():
                sheet = part.block.entries[i][0]
                span = (sheet.end - sheet.start).days + 1
                found.update(sheet.start + timedelta(days=n) for n in range(span))
        return found


def values_of(cells: Cells, metric: Metric, ruling: Ruling) -> Values:
    """Return a party's values of a metric that count, each with its weight."""
    parts = chosen(cells, metric.id, ruling)
    values = [v for part in parts for v in part.values(metric.id) if v is not None]
    weights: list[float | None] = []
    name: str | None = None
    if metric.weights and parts:
        weights, name = weigh(cells, metric, parts, ruling)
    early = any_provisional(cells, metric, parts, ruling.last)
    return Values(cells, parts, values, weights, name, early)


def pool(
    metric: Metric,
    parties: Sequence[Values],
    start: date,
    end: date,
    ruling: Ruling,
    *,
    sources: bool = False,
) -> Figure:
    """Return the figure of a window from the values of one party or of several.

    A single cell is shown as it is. A mean over several needs every weight; platforms that define
    a rate differently are never pooled. `sources` keeps each cell and what other sources say.
    """
    value, n, weight, why, without = _number(metric, parties)
    settings = ruling.settings
    low = high = None
    few = False
    if metric.unit == "rate" and value is not None and n is not None:
        few = n < settings.few
        if counted(metric, weight) and 0 < n < settings.wilson_below and 0 <= value <= 1:
            low, high = wilson(value, n)
    from_cells: list[Source] = []
    others: list[Source] = []
    if sources:
        for party in parties:
            from_cells += sources_of(party.parts, party.weights, metric, ruling.last)
            others += others_of(party.cells, party.parts, metric, ruling.last)
    return Figure(
        metric=metric.id,
        unit=metric.unit,
        value=value,
        n=n,
        start=start,
        end=end,
        weight=weight,
        provisional=any(party.provisional for party in parties),
        few=few,
        low=low,
        high=high,
        why_none=why,
        days_without_weight=without,
        sources=tuple(sorted(from_cells, key=_by_place)),
        others=tuple(sorted(others, key=_by_place)),
    )


def counted(metric: Metric, weight: str | None) -> bool:
    """Whether what a value was weighed by is what it is a rate of."""
    return weight == "ratings" or metric.id not in _OF_RATINGS


def _by_place(source: Source) -> tuple[date, str, str, str, str, int]:
    return source.day, source.platform, source.shop, source.layout, source.nickname, source.row


def _number(metric: Metric, parties: Sequence[Values]) -> _Number:
    values = [value for party in parties for value in party.values]
    if not values:
        return None, None, None, "no_data", ()
    if not metric.across_platforms:
        platforms = {platform for party in parties for platform in party.platforms()}
        if len(platforms) > 1:
            return None, None, None, "across_platforms", ()
    if metric.pooling == "sum":
        return fsum(values), float(len(values)), None, None, ()
    if metric.pooling == "max":
        return max(values), float(len(values)), None, None, ()
    names = {party.weight for party in parties if party.values and party.weight}
    name = "mixed" if len(names) > 1 else next(iter(names), None)
    weights = [weight for party in parties for weight in party.weights]
    if len(values) == 1:
        return values[0], weights[0] if weights else None, name, None, ()
    if metric.unweighted_day and all(weight is None for weight in weights):
        return _mean_of_days(metric, parties)
    return _weighted(parties, values, weights, name)


def _weighted(
    parties: Sequence[Values], values: list[float], weights: list[float | None], name: str | None
) -> _Number:
    known = [weight for weight in weights if weight is not None]
    total = fsum(known)
    if len(known) == len(values) and total > 0:
        return fsum(map(mul, values, known)) / total, total, name, None, ()
    missing: set[date] = set()
    for party in parties:
        days = [day for part in party.parts for day in part.days()]
        beside = party.weights or [None] * len(days)
        missing.update(
            day
            for day, weight in zip(days, beside, strict=True)
            if weight is None or len(known) == len(values)
        )
    return None, None, None, "no_weight", tuple(sorted(missing))


def _mean_of_days(metric: Metric, parties: Sequence[Values]) -> _Number:
    """Return the mean in which each of a party's days counts once, however many cells it has."""
    by_day: dict[tuple[int, date], list[float]] = {}
    for number, party in enumerate(parties):
        for part in party.parts:
            for day, value in zip(part.days(), part.values(metric.id), strict=True):
                if value is not None:
                    by_day.setdefault((number, day), []).append(value)
    means = [fsum(several) / len(several) for several in by_day.values()]
    return fsum(means) / len(means), float(len(means)), "day", None, ()
