"""A recorded day played again: its lines come when the clock reaches their moments.

It goes the same way as what is live. Moving forward brings all lines between at once; moving back
brings none anew, since they are in the day's file: who shows the day reads that up to the clock.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

from store.disk import Disk
from store.errors import Refused
from store.feeds.day_file import raw_lines
from store.feeds.documents import read_table
from store.feeds.lines import Reader
from store.feeds.protocol import Batch
from store.records.queue import Line

_AT_ONCE = 5_000
"""Lines in a batch, so that a leap over a day does not hold it whole."""
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)


class Span(NamedTuple):
    """From when to when a recording speaks."""

    begin: datetime
    end: datetime
    lines: int


class Replay:
    """Plays a recording: JSON Lines, or a contact log as CSV."""

    recorded = True

    def __init__(self, path: Path, zone: tzinfo, disk: Disk | None = None) -> None:
        """`Refused`: `no_such_file`, or `nothing_recorded` where no line of it can be played."""
        if not path.is_file():
            raise Refused("no_such_file", path=str(path))
        self._path = path
        self._zone = zone
        self._disk = disk or Disk()
        self._reader = Reader(zone, jumps=False)
        self._lines = self._open(self._reader)
        self._next: Line | None = None
        self._reached = False
        self.span = self._span()

    @property
    def done(self) -> bool:
        """Whether every line was given."""
        return self._reached and self._next is None

    def poll(self, now: datetime) -> Batch:
        """Return the lines up to now, as they stand in the recording."""
        found: list[Line] = []
        while len(found) < _AT_ONCE:
            line = self._next or next(self._lines, None)
            self._next = None
            if line is None:
                self._reached = True
                break
            if line.at > now:
                self._next = line
                break
            found.append(line)
        return Batch(tuple(found), self._reader.told(), more=len(found) == _AT_ONCE)

    def close(self) -> None:
        """Let go of the recording."""
        self._lines = iter(())
        self._next, self._reached = None, True

    def _open(self, reader: Reader) -> Iterator[Line]:
        if self._path.suffix.lower() == ".csv":
            data = self._disk.read(self._path)
            return iter(read_table(data, reader, _LATEST, _LATEST).lines)
        return reader.lines(raw_lines(self._path, self._disk), _LATEST)

    def _span(self) -> Span:
        moments = (line.at for line in self._open(Reader(self._zone, jumps=False)))
        begin = end = next(moments, None)
        if begin is None or end is None:
            raise Refused("nothing_recorded", path=str(self._path))
        count = 1
        for at in moments:
            begin, end = min(begin, at), max(end, at)
            count += 1
        return Span(begin, end, count)
