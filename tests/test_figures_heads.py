"""Heads needed: what they are reckoned with, and that they are staffing of the forecast."""

from datetime import date

import pytest
from msgspec.structs import replace

from store.figures.forecast import Expected, Forecast
from store.figures.handling import Handling
from store.figures.heads import AHEAD, FEW, basis_of, needs_of
from store.figures.queue_now import QueueNow
from store.figures.queue_sums import Sums
from store.figures.staffing import staff
from store.records.queue import Heads, QueueKind, QueueRules
from store.records.settings import Settings

SETTINGS, RULES = Settings(), QueueRules("chat")
PAST = Handling(aht_s=400.0, contacts=900, days=20, at_once=2.2)


def standing(handled: int, aht_s: float | None, kind: QueueKind = "chat") -> QueueNow:
    """Return a queue with so many handled contacts today."""
    day = replace(Sums().figures(60, 10), handled=handled, aht_s=aht_s)
    return QueueNow(
        queue="chat", kind=kind, at=None, age_s=None, state="live", waiting=0, longest_wait_s=None,
        open_contacts=6, agents=Heads(online=3), concurrency=2.0, capacity=15, saturation=0.4,
        backlog=0, day=day,
    )  # fmt: skip


@pytest.mark.parametrize(("handled", "days", "aht_s"), [(FEW - 1, 20, 400.0), (FEW, 0, 300.0)])
def test_the_handle_time_is_of_the_days_before_while_today_tells_too_few(
    handled: int, days: int, aht_s: float
) -> None:
    basis = basis_of(standing(handled, 300.0), RULES, SETTINGS, PAST)
    assert basis is not None
    assert (basis.days, basis.measured_s, basis.at_once) == (days, aht_s, 2)
    assert basis.aht_s == pytest.approx(aht_s * SETTINGS.staff_factors[1] / 2)


def test_few_of_today_are_better_than_nothing_and_nothing_is_no_basis() -> None:
    assert basis_of(standing(1, 300.0), RULES, SETTINGS, None) is not None
    assert basis_of(standing(0, None), RULES, SETTINGS, None) is None


@pytest.mark.parametrize("kind", ["mail", "ticket"])
def test_where_nobody_waits_no_heads_are_reckoned(kind: QueueKind) -> None:
    assert basis_of(standing(900, 300.0, kind), RULES, SETTINGS, PAST) is None


def test_each_half_hour_is_staffed_by_its_forecast_up_to_the_end_of_the_day() -> None:
    basis = basis_of(standing(900, 300.0), RULES, SETTINGS, PAST)
    assert basis is not None
    day = date(2026, 11, 16)
    expected = Forecast(day, tuple(Expected(n, 60.0 + n, 40.0, 90.0 + n) for n in range(48)))
    needs = needs_of(basis, expected, 20, SETTINGS)
    assert [need.slot for need in needs] == list(range(20, 20 + AHEAD))
    answer = staff(
        80.0, 30, (basis.aht_s,), concurrency=basis.cap, within_s=60, target=0.8,
        offered_range=(40.0, 110.0), factors=SETTINGS.staff_factors,
        dispersion=SETTINGS.staff_dispersion,
    )  # fmt: skip
    first = needs[0]
    assert (first.low, first.likely, first.high) == (
        answer.low.agents, answer.agents, answer.high.agents,
    )  # fmt: skip
    assert first.low <= first.likely <= first.high
    assert [need.slot for need in needs_of(basis, expected, 47, SETTINGS)] == [47]
