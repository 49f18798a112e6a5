"""How far a value is from usual, and a metric day by day."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.figures.choose import Ruling
from store.figures.pool import pool, values_of
from store.figures.resolve import Gathering
from store.figures.series import series_of
from store.figures.swing import Swing, nearest, swing_of_days
from store.records.metric import METRICS
from tests.figures_build import DAY, day, sheet, team

SALES, RATE = METRICS["sales"], METRICS["reply_rate"]
PLAIN = [90.0, 95.0, 100.0, 105.0, 110.0] * 5


def swing(values: list[float], **more: float) -> Swing:
    found = swing_of_days(SALES, values, sum(values) / len(values), None, 7)
    assert found is not None
    return found


def test_a_promotion_among_the_days_hardly_changes_the_swing() -> None:
    calm, busy = swing(PLAIN), swing([*PLAIN[:-2], 300.0, 280.0])
    assert busy.swing == pytest.approx(calm.swing, rel=0.4)
    assert abs(busy.gap(60.0)) >= 0.9 * abs(calm.gap(60.0))


def test_the_swing_of_several_days_is_smaller_down_to_its_floor() -> None:
    one = swing(PLAIN)
    assert one.of(4) == pytest.approx(max(one.spread / 2, 5.0))
    assert one.of(10_000) == one.floor == pytest.approx(5.0)


def test_what_chance_does_to_a_rate_of_few_is_no_distance() -> None:
    rate = Swing(0.99, 0.99, 0.01, 0.01, 20, is_rate=True, under=2000)
    assert rate.of(1, 0.96, 5000) == pytest.approx(0.01)
    assert abs(rate.gap(0.96)) / rate.of(1, 0.96, 40) < 2
    flawless = Swing(1.0, 1.0, 0.0, 0.01, 20, is_rate=True, under=60)
    assert abs(flawless.gap(0.875)) / flawless.of(5, 0.875, 40) < 3


def test_of_a_rate_nobody_knows_how_many_the_rare_bad_days_count() -> None:
    days = [0.95, 0.97] * 10 + [0.6, 0.7]
    known, unknown = (
        swing_of_days(METRICS["satisfaction"], days, 0.93, None, 7, counted=counted)
        for counted in (True, False)
    )
    assert known is not None
    assert unknown is not None
    assert unknown.spread > 1.5 * known.spread
    assert not unknown.is_rate


def test_days_that_are_all_zero_or_too_few_have_no_swing() -> None:
    assert swing_of_days(SALES, [0.0] * 20, 0.0, None, 7) is None
    assert swing_of_days(SALES, [1.0] * 6, 1.0, None, 7) is None


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_the_nearest_gap_is_none_of_two_minds(gaps: list[float]) -> None:
    found = nearest(*gaps)
    assert all(abs(found) <= abs(gap) for gap in gaps)
    assert found == 0 or all((gap > 0) == (found > 0) for gap in gaps)


cell = st.one_of(st.none(), st.integers(0, 9).map(float))
rows = st.lists(st.tuples(cell, cell), min_size=12, max_size=12)


@given(rows, rows, st.integers(0, 11), st.integers(0, 11), st.sampled_from(["taobao", "jd"]))
def test_pooled_by_the_day_is_pooled_by_the_cell(
    one: list[tuple[float | None, float | None]],
    other: list[tuple[float | None, float | None]],
    first: int,
    length: int,
    platform: str,
) -> None:
    sheets = [
        sheet({"ann": {"reply_rate": value, "served": weight}}, on=day(-n), platform=where)
        for several, where in ((one, "taobao"), (other, platform))
        for n, (value, weight) in enumerate(several)
        if several is one or platform != "taobao"
    ]
    view = team(*sheets)
    ruling, gathering = Ruling(view, day(9)), Gathering(view, day(9))
    start = day(-11) + timedelta(days=first)
    end = min(DAY, start + timedelta(days=length))

    whole = gathering.window(day(-11), DAY).people
    part = gathering.window(start, end).people
    if "ann" not in part:
        return
    series = series_of(RATE, values_of(whole["ann"], RATE, ruling))
    value, n = series.pooled(series.at(start, end))
    figure = pool(RATE, [values_of(part["ann"], RATE, ruling)], start, end, ruling)
    if figure.value is None:
        assert value is None or figure.days_without_weight
    else:
        assert value == pytest.approx(figure.value)
        assert n == pytest.approx(figure.n)
