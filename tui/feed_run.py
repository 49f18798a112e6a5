"""Running feeds on the command line: a quiet line for each change of state, until Ctrl-C."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.clock import Clock, FixedClock, ShiftedClock
from store.errors import FloorboardError, Refused
from store.feeds.keeping import pipeline, ready, running
from store.feeds.play import PlayClock
from store.feeds.replay import Replay
from store.feeds.roll_up import missed_days, roll_up_day
from store.feeds.running import Running
from store.feeds.status import FeedStatus
from tui.alarm_teller import AlarmTeller
from tui.context import Session, settings_of, zone_of
from tui.feed_text import problem_line, state_line, status_json
from tui.json_out import document
from tui.wording import tell_error

if TYPE_CHECKING:
    from store.feeds.pipeline import Pipeline
    from store.records.settings import Settings
    from store.team import Team

TICK_S = 0.5
_PATIENCE_S = 90.0
"""How long a single asking may take altogether."""
_LOOKS_EVERY_S = 3.0
_AS_FAST_AS_IT_GOES = 1e7
_STEP_S = 10.0
_STEPS_A_TICK = 20
"""A replay is read at least so often between two ticks, or every `_STEP_S`: alarms are short."""


def run(
    session: Session, wanted: tuple[str, ...], *, once: bool, as_json: bool, bell: bool = False
) -> int:
    """Run the team's feeds, or those named; exit 1 where each of a single asking failed."""
    with session.team(write=True) as team:
        ready(team)
        clock = _moving(team.clock)
        begun = False
        while True:
            others = _Others(team)
            settings = settings_of(team)
            zone = zone_of(settings)
            if not begun:
                _catch_up(team, clock.now(), zone, settings)
                begun = True
            feeds = _chosen(running(team, zone, session.env), wanted)
            line = pipeline(team, zone, settings, feeds)
            loop = _Loop(session, line, clock, zone, as_json=as_json)
            loop.alarms = AlarmTeller(session, team, line, bell=bell)
            if once:
                loop.once()
                break
            if not loop.go_on(others):
                break
            loop.close()
        statuses = loop.end()
    failed = [status for status in statuses if status.state == "failing"]
    return 1 if once and len(failed) == len(statuses) else 0


def play(
    session: Session,
    path: Path,
    speed: float,
    since: datetime | None,
    *,
    as_json: bool,
    bell: bool = False,
) -> int:
    """Play a recording into the files of its days; its alarms are said, and not kept.

    Played as fast as it goes it has no moments between its lines, so that no alarm is raised.
    """
    with session.team(write=True) as team:
        ready(team)
        settings = settings_of(team)
        zone = zone_of(settings)
        replay = Replay(path, zone, team.disk)
        begin = since or replay.span.begin
        begin = begin if begin.tzinfo else begin.replace(tzinfo=zone)
        clock = PlayClock(begin, speed or _AS_FAST_AS_IT_GOES)
        feed = Running("replay", lambda _: replay, every_s=0)
        line = pipeline(team, zone, settings, [feed], played=True)
        loop = _Loop(session, line, clock, zone, as_json=as_json)
        if speed:
            loop.alarms = AlarmTeller(session, team, line, bell=bell, played=True)
        loop.play(replay, speed)
        loop.end()
    return 0


