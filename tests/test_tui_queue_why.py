"""`=` on the queue: any cell of the table, a queue's name, Today's line."""

from datetime import timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from store.feeds.day_file import DayFiles
from store.figures.queue_why import value_of
from store.records.queue import Event, Heads, Line, Snapshot
from tests.test_tui_queue import at_queue, with_history
from tests.tui_help import LANGUAGES, NOW, SIZES, Home, settle, shown, type_keys
from tui.app import FloorboardApp
from tui.queue_strip import strip_numbers
from tui.reads.queue_why import HEADS, QueueAsked
from tui.screens.queue import QueueScreen
from tui.screens.why import WhyScreen
from widgets.grid import Grid
from widgets.number_line import NumberLine

AT = NOW.replace(hour=14)


def with_lines(home: Home) -> None:
    """Lay down a queue of which events and a snapshot tell, as a feed elsewhere would."""

    def event(seconds: int, contact: str, kind: Any, agent: str | None = None) -> Event:
        return Event(AT - timedelta(seconds=seconds), "售前", contact, kind, agent)

    lines: list[Line] = [
        event(900, "1", "queued"),
        event(880, "1", "answered", "小满"),
        event(840, "2", "queued"),
        event(740, "2", "answered", "小满"),
        event(700, "3", "queued"),
        event(650, "3", "abandoned"),
        event(600, "1", "ended", "小满"),
        event(95, "4", "queued"),
        Snapshot(AT, "售前", heads=Heads(online=4, available=1, busy=2, away=1)),
        Snapshot(AT, "chat", waiting=2, longest_wait_s=40.0),
    ]
    with home.team(AT) as team:
        team.disk.make_folder(team.place.queue)
        DayFiles(team.place, team.disk).append(AT.date(), lines)


async def go_to(pilot: Pilot[Any], app: FloorboardApp, queue: str, column: str) -> None:
    """Put the cursor of the table on a cell, by keys as far as columns go."""
    grid = app.screen.query_one(Grid)
    grid.move_to_key(queue)
    for _ in range(40):
        if grid.cursor_column == column:
            break
        await type_keys(pilot, "right")
    assert (grid.cursor_key, grid.cursor_column) == (queue, column)


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("waiting", ("Waiting: 1", "contact events of the day")),
        ("longest", ("Longest wait: 1 min 35 s", "It came in at 13:58:25; now it is 14:00:00.")),
        ("busy", ("Busy: 2", "As the source counts it.")),
        ("used", ("Capacity used: 6.7%", "1 open / 15 that can be held", "小满: 1 of at most 5")),
        ("level", ("Service level: 33.3%", "1 answered within 1 min / (2 answered + 1 left)")),
        ("rate", ("Abandon rate: 33.3%", "1 left / (2 answered + 1 left)", "likely between")),
        ("asa", ("Average speed of answer (ASA): 1 min", "120 s of waiting / 2 answered")),
        ("aht", ("Average handle time (AHT): 4 min 40 s", "280 s of handling / 1 with an end")),
        ("quarter", ("Arrivals in 15 minutes: 4", "4 came in from 13:45:00 to 14:00:00; ")),
        ("queue", ("Heads needed", "Erlang A", "35 days")),
    ],
)
async def test_a_cell_says_where_its_number_comes_from(
    full: Home, column: str, told: tuple[str, ...]
) -> None:
    with_lines(full)
    with_history(full)
    app = full.app(now=AT)
    async with app.run_test(size=(120, 50)) as pilot:
        await at_queue(pilot, app)
        await go_to(pilot, app, "售前", column)
        await type_keys(pilot, "equals_sign")
        assert isinstance(app.screen, WhyScreen)
        text = " ".join(shown(app).split())
        assert "queue 售前, 2026-11-16 14:00:00" in text
        for part in told:
            assert part in text
        await type_keys(pilot, "escape")
        assert isinstance(app.screen, QueueScreen)


