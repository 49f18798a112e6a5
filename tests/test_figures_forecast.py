"""The forecast of half-hours: on series whose shape is known, its range, and what it must beat."""

from datetime import date, timedelta
from math import fsum
from random import Random

import pytest

from store.figures.forecast import SLOTS, forecast

FIRST = date(2026, 9, 7)
PROFILE = [1] * 12 + [4] * 6 + [12, 14, 16, 18, 22, 24, 26, 22, 18, 16, 16, 16]
PROFILE += [16, 16, 16, 18, 20, 22, 26, 28, 30, 28, 26, 24, 20, 16, 12, 8, 6, 4]
WEEKDAYS = (1.1, 1.03, 1.0, 0.98, 0.96, 0.9, 0.97)
DAYS = 70


def expected(day: date, daily: float = 1000.0) -> list[float]:
    """Return the half-hours of a day without chance in them."""
    total = daily * WEEKDAYS[day.weekday()]
    return [total * share / sum(PROFILE) for share in PROFILE]


def poisson(draw: Random, mean: float) -> float:
    """Return a count three times as spread as Poisson's, as real arrivals are."""
    rate = draw.gammavariate(mean / 2, 2) if mean > 0 else 0.0
    count, left = 0, draw.expovariate(1.0)
    while left < rate:
        count, left = count + 1, left + draw.expovariate(1.0)
    return float(count)


def series(seed: int, trend: float = 0.0) -> dict[date, list[float]]:
    """Return ten weeks with weekdays, a trend and days that vary."""
    draw = Random(seed)
    days = {}
    for n in range(DAYS):
        day = FIRST + timedelta(days=n)
        daily = 1000 * (1 + trend) ** n * draw.gauss(1, 0.06)
        days[day] = [poisson(draw, value) for value in expected(day, daily)]
    return days


def test_a_series_without_chance_is_met_to_two_percent() -> None:
    history = {FIRST + timedelta(days=n): expected(FIRST + timedelta(days=n)) for n in range(56)}
    day = FIRST + timedelta(days=56)
    found = forecast(history, day)
    for one, value in zip(found.intervals, expected(day), strict=True):
        assert one.offered == pytest.approx(value, rel=0.02)


@pytest.mark.parametrize("trend", [0.0, 0.005, -0.008])
def test_it_beats_the_mean_of_four_same_weekdays_and_its_range_holds(trend: float) -> None:
    ours = theirs = total = inside = asked = 0.0
    for seed in range(2):
        history = series(seed, trend)
        for back in range(14, 0, -1):
            day = FIRST + timedelta(days=DAYS - back)
            found = forecast({d: row for d, row in history.items() if d < day}, day)
            for one in found.intervals:
                seen = history[day][one.slot]
                weeks = [history[day - timedelta(days=7 * w)][one.slot] for w in range(1, 5)]
                ours += abs(one.offered - seen)
                theirs += abs(fsum(weeks) / 4 - seen)
                total += seen
                inside += one.low <= seen <= one.high
                asked += 1
    assert ours / total < theirs / total
    assert 0.75 <= inside / asked <= 0.87


def test_an_outlier_and_a_closed_day_move_nothing() -> None:
    history = {FIRST + timedelta(days=n): expected(FIRST + timedelta(days=n)) for n in range(56)}
    calm = forecast(history, FIRST + timedelta(days=56))
    broken = FIRST + timedelta(days=50)
    shut = FIRST + timedelta(days=44)
    history[broken] = [value * 4 for value in history[broken]]
    history[shut] = [0.0] * SLOTS
    found = forecast(history, FIRST + timedelta(days=56))
    assert set(found.aside) == {broken, shut}
    for one, before in zip(found.intervals, calm.intervals, strict=True):
        assert one.offered == pytest.approx(before.offered, rel=0.02)


def test_a_promotion_is_as_large_as_the_last_ones() -> None:
    history = {FIRST + timedelta(days=n): expected(FIRST + timedelta(days=n)) for n in range(56)}
    earlier, coming = FIRST + timedelta(days=30), FIRST + timedelta(days=56)
    history[earlier] = [value * 2.5 for value in history[earlier]]
    marks = {earlier: "promotion", coming: "promotion"}
    found = forecast(history, coming, marks=marks)
    assert found.mark == pytest.approx(2.5, rel=0.03)
    assert found.mark_days == 1
    assert fsum(one.offered for one in found.intervals) == pytest.approx(2750, rel=0.04)


def test_the_day_moves_to_what_has_come_and_never_all_the_way() -> None:
    history = series(5)
    day = FIRST + timedelta(days=DAYS)
    plain = forecast(history, day)
    half = [one.offered * 1.5 if one.slot < 28 else None for one in plain.intervals]
    found = forecast(history, day, so_far=half)
    assert 1.1 < found.relevelled < 1.5
    early = [value if slot < 4 else None for slot, value in enumerate(half)]
    assert abs(forecast(history, day, so_far=early).relevelled - 1) < abs(found.relevelled - 1)


def test_under_a_week_there_is_no_forecast() -> None:
    history = {FIRST + timedelta(days=n): expected(FIRST + timedelta(days=n)) for n in range(5)}
    found = forecast(history, FIRST + timedelta(days=5))
    assert found.intervals == ()
    assert found.why_none == "too_few_days"


def test_the_range_stands_around_the_expected_and_never_below_zero() -> None:
    for one in forecast(series(8), FIRST + timedelta(days=DAYS)).intervals:
        assert 0 <= one.low <= one.offered <= one.high
