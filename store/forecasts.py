"""The forecast of a team's day: its half-hours as history, its marked days, the day so far."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.clock import work_day
from store.figures.forecast import SLOTS, Forecast, forecast
from store.naming import name_key
from store.records.queue import HALF_HOUR, MarkedDay, QueueDay
from store.records.setting_values import resolve

if TYPE_CHECKING:
    from store.team import Team

_BACK = timedelta(days=70)


def forecast_of(team: "Team", day: date, queue: str | None = None) -> Forecast:
    """Return a day's half-hours for one queue, or for all together, as of the team's clock.

    What is after the clock is hidden; of today only finished half-hours are read.
    """
    settings = resolve(team.setting_values())
    now = team.clock.now()
    zone = settings.zone(now.tzinfo) if now.tzinfo else None
    local = now.astimezone(zone)
    today = work_day(local, zone, timedelta()) if zone else local.date()
    kept = team.queue_days(day - _BACK, min(day, today), queue)
    history = _by_day([one for one in kept if one.day < min(day, today)])
    marks = marks_of(team.marked_days(), queue)
    so_far: list[float | None] | None = None
    if day == today:
        so_far = _so_far([one for one in kept if one.day == today], local)
    return forecast(history, day, marks=marks, so_far=so_far, dispersion=settings.staff_dispersion)


def marks_of(marked: Iterable[MarkedDay], queue: str | None) -> dict[date, MarkedDay]:
    """Return the marks that hold for a queue, its own before those of every queue.

    For all queues together a day counts as marked where one of them is; the factor is that of all
    of them, which marks of single queues don't tell.
    """
    found: dict[date, MarkedDay] = {}
    for mark in sorted(marked, key=lambda one: (one.queue is not None, one.queue or "")):
        if mark.queue is None or (queue is not None and name_key(mark.queue) == name_key(queue)):
            found[mark.day] = mark
        elif queue is None:
            found.setdefault(mark.day, replace(mark, queue=None, factor=None))
    return found


def _by_day(days: Iterable[QueueDay]) -> dict[date, list[float | None]]:
    """Return the contacts of each day's half-hours, queues added up; a slot left out had none."""
    found: dict[date, list[float | None]] = {}
    for one in days:
        row = found.setdefault(one.day, [0.0] * SLOTS)
        for slot, offered in zip(one.slots, one.offered, strict=True):
            at = min(slot, SLOTS - 1)
            row[at] = (row[at] or 0.0) + offered
    return found


def _so_far(days: list[QueueDay], local: datetime) -> list[float | None] | None:
    """Return today's finished half-hours; None where nothing has come."""
    if not days:
        return None
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    finished = int((local - midnight) / HALF_HOUR)
    row = next(iter(_by_day(days).values()))
    return [value if slot < finished else None for slot, value in enumerate(row)]
