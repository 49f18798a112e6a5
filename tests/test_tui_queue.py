"""Queue: the live floor of a demo feed, stale data, no feed, alarms answered, the what-if."""

import asyncio
from datetime import date, datetime, time, timedelta
from time import monotonic, process_time
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.alarm_book import open_alarms
from store.clock import Clock, ShiftedClock
from store.feeds.day_file import DayFiles
from store.feeds.keeping import add_feed
from store.figures.forecast import SLOTS
from store.records.queue import Feed, Heads, QueueDay, Snapshot, queue_day_key
from tests.tui_help import LANGUAGES, NOW, SIZES, Home, settle, shown, type_keys
from tui.app import FloorboardApp
from tui.screens.queue import QueueScreen
from widgets.drawing import text_of
from widgets.half_hours import HalfHour, draw_half_hours

AT = NOW.replace(hour=14)


def with_demo(home: Home) -> None:
    with home.team(AT) as team:
        add_feed(team, Feed("demo", "demo", "", every_s=0.5))


def with_history(home: Home) -> None:
    """Lay down five weeks of half-hours of the demo's first queue."""

    with home.team(AT) as team:

        def edit(draft: Any) -> None:
            for back in range(1, 36):
                day = AT.date() - timedelta(days=back)
                slots = tuple(range(18, 44))
                counts = tuple(20 + (slot * 7 + back) % 9 for slot in slots)
                record = QueueDay(day, "售前", _midnight(day), "intervals", slots, counts)
                draft.put("half_hours", queue_day_key(day, "售前"), record)

        team.change("import", edit)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AT.tzinfo)


def lay(home: Home, at: datetime, **values: Any) -> None:
    """Write one snapshot as a feed elsewhere would."""
    with home.team(AT) as team:
        files = DayFiles(team.place, team.disk)
        team.disk.make_folder(team.place.queue)
        files.append(at.date(), [Snapshot(at, "chat", heads=Heads(online=3), **values)])


async def at_queue(pilot: Pilot[Any], app: FloorboardApp) -> None:
    """Open Queue and wait for the first news."""
    await settle(pilot)
    await type_keys(pilot, "2")
    until = monotonic() + 10
    while app.queue.report is None and monotonic() < until:
        await pilot.pause(0.05)
    await settle(pilot)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_a_live_floor_is_shown(full: Home, size: tuple[int, int], lang: str) -> None:
    with_demo(full)
    with_history(full)
    app = full.app(now=AT, lang=lang)
    async with app.run_test(size=size) as pilot:
        await at_queue(pilot, app)
        text = shown(app)
        assert isinstance(app.screen, QueueScreen)
        assert "售前" in text and "售后" in text
        assert ("● live" if lang == "en" else "● 实时") in text
        assert ("Heads needed" if lang == "en" else "所需人数") in text
        assert "14:00" in text
        assert "█" in text and "░" in text
        assert app.screen.grid.cursor_key is not None


async def test_without_a_feed_it_opens_on_the_busy_check(full: Home) -> None:
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "f10")
        text = shown(app)
        assert "No live queue yet." in text
        assert "floorboard feed add" in text
        assert "The team, 2026-11-15" in text
        assert "Waiting" not in text


async def test_the_mask_hides_names(full: Home) -> None:
    app = full.app(now=AT)
    async with app.run_test(size=(200, 50)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "2")
        assert "冬至" in shown(app)
        await type_keys(pilot, "f2")
        assert "冬至" not in shown(app)


@pytest.mark.parametrize(("minutes", "sign"), [(1, "● live"), (6, "▲ stale"), (16, "✗ too old")])
async def test_the_age_of_the_data_is_told(full: Home, minutes: int, sign: str) -> None:
    lay(full, AT - timedelta(minutes=minutes), waiting=4, longest_wait_s=400.0)
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_queue(pilot, app)
        text = shown(app)
        assert sign in text
        assert ("Alarms: none" in text) == (minutes > 15)
        assert app.queue.alarms is not None
        assert bool(app.queue.alarms.open) == (minutes <= 15)


