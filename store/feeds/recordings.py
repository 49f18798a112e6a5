"""The days that were recorded: from when to when each file speaks, without reading it whole."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo

from msgspec import Struct

from store.disk import Disk
from store.feeds.day_file import day_path, queue_days
from store.locations import TeamPlace
from store.records.queue_lines import read_line
from store.segments import refusals

_LOOK = 1 << 14
"""Bytes read at both ends of a file."""


class Recording(Struct, frozen=True):
    """A day of the queue that can be played."""

    day: date
    begin: datetime
    """Moment of its first line, in the team's zone."""
    end: datetime
    """Moment of its last line."""
    size: int
    """Bytes."""


def recordings(place: TeamPlace, zone: tzinfo, disk: Disk) -> list[Recording]:
    """Return the days that hold anything, newest first. `StorageFailed`."""
    with refusals(place.queue):
        days = reversed(queue_days(place, disk))
    found = (recording(place, day, zone, disk) for day in days)
    return [one for one in found if one is not None]


def recording(place: TeamPlace, day: date, zone: tzinfo, disk: Disk) -> Recording | None:
    """Return from when to when a day's file speaks; None where it holds no line."""
    path = day_path(place, day)
    with refusals(path):
        size = disk.size(path)
        if not size:
            return None
        head = disk.read_span(path, 0, _LOOK)
        tail = disk.read_span(path, max(0, size - _LOOK), _LOOK)
    first = next(_moments(head.split(b"\n"), zone), None)
    last = next(_moments(reversed(tail.split(b"\n")), zone), None)
    if first is None or last is None:
        return None
    begin, end = sorted((first.astimezone(zone), last.astimezone(zone)))
    return Recording(day, begin, end, size)


def _moments(raw: Iterable[bytes], zone: tzinfo) -> Iterator[datetime]:
    for line in raw:
        told = read_line(line, zone)
        if not isinstance(told, str):
            yield told.at
