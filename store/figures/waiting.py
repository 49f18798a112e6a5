"""The line that waits while every place is taken: how long, who leaves, who is answered in time.

Contacts come at a steady rate (Poisson), places come free at a steady rate because all agents are
full, and each waiting contact leaves after a patience of its own (exponential). The time `s` that
a contact would have to wait, if it stayed, then has a density in proportion to

    f(s) = exp(arrivals * (1 - exp(-leaving * s)) / leaving - freed * s)

which is the sum, over the places in line, of the chance of that place times the density of the
way to its front (freed, freed + leaving, freed + 2 leaving, ... in turn); it is not an
approximation. Palm 1946 (in English 1957, "Research on telephone traffic carried by full
availability groups", Tele 1); Baccelli & Hebuterne 1981, "On queues with impatient customers";
Garnett, Mandelbaum & Reiman 2002, "Designing a call center with impatient customers", MSOM 4:
208-227.

With A = freed * integral of f, the states that wait weigh A times the state in which all places
are taken and nobody waits. What is integrated is F(s) = exp(-leaving * s) * f(s), those who are
still there when their turn comes: A = 1 + arrivals * integral of F (by parts), a sum of positive
parts at every load. log F is concave, so it is measured from its peak and integrated between the
two points where it has fallen to e^-50 of it, by Gauss and Legendre's rule.
"""

from collections.abc import Callable
from math import ceil, exp, expm1, fsum, inf, log, log1p, sqrt

import msgspec

_CUT = 50.0
"""Natural logarithms below the peak at which an integrand counts as nothing."""
_PANELS = 8
"""Parts of the span, each with its own 16 points."""
_NODES = (
    (0.09501250983763744, 0.1894506104550685),
    (0.2816035507792589, 0.18260341504492359),
    (0.45801677765722737, 0.16915651939500254),
    (0.6178762444026438, 0.14959598881657674),
    (0.755404408355003, 0.12462897125553388),
    (0.8656312023878318, 0.09515851168249279),
    (0.9445750230732326, 0.062253523938647894),
    (0.9894009349916499, 0.027152459411754096),
)
"""Gauss and Legendre's 16 points on -1..1, the positive half: place and weight."""
_SERIES_BELOW = 0.5
_SERIES = range(14, 2, -1)
_TINY = 1e-300


class Waiting(msgspec.Struct, frozen=True):
    """What those who find every place taken meet; shares are of them, not of all."""

    log_mass: float
    """log A: how much the states with everybody full weigh, against the one without a line."""
    answered: float
    """Share that is answered in the end."""
    left: float
    """Share that leaves, to the last digits where it is small too."""
    in_time: float
    """Share that is answered within the threshold."""
    wait_s: float
    """Mean wait until answered or gone."""
    answered_wait_s: float
    """Mean over all of them of the wait if answered, else 0."""


def waiting(arrivals: float, freed: float, leaving: float, within_s: float) -> Waiting | None:
    """Return the line of a steady state; None where it would grow without end.

    All rates are a second: arrivals and freed above 0, leaving 0 where nobody gives up.
    """
    if leaving == 0:
        return _patient(arrivals, freed, within_s)
    line = _Line(arrivals, freed + leaving, leaving)
    in_time, early = line.over(line.at, 0.0, within_s)
    rest, late = line.over(line.at, within_s, inf)
    total = in_time + rest
    wait_if_answered = line.peak + (early + late) / total
    inverse = exp(-line.log_peak) / total  # of the integral of F; 0 where that is beyond floats
    mass = inverse + arrivals
    answered = freed / mass
    if leaving < freed and arrivals < freed:
        # what leaves is what is left of 1 here: it is integrated by itself
        every = _Line(arrivals, freed, leaving)
        spent, _ = every.over(lambda s: every.at(s) * -expm1(-leaving * s) / leaving, 0.0, inf)
        wait = spent * freed * inverse / mass
    else:
        wait = (inverse + arrivals - freed) / mass / leaving
    return Waiting(
        log_mass=log(arrivals) + line.log_peak + log(total) + log1p(inverse / arrivals),
        answered=min(1.0, answered),
        left=min(1.0, wait * leaving),
        in_time=min(1.0, answered * in_time / total),
        wait_s=wait,
        answered_wait_s=answered * wait_if_answered,
    )


def _patient(arrivals: float, freed: float, within_s: float) -> Waiting | None:
    """Return the line in which everybody stays (Erlang 1917)."""
    spare = freed - arrivals
    if spare <= 0:
        return None
    return Waiting(log(freed / spare), 1.0, 0.0, -expm1(-spare * within_s), 1 / spare, 1 / spare)


class _Line:
    """log F(peak + d) = log_peak - slope * d - curve * phi(leaving * d), and its integrals."""

    def __init__(self, arrivals: float, falling: float, leaving: float) -> None:
        over = (arrivals - falling) / falling
        self.leaving = leaving
        self.peak = log1p(over) / leaving if over > 0 else 0.0
        self.log_peak = falling / leaving * phi(-log1p(over)) if over > 0 else 0.0
        self.slope = max(0.0, falling - arrivals)
        self.curve = min(arrivals, falling) / leaving
        least = _CUT / max(self.curve, _TINY)
        before = log1p(least + sqrt(2 * least)) / leaving
        after = (least + sqrt(least) * sqrt(least + 8)) / 2 / leaving
        self.first = max(-self.peak, -before)
        self.last = min(after, _CUT / self.slope if self.slope > 0 else inf)

    def at(self, d: float) -> float:
        """Return F at a distance from its peak, against the peak."""
        return exp(-self.slope * d - self.curve * phi(self.leaving * d))

    def over(
        self, height: Callable[[float], float], start: float, end: float
    ) -> tuple[float, float]:
        """Return two integrals between two waits: of a height, and of it times its place.

        The place is the distance from the peak.
        """
        a = min(max(start - self.peak, self.first), self.last)
        b = min(max(end - self.peak, self.first), self.last)
        if b <= a:
            return 0.0, 0.0
        panels = ceil(_PANELS * (b - a) / (self.last - self.first)) + 1
        half = (b - a) / panels / 2
        masses: list[float] = []
        moments: list[float] = []
        for panel in range(panels):
            middle = a + (2 * panel + 1) * half
            for place, weight in _NODES:
                step = half * place
                before, after = height(middle - step), height(middle + step)
                masses.append(weight * (before + after))
                moments.append(weight * (before * (middle - step) + after * (middle + step)))
        return fsum(masses) * half, fsum(moments) * half


def phi(z: float) -> float:
    """Return exp(-z) - 1 + z, to the last digits near zero too."""
    if abs(z) > _SERIES_BELOW:
        return z + expm1(-z)
    found = 1.0
    for n in _SERIES:
        found = 1.0 - z / n * found
    return z * z / 2 * found
