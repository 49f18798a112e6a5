"""The grid in an app: every action by key and mouse, what it tells, what it repaints."""

from collections.abc import Sequence
from typing import Any, Self

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot

from widgets.grid import Grid
from widgets.grid_keys import GRID_KEYS
from widgets.grid_looks import ASCII
from widgets.grid_model import Cell, Column, GridError, Order, Row

COLUMNS = (
    Column("name", "Agent", width=14),
    Column("shop", "Shop"),
    *(Column(f"m{i}", f"Metric {i}", align="right", sort="number") for i in range(8)),
    Column("note", "Note", sort="none"),
)
SIZE = (60, 12)


def row(i: int, bump: int = 0) -> Row:
    name, shop = f"agent {i:02}", ("tao", "jd")[i % 2]
    numbers = (Cell(f"{(i * k + bump) % 17}.0", sort=(i * k + bump) % 17) for k in range(8))
    return Row(f"a{i}", (Cell(name), Cell(shop), *numbers, Cell("x")), shop)


class Spy(Grid):
    """A grid that remembers what it was asked to repaint."""

    def __init__(self, columns: Sequence[Column] = (), **kwargs: Any) -> None:
        super().__init__(columns, **kwargs)
        self.repaints: list[tuple[Region, ...]] = []

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        if hasattr(self, "repaints"):
            self.repaints.append(regions)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class Shown(App[None]):
    """A grid alone on the screen."""

    def __init__(self, count: int = 30, **kwargs: Any) -> None:
        super().__init__()
        self.grid = Spy(COLUMNS, **kwargs)
        self.grid.set_rows(row(i) for i in range(count))
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.focus()

    def on_event_of_grid(self, message: Message) -> None:
        self.told.append(message)

    def lines(self) -> list[str]:
        return [strip.text for strip in self.grid.render_lines(self.grid.size.region)]

    def of(self, kind: type[Message]) -> list[Any]:
        return [message for message in self.told if isinstance(message, kind)]


for kind in ("row_highlighted", "column_highlighted", "row_opened", "sort_changed", "filter_asked"):
    setattr(Shown, f"on_grid_{kind}", Shown.on_event_of_grid)
for kind in ("filter_changed", "selection_changed", "copied"):
    setattr(Shown, f"on_grid_{kind}", Shown.on_event_of_grid)


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_the_heading_says_where_the_reader_is() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Agent" in app.lines()[0]
        assert "1/30" in app.lines()[0]
        await press(pilot, "down", "down")
        assert "3/30" in app.lines()[0]


async def test_the_cursor_row_and_selected_rows_have_signs_of_their_own() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", "down", "down")
        assert [line[:2] for line in app.lines()[1:5]] == [" ●", "  ", "▌ ", "  "]
        app.grid.glyphs = ASCII
        await pilot.pause()
        assert [line[:2] for line in app.lines()[1:5]] == [" *", "  ", "> ", "  "]
        assert all(line.isascii() for line in app.lines())


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        (["down"], 1),
        (["down", "down", "up"], 1),
        (["pagedown"], 10),
        (["pagedown", "pageup"], 0),
        (["end"], 29),
        (["end", "home"], 0),
        (["up"], 0),
        (["end", "down"], 29),
    ],
)
async def test_keys_move_the_cursor(keys: list[str], at: int) -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys)
        assert app.grid.cursor_key == f"a{at}"
        assert any(line.startswith("▌") and f"agent {at:02}" in line for line in app.lines())


async def test_the_cursor_tells_where_it_came_to_rest() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down")
        assert app.of(Grid.RowHighlighted)[-1].key == "a1"
        assert app.of(Grid.RowHighlighted)[-1].control is app.grid


async def test_a_move_in_sight_repaints_two_rows_and_the_heading() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down")
        app.grid.repaints.clear()
        app.grid.action_cursor_down()
        assert app.grid.repaints == [
            (Region(0, 0, 60, 1), Region(0, 2, 60, 1), Region(0, 3, 60, 1))
        ]


async def test_a_tick_repaints_only_the_rows_that_changed() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "end")
        app.grid.repaints.clear()
        app.grid.set_rows(row(i, 1 if i in (0, 20, 28) else 0) for i in range(30))
        assert app.grid.repaints == [(Region(0, 2, 60, 1), Region(0, 10, 60, 1))]
        app.grid.repaints.clear()
        app.grid.set_rows(row(i, 1 if i in (0, 20, 28) else 0) for i in range(30))
        assert app.grid.repaints == []
        app.grid.set_rows(row(i, 2) for i in range(30))
        assert app.grid.repaints == [()]


async def test_a_tick_shows_the_new_values() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        for turn in range(3):
            app.grid.set_rows(row(i, turn if i < 2 else 0) for i in range(30))
            await pilot.pause()
            assert f"{turn}.0" in app.lines()[1]


async def test_a_refresh_keeps_cursor_selection_and_place() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "end", "space", "up", "up")
        before = [line[:2] for line in app.lines()[1:]]
        app.grid.set_rows(row(i, 3) for i in range(-1, 30))
        await pilot.pause()
        assert app.grid.cursor_key == "a27"
        assert app.grid.selected_keys == ("a29",)
        assert [line[:2] for line in app.lines()[1:]] == before


