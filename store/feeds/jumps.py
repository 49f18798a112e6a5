"""Whether a count can be true beside the one before it: a glitch comes once, a rush stays."""

from store.records.queue import Snapshot

SUDDEN_S = 60.0
"""Only within this time of the snapshot before is a leap sudden."""
TIMES, LEAP = 10, 100
"""A count that is more than ten times the one before, and more than a hundred above it."""
LONGER_S = 600.0
"""A longest wait grows with the clock; one moved over from another queue may bring some along."""
_MOST_QUEUES = 500


class Jumps:
    """Remembers the last credible snapshot of each queue, and the one that was not believed."""

    def __init__(self) -> None:
        self._last: dict[str, Snapshot] = {}
        self._doubted: dict[str, Snapshot] = {}

    def credible(self, snapshot: Snapshot) -> bool:
        """Whether it can be so; a leap is believed when the next snapshot says it too."""
        queue = snapshot.queue
        doubted = self._doubted.pop(queue, None)
        before = self._last.get(queue)
        if before is not None and _leaps(before, snapshot):
            if doubted is None or _leaps(doubted, snapshot):
                self._doubted[queue] = snapshot
                return False
        elif before is None and len(self._last) >= _MOST_QUEUES:
            return True
        self._last[queue] = snapshot
        return True


def _leaps(before: Snapshot, now: Snapshot) -> bool:
    elapsed = (now.at - before.at).total_seconds()
    if not 0 <= elapsed <= SUDDEN_S:
        return False
    was, longest = before.longest_wait_s, now.longest_wait_s
    if was is not None and longest is not None and longest > was + elapsed + LONGER_S:
        return True
    return any(
        old is not None and new is not None and new > TIMES * old and new > old + LEAP
        for old, new in _counts(before, now)
    )


def _counts(before: Snapshot, now: Snapshot) -> list[tuple[int | None, int | None]]:
    pairs = [(before.waiting, now.waiting), (before.open_contacts, now.open_contacts)]
    if before.heads is not None and now.heads is not None:
        pairs.append((before.heads.online, now.heads.online))
    return pairs
