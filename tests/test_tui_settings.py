"""Settings: see every threshold with its source, change it in place, put it back, add a target."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from store.records.settings import SETTINGS
from tests.tui_help import LANGUAGES, SIZES, Home, settle, shown, type_keys
from tui.app import FloorboardApp
from tui.key_table import PLACES, every_command
from tui.language import Words
from tui.personal import Personal, read_personal
from tui.screens.settings import SettingsScreen
from tui.settings_words import setting_columns
from widgets.edit_line import EditLine, LastWord
from widgets.grid import Grid

WIDE = (160, 50)


def team_grid(app: FloorboardApp) -> Grid:
    return app.screen.query_one("#team-grid", Grid)


def mine(app: FloorboardApp) -> Grid:
    return app.screen.query_one("#personal", Grid)


def go_to(app: FloorboardApp, key: str) -> None:
    team_grid(app).focus()
    assert team_grid(app).move_to_key(key)


def value_at(app: FloorboardApp, key: str) -> str:
    return team_grid(app).view.rows[key].cells[1].text.strip()


def stored(home: Home) -> dict[str, object]:
    with home.team() as team:
        return team.setting_values()


def notes(app: FloorboardApp) -> list[str]:
    return [note.message for note in app._notifications]


async def test_every_setting_stands_there_with_its_default_and_source(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        assert isinstance(app.screen, SettingsScreen)
        assert {key for key in SETTINGS if "<" not in key} <= team_grid(app).view.rows.keys()
        told = shown(app)
        assert "Below this many, a rate is too few to read" in told
        assert "published research" in told
        assert "trade pages" in told
        assert "our own judgement" in told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("team", ["full", "empty"])
async def test_it_is_whole_at_every_size(
    team: str, lang: str, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    home: Home = request.getfixturevalue(team)
    app = home.app(lang=lang)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        assert team_grid(app).view.height >= 8
        assert mine(app).region.bottom <= size[1] - 1
        assert {"en": "dark", "zh_CN": "深色"}[lang] in shown(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_is_whole_on_the_narrowest_screen(lang: str) -> None:
    words = Words(lang)
    room = setting_columns(words, SIZES["narrow"][0])[0].most
    for key, setting in SETTINGS.items():
        assert "<" in key or cell_len(words.text(setting.label)) <= room, key


async def test_a_value_is_typed_in_place_and_kept(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        go_to(app, "few")
        await type_keys(pilot, "enter", "backspace", "backspace", "4", "5")
        assert "Enter keeps 45." in shown(app)
        await type_keys(pilot, "enter")
        assert value_at(app, "few") == "● 45"
        assert team_grid(app).view.rows["few"].cells[1].role == "changed"
        assert "1 of" in shown(app)
        assert not app.screen.query_one(EditLine).is_open
        assert team_grid(app).has_focus
    assert stored(full) == {"few": 45}


async def test_what_does_not_fit_is_told_in_words_and_not_kept(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        go_to(app, "window_days")
        await type_keys(pilot, "enter", *"999", "enter")
        assert "It takes a whole number from 1 to 366." in shown(app)
        assert app.screen.query_one(EditLine).is_open
        await type_keys(pilot, "escape")
        assert not app.screen.query_one(EditLine).is_open
        assert value_at(app, "window_days") == "7"
    assert stored(full) == {}


async def test_escape_leaves_a_value_and_the_screen_stays(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0", "e", "x", "escape")
        assert isinstance(app.screen, SettingsScreen)
        assert team_grid(app).has_focus
    assert stored(full) == {}


@pytest.mark.parametrize("key", ["d", "delete"])
async def test_a_setting_goes_back_to_its_default_and_undo_brings_it_again(
    full: Home, key: str
) -> None:
    with full.team() as team:
        team.change("setting", lambda draft: draft.put("settings", "few", {"value": 50}))
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        go_to(app, "few")
        await type_keys(pilot, key)
        assert value_at(app, "few") == "30"
        await type_keys(pilot, "d")
        assert notes(app) == ["It is at its default already."]
        await type_keys(pilot, "u")
        assert value_at(app, "few") == "● 50"


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_a_target_is_added_by_typing_its_name(full: Home, lang: str) -> None:
    app = full.app(lang=lang)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0", "a", *"satisf", "enter", "down", "enter")
        await type_keys(pilot, *"95", "percent_sign", "enter")
        assert value_at(app, "target.satisfaction.after") == "● 95%"
        assert team_grid(app).cursor_key == "target.satisfaction.after"
        await type_keys(pilot, "d")
        assert "target.satisfaction.after" not in team_grid(app).view.rows
    assert stored(full) == {}


async def test_measures_of_a_group_are_typed_by_name_and_completed(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0", "a", *"results", "space", *"of", "enter")
        assert app.screen.query_one(EditLine).is_open
        await type_keys(pilot, *"sales", "comma", "space", *"satisf")
        await type_keys(pilot, "right", "enter")
        assert value_at(app, "main_measures.after") == "● Sales, Satisfaction"
    assert stored(full) == {"main_measures.after": ["sales", "satisfaction"]}


async def test_a_time_zone_is_chosen_from_those_there_are(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        go_to(app, "timezone")
        await type_keys(pilot, "enter", *"urumqi", "enter")
        assert value_at(app, "timezone") == "● Asia/Urumqi"


async def test_the_filter_leaves_the_rows_that_have_the_words(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0", "slash", *"brief", "enter")
        grid = team_grid(app)
        assert grid.has_focus
        assert 0 < len(grid.view.shown) < len(grid.view.rows)
        assert {row.group for row in grid.view.shown} == {"brief"}


async def test_reading_only_greys_out_and_says_why(full: Home) -> None:
    app = full.app(readonly=True)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0", "enter")
        assert not app.screen.query_one(EditLine).is_open
        assert notes(app) == [
            "The team is open for reading only: the team was opened for reading only (--readonly)."
        ]
        mine(app).focus()
        await type_keys(pilot, "enter")
        assert "Which language?" in shown(app)


async def test_the_mask_hides_whose_limit_it_is_and_where_the_inbox_lies(full: Home) -> None:
    with full.team() as team:
        agent = next(iter(team.agents().values()))

        def lay(draft: object) -> None:
            draft.put("settings", f"cap.{agent.id}", {"value": 4})  # type: ignore[attr-defined]
            draft.put("settings", "inbox", {"value": "/home/chen"})  # type: ignore[attr-defined]

        team.change("setting", lay)
    app = full.app(mask=True)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        go_to(app, f"cap.{agent.id}")
        await settle(pilot)
        assert "Contacts at once, ••••••" in shown(app)
        assert agent.name not in shown(app)
        assert "chen" not in shown(app)


# What a person chooses for this machine


def config(home: Home) -> Personal:
    return read_personal(home.folder / "config" / "config.toml")


async def test_the_language_is_chosen_and_remembered(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        mine(app).focus()
        await type_keys(pilot, "enter", "down", "enter")
        assert "我的选择" in shown(app)
        assert mine(app).has_focus
    assert config(full).language == "zh_CN"


async def test_colours_are_chosen_and_go_back(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        mine(app).focus()
        await type_keys(pilot, "down", "enter", *"light", "enter")
        assert app.theme == "floor-light"
        await type_keys(pilot, "d")
        assert app.theme == "floor-dark"
    assert config(full).theme is None


async def test_plain_letters_are_chosen_for_a_wide_terminal(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        mine(app).focus()
        await type_keys(pilot, "down", "down", "enter", *"plain", "enter")
        assert app.session.options.ascii_only
        assert "▌" not in shown(app)
    assert config(full).ambiguous_wide is True


async def test_a_config_folder_that_cannot_be_written_is_told(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = full.folder / "config"
    Path(blocked).write_text("a file, not a folder")
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "ctrl+t")
        assert app.theme == "floor-light"
        assert len(notes(app)) == 1


# The table of keys


async def test_another_key_is_pressed_for_a_command(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0", "k")
        assert app.screen.query_one(Grid).move_to_key("everywhere.mask")
        await type_keys(pilot, "enter", "alt+g")
        assert "alt+g" in shown(app)
        await type_keys(pilot, "escape", "alt+g")
        assert app.session.options.mask
        await type_keys(pilot, "f2")
        assert app.session.options.mask
    assert config(full).keys == {"everywhere.mask": "alt+g"}


async def test_a_letter_replaces_the_letter_and_the_other_key_stays(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0", "k")
        grid = app.screen.query_one(Grid)
        assert grid.move_to_key("everywhere.undo")
        await type_keys(pilot, "enter", "number_sign")
        assert app.personal.keys == {"everywhere.undo": "number_sign,ctrl+z"}
        await type_keys(pilot, "d")
        assert app.personal.keys == {}


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("i", "i is the key of “Import”; give that one another first."),
        ("slash", "/ is the key of “Filter the rows”; give that one another first."),
        ("tab", "tab can't be a command's key."),
    ],
)
async def test_a_key_that_is_taken_is_refused_in_words(full: Home, key: str, told: str) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0", "k")
        assert app.screen.query_one(Grid).move_to_key("everywhere.undo")
        await type_keys(pilot, "enter", key)
        assert notes(app) == [told]
    assert config(full).keys == {}


async def test_the_new_key_holds_after_a_restart(full: Home) -> None:
    app = full.app(personal=Personal(keys={"everywhere.go_settings": "f12"}))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        assert not isinstance(app.screen, SettingsScreen)
        await type_keys(pilot, "f12")
        assert isinstance(app.screen, SettingsScreen)


async def test_the_mouse_opens_a_setting(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        await pilot.click("#team-grid", offset=(5, 6), times=2)
        await settle(pilot)
        assert app.screen.query_one(EditLine).is_open
        assert app.screen.query_one("EditLine Input", Input).value == "30"


async def test_the_last_of_several_names_is_completed() -> None:
    names = LastWord(["Sales", "Satisfaction"])
    assert await names.get_suggestion("Sales, Sat") == "Sales, Satisfaction"
    assert await names.get_suggestion("sal") == "sales"
    assert await names.get_suggestion("Sales, ") is None
    assert await names.get_suggestion("Sales，sati") == "Sales，satisfaction"


def test_every_place_of_a_command_has_a_name() -> None:
    assert {command.place for command in every_command()} <= PLACES.keys()


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("change", "Enter keeps"),
        ("add a target", "Add which setting?"),
        ("keys", "What it does"),
    ],
)
async def test_every_command_is_in_the_palette(full: Home, typed: str, seen: str) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        go_to(app, "few")
        await type_keys(pilot, "ctrl+p")
        await pilot.press(*(key if key != " " else "space" for key in typed))
        await pilot.pause(0.5)
        await type_keys(pilot, "enter")
        await settle(pilot)
        if typed == "change":
            await type_keys(pilot, "5")
        assert seen in shown(app)


async def test_the_key_bar_is_a_door_for_the_mouse(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0")
        bar = shown(app).splitlines()[-1]
        await pilot.click("KeyBar", offset=(bar.index("Change"), 0))
        await settle(pilot)
        assert app.screen.query_one(EditLine).is_open
