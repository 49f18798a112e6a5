"""Sparse histograms of whole numbers as a text: `0*5 3 7 12*2` is five zeros, a 3, a 7, two 12s.

A day of waits stays a few hundred bytes, in memory as in the file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping


def pack(counts: Mapping[int, int]) -> str:
    """Return counts by value as a text, values rising; nothing for values without any."""
    told = (
        str(value) if count == 1 else f"{value}*{count}"
        for value, count in sorted(counts.items())
        if count
    )
    return " ".join(told)


def unpack(text: str) -> Counter[int]:
    """Return the counts by value; a ValueError for a text that `pack` would not write."""
    counts: Counter[int] = Counter()
    for part in text.split():
        value, _, count = part.partition("*")
        counts[int(value)] += int(count or 1)
    return counts


def added(texts: Iterable[str]) -> Counter[int]:
    """Return the counts of several histograms together."""
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update(unpack(text))
    return counts


def up_to(counts: Mapping[int, int], limit: float) -> int:
    """Return how many values are at most `limit`."""
    return sum(count for value, count in counts.items() if value <= limit)


def below(counts: Mapping[int, int], limit: float) -> int:
    """Return how many values are below `limit`."""
    return sum(count for value, count in counts.items() if value < limit)
