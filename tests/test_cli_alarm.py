"""Alarms on the command line: told while feeds run, listed, answered, in the log."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.desk import ROSTER, Desk, Told


def clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"2026-11-22T12:{minutes:02d}:{rest:02d}+08:00"


class AlarmDesk(Desk):
    """A desk with a feed whose file is written by the test."""

    at = 0
    """Seconds after noon."""

    def __call__(self, *arguments: str | Path, now: str = "") -> Told:
        return super().__call__(*arguments, now=now or clock(self.at))

    def stands(self, seconds: int, longest: float, queue: str = "chat", **more: Any) -> None:
        """Write how a queue stands, and come to that moment."""
        self.at = seconds
        line = {"at": clock(seconds), "queue": queue, "waiting": int(longest > 0)}
        line |= {"longest_wait_s": longest, **more}
        with (self.folder / "q.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def run(self, seconds: int, longest: float, *more: str, **values: Any) -> Told:
        """Let the feed run once when the queue stands so."""
        self.stands(seconds, longest, **values)
        return self.good("feed", "run", "--once", *more)

    def alarms(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.good("alarm", "list", "--json").json["alarms"]
        return found


@pytest.fixture
def desk(tmp_path: Path) -> AlarmDesk:
    desk = AlarmDesk(tmp_path)
    desk.good("settings", "set", "timezone", "Asia/Shanghai")
    desk.file("q.jsonl", "")
    desk.good("feed", "add", "file", tmp_path / "q.jsonl")
    return desk


def told_of(out: str) -> list[str]:
    return [line.partition(" ")[2] for line in out.splitlines() if "chat: longest" in line]


# -- while feeds run


def test_each_rung_is_one_line_and_one_change(desk: AlarmDesk) -> None:
    told = []
    for seconds, longest in ((0, 40), (60, 100), (70, 120), (130, 180), (140, 95), (150, 0)):
        told += told_of(desk.run(seconds, longest).out)
    assert told == [
        "Alarm: chat: longest wait 1 min 40 s, limit 1 min 40 s",
        "Past the line: chat: longest wait 3 min, limit 3 min",
        "Over: chat: longest wait 3 min, limit 3 min, back in bounds",
    ]
    log = desk.good("history", "--json").json["changes"]
    assert [one["told"] for one in reversed(log) if one["what"] == "alarm"] == [
        "Alarm: chat: longest wait 1 min 40 s, limit 1 min 40 s",
        "Past the line: chat: longest wait 3 min, limit 3 min",
        "Over: chat: longest wait, back in bounds",
    ]
    assert "告警结束：chat：最长等待" in desk.good("--lang", "zh_CN", "history").out


def test_the_time_and_the_owner_are_in_the_line(desk: AlarmDesk) -> None:
    desk.good("import", desk.file("roster.csv", ROSTER))
    desk.good("queue-rule", "chat", "--owner", "小禾")
    told = desk.run(5, 120).out
    assert "Alarm: chat: longest wait 2 min, limit 1 min 40 s, owner 小禾" in told
    assert told.splitlines()[1].startswith("12:00:0")
    assert "小禾" not in desk.good("--mask", "alarm", "list").out
    assert "小禾" in desk.good("alarm", "list").out


def test_json_keeps_stdout_for_the_document(desk: AlarmDesk) -> None:
    told = desk.run(0, 200, "--json")
    assert told.json["feeds"][0]["state"] == "live"
    assert "Alarm: chat: longest wait" in told.err


def test_the_bell_rings_only_if_asked_and_only_for_what_rings(desk: AlarmDesk) -> None:
    quiet = desk.run(0, 120)
    assert "Alarm" in quiet.out and "\a" not in quiet.out + quiet.err
    assert desk.run(60, 185, "--bell").err.count("\a") == 1
    assert "\a" not in desk.run(70, 190, "--bell").err, "nothing has happened"
    assert "\a" not in desk.run(80, 0, "--bell").err, "it is over"
    desk.run(90, 120)
    desk.good("alarm", "later", "chat")
    worse = desk.run(160, 190, "--bell")
    assert "Past the line" in worse.out and "\a" not in worse.err


@pytest.mark.parametrize("queue", ["mail", "tickets"])
def test_letters_and_tickets_and_old_data_raise_none(desk: AlarmDesk, queue: str) -> None:
    assert "Alarm" not in desk.run(0, 90_000, queue=queue).out
    desk.stands(10, 500)
    desk.at = 10 + 901
    assert "Alarm" not in desk.good("feed", "run", "--once").out
    assert desk.alarms() == []


def test_a_replay_says_its_alarms_and_keeps_none(desk: AlarmDesk) -> None:
    lines = [
        {"at": clock(s), "queue": "chat", "waiting": 1, "longest_wait_s": float(s)}
        for s in range(0, 240, 10)
    ]
    lines.append({"at": clock(240), "queue": "chat", "waiting": 0, "longest_wait_s": 0.0})
    day = desk.file("day.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    told = desk.good("feed", "run", "--replay", day, "--speed", "300")
    began, worse, over = told_of(told.out)
    assert began == "Alarm: chat: longest wait 1 min 40 s, limit 1 min 40 s"
    assert worse == "Past the line: chat: longest wait 3 min, limit 3 min"
    assert over.startswith("Over: chat: longest wait 3 min")
    assert desk.alarms() == []
    assert "alarm" not in {c["what"] for c in desk.good("history", "--json").json["changes"]}


def test_a_count_by_hand_raises_and_ends_alarms_too(desk: AlarmDesk) -> None:
    noted = ["feed", "now", "--queue", "chat", "--waiting"]
    told = desk.good(*noted, "3", "--longest", "150").out
    assert "Alarm: chat: longest wait 2 min 30 s, limit 1 min 40 s" in told
    desk.at = 60
    assert "Alarm" not in desk.good(*noted, "3", "--longest", "160").out
    desk.at = 120
    told_json = desk.good(*noted, "0", "--json")
    assert told_json.json["waiting"] == 0
    assert "Over: chat: longest wait" in told_json.err
    assert [one["why_ended"] for one in desk.alarms()] == ["cleared"]


# -- listed and answered


def test_the_alarms_of_a_day_are_listed_with_what_became_of_them(desk: AlarmDesk) -> None:
    assert desk.good("alarm", "list").out == "No alarm on 2026-11-22.\n"
    desk.run(0, 120)
    desk.good("alarm", "seen", "chat")
    desk.good("alarm", "later", "chat", "--minutes", "5")
    listed = desk.good("alarm", "list").out
    assert "12:00:00 until now  chat: longest wait 2 min, limit 1 min 40 s, warning" in listed
    assert "owner lead, seen to by lead at 12:00:00, put off until 12:05:00" in listed
    desk.run(400, 0)
    (alarm,) = desk.alarms()
    assert (alarm["queue"], alarm["measure"], alarm["level"]) == ("chat", "longest_wait_s", "warn")
    assert (alarm["value"], alarm["limit"], alarm["owner"]) == (120.0, 100.0, None)
    assert alarm["acknowledged_by"] == "lead" and alarm["why_ended"] == "cleared"
    assert alarm["ended_at"].startswith("2026-11-22T12:06:40")
    assert "back in bounds" in desk.good("alarm", "list", "--day", "2026-11-22").out
    assert desk.good("alarm", "list", "--day", "2026-11-21", "--json").json["alarms"] == []
    assert "1 条告警" in desk.good("--lang", "zh_CN", "alarm", "list").out


def test_what_is_put_off_is_told_again(desk: AlarmDesk) -> None:
    desk.run(0, 120)
    told = desk.good("alarm", "later", "chat", "longest wait", "--minutes", "5", "--json").json
    assert told["alarm"]["snoozed_until"] == "2026-11-22T12:05:00+08:00"
    assert told_of(desk.run(290, 130).out) == []
    assert told_of(desk.run(301, 131).out) == [
        "Still so: chat: longest wait 2 min 11 s, limit 1 min 40 s"
    ]


def test_what_does_not_hold_can_not_be_answered(desk: AlarmDesk) -> None:
    told = desk("alarm", "seen", "chat")
    assert (told.code, told.err.count("\n")) == (1, 1)
    assert "No alarm holds now" in told.err
    desk.run(0, 120)
    assert "there are some of: chat" in desk("alarm", "seen", "other").err
    assert "chat is meant: longest_wait_s" in desk("alarm", "seen", "chat", "waiting").err
    assert "no measure mood" in desk("alarm", "later", "chat", "mood").err
    assert desk("--readonly", "alarm", "seen", "chat").code == 1
    desk.run(60, 0)
    assert desk("alarm", "seen", "chat").code == 1


def test_where_a_queue_has_several_the_measure_must_be_said(desk: AlarmDesk) -> None:
    desk.good("queue-rule", "chat", "--warn", "waiting=1")
    desk.run(0, 120)
    told = desk("alarm", "seen", "CHAT")
    assert told.code == 1
    assert "longest_wait_s, waiting" in told.err
    assert "Seen to: chat: waiting 1" in desk.good("alarm", "seen", "CHAT", "waiting").out
    seen = {one["measure"]: one["acknowledged_by"] for one in desk.alarms()}
    assert seen == {"longest_wait_s": None, "waiting": "lead"}


# -- two processes


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_two_that_run_side_by_side_keep_each_alarm_once(desk: AlarmDesk) -> None:
    desk.good("feed", "add", "file", desk.folder / "other.jsonl", "--id", "other")
    env = {**os.environ, **desk.env}
    root = Path(__file__).parent.parent
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", "tui.cli", "feed", "run", feed],
            env=env, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for feed in ("file", "other")
    ]  # fmt: skip
    for process in begun:
        assert process.stdout is not None
        process.stdout.readline()
    ours = desk.folder / "q.jsonl"
    theirs = desk.folder / "other.jsonl"
    for longest, waiting in ((150, 1), (200, 2), (0, 0)):
        now = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
        for path, queue in ((ours, "one"), (theirs, "two")):
            line = {"at": now, "queue": queue, "waiting": waiting, "longest_wait_s": longest}
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        time.sleep(2.5)
    for process in begun:
        process.send_signal(signal.SIGINT)
    outs = [process.communicate(timeout=20) for process in begun]
    assert [err for _, err in outs] == ["", ""]
    for out, _ in outs:
        for queue in ("one", "two"):
            rungs = [line for line in out.splitlines() if f"{queue}: longest" in line]
            assert len(rungs) == 3, out
    today = Desk(desk.folder)
    now = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
    kept = today("alarm", "list", "--json", now=now).json["alarms"]
    assert sorted((one["queue"], one["level"], one["why_ended"]) for one in kept) == [
        ("one", "line", "cleared"),
        ("two", "line", "cleared"),
    ]
    changes = today("history", "--limit", "50", "--json", now=now).json["changes"]
    assert [one["what"] for one in changes].count("alarm") == 6
