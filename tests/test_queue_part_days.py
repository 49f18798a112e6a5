"""A day of which a file tells a part, a source only heads, or the clock hides the rest."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from store.clock import FixedClock
from store.feeds.roll_up import roll_up_day
from store.locations import TeamPlace
from store.team import Team
from tests.desk import Desk

HEAD = "contact,queue,arrived_at,answered_at,ended_at,agent,outcome\n"
DAY = "2026-11-20"
EVENING = f"{DAY}T21:00+08:00"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.good("settings", "set", "timezone", "Asia/Shanghai")
    return desk


def log(desk: Desk, first: int, last: int, name: str = "log.csv") -> Path:
    """A contact every six minutes of the hours from `first` up to `last`."""
    rows = [
        f"k{hour}-{n},chat,{DAY} {hour:02d}:{n * 6:02d}:00,{DAY} {hour:02d}:{n * 6:02d}:05,"
        f"{DAY} {hour:02d}:{n * 6 + 3:02d}:05,小禾,answered\n"
        for hour in range(first, last)
        for n in range(10)
    ]
    return desk.file(name, HEAD + "".join(rows))


def live(desk: Desk, first: int, last: int, each: int = 10) -> None:
    """Write the day's file: so many contacts in the first minutes of each of these hours."""
    lines = [
        json.dumps({"at": f"{DAY}T{hour:02d}:{n:02d}:{second:02d}+08:00", "queue": "chat"}
        | {"contact": f"k{hour}-{n}", "event": event, "agent": agent})
        for hour in range(first, last)
        for n in range(each)
        for event, second, agent in (("queued", 0, None), ("answered", 9, "小禾"))
    ]  # fmt: skip
    folder = desk.data / "default" / "queue"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{DAY}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def by_hour(desk: Desk, now: str = EVENING) -> dict[int, int | None]:
    told = desk("queue", "--day", DAY, "--by", "hour", "--json", now=now)
    assert told.code == 0, told
    return {int(one["start"][11:13]): one["offered"] for one in told.json["intervals"]}


