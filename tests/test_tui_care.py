"""What is to be seen to on Queue: heads in a table, alarms that wait for somebody first."""

from datetime import timedelta

import pytest

from store.feeds.day_file import DayFiles
from store.figures.heads import Need
from store.records.queue import Heads, Snapshot
from tests.test_tui_queue import AT, at_queue
from tests.tui_help import Home, settle, shown, type_keys
from tui.live_care import _needs_table, care
from tui.screens.queue import QueueScreen
from widgets.cell_text import cells
from widgets.drawing import text_of


def lay_two(home: Home) -> None:
    with home.team(AT) as team:
        files = DayFiles(team.place, team.disk)
        team.disk.make_folder(team.place.queue)
        at = AT - timedelta(seconds=30)
        for queue in ("first", "second"):
            heads = Heads(online=3, available=1, busy=2)
            found = Snapshot(at, queue, waiting=4, longest_wait_s=200, heads=heads)
            files.append(at.date(), [found])


async def test_an_alarm_that_is_seen_to_stands_below_the_others(full: Home) -> None:
    lay_two(full)
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_queue(pilot, app)
        text = shown(app)
        assert text.index("! first: longest wait") < text.index("! second: longest wait")
        await type_keys(pilot, "a")
        for _ in range(100):
            if "✓ first" in shown(app):
                break
            await pilot.pause(0.05)
        text = shown(app)
        assert text.index("! second: longest wait") < text.index("✓ first: longest wait")


@pytest.mark.parametrize("height", [3, 5, 40])
async def test_what_has_no_room_is_counted(full: Home, height: int) -> None:
    lay_two(full)
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_queue(pilot, app)
        await settle(pilot)
        assert isinstance(app.screen, QueueScreen)
        live = app.screen._live()
        assert live is not None
        draw = care(live, "first")
        every, lines = text_of(draw(38, 100)), text_of(draw(38, height))
        assert all(cells(line) <= 38 for line in every)
        if len(every) > height:
            assert lines == [*every[: height - 1], f"and {len(every) - height + 1} more"]
        else:
            assert lines == every


async def test_heads_stand_in_columns_and_fold_where_there_is_no_room(full: Home) -> None:
    lay_two(full)
    app = full.app(now=AT)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_queue(pilot, app)
        assert isinstance(app.screen, QueueScreen)
        live = app.screen._live()
        assert live is not None
        needs = [Need(20 + at, at, 1 + at, 9 * at * at) for at in range(1, 6)]
        assert text_of(_needs_table(live, needs, 38)) == [
            "       10:30 11:00 11:30 12:00 12:30",
            "likely     2     3     4     5     6",
            "range    1-9  2-36  3-81 4-144 5-225",
        ]
        folded = text_of(_needs_table(live, needs, 20))
        assert len(folded) == 9 and max(map(cells, folded)) <= 20
