"""How many contacts an interval may bring: its low and its high count.

Counts of an interval vary more than Poisson: their variance is 2 to 4 times their mean on the
floors that were measured. They are taken as negative binomial, the counts of a Poisson stream
whose rate itself varies from day to day by a gamma distribution (Greenwood & Yule 1920; for call
centres Jongbloed & Koole 2001, "Managing uncertainty in call centres using Poisson mixtures").
"""

from itertools import accumulate
from math import sqrt

LOW, HIGH = 0.1, 0.9
"""Low and high of an answer: with one interval in ten below, and one in ten above."""
_NORMAL_FROM = 10_000
"""Mean from which the count is taken from the normal curve with its skew: off by under 1."""
_Z = 1.2815515655446004
"""Point of the normal distribution with a tenth above it."""
_NOTHING = 1e-18


def arrival_range(mean: float, dispersion: float) -> tuple[float, float]:
    """Return the 10 % and the 90 % point of the counts of an interval, whole numbers.

    `dispersion` is variance / mean, 1 (Poisson) or more. A point is the least count that is not
    exceeded with at least that chance.
    """
    if mean <= 0:
        return 0.0, 0.0
    if mean >= _NORMAL_FROM:
        spread = sqrt(mean * dispersion)
        lean = (2 * dispersion - 1) / spread * (_Z * _Z - 1) / 6
        return float(round(mean + spread * (lean - _Z))), float(round(mean + spread * (lean + _Z)))
    first, weights = _weights(mean, dispersion)
    reached = list(accumulate(weights))
    low = next(i for i, sofar in enumerate(reached) if sofar >= LOW * reached[-1])
    high = next(i for i, sofar in enumerate(reached) if sofar >= HIGH * reached[-1])
    return float(first + low), float(first + high)


def _weights(mean: float, dispersion: float) -> tuple[int, list[float]]:
    """Return the first count with a weight and the weights of it and those after it."""
    middle = max(0, int(mean - dispersion))
    above, below = [1.0], [1.0]
    count = middle
    while above[-1] > _NOTHING:
        above.append(above[-1] * _next_against(count, mean, dispersion))
        count += 1
    count = middle
    while count > 0 and below[-1] > _NOTHING:
        count -= 1
        below.append(below[-1] / _next_against(count, mean, dispersion))
    return count, [*reversed(below), *above[1:]]


def _next_against(count: int, mean: float, dispersion: float) -> float:
    """Return how likely the next count is against this one."""
    return (count * (dispersion - 1) + mean) / ((count + 1) * dispersion)