async def test_a_column_that_nobody_tells_takes_no_room(full: Home) -> None:
    lay(full, AT, waiting=4)
    app = full.app(now=AT)
    async with app.run_test(size=(200, 50)) as pilot:
        await at_queue(pilot, app)
        text = shown(app)
        assert "Online" in text
        assert "Away" not in text and "ASA" not in text


@pytest.mark.parametrize(("key", "told"), [("a", "seen to"), ("z", "put off until 14:15")])
async def test_an_alarm_is_answered(full: Home, key: str, told: str) -> None:
    lay(full, AT, waiting=4, longest_wait_s=200.0)
    app = full.app(now=AT)
    async with app.run_test(size=(200, 50)) as pilot:
        await at_queue(pilot, app)
        assert "! chat: longest wait" in shown(app)
        await type_keys(pilot, key)
        assert told in shown(app)
    with full.team(AT) as team:
        (alarm,) = open_alarms(team, AT.date()).open.values()
        assert (alarm.acknowledged_at is not None) == (key == "a")
        assert (alarm.snoozed_until is not None) == (key == "z")


async def test_the_what_if_answers_as_one_types(full: Home) -> None:
    app = full.app(now=AT)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "2", "w")
        for field, value in {
            "offered": "100", "aht_s": "180", "patience_s": "", "concurrency": "1",
            "within_s": "20", "target": "80", "agents": "14",
        }.items():  # fmt: skip
            app.screen.query_one(f"#{field}", Input).value = value
        await pilot.pause(0.3)
        await settle(pilot)
        assert "88.8%" in shown(app) and "7.8 s" in shown(app)
        app.screen.query_one("#agents", Input).value = "x"
        await pilot.pause(0.2)
        await settle(pilot)
        assert "write a number" in shown(app)
        await type_keys(pilot, "escape")
        assert isinstance(app.screen, QueueScreen)


async def test_today_has_the_queue_in_a_line(full: Home) -> None:
    lay(full, AT, waiting=4, longest_wait_s=200.0)
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_queue(pilot, app)
        await type_keys(pilot, "1")
        assert "chat 4 waiting, longest 3 min 20 s" in shown(app)


async def test_a_feed_that_fails_says_why(full: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with full.team(AT) as team:
        add_feed(team, Feed("desk", "folder", str(full.folder / "nowhere"), every_s=0.5))
    app = full.app(now=AT)
    clock: Clock = ShiftedClock(AT)
    monkeypatch.setattr(app.session, "clock", lambda zone=None: clock)
    async with app.run_test(size=(200, 50)) as pilot:
        await at_queue(pilot, app)
        until = monotonic() + 5
        while "fails since" not in shown(app) and monotonic() < until:
            await pilot.pause(0.2)
        assert "desk: fails since" in shown(app)


async def test_it_ends_within_a_second_and_is_sane_on_the_cpu(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_demo(full)
    app = full.app(now=AT)
    clock: Clock = ShiftedClock(AT)
    monkeypatch.setattr(app.session, "clock", lambda zone=None: clock)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_queue(pilot, app)
        await asyncio.sleep(1)
        spent, first = process_time(), app.queue.report
        await asyncio.sleep(4)
        spent = process_time() - spent
        assert app.queue.report is not first
        assert spent < 1.0
        await pilot.exit(None)
    feeding = app._feeding
    assert feeding is not None
    feeding._thread.join(1)
    assert not feeding._thread.is_alive()


def test_blocks_keep_to_their_room() -> None:
    halves = [HalfHour(n, n % 5 if n < 20 else None, 1, 4) for n in range(SLOTS)]
    for width in (10, 39, 60, 200):
        for height in (4, 9, 20):
            lines = text_of(draw_half_hours(halves, width, height))
            assert len(lines) == height
            assert max(map(len, lines)) <= width
    assert all(line.isascii() for line in text_of(draw_half_hours(halves, 60, 9, ascii_only=True)))
