"""A queue counted by eye and typed in: ten seconds, and the floor has a number."""

from datetime import datetime, tzinfo

import msgspec

from store.errors import Refused
from store.feeds.day_file import DayFiles
from store.feeds.lines import Reader
from store.records.queue import Snapshot


class Count(msgspec.Struct, frozen=True):
    """How a queue stands, as somebody has read it; None: not read, which is not zero."""

    queue: str
    waiting: int | None = None
    longest_wait_s: float | None = None
    open_contacts: int | None = None
    agents: dict[str, int | None] | None = None
    """Heads by state: online, available, busy, away."""


def enter(files: DayFiles, zone: tzinfo, now: datetime, count: Count) -> Snapshot:
    """Write a count as a snapshot of now to the day's file and return it.

    `Refused` (`bad_count` with the reason as `why`); `StorageFailed`.
    """
    reader = Reader(zone, jumps=False)
    at = now.astimezone(zone).isoformat(timespec="seconds")
    line = reader.take({"at": at, **msgspec.structs.asdict(count)}, now)
    if not isinstance(line, Snapshot):
        raise Refused("bad_count", why=next(iter(reader.told()), "no_values"))
    files.append(now.astimezone(zone).date(), [line])
    return line
