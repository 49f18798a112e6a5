"""The feeds that run beside the dashboard, as they are now: a tick, and what is made of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from store.alarm_book import keep_alarms, open_alarms
from store.errors import FloorboardError
from store.feeds.keeping import pipeline, ready, running
from store.feeds.roll_up import missed_days, roll_up_day
from store.figures.alarms import Alarms, close_day, watch
from store.figures.queue_now import Ground, QueueReport, queue_now
from store.queue_views import QueueDesk
from tui.feeding import IDLE_S, TICK_S, Heard

if TYPE_CHECKING:
    from store.feeds.pipeline import Pipeline
    from store.records.queue import Feed
    from store.team import Team

_GROUND_S = 60.0
"""How long agents and rules are good for where no change was heard of."""


class FeedLine:
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
