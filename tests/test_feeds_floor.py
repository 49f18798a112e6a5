"""The days' files followed: midnight, late ends, and what is kept of a day for good."""

from datetime import date, datetime, timedelta
from pathlib import Path

from store.feeds.day_file import DayFiles, day_path
from store.feeds.live_floor import LiveFloor
from store.feeds.roll_up import Roller, missed_days, roll_up, roll_up_day
from store.figures.queue_state import QueueState
from store.records.queue import (
    AgentDay,
    AgentHours,
    Event,
    EventKind,
    QueueDay,
    agent_day_key,
    queue_day_key,
)
from store.team import Team
from tests.feeds_build import DAY, ZONE, at, event, snapshot
from tests.store_world import SetClock, opened

NEXT = DAY + timedelta(days=1)
EVENING = datetime(2026, 11, 22, 23, 50, tzinfo=ZONE)


def late(minutes: int, contact: str, kind: EventKind) -> Event:
    return Event(EVENING + timedelta(minutes=minutes), "q", contact, kind, "a")


def write(team: Team, *lines: Event) -> None:
    files = DayFiles(team.place)
    for line in lines:
        files.append(line.at.astimezone(ZONE).date(), [line])


def test_contacts_go_on_over_midnight_and_the_evening_is_let_go_of_at_three(tmp_path: Path) -> None:
    left: list[tuple[list[date], list[QueueDay]]] = []

    def leaving(state: QueueState, days: list[date]) -> None:
        left.append((days, [one for day in days for one in state.days(day)]))

    with opened(tmp_path) as team:
        floor = LiveFloor(team.place, ZONE, leaving=leaving)
        write(team, late(0, "c1", "queued"), late(1, "c1", "answered"))
        floor.catch_up(EVENING + timedelta(minutes=2))
        write(team, late(20, "c1", "ended"), late(30, "c2", "queued"), late(31, "c2", "answered"))
        floor.catch_up(EVENING + timedelta(hours=1))
        assert floor.days == [DAY, NEXT]
        assert floor.state.days(DAY)[0].handled == (1,)
        floor.catch_up(EVENING + timedelta(hours=4))
    assert floor.days == [NEXT]
    assert len(floor.state.queues["q"].open) == 1
    [(days, kept)] = left
    assert (days, kept[0].handle_s) == ([DAY], (19 * 60,))


def test_a_working_day_that_began_yesterday_stays_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        floor = LiveFloor(team.place, ZONE, day_starts=timedelta(hours=6))
        write(team, late(0, "c1", "queued"))
        floor.catch_up(EVENING + timedelta(hours=5))
        assert floor.days == [DAY, NEXT]
        floor.catch_up(EVENING + timedelta(hours=7))
        assert floor.days == [NEXT]


def test_lines_ahead_of_the_clock_wait_for_it(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        write(team, event(0), event(50, "c2"))
        strict = LiveFloor(team.place, ZONE)
        loose = LiveFloor(team.place, ZONE, ahead=timedelta(seconds=60))
        for floor in (strict, loose):
            floor.catch_up(at(0))
        assert [floor.state.lines for floor in (strict, loose)] == [1, 2]
        strict.catch_up(at(51))
        assert strict.state.lines == 2


def test_a_line_of_a_clock_that_went_wrong_holds_up_nothing_and_is_read_when_due(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as team:
        wrong = [event(3600, "c2"), event(3601, "c3")]
        for line in (event(0), *wrong, event(60, "c4")):
            DayFiles(team.place).append(DAY, [line])
        floor = LiveFloor(team.place, ZONE, ahead=timedelta(seconds=60))
        floor.catch_up(at(120))
        assert set(floor.state.queues["售前"].waiting) == {"c1", "c4"}
        floor.catch_up(at(3600))
        assert len(floor.state.queues["售前"].waiting) == 4


def test_a_file_that_was_made_anew_is_read_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        write(team, event(0), event(1, "c2"))
        floor = LiveFloor(team.place, ZONE)
        floor.catch_up(at(5))
        path = day_path(team.place, DAY)
        path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
        floor.catch_up(at(6))
        assert len(floor.state.queues["售前"].waiting) == 1


def test_half_hours_are_kept_and_not_undone(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        write(team, event(0), event(30, kind="answered", agent="a"))
        roll_up_day(team, DAY, ZONE, 900)
        write(team, event(60, kind="ended", agent="a"))
        roll_up_day(team, DAY, ZONE, 900)
        [day] = team.queue_days(DAY, DAY)
        assert (day.source, day.offered, day.handled) == ("feed", (1,), (1,))
        assert team.agent_hours(DAY, DAY)[0].agents["a"].handled == 1
        assert [change.what for change in team.history()] == ["roll_up", "roll_up"]
        n = team.n
        roll_up_day(team, DAY, ZONE, 900)
        assert team.n == n, "nothing new, nothing written"


def test_a_contact_log_is_not_overwritten_by_what_a_feed_saw(tmp_path: Path) -> None:
    begins = datetime(2026, 11, 22, tzinfo=ZONE)
    log = QueueDay(DAY, "售前", begins, "contact_log", (24,), (99,))
    with opened(tmp_path) as team:
        team.change(
            "import", lambda draft: draft.put("half_hours", queue_day_key(DAY, "售前"), log)
        )
        write(team, event(0))
        roll_up_day(team, DAY, ZONE, 900)
        assert [day.offered for day in team.queue_days(DAY, DAY)] == [(99,)]


def test_agents_hours_of_a_log_stay_and_those_of_a_feed_make_way(tmp_path: Path) -> None:
    begins = datetime(2026, 11, 22, tzinfo=ZONE)
    one = AgentDay(DAY, begins, ("a", "售前"), "feed", {"x": AgentHours()})
    log = AgentDay(DAY, begins, ("售前",), "contact_log", {"y": AgentHours()})
    answered = [event(0), event(9, kind="answered", agent="a"), event(60, kind="ended", agent="a")]
    for kept, left in ((one, {"a"}), (log, {"y"})):
        with opened(tmp_path / kept.source) as team:
            key = agent_day_key(kept)
            team.change("x", lambda draft, k=key, v=kept: draft.put("agent_hours", k, v))  # type: ignore[misc]
            write(team, *answered)
            roll_up_day(team, DAY, ZONE, 900)
            assert [set(day.agents) for day in team.agent_hours(DAY, DAY)] == [left]


def test_days_that_nobody_rolled_up_are_found(tmp_path: Path) -> None:
    with opened(tmp_path, SetClock()) as team:
        for back in (40, 9, 5, 1):
            DayFiles(team.place).append(
                NEXT - timedelta(days=back), [event(-86_400 * (back - 1), f"c{back}")]
            )
        assert missed_days(team, NEXT) == [NEXT - timedelta(days=n) for n in (9, 5, 1)]
        for day in missed_days(team, NEXT):
            roll_up_day(team, day, ZONE, 900)
        assert missed_days(team, NEXT) == [DAY], "the last one may have gone on"


def test_a_roll_up_comes_every_two_hours(tmp_path: Path) -> None:
    roller = Roller(lambda state, days: None)
    due = [roller.due(at(minutes * 60)) for minutes in range(0, 300, 10)]
    assert due.count(True) == 2 and not due[0]


def test_snapshots_alone_make_a_day_of_minutes(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        roll_up(team, QueueState(ZONE), [DAY])
        DayFiles(team.place).append(DAY, [snapshot(0), snapshot(600)])
        roll_up_day(team, DAY, ZONE, 900)
        assert team.queue_days(DAY, DAY) == ()
