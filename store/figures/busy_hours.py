"""The busy check from contacts: what agents held hour by hour."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import fmean

import msgspec

from store.figures.busy import Busy, Load, Room, judge
from store.figures.caps import cap_of
from store.figures.compare import median
from store.figures.short import short_of
from store.naming import Names
from store.records.people import Agent
from store.records.queue import AgentDay, AgentHours, QueueRules
from store.records.settings import Settings

HOUR_S = 3600


class Held(msgspec.Struct):
    """What an agent held in an hour."""

    answered: float = 0
    busy_s: float = 0
    open_s: float = 0


class Hours:
    """What agents held by hour, over some days; nicknames resolved."""

    def __init__(self, days: Iterable[AgentDay], names: Names) -> None:
        self.held: dict[str, dict[date, dict[int, Held]]] = defaultdict(dict)
        """Agent's id -> day -> hour after its begin -> what was held."""
        self.begins: dict[date, datetime] = {}
        self.told: dict[str, list[AgentHours]] = defaultdict(list)
        """Agent's id -> what was told of each day."""
        for day in days:
            self.begins.setdefault(day.day, day.begins)
            for nickname, hours in day.agents.items():
                who = names.anywhere(nickname, day.day)
                if who is None or who.kind != "person" or who.agent is None:
                    continue
                held = self.held[who.agent].setdefault(day.day, {})
                columns = (hours.hours, hours.answered, hours.busy_s, hours.open_s)
                for hour, answered, busy_s, open_s in zip(*columns, strict=True):
                    at = held.setdefault(hour, Held())
                    at.answered += answered
                    # Two files of different queues: more than the whole hour there is not.
                    at.busy_s = min(HOUR_S, at.busy_s + busy_s)
                    at.open_s += open_s
                self.told[who.agent].append(hours)

    def span(self, agent: str, day: date, hour: int | None) -> list[Held]:
        """Return the hours asked for: one, or from the first to the last with a contact.

        An hour without any, between two with some, is an empty one; before and after, nobody
        knows whether the agent was there.
        """
        held = self.held.get(agent, {}).get(day, {})
        if not held:
            return []
        inside = range(min(held), max(held) + 1)
        wanted = inside if hour is None else [hour] if hour in inside else []
        return [held.get(one, Held()) for one in wanted]

    def handle_s(self, agent: str) -> float | None:
        """Return the agent's mean handle time over all days."""
        told = self.told.get(agent, [])
        n = sum(hours.handled for hours in told)
        return sum(hours.handle_s for hours in told) / n if n else None


class HourCheck:
    """Answers from contacts, for one day."""

    def __init__(
        self,
        hours: Hours,
        day: date,
        hour: int | None,
        *,
        agents: Mapping[str, Agent],
        settings: Settings,
    ) -> None:
        self._hours = hours
        self._day = day
        self._hour = hour
        self._agents = agents
        self._settings = settings

    def agent(self, agent: Agent) -> Busy:
        """Return the answer for one agent."""
        held = self._hours.span(agent.id, self._day, self._hour)
        usual, days = self._usual(agent.id)
        others = [_mean(one) for one in self._others(agent)]
        team = _median(others)
        cap = cap_of(agent, self._day, self._settings, "chat", QueueRules(""))
        now = _mean(held) if held else None
        loads = _loads(now, usual, team, cap)
        use = None if now is None or not cap else now.open_s / (cap * HOUR_S)
        share = None if now is None else now.busy_s / HOUR_S
        verdict, reasons = judge(loads, use, self._settings, share)
        return Busy(
            self._day,
            self._hour,
            agent.id,
            agent.name,
            verdict if held else "not_enough_data",
            "contacts" if held else "none",
            loads,
            use,
            cap,
            _room(held, cap, self._hours.handle_s(agent.id), self._settings),
            days,
            reasons,
            short_of(self._hours.told.get(agent.id, []), self._settings.short_contact_s),
        )

    def team(self) -> Busy:
        """Return the answer for the team: everyone who had contacts, added up."""
        told = [self.agent(one) for one in self._agents.values()]
        there = sorted((b for b in told if b.basis == "contacts"), key=lambda b: b.name or "")
        sums = [_added([b.loads[i] for b in there]) for i in range(2)] if there else []
        cap = sum(b.cap or 0 for b in there) or None
        use, share = self._together(there)
        sums.append(Load("busy_share", share, limit=1.0))
        verdict, reasons = judge(sums, use, self._settings, share)
        days = max((b.usual_days for b in there), default=0)
        return Busy(
            self._day,
            self._hour,
            None,
            None,
            verdict,
            "contacts" if there else "none",
            tuple(sums),
            use,
            cap,
            _rooms([b.room for b in there]),
            days,
            reasons,
            agents=tuple(there),
        )

    def _together(self, there: Sequence[Busy]) -> tuple[float | None, float | None]:
        """Return the shares of capacity held and of time busy, of all their hours together."""
        spans = [(one, self._hours.span(one.agent or "", self._day, self._hour)) for one in there]
        could_s = sum((one.cap or 0) * HOUR_S * len(span) for one, span in spans)
        open_s = sum(hour.open_s for one, span in spans if one.cap for hour in span)
        all_s = sum(HOUR_S * len(span) for _, span in spans)
        busy_s = sum(hour.busy_s for _, span in spans for hour in span)
        return open_s / could_s if could_s else None, busy_s / all_s if all_s else None

    def _usual(self, agent: str) -> tuple[Held | None, int]:
        """Return an hour as it usually is, and of how many days.

        The same hour of earlier days; where it was worked too seldom, any hour of them.
        """
        before = [day for day in self._hours.held.get(agent, {}) if day < self._day]
        least = self._settings.own_usual_min_days
        spans = [self._hours.span(agent, day, self._hour) for day in before]
        if self._hour is not None and sum(map(bool, spans)) < least:
            spans = [self._hours.span(agent, day, None) for day in before]
        spans = [span for span in spans if span]
        if len(spans) < least:
            return None, len(spans)
        return _mean([hour for span in spans for hour in span]), len(spans)

    def _others(self, agent: Agent) -> list[list[Held]]:
        peers = (a for a in self._agents.values() if a.id != agent.id and a.group == agent.group)
        spans = (self._hours.span(peer.id, self._day, self._hour) for peer in peers)
        return [span for span in spans if span]


