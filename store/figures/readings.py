"""An agent's measure of a day, or of the last days, beside the agent's own usual."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import sqrt
from typing import Literal

import msgspec

from store.figures.compare import median
from store.figures.series import Series
from store.figures.swing import chance, least_swing, nearest, swing_of_days
from store.records.metric import Metric
from store.records.settings import Settings

_LEAST_DAYS = 3
"""Worked days that several days need before they say anything (ours)."""
_LEAST_COUNT = 10
"""Buyers, or whatever a sum is of, under which it says nothing of one agent (ours)."""
_MOST = {"day": 1.0, "days": 2.0}
"""How often its own distance from usual a reading may count beside others (ours): a promotion
among the usual days of everybody makes a fade look small, but no day is compared so closely."""


class Span(msgspec.Struct, frozen=True):
    """The days that are read together, and the usual days before them."""

    kind: Literal["day", "days"]
    since: date
    until: date
    usual_since: date
    gap: float
    """From how many swings on somebody is named for it."""

    @property
    def usual_until(self) -> date:
        """The last of the usual days."""
        return self.since - timedelta(days=1)

    @property
    def least_days(self) -> int:
        """How many worked days it needs."""
        return 1 if self.kind == "day" else min(_LEAST_DAYS, (self.until - self.since).days + 1)


def spans(metric: Metric, day: date, last: date, settings: Settings) -> tuple[Span, ...]:
    """Return what is read of a metric when the brief speaks of `day` on the day `last`.

    Today is not over: a sum is not read of it, and the last days end before it. A metric that is
    final only some days later is read up to the last day that is.
    """
    usual = settings.own_usual_days
    over = min(day, last - timedelta(days=max(1, metric.delay_days)))
    since = over - timedelta(days=settings.brief_days - 1)
    several = Span("days", since, over, since - timedelta(days=usual), settings.brief_days_gap)
    if metric.pooling == "sum" and day >= last:
        return (several,)
    return (Span("day", day, day, day - timedelta(days=usual), settings.brief_gap), several)


class Reading(msgspec.Struct, frozen=True, eq=False):
    """What an agent did of a metric in a span, and how far that is from usual."""

    who: str
    metric: Metric
    span: Span
    value: float
    """A sum's is that of a worked day."""
    usual: float
    """The same of the days before."""
    n: float | None
    days: int
    """Worked days of the span."""
    typical: float = 0.0
    """Distance from the median of the usual days, which a promotion among them does not move; over
    several days it counts only as far as their own median day agrees, so that one day does not
    stand for a week. Zero where value and usual are too near for it to be worked out."""
    swing: float = 0.0
    """The swing of as many days, in the metric's unit; zero likewise."""
    daily: float = 0.0
    """The swing of one day, likewise."""

    @property
    def distance(self) -> float:
        """Distance from usual, in swings of as many days."""
        return nearest(self.typical, self._plain)

    @property
    def _plain(self) -> float:
        return (self.value - self.usual) / self.swing if self.swing else 0.0

    @property
    def change(self) -> float:
        """Difference from usual: of a rate in points, of anything else as a part of it."""
        return (self.value - self.usual) / self.scale

    @property
    def scale(self) -> float:
        """What a change is measured in."""
        return 1.0 if self.metric.unit == "rate" else self.usual

    @property
    def good(self) -> bool:
        """Whether it is on the better side; where neither is better, more is."""
        return (self.value > self.usual) == (self.metric.better != "lower")

    @property
    def most(self) -> float:
        """The largest distance that `beside` can give."""
        return nearest(self.typical, _MOST[self.span.kind] * self._plain)

    def beside(self, change: float) -> float:
        """Return the distance less what others changed by, never on the other side of the usual.

        It is at most the distance from the usual itself, over several days at most twice that.
        """
        if not self.swing:
            return 0.0
        less = (self.change - change) * self.scale / self.swing
        return nearest(less, self.most)

    def at_least(self, swing: float) -> "Reading":
        """Return the reading with a swing that is at least so large."""
        if not self.swing or swing <= self.swing:
            return self
        typical = self.typical * self.swing / swing
        return msgspec.structs.replace(self, typical=typical, swing=swing)


def read(
    who: str,
    series: Series,
    span: Span,
    settings: Settings,
    *,
    early: set[date],
    near: float,
    counted: bool = True,
) -> Reading | None:
    """Return an agent's reading; None where there is too little to read.

    `early` are days that may still change: they are left out. Nearer to usual than `near` swings
    the distance is not worked out. `counted`: what the value is weighed by is what it is a rate
    of; one day of a rate of nobody knows how many is not read.
    """
    if not counted and span.kind == "day":
        return None
    if early:
        series = series.without(early)
    at = series.at(span.since, span.until)
    days = at.stop - at.start
    if days < span.least_days:
        return None
    metric = series.metric
    value, n = series.pooled(at)
    weighed = metric.pooling == "mean" and bool(metric.weights)
    if value is None or (weighed and (n is None or n < settings.few)):
        return None
    before = series.at(span.usual_since, span.usual_until)
    least = settings.own_usual_min_days
    if before.stop - before.start < least:
        return None
    usual, under = series.pooled(before)
    if not usual:
        return None
    known = Reading(who, metric, span, value, usual, n, days)
    least_size = least_swing(metric, usual)
    if metric.unit == "rate" and counted and n:
        least_size = max(least_size, chance(usual, under or n, value, n))
    if abs(value - usual) * _MOST[span.kind] < near * least_size:
        return known
    swing = swing_of_days(metric, series.values[before], usual, under, least, counted=counted)
    if swing is None:
        return None
    size = swing.of(days, value, n)
    typical = _from_middle(known, series.values[at], swing.middle) / size
    return msgspec.structs.replace(known, typical=typical, swing=size, daily=swing.swing)


def _from_middle(reading: Reading, values: Sequence[float], middle: float) -> float:
    """Return how far a reading is from the middle; several days also by their median day."""
    apart = [reading.value - middle]
    if reading.span.kind == "days":
        apart.append(median(values) - middle)
    return nearest(*apart)


def of_count(reading: Reading, usual: float, now: float) -> Reading:
    """Return a sum's reading, with the swing that chance makes of so few where that is more.

    `usual` and `now` are of how many it is on a mean day; of fewer than ten in all of the span,
    then as now, it says nothing.
    """
    most = max(usual, now)
    if most * reading.days < _LEAST_COUNT or usual <= 0:
        return msgspec.structs.replace(reading, typical=0.0)
    return reading.at_least(abs(reading.usual) / usual * sqrt(most / reading.days))
