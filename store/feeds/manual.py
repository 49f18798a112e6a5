"""A queue counted by eye and typed in: ten seconds, and the floor has a number."""

from datetime import datetime, tzinfo

from store.errors import Refused
from store.feeds.day_file import DayFiles
from store.feeds.lines import Reader
from store.records.queue import Snapshot


def enter(
    files: DayFiles,
    zone: tzinfo,
    now: datetime,
    queue: str,
    *,
    waiting: int | None = None,
    longest_wait_s: float | None = None,
    open_contacts: int | None = None,
    agents: dict[str, int | None] | None = None,
) -> Snapshot:
    """Write a snapshot of now to the day's file and return it.

    `agents`: heads by state. `Refused` (`bad_count` with the reason as `why`); `StorageFailed`.
    """
    reader = Reader(zone, jumps=False)
    told = {
        "at": now.astimezone(zone).isoformat(timespec="seconds"),
        "queue": queue,
        "waiting": waiting,
        "longest_wait_s": longest_wait_s,
        "open_contacts": open_contacts,
        "agents": agents,
    }
    line = reader.take(told, now)
    if not isinstance(line, Snapshot):
        raise Refused("bad_count", why=next(iter(reader.told()), "no_values"))
    files.append(now.astimezone(zone).date(), [line])
    return line
