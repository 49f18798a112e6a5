"""The live queue in a terminal: live, stale, too old, a dead feed, a replay, the demo floor."""

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal, which Windows has not", allow_module_level=True)

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

from store.feeds.keeping import add_feed
from store.records.queue import Feed
from store.records.queue_lines import write_line
from tests.pty_help import ENTER, ESC, Window
from tests.sample_queue import queue_lines
from tests.test_tui_pty import EVIL, SEEN, home_env, written_by_floorboard_alone
from tests.tui_help import LANGUAGES, NOW, TEAM, Home

STATES = {
    "live": (30, "●", True),
    "stale": (6 * 60, "▲", True),
    "old": (16 * 60, "✗", False),
}
"""State -> age of the newest line in seconds, its sign, whether an alarm is raised."""


def snapshot(queue: str, age_s: float, longest_s: float = 130) -> str:
    """Return a line of a file that grows."""
    at = (NOW - timedelta(seconds=age_s)).isoformat()
    return json.dumps({"at": at, "queue": queue, "waiting": 7, "longest_wait_s": longest_s}) + "\n"


def with_file(home: Home, *lines: str) -> Path:
    """Let a file that grows be the team's feed."""
    path = home.folder / "floor.jsonl"
    path.write_text("".join(lines), "utf-8")
    with home.team() as team:
        add_feed(team, Feed("desk", "file", str(path), every_s=0.5))
    return path


def played_at(window: Window) -> datetime:
    """Return the time that the bar of a replay tells."""
    found = re.search(r"‖ (\d\d:\d\d:\d\d)", window.text)
    assert found is not None, window.text
    return datetime.strptime(found[1], "%H:%M:%S")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_the_age_of_the_data_and_its_alarms(
    full: Home, tmp_path: Path, state: str, lang: str
) -> None:
    age_s, sign, rings = STATES[state]
    with_file(full, snapshot("售前", age_s))
    with Window(home_env(full, tmp_path), "--lang", lang, "--team", TEAM, size=(80, 24)) as window:
        window.until("2 Queue" if lang == "en" else "2 队列")
        window.press(b"2")
        window.until(sign, "售前")
        alarm = "longest wait 2 min 10 s" if lang == "en" else "最长等待 2分10秒"
        assert (alarm in window.text.replace(" 分 ", "分").replace(" 秒", "秒")) is rings


def test_a_dead_feed_says_since_when_and_why(full: Home, tmp_path: Path) -> None:
    with_file(full).unlink()
    with Window(home_env(full, tmp_path), "--team", TEAM, size=(200, 50)) as window:
        window.until("2 Queue")
        window.press(b"2")
        window.until("desk: fails since 09:00:00", "is not there")


def test_a_recorded_day_is_played_paused_and_left(full: Home, tmp_path: Path) -> None:
    with full.team() as team:
        team.disk.make_folder(team.place.queue)
        lines = b"".join(map(write_line, queue_lines()))
        (team.place.queue / "2026-11-15.jsonl").write_bytes(lines)
    with Window(home_env(full, tmp_path), "--team", TEAM) as window:
        window.until("2 Queue")
        window.press(b"2", b"p")
        window.until("2026-11-15")
        window.press(ENTER)
        window.until("Replay 2026-11-15", "售前")
        window.press(b" ")
        window.until("‖")
        stood = played_at(window)
        window.press(b".")
        assert played_at(window) == stood + timedelta(minutes=5)
        window.press(ESC)
        window.until("2 Queue")
        assert "Replay 2026-11-15" not in window.text


def test_nothing_that_a_queue_is_called_acts(full: Home, tmp_path: Path) -> None:
    with_file(full, *(snapshot(name, 20 + at) for at, name in enumerate(EVIL)))
    with Window(home_env(full, tmp_path), "--team", TEAM, size=(200, 50)) as window:
        window.until("2 Queue")
        window.press(b"2")
        window.until(*SEEN[1:4])
        written_by_floorboard_alone(window.said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_demo_floor_is_live(tmp_path: Path, lang: str) -> None:
    env = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    with Window(env, "--lang", lang, "demo", size=(120, 36)) as window:
        window.until("2 Queue" if lang == "en" else "2 队列")
        window.press(b"2")
        window.until("● live" if lang == "en" else "● 实时", "售前", "售后")
        window.until("Heads needed" if lang == "en" else "所需人数", "█", "░")
        window.press(b"q")
        assert window.end() == 0
