"""Keeps a burst of snapshots from flooding what is kept: events all count, snapshots may wait."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from store.records.queue import Line, Snapshot

BURST_S = 30
"""Of the snapshots of a queue that come together, the newest of each half-minute stays."""
STILL = timedelta(seconds=10)
"""A queue that stands still is written down this often."""


def collapsed(lines: Iterable[Line]) -> list[Line]:
    """Return the lines of a batch with bursts of snapshots collapsed to the newest."""
    kept: list[Line] = []
    newest: dict[tuple[str, int], Snapshot] = {}
    lines = list(lines)
    for line in lines:
        if isinstance(line, Snapshot):
            slot = (line.queue, int(line.at.timestamp() // BURST_S))
            before = newest.get(slot)
            if before is None or line.at >= before.at:
                newest[slot] = line
    stays = {id(line) for line in newest.values()}
    for line in lines:
        if not isinstance(line, Snapshot) or id(line) in stays:
            kept.append(line)
    return kept


class Thinner:
    """Leaves out snapshots that say what the one before said a moment ago."""

    def __init__(self) -> None:
        self._last: dict[str, Snapshot] = {}

    def thinned(self, lines: Iterable[Line]) -> list[Line]:
        """Return the lines that are worth keeping."""
        return [line for line in lines if not isinstance(line, Snapshot) or self._tells(line)]

    def _tells(self, snapshot: Snapshot) -> bool:
        before = self._last.get(snapshot.queue)
        if before is not None and _same(before, snapshot):
            return False
        self._last[snapshot.queue] = snapshot
        return True


def _same(before: Snapshot, now: Snapshot) -> bool:
    """Whether nothing but the clock, and the wait with it, has moved since."""
    soon: datetime = before.at + STILL
    return (
        before.at <= now.at < soon
        and before.waiting == now.waiting
        and before.open_contacts == now.open_contacts
        and before.heads == now.heads
        and (before.longest_wait_s is None) == (now.longest_wait_s is None)
    )
