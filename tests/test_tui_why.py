"""`=` on any number: where it comes from, how it was made, what to take care of."""

from datetime import date

import pytest

from store.records.metric import METRICS
from tests.tui_help import Home, settle, shown, type_keys
from tui.metric_words import MEANINGS, PITFALLS, RULES
from tui.names import PLATFORMS
from tui.reads.why import Asked, of_item, read_why
from tui.screens.why import WhyScreen
from widgets.tiles import TileStrip
from widgets.todo import TodoList

DAY = date(2026, 11, 15)


def test_every_metric_has_a_meaning_and_a_pitfall() -> None:
    assert MEANINGS.keys() == PITFALLS.keys() == METRICS.keys()
    assert {metric for metric, _ in RULES} <= METRICS.keys()
    assert {platform for _, platform in RULES} <= PLATFORMS.keys()


async def test_a_tile_says_where_its_number_comes_from(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        app.screen.query_one(TileStrip).focus()
        await type_keys(pilot, "equals_sign")
        assert isinstance(app.screen, WhyScreen)
        told = shown(app)
        assert "Received: 1,100" in told
        assert "the team, 2026-11-15" in told
        assert "Different customers that an agent took." in told
        assert "Added up from" in told
        assert "2026-11-15.xlsx" in told
        assert "counts" in told
        await type_keys(pilot, "escape")
        assert not isinstance(app.screen, WhyScreen)


async def test_the_cursor_of_the_tiles_chooses_the_number(full: Home) -> None:
    app = full.app(lang="zh_CN")
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        app.screen.query_one(TileStrip).focus()
        await type_keys(pilot, "right", "right", "right", "f4")
        told = shown(app)
        assert "满意率：91.9%" in told
        assert "全队，2026-11-15" in told
        assert "五档里的很满意和满意" in told


async def test_the_mouse_asks_with_a_second_click(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        await pilot.click(TileStrip, offset=(26, 1), times=2)
        await settle(pilot)
        assert isinstance(app.screen, WhyScreen)
        assert "Final paid conversion" in shown(app)
        assert "may still change" in shown(app)


async def test_an_item_asks_about_its_own_number(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        todos = app.screen.query_one(TodoList)
        items = {todo.key: todo.title for todo in todos.todos}
        at = next(n for n, title in enumerate(items.values()) if "below own usual" in title)
        await type_keys(pilot, *["down"] * at, "equals_sign")
        await settle(pilot)
        person = list(items.values())[at].partition(",")[0]
        assert f"{person}, 2026-11-09 – 2026-11-15" in shown(app)
        assert "52.3 s" in shown(app)


async def test_a_place_without_a_number_says_so(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "tab", "equals_sign")
        assert not isinstance(app.screen, WhyScreen)
        told = [note.message for note in app._notifications]
        assert told == ["No number is under the cursor."]


async def test_the_mask_hides_names_and_file_names_on_an_open_sheet(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        app.screen.query_one(TileStrip).focus()
        await type_keys(pilot, "equals_sign")
        assert "小禾" in shown(app) or ".xlsx" in shown(app)
        await type_keys(pilot, "f2")
        assert ".xlsx" not in shown(app)
        assert "••••••, Qianniu" in shown(app)


@pytest.mark.parametrize("metric", ["conversion_final", "sales", "reply_rate_3min", "qa_score"])
def test_any_number_of_an_agent_can_be_asked_about(full: Home, metric: str) -> None:
    with full.team() as team:
        agent = next(iter(team.agents()))
        told = read_why(team, Asked(metric, agent, date(2026, 11, 9), DAY))
        assert told.why.figure.metric == metric
        nobody = read_why(team, Asked(metric, "a00000", DAY, DAY))
        assert nobody.why.formula == "none"


def test_an_item_without_a_metric_asks_about_nothing(full: Home) -> None:
    from store.figures.results import Item, Reason, Subject

    loose = Item(1, "unbound", Subject("team"), (Reason("unbound", value=3.0),), "bind_nicknames")
    assert of_item(loose, DAY) is None
    late = Item(
        1,
        "pace",
        Subject("group", "pre", "pre"),
        (Reason("behind_target", "sales", 1.0, 2.0, since=DAY.replace(day=1)),),
        "split_gap",
    )
    assert of_item(late, DAY) == Asked("sales", None, DAY.replace(day=1), DAY, group="pre")


async def test_the_palette_asks_about_the_number_under_the_cursor(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "shift+tab", "right", "ctrl+p", *"why")
        await pilot.pause(0.5)
        await type_keys(pilot, "enter")
        await settle(pilot)
        assert isinstance(app.screen, WhyScreen)
        assert "Final paid conversion" in shown(app)
