"""With what a value is pooled: the weight of its own row first, else of the same day's cells."""

from datetime import date
from math import fsum

from store.figures.cells import Block, Cells
from store.figures.choose import Part, Ruling, chosen
from store.naming import name_key
from store.records.metric import Metric

Place = tuple[str, str, bool, date]
"""Platform, shop, whether it is a period, (last) day."""


def weigh(
    cells: Cells, metric: Metric, parts: list[Part], ruling: Ruling
) -> tuple[list[float | None], str | None]:
    """Return a weight for each chosen value, None where there is none, and the weight metric.

    The first weight of the metric that the value's own row has; where the row has none, that of
    the chosen cells of the same day, platform and shop. Several metrics make `mixed`.
    """
    weights: list[float | None] = []
    names: set[str] = set()
    for part in parts:
        at = part.block.shape.at
        having = [name for name in metric.weights if name in at]
        if having and part.block.full(having[0]):
            weights += part.values(having[0])
            names.add(having[0])
            continue
        for i in part.positions():
            row = part.block.entries[i][2]
            found = next((name for name in having if row[at[name]] is not None), None)
            weights.append(None if found is None else row[at[found]])
            if found is not None:
                names.add(found)
    if None in weights:
        names |= _borrow(cells, metric, parts, weights, ruling)
    if len(names) > 1:
        return weights, "mixed"
    return weights, next(iter(names), None)


def place_of(block: Block, i: int) -> Place:
    """Return where and when a row is."""
    shape = block.shape
    return shape.platform, shape.shop, shape.period, block.days()[i]


def _borrow(
    cells: Cells,
    metric: Metric,
    parts: list[Part],
    weights: list[float | None],
    ruling: Ruling,
) -> set[str]:
    """Fill the weights that rows do not have themselves, in place; return what they are of."""
    names: set[str] = set()
    spots = [(part.block, i) for part in parts for i in part.positions()]
    values_at: dict[Place, int] = {}
    for spot in spots:
        place = place_of(*spot)
        values_at[place] = values_at.get(place, 0) + 1
    for name in metric.weights:
        held = _held(cells, name, ruling)
        for position, (block, i) in enumerate(spots):
            several = held.get(place_of(block, i))
            if weights[position] is not None or not several:
                continue
            key = name_key(block.entries[i][1])
            if key in several:
                weights[position] = several[key]
            elif values_at[place_of(block, i)] == 1:
                weights[position] = fsum(several.values())
            else:
                continue
            names.add(name)
        if None not in weights:
            break
    return names


def _held(cells: Cells, metric: str, ruling: Ruling) -> dict[Place, dict[str, float]]:
    """Return the chosen values of a metric by place, then nickname."""
    found: dict[Place, dict[str, float]] = {}
    for part in chosen(cells, metric, ruling):
        for i, value in zip(part.positions(), part.values(metric), strict=True):
            several = found.setdefault(place_of(part.block, i), {})
            key = name_key(part.block.entries[i][1])
            several[key] = several.get(key, 0.0) + (value or 0.0)
    return found
