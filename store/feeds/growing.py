"""A file of lines that another program writes on: what is new in it, each line once and whole.

Rotation (another file under the name), truncation (copied away and begun anew) and a last line
that is still being written are told from each other by the file's number, its size, and the bytes
before the place that was reached.
"""

import os
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

CHUNK = 1 << 20
"""Bytes read at a time."""
_MARK = 64
_HOLDS = os.name != "nt"
"""Windows lets nobody rename a file that is held open, so there it is opened anew each time."""


class News(NamedTuple):
    """What is new in a file."""

    lines: list[bytes]
    """Whole lines without their ends."""
    torn: int = 0
    """Last lines that will never be whole, since another file has their file's name."""
    too_long: int = 0
    """Lines longer than a chunk, passed by."""
    more: bool = False
    """More is there already."""


class Growing:
    """Reads on in a file by its name; `OSError` where it can't."""

    def __init__(self, path: Path, *, from_end: bool = False) -> None:
        self.path = path
        self.offset = 0
        """Bytes read of the file that is there."""
        self._from_end = from_end
        self._file: IO[bytes] | None = None
        self._number: tuple[int, int] | None = None
        self._mark = b""
        self._skipping = False

    def read(self, limit: int = CHUNK) -> News:
        """Return the next lines, of at most `limit` bytes.

        A last line that is not whole waits for its end; the rest of a file that was renamed
        comes before the one that has its name now. `FileNotFoundError` where there is none.
        """
        file = self._open()
        news = self._read(file, limit)
        try:
            if news.lines or news.more or news.too_long:
                return news
            status = self.path.stat()
            if self._number != (status.st_dev, status.st_ino):
                rest = file.read(limit)
                self._begin()
                return News([], torn=bool(rest), more=True)
        finally:
            self._let_go()
        return news

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> IO[bytes]:
        if self._file is None:
            file = self.path.open("rb")
            status = os.fstat(file.fileno())
            number = (status.st_dev, status.st_ino)
            if self._number is not None and number != self._number:
                self._begin()
            self._file, self._number = file, number
            if self._from_end:
                self._jump_to_end(file, status.st_size)
        if self._rewritten(self._file):
            self._restart()
        return self._file

    def _read(self, file: IO[bytes], limit: int) -> News:
        file.seek(self.offset)
        data = file.read(limit)
        more = len(data) == limit
        end = data.rfind(b"\n") + 1
        if not end and more:
            too_long = 0 if self._skipping else 1
            self._advance(data)
            self._skipping = True
            return News([], too_long=too_long, more=True)
        lines = data[: end - 1].split(b"\n") if end else []
        if not more and whole_json(data[end:]):
            lines.append(data[end:])
            end = len(data)
        if lines and self._skipping:
            del lines[0]
            self._skipping = False
        self._advance(data[:end])
        file.seek(self.offset)
        return News(lines, more=more)

    def _advance(self, data: bytes) -> None:
        self.offset += len(data)
        self._mark = (self._mark + data[-_MARK:])[-_MARK:]

    def _rewritten(self, file: IO[bytes]) -> bool:
        """Whether what was read is no longer before the place that was reached."""
        if not self.offset:
            return False
        file.seek(self.offset - len(self._mark))
        return file.read(len(self._mark)) != self._mark

    def _jump_to_end(self, file: IO[bytes], size: int) -> None:
        """Begin behind the last whole line that is there at the first look."""
        self._from_end = False
        start = max(0, size - CHUNK)
        file.seek(start)
        data = file.read(size - start)
        self.offset = start
        self._advance(data[: data.rfind(b"\n") + 1])

    def _begin(self) -> None:
        self.close()
        self._number = None
        self._restart()

    def _restart(self) -> None:
        self.offset, self._mark, self._skipping = 0, b"", False

    def _let_go(self) -> None:
        if not _HOLDS:
            self.close()


def whole_json(data: bytes) -> bool:
    """Whether a last line without its end is whole: no beginning of an object is an object."""
    if not data.rstrip().endswith(b"}"):
        return False
    try:
        msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True
