"""What Queue asks beside the live feeds: forecast, the heads it takes, the busy check."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo

import msgspec

from store.figures.busy import Busy
from store.figures.caps import rules_of
from store.figures.forecast import SLOTS, Forecast
from store.figures.handling import handling_of
from store.figures.heads import Basis, Need, basis_of, needs_of
from store.figures.heat import Heat, HeatMeasure
from store.figures.queue_now import QueueNow, QueueReport
from store.forecasts import forecast_of
from store.queue_views import QueueDesk
from store.records.queue import QueueRules
from store.records.settings import Settings
from store.team import Team

BEFORE = timedelta(days=28)
"""How far back the handle time is asked for while today's contacts are few."""


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
    return OfQueue(expected, basis, needs_of(basis, expected, slot, desk.settings))
