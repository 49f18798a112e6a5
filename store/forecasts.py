"""The forecast of a team's day: its half-hours as history, its marked days, the day so far."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.clock import work_day
from store.figures.forecast import SLOTS, Forecast, forecast
from store.figures.so_far import clock_slots, so_far
from store.naming import name_key
from store.records.queue import MarkedDay, QueueDay
from store.records.setting_values import resolve

if TYPE_CHECKING:
    from store.figures.queue_now import QueueReport
    from store.team import Team

_BACK = timedelta(days=70)


def forecast_of(
    team: "Team", day: date, queue: str | None = None, report: "QueueReport | None" = None
) -> Forecast:
    """Return a day's half-hours for one queue, or for all together, as of the team's clock.

    What is after the clock is hidden. Today is moved to what has come: as `report` tells, else
    as the day's file does, which is read for it. `StorageFailed` where that can't be read.
    """
    settings = resolve(team.setting_values())
    now = team.clock.now()
    assert now.tzinfo is not None
    zone = settings.zone(now.tzinfo)
    today = work_day(now, zone, timedelta())
    kept = team.queue_days(day - _BACK, min(day, today), queue)
    before = [one for one in kept if one.day < min(day, today) and one.tells_contacts]
    marks = marks_of(team.marked_days(), queue)
    come: list[float | None] | None = None
    if day == today and before:
        logs = [one for one in kept if one.day == today and one.source != "feed"]
        usual = Counter[str]()
        for one in before:
            usual[one.queue] += sum(one.offered)
        come = so_far(day, report or _report(team), logs, usual, zone)
    history = _by_day(before, zone)
    return forecast(history, day, marks=marks, so_far=come, dispersion=settings.staff_dispersion)


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


def _report(team: "Team") -> "QueueReport":
    from store.queue_views import QueueDesk

    return QueueDesk(team).now(team.clock.now())


def _by_day(days: Iterable[QueueDay], zone: tzinfo) -> dict[date, list[float | None]]:
    """Return the contacts of each day's half-hours, queues added up; a slot left out had none."""
    found: dict[date, list[float | None]] = {}
    for one in days:
        row = found.setdefault(one.day, [0.0] * SLOTS)
        for slot, offered in zip(clock_slots(one, zone), one.offered, strict=True):
            row[slot] = (row[slot] or 0.0) + offered
    return found
