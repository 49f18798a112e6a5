"""A day of the queue by half-hours or hours, pooled from numerators."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import Literal

import msgspec

from store.clock import work_day
from store.figures.caps import rules_of
from store.figures.half_hours import fixed
from store.figures.queue_sums import ContactFigures, summed, untold
from store.records.queue import HalfHour, HalfHourSource, QueueDay, QueueRules
from store.records.settings import Settings

By = Literal["hour", "half_hour"]
_TRUST: tuple[HalfHourSource, ...] = ("contact_log", "intervals", "feed")
"""Of several records of a queue's half-hour, the first of these counts."""


class QueueInterval(msgspec.Struct, frozen=True):
    """The contacts that arrived in an hour or a half-hour of a queue."""

    queue: str
    start: datetime
    figures: ContactFigures
    source: HalfHourSource


def queue_intervals(
    kept: Iterable[QueueDay],
    day: date,
    by: By,
    zone: tzinfo,
    settings: Settings,
    *,
    rules: Mapping[str, QueueRules] | None = None,
) -> tuple[QueueInterval, ...]:
    """Return a working day by intervals that anything is told of, by queue and time.

    `kept` may reach over the day's ends: a working day may go past midnight (`day_starts`).
    Of a queue that only heads are told of there are no contacts, which is not zero.
    """
    kept = list(kept)
    every = half_hours_of(kept, day, zone, settings)
    counted = {one.queue for one in kept if one.tells_contacts}
    parts: dict[tuple[str, datetime], list[tuple[HalfHour, HalfHourSource]]] = {}
    for half, source in every:
        start = half.start.astimezone(zone)
        if by == "hour":
            start = start.replace(minute=0)
        # With its offset as a number: the hour that comes twice when clocks go back is two.
        parts.setdefault((half.queue, fixed(start)), []).append((half, source))
    found = []
    for (queue, start), told in parts.items():
        within = within_s(rules_of(rules or {}, queue), settings)
        sums = summed(half for half, _ in told)
        figures = sums.figures(within, settings.short_contact_s)
        figures = figures if queue in counted else untold(figures)
        found.append(QueueInterval(queue, start, figures, told[0][1]))
    return tuple(sorted(found, key=lambda one: (one.queue, one.start.timestamp())))


def half_hours_of(
    kept: Iterable[QueueDay], day: date, zone: tzinfo, settings: Settings
) -> list[tuple[HalfHour, HalfHourSource]]:
    """Return a working day's half-hours and where each comes from, each of a queue once."""
    best: dict[tuple[str, datetime], tuple[HalfHour, HalfHourSource]] = {}
    ranked = sorted(kept, key=lambda one: _TRUST.index(one.source))
    logged = {(one.queue, one.day) for one in ranked if one.source != "feed"}
    for record in ranked:
        if record.source == "feed" and (record.queue, record.day) in logged:
            continue
        for half in record.half_hours():
            if work_day(half.start, zone, settings.day_offset()) == day:
                best.setdefault((half.queue, half.start), (half, record.source))
    return list(best.values())


def within_s(rules: QueueRules, settings: Settings) -> float:
    """Return a queue's service-level threshold: its own, else the team's."""
    return settings.service_level_within_s if rules.within_s is None else rules.within_s
