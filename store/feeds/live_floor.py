"""The queue as the days' files tell it, whoever writes them: what every screen and sum is made of.

It follows the files a piece at a time and holds sums, never the lines. Where the clock is moved
back (a replay), it begins the day again and reads up to the clock. What was written while a clock
went wrong is of a later moment: live, it is passed by, and the day is read again when it is due.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo

from store.disk import Disk
from store.feeds.day_file import day_path
from store.figures.queue_state import QueueState
from store.locations import TeamPlace
from store.records.queue_lines import read_line
from store.segments import refusals

PIECE = 1 << 18
"""Bytes read at a time."""
LATE = timedelta(hours=3)
"""So long after midnight contacts of the evening may still end."""
_PAUSE = timedelta(minutes=1)
"""The day is read again at most so often for lines that were passed by."""
OnDays = Callable[[QueueState, list[date]], None]


class LiveFloor:
    """Follows the files of the day, and of the evening before."""

    def __init__(
        self,
        place: TeamPlace,
        zone: tzinfo,
        *,
        day_starts: timedelta = timedelta(),
        hold_s: float = 900,
        ahead: timedelta = timedelta(),
        disk: Disk | None = None,
        leaving: OnDays | None = None,
    ) -> None:
        """`ahead`: lines may be this far ahead of the clock; `leaving` sees days at their end."""
        self.state = QueueState(zone, hold_s=hold_s)
        self.place = place
        self._zone = zone
        self._day_starts = day_starts
        self._hold_s = hold_s
        self._ahead = ahead
        self._disk = disk or Disk()
        self._leaving = leaving
        self._first: date | None = None
        self._day = date.min
        self._offset = 0
        self._now: datetime | None = None
        self._begun: datetime | None = None
        """When the day was last begun."""
        self._passed: datetime | None = None
        """The first moment of lines that were passed by."""
        self.unread = 0
        """Lines that could not be read."""

    @property
    def days(self) -> list[date]:
        """The days that the state holds."""
        if self._first is None:
            return []
        count = (self._day - self._first).days + 1
        return [self._first + timedelta(days=n) for n in range(count)]

    def refresh(self, now: datetime) -> bool:
        """Read on, at most one piece; return whether there is more. `StorageFailed`."""
        first = self._first_day(now)
        if self._first is None or (self._now is not None and now < self._now) or self._due(now):
            self._begun = now
            self._begin(first)
        elif first > self._first and self._day >= first:
            if self._leaving is not None:
                self._leaving(self.state, [day for day in self.days if day < first])
            self._begin(first)
        self._now = now
        with refusals(self.place.queue):
            more = self._read(now + self._ahead)
        if not more and self._day < self._today(now):
            self._day += timedelta(days=1)
            self._offset = 0
            return True
        return more

    def catch_up(self, now: datetime) -> None:
        """Read all there is up to now."""
        while self.refresh(now):
            pass

    def _begin(self, first: date) -> None:
        self.state = QueueState(self._zone, hold_s=self._hold_s)
        self._first = self._day = first
        self._offset = 0
        self._passed = None

    def _due(self, now: datetime) -> bool:
        """Whether it is time for what was passed by."""
        if self._passed is None or self._passed > now + self._ahead:
            return False
        return self._begun is None or now - self._begun >= _PAUSE

    def _read(self, until: datetime) -> bool:
        path = day_path(self.place, self._day)
        size = self._disk.size(path) or 0
        if size < self._offset:  # made anew, without somebody who was erased
            self._begin(self._first or self._day)
            return True
        if size == self._offset:
            return False
        data = self._disk.read_span(path, self._offset, PIECE)
        start = 0
        while (end := data.find(b"\n", start)) >= 0:
            line = read_line(data[start:end], self._zone)
            if isinstance(line, str):
                self.unread += bool(data[start:end].strip())
            elif line.at > until:
                if not self._ahead:  # played: it lies in the order of time
                    self._offset += start
                    return False
                self._passed = min(line.at, self._passed or line.at)
            else:
                self.state.apply(line)
            start = end + 1
        self._offset += start
        return start > 0 and len(data) == PIECE

    def _today(self, now: datetime) -> date:
        return now.astimezone(self._zone).date()

    def _first_day(self, now: datetime) -> date:
        """Return the day from which on lines matter: of the working day, and of late ends."""
        local = now.astimezone(self._zone)
        working = (local - self._day_starts).date()
        begins = datetime.combine(working, time(), self._zone) + self._day_starts
        return min(begins.date(), (local - LATE).date())
