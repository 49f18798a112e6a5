"""Sparse histograms of whole numbers as a text: `0*5 3 7 12*2` is five zeros, a 3, a 7, two 12s.

A day of waits stays a few hundred bytes, in memory as in the file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache


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
    return Counter(_counts(text))


@lru_cache(1024)
def _counts(text: str) -> dict[int, int]:
    # A live queue asks for the same half-hours again and again.
    pairs = (part.partition("*") for part in text.split())
    return {int(value): int(count or 1) for value, _, count in pairs}


def added(texts: Iterable[str]) -> Counter[int]:
    """Return the counts of several histograms together."""
    counts: Counter[int] = Counter()
    for text in texts:
        for value, count in _counts(text).items():
            counts[value] += count
    return counts


def packed_up_to(text: str, limit: float) -> int:
    """Return how many values of a packed histogram are at most `limit`."""
    found = 0
    for part in text.split():
        value, _, count = part.partition("*")
        if int(value) > limit:  # they rise
            break
        found += int(count or 1)
    return found


def up_to(counts: Mapping[int, int], limit: float) -> int:
    """Return how many values are at most `limit`."""
    return sum(count for value, count in counts.items() if value <= limit)


def below(counts: Mapping[int, int], limit: float) -> int:
    """Return how many values are below `limit`."""
    return sum(count for value, count in counts.items() if value < limit)
