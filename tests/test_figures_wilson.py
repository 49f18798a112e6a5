"""Ranges of rates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.figures.short import short_contacts
from store.figures.wilson import wilson


@pytest.mark.parametrize(
    ("n", "low", "high"), [(50, 0.19, 0.44), (200, 0.24, 0.37)], ids=["on 50", "on 200"]
)
def test_thirty_percent_has_the_published_range(n: int, low: float, high: float) -> None:
    found = wilson(0.3, n)
    assert found == pytest.approx((low, high), abs=0.005)


@given(st.floats(0, 1), st.integers(1, 10_000))
def test_the_range_holds_the_rate_and_stays_between_zero_and_one(rate: float, n: int) -> None:
    low, high = wilson(rate, n)
    assert 0 <= low <= rate + 1e-12
    assert rate - 1e-12 <= high <= 1


@given(st.floats(0.01, 0.99), st.integers(1, 1000))
def test_the_ends_solve_the_score_equation(rate: float, n: int) -> None:
    for end in wilson(rate, n):
        if 0 < end < 1:
            score = abs(rate - end) / (end * (1 - end) / n) ** 0.5
            assert score == pytest.approx(1.959963984540054, rel=1e-5)


def test_short_contacts_are_counted_under_the_limit_with_a_range() -> None:
    found = short_contacts([3, 9.9, 10, 400], 10)
    assert found is not None
    assert (found.short, found.n, found.share) == (2, 4, 0.5)
    assert found.low < 0.5 < found.high
    assert short_contacts([], 10) is None
