"""A contact log of a day made for tests, and its figures by another way: no `store` in here."""

import csv
import io
import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

ZONE = timezone(timedelta(hours=8))
DAY = datetime(2026, 11, 20, tzinfo=ZONE)
HEADER = ("contact", "queue", "arrived_at", "answered_at", "ended_at", "agent", "outcome")
QUEUES = ("售前", "after, sales", "mail")
AGENTS = tuple(f"客服{n:02d}" for n in range(1, 25))


class Contact(NamedTuple):
    """One contact; moments in seconds of the day, None where the log has none."""

    contact: str
    queue: str
    arrived: int
    answered: int | None
    ended: int | None
    agent: str
    outcome: str

    def row(self) -> list[str]:
        return [
            self.contact,
            self.queue,
            stamp(self.arrived),
            stamp(self.answered),
            stamp(self.ended),
            self.agent,
            self.outcome,
        ]


def stamp(second: int | None) -> str:
    """Return a moment of the team's clock, without an offset."""
    if second is None:
        return ""
    return (DAY.replace(tzinfo=None) + timedelta(seconds=second)).isoformat()


def contacts(n: int, seed: int = 11) -> list[Contact]:
    """Return a day's contacts, in no order; some without an end, without a wait, past midnight."""
    rng = random.Random(seed)
    made = []
    for number in range(n):
        arrived = int(rng.triangular(7 * 3600, 24 * 3600 - 1, 20 * 3600))
        queue = rng.choices(QUEUES, (5, 3, 1))[0]
        name = f"k{number:06d}"
        if rng.random() < 0.09:
            left = arrived + int(rng.expovariate(1 / 70))
            made.append(Contact(name, queue, arrived, None, left, "", "abandoned"))
            continue
        answered: int | None = arrived + int(rng.expovariate(1 / 35))
        handle = int(rng.expovariate(1 / 240)) if rng.random() > 0.05 else rng.randrange(10)
        ended: int | None = (answered or 0) + handle
        if rng.random() < 0.01:
            answered, ended = None, arrived + handle  # taken at once
        if rng.random() < 0.01:
            ended = None
        agent = rng.choice(AGENTS)
        made.append(Contact(name, queue, arrived, answered, ended, agent, "answered"))
    return made


def log_csv(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as a CSV with its header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return out.getvalue()


def figures(text: str, minutes: int, within_s: float = 60) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the figures of a log by (queue, start of the interval as ISO text)."""
    found: dict[tuple[str, str], list[tuple[str, float | None, float | None]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(text)):
        arrived = datetime.fromisoformat(row["arrived_at"]).replace(tzinfo=ZONE)
        begun = arrived.replace(minute=arrived.minute // minutes * minutes, second=0)
        wait = handle = None
        if row["outcome"] == "answered":
            answered = arrived
            if row["answered_at"]:
                answered = datetime.fromisoformat(row["answered_at"]).replace(tzinfo=ZONE)
            wait = (answered - arrived).total_seconds()
            if row["ended_at"]:
                ended = datetime.fromisoformat(row["ended_at"]).replace(tzinfo=ZONE)
                handle = (ended - answered).total_seconds()
        found[row["queue"], begun.isoformat()].append((row["outcome"], wait, handle))
    return {key: _pooled(rows, within_s) for key, rows in found.items()}


def _pooled(rows: list[tuple[str, float | None, float | None]], within_s: float) -> dict[str, Any]:
    waits = [wait for _, wait, _ in rows if wait is not None]
    handles = [handle for _, _, handle in rows if handle is not None]
    abandoned = sum(outcome == "abandoned" for outcome, _, _ in rows)
    return {
        "offered": len(rows),
        "answered": len(waits),
        "abandoned": abandoned,
        "abandon_rate": abandoned / len(rows),
        "asa_s": sum(waits) / len(waits) if waits else None,
        "aht_s": sum(handles) / len(handles) if handles else None,
        "service_level": sum(wait <= within_s for wait in waits) / len(rows),
        "short_contacts": sum(handle < 10 for handle in handles),
    }


def busy_seconds(every: Iterable[Contact]) -> dict[str, int]:
    """Return each agent's seconds with at least one contact open, one second after the other."""
    open_: dict[str, set[int]] = defaultdict(set)
    for one in every:
        if one.outcome != "answered" or one.ended is None:
            continue
        begun = one.arrived if one.answered is None else one.answered
        open_[one.agent].update(range(begun, one.ended))
    return {agent: len(seconds) for agent, seconds in open_.items()}


def events(every: Iterable[Contact]) -> list[dict[str, Any]]:
    """Return the same day as events, in order of time; equal ones as they happened."""
    lines = []
    for one in every:
        answered = one.answered if one.answered is not None else one.arrived
        told: list[tuple[int | None, str, str | None]] = [(one.arrived, "queued", None)]
        if one.outcome == "answered":
            told += [(answered, "answered", one.agent), (one.ended, "ended", one.agent)]
        else:
            told.append((one.ended, "abandoned", None))
        for order, (second, kind, agent) in enumerate(told):
            if second is None:
                continue
            at = (DAY + timedelta(seconds=second)).isoformat()
            line = {"at": at, "queue": one.queue, "contact": one.contact, "event": kind}
            lines.append((second, order, line | ({"agent": agent} if agent else {})))
    lines.sort(key=lambda item: item[:2])
    return [line for _, _, line in lines]
