"""The feeds beside the dashboard: a thread of their own, which tells the app how the queue stands.

It has a Team of its own, so that a slow source never holds up a key or the store's thread. Where
another process runs a feed, its lines are read from the day's file all the same.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

import msgspec
from textual.message import Message

from store.alarm_book import keep_alarms, open_alarms
from store.errors import FloorboardError
from store.feeds.keeping import pipeline, ready, running
from store.feeds.roll_up import missed_days, roll_up_day
from store.feeds.status import FeedStatus
from store.figures.alarms import Alarms, close_day, watch
from store.figures.queue_now import Ground, QueueReport, queue_now
from store.queue_views import QueueDesk

if TYPE_CHECKING:
    from store.feeds.pipeline import Pipeline
    from store.records.queue import Feed
    from store.team import Team

TICK_S = 0.5
IDLE_S = 3.0
"""Pause where there is no feed, and between looks for what others have changed."""
_GROUND_S = 60.0
"""How long agents and rules are good for where no change was heard of."""
_STOP_S = 1.0
_AGAIN_S = 5.0
"""Pause after the team could not be read."""


class Heard(msgspec.Struct, frozen=True):
    """What the feeds' thread knows at a moment."""

    report: QueueReport | None = None
    """None where nothing could be read."""
    alarms: Alarms = Alarms()
    feeds: tuple[FeedStatus, ...] = ()
    """How each feed of the team is doing."""
    trouble: FloorboardError | None = None
    """Why the team can't be read or written just now."""
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
        self._thread = Thread(target=self._run, name="feeds", daemon=True)
        self._since: datetime | None = None
        self._before: Heard = Heard()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of every source; return when that is done, or after a second."""
        self._ended.set()
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

    def _on(self, team: "Team") -> None:
        """Run the feeds that there are; begin anew where a lead has changed them."""
        while not self._ended.is_set():
            line = _Line(team, self._env)
            try:
                while not self._ended.is_set() and not line.stale():
                    heard, more = line.tick()
                    if heard.trouble is not None:
                        self._fail(heard.trouble, heard)
                    elif not more:
                        self._since = None
                        self._say(heard)
                    if not more:
                        self._ended.wait(line.pause_s)
            finally:
                line.close()

    def _fail(self, error: FloorboardError, heard: Heard | None = None) -> None:
        """Say why nothing can be read, and since when; what was known last stays."""
        self._since = self._since or datetime.now().astimezone()
        known = heard or self._before
        self._say(msgspec.structs.replace(known, trouble=error, since=self._since))

    def _say(self, heard: Heard) -> None:
        self._before = heard
        if not self._ended.is_set():
            self._tell(heard)


class _Line:
    """The feeds as they are now, and what is made of them."""

    def __init__(self, team: "Team", env: Mapping[str, str]) -> None:
        self._team = team
        team.refresh()
        self._feeds: dict[str, Feed] = team.feeds()
        self._desk = QueueDesk(team)
        self._ours = bool(self._feeds) and not team.readonly
        if self._ours:
            ready(team)
            self._catch_up()
        feeds = running(team, self._desk.zone, env) if self._ours else []
        self._line: Pipeline = pipeline(team, self._desk.zone, self._desk.settings, feeds)
        self._day: date | None = None
        self._alarms = Alarms()
        self._ground: Ground | None = None
        self._asked = self._looked = monotonic()

    @property
    def pause_s(self) -> float:
        """How long to rest between two ticks."""
        return TICK_S if self._feeds else IDLE_S

    def stale(self) -> bool:
        """Whether the feeds are others than they were; hear of the rest that was changed."""
        if monotonic() - self._looked < IDLE_S:
            return False
        self._looked = monotonic()
        tables = self._team.refresh()
        if tables & {"settings", "feeds"}:
            return True
        if tables & {"agents", "bindings", "queues", "half_hours"}:
            self._ground = None
        if "alarms" in tables:
            self._day = None
        return False

    def tick(self) -> tuple[Heard, bool]:
        """Ask the feeds that are due; return what is known now, and whether more waits."""
        now = self._team.clock.now()
        if self._ours:
            ticked = self._line.tick(now)
            more, trouble = ticked.more, ticked.trouble
        else:
            assert self._line.floor is not None
            more, trouble = self._line.floor.refresh(now), None
        if more and trouble is None:
            return Heard(), True
        assert self._line.floor is not None
        report = queue_now(self._line.floor.state, now, self._stand(now))
        try:
            self._watch(report, now)
        except FloorboardError as error:
            trouble = trouble or error
        return Heard(report, self._alarms, self._line.statuses(), trouble), False

    def close(self) -> None:
        """Let go of the sources and keep the half-hours; what can't be kept is made up later."""
        if self._ours:
            try:
                self._line.close(self._team.clock.now())
            except FloorboardError:  # the lines are in the day's file; the next run rolls them up
                return

    def _catch_up(self) -> None:
        today = self._team.clock.now().astimezone(self._desk.zone).date()
        for day in missed_days(self._team, today):
            roll_up_day(self._team, day, self._desk.zone, self._desk.settings.queue_red_s)

    def _stand(self, now: datetime) -> Ground:
        if self._ground is None or monotonic() - self._asked > _GROUND_S:
            self._ground, self._asked = self._desk.ground(now), monotonic()
        return self._ground

    def _watch(self, report: QueueReport, now: datetime) -> None:
        """Carry the alarms on; they are kept by the one process that runs a feed."""
        day = now.astimezone(self._desk.zone).date()
        if self._day != day:
            kept = open_alarms(self._team, day)
            self._alarms = Alarms(kept.open, self._alarms.pending)
            self._day = day
            self._end_old(now)
        self._alarms, rungs = watch(self._alarms, report, self._team.queue_rules())
        if self._ours and any(one.state == "live" for one in self._line.statuses()):
            keep_alarms(self._team, rungs)

    def _end_old(self, now: datetime) -> None:
        """End what still holds of a day that is over."""
        since = now - timedelta(days=1)
        old = {key: one for key, one in self._alarms.open.items() if one.since < since}
        if old and self._ours:
            keep_alarms(self._team, close_day(Alarms(old), now)[1])
            left = {key: one for key, one in self._alarms.open.items() if key not in old}
            self._alarms = Alarms(left, self._alarms.pending)
