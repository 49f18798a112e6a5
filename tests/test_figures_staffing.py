"""Agents for a target, what agents give, low and high, and what is assumed."""

from math import exp, inf, lgamma, log
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import Refused
from store.figures.arrivals import arrival_range
from store.figures.chats import chats
from store.figures.erlang import Measures
from store.figures.fewest import fewest
from store.figures.staffing import FACTORS, StaffAnswer, handle_times, rostered, staff
from store.records.settings import Settings

MEASURES = Measures.__struct_fields__


class Case(msgspec.Struct, frozen=True):
    offered: float
    per_min: float
    aht_s: tuple[float, ...]
    patience_s: float | None
    within_s: float
    target: float

    def reached(self, agents: int) -> bool:
        found = chats(
            self.offered / self.per_min / 60, self.aht_s, agents, self.patience_s, self.within_s
        )
        return found is not None and found.service_level >= self.target

    def fewest(self) -> int:
        return staff(
            self.offered,
            self.per_min,
            self.aht_s,
            patience_s=self.patience_s,
            within_s=self.within_s,
            target=self.target,
        ).agents


def cases(count: int) -> list[Case]:
    """Random ones: half an hour of 1 to 1,000 contacts, 1 to 4 chats at once."""
    rng = Random(400)
    found = []
    for _ in range(count):
        first = rng.uniform(60, 900)
        growth = [1.0]
        for _ in range(rng.choice([0, 0, 1, 2, 3])):
            growth.append(growth[-1] * rng.uniform(0.7, 1.6))
        found.append(
            Case(
                round(10 ** rng.uniform(0, 3)),
                rng.choice([15, 30, 60]),
                tuple(first * factor for factor in growth),
                rng.choice([None, rng.uniform(10, 600), rng.uniform(10, 600)]),
                rng.choice([0, 10, 20, 60, 120]),
                rng.choice([0.5, 0.8, 0.9, 0.95, 0.99]),
            )
        )
    return found


def test_the_fewest_agents_are_exactly_the_fewest() -> None:
    for case in cases(400):
        agents = case.fewest()
        assert case.reached(agents), case
        assert agents == 1 or not case.reached(agents - 1), case


def test_no_smaller_number_reaches_the_target_either() -> None:
    for case in cases(400)[::8]:
        agents = case.fewest()
        assert not any(case.reached(n) for n in range(1, agents)), case


@given(st.integers(1, 5000), st.integers(1, 6000), st.integers(1, 5000))
def test_the_search_finds_the_first_that_is_enough(wanted: int, near: int, most: int) -> None:
    asked: list[int] = []

    def enough(agents: int) -> bool:
        assert 1 <= agents <= most
        asked.append(agents)
        return agents >= wanted

    assert fewest(enough, near, most) == (wanted if wanted <= most else None)
    assert len(asked) <= 40


def test_the_published_cases_come_out() -> None:
    voice = staff(100, 30, [180], agents=14, within_s=20)
    assert voice.model == "erlang_c"
    assert voice.service_level == pytest.approx(0.888, abs=0.0005)
    assert staff(100, 30, [180], target=0.8, within_s=20).agents == 14
    large = staff(48, 1, [60], patience_s=120, agents=50)
    assert large.model == "erlang_a"
    assert large.wait_s == pytest.approx(3.7, abs=0.05)
    chat = staff(120, 60, [300, 360], patience_s=120, agents=6, within_s=30)
    assert chat.abandon_rate == pytest.approx(0.135, abs=0.0005)
    assert chat.service_level == pytest.approx(0.724, abs=0.0005)


def test_without_patience_an_overload_has_no_answer_and_says_why() -> None:
    found = staff(100, 30, [180], agents=10)
    assert found.why_none == "load_above_capacity"
    assert found.asa_s is None
    assert found.service_level is None
    assert found.low.service_level is not None
    assert found.high.why_none == "load_above_capacity"
    assert staff(100, 30, [180], agents=10, patience_s=60).service_level is not None


