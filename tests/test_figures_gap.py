"""The gap in sales split, and the spread of output."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.figures.agents import agent_figures
from store.figures.gap import Factors, sales_gap, shapley
from store.figures.results import Compared
from store.figures.spread import quantile, spread
from store.records.settings import Settings
from tests.figures_build import DAY, NOW, day, sheet, team

factor = st.floats(0, 1e6)
factors = st.tuples(factor, factor, factor)


@given(factors, factors)
def test_the_parts_add_up_to_the_change(before: Factors, now: Factors) -> None:
    change = now[0] * now[1] * now[2] - before[0] * before[1] * before[2]
    size = max(*before, *now, 1.0) ** 3
    assert sum(shapley(before, now)) == pytest.approx(change, abs=size * 1e-12)


@given(factors, factor)
def test_a_factor_that_did_not_change_has_no_part(before: Factors, volume: float) -> None:
    parts = shapley(before, (volume, before[1], before[2]))
    assert parts[1:] == (0, 0)


def _metrics(now: dict[str, float | None], before: dict[str, float | None]) -> dict[str, Compared]:
    view = team(
        *(sheet({"ann": before}, on=day(-n)) for n in range(1, 8)),
        sheet({"ann": now}),
        settings=Settings(targets={("sales", None): 5000}),
    )
    return agent_figures(view, DAY, DAY, NOW).agents[0].metrics


BEFORE: dict[str, float | None] = {"inquirers": 50, "buyers": 20, "sales": 4000}
NOW_: dict[str, float | None] = {"inquirers": 40, "buyers": 20, "sales": 3600}


def test_a_gap_to_ones_own_usual_says_volume_conversion_and_basket() -> None:
    gap = sales_gap(_metrics(NOW_, BEFORE))
    assert gap is not None
    assert gap.gap == pytest.approx(-400)
    assert gap.volume + gap.conversion + gap.basket == pytest.approx(gap.gap)
    assert gap.volume < 0 < gap.conversion
    assert gap.basket < 0
    assert gap.now == (40, 0.5, 180)
    assert gap.before == (50, 0.4, 200)


def test_a_gap_to_target_asks_for_the_volume_that_the_target_needs() -> None:
    gap = sales_gap(_metrics(NOW_, BEFORE), "target")
    assert gap is not None
    assert gap.base == pytest.approx(5000)
    assert gap.before[0] == pytest.approx(5000 / (0.4 * 200))
    assert gap.volume + gap.conversion + gap.basket == pytest.approx(gap.gap)


@pytest.mark.parametrize("missing", ["buyers", "sales", "inquirers"])
def test_without_a_factor_there_is_no_split(missing: str) -> None:
    now = {name: value for name, value in NOW_.items() if name != missing}
    assert sales_gap(_metrics(now, BEFORE)) is None


def test_factors_of_different_cells_are_not_mixed() -> None:
    view = team(
        *(sheet({"ann": BEFORE}, on=day(-n)) for n in range(1, 8)),
        sheet({"ann": NOW_}),
        sheet({"ann": {"sales": 900.0}}, platform="jd"),
    )
    assert sales_gap(agent_figures(view, DAY, DAY, NOW).agents[0].metrics) is None


def test_the_spread_is_by_worked_day_and_the_share_of_the_whole() -> None:
    sales = {f"a{n}": 100.0 for n in range(9)} | {"top": 900.0}
    rows = {who: {"sales": value} for who, value in sales.items()}
    again = sheet({"a0": {"sales": 100.0}}, on=day(1))
    view = team(sheet(rows), again, agents=dict.fromkeys(rows))
    found = spread(agent_figures(view, DAY, day(1), NOW).agents, "sales")
    assert found is not None
    assert (found.agents, found.top, found.p10) == (10, 2, 100)
    assert found.p90 == pytest.approx(180)
    assert found.top_share == pytest.approx(1100 / 1900)


def test_four_agents_are_too_few_for_a_spread() -> None:
    rows = {f"a{n}": {"sales": 1.0} for n in range(4)}
    view = team(sheet(rows), agents=dict.fromkeys(rows))
    assert spread(agent_figures(view, DAY, DAY, NOW).agents, "sales") is None


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.floats(0, 1))
def test_a_quantile_stays_between_the_smallest_and_the_largest(
    values: list[float], share: float
) -> None:
    assert min(values) - 1e-6 <= quantile(values, share) <= max(values) + 1e-6
    assert quantile(values, 0) == min(values)
    assert quantile(values, 1) == max(values)
