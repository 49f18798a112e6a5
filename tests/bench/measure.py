"""Ratios against a floor, measured side by side so that a slow moment hits both."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

Timed = Callable[[], float]
"""Does it once and returns the seconds it took."""


@dataclass(frozen=True)
class Result:
    """How often the floor's time something takes."""

    name: str
    ratio: float
    low: float
    high: float
    """Quartiles of the pairs' ratios."""
    subject_s: float
    floor_s: float
    pairs: int
    budget: float | None
    """None: shown for comparison only."""

    @property
    def ok(self) -> bool:
        """Whether it keeps to its budget."""
        return self.budget is None or self.ratio <= self.budget

    def line(self) -> str:
        """Return it as one line of the table."""
        sign = "    " if self.budget is None else "ok  " if self.ok else "MISS"
        budget = "" if self.budget is None else f"<= {self.budget:g}"
        return (
            f"{sign} {self.ratio:8.3f} {budget:8} [{self.low:.3f} {self.high:.3f}] "
            f"{self.subject_s * 1000:9.2f} ms / {self.floor_s * 1000:9.2f} ms "
            f"{self.pairs:4d} pairs  {self.name}"
        )


def timed(do: Callable[[], object]) -> Timed:
    """Return a function that does it and says how long it took."""

    def once() -> float:
        begun = time.perf_counter()
        do()
        return time.perf_counter() - begun

    return once


def compare(
    name: str, subject: Timed, floor: Timed, pairs: int, budget: float | None = None
) -> Result:
    """Time both in pairs, each first every other time; the ratio is the pairs' median."""
    subject(), floor()
    subjects, floors = [], []
    for n in range(pairs):
        if n % 2:
            floors.append(floor())
            subjects.append(subject())
        else:
            subjects.append(subject())
            floors.append(floor())
    ratios = [a / b for a, b in zip(subjects, floors, strict=True)]
    low, _, high = quantiles(ratios, n=4)
    result = Result(
        name, median(ratios), low, high, median(subjects), median(floors), pairs, budget
    )
    print(result.line(), flush=True)
    return result


def note(text: str) -> None:
    """Say what is being prepared."""
    print(text, file=sys.stderr, flush=True)
