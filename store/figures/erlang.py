"""Erlang C and Erlang A: one contact at once an agent, waiting in line, with and without patience.

Erlang C (A. K. Erlang 1917, "Solution of some problems in the theory of probabilities of
significance in automatic telephone exchanges") has no answer from the load on at which all agents
are always taken: its line grows without end. Erlang A (Palm 1946; Garnett, Mandelbaum & Reiman
2002, MSOM 4: 208-227) lets each contact leave after a patience of its own and has one at any load.
"""

from math import exp, inf, isinf, log

import msgspec

from store.figures.waiting import Waiting, waiting

NOTHING = 1e-100
"""Contacts a second below which there are none."""


class Measures(msgspec.Struct, frozen=True):
    """What a contact meets and how full the agents are, in a steady state."""

    wait_probability: float
    """Share of the contacts that find no agent free."""
    asa_s: float | None
    """Mean wait of the answered, no wait counting as 0; None where nobody is answered."""
    wait_s: float
    """Mean wait of all, until answered or gone."""
    service_level: float
    """Share of all that is answered within the threshold."""
    abandon_rate: float
    """Share of all that leaves before an answer."""
    occupancy: float
    """Share of the agents' time with at least one contact."""
    saturation: float
    """Share of the places that is taken; with one contact at once it is the occupancy."""


QUIET = Measures(0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
"""What the first contact meets where none come."""


class Below(msgspec.Struct, frozen=True):
    """The states with a place free."""

    log_mass: float
    """Natural logarithm of their weight, against the state with every place taken and no line."""
    occupancy: float
    """Share of the agents with a contact, in these states."""
    saturation: float
    """Share of the places taken, in these states."""


def erlang_c(
    arrivals: float, handle_s: float, agents: int, within_s: float = 0.0
) -> Measures | None:
    """Return the answer without patience; None where the load is not below the agents.

    `arrivals` is contacts a second.
    """
    return _erlang(arrivals, handle_s, agents, 0.0, within_s)


def erlang_a(
    arrivals: float, handle_s: float, agents: int, patience_s: float, within_s: float = 0.0
) -> Measures:
    """Return the answer with a mean patience above 0; there is one at any load.

    `arrivals` is contacts a second.
    """
    found = _erlang(arrivals, handle_s, agents, 1 / patience_s, within_s)
    assert found is not None
    return found


def _erlang(
    arrivals: float, handle_s: float, agents: int, leaving: float, within_s: float
) -> Measures | None:
    if arrivals < NOTHING:
        return QUIET
    line = waiting(arrivals, agents / handle_s, leaving, within_s)
    if line is None:
        return None
    load = arrivals * handle_s
    inverse = 1.0  # of Erlang's loss formula: 1/B(n) = 1 + n/load * 1/B(n-1), sums of positives
    for n in range(1, agents):
        inverse = 1.0 + n / load * inverse
        if isinf(inverse):
            break
    full = load * (1.0 - 1.0 / inverse) / agents  # contacts in the states below, an agent
    return join(Below(log(agents / load) + log(inverse), full, full), line)


def join(below: Below, line: Waiting) -> Measures:
    """Return the measures of the states with a place free and of the line together."""
    wait, free = share(line.log_mass - below.log_mass), share(below.log_mass - line.log_mass)
    answered = free + wait * line.answered
    return Measures(
        wait_probability=wait,
        asa_s=wait * line.answered_wait_s / answered if answered > 0 else None,
        wait_s=wait * line.wait_s,
        service_level=min(1.0, free + wait * line.in_time),
        abandon_rate=wait * line.left,
        occupancy=wait + free * below.occupancy,
        saturation=wait + free * below.saturation,
    )


def share(log_odds: float) -> float:
    """Return the probability of log odds, at any size of them."""
    if log_odds >= 0:
        return 1 / (1 + exp(-log_odds))
    odds = exp(log_odds) if log_odds > -inf else 0.0
    return odds / (1 + odds)
