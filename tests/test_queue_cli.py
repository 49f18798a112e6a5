"""`queue` and `busy`: the keys of the contract, moments, days, both languages."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.desk import Desk

NOW = "2026-11-20T10:00:00+08:00"
LINES: list[dict[str, object]] = [
    {"at": "2026-11-20T09:00:00+08:00", "queue": "chat", "contact": "1", "event": "queued"},
    {
        "at": "2026-11-20T09:00:20+08:00",
        "queue": "chat",
        "contact": "1",
        "event": "answered",
        "agent": "小禾",
    },
    {
        "at": "2026-11-20T09:05:00+08:00",
        "queue": "chat",
        "contact": "1",
        "event": "ended",
        "agent": "小禾",
    },
    {"at": "2026-11-20T09:57:00+08:00", "queue": "chat", "contact": "2", "event": "queued"},
    {
        "at": "2026-11-20T09:58:00+08:00",
        "queue": "jd",
        "waiting": 3,
        "longest_wait_s": 70,
        "open_contacts": 12,
        "agents": {"online": 5, "available": 1, "busy": 3, "away": 1},
    },
]


def write(desk: Desk, lines: Sequence[Mapping[str, object]], tail: str = "") -> None:
    folder = desk.data / "default" / "queue"
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "2026-11-20.jsonl").write_text(text + tail, "utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path).with_team()
    write(desk, LINES)
    return desk


def test_the_queue_now_has_the_keys_of_the_contract(desk: Desk) -> None:
    told = desk("queue", "--json", now=NOW).json
    assert told["at"] == NOW
    assert (told["age_s"], told["state"]) == (120, "live")
    chat, jd = told["queues"]
    for one in (chat, jd):
        assert one.keys() >= {
            "queue", "waiting", "longest_wait_s", "open_contacts", "agents", "capacity",
            "saturation", "day",
        }  # fmt: skip
        assert one["agents"].keys() == {"online", "available", "busy", "away"}
        assert one["day"].keys() >= {
            "offered", "answered", "abandoned", "abandon_rate", "asa_s", "service_level",
            "aht_s", "occupancy", "short_contacts",
        }  # fmt: skip
        assert one["day"]["service_level"].keys() == {"within_s", "rate"}
    assert (chat["waiting"], chat["longest_wait_s"], chat["open_contacts"]) == (1, 180, 0)
    day = chat["day"]
    assert (day["offered"], day["answered"], day["abandoned"]) == (2, 1, 0)
    assert (day["asa_s"], day["aht_s"], day["abandon_rate"]) == (20, 280, 0)
    assert day["service_level"] == {"within_s": 60, "rate": 1}
    assert (jd["waiting"], jd["open_contacts"], jd["capacity"]) == (3, 12, 20)
    assert (jd["saturation"], jd["day"]["offered"]) == (0.6, None)
    assert [alarm["measure"] for alarm in told["alarms"]] == ["longest_wait_s"]


def test_another_moment_sees_only_what_was_then(desk: Desk) -> None:
    told = desk("queue", "--at", "2026-11-20T09:00:10", "--json", now=NOW).json
    (chat,) = told["queues"]
    assert (told["state"], chat["waiting"], chat["longest_wait_s"]) == ("live", 1, 10)
    told = desk("queue", "--at", "2026-11-20T09:40", "--json", now=NOW).json
    assert (told["state"], told["age_s"]) == ("old", 35 * 60)
    told = desk("queue", "--at", "2026-11-20T12:00", "--json", now=NOW).json
    assert told["at"] == NOW, "--now hides what is later"
    told = desk("queue", "--json", now="2026-11-19T10:00+08:00").json
    assert (told["state"], told["age_s"], told["queues"]) == ("none", None, [])


def test_a_contact_from_before_midnight_still_waits_after_it(desk: Desk) -> None:
    late = {"at": "2026-11-20T23:59:30+08:00", "queue": "chat", "contact": "9", "event": "queued"}
    write(desk, [late])
    told = desk("queue", "--json", now="2026-11-21T00:00:30+08:00").json
    (chat,) = told["queues"]
    assert (chat["waiting"], chat["longest_wait_s"], chat["day"]["offered"]) == (1, 60, None)


def test_broken_lines_are_counted_and_stop_nothing(desk: Desk) -> None:
    odd = [*LINES, LINES[0], {"at": "2026-11-20T09:01:00+08:00", "queue": "chat", "waiting": -1}]
    write(desk, odd, 'nonsense\n{"at":"2026-11-20T09:59:00+08:00","que')
    told = desk("queue", "--json", now=NOW).json
    assert told["queues"][0]["day"]["offered"] == 2
    assert told["lines"]["odd"]["repeated"] == 1
    assert told["lines"]["odd"]["negative"] == 1
    assert told["lines"]["odd"]["cut_short"] >= 1
    assert "Odd lines: " in desk("queue", now=NOW).out


def test_a_day_by_hours_from_its_lines(desk: Desk) -> None:
    told = desk("queue", "--by", "half_hour", "--json", now=NOW).json
    assert (told["day"], told["by"]) == ("2026-11-20", "half_hour")
    first, second = [one for one in told["intervals"] if one["queue"] == "chat"]
    assert first.keys() >= {
        "queue", "start", "offered", "answered", "abandoned", "asa_s", "aht_s", "service_level",
        "agent_minutes",
    }  # fmt: skip
    assert (first["start"], first["offered"], first["service_level"]) == (
        "2026-11-20T09:00:00+08:00",
        1,
        1,
    )
    assert (second["start"], second["offered"], second["asa_s"]) == (
        "2026-11-20T09:30:00+08:00",
        1,
        None,
    )
    assert desk("queue", "--day", "2026-11-21", "--json", now=NOW).json["intervals"] == []
    assert desk("queue", "--day", "2026-11-20", "--at", "2026-11-20T09:00", now=NOW).code == 2


def test_a_queue_is_named_in_any_width_and_case(desk: Desk) -> None:
    told = desk("queue", "--queue", "ＣＨＡＴ", "--json", now=NOW).json
    assert [one["queue"] for one in told["queues"]] == ["chat"]
    told = desk("queue", "--queue", "phone", now=NOW)
    assert told.code == 1
    assert "phone" in told.err and "chat, jd" in told.err


def test_a_working_day_goes_past_midnight(desk: Desk) -> None:
    desk.good("settings", "set", "day_starts", "06:00")
    night = [
        {
            "at": f"2026-11-20T0{hour}:10:00+08:00",
            "queue": "chat",
            "contact": f"{hour}",
            "event": "queued",
        }
        for hour in (1, 7)
    ]
    write(desk, night)
    before = desk("queue", "--day", "2026-11-19", "--json", now=NOW).json["intervals"]
    after = desk("queue", "--day", "2026-11-20", "--json", now=NOW).json["intervals"]
    assert [one["start"][11:16] for one in before] == ["01:00"]
    assert [one["start"][11:16] for one in after] == ["07:00"]


def test_names_are_masked(desk: Desk) -> None:
    at = ("queue", "--at", "2026-11-20T09:01:00", "--json")
    assert desk(*at, now=NOW).json["queues"][0]["holding"][0]["agent"] == "小禾"
    hidden = desk("--mask", *at, now=NOW)
    assert "小禾" not in hidden.out
    assert "小禾" not in desk("--mask", "busy", "小禾", "--day", "2026-11-15").out


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_text_in_both_languages(desk: Desk, language: str) -> None:
    for command in (("queue",), ("queue", "--by", "hour"), ("busy",), ("busy", "小禾")):
        told = desk("--lang", language, *command, now=NOW)
        assert told.code == 0, told
        assert "{" not in told.out
    out = desk("--lang", language, "queue", now=NOW).out
    assert ("chat: longest wait 3 min, limit 3 min" if language == "en" else "最长等待") in out


def test_the_busy_check_of_the_exports(desk: Desk) -> None:
    told = desk("busy", "--json", now="2026-11-16T09:00+08:00").json
    assert (told["day"], told["basis"], told["agent"]) == ("2026-11-15", "daily", None)
    assert {one["name"] for one in told["agents"]} == {"小禾", "小满", "阿青"}
    one = desk("busy", "小禾", "--day", "2026-11-15", "--json").json
    assert one.keys() >= {"verdict", "loads", "use", "room", "reasons", "usual_days"}
    assert (one["loads"][0]["code"], one["loads"][0]["value"]) == ("contacts", 80)
    assert one["usual_days"] == 13
    assert desk("busy", "nobody").code == 1


def test_the_busy_check_of_an_hour_of_lines(desk: Desk) -> None:
    told = desk("busy", "小禾", "--day", "2026-11-20", "--hour", "9", "--json", now=NOW).json
    assert (told["basis"], told["loads"][0]["value"]) == ("contacts", 1)
    assert told["room"]["quiet_minutes"] == pytest.approx(60 - 280 / 60)
    told = desk("busy", "小禾", "--day", "2026-11-20", "--hour", "3", "--json", now=NOW).json
    assert told["verdict"] == "not_enough_data"


def test_without_a_team_it_says_what_is_missing(tmp_path: Path) -> None:
    told = Desk(tmp_path)("queue", now=NOW)
    assert told.code == 0
    assert "no live data" in told.out
    assert not (tmp_path / "data").exists()


def test_a_lead_says_what_holds_for_a_queue(desk: Desk) -> None:
    told = desk.good("queue-rule", "chat", "--json").json
    assert (told["kind"], told["limits"]["longest_wait_s"]["warn"]) == ("chat", 100)
    desk.good("queue-rule", "chat", "--within", "30", "--warn", "longest_wait_s=200")
    desk.good("queue-rule", "CHAT", "--owner", "小满", "--line", "longest_wait_s=300")
    told = desk.good("queue-rule", "chat", "--json").json
    assert told["limits"]["longest_wait_s"]["warn"] == 200
    assert told["limits"]["longest_wait_s"]["line"] == 300
    now = desk("queue", "--json", now=NOW).json
    assert now["alarms"] == []
    assert now["queues"][0]["day"]["service_level"] == {"within_s": 30, "rate": 1}
    desk.good("queue-rule", "jd", "--cap", "3", "--kind", "chat", "--warn", "waiting=3")
    now = desk("queue", "--json", now=NOW).json
    assert now["queues"][1]["capacity"] == 12
    assert {alarm["measure"] for alarm in now["alarms"]} == {"waiting"}
    desk.good("queue-rule", "jd", "--off", "waiting")
    assert desk("queue", "--json", now=NOW).json["alarms"] == []
    assert "owner: 小满" in desk.good("queue-rule", "chat").out
    assert desk("queue-rule", "chat", "--warn", "mood=3").code == 1
    assert desk("queue-rule", "chat", "--warn", "waiting").code == 2
    assert desk("undo", now=NOW).code == 0
