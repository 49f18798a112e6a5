"""How many agents a queue takes from now on: staffing of the forecast, half-hour by half-hour."""

import msgspec

from store.errors import Refused
from store.figures.forecast import Forecast
from store.figures.handling import Handling
from store.figures.queue_now import QueueNow
from store.figures.staffing import staff
from store.records.queue import QueueRules
from store.records.settings import Settings

TARGET = 0.8
"""Service level to be reached where a lead has said none."""
AHEAD = 5
"""Half-hours that heads are reckoned for: the present one and two hours."""
FEW = 30
"""Contacts whose mean handle time is too uncertain to reckon heads with."""
_LIVELY = ("chat", "voice")
"""Kinds of queue at whose other end somebody waits."""


class Basis(msgspec.Struct, frozen=True):
    """What staffing of a queue is reckoned with."""

    aht_s: float
    """Handle time with one contact at once, in seconds."""
    measured_s: float
    """Handle time as measured, in seconds."""
    at_once: int
    """Contacts at once while it was measured."""
    patience_s: float | None
    """Mean time until a customer leaves; None: nobody is known to."""
    cap: int
    """Contacts that an agent may have at once."""
    within_s: float
    target: float
    """Share of the contacts that are to be answered within `within_s`."""
    days: int = 0
    """Days before that the handle time is of; 0: it is today's."""


class Need(msgspec.Struct, frozen=True):
    """Agents at work that one half-hour needs."""

    slot: int
    """0 is 00:00."""
    low: int
    likely: int
    high: int


def basis_of(
    queue: QueueNow, rules: QueueRules, settings: Settings, past: Handling | None
) -> Basis | None:
    """Return what staffing is reckoned with; None where it can't be.

    The handle time is today's, or that of the days before while today's are too few.
    """
    if queue.kind not in _LIVELY:
        return None
    before = past if (queue.day.handled or 0) < FEW else None
    aht_s, together = queue.day.aht_s, queue.concurrency
    if before is not None:
        aht_s, together = before.aht_s, before.at_once
    if not aht_s:
        return None
    cap = 1 if queue.kind == "voice" else (rules.cap or settings.cap_default)
    at_once = max(1, min(cap, round(together or 1)))
    factors = settings.staff_factors
    share = factors[min(at_once, len(factors)) - 1] / at_once
    return Basis(
        aht_s=aht_s * share,
        measured_s=aht_s,
        at_once=at_once,
        patience_s=rules.patience_s or queue.day.patience_s,
        cap=cap,
        within_s=rules.within_s or settings.service_level_within_s,
        target=rules.target or TARGET,
        days=before.days if before is not None else 0,
    )


def needs_of(basis: Basis, expected: Forecast, slot: int, settings: Settings) -> tuple[Need, ...]:
    """Return the agents at work that the half-hours from one on need, up to the day's end.

    Low and high are those of both ends of the forecast's 80 % range. It ends before a half-hour
    that no number of agents is found for.
    """
    needs = []
    for one in expected.intervals[slot : slot + AHEAD]:
        try:
            found = staff(
                one.offered,
                30,
                (basis.aht_s,),
                patience_s=basis.patience_s,
                concurrency=basis.cap,
                within_s=basis.within_s,
                target=basis.target,
                offered_range=(one.low, one.high),
                dispersion=settings.staff_dispersion,
                factors=settings.staff_factors,
            )
        except Refused:
            break
        needs.append(Need(one.slot, found.low.agents, found.agents, found.high.agents))
    return tuple(needs)
