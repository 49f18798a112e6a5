"""A floor played contact by contact, to hold the formulas of the staffing figures against.

It shares nothing with them: contacts arrive, go to an agent with fewest chats, wait in line or
leave, and every one has a patience and an amount of work of its own. An agent with k chats gets on
with each at the speed 1/AHT[k], so a chat's end moves whenever the agent takes or ends another.
As on a real floor a chat stays with its agent; only a floor that lies `evenly` hands one over when
an agent has come to hold two fewer than another.
"""

from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush
from math import fsum, inf
from random import Random
from typing import NamedTuple


class Played(NamedTuple):
    """What happened to the contacts."""

    waited: float
    """Share that found no place free."""
    asa_s: float
    """Mean wait of the answered."""
    wait_s: float
    """Mean wait of all, until answered or gone."""
    in_time: float
    """Share answered within the threshold."""
    abandoned: float
    """Share that left."""
    occupancy: float
    """Share of the agents' time with at least one contact."""


class Agent:
    """An agent and the chats held, each by the work that ends it.

    All chats of an agent get on equally, so one count of the work done on each serves them all.
    """

    __slots__ = ("at", "busy_s", "chats", "turn", "work")

    def __init__(self) -> None:
        self.chats: list[float] = []
        self.work = 0.0
        """Done on each chat that was held all the time, until `at`."""
        self.at = 0.0
        self.busy_s = 0.0
        self.turn = 0
        """Counts the changes, so that an end that has moved is known."""

    def come_to(self, now: float, speeds: Sequence[float]) -> None:
        """Do the work until now."""
        if self.chats:
            self.work += (now - self.at) * speeds[len(self.chats)]
            self.busy_s += now - self.at
        self.at = now


class Floor:
    """Agents, the chats they hold and the line."""

    def __init__(
        self,
        arrivals: float,
        handle_s: Sequence[float],
        agents: int,
        patience_s: float | None,
        seed: int,
        *,
        evenly: bool = False,
    ) -> None:
        self.arrivals, self.patience_s, self.evenly = arrivals, patience_s, evenly
        self.speeds = [0.0, *(1 / handle for handle in handle_s)]
        self.agents = [Agent() for _ in range(agents)]
        self.holding: list[list[Agent]] = [list(self.agents), *([] for _ in handle_s)]
        """By chats held; an agent who holds another number by now is passed over."""
        self.ends: list[tuple[float, int, int, Agent]] = []
        self.line: deque[tuple[int, float, float]] = deque()
        self.random = Random(seed)
        self.drawn = 0
        self.waits: dict[int, float] = {}
        self.gone: dict[int, float] = {}

    def play(self, contacts: int, within_s: float = 0.0, warm: float = 0.05) -> Played:
        """Play so many contacts and count all but the first part of them."""
        first, waited, now, begun = int(contacts * warm), 0, 0.0, 0.0
        for number in range(contacts):
            now += self.random.expovariate(self.arrivals)
            self.go_on(now)
            if number == first:
                self.busy_until(now)
                begun = now
            agent = self.free_agent()
            if agent is not None:
                self.waits[number] = 0.0
                self.take(agent, now)
            else:
                waited += number >= first
                patience = self.random.expovariate(1 / self.patience_s) if self.patience_s else inf
                self.line.append((number, now, patience))
        busy = self.busy_until(now) / (now - begun) / len(self.agents)
        while self.line:
            self.go_on(self.ends[0][0])
        waits = [wait for number, wait in self.waits.items() if number >= first]
        gone = [wait for number, wait in self.gone.items() if number >= first]
        every = contacts - first
        return Played(
            waited / every,
            fsum(waits) / len(waits),
            fsum(waits + gone) / every,
            sum(wait <= within_s for wait in waits) / every,
            len(gone) / every,
            busy,
        )

    def go_on(self, until: float) -> None:
        """End every chat that ends by then; each place goes to the first still in line."""
        while self.ends and self.ends[0][0] <= until:
            at, _, turn, agent = heappop(self.ends)
            if turn != agent.turn:
                continue
            agent.come_to(at, self.speeds)
            heappop(agent.chats)
            while self.line:
                number, since, patience = self.line.popleft()
                if since + patience > at:
                    self.waits[number] = at - since
                    self.take(agent, at)
                    break
                self.gone[number] = patience
            else:
                self.changed(agent)
                if self.evenly:
                    self.hand_over(agent, at)

    def hand_over(self, agent: Agent, now: float) -> None:
        """Give an agent a chat of one who holds two more, if there is one."""
        more = len(agent.chats) + 2
        fuller = self.holding[more] if more < len(self.holding) else []
        while fuller:
            other = fuller.pop()
            if len(other.chats) == more:
                other.come_to(now, self.speeds)
                heappush(agent.chats, heappop(other.chats) - other.work + agent.work)
                self.changed(other)
                self.changed(agent)
                return

    def free_agent(self) -> Agent | None:
        """Return an agent with fewest chats who can take another."""
        for held, agents in enumerate(self.holding[:-1]):
            while agents:
                agent = agents.pop()
                if len(agent.chats) == held:
                    return agent
        return None

    def take(self, agent: Agent, now: float) -> None:
        """Give an agent a chat of a new amount of work."""
        agent.come_to(now, self.speeds)
        heappush(agent.chats, agent.work + self.random.expovariate(1.0))
        self.changed(agent)

    def changed(self, agent: Agent) -> None:
        """Reckon when the agent's next chat ends at the new speed."""
        agent.turn += 1
        held = len(agent.chats)
        self.holding[held].append(agent)
        if held:
            self.drawn += 1
            at = agent.at + (agent.chats[0] - agent.work) / self.speeds[held]
            heappush(self.ends, (at, self.drawn, agent.turn, agent))

    def busy_until(self, now: float) -> float:
        """Return the agents' seconds with a chat since the last time this was asked."""
        for agent in self.agents:
            agent.come_to(now, self.speeds)
        found = fsum(agent.busy_s for agent in self.agents)
        for agent in self.agents:
            agent.busy_s = 0.0
        return found
