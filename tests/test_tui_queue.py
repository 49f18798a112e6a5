"""Queue: the live floor of a demo feed, stale data, no feed, alarms answered, the what-if."""

import asyncio
from datetime import date, datetime, time, timedelta
from time import monotonic, process_time
from typing import Any

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.alarm_book import open_alarms
from store.clock import Clock, ShiftedClock
from store.feeds.day_file import DayFiles
from store.feeds.keeping import add_feed, pipeline, ready, running
from store.figures.forecast import SLOTS
from store.queue_views import QueueDesk
from store.records.queue import Event, Feed, Heads, Line, QueueDay, Snapshot, queue_day_key
from tests.floor_help import lay_count
from tests.tui_help import LANGUAGES, NOW, SIZES, Home, settle, shown, type_keys
from tui.app import FloorboardApp
from tui.screens.queue import QueueScreen
from widgets.chart import Chart
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
        for name in ("desk", "door"):
            add_feed(team, Feed(name, "folder", str(full.folder / f"no_{name}"), every_s=0.5))
    app = full.app(now=AT)
    clock: Clock = ShiftedClock(AT)
    monkeypatch.setattr(app.session, "clock", lambda zone=None: clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_queue(pilot, app)
        until = monotonic() + 5
        while shown(app).count("fails since") < 2 and monotonic() < until:
            await pilot.pause(0.2)
        assert "! desk: fails since" in shown(app) and "! door: fails since" in shown(app)


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


def test_the_axis_says_where_there_is_more() -> None:
    halves = [HalfHour(n, 1 if n < 20 else None, 1, 4) for n in range(SLOTS)]
    axes = [text_of(draw_half_hours(halves, width, 9))[-2] for width in (50, 30, 20)]
    assert [axis[2] + axis[-1] for axis in axes] == ["━─", "‹›", "‹›"]
    assert text_of(draw_half_hours(halves[:20], 12, 9))[-2] == " └‹━━━━━━━━━"


# The panes


def hold(home: Home, *held: tuple[str, str, int], heads: Heads | None = None) -> None:
    """Give agents open contacts: queue, agent, how many."""
    with home.team(AT) as team:
        files = DayFiles(team.place, team.disk)
        team.disk.make_folder(team.place.queue)
        lines: list[Line] = []
        for queue, agent, count in held:
            for n in range(count):
                contact, begun = f"{agent}{n}", AT - timedelta(minutes=30)
                lines.append(Event(begun, queue, contact, "queued"))
                lines.append(Event(begun, queue, contact, "answered", agent))
        lines.append(Snapshot(AT, held[0][0], waiting=0, heads=heads))
        files.append(AT.date(), lines)


def titles(app: FloorboardApp) -> list[str]:
    """Return the title line of each pane in sight."""
    charts = [chart for chart in app.screen.query(Chart) if chart.display and chart.id != "care"]
    return [str(chart.render()).splitlines()[0].rstrip() for chart in charts]


BY_SIZE = {
    "narrow": [["售前: contacts by half-hour  1/3"], ["售前: heat map, contacts an hour  2/3"],
               ["Agents on the floor  3/3"]],
    "middle": [["售前: contacts by half-hour", "售前: heat map, contacts an hour",
                "Agents on the floor"]],
    "wide": [["售前: contacts by half-hour", "售前: heat map, contacts an hour",
              "Agents on the floor"]],
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
async def test_what_has_no_room_takes_turns(full: Home, size: str) -> None:
    with_history(full)
    hold(full, ("售前", "冬至", 2))
    app = full.app(now=AT)
    async with app.run_test(size=SIZES[size]) as pilot:
        await at_queue(pilot, app)
        for wanted in [*BY_SIZE[size], BY_SIZE[size][0]]:
            assert titles(app) == wanted
            await type_keys(pilot, "v")
        assert isinstance(app.screen, QueueScreen)
        assert bool(app.screen.cannot("view")) == (size != "narrow")


async def test_a_click_on_the_title_turns_too(full: Home) -> None:
    with_history(full)
    hold(full, ("售前", "冬至", 2))
    app = full.app(now=AT)
    async with app.run_test(size=SIZES["narrow"]) as pilot:
        await at_queue(pilot, app)
        await pilot.click("#first", offset=(3, 2))
        await settle(pilot)
        assert titles(app) == ["售前: contacts by half-hour  1/3"]
        await pilot.click("#first", offset=(3, 0))
        await settle(pilot)
        assert titles(app) == ["售前: heat map, contacts an hour  2/3"]


async def test_another_size_shows_other_panes(full: Home) -> None:
    with_history(full)
    hold(full, ("售前", "冬至", 2))
    app = full.app(now=AT)
    async with app.run_test(size=SIZES["narrow"]) as pilot:
        await at_queue(pilot, app)
        assert len(titles(app)) == 1
        await pilot.resize_terminal(*SIZES["wide"])
        await settle(pilot)
        assert titles(app) == BY_SIZE["wide"][0]


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_heat_map_says_its_weeks_and_its_busiest_hour(full: Home, lang: str) -> None:
    with_history(full)
    lay(full, AT, waiting=4)
    app = full.app(now=AT, lang=lang)
    async with app.run_test(size=SIZES["wide"]) as pilot:
        await at_queue(pilot, app)
        text = shown(app)
        english = lang == "en"
        assert ("chat: heat map" in text) is False  # nothing is known of that queue
        await type_keys(pilot, "down")
        text = shown(app)
        assert (
            "售前: heat map, contacts an hour" if english else "售前：热力图，每小时会话数"
        ) in text
        assert (
            "12 Oct - 15 Nov, 35 days" if english else "10月12日 - 11月15日，有数据 35 天"
        ) in text
        assert ("▸Mon" if english else "▸周一") in text
        assert ("Busiest: Mon 09-10, 49" if english else "最忙：周一 09-10 点，每小时 49") in text
        assert "49" in text.split("▸")[1].splitlines()[0]


async def test_m_shows_another_measure(full: Home) -> None:
    with_history(full)
    with full.team(AT) as team:

        def edit(draft: Any) -> None:
            day = AT.date() - timedelta(days=1)
            record = QueueDay(
                day, "售前", _midnight(day), "intervals", (20,), (40,),
                answered=(30,), abandoned=(10,), wait_s=(600.0,),
            )  # fmt: skip
            draft.put("half_hours", queue_day_key(day, "售前"), record)

        team.change("import", edit)
    hold(full, ("售前", "冬至", 2))
    app = full.app(now=AT)
    async with app.run_test(size=SIZES["middle"]) as pilot:
        await at_queue(pilot, app)
        assert "heat map, contacts an hour" in shown(app)
        await type_keys(pilot, "m")
        text = shown(app)
        assert "heat map, speed of answer" in text and "20 s speed of answer" in text
        assert "Sun 15 Nov, 1 day known" in text
        await type_keys(pilot, "m")
        text = shown(app)
        assert "heat map, abandoned" in text and "25 % abandoned" in text
        await type_keys(pilot, "m")
        assert "heat map, contacts an hour" in shown(app)
        assert isinstance(app.screen, QueueScreen)
        assert not app.screen.cannot("measure")
        await pilot.resize_terminal(*SIZES["narrow"])
        await settle(pilot)
        assert app.screen.cannot("measure") == "No heat map with other measures is in sight."


async def test_agents_stand_as_listed_with_their_own_caps(full: Home) -> None:
    with full.team(AT) as team:
        agents = team.agents()
        new = next(key for key, one in agents.items() if one.name == "冬至")

        def edit(draft: Any) -> None:
            joined = AT.date() - timedelta(days=3)
            draft.put("agents", new, msgspec.structs.replace(agents[new], joined_on=joined))

        team.change("staff", edit)
    hold(full, ("售前", "冬至", 4), ("售前", "zz", 5), ("售前", "aa", 1), ("售后", "b", 2))
    app = full.app(now=AT)
    async with app.run_test(size=SIZES["wide"]) as pilot:
        await at_queue(pilot, app)
        text = shown(app)
        assert "4 with contacts, 1 full, 1 over cap" in text
        assert "●●●●       4/3!" in text
        assert "●●●●●      5/5" in text and "●○○○○      1/5" in text
        lines = str(app.screen.query_one("#third", Chart).render()).splitlines()
        listed = [line.split()[0] for line in lines if "●" in line]
        assert listed == ["aa", "zz", "冬至", "b"]


async def test_the_agents_pane_is_masked(full: Home) -> None:
    hold(full, ("售前", "冬至", 2))
    app = full.app(now=AT)
    async with app.run_test(size=SIZES["wide"]) as pilot:
        await at_queue(pilot, app)
        assert "冬至" in shown(app)
        await type_keys(pilot, "f2")
        text = shown(app)
        assert "冬至" not in text
        assert "•••••• ●●○○○" in text


async def test_a_source_that_only_counts_shows_heads_by_state(full: Home) -> None:
    with full.team(AT) as team:
        files = DayFiles(team.place, team.disk)
        team.disk.make_folder(team.place.queue)
        told = [(11, Heads(online=6, available=2, busy=3, away=1)), (14, Heads(5, 1, 4, 0))]
        lines = [
            Snapshot(AT.replace(hour=hour), "chat", open_contacts=8, heads=heads)
            for hour, heads in told
        ]
        files.append(AT.date(), lines)
    app = full.app(now=AT)
    async with app.run_test(size=SIZES["wide"]) as pilot:
        await at_queue(pilot, app)
        text = shown(app)
        assert "chat: 1.60 contacts each" in text
        assert "chat: heads by state" in text and "█ Busy  ▒ Available  · Away" in text
        assert "At once" in text and "Capacity" in text


async def test_who_is_there_may_not_be_told(full: Home) -> None:
    with full.team(AT) as team:
        files = DayFiles(team.place, team.disk)
        team.disk.make_folder(team.place.queue)
        files.append(AT.date(), [Snapshot(AT, "chat", waiting=2)])
    app = full.app(now=AT)
    async with app.run_test(size=SIZES["wide"]) as pilot:
        await at_queue(pilot, app)
        assert "No source tells who is there." in shown(app)


async def test_the_last_quarter_stands_beside_its_forecast(full: Home) -> None:
    with_history(full)
    with full.team(AT) as team:
        files = DayFiles(team.place, team.disk)
        team.disk.make_folder(team.place.queue)
        begun = [AT - timedelta(minutes=m) for m in (40, 14, 10, 3)]
        lines: list[Line] = [Event(at, "售前", f"c{at}", "queued") for at in begun]
        files.append(AT.date(), [*lines, Snapshot(AT, "邮件", waiting=3, open_contacts=4)])
        files.append(AT.date(), [Event(AT, "售前", "now", "queued")])
    app = full.app(now=AT)
    async with app.run_test(size=SIZES["wide"]) as pilot:
        await at_queue(pilot, app)
        text = shown(app)
        assert "15 min" in text and "3 of 12" in text
        heading, mail = (
            next(line for line in text.splitlines() if word in line) for word in ("Backlog", "邮件")
        )
        assert heading.index("Backlog") < heading.index("Open now")
        assert mail.split()[:4] == ["邮件", "3", "–", "7"]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_without_a_feed_history_shows_forecast_and_heat_map(
    full: Home, size: tuple[int, int]
) -> None:
    with_history(full)
    app = full.app(now=AT)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await type_keys(pilot, "f10")
        text = shown(app)
        assert "All queues: contacts by half-hour" in text
        assert "Busy check" in text and "Agents on the floor" not in text
        assert "Waiting" not in text and "no data" not in text
        if size == SIZES["narrow"]:
            await type_keys(pilot, "v")
        assert "All queues: heat map, contacts" in shown(app)


async def test_without_anything_there_is_no_empty_pane(empty: Home) -> None:
    app = empty.app(now=AT)
    async with app.run_test(size=SIZES["wide"]) as pilot:
        await settle(pilot)
        await type_keys(pilot, "f10")
        assert titles(app) == []
        assert not app.screen.query_one("#left").display


async def test_a_pane_is_kept_where_a_queue_has_nothing_for_another(full: Home) -> None:
    with_history(full)
    hold(full, ("售前", "冬至", 2), ("热线", "小雪", 1))
    app = full.app(now=AT)
    async with app.run_test(size=SIZES["narrow"]) as pilot:
        await at_queue(pilot, app)
        await type_keys(pilot, "v", "v")
        assert titles(app) == ["Agents on the floor  3/3"]
        await type_keys(pilot, "down")
        assert titles(app) == ["Agents on the floor  2/2"]


async def test_many_agents_stand_side_by_side_and_the_rest_is_counted(full: Home) -> None:
    hold(full, *[("售前", f"a{n:02d}", 1) for n in range(70)])
    app = full.app(now=AT)
    async with app.run_test(size=SIZES["middle"]) as pilot:
        await at_queue(pilot, app)
        lines = str(app.screen.query_one("#third", Chart).render()).splitlines()
        first = next(line for line in lines if "a00" in line)
        assert first.count("1/5") == 2
        told = sum(line.count("1/5") for line in lines)
        assert lines[-1] == f"and {70 - told} more"


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_a_count_is_typed_in_and_stands_on_the_floor(full: Home, lang: str) -> None:
    lay(full, AT - timedelta(minutes=1), waiting=4)
    app = full.app(now=AT, lang=lang)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_queue(pilot, app)
        await type_keys(pilot, "n", "1", "2", "tab", "1", ":", "3", "5", "enter")
        assert isinstance(app.screen, QueueScreen)
        for _ in range(40):
            if app.queue.report is not None and app.queue.report.queues[0].waiting == 12:
                break
            await pilot.pause(0.1)
        assert app.queue.report is not None
        (chat,) = app.queue.report.queues
        assert (chat.waiting, chat.longest_wait_s, chat.open_contacts) == (12, 95, None)


async def test_a_count_that_is_no_number_says_which_line(full: Home) -> None:
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "2", "n", "c", "h", "a", "t", "tab", "x", "enter")
        assert "Waiting: write a number." in shown(app)
        await type_keys(pilot, "backspace", "enter")
        assert "That can't be taken" in shown(app)
    with full.team(AT) as team:
        assert not list(team.place.queue.glob("*.jsonl"))


async def test_heads_are_reckoned_with_the_days_before_while_today_tells_no_handle_time(
    floor: Home,
) -> None:
    lay_count(floor, AT)
    app = floor.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_queue(pilot, app)
        assert isinstance(app.screen, QueueScreen)
        assert app.screen.facts is not None
        known = app.screen.facts.queues["售前"]
        assert known.basis is not None
        assert known.basis.days == 27  # the day before has no half-hours here
        assert len(known.needs) == 5
        assert "Heads needed" in shown(app) and "likely" in shown(app)


async def test_a_team_without_a_queue_runs_nothing_beside_until_a_count_is_typed_in(
    full: Home,
) -> None:
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert app._feeding is None
        await type_keys(pilot, "2", "n", *"chat", "tab", "5", "enter")
        until = monotonic() + 10
        while "chat" not in shown(app) and monotonic() < until:
            await pilot.pause(0.1)
        assert "chat" in shown(app) and "live" in shown(app)


async def test_a_feed_that_fails_elsewhere_says_why_too(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.feed_line.IDLE_S", 0.2)
    with full.team(AT) as team:
        add_feed(team, Feed("desk", "folder", str(full.folder / "nowhere"), every_s=0.5))
        desk = QueueDesk(team)
        ready(team)
        other = pipeline(team, desk.zone, desk.settings, running(team, desk.zone, {}))
        other.tick(AT)
        app = full.app(now=AT)
        async with app.run_test(size=(200, 50)) as pilot:
            await at_queue(pilot, app)
            until = monotonic() + 10
            while "desk: fails since" not in shown(app) and monotonic() < until:
                await pilot.pause(0.1)
            assert "desk: fails since 14:00:00" in shown(app)
        other.close(AT)
