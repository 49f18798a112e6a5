"""A number that can say where it came from."""

from datetime import date

import msgspec

from store.records.metric import Unit


class Source(msgspec.Struct, frozen=True):
    """A cell that a figure was made of, or that says something else."""

    day: date
    platform: str
    shop: str
    tool: str
    layout: str
    nickname: str
    file: str
    """Id of the import."""
    row: int
    """Row number in that file."""
    value: float | None
    weight: float | None = None
    """Weight it was pooled with."""
    provisional: bool = False


class Figure(msgspec.Struct, frozen=True):
    """A pooled value with its standing."""

    metric: str
    unit: Unit
    value: float | None
    """None: there is no such number (see `why_none`), never zero."""
    n: float | None
    """What stands under it: the sum of weights, for a sum the number of cells."""
    start: date
    end: date
    """Window, both inclusive."""
    weight: str | None = None
    """Weight metric; None for sums, `day` where each day counts once, `mixed` for several."""
    provisional: bool = False
    """Part of it may still change."""
    few: bool = False
    """A rate with n under `few` (30): too few to read."""
    low: float | None = None
    high: float | None = None
    """95 % Wilson range of a rate with n under 100."""
    why_none: str | None = None
    """no_data, no_weight, across_platforms."""
    days_without_weight: tuple[date, ...] = ()
    """The days whose value has no weight."""
    sources: tuple[Source, ...] = ()
    others: tuple[Source, ...] = ()
    """Values of other sources for the same cells that differ; shown beside, never added."""
