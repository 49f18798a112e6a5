"""What is asked of the queue, read from a team: a moment, a day, how busy somebody is."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from store.clock import work_day
from store.feeds.day_file import day_path, read_day
from store.feeds.live_floor import LATE
from store.figures.alarms import Alarms
from store.figures.beside_log import finished, with_live
from store.figures.busy import Busy, joined
from store.figures.busy_day import DayCheck
from store.figures.busy_hours import HourCheck, Hours, answered, hours_over
from store.figures.caps import rules_of
from store.figures.heat import WEEKS, Heat, HeatMeasure, heats
from store.figures.queue_day import By, QueueInterval, queue_intervals, within_s
from store.figures.queue_now import Ground, QueueReport, queue_now
from store.figures.queue_state import QueueState
from store.naming import Names
from store.records.people import Agent
from store.records.queue import AgentDay, QueueDay
from store.records.setting_values import resolve
from store.records.settings import Settings
from store.views import window_view

if TYPE_CHECKING:
    from datetime import tzinfo

    from store.team import Team

_DAY = timedelta(days=1)


class QueueDesk:
    """A team's queue, with its zone and settings at hand; everything is read when asked for."""

    def __init__(self, team: "Team") -> None:
        self.team = team
        self.settings: Settings = resolve(team.setting_values())
        machine = team.clock.now().tzinfo
        assert machine is not None
        self.zone: tzinfo = self.settings.zone(machine)

    def work_day(self, moment: datetime) -> date:
        """Return the team's working day at a moment."""
        return work_day(moment, self.zone, self.settings.day_offset())

    def state(self, at: datetime) -> QueueState:
        """Return the queue's state after the lines of the day up to a moment."""
        state = QueueState(self.zone, hold_s=self.settings.queue_red_s)
        counts: Counter[str] = Counter()
        for day in self._days_before(at):
            lines = read_day(
                self.team.place, day, self.zone, until=at, counts=counts, disk=self.team.disk
            )
            for line in lines:
                state.apply(line)
        state.odd.update(counts)
        return state

    def _days_before(self, at: datetime) -> list[date]:
        """Return the calendar days whose lines tell of a moment."""
        local = at.astimezone(self.zone)
        midnight = datetime.combine(local.date(), time(), self.zone)
        since = local - midnight
        over = since < max(LATE, self.settings.day_offset())
        return [local.date() - _DAY, local.date()] if over else [local.date()]

    def ground(self, at: datetime) -> Ground:
        """Return what a moment is read against."""
        day = at.astimezone(self.zone).date()
        agents = self.team.agents()
        return Ground(
            settings=self.settings,
            rules=self.team.queue_rules(),
            agents=agents,
            names=Names(agents, self.team.bindings()),
            kept=self.team.queue_days(day - _DAY, day),
        )

    def now(self, at: datetime) -> QueueReport:
        """Return every queue at a moment."""
        return queue_now(self.state(at), at, self.ground(at))

    def alarms(self, report: QueueReport) -> Alarms:
        """Return the alarms that hold at a reading: those kept, and what it raises or ends."""
        from store.alarm_watch import AlarmWatch

        watch = AlarmWatch(self)
        watch.hear(report, report.at)
        return watch.alarms

    def intervals(self, day: date, by: By) -> tuple[QueueInterval, ...]:
        """Return a working day by hours or half-hours; nothing of a day that is still to come.

        What a log or interval counts tell goes before the lines of the day's file, as far as it
        reaches; of what they tell only half-hours that are over count.
        """
        if day > self.work_day(self.team.clock.now()):
            return ()
        kept = self._kept(day)
        rules = self.team.queue_rules()
        return queue_intervals(kept, day, by, self.zone, self.settings, rules=rules)

    def heats(self, day: date) -> dict[str | None, Mapping[HeatMeasure, Heat]]:
        """Return the weeks before a calendar day by weekday and hour: by queue, None for all.

        Each queue's answers in time are those within its own threshold.
        """
        kept = self.team.queue_days(day - WEEKS * 7 * _DAY, day - _DAY)
        rules = self.team.queue_rules()
        return heats(kept, self.zone, lambda queue: within_s(rules_of(rules, queue), self.settings))

    def _kept(self, day: date) -> list[QueueDay]:
        """Return the records of the calendar days that a working day reaches over, up to now."""
        now = self.team.clock.now()
        until = day + _DAY if self.settings.day_offset() else day
        kept: dict[tuple[date, str], QueueDay] = {}
        for one in self.team.queue_days(day, until):
            over = one if one.source == "feed" else finished(one, now)
            if over is not None:
                kept[one.day, one.queue] = over
        for calendar in dict.fromkeys((day, until)):
            for live in self._lived(calendar):
                known = kept.get((live.day, live.queue))
                if known is not None and known.source != "feed":
                    live = with_live(known, live)  # noqa: PLW2901 - beside what the file tells
                kept[live.day, live.queue] = live
        return list(kept.values())

    def _lived(self, day: date) -> list[QueueDay]:
        """Return the half-hours of a calendar day by the lines of its file."""
        if self.team.disk.size(day_path(self.team.place, day)) is None:
            return []
        return self._replayed(day).days(day)

    def _replayed(self, day: date) -> QueueState:
        after = datetime.combine(day + _DAY, time(), self.zone) + LATE
        state = QueueState(self.zone, hold_s=self.settings.queue_red_s)
        for one in (day, day + _DAY):
            until = min(after, self.team.clock.now())
            for line in read_day(self.team.place, one, self.zone, until=until, disk=self.team.disk):
                state.apply(line)
        return state

    def busy(self, day: date, hour: int | None = None, agent: Agent | None = None) -> Busy:
        """Return how busy an agent, or the team, was on a day or in an hour of it.

        By the hours of contacts where a log or a feed tells them, and by the daily exports where
        these tell no usual, or nothing.
        """
        start = day - timedelta(days=self.settings.own_usual_days)
        agents = self.team.agents()
        here = {key: one for key, one in agents.items() if one.here_on(day)}
        if agent is not None:
            here[agent.id] = agent
        names = Names(agents, self.team.bindings())
        hours = Hours(self._agent_hours(start, day), names)
        by_hours = HourCheck(hours, day, hour, agents=here, settings=self.settings)
        told = by_hours.team() if agent is None else by_hours.agent(agent)
        if hour is not None or told.usual_days >= self.settings.own_usual_min_days:
            return told
        by_day = DayCheck(window_view(self.team, day, day), day, self.team.clock.now())
        daily = by_day.team() if agent is None else by_day.agent(agent)
        return joined(told, daily, self.settings)

    def _agent_hours(self, start: date, day: date) -> list[AgentDay]:
        """Return what agents did up to now; of a day without a log, by the lines of its file.

        Of today whichever knows of more contacts counts: a log may tell only the morning.
        """
        now = self.team.clock.now()
        if day > self.work_day(now):
            return []
        every = self.team.agent_hours(start, day)
        before = [one for one in every if one.day != day]
        of_day = [hours_over(one, now) for one in every if one.day == day]
        logged = any(one.source != "feed" for one in of_day)
        if logged and day != self.work_day(now):
            return [*before, *of_day]
        if self.team.disk.size(day_path(self.team.place, day)) is None:
            return [*before, *of_day]
        live = self._replayed(day).agent_day(day)
        if live is not None and (not logged or answered(live) > sum(map(answered, of_day))):
            of_day = [live]
        return [*before, *of_day]

    def last_day(self) -> date | None:
        """Return the newest day that anything is known of, none after today."""
        day = self.work_day(self.team.clock.now())
        found = [
            self.team.last_day("agent_days", upto=day),
            self.team.last_day("half_hours", upto=day),
        ]
        return max((last for last in found if last is not None), default=None)
