"""Alarms in the dashboard: told everywhere, a bell only if asked; feeds outlive a fault."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot

from store.clock import ShiftedClock
from store.errors import FloorboardError
from store.feeds.keeping import add_feed
from store.figures.queue_state import QueueState
from store.live_queue import LiveQueue
from store.queue_rules import set_rules
from store.records.queue import Feed
from tests.tui_help import LANGUAGES, NOW, Home, settle, shown, type_keys
from tui import feeding
from tui.app import FloorboardApp
from tui.personal import Personal, read_personal
from tui.screens.queue import QueueScreen
from tui.screens.today import TodayScreen
from widgets.grid import Grid

AT = NOW.replace(hour=14)
SIZE = (120, 36)


class Floor:
    """A feed whose file the test writes, and the app on it."""

    def __init__(self, home: Home, monkeypatch: pytest.MonkeyPatch, **more: Any) -> None:
        self.home = home
        self.path = home.folder / "q.jsonl"
        self.path.write_text("")
        with home.team(AT) as team:
            add_feed(team, Feed("file", "file", str(self.path), every_s=0.5))
        self.app = home.app(now=AT, **more)
        clock = ShiftedClock(AT)
        monkeypatch.setattr(self.app.session, "clock", lambda zone=None: clock)
        self.clock = clock
        self.rings = 0
        monkeypatch.setattr(self.app, "bell", self._ring)

    def _ring(self) -> None:
        self.rings += 1

    def stands(self, *queues: str, longest: float, waiting: int = 1) -> None:
        now = self.clock.now().isoformat()
        lines = [
            {"at": now, "queue": queue, "waiting": waiting, "longest_wait_s": longest}
            for queue in queues
        ]
        with self.path.open("a", encoding="utf-8") as file:
            file.write("".join(json.dumps(line) + "\n" for line in lines))

    def toasts(self) -> list[tuple[str, str]]:
        return [(one.severity, one.message) for one in self.app._notifications]


async def until(pilot: Pilot[Any], so: Callable[[], Any], seconds: float = 15) -> None:
    """Wait until something holds."""
    end = monotonic() + seconds
    while not so() and monotonic() < end:
        await pilot.pause(0.05)
    assert so()
    await settle(pilot)


def count(app: FloorboardApp) -> int:
    held = app.queue.alarms
    return len(held.open) if held is not None else -1


async def begin(pilot: Pilot[Any], floor: Floor) -> None:
    """Wait for the first news: nothing holds."""
    await until(pilot, lambda: count(floor.app) == 0)


async def test_an_alarm_is_told_on_any_screen_and_rings_nothing_unasked(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    floor = Floor(full, monkeypatch)
    async with floor.app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, floor)
        assert isinstance(floor.app.screen, TodayScreen)
        floor.stands("chat", longest=120)
        await until(pilot, lambda: count(floor.app) == 1)
        assert floor.toasts() == [
            ("warning", "Alarm: chat: longest wait 2 min, limit 1 min 40 s"),
        ]
        assert "Alarm: chat" in shown(floor.app)
        floor.stands("chat", longest=190, waiting=2)
        await until(pilot, lambda: len(floor.toasts()) == 2)
        assert floor.toasts()[1] == (
            "error",
            "Past the line: chat: longest wait 3 min 10 s, limit 3 min",
        )
        floor.stands("chat", longest=0, waiting=0)
        await until(pilot, lambda: count(floor.app) == 0)
        assert len(floor.toasts()) == 2, "that it is over needs nobody"
    assert floor.rings == 0
    with full.team(AT) as team:
        assert [c.what for c in team.history()].count("alarm") == 3


async def test_the_bell_rings_once_where_it_was_asked_for(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    floor = Floor(full, monkeypatch, personal=Personal(bell=True))
    async with floor.app.run_test(size=SIZE) as pilot:
        await begin(pilot, floor)
        floor.stands("chat", longest=120)
        await until(pilot, lambda: count(floor.app) == 1)
        assert floor.rings == 1
        await type_keys(pilot, "2", "z")
        floor.stands("chat", longest=190, waiting=2)
        await until(pilot, lambda: len(floor.toasts()) == 2)
        assert floor.rings == 1, "it is put off"


async def test_several_at_once_are_one_toast(full: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    floor = Floor(full, monkeypatch)
    async with floor.app.run_test(size=SIZE) as pilot:
        await begin(pilot, floor)
        floor.stands("a", "b", longest=110)
        floor.stands("c", longest=200)
        await until(pilot, lambda: count(floor.app) == 3)
        assert floor.toasts() == [
            ("error", "3 alarms at once. Alarm: c: longest wait 3 min 20 s, limit 3 min"),
        ]


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_mask_hides_the_owner(
    full: Home, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    with full.team(AT) as team:
        agent = next(iter(team.agents().values()))
        set_rules(team, "chat", owner=agent.id)
    floor = Floor(full, monkeypatch, lang=lang)
    async with floor.app.run_test(size=SIZE) as pilot:
        await begin(pilot, floor)
        floor.stands("chat", longest=120)
        await until(pilot, lambda: count(floor.app) == 1)
        assert agent.name in floor.toasts()[0][1]
        await type_keys(pilot, "f2")
        floor.stands("chat", longest=190, waiting=2)
        await until(pilot, lambda: len(floor.toasts()) == 2)
        assert agent.name not in floor.toasts()[1][1]
        assert "••••••" in floor.toasts()[1][1]


async def test_old_data_and_letters_raise_none(full: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    floor = Floor(full, monkeypatch)
    async with floor.app.run_test(size=SIZE) as pilot:
        await begin(pilot, floor)
        old = (floor.clock.now() - timedelta(minutes=16)).isoformat()
        floor.path.write_text(
            json.dumps({"at": old, "queue": "chat", "waiting": 1, "longest_wait_s": 500}) + "\n"
        )
        floor.stands("mail", longest=90_000)
        await until(
            pilot, lambda: floor.app.queue.report and len(floor.app.queue.report.queues) == 2
        )
        await pilot.pause(1.2)
        assert count(floor.app) == 0
        assert floor.toasts() == []


# What a person chooses


async def test_a_bell_is_chosen_on_settings(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        assert "quiet" in shown(app)
        app.screen.query_one("#personal", Grid).focus()
        await type_keys(pilot, "down", "down", "down", "enter", "down", "enter")
        assert app.personal.bell
        assert "the bell rings for alarms" in shown(app)
        await settle(pilot)
        assert read_personal(full.folder / "config" / "config.toml").bell
        await type_keys(pilot, "d")
        assert not app.personal.bell
    assert not read_personal(full.folder / "config" / "config.toml").bell


@pytest.mark.parametrize(("said", "rings"), [("true", True), ("false", False), ('"yes"', False)])
def test_only_true_is_a_bell(tmp_path: Path, said: str, rings: bool) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"bell = {said}\n")
    assert read_personal(path).bell is rings


# A fault of our own


async def test_the_feeds_outlive_a_fault_and_say_so(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    floor = Floor(full, monkeypatch)
    good = LiveQueue.report
    broken = True

    def report(self: LiveQueue, state: QueueState, at: datetime) -> Any:
        if broken:
            raise ValueError("小禾's number")
        return good(self, state, at)

    monkeypatch.setattr(LiveQueue, "report", report)
    monkeypatch.setattr(feeding, "_AGAIN_S", 0.2)
    async with floor.app.run_test(size=(200, 50)) as pilot:
        await until(pilot, lambda: floor.app.queue.trouble is not None)
        trouble = floor.app.queue.trouble
        assert trouble is not None and trouble.code == "feeds_stopped"
        assert floor.app.queue.since is not None
        (toast,) = floor.toasts()
        assert toast[0] == "error" and "ValueError tests/test_tui_alarms.py" in toast[1]
        assert "小禾" not in toast[1]
        await type_keys(pilot, "2")
        assert isinstance(floor.app.screen, QueueScreen)
        broken = False
        floor.stands("chat", longest=5)
        await until(pilot, lambda: floor.app.queue.trouble is None)
        assert floor.app.queue.report is not None
        assert len(floor.toasts()) == 1, "each fault of a row is not told anew"


async def test_pauses_after_faults_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[feeding.Heard] = []

    def opener() -> Any:
        raise RuntimeError

    run = feeding.Feeding(opener, {}, heard.append)
    waits: list[float] = []

    def wait(seconds: float | None = None) -> bool:
        waits.append(seconds or 0)
        if len(waits) == 9:
            run._ended.set()
        return False

    monkeypatch.setattr(run._ended, "wait", wait)
    await asyncio.to_thread(run._run)
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert {type(one.trouble) for one in heard} == {FloorboardError}
    assert len({one.since for one in heard}) == 1, "since when does not move"
