"""The fewest agents that are enough."""

from collections.abc import Callable
from math import sqrt

Enough = Callable[[int], bool]


def fewest(enough: Enough, near: int, most: int) -> int | None:
    """Return the least number from 1 to `most` that is enough; None if not even `most` is.

    What is enough must stay so with more agents. The search begins at `near` and takes strides
    of growing length from there until it has one that is enough and one that is not.
    """
    near = min(max(1, near), most)
    stride = max(1, int(sqrt(near)))
    if enough(near):
        short, found = near, near
        while short == found:
            short = max(0, found - stride)
            if short and enough(short):
                found = short
            stride *= 2
    else:
        short = found = near
        while found == short:
            found = min(most, short + stride)
            if not enough(found):
                if found == most:
                    return None
                short = found
            stride *= 2
    while found - short > 1:
        middle = (short + found) // 2
        if enough(middle):
            found = middle
        else:
            short = middle
    return found
