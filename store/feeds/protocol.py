"""What every live source is: asked now and then, it gives what has come since."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from store.records.queue import Event, Line, Snapshot

_NONE: Mapping[str, int] = {}


class Counts(Counter[str]):
    """How many lines were not as they should be, by code; they are told and stop nothing.

    cut_short and too_long (can't be read), repeated (left out), out_of_order (kept); the others
    are of lines that are whole, yet can't be so, and are left out.
    """


class Batch(NamedTuple):
    """What has come from a source since it was asked before."""

    lines: tuple[Line, ...] = ()
    """In the order in which they came."""
    problems: Mapping[str, int] = _NONE
    """Code of what was wrong with others -> how many."""
    more: bool = False
    """More is there already: worth asking again at once."""
    waiting: bool = False
    """The source was asked and has not answered yet."""

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened to contacts."""
        return tuple(line for line in self.lines if isinstance(line, Event))

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """The queues as they were counted."""
        return tuple(line for line in self.lines if isinstance(line, Snapshot))


NOTHING = Batch()
"""Nothing has come."""
WAITING = Batch(waiting=True)
"""Nothing has come yet."""


class Source(Protocol):
    """A live source, open. Used by one thread."""

    @property
    def recorded(self) -> bool:
        """Whether it plays what was kept before: then nothing of it is thinned out."""
        ...

    def poll(self, now: datetime) -> Batch:
        """Return what has come up to now; does not wait.

        `FeedFailed` where it can't be asked; it may be asked again later.
        """
        ...

    def close(self) -> None:
        """Let go of files, threads and processes."""
        ...
