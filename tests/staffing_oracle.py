"""The steady state of a small floor by the definition: every state weighed, every place in line
followed step by step. Slow, and only for rates that are not far apart.
"""

from collections.abc import Sequence
from math import exp, fsum, lgamma, log
from typing import NamedTuple


class Expected(NamedTuple):
    wait_probability: float
    asa_s: float
    wait_s: float
    service_level: float
    abandon_rate: float
    occupancy: float
    saturation: float


def pace_of(count: int, handle_s: Sequence[float], agents: int) -> float:
    """Chats a second with so many in the house, dealt out one by one to the agents."""
    held = [0] * agents
    for one in range(min(count, agents * len(handle_s))):
        held[one % agents] += 1
    return fsum(k / handle_s[k - 1] for k in held if k)


def expected(
    arrivals: float, handle_s: Sequence[float], agents: int, patience_s: float, within_s: float
) -> Expected:
    places = agents * len(handle_s)
    leaving, freed = 1 / patience_s, pace_of(places, handle_s, agents)
    weights = [1.0]
    while True:
        count = len(weights)
        out = pace_of(count, handle_s, agents) + max(0, count - places) * leaving
        weights.append(weights[-1] * arrivals / out)
        if weights[-1] < 1e-17 * max(weights) and count > places and arrivals < out:
            break
    total = fsum(weights)
    chance = [weight / total for weight in weights]
    line = chance[places:]
    waits = fsum(line)
    left = leaving * fsum(n * p for n, p in enumerate(line)) / arrivals
    steps = [freed + n * leaving for n in range(len(line))]
    served, spent = [], []
    still, so_far = 1.0, 0.0
    for step in steps:
        still *= step / (step + leaving)
        so_far += 1 / (step + leaving)
        served.append(still)
        spent.append(still * so_far)
    answered = 1 - waits + fsum(p * s for p, s in zip(line, served, strict=True))
    in_time = soon(steps, leaving, within_s)
    return Expected(
        waits,
        fsum(p * s for p, s in zip(line, spent, strict=True)) / answered,
        left / leaving,
        1 - waits + fsum(p * s for p, s in zip(line, in_time, strict=True)),
        left,
        fsum(p * min(n, agents) for n, p in enumerate(chance)) / agents,
        fsum(p * min(n, places) for n, p in enumerate(chance)) / places,
    )


def soon(steps: Sequence[float], leaving: float, within_s: float) -> list[float]:
    """The chance of an answer in time from each place in line, by uniformization.

    From place n one moves up at the rate of the agents and of those ahead who leave, and leaves
    oneself; a clock as fast as all of it ticks a Poisson number of times until the threshold.
    """
    mean = (max(steps) + leaving) * within_s
    now, found = [0.0] * len(steps), [0.0] * len(steps)
    for tick in range(1, int(mean + 12 * mean**0.5 + 30)):
        ahead = [1.0, *now[:-1]]
        now = [
            (step * up + (max(steps) - step) * same) / (max(steps) + leaving)
            for step, up, same in zip(steps, ahead, now, strict=True)
        ]
        chance = exp(tick * log(mean) - mean - lgamma(tick + 1)) if mean else 0.0
        found = [value + chance * more for value, more in zip(found, now, strict=True)]
    return found