def test_low_and_high_answer_the_same_question_for_other_contacts() -> None:
    given_agents = staff(100, 30, [180], patience_s=60, agents=12, within_s=20)
    assert given_agents.low.offered < 100 < given_agents.high.offered
    levels = [one.service_level or 0 for one in (given_agents.low, given_agents, given_agents.high)]
    assert levels[0] > levels[1] > levels[2]
    wanted = staff(100, 30, [180], patience_s=60, target=0.9, within_s=20)
    assert wanted.low.agents < wanted.agents < wanted.high.agents
    for one in (wanted.low, wanted, wanted.high):
        alone = staff(one.offered, 30, [180], patience_s=60, target=0.9, within_s=20)
        assert alone.agents == one.agents
        assert alone.service_level == one.service_level
    busy = staff(wanted.high.offered, 30, [180], patience_s=60, agents=wanted.agents, within_s=20)
    assert wanted.high.service_level_as_staffed == busy.service_level


def test_a_forecasts_range_goes_before_the_dispersion() -> None:
    found = staff(100, 30, [180], agents=14, offered_range=(80, 130))
    assert (found.low.offered, found.high.offered) == (80, 130)
    assert found.assumptions["range_from"] == "given"
    assert found.assumptions["dispersion"] is None


def count_chance(count: int, mean: float, dispersion: float) -> float:
    """Negative binomial, or Poisson at a dispersion of 1."""
    if dispersion == 1:
        return exp(count * log(mean) - mean - lgamma(count + 1))
    size = mean / (dispersion - 1)
    shape = lgamma(count + size) - lgamma(size) - lgamma(count + 1)
    return exp(shape - size * log(dispersion) + count * log(1 - 1 / dispersion))


@given(st.floats(0.05, 300), st.sampled_from([1.0, 2.0, 3.0, 4.0]))
@settings(max_examples=60, deadline=None)
def test_one_interval_in_ten_is_below_the_low_and_one_above_the_high(
    mean: float, dispersion: float
) -> None:
    low, high = arrival_range(mean, dispersion)
    for point, share in ((low, 0.1), (high, 0.9)):
        upto = sum(count_chance(n, mean, dispersion) for n in range(int(point) + 1))
        assert upto >= share - 1e-9
        assert upto - count_chance(int(point), mean, dispersion) < share + 1e-9


@pytest.mark.parametrize("dispersion", [1.0, 3.0])
def test_large_counts_go_on_where_the_exact_ones_end(dispersion: float) -> None:
    exact, curve = arrival_range(9_999.99, dispersion), arrival_range(10_000, dispersion)
    assert curve == pytest.approx(exact, abs=1.01)
    assert arrival_range(0, dispersion) == (0, 0)


def test_the_rota_is_larger_by_those_who_are_not_at_work() -> None:
    assert rostered(21, 0.3) == 30
    assert rostered(14, 0.3) == 20
    assert rostered(15, 0.3) == 22
    assert rostered(7, 0) == 7
    found = staff(100, 30, [180], agents=14, shrinkage=0.3)
    assert (found.agents, found.rostered, found.low.rostered) == (14, 20, 20)


@given(st.integers(1, 5000), st.integers(0, 99))
def test_on_the_rota_are_just_enough(agents: int, percent: int) -> None:
    on_rota = rostered(agents, percent / 100)
    assert on_rota * (100 - percent) >= 100 * agents
    assert (on_rota - 1) * (100 - percent) < 100 * agents


def test_one_handle_time_gives_the_others_by_the_factor() -> None:
    assert Settings().staff_factors == FACTORS
    times = handle_times([300], 6)
    assert times[:3] == pytest.approx((300, 300 * 2 / 1.7, 300 * 3 / 2.5))
    done = [k / time for k, time in enumerate(times, 1)]
    assert done == pytest.approx([factor / 300 for factor in (*FACTORS, FACTORS[-1])])
    assert handle_times([300], 2, (1, 2)) == (300, 300)
    assert handle_times([300, 360, 450]) == (300, 360, 450)
    assert handle_times([300, 360, 450], 2) == (300, 360)
    assert handle_times([300]) == (300,)


