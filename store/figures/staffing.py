"""How many agents a target needs, or what so many agents give: likely, and on a low or high day.

The likely answer is that of the contacts as given. Low and high answer the same question with the
contacts of a slow and of a busy interval: those of the range that is given (a forecast's 80 %
range), else the 10 % and the 90 % point of counts that vary as much as `dispersion` says.
"""

from collections.abc import Sequence
from math import ceil
from typing import Literal

import msgspec
from msgspec.structs import asdict

from store.errors import Refused
from store.figures.arrivals import HIGH, LOW, arrival_range
from store.figures.chats import chats
from store.figures.erlang import Measures, erlang_a, erlang_c
from store.figures.fewest import fewest

MOST_AGENTS = 100_000
"""A search for a target ends here."""
FACTORS = (1.0, 1.7, 2.5, 2.9, 3.5)
"""What an agent with 1 to 5 chats at once gets done, against one at a time (Call Centre Helper)."""
DISPERSION = 3.0
"""Variance / mean of an interval's contacts: the middle of what was measured, 2 to 4."""
Assumption = str | float | int | bool | list[float] | None


class Outcome(msgspec.Struct, frozen=True):
    """An answer for one number of contacts; its measures are null where it has none."""

    offered: float
    """Contacts of the interval."""
    agents: int
    """At work: those asked about, or the fewest that reach the target."""
    rostered: int
    """On the rota, so that as many are at work."""
    wait_probability: float | None
    asa_s: float | None
    wait_s: float | None
    service_level: float | None
    abandon_rate: float | None
    occupancy: float | None
    saturation: float | None
    why_none: str | None
    """`load_above_capacity`: without patience the line grows without end."""
    service_level_as_staffed: float | None
    """Service level with the agents of the likely answer."""


class StaffAnswer(msgspec.Struct, frozen=True):
    """The likely answer, the low and the high one, and all that was assumed; shares are 0-1."""

    model: Literal["erlang_a", "erlang_c"]
    """erlang_c where nobody gives up. With several chats at once it is their chain."""
    offered: float
    per_min: float
    """Length of the interval in minutes."""
    load: float
    """Contacts in hand at once if each had an agent to itself."""
    agents: int
    rostered: int
    wait_probability: float | None
    """Share that finds no agent with a place free."""
    asa_s: float | None
    """Mean wait of the answered, seconds."""
    wait_s: float | None
    """Mean wait of all offered, seconds."""
    service_level: float | None
    """Answered within the threshold, of all offered."""
    abandon_rate: float | None
    """Gone before an answer, of all offered."""
    occupancy: float | None
    """Share of the agents' time with at least one contact."""
    saturation: float | None
    """Share of the agents' places that is taken."""
    why_none: str | None
    low: Outcome
    """The same with the contacts of a slow interval."""
    high: Outcome
    """The same with the contacts of a busy interval."""
    assumptions: dict[str, Assumption]
    """Every assumption by its name, with its value."""


class Question(msgspec.Struct, frozen=True):
    """What stays the same for every number of contacts."""

    seconds: float
    """Length of the interval."""
    handle_s: tuple[float, ...]
    """Mean handle time with 1, 2, ... chats held."""
    patience_s: float | None
    within_s: float
    target: float | None
    shrinkage: float

    def measures(self, offered: float, agents: int) -> Measures | None:
        """Return what so many agents give; None where there is no answer."""
        arrivals = offered / self.seconds
        if len(self.handle_s) > 1:
            return chats(arrivals, self.handle_s, agents, self.patience_s, self.within_s)
        if self.patience_s is None:
            return erlang_c(arrivals, self.handle_s[0], agents, self.within_s)
        return erlang_a(arrivals, self.handle_s[0], agents, self.patience_s, self.within_s)

    def fewest(self, offered: float) -> int:
        """Return the fewest agents that reach the target; 1 where no contacts come.

        The search takes it that one agent more never answers fewer in time. Where handle times do
        not fall each state is then served at least as fast; for others no exception is known, and
        the tests look for one.
        """
        target = self.target

        def enough(agents: int) -> bool:
            found = self.measures(offered, agents)
            return found is not None and target is not None and found.service_level >= target

        pace = len(self.handle_s) / self.handle_s[-1]
        near = min(offered / self.seconds / pace, float(MOST_AGENTS))
        found = fewest(enough, ceil(near), MOST_AGENTS)
        if found is None:
            raise Refused("too_many_agents", limit=MOST_AGENTS)
        return found

    def assumptions(self) -> dict[str, Assumption]:
        """Return what is taken for granted whatever the number of contacts."""
        return {
            "arrivals": "poisson",
            "steady_state": True,
            "order": "first_come_first_served",
            "handle_time": "exponential",
            "handle_s": list(self.handle_s),
            "concurrency": len(self.handle_s),
            "chats_spread": "evenly" if len(self.handle_s) > 1 else None,
            "patience": "none" if self.patience_s is None else "exponential",
            "patience_s": self.patience_s,
            "within_s": self.within_s,
            "target": self.target,
            "shrinkage": self.shrinkage,
            "low_point": LOW,
            "high_point": HIGH,
        }

    def answer(self, offered: float, asked: int | None, staffed: int | None = None) -> Outcome:
        """Return the answer; `staffed` are the agents of the likely one."""
        agents = asked if asked is not None else self.fewest(offered)
        found = self.measures(offered, agents)
        with_staffed = found
        if staffed not in (None, agents):
            with_staffed = self.measures(offered, staffed)
        return Outcome(
            offered=offered,
            agents=agents,
            rostered=rostered(agents, self.shrinkage),
            why_none="load_above_capacity" if found is None else None,
            service_level_as_staffed=with_staffed.service_level if with_staffed else None,
            **(asdict(found) if found is not None else dict.fromkeys(_MEASURES)),
        )


