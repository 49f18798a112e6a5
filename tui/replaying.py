"""A recorded day played in the dashboard: read up to a clock of its own, and nothing is written.

It runs on the feeds' thread, a small piece at a time, so that what is live is neither lost nor
late.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, datetime, timedelta
from time import monotonic

from store.alarm_watch import AlarmWatch
from store.errors import Refused
from store.feeds.day_file import day_path
from store.feeds.in_order import disk_in_order
from store.feeds.live_floor import LiveFloor
from store.feeds.play import PlayClock
from store.feeds.recordings import Recording, recording
from store.figures.alarms import Alarms
from store.figures.queue_now import QueueReport, queue_now
from store.queue_views import QueueDesk
from store.team import Team
from tui.replays import Replayed

SPEEDS = (1.0, 10.0, 60.0, 300.0, 1800.0)
"""Seconds played in a second."""
_USUAL = 60.0
TOLD_EVERY_S = 0.25
"""How often a moment is told while it goes on."""
_LOOK = timedelta(seconds=30)
"""Played time between two looks for alarms."""
_WORK_S = 0.015
"""How long the thread looks for alarms at a time."""
_BREATH_S = 0.01
"""What it then leaves to the keys."""


class ReplayLine:
    """One recorded day that is played. Used by one thread."""

    def __init__(self, team: Team, day: date, wall: Callable[[], float] = monotonic) -> None:
        """`Refused` (`nothing_recorded`) where the day's file holds no line; `StorageFailed`."""
        self._team = team
        self._desk = QueueDesk(team)
        path = day_path(team.place, day)
        self._disk = disk_in_order(team.disk, path, self._desk.zone)
        recorded = recording(team.place, day, self._desk.zone, self._disk)
        if recorded is None:
            raise Refused("nothing_recorded", path=str(path))
        self._of = recorded
        self._wall = wall
        self._clock = PlayClock(recorded.begin, _USUAL, wall)
        self._paused = False
        self._floor = self._floor_of()
        self._ground = self._desk.ground(recorded.begin)
        self._past = _PastAlarms(self._floor_of(), self._report, self._desk, recorded)
        self._told: Replayed | None = None
        self._told_at = -TOLD_EVERY_S

    # Wishes

    def toggle(self) -> None:
        """Pause, or go on; at its end begin anew."""
        if self._paused and self._clock.now() >= self._of.end:
            self._clock.seek(self._of.begin)
        self._stand(not self._paused)

    def seek(self, moment: datetime) -> None:
        """Go to a moment; one outside the recording is its begin or its end."""
        self._clock.seek(max(self._of.begin, min(self._of.end, moment)))
        self._told_at = self._wall() - TOLD_EVERY_S

    def step(self, by: timedelta) -> None:
        """Go forward, or back."""
        self.seek(min(self._clock.now(), self._of.end) + by)

    def change_speed(self, by: int) -> None:
        """Go so many speeds faster, or slower."""
        at = SPEEDS.index(self._clock.speed) + by
        self._clock.speed = SPEEDS[max(0, min(len(SPEEDS) - 1, at))]
        self._told_at = self._wall() - TOLD_EVERY_S

    # Playing

    def turn(self) -> tuple[Replayed | None, float]:
        """Play on; return what is new, and after how many seconds to come again.

        `StorageFailed` where the day's file can't be read.
        """
        moment = self._clock.now()
        if moment >= self._of.end:
            moment = self._of.end
            self._clock.seek(moment)
            self._stand(True)
        if self._floor.refresh(moment):
            self._clock.seek(moment)  # it stands still while the lines up to it are read
            return self._reading(moment), 0.0
        more = self._past.look_on()
        due = self._told_at + TOLD_EVERY_S - self._wall()
        if due > 0:
            return None, min(due, _BREATH_S) if more else due
        self._told_at = self._wall()
        told = self._now(moment)
        news = None if told == self._told else told
        self._told = told
        return news, _BREATH_S if more else TOLD_EVERY_S

    def _reading(self, moment: datetime) -> Replayed | None:
        """Say once that a moment is being read."""
        told = self._told
        self._told_at = self._wall() - TOLD_EVERY_S
        if told is not None and told.reading and told.moment == moment:
            return None
        self._told = self._said(moment, told.report if told else None, reading=True)
        return self._told

    def _now(self, moment: datetime) -> Replayed:
        told = self._told
        if told is not None and told.report is not None and told.report.at == moment:
            return self._said(moment, told.report)
        return self._said(moment, self._report(self._floor, moment))

    def _said(
        self, moment: datetime, report: QueueReport | None, *, reading: bool = False
    ) -> Replayed:
        return Replayed(
            recording=self._of,
            moment=moment.astimezone(self._desk.zone),
            speed=self._clock.speed,
            paused=self._paused,
            reading=reading,
            report=report,
            alarms=None if reading else self._past.at(moment),
            began=tuple(self._past.began),
        )

    def _stand(self, paused: bool) -> None:
        if paused != self._paused:
            self._paused = paused
            self._told_at = self._wall() - TOLD_EVERY_S
            (self._clock.pause if paused else self._clock.resume)()

    def _report(self, floor: LiveFloor, moment: datetime) -> QueueReport:
        return queue_now(floor.state, moment, self._ground)

    def _floor_of(self) -> LiveFloor:
        settings = self._desk.settings
        return LiveFloor(
            self._team.place,
            self._desk.zone,
            day_starts=settings.day_offset(),
            hold_s=settings.queue_red_s,
            disk=self._disk,
        )


class _PastAlarms:
    """The alarms of a recorded day, looked for from its begin on, ahead of what is played.

    So they are the same at a moment, however one came there.
    """

    def __init__(
        self,
        floor: LiveFloor,
        report: Callable[[LiveFloor, datetime], QueueReport],
        desk: QueueDesk,
        recorded: Recording,
    ) -> None:
        self.began: list[datetime] = []
        self._floor = floor
        self._report = report
        self._watch = AlarmWatch(desk, played=True)
        self._moment = recorded.begin
        self._end = recorded.end
        self._done = False
        self._since: list[datetime] = []
        """Moments from which on other alarms held than before."""
        self._held: list[Alarms] = []

    def at(self, moment: datetime) -> Alarms | None:
        """Return what held at a moment; None where it was not looked so far."""
        if moment > self._moment and not self._done:
            return None
        place = bisect_right(self._since, moment)
        return self._held[place - 1] if place else Alarms()

    def look_on(self) -> bool:
        """Look for a few milliseconds; return whether there is more to come. `StorageFailed`."""
        until = monotonic() + _WORK_S
        while not self._done and monotonic() < until:
            if not self._floor.refresh(self._moment):
                self._look()
        return not self._done

    def _look(self) -> None:
        moment = self._moment
        rungs = self._watch.hear(self._report(self._floor, moment), moment)
        self.began += [moment for rung in rungs if rung.what == "began"]
        held = Alarms(dict(self._watch.alarms.open))
        if not self._held or held.open != self._held[-1].open:
            self._since.append(moment)
            self._held.append(held)
        self._done = moment >= self._end
        self._moment = min(self._end, moment + _LOOK)
