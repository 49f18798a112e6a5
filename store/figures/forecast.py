"""How many contacts each half-hour of a day will bring, with a range that holds.

Expected = level x weekday x share of the half-hour, x the day's mark. Level, weekday and share
come from days of their own kind (`usual_days`): marked days and outliers are set aside. The range
is conformal: the spread that the same forecast had on the days before, so it holds whatever
arrivals are like (Vovk et al. 2005). During the day the level moves to what has come, as far as
that can be trusted.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import fsum, sqrt
from statistics import median
from typing import Literal

import msgspec

from store.figures.usual_days import (
    LEAST_DAYS,
    SLOTS,
    Counts,
    Sorted,
    Usual,
    dispersion_of,
    fit,
    sort_out,
)
from store.records.queue import MarkedDay

__all__ = ["SLOTS", "Day", "Expected", "Forecast", "MarkFrom", "forecast"]

Day = Sequence[float | None]
"""Contacts offered in each half-hour; None where nothing is known."""
MarkFrom = Literal["days", "lead", "workday", "none"]
"""Where a mark's factor comes from: earlier days alike, the lead's word, the working days of the
week; none: nothing says how much such a day brings."""
_BACK = 70
_TESTED = 21
_GROUPS = 3
_LEAST = 0.25
"""Half-hours with fewer expected say nothing of a range."""
_Z80 = 1.2816
"""Standard normal quantile of an 80 % range, until there are days to test on."""
_USUAL_KINDS = frozenset({"outlier"})
"""Marks that say nothing of what a day will bring."""


class Expected(msgspec.Struct, frozen=True):
    """One half-hour."""

    slot: int
    """0 is 00:00-00:30 of the team's clock."""
    offered: float
    low: float
    high: float
    """80 % range."""


class Marked(msgspec.Struct, frozen=True):
    """What a day's mark does to its forecast."""

    mark: MarkedDay
    factor: float
    """Contacts by those of a usual day; of a workday, by those of the week's working days."""
    told_by: MarkFrom
    days: tuple[date, ...] = ()
    """Earlier days with the same mark that it comes from."""


class Forecast(msgspec.Struct, frozen=True):
    """A day's half-hours and what they rest on."""

    day: date
    intervals: tuple[Expected, ...] = ()
    days: tuple[date, ...] = ()
    """Days it rests on."""
    aside: tuple[date, ...] = ()
    """Outliers and marked days that were left out."""
    marked: Marked | None = None
    """The day's mark; None: it has none."""
    relevelled: float = 1.0
    """Factor that the day so far has put on the rest of it."""
    tested_days: int = 0
    """Past days that the range was measured on; 0: it is Poisson's with the usual dispersion."""
    why_none: str | None = None
    """too_few_days: under a week of history."""


def forecast(
    history: Mapping[date, Day],
    day: date,
    *,
    marks: Mapping[date, MarkedDay] | None = None,
    so_far: Day | None = None,
    dispersion: float = 3.0,
) -> Forecast:
    """Return a day's half-hours from those of the days before it.

    `marks` has the marked days; `so_far` holds what the finished half-hours of the day brought.
    `dispersion` is variance / mean of a half-hour's arrivals, used until there are days enough to
    measure it on (domain J: 2-4).
    """
    marks = marks or {}
    before = {
        d: [value or 0.0 for value in row]
        for d, row in history.items()
        if day - timedelta(days=_BACK) <= d < day
    }
    unmarked = {d: row for d, row in before.items() if d not in marks}
    known = sort_out(unmarked, [d for d in before if d in marks])
    resting = tuple(sorted({*known.plain, *known.run}))
    if len(known.plain) < LEAST_DAYS:
        return Forecast(day, days=resting, aside=known.aside, why_none="too_few_days")
    usual = fit(known, day, dispersion)
    dispersion = _measured(known, usual, dispersion)
    usual = fit(known, day, dispersion)
    marked = _marked(before, known, marks, day, dispersion)
    expected = _expected(usual, day, marked)
    spread = _spread(unmarked, dispersion)
    again = _relevel(expected, so_far, known.plain, dispersion)
    intervals = tuple(
        Expected(slot, value * again, *spread.around(value * again))
        for slot, value in enumerate(expected)
    )
    return Forecast(
        day=day,
        intervals=intervals,
        days=resting,
        aside=known.aside,
        marked=marked,
        relevelled=again,
        tested_days=spread.tested,
    )


