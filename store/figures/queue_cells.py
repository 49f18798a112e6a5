"""What a half-hour of a queue gathers while events come in, and what a day of it is kept as."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from store.figures.half_hours import HOUR_S, HalfHours, parts
from store.records.histogram import pack
from store.records.queue import SHORT_LIMIT_S, AgentHours, HalfHour, HalfHourSource, QueueDay


class Minutes(NamedTuple):
    """Agents' time in a half-hour, in seconds added up over agents."""

    half: int
    busy_s: float
    """With at least one contact open, by events."""
    present_s: float | None
    """Present, as a source of heads tells; None where it does not. Likewise below."""
    told_busy_s: float | None


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
        "record",
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
        """Both histograms as texts, until contacts change."""
        self.record: HalfHour | None = None
        """What it came to, until anything changes."""
        self.busy_s = 0.0
        """Seconds that agents had at least one contact open."""
        self.present_s: float | None = None
        """Seconds that agents were present, where a source tells."""
        self.told_busy_s: float | None = None
        """Seconds that agents were busy, as a source of heads tells."""

    def touch(self) -> None:
        """Note that its contacts change."""
        self.packed = self.record = None

    def add_minutes(self, more: Minutes) -> None:
        """Add agents' time."""
        self.record = None
        self.busy_s += more.busy_s
        if more.present_s is not None:
            self.present_s = (self.present_s or 0) + more.present_s
        if more.told_busy_s is not None:
            self.told_busy_s = (self.told_busy_s or 0) + more.told_busy_s

    def half_hour(self, queue: str, halves: HalfHours, half: int) -> HalfHour:
        """Return it as a record; minutes of heads stand in where no event names an agent."""
        if self.record is None:
            self.record = self._half_hour(queue, halves, half)
        return self.record

    def _half_hour(self, queue: str, halves: HalfHours, half: int) -> HalfHour:
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


class AgentRows(dict[int, list[float]]):
    """Hour of the clock -> contacts answered, seconds busy, seconds of open contacts."""

    def __missing__(self, hour: int) -> list[float]:
        row = self[hour] = [0, 0, 0]
        return row


class AgentCells:
    """One agent's contacts, whichever the queue."""

    __slots__ = ("handle_s", "handled", "rows", "short")

    def __init__(self) -> None:
        self.rows = AgentRows()
        self.handled: defaultdict[date, int] = defaultdict(int)
        self.handle_s: defaultdict[date, float] = defaultdict(float)
        self.short: defaultdict[date, Counter[int]] = defaultdict(Counter)
        """By the day of the answer."""

    def handle(self, day: date, seconds: float, sign: int = 1) -> None:
        """Count a handled contact, or take it back."""
        self.handled[day] += sign
        self.handle_s[day] += sign * seconds
        if seconds < SHORT_LIMIT_S:
            self.short[day][int(seconds)] += sign

    def hours(self, halves: HalfHours) -> dict[date, AgentHours]:
        """Return what is kept of each day."""
        days: dict[date, list[tuple[int, list[float]]]] = {}
        for hour in sorted(self.rows):
            row = self.rows[hour]
            if any(row):
                day, number = halves.place_hour(hour)
                days.setdefault(day, []).append((number, row))
        return {
            day: self._of_day(day, days.get(day, [])) for day in days.keys() | self.handled.keys()
        }

    def _of_day(self, day: date, rows: Sequence[tuple[int, list[float]]]) -> AgentHours:
        columns = zip(*[row for _, row in rows], strict=True) if rows else ((), (), ())
        answered, busy_s, open_s = (tuple(map(round, column)) for column in columns)
        return AgentHours(
            hours=tuple(number for number, _ in rows),
            answered=answered,
            busy_s=busy_s,
            open_s=open_s,
            handled=self.handled.get(day, 0),
            handle_s=round(self.handle_s.get(day, 0), 3),
            short=pack(self.short.get(day, {})),
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

    def let_go(self, at: float, halves: HalfHours) -> None:
        """Have one contact less."""
        self.open -= 1
        if not self.open:
            for hour, seconds in parts(self.since, at, halves.hour_shift, HOUR_S):
                self.rows[hour][1] += seconds

    def forget(self) -> None:
        """Let go of what was counted."""
        self.rows.clear()
        for by_day in (self.handled, self.handle_s, self.short):
            by_day.clear()


def queue_day(
    rows: Iterable[tuple[int, HalfHour]], day: date, halves: HalfHours, source: HalfHourSource
) -> QueueDay:
    """Return the record of a day from its half-hours, by number in the day; at least one."""
    slots, every = zip(*rows, strict=True)
    return QueueDay(day, every[0].queue, halves.begin(day), source, slots, **columns_of(every))


def columns_of(rows: Iterable[HalfHour]) -> dict[str, tuple[Any, ...]]:
    """Return the columns of a `QueueDay`; one of which nothing is told is empty."""
    columns = dict(zip(HalfHour._fields, zip(*rows, strict=True), strict=True))
    del columns["queue"], columns["start"]
    return {
        name: column if any(value is not None for value in column) else ()
        for name, column in columns.items()
    }
