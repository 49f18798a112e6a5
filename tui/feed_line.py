"""The feeds that run beside the dashboard, as they are now: a tick, and what is made of it."""

from collections.abc import Mapping
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from store.alarm_watch import AlarmWatch
from store.errors import FloorboardError
from store.feeds.keeping import doing, pipeline, ready, running
from store.feeds.roll_up import missed_days, roll_up_day
from store.live_queue import LiveQueue
from store.queue_views import QueueDesk
from tui.feeding import IDLE_S, TICK_S, Heard

if TYPE_CHECKING:
    from store.feeds.pipeline import Pipeline
    from store.feeds.status import FeedStatus
    from store.figures.alarms import Rung
    from store.records.queue import Feed
    from store.team import Team


class FeedLine:
    """The feeds as they are now, and what is made of them."""

    def __init__(self, team: "Team", env: Mapping[str, str]) -> None:
        self._team = team
        team.refresh()
        self._n = team.n
        self._feeds: dict[str, Feed] = team.feeds()
        self._said = team.setting_values()
        self._desk = QueueDesk(team)
        self._ours = bool(self._feeds) and not team.readonly
        if self._ours:
            ready(team)
            self._catch_up()
        feeds = running(team, self._desk.zone, env) if self._ours else []
        self._line: Pipeline = pipeline(team, self._desk.zone, self._desk.settings, feeds)
        self._live = LiveQueue(self._desk)
        self._alarms = AlarmWatch(self._desk)
        self._elsewhere: dict[str, FeedStatus] = {}
        """How feeds do that another process runs, as it says."""
        self._looked = monotonic()

    @property
    def pause_s(self) -> float:
        """How long to rest between two ticks."""
        return TICK_S if self._feeds else IDLE_S

    def stale(self) -> bool:
        """Whether feeds or settings are others than they were; hear of what was changed."""
        if monotonic() - self._looked < IDLE_S:
            return False
        self._looked = monotonic()
        self._elsewhere = self._others()
        touched = self._team.refresh()
        if not touched and self._team.n == self._n:
            return False
        self._n = self._team.n
        return self._team.feeds() != self._feeds or self._team.setting_values() != self._said

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
        report = self._live.report(self._line.floor.state, now)
        rungs = self._alarms.hear(report, now)
        try:
            self._keep(now)
        except FloorboardError as error:
            trouble = trouble or error
        held = self._alarms.alarms
        return Heard(report, held, self._statuses(), rungs, self._owners(rungs), trouble), False

    def close(self) -> None:
        """Let go of the sources and keep the half-hours; what can't be kept is made up later."""
        if self._ours:
            try:
                self._line.close(self._team.clock.now())
            except FloorboardError:  # the lines are in the day's file; the next run rolls them up
                return

    def _statuses(self) -> "tuple[FeedStatus, ...]":
        """Return how each feed is doing, by whoever runs it."""
        known = {one.id: one for one in self._line.statuses()} | self._elsewhere
        return tuple(known[feed] for feed in self._feeds if feed in known)

    def _others(self) -> "dict[str, FeedStatus]":
        """Return what other processes say of the feeds that they run."""
        run = {one.id for one in self._line.statuses() if one.state != "elsewhere"}
        told = {feed: doing(self._team, feed) for feed in self._feeds if feed not in run}
        return {feed: status for feed, status in told.items() if status is not None}

    def _catch_up(self) -> None:
        today = self._team.clock.now().astimezone(self._desk.zone).date()
        for day in missed_days(self._team, today):
            roll_up_day(self._team, day, self._desk.zone, self._desk.settings.queue_red_s)

    def _owners(self, rungs: "tuple[Rung, ...]") -> dict[str, str]:
        owners = {rung.alarm.owner for rung in rungs}
        known = self._team.agents() if owners else {}
        return {key: agent.name for key, agent in known.items() if key in owners}

    def _keep(self, now: datetime) -> None:
        """Keep what was heard of alarms where a feed runs here; else whoever runs it does."""
        if self._ours and any(one.state == "live" for one in self._line.statuses()):
            self._alarms.keep(now)