def _measured(known: Sorted, usual: Usual, dispersion: float) -> float:
    """Return the dispersion of the half-hours, measured where there are days enough for it."""
    if len(known.plain) < 2 * LEAST_DAYS:
        return dispersion
    return dispersion_of(known.plain, usual)


def _expected(usual: Usual, day: date, marked: Marked | None) -> list[float]:
    if marked is None:
        return usual.expected(day)
    worked = marked.mark.kind == "workday"
    return [value * marked.factor for value in usual.expected(day, worked=worked)]


def _marked(
    before: Counts,
    known: Sorted,
    marks: Mapping[date, MarkedDay],
    day: date,
    dispersion: float,
) -> Marked | None:
    """Return what the day's mark does: as earlier days alike, else as the lead says."""
    mark = marks.get(day)
    if mark is None:
        return None
    if mark.kind in _USUAL_KINDS:
        return Marked(mark, 1.0, "none")
    alike = sorted(d for d, one in marks.items() if d in before and _like(one) == _like(mark))
    ratios: dict[date, float] = {}
    for d in alike:
        earlier = Sorted({k: row for k, row in known.plain.items() if k < d}, {}, ())
        base = earlier if len(earlier.plain) >= LEAST_DAYS else known
        worked = mark.kind == "workday"
        total = fsum(fit(base, d, dispersion).expected(d, worked=worked))
        if total > 0:
            ratios[d] = fsum(before[d]) / total
    if ratios:
        return Marked(mark, median(ratios.values()), "days", tuple(ratios))
    if mark.factor is not None:
        return Marked(mark, mark.factor, "lead")
    return Marked(mark, 1.0, "workday" if mark.kind == "workday" else "none")


def _like(mark: MarkedDay) -> tuple[str, str]:
    return mark.kind, mark.name


class _Spread(msgspec.Struct, frozen=True):
    """How far past half-hours were from what was expected, by how much was expected."""

    edges: tuple[float, ...]
    """Expected contacts from which on the next group begins: a day's swing counts for more in busy
    half-hours, chance for more in quiet ones."""
    ends: tuple[tuple[float, float], ...]
    """10th and 90th percentile of a group's errors, in square roots of the expected."""
    tested: int
    """Days that it was measured on."""

    def around(self, value: float) -> tuple[float, float]:
        """Return the range around an expected number."""
        low, high = self.ends[bisect_right(self.edges, value)]
        root = sqrt(value)
        return max(0.0, min(value, value + low * root)), max(value, value + high * root)


def _spread(unmarked: Counts, dispersion: float) -> _Spread:
    """Measure the spread: each of the last days is forecast from the days before it.

    Outliers are among them, since nobody knew of them either.
    """
    pairs: list[tuple[float, float]] = []
    tested = 0
    for d in sorted(unmarked)[-_TESTED:]:
        if fsum(unmarked[d]) <= 0:
            continue
        earlier = sort_out({k: row for k, row in unmarked.items() if k < d})
        if len(earlier.plain) < 2 * LEAST_DAYS:
            continue
        tested += 1
        pairs += zip(fit(earlier, d, dispersion).expected(d), unmarked[d], strict=True)
    pairs = sorted(pair for pair in pairs if pair[0] >= _LEAST)
    if tested < LEAST_DAYS or len(pairs) < 100:
        wide = _Z80 * sqrt(dispersion)
        return _Spread((), ((-wide, wide),), 0)
    cuts = [len(pairs) * n // _GROUPS for n in range(_GROUPS + 1)]
    groups = [pairs[begin:end] for begin, end in pairwise(cuts)]
    return _Spread(tuple(group[0][0] for group in groups[1:]), tuple(map(_ends, groups)), tested)


def _ends(group: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the quantiles that the next error lies between four times of five (Vovk et al.)."""
    errors = sorted((seen - value) / sqrt(value) for value, seen in group)
    out = int(0.1 * (len(errors) + 1))
    return errors[out - 1], errors[-out]


def _relevel(expected: Sequence[float], so_far: Day | None, plain: Counts, noise: float) -> float:
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
