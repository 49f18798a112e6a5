"""A folder in which another program leaves exports or snapshots: the newest file is read."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from store.errors import FeedFailed
from store.feeds.documents import read_table, read_text
from store.feeds.lines import Reader
from store.feeds.protocol import NOTHING, Batch

LIMIT = 64 << 20
"""Bytes of a file that are read; a larger one is none of a moment."""
SETTLED_S = 1.0
"""A file that was written to within this time may not be whole yet."""
_PATIENCE = 5
_KINDS = (".json", ".jsonl", ".ndjson", ".csv")


class _File(NamedTuple):
    modified_ns: int
    size: int
    path: str


class Folder:
    """Reads the newest file of the folder whenever it is another one, or has changed."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        self._folder = folder
        self._reader = reader
        self._read: _File | None = None

    def ask(self, now: datetime) -> Batch:
        """Return what the newest file tells if it was not read before.

        What names no moment was so when the file was written. `FeedFailed`: `no_folder`,
        `no_file` (none of a kind that can be read), `cannot_read`, `too_much`, `no_json`,
        `no_table`.
        """
        newest = self._settled()
        if newest == self._read:
            return NOTHING
        if newest.size > LIMIT:
            raise FeedFailed("too_much", path=newest.path, limit=LIMIT)
        try:
            data = Path(newest.path).read_bytes()
        except OSError as error:
            raise _refused(newest.path, error) from error
        at = min(datetime.fromtimestamp(newest.modified_ns / 1e9, UTC), now)
        at = at.astimezone(self._reader.zone)
        read = read_table if newest.path.lower().endswith(".csv") else read_text
        batch = read(data, self._reader, now, at)
        self._read = newest
        return batch

    def _settled(self) -> _File:
        """Return the newest file once nobody has written to it for a moment."""
        newest = self._newest()
        for _ in range(_PATIENCE):
            age = time.time() - newest.modified_ns / 1e9
            if newest == self._read or not 0 <= age < SETTLED_S:
                break
            time.sleep(SETTLED_S - age)
            newest = self._newest()
        return newest

    def _newest(self) -> _File:
        try:
            with os.scandir(self._folder) as entries:
                files = [
                    _File(status.st_mtime_ns, status.st_size, entry.path)
                    for entry in entries
                    if entry.name.lower().endswith(_KINDS) and not entry.name.startswith((".", "~"))
                    if entry.is_file() and (status := entry.stat())
                ]
        except FileNotFoundError as error:
            raise FeedFailed("no_folder", path=str(self._folder)) from error
        except OSError as error:
            raise _refused(str(self._folder), error) from error
        if not files:
            raise FeedFailed("no_file", path=str(self._folder))
        return max(files)


def _refused(path: str, error: OSError) -> FeedFailed:
    return FeedFailed("cannot_read", path=path, why=error.strerror or str(error))
