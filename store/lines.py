"""Lines and files that can tell whether they are whole: JSON with its own CRC-32 at the end.

A sealed object ends with `,"crc":"xxxxxxxx"}`; the sum is over the object without that member.
"""

from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

_SEAL = len(b',"crc":"00000000"}')


def seal(body: bytes) -> bytes:
    """Return a JSON object with its sum as the last member, and a line end."""
    return b'%b,"crc":"%08x"}\n' % (body[:-1], crc32(body))


def sealed(line: bytes) -> bool:
    """Whether a sealed object, without its line end, is as it was written."""
    cut = len(line) - _SEAL
    if cut < 1 or line[cut : cut + 8] != b',"crc":"':
        return False
    return b'%08x"}' % crc32(b"}", crc32(memoryview(line)[:cut])) == line[cut + 8 :]


class RawLine(NamedTuple):
    """A line of a segment as it stands on the disk."""

    segment: str
    """Name of its file in the journal folder."""
    offset: int
    """Where it begins, in bytes."""
    data: bytes
    """Without the line end."""
    ended: bool
    """False: the line end is missing, so that it was never acknowledged."""

    @property
    def end(self) -> int:
        """Where the next line begins."""
        return self.offset + len(self.data) + self.ended

    @property
    def blank(self) -> bool:
        """Whether it is empty, as a damaged line is after it was set aside."""
        return not self.data.strip()

    @property
    def good(self) -> bool:
        """Whether it is whole and as it was written."""
        return self.ended and sealed(self.data)

    @property
    def torn(self) -> bool:
        """Whether it looks like a write that was cut short: no line end, or bytes never filled."""
        return not self.ended or b"\0" in self.data


def split(segment: str, data: bytes, offset: int = 0) -> Iterator[RawLine]:
    """Give the lines of a segment's bytes, which begin at `offset`."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        if end < 0:
            yield RawLine(segment, offset + start, data[start:], ended=False)
            return
        yield RawLine(segment, offset + start, data[start:end], ended=True)
        start = end + 1
