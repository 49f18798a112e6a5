"""The feeds beside the dashboard: a thread of their own, which tells the app how the queue stands.

It has a Team of its own, so that a slow source never holds up a key or the store's thread. Where
another process runs a feed, its lines are read from the day's file all the same. What it works
with is imported on the thread too, after the first paint.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

import msgspec
from textual.message import Message

from store.errors import FloorboardError
from store.faults import place_of
from tui.replays import Replays

if TYPE_CHECKING:
    from store.feeds.status import FeedStatus
    from store.figures.alarms import Alarms, Rung
    from store.figures.queue_now import QueueReport
    from store.team import Team

TICK_S = 0.5
IDLE_S = 3.0
"""Pause where there is no feed, and between looks for what others have changed."""
_STOP_S = 1.0
_AGAIN_S = 5.0
"""Pause after the team could not be read; after a fault of ours it grows with each."""
_LONGEST_PAUSE_S = 300.0


class Heard(msgspec.Struct, frozen=True):
    """What the feeds' thread knows at a moment."""

    report: "QueueReport | None" = None
    """None where nothing could be read."""
    alarms: "Alarms | None" = None
    """Those that hold."""
    feeds: "tuple[FeedStatus, ...]" = ()
    """How each feed of the team is doing."""
    rungs: "tuple[Rung, ...]" = ()
    """What has happened to alarms since the news before."""
    owners: Mapping[str, str] = {}
    """Id of who looks after one of those alarms -> name."""
    trouble: FloorboardError | None = None
    """Why the team can't be read or written just now, or the feeds stopped."""
    since: datetime | None = None
    """Since when that is so."""


class QueueHeard(Message):
    """News of the queue, for the app."""

    def __init__(self, heard: Heard) -> None:
        super().__init__()
        self.heard = heard


class Feeding:
    """Runs a team's feeds until it is stopped."""

    def __init__(
        self, opener: "Callable[[], Team]", env: Mapping[str, str], tell: Callable[[Heard], None]
    ) -> None:
        """`tell` is called on the thread, with the newest of all that is known."""
        self._opener = opener
        self._env = env
        self._tell = tell
        self._ended = Event()
        self._woken = Event()
        self.replays = Replays(self._woken.set)
        """Where a replay is wished for."""
        self._thread = Thread(target=self._run, name="feeds", daemon=True)
        self._since: datetime | None = None
        self._before: Heard = Heard()
        self._faults = 0
        """Faults of our own since something was read whole."""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of every source; return when that is done, or after a second."""
        self._ended.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_S)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                with self._opener() as team:
                    self._on(team)
            except FloorboardError as error:
                self._fail(error)
                self._ended.wait(_AGAIN_S)
            except Exception as error:  # noqa: BLE001 - a fault must not end the thread unheard
                fault = FloorboardError("feeds_stopped", where=place_of(error))
                self.replays.broken(fault)
                self._fail(fault)
                self._ended.wait(min(_LONGEST_PAUSE_S, _AGAIN_S * 2.0 ** min(self._faults, 10)))
                self._faults += 1

    def _on(self, team: "Team") -> None:
        """Run the feeds that there are; begin anew where a lead has changed them."""
        from tui.feed_line import FeedLine

        while not self._ended.is_set():
            line = FeedLine(team, self._env)
            try:
                while not self._ended.is_set() and not line.stale():
                    heard, more = line.tick()
                    if heard.trouble is not None:
                        self._fail(heard.trouble, heard)
                    elif not more:
                        self._since, self._faults = None, 0
                        self._say(heard)
                    self._rest(team, 0.0 if more else line.pause_s)
            finally:
                line.close()

    def _rest(self, team: "Team", pause_s: float) -> None:
        """Play what is replayed until the feeds are due again; they come first."""
        due = monotonic() + pause_s
        while not self._ended.is_set():
            again_s = self.replays.turn(team)
            left = due - monotonic()
            if left <= 0:
                return
            self._woken.wait(left if again_s is None else min(left, again_s))
            self._woken.clear()

    def _fail(self, error: FloorboardError, heard: Heard | None = None) -> None:
        """Say why nothing can be read, and since when; what was known last stays."""
        self._since = self._since or datetime.now().astimezone()
        known = heard or self._before
        self._say(msgspec.structs.replace(known, trouble=error, since=self._since))

    def _say(self, heard: Heard) -> None:
        self._before = msgspec.structs.replace(heard, rungs=())
        if not self._ended.is_set():
            self._tell(heard)
