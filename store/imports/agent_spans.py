"""From when to when each agent had contacts open: a number of eight bytes for each contact."""

from array import array
from collections import defaultdict
from datetime import date

from store.figures.half_hours import HALF_S, HOUR_S, HalfHours, parts
from store.figures.queue_cells import AgentCells, AgentRows
from store.records.queue import SHORT_LIMIT_S, AgentHours

_LENGTH_BITS, _QUEUE_BITS = 20, 12
LENGTH = _QUEUE_BITS
SECOND = _QUEUE_BITS + _LENGTH_BITS
"""A span is one number: the second of the answer from bit SECOND on, how many seconds it lasted
from bit LENGTH on, and below that the number of the queue."""
NO_END = (1 << _LENGTH_BITS) - 1
"""Length of a span whose end is not known; a longer one, of twelve days, is cut below it."""
QUEUES = 1 << _QUEUE_BITS
"""Beyond so many queues some share a number: their busy minutes come out too few."""
_DAY = 1 << 40
"""Half-hours are fewer than this, so that a queue and a half-hour make one number."""


class Spans(dict[str, "array[int]"]):
    """Agent as written -> spans."""

    def __missing__(self, agent: str) -> "array[int]":
        spans = self[agent] = array("Q")
        return spans


class Added:
    """What spans add up to; overlapping ones of an agent count once."""

    def __init__(self, spans: Spans, halves: HalfHours) -> None:
        self._halves = halves
        self._busy: defaultdict[int, float] = defaultdict(float)
        self.hours: dict[date, dict[str, AgentHours]] = {}
        """What each agent did on each day."""
        for agent in sorted(spans):
            cells = AgentCells()
            for day, lengths in self._add(cells.rows, sorted(spans[agent])).items():
                _count(cells, day, lengths)
            for day, hours in cells.hours(halves).items():
                self.hours.setdefault(day, {})[agent] = hours

    def busy_s(self, queue: int, half: int) -> float:
        """Return the seconds of a half-hour that agents had a contact of a queue open."""
        return self._busy.get(queue * _DAY + half, 0.0)

    def days(self) -> dict[str, tuple[date, ...]]:
        """Return the days on which each agent answered."""
        found: dict[str, list[date]] = {}
        for day in sorted(self.hours):
            for agent, hours in self.hours[day].items():
                if any(hours.answered):
                    found.setdefault(agent, []).append(day)
        return {agent: tuple(days) for agent, days in found.items()}

    def _add(self, rows: AgentRows, codes: list[int]) -> dict[date, dict[int, int]]:
        """Walk through one agent's spans in order of answer; return their lengths by day."""
        shift, hour_shift, busy = self._halves.shift, self._halves.hour_shift, self._busy
        by_day: dict[date, dict[int, int]] = {}
        lengths: dict[int, int] = {}
        covered_of: defaultdict[int, int] = defaultdict(int)
        covered = half = hour = -1
        row: list[float] = []
        for code in codes:
            start, length, queue = code >> SECOND, (code >> LENGTH) & NO_END, code & (QUEUES - 1)
            if (start + shift) // HALF_S != half:
                half = (start + shift) // HALF_S
                hour = (start + hour_shift) // HOUR_S
                row = rows[hour]
                lengths = by_day.setdefault(self._halves.place_hour(hour)[0], {})
            row[0] += 1
            if length == NO_END:
                continue
            lengths[length] = lengths.get(length, 0) + 1
            end = start + length
            alone = start if start > covered else covered
            if (end + hour_shift) // HOUR_S == hour:
                row[2] += length
                if end > alone:
                    row[1] += end - alone
                    covered = end
            else:
                _spread(rows, start, end, alone, hour_shift)
                covered = max(covered, end)
            before = covered_of[queue]
            if end > before:
                covered_of[queue] = end
                alone = start if start > before else before
                edge = (half + 1) * HALF_S - shift
                if end <= edge:
                    busy[queue * _DAY + half] += end - alone
                else:
                    for part, seconds in parts(alone, end, shift):
                        busy[queue * _DAY + part] += seconds
        return by_day


def _spread(rows: AgentRows, start: int, end: int, alone: int, shift: int) -> None:
    """Spread a span over its hours; from `alone` on no other was open."""
    for hour, seconds in parts(start, end, shift, HOUR_S):
        rows[hour][2] += seconds
    for hour, seconds in parts(alone, end, shift, HOUR_S):
        rows[hour][1] += seconds


def _count(cells: AgentCells, day: date, lengths: dict[int, int]) -> None:
    """Note the handled contacts of a day by how many seconds they took."""
    cells.handled[day] += sum(lengths.values())
    cells.handle_s[day] += sum(length * n for length, n in lengths.items())
    short = {length: n for length, n in lengths.items() if length < SHORT_LIMIT_S}
    cells.short[day].update(short)
