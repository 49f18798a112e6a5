"""A row of blocks, one a value: the shape of a few days in a few cells."""

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
ASCII = "_.-=+*%#"
GAP, ASCII_GAP = "·", " "
"""What stands for a missing value: never the lowest block, which would read as zero."""


def spark(values: Sequence[float | None], *, ascii_only: bool = False) -> str:
    """Return the values as blocks between their own lowest and highest; one character each.

    All alike are drawn in the middle; without any value only gaps.
    """
    known = [value for value in values if value is not None]
    steps, gap = (ASCII, ASCII_GAP) if ascii_only else (BLOCKS, GAP)
    if not known:
        return gap * len(values)
    low, span = min(known), max(known) - min(known)
    top = len(steps) - 1
    return "".join(
        gap if value is None else steps[round((value - low) / span * top) if span else top // 2]
        for value in values
    )
