"""How far a rate of few can be trusted."""

from math import sqrt

_Z95 = 1.959963984540054
"""Two-sided 95 % point of the normal distribution."""


def wilson(rate: float, n: float, z: float = _Z95) -> tuple[float, float]:
    """Return the Wilson score range of a rate 0-1 over n, both ends 0-1; n must be above 0.

    Wilson 1927, J. Am. Stat. Assoc. 22: 209-212. 30 % on 50 is 19-44 %, on 200 24-37 %.
    """
    square = z * z
    middle = (rate + square / (2 * n)) / (1 + square / n)
    half = z * sqrt(rate * (1 - rate) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)
