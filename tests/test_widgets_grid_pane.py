"""A filter typed under a grid."""

from textual.app import App, ComposeResult

from widgets.grid import Grid
from widgets.grid_model import Cell, Column, Row
from widgets.grid_pane import GridPane

NAMES = ("amy", "bo", "cai", "amber")


class Paned(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid([Column("name", "Agent")])
        self.grid.set_rows(Row(name, (Cell(name),)) for name in NAMES)
        self.pane = GridPane(self.grid, "agent, !not, group:name")

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.grid.focus()

    def shown(self) -> list[str]:
        return [row.key for row in self.grid.view.shown]


async def test_the_line_takes_no_room_until_it_is_asked_for() -> None:
    app = Paned()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert not app.pane.bar.display
        assert app.grid.size.height == 10
        await pilot.press("slash")
        await pilot.pause()
        assert app.pane.bar.has_focus
        assert app.grid.size.height == 9


async def test_rows_are_filtered_with_every_key_and_enter_keeps_them() -> None:
    app = Paned()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("slash", "a", "m")
        await pilot.pause()
        assert app.shown() == ["amy", "amber"]
        await pilot.press("b", "enter")
        await pilot.pause()
        assert app.shown() == ["amber"]
        assert app.grid.has_focus
        assert app.pane.bar.display


async def test_escape_drops_the_filter_and_goes_back() -> None:
    app = Paned()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("slash", "b", "escape")
        await pilot.pause()
        assert app.shown() == list(NAMES)
        assert app.grid.has_focus
        assert not app.pane.bar.display


async def test_a_filter_dropped_in_the_rows_empties_the_line() -> None:
    app = Paned()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("slash", "b", "down")
        await pilot.pause()
        assert app.grid.has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert app.shown() == list(NAMES)
        assert app.pane.bar.value == ""
        assert not app.pane.bar.display


async def test_a_filter_set_by_the_screen_is_seen_in_the_line() -> None:
    app = Paned()
    async with app.run_test(size=(40, 10)) as pilot:
        app.grid.filter_by("bo")
        await pilot.pause()
        assert (app.pane.bar.value, app.pane.bar.display) == ("bo", True)


async def test_control_bytes_cannot_be_pasted_into_the_line() -> None:
    app = Paned()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("slash")
        app.pane.bar.insert_text_at_cursor("a\x1b[31m\x9b")
        await pilot.pause()
        assert app.pane.bar.value == ""


async def test_the_screen_hears_of_a_filter_that_is_typed_here() -> None:
    class Hearing(Paned):
        heard: tuple[str, ...] = ()

        def on_grid_filter_changed(self, event: Grid.FilterChanged) -> None:
            self.heard += (event.text,)

    app = Hearing()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("slash", "b", "o")
        await pilot.pause()
        assert app.heard == ("b", "bo")
