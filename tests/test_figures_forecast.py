"""The forecast of half-hours: on series whose shape is known, its range, and what it must beat."""

from datetime import date, timedelta
from math import fsum
from random import Random

import pytest

from store.figures.forecast import SLOTS, Forecast, forecast
from store.records.queue import MarkedDay, MarkedKind

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
    ours = theirs = total = inside = asked = busy = 0.0
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
                busy += one.slot >= 16 and one.low <= seen <= one.high
    assert ours / total < theirs / total
    assert 0.75 <= inside / asked <= 0.87
    assert 0.75 <= busy / (asked * 32 / 48) <= 0.87, "in the hours that count, too"


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


def calm(days: int = 56) -> dict[date, list[float]]:
    """Return eight weeks without chance in them."""
    return {FIRST + timedelta(days=n): expected(FIRST + timedelta(days=n)) for n in range(days)}


def marked(
    *days: date, kind: MarkedKind = "promotion", name: str = "", factor: float | None = None
) -> dict[date, MarkedDay]:
    """Return marks of one kind and name."""
    return {day: MarkedDay(day, kind, name, factor=factor) for day in days}


def whole(found: Forecast) -> float:
    """Return what a forecast expects of the day."""
    return fsum(one.offered for one in found.intervals)


COMING = FIRST + timedelta(days=56)
"""A Monday."""


def test_a_promotion_is_as_large_as_the_last_ones() -> None:
    history, earlier = calm(), FIRST + timedelta(days=30)
    history[earlier] = [value * 2.5 for value in history[earlier]]
    found = forecast(history, COMING, marks=marked(earlier, COMING, factor=4.0))
    assert found.marked is not None
    assert found.marked.factor == pytest.approx(2.5, rel=0.03)
    assert (found.marked.told_by, found.marked.days) == ("days", (earlier,))
    assert whole(found) == pytest.approx(2750, rel=0.04)


def test_the_leads_factor_stands_in_where_no_earlier_day_is_alike() -> None:
    history, earlier = calm(), FIRST + timedelta(days=30)
    history[earlier] = [value * 2.5 for value in history[earlier]]
    marks = marked(earlier, name="618") | marked(COMING, name="双11", factor=3.0)
    found = forecast(history, COMING, marks=marks)
    assert found.marked is not None and found.marked.told_by == "lead"
    assert whole(found) == pytest.approx(3 * 1100, rel=0.02)


@pytest.mark.parametrize("kind", ["promotion", "holiday", "other", "outlier"])
def test_a_mark_that_nothing_is_known_of_changes_nothing_and_says_so(kind: MarkedKind) -> None:
    usual = forecast(calm(), COMING)
    found = forecast(calm(), COMING, marks=marked(COMING, kind=kind))
    assert found.intervals == usual.intervals
    assert found.marked is not None and found.marked.told_by == "none"


def test_a_weekend_day_that_is_worked_is_like_a_working_day() -> None:
    history, saturday = calm(), FIRST + timedelta(days=61)
    late = [0.0] * 24 + [1000 / 24] * 24
    for day in history:
        if day.weekday() >= 5:
            history[day] = late
    worked = fsum(fsum(history[FIRST + timedelta(days=n)]) for n in range(5)) / 5
    found = forecast(history, saturday, marks=marked(saturday, kind="workday"))
    assert found.marked is not None and found.marked.told_by == "workday"
    assert whole(found) == pytest.approx(worked, rel=0.02)
    assert found.intervals[20].offered > 10, "the hours of a working day, not of a Saturday"
    assert forecast(history, saturday).intervals[20].offered < 2


def test_earlier_days_that_were_worked_say_how_much_such_a_day_brings() -> None:
    history = calm()
    earlier, saturday = FIRST + timedelta(days=33), FIRST + timedelta(days=61)
    history[earlier] = [0.8 * value for value in expected(FIRST + timedelta(days=30))]
    found = forecast(history, saturday, marks=marked(earlier, saturday, kind="workday"))
    assert found.marked is not None
    assert found.marked.told_by == "days"
    assert found.marked.factor == pytest.approx(0.8, rel=0.05)


def test_a_day_marked_as_unusual_is_left_out() -> None:
    history, broken = calm(), FIRST + timedelta(days=55)
    history[broken] = [value * 1.2 for value in history[broken]]
    found = forecast(history, COMING, marks=marked(broken, kind="outlier"))
    without = forecast({d: row for d, row in history.items() if d != broken}, COMING)
    assert found.aside == (broken,)
    assert found.intervals == without.intervals


def test_three_days_far_off_in_a_row_are_a_new_level_and_two_are_not() -> None:
    history = calm()
    for n in (54, 55):
        history[FIRST + timedelta(days=n)] = [1.7 * v for v in expected(FIRST + timedelta(days=n))]
    two = forecast(history, COMING)
    assert whole(two) == pytest.approx(1100, rel=0.02)
    assert len(two.aside) == 2
    history[FIRST + timedelta(days=53)] = [1.7 * v for v in expected(FIRST + timedelta(days=53))]
    three = forecast(history, COMING)
    assert whole(three) == pytest.approx(1.7 * 1100, rel=0.02)
    assert three.aside == ()


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