async def test_columns_scroll_and_the_first_one_stays() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        assert app.lines()[0].endswith("›")
        await press(pilot, "ctrl+end")
        assert app.grid.cursor_column == "note"
        heading, first = app.lines()[:2]
        assert "Note" in heading
        assert "‹" in heading
        assert "Shop" not in heading
        assert "agent 00" in first
        await press(pilot, "ctrl+home")
        assert "Shop" in app.lines()[0]
        assert app.grid.cursor_column == "name"


async def test_left_and_right_move_the_column_and_tell_it() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "right", "right", "left")
        assert app.grid.cursor_column == "shop"
        assert app.of(Grid.ColumnHighlighted)[-1].column == "shop"


@pytest.mark.parametrize("key", ["o", "f3"])
async def test_sorting_by_the_cursors_column_and_again_the_other_way(key: str) -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "right", "right", "right", key)
        assert app.of(Grid.SortChanged)[-1].order == Order("m1")
        assert "Metric 1▲" in app.lines()[0]
        await press(pilot, key)
        assert app.grid.order == Order("m1", descending=True)
        assert "Metric 1▼" in app.lines()[0]
        assert app.grid.view.shown[0].cells[3].sort == 16
        await press(pilot, "O")
        assert app.grid.order is None
        assert [r.key for r in app.grid.view.shown] == [f"a{i}" for i in range(30)]


async def test_sorting_by_name_of_a_column_and_not_by_one_that_has_no_order() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await app.run_action("sort('shop')", app.grid)
        assert app.grid.order == Order("shop")
        await app.run_action("sort('note')", app.grid)
        await app.run_action("sort('nosuch')", app.grid)
        await pilot.pause()
        assert app.grid.order == Order("shop")


@pytest.mark.parametrize("key", ["slash", "ctrl+f"])
async def test_asking_for_a_filter_is_told(key: str) -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, key)
        assert len(app.of(Grid.FilterAsked)) == 1


async def test_a_filter_leaves_its_rows_and_tells_how_many() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        app.grid.filter_by("group:jd !01")
        await pilot.pause()
        told = app.of(Grid.FilterChanged)[-1]
        assert (told.text, told.shown, told.total) == ("group:jd !01", 14, 30)
        assert "1/14" in app.lines()[0]
        assert "agent 03" in app.lines()[1]


async def test_an_empty_grid_says_why() -> None:
    app = Shown(count=0)
    async with app.run_test(size=SIZE) as pilot:
        app.grid.empty_text = "No agents yet.\nImport an export: i"
        app.grid.no_match_text = "No agent is called that"
        await pilot.pause()
        assert [line.strip() for line in app.lines()[1:4]] == [
            "No agents yet.",
            "Import an export: i",
            "",
        ]
        app.grid.set_rows([row(1)])
        app.grid.filter_by("nobody")
        await pilot.pause()
        assert app.lines()[1].strip() == "No agent is called that"
        assert app.of(Grid.RowHighlighted)[-1].key is None
        await press(pilot, "down", "space", "enter", "c", "C", "ctrl+e", "o", "shift+down")
        assert app.of(Grid.RowOpened) == []


async def test_space_selects_and_no_longer() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", "down", "space")
        assert app.of(Grid.SelectionChanged)[-1].keys == ("a0", "a1")
        await press(pilot, "space")
        assert app.of(Grid.SelectionChanged)[-1].keys == ("a0",)


async def test_shift_and_arrows_select_a_stretch() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "shift+down", "shift+down")
        assert app.grid.selected_keys == ("a1", "a2", "a3")
        await press(pilot, "shift+up")
        assert set(app.grid.selected_keys) == {"a1", "a2"}


async def test_everything_is_selected_and_escape_drops_selection_then_filter() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        app.grid.filter_by("tao")
        await press(pilot, "ctrl+a")
        assert len(app.grid.selected_keys) == 15
        await press(pilot, "escape")
        assert (app.grid.selected_keys, app.grid.filter_text) == ((), "tao")
        await press(pilot, "escape")
        assert app.grid.filter_text == ""
        assert app.grid.check_action("clear", ()) is False


async def test_a_grid_without_selection_keeps_no_room_for_its_sign() -> None:
    app = Shown(selectable=False)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", "shift+down", "ctrl+a")
        assert app.grid.selected_keys == ()
        assert app.lines()[1].startswith("▌agent 00")


async def test_enter_opens_the_row() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "right", "enter")
        told = app.of(Grid.RowOpened)[-1]
        assert (told.key, told.column) == ("a1", "shop")


async def test_copying_hands_out_text_and_touches_nothing_else() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "c")
        assert app.of(Grid.Copied)[-1].text.splitlines()[1].startswith("agent 01\tjd\t")
        await press(pilot, "right", "C")
        assert app.of(Grid.Copied)[-1].text == "jd"
        await press(pilot, "ctrl+e")
        assert app.of(Grid.Copied)[-1].form == "csv"
        assert len(app.of(Grid.Copied)[-1].text.splitlines()) == 31
        await press(pilot, "space", "ctrl+e")
        assert len(app.of(Grid.Copied)[-1].text.splitlines()) == 2


