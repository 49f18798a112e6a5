"""From the sources to the day's file, and from there to what is kept for good.

One way for all of them: live sources, a replay, the demo floor. A tick asks the feeds that are
due, writes what is new, and only then lets anybody make something of it: sums are read back from
the file, as any other process reads them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from store.errors import FloorboardError
from store.feeds.calm import Thinner, collapsed
from store.feeds.day_file import DayFiles
from store.feeds.live_floor import LiveFloor
from store.feeds.protocol import Batch
from store.feeds.roll_up import Roller
from store.feeds.running import Running
from store.feeds.status import FeedStatus, write_statuses
from store.records.queue import Event, Line

_TELLS_EVERY = timedelta(seconds=30)
"""How often other processes are told of the feeds where nothing has changed."""
_ROUNDS = 20
"""Batches of one feed in a tick, so that a long file does not hold up the others."""


class Ticked(NamedTuple):
    """What a tick has brought."""

    lines: tuple[Line, ...]
    """Written to the files of their days, in the order of writing."""
    changed: tuple[FeedStatus, ...]
    """Feeds whose state is another than before."""
    more: bool
    """More is there already."""
    trouble: FloorboardError | None = None
    """Why half-hours could not be kept; the next roll-up keeps them too."""


class Pipeline:
    """Runs feeds. Used by one thread."""

    def __init__(
        self,
        files: DayFiles,
        zone: tzinfo,
        feeds: Sequence[Running],
        floor: LiveFloor | None = None,
        roller: Roller | None = None,
    ) -> None:
        """`floor` follows what is written; with a `roller` its half-hours are kept."""
        self.feeds = tuple(feeds)
        self.floor = floor
        self._files = files
        self._zone = zone
        self._roller = roller
        self._thinners = {feed.id: Thinner() for feed in feeds}
        self._newest: dict[tuple[str, str], datetime] = {}
        self._unsaved: dict[str, list[Line]] = {}
        self._told: datetime | None = None
        """When other processes were told how the feeds are doing."""

    def statuses(self) -> tuple[FeedStatus, ...]:
        """Return how each feed is doing."""
        return tuple(feed.status() for feed in self.feeds)

    def tick(self, now: datetime) -> Ticked:
        """Ask the feeds that are due, keep what came, roll up now and then.

        What the disk refuses of lines is kept for the next tick, and the feed says so.
        """
        kept: list[Line] = []
        for feed in self.feeds:
            if feed.due(now):
                kept += self._turn(feed, now)
        changed = tuple(feed.status() for feed in self.feeds if feed.changed)
        for feed in self.feeds:
            feed.changed = False
        if changed or self._told is None or abs(now - self._told) >= _TELLS_EVERY:
            self._told = now
            self._tell(self.statuses())
        more = any(feed.more and feed.due(now) for feed in self.feeds)
        try:
            return Ticked(tuple(kept), changed, self._follow(now) or more)
        except FloorboardError as trouble:
            return Ticked(tuple(kept), changed, more, trouble)

    def close(self, now: datetime) -> tuple[FeedStatus, ...]:
        """Let go of every source, and keep the half-hours as they stand. As of `Team.change`.

        What the disk refused before is written now if it can be.
        """
        for feed in self.feeds:
            try:
                self._keep(feed, self._unsaved.pop(feed.id, []))
            except FloorboardError as failed:
                feed.fail(now, failed)
            feed.close(now)
        self._tell(self.statuses())
        if self.floor is not None and self._roller is not None:
            self.floor.catch_up(now)
            self._roller.roll(self.floor.state, self.floor.days)
        return self.statuses()

    # -- how

    def _turn(self, feed: Running, now: datetime) -> list[Line]:
        """Ask a feed until it has no more for now; return what of it was new."""
        kept: list[Line] = []
        for _ in range(_ROUNDS):
            if feed.id in self._unsaved:
                batch = Batch(more=True)
            else:
                batch = feed.poll(now)
                feed.counts.update(batch.problems)
            lines = self._unsaved.pop(feed.id, None) or self._worth(feed, batch)
            try:
                kept += self._keep(feed, lines)
            except FloorboardError as failed:
                self._unsaved[feed.id] = lines
                feed.fail(now, failed)
                break
            if not batch.more:
                break
        return kept

    def _worth(self, feed: Running, batch: Batch) -> list[Line]:
        if feed.recorded:
            return list(batch.lines)
        return self._thinners[feed.id].thinned(collapsed(batch.lines))

    def _keep(self, feed: Running, lines: list[Line]) -> list[Line]:
        """Write lines to the files of their days; those of the first days stay if a later fails."""
        kept: list[Line] = []
        for day, of_day in _by_day(lines, self._zone):
            fresh = self._files.append(day, of_day)
            feed.counts["repeated"] += len(of_day) - len(fresh)
            kept += fresh
        feed.counts["out_of_order"] += sum(self._is_late(feed, line) for line in kept)
        feed.lines += len(kept)
        newest = max((line.at for line in lines), default=None)
        if newest is not None and (feed.data_at is None or newest > feed.data_at):
            feed.data_at = newest
        return kept

    def _is_late(self, feed: Running, line: Line) -> bool:
        """Whether an event is told after a later one of its queue."""
        if not isinstance(line, Event):
            return False
        before = self._newest.get((feed.id, line.queue))
        if before is not None and line.at < before:
            return True
        self._newest[feed.id, line.queue] = line.at
        return False

    def _follow(self, now: datetime) -> bool:
        """Let the floor follow the files, and keep its half-hours now and then."""
        if self.floor is None:
            return False
        more = self.floor.refresh(now)
        if self._roller is not None and not more and self._roller.due(now):
            self._roller.roll(self.floor.state, self.floor.days)
        return more

    def _tell(self, statuses: Iterable[FeedStatus]) -> None:
        """Tell of the feeds that this process runs."""
        ours = [status for status in statuses if status.state != "elsewhere"]
        try:
            write_statuses(self._files.place, self._files.disk, ours)
        except OSError:  # the feeds run all the same; only other processes don't hear of it
            return


def _by_day(lines: Iterable[Line], zone: tzinfo) -> list[tuple[date, list[Line]]]:
    """Return lines by the calendar day of their moments, in the order in which days come up."""
    days: dict[date, list[Line]] = {}
    for line in lines:
        days.setdefault(line.at.astimezone(zone).date(), []).append(line)
    return list(days.items())
