"""A contact log, one row a contact, read as a stream into sums by half-hours."""

from collections.abc import Iterator
from datetime import date, tzinfo
from itertools import repeat
from math import isnan

from store.figures.half_hours import HALF_S, HalfHours
from store.imports.agent_spans import LENGTH, NO_END, SECOND
from store.imports.contact_sums import ContactSums
from store.imports.days import in_range
from store.imports.header import Row
from store.imports.labels import clean_label
from store.imports.moments import Moments, Seconds
from store.imports.plan import Plan
from store.imports.queue_rows import ONLY_QUEUE, Chunk, NameReader, Told, chunks
from store.imports.summed import Summed
from store.imports.table import RawTable
from store.records.report import Note

_OUTCOMES = {
    "answered": (
        "answered",
        "handled",
        "served",
        "accepted",
        "已接待",
        "已应答",
        "已接起",
        "已接听",
        "接通",
        "应答",
    ),
    "abandoned": (
        "abandoned",
        "abandon",
        "missed",
        "lost",
        "放弃",
        "已放弃",
        "未接待",
        "未应答",
        "未接起",
        "未接听",
        "未接通",
    ),
}
_WORDS = {word: outcome == "answered" for outcome, words in _OUTCOMES.items() for word in words}
LONGEST_S = 366 * 86_400
"""A contact that is said to last longer has a moment that is wrong."""
_Contact = tuple[str, str, Seconds | None, Seconds | None, Seconds | None, str, bool | None]
"""contact, queue, arrived, answered, ended, agent, whether it was answered (None: not known)."""


class _Outcomes(dict[str, bool | None]):
    def __missing__(self, text: str) -> bool | None:
        found = self[text] = _WORDS.get(clean_label(text))
        return found


class ContactLog:
    """Reads the rows of a contact log."""

    def __init__(self, plan: Plan, headers: tuple[str, ...], zone: tzinfo, today: date) -> None:
        self.sums = ContactSums(zone)
        self.told = Told(plan, headers)
        self._plan = plan
        self._today = today
        self._moments = Moments(zone)
        self._queues = NameReader()
        self._agents = NameReader(200)
        self._outcomes = _Outcomes()
        self._seen: set[int] = set()
        """Marks of contacts: what tells a repeated row."""
        self._in_range: set[int] = set()
        """Half-hours whose day can be meant."""

    @property
    def halves(self) -> HalfHours:
        """The half-hours of the team's zone."""
        return self.sums.halves

    @property
    def covered(self) -> tuple[int, int] | None:
        """The first and the last half-hour with an arrival."""
        return self.sums.covered

    @property
    def notes(self) -> tuple[Note, ...]:
        """What else is to be told."""
        return ()

    def days(self) -> Summed:
        """Return what it all comes to."""
        return self.sums.days()

    def read(self, rows: Iterator[Row], table: RawTable) -> Iterator[tuple[int, int]]:
        """Take the rows in, giving how much of the table was read now and then."""
        for chunk in chunks(rows, self._plan, self.told, text=table.name is None):
            self._take(chunk)
            yield table.done, table.total
        self._seen.clear()

    def _take(self, chunk: Chunk) -> None:  # noqa: PLR0912 - a call costs more than a branch
        """Count the contacts of a chunk: this runs a million times, so it calls little."""
        cells, spans, seen = self.sums.cells, self.sums.spans, self._seen
        fits, shift = self._in_range, self.sums.halves.shift
        for at, row in enumerate(self._contacts(chunk)):
            contact, queue, arrived, answered, ended, agent, is_answered = row
            try:
                # Of nearly every row this is all that has to be asked; nan is in no order.
                good = arrived <= answered <= ended <= arrived + LONGEST_S  # type: ignore[operator]
            except TypeError:
                good = False
            if not (good and is_answered and queue) and (wrong := _wrong(row)) is not None:
                self.told.reject(chunk, at, *wrong)
                continue
            assert arrived is not None
            half = int((arrived + shift) // HALF_S)
            if half not in fits and not self._learn(half):
                self.told.reject(chunk, at, "arrived_at", "day_out_of_range")
                continue
            if contact:
                known = len(seen)
                seen.add(hash((contact, queue, half // 48)))
                if len(seen) == known:
                    self.told.reject(chunk, at, "contact", "duplicate_contact")
                    continue
            cell = cells[queue, half]
            if not is_answered:
                cell.abandoned += 1
                cell.left_s += 0 if ended is None else ended - arrived
                continue
            if answered is None:
                answered = arrived  # answered without a wait
            try:
                cell.waits.append(answered - arrived)  # type: ignore[arg-type]
            except TypeError:  # parts of seconds
                cell.add_part_wait(answered - arrived)
            length = NO_END
            if ended is not None:
                took = ended - answered
                length = int(took)
                cell.took.append(length)
                if length != took:
                    cell.part_took_s += took - length
                if length >= NO_END:
                    length = NO_END - 1
            if agent:
                spans[agent].append((int(answered) << SECOND) | (length << LENGTH) | cell.queue)

    def _contacts(self, chunk: Chunk) -> Iterator[_Contact]:
        """Give the rows as values."""
        moments = {
            field: self._moments.column(texts) if texts is not None else [None] * len(chunk)
            for field in ("arrived_at", "answered_at", "ended_at")
            for texts in (chunk.texts(field),)
        }
        told = chunk.texts("outcome")
        outcomes: Iterator[bool | None]
        if told is None:
            outcomes = (answered is not None for answered in moments["answered_at"])
        else:
            outcomes = map(self._outcomes.__getitem__, told)
        queues, agents = chunk.texts("queue"), chunk.texts("agent")
        return zip(
            chunk.texts("contact") or repeat(""),
            repeat(ONLY_QUEUE) if queues is None else map(self._queues.__getitem__, queues),
            moments["arrived_at"],
            moments["answered_at"],
            moments["ended_at"],
            repeat("") if agents is None else map(self._agents.__getitem__, agents),
            outcomes,
            strict=False,
        )

    def _learn(self, half: int) -> bool:
        """Return whether the day of a half-hour can be meant, and remember one that can."""
        try:
            fits = in_range(self.sums.halves.place(half)[0], self._today)
        except (ValueError, OverflowError, OSError):
            return False
        if fits:
            self._in_range.add(half)
        return fits


def _wrong(row: _Contact) -> tuple[str, str] | None:
    """Return (field, reason code) of what can't be about a contact."""
    _, queue, arrived, answered, ended, _, is_answered = row
    if is_answered is None:
        return "outcome", "unknown_outcome"
    if not queue:
        return "queue", "no_queue"
    if arrived is None:
        return "arrived_at", "no_time"
    if isnan(arrived):
        return "arrived_at", "not_a_time"
    begun, since = arrived, "arrived"
    if is_answered and answered is not None:
        if not answered >= arrived:
            why = "not_a_time" if isnan(answered) else "answered_before_arrived"
            return "answered_at", why
        begun, since = answered, "answered"
    if ended is not None and not ended >= begun:
        return "ended_at", "not_a_time" if isnan(ended) else f"ended_before_{since}"
    if max(begun, begun if ended is None else ended) - arrived > LONGEST_S:
        return ("answered_at" if ended is None else "ended_at"), "too_large"
    return None
