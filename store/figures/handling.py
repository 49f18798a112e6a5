"""How long a queue's contacts have taken on the days before: what today is too young to tell."""

from collections.abc import Iterable
from math import fsum

import msgspec

from store.records.queue import QueueDay


class Handling(msgspec.Struct, frozen=True):
    """Handle time of some days, pooled over their contacts."""

    aht_s: float
    """Mean handle time, in seconds."""
    contacts: int
    days: int
    at_once: float | None = None
    """Contacts open at once while they were handled; None where nobody's minutes are told.

    By Little's law: handle time by the time with a contact open or, where only presence is told,
    by the time present, which is the less the more people were free.
    """


def handling_of(days: Iterable[QueueDay]) -> Handling | None:
    """Return the handle time of days, of the half-hours that tell it; None where none does."""
    handled, handle_s, beside_s, minutes = 0, [0.0], [0.0], [0.0]
    told: set[object] = set()
    for day in days:
        for half in day.half_hours():
            if not half.handled or half.handle_s is None:
                continue
            told.add(day.day)
            handled += half.handled
            handle_s.append(half.handle_s)
            there = half.agent_minutes if half.busy_minutes is None else half.busy_minutes
            if there:
                beside_s.append(half.handle_s)
                minutes.append(there)
    if not handled:
        return None
    present_s = fsum(minutes) * 60
    at_once = fsum(beside_s) / present_s if present_s else None
    return Handling(fsum(handle_s) / handled, handled, len(told), at_once)
