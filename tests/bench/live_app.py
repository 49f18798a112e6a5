"""The dashboard of a live floor, hurried: `python -m tests.bench.live_app HOME TICKS REPORT`.

The clock goes on by half a second with every tick of the feeds, and the next tick comes when the
news of the one before has been drawn. After `TICKS` counted ticks it says what they cost in the
file REPORT, and ends.
"""

import gc
import json
import os
import sys
import time
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from threading import Semaphore
from typing import ClassVar
from zoneinfo import ZoneInfo

import tui.feed_line
from store.clock import Clock
from store.team import Team
from tests.bench.process import REPO
from tui.app import FloorboardApp
from tui.context import Options, Session
from tui.feed_line import FeedLine
from tui.feeding import Heard, QueueHeard
from tui.language import Words
from tui.launch import COLLECT
from tui.personal import Personal
from tui.workers import StoreThread

TICK = timedelta(seconds=0.5)
_PAINTED_S = 0.025
"""Textual paints at most sixty times a second: by then the news is on the terminal."""
WARM_UP = 1200
"""Ticks before those that are counted: caches fill, the evening begins."""
BEGIN = datetime(2026, 11, 22, 19, 50, tzinfo=ZoneInfo("Asia/Shanghai"))


class ByHand(Clock):
    """A clock that is moved on by a tick."""

    def __init__(self) -> None:
        self.moment = BEGIN

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment


class ByHandSession(Session):
    """A session by that clock."""

    by_hand: ClassVar[ByHand] = ByHand()

    def clock(self, zone: tzinfo | None = None) -> Clock:
        """Return the clock that all share."""
        del zone
        return self.by_hand


class Hurried(FeedLine):
    """Ticks as soon as the news before has been drawn, and counts."""

    drawn: ClassVar[Semaphore] = Semaphore(1)
    ticks: ClassVar[int] = 0
    pause_s = 0.0

    def tick(self) -> tuple[Heard, bool]:
        """Move the clock on, and tick."""
        self.drawn.acquire(timeout=10)
        ByHandSession.by_hand.moment += TICK
        heard, more = super().tick()
        if more:
            self.drawn.release()
        else:
            Hurried.ticks += 1
        return heard, more


class LiveApp(FloorboardApp):
    """The app, which says when the news is drawn and ends when all ticks are counted."""

    CSS_PATH = str(REPO / "tui" / "floor.tcss")
    _before: tuple[float, int, int] | None = None

    def on_queue_heard(self, event: QueueHeard) -> None:
        """Draw the news as ever, and then let the next tick come."""
        super().on_queue_heard(event)
        if self.current_mode == "queue":
            self.set_timer(_PAINTED_S, self._drawn)
        else:
            self.call_after_refresh(self._to_queue)

    async def _to_queue(self) -> None:
        await self.do_go_queue()
        Hurried.drawn.release()

    def _drawn(self) -> None:
        if self._before is None and Hurried.ticks >= WARM_UP:
            self._before = (time.process_time(), _resident(), Hurried.ticks)
        if self._before is not None:
            cpu, resident, ticks = self._before
            if (counted := Hurried.ticks - ticks) >= int(sys.argv[2]):
                told = {"ticks": counted, "cpu_s": time.process_time() - cpu}
                Path(sys.argv[3]).write_text(json.dumps(told | {"grown": _resident() - resident}))
                self.exit()
                return
        Hurried.drawn.release()


def _resident() -> int:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def lay_floor(home: Path) -> None:
    """Lay down a team whose only feed is the demo floor."""
    from store.feeds.keeping import add_feed
    from store.records.queue import Feed

    with _session(home).open_team(write=True) as team:
        assert isinstance(team, Team)
        team.change("setting", lambda d: d.put("settings", "timezone", {"value": "Asia/Shanghai"}))
        add_feed(team, Feed("demo", "demo", "", 0.5))


def _session(home: Path) -> Session:
    environment = {**os.environ, "FLOORBOARD_STATE_DIR": str(home / "state")}
    return ByHandSession(Options(data_dir=home / "data", team="live"), Words("en"), environment)


def main() -> None:
    """Run the app on the floor that HOME holds."""
    session = _session(Path(sys.argv[1]))
    tui.feed_line.FeedLine = Hurried  # type: ignore[misc]
    store = StoreThread(partial(session.open_team, write=True))
    gc.freeze()
    gc.set_threshold(*COLLECT)
    LiveApp(session, store, Personal(ambiguous_wide=False), first_run=False).run()


if __name__ == "__main__":
    main()
