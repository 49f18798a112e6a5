"""What is held of a contact log while it streams by: sums by half-hour, a few bytes a contact.

Nothing here is a contact: of each only its wait, its short handle time and its span are kept, as
plain numbers in arrays.
"""

from array import array
from collections import Counter
from datetime import date, tzinfo
from math import ceil

from store.figures.half_hours import HalfHours
from store.imports.agent_spans import QUEUES, Added, Spans
from store.imports.summed import Summed, encoded
from store.records.histogram import pack
from store.records.queue import SHORT_LIMIT_S, AgentDay, QueueDay


class Cell:
    """The contacts of a queue that arrived in one half-hour."""

    __slots__ = ("abandoned", "left_s", "part_took_s", "part_wait_s", "queue", "took", "waits")

    def __init__(self, queue: int) -> None:
        self.queue = queue
        """Number of the queue."""
        self.abandoned = 0
        self.left_s: float = 0
        """Waits of the abandoned, until they left."""
        self.waits = array("I")
        """Waits of the answered, whole seconds rounded up."""
        self.part_wait_s = 0.0
        """What has to be added to their sum for the parts of seconds."""
        self.took = array("I")
        """Handle times, whole seconds rounded down."""
        self.part_took_s = 0.0

    def add_part_wait(self, wait: float) -> None:
        """Count the wait of an answered contact that is no whole number of seconds."""
        self.waits.append(ceil(wait))
        self.part_wait_s += wait - ceil(wait)

    @property
    def short(self) -> str:
        """The packed histogram of short handle times."""
        counts = Counter(self.took)
        return pack({took: n for took, n in counts.items() if took < SHORT_LIMIT_S})


class Cells(dict[tuple[str, int], Cell]):
    """By queue and half-hour of arrival; begun when asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._queues: dict[str, int] = {}

    def __missing__(self, key: tuple[str, int]) -> Cell:
        number = self._queues.setdefault(key[0], len(self._queues))
        found = self[key] = Cell(number % QUEUES)
        return found


class ContactSums:
    """The sums of a contact log."""

    def __init__(self, zone: tzinfo) -> None:
        self.halves = HalfHours(zone)
        self.cells = Cells()
        self.spans = Spans()

    @property
    def covered(self) -> tuple[int, int] | None:
        """Return the first and the last half-hour with an arrival, in any queue."""
        halves = [half for _, half in self.cells]
        return (min(halves), max(halves)) if halves else None

    def days(self) -> Summed:
        """Return what it all comes to."""
        by_day: dict[tuple[date, str], list[tuple[int, int]]] = {}
        queues: dict[date, list[str]] = {}
        for (queue, half), cell in sorted(self.cells.items(), key=lambda item: item[0]):
            if cell.waits or cell.abandoned:  # else only repeated rows
                day, slot = self.halves.place(half)
                by_day.setdefault((day, queue), []).append((slot, half))
        for day, queue in sorted(by_day):
            queues.setdefault(day, []).append(queue)
        added = Added(self.spans, self.halves)
        return Summed(
            days=tuple(queues),
            queue_days=encoded(
                self._queue_day(day, queue, places, added)
                for (day, queue), places in sorted(by_day.items())
            ),
            agent_days=encoded(
                AgentDay(day, self.halves.begin(day), tuple(of), "contact_log", hours)
                for day, of in queues.items()
                if (hours := added.hours.get(day)) is not None
            ),
            agents=added.days(),
        )

    def _queue_day(
        self, day: date, queue: str, places: list[tuple[int, int]], added: Added
    ) -> QueueDay:
        cells = [self.cells[queue, half] for _, half in places]
        number = cells[0].queue
        return QueueDay(
            day=day,
            queue=queue,
            begins=self.halves.begin(day),
            source="contact_log",
            slots=tuple(slot for slot, _ in places),
            offered=tuple(len(cell.waits) + cell.abandoned for cell in cells),
            answered=tuple(len(cell.waits) for cell in cells),
            abandoned=tuple(cell.abandoned for cell in cells),
            wait_s=tuple(round(sum(cell.waits) + cell.part_wait_s, 3) for cell in cells),
            left_s=tuple(round(cell.left_s, 3) for cell in cells),
            handle_s=tuple(round(sum(cell.took) + cell.part_took_s, 3) for cell in cells),
            handled=tuple(len(cell.took) for cell in cells),
            waits=tuple(pack(Counter(cell.waits)) for cell in cells),
            short=tuple(cell.short for cell in cells),
            busy_minutes=tuple(round(added.busy_s(number, half) / 60, 4) for _, half in places),
        )
