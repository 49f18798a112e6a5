"""When in the week it is busy: weeks of half-hours as a grid of weekday by hour.

The axes are the calendar and the clock of the team's zone, whatever `day_starts` says: a shift that
goes past midnight is read where its contacts arrived. An hour that the clock skips is not counted
on that day, and one that comes twice is counted twice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from typing import Literal, get_args

import msgspec

from store.figures.half_hours import HalfHours
from store.records.histogram import unpack, up_to
from store.records.queue import HalfHour, QueueDay

HeatMeasure = Literal["arrivals", "asa_s", "service_level", "abandon_rate", "aht_s", "occupancy"]
HEAT_MEASURES: tuple[HeatMeasure, ...] = get_args(HeatMeasure)
WEEKS = 8
"""So many weeks are pooled."""
_FEW = 30
"""With less under it a mean or a rate is thin."""
_FEW_DAYS = 4
"""On fewer days than this the contacts of an hour are thin."""
_WEEKDAYS, _HOURS = 7, 24
_DAY = timedelta(days=1)


class HeatCell(msgspec.Struct, frozen=True, gc=False):
    """One hour of a weekday, pooled; averages are never averaged."""

    days: int
    """Days on which the hour is known; one without contacts is known too."""
    part: float
    """Numerator: contacts, seconds, contacts answered in time, minutes."""
    whole: float
    """Denominator: hours, contacts, minutes; 0 where nothing is known."""
    n: float
    """What it rests on: contacts; of occupancy half-hours of agents."""
    thin: bool
    """Whether that is too little to be read: n under 30, of arrivals under 4 days."""

    @property
    def value(self) -> float | None:
        """The measure; None where nothing is known, which is not zero."""
        return self.part / self.whole if self.whole else None


class Heat(msgspec.Struct, frozen=True):
    """A measure over the hours of the week."""

    measure: HeatMeasure
    """arrivals: contacts by the hours of that name that are known. asa_s: waits of the answered /
    answered. service_level: answered in time / (answered + abandoned). abandon_rate: abandoned /
    (answered + abandoned). aht_s: handle time / handled. occupancy: minutes with a contact /
    minutes present, at most 1. Seconds, and rates 0-1."""
    start: date
    """First day with anything known."""
    end: date
    """Last day with anything known."""
    days: int
    """How many days anything is known of."""
    cells: tuple[tuple[HeatCell, ...], ...]
    """Monday to Sunday, each from 00 to 23."""


def heats(
    days: Iterable[QueueDay], zone: tzinfo, within_s: Callable[[str], float]
) -> dict[HeatMeasure, Heat]:
    """Return the measures that anything is known of, pooled over the queue-days.

    `within_s` is the service-level threshold of a queue by its name. A half-hour that does not
    tell both parts of a measure is left out of that measure. An hour is known of a day with a log
    or interval counts; of a day that was heard live, from the first half-hour to the last.
    """
    sums = _Sums(zone)
    for day in days:
        sums.add(day, within_s(day.queue))
    if not sums.known:
        return {}
    first, last = min(sums.known), max(sums.known)
    found = {}
    for measure in HEAT_MEASURES:
        cells = tuple(
            tuple(sums.cell(measure, weekday, hour) for hour in range(_HOURS))
            for weekday in range(_WEEKDAYS)
        )
        if any(cell.whole for row in cells for cell in row):
            found[measure] = Heat(measure, first, last, len(sums.known), cells)
    return found


def queue_heats(
    days: Sequence[QueueDay], zone: tzinfo, within_s: Callable[[str], float]
) -> dict[str | None, Mapping[HeatMeasure, Heat]]:
    """Return the measures of each queue by its name, and under None those of all together."""
    found: dict[str | None, Mapping[HeatMeasure, Heat]] = {None: heats(days, zone, within_s)}
    for queue in sorted({one.queue for one in days}):
        found[queue] = heats((one for one in days if one.queue == queue), zone, within_s)
    return found


class _Sums:
    """Gathers numerators and denominators by hour of the week."""

    def __init__(self, zone: tzinfo) -> None:
        self._halves = HalfHours(zone)
        self._hours: dict[int, tuple[int, int]] = {}
        """Half-hour -> weekday and hour of the clock."""
        self._covered: dict[tuple[int, int], set[int]] = {}
        """Weekday and hour -> half-hours known."""
        self._sums: dict[tuple[HeatMeasure, tuple[int, int]], list[float]] = {}
        """Numerator, denominator, what they rest on."""
        self.known: set[date] = set()

    def add(self, day: QueueDay, within_s: float) -> None:
        """Add a queue-day."""
        self.known.add(day.day)
        told = [self._halves.of(day.start(slot).timestamp()) for slot in day.slots]
        whole = range(self._halves.first(day.day), self._halves.first(day.day + _DAY))
        live = range(min(told, default=0), max(told, default=-1) + 1)
        for half in {*told, *(live if day.source == "feed" else whole)}:
            self._covered.setdefault(self._hour(half), set()).add(half)
        for half, row in zip(told, day.half_hours(), strict=True):
            hour = self._hour(half)
            for measure, *values in _parts(row, within_s):
                sums = self._sums.setdefault((measure, hour), [0.0, 0.0, 0.0])
                sums[:] = [before + more for before, more in zip(sums, values, strict=True)]

    def _hour(self, half: int) -> tuple[int, int]:
        found = self._hours.get(half)
        if found is None:
            start = self._halves.start(half)
            found = self._hours[half] = (start.weekday(), start.hour)
        return found

    def cell(self, measure: HeatMeasure, weekday: int, hour: int) -> HeatCell:
        """Return an hour of the week."""
        covered = self._covered.get((weekday, hour), set())
        days = len({self._halves.place(half)[0] for half in covered})
        part, whole, n = self._sums.get((measure, (weekday, hour)), (0.0, 0.0, 0.0))
        if measure == "arrivals":
            return HeatCell(days, part, len(covered) / 2, n, days < _FEW_DAYS)
        if measure == "occupancy":
            part = min(part, whole)  # a source that counts a moment late may tell more than all
        return HeatCell(days, part, whole, n, n < _FEW)


def _parts(half: HalfHour, within_s: float) -> Iterator[tuple[HeatMeasure, float, float, float]]:
    """Give each measure that a half-hour tells: numerator, denominator, what they rest on."""
    yield "arrivals", half.offered, 0, half.offered
    answered = half.answered
    if answered is not None and half.abandoned is not None:
        ended = answered + half.abandoned
        yield "abandon_rate", half.abandoned, ended, ended
        if half.waits is not None:
            yield "service_level", up_to(unpack(half.waits), within_s), ended, ended
    if answered and half.wait_s is not None:
        yield "asa_s", half.wait_s, answered, answered
    if half.handled and half.handle_s is not None:
        yield "aht_s", half.handle_s, half.handled, half.handled
    if half.agent_minutes is not None and half.busy_minutes is not None:
        yield "occupancy", half.busy_minutes, half.agent_minutes, half.agent_minutes / 30
