"""Erlang C and Erlang A: published figures, the definition, a floor played out, and any size."""

import os
from itertools import pairwise
from math import isfinite

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.figures.erlang import Measures, erlang_a, erlang_c
from store.figures.waiting import phi
from tests.queue_simulation import Floor
from tests.staffing_oracle import expected

FULL = os.environ.get("FLOORBOARD_SWEEP") == "full"
SHARES = ("wait_probability", "service_level", "abandon_rate", "occupancy", "saturation")

agents = st.integers(1, 5000)
loads = st.floats(0, 3)
"""Load an agent."""
patience = st.floats(-9, 12).map(lambda power: 60 * 10**power)
within = st.sampled_from([0.0, 1.0, 20.0, 600.0])


def test_a_hundred_in_half_an_hour_without_patience_are_as_published() -> None:
    found = erlang_c(100 / 1800, 180, 14, 20)
    assert found is not None
    assert round(found.service_level, 3) == 0.888
    assert found.asa_s is not None
    assert round(found.asa_s, 1) == 7.8
    assert found.wait_s == pytest.approx(found.asa_s)
    assert round(found.occupancy, 3) == 0.714
    assert found.abandon_rate == 0


def test_forty_eight_a_minute_with_patience_are_as_published() -> None:
    found = erlang_a(48 / 60, 60, 50, 120, 20)
    assert round(found.abandon_rate, 3) == 0.031
    assert round(found.wait_s, 1) == 3.7
    assert round(found.occupancy, 2) == 0.93


def test_one_agent_is_the_queue_of_the_textbooks() -> None:
    """M/M/1 at a load of a half: everybody waits half the time, a handle time on average."""
    found = erlang_c(1 / 120, 60, 1, 60)
    assert found is not None
    assert found.wait_probability == pytest.approx(0.5)
    assert found.wait_s == pytest.approx(60)
    assert found.service_level == pytest.approx(1 - 0.5 * 2.718281828459045**-0.5)


@pytest.mark.parametrize("load", [1.0, 1.2, 50.0])
def test_without_patience_there_is_no_answer_from_the_capacity_on(load: float) -> None:
    assert erlang_c(load * 10 / 60, 60, 10, 20) is None


def test_without_contacts_the_first_one_would_find_everybody_free() -> None:
    for found in (erlang_c(0, 60, 3, 20), erlang_a(0, 60, 3, 120, 20)):
        assert found == Measures(0, 0, 0, 1, 0, 0, 0)


@given(st.integers(1, 25), st.floats(0.05, 2), st.floats(0.1, 10), st.floats(0, 3))
@settings(max_examples=60, deadline=None)
def test_it_is_the_sum_over_the_states_and_the_places_in_line(
    n: int, load: float, patience_in_handles: float, within_in_handles: float
) -> None:
    asked = load * n / 60, 60.0, n, 60 * patience_in_handles, 60 * within_in_handles
    wanted = expected(asked[0], [60], *asked[2:])
    found = erlang_a(*asked)
    for name, value in wanted._asdict().items():
        assert getattr(found, name) == pytest.approx(value, rel=1e-9, abs=1e-13), name


@given(agents, loads, patience, within)
@example(5000, 1.0, 60.0, 20.0)
@example(5000, 3.0, 6e13, 20.0)
@example(1, 1e-9, 6e-8, 0.0)
@settings(max_examples=300, deadline=None)
def test_every_figure_is_finite_and_a_share_is_a_share(
    n: int, load: float, patience_s: float, within_s: float
) -> None:
    found = erlang_a(load * n / 60, 60, n, patience_s, within_s)
    for name in SHARES:
        assert 0 <= getattr(found, name) <= 1 + 1e-12, name
    assert found.asa_s is not None
    assert isfinite(found.asa_s)
    assert found.asa_s >= 0
    assert 0 <= found.wait_s <= patience_s * (1 + 1e-12)
    assert found.service_level >= 1 - found.wait_probability - 1e-12
    assert found.service_level <= 1 - found.abandon_rate + 1e-12


@given(agents, loads, patience)
@settings(max_examples=200, deadline=None)
def test_what_comes_is_answered_or_leaves(n: int, load: float, patience_s: float) -> None:
    found = erlang_a(load * n / 60, 60, n, patience_s)
    assert found.occupancy == pytest.approx(load * (1 - found.abandon_rate), rel=1e-9)
    assert found.abandon_rate == pytest.approx(found.wait_s / patience_s, rel=1e-9, abs=1e-300)


@given(agents, loads, patience, within)
@settings(max_examples=200, deadline=None)
def test_one_agent_more_never_makes_it_worse(
    n: int, load: float, patience_s: float, within_s: float
) -> None:
    fewer = erlang_a(load * n / 60, 60, n, patience_s, within_s)
    more = erlang_a(load * n / 60, 60, n + 1, patience_s, within_s)
    assert more.service_level >= fewer.service_level - 1e-12
    assert more.abandon_rate <= fewer.abandon_rate + 1e-12
    assert more.wait_probability <= fewer.wait_probability + 1e-12
    assert more.occupancy <= fewer.occupancy + 1e-12