_MEASURES = Measures.__struct_fields__


def staff(
    offered: float,
    per_min: float,
    aht_s: Sequence[float],
    *,
    patience_s: float | None = None,
    concurrency: int | None = None,
    agents: int | None = None,
    within_s: float = 60.0,
    target: float | None = None,
    shrinkage: float = 0.0,
    offered_range: tuple[float, float] | None = None,
    dispersion: float = DISPERSION,
    factors: Sequence[float] = FACTORS,
) -> StaffAnswer:
    """Return what so many `agents` give, or the fewest that answer `target` within `within_s`.

    `offered` contacts in `per_min` minutes; `aht_s` is the mean handle time with 1, 2, ... chats
    at once, or only the first, from which `factors` derive those of `concurrency`; `patience_s` is
    the mean patience, None for contacts who never give up; `shrinkage` is the share of the rota
    that is not at work. `offered_range` is the low and the high number of contacts; without it
    they come from `dispersion`, the variance of the contacts of such an interval / their mean.

    Raises Refused: `bad_staffing` (what, value), `agents_or_target`, `no_handle_time` (given,
    concurrency), `too_many_agents` (limit).
    """
    _check(
        offered=offered, per_min=per_min, patience_s=patience_s, within_s=within_s, target=target,
        shrinkage=shrinkage, dispersion=dispersion, agents=agents, concurrency=concurrency,
    )  # fmt: skip
    if (agents is None) == (target is None):
        raise Refused("agents_or_target")
    handle_s = handle_times(aht_s, concurrency, factors)
    low, high = _range(offered_range) if offered_range else arrival_range(offered, dispersion)
    question = Question(per_min * 60, handle_s, patience_s, within_s, target, shrinkage)
    likely = question.answer(offered, agents)
    derived = factors if len(aht_s) < len(handle_s) else None
    assumed = _assumed(derived, None if offered_range else dispersion, (low, high))
    return StaffAnswer(
        model="erlang_c" if patience_s is None else "erlang_a",
        offered=offered,
        per_min=per_min,
        load=offered / question.seconds * handle_s[0],
        low=question.answer(low, agents, likely.agents),
        high=question.answer(high, agents, likely.agents),
        assumptions=question.assumptions() | assumed,
        **{name: getattr(likely, name) for name in _LIKELY},
    )


def _assumed(
    factors: Sequence[float] | None, dispersion: float | None, offered: tuple[float, float]
) -> dict[str, Assumption]:
    """Return where handle times and range come from; without factors or dispersion: as given."""
    return {
        "handle_s_from": "given" if factors is None else "factor",
        "concurrency_factor": None if factors is None else list(factors),
        "range_from": "given" if dispersion is None else "dispersion",
        "dispersion": dispersion,
        "offered_low": offered[0],
        "offered_high": offered[1],
    }


def _range(offered: tuple[float, float]) -> tuple[float, float]:
    """Return the low and the high number of contacts that were given; raises Refused."""
    low, high = offered
    _check(offered_low=low, offered_high=high)
    if low > high:
        raise Refused("bad_staffing", what="offered_range", value=f"{low:g},{high:g}")
    return offered


_LIKELY = ("agents", "rostered", "why_none", *_MEASURES)


def handle_times(
    aht_s: Sequence[float], concurrency: int | None = None, factors: Sequence[float] = FACTORS
) -> tuple[float, ...]:
    """Return the mean handle time with 1, 2, ... chats held, as many as are held at most.

    A single one is that of one chat alone: with k at once an agent gets `factors[k - 1]` times as
    much done, so each chat takes k / factor times as long. Beyond the last factor more chats get
    no more done. Raises Refused `bad_staffing` or `no_handle_time` (given, concurrency).
    """
    for handle in aht_s:
        _check(aht_s=handle)
    most = concurrency or len(aht_s)
    if len(aht_s) >= most > 0:
        return tuple(float(handle) for handle in aht_s[:most])
    if len(aht_s) != 1:
        raise Refused("no_handle_time", given=len(aht_s), concurrency=most)
    got_done = [factors[min(k, len(factors)) - 1] / factors[0] for k in range(1, most + 1)]
    return tuple(aht_s[0] * k / factor for k, factor in enumerate(got_done, 1))


def rostered(agents: int, shrinkage: float) -> int:
    """Return how many must be on the rota for so many at work; `shrinkage` is 0 to below 1."""
    return ceil(agents / (1 - shrinkage) - 1e-9)  # 21 / 0.7 is 30, not a little more


def _check(**given: float | None) -> None:
    """Refuse a number that means nothing, before it is reckoned with."""
    for what, value in given.items():
        if value is None:
            continue
        low, high, below = _LIMITS[what]
        if not low <= value <= high or (below and value == high):
            raise Refused("bad_staffing", what=what, value=value)


_SHORTEST, _LONGEST = 1e-6, 1e12
_LIMITS: dict[str, tuple[float, float, bool]] = {
    "offered": (0, 1e12, False),
    "offered_low": (0, 1e12, False),
    "offered_high": (0, 1e12, False),
    "per_min": (_SHORTEST, _LONGEST, False),
    "aht_s": (_SHORTEST, _LONGEST, False),
    "patience_s": (_SHORTEST, _LONGEST, False),
    "within_s": (0, _LONGEST, False),
    "target": (0, 1, True),
    "shrinkage": (0, 1, True),
    "dispersion": (1, 1e6, False),
    "agents": (1, MOST_AGENTS, False),
    "concurrency": (1, 100, False),
}
"""Lowest, highest, and whether the highest is itself left out."""
