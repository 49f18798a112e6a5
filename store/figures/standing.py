"""How a figure stands to what it is read against: above, below, or near enough to be the same."""

from typing import Literal

import msgspec

from store.records.figure import Figure
from store.records.metric import METRICS

NEAR_RATE = 0.01
"""Difference of a rate, as a part of 1, up to which it counts as the same (ours)."""
NEAR_SHARE = 0.05
"""The same for anything else, as a part of what it is read against (ours)."""


class Standing(msgspec.Struct, frozen=True):
    """Where a figure is beside a usual, a median or a target."""

    side: Literal["above", "below", "near"]
    good: bool | None = None
    """Whether that side is the good one; None where neither is, or where it is near."""


def standing(figure: Figure, against: float | None) -> Standing | None:
    """Return how a figure stands; None where it should not be judged.

    A value that may still change, one of too few, and one without anything beside it are not
    judged. A rate whose 95 % range holds the other value counts as near.
    """
    if figure.value is None or against is None or figure.provisional or figure.few:
        return None
    near = NEAR_RATE if figure.unit == "rate" else NEAR_SHARE * abs(against)
    within = (
        figure.low is not None and figure.high is not None and figure.low <= against <= figure.high
    )
    if within or abs(figure.value - against) <= near:
        return Standing("near")
    above = figure.value > against
    better = METRICS[figure.metric].better
    good = None if better == "neither" else above == (better == "higher")
    return Standing("above" if above else "below", good)
