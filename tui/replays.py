"""The replay of one dashboard: wished for by the app, played on the feeds' thread."""

from collections.abc import Callable
from datetime import date, datetime
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import msgspec

from store.errors import FloorboardError

if TYPE_CHECKING:
    from store.feeds.recordings import Recording
    from store.figures.alarms import Alarms
    from store.figures.queue_now import QueueReport
    from store.team import Team
    from tui.replaying import ReplayLine


class Replayed(msgspec.Struct, frozen=True):
    """A recorded day at the moment that is played."""

    recording: "Recording"
    moment: datetime
    """In the team's zone."""
    speed: float
    """Seconds played in a second."""
    paused: bool
    reading: bool
    """The lines up to the moment are still being read; the report is of a moment before."""
    report: "QueueReport | None" = None
    """The queues at the moment."""
    alarms: "Alarms | None" = None
    """Those that held then; None while that is not known yet."""
    began: tuple[datetime, ...] = ()
    """When alarms of the day began, as far as they were looked for."""


Tell = Callable[[Replayed | FloorboardError], None]
"""Hears each moment, or why the day can't be played on."""


class Replays:
    """Where the app leaves what it wishes of a replay."""

    def __init__(self, wake: Callable[[], None]) -> None:
        """`wake` lets the thread see that something was wished for."""
        self._wishes: SimpleQueue[Callable[[Team], None]] = SimpleQueue()
        self._wake = wake
        self._line: ReplayLine | None = None
        self._tell: Tell | None = None

    # The app's side

    def begin(self, day: date, tell: Tell) -> None:
        """Play a day; `tell` is called on the feeds' thread."""

        def wish(team: "Team") -> None:
            from tui.replaying import ReplayLine

            self._line, self._tell = None, tell
            self._line = ReplayLine(team, day)

        self._put(wish)

    def ask(self, what: "Callable[[ReplayLine], None]") -> None:
        """Let the replay do something; nothing is done where there is none."""

        def wish(_team: "Team") -> None:
            if self._line is not None:
                what(self._line)

        self._put(wish)

    def end(self) -> None:
        """Play no more."""

        def wish(_team: "Team") -> None:
            self._line = self._tell = None

        self._put(wish)

    def _put(self, wish: "Callable[[Team], None]") -> None:
        self._wishes.put(wish)
        self._wake()

    # The thread's side

    def turn(self, team: "Team") -> float | None:
        """Do what was wished for and play on a little.

        Returns after how many seconds to come again; None where nothing is played. What the disk
        refuses ends the replay, and is told.
        """
        try:
            self._do_wishes(team)
            line, self._line = self._line, None  # a fault leaves it so: see `broken`
            if line is None:
                return None
            news, pause_s = line.turn()
        except FloorboardError as error:
            self._say(error)
            self._line = self._tell = None
            return None
        self._line = line
        if news is not None:
            self._say(news)
        return pause_s

    def broken(self, fault: FloorboardError) -> None:
        """Tell of a fault, and play no more, where it was the replay's own."""
        if self._line is None:
            self._say(fault)
            self._tell = None

    def _do_wishes(self, team: "Team") -> None:
        while True:
            try:
                wish = self._wishes.get_nowait()
            except Empty:
                return
            wish(team)

    def _say(self, news: Replayed | FloorboardError) -> None:
        if self._tell is not None:
            self._tell(news)
