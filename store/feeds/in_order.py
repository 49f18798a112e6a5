"""A recorded day in the order of time: what a file that was put together must be to be played.

Lines come in order as a rule. Two recordings of a day that were taken in one after the other do
not, and would show the second only where the first ends.
"""

from datetime import datetime, tzinfo
from pathlib import Path

import msgspec

from store.disk import Disk
from store.feeds.day_file import raw_lines
from store.segments import refusals


class _Timed(msgspec.Struct):
    at: datetime


_TIMED = msgspec.json.Decoder(_Timed)


class _Sorted(Disk):
    """A disk on which one file reads otherwise than it lies there; it is only read."""

    def __init__(self, disk: Disk, path: Path, data: bytes) -> None:
        self._disk = disk
        self._path = path
        self._data = data

    def size(self, path: Path) -> int | None:
        """Return a file's length in bytes; None where there is none."""
        return len(self._data) if path == self._path else self._disk.size(path)

    def read_span(self, path: Path, start: int, size: int) -> bytes:
        """Return at most `size` bytes from `start`; fewer only at the end of the file."""
        if path != self._path:
            return self._disk.read_span(path, start, size)
        return self._data[start : start + size]


def disk_in_order(disk: Disk, path: Path, zone: tzinfo) -> Disk:
    """Return a disk on which a day's file reads in the order of time. `StorageFailed`.

    Where it lies so already that is the disk itself, and nothing of the file is held.
    """
    with refusals(path):
        if _lies_in_order(disk, path, zone):
            return disk
        timed: list[tuple[datetime, bytes]] = []
        at = datetime.min.replace(tzinfo=zone)
        for line in raw_lines(path, disk):
            at = _moment(line, zone) or at
            timed.append((at, line))
    timed.sort(key=lambda pair: pair[0])
    return _Sorted(disk, path, b"".join(line + b"\n" for _, line in timed))


def _lies_in_order(disk: Disk, path: Path, zone: tzinfo) -> bool:
    last: datetime | None = None
    for line in raw_lines(path, disk):
        at = _moment(line, zone)
        if at is None:
            continue
        if last is not None and at < last:
            return False
        last = at
    return True


def _moment(line: bytes, zone: tzinfo) -> datetime | None:
    """Return the moment of a line; None where it has none."""
    try:
        at = _TIMED.decode(line).at
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)
