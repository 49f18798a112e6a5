"""A recorded day goes the way of a live one: at any speed, paused and moved, the same file."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.errors import Refused
from store.feeds.day_file import DayFiles, day_path
from store.feeds.live_floor import LiveFloor
from store.feeds.pipeline import Pipeline
from store.feeds.play import PlayClock
from store.feeds.replay import Replay
from store.feeds.running import Running
from store.records.queue import Line
from store.records.queue_lines import write_line
from tests import queue_oracle as oracle
from tests.desk import Desk
from tests.feeds_build import DAY, ZONE, at, event, place_in, snapshot

Move = Callable[[PlayClock], None]


class Wall:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.second = 0.0

    def __call__(self) -> float:
        return self.second


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A day with a late line, a snapshot that repeats, and a burst."""
    lines: list[Line] = []
    for n in range(400):
        second = n * 30
        lines.append(event(second, f"c{n}"))
        lines.append(event(second + 12, f"c{n}", "answered", agent="小满"))
        if n % 5 == 0:
            lines.append(snapshot(second + 13, n % 7))
            lines.append(snapshot(second + 14, n % 7))
        lines.append(event(second - (7 if n % 9 == 8 else -20), f"x{n}"))
    path = tmp_path / "recorded.jsonl"
    path.write_bytes(b"".join(map(write_line, lines)))
    return path


def played(
    path: Path, root: Path, speed: float, moves: dict[int, Move] | None = None
) -> tuple[bytes, LiveFloor]:
    """Play it in steps of a second; `moves` are made before the step of that number."""
    replay = Replay(path, ZONE)
    wall = Wall()
    clock = PlayClock(replay.span.begin, speed, wall)
    floor = LiveFloor(place_in(root), ZONE)
    feed = Running("replay", lambda _: replay, 0)
    line = Pipeline(DayFiles(place_in(root)), ZONE, [feed], floor)
    step = 0
    while not replay.done:
        if moves and step in moves:
            moves[step](clock)
        line.tick(min(clock.now(), replay.span.end))
        wall.second += 1
        step += 1
        assert step < 20_000
    floor.catch_up(replay.span.end)
    return day_path(place_in(root), DAY).read_bytes(), floor


@pytest.mark.parametrize("speed", [7.0, 60.0, 1000.0, 1e7])
def test_any_speed_gives_the_same_file(recorded: Path, tmp_path: Path, speed: float) -> None:
    found, _ = played(recorded, tmp_path / "new", speed)
    assert found == recorded.read_bytes()


def test_pausing_and_moving_about_gives_the_same_file_and_sums(
    recorded: Path, tmp_path: Path
) -> None:
    plain, floor = played(recorded, tmp_path / "plain", 300.0)
    moves: dict[int, Move] = {
        5: PlayClock.pause,
        20: PlayClock.resume,
        21: lambda clock: clock.seek(at(6000)),
        22: lambda clock: clock.seek(at(100)),
        24: lambda clock: setattr(clock, "speed", 40.0),
        60: lambda clock: setattr(clock, "speed", 900.0),
    }
    moved, other = played(recorded, tmp_path / "moved", 300.0, moves)
    assert moved == plain == recorded.read_bytes()
    assert other.state.days(DAY) == floor.state.days(DAY)


def test_moving_back_shows_the_day_as_it_was_then(recorded: Path, tmp_path: Path) -> None:
    _, floor = played(recorded, tmp_path, 1e7)
    whole = floor.state.days(DAY)[0]
    floor.catch_up(at(600))
    early = floor.state.days(DAY)[0]
    assert sum(early.offered) < sum(whole.offered)
    assert max(q.newest or 0 for q in floor.state.queues.values()) <= at(600).timestamp()
    floor.catch_up(at(20_000))
    assert floor.state.days(DAY)[0] == whole


def test_a_day_that_is_there_is_not_written_twice(recorded: Path, tmp_path: Path) -> None:
    once, _ = played(recorded, tmp_path, 1e7)
    twice, _ = played(recorded, tmp_path, 500.0)
    assert once == twice


def test_a_day_may_be_played_onto_itself(recorded: Path, tmp_path: Path) -> None:
    found, _ = played(recorded, tmp_path, 1e7)
    again, _ = played(day_path(place_in(tmp_path), DAY), tmp_path, 1e7)
    assert again == found


