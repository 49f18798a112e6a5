"""A line of a day's file -> what it says, or why it says nothing."""

from datetime import datetime, tzinfo
from typing import get_args

import msgspec

from store.cleaning import clean_text
from store.records.queue import Event, EventKind, Heads, Line, Snapshot

CUT_SHORT = "cut_short"
NOT_A_LINE = "not_a_line"
NEGATIVE = "negative"
_KINDS = frozenset(get_args(EventKind))
_NAME = 80


class _Raw(msgspec.Struct):
    """Both kinds of line, as written; other fields are passed over."""

    at: datetime
    queue: str
    contact: str | int | None = None
    event: str | None = None
    agent: str | int | None = None
    waiting: int | None = None
    longest_wait_s: float | None = None
    open_contacts: int | None = None
    agents: Heads | None = None


_LINE = msgspec.json.Decoder(_Raw)


def read_line(data: bytes | str, zone: tzinfo) -> Line | str:
    """Return the event or snapshot of a line, else a reason code.

    `cut_short`: no whole JSON; `not_a_line`: it names no time, no queue or no event that we know;
    `negative`: a count below zero. A time without an offset is meant in `zone`, the team's.
    Names are cleaned.
    """
    try:
        raw = _LINE.decode(data)
    except msgspec.ValidationError:
        return NOT_A_LINE
    except (msgspec.DecodeError, UnicodeDecodeError):
        return CUT_SHORT
    queue = clean_text(raw.queue, _NAME)
    if not queue:
        return NOT_A_LINE
    at = raw.at if raw.at.tzinfo is not None else raw.at.replace(tzinfo=zone)
    if raw.event is None:
        return _snapshot(raw, at, queue)
    contact = clean_text(str(raw.contact), _NAME) if raw.contact is not None else ""
    if raw.event not in _KINDS or not contact:
        return NOT_A_LINE
    agent = clean_text(str(raw.agent)) if raw.agent is not None else ""
    return Event(at, queue, contact, raw.event, agent or None)  # type: ignore[arg-type]


def _snapshot(raw: _Raw, at: datetime, queue: str) -> Snapshot | str:
    heads = raw.agents
    told = [raw.waiting, raw.longest_wait_s, raw.open_contacts]
    if heads is not None:
        told += [heads.online, heads.available, heads.busy, heads.away]
    if all(value is None for value in told):
        return NOT_A_LINE
    if any(value is not None and value < 0 for value in told):
        return NEGATIVE
    return Snapshot(at, queue, raw.waiting, raw.longest_wait_s, raw.open_contacts, heads)


def write_line(line: Line) -> bytes:
    """Return a line of the day's file, with its end."""
    return msgspec.json.encode(line) + b"\n"
