"""Several chats at once an agent: a birth-death chain over the number of chats in the house.

n agents hold up to K chats each. New chats go where fewest are held, so m chats lie evenly over
the agents, and an agent who holds k finishes each at the rate 1/AHT[k]: the more at once, the
longer each takes. Beyond n * K chats they wait in line, first come first served, and each leaves
after a patience of its own (exponential). While there is a line every agent holds K, so places
come free at the steady rate n * K / AHT[K], and the line is that of `store.figures.waiting`.

The chain is that of multi-server processor sharing with a limit (Luo & Zhang 2013, "Staffing and
control of instant messaging contact centers", Oper. Res. 61: 328-343; Cui & Tezcan 2016,
"Approximations for chat service systems using many-server diffusion limits", Math. Oper. Res. 41:
775-807). To count n agents as n * K servers of the handle time AHT[K] overstates the waiting:
agents with few chats are quicker.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, inf, log

from store.figures.erlang import NOTHING, QUIET, Below, Measures, join
from store.figures.waiting import waiting

_LARGE = 1e100
"""Weight at which a sum of weights is scaled down."""
_SMALL = 1e-20
"""Share of the sum below which the falling rest is nothing."""


def chats(
    arrivals: float,
    handle_s: Sequence[float],
    agents: int,
    patience_s: float | None = None,
    within_s: float = 0.0,
) -> Measures | None:
    """Return the measures of agents with up to `len(handle_s)` chats at once.

    `arrivals` is chats a second; `handle_s[k - 1]` is the mean handle time with k chats held.
    None where nobody gives up (`patience_s` None) and the agents can't keep up.
    """
    if arrivals < NOTHING:
        return QUIET
    pace = [0.0, *(k / handle for k, handle in enumerate(handle_s, 1))]
    leaving = 1 / patience_s if patience_s is not None else 0.0
    line = waiting(arrivals, agents * pace[-1], leaving, within_s)
    return join(_below(arrivals, pace, agents), line) if line is not None else None


def _below(arrivals: float, pace: Sequence[float], agents: int) -> Below:
    """Return the states with a place free; `pace[k]` is the chats a second of an agent with k.

    Weights are taken from the full house downwards, each from the one above, and scaled as they
    grow: all parts are positive, so no digits are lost at any size.
    """
    most = len(pace) - 1
    rising = _rising_to(arrivals, pace, agents)
    weight, scale = 1.0, 0.0
    total = held = with_chat = 0.0
    for each in range(most - 1, -1, -1):
        floor, step = agents * pace[each] / arrivals, (pace[each + 1] - pace[each]) / arrivals
        for more in range(agents - 1, -1, -1):
            weight *= floor + step * (more + 1)
            count = each * agents + more
            total += weight
            held += weight * count
            with_chat += weight * (agents if each else more)
            if weight > _LARGE:
                total, held, with_chat = total / weight, held / weight, with_chat / weight
                scale, weight = scale + log(weight), 1.0
            elif count <= rising and weight < _SMALL * total:
                break
        else:
            continue
        break
    return Below(
        log(total) + scale if total > 0 else -inf,
        with_chat / total / agents if total > 0 else 0.0,
        held / total / agents / most if total > 0 else 0.0,
    )


def _rising_to(arrivals: float, pace: Sequence[float], agents: int) -> int:
    """Return a number of chats up to which each state weighs more than the one before it."""
    for each, (slow, fast) in enumerate(pairwise(pace)):
        if agents * slow >= arrivals:
            return each * agents
        if agents * fast >= arrivals:
            return each * agents + ceil((arrivals - agents * slow) / (fast - slow)) - 1
    return agents * (len(pace) - 1)
