"""What a half-hour of a queue gathers while events come in, and what a day of it is kept as."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date

import msgspec

from store.figures.half_hours import HalfHours, parts
from store.records.histogram import pack
from store.records.queue import SHORT_LIMIT_S, AgentHours, HalfHour, HalfHourSource, QueueDay


class Cell:
    """The contacts that arrived in a half-hour, and the minutes of that half-hour."""

    __slots__ = (
        "abandoned",
        "answered",
        "busy_s",
        "handle_s",
        "handled",
        "left_s",
        "offered",
        "packed",
        "present_s",
        "short",
        "told_busy_s",
        "wait_s",
        "waits",
    )

    def __init__(self) -> None:
        self.offered = self.answered = self.abandoned = self.handled = 0
        self.wait_s = self.left_s = self.handle_s = 0.0
        self.waits: Counter[int] = Counter()
        self.short: Counter[int] = Counter()
        self.packed: tuple[str, str] | None = None
        """Both histograms as texts; to be set to None when they change."""
        self.busy_s = 0.0
        """Seconds that agents had at least one contact open."""
        self.present_s: float | None = None
        """Seconds that agents were present, where a source tells."""
        self.told_busy_s: float | None = None
        """Seconds that agents were busy, as a source of heads tells."""

    def add_minutes(self, more: "Cell") -> None:
        """Add the minutes of another cell; its contacts are left."""
        self.busy_s += more.busy_s
        if more.present_s is not None:
            self.present_s = (self.present_s or 0) + more.present_s
        if more.told_busy_s is not None:
            self.told_busy_s = (self.told_busy_s or 0) + more.told_busy_s

    def with_minutes(self, more: "Cell") -> "Cell":
        """Return the same contacts with the minutes of another cell added."""
        new = copy(self)
        new.add_minutes(more)
        return new

    def half_hour(self, queue: str, halves: HalfHours, half: int) -> HalfHour:
        """Return it as a record; minutes of heads stand in where no event names an agent."""
        waits, short = self.packed = self.packed or (pack(self.waits), pack(self.short))
        return HalfHour(
            queue,
            halves.start(half),
            self.offered,
            self.answered,
            self.abandoned,
            round(self.wait_s, 3),
            round(self.left_s, 3),
            round(self.handle_s, 3),
            self.handled,
            waits,
            _minutes(self.present_s),
            _minutes(self.busy_s or self.told_busy_s),
            short,
        )


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / 60, 4)


class AgentCells:
    """One agent's contacts, whichever the queue, by half-hours of the clock."""

    __slots__ = ("answered", "busy_s", "handle_s", "handled", "open_s", "short")

    def __init__(self) -> None:
        self.answered: defaultdict[int, int] = defaultdict(int)
        self.busy_s: defaultdict[int, float] = defaultdict(float)
        self.open_s: defaultdict[int, float] = defaultdict(float)
        """By half-hour."""
        self.handled: defaultdict[date, int] = defaultdict(int)
        self.handle_s: defaultdict[date, float] = defaultdict(float)
        self.short: defaultdict[date, Counter[int]] = defaultdict(Counter)
        """By the day of arrival."""

    def handle(self, day: date, seconds: float, sign: int = 1) -> None:
        """Count a handled contact, or take it back."""
        self.handled[day] += sign
        self.handle_s[day] += sign * seconds
        if seconds < SHORT_LIMIT_S:
            self.short[day][int(seconds)] += sign

    def hours(self, halves: HalfHours) -> dict[date, AgentHours]:
        """Return what is kept of each day."""
        found: dict[date, dict[int, list[float]]] = {}
        columns: tuple[Mapping[int, float], ...] = (self.answered, self.busy_s, self.open_s)
        for column, by_half in enumerate(columns):
            for half, value in by_half.items():
                day, slot = halves.place(half)
                row = found.setdefault(day, {}).setdefault(slot // 2, [0, 0, 0])
                row[column] += value
        return {
            day: self._of_day(day, found.get(day, {})) for day in found.keys() | self.handled.keys()
        }

    def _of_day(self, day: date, rows: Mapping[int, list[float]]) -> AgentHours:
        hours = sorted(hour for hour, row in rows.items() if any(row))
        return AgentHours(
            hours=tuple(hours),
            answered=tuple(round(rows[hour][0]) for hour in hours),
            busy_s=tuple(round(rows[hour][1]) for hour in hours),
            open_s=tuple(round(rows[hour][2]) for hour in hours),
            handled=self.handled.get(day, 0),
            handle_s=round(self.handle_s.get(day, 0), 3),
            short=pack(self.short.get(day, Counter())),
        )


class Serving(AgentCells):
    """An agent, and the contacts they have open now."""

    __slots__ = ("open", "since")

    def __init__(self) -> None:
        super().__init__()
        self.open = 0
        self.since = 0.0
        """Since when at least one is open."""

    def take(self, at: float) -> None:
        """Have one contact more."""
        if not self.open:
            self.since = at
        self.open += 1

    def let_go(self, at: float, shift: int) -> None:
        """Have one contact less."""
        self.open -= 1
        if not self.open:
            for half, seconds in parts(self.since, at, shift):
                self.busy_s[half] += seconds

    def forget(self) -> None:
        """Let go of what was counted."""
        for counted in (self.answered, self.busy_s, self.open_s):
            counted.clear()
        for by_day in (self.handled, self.handle_s, self.short):
            by_day.clear()


def queue_day(
    rows: Iterable[tuple[int, HalfHour]],
    day: date,
    halves: HalfHours,
    *,
    source: HalfHourSource,
    files: tuple[str, ...] = (),
) -> QueueDay:
    """Return the record of a day from its half-hours, rising, by number in the day; at least one.

    A column of which nothing is told is left empty.
    """
    slots, every = zip(*rows, strict=True)
    columns = dict(zip(HalfHour._fields, zip(*every, strict=True), strict=True))
    queue = columns.pop("queue")[0]
    del columns["start"]
    told = {name: column for name, column in columns.items() if any(v is not None for v in column)}
    return msgspec.structs.replace(
        QueueDay(day, queue, halves.begin(day), source, slots, columns["offered"]),
        **told,
        files=files,
    )
