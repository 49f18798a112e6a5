"""Alarms that several processes carry on at once: which is the same, and what is new of them.

Every process that sees the queue finds the same alarm a moment sooner or later. Two alarms of a
queue and measure that overlap in time are one: the one that was kept first.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec.structs import replace

from store.figures.alarms import Happening, Rung
from store.records.queue import Alarm

Held = Mapping[tuple[str, str], Alarm]
"""Alarms that hold, by (queue, measure)."""


def same_alarm(alarm: Alarm, kept: Iterable[Alarm]) -> Alarm | None:
    """Return the newest of the kept ones that is the same alarm; None where there is none."""
    found = (one for one in kept if _overlap(one, alarm))
    return max(found, key=lambda one: one.since, default=None)


def merged(kept: Alarm, ours: Alarm, at: datetime) -> Alarm:
    """Return one alarm of what was kept of it and what is known here, at a moment.

    The worst of both holds; an end and an answer that were kept go before what is not known here.
    Where it has got worse here, what was answered before no longer counts.
    """
    higher = ours if (kept.level, ours.level) == ("warn", "line") else kept
    alarm = replace(
        kept,
        level=higher.level,
        limit=higher.limit,
        value=_worst(kept, ours),
        acknowledged_at=higher.acknowledged_at,
        acknowledged_by=higher.acknowledged_by,
    )
    if ours.snoozed_until is None and kept.snoozed_until is not None and kept.snoozed_until <= at:
        alarm = replace(alarm, snoozed_until=None)
    if kept.ended_at is None:
        alarm = replace(alarm, ended_at=ours.ended_at, why_ended=ours.why_ended)
    return alarm


def news(before: Held, after: Held, ended: Held) -> tuple[Rung, ...]:
    """Return what has happened between two looks; `ended` has those that hold no more, if known."""
    told = [
        Rung(what, alarm, rings=_rings(what, alarm))
        for key, alarm in after.items()
        if (what := _happened(before.get(key), alarm)) is not None
    ]
    gone = (ended.get(key, alarm) for key, alarm in before.items() if key not in after)
    return (*told, *(Rung("ended", alarm, rings=False) for alarm in gone))


def _happened(before: Alarm | None, alarm: Alarm) -> Happening | None:
    if before is None:
        return "began"
    if (before.level, alarm.level) == ("warn", "line"):
        return "worse"
    return "again" if before.snoozed_until is not None and alarm.snoozed_until is None else None


def _rings(what: Happening, alarm: Alarm) -> bool:
    """Whether a bell may sound: not for what somebody has put off or sees to already."""
    return alarm.snoozed_until is None and (what == "worse" or alarm.acknowledged_at is None)


def _overlap(one: Alarm, other: Alarm) -> bool:
    if (one.queue, one.measure) != (other.queue, other.measure):
        return False
    return _before_end(one.since, other) and _before_end(other.since, one)


def _before_end(moment: datetime, alarm: Alarm) -> bool:
    return alarm.ended_at is None or moment < alarm.ended_at


def _worst(one: Alarm, other: Alarm) -> float:
    """Return the worse value; where too little is bad it is below the limit that it passed."""
    below = one.value < one.limit or other.value < other.limit
    return min(one.value, other.value) if below else max(one.value, other.value)
