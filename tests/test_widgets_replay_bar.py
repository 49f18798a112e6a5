"""The bar of a replay keeps to its line, whatever the width, and says where it was clicked."""

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset

from widgets.cell_text import cells
from widgets.drawing import text_of
from widgets.replay_bar import Playing, ReplayBar, draw_bar, parts_of, share_at

BUTTONS = (("pause", "space"), ("back", ","), ("on", "."), ("slower", "-"), ("faster", "+"))
PLAYING = Playing(
    "Replay 2026-11-15", "13:42:10", "x60", "08:30-23:59", 0.5, "playing", (0.0, 0.8), BUTTONS
)
CHINESE = Playing("回放 2026-11-15", "13:42:10", "x1800", "08:30-23:59", 1.0, "paused", (1.0,))


@pytest.mark.parametrize("playing", [PLAYING, CHINESE], ids=["en", "zh_CN"])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("state", ["playing", "paused", "reading"])
def test_the_line_keeps_to_its_width(playing: Playing, ascii_only: bool, state: str) -> None:
    one = Playing(
        playing.name, playing.time, playing.speed, playing.span, playing.share,
        state, playing.marks, playing.buttons,  # type: ignore[arg-type]
    )  # fmt: skip
    for width in range(10, 201):
        (line,) = text_of(draw_bar(one, width, ascii_only=ascii_only))
        assert cells(line) <= width
        assert line
        if ascii_only and playing is PLAYING:
            assert line.isascii()


def test_with_room_all_of_it_is_drawn() -> None:
    (line,) = text_of(draw_bar(PLAYING, 100))
    assert line == (
        "Replay 2026-11-15  ▶ 13:42:10  x60  "
        "├!━━━━━━━━━━━●───────!────┤ 08:30-23:59  [space] [,] [.] [-] [+]"
    )
    assert cells(line) == 100
    (line,) = text_of(draw_bar(PLAYING, 100, ascii_only=True))
    assert line.startswith("Replay 2026-11-15  > 13:42:10  x60  [!===========o-------!----]")


def test_what_matters_least_goes_first() -> None:
    shown = [text_of(draw_bar(PLAYING, width))[0] for width in (79, 60, 48, 43, 30, 18)]
    assert "[space]" not in shown[0] and "08:30" in shown[0]
    assert "08:30" in shown[1] and "x60" in shown[1]
    assert "08:30" not in shown[2] and "x60" in shown[2]
    assert "x60" not in shown[3] and "├" in shown[3]
    assert shown[4] == "Replay 2026-11-15  ▶ 13:42:10"[:30]
    assert shown[5] == "Replay 2026-11-15"


def test_each_state_has_a_sign_of_its_own() -> None:
    for ascii_only in (False, True):
        drawn = {
            draw_bar(Playing("a", "b", "c", "d", 0, state), 60, ascii_only=ascii_only)[0][2].text
            for state in ("playing", "paused", "reading")
        }
        assert len(drawn) == 3


def test_a_column_of_the_track_is_a_share_of_the_day() -> None:
    (track,) = [part for part in parts_of(PLAYING, 100) if part.action == "track"]
    last = track.column + track.width - 1
    assert share_at(track, track.column) == share_at(track, track.column + 1) == 0.0
    assert share_at(track, last - 1) == share_at(track, last) == share_at(track, 500) == 1.0
    assert 0.4 < share_at(track, track.column + track.width // 2) < 0.6


class BarApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        bar = ReplayBar()
        bar.playing = PLAYING
        yield bar

    def on_replay_bar_sought(self, event: ReplayBar.Sought) -> None:
        self.told.append(round(event.share, 2))

    def on_replay_bar_pressed(self, event: ReplayBar.Pressed) -> None:
        self.told.append(event.action)


async def test_clicks_press_seek_and_drag() -> None:
    app = BarApp()
    async with app.run_test(size=(102, 3)) as pilot:
        bar = app.query_one(ReplayBar)
        parts = {part.action: part.column + 1 for part in bar._parts() if part.action}
        for action in ("pause", "faster", "back"):
            await pilot.click(ReplayBar, offset=(parts[action] + 1, 0))
        await pilot.click(ReplayBar, offset=(3, 0))
        await pilot.click(ReplayBar, offset=(parts["track"] + 1, 0))
        await pilot.mouse_down(ReplayBar, offset=(parts["track"] + 3, 0))
        await pilot.hover(ReplayBar, offset=Offset(parts["track"] + 10, 0))
        await pilot.pause()
        assert bar.held is not None and bar.held > 0.3
        await pilot.mouse_up(ReplayBar, offset=(100, 0))
        await pilot.pause()
        assert bar.held is None
    assert app.told == ["pause", "faster", "back", 0.0, 1.0]
