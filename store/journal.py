"""The journal: every change, one line each, in segments of a month; append-only and kept.

`journal/2026-11.jsonl` holds the lines of a month. Where a failed append could not be cut back,
the month goes on in `2026-11.2.jsonl`, whose first line says how much of the one before counts.
`journal/head` names the newest segment and the epoch, a token that changes when lines already
read were rewritten: whoever sees another epoch reads everything anew.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.changes import Change
from store.disk import Disk
from store.errors import StorageFailed
from store.lines import RawLine, seal, split
from store.segments import (
    START,
    SUFFIX,
    Head,
    Position,
    after,
    cut_length,
    cut_line,
    failed,
    is_cut,
    is_segment,
    next_in_month,
    order,
    token,
)

_BLOCK = 1 << 18
_CHANGE = msgspec.json.Decoder(Change)


class Moved(Exception):  # noqa: N818
    """The journal no longer holds what was read before: everything has to be read anew."""


class Loose(NamedTuple):
    """Bytes at the end of the journal that were never acknowledged."""

    segment: str
    offset: int


class Tail(NamedTuple):
    """What was read after a position."""

    changes: list[Change]
    damaged: list[RawLine]
    """Lines that are not as they were written, and unlike a write that was cut short."""
    position: Position
    """After the last line read."""
    head: Head
    loose: Loose | None
    """Where a write that was cut short begins."""
    size: int
    """Bytes between the two positions."""


def encode(change: Change) -> bytes:
    """Return the journal line of a change, with its line end."""
    return seal(msgspec.json.encode(change))


def decode(line: RawLine) -> Change:
    """Return the change of a good line; `StorageFailed` where another version wrote it."""
    try:
        return _CHANGE.decode(line.data)
    except msgspec.DecodeError as error:
        raise StorageFailed("unknown_line", segment=line.segment, offset=line.offset) from error


class Journal:
    """The journal of one team. Whoever appends or rewrites holds the team's lock."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self.disk = disk
        self._unsaid: tuple[Loose, bytes] | None = None
        """A failed append that could not be cut back, with its bytes."""

    # -- reading

    def head(self) -> Head:
        """Return what the head says; empty strings where there is none."""
        try:
            words = self.disk.read(self.folder / "head").decode("utf-8", "replace").split("\n")
        except FileNotFoundError:
            return Head("", "")
        return Head(*words[:2]) if len(words) == 3 and is_segment(words[1]) else Head("", "")

    def segments(self) -> list[str]:
        """Return the names of the segments, oldest first."""
        return sorted(filter(is_segment, self.disk.listdir(self.folder)), key=order)

    def read(self, since: Position = START, *, known: Head | None = None) -> Tail:
        """Read what follows a position; `Moved` where the journal is not the one it was taken in.

        `known` is the head read last: with the same head only one file is looked at.
        """
        head = self.head()
        if known is not None and known.epoch != head.epoch:
            raise Moved
        names = self._following(since, head, known)
        changes: list[Change] = []
        damaged: list[RawLine] = []
        position, loose, size = since, None, 0
        for index, name in enumerate(names):
            following = names[index + 1] if index + 1 < len(names) else None
            lines = self._lines_after(since, name, self._limit(name, following))
            for line in lines:
                if line.good:
                    if not is_cut(line.data):
                        changes.append(decode(line))
                elif line.torn and following is None and line is lines[-1]:
                    loose = Loose(name, line.offset)
                    break
                elif not line.blank:
                    damaged.append(line)
                position = after(line)
                size += line.end - line.offset
        if self._unsaid is not None:
            loose = self._unsaid[0]
        return Tail(changes, damaged, position, head, loose, size)

    def raw_lines(self, segment: str) -> Iterator[RawLine]:
        """Give every line of a segment that counts, as it stands on the disk, good or not."""
        names = self.segments()
        later = names[names.index(segment) + 1 :] if segment in names else []
        limit = self._limit(segment, later[0] if later else None)
        yield from split(segment, self._bytes(segment, 0)[:limit])

    def backwards(self) -> Iterator[RawLine]:
        """Give the good lines of changes, newest first, reading no more than is asked for."""
        following = None
        for name in reversed(self.segments()):
            for line in self._lines_backwards(name, self._limit(name, following)):
                if line.good and not is_cut(line.data):
                    yield line
            following = name

    # -- writing

    def append(self, change: Change, tail: Tail) -> Tail:
        """Write a change and return when it is on the disk: only then it is acknowledged.

        `tail` is what reading under the same lock gave. `StorageFailed` where the disk refuses;
        the journal then is as before.
        """
        position, head = tail.position, tail.head
        try:
            if tail.loose is not None:
                position, head = self._clear(tail.loose, tail)
            month = f"{change.at.year:04}-{change.at.month:02}{SUFFIX}"
            newest = max(filter(None, (head.segment, position.segment, month)), key=order)
            if newest != head.segment:
                head = self._start(newest, head)
        except OSError as error:
            raise failed(error, self.folder) from error
        offset = position.offset if newest == position.segment else 0
        data = encode(change)
        try:
            self.disk.append(self.folder / newest, data, new=offset == 0)
        except OSError as error:
            self._take_back(Loose(newest, offset), data)
            raise failed(error, self.folder / newest) from error
        line = RawLine(newest, offset, data[:-1], ended=True)
        return Tail([change], [], after(line), head, None, len(data))

    def rewrite(self, segment: str, lines: Iterable[bytes]) -> None:
        """Put other lines (sealed, with line ends) in place of a segment's; then `new_epoch`."""
        self.disk.write_whole(self.folder / segment, b"".join(lines))

    def new_epoch(self) -> None:
        """Make every process, this one too, read everything anew."""
        names = [*self.segments(), *filter(None, [self.head().segment])]
        if names:
            self._start(max(names, key=order), Head(token(), ""))

    def set_aside(self, lines: list[RawLine], stamp: str) -> list[str]:
        """Move damaged lines out to `<segment>.damaged-<stamp>`, leaving blanks of their length.

        Return the names of the files made. Offsets stay as they are.
        """
        kept = []
        for segment in sorted({line.segment for line in lines}):
            mine = [line for line in lines if line.segment == segment]
            data = bytearray(self.disk.read(self.folder / segment))
            aside = f"{segment}.damaged-{stamp}"
            out = b"".join(line.data + b"\n" for line in mine)
            self.disk.append(self.folder / aside, out, new=True)
            for line in mine:
                data[line.offset : line.end] = b" " * (line.end - line.offset - 1) + b"\n"
            self.disk.write_whole(self.folder / segment, bytes(data))
            kept.append(aside)
        return kept

    # -- how

    def _following(self, since: Position, head: Head, known: Head | None) -> list[str]:
        if known == head and since.segment == head.segment != "":
            return [since.segment]
        names = {*self.segments(), *filter(None, (head.segment, since.segment))}
        first = order(since.segment) if since.segment else ("", 0)
        found = sorted((name for name in names if order(name) >= first), key=order)
        while len(found) > 1 and not self.disk.size(self.folder / found[-1]):
            found.pop()  # begun, but nothing is in it: the one before is still the last
        return found

    def _lines_after(self, since: Position, name: str, limit: int | None) -> list[RawLine]:
        offset, anchor = 0, b""
        if name == since.segment:
            offset, anchor = since.offset, since.anchor.encode("latin-1")
        data = self._bytes(name, offset - len(anchor))
        if not data.startswith(anchor) or (limit is not None and limit < offset):
            raise Moved
        stop = None if limit is None else limit - offset + len(anchor)
        return list(split(name, data[len(anchor) : stop], offset))

    def _limit(self, name: str, following: str | None) -> int | None:
        """Return how many bytes of a segment count; None for all."""
        unsaid = self._unsaid if self._unsaid and self._unsaid[0].segment == name else None
        if following is not None:
            if unsaid:  # another process has settled it
                self._unsaid = None
            if order(following)[0] != order(name)[0]:
                return None
            first, ended, _ = self._span(following, 0, 300).partition(b"\n")
            return cut_length(first, name) if ended else None
        if unsaid:
            if unsaid[1].startswith(self._bytes(name, unsaid[0].offset)):
                return unsaid[0].offset
            self._unsaid = None
        return None

    def _lines_backwards(self, name: str, limit: int | None) -> Iterator[RawLine]:
        end = limit if limit is not None else self.disk.size(self.folder / name) or 0
        rest = b""
        while end > 0:
            start = max(0, end - _BLOCK)
            data = self._span(name, start, end - start) + rest
            first = data.find(b"\n") + 1 if start else 0
            end = start
            if start and first in (0, len(data)):
                rest = data
                continue
            yield from reversed(list(split(name, data[first:], start + first)))
            rest = data[:first]

    def _bytes(self, name: str, start: int) -> bytes:
        try:
            return self.disk.read(self.folder / name, start)
        except FileNotFoundError:
            return b""

    def _span(self, name: str, start: int, size: int) -> bytes:
        try:
            return self.disk.read_span(self.folder / name, start, size)
        except FileNotFoundError:
            return b""

    def _start(self, segment: str, head: Head) -> Head:
        """Name a new segment in the head first, so that no process overlooks it."""
        head = Head(head.epoch or token(), segment)
        self.disk.write_whole(self.folder / "head", f"{head.epoch}\n{segment}\n".encode())
        return head

    def _clear(self, loose: Loose, tail: Tail) -> tuple[Position, Head]:
        """Cut what was never acknowledged; where that fails, go on in a new segment."""
        position, head = tail.position, tail.head
        try:
            self.disk.cut(self.folder / loose.segment, loose.offset)
        except OSError:
            segment = next_in_month(loose.segment)
            head = self._start(segment, head)
            line = cut_line(loose.segment, loose.offset)
            self.disk.append(self.folder / segment, line, new=True)
            position = after(RawLine(segment, 0, line[:-1], ended=True))
        self._unsaid = None
        return position, head

    def _take_back(self, loose: Loose, data: bytes) -> None:
        try:
            self.disk.cut(self.folder / loose.segment, loose.offset)
        except OSError:
            self._unsaid = (loose, data)
