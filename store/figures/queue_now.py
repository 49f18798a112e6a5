"""The queue at a moment: waiting, open, agents, capacity, the day so far, and how old it all is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

import msgspec

from store.clock import work_day
from store.figures.caps import cap_of, capacity, kind_of, rules_of
from store.figures.queue_one import QUARTER_S, OneQueue, present
from store.figures.queue_state import QueueState
from store.figures.queue_sums import ContactFigures, summed, untold
from store.naming import Names
from store.records.people import Agent
from store.records.queue import HALF_HOUR, HalfHour, Heads, QueueDay, QueueKind, QueueRules
from store.records.settings import Settings

Freshness = Literal["live", "stale", "old", "none"]
ToldBy = Literal["events", "snapshot"]
"""Whether a count was made of contact events or is a source's own."""
_NOTHING = Heads()
_COUNTED = ("waiting", "longest_wait_s", "open_contacts")


class Holding(msgspec.Struct, frozen=True):
    """An agent with contacts open."""

    agent: str
    """As the source writes it."""
    who: str | None
    """Id of the agent; None where nobody is bound."""
    open: int
    cap: int | None


class Arrived(msgspec.Struct, frozen=True):
    """Contacts that arrived in a quarter of an hour."""

    start: datetime
    offered: int


class States(msgspec.Struct, frozen=True):
    """Agents by state in a quarter of an hour, as last told."""

    start: datetime
    heads: Heads


class QueueNow(msgspec.Struct, frozen=True):
    """One queue at a moment; None: not told, which is not zero."""

    queue: str
    kind: QueueKind
    at: datetime | None
    """Moment of its newest news."""
    age_s: float | None
    state: Freshness
    waiting: int | None
    longest_wait_s: float | None
    """How long the oldest waiting contact has waited; None also where nobody waits."""
    open_contacts: int | None
    agents: Heads
    concurrency: float | None
    """Open contacts by agents that are present."""
    capacity: int | None
    """Contacts that those present can have at once."""
    saturation: float | None
    """Open contacts / capacity."""
    backlog: int | None
    """Unanswered contacts; of letters and tickets the open ones too."""
    day: ContactFigures
    holding: tuple[Holding, ...] = ()
    """Who has contacts open, most first."""
    arrivals: tuple[Arrived, ...] = ()
    states: tuple[States, ...] = ()
    day_from: str | None = None
    """Where the day's figures come from: live, contact_log, intervals, feed."""
    told_by: dict[str, ToldBy] = {}
    """waiting, longest_wait_s, open_contacts -> what they come from, where they are told."""
    events_at: datetime | None = None
    """Moment of the newest contact event."""
    snapshot_at: datetime | None = None
    """Moment of the newest snapshot."""
    heads_at: datetime | None = None
    """Moment at which agents by state were told last."""


class QueueReport(msgspec.Struct, frozen=True):
    """Every queue at a moment."""

    at: datetime
    """The moment that was asked for."""
    data_at: datetime | None
    """Moment of the newest news of all."""
    age_s: float | None
    state: Freshness
    queues: tuple[QueueNow, ...] = ()
    lines: int = 0
    odd: dict[str, int] = {}
    """Reason code -> lines that were left, or taken with a doubt."""


class _Counts(NamedTuple):
    """What waits and is open, and what tells it."""

    waiting: int | None
    longest_s: float | None
    open: int | None
    by: dict[str, ToldBy]


class Ground(msgspec.Struct, frozen=True):
    """What a moment is read against, beside the lines."""

    settings: Settings = Settings()
    rules: Mapping[str, QueueRules] = {}
    agents: Mapping[str, Agent] = {}
    names: Names | None = None
    kept: Sequence[QueueDay] = ()
    """What is kept of the day, of logs and interval counts."""


def freshness(age_s: float | None, settings: Settings) -> Freshness:
    """Return how far data may be trusted by its age; from `old` on it raises no alarm."""
    if age_s is None:
        return "none"
    if age_s <= settings.queue_amber_s:
        return "live"
    return "stale" if age_s <= settings.queue_red_s else "old"


def queue_now(state: QueueState, at: datetime, ground: Ground) -> QueueReport:
    """Return every queue at a moment, which is not before the lines that the state has taken."""
    reader = _Reader(state, at, ground)
    names = sorted(state.queues.keys() | {day.queue for day in ground.kept})
    queues = tuple(reader.queue(name) for name in names)
    newest = max((queue.at for queue in queues if queue.at is not None), default=None)
    age = _age(at, newest)
    return QueueReport(
        at=at,
        data_at=newest,
        age_s=age,
        state=freshness(age, ground.settings),
        queues=queues,
        lines=state.lines,
        odd=dict(state.odd),
    )


