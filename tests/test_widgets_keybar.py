"""The key bar keeps what matters most, however narrow the screen is."""

from textual.app import App, ComposeResult

from widgets.keybar import Key, KeyBar

KEYS = (
    Key("one.here", "h", "Here"),
    Key("one.away", "x", "Away", possible=False),
    Key("one.copy", "y", "Copy brief"),
    Key("everywhere.why", "=", "Why?", possible=False),
    Key("everywhere.help", "?", "Help", kept=True),
    Key("everywhere.quit", "q", "Quit"),
)


class BarApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []

    def compose(self) -> ComposeResult:
        bar = KeyBar()
        bar.keys = KEYS
        yield bar

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        self.pressed.append(event.command)


async def drawn(width: int) -> str:
    app = BarApp()
    async with app.run_test(size=(width, 3)) as pilot:
        await pilot.pause()
        return str(app.query_one(KeyBar).render()).strip()


async def test_with_room_every_key_is_shown_in_its_order() -> None:
    assert await drawn(60) == "h Here  x Away  y Copy brief  = Why?  ? Help  q Quit"


async def test_without_room_what_cannot_be_done_goes_first() -> None:
    assert await drawn(46) == "h Here  x Away  y Copy brief  ? Help  q Quit"
    assert await drawn(38) == "h Here  y Copy brief  ? Help  q Quit"


async def test_help_stays_whatever_goes() -> None:
    assert await drawn(22) == "h Here  ? Help"
    assert await drawn(9) == "? Help"


async def test_a_click_presses_the_key_that_is_drawn_there() -> None:
    app = BarApp()
    async with app.run_test(size=(38, 3)) as pilot:
        await pilot.click(KeyBar, offset=(10, 0))
        await pilot.click(KeyBar, offset=(24, 0))
        await pilot.pause()
    assert app.pressed == ["one.copy", "everywhere.help"]
