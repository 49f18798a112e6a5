"""What-if takes what a lead may type, and says what is wrong with the rest."""

import pytest
from textual.widgets import Input

from tests.test_tui_queue import AT, at_queue
from tests.tui_help import Home, shown, type_keys


@pytest.mark.parametrize("typed", ["abc", "nan", "1e999", "1,2", "-5"])
async def test_what_is_no_number_is_said_by_its_line(full: Home, typed: str) -> None:
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_queue(pilot, app)
        await type_keys(pilot, "w")
        app.screen.query_one("#concurrency", Input).value = typed
        await pilot.pause(0.3)
        text = shown(app)
        assert "Contacts at once: write a number." in text or "can't be -5" in text


async def test_thousands_may_be_set_apart_and_a_target_has_its_ends(full: Home) -> None:
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_queue(pilot, app)
        await type_keys(pilot, "w")
        app.screen.query_one("#offered", Input).value = "12,000"
        await pilot.pause(0.3)
        assert "agents are the fewest for 80.0%" in shown(app)
        app.screen.query_one("#target", Input).value = "100％"
        await pilot.pause(0.3)
        assert "nobody reaches 100 %" in shown(app)


async def test_more_agents_than_can_be_reckoned_are_refused_and_not_made_fewer(full: Home) -> None:
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_queue(pilot, app)
        await type_keys(pilot, "w")
        app.screen.query_one("#agents", Input).value = "1000000000"
        await pilot.pause(0.3)
        assert "can't be 1000000000" in shown(app)
