"""One feed that runs: asked when due, by one process at a time, with growing pauses if it fails."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from msgspec.structs import replace

from store.errors import FeedFailed, FloorboardError, Refused
from store.faults import place_of
from store.feeds.protocol import NOTHING, Batch, Counts, Source
from store.feeds.status import FeedStatus, State
from store.locking import TeamLock

LONGEST_PAUSE_S = 60.0
JITTER = 0.25
"""A pause is this share longer or shorter, so that many dashboards don't come back together."""
_ASK_AGAIN = timedelta(seconds=0.25)
_ELSEWHERE = timedelta(seconds=5)


class Running:
    """A feed of a pipeline."""

    def __init__(
        self,
        feed: str,
        open_source: Callable[[datetime], Source],
        every_s: float,
        lock: Path | None = None,
        rng: Random | None = None,
    ) -> None:
        """`open_source` may fail as a poll may; `lock` is the file that says who runs it."""
        self.id = feed
        self.counts = Counts()
        self.lines = 0
        self.data_at: datetime | None = None
        self._open = open_source
        self._every = timedelta(seconds=every_s)
        self._lock = TeamLock(lock) if lock is not None else None
        self._held = ExitStack()
        self._owned = lock is None
        self._rng = rng or Random()
        self._source: Source | None = None
        self._failures = 0
        self._next: datetime | None = None
        self._told = FeedStatus(feed, "starting", datetime.min)
        self.more = False
        """Whether it has more already, beyond what it gave."""
        self.changed = False
        """Whether its state is another than at the last look."""

    @property
    def source(self) -> Source | None:
        """What it reads; None while that is not open."""
        return self._source

    @property
    def recorded(self) -> bool:
        """Whether it plays what was kept before."""
        return self._source is not None and self._source.recorded

    def status(self) -> FeedStatus:
        """Return how it is doing."""
        return replace(
            self._told,
            data_at=self.data_at,
            lines=self.lines,
            problems=dict(+self.counts),
            tried_at=self._next if self._told.state == "failing" else None,
        )

    def due(self, now: datetime) -> bool:
        """Whether it is time to ask; a clock that was put back does not silence it."""
        if self._told.state == "done":
            return False
        return self._next is None or now >= self._next or self._next - now > self._longest()

    def poll(self, now: datetime) -> Batch:
        """Ask it; where that fails, nothing has come, and its status says why.

        A fault in one source is that feed's failure alone: it is opened anew, the others go on.
        """
        self.more = False
        try:
            if not self._mine(now):
                return NOTHING
            if self._source is None:
                self._source = self._open(now)
            batch = self._source.poll(now)
        except FloorboardError as failed:
            self.fail(now, failed)
            return NOTHING
        except Exception as fault:  # noqa: BLE001 - the boundary of a feed
            self._let_go()
            self.fail(now, FeedFailed("feed_fault", where=place_of(fault)))
            return NOTHING
        if batch.waiting:
            self._next = now + _ASK_AGAIN
            return batch
        self._failures = 0
        self.more = batch.more
        self._next = now if batch.more else now + self._every
        self.turn(now, "live")
        return batch

    def fail(self, now: datetime, failed: FloorboardError) -> None:
        """Note why it could not be asked, or what it said not be kept, and pause."""
        pause = min(LONGEST_PAUSE_S, 2.0 ** min(self._failures, 10))
        self._failures += 1
        self._next = now + timedelta(seconds=pause * self._rng.uniform(1 - JITTER, 1 + JITTER))
        self.turn(now, "failing", failed)

    def turn(self, now: datetime, state: State, failed: FloorboardError | None = None) -> None:
        """Come to a state; since when it fails does not move when the reason does."""
        code = failed.code if failed is not None else ""
        told = self._told
        if (told.state, told.code) == (state, code):
            return
        since = told.since if told.state == state else now
        values = dict(failed.values) if failed is not None else {}
        self._told = FeedStatus(self.id, state, since, code, values)
        self.changed = True

    def close(self, now: datetime) -> None:
        """Let go of the source and of the lock."""
        self._let_go()
        if self._owned and self._told.state not in ("done", "elsewhere"):
            self._told = replace(self._told, state="stopped", since=now)
        self._held.close()

    def _let_go(self) -> None:
        if self._source is not None:
            self._source.close()
            self._source = None

    def _mine(self, now: datetime) -> bool:
        """Whether this process runs it, taking it over where nobody does."""
        if self._owned or self._lock is None:
            return True
        try:
            self._held.enter_context(self._lock.hold(patience_s=0))
        except Refused:
            self._next = now + _ELSEWHERE
            self.turn(now, "elsewhere")
            return False
        self._owned = True
        return True

    def _longest(self) -> timedelta:
        return max(self._every, timedelta(seconds=LONGEST_PAUSE_S)) * (1 + JITTER)
