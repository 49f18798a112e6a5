"""A simulated floor: customers come, wait, leave or are answered; agents hold several at once."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any

from store.feeds.demo_plan import HALF_S, Person, Queue, arrivals, breaks, expected, shift
from store.records.queue import Event, EventKind, Heads, Line, Snapshot

_SLOWER = 0.14
"""Each other contact that an agent has open makes one take this much longer."""
_PASSED_ON = 0.02
_SPREAD = 0.55
_QUICKEST_S, _NOTICES_S = 2.0, 6.0
"""An agent answers after two seconds at the least, and some more on average."""
_SNAPSHOT_S = 300


class _Agent:
    """Somebody on the floor."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.on = False
        self.away = False
        self.open = 0

    @property
    def takes(self) -> bool:
        """Whether another contact may come."""
        return self.on and not self.away and self.open < self.person.cap


class _Floor:
    """One queue and who works in it."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue
        self.agents = [_Agent(person) for person in queue.people]
        self.waiting: dict[str, float] = {}
        """Contact -> when it arrived, the oldest first."""
        self.line: deque[str] = deque()
        """Those of them that nobody is about to answer; some may have left."""
        self.open = 0
        self.rng = Random()
        self.number = 0

    def heads(self) -> Heads:
        """Return the agents by state; who has gone home finishes what is open, and is not here."""
        here = [agent for agent in self.agents if agent.on]
        away = sum(agent.away for agent in here)
        busy = sum(agent.open > 0 and not agent.away for agent in here)
        return Heads(len(here), len(here) - away - busy, busy, away)


class DemoFloor:
    """Plays a floor from the beginning of a day on; one seed gives one floor, however it is asked.

    Holds who waits and what is open, nothing of the past.
    """

    def __init__(self, queues: Sequence[Queue], zone: tzinfo, begin: date, seed: int = 1) -> None:
        self._zone = zone
        self._seed = seed
        self._floors = [_Floor(queue) for queue in queues]
        self._heap: list[tuple[float, int, Callable[..., None], tuple[Any, ...]]] = []
        """Moment, order among the same moment, what happens then, and to whom."""
        self._second = 0.0
        """The moment that is being played, in seconds of the epoch."""
        self._order = count()
        self._lines: deque[Line] = deque()
        self._plan(begin)

    def until(self, now: datetime) -> Iterator[Line]:
        """Give what happens up to a moment, with a snapshot of each queue every five minutes."""
        second = now.timestamp()
        while self._heap and self._heap[0][0] <= second:
            self._second, _, happens, about = heappop(self._heap)
            happens(*about)
            while self._lines:
                yield self._lines.popleft()

    def snapshots(self, now: datetime) -> list[Snapshot]:
        """Return how each queue stands."""
        return [self._told(floor, now.timestamp()) for floor in self._floors]

    # -- what happens, each when its moment has come

    def _plan(self, day: date) -> None:
        begins = datetime.combine(day, time(), self._zone).timestamp()
        for floor in self._floors:
            floor.rng = Random(f"{self._seed}/{day}/{floor.queue.name}")
            floor.number = 0
            for agent in floor.agents:
                self._plan_shift(floor, agent, day)
            ends = datetime.combine(day + timedelta(1), time(), self._zone).timestamp()
            for half in range(int((ends - begins) // HALF_S)):
                self._at(begins + half * HALF_S, self._half, floor, day, half)
        for at in range(int(begins), int(begins) + 86_400, _SNAPSHOT_S):
            self._at(at, self._count)
        midnight = datetime.combine(day + timedelta(1), time(), self._zone).timestamp()
        self._at(midnight, self._plan, day + timedelta(1))

    def _plan_shift(self, floor: _Floor, agent: _Agent, day: date) -> None:
        rng = Random(f"{self._seed}/{day}/{floor.queue.name}/{agent.person.name}")
        begins, ends = shift(agent.person, day, self._zone)
        self._at(begins + rng.uniform(-240, 120), self._come, floor, agent)
        self._at(ends + rng.uniform(-60, 300), self._go, agent)
        for away in breaks(rng, begins, ends):
            self._at(away.begins, self._rest, agent)
            self._at(away.ends, self._back, floor, agent)

    def _half(self, floor: _Floor, day: date, half: int) -> None:
        mean = expected(floor.queue, min(half, 47))
        for moment in arrivals(floor.rng, mean, self._second):
            floor.number += 1
            contact = f"{floor.queue.mark}{day:%m%d}{floor.number:04d}"
            self._at(moment, self._arrive, floor, contact)

    def _arrive(self, floor: _Floor, contact: str) -> None:
        self._say(floor, contact, "queued")
        floor.waiting[contact] = self._second
        floor.line.append(contact)
        self._at(
            self._second + floor.rng.expovariate(1 / floor.queue.patience_s),
            self._leave,
            floor,
            contact,
        )
        self._serve(floor)

    def _leave(self, floor: _Floor, contact: str) -> None:
        if floor.waiting.pop(contact, None) is not None:
            self._say(floor, contact, "abandoned")

    def _serve(self, floor: _Floor) -> None:
        """Let those who wait go to whoever has the fewest open, who takes a moment to answer."""
        while floor.line:
            if floor.line[0] not in floor.waiting:  # has left
                floor.line.popleft()
                continue
            free = [agent for agent in floor.agents if agent.takes]
            if not free:
                return
            agent = min(free, key=lambda one: one.open)
            agent.open += 1
            moment = _QUICKEST_S + floor.rng.expovariate(1 / _NOTICES_S)
            self._at(self._second + moment, self._answer, floor, floor.line.popleft(), agent)

    def _answer(self, floor: _Floor, contact: str, agent: _Agent) -> None:
        if floor.waiting.pop(contact, None) is None:  # has left
            agent.open -= 1
            self._serve(floor)
            return
        self._say(floor, contact, "answered", agent)
        floor.open += 1
        length = self._length(floor, agent)
        passed = floor.rng.random() < _PASSED_ON
        happens, after = (self._pass, length * 0.4) if passed else (self._end, length)
        self._at(self._second + after, happens, floor, contact, agent)

    def _length(self, floor: _Floor, agent: _Agent) -> float:
        rng, person = floor.rng, agent.person
        if rng.random() < person.hasty:
            return rng.uniform(2, 9)
        mean = floor.queue.handle_s * person.pace * (1 + _SLOWER * (agent.open - 1))
        return mean * rng.lognormvariate(-_SPREAD * _SPREAD / 2, _SPREAD)

    def _pass(self, floor: _Floor, contact: str, agent: _Agent) -> None:
        """Pass a contact on to a colleague, if one is free."""
        free = [other for other in floor.agents if other.takes and other is not agent]
        to = min(free, key=lambda one: one.open, default=agent)
        if to is not agent:
            self._say(floor, contact, "transferred", to)
            agent.open -= 1
            to.open += 1
        self._at(self._second + self._length(floor, to), self._end, floor, contact, to)
        self._serve(floor)

    def _end(self, floor: _Floor, contact: str, agent: _Agent) -> None:
        self._say(floor, contact, "ended", agent)
        agent.open -= 1
        floor.open -= 1
        self._serve(floor)

    def _come(self, floor: _Floor, agent: _Agent) -> None:
        agent.on = True
        self._serve(floor)

    def _go(self, agent: _Agent) -> None:
        agent.on = agent.away = False

    def _rest(self, agent: _Agent) -> None:
        agent.away = agent.on

    def _back(self, floor: _Floor, agent: _Agent) -> None:
        agent.away = False
        self._serve(floor)

    def _count(self) -> None:
        self._lines.extend(self._told(floor, self._second) for floor in self._floors)

    # -- how

    def _told(self, floor: _Floor, second: float) -> Snapshot:
        oldest = next(iter(floor.waiting.values()), None)
        longest = None if oldest is None else float(int(second - oldest))
        moment = self._moment(second)
        heads = floor.heads()
        return Snapshot(moment, floor.queue.name, len(floor.waiting), longest, floor.open, heads)

    def _say(
        self,
        floor: _Floor,
        contact: str,
        event: EventKind,
        agent: _Agent | None = None,
    ) -> None:
        name = agent.person.name if agent is not None else None
        self._lines.append(
            Event(self._moment(self._second), floor.queue.name, contact, event, name)
        )

    def _moment(self, second: float) -> datetime:
        return datetime.fromtimestamp(int(second), self._zone)

    def _at(self, second: float, happens: Callable[..., None], *about: Any) -> None:
        heappush(self._heap, (second, next(self._order), happens, about))
