"""A feed's record -> its open source, and what of a record can be told to be wrong before."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from pathlib import Path

from store.clock import work_day
from store.errors import FeedFailed, Refused
from store.feeds.fields import FIELDS
from store.feeds.lines import Reader
from store.feeds.protocol import Source
from store.records.queue import Feed, FeedKind

TIMEOUT_S = 10.0
EVERY_S: dict[FeedKind, float] = {"file": 1, "demo": 0.5, "folder": 10, "command": 30, "http": 30}
"""How often each kind that can be kept is asked."""
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_SHORTEST_S, _LONGEST_S = 0.5, 3600.0
_TAKES = {
    "file": {"queue", "from"},
    "folder": {"queue"},
    "command": {"queue", "timeout", "shell"},
    "demo": {"seed"},
    "http": {
        "queue", "timeout", "preset", "items", "group", "department",
        "token_env", "token_keyring", "token_header",
    },
}  # fmt: skip
_NUMBERS = {
    "timeout": re.compile(r"(?=.*[1-9])[0-9]{1,4}(\.[0-9]{1,3})?"),
    "seed": re.compile(r"[0-9]{1,18}"),
}
"""Options that are numbers, as they are written; a timeout in seconds, above zero."""
_MAP = "map."
People = tuple[tuple[str, ...], tuple[str, ...]]
"""Names of who answers before a sale, and after it."""


def open_source(
    feed: Feed, zone: tzinfo, now: datetime, *, people: People = ((), ()), env: Mapping[str, str]
) -> Source:
    """Open a feed; `people` are those on a demo floor. `FeedFailed` where it can't be."""
    options = feed.options
    reader = Reader(zone, options.get("queue", ""))
    timeout_s = float(options.get("timeout") or TIMEOUT_S)
    match feed.kind:
        case "file":
            from store.feeds.tail import FileTail

            path = Path(feed.where).expanduser()
            return FileTail(path, reader, from_end=options.get("from") == "end")
        case "folder":
            from store.feeds.aside import Aside
            from store.feeds.folder import Folder

            return Aside(Folder(Path(feed.where).expanduser(), reader).ask)
        case "command":
            from store.feeds.aside import Aside
            from store.feeds.command import Command

            shell = options.get("shell") == "yes"
            command = Command(feed.where, reader, timeout_s, shell=shell)
            return Aside(command.ask, command.stop)
        case "http":
            from store.feeds.address import Address
            from store.feeds.aside import Aside

            return Aside(Address(feed.where, options, reader, timeout_s, env).ask)
        case "demo":
            from store.feeds.demo import Demo
            from store.feeds.demo_floor import DemoFloor
            from store.feeds.demo_plan import usual_floor

            seed = int(options.get("seed") or 1)
            return Demo(DemoFloor(usual_floor(*people), zone, work_day(now, zone), seed))
        case _:
            raise FeedFailed("not_a_feed", kind=feed.kind)


def check_feed(feed: Feed) -> Feed:
    """Return a record that may be kept.

    `Refused`: `bad_feed_id`, `bad_feed_kind`, `bad_interval`, `bad_feed_option` (option, known),
    `bad_address`, `secret_in_address`, `no_such_preset`, `where_needed`.
    """
    if not _ID.fullmatch(feed.id):
        raise Refused("bad_feed_id", id=feed.id)
    if feed.kind not in EVERY_S:
        raise Refused("bad_feed_kind", kind=feed.kind, known=list(EVERY_S))
    if not _SHORTEST_S <= feed.every_s <= _LONGEST_S:
        raise Refused("bad_interval", low=_SHORTEST_S, high=_LONGEST_S)
    if not feed.where and feed.kind != "demo":
        raise Refused("where_needed", kind=feed.kind)
    _check_options(feed)
    if feed.kind == "http":
        from store.feeds.http import check_address

        check_address(feed.where)
    return feed


def _check_options(feed: Feed) -> None:
    for name, value in feed.options.items():
        mapped = feed.kind == "http" and name.startswith(_MAP) and name[len(_MAP) :] in FIELDS
        if not mapped and name not in _TAKES[feed.kind]:
            fields = [_MAP + field for field in FIELDS] if feed.kind == "http" else []
            known = sorted(_TAKES[feed.kind]) + fields
            raise Refused("bad_feed_option", option=name, kind=feed.kind, known=known)
        if name in _NUMBERS and not _NUMBERS[name].fullmatch(value):
            raise Refused("bad_feed_value", option=name, value=value)
    preset = feed.options.get("preset")
    if preset:
        from store.feeds.presets import PRESETS

        if preset not in PRESETS:
            raise Refused("no_such_preset", name=preset, known=list(PRESETS))
