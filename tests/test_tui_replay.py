"""Replay: a recorded day is shown as it was at a moment, beside what is live, and only shown."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.clock import Clock, ShiftedClock
from store.feeds.day_file import day_path
from store.feeds.keeping import add_feed
from store.feeds.recordings import Recording
from store.figures.alarms import Alarms
from store.figures.queue_now import QueueReport
from store.forecasts import forecast_of
from store.locations import team_place
from store.queue_views import QueueDesk
from store.records.queue import Event, EventKind, Feed, Line
from store.records.queue_lines import write_line
from store.team import Team
from tests import queue_oracle as oracle
from tests.tui_help import LANGUAGES, SIZES, TEAM, Home, settle, shown, type_keys
from tui.app import FloorboardApp
from tui.commands import Command
from tui.context import Options, Session
from tui.feeding import Heard
from tui.language import Words
from tui.live_table import live_table
from tui.live_words import Live
from tui.replay_words import playing_of
from tui.replaying import TOLD_EVERY_S, ReplayLine
from tui.replays import Replayed
from tui.screens.ask import AskScreen
from tui.screens.queue import QueueScreen
from tui.screens.queue_commands import QUEUE_COMMANDS
from widgets.drawing import text_of
from widgets.replay_bar import ReplayBar, draw_bar

DAY = oracle.DAY.date()
LATER = datetime.fromisoformat("2026-11-22T14:00+08:00")
NOON = datetime.fromisoformat("2026-11-20T12:00+08:00")


def record(home: Home, contacts: int = 800) -> Path:
    """Lay down a recorded day."""
    lines = oracle.events(oracle.contacts(contacts))
    with home.team(LATER) as team:
        team.disk.make_folder(team.place.queue)
        path = team.place.queue / f"{DAY}.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), "utf-8")
    return path


def with_demo(home: Home) -> None:
    with home.team(LATER) as team:
        add_feed(team, Feed("demo", "demo", "", every_s=0.5))


def figures(home: Home, moment: datetime) -> QueueReport:
    """Return what `queue --at` tells of a moment."""
    with home.team(LATER) as team:
        return QueueDesk(team).now(moment)


def screen_of(app: FloorboardApp) -> QueueScreen:
    screen = app.in_front
    assert isinstance(screen, QueueScreen)
    return screen


def played(app: FloorboardApp) -> Replayed:
    replayed = screen_of(app).replayed
    assert replayed is not None
    return replayed


def live_of(app: FloorboardApp) -> Live:
    live = screen_of(app)._live()
    assert live is not None
    return live


def command(id_: str) -> Command:
    return next(one for one in QUEUE_COMMANDS if one.id == id_)


async def until(pilot: Pilot[Any], true: Callable[[], bool], seconds: float = 15) -> None:
    """Wait for something to become so."""
    end = monotonic() + seconds
    while not true():
        assert monotonic() < end
        await pilot.pause(0.02)
    await settle(pilot)


async def replaying(pilot: Pilot[Any], app: FloorboardApp, *, paused: bool = True) -> None:
    """Open Queue and play the newest recorded day that is over."""
    await settle(pilot)
    await type_keys(pilot, "2")
    await until(pilot, lambda: app.queue.report is not None)
    await type_keys(pilot, "p")
    assert isinstance(app.screen, AskScreen)
    app.screen.query_one(Input).value = DAY.isoformat()
    await type_keys(pilot, "enter")
    await until(pilot, lambda: screen_of(app).replayed is not None)
    if paused:
        await type_keys(pilot, "space")
        await until(pilot, lambda: played(app).paused)


async def go(pilot: Pilot[Any], app: FloorboardApp, moment: datetime) -> Replayed:
    """Go to a moment and wait until it is shown, with its alarms."""
    screen_of(app).go_to(moment)
    await until(
        pilot,
        lambda: (
            played(app).moment == moment
            and not played(app).reading
            and played(app).alarms is not None
        ),
    )
    return played(app)


MOMENTS = tuple(
    NOON.replace(hour=hour, minute=minute, second=second)
    for hour, minute, second in ((12, 0, 0), (19, 47, 13), (9, 10, 1), (19, 46, 59), (23, 30, 0))
)
"""Forward and back."""


# One day, played by hand


class Wall:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.second = 0.0

    def __call__(self) -> float:
        return self.second


class Hand:
    """A replay whose clock is moved by hand."""

    def __init__(self, team: Team) -> None:
        self.wall = Wall()
        self.line = ReplayLine(team, DAY, self.wall)
        self.told: list[Replayed] = []

    @property
    def of(self) -> Recording:
        """From when to when it plays."""
        return self.told[-1].recording

    def turn(self) -> Replayed:
        """Play on until there is nothing to read, and a moment is told."""
        while True:
            news, pause_s = self.line.turn()
            self.told += [news] if news is not None else []
            if pause_s >= TOLD_EVERY_S:
                return self.told[-1]
            self.wall.second += pause_s


@pytest.fixture
def hand(empty: Home) -> Iterator[Hand]:
    record(empty)
    with empty.team(LATER) as team:
        yield Hand(team)


def test_a_moment_is_that_of_queue_at(hand: Hand, empty: Home) -> None:
    hand.line.toggle()
    for moment in MOMENTS:
        hand.line.seek(moment)
        report = hand.turn().report
        assert report is not None
        assert report.queues == figures(empty, moment).queues


def test_the_evening_before_reaches_into_the_day(empty: Home) -> None:
    path = record(empty)
    midnight = NOON.replace(hour=0)

    def event(minute: int, contact: str, kind: EventKind) -> Line:
        agent = None if kind == "queued" else "小满"
        return Event(midnight + timedelta(minutes=minute), "售前", contact, kind, agent)

    before = [event(-20, "late", "queued"), event(-15, "late", "answered")]
    after = [
        event(5, "early", "queued"),
        event(9, "early", "answered"),
        event(220, "late", "ended"),
    ]
    path.with_name(f"{DAY - timedelta(days=1)}.jsonl").write_bytes(
        b"".join(map(write_line, before))
    )
    path.write_bytes(b"".join(map(write_line, after)) + path.read_bytes())
    with empty.team(LATER) as team:
        hand = Hand(team)
        hand.line.toggle()
        hand.turn()
        for minute, open_ in ((30, 2), (179, 2), (181, 1), (210, 1), (250, 1), (30, 2)):
            moment = midnight + timedelta(minutes=minute)
            hand.line.seek(moment)
            report = hand.turn().report
            assert report is not None
            assert report.queues == figures(empty, moment).queues
            assert report.queues[0].open_contacts == open_


def test_two_recordings_of_a_day_play_beside_each_other(empty: Home) -> None:
    path = record(empty)
    lines = path.read_bytes().splitlines(keepends=True)
    first = [line for line in lines if b'"mail"' in line]
    path.write_bytes(b"".join([*first, b"no line\n", *(one for one in lines if one not in first)]))
    with empty.team(LATER) as team:
        hand = Hand(team)
        hand.line.toggle()
        for moment in MOMENTS:
            hand.line.seek(moment)
            report = hand.turn().report
            assert report is not None
            assert report.queues == figures(empty, moment).queues
        hand.line.seek(NOON)
        report = hand.turn().report
        assert report is not None and len(report.queues) == len(oracle.QUEUES)


def test_it_goes_on_at_its_speed_and_stands_still(hand: Hand) -> None:
    hand.line.toggle()
    assert hand.turn().moment - hand.of.begin < timedelta(seconds=1)
    hand.line.toggle()
    hand.line.seek(NOON)
    for by, speed in ((0, 60), (1, 300), (1, 1800), (1, 1800), (-9, 1), (1, 10)):
        hand.line.change_speed(by)
        before = hand.turn()
        hand.wall.second += 2
        now = hand.turn()
        assert now.speed == speed
        passed = (now.moment - before.moment).total_seconds()
        assert passed == pytest.approx(2 * speed, rel=0.3)
    hand.line.toggle()
    before = hand.turn()
    assert before.paused
    hand.wall.second += 100
    assert hand.turn() == before
    hand.line.toggle()
    hand.turn()
    hand.wall.second += 1
    now = hand.turn()
    assert not now.paused and now.moment > before.moment


def test_it_stops_at_its_end_and_begins_anew(hand: Hand) -> None:
    hand.line.toggle()
    hand.turn()
    hand.line.toggle()
    hand.line.seek(hand.of.end + timedelta(days=1))
    end = hand.turn()
    assert end.paused and end.moment == hand.of.end
    hand.line.toggle()
    again = hand.turn()
    assert not again.paused and again.moment < hand.of.begin + timedelta(seconds=60)
    hand.line.step(timedelta(minutes=-5))
    assert hand.turn().moment < hand.of.begin + timedelta(seconds=60)


def test_going_back_says_that_it_reads(empty: Home) -> None:
    record(empty, 6_000)
    with empty.team(LATER) as team:
        hand = Hand(team)
        hand.line.seek(NOON + timedelta(hours=10))
        hand.turn()
        hand.told.clear()
        hand.line.step(timedelta(minutes=-5))
        hand.turn()
        assert [one.reading for one in hand.told[:2]] == [True, False]
        assert hand.told[0].moment == hand.told[1].moment


def test_alarms_are_those_of_the_moment_however_one_comes_there(hand: Hand) -> None:
    hand.line.toggle()
    told: dict[datetime, Alarms] = {}
    began = hand.turn().began
    assert began and all(hand.of.begin <= at <= hand.of.end for at in began)
    moments = (*MOMENTS, *began[:6])
    for moment in (*moments, *reversed(moments)):
        hand.line.seek(moment)
        now = hand.turn()
        assert now.alarms is not None
        assert told.setdefault(moment, now.alarms) == now.alarms
        for alarm in now.alarms.open.values():
            assert alarm.since <= moment
    assert all(told[at].open for at in began[:6])


# On the screen


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_the_screen_is_that_of_the_moment_and_says_so(
    full: Home, size: tuple[int, int], lang: str
) -> None:
    record(full)
    with_demo(full)
    app = full.app(now=LATER, lang=lang)
    async with app.run_test(size=size) as pilot:
        await replaying(pilot, app)
        for moment in MOMENTS[:3]:
            replayed = await go(pilot, app, moment)
            assert replayed.report is not None
            wanted = figures(full, moment).queues
            assert replayed.report.queues == wanted
            table = live_table(live_of(app))[1]
            assert {row.key: row.cells[1].sort for row in table} == {
                one.queue: one.waiting for one in wanted
            }
        text = shown(app)
        assert ("Replay 2026-11-20" if lang == "en" else "回放 2026-11-20") in text
        assert ("Not live" if lang == "en" else "非实时") in text
        assert ("● live" if lang == "en" else "● 实时") not in text
        assert "09:10:01" in text
        assert screen_of(app).query_one(ReplayBar).display


@pytest.mark.parametrize("key", ["p", "alt+p", "escape"])
async def test_ended_the_screen_is_live_again(full: Home, key: str) -> None:
    record(full)
    with_demo(full)
    app = full.app(now=LATER)
    async with app.run_test(size=(120, 36)) as pilot:
        await replaying(pilot, app)
        assert "● live" not in shown(app)
        await type_keys(pilot, key)
        text = shown(app)
        assert "● live" in text and "Replay 2026" not in text
        assert "after, sales" not in text
        assert app.why_not(command("queue.pause"))
        assert app.screen is screen_of(app)


async def test_keys_move_it(full: Home) -> None:
    record(full)
    app = full.app(now=LATER)
    async with app.run_test(size=(120, 36)) as pilot:
        await replaying(pilot, app)
        await go(pilot, app, NOON)
        for key, minutes in (("comma", -5), ("ctrl+left", -10), ("full_stop", -5)):
            await type_keys(pilot, key)
            moment = NOON + timedelta(minutes=minutes)
            await until(pilot, lambda at=moment: played(app).moment == at)  # type: ignore[misc]
        for key, speed in (("plus", 300), ("ctrl+up", 1800), ("minus", 300)):
            await type_keys(pilot, key)
            await until(pilot, lambda x=speed: played(app).speed == x)  # type: ignore[misc]
        assert "x300" in shown(app)
        await type_keys(pilot, "space")
        await until(pilot, lambda: played(app).moment > NOON)


async def test_the_bar_can_be_clicked(full: Home) -> None:
    record(full)
    app = full.app(now=LATER)
    async with app.run_test(size=(120, 36)) as pilot:
        await replaying(pilot, app)
        bar = screen_of(app).query_one(ReplayBar)
        (track,) = [part for part in bar._parts() if part.action == "track"]
        await pilot.click(ReplayBar, offset=(track.column + track.width, 0))
        await until(pilot, lambda: played(app).moment == played(app).recording.end)
        (faster,) = [part for part in bar._parts() if part.action == "faster"]
        await pilot.click(ReplayBar, offset=(faster.column + 2, 0))
        await until(pilot, lambda: played(app).speed == 300)


async def test_a_replay_writes_nothing(full: Home) -> None:
    record(full)

    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in full.folder.rglob("*") if path.is_file()}

    before = files()
    app = full.app(now=LATER)
    async with app.run_test(size=(120, 36)) as pilot:
        await replaying(pilot, app, paused=False)
        await type_keys(pilot, "plus", "plus")
        for moment in MOMENTS:
            screen_of(app).go_to(moment)
            await until(pilot, lambda at=moment: played(app).moment > at)  # type: ignore[misc]
        alarmed = next(at for at in played(app).began if at > NOON)
        await type_keys(pilot, "space")
        await go(pilot, app, alarmed)
        held = played(app).alarms
        assert held is not None and held.open
        assert "! " in shown(app)
        await type_keys(pilot, "a", "z")
        assert {note.message for note in app._notifications} == {
            "This is a recording: its alarms are over and can't be answered."
        }
        assert app.queue.alarms is None or not app.queue.alarms.open
    assert files() == before


async def test_what_is_live_goes_on_meanwhile(full: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    record(full, 2_000)
    with_demo(full)
    app = full.app(now=LATER)
    clock: Clock = ShiftedClock(LATER)
    monkeypatch.setattr(app.session, "clock", lambda zone=None: clock)
    heard: list[datetime] = []
    async with app.run_test(size=(120, 36)) as pilot:
        await replaying(pilot, app, paused=False)
        today = day_path(team_place(TEAM, None, full.env), LATER.date())
        size = today.stat().st_size
        told = app.queue_told

        def hear(news: Heard) -> None:
            assert news.report is not None
            heard.append(news.report.at)

        told.subscribe(app.screen, hear)
        end = monotonic() + 20
        while monotonic() < end and (len(heard) < 4 or today.stat().st_size == size):
            await type_keys(pilot, "full_stop", "comma")
            await pilot.pause(0.1)
        assert len(heard) >= 4 and today.stat().st_size > size
        assert heard == sorted(heard) and heard[0] >= LATER
        await type_keys(pilot, "1")
        text = shown(app)
        assert "售前" in text and "● live" in text and "Replay" not in text
        await type_keys(pilot, "2")
        assert "Replay 2026-11-20" in shown(app)


async def test_the_mask_hides_the_names_of_a_recording_too(full: Home) -> None:
    record(full)
    app = full.app(now=LATER, mask=True)
    async with app.run_test(size=(200, 50)) as pilot:
        await replaying(pilot, app)
        replayed = await go(pilot, app, MOMENTS[1])
        assert replayed.report is not None
        assert any(one.holding for one in replayed.report.queues)
        assert not [name for name in oracle.AGENTS if name in shown(app)]


def said(app: FloorboardApp, *texts: str) -> bool:
    return all(text in shown(app) for text in texts)


async def test_it_goes_on_in_another_language(full: Home) -> None:
    record(full)
    app = full.app(now=LATER)
    async with app.run_test(size=(120, 36)) as pilot:
        await replaying(pilot, app)
        await go(pilot, app, NOON)
        for bar, line in (("回放 2026-11-20", "非实时"), ("Replay 2026-11-20", "Not live")):
            await type_keys(pilot, "ctrl+l")
            await until(pilot, partial(said, app, bar, line))
            assert "12:00:00" in shown(app)


async def test_what_stands_beside_it_is_of_the_moment_too(full: Home) -> None:
    record(full)
    app = full.app(now=LATER)
    async with app.run_test(size=(120, 36)) as pilot:
        await replaying(pilot, app)
        await go(pilot, app, NOON)
        await until(pilot, lambda: live_of(app).facts.now == NOON)
        facts = live_of(app).facts
        assert (facts.played, facts.day) == (DAY, DAY)
        assert "Not in a replay." in shown(app)
        with full.team(NOON) as team:
            assert facts.total == forecast_of(team, DAY)
        await type_keys(pilot, "escape")
        await until(pilot, lambda: live_of(app).facts.now == LATER)


async def test_a_recording_that_is_gone_is_told(full: Home) -> None:
    path = record(full)
    app = full.app(now=LATER)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "2", "p")
        path.unlink()
        await type_keys(pilot, "enter")
        await until(pilot, lambda: bool(app._notifications))
        (note,) = app._notifications
        assert "holds no line that can be played" in note.message
        assert screen_of(app).replayed is None
        assert app.why_not(command("queue.pause")) == "No recording is being replayed."


async def test_a_fault_of_a_replay_ends_it_and_not_what_is_live(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(full)
    app = full.app(now=LATER)

    def broken(_line: ReplayLine) -> None:
        raise RuntimeError

    monkeypatch.setattr("tui.feeding._AGAIN_S", 0.2)
    async with app.run_test(size=(120, 36)) as pilot:
        await replaying(pilot, app)
        monkeypatch.setattr(ReplayLine, "turn", broken)
        await until(pilot, lambda: screen_of(app).replayed is None)
        assert app.queue.trouble is not None
        await until(pilot, lambda: app.queue.trouble is None)


async def test_without_a_recording_it_says_how_one_comes_in(full: Home) -> None:
    app = full.app(now=LATER)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "2", "p")
        text = shown(app)
        assert "No day of the queue was recorded yet." in text
        assert "floorboard feed run --replay FILE" in text
        await type_keys(pilot, "enter")
        assert screen_of(app).replayed is None


def test_ascii_signs_are_ascii(hand: Hand) -> None:
    session = Session(Options(ascii_only=True), Words("en"), {})
    playing = playing_of(session, hand.turn(), (("pause", "space"),))
    for width in range(10, 201):
        for line in text_of(draw_bar(playing, width, ascii_only=True)):
            assert line.isascii() and len(line) <= width
