"""What the demo floor is made of: queues, people, the shape of a day, how arrivals spread."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from math import exp
from random import Random
from typing import NamedTuple

HALF_S = 1800
_SHAPE = (
    0.4, 0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 0.8, 2.6, 4.6, 5.6, 6.0,
    8.6, 8.4, 5.4, 5.0, 5.0, 5.0, 5.2, 6.6, 9.4, 9.6, 8.0, 2.2,
)  # fmt: skip
"""Share of a day's contacts by hour of the clock: people write at noon and in the evening."""
DISPERSION = 3.0
"""Variance of the contacts of a half-hour by their mean; real floors have 2 to 4."""


class Person(NamedTuple):
    """Somebody who answers in a queue."""

    name: str
    """As a source would write it."""
    begins: float
    """Hour of the clock at which the shift begins."""
    hours: float
    cap: int = 5
    """Contacts at once."""
    pace: float = 1.0
    """Handle time by the usual one."""
    hasty: float = 0.02
    """Share of contacts that are closed within seconds."""


class Queue(NamedTuple):
    """A queue of the demo floor."""

    name: str
    mark: str
    """A letter that its contacts' ids begin with."""
    per_day: float
    """Contacts on a usual day."""
    handle_s: float
    """Mean handle time of one at a time."""
    patience_s: float
    """Mean time until a customer leaves."""
    people: tuple[Person, ...]


class Away(NamedTuple):
    """A break, in seconds of the epoch."""

    begins: float
    ends: float


_NIGHT = Person("夜班", 0.0, 8.75, cap=8)
"""Whoever has the night, until the early shift is there."""


def expected(queue: Queue, half: int) -> float:
    """Return the mean number of contacts in half-hour `half` of a day, 0 to 47."""
    return queue.per_day * _SHAPE[half // 2] / sum(_SHAPE) / 2


def arrivals(rng: Random, mean: float, begins: float) -> list[float]:
    """Return when the contacts of a half-hour arrive, in order.

    Their number is Poisson with a gamma-mixed mean, so that its variance is DISPERSION x mean.
    """
    if mean <= 0:
        return []
    shape = mean / (DISPERSION - 1)
    count = poisson(rng, mean * rng.gammavariate(shape, 1 / shape))
    return sorted(begins + rng.random() * HALF_S for _ in range(count))


def poisson(rng: Random, mean: float) -> int:
    """Draw from a Poisson distribution."""
    count = 0
    while mean > 0:
        part = min(mean, 500.0)  # exp(-500) is still a number
        mean -= part
        left, product = exp(-part), rng.random()
        while product > left:
            count += 1
            product *= rng.random()
    return count


def shift(person: Person, day: date, zone: tzinfo) -> tuple[float, float]:
    """Return when somebody's shift begins and ends, in seconds of the epoch."""
    begins = datetime.combine(day, time(), zone) + timedelta(hours=person.begins)
    return begins.timestamp(), begins.timestamp() + person.hours * 3600


def breaks(rng: Random, begins: float, ends: float) -> list[Away]:
    """Return the breaks of a shift: a meal in its middle, a short one in each half."""
    length = ends - begins
    meal = begins + length * rng.uniform(0.42, 0.58)
    found = [Away(meal, meal + rng.uniform(1500, 2100))]
    for low, high in ((0.15, 0.32), (0.72, 0.88)):
        start = begins + length * rng.uniform(low, high)
        found.append(Away(start, start + rng.uniform(420, 780)))
    return sorted(found)


def usual_floor(before: Sequence[str] = (), after: Sequence[str] = ()) -> tuple[Queue, ...]:
    """Return a floor of two queues, before and after the sale, and who answers in each.

    Where only one has people, three fifths of them stay; where none has, ten agents come. After
    the sale it is busy, as in the days after a promotion that the sample team has behind it.
    """
    if not (before and after):
        names = [*before, *after] or [f"agent {n}" for n in range(1, 11)]
        cut = max(1, round(len(names) * 0.6))
        before, after = names[:cut], names[cut:] or names[:1]
    first, second = _staffed(before), _staffed(after)
    return (
        Queue("售前", "a", 150.0 * len(first), 330, 200, (*first, _NIGHT)),
        Queue("售后", "b", 220.0 * len(second), 230, 300, (*second, _NIGHT)),
    )


def _staffed(names: Sequence[str]) -> tuple[Person, ...]:
    """Return people on an early and a late shift by turns."""
    return tuple(
        Person(name, 8.5 if n % 2 else 14.5, 9.0, pace=0.9 + 0.05 * (n % 5))
        for n, name in enumerate(names)
    )