def test_every_assumption_has_a_name_and_a_value() -> None:
    found = staff(100, 30, [180], concurrency=3, patience_s=90, agents=8, shrinkage=0.25)
    assumed = found.assumptions
    assert assumed["handle_s"] == list(handle_times([180], 3))
    assert assumed["concurrency_factor"] == list(FACTORS)
    wanted = {
        "arrivals": "poisson",
        "steady_state": True,
        "order": "first_come_first_served",
        "handle_time": "exponential",
        "handle_s_from": "factor",
        "concurrency": 3,
        "chats_spread": "evenly",
        "patience": "exponential",
        "patience_s": 90,
        "within_s": 60,
        "target": None,
        "shrinkage": 0.25,
        "range_from": "dispersion",
        "dispersion": 3,
        "low_point": 0.1,
        "high_point": 0.9,
        "offered_low": found.low.offered,
        "offered_high": found.high.offered,
    }
    assert wanted.items() <= assumed.items()
    assert staff(100, 30, [180], agents=20).assumptions["patience"] == "none"


def test_an_interval_without_contacts_needs_the_one_who_is_there() -> None:
    found = staff(0, 30, [180], target=0.9, patience_s=60)
    assert (found.agents, found.service_level, found.occupancy) == (1, 1, 0)


@pytest.mark.parametrize(
    ("code", "given_values"),
    [
        ("agents_or_target", {}),
        ("agents_or_target", {"agents": 3, "target": 0.8}),
        ("no_handle_time", {"aht_s": [300, 360], "concurrency": 3, "agents": 3}),
        ("too_many_agents", {"offered": 1e9, "target": 0.8}),
        ("bad_staffing", {"offered": -1.0, "agents": 3}),
        ("bad_staffing", {"offered": float("nan"), "agents": 3}),
        ("bad_staffing", {"per_min": 0.0, "agents": 3}),
        ("bad_staffing", {"aht_s": [0.0], "agents": 3}),
        ("no_handle_time", {"aht_s": [], "agents": 3}),
        ("bad_staffing", {"aht_s": [300, float("inf")], "agents": 3}),
        ("bad_staffing", {"patience_s": 0.0, "agents": 3}),
        ("bad_staffing", {"within_s": -1.0, "agents": 3}),
        ("bad_staffing", {"target": 1.0}),
        ("bad_staffing", {"shrinkage": 1.0, "agents": 3}),
        ("bad_staffing", {"dispersion": 0.5, "agents": 3}),
        ("bad_staffing", {"agents": 0}),
        ("bad_staffing", {"concurrency": 0, "agents": 3}),
        ("bad_staffing", {"offered_range": (9.0, 3.0), "agents": 3}),
    ],
)
def test_what_means_nothing_is_refused(code: str, given_values: dict[str, object]) -> None:
    asked: dict[str, object] = {"offered": 100.0, "per_min": 30.0, "aht_s": [180.0], **given_values}
    with pytest.raises(Refused) as refused:
        staff(**asked)  # type: ignore[arg-type]
    assert refused.value.code == code


@given(
    st.integers(1, 5000),
    st.floats(0, 3),
    st.lists(st.floats(-6, 12).map(lambda power: 10**power), min_size=1, max_size=3),
    st.one_of(st.none(), st.floats(-6, 12).map(lambda power: 10**power)),
    st.floats(0, 1e12),
)
@settings(max_examples=100, deadline=None)
def test_an_answer_is_whole_at_any_size(
    agents: int, load: float, aht_s: list[float], patience_s: float | None, within_s: float
) -> None:
    offered = min(1e12, load * agents / aht_s[-1] * 1800)
    found = staff(offered, 30, aht_s, patience_s=patience_s, agents=agents, within_s=within_s)
    assert isinstance(found, StaffAnswer)
    for one in (found, found.low, found.high):
        assert (one.service_level is None) == (one.why_none is not None)
        for name in MEASURES:
            value = getattr(one, name)
            assert value is None or 0 <= value < inf, name
            assert value is None or name in ("asa_s", "wait_s") or value <= 1 + 1e-9, name
    assert found.low.offered <= offered + 1 <= found.high.offered + 2
