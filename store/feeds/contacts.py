"""A contact log as events: what a table of contacts says happened, in the order of time."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from store.feeds.lines import Reader
from store.feeds.protocol import Batch
from store.records.queue import Event

_COLUMNS = ("contact", "queue", "arrived_at", "answered_at", "ended_at", "agent", "outcome")
_OUTCOMES = ("answered", "abandoned")


def is_contact_log(header: Sequence[str]) -> bool:
    """Whether a table with this header is a contact log of the contract."""
    return {"contact", "arrived_at", "outcome"} <= {name.strip() for name in header}


def of_contacts(
    header: Sequence[str], rows: Iterator[list[str]], reader: Reader, now: datetime
) -> Batch:
    """Return the events of a contact log, by time."""
    names = [name.strip() for name in header]
    place = {name: names.index(name) for name in _COLUMNS if name in names}
    events: list[Event] = []
    for row in rows:
        if not any(row):
            continue
        told = {name: row[n].strip() for name, n in place.items() if n < len(row)}
        if told.get("outcome") not in _OUTCOMES:
            reader.counts["bad_event"] += 1
            continue
        lines = [reader.take(_event(told, at, kind), now) for at, kind in _happened(told)]
        taken = [line for line in lines if isinstance(line, Event)]
        if any(later.at < sooner.at for sooner, later in pairwise(taken)):
            reader.counts["negative"] += 1  # the import of a log leaves such a row out, too
        else:
            events += taken
    events.sort(key=lambda event: event.at)
    return Batch(tuple(events), reader.told())


def _happened(told: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give the moments of a contact and what happened at each; answered at once where none is told.

    The same reading as that of the import of a log, so that both end with the same figures.
    """
    arrived, ended = told.get("arrived_at", ""), told.get("ended_at", "")
    yield arrived, "queued"
    if told.get("outcome") == "abandoned":
        yield ended or arrived, "abandoned"
        return
    yield told.get("answered_at") or arrived, "answered"
    if ended:
        yield ended, "ended"


def _event(told: dict[str, str], at: str, kind: str) -> dict[str, str | None]:
    agent = told.get("agent") if kind in ("answered", "ended") else None
    queue, contact = told.get("queue"), told.get("contact")
    return {"at": at, "queue": queue, "contact": contact, "event": kind, "agent": agent or None}