def test_a_contact_log_plays_too(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "contact,queue,arrived_at,answered_at,ended_at,agent,outcome\n"
        "1,q,2026-11-22T12:00:00+08:00,2026-11-22T12:00:30+08:00,2026-11-22T12:09:00+08:00,a,"
        "answered\n"
        "2,q,2026-11-22T12:00:10+08:00,,2026-11-22T12:02:00+08:00,,abandoned\n"
    )
    _, floor = played(log, tmp_path, 60.0)
    day = floor.state.days(DAY)[0]
    assert (day.offered, day.answered, day.abandoned) == ((2,), (1,), (1,))
    assert (day.wait_s, day.handle_s) == ((30,), (510,))


def test_the_span_is_told_before_it_plays(recorded: Path) -> None:
    span = Replay(recorded, ZONE).span
    assert (span.begin, span.lines) == (at(0), 1360)
    assert span.end == at(399 * 30 + 20)


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "no_such_file"), ("", "nothing_recorded"), ("{", "nothing_recorded")],
)
def test_what_can_not_be_played_is_refused(tmp_path: Path, content: str | None, code: str) -> None:
    path = tmp_path / "x.jsonl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(Refused) as refused:
        Replay(path, ZONE)
    assert refused.value.code == code


def test_the_clock_of_a_replay_keeps_its_moment_when_it_changes_pace() -> None:
    wall = Wall()
    clock = PlayClock(at(0), 10, wall)
    wall.second = 2
    assert clock.now() == at(20)
    clock.speed = 1
    wall.second = 4
    assert clock.now() == at(22)
    clock.pause()
    wall.second = 100
    assert clock.paused and clock.now() == at(22)
    clock.seek(at(50))
    assert clock.now() == at(50)
    clock.resume()
    wall.second = 101
    assert clock.now() == at(51)
    assert isinstance(clock.now() - at(51), timedelta) and isinstance(clock.now(), datetime)


# The same day, taken in as a log and played through `feed run --replay`

LATER = "2026-11-21T09:00+08:00"
BY_HOUR = ("queue", "--day", "2026-11-20", "--by", "hour", "--json")
FIGURES = ("offered", "answered", "abandoned", "asa_s", "aht_s", "service_level", "short_contacts")


@pytest.fixture(scope="module")
def made() -> list[oracle.Contact]:
    return oracle.contacts(33_000)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, made: list[oracle.Contact]) -> Any:
    """What the import of the log tells of each interval."""
    desk = Desk(tmp_path_factory.mktemp("imported"))
    desk.good("settings", "set", "timezone", "Asia/Shanghai")
    log = desk.file("log.csv", oracle.log_csv(one.row() for one in made))
    assert desk("import", log, now=LATER).code == 0
    return desk(*BY_HOUR, now=LATER).json["intervals"]


def as_csv(made: list[oracle.Contact]) -> str:
    return oracle.log_csv(one.row() for one in made)


def as_json_lines(made: list[oracle.Contact]) -> str:
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in oracle.events(made))


@pytest.mark.parametrize(
    ("name", "written"), [("day.csv", as_csv), ("day.jsonl", as_json_lines)], ids=["csv", "jsonl"]
)
def test_the_same_day_replayed_ends_with_the_figures_of_its_import(
    tmp_path: Path,
    made: list[oracle.Contact],
    imported: Any,
    name: str,
    written: Callable[[list[oracle.Contact]], str],
) -> None:
    desk = Desk(tmp_path)
    desk.good("settings", "set", "timezone", "Asia/Shanghai")
    path = desk.file(name, written(made))
    told = desk("feed", "run", "--replay", path, "--speed", "0", "--json", now=LATER)
    assert told.code == 0, told.err
    (feed,) = told.json["feeds"]
    assert not feed["problems"]
    found = desk(*BY_HOUR, now=LATER).json["intervals"]
    assert len(found) == len(imported) > 40
    for live, log in zip(found, imported, strict=True):
        assert (live["queue"], live["start"]) == (log["queue"], log["start"])
        for figure in FIGURES:
            assert live[figure] == pytest.approx(log[figure], rel=1e-12), (live["start"], figure)