def answered(day: AgentDay) -> int:
    """Return the contacts that agents answered on a day."""
    return sum(sum(hours.answered) for hours in day.agents.values())


def hours_over(day: AgentDay, at: datetime) -> AgentDay:
    """Return what agents did in the hours of a day that are over at a moment."""
    over = int((at - day.begins) / timedelta(hours=1))
    if all(hour < over for hours in day.agents.values() for hour in hours.hours):
        return day
    agents = {name: _first(hours, over) for name, hours in day.agents.items()}
    return msgspec.structs.replace(day, agents=agents)


def _first(hours: AgentHours, over: int) -> AgentHours:
    n = sum(hour < over for hour in hours.hours)
    told = {name: getattr(hours, name)[:n] for name in ("hours", "answered", "busy_s", "open_s")}
    return msgspec.structs.replace(hours, **told)


def _mean(held: Sequence[Held]) -> Held:
    """Return the mean hour."""
    return Held(
        fmean(h.answered for h in held),
        fmean(h.busy_s for h in held),
        fmean(h.open_s for h in held),
    )


def _median(held: Sequence[Held]) -> Held | None:
    """Return the middle of others; under two there is no team."""
    if len(held) < 2:
        return None
    return Held(*(median([getattr(h, name) for h in held]) for name in Held.__struct_fields__))


def _loads(
    now: Held | None, usual: Held | None, team: Held | None, cap: int | None
) -> tuple[Load, ...]:
    """Return contacts an hour, contacts open at once on average, and the busy share."""

    def load(code: str, name: str, scale: float, limit: float | None) -> Load:
        value, own, others = (
            None if held is None else getattr(held, name) / scale for held in (now, usual, team)
        )
        return Load(code, value, own, others, limit)

    return (
        load("contacts_per_hour", "answered", 1, None),
        load("open_at_once", "open_s", HOUR_S, cap),
        load("busy_share", "busy_s", HOUR_S, 1.0),
    )


def _room(
    held: Sequence[Held], cap: int | None, handle_s: float | None, settings: Settings
) -> Room:
    if not held:
        return Room()
    quiet_s = sum(max(0.0, HOUR_S - hour.busy_s) for hour in held)
    contacts = None
    if cap is not None and handle_s:
        free_s = sum(max(0.0, cap * HOUR_S - hour.open_s) for hour in held)
        contacts = free_s / handle_s
    return Room(quiet_s / 60, contacts, quiet_s / settings.busy_follow_up_s)


def _rooms(rooms: Sequence[Room]) -> Room:
    """Return what everyone's room comes to together."""
    sums = []
    for name in Room.__struct_fields__:
        known = [value for room in rooms if (value := getattr(room, name)) is not None]
        sums.append(sum(known) if known else None)
    return Room(*sums)


def _added(loads: Sequence[Load]) -> Load:
    """Return a load of everyone together; the usual only where everyone has one."""
    usual = [load.usual for load in loads]
    limits = [load.limit for load in loads]
    return Load(
        loads[0].code,
        sum(load.value or 0 for load in loads),
        None if None in usual else sum(value or 0 for value in usual),
        None,
        None if None in limits else sum(value or 0 for value in limits),
    )