@given(agents, st.floats(0.01, 2.5), patience, within)
@settings(max_examples=200, deadline=None)
def test_more_contacts_never_make_it_better(
    n: int, load: float, patience_s: float, within_s: float
) -> None:
    few = erlang_a(load * n / 60, 60, n, patience_s, within_s)
    many = erlang_a(1.05 * load * n / 60, 60, n, patience_s, within_s)
    assert many.service_level <= few.service_level + 1e-12
    assert many.wait_s >= few.wait_s * (1 - 1e-9)
    assert many.occupancy >= few.occupancy - 1e-12


@given(agents, st.floats(0.05, 0.99), within)
@settings(max_examples=100, deadline=None)
def test_great_patience_comes_to_erlang_c(n: int, load: float, within_s: float) -> None:
    without = erlang_c(load * n / 60, 60, n, within_s)
    great = erlang_a(load * n / 60, 60, n, 6e14, within_s)
    assert without is not None
    for name in ("wait_probability", "service_level", "occupancy", "wait_s", "asa_s"):
        assert getattr(great, name) == pytest.approx(getattr(without, name), rel=1e-6, abs=1e-9)


@given(agents, st.floats(0.05, 3))
@settings(max_examples=100, deadline=None)
def test_no_patience_at_all_comes_to_erlangs_loss_formula(n: int, load: float) -> None:
    loss = 1.0
    for k in range(1, n + 1):
        loss = load * n * loss / (k + load * n * loss)
    found = erlang_a(load * n / 60, 60, n, 1e-12, 20)
    assert found.abandon_rate == pytest.approx(loss, rel=1e-9, abs=1e-13)
    assert found.wait_probability == pytest.approx(loss, rel=1e-9, abs=1e-13)


def test_far_above_capacity_who_does_not_fit_leaves() -> None:
    for n in (1, 50, 5000):
        found = erlang_a(1000 * n / 60, 60, n, 120, 20)
        assert found.abandon_rate == pytest.approx(0.999, abs=1e-4)
        assert found.occupancy == pytest.approx(1, abs=1e-3)


@given(st.floats(-0.6, 0.6))
def test_the_series_meets_the_formula(z: float) -> None:
    terms, term = 0.0, 1.0
    for n in range(1, 30):
        term *= -z / n
        terms += term if n > 1 else 0.0
    assert phi(z) == pytest.approx(terms, rel=1e-13, abs=0)


GRID = [
    (n, load, patience_in_handles)
    for n in ((1, 4, 12) if not FULL else (1, 3, 12, 40))
    for load in ((0.7, 0.95, 1.3) if not FULL else (0.5, 0.8, 0.95, 1.1, 1.5))
    for patience_in_handles in ((0.5, 3.0) if not FULL else (0.1, 0.5, 1.0, 3.0, 10.0))
]


@pytest.mark.sweep
@pytest.mark.parametrize(("n", "load", "patience_in_handles"), GRID)
def test_a_floor_played_contact_by_contact_agrees(
    n: int, load: float, patience_in_handles: float
) -> None:
    arrivals, patience_s = load * n / 300, 300 * patience_in_handles
    # as many handle times at any size; a patient line forgets slowly and is watched for longer
    contacts = (40_000 + (50_000 if FULL else 16_000) * n) * (1 + patience_in_handles / 4)
    played = Floor(arrivals, [300], n, patience_s, seed=n).play(int(contacts), within_s=30)
    found = erlang_a(arrivals, 300, n, patience_s, 30)
    assert found.wait_probability == pytest.approx(played.waited, abs=0.01)
    assert found.service_level == pytest.approx(played.in_time, abs=0.01)
    assert found.abandon_rate == pytest.approx(played.abandoned, abs=0.01)
    assert found.occupancy == pytest.approx(played.occupancy, abs=0.01)
    hundredth = 0.01 * max(300, patience_s)
    assert found.asa_s == pytest.approx(played.asa_s, abs=hundredth)
    assert found.wait_s == pytest.approx(played.wait_s, abs=hundredth)


@pytest.mark.sweep
@pytest.mark.parametrize(("n", "load"), [(1, 0.5), (14, 10 / 14)])
def test_a_floor_without_patience_agrees_with_erlang_c(n: int, load: float) -> None:
    arrivals = load * n / 180
    played = Floor(arrivals, [180], n, None, seed=3).play(300_000, within_s=20)
    found = erlang_c(arrivals, 180, n, 20)
    assert found is not None
    assert found.wait_probability == pytest.approx(played.waited, abs=0.01)
    assert found.service_level == pytest.approx(played.in_time, abs=0.01)
    assert found.asa_s == pytest.approx(played.asa_s, abs=0.03 * 180)  # no patience bounds it


def test_the_figures_of_a_team_of_any_size_run_smoothly() -> None:
    """At the same load an agent, a larger team answers more: no jump where methods change."""
    levels = [erlang_a(0.95 * n / 60, 60, n, 120, 20).service_level for n in range(1, 5001, 7)]
    assert all(more > fewer for fewer, more in pairwise(levels) if fewer < 1 - 1e-9)
