"""A row below the others that is none of them: a team's sum, a total."""

import pytest
from textual.app import App, ComposeResult

from widgets.grid import Grid
from widgets.grid_model import Cell, Column, GridError, Order, Row

COLUMNS = (Column("name", "Agent"), Column("n", "Received", align="right", sort="number"))
FOOT = Row("", (Cell("Team"), Cell("1,234,567,890", "strong")))


def row(i: int) -> Row:
    return Row(f"a{i}", (Cell(f"agent {i:02}"), Cell(f"{i}", sort=i)))


class Shown(App[None]):
    def __init__(self, count: int) -> None:
        super().__init__()
        self.grid = Grid(COLUMNS)
        self.grid.set_rows(row(i) for i in range(count))
        self.grid.set_foot(FOOT)

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.focus()

    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.grid.render_lines(self.grid.size.region)]


async def test_the_foot_stands_under_the_last_row_and_the_columns_make_room_for_it() -> None:
    app = Shown(3)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert app.lines()[4].split() == ["Team", "1,234,567,890"]
        assert app.lines()[5] == ""


async def test_the_foot_stays_in_sight_below_a_long_list() -> None:
    app = Shown(30)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("end")
        assert "agent 29" in app.lines()[8]
        assert "Team" in app.lines()[9]
        await pilot.press("home")
        assert "agent 00" in app.lines()[1]
        assert "Team" in app.lines()[9]


async def test_sorting_and_filtering_leave_the_foot_where_it_is() -> None:
    app = Shown(5)
    async with app.run_test(size=(40, 10)):
        app.grid.sort_by(Order("n", descending=True))
        assert [line.split()[-1] for line in app.lines()[1:7]] == [
            *"43210",
            "1,234,567,890",
        ]
        app.grid.filter_by("03")
        assert "Team" in app.lines()[2]


async def test_the_cursor_never_comes_to_the_foot() -> None:
    app = Shown(30)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        await pilot.click(Grid, offset=(5, 9))
        assert app.grid.cursor_key == "a0"
        await pilot.press("end", "down")
        assert app.grid.cursor_key == "a29"


async def test_new_columns_drop_the_foot() -> None:
    app = Shown(3)
    async with app.run_test(size=(40, 10)):
        app.grid.set_columns(COLUMNS[:1], [Row("a", (Cell("one"),))])
        assert all("Team" not in line for line in app.lines())


def test_a_foot_that_does_not_fit_the_columns_is_an_error() -> None:
    with pytest.raises(GridError):
        Grid(COLUMNS).set_foot(Row("", (Cell("Team"),)))
