"""How many contacts each half-hour of a day will bring, with a range that holds.

Expected = level x weekday x share of the half-hour, x the day's mark. Level and weekday come from
days of their own kind: marked days (promotions, holidays) and outliers are set aside. The level is
smoothed exponentially over days freed of their weekday (Brown 1959), a damped robust slope carries
it on (Theil 1950, Sen 1968; Gardner & McKenzie 1985 for the damping). The range is conformal: the
spread that the same forecast had on the days before, so it holds whatever arrivals are like (Vovk
et al. 2005). During the day the level moves to what has come, as far as that can be trusted.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import exp, fsum, log, sqrt
from statistics import median

import msgspec

SLOTS = 48
"""Half-hours of a day, by the clock; a day of 23 or 25 hours has them too."""
Day = Sequence[float | None]
"""Contacts offered in each half-hour; None where nothing is known."""
_BACK = 70
_LEAST_DAYS = 7
_SMOOTHING = 0.25
_DAMPING = 0.9
_OUTLIER = 3.5
_TESTED = 21
_Z80 = 1.2816
"""Standard normal quantile of an 80 % range, until there are days to test on."""


class Expected(msgspec.Struct, frozen=True):
    """One half-hour."""

    slot: int
    """0 is 00:00-00:30 of the team's clock."""
    offered: float
    low: float
    high: float
    """80 % range."""


class Forecast(msgspec.Struct, frozen=True):
    """A day's half-hours and what they rest on."""

    day: date
    intervals: tuple[Expected, ...] = ()
    days: tuple[date, ...] = ()
    """Days it rests on."""
    aside: tuple[date, ...] = ()
    """Outliers and marked days that were left out."""
    mark: float = 1.0
    """Factor of the day's mark, from earlier days with the same one."""
    mark_days: int = 0
    """How many such days there were; with none the factor is 1 and says nothing."""
    relevelled: float = 1.0
    """Factor that the day so far has put on the rest of it."""
    tested_days: int = 0
    """Past days that the range was measured on; 0: it is Poisson's with the usual dispersion."""
    why_none: str | None = None
    """too_few_days: under a week of history."""


class _Shape(msgspec.Struct, frozen=True):
    """Level, weekdays and shares, fitted to the days before one."""

    level: float
    weekdays: tuple[float, ...]
    shares: tuple[tuple[float, ...], ...]
    """By weekday."""

    def expected(self, day: date) -> list[float]:
        total = self.level * self.weekdays[day.weekday()]
        return [total * share for share in self.shares[day.weekday()]]


def forecast(
    history: Mapping[date, Day],
    day: date,
    *,
    marks: Mapping[date, str] | None = None,
    so_far: Day | None = None,
    dispersion: float = 3.0,
) -> Forecast:
    """Return a day's half-hours from those of the days before it.

    `marks` names promotions and holidays by day; `so_far` holds what the finished half-hours of
    the day brought. `dispersion` is variance / mean of a half-hour's arrivals, used until there
    are days enough to measure the range on (domain J: 2-4).
    """
    marks = marks or {}
    before = {
        d: _filled(row) for d, row in history.items() if day - timedelta(days=_BACK) <= d < day
    }
    plain, aside = _plain(before, marks)
    if len(plain) < _LEAST_DAYS:
        return Forecast(day, days=tuple(sorted(plain)), aside=aside, why_none="too_few_days")
    shape = _fit(plain, day)
    factor, alike = _mark_factor(before, plain, marks, day)
    expected = [value * factor for value in shape.expected(day)]
    low, high, tested = _spread(plain, dispersion)
    again = _relevel(expected, so_far, plain, dispersion)
    intervals = tuple(
        Expected(slot, value * again, *_range(value * again, low, high))
        for slot, value in enumerate(expected)
    )
    return Forecast(
        day=day,
        intervals=intervals,
        days=tuple(sorted(plain)),
        aside=aside,
        mark=factor,
        mark_days=alike,
        relevelled=again,
        tested_days=tested,
    )


def _filled(row: Day) -> list[float]:
    return [value or 0.0 for value in row]


def _plain(
    before: Mapping[date, list[float]], marks: Mapping[date, str]
) -> tuple[dict[date, list[float]], tuple[date, ...]]:
    """Return the days without a mark and without outliers, and those left out.

    An outlier's total is far from its weekday's median, in robust swings of all such distances
    (Iglewicz & Hoaglin 1993: 3.5); a closed day is one too.
    """
    unmarked = {d: row for d, row in before.items() if d not in marks and fsum(row) > 0}
    by_weekday: dict[int, list[float]] = {}
    for d, row in unmarked.items():
        by_weekday.setdefault(d.weekday(), []).append(fsum(row))
    distance = {d: log(fsum(row) / median(by_weekday[d.weekday()])) for d, row in unmarked.items()}
    swing = 1.4826 * median(abs(v) for v in distance.values()) if distance else 0.0
    swing = max(swing, 0.05)
    plain = {d: row for d, row in unmarked.items() if abs(distance[d]) <= _OUTLIER * swing}
    return plain, tuple(sorted(set(before) - set(plain)))


