"""Help: every key that can be pressed, in the lead's language, also on a small screen."""

import pytest
from textual.containers import VerticalScroll

from tests.tui_help import LANGUAGES, SIZES, Home, settle, shown, type_keys
from tui.commands import APP_COMMANDS
from tui.language import Words
from tui.personal import Personal
from tui.screens.help import HelpScreen
from tui.screens.today import TodayScreen
from widgets.fact_sheet import FactSheet


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_every_command_can_be_read(full: Home, lang: str, size: tuple[int, int]) -> None:
    app = full.app(lang=lang)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await type_keys(pilot, "question_mark")
        seen = shown(app)
        scroll = app.screen.query_one(VerticalScroll)
        while scroll.scroll_offset.y < scroll.max_scroll_y:
            await type_keys(pilot, "pagedown")
            await pilot.wait_for_scheduled_animations()
            seen += shown(app)
    words = Words(lang)
    for command in (*TodayScreen.OWN, *APP_COMMANDS):
        begins = words.text(command.help)[:12]
        assert begins in seen, command.id
    assert words.text("Filter the rows") in seen


async def test_a_persons_own_key_is_the_one_that_is_shown(full: Home) -> None:
    app = full.app(personal=Personal(keys={"everywhere.mask": "f12"}))
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "f1")
        assert "F12" in shown(app)
        assert "F2 " not in shown(app).partition("Everywhere")[2]


async def test_help_closes_with_the_key_that_opened_it(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in ("question_mark", "f1", "escape", "q"):
            await type_keys(pilot, "question_mark")
            assert isinstance(app.screen, HelpScreen)
            await type_keys(pilot, key)
            assert not isinstance(app.screen, HelpScreen)


async def test_names_behind_the_help_can_be_masked(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "f1", "f2", "escape")
        assert "冬至" not in shown(app)


async def test_a_screen_without_tables_says_nothing_of_them(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.push_screen(HelpScreen("", APP_COMMANDS))
        await settle(pilot)
        assert "In tables" not in str(app.screen.query_one(FactSheet).render())
