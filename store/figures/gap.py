"""Why sales are not what they usually are: volume x conversion x basket.

Sales are inquirers x (buyers / inquirers) x (sales / buyers), so a difference in sales is a
difference of three factors. Each factor's part is its Shapley value: its effect averaged over all
orders in which the factors can change. The parts add up to the difference exactly, in whatever
order they are taken, and zeros do no harm (Shorrocks 2013, "Decomposition procedures for
distributional analysis", J. Econ. Inequality 11: 99-126).
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from store.figures.results import Compared

Factors = tuple[float, float, float]
"""Volume, conversion, basket."""


class Gap(msgspec.Struct, frozen=True):
    """A difference in sales, split; money in the team's currency."""

    against: Literal["own_usual", "target"]
    volume_metric: str
    """What volume counts: `inquirers`, else `received`."""
    sales: float
    base: float
    """The usual, or the target, of the same days."""
    volume: float
    """Part of the difference that comes from more or fewer customers."""
    conversion: float
    """Part from how many of them bought."""
    basket: float
    """Part from how much a buyer spent."""
    now: Factors
    before: Factors
    """The factors of the base; against a target its conversion and basket are the usual ones and
    its volume is what the target then needs."""

    @property
    def gap(self) -> float:
        """Sales less base."""
        return self.sales - self.base


def sales_gap(
    metrics: Mapping[str, Compared], against: Literal["own_usual", "target"] = "own_usual"
) -> Gap | None:
    """Return an agent's difference in sales, split; None where the parts are not known.

    Sales, buyers and volume must be of the same cells, or the factors would mix platforms.
    """
    sales, buyers = metrics.get("sales"), metrics.get("buyers")
    if sales is None or buyers is None:
        return None
    for name in ("inquirers", "received"):
        volume = metrics.get(name)
        if volume is None or not _alike(sales, buyers, volume):
            continue
        now = _factors(*(one.figure.value for one in (volume, buyers, sales)))
        before = _factors(*(_usual(one) for one in (volume, buyers, sales)))
        if now is None or before is None:
            continue
        if against == "target":
            if sales.target is None or before[1] * before[2] <= 0:
                return None
            before = sales.target / (before[1] * before[2]), before[1], before[2]
        parts = shapley(before, now)
        return Gap(against, name, _product(now), _product(before), *parts, now=now, before=before)
    return None


def shapley(before: Factors, now: Factors) -> Factors:
    """Return each factor's part in the change of the product of three; the parts add up to it."""
    a, b, c = before
    x, y, z = now
    return (
        (x - a) * (b * c / 3 + (b * z + y * c) / 6 + y * z / 3),
        (y - b) * (a * c / 3 + (a * z + x * c) / 6 + x * z / 3),
        (z - c) * (a * b / 3 + (a * y + x * b) / 6 + x * y / 3),
    )


def _alike(*compared: Compared) -> bool:
    """Whether figures, and their usuals, are of as many cells."""
    here = {one.figure.n for one in compared}
    usual = {one.own_usual.n if one.own_usual else None for one in compared}
    return len(here) == 1 and len(usual) == 1


def _usual(compared: Compared) -> float | None:
    return compared.own_usual.value if compared.own_usual else None


def _factors(volume: float | None, buyers: float | None, sales: float | None) -> Factors | None:
    if volume is None or buyers is None or sales is None or volume <= 0 or buyers <= 0:
        return None
    return volume, buyers / volume, sales / buyers


def _product(factors: Factors) -> float:
    return factors[0] * factors[1] * factors[2]
