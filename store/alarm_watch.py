"""A team's alarms, carried on reading by reading by each process that sees the queue.

Every one of them tells what it hears, and those that run a feed keep it. What is kept is the
truth: it is read again whenever the team was changed, and an alarm that another process kept a
moment sooner is that one, not a second.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.alarm_book import keep_alarm, kept_alarms
from store.figures.alarm_news import merged, news, same_alarm
from store.figures.alarms import Alarms, Rung, close_days, watch
from store.figures.queue_now import QueueReport
from store.records.queue import Alarm, alarm_key

if TYPE_CHECKING:
    from store.queue_views import QueueDesk

Key = tuple[str, str]


class AlarmWatch:
    """Watches a team's queues. Used by one thread."""

    def __init__(self, desk: "QueueDesk", *, played: bool = False) -> None:
        """`played`: of moments that are long over; nothing kept is looked at, nothing is kept."""
        self.alarms = Alarms()
        """Those that hold."""
        self._desk = desk
        self._team = desk.team
        self._played = played
        self._n: int | None = None
        """The last change of the team that was looked at."""
        self._told: dict[Key, Alarm] = {}
        """What held when something was told last."""
        self._ended: dict[Key, Alarm] = {}
        """What has ended since."""
        self._unkept: dict[str, Alarm] = {}
        """What was heard and not kept yet, by `alarm_key`."""

    def hear(self, report: QueueReport, now: datetime) -> tuple[Rung, ...]:
        """Carry the alarms on to a reading; return what there is to tell since the last one.

        What holds at the first reading because it was kept before is no news.
        `StorageFailed` where what is kept can't be read.
        """
        at = now.astimezone(self._desk.zone)
        self._look(at)
        report = replace(report, at=at)
        alarms, over = close_days(self.alarms, report, self._desk.work_day)
        self.alarms, rungs = watch(alarms, report, self._team.queue_rules())
        for alarm in (rung.alarm for rung in (*over, *rungs)):
            self._unkept[alarm_key(alarm)] = alarm
            if alarm.ended_at is not None:
                self._ended[alarm.queue, alarm.measure] = alarm
        if rungs and not self._played:
            self._team.refresh()  # somebody may have put it off a moment ago
            self._look(at)
        told = news(self._told, self.alarms.open, self._ended)
        self._told, self._ended = dict(self.alarms.open), {}
        self._let_go(at)
        return told

    def keep(self, now: datetime) -> None:
        """Keep what was heard, a change for each alarm; what fails is kept the next time.

        As of `Team.change`.
        """
        if self._played:
            return
        at = now.astimezone(self._desk.zone)
        for key, alarm in list(self._unkept.items()):
            keep_alarm(self._team, alarm, at)
            del self._unkept[key]
        self._look(at)

    def _look(self, at: datetime) -> None:
        """Take over what was kept of the alarms, where the team was changed since the last look."""
        if self._played or self._team.n == self._n:
            return
        first, self._n = self._n is None, self._team.n
        kept = kept_alarms(self._team, at)
        held: dict[Key, Alarm] = {}
        for key, ours in self.alarms.open.items():
            known = same_alarm(ours, kept)
            alarm = ours if known is None else merged(known, ours, at)
            if alarm.ended_at is None:
                held[key] = alarm
            else:
                self._ended[key] = alarm
        for alarm in kept:
            if alarm.ended_at is None and not self._is_over(alarm):
                held.setdefault((alarm.queue, alarm.measure), alarm)
        self.alarms = Alarms(held, self.alarms.pending)
        if first:
            self._told = dict(held)

    def _is_over(self, alarm: Alarm) -> bool:
        """Whether an alarm that is kept as holding has ended here, which is kept later."""
        ours = same_alarm(alarm, self._unkept.values())
        return ours is not None and ours.ended_at is not None

    def _let_go(self, at: datetime) -> None:
        """Forget what ended on an earlier day and was never to be kept here."""
        today = self._desk.work_day(at)
        for key, alarm in list(self._unkept.items()):
            if alarm.ended_at is not None and self._desk.work_day(alarm.ended_at) < today:
                del self._unkept[key]
