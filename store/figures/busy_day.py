"""The busy check from daily exports: contacts received, the most at once, hours online."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import fmean

import msgspec

from store.figures.busy import Busy, Load, Room, judge
from store.figures.caps import cap_of
from store.figures.choose import Ruling, chosen
from store.figures.compare import median
from store.figures.resolve import Gathering
from store.figures.view import View, today
from store.records.people import Agent
from store.records.queue import QueueRules

HOUR_S = 3600
_BUSY_DAY = 0.9
"""An own busy day is the ninth of ten: what one has shown to be able to handle."""
_METRICS = ("received", "max_concurrent", "online_s", "avg_handle_s")


class Worked(msgspec.Struct):
    """What an export says of an agent's day; None is missing."""

    received: float | None = None
    max_concurrent: float | None = None
    online_s: float | None = None
    handle_s: float = 0
    """Handle time, added up over contacts."""
    handled: float = 0
    """Contacts that a handle time is told of."""

    @property
    def per_hour(self) -> float | None:
        """Contacts by hour online."""
        if self.received is None or not self.online_s:
            return None
        return self.received * HOUR_S / self.online_s


class DayCheck:
    """Answers from daily exports, for one day; the view must reach back `own_usual_days`."""

    def __init__(self, view: View, day: date, now: datetime) -> None:
        self._view = view
        self._day = day
        self._settings = view.settings
        last = today(view, now)
        start = day - timedelta(days=self._settings.own_usual_days)
        gathered = Gathering(view, last).window(start, day, periods=False)
        ruling = Ruling(view, last)
        self._days: dict[str, dict[date, Worked]] = {}
        for who, cells in gathered.people.items():
            days: dict[date, Worked] = defaultdict(Worked)
            for metric in _METRICS:
                for part in chosen(cells, metric, ruling):
                    weights = [None] * part.size()
                    if metric == "avg_handle_s" and "received" in part.block.shape.at:
                        weights = part.values("received")  # type: ignore[assignment]
                    for at, value, weight in zip(
                        part.days(), part.values(metric), weights, strict=True
                    ):
                        if value is not None:
                            _put(days[at], metric, value, weight)
            self._days[who] = dict(days)

    def _has(self, who: str) -> bool:
        worked = self._days.get(who, {}).get(self._day)
        return worked is not None and worked.received is not None

    def agent(self, agent: Agent) -> Busy:
        """Return the answer for one agent."""
        days = self._days.get(agent.id, {})
        worked = days.get(self._day, Worked())
        before = [w for d, w in days.items() if d < self._day and w.received is not None]
        enough = len(before) >= self._settings.own_usual_min_days
        cap = cap_of(agent, self._day, self._settings, "chat", QueueRules(""))
        loads = tuple(self._loads(agent, worked, before if enough else [], cap))
        use = _use(worked, cap)
        verdict, reasons = judge(loads, use, self._settings)
        known = self._has(agent.id)
        return Busy(
            self._day,
            None,
            agent.id,
            agent.name,
            verdict if known else "not_enough_data",
            "daily" if known else "none",
            loads,
            use,
            cap,
            _room(worked, before) if enough else Room(),
            len(before),
            reasons,
        )

    def team(self) -> Busy:
        """Return the answer for the team: everyone who worked, added up."""
        there = [
            self.agent(agent)
            for agent in sorted(self._view.agents.values(), key=lambda a: (a.name, a.id))
            if self._has(agent.id)
        ]
        received = [next(x for x in b.loads if x.code == "contacts") for b in there]
        usual = [load.usual for load in received]
        load = Load(
            "contacts",
            sum(one.value or 0 for one in received) if received else None,
            None if None in usual or not usual else sum(value or 0 for value in usual),
        )
        use = self._together(there)
        verdict, reasons = judge([load], use, self._settings)
        rooms = [b.room.contacts for b in there if b.room.contacts is not None]
        return Busy(
            self._day,
            None,
            None,
            None,
            verdict if there else "not_enough_data",
            "daily" if there else "none",
            (load,),
            use,
            sum(b.cap or 0 for b in there) or None,
            Room(contacts=sum(rooms) if rooms else None),
            max((b.usual_days for b in there), default=0),
            reasons,
            agents=tuple(there),
        )

    def _together(self, there: Sequence[Busy]) -> float | None:
        """Return the share of capacity that everyone held; None where it is not known of one."""
        told = [_held(self._days[one.agent or ""][self._day], one.cap) for one in there]
        known = [one for one in told if one is not None]
        if not known or len(known) < len(told):
            return None
        return sum(held_s for held_s, _ in known) / sum(could_s for _, could_s in known)

    def _loads(
        self, agent: Agent, worked: Worked, before: Sequence[Worked], cap: int | None
    ) -> list[Load]:
        """Return the measures; by the hour first, where hours online are told."""
        peers = [
            self._days[a.id][self._day]
            for a in self._view.agents.values()
            if a.id != agent.id and a.group == agent.group and self._has(a.id)
        ]
        day = self._load("contacts", "received", worked, before, peers)
        hour = self._load("contacts_per_hour", "per_hour", worked, before, peers)
        most = self._load("most_at_once", "max_concurrent", worked, before, peers)
        handle = None if not worked.handled else worked.handle_s / worked.handled
        loads = [hour, day] if hour.value is not None and hour.usual is not None else [day]
        loads.append(msgspec.structs.replace(most, limit=cap))
        if handle is not None:
            loads.append(Load("handle_s", handle))
        return [load for load in loads if load.value is not None]

    def _load(
        self,
        code: str,
        name: str,
        worked: Worked,
        before: Sequence[Worked],
        peers: Sequence[Worked],
    ) -> Load:
        usual = _pooled(before) if name == "per_hour" else _mean_of(before, name)
        team = [value for one in peers if (value := getattr(one, name)) is not None]
        return Load(
            code,
            getattr(worked, name),
            usual,
            median(team) if len(team) >= 2 else None,
        )


