"""A team's alarms carried on: told once, kept once, however many processes see the queue."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.alarm_book import acknowledge_alarm, open_alarms, snooze_alarm
from store.alarm_watch import AlarmWatch
from store.clock import FixedClock
from store.errors import FloorboardError, Refused
from store.figures.alarms import Rung
from store.figures.queue_now import Ground, QueueReport, queue_now
from store.figures.queue_state import QueueState
from store.locations import TeamPlace
from store.queue_rules import set_rules
from store.queue_views import QueueDesk
from store.records.queue import Alarm, Limit, Snapshot
from store.team import Team
from tests.store_world import BrokenDisk

ZONE = timezone(timedelta(hours=8))
NINE = datetime(2026, 11, 20, 9, tzinfo=ZONE)
DAY = NINE.date()
KEY = ("chat", "longest_wait_s")


class Clock:
    """A clock that is put forward by hand, one for all."""

    def __init__(self) -> None:
        self.at = NINE

    def now(self) -> datetime:
        return self.at


def reading(at: datetime, longest: float, age: float = 0, queue: str = "chat") -> QueueReport:
    state = QueueState(ZONE)
    told = at - timedelta(seconds=age)
    state.apply(Snapshot(told, queue, int(longest > 0), longest))
    return queue_now(state, at, Ground())


class Watcher:
    """One process: a Team of its own on the folder, and its watch."""

    def __init__(self, folder: Path, clock: Clock, **more: Any) -> None:
        self.clock = clock
        place = TeamPlace("t", folder / "t", folder / "state")
        self.team = Team.open(place, clock, by="lead", disk=more.pop("disk", None))
        if not self.team.setting_values():
            self.team.change(
                "setting",
                lambda draft: draft.put("settings", "timezone", {"value": "Asia/Shanghai"}),
            )
        self.watch = AlarmWatch(QueueDesk(self.team), **more)

    def see(self, longest: float, *, keep: bool = True, **more: Any) -> list[str]:
        """Take a reading as a tick does; return what it told."""
        return [rung.what for rung in self.rungs(longest, keep=keep, **more)]

    def rungs(self, longest: float, *, keep: bool = True, **more: Any) -> tuple[Rung, ...]:
        self.team.refresh()
        now = self.clock.now()
        told = self.watch.hear(reading(now, longest, **more), now)
        if keep:
            self.watch.keep(now)
        return told

    def kept(self, day: date = DAY) -> tuple[Alarm, ...]:
        self.team.refresh()
        return self.team.alarms(day, day + timedelta(days=3))

    def logged(self) -> int:
        self.team.refresh()
        return [change.what for change in self.team.history()].count("alarm")


class Pair:
    """Two processes side by side: the dashboard and `feed run`."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.one, self.other = Watcher(folder, self.clock), Watcher(folder, self.clock)

    def later(self, seconds: float) -> None:
        self.clock.at += timedelta(seconds=seconds)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    pair = Pair(tmp_path)
    for process in (pair.one, pair.other):
        process.see(0)
    return pair


def later(watcher: Watcher, seconds: float) -> None:
    watcher.clock.at += timedelta(seconds=seconds)


def test_each_rung_is_told_once_and_is_a_change_in_the_journal(tmp_path: Path) -> None:
    one = Watcher(tmp_path, Clock())
    told = []
    for longest in (40, 100, 120, 180, 240, 95, 89, 0):
        told.append(one.see(longest))
        later(one, 10)
    assert told == [[], ["began"], [], ["worse"], [], [], ["ended"], []]
    assert one.logged() == 3
    (alarm,) = one.kept()
    assert (alarm.level, alarm.value, alarm.limit, alarm.why_ended) == ("line", 240, 180, "cleared")
    assert (alarm.since, alarm.ended_at) == (
        NINE + timedelta(seconds=10),
        NINE + timedelta(seconds=60),
    )


