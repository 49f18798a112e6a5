"""Very short contacts: a question to ask, not a verdict.

In one public call-centre log a few agents closed 15-19 % of their contacts within seconds, the
others 1-4 %.
"""

from collections.abc import Iterable, Sequence

import msgspec

from store.figures.wilson import wilson
from store.records.histogram import added, below
from store.records.queue import SHORT_LIMIT_S, AgentHours


class ShortContacts(msgspec.Struct, frozen=True):
    """How many of an agent's contacts were very short."""

    short: int
    n: int
    under_s: float
    share: float
    """0-1."""
    low: float
    high: float
    """95 % Wilson range of the share."""


def short_contacts(durations_s: Sequence[float], under_s: float) -> ShortContacts | None:
    """Return how many handled contacts took less than `under_s` (setting `short_contact_s`).

    `durations_s` are the handle times of one agent's contacts; None where there are none.
    """
    n = len(durations_s)
    if not n:
        return None
    short = sum(duration < under_s for duration in durations_s)
    low, high = wilson(short / n, n)
    return ShortContacts(short, n, under_s, short / n, low, high)


def short_of(hours: Iterable[AgentHours], under_s: float) -> ShortContacts | None:
    """Return the same from what is kept of an agent's days; None where there are no contacts.

    Nothing longer than SHORT_LIMIT_S is told apart: a higher `under_s` counts as that.
    """
    days = list(hours)
    n = sum(day.handled for day in days)
    if not n:
        return None
    under_s = min(under_s, SHORT_LIMIT_S)
    short = below(added(day.short for day in days), under_s)
    low, high = wilson(short / n, n)
    return ShortContacts(short, n, under_s, short / n, low, high)