class _Loop:
    """Ticks a pipeline by a clock, and says what changes."""

    def __init__(
        self, session: Session, line: "Pipeline", clock: Clock, zone: tzinfo, *, as_json: bool
    ) -> None:
        self._session = session
        self._line = line
        self._clock = clock
        self._zone = zone
        self._as_json = as_json
        self._trouble = ""
        self._again = True
        """Whether a feed that fails is tried again."""
        self._last: datetime | None = None
        self.alarms: AlarmTeller | None = None
        """What watches alarms; None: nothing does."""

    def once(self) -> None:
        """Ask until each feed has answered or failed."""
        self._again = False
        until = time.monotonic() + _PATIENCE_S
        with _interrupts():
            while True:
                more = self._tick(self._clock.now())
                settled = all(status.state != "starting" for status in self._line.statuses())
                if (settled and not more) or time.monotonic() > until:
                    return
                if not more:
                    time.sleep(0.05)

    def go_on(self, others: "_Others") -> bool:
        """Tick until Ctrl-C, or until there are other feeds to run: then return True."""
        with _interrupts():
            while not others.differ():
                if not self._tick(self._clock.now()):
                    time.sleep(TICK_S)
            return True
        return False

    def play(self, replay: Replay, speed: float) -> None:
        """Tick until a replay is at its end, or until Ctrl-C."""
        step = timedelta(seconds=max(_STEP_S, speed * TICK_S / _STEPS_A_TICK))
        with _interrupts():
            while not replay.done:
                there = now = min(self._clock.now(), replay.span.end)
                if speed and self._last is not None:
                    now = min(there, self._last + step)
                if not self._tick(now) and now == there and not replay.done:
                    time.sleep(TICK_S)
            for feed in self._line.feeds:
                feed.turn(now, "done")
            self._tick(now)

    def close(self) -> None:
        """Close everything; what can't be kept is told."""
        try:
            self._line.close(self._last or self._clock.now())
        except FloorboardError as error:
            self._session.note(tell_error(self._session.words, error))

    def end(self) -> tuple[FeedStatus, ...]:
        """Close everything, say how it went, and return how each was doing at the end."""
        now = self._last or self._clock.now()
        statuses = self._line.statuses()
        self.close()
        if self._as_json:
            told = [status_json(status, now) for status in statuses]
            self._session.print(document({"feeds": told}, self._zone))
            return statuses
        words = self._session.words
        for status in statuses:
            count = words.many("{n} line kept", "{n} lines kept", status.lines)
            self._say(words.say("{feed}: {lines}", feed=status.id, lines=count))
            if problems := problem_line(words, status.problems):
                self._say("  " + problems)
        return statuses

    def _tick(self, now: datetime) -> bool:
        ticked = self._line.tick(now)
        self._last = now
        for status in ticked.changed:
            if not self._again:
                status = replace(status, tried_at=None)  # noqa: PLW2901 - as it is to be told
            self._say(state_line(self._session, status, now, self._zone))
        trouble = ticked.trouble
        if not ticked.more and self.alarms is not None:
            trouble = self.alarms.tell(now, self._zone, self._say) or trouble
        told = tell_error(self._session.words, trouble) if trouble else ""
        if told != self._trouble:
            self._trouble = told
            if told:
                self._session.note(told)
        return ticked.more

    def _say(self, line: str) -> None:
        if self._as_json:
            self._session.note(line)
        else:
            self._session.print(line)


@contextmanager
def _interrupts() -> Iterator[None]:
    """Stop quietly at Ctrl-C, and as well where the system asks the process to end."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    except ValueError:  # not the main thread: nothing is sent here
        before = None
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def _moving(clock: Clock) -> Clock:
    """Return a clock that goes on: feeds are asked again and again."""
    return ShiftedClock(clock.now()) if isinstance(clock, FixedClock) else clock


class _Others:
    """Looks now and then whether a lead has added a feed, or changed one or a setting."""

    def __init__(self, team: "Team") -> None:
        self._team = team
        self._before = (team.feeds(), team.setting_values())
        self._looked = time.monotonic()

    def differ(self) -> bool:
        """Whether the team has other feeds or settings than it had."""
        if time.monotonic() - self._looked < _LOOKS_EVERY_S:
            return False
        self._looked = time.monotonic()
        try:
            self._team.refresh()
        except FloorboardError:  # the folder is away for a moment: what runs says so itself
            return False
        return (self._team.feeds(), self._team.setting_values()) != self._before


def _chosen(feeds: list[Running], wanted: tuple[str, ...]) -> list[Running]:
    """Return the feeds that were named, or all. `Refused`: `no_feeds`, `no_such_feed`."""
    there = {feed.id: feed for feed in feeds}
    if not there:
        raise Refused("no_feeds")
    for feed in wanted:
        if feed not in there:
            raise Refused("no_such_feed", id=feed)
    return [there[feed] for feed in wanted or there]


def _catch_up(team: "Team", now: datetime, zone: tzinfo, settings: "Settings") -> None:
    """Roll up earlier days whose lines nobody has."""
    today = now.astimezone(zone).date()
    for day in missed_days(team, today):
        roll_up_day(team, day, zone, settings.queue_red_s)
