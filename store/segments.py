"""The files of the journal: their names, their order, and places in them."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.errors import StorageFailed
from store.lines import RawLine, seal, sealed

SUFFIX = ".jsonl"
_ANCHOR = 11
_CUT = b'{"cut":'


class Position(msgspec.Struct, frozen=True, array_like=True):
    """A place between two lines of the journal."""

    segment: str = ""
    """Name of the segment; empty before the first line."""
    offset: int = 0
    """Bytes before the place in that segment."""
    anchor: str = ""
    """The last bytes before the place (a line's sum): they tell whether it is still the same."""


START = Position()


class Head(NamedTuple):
    """What `journal/head` says."""

    epoch: str
    """Changes when lines already read were rewritten."""
    segment: str
    """The newest segment; it may not have a line yet."""


class _Cut(msgspec.Struct, frozen=True):
    segment: str
    length: int


class _CutLine(msgspec.Struct, frozen=True):
    cut: _Cut


def order(segment: str) -> tuple[str, int]:
    """Return what segments are sorted by: the month, then the number within it."""
    month, _, number = segment.removesuffix(SUFFIX).partition(".")
    return month, int(number) if number else 1


def is_segment(name: str) -> bool:
    """Whether a file name in the journal folder is a segment's."""
    if not name.endswith(SUFFIX) or not name.isascii():
        return False
    month, dot, number = name.removesuffix(SUFFIX).partition(".")
    plain = len(month) == 7 and month[:4].isdigit() and month[4] == "-" and month[5:].isdigit()
    return plain and (number.isdigit() if dot else not number)


def next_in_month(segment: str) -> str:
    """Return the name of the segment with which the same month goes on."""
    month, number = order(segment)
    return f"{month}.{number + 1}{SUFFIX}"


def cut_line(segment: str, length: int) -> bytes:
    """Return the first line of a segment: of the one before, only `length` bytes count."""
    return seal(msgspec.json.encode(_CutLine(_Cut(segment, length))))


def is_cut(line: bytes) -> bool:
    """Whether a line is not a change but says how much of the segment before counts."""
    return line.startswith(_CUT)


def cut_length(line: bytes, segment: str) -> int | None:
    """Return how many bytes of a segment count, by the first line of the next; None for all."""
    if not is_cut(line) or not sealed(line):
        return None
    cut = msgspec.json.decode(line, type=_CutLine).cut
    return cut.length if cut.segment == segment else None


def after(line: RawLine) -> Position:
    """Return the place after a line."""
    end = (line.data[-_ANCHOR:] + b"\n")[-_ANCHOR:]
    return Position(line.segment, line.end, end.decode("latin-1"))


def token(size: int = 4) -> str:
    """Return `size` random bytes as hex digits."""
    return os.urandom(size).hex()


def failed(error: OSError, path: Path) -> StorageFailed:
    """Return a disk's refusal as an error for the lead; `errno` is the system's word for it."""
    code = "disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "disk_failed"
    word = errno.errorcode.get(error.errno or 0, "")
    return StorageFailed(code, path=str(path), errno=word)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the disk refuses in here into an error for the lead."""
    try:
        yield
    except OSError as error:
        raise failed(error, path) from error
