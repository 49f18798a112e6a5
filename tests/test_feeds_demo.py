"""The demo floor: one seed, one floor; arrivals as uneven as real ones; people who go to lunch."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from random import Random
from statistics import fmean, variance

import pytest

from store.feeds.demo import Demo
from store.feeds.demo_floor import DemoFloor
from store.feeds.demo_plan import (
    DISPERSION,
    HALF_S,
    arrivals,
    breaks,
    expected,
    poisson,
    usual_floor,
)
from store.figures.queue_state import replayed
from store.records.queue import Event, Snapshot
from tests.feeds_build import DAY, ZONE
from tests.sample_queue import SEED, floor, queue_lines
from tests.sample_team import LAST

MIDNIGHT = datetime(2026, 11, 22, tzinfo=ZONE)


def make(seed: int = 1) -> DemoFloor:
    return DemoFloor(usual_floor(), ZONE, DAY, seed)


def test_one_seed_gives_one_floor_however_it_is_asked() -> None:
    end = MIDNIGHT + timedelta(hours=23)
    at_once = list(make().until(end))
    one, in_steps, rng = make(), [], Random(3)
    now = MIDNIGHT
    while now < end:
        now = min(end, now + timedelta(seconds=rng.uniform(0.2, 900)))
        in_steps += list(one.until(now))
    assert in_steps == at_once
    assert list(make(2).until(end)) != at_once


def test_lines_come_in_order_and_every_contact_hangs_together() -> None:
    lines = list(make().until(MIDNIGHT + timedelta(hours=30)))
    moments = [line.at for line in lines]
    assert moments == sorted(moments)
    state = replayed(lines, ZONE)
    assert not state.odd
    days = state.days(DAY)
    assert sum(sum(day.offered) for day in days) > 1000
    told = Counter(line.event for line in lines if isinstance(line, Event))
    assert told["queued"] == told["answered"] + told["abandoned"]
    assert told["transferred"] > 0


def test_arrivals_spread_three_times_as_wide_as_poisson() -> None:
    for mean in (1.5, 12.0, 60.0):
        rng = Random(7)
        counts = [len(arrivals(rng, mean, 0.0)) for _ in range(6000)]
        assert fmean(counts) == pytest.approx(mean, rel=0.06)
        assert variance(counts) / fmean(counts) == pytest.approx(DISPERSION, rel=0.12)


def test_the_floors_own_half_hours_are_that_uneven_too() -> None:
    queue = usual_floor()[0]
    by_half: defaultdict[int, list[int]] = defaultdict(list)
    for seed in range(120):
        counts: Counter[int] = Counter()
        demo = DemoFloor((queue,), ZONE, DAY, seed)
        for line in demo.until(MIDNIGHT + timedelta(hours=23)):
            if isinstance(line, Event) and line.event == "queued":
                counts[int((line.at - MIDNIGHT).total_seconds() // HALF_S)] += 1
        for half in range(20, 44):
            by_half[half].append(counts[half])
    ratios = [variance(counts) / fmean(counts) for counts in by_half.values()]
    assert 2.5 < fmean(ratios) < 3.5


def test_a_poisson_of_any_size() -> None:
    rng = Random(1)
    for mean in (0.0, 0.4, 30.0, 1400.0):
        draws = [poisson(rng, mean) for _ in range(800)]
        assert fmean(draws) == pytest.approx(mean, rel=0.1, abs=0.05)


def test_the_day_has_its_peaks_at_noon_and_in_the_evening() -> None:
    queue = usual_floor()[0]
    hours = [expected(queue, 2 * hour) + expected(queue, 2 * hour + 1) for hour in range(24)]
    assert sum(hours) == pytest.approx(queue.per_day)
    assert {hour for hour in range(24) if hours[hour] > 0.075 * queue.per_day} <= {
        12,
        13,
        20,
        21,
        22,
    }


def test_nobody_holds_more_than_the_cap_and_who_is_away_takes_nobody() -> None:
    caps = {person.name: person.cap for queue in usual_floor() for person in queue.people}
    held: Counter[str] = Counter()
    most: Counter[str] = Counter()
    of: dict[str, str] = {}
    for line in make().until(MIDNIGHT + timedelta(hours=24)):
        if isinstance(line, Snapshot):
            heads = line.heads
            assert heads is not None
            assert heads.online == (heads.available or 0) + (heads.busy or 0) + (heads.away or 0)
        elif line.event in ("answered", "transferred") and line.agent:
            if line.contact in of:
                held[of[line.contact]] -= 1
            of[line.contact] = line.agent
            held[line.agent] += 1
            most[line.agent] = max(most[line.agent], held[line.agent])
        elif line.event == "ended":
            held[of.pop(line.contact)] -= 1
    assert all(most[name] <= cap for name, cap in caps.items())
    assert max(most.values()) == 5


def test_everybody_has_a_meal_and_two_short_breaks() -> None:
    away = breaks(Random(2), 0.0, 9 * 3600.0)
    lengths = sorted(one.ends - one.begins for one in away)
    assert len(away) == 3
    assert lengths[0] < lengths[1] < 800 and lengths[2] > 1400


def test_a_live_demo_says_how_the_queues_stand_twice_a_second() -> None:
    demo = Demo(make())
    told: list[Snapshot] = []
    start = MIDNIGHT + timedelta(hours=12)
    demo.poll(start)
    for tick in range(1, 21):
        told += demo.poll(start + timedelta(seconds=tick / 2)).snapshots
    assert len(told) >= 40
    assert demo.poll(start + timedelta(seconds=10.1)).snapshots == ()


def test_days_follow_each_other() -> None:
    days = {line.at.date() for line in make().until(MIDNIGHT + timedelta(days=3))}
    assert days == {DAY + timedelta(days=n) for n in range(3)} | {DAY + timedelta(days=3)}


def test_the_sample_day_is_the_teams_own() -> None:
    lines = list(queue_lines())
    contacts = {line.contact for line in lines if isinstance(line, Event)}
    agents = {line.agent for line in lines if isinstance(line, Event) and line.agent}
    assert 1700 <= len(contacts) <= 2300
    assert {line.queue for line in lines} == {"售前", "售后"}
    assert {"小满", "霜降-官旗", "冬至"} <= agents and len(agents) == 12
    assert {line.at.date() for line in lines} == {LAST} == {date(2026, 11, 15)}
    assert SEED and floor() is not floor()