async def test_a_click_goes_to_the_cell() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(app.grid, offset=(20, 4))
        assert (app.grid.cursor_key, app.grid.cursor_column) == ("a3", "shop")
        await pilot.click(app.grid, offset=(3, 2), control=True)
        await pilot.click(app.grid, offset=(3, 4), shift=True)
        assert app.grid.selected_keys == ("a1", "a2", "a3")


async def test_a_double_click_opens_the_row() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.double_click(app.grid, offset=(3, 3))
        await pilot.pause()
        assert app.of(Grid.RowOpened)[-1].key == "a2"


async def test_a_click_on_a_heading_sorts_by_it() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        at = app.lines()[0].index("Metric 1")
        await pilot.click(app.grid, offset=(at, 0))
        await pilot.click(app.grid, offset=(at, 0))
        assert app.grid.order == Order("m1", descending=True)
        assert app.grid.cursor_column == "m1"


async def test_a_click_below_the_last_row_does_nothing() -> None:
    app = Shown(count=3)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(app.grid, offset=(3, 9))
        assert app.grid.cursor_key == "a0"


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await pilot._post_mouse_events([_wheel("down")], app.grid, (3, 3), button=0)
        await pilot.pause()
        assert app.grid.cursor_key == "a0"
        assert "agent 03" in app.lines()[1]
        assert "4-14/30" in app.lines()[0]
        await pilot._post_mouse_events([_wheel("up")], app.grid, (3, 3), button=0)
        await pilot.pause()
        assert "agent 00" in app.lines()[1]
        await pilot._post_mouse_events([_wheel("down")], app.grid, (3, 3), button=0, shift=True)
        assert app.grid.cursor_column == "shop"


def _wheel(way: str) -> Any:
    from textual import events

    return {"down": events.MouseScrollDown, "up": events.MouseScrollUp}[way]


async def test_every_action_goes_by_key_and_by_name() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        for binding in GRID_KEYS:
            assert callable(getattr(app.grid, f"action_{binding.action}")), binding.action
            await app.run_action(binding.action, app.grid)
            await pilot.pause()
        assert all(binding.id == f"grid.{binding.action}" for binding in GRID_KEYS)
        assert len({binding.id for binding in GRID_KEYS}) == len(GRID_KEYS)


async def test_a_smaller_window_keeps_the_cursor_in_sight() -> None:
    app = Shown()
    async with app.run_test(size=(60, 30)) as pilot:
        await press(pilot, *["down"] * 20)
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        assert any(line.startswith("▌") for line in app.lines())
        assert all(len(line) == 30 for line in app.lines())


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (5, 2), (16, 4)])
async def test_no_window_is_too_small_to_draw_in(size: tuple[int, int]) -> None:
    app = Shown()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "down", "right", "ctrl+end", "end", "space", "o")
        assert [len(line) for line in app.lines()] == [size[0]] * size[1]


async def test_other_columns_come_with_their_rows() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "right", "ctrl+end")
        app.grid.set_columns([Column("q", "Queue")], [Row("q1", (Cell("Refunds"),))])
        await pilot.pause()
        assert app.grid.cursor_column == "q"
        assert app.lines()[1].strip("▌ ") == "Refunds"
        with pytest.raises(GridError):
            app.grid.set_rows([row(1)])


async def test_a_column_grows_for_a_longer_text_and_stays() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        app.grid.set_columns([Column("q", "Q"), Column("s", "S")], [_pair("one", "x")])
        await pilot.pause()
        start = app.lines()[0].index("S")
        app.grid.set_rows([_pair("one", "x"), _pair("a much longer queue", "x")])
        await pilot.pause()
        grown = app.lines()[0].index("S")
        assert grown > start
        app.grid.set_rows([_pair("one", "x")])
        await pilot.pause()
        assert app.lines()[0].index("S") == grown


def _pair(first: str, second: str) -> Row:
    return Row(first, (Cell(first), Cell(second)))


async def test_height_auto_follows_the_rows() -> None:
    app = Shown(count=3)
    async with app.run_test(size=SIZE) as pilot:
        app.grid.styles.height = "auto"
        await pilot.pause()
        assert app.grid.size.height == 4
        app.grid.set_rows(row(i) for i in range(5))
        await pilot.pause()
        assert app.grid.size.height == 6


async def test_a_border_is_drawn_around_the_same_lines() -> None:
    app = Shown()
    async with app.run_test(size=SIZE) as pilot:
        app.grid.styles.border = ("solid", "red")
        await press(pilot, "down")
        lines = app.lines()
        assert lines[0].startswith("┌")
        assert lines[3][1:].startswith("▌ agent 01")
        await pilot.click(app.grid, offset=(4, 5))
        assert app.grid.cursor_key == "a3"


async def test_a_row_can_be_found_by_key() -> None:
    app = Shown()
    async with app.run_test(size=SIZE):
        assert app.grid.move_to_key("a25")
        assert app.grid.position == "26/30"
        assert not app.grid.move_to_key("gone")
