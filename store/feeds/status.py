"""How each feed is doing, told to every process: since when it lives or fails, and why."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec

from store.disk import Disk
from store.errors import type_of_value
from store.locations import TeamPlace

State = Literal["starting", "live", "failing", "elsewhere", "done", "stopped"]
_FILE = "feeds.json"


class FeedStatus(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one feed is doing."""

    id: str
    state: State
    """starting; live; failing (it is tried again); elsewhere (another process runs it); done
    (a replay at its end); stopped."""
    since: datetime
    """When it came to that."""
    code: str = ""
    """Why it fails, or did when it was stopped."""
    values: dict[str, type_of_value] = {}
    """What the sentence of the code names."""
    tried_at: datetime | None = None
    """When it is tried again."""
    data_at: datetime | None = None
    """Moment of the newest line that came."""
    lines: int = 0
    """Lines kept since it was started."""
    problems: dict[str, int] = {}
    """Code -> lines since it was started that were left out, or kept with a doubt."""


_STATUSES = msgspec.json.Decoder(dict[str, FeedStatus])


def read_statuses(place: TeamPlace, disk: Disk | None = None) -> dict[str, FeedStatus]:
    """Return what the processes that run feeds have said last, by feed.

    Empty where none has, and where it can't be read: it is only told beside the queue.
    """
    try:
        return _STATUSES.decode((disk or Disk()).read(place.queue / _FILE))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return {}


def write_statuses(place: TeamPlace, disk: Disk, statuses: Iterable[FeedStatus]) -> None:
    """Say how feeds are doing; what others have said of theirs stays. `OSError`."""
    told = read_statuses(place, disk) | {status.id: status for status in statuses}
    disk.make_folder(place.queue)
    disk.write_whole(place.queue / _FILE, msgspec.json.encode(told))


def drop_status(place: TeamPlace, disk: Disk, feed: str) -> None:
    """Forget what was said of a feed that is no more."""
    told = read_statuses(place, disk)
    if told.pop(feed, None) is not None:
        disk.write_whole(place.queue / _FILE, msgspec.json.encode(told))