def test_two_that_run_feeds_side_by_side_keep_one_alarm(pair: Pair) -> None:
    assert pair.one.see(120) == ["began"]
    pair.later(0.4)
    assert pair.other.see(120.4) == ["began"], "each tells its own reader"
    pair.later(0.4)
    (alarm,) = pair.one.kept()
    assert alarm.since == NINE
    assert pair.other.watch.alarms.open[KEY].since == NINE
    pair.later(70)
    assert pair.other.see(190) == ["worse"]
    pair.later(0.4)
    assert pair.one.see(190.4) == ["worse"]
    pair.later(10)
    assert pair.one.see(0) == ["ended"]
    assert pair.other.see(0) == ["ended"]
    (alarm,) = pair.one.kept()
    assert (alarm.level, alarm.why_ended) == ("line", "cleared")
    assert pair.one.logged() == 3, "what both say is written by one"


def test_two_that_have_not_heard_of_each_other_yet_keep_one_alarm(pair: Pair) -> None:
    now = pair.clock.now()
    for process in (pair.one, pair.other):
        process.watch.hear(reading(now, 150), now)
        pair.later(0.3)
        now = pair.clock.now()
    pair.one.watch.keep(now)
    pair.other.watch.keep(now)
    assert len(pair.one.kept()) == 1
    assert pair.one.watch.alarms.open[KEY].since == pair.other.watch.alarms.open[KEY].since
    assert pair.other.see(150) == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([0, 1]), st.floats(60, 220), st.floats(0.1, 30)), max_size=30
    )
)
def test_no_two_alarms_of_a_measure_ever_overlap(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, float, float]]
) -> None:
    pair = Pair(tmp_path_factory.mktemp("pair"))
    for who, longest, seconds in steps:
        (pair.one, pair.other)[who].see(longest)
        pair.later(seconds)
    kept = sorted(pair.one.kept(), key=lambda one: one.since)
    for before, after in pairwise(kept):
        assert before.ended_at is not None and before.ended_at <= after.since
    for process in (pair.one, pair.other):
        process.see(0)
        process.see(0)
        assert not process.watch.alarms.open
    assert not [one for one in pair.one.kept() if one.ended_at is None]


def test_one_that_only_listens_tells_the_same_and_writes_nothing(pair: Pair) -> None:
    assert pair.other.see(120, keep=False) == ["began"]
    pair.later(1)
    assert pair.one.see(121) == ["began"]
    pair.later(1)
    assert pair.other.see(122, keep=False) == []
    assert pair.other.watch.alarms.open[KEY].since == NINE + timedelta(seconds=1)
    pair.later(1)
    assert pair.other.see(80, keep=False) == ["ended"]
    pair.later(0.1)
    assert pair.one.see(95) == []
    assert pair.other.see(95, keep=False) == [], "it has ended here"
    assert len(pair.one.kept()) == 1


def test_what_holds_already_is_no_news_for_one_that_begins(pair: Pair, tmp_path: Path) -> None:
    pair.one.see(120)
    third = Watcher(tmp_path, pair.clock)
    pair.later(5)
    assert third.see(125) == []
    assert third.watch.alarms.open[KEY].since == NINE
    pair.later(60)
    assert third.see(185) == ["worse"]


def test_an_answer_given_elsewhere_is_heard(pair: Pair) -> None:
    pair.one.see(120)
    lead = pair.other.team
    lead.refresh()
    held = open_alarms(lead, DAY)
    acknowledge_alarm(lead, held, *KEY, by="lead")
    assert pair.one.see(130) == []
    assert pair.one.watch.alarms.open[KEY].acknowledged_by == "lead"
    pair.later(60)
    (worse,) = pair.one.rungs(190)
    assert (worse.what, worse.rings) == ("worse", True)
    assert pair.one.kept()[0].acknowledged_at is None, "it has got worse since"
    assert pair.other.see(190) == ["worse"] or pair.other.watch.alarms.open


def test_what_is_put_off_is_told_again_by_each(pair: Pair) -> None:
    pair.one.see(120)
    pair.other.see(120)
    until = NINE + timedelta(minutes=5)
    snooze_alarm(pair.one.team, pair.one.watch.alarms, *KEY, until=until)
    pair.later(100)
    (worse,) = pair.other.rungs(190)
    assert (worse.what, worse.rings) == ("worse", False), "it is told, and rings not"
    assert pair.one.see(190) == ["worse"]
    pair.later(200)
    (again,) = pair.one.rungs(200)
    assert (again.what, again.rings) == ("again", True)
    assert pair.other.see(200) == ["again"]
    assert pair.one.kept()[0].snoozed_until is None


