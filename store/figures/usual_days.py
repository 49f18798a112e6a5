"""What a team's plain days are like: their level, their weekdays, the shares of their half-hours.

The level is smoothed exponentially over days freed of their weekday (Brown 1959), a damped robust
slope carries it on (Theil 1950, Sen 1968; Gardner & McKenzie 1985 for the damping). Days far from
their weekday are set aside, unless they are the newest and go on: then they are a new level.
A weekday has shares of its own as far as they differ by more than chance (James & Stein 1961).
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import exp, fsum, log
from statistics import median

import msgspec

SLOTS = 48
"""Half-hours of a day, by the clock; a day of 23 or 25 hours has them too."""
LEAST_DAYS = 7
Counts = Mapping[date, Sequence[float]]
"""Day -> contacts offered in each half-hour."""
_SMOOTHING = 0.25
_DAMPING = 0.9
_SLOPE_DAYS = 28
_OUTLIER = 3.5
_LEAST_SWING = 0.05
_RUN = 3
"""So many of the newest days that are far off on one side are a new level."""
_WORKING = range(5)


class Sorted(msgspec.Struct, frozen=True):
    """Days of a history, by what they are good for."""

    plain: dict[date, Sequence[float]]
    run: dict[date, Sequence[float]]
    """The newest days, where they are far from their weekdays on one side: the level of today."""
    aside: tuple[date, ...]
    """Outliers, closed and marked days."""


class Usual(msgspec.Struct, frozen=True):
    """Level, weekdays and shares, fitted to the days before one."""

    level: float
    """Contacts of a day whose weekday has the factor 1."""
    weekdays: tuple[float, ...]
    shares: tuple[tuple[float, ...], ...]
    """By weekday."""

    def expected(self, day: date, *, worked: bool = False) -> list[float]:
        """Return the contacts of each half-hour; `worked`: the day is worked whatever weekday."""
        if not worked:
            total = self.level * self.weekdays[day.weekday()]
            return [total * share for share in self.shares[day.weekday()]]
        total = self.level * fsum(self.weekdays[n] for n in _WORKING) / len(_WORKING)
        columns = zip(*(self.shares[n] for n in _WORKING), strict=True)
        return [total * fsum(column) / len(_WORKING) for column in columns]


def sort_out(unmarked: Counts, marked: Sequence[date] = ()) -> Sorted:
    """Return which days are plain, which are a new level, and which are left out.

    An outlier's total is far from its weekday's median, in robust swings of all such distances
    (Iglewicz & Hoaglin 1993: 3.5); a closed day is one too.
    """
    totals = {d: total for d, row in sorted(unmarked.items()) if (total := fsum(row)) > 0}
    by_weekday: dict[int, list[float]] = {}
    for d, total in totals.items():
        by_weekday.setdefault(d.weekday(), []).append(total)
    middles = {weekday: median(seen) for weekday, seen in by_weekday.items()}
    distance = {d: log(total / middles[d.weekday()]) for d, total in totals.items()}
    swing = 1.4826 * median(abs(v) for v in distance.values()) if distance else 0.0
    far = _OUTLIER * max(swing, _LEAST_SWING)
    plain = {d: unmarked[d] for d in totals if abs(distance[d]) <= far}
    newest: list[date] = []
    for d in reversed(distance):
        if abs(distance[d]) <= far or distance[d] * distance[max(distance)] < 0:
            break
        newest.insert(0, d)
    run = {d: unmarked[d] for d in newest} if len(newest) >= _RUN else {}
    left = {*unmarked, *marked} - set(plain) - set(run)
    return Sorted(plain, run, tuple(sorted(left)))


def fit(history: Sorted, day: date, dispersion: float) -> Usual:
    """Fit level, weekdays and shares to the days before one; `plain` is not empty."""
    totals = {d: fsum(row) for d, row in sorted(history.plain.items())}
    weekdays = _weekdays(totals)
    run = {d: fsum(row) for d, row in history.run.items()}
    freed = [(d, total / weekdays[d.weekday()]) for d, total in (run or totals).items()]
    level = fsum(value for _, value in freed[:_RUN]) / len(freed[:_RUN])
    for _, value in freed[_RUN:]:
        level += _SMOOTHING * (value - level)
    if not run:
        ahead = max(0, (day - freed[-1][0]).days)
        carried = fsum(_DAMPING**k for k in range(1, ahead + 1))
        level *= exp(max(-0.3, min(0.3, _slope(freed[-_SLOPE_DAYS:]) * carried)))
    return Usual(level, weekdays, _shares(history.plain, dispersion))


def dispersion_of(plain: Counts, usual: Usual, least: float = 1.0) -> float:
    """Return variance / mean of the half-hours around their share of the day's own total."""
    parts, halves = 0.0, 0
    for d, row in plain.items():
        total = fsum(row)
        for value, share in zip(row, usual.shares[d.weekday()], strict=True):
            mean = total * share
            if mean >= 0.5:
                parts += (value - mean) ** 2 / mean
                halves += 1
    return max(least, parts / halves) if halves else least


def _weekdays(totals: Mapping[date, float]) -> tuple[float, ...]:
    """Return each weekday's factor: its days over the mean of the week around them, shrunk."""
    ratios: dict[int, list[float]] = {}
    for d, total in totals.items():
        around = [totals[n] for k in range(-3, 4) if (n := d + timedelta(days=k)) in totals]
        if len(around) >= 5:
            ratios.setdefault(d.weekday(), []).append(total * len(around) / fsum(around))
    factors = []
    for weekday in range(7):
        seen = ratios.get(weekday, [])
        # One pseudo-week of no effect keeps a weekday seen once from speaking too loudly.
        factors.append((fsum(seen) + 1.0) / (len(seen) + 1))
    mean = fsum(factors) / 7
    return tuple(factor / mean for factor in factors)


def _slope(freed: Sequence[tuple[date, float]]) -> float:
    """Return the median slope of the logarithm a day, over pairs at least a week apart."""
    slopes = [
        log(b / a) / (e - d).days
        for i, (d, a) in enumerate(freed)
        for e, b in freed[i + 7 :]
        if a > 0 and b > 0
    ]
    return median(slopes) * 0.5 if slopes else 0.0


def _shares(plain: Counts, dispersion: float) -> tuple[tuple[float, ...], ...]:
    """Return each weekday's share of every half-hour: its own, as far as chance can't explain it.

    The distance between a weekday's shares and those of all days is a chi-square of so many
    degrees of freedom as there are half-hours, where only chance is in it; what it has beyond
    that is believed.
    """
    own = [[0.0] * SLOTS for _ in range(7)]
    for d, row in plain.items():
        day = own[d.weekday()]
        for slot, value in enumerate(row):
            day[slot] += value
    every = [fsum(column) for column in zip(*own, strict=True)]
    whole = fsum(every) or 1.0
    common = [value / whole for value in every]
    found = []
    for day in own:
        total = fsum(day)
        usual = [total * share for share in common]
        seen = [(v, u) for v, u in zip(day, usual, strict=True) if u >= 1]
        apart = fsum((v - u) ** 2 / u for v, u in seen) / dispersion
        trust = max(0.0, 1 - (len(seen) - 1) / apart) if apart > 0 else 0.0
        found.append(
            tuple(
                trust * value / (total or 1.0) + (1 - trust) * share
                for value, share in zip(day, common, strict=True)
            )
        )
    return tuple(found)
