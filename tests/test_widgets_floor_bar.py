"""The head bar keeps the clock whole, however narrow the screen is."""

import pytest
from textual.app import App, ComposeResult

from widgets.floor_bar import FloorBar, Place

PLACES = (Place("go_today", "1", "Today", here=True), Place("go_queue", "2", "Queue"))


class BarApp(App[None]):
    def compose(self) -> ComposeResult:
        bar = FloorBar()
        bar.places = PLACES
        bar.team, bar.state, bar.clock = "禾木家居", "data 1 day old", "11-16 09:00"
        yield bar


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (61, "禾木家居 · data 1 day old · 11-16 09:00"),
        (59, "禾木家… · data 1 day old · 11-16 09:00"),
        (55, "data 1 day old · 11-16 09:00"),
        (46, "data 1 day… · 11-16 09:00"),
        (36, "11-16 09:00"),
    ],
)
async def test_the_clock_stays_and_the_team_goes_first(width: int, told: str) -> None:
    app = BarApp()
    async with app.run_test(size=(width, 3)) as pilot:
        await pilot.pause()
        drawn = str(app.query_one(FloorBar).render())
    assert (
        drawn.startswith(" 1 Today  2 Queue ")
        and drawn.removeprefix(" 1 Today  2 Queue ").strip() == told
    )
