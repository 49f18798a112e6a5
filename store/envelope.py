"""A JSON file of tables: a checkpoint that says which changes it includes, and whether it is whole.

`{"format": 1, "n": ..., "journal": [segment, offset, anchor], "months": {...}, "tables": {...},
"crc": "..."}`. Records stay undecoded bytes until somebody asks for one.
"""

from datetime import date
from typing import Any

import msgspec

from store.lines import seal, sealed
from store.segments import START, Position

FORMAT = 1
"""Version of the files that this program writes."""

Tables = dict[str, dict[str, Any]]
"""Table -> key -> record: a dict, or `msgspec.Raw` while it is not decoded."""


class Damaged(Exception):  # noqa: N818
    """A file that is not as it was written."""


class Newer(Exception):  # noqa: N818
    """A file of a later version that this one can't make out."""


class MonthInfo(msgspec.Struct, frozen=True):
    """What team.json knows about the file of a month."""

    n: int
    """The last change that the file included when it was written."""
    last: dict[str, date] = {}
    """Table -> the last day with a record; a table without records is not named."""


class Envelope(msgspec.Struct, frozen=True):
    """A decoded file."""

    format: int
    n: int
    """The last change that it includes."""
    journal: Position = START
    """Where the changes after it begin."""
    months: dict[str, MonthInfo] = {}
    """Only in team.json: the months that have a file."""
    tables: dict[str, dict[str, msgspec.Raw]] = {}

    @property
    def newer(self) -> bool:
        """Whether a later version of the program wrote it."""
        return self.format > FORMAT


class _Format(msgspec.Struct, frozen=True):
    format: int


_ENVELOPE = msgspec.json.Decoder(Envelope)
_FORMAT = msgspec.json.Decoder(_Format)


def pack(n: int, journal: Position, tables: Tables, months: dict[str, MonthInfo]) -> bytes:
    """Return the bytes of a file."""
    whole = {"format": FORMAT, "n": n, "journal": journal, "months": months, "tables": tables}
    return seal(msgspec.json.encode(whole))


def unpack(data: bytes) -> Envelope:
    """Return what a file holds; `Damaged` where it is not as it was written.

    A newer format is read as far as it is understood, whatever its sum; `Newer` where it is not.
    """
    line = data.rstrip(b"\n")
    try:
        newer = _FORMAT.decode(line).format > FORMAT
    except msgspec.DecodeError as error:
        raise Damaged from error
    if not newer and not sealed(line):
        raise Damaged
    try:
        return _ENVELOPE.decode(line)
    except msgspec.DecodeError as error:
        raise (Newer if newer else Damaged) from error
