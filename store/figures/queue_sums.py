"""Sums of contacts: half-hours go in, figures come out; averages are never averaged."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from store.records.histogram import added, below, up_to
from store.records.queue import HalfHour


class ServiceLevel(msgspec.Struct, frozen=True):
    """How many were answered in time."""

    within_s: float
    rate: float | None
    """Answered within that time / (answered + abandoned), 0-1."""


class ContactFigures(msgspec.Struct, frozen=True):
    """The figures of some contacts; None: there is no such number, which is not zero."""

    offered: int | None
    answered: int | None
    abandoned: int | None
    abandon_rate: float | None
    """abandoned / (answered + abandoned), 0-1; who still waits is in neither."""
    asa_s: float | None
    """Mean wait of the answered, in seconds; no wait counts as 0."""
    service_level: ServiceLevel
    aht_s: float | None
    """Mean of ended - answered, in seconds."""
    occupancy: float | None
    """Share of the minutes present with at least one contact open, overlapping ones once."""
    short_contacts: int | None
    """Contacts handled in less than `short_contact_s`."""
    handled: int | None
    """Answered contacts whose end is known."""
    agent_minutes: float | None
    busy_minutes: float | None
    patience_s: float | None
    """All waiting / abandoned: the mean patience if it is exponential."""
    in_time: int | None = None
    """Answered within the service level's time, its numerator."""
    wait_s: float | None = None
    """Sum of the waits of the answered, in seconds: numerator of `asa_s`."""
    left_s: float | None = None
    """Sum of the waits of those who left, in seconds."""
    handle_s: float | None = None
    """Sum of ended - answered over the `handled`, in seconds: numerator of `aht_s`."""
    both_busy: float = 0.0
    """`busy_minutes` of the half-hours of which `agent_minutes` are known too: numerator of
    `occupancy`."""
    both_agent: float = 0.0
    """`agent_minutes` of the same half-hours: denominator of `occupancy`."""


def untold(figures: ContactFigures) -> ContactFigures:
    """Return figures of a source that tells no contacts, only heads: none is not zero."""
    counts = dict.fromkeys(("offered", "answered", "abandoned", "handled", "short_contacts"))
    return msgspec.structs.replace(figures, **counts)


class Sums:
    """Numerators of contacts. A sum of which a part is missing is missing: None."""

    __slots__ = (
        "abandoned",
        "agent_minutes",
        "answered",
        "both_agent",
        "both_busy",
        "busy_minutes",
        "handle_s",
        "handled",
        "left_s",
        "offered",
        "short",
        "wait_s",
        "waits",
    )

    def __init__(self) -> None:
        self.offered: int | None = 0
        self.answered: int | None = 0
        self.abandoned: int | None = 0
        self.wait_s: float | None = 0
        self.left_s: float | None = 0
        self.handle_s: float | None = 0
        self.handled: int | None = 0
        self.waits: Counter[int] | None = Counter()
        self.short: Counter[int] | None = Counter()
        self.agent_minutes: float | None = None
        self.busy_minutes: float | None = None
        self.both_agent = self.both_busy = 0.0
        """Minutes of the half-hours of which both are known."""

    def figures(self, within_s: float, short_s: float) -> ContactFigures:
        """Return the figures; `within_s` is the service-level threshold."""
        ended = None
        if self.answered is not None and self.abandoned is not None:
            ended = self.answered + self.abandoned
        in_time = None if self.waits is None else up_to(self.waits, within_s)
        waiting = None
        if self.wait_s is not None and self.left_s is not None:
            waiting = self.wait_s + self.left_s
        return ContactFigures(
            offered=self.offered,
            answered=self.answered,
            abandoned=self.abandoned,
            abandon_rate=_ratio(self.abandoned, ended),
            asa_s=_ratio(self.wait_s, self.answered),
            service_level=ServiceLevel(within_s, _ratio(in_time, ended)),
            aht_s=_ratio(self.handle_s, self.handled),
            occupancy=_share(self.both_busy, self.both_agent),
            short_contacts=None if self.short is None else below(self.short, short_s),
            handled=self.handled,
            agent_minutes=self.agent_minutes,
            busy_minutes=self.busy_minutes,
            patience_s=_ratio(waiting, self.abandoned),
            in_time=in_time,
            wait_s=self.wait_s,
            left_s=self.left_s,
            handle_s=self.handle_s,
            both_busy=self.both_busy,
            both_agent=self.both_agent,
        )


def summed(half_hours: Iterable[HalfHour]) -> Sums:
    """Return the sums of half-hours.

    One without contacts adds nothing; one that doesn't tell a column makes that sum missing.
    """
    every = list(half_hours)
    sums = Sums()
    told = [half for half in every if half.offered or half.answered or half.abandoned]
    for name in ("offered", "answered", "abandoned"):
        setattr(sums, name, _total([getattr(half, name) for half in told]))
    answered = [half for half in told if half.answered or half.answered is None]
    for name in ("wait_s", "handle_s", "handled"):
        setattr(sums, name, _total([getattr(half, name) for half in answered]))
    left = [half for half in told if half.abandoned or half.abandoned is None]
    sums.left_s = _total([half.left_s for half in left])
    waits = [half.waits for half in answered]
    short = [half.short for half in answered]
    sums.waits = None if None in waits else added(text or "" for text in waits)
    sums.short = None if None in short else added(text or "" for text in short)
    present = [half.agent_minutes for half in every if half.agent_minutes is not None]
    busy = [half.busy_minutes for half in every if half.busy_minutes is not None]
    sums.agent_minutes = sum(present) if present else None
    sums.busy_minutes = sum(busy) if busy else None
    for half in every:
        if half.agent_minutes is not None and half.busy_minutes is not None:
            sums.both_agent += half.agent_minutes
            sums.both_busy += half.busy_minutes
    return sums


def _total(values: list[int | float | None]) -> int | float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _ratio(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def _share(part: float, whole: float) -> float | None:
    """Return a share; a source that counts a moment late may tell a little more than all."""
    return min(1.0, part / whole) if whole > 0 else None
