"""When in the week it is busy: weeks of half-hours as a grid of weekday by hour.

The axes are the calendar and the clock of the team's zone, whatever `day_starts` says: a shift that
goes past midnight is read where its contacts arrived. An hour that the clock skips is not counted
on that day, and one that comes twice is counted twice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta, tzinfo
from typing import Literal, get_args

import msgspec

from store.figures.half_hours import HalfHours
from store.records.histogram import packed_up_to
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
_Hour = tuple[int, int]
"""Weekday, 0 is Monday, and hour of the clock."""


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
    """First day that tells anything of it."""
    end: date
    """Last day that tells anything of it."""
    days: int
    """How many days tell anything of it."""
    cells: tuple[tuple[HeatCell, ...], ...]
    """Monday to Sunday, each from 00 to 23."""


def heats(
    days: Iterable[QueueDay], zone: tzinfo, within_s: Callable[[str], float]
) -> dict[str | None, Mapping[HeatMeasure, Heat]]:
    """Return the measures that are known: of each queue by its name, of all together under None.

    `within_s` is the service-level threshold of a queue by its name; of all together, answers
    count as in time by that of their own queue. A half-hour that does not tell both parts of a
    measure is left out of that measure. An hour is known of a day with a log or interval counts;
    of a day that was heard live, from the first half-hour to the last.
    """
    clock = _Clock(zone)
    sums: dict[str, _Sums] = {}
    for day in days:
        sums.setdefault(day.queue, _Sums(clock)).add(day, within_s(day.queue))
    total = _Sums(clock)
    for one in sums.values():
        total.join(one)
    return {None: total.heats(), **{queue: one.heats() for queue, one in sorted(sums.items())}}


class _Clock:
    """The half-hours of a zone and the hours of the week they lie in."""

    def __init__(self, zone: tzinfo) -> None:
        self.halves = HalfHours(zone)
        self._hours: dict[int, _Hour] = {}

    def hour(self, half: int) -> _Hour:
        """Return the weekday and the hour of a half-hour."""
        found = self._hours.get(half)
        if found is None:
            start = self.halves.start(half)
            found = self._hours[half] = (start.weekday(), start.hour)
        return found


class _Sums:
    """Gathers numerators and denominators by hour of the week."""

    def __init__(self, clock: _Clock) -> None:
        self._clock = clock
        self._covered: dict[_Hour, set[int]] = {}
        """Half-hours known."""
        self._counted: dict[_Hour, set[int]] = {}
        """Those of which contacts are told, not only heads."""
        self._sums: dict[tuple[HeatMeasure, _Hour], list[float]] = {}
        """Numerator, denominator, what they rest on."""
        self._days: dict[HeatMeasure, set[date]] = {}
        """Days that tell anything of a measure."""

    def add(self, day: QueueDay, within_s: float) -> None:
        """Add a queue-day."""
        halves = self._clock.halves
        if day.tells_contacts:
            self._days.setdefault("arrivals", set()).add(day.day)
        told = [halves.of(day.start(slot).timestamp()) for slot in day.slots]
        whole = range(halves.first(day.day), halves.first(day.day + _DAY))
        live = range(min(told, default=0), max(told, default=-1) + 1)
        for half in {*told, *(live if day.source == "feed" else whole)}:
            self._covered.setdefault(self._clock.hour(half), set()).add(half)
            if day.tells_contacts:
                self._counted.setdefault(self._clock.hour(half), set()).add(half)
        for half, row in zip(told, day.half_hours(), strict=True):
            hour = self._clock.hour(half)
            for measure, part, rest, n in _parts(row, within_s):
                self._add(measure, hour, part, rest, n)
                if rest:
                    self._days.setdefault(measure, set()).add(day.day)

    def join(self, other: "_Sums") -> None:
        """Add what another has gathered."""
        for measure, known in other._days.items():
            self._days.setdefault(measure, set()).update(known)
        for ours, theirs in (
            (self._covered, other._covered),
            (self._counted, other._counted),
        ):
            for hour, halves in theirs.items():
                ours.setdefault(hour, set()).update(halves)
        for (measure, hour), values in other._sums.items():
            self._add(measure, hour, *values)

    def _add(self, measure: HeatMeasure, hour: _Hour, part: float, whole: float, n: float) -> None:
        sums = self._sums.get((measure, hour))
        if sums is None:
            self._sums[measure, hour] = [part, whole, n]
        else:
            sums[0] += part
            sums[1] += whole
            sums[2] += n

    def heats(self) -> dict[HeatMeasure, Heat]:
        """Return the measures of which anything is known."""
        covered, counted = self._days_of(self._covered), self._days_of(self._counted)
        found: dict[HeatMeasure, Heat] = {}
        for measure in HEAT_MEASURES:
            days = counted if measure == "arrivals" else covered
            cells = tuple(
                tuple(self._cell(measure, (weekday, hour), days) for hour in range(_HOURS))
                for weekday in range(_WEEKDAYS)
            )
            if any(cell.whole for row in cells for cell in row):
                told = self._days[measure]
                found[measure] = Heat(measure, min(told), max(told), len(told), cells)
        return found

    def _days_of(self, halves: Mapping[_Hour, set[int]]) -> dict[_Hour, int]:
        place = self._clock.halves.place
        return {hour: len({place(half)[0] for half in one}) for hour, one in halves.items()}

    def _cell(self, measure: HeatMeasure, hour: _Hour, days: Mapping[_Hour, int]) -> HeatCell:
        part, whole, n = self._sums.get((measure, hour), (0.0, 0.0, 0.0))
        known = days.get(hour, 0)
        if measure == "arrivals":
            counted = len(self._counted.get(hour, ()))
            return HeatCell(known, part, counted / 2, n, known < _FEW_DAYS)
        if measure == "occupancy":
            part = min(part, whole)  # a source that counts a moment late may tell more than all
        return HeatCell(known, part, whole, n, n < _FEW)


def _parts(half: HalfHour, within_s: float) -> Iterator[tuple[HeatMeasure, float, float, float]]:
    """Give each measure that a half-hour tells: numerator, denominator, what they rest on."""
    yield "arrivals", half.offered, 0, half.offered
    answered = half.answered
    if answered is not None and half.abandoned is not None:
        ended = answered + half.abandoned
        yield "abandon_rate", half.abandoned, ended, ended
        if half.waits is not None:
            yield "service_level", packed_up_to(half.waits, within_s), ended, ended
    if answered and half.wait_s is not None:
        yield "asa_s", half.wait_s, answered, answered
    if half.handled and half.handle_s is not None:
        yield "aht_s", half.handle_s, half.handled, half.handled
    if half.agent_minutes is not None and half.busy_minutes is not None:
        yield "occupancy", half.busy_minutes, half.agent_minutes, half.agent_minutes / 30
