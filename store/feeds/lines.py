"""Objects from outside -> events and snapshots, each value checked; what can't be so is counted.

The objects are those of the contract's JSON Lines, or a tool's own that `store.feeds.fields`
knows. Every text is cleaned here or in `read_line`, before anything else sees it.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any, get_args

import msgspec

from store.cleaning import clean_text
from store.feeds.fields import in_our_words
from store.feeds.jumps import Jumps
from store.feeds.protocol import Counts
from store.records.queue import Event, EventKind, Heads, Line, Snapshot
from store.records.queue_lines import read_line

LONGEST_LINE = 1 << 16
"""Bytes; a longer line is no line of ours."""
FUTURE = timedelta(seconds=60)
"""How far another machine's clock may be ahead."""
_OLDEST = 2000
_ID_LIMIT = 80
_MOST = 1_000_000
_WHOLE = 10**18
_LONGEST_S = 30 * 86_400.0
_EPOCH_MS = 1e11
_EVENTS = frozenset(get_args(EventKind))
_DECODER = msgspec.json.Decoder()


class Impossible(Exception):  # noqa: N818 - it reads as what it is
    """A line that can't be so; its text is the code."""


class Reader:
    """Reads what one source says, and counts what it can't take."""

    def __init__(self, zone: tzinfo, queue: str = "", *, jumps: bool = True) -> None:
        """`jumps` False: a leap of a count was doubted when it was recorded."""
        self.counts = Counts()
        """What was wrong since the last `told`."""
        self.zone = zone
        self._queue = clean_text(queue, _ID_LIMIT)
        """The queue of lines that name none; empty: they are left out."""
        self._jumps = Jumps() if jumps else None

    def told(self) -> Counts:
        """Return what was wrong since it was last asked, and begin anew."""
        told, self.counts = self.counts, Counts()
        return told

    def lines(self, raw: Iterable[bytes], now: datetime) -> Iterator[Line]:
        """Give the lines that can be taken; blank ones are passed by."""
        for line in raw:
            if len(line) > LONGEST_LINE:
                self.counts["too_long"] += 1
            elif line and not line.isspace():
                taken = self._line(line, now)
                if taken is not None:
                    yield taken

    def _line(self, line: bytes, now: datetime) -> Line | None:
        """Return a line of ours read at once; another, or a bad one, is looked at closer."""
        ours = read_line(line, self.zone)
        if not isinstance(ours, str):
            return self._checked(ours, now)
        try:
            return self.take(_DECODER.decode(line), now)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self.counts["cut_short"] += 1
            return None

    def take(self, told: Any, now: datetime, at: datetime | None = None) -> Line | None:
        """Return one object as a line; None where it can't be so, which is counted.

        `at` is the moment of a snapshot that names none.
        """
        try:
            if not isinstance(told, Mapping):
                raise Impossible("not_an_object")
            ours = in_our_words(told)
            line = self._event(ours) if "event" in ours else self._snapshot(ours, at)
        except Impossible as why:
            self.counts[str(why)] += 1
            return None
        return self._checked(line, now)

    def _checked(self, line: Line, now: datetime) -> Line | None:
        """Return a line whose values are in themselves right, if it can be so now."""
        code = ""
        if line.at > now + FUTURE:
            code = "future"
        elif line.at.year < _OLDEST:
            code = "too_old"
        elif isinstance(line, Snapshot):
            if _too_large(line):
                code = "too_large"
            elif self._jumps is not None and not self._jumps.credible(line):
                code = "jump"
        if not code:
            return line
        self.counts[code] += 1
        return None

    def _event(self, told: Mapping[str, Any]) -> Event:
        kind = told["event"]
        if not isinstance(kind, str) or kind not in _EVENTS:
            raise Impossible("bad_event")
        contact = _text(told.get("contact"))
        if not contact:
            raise Impossible("no_contact")
        agent = _text(told.get("agent")) or None
        return Event(self._moment(told, None), self._queue_of(told), contact, kind, agent)  # type: ignore[arg-type]

    def _snapshot(self, told: Mapping[str, Any], at: datetime | None) -> Snapshot:
        heads = _heads(told.get("agents"))
        waiting, open_contacts = _count(told.get("waiting")), _count(told.get("open_contacts"))
        longest = _number(told.get("longest_wait_s"))
        if waiting is None and longest is None and open_contacts is None and heads is None:
            raise Impossible("no_values")
        queue = self._queue_of(told)
        return Snapshot(self._moment(told, at), queue, waiting, longest, open_contacts, heads)

    def _queue_of(self, told: Mapping[str, Any]) -> str:
        queue = _text(told.get("queue")) or self._queue
        if not queue:
            raise Impossible("no_queue")
        return queue

    def _moment(self, told: Mapping[str, Any], at: datetime | None) -> datetime:
        value = told.get("at")
        if value is None and at is not None:
            return at
        found = moment(value, self.zone)
        if found is None:
            raise Impossible("no_time")
        return found


def moment(value: Any, zone: tzinfo) -> datetime | None:
    """Return a moment with an offset; None where it is none.

    ISO 8601 (without an offset: in `zone`), or seconds or milliseconds since 1970.
    """
    try:
        if isinstance(value, str):
            found = datetime.fromisoformat(value.strip())
        elif isinstance(value, int | float) and not isinstance(value, bool):
            seconds = value / 1000 if abs(value) > _EPOCH_MS else value
            found = datetime.fromtimestamp(seconds, zone)
        else:
            return None
        found = found if found.tzinfo else found.replace(tzinfo=zone)
        found.timestamp()
    except (ValueError, OverflowError, OSError):
        return None
    return found


def _text(value: Any) -> str:
    if isinstance(value, str):
        return clean_text(value, _ID_LIMIT)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**20 else ""
    return ""


def _number(value: Any) -> float | None:
    """Return a number from zero up; None for what is not told."""
    if isinstance(value, str):
        value = value.strip()
        if value in ("", "-", "--"):
            return None
        try:
            value = float(value)
        except ValueError:
            raise Impossible("not_a_number") from None
    if value is None:
        return None
    if isinstance(value, int) and abs(value) > _WHOLE:  # more digits than a float can hold
        raise Impossible("too_large")
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        raise Impossible("not_a_number")
    if value < 0:
        raise Impossible("negative")
    return value


def _count(value: Any) -> int | None:
    number = _number(value)
    if number is None:
        return None
    if number == math.inf:
        raise Impossible("too_large")
    if number != int(number):
        raise Impossible("not_a_number")
    return int(number)


def _heads(told: Any) -> Heads | None:
    if told is None:
        return None
    if not isinstance(told, Mapping):
        raise Impossible("not_a_number")
    heads = Heads(*(_count(told.get(name)) for name in ("online", "available", "busy", "away")))
    return None if heads == _NOBODY_TOLD else heads


_NOBODY_TOLD = Heads()


def _too_large(told: Snapshot) -> bool:
    heads = told.heads or _NOBODY_TOLD
    counts = (told.waiting, told.open_contacts, heads.online, heads.available, heads.busy)
    longest = told.longest_wait_s or 0
    return longest > _LONGEST_S or any(n is not None and n > _MOST for n in (*counts, heads.away))
