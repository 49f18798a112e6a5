"""Feeds by the command line: added, listed, run, played, and a count typed in."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.desk import Desk, Told
from tests.feeds_build import serving

NOW = "2026-11-22T12:00:00+08:00"
SAMPLE = Path(__file__).parent.parent / "sample_data/queue/2026-11-15.jsonl"


class FeedDesk(Desk):
    """A desk at noon of a day with a queue."""

    def __call__(self, *arguments: str | Path, now: str = NOW) -> Told:
        return super().__call__(*arguments, now=now)

    @property
    def queue(self) -> Path:
        return self.data / "default" / "queue"

    def kept(self, day: str = "2026-11-22") -> list[dict[str, Any]]:
        path = self.queue / f"{day}.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> FeedDesk:
    desk = FeedDesk(tmp_path)
    desk.good("settings", "set", "timezone", "Asia/Shanghai")
    return desk


def lines(*waiting: int) -> str:
    return "".join(
        f'{{"at": "2026-11-22T11:59:{n:02d}+08:00", "queue": "q", "waiting": {count}}}\n'
        for n, count in enumerate(waiting)
    )


# -- records


def test_feeds_are_added_listed_and_taken_out_as_changes(desk: FeedDesk) -> None:
    added = desk.good("feed", "add", "file", desk.folder / "q.jsonl", "--queue", "售前", "--json")
    assert (added.json["id"], added.json["every_s"]) == ("file", 1)
    desk.good("feed", "add", "command", "echo 1", "--id", "shout", "--every", "5", "--shell")
    rows = {row["id"]: row for row in desk.good("feed", "list", "--json").json["feeds"]}
    assert rows["file"]["options"] == {"queue": "售前"}
    assert rows["shout"]["options"] == {"shell": "yes"}
    assert {row["state"] for row in rows.values()} == {"stopped"}
    assert "shout: command echo 1, every 5 s; stopped" in desk.good("feed", "list").out
    desk.good("feed", "remove", "shout")
    assert len(desk.good("feed", "list", "--json").json["feeds"]) == 1
    desk.good("undo")
    assert len(desk.good("feed", "list", "--json").json["feeds"]) == 2


def test_two_of_a_kind_get_two_names(desk: FeedDesk) -> None:
    for _ in range(2):
        desk.good("feed", "add", "demo")
    found = desk.good("feed", "list", "--json").json["feeds"]
    assert [row["id"] for row in found] == ["demo", "demo-2"]


@pytest.mark.parametrize(
    "wish",
    [
        ["add", "http", "nowhere"],
        ["add", "http", "https://lead:secret1@host/x"],
        ["add", "http", "https://host/x?access_token=secret1"],
        ["add", "http", "https://host/x", "--preset", "other"],
        ["add", "http", "https://host/x", "--map", "waitin=a"],
        ["add", "file"],
        ["add", "file", "x", "--id", "Ü b"],
        ["add", "file", "x", "--every", "0"],
        ["add", "file", "x", "--preset", "zendesk"],
        ["add", "command", "x", "--timeout", "soon"],
        ["remove", "nothing"],
        ["run"],
        ["run", "--replay", "/not/there.jsonl"],
        ["now", "--queue", "q"],
        ["now", "--queue", "q", "--waiting", "-1"],
        ["now", "--queue", "q", "--agents", "1,2,3,4,5"],
        ["now", "--queue", "q", "--agents", "few"],
    ],
)
def test_what_can_not_be_is_refused_in_one_line_without_the_secret(
    desk: FeedDesk, wish: list[str]
) -> None:
    told = desk("feed", *wish)
    assert told.code == 1, told
    assert told.err.count("\n") == 1
    assert "secret1" not in told.err


def test_no_file_ever_holds_the_token(desk: FeedDesk) -> None:
    desk.env["CHAT_TOKEN"] = "s3cr3t-t0ken"
    with serving({"/x": (200, {"queue": "q", "waiting": 4})}) as server:
        desk.good("feed", "add", "http", f"{server.url}/x", "--token-env", "CHAT_TOKEN")
        desk.good("feed", "run", "--once")
        assert server.asked[0][1]["Authorization"] == "Bearer s3cr3t-t0ken"
    assert desk.kept()[0]["waiting"] == 4
    for path in desk.folder.rglob("*"):
        assert not path.is_file() or b"s3cr3t" not in path.read_bytes()


# -- running


def test_each_is_asked_once_and_what_it_said_is_kept(desk: FeedDesk) -> None:
    desk.file("q.jsonl", lines(4, 5, -3) + "not json\n")
    desk.good("feed", "add", "file", desk.folder / "q.jsonl")
    [feed] = desk.good("feed", "run", "--once", "--json").json["feeds"]
    assert (feed["state"], feed["lines"]) == ("live", 1)
    assert feed["problems"] == {"negative": 1, "cut_short": 1}
    assert [line["waiting"] for line in desk.kept()] == [5], "a burst collapses to the newest"
    told = desk.good("feed", "run", "--once").out
    assert "file: live" in told and "there already 1" in told
    assert "newest line 2026-11-22 11:59:01" in desk.good("feed", "list").out


def test_a_single_asking_that_fails_altogether_says_why(desk: FeedDesk) -> None:
    desk.good("feed", "add", "file", desk.folder / "none.jsonl")
    told = desk("feed", "run", "--once")
    assert told.code == 1
    assert "fails since 12:00:0" in told.out and "none.jsonl is not there yet" in told.out
    assert "tried again" not in told.out
    assert "stopped; it failed: " in desk.good("feed", "list").out
    desk.file("q.jsonl", lines(1))
    desk.good("feed", "add", "file", desk.folder / "q.jsonl", "--id", "there")
    assert desk("feed", "run", "--once").code == 0
    assert desk("feed", "run", "--once", "other").code == 1


def test_a_command_and_a_folder_are_waited_for(desk: FeedDesk) -> None:
    desk.file("in/1.json", '{"queue": "a", "waiting": 2}')
    desk.good("feed", "add", "folder", desk.folder / "in")
    script = desk.file(
        "say.py", 'import time; time.sleep(0.3)\nprint(\'{"queue":"b","waiting":1}\')'
    )
    desk.good("feed", "add", "command", f'"{sys.executable}" "{script}"')
    done = desk.good("feed", "run", "--once", "--json").json["feeds"]
    assert [(feed["state"], feed["lines"]) for feed in done] == [("live", 1)] * 2


def test_readonly_runs_nothing(desk: FeedDesk) -> None:
    desk.good("feed", "add", "demo")
    for wish in (["run", "--once"], ["now", "--queue", "q", "--waiting", "1"]):
        assert desk("--readonly", "feed", *wish).code == 1
    assert not list(desk.queue.glob("*.jsonl"))


# -- playing


def test_the_sample_day_plays_to_the_end_and_is_kept_by_half_hours(desk: FeedDesk) -> None:
    done = desk.good("feed", "run", "--replay", SAMPLE, "--speed", "0", "--json").json["feeds"]
    assert (done[0]["state"], done[0]["problems"]) == ("done", {})
    assert (desk.queue / "2026-11-15.jsonl").read_bytes() == SAMPLE.read_bytes()
    again = desk.good("feed", "run", "--replay", SAMPLE, "--speed", "0", "--json").json["feeds"]
    assert again[0]["lines"] == 0
    assert (desk.queue / "2026-11-15.jsonl").read_bytes() == SAMPLE.read_bytes()
    assert desk.good("doctor", "--json").json["ok"]


def test_a_replay_may_begin_later_and_still_brings_the_whole_day(desk: FeedDesk) -> None:
    since = "2026-11-15T23:30"
    desk.good("feed", "run", "--replay", SAMPLE, "--from", since, "--speed", "3000")
    assert (desk.queue / "2026-11-15.jsonl").read_bytes() == SAMPLE.read_bytes()


# -- by hand


def test_a_count_is_noted_by_hand(desk: FeedDesk) -> None:
    told = desk.good(
        "feed", "now", "--queue", "售前", "--waiting", "7", "--longest", "95", "--open", "38",
        "--agents", "9,2,6,1", "--json",
    )  # fmt: skip
    line = {
        "at": "2026-11-22T12:00:00+08:00", "queue": "售前", "waiting": 7, "longest_wait_s": 95,
        "open_contacts": 38, "agents": {"online": 9, "available": 2, "busy": 6, "away": 1},
    }  # fmt: skip
    assert told.json == line
    assert desk.kept() == [line]
    assert "Noted: 售后" in desk.good("feed", "now", "--queue", "售后", "--agents", "3,,2").out
    assert desk.kept()[1]["agents"] == {"online": 3, "busy": 2}


def test_both_languages_say_it(desk: FeedDesk) -> None:
    desk.good("feed", "add", "demo")
    assert "demo: demo, every 0.5 s; stopped" in desk.good("feed", "list").out
    assert "已停止" in desk.good("--lang", "zh_CN", "feed", "list").out


# -- in a process of its own


def start(desk: FeedDesk, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "feed", "run", *arguments],
        env={**os.environ, **desk.env},
        cwd=Path(__file__).parent.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_when_asked_to(desk: FeedDesk, sign: signal.Signals) -> None:
    desk.good("feed", "add", "demo")
    process = start(desk)
    assert process.stdout is not None
    assert "demo: live" in process.stdout.readline()
    second = start(desk, "--json")
    assert second.stderr is not None
    assert "run by another floorboard" in second.stderr.readline()
    for one in (process, second):
        one.send_signal(sign)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")
    assert "lines kept" in out
    told, _ = second.communicate(timeout=20)
    assert json.loads(told)["feeds"][0]["state"] == "elsewhere"


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_feed_that_is_added_meanwhile_is_run_too(desk: FeedDesk) -> None:
    desk.good("feed", "add", "demo")
    process = start(desk)
    assert process.stdout is not None
    assert "demo: live" in process.stdout.readline()
    desk.file("q.jsonl", '{"at": "2026-11-22T11:00:00+08:00", "queue": "late", "waiting": 3}\n')
    desk.good("feed", "add", "file", desk.folder / "q.jsonl")
    lines = [process.stdout.readline() for _ in range(2)]
    assert any("file: live" in line for line in lines)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20)[1] == ""
    assert any(line["queue"] == "late" for line in desk.kept())
