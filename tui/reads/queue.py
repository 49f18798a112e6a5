"""What Queue asks beside the live feeds: forecast, the heads it takes, the busy check."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo

import msgspec

from store.errors import Refused
from store.figures.busy import Busy
from store.figures.caps import rules_of
from store.figures.forecast import SLOTS, Forecast
from store.figures.handling import Handling, handling_of
from store.figures.heat import Heat, HeatMeasure
from store.figures.queue_now import QueueNow, QueueReport
from store.figures.staffing import StaffAnswer, staff
from store.forecasts import forecast_of
from store.queue_views import QueueDesk
from store.records.queue import QueueRules
from store.records.settings import Settings
from store.team import Team

TARGET = 0.8
"""Service level to be reached where a lead has said none."""
AHEAD = 5
"""Half-hours that heads are reckoned for: the present one and two hours."""
BEFORE = timedelta(days=28)
"""How far back the handle time is asked for while today's contacts are few."""
FEW = 30
"""Contacts whose mean handle time is too uncertain to reckon heads with."""
_LIVELY = ("chat", "voice")
"""Kinds of queue at whose other end somebody waits."""


class Basis(msgspec.Struct, frozen=True):
    """What staffing of a queue is reckoned with."""

    aht_s: float
    """Handle time with one contact at once."""
    measured_s: float
    """Handle time as measured."""
    at_once: int
    """Contacts at once while it was measured."""
    patience_s: float | None
    cap: int
    within_s: float
    target: float
    days: int = 0
    """Days before that the handle time is of; 0: it is today's."""


class Need(msgspec.Struct, frozen=True):
    """Heads of one half-hour."""

    slot: int
    low: int
    likely: int
    high: int


class OfQueue(msgspec.Struct, frozen=True):
    """What is known of one queue beside how it stands."""

    forecast: Forecast
    basis: Basis | None = None
    """None where the handle time is not known, or nobody waits (letters, tickets)."""
    needs: tuple[Need, ...] = ()


class QueueFacts(msgspec.Struct, frozen=True):
    """Everything Queue shows beside the live report."""

    now: datetime
    day: date
    zone: tzinfo
    settings: Settings
    rules: Mapping[str, QueueRules]
    feeds: int
    """How many feeds the team has."""
    report: QueueReport
    """How it stood when this was asked."""
    queues: Mapping[str, OfQueue]
    total: Forecast
    """Of all queues together."""
    busy: Busy | None
    """The busy check of the last day that anything is known of."""
    heat: Mapping[str | None, Mapping[HeatMeasure, Heat]] = {}
    """The last weeks by weekday and hour: of each queue, of all under None."""
    names: Mapping[str, str] = {}
    """Agent's id -> name."""
    played: date | None = None
    """The recorded day that is replayed; all of this is as of then."""


def read_queue(team: Team, report: QueueReport | None = None, *, busy: bool = True) -> QueueFacts:
    """Compute what Queue shows; `report` is the newest of the feeds, where they run.

    `busy` False leaves the busy check out.
    """
    desk = QueueDesk(team)
    now = team.clock.now()
    day = now.astimezone(desk.zone).date()
    known = report if report is not None else desk.now(now)
    rules = team.queue_rules()
    last = desk.last_day() if busy else None
    return QueueFacts(
        now=now,
        day=day,
        zone=desk.zone,
        settings=desk.settings,
        rules=rules,
        feeds=len(team.feeds()),
        report=known,
        queues={one.queue: heads_of(team, desk, one, now, known) for one in known.queues},
        total=forecast_of(team, day, report=known),
        busy=desk.busy(last) if last is not None else None,
        heat=desk.heats(day),
        names={key: agent.name for key, agent in team.agents().items()},
    )


def arrived(queue: QueueNow, day: date, zone: tzinfo) -> list[int]:
    """Return the contacts that have come in each half-hour of a day."""
    midnight = datetime.combine(day, time(), zone)
    found = [0] * SLOTS
    for one in queue.arrivals:
        slot = int((one.start - midnight) / timedelta(minutes=30))
        if 0 <= slot < SLOTS:
            found[slot] += one.offered
    return found


def heads_of(
    team: Team, desk: QueueDesk, queue: QueueNow, now: datetime, report: QueueReport | None = None
) -> OfQueue:
    """Return a queue's forecast and the heads that it takes from now on.

    `report` is the queues' newest, for the day so far; None: the day's file is read for it.
    """
    day = now.astimezone(desk.zone).date()
    expected = forecast_of(team, day, queue.queue, report)
    past = handling_of(team.queue_days(day - BEFORE, day - timedelta(days=1), queue.queue))
    rules = rules_of(team.queue_rules(), queue.queue)
    basis = basis_of(queue, rules, desk.settings, past)
    if basis is None or expected.why_none:
        return OfQueue(expected, basis)
    local = now.astimezone(desk.zone)
    slot = local.hour * 2 + local.minute // 30
    needs = []
    for one in expected.intervals[slot : slot + AHEAD]:
        try:
            found = needed(basis, one.offered, desk.settings, (one.low, one.high))
        except Refused:
            break
        heads = Need(one.slot, found.low.agents, found.agents, found.high.agents)
        needs.append(heads)
    return OfQueue(expected, basis, tuple(needs))


def basis_of(
    queue: QueueNow, rules: QueueRules, settings: Settings, past: Handling | None
) -> Basis | None:
    """Return what staffing is reckoned with; None where it can't be.

    The handle time is today's, or that of the days before while today's are too few.
    """
    if queue.kind not in _LIVELY:
        return None
    lately = past is not None and (queue.day.handled or 0) < FEW
    aht_s, together = queue.day.aht_s, queue.concurrency
    if lately and past is not None:
        aht_s, together = past.aht_s, past.at_once
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
        days=past.days if lately and past is not None else 0,
    )


def needed(
    basis: Basis, offered: float, settings: Settings, spread: tuple[float, float] | None
) -> StaffAnswer:
    """Return the agents that a half-hour's contacts need. `Refused` as of `staff`."""
    return staff(
        offered,
        30,
        (basis.aht_s,),
        patience_s=basis.patience_s,
        concurrency=basis.cap,
        within_s=basis.within_s,
        target=basis.target,
        offered_range=spread,
        dispersion=settings.staff_dispersion,
        factors=settings.staff_factors,
    )
