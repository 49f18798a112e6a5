"""What is left of the queue's records once a person is taken out of them.

The contacts stay, since they are the team's: an id that no agent has any more stands where the
name stood, and the person's own hours go.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from store.changes import Document

Theirs = Callable[[str], bool]
_LINE = msgspec.json.Decoder(dict[str, Any])


def without_in_lines(
    data: bytes, agent: str, theirs: Theirs, mentions: Callable[[bytes], bool]
) -> bytes:
    """Return a day's file with the id `agent` for the person; unreadable lines of theirs go."""
    if not mentions(data):
        return data
    return b"".join(_lines(data, agent, theirs, mentions))


def without_in_day(record: Document, theirs: Theirs) -> Document:
    """Return what agents did on a day, or fields of that, without the person."""
    if not isinstance(record.get("agents"), dict):
        return record
    agents = {name: hours for name, hours in record["agents"].items() if not theirs(name)}
    return record if len(agents) == len(record["agents"]) else {**record, "agents": agents}


def _lines(
    data: bytes, agent: str, theirs: Theirs, mentions: Callable[[bytes], bool]
) -> Iterator[bytes]:
    for raw in data.splitlines(keepends=True):
        if not mentions(raw):
            yield raw
            continue
        try:
            line = _LINE.decode(raw)
        except msgspec.DecodeError:
            continue
        name = line.get("agent")
        if isinstance(name, str) and theirs(name):
            yield msgspec.json.encode({**line, "agent": agent}) + b"\n"
        else:
            yield raw