def kept(desk: Desk) -> dict[int, int]:
    """Return what is kept for good after the day was rolled up, by hour."""
    place = TeamPlace("default", desk.data / "default", desk.folder / "state")
    with Team.open(place, FixedClock(datetime.fromisoformat(EVENING))) as team:
        day = datetime.fromisoformat(EVENING).date()
        zone = team.clock.now().tzinfo
        assert zone is not None
        for _ in range(2):
            roll_up_day(team, day, zone, 900)
        (one,) = team.queue_days(day, day)
    hours: dict[int, int] = {}
    for slot, offered in zip(one.slots, one.offered, strict=True):
        hours[slot // 2] = hours.get(slot // 2, 0) + offered
    return hours


def test_a_log_of_the_morning_leaves_the_afternoon_to_what_was_heard(desk: Desk) -> None:
    live(desk, 8, 20, each=12)
    assert desk("import", log(desk, 8, 12), now=f"{DAY}T12:30+08:00").code == 0
    expected = dict.fromkeys(range(8, 12), 10) | dict.fromkeys(range(12, 20), 12)
    assert by_hour(desk) == expected
    assert kept(desk) == expected
    assert by_hour(desk) == expected


def test_the_half_hour_in_which_a_log_was_written_goes_on(desk: Desk) -> None:
    short = log(desk, 8, 12, "short.csv").read_text(encoding="utf-8").splitlines()[:-4]
    live(desk, 8, 13)
    path = desk.file("cut.csv", "\n".join(short) + "\n")  # its last contact is at 11:30
    assert desk("import", path, now=f"{DAY}T11:31+08:00").code == 0
    lines = [
        json.dumps({"at": f"{DAY}T11:{40 + n}:00+08:00", "queue": "chat"}
        | {"contact": f"late{n}", "event": "queued"})
        for n in range(8)
    ]  # fmt: skip
    with (desk.data / "default" / "queue" / f"{DAY}.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    assert by_hour(desk) == {8: 10, 9: 10, 10: 10, 11: 5 + 8, 12: 10}


def test_a_log_of_the_whole_day_takes_the_place_of_what_was_heard(desk: Desk) -> None:
    live(desk, 8, 20, each=7)
    assert desk("import", log(desk, 8, 20), now=EVENING).code == 0
    assert by_hour(desk) == dict.fromkeys(range(8, 20), 10)
    assert kept(desk) == dict.fromkeys(range(8, 20), 10)


def test_two_logs_of_a_day_stand_beside_each_other(desk: Desk) -> None:
    assert desk("import", log(desk, 8, 12, "a.csv"), now=EVENING).code == 0
    assert desk("import", log(desk, 14, 18, "b.csv"), now=EVENING).code == 0
    hours = [*range(8, 12), *range(14, 18)]
    assert by_hour(desk) == dict.fromkeys(hours, 10)
    live(desk, 18, 20)
    assert by_hour(desk) == dict.fromkeys([*hours, 18, 19], 10)


def test_now_hides_the_half_hours_of_a_log_that_are_later(desk: Desk) -> None:
    assert desk("import", log(desk, 8, 20), now=EVENING).code == 0
    assert by_hour(desk, f"{DAY}T10:40+08:00") == {8: 10, 9: 10, 10: 5}
    assert by_hour(desk, f"{DAY}T07:00+08:00") == {}


def test_a_source_of_heads_tells_no_contacts_and_not_none(desk: Desk) -> None:
    heads = {"online": 5, "available": 1, "busy": 3, "away": 1}
    lines = [
        json.dumps({"at": f"{DAY}T08:{minute:02d}:00+08:00", "queue": "chat"}
        | {"waiting": 2, "open_contacts": 5, "agents": heads})
        for minute in range(0, 60, 5)
    ]  # fmt: skip
    folder = desk.data / "default" / "queue"
    folder.mkdir(parents=True)
    (folder / f"{DAY}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (hour,) = desk("queue", "--day", DAY, "--json", now=EVENING).json["intervals"]
    told = (hour["offered"], hour["answered"], hour["abandoned"], hour["abandon_rate"])
    assert told == (None, None, None, None)
    assert hour["occupancy"] == pytest.approx(0.75)


def test_an_hour_that_comes_twice_is_two(desk: Desk) -> None:
    desk.good("settings", "set", "timezone", "America/New_York")
    lines = [
        json.dumps({"at": f"2026-11-01T01:{minute}:00-0{offset}:00", "queue": "chat"}
        | {"contact": f"k{offset}{minute}", "event": "queued"})
        for offset in (4, 5)
        for minute in (10, 40)
    ]  # fmt: skip
    folder = desk.data / "default" / "queue"
    folder.mkdir(parents=True)
    (folder / "2026-11-01.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = desk("queue", "--day", "2026-11-01", "--json", now="2026-11-01T20:00-05:00")
    assert [(one["start"], one["offered"]) for one in told.json["intervals"]] == [
        ("2026-11-01T01:00:00-04:00", 2),
        ("2026-11-01T01:00:00-05:00", 2),
    ]


def test_a_backlog_of_letters_is_known_only_with_those_that_are_open(desk: Desk) -> None:
    asked = ("feed", "now", "--queue", "mail", "--waiting", "7")
    assert desk(*asked, now=EVENING).code == 0
    told = desk("queue", "--json", now=EVENING).json["queues"][0]
    assert (told["waiting"], told["backlog"]) == (7, None)
    why = desk("queue", "--why", "backlog", "--json", now=EVENING).json["queues"][0]
    assert (why["why_none"], why["lacks"]) == ("not_told", ["open_contacts"])
    assert desk(*asked, "--open", "12", now=f"{DAY}T21:01+08:00").code == 0
    told = desk("queue", "--json", now=f"{DAY}T21:01+08:00").json["queues"][0]
    assert told["backlog"] == 19


@pytest.mark.parametrize("command", [("queue", "--at"), ("queue", "--day"), ("forecast", "--day")])
@pytest.mark.parametrize("when", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_days_of_a_team(
    desk: Desk, command: tuple[str, str], when: str
) -> None:
    told = desk(*command, when, now=EVENING)
    assert (told.code, told.out) == (2, "")
    assert when in told.err


def test_doctor_says_that_a_day_ends_in_a_line_that_was_cut_short(desk: Desk) -> None:
    live(desk, 8, 9)
    path = desk.data / "default" / "queue" / f"{DAY}.jsonl"
    for text, state in (("", "good"), ('{"at":"2026-11', "torn")):
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
        told = desk("doctor", "--json", now=EVENING)
        assert told.code == 0
        states = {one["path"]: one["state"] for one in told.json["files"]}
        assert states[f"queue/{DAY}.jsonl"] == state
    assert desk("doctor", now=EVENING).code == 0
    assert desk("queue", now=EVENING).code == 0
