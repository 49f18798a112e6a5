"""Today: the day's numbers, what to do first, who is on; by key, and what it looks like."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui_help import LANGUAGES, LATER, NOW, SIZES, Home, settle, shown, type_keys
from tui.app import FloorboardApp
from widgets.tiles import TileStrip
from widgets.todo import TodoList

Snap = Callable[..., bool]
every_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def pressed(*keys: str) -> Callable[[Pilot[Any]], Any]:
    async def press(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await type_keys(pilot, *keys)

    return press


def looks_right(snap: Snap, app: FloorboardApp, size: tuple[int, int], *keys: str) -> bool:
    return snap(app, terminal_size=size, run_before=pressed(*keys))


async def test_before_noon_it_speaks_of_yesterday_and_names_who_fades(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        text = shown(app)
    assert "Yesterday, Sun 15 Nov" in text
    assert "白露" in text
    assert "On today: 0 of 12" in text


async def test_twelve_people_are_marked_with_thirteen_keys_and_it_is_kept(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "h", *["h"] * 11, "x")
        assert "On today: 11 of 12" in shown(app)
    with full.team() as team:
        marks = team.roll(NOW.date()).marks
    assert sorted(marks.values()) == ["away", *["here"] * 11]


async def test_a_mark_is_taken_back_by_undo(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "h", "h", "u")
    with full.team() as team:
        assert team.roll(NOW.date()).marks == {}


async def test_enter_on_a_person_opens_the_agent(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        todos = app.screen.query_one(TodoList)
        at = next(i for i, todo in enumerate(todos.todos) if todo.title.startswith("白露"))
        await type_keys(pilot, *["down"] * at, "enter")
        assert "白露" in shown(app).splitlines()[1]


async def test_the_brief_is_copied_as_plain_text(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "y")
        assert app.clipboard.startswith("2026-11-16. The numbers are of 2026-11-15.")
        assert "\x1b" not in app.clipboard


async def test_under_the_mask_neither_screen_nor_clipboard_names_anybody(full: Home) -> None:
    with full.team() as team:
        names = [agent.name for agent in team.agents().values()]
    app = full.app(mask=True)
    async with app.run_test(size=(200, 50)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "y")
        told = shown(app) + app.clipboard
    assert not [name for name in names if name in told]


async def test_a_screen_rebuilt_while_it_loads_shows_the_new_language(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        for _ in range(6):
            await pilot.press("ctrl+l", "f2")
        await settle(pilot)
        assert app.is_running
        assert "Yesterday" in shown(app)


async def test_the_cursor_stays_on_its_item_when_the_list_is_loaded_anew(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "down", "down")
        before = app.screen.query_one(TodoList).key
        app.touch(frozenset({"settings"}))
        await settle(pilot)
        assert app.screen.query_one(TodoList).key == before


async def test_reading_only_greys_the_marks_and_says_why(full: Home) -> None:
    app = full.app(readonly=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "h", "h")
        told = " ".join(note.message for note in app._notifications)
    assert "open for reading only" in told


@every_language
@every_size
def test_today_shows_the_day_at_a_glance(
    full: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, full.app(lang=lang), size)


@every_language
@every_size
def test_today_masked_has_dots_for_names(
    full: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, full.app(lang=lang, mask=True), size)


@every_language
@every_size
def test_today_of_an_empty_team_says_how_to_begin(
    empty: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, empty.app(lang=lang), size, "escape")


@every_language
@every_size
def test_today_with_stale_data_says_so(
    full: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, full.app(lang=lang, now=LATER), size)


async def test_a_number_without_room_is_counted_and_the_cursor_brings_it(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=SIZES["narrow"]) as pilot:
        await settle(pilot)
        strip = app.screen.query_one(TileStrip)
        assert "+1" in shown(app)
        assert "usual 35.7 s" not in shown(app)
        strip.focus()
        await type_keys(pilot, *["right"] * 4)
        assert strip.key == "avg_response_s"
        assert "usual 35.7 s" in shown(app)
        await pilot.click(TileStrip, offset=(1, 1))
        assert strip.key == "conversion_final"
        await pilot.resize_terminal(*SIZES["middle"])
        await settle(pilot)
        assert "+1" not in shown(app)
        assert "usual 35.7 s" in shown(app)
