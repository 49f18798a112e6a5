"""The queue as events and snapshots tell it, one line after the other.

The live pipeline, a replay and the command line feed the same object, so they show the same
figures. Events may come out of order or twice; what can't be is counted and left.
"""

from collections import Counter
from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, tzinfo
from math import ceil

from store.figures.half_hours import HOUR_S, HalfHours, parts
from store.figures.queue_cells import Cell, Serving, queue_day
from store.figures.queue_legs import REPEATED, Leg
from store.figures.queue_one import QUARTER_S, OneQueue
from store.records.queue import SHORT_LIMIT_S, AgentDay, Event, HalfHour, Line, QueueDay, Snapshot

OUT_OF_ORDER = "out_of_order"
MORE_THAN_ONLINE = "more_than_online"
_LONGEST_OPEN_S = 86_400.0
"""A contact without news for a day is one whose end was lost."""


class QueueState:
    """Every queue of a team, as of the lines so far."""

    def __init__(self, zone: tzinfo, *, hold_s: float = 900) -> None:
        """`zone` is the team's; heads count as present for `hold_s` after they were told."""
        self.halves = HalfHours(zone)
        self.queues: dict[str, OneQueue] = {}
        self.cells: dict[tuple[str, int], Cell] = {}
        """By queue and half-hour."""
        self.agents: dict[str, Serving] = {}
        """By name as the source writes it."""
        self.lines = 0
        """Lines that were given."""
        self.odd: Counter[str] = Counter()
        """Reason code -> lines that were left, or taken with a doubt (out_of_order)."""
        self._hold_s = hold_s
        self._closed: set[int] = set()

    # -- lines in

    def apply(self, line: Line) -> str | None:
        """Take a line in; the reason code where it was left: repeated, negative."""
        self.lines += 1
        queue = self.queues.get(line.queue)
        if queue is None:
            queue = self.queues[line.queue] = OneQueue()
        code = self._event(queue, line) if isinstance(line, Event) else self._snapshot(queue, line)
        if code is not None:
            self.odd[code] += 1
        return code

    def _event(self, queue: OneQueue, event: Event) -> str | None:
        mark = hash((event.queue, event.contact))
        leg = queue.legs.get(event.contact)
        if leg is None:
            if mark in self._closed:
                return REPEATED
            leg = Leg()
        at = event.at.timestamp()
        self._advance(event.queue, queue, at)
        holder = leg.agent if leg.is_open else None
        was_open = leg.is_open
        self._count(event.queue, queue, leg, -1)
        code = leg.take(event)
        self._count(event.queue, queue, leg, 1)
        if code is not None:
            return code
        if event.contact not in queue.legs:
            self._passed_on(event, leg, at)
        queue.legs[event.contact] = leg
        self._count_minutes(queue, event.contact, leg, (was_open, holder), at)
        if leg.whole:
            del queue.legs[event.contact]
            self._closed.add(mark)
        if queue.events_at is not None and at < queue.events_at:
            self.odd[OUT_OF_ORDER] += 1
        queue.events_at = max(queue.events_at or at, at)
        return None

    def _passed_on(self, event: Event, leg: Leg, at: float) -> None:
        """End the stay of a contact in the queue that it was passed on from.

        A `transferred` to a queue where it was not begins its stay there: it waits, or is with the
        agent that is named.
        """
        for name, other in self.queues.items():
            before = other.legs.get(event.contact)
            if name == event.queue or before is None or not (before.is_open or before.waits):
                continue
            if before.moved is None and event.event != "transferred":
                continue  # two queues may number their contacts alike
            until = at if before.moved is None else min(at, before.moved)
            ended = datetime.fromtimestamp(until, event.at.tzinfo)
            self._event(other, Event(ended, name, event.contact, "ended"))
            if event.event == "transferred":
                leg.arrived = at
                leg.answered = at if event.agent is not None else None
                self._count(event.queue, self.queues[event.queue], leg, 1)

    def _snapshot(self, queue: OneQueue, snapshot: Snapshot) -> str | None:
        before = queue.snapshot
        if before is not None and snapshot.at <= before.at:
            return REPEATED if snapshot.at == before.at else OUT_OF_ORDER
        at = snapshot.at.timestamp()
        self._advance(snapshot.queue, queue, at)
        queue.snapshot = snapshot
        heads = snapshot.heads
        if heads is not None:
            queue.heads, queue.heads_at = heads, at
            queue.states[int(at // QUARTER_S)] = heads
            told = (heads.available or 0) + (heads.busy or 0) + (heads.away or 0)
            if heads.online is not None and told > heads.online:
                self.odd[MORE_THAN_ONLINE] += 1
        return None

    # -- counting

    def cell(self, name: str, half: int) -> Cell:
        """Return the cell of a queue's half-hour, made where there is none yet."""
        found = self.cells.get((name, half))
        if found is None:
            found = self.cells[name, half] = Cell()
        return found

    def _count(self, name: str, queue: OneQueue, leg: Leg, sign: int) -> None:
        """Count all that is known of a contact where it arrived, or take that back."""
        begun = leg.begun
        if begun is None:
            return
        half = self.halves.of(begun)
        cell = self.cell(name, half)
        cell.touch()
        cell.offered += sign
        queue.arrivals[int(begun // QUARTER_S)] += sign
        if leg.answered is not None:
            wait = leg.answered - begun
            cell.answered += sign
            cell.wait_s += sign * wait
            cell.waits[ceil(wait)] += sign
            if leg.agent is not None:
                hour = int((leg.answered + self.halves.hour_shift) // HOUR_S)
                self._serving(leg.agent).rows[hour][0] += sign
            if leg.ended is not None:
                self._count_handled(cell, leg, sign)
        elif leg.left is not None:
            cell.abandoned += sign
            cell.left_s += sign * (leg.left - begun)

    def _count_handled(self, cell: Cell, leg: Leg, sign: int) -> None:
        assert leg.answered is not None and leg.ended is not None
        seconds = leg.ended - leg.answered
        cell.handled += sign
        cell.handle_s += sign * seconds
        if seconds < SHORT_LIMIT_S:
            cell.short[int(seconds)] += sign
        if leg.agent is not None:
            day = self.halves.place(self.halves.of(leg.answered))[0]
            self._serving(leg.agent).handle(day, seconds, sign)

    # -- minutes

    def _count_minutes(
        self, queue: OneQueue, contact: str, leg: Leg, before: tuple[bool, str | None], at: float
    ) -> None:
        """Keep whether it waits or is open, and whose it is; `before` is (was open, whose)."""
        queue.hold(contact, leg)
        was_open, holder = before
        agent = leg.agent if leg.is_open else None
        if was_open and holder is not None and holder != agent:
            self._let_go(queue, holder, at)
        if agent is not None and agent != (holder if was_open else None):
            queue.named = True
            queue.busy[agent] += 1
            self._serving(agent).take(at)
        if leg.answered is not None and leg.ended is not None and leg.agent is not None:
            rows, shift = self._serving(leg.agent).rows, self.halves.hour_shift
            for hour, seconds in parts(leg.answered, leg.ended, shift, HOUR_S):
                rows[hour][2] += seconds

    def _let_go(self, queue: OneQueue, agent: str, at: float) -> None:
        queue.busy[agent] -= 1
        if not queue.busy[agent]:
            del queue.busy[agent]
        self._serving(agent).let_go(at, self.halves)

    def _serving(self, agent: str) -> Serving:
        found = self.agents.get(agent)
        if found is None:
            found = self.agents[agent] = Serving()
        return found

    def _advance(self, name: str, queue: OneQueue, until: float) -> None:
        """Count the minutes of agents from the last line to this one."""
        for more in queue.minutes(until, self.halves.shift, self._hold_s):
            self.cell(name, more.half).add_minutes(more)
        queue.at = until if queue.at is None else max(queue.at, until)

    def half_hours(self, name: str, until: float) -> list[HalfHour]:
        """Return a queue's half-hours, rising, their minutes counted up to a moment."""
        queue = self.queues[name]
        cells = {half: cell for (of, half), cell in self.cells.items() if of == name}
        own: set[int] = set()
        for more in queue.minutes(until, self.halves.shift, self._hold_s):
            if more.half not in own:  # what runs on is not counted for good yet
                cells[more.half] = copy(cells.get(more.half) or Cell())
                own.add(more.half)
            cells[more.half].add_minutes(more)
        found = [cells[half].half_hour(name, self.halves, half) for half in sorted(cells)]
        return [_quiet(half) for half in found] if queue.named else found

    # -- days

    def forget_before(self, moment: datetime) -> None:
        """Let go of what arrived before a moment; who waits or is open stays."""
        second = moment.timestamp()
        first = self.halves.of(second)
        for key in [key for key in self.cells if key[1] < first]:
            del self.cells[key]
        for queue in self.queues.values():
            queue.forget_before(second, second - _LONGEST_OPEN_S)
        for agent in [agent for agent, serving in self.agents.items() if not serving.open]:
            del self.agents[agent]
        for serving in self.agents.values():
            serving.forget()
        self._closed.clear()

    def days(self, day: date) -> list[QueueDay]:
        """Return what is to be kept of a calendar day, a record for each queue with contacts."""
        found = []
        for name, queue in sorted(self.queues.items()):
            until = queue.at or 0.0
            every = [(self.halves.of(h.start.timestamp()), h) for h in self.half_hours(name, until)]
            rows = [
                (place[1], half_hour)
                for half, half_hour in every
                if (place := self.halves.place(half))[0] == day
            ]
            if any(row.offered or row.agent_minutes for _, row in rows):
                found.append(queue_day(rows, day, self.halves, "feed"))
        return found

    def agent_day(self, day: date) -> AgentDay | None:
        """Return what agents did on a calendar day; None where no event names one."""
        hours = {name: one.hours(self.halves) for name, one in sorted(self.agents.items())}
        agents = {name: by_day[day] for name, by_day in hours.items() if day in by_day}
        if not agents:
            return None
        queues = tuple(sorted({kept.queue for kept in self.days(day)}))
        return AgentDay(day, self.halves.begin(day), queues, "feed", agents)


def _quiet(half: HalfHour) -> HalfHour:
    """Return a half-hour of agents present, of whom events name none with a contact: none had."""
    if half.agent_minutes is None or half.busy_minutes is not None:
        return half
    return half._replace(busy_minutes=0.0)


def replayed(lines: Iterable[Line], zone: tzinfo, *, hold_s: float = 900) -> QueueState:
    """Return the state after lines."""
    state = QueueState(zone, hold_s=hold_s)
    for line in lines:
        state.apply(line)
    return state
