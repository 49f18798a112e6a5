"""The file of a day of the queue, `queue/2026-11-22.jsonl`: lines as they came, one each.

A batch is on the disk before anything is made of it. A kill can cut the last line short: it is
dropped on reading and cut off before the next append. A line that is there already is not written
again, so that a source may tell its whole day anew.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from store.disk import Disk
from store.feeds.growing import whole_json
from store.feeds.seen import Seen
from store.locations import TeamPlace
from store.locking import TeamLock
from store.records.queue import Line
from store.records.queue_lines import read_line, write_line
from store.segments import refusals

SUFFIX = ".jsonl"
LOCK = ".lock"
"""Held while lines are appended: the queue has its own, so that a long import is not in the way."""
_CHUNK = 1 << 18
_PATIENCE_S = 10.0
_DAYS_KNOWN = 3


def day_path(place: TeamPlace, day: date) -> Path:
    """Return the path of a day's file."""
    return place.queue / f"{day.isoformat()}{SUFFIX}"


def queue_days(place: TeamPlace, disk: Disk | None = None) -> list[date]:
    """Return the days that have a file, in order."""
    days = map(day_of, (disk or Disk()).listdir(place.queue))
    return [day for day in days if day is not None]


def day_of(name: str) -> date | None:
    """Return the day that a file is of, by its name or path; None for another file."""
    name = name.rpartition("/")[2]
    if not name.endswith(SUFFIX) or len(name) != len("2026-11-22.jsonl"):
        return None
    try:
        return date.fromisoformat(name.removesuffix(SUFFIX))
    except ValueError:
        return None


def raw_lines(path: Path, disk: Disk, start: int = 0) -> Iterator[bytes]:
    """Give the lines of a file from a place between two of them, holding one piece at a time.

    Nothing where there is no file. A last line without its end is given only if it is whole.
    """
    rest, offset = b"", start
    try:
        while data := disk.read_span(path, offset, _CHUNK):
            offset += len(data)
            *lines, rest = (rest + data).split(b"\n")
            yield from lines
    except FileNotFoundError:
        return
    if whole_json(rest):
        yield rest


def is_torn(path: Path, disk: Disk) -> bool:
    """Whether a file ends in a line that was cut short; `OSError` where it can't be read."""
    size = disk.size(path) or 0
    start = max(0, size - _CHUNK)
    rest = disk.read_span(path, start, size - start).rpartition(b"\n")[2]
    return bool(rest) and not whole_json(rest)


def read_day(
    place: TeamPlace,
    day: date,
    zone: tzinfo,
    *,
    until: datetime | None = None,
    counts: Counter[str] | None = None,
    disk: Disk | None = None,
) -> Iterator[Line]:
    """Give what is kept of a day, as it came, streaming; nothing where there is no file.

    `until` leaves out what is about a later moment; `counts` is told of lines that can't be read.
    `StorageFailed` where the disk refuses.
    """
    with refusals(place.queue):
        for raw in raw_lines(day_path(place, day), disk or Disk()):
            line = read_line(raw, zone)
            if isinstance(line, str):
                if counts is not None and raw.strip():
                    counts[line] += 1
            elif until is None or line.at <= until:
                yield line


class _Day:
    """What is known of a day's file."""

    def __init__(self) -> None:
        self.size = 0
        """How much of it was read or written."""
        self.seen = Seen()


class DayFiles:
    """Appends to the files of days, beside other processes that do."""

    def __init__(self, place: TeamPlace, disk: Disk | None = None) -> None:
        self.place = place
        self.disk = disk or Disk()
        self._lock = TeamLock(place.queue / LOCK)
        self._days: dict[date, _Day] = {}

    def append(self, day: date, lines: Sequence[Line]) -> list[Line]:
        """Write lines at the end of a day; return those that were not there, when on the disk.

        `StorageFailed` or `Refused` (`busy`): nothing of it counts.
        """
        path = day_path(self.place, day)
        with refusals(path):
            self.disk.make_folder(self.place.queue)
            with self._lock.hold(_PATIENCE_S):
                known = self._days.pop(day, None) or _Day()
                self._catch_up(path, known)
                fresh, data = [], []
                for line in lines:
                    written = write_line(line)
                    if known.seen.add(written[:-1]):
                        fresh.append(line)
                        data.append(written)
                if fresh:
                    self._write(path, known, b"".join(data))
                self._keep(day, known)
        return fresh

    def _catch_up(self, path: Path, known: _Day) -> None:
        """Read what others have written, and mend the end of the file."""
        size = self.disk.size(path) or 0
        if size < known.size:  # made anew, without somebody who was erased
            known.size, known.seen = 0, Seen()
        if size == known.size:
            return
        for raw in raw_lines(path, self.disk, known.size):
            line = read_line(raw, UTC)  # written by hand it may look different, and say the same
            known.seen.add(raw if isinstance(line, str) else write_line(line)[:-1])
        known.size = good = self._good(path, size)
        if good < size and whole_json(self.disk.read_span(path, good, size - good)):
            known.size = size
            self._write(path, known, b"\n")
        elif good < size:
            self.disk.cut(path, good)

    def _good(self, path: Path, size: int) -> int:
        """Return how much of the file is whole lines."""
        end = size
        while end:
            start = max(0, end - _CHUNK)
            found = self.disk.read_span(path, start, end - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
        return 0

    def _write(self, path: Path, known: _Day, data: bytes) -> None:
        try:
            self.disk.append(path, data, new=not known.size)
        except OSError:
            self.disk.cut(path, known.size)
            raise
        known.size += len(data)

    def _keep(self, day: date, known: _Day) -> None:
        """Know the last few days written to; another is read anew when it is."""
        self._days[day] = known
        if len(self._days) > _DAYS_KNOWN:
            del self._days[next(iter(self._days))]
