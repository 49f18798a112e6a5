"""What there is to say about one number of a queue: its parts, who told it, its limits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from store.figures.quarters import last_quarter
from store.figures.queue_now import Freshness, Holding, QueueNow
from store.records.metric import Unit
from store.records.queue import Limit, QueueKind

UNITS: Mapping[str, Unit] = {
    "waiting": "count",
    "longest_wait_s": "seconds",
    "open_contacts": "count",
    "arrivals": "count",
    "online": "count",
    "available": "count",
    "busy": "count",
    "away": "count",
    "concurrency": "ratio",
    "capacity": "count",
    "saturation": "rate",
    "backlog": "count",
    "offered": "count",
    "answered": "count",
    "abandoned": "count",
    "abandon_rate": "rate",
    "service_level": "rate",
    "asa_s": "seconds",
    "aht_s": "seconds",
    "occupancy": "rate",
    "short_contacts": "count",
}
"""Every number of a queue that can be asked about, and its unit."""
HEADS = ("online", "available", "busy", "away")
"""Agents by state."""
BY_CAPS = ("concurrency", "capacity", "saturation")
"""Open contacts against those who are present."""
AT_ONCE = frozenset(
    {"waiting", "longest_wait_s", "open_contacts", "backlog", "arrivals", *HEADS, *BY_CAPS}
)
"""Numbers of the moment; the others are of the day so far."""
SHARES = frozenset({"abandon_rate", "service_level"})
"""Shares of answered and left."""

Source = Literal["events", "snapshot", "live", "contact_log", "intervals", "feed"]
"""events, snapshot: the queue as it stands; live: the day by its events; the rest: what is kept."""
WhyNone = Literal["no_live", "no_contacts", "not_told", "nobody_yet", "nobody_present", "no_cap"]


class QueueWhy(msgspec.Struct, frozen=True):
    """Everything that a queue's number rests on."""

    queue: str
    kind: QueueKind
    measure: str
    """A key of UNITS."""
    unit: Unit
    value: float | None
    at: datetime
    """The moment that was asked for."""
    state: Freshness
    """How fresh the queue's news are."""
    source: Source | None = None
    told_at: datetime | None = None
    """The moment that the number is of: of a snapshot, of the newest event, or of the last
    half-hour's end."""
    age_s: float | None = None
    """From then to `at`."""
    since: datetime | None = None
    """Of the longest wait: when the contact came; of arrivals: when their quarter began."""
    parts: dict[str, float] = {}
    """Name -> numerators and denominators, as they are now."""
    why_none: WhyNone | None = None
    lacks: tuple[str, ...] = ()
    """What the source does not tell, or what there was none of yet."""
    n: int | None = None
    """What a share or a mean is of."""
    low: float | None = None
    """95 % range of a share of few, 0-1; both ends or neither."""
    high: float | None = None
    care: dict[str, float] = {}
    """Code (see `store.figures.queue_care`) -> the number that it names."""
    limit: Limit | None = None
    """From where on it raises an alarm; None: it raises none."""
    own_limit: bool = False
    """Whether the lead said so; else it is the default of this kind of queue."""
    own_within: bool = False
    """Whether the service level's time was set for this queue; else it is the team's."""
    holding: tuple[Holding, ...] = ()
    """Who has contacts open."""
    half_hours: int = 0
    """Half-hours that the day's number was added up from, where it is kept."""
    files: tuple[str, ...] = ()
    """Ids of the imports it was made of."""


def value_of(queue: QueueNow, measure: str) -> float | None:
    """Return a queue's number; where nobody waits the longest wait is 0 s.

    KeyError: there is no such measure.
    """
    if measure not in UNITS:
        raise KeyError(measure)
    if measure == "longest_wait_s" and queue.waiting == 0:
        return 0.0
    if measure == "arrivals":
        return last_quarter(queue)
    if measure == "service_level":
        return queue.day.service_level.rate
    holder = queue.agents if measure in HEADS else queue if measure in AT_ONCE else queue.day
    value: float | None = getattr(holder, measure)
    return value
