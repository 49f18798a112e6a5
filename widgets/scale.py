"""From a value to a place in a chart."""

from collections.abc import Iterable

from msgspec import Struct

_ROOM = 0.05
"""Part of the span that is left free above and below."""


class Scale(Struct, frozen=True):
    """A straight line from values to steps, 0 at the lowest value."""

    low: float
    high: float
    steps: int
    """How many places there are."""

    def at(self, value: float) -> int:
        """Return the place of a value, the nearest one for a value outside."""
        if self.high <= self.low:
            return (self.steps - 1) // 2
        place = round((value - self.low) / (self.high - self.low) * (self.steps - 1))
        return max(0, min(self.steps - 1, place))


def scale_of(values: Iterable[float], steps: int, *, room: float = _ROOM) -> Scale | None:
    """Return a scale that holds all values with some room around them; None without a value.

    It does not reach below zero for values that don't. Values that are all alike stand in the
    middle.
    """
    known = list(values)
    if not known:
        return None
    low, high = min(known), max(known)
    spare = (high - low) * room
    floor = 0.0 if low >= 0 else low - spare
    return Scale(max(low - spare, floor), high + spare, steps)
