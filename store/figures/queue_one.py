"""What is known of one queue while its lines come in."""

from collections import Counter
from collections.abc import Iterator

from store.figures.half_hours import parts
from store.figures.queue_cells import Minutes
from store.figures.queue_legs import Leg
from store.records.queue import Heads, Snapshot

QUARTER_S = 900


class OneQueue:
    """What is known of one queue."""

    __slots__ = (
        "arrivals",
        "at",
        "busy",
        "events_at",
        "heads",
        "heads_at",
        "legs",
        "named",
        "open",
        "snapshot",
        "states",
        "waiting",
    )

    def __init__(self) -> None:
        self.legs: dict[str, Leg] = {}
        """Contact -> its stay, until nothing more can come of it."""
        self.waiting: dict[str, Leg] = {}
        self.open: dict[str, Leg] = {}
        self.busy: Counter[str] = Counter()
        """Agent -> contacts open; who has none is not in it."""
        self.named = False
        """Whether events say who has a contact open."""
        self.snapshot: Snapshot | None = None
        """The newest one."""
        self.heads: Heads | None = None
        """Agents by state, as last told."""
        self.heads_at = 0.0
        self.events_at: float | None = None
        """Moment of the newest event."""
        self.at: float | None = None
        """Up to where minutes are counted."""
        self.arrivals: Counter[int] = Counter()
        """Quarter of an hour, counted from the epoch -> contacts that arrived."""
        self.states: dict[int, Heads] = {}
        """Quarter of an hour -> agents by state, the last news of it."""

    @property
    def newest(self) -> float | None:
        """Moment of the newest line."""
        told = self.snapshot.at.timestamp() if self.snapshot is not None else None
        moments = [t for t in (told, self.events_at) if t is not None]
        return max(moments, default=None)

    def hold(self, contact: str, leg: Leg) -> None:
        """Keep a contact among those that wait or are open, or take it out."""
        for held, belongs in ((self.waiting, leg.waits), (self.open, leg.is_open)):
            if belongs:
                held[contact] = leg
            else:
                held.pop(contact, None)

    def minutes(self, until: float, shift: int, hold_s: float) -> Iterator[Minutes]:
        """Give the agents' time from where it is counted to a moment, by half-hour."""
        if self.at is None or until <= self.at:
            return
        if self.busy:
            for half, seconds in parts(self.at, until, shift):
                yield Minutes(half, seconds * len(self.busy), None, None)
        if self.heads is not None:
            here, busy = present(self.heads), self.heads.busy
            for half, seconds in parts(self.at, min(until, self.heads_at + hold_s), shift):
                yield Minutes(
                    half,
                    0.0,
                    None if here is None else seconds * here,
                    None if busy is None else seconds * busy,
                )

    def forget_before(self, second: float, lost_before: float) -> None:
        """Let go of what is counted by moments before a second, and of contacts that were lost."""
        quarter = int(second // QUARTER_S)
        self.arrivals = Counter({q: n for q, n in self.arrivals.items() if q >= quarter})
        self.states = {q: heads for q, heads in self.states.items() if q >= quarter}
        for contact, leg in list(self.legs.items()):
            if (leg.begun or 0) < lost_before or not (leg.waits or leg.is_open):
                for held in (self.legs, self.waiting, self.open):
                    held.pop(contact, None)


def present(heads: Heads) -> int | None:
    """Return how many agents are there to serve: available and busy, not away."""
    if heads.available is not None and heads.busy is not None:
        return heads.available + heads.busy
    if heads.online is not None:
        return max(0, heads.online - (heads.away or 0))
    return None
