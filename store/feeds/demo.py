"""The demo floor as a live source: every poll plays on to now."""

from datetime import datetime, timedelta

from store.feeds.demo_floor import DemoFloor
from store.feeds.protocol import Batch
from store.records.queue import Line

TICK = timedelta(milliseconds=400)
"""No two snapshots of a queue are closer than this."""


class Demo:
    """A simulated floor that is live."""

    recorded = False

    def __init__(self, floor: DemoFloor) -> None:
        self._floor = floor
        self._told: datetime | None = None

    def poll(self, now: datetime) -> Batch:
        """Return what has happened up to now, and how the queues stand."""
        lines: list[Line] = list(self._floor.until(now))
        if self._told is None or not timedelta() <= now - self._told < TICK:
            lines += self._floor.snapshots(now)
            self._told = now
        return Batch(tuple(lines))

    def close(self) -> None:
        """Nothing is held."""
