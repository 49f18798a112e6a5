"""The queue: what a live source says, what is kept of it by half-hours, and the rules of a queue.

Events and snapshots are the lines of a day's file (`queue/2026-11-22.jsonl`); `QueueDay` is what
is kept for good, one document a day and queue.
"""

from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

import msgspec

EventKind = Literal["queued", "answered", "abandoned", "ended", "transferred"]
QueueKind = Literal["chat", "voice", "mail", "ticket"]
FeedKind = Literal["folder", "file", "command", "http", "demo"]
HalfHourSource = Literal["contact_log", "intervals", "feed"]
MarkedKind = Literal["promotion", "holiday", "workday", "outlier", "other"]

HALF_HOUR = timedelta(minutes=30)
SHORT_LIMIT_S = 120
"""Handle times up to this are kept by whole seconds, so that `short_contact_s` may change later."""


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that happened to a contact: a line of the day's file."""

    at: datetime
    """When, with an offset."""
    queue: str
    """As the source names it, cleaned."""
    contact: str
    """The source's id of the contact."""
    event: EventKind
    agent: str | None = None
    """The agent as the source writes it; None where nobody is named."""


class Heads(msgspec.Struct, frozen=True, omit_defaults=True):
    """Agents by state; None where the source does not tell."""

    online: int | None = None
    """Logged in: available, busy and away together."""
    available: int | None = None
    busy: int | None = None
    away: int | None = None
    """Break, training, 示忙, 小休, 挂起."""


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True):
    """A queue at a moment, as a source counts it: a line of the day's file."""

    at: datetime
    """When it was so, with an offset."""
    queue: str
    waiting: int | None = None
    """Contacts in the queue."""
    longest_wait_s: float | None = None
    """How long the oldest of them has waited, in seconds."""
    open_contacts: int | None = None
    """Contacts with an agent."""
    heads: Heads | None = msgspec.field(default=None, name="agents")
    """Agents by state; `agents` in files."""


Line = Event | Snapshot
"""What a line of the day's file says."""


class HalfHour(NamedTuple):
    """The contacts that arrived in one half-hour, with all their figures: sums, never averages."""

    queue: str
    start: datetime
    """When it begins, with the team zone's offset."""
    offered: int
    """Contacts that arrived."""
    answered: int | None
    """None where the source does not tell; likewise below."""
    abandoned: int | None
    wait_s: float | None
    """Sum of the waits of the answered."""
    left_s: float | None
    """Sum of the waits of the abandoned, until they left."""
    handle_s: float | None
    """Sum of ended - answered over the `handled`."""
    handled: int | None
    """Answered contacts whose end is known."""
    waits: str | None
    """Waits of the answered, whole seconds rounded up: a packed histogram."""
    agent_minutes: float | None
    """Minutes that agents were present in it, added up."""
    busy_minutes: float | None
    """Minutes of it in which an agent had at least one contact open, overlapping ones once."""
    short: str | None
    """Handle times below SHORT_LIMIT_S, whole seconds rounded down: a packed histogram."""


_FIRST_COLUMN = 2
"""From this field on, a HalfHour's fields are columns of a QueueDay by the same name."""


class AgentHours(msgspec.Struct, frozen=True, array_like=True):
    """One agent's contacts of a day, by columns of the hours with any."""

    hours: tuple[int, ...] = ()
    """Hours after `AgentDay.begins` in which a contact was open or answered; 0 is the first."""
    answered: tuple[int, ...] = ()
    """Contacts answered in that hour."""
    busy_s: tuple[int, ...] = ()
    """Seconds of the hour with at least one contact open, in whichever queue."""
    open_s: tuple[int, ...] = ()
    """Open contacts' seconds in the hour, added up: by `busy_s` the mean number open at once."""
    handled: int = 0
    """Contacts answered on the day whose end is known."""
    handle_s: float = 0
    """Sum of their handle times."""
    short: str = ""
    """Handle times below SHORT_LIMIT_S, rounded down to whole seconds: a packed histogram."""


class AgentDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """What agents did on a day in some queues. Table `agent_hours`, key `agent_day_key(...)`."""

    day: date
    """The calendar day in the team's zone."""
    begins: datetime
    """The first moment of the day, with its offset."""
    queues: tuple[str, ...]
    """The queues it covers, sorted; no two records of a day share one."""
    source: HalfHourSource
    agents: dict[str, AgentHours] = {}
    """The agent as the source writes it -> contacts; resolved when read, like nicknames."""
    file: str | None = None
    """Id of the import it was made of."""


class QueueDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """A day of a queue by half-hours, in columns. Table `half_hours`, key `queue_day_key(...)`.

    Every column has one entry for each entry of `slots`. A column is empty where the source tells
    nothing of it; None is missing, never zero.
    """

    day: date
    """The calendar day in the team's zone."""
    queue: str
    begins: datetime
    """The first moment of the day, with its offset."""
    source: HalfHourSource
    """Where the counts come from: contact_log, intervals or feed."""
    slots: tuple[int, ...]
    """Half-hours after `begins`, rising; those without any contact may be left out."""
    offered: tuple[int, ...]
    answered: tuple[int | None, ...] = ()
    abandoned: tuple[int | None, ...] = ()
    wait_s: tuple[float | None, ...] = ()
    left_s: tuple[float | None, ...] = ()
    handle_s: tuple[float | None, ...] = ()
    handled: tuple[int | None, ...] = ()
    waits: tuple[str | None, ...] = ()
    """Packed histograms (`store.records.histogram`) of the waits, whole seconds rounded up."""
    short: tuple[str | None, ...] = ()
    """Packed histograms of handle times below SHORT_LIMIT_S, whole seconds rounded down."""
    agent_minutes: tuple[float | None, ...] = ()
    busy_minutes: tuple[float | None, ...] = ()
    files: tuple[str, ...] = ()
    """Ids of the imports it was made of, in order of taking."""
    covers: tuple[int, int] | None = None
    """The first and the last half-hour that the imports speak of; around them the day's file
    does. None: nothing was imported, or it speaks of the whole day."""

    @property
    def tells_contacts(self) -> bool:
        """Whether it tells contacts; a live source that counts heads and who waits tells none."""
        return self.source != "feed" or any(self.offered)

    def start(self, slot: int) -> datetime:
        """Return the moment at which a half-hour begins, at the offset that the day began with."""
        return self.begins + slot * HALF_HOUR

    def half_hours(self) -> list[HalfHour]:
        """Return the day row by row."""
        n = len(self.slots)
        columns = [getattr(self, name) or (None,) * n for name in HalfHour._fields[_FIRST_COLUMN:]]
        starts = map(self.start, self.slots)
        return [
            HalfHour(self.queue, start, *row) for start, *row in zip(starts, *columns, strict=True)
        ]


class QueueRules(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a lead said about a queue. Table `queues`, key: `name_key` of the queue."""

    queue: str
    """As the sources name it."""
    kind: QueueKind | None = None
    """None: told by its name, else a chat."""
    owner: str | None = None
    """Id of the agent who looks after its alarms; None is the lead."""
    within_s: float | None = None
    """Its own service-level threshold; None is the setting `service_level.within_s`."""
    target: float | None = None
    """Service level to be reached, 0-1."""
    patience_s: float | None = None
    """Mean time that a customer waits before leaving, for what-ifs."""
    limits: dict[str, "Limit"] = {}
    """Measure -> its alarm limits, where they differ from those of its kind."""
    cap: int | None = None
    """Contacts at once for an agent in this queue; None is the setting `cap.default`."""


class Limit(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where an alarm begins and ends. A measure is bad above it, or below it where `below`."""

    warn: float | None = None
    """From here on it warns; None: no alarm at all."""
    line: float | None = None
    """The line itself: beyond it the promise is broken."""
    clear: float | None = None
    """It ends only when the measure is back beyond this; None is nine tenths of `warn`."""
    below: bool = False
    """Too little is bad, not too much: service level."""
    hold_s: float = 0
    """It must have been so for this long."""


class Feed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A live source. Table `feeds`, key `id`."""

    id: str
    """Short, as the lead names it."""
    kind: FeedKind
    where: str
    """Folder, file, command line or address; never a token."""
    every_s: float = 30
    """How often it is asked."""
    options: dict[str, str] = {}
    """What the kind takes besides: preset, the mapping of fields, the name of the token."""


class MarkedDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """A day that is not like others of its weekday. Table `marked_days`, key `marked_day_key`."""

    day: date
    kind: MarkedKind
    """workday: a weekend day that is worked (调休)."""
    name: str = ""
    """Days of one name are like each other: `双11`."""
    queue: str | None = None
    """None: every queue."""
    factor: float | None = None
    """Contacts by those of a usual day, where the lead gives it."""


class Alarm(msgspec.Struct, frozen=True, omit_defaults=True):
    """An alarm from its beginning to its end. Table `alarms`, key `alarm_key(...)`."""

    queue: str
    measure: str
    """longest_wait_s, waiting, saturation, abandon_rate, service_level, ..."""
    since: datetime
    level: Literal["warn", "line"]
    """The worst it came to."""
    value: float
    """The worst value."""
    limit: float
    """What was passed: `warn`, or `line` where it came to that."""
    owner: str | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    snoozed_until: datetime | None = None
    ended_at: datetime | None = None
    """None: it still holds."""
    why_ended: Literal["cleared", "no_data", "rule_gone", "day_over"] | None = None


def queue_day_key(day: date, queue: str) -> str:
    """Return the key of a queue-day; it begins with its month, so that it never moves."""
    return f"{day.isoformat()}/{queue}"


def agent_day_key(day: AgentDay) -> str:
    """Return the key of an agent-day: the day and the first of its queues."""
    return f"{day.day.isoformat()}/{day.queues[0] if day.queues else ''}"


def marked_day_key(marked: MarkedDay) -> str:
    """Return the key of a marked day: the day and, where it is for one alone, the queue."""
    return f"{marked.day.isoformat()}/{marked.queue or '*'}"


def alarm_key(alarm: Alarm) -> str:
    """Return the key of an alarm: day, queue, measure and when it began."""
    begun = alarm.since.isoformat(timespec="seconds")
    return f"{begun[:10]}/{alarm.queue}/{alarm.measure}/{begun[11:]}"
