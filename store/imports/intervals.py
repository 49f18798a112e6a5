"""Interval counts, half-hours or finer, summed into half-hours."""

from collections.abc import Iterator
from datetime import date, tzinfo
from itertools import pairwise
from math import isfinite, isnan
from typing import TypeVar

from store.figures.half_hours import HALF_S, HalfHours
from store.imports.days import in_range
from store.imports.header import Row
from store.imports.moments import Moments, Seconds
from store.imports.plan import Plan
from store.imports.queue_rows import ONLY_QUEUE, Chunk, NameReader, Told, chunks
from store.imports.summed import Summed, encoded
from store.imports.table import RawTable
from store.records.queue import QueueDay
from store.records.report import Note

T = TypeVar("T", int, float)
_COUNTS = ("offered", "answered", "abandoned")
_NUMBERS = (*_COUNTS, "asa_s", "aht_s", "agent_minutes")
_MISSING = frozenset(("", "-", "--", "null", "None", "NaN"))
_MOST = 1e9


class _Half:
    """One half-hour of a queue; a sum of which a part is missing is missing."""

    __slots__ = ("abandoned", "agent_minutes", "answered", "handle_s", "offered", "wait_s")

    def __init__(self) -> None:
        self.offered: float | None = 0
        self.answered: float | None = 0
        self.abandoned: float | None = 0
        self.wait_s: float | None = 0
        self.handle_s: float | None = 0
        self.agent_minutes: float | None = 0

    def add(self, told: dict[str, float | None]) -> None:
        """Add the counts of an interval; a mean is weighed by the answered it is of."""
        answered = told["answered"]
        for name in (*_COUNTS, "agent_minutes"):
            setattr(self, name, _plus(getattr(self, name), told[name]))
        for name, mean in (("wait_s", told["asa_s"]), ("handle_s", told["aht_s"])):
            if answered == 0:
                continue
            part = None if answered is None or mean is None else answered * mean
            setattr(self, name, _plus(getattr(self, name), part))


class IntervalCounts:
    """Reads the rows of interval counts."""

    def __init__(self, plan: Plan, headers: tuple[str, ...], zone: tzinfo, today: date) -> None:
        self.halves = HalfHours(zone)
        self.told = Told(plan, headers)
        self._plan = plan
        self._today = today
        self._moments = Moments(zone)
        self._queues = NameReader()
        self._found: dict[tuple[str, int], _Half] = {}
        self._starts: dict[str, set[Seconds]] = {}

    def read(self, rows: Iterator[Row], table: RawTable) -> Iterator[tuple[int, int]]:
        """Take the rows in, giving how much of the table was read now and then."""
        for chunk in chunks(rows, self._plan, self.told, text=table.name is None):
            self._take(chunk)
            yield table.done, table.total

    def _take(self, chunk: Chunk) -> None:
        starts = self._moments.column(chunk.texts("start") or ())
        queues = chunk.texts("queue")
        columns = {name: chunk.texts(name) for name in _NUMBERS}
        for at, start in enumerate(starts):
            queue = ONLY_QUEUE if queues is None else self._queues[queues[at]]
            texts = {name: c[at].strip() if c else "" for name, c in columns.items()}
            wrong = self._wrong(queue, start) or self._count(queue, start, texts)
            if wrong is not None:
                self.told.reject(chunk, at, *wrong)

    def _wrong(self, queue: str, start: Seconds | None) -> tuple[str, str] | None:
        """Return (field, reason code) of what can't be about an interval's place."""
        if not queue:
            return "queue", "no_queue"
        if start is None or isnan(start):
            return "start", "no_time" if start is None else "not_a_time"
        try:
            day = self.halves.place(self.halves.of(start))[0]
        except (ValueError, OverflowError, OSError):
            return "start", "day_out_of_range"
        if not in_range(day, self._today):
            return "start", "day_out_of_range"
        if start in self._starts.get(queue, ()):
            return "start", "duplicate_row"
        return None

    def _count(
        self, queue: str, start: Seconds | None, texts: dict[str, str]
    ) -> tuple[str, str] | None:
        told: dict[str, float | None] = {}
        for name, text in texts.items():
            number = _number(text)
            if isinstance(number, str):
                return name, number
            if name in _COUNTS and number is not None and number != int(number):
                return name, "not_a_number"
            told[name] = number
        if told["offered"] is None:
            return "offered", "no_values"
        assert start is not None
        self._starts.setdefault(queue, set()).add(start)
        half = self.halves.of(start)
        self._found.setdefault((queue, half), _Half()).add(told)
        return None

    @property
    def notes(self) -> tuple[Note, ...]:
        """Tell of a queue whose intervals are longer than half-hours."""
        for queue, starts in self._starts.items():
            gaps = [later - sooner for sooner, later in pairwise(sorted(starts))]
            if len(gaps) >= 2 and min(gaps) > HALF_S:
                return (Note("long_intervals", {"queue": queue, "minutes": min(gaps) // 60}),)
        return ()

    @property
    def covered(self) -> tuple[int, int] | None:
        """Return the first and the last half-hour."""
        halves = [half for _, half in self._found]
        return (min(halves), max(halves)) if halves else None

    def days(self) -> Summed:
        """Return what it all comes to."""
        by_day: dict[tuple[date, str], list[tuple[int, _Half]]] = {}
        for (queue, half), found in sorted(self._found.items(), key=lambda item: item[0]):
            day, slot = self.halves.place(half)
            by_day.setdefault((day, queue), []).append((slot, found))
        return Summed(
            days=tuple(sorted({day for day, _ in by_day})),
            queue_days=encoded(
                self._queue_day(day, queue, rows)
                for (day, queue), rows in sorted(by_day.items(), key=lambda item: item[0])
            ),
        )

    def _queue_day(self, day: date, queue: str, rows: list[tuple[int, _Half]]) -> QueueDay:
        halves = [half for _, half in rows]
        answered = [_whole(half.answered) for half in halves]
        return QueueDay(
            day=day,
            queue=queue,
            begins=self.halves.begin(day),
            source="intervals",
            slots=tuple(slot for slot, _ in rows),
            offered=tuple(_whole(half.offered) or 0 for half in halves),
            answered=_told(answered),
            abandoned=_told([_whole(half.abandoned) for half in halves]),
            wait_s=_told([_rounded(half.wait_s) for half in halves]),
            handle_s=_told([_rounded(half.handle_s) for half in halves]),
            handled=_told(
                [
                    None if half.handle_s is None else count
                    for half, count in zip(halves, answered, strict=True)
                ]
            ),
            agent_minutes=_told([_rounded(half.agent_minutes) for half in halves]),
        )


def _number(text: str) -> float | str | None:
    """Return the number of a cell, None where it is missing, a reason code where it can't be."""
    if text in _MISSING:
        return None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return "not_a_number"
    if not isfinite(number):
        return "not_a_number"
    if number < 0:
        return "negative"
    return "too_large" if number > _MOST else number


def _plus(whole: float | None, part: float | None) -> float | None:
    return None if whole is None or part is None else whole + part


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _told(column: list[T | None]) -> tuple[T | None, ...]:
    """Return a column, empty where nothing is told of it."""
    return () if all(value is None for value in column) else tuple(column)
