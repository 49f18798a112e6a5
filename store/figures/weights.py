"""With what a value is pooled: the first of the metric's weights that the day has.

A weight is taken from the value's own row, else from what counts of it on the same day, platform
and shop; only where the day has none of it does the next weight of the metric stand in.
"""

from datetime import date
from math import fsum

from store.figures.cells import Block, Cells
from store.figures.choose import Part, Ruling, chosen
from store.records.metric import Metric

Place = tuple[str, str, bool, date]
"""Platform, shop, whether it is a period, (last) day."""


def weigh(
    cells: Cells, metric: Metric, parts: list[Part], ruling: Ruling
) -> tuple[list[float | None], str | None]:
    """Return a weight for each chosen value, None where there is none, and the weight metric.

    `parts` holds at least one row. Several weight metrics make `mixed`.
    """
    first = metric.weights[0]
    if all(first in part.block.shape.at and part.block.full(first) for part in parts):
        return [weight for part in parts for weight in part.values(first)], first
    weights: list[float | None] = [None for part in parts for _ in part.positions()]
    names: set[str] = set()
    for name in metric.weights:
        if _own_rows(name, parts, weights):
            names.add(name)
        missing = None in weights and _elsewhere(cells, name, parts)
        if missing and _borrow(cells, name, parts, weights, ruling):
            names.add(name)
        if None not in weights:
            break
    if len(names) > 1:
        return weights, "mixed"
    return weights, next(iter(names), None)


def _own_rows(name: str, parts: list[Part], weights: list[float | None]) -> bool:
    """Fill weights from the values' own rows, in place; return whether any was found."""
    start, found = 0, False
    for part in parts:
        size = part.size()
        if name in part.block.shape.at:
            values = part.values(name)
            if None in weights[start : start + size]:
                old = weights[start : start + size]
                weights[start : start + size] = [
                    new if one is None else one for one, new in zip(old, values, strict=True)
                ]
                found = found or weights[start : start + size] != old
        start += size
    return found


def _elsewhere(cells: Cells, name: str, parts: list[Part]) -> bool:
    """Whether other rows than those of the values have the metric."""
    own = {id(part.block) for part in parts if name in part.block.shape.at and part.at is None}
    return any(name in block.shape.at and id(block) not in own for block in cells.blocks)


def place_of(block: Block, i: int) -> Place:
    """Return where and when a row is."""
    shape = block.shape
    return shape.platform, shape.shop, shape.period, block.days()[i]


def _borrow(
    cells: Cells, name: str, parts: list[Part], weights: list[float | None], ruling: Ruling
) -> bool:
    """Fill weights that rows do not have themselves, in place; return whether any was found.

    A weight under another nickname is taken only where the place has one value, and only from
    another export: in the same one it is another account's.
    """
    lenders = chosen(cells, name, ruling)
    same = _same_account(parts, lenders, name)
    if same is not None:
        return _fill(parts[0], same, weights)
    spots = [(part.block, i) for part in parts for i in part.positions()]
    values_at: dict[Place, int] = {}
    for spot in spots:
        place = place_of(*spot)
        values_at[place] = values_at.get(place, 0) + 1
    held = _held(lenders, name, ruling)
    found = False
    for position, (block, i) in enumerate(spots):
        place = place_of(block, i)
        several = held.get(place)
        if weights[position] is not None or not several:
            continue
        key = ruling.name(block.entries[i][1])
        if key in several:
            weights[position] = fsum(value for value, _ in several[key])
        elif values_at[place] == 1:
            there = [cell for cells_of in several.values() for cell in cells_of]
            if any(other is block for _, other in there):
                continue
            weights[position] = fsum(value for value, _ in there)
        else:
            continue
        found = True
    return found


def _same_account(parts: list[Part], lenders: list[Part], name: str) -> dict[date, float] | None:
    """Return the weight of each day where both are one account's in one place, a row a day."""
    if len(parts) != 1 or len(lenders) != 1:
        return None
    part, lender = parts[0], lenders[0]
    ours, theirs = part.block.shape, lender.block.shape
    if (ours.platform, ours.shop, ours.period) != (theirs.platform, theirs.shop, theirs.period):
        return None
    accounts = {one.block.entries[i][1] for one in (part, lender) for i in one.positions()}
    found = dict(zip(lender.days(), lender.values(name), strict=True))
    if len(accounts) > 1 or len(found) < lender.size() or len(set(part.days())) < part.size():
        return None
    return {day: weight for day, weight in found.items() if weight is not None}


def _fill(part: Part, of_day: dict[date, float], weights: list[float | None]) -> bool:
    """Fill the weights of a part's days, in place; return whether any was found."""
    found = False
    for position, day in enumerate(part.days()):
        if weights[position] is None and day in of_day:
            weights[position] = of_day[day]
            found = True
    return found


def _held(
    parts: list[Part], metric: str, ruling: Ruling
) -> dict[Place, dict[str, list[tuple[float, Block]]]]:
    """Return the chosen values of a metric by place, then nickname, each with its block."""
    found: dict[Place, dict[str, list[tuple[float, Block]]]] = {}
    for part in parts:
        for i, value in zip(part.positions(), part.values(metric), strict=True):
            several = found.setdefault(place_of(part.block, i), {})
            key = ruling.name(part.block.entries[i][1])
            several.setdefault(key, []).append((value or 0.0, part.block))
    return found
