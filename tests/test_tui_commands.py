"""Every command of every screen: its keys, its words, and that key, palette and mouse reach it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui_help import SAMPLE, Home, settle, type_keys
from tui.commands import APP_COMMANDS, Command
from tui.key_table import PLACES, every_command
from tui.language import Words
from tui.palette import CommandsProvider
from tui.screens.base import FloorScreen
from tui.screens.import_map import MapScreen
from tui.screens.import_run import RunScreen
from widgets.grid_keys import GRID_KEYS
from widgets.keybar import KeyBar

SIZE = (200, 50)
WAYS = {
    "today": (),
    "queue": ("2",),
    "agents": ("3",),
    "agent": ("3", "enter"),
    "versus": ("3", "v"),
    "import": ("i",),
    "pick": ("i", "b"),
    "names": ("i", "n"),
    "settings": ("0",),
}
"""Keys that lead from the start to a screen; to the others a test goes itself."""
EXPORT = next(iter(sorted((SAMPLE / "other_layouts").glob("*.csv"))))
OWN = [command for command in every_command() if command.place not in ("everywhere", "grid")]
TEXTUALS = "ctrl+p"
"""Opens the palette by a binding of Textual itself."""


def test_every_screen_of_commands_is_tested_here() -> None:
    assert {command.place for command in OWN} == {*WAYS, "run", "columns"}
    assert {command.place for command in OWN} <= set(PLACES)


async def go(pilot: Pilot[Any], place: str) -> "FloorScreen[Any]":
    """Open a screen as a lead would."""
    await settle(pilot)
    if place in ("run", "columns"):
        await type_keys(pilot, "i")
        pilot.app.push_screen(RunScreen((str(EXPORT),)))
        await settle(pilot)
        if place == "columns":
            pilot.app.push_screen(MapScreen(str(EXPORT), lambda mapping: None))
            await settle(pilot)
    await type_keys(pilot, *WAYS.get(place, ()))
    screen = pilot.app.screen
    assert isinstance(screen, FloorScreen)
    assert screen.OWN[0].place == place
    return screen


# What is declared


def by_place() -> Iterator[tuple[str, list[Command]]]:
    places: dict[str, list[Command]] = defaultdict(list)
    for command in OWN:
        places[command.place].append(command)
    yield from places.items()


@pytest.mark.parametrize(("place", "own"), [*by_place()], ids=[place for place, _ in by_place()])
def test_a_key_means_one_thing_on_a_screen(place: str, own: list[Command]) -> None:
    taken: dict[str, str] = {}
    for command in (*own, *APP_COMMANDS):
        for key in command.keys:
            assert key not in taken, f"{key} is {taken[key]} and {command.id}"
            taken[key] = command.id
    doors = {"open_row": "open", "toggle_selected": "select", "filter": "filter", "sort": "sort"}
    for binding in GRID_KEYS:
        if place == "queue" and binding.action == "toggle_selected":
            continue  # its rows can't be selected
        for key in binding.key.split(","):
            other = taken.get(key)
            allowed = {"everywhere.back", f"{place}.{doors.get(binding.action)}"}
            assert other is None or other in allowed, f"{key} of a table is also {other}"


def test_ids_are_unique_and_every_command_has_a_key_that_is_no_letter() -> None:
    every = every_command()
    assert len({command.id for command in every}) == len(every)
    for command in every:
        assert any(key not in PRINTED for key in command.keys), f"{command.id} needs a printed key"


PRINTED = {
    *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "comma", "full_stop", "slash", "colon", "question_mark", "equals_sign",
    "left_square_bracket", "right_square_bracket", "plus", "minus",
}  # fmt: skip
"""What an input method may swallow or turn into another character."""


def test_every_command_says_what_it_does_in_both_languages() -> None:
    chinese = Words("zh_CN")
    for command in every_command():
        assert command.label
        assert command.help
        assert chinese.text(command.label) != command.label, command.id
        assert chinese.text(command.help) != command.help, command.id


# What reaches a command


@pytest.mark.parametrize("place", [place for place, _ in by_place()])
async def test_every_key_reaches_its_command(
    full: Home, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await go(pilot, place)
        if place == "pick":  # its path line types what is typed
            await type_keys(pilot, "tab", "tab")
        found: list[str] = []

        async def noted(command_id: str) -> None:
            found.append(command_id)

        monkeypatch.setattr(app, "action_do", noted)
        handled_by_table = (
            {key for binding in GRID_KEYS for key in binding.key.split(",")}
            if screen.query("Grid")
            else set()
        )
        for command in (*screen.OWN, *APP_COMMANDS):
            for key in command.keys:
                if key in handled_by_table or key == TEXTUALS:
                    continue
                found.clear()
                await pilot.press(key)
                await pilot.pause()
                assert found == [command.id], f"{key} does {found}"


@pytest.mark.parametrize("place", [place for place, _ in by_place()])
@pytest.mark.parametrize("readonly", [False, True])
async def test_palette_and_bar_offer_what_can_be_done_and_the_rest_has_a_reason(
    full: Home, place: str, readonly: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = full.app(readonly=readonly)
    async with app.run_test(size=SIZE) as pilot:
        screen = await go(pilot, place)
        found: list[str] = []

        async def noted(command_id: str) -> None:
            found.append(command_id)

        provider = CommandsProvider(screen)
        offered = {str(hit.text) async for hit in provider.discover()}
        bar = screen.query_one(KeyBar)
        shown = {key.command: (column, key) for column, key in bar._shown()}
        for command in (*screen.OWN, *APP_COMMANDS):
            reason = app.why_not(command)
            assert (app.words.text(command.label) in offered) or reason, command.id
            if readonly and command.changes:
                assert reason, f"{command.id} would write"
            if command.id in shown:
                column, key = shown[command.id]
                assert key.possible == (not reason), command.id
        monkeypatch.setattr(app, "action_do", noted)
        for command_id, (column, _) in shown.items():
            found.clear()
            await pilot.click(KeyBar, offset=(column + 1, 0))
            await pilot.pause()
            assert found == [command_id]
        assert {c.id for c in screen.OWN if c.on_bar} <= set(shown)
        for command in (*screen.OWN, *APP_COMMANDS):
            label = app.words.text(command.label)
            hits = [hit async for hit in provider.search(label)]
            if not app.why_not(command):
                chosen = next(hit for hit in hits if str(hit.text) == label and hit.command)
                found.clear()
                chosen.command()
                await pilot.pause()
                assert len(found) == 1


@pytest.mark.parametrize("place", ["today", "agents", "import", "pick", "settings"])
async def test_a_team_without_data_refuses_with_a_reason_and_never_fails(
    empty: Home, place: str
) -> None:
    app = empty.app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await go(pilot, place)
        for command in screen.OWN:
            if app.why_not(command):
                app.clear_notifications()
                await app.action_do(command.id)
                await pilot.pause()
                assert len(app._notifications) == 1, command.id
        assert app.screen is screen


@pytest.mark.parametrize("command", APP_COMMANDS, ids=lambda command: command.id)
async def test_every_command_of_the_app_works_on_a_team_without_data(
    empty: Home, command: Command
) -> None:
    app = empty.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, command.keys[0])
    assert app.return_code in (None, 0)


@pytest.mark.parametrize("command", OWN, ids=lambda command: command.id)
async def test_every_command_works_on_the_sample_team(full: Home, command: Command) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await go(pilot, command.place)
        before = app.why_not(command)
        await app.action_do(command.id)
        await settle(pilot)
        if before:
            assert any(before == note.message for note in app._notifications)
            assert app.screen is screen
    assert app.return_code in (None, 0)


async def test_the_palette_speaks_the_leads_language(full: Home) -> None:
    app = full.app(lang="zh_CN")
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "ctrl+p")
        assert app.screen.query_one(Input).placeholder == "按名字找命令。"
