"""The documents of `queue --json` and `busy --json`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec.structs import asdict

from store.figures.busy import Busy
from store.figures.queue_day import QueueInterval
from store.figures.queue_now import QueueNow, QueueReport
from store.figures.queue_sums import ContactFigures
from store.records.queue import Alarm
from tui.context import Session

_DAY = (
    "offered",
    "answered",
    "abandoned",
    "abandon_rate",
    "asa_s",
    "service_level",
    "aht_s",
    "occupancy",
    "short_contacts",
    "handled",
    "agent_minutes",
    "busy_minutes",
    "patience_s",
)
_INTERVAL = (
    "offered",
    "answered",
    "abandoned",
    "abandon_rate",
    "asa_s",
    "aht_s",
    "agent_minutes",
    "busy_minutes",
    "occupancy",
    "short_contacts",
)


def queue_json(
    session: Session,
    report: QueueReport,
    queues: Sequence[QueueNow],
    alarms: Sequence[Alarm],
) -> dict[str, Any]:
    """Return the document of a moment."""
    names = {queue.queue for queue in queues}
    return {
        "at": report.at,
        "data_at": report.data_at,
        "age_s": report.age_s,
        "state": report.state,
        "queues": [_queue(session, queue) for queue in queues],
        "alarms": [_alarm(session, alarm) for alarm in alarms if alarm.queue in names],
        "lines": {"read": report.lines, "odd": report.odd},
    }


def intervals_json(day: date, by: str, intervals: Sequence[QueueInterval]) -> dict[str, Any]:
    """Return the document of a day."""
    return {
        "day": day,
        "by": by,
        "intervals": [
            {
                "queue": one.queue,
                "start": one.start,
                **{name: getattr(one.figures, name) for name in _INTERVAL},
                "service_level": one.figures.service_level.rate,
                "within_s": one.figures.service_level.within_s,
                "source": one.source,
            }
            for one in intervals
        ],
    }


def busy_json(session: Session, answer: Busy) -> dict[str, Any]:
    """Return the document of the busy check."""
    return {
        "day": answer.day,
        "hour": answer.hour,
        "agent": answer.agent,
        "name": None if answer.name is None else session.person(answer.name),
        "verdict": answer.verdict,
        "basis": answer.basis,
        "use": answer.use,
        "cap": answer.cap,
        "loads": [asdict(load) for load in answer.loads],
        "room": asdict(answer.room),
        "usual_days": answer.usual_days,
        "reasons": list(answer.reasons),
        "short_contacts": None if answer.short is None else asdict(answer.short),
        "agents": [busy_json(session, one) for one in answer.agents],
    }


def _queue(session: Session, queue: QueueNow) -> dict[str, Any]:
    heads = queue.agents
    return {
        "queue": queue.queue,
        "kind": queue.kind,
        "at": queue.at,
        "age_s": queue.age_s,
        "state": queue.state,
        "waiting": queue.waiting,
        "longest_wait_s": queue.longest_wait_s,
        "open_contacts": queue.open_contacts,
        "agents": {name: getattr(heads, name) for name in heads.__struct_fields__},
        "concurrency": queue.concurrency,
        "capacity": queue.capacity,
        "saturation": queue.saturation,
        "backlog": queue.backlog,
        "day": {**_day(queue.day), "source": queue.day_from},
        "holding": [{**asdict(h), "agent": session.person(h.agent)} for h in queue.holding],
        "arrivals": [asdict(arrived) for arrived in queue.arrivals],
        "states": [{"start": s.start, **asdict(s.heads)} for s in queue.states],
    }


def _day(figures: ContactFigures) -> dict[str, Any]:
    found = {name: getattr(figures, name) for name in _DAY}
    found["service_level"] = asdict(figures.service_level)
    return found


def _alarm(session: Session, alarm: Alarm) -> dict[str, Any]:
    by = alarm.acknowledged_by
    return {**asdict(alarm), "acknowledged_by": None if by is None else session.person(by)}
