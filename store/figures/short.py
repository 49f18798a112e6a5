"""Very short contacts: a question to ask, not a verdict.

In one public call-centre log a few agents closed 15-19 % of their contacts within seconds, the
others 1-4 %.
"""

from collections.abc import Sequence

import msgspec

from store.figures.wilson import wilson


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