def test_an_answer_goes_to_the_alarm_that_is_kept(pair: Pair) -> None:
    pair.other.see(120, keep=False)
    shown = pair.other.watch.alarms
    pair.later(1)
    pair.one.see(121)
    acknowledge_alarm(pair.other.team, shown, *KEY, by="lead")
    (alarm,) = pair.one.kept()
    assert (alarm.since, alarm.acknowledged_by) == (NINE + timedelta(seconds=1), "lead")
    pair.later(5)
    pair.one.see(0)
    with pytest.raises(Refused, match="no_such_alarm"):
        acknowledge_alarm(pair.other.team, shown, *KEY, by="lead")


def test_what_could_not_be_kept_is_kept_the_next_time(tmp_path: Path) -> None:
    disk = BrokenDisk()
    one = Watcher(tmp_path, Clock(), disk=disk)
    one.see(0)
    disk.broken.add("write")
    now = one.clock.now()
    (told,) = one.watch.hear(reading(now, 150), now)
    with pytest.raises(FloorboardError):
        one.watch.keep(now)
    assert told.what == "began"
    disk.broken.clear()
    later(one, 1)
    assert one.see(151) == []
    assert one.kept()[0].since == NINE


def test_red_data_raises_none_and_ends_none_until_the_day_is_over(tmp_path: Path) -> None:
    one = Watcher(tmp_path, Clock())
    assert one.see(500, age=901) == []
    assert one.see(150) == ["began"]
    later(one, 3600)
    assert one.see(0, age=3600) == []
    assert KEY in one.watch.alarms.open
    later(one, 15 * 3600)
    assert one.see(0, age=16 * 3600) == ["ended"]
    (alarm,) = one.kept()
    assert alarm.why_ended == "no_data"


def test_what_a_team_left_open_before_its_holidays_ends(tmp_path: Path) -> None:
    clock = Clock()
    Watcher(tmp_path, clock).see(150)
    clock.at += timedelta(days=9)
    back = Watcher(tmp_path, clock)
    assert back.see(0) == ["ended"]
    (alarm,) = back.kept()
    assert alarm.ended_at == NINE + timedelta(days=9)
    assert back.see(150) == ["began"]


def test_a_queue_that_is_gone_keeps_its_alarm_for_the_day(tmp_path: Path) -> None:
    one = Watcher(tmp_path, Clock())
    one.see(150)
    later(one, 60)
    assert one.see(10, queue="other") == []
    later(one, 86_400)
    assert one.see(10, queue="other") == ["ended"]


def test_a_limit_that_is_taken_away_ends_its_alarm(tmp_path: Path) -> None:
    one = Watcher(tmp_path, Clock())
    one.see(150)
    set_rules(one.team, "chat", limits={"longest_wait_s": Limit()})
    later(one, 1)
    assert one.see(150) == ["ended"]
    assert one.kept()[0].why_ended == "rule_gone"


def test_played_moments_are_told_and_never_kept(tmp_path: Path) -> None:
    clock = Clock()
    Watcher(tmp_path, clock).see(150)
    played = Watcher(tmp_path, clock, played=True)
    assert played.see(150) == ["began"]
    later(played, 60)
    assert played.see(190) == ["worse"]
    assert played.see(0) == ["ended"]
    (alarm,) = played.kept()
    assert (alarm.level, alarm.ended_at) == ("warn", None)


def test_an_alarm_is_of_its_day_in_the_teams_zone(tmp_path: Path) -> None:
    one = Watcher(tmp_path, Clock())
    one.clock.at = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)
    one.see(150)
    (alarm,) = one.team.alarms(NINE.date(), DAY)
    assert alarm.since.isoformat() == "2026-11-20T00:30:00+08:00"


def test_the_clock_of_a_test_may_stand_still(tmp_path: Path) -> None:
    place = TeamPlace("t", tmp_path / "t", tmp_path / "state")
    with Team.open(place, FixedClock(NINE), by="lead") as team:
        watch = AlarmWatch(QueueDesk(team))
        assert [rung.what for rung in watch.hear(reading(NINE, 150), NINE)] == ["began"]
        watch.keep(NINE)
        assert watch.hear(reading(NINE, 150), NINE) == ()