def _put(worked: Worked, metric: str, value: float, weight: float | None) -> None:
    if metric == "max_concurrent":
        worked.max_concurrent = max(worked.max_concurrent or 0, value)
    elif metric == "avg_handle_s":
        if weight:
            worked.handle_s += value * weight
            worked.handled += weight
    else:
        setattr(worked, metric, (getattr(worked, metric) or 0) + value)


def _mean_of(days: Sequence[Worked], name: str) -> float | None:
    told = [value for one in days if (value := getattr(one, name)) is not None]
    return fmean(told) if told else None


def _pooled(days: Sequence[Worked]) -> float | None:
    """Return the contacts by hour online of days together: long days count for more."""
    told = [(one.received, one.online_s) for one in days if one.per_hour is not None]
    online_s = sum(online_s or 0 for _, online_s in told)
    return sum(received or 0 for received, _ in told) * HOUR_S / online_s if online_s else None


def _use(worked: Worked, cap: int | None) -> float | None:
    """Return the share of capacity: contacts' seconds by seconds online times the cap."""
    told = _held(worked, cap)
    return None if told is None else told[0] / told[1]


def _held(worked: Worked, cap: float | None) -> tuple[float, float] | None:
    """Return the contacts' seconds, and the seconds that could have been held."""
    if not worked.handled or not worked.online_s or not cap or worked.received is None:
        return None
    return worked.handle_s / worked.handled * worked.received, worked.online_s * cap


def _room(worked: Worked, before: Sequence[Worked]) -> Room:
    """Return how many more contacts were handled on an own busy day."""
    if worked.received is None:
        return Room()
    ordered = sorted(one.received or 0 for one in before)
    busy = ordered[min(len(ordered) - 1, int(_BUSY_DAY * len(ordered)))]
    return Room(contacts=max(0.0, busy - worked.received))