class _Reader:
    """Reads a state at one moment."""

    def __init__(self, state: QueueState, at: datetime, ground: Ground) -> None:
        self._state = state
        self._at = at
        self._ground = ground
        self._zone = state.halves.zone
        self._offset = ground.settings.day_offset()
        self._day = work_day(at, self._zone, self._offset)

    def queue(self, name: str) -> QueueNow:
        """Return one queue by its name."""
        one = self._state.queues.get(name) or OneQueue()
        rules = rules_of(self._ground.rules, name)
        kind = kind_of(name, rules)
        told_at = _moment(one.newest)
        waiting, longest, open_, by = self._counts(one)
        holding = self._holding(one, kind, rules)
        heads = one.heads or _NOTHING
        here = present(heads)
        usual = cap_of(None, self._day, self._ground.settings, kind, rules)
        room = capacity((who.cap for who in holding), here, usual)
        day, day_from = self._day_so_far(name, rules)
        backlog = waiting
        if kind in ("mail", "ticket") and waiting is not None:
            backlog = None if open_ is None else waiting + open_
        age = _age(self._at, told_at)
        return QueueNow(
            queue=name,
            kind=kind,
            at=told_at,
            age_s=age,
            state=freshness(age, self._ground.settings),
            waiting=waiting,
            longest_wait_s=longest,
            open_contacts=open_,
            agents=heads,
            concurrency=_ratio(open_, here),
            capacity=room,
            saturation=_ratio(open_, room),
            backlog=backlog,
            day=day,
            holding=holding,
            arrivals=self._arrivals(one),
            states=self._states(one),
            day_from=day_from,
            told_by=by,
            events_at=_moment(one.events_at),
            snapshot_at=None if one.snapshot is None else one.snapshot.at,
            heads_at=None if one.heads is None else _moment(one.heads_at),
        )

    def _counts(self, one: OneQueue) -> _Counts:
        """Return waiting, longest wait and open contacts, by the newer of snapshot and events."""
        by: dict[str, ToldBy] = {}
        now = self._at.timestamp()
        waiting: int | None = None
        longest: float | None = None
        open_: int | None = None
        if one.events_at is not None:
            waiting, open_ = len(one.waiting), len(one.open)
            begun = [leg.arrived for leg in one.waiting.values() if leg.arrived is not None]
            longest = max(0.0, now - min(begun)) if begun else None
            by = dict.fromkeys(_COUNTED, "events")
        snapshot = one.snapshot
        if snapshot is None or (one.events_at or 0) > snapshot.at.timestamp():
            return _Counts(waiting, longest, open_, by)
        if snapshot.waiting is not None:
            waiting, longest = snapshot.waiting, None
            by["waiting"] = by["longest_wait_s"] = "snapshot"
        if snapshot.longest_wait_s is not None and waiting != 0:
            longest = snapshot.longest_wait_s
            by["longest_wait_s"] = "snapshot"
        if snapshot.open_contacts is not None:
            open_ = snapshot.open_contacts
            by["open_contacts"] = "snapshot"
        return _Counts(waiting, longest, open_, by)

    def _holding(self, one: OneQueue, kind: QueueKind, rules: QueueRules) -> tuple[Holding, ...]:
        found = []
        for agent, open_ in one.busy.items():
            who = self._who(agent)
            known = self._ground.agents.get(who) if who is not None else None
            cap = cap_of(known, self._day, self._ground.settings, kind, rules)
            found.append(Holding(agent, who, open_, cap))
        return tuple(sorted(found, key=lambda held: (-held.open, held.agent)))

    def _who(self, agent: str) -> str | None:
        names = self._ground.names
        found = names.anywhere(agent, self._day) if names is not None else None
        return found.agent if found is not None else None

    def _day_so_far(self, name: str, rules: QueueRules) -> tuple[ContactFigures, str | None]:
        """Return the day's figures by whoever knows of more contacts, and who that is."""
        settings = self._ground.settings
        live: list[HalfHour] = []
        if name in self._state.queues:
            live = self._of_day(self._state.half_hours(name, self._at.timestamp()))
        kept_day, kept = self._kept(name)
        n_live, n_kept = _offered(live), _offered(kept)
        use, source = (kept, kept_day) if n_kept > n_live else (live, "live" if n_live else None)
        within = settings.service_level_within_s if rules.within_s is None else rules.within_s
        figures = summed(use).figures(within, settings.short_contact_s)
        if not n_live and not n_kept:
            figures = untold(figures)
        return figures, source

    def _kept(self, name: str) -> tuple[str | None, list[HalfHour]]:
        """Return what is kept of the day up to the moment, and where it comes from."""
        days = [day for day in self._ground.kept if day.queue == name]
        half_hours = self._of_day([half for day in days for half in day.half_hours()])
        over = [half for half in half_hours if half.start + HALF_HOUR <= self._at]
        days.sort(key=lambda day: day.day != self._day)  # it may also reach over midnight
        return (days[0].source if days else None), over

    def _of_day(self, half_hours: Sequence[HalfHour]) -> list[HalfHour]:
        return [h for h in half_hours if work_day(h.start, self._zone, self._offset) == self._day]

    def _arrivals(self, one: OneQueue) -> tuple[Arrived, ...]:
        found = ((self._quarter(q), n) for q, n in sorted(one.arrivals.items()) if n)
        return tuple(Arrived(start, n) for start, n in found if self._is_today(start))

    def _states(self, one: OneQueue) -> tuple[States, ...]:
        found = ((self._quarter(q), heads) for q, heads in sorted(one.states.items()))
        return tuple(States(start, heads) for start, heads in found if self._is_today(start))

    def _quarter(self, quarter: int) -> datetime:
        return datetime.fromtimestamp(quarter * QUARTER_S, self._zone)

    def _is_today(self, moment: datetime) -> bool:
        return work_day(moment, self._zone, self._offset) == self._day


def _offered(half_hours: Sequence[HalfHour]) -> int:
    return sum(half.offered for half in half_hours)


def _moment(second: float | None) -> datetime | None:
    return None if second is None else datetime.fromtimestamp(second, UTC)


def _age(at: datetime, told_at: datetime | None) -> float | None:
    return None if told_at is None else max(0.0, (at - told_at) / timedelta(seconds=1))


def _ratio(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None