async def test_every_column_can_be_asked_about_and_shows_what_is_explained(full: Home) -> None:
    with_lines(full)
    app = full.app(now=AT)
    async with app.run_test(size=(200, 50)) as pilot:
        await at_queue(pilot, app)
        screen = app.screen
        assert isinstance(screen, QueueScreen)
        grid, asked = screen.grid, []
        grid.move_to_key("售前")
        row = grid.view.rows["售前"]
        for number, column in enumerate(grid.view.columns):
            grid.move_to_column(number)
            question = screen.why_asked()
            assert isinstance(question, QueueAsked), column.key
            asked.append(question.measure)
            if question.measure != HEADS:
                value = value_of(question.queue, question.measure)
                shows = row.cells[number].sort
                assert shows == (value if value is None else pytest.approx(value, abs=0.5))
        assert len(asked) == len(set(asked)) > 15


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_it_is_said_at_every_size_and_in_both_languages(
    full: Home, size: tuple[int, int], lang: str
) -> None:
    with_lines(full)
    app = full.app(now=AT, lang=lang)
    async with app.run_test(size=size) as pilot:
        await at_queue(pilot, app)
        await go_to(pilot, app, "售前", "level")
        await type_keys(pilot, "enter")
        text = " ".join(shown(app).split())
        level = "Service level: 33.3%" if lang == "en" else "服务水平：33.3%"
        assert level in text
        assert ("answered within" if lang == "en" else "内应答 1 /") in text


async def test_what_a_source_does_not_tell_is_said(full: Home) -> None:
    with_lines(full)
    app = full.app(now=AT)
    async with app.run_test(size=(120, 50)) as pilot:
        await at_queue(pilot, app)
        await go_to(pilot, app, "chat", "open")
        await type_keys(pilot, "equals_sign")
        assert "The source does not tell how many contacts are open." in shown(app)
        await type_keys(pilot, "escape")
        await go_to(pilot, app, "chat", "level")
        await type_keys(pilot, "equals_sign")
        assert "No contacts of today are known" in shown(app)


async def test_the_mask_hides_who_has_contacts_open(full: Home) -> None:
    with_lines(full)
    app = full.app(now=AT)
    async with app.run_test(size=(120, 50)) as pilot:
        await at_queue(pilot, app)
        await go_to(pilot, app, "售前", "open")
        await type_keys(pilot, "equals_sign")
        assert "小满: 1 of at most" in shown(app)
        await type_keys(pilot, "f2")
        assert "小满" not in shown(app)
        assert "••••••: 1 of at most" in shown(app)


async def test_the_palette_asks_about_the_cell(full: Home) -> None:
    with_lines(full)
    app = full.app(now=AT)
    async with app.run_test(size=(120, 50)) as pilot:
        await at_queue(pilot, app)
        await go_to(pilot, app, "售前", "abandoned")
        await type_keys(pilot, "ctrl+p", *"why")
        await pilot.pause(0.5)
        await type_keys(pilot, "enter")
        assert "Abandoned: 1" in shown(app)


async def test_without_a_queue_there_is_no_number(full: Home) -> None:
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "2", "equals_sign")
        assert isinstance(app.screen, QueueScreen)
        told = [note.message for note in app._notifications]
        assert told == ["No number is under the cursor."]


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_numbers_of_todays_line_can_be_asked_about(full: Home, lang: str) -> None:
    with_lines(full)
    app = full.app(now=AT, lang=lang)
    async with app.run_test(size=(120, 50)) as pilot:
        await at_queue(pilot, app)
        await type_keys(pilot, "1")
        line = app.screen.query_one(NumberLine)
        line.focus()
        await type_keys(pilot, "right", "right", "right", "equals_sign")
        text = shown(app)
        assert ("Longest wait: 1 min 35 s" if lang == "en" else "最长等待：1分35秒") in text
        await type_keys(pilot, "escape", "left", "enter")
        assert ("Waiting: 1" if lang == "en" else "排队：1") in shown(app)


async def test_the_mouse_asks_on_todays_line_with_a_second_click(full: Home) -> None:
    with_lines(full)
    app = full.app(now=AT)
    async with app.run_test(size=(120, 50)) as pilot:
        await at_queue(pilot, app)
        await type_keys(pilot, "1")
        line = app.screen.query_one(NumberLine)
        await pilot.click(NumberLine, offset=(line.lead.cell_length + 5, 0), times=2)
        await settle(pilot)
        assert "Waiting: 2" in shown(app)
        assert "queue chat" in shown(app)


async def test_the_cursor_of_the_line_stays_with_its_number(full: Home) -> None:
    with_lines(full)
    app = full.app(now=AT)
    async with app.run_test(size=(120, 50)) as pilot:
        await at_queue(pilot, app)
        report = app.queue.report
        assert report is not None
        numbers = strip_numbers(app.session, report)
        keys = [one.key for one in numbers]
        assert keys == [
            "waiting/chat",
            "longest_wait_s/chat",
            "waiting/售前",
            "longest_wait_s/售前",
        ]
        line = NumberLine()
        line.numbers, line.cursor = numbers, 3
        line.numbers = numbers[2:]
        assert line.key == "longest_wait_s/售前"
        line.numbers = numbers[2:3]
        assert line.key == "waiting/售前"
