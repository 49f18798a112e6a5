"""Alarms: before the breach, once, and never from old data."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.alarm_book import acknowledge_alarm, keep_alarm, open_alarms, snooze_alarm
from store.clock import FixedClock
from store.errors import Refused
from store.figures.alarms import Alarms, Rung, acknowledge, close_days, limits_of, snooze, watch
from store.figures.queue_now import Ground, QueueReport, queue_now
from store.figures.queue_state import QueueState
from store.locations import TeamPlace
from store.records.queue import Heads, Limit, QueueRules, Snapshot
from store.team import Team

ZONE = timezone(timedelta(hours=8))
NINE = datetime(2026, 11, 20, 9, tzinfo=ZONE)
NO_RULES: Mapping[str, QueueRules] = {}
KEY = ("chat", "longest_wait_s")
LATER = NINE + timedelta(minutes=2)


def reading(seconds: float, longest: float, queue: str = "chat", **more: Any) -> QueueReport:
    at = NINE + timedelta(seconds=seconds)
    state = QueueState(ZONE)
    told = at - timedelta(seconds=more.pop("age", 0))
    state.apply(Snapshot(told, queue, int(longest > 0), longest, **more))
    return queue_now(state, at, Ground())


def follow(
    longest: list[float], alarms: Alarms | None = None, start: float = 0, every: float = 10
) -> tuple[Alarms, list[Rung]]:
    alarms = alarms or Alarms()
    told: list[Rung] = []
    for step, value in enumerate(longest):
        alarms, rung = watch(alarms, reading(start + step * every, value), NO_RULES)
        told += rung
    return alarms, told


def test_a_chat_warns_at_100_seconds_and_says_when_the_line_is_crossed() -> None:
    alarms, told = follow([40, 99, 100, 150, 179, 180, 240])
    assert [(rung.what, rung.alarm.level, rung.rings) for rung in told] == [
        ("began", "warn", True),
        ("worse", "line", True),
    ]
    alarm = alarms.open[KEY]
    assert (alarm.since, alarm.value, alarm.limit) == (NINE + timedelta(seconds=20), 240, 180)


def test_one_that_swings_about_the_limit_rings_once() -> None:
    alarms, told = follow([101, 95, 103, 91, 104, 99])
    assert [rung.what for rung in told] == ["began"]
    alarms, told = follow([89], alarms, start=100)
    assert [(rung.what, rung.alarm.why_ended, rung.rings) for rung in told] == [
        ("ended", "cleared", False)
    ]
    assert not alarms.open


@given(st.lists(st.floats(0, 400), max_size=60))
def test_an_alarm_holds_from_its_limit_until_it_is_clear(values: list[float]) -> None:
    alarms, holds = Alarms(), False
    for step, value in enumerate(values):
        alarms, told = watch(alarms, reading(step, value), NO_RULES)
        holds = value >= 90 if holds else value >= 100
        assert (KEY in alarms.open) == holds
        assert len(told) <= 1


def test_old_data_raises_and_ends_no_alarm() -> None:
    alarms, told = watch(Alarms(), reading(0, 500, age=901), NO_RULES)
    assert not alarms.open and not told
    alarms, _ = follow([120])
    after, told = watch(alarms, reading(2000, 0, age=1000), NO_RULES)
    assert after.open == alarms.open and not told
    after, told = watch(alarms, reading(2000, 0, age=600), NO_RULES)
    assert not after.open


@pytest.mark.parametrize("queue", ["mail", "售后邮件", "tickets", "工单"])
def test_letters_and_tickets_have_no_limit_of_their_own(queue: str) -> None:
    alarms, told = watch(Alarms(), reading(0, 90_000, queue), NO_RULES)
    assert not alarms.open and not told
    rules = {queue: QueueRules(queue, limits={"longest_wait_s": Limit(warn=3600, line=7200)})}
    assert watch(Alarms(), reading(0, 5000, queue), rules)[0].open[queue, "longest_wait_s"]


def test_a_lead_sets_the_limits_and_the_owner_of_a_queue() -> None:
    rules = {"chat": QueueRules("Chat", owner="a1", limits={"longest_wait_s": Limit(warn=30)})}
    alarms, _ = watch(Alarms(), reading(0, 31), rules)
    assert alarms.open[KEY].owner == "a1"
    off = {"chat": QueueRules("chat", limits={"longest_wait_s": Limit()})}
    after, told = watch(alarms, reading(10, 300), off)
    assert not after.open
    assert told[0].alarm.why_ended == "rule_gone"
    assert limits_of("chat", "chat", off)["saturation"].warn == 0.95


def test_what_is_seen_to_or_put_off_rings_no_more_until_it_gets_worse() -> None:
    alarms, _ = follow([120])
    seen = acknowledge(alarms, *KEY, NINE, "lead")
    assert seen.open[KEY].acknowledged_by == "lead"
    after, told = follow([130, 185], seen, start=20)
    assert [(rung.what, rung.rings) for rung in told] == [("worse", True)]
    assert after.open[KEY].acknowledged_at is None
    later = snooze(alarms, *KEY, NINE + timedelta(seconds=60))
    after, told = follow([130, 185, 150], later, start=20)
    assert [(rung.what, rung.rings) for rung in told] == [("worse", False)]
    after, told = follow([150], after, start=61)
    assert [(rung.what, rung.rings) for rung in told] == [("again", True)]


def test_a_full_team_is_told_when_it_lasts() -> None:
    heads = Heads(online=4, available=0, busy=4, away=0)
    alarms = Alarms()
    told: list[Rung] = []
    for seconds in (0, 60, 119, 120):
        report = reading(seconds, 0, open_contacts=19, heads=heads)
        alarms, rung = watch(alarms, report, NO_RULES)
        told += rung
    assert [(r.alarm.measure, r.alarm.since - NINE) for r in told] == [
        ("saturation", timedelta(seconds=120))
    ]


def test_too_little_is_an_alarm_where_the_limit_is_a_floor() -> None:
    rules = {"q": QueueRules("q", limits={"service_level": Limit(warn=0.8, line=0.7, below=True)})}
    state = QueueState(ZONE)
    from store.records.queue import Event

    for n in range(40):
        wait = 10 if n % 4 else 90
        state.apply(Event(NINE, "q", f"{n}", "queued"))
        state.apply(Event(NINE + timedelta(seconds=wait), "q", f"{n}", "answered", "a"))
    at = NINE + timedelta(seconds=100)
    alarms, _ = watch(Alarms(), queue_now(state, at, Ground()), rules)
    assert alarms.open["q", "service_level"].value == 0.75
    assert alarms.open["q", "service_level"].level == "warn"


def test_a_day_that_is_over_ends_what_is_no_longer_measured() -> None:
    alarms, _ = follow([120])
    rate = replace(alarms.open[KEY], measure="abandon_rate")
    alarms = Alarms({KEY: alarms.open[KEY], ("chat", "abandon_rate"): rate})
    night = reading(16 * 3600, 120)
    same_day, told = close_days(alarms, reading(3600, 120, age=1000), datetime.date)
    assert same_day == alarms and not told
    after, told = close_days(alarms, night, datetime.date)
    assert [(rung.alarm.measure, rung.alarm.why_ended) for rung in told] == [
        ("abandon_rate", "day_over")
    ]
    assert KEY in after.open, "it waits past midnight"
    silent = reading(16 * 3600, 120, age=1000)
    after, told = close_days(alarms, silent, datetime.date)
    assert not after.open
    assert {rung.alarm.why_ended for rung in told} == {"no_data"}
    assert not any(rung.rings for rung in told)


def test_each_alarm_is_one_record_and_undo_passes_it_by(tmp_path: Path) -> None:
    place = TeamPlace("t", tmp_path / "t", tmp_path / "state")
    with Team.open(place, FixedClock(LATER), by="lead") as team:
        team.change("setting", lambda draft: draft.put("settings", "few", {"value": 5}))
        alarms, told = follow([120, 185])
        for rung in told:
            keep_alarm(team, rung.alarm, LATER)
        assert open_alarms(team, NINE.date()) == alarms
        alarms = acknowledge_alarm(team, alarms, *KEY, by="lead")
        alarms = snooze_alarm(team, alarms, *KEY, until=NINE + timedelta(minutes=5))
        (kept,) = team.alarms(NINE.date(), NINE.date())
        assert kept.acknowledged_by == "lead" and kept.level == "line"
        with pytest.raises(Refused, match="no_such_alarm"):
            acknowledge_alarm(team, alarms, "chat", "waiting", by="lead")
        alarms, told = follow([0], alarms, start=100)
        keep_alarm(team, told[0].alarm, LATER)
        assert not open_alarms(team, NINE.date()).open
        (kept,) = team.alarms(NINE.date(), NINE.date())
        assert kept.why_ended == "cleared"
        assert [change.what for change in team.history()].count("alarm") == 3
        assert team.undo().what == "alarm_answer"
