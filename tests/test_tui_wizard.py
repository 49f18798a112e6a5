"""The first run: questions that can be answered, skipped and left."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.records.setting_values import resolve
from tests.test_tui_import import inbox
from tests.tui_help import NOW, Home, settle, shown, type_keys
from tui.app import FloorboardApp
from tui.reads.begin import machine_zone
from tui.screens.import_pick import PickScreen
from tui.screens.import_run import RunScreen
from tui.screens.today import TodayScreen
from tui.screens.wizard import WizardScreen

__all__ = ["inbox"]
SIZE = (120, 36)


def greeting(home: Home, lang: str = "en", **more: Any) -> FloorboardApp:
    app = home.app(lang=lang, **more)
    app._first_run = True
    return app


def settings(home: Home) -> dict[str, object]:
    with home.team() as team:
        return team.setting_values()


async def asked(pilot: Pilot[Any]) -> None:
    """Wait for what an answer brings: the questions need a moment of the store."""
    for _ in range(3):
        await settle(pilot)
        await pilot.pause(0.02)


async def answer(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await asked(pilot)


async def test_every_answer_is_kept_as_one_change(empty: Home, inbox: Path) -> None:
    app = greeting(empty)
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot)
        assert isinstance(app.screen, WizardScreen)
        await answer(pilot, "enter")
        await answer(pilot, *"Harbour", "enter")
        await answer(pilot, *"shanghai", "enter")
        await answer(pilot, *"euro", "enter")
        await answer(pilot, "enter")
        assert "Inbox: ~/Downloads" in shown(app)
        await answer(pilot, "down", "down", "enter")
        assert isinstance(app.screen, TodayScreen)
        assert shown(app).splitlines()[0].rstrip().endswith("Harbour · 11-16 09:00")
    kept = resolve(settings(empty))
    assert kept.team_name == "Harbour"
    assert kept.timezone == "Asia/Shanghai"
    assert kept.currency == "EUR"
    assert kept.inbox == str(inbox)
    with empty.team() as team:
        assert team.n == 1


async def test_every_question_can_be_skipped(empty: Home) -> None:
    app = greeting(empty)
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot)
        await answer(pilot, *["tab"] * 6)
        assert isinstance(app.screen, TodayScreen)
    assert settings(empty) == {}


async def test_esc_leaves_and_keeps_what_was_said(empty: Home) -> None:
    app = greeting(empty)
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot)
        await answer(pilot, "tab", *"Quay", "enter")
        await answer(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "No numbers yet." in shown(app)
    assert settings(empty) == {"team_name": "Quay"}


async def test_one_can_go_back_and_answer_otherwise(empty: Home) -> None:
    app = greeting(empty)
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot)
        await answer(pilot, "tab", *"Quay", "enter")
        await answer(pilot, "shift+tab")
        await answer(pilot, *"Pier", "enter")
        await answer(pilot, "escape")
    assert settings(empty) == {"team_name": "Pier"}


async def test_the_language_is_spoken_at_once_and_remembered(empty: Home) -> None:
    app = greeting(empty)
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot)
        await answer(pilot, "down", "enter")
        assert "你的团队叫什么？" in shown(app)
    config = tomllib.loads((empty.folder / "config/config.toml").read_text("utf-8"))
    assert config["language"] == "zh_CN"


async def test_the_machines_zone_stands_first(empty: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    env = {**empty.env, "TZ": "Europe/Lisbon"}
    monkeypatch.setattr(Home, "env", property(lambda _: env))
    app = greeting(empty)
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot)
        await answer(pilot, "tab", "tab")
        lines = [line.strip(" │") for line in shown(app).splitlines()]
        assert "Europe/Lisbon  this machine's" in lines
        await answer(pilot, "enter", "escape")
    assert settings(empty) == {"timezone": "Europe/Lisbon"}


def test_the_zone_is_what_tz_says() -> None:
    assert machine_zone({"TZ": ":Asia/Tokyo"}) == "Asia/Tokyo"


async def test_a_folder_that_is_not_there_is_asked_again(empty: Home, inbox: Path) -> None:
    app = greeting(empty)
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot)
        await answer(pilot, *["tab"] * 4)
        app.screen.query_one(Input).value = "/no/such/folder"
        await answer(pilot, "enter")
        assert "Which folder do your exports arrive in?" in shown(app)
        app.screen.query_one(Input).value = str(inbox.parent / "Down")
        await asked(pilot)
        await answer(pilot, "enter")
        assert "Take in the first exports now?" in shown(app)


async def test_the_files_of_the_inbox_are_looked_at(empty: Home, inbox: Path) -> None:
    app = greeting(empty)
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot)
        await answer(pilot, *["tab"] * 4, "enter")
        assert "The 6 files of the inbox" in shown(app)
        await answer(pilot, "enter")
        assert isinstance(app.screen, RunScreen)
        assert len(app.screen.state.paths) == 6
        await type_keys(pilot, "t", "1")
        assert isinstance(app.screen, TodayScreen)


async def test_files_can_be_chosen_instead(empty: Home, inbox: Path) -> None:
    app = greeting(empty)
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot)
        await answer(pilot, *["tab"] * 5, "enter")
        assert isinstance(app.screen, PickScreen)


async def test_a_team_with_data_is_not_greeted(full: Home) -> None:
    app = greeting(full)
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot)
        assert isinstance(app.screen, TodayScreen)


async def test_a_read_only_team_is_not_greeted(empty: Home) -> None:
    app = greeting(empty, readonly=True)
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot)
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=["narrow", "middle", "wide"])
def test_how_it_looks(
    snap_compare: Any,
    empty: Home,
    inbox: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    lang: str,
) -> None:
    env = {**empty.env, "TZ": "Asia/Shanghai"}
    monkeypatch.setattr(Home, "env", property(lambda _: env))

    async def go(pilot: Pilot[Any]) -> None:
        await asked(pilot)
        await answer(pilot, "enter")
        await answer(pilot, *"Harbour", "enter")
        pilot.app.screen.query_one(Input).cursor_blink = False
        await asked(pilot)

    app = greeting(empty, lang, now=NOW)
    assert snap_compare(app, terminal_size=size, run_before=go)
