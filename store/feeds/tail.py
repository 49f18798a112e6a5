"""A file of JSON Lines that another program writes on."""

from datetime import datetime
from pathlib import Path

from store.errors import FeedFailed
from store.feeds.growing import Growing
from store.feeds.lines import Reader
from store.feeds.protocol import Batch, Counts


class FileTail:
    """Gives each line of a growing file once."""

    recorded = False

    def __init__(self, path: Path, reader: Reader, *, from_end: bool = False) -> None:
        self._reader = reader
        self._file = Growing(path, from_end=from_end)

    def poll(self, now: datetime) -> Batch:
        """Return the lines that have come; `FeedFailed` (`no_file`, `cannot_read`)."""
        try:
            news = self._file.read()
        except FileNotFoundError as error:
            raise FeedFailed("no_file", path=str(self._file.path)) from error
        except OSError as error:
            why = error.strerror or str(error)
            raise FeedFailed("cannot_read", path=str(self._file.path), why=why) from error
        lines = tuple(self._reader.lines(news.lines, now))
        counts = Counts(self._reader.told())
        counts["cut_short"] += news.torn
        counts["too_long"] += news.too_long
        return Batch(lines, +counts, news.more)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