def _fit(plain: Mapping[date, list[float]], day: date) -> _Shape:
    """Fit level, weekdays and shares to the days before one."""
    days = sorted(plain)
    totals = {d: fsum(plain[d]) for d in days}
    weekdays = _weekdays(totals)
    freed = [(d, totals[d] / weekdays[d.weekday()]) for d in days]
    level = freed[0][1]
    for _, value in freed[1:]:
        level += _SMOOTHING * (value - level)
    slope = _slope(freed[-28:])
    ahead = (day - days[-1]).days
    carried = fsum(_DAMPING**k for k in range(1, ahead + 1))
    level *= exp(max(-0.3, min(0.3, slope * carried)))
    return _Shape(level, weekdays, _shares(plain))


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


def _shares(plain: Mapping[date, list[float]]) -> tuple[tuple[float, ...], ...]:
    """Return each weekday's share of every half-hour: its own days, shrunk to all days."""
    every = [0.0] * SLOTS
    own = [[0.0] * SLOTS for _ in range(7)]
    for d, row in plain.items():
        for slot, value in enumerate(row):
            every[slot] += value
            own[d.weekday()][slot] += value
    whole = fsum(every) or 1.0
    common = [value / whole for value in every]
    shares = []
    for weekday in range(7):
        total = fsum(own[weekday])
        trust = 0.5 * whole / 7
        shares.append(
            tuple(
                (value + trust * usual) / (total + trust)
                for value, usual in zip(own[weekday], common, strict=True)
            )
        )
    return tuple(shares)


def _mark_factor(
    before: Mapping[date, list[float]],
    plain: Mapping[date, list[float]],
    marks: Mapping[date, str],
    day: date,
) -> tuple[float, int]:
    """Return how many times the usual earlier days with the day's mark brought, and how many."""
    kind = marks.get(day)
    alike = [d for d, name in marks.items() if kind and name == kind and d in before]
    ratios = []
    for d in alike:
        usual = fsum(_fit(plain, d).expected(d))
        if usual > 0:
            ratios.append(fsum(before[d]) / usual)
    return (median(ratios), len(ratios)) if ratios else (1.0, 0)


def _spread(plain: Mapping[date, list[float]], dispersion: float) -> tuple[float, float, int]:
    """Return the 10th and 90th percentile of past errors in square roots of the expected.

    Each of the last days is forecast from the days before it, as the day itself is now.
    """
    days = sorted(plain)
    errors: list[float] = []
    tested = 0
    for d in days[-_TESTED:]:
        earlier = {k: row for k, row in plain.items() if k < d}
        if len(earlier) < 2 * _LEAST_DAYS:
            continue
        tested += 1
        pairs = zip(_fit(earlier, d).expected(d), plain[d], strict=True)
        errors += [(seen - value) / sqrt(value) for value, seen in pairs if value >= 0.5]
    if tested < _LEAST_DAYS or len(errors) < 100:
        wide = _Z80 * sqrt(dispersion)
        return -wide, wide, 0
    errors.sort()
    return (
        errors[int(0.1 * len(errors))],
        errors[min(len(errors) - 1, int(0.9 * len(errors)))],
        tested,
    )


def _relevel(
    expected: Sequence[float], so_far: Day | None, plain: Mapping[date, list[float]], noise: float
) -> float:
    """Return the factor on the level that the finished half-hours speak for.

    The day's level varies from day to day (its variance is known from the past), the counts add
    noise of their own: what has come is trusted as far as it outweighs that noise (Buehlmann 1967).
    """
    if so_far is None:
        return 1.0
    done = [(value, e) for value, e in zip(so_far, expected, strict=False) if value is not None]
    seen, usual = fsum(v for v, _ in done), fsum(e for _, e in done)
    if usual <= 0:
        return 1.0
    totals = [fsum(row) for row in plain.values()]
    mean = fsum(totals) / len(totals)
    between = max(0.01, fsum((t / mean - 1) ** 2 for t in totals) / len(totals) - noise / mean)
    trust = usual / (usual + noise / between)
    return max(0.2, 1 + trust * (seen / usual - 1))


def _range(value: float, low: float, high: float) -> tuple[float, float]:
    root = sqrt(value)
    return max(0.0, value + low * root), max(value, value + high * root)
