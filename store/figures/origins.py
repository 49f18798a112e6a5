"""Where a figure's values stand: file and row, and what other sources say of the same."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import isclose

from store.figures.cells import Block, Cells, origin
from store.figures.choose import Part
from store.figures.provisional import is_provisional
from store.figures.weights import Place, place_of
from store.records.figure import Source
from store.records.metric import Metric


def sources_of(
    parts: Iterable[Part], weights: Sequence[float | None], metric: Metric, today: date
) -> list[Source]:
    """Return a source for each chosen value, beside its weight, in the order of the values."""
    spots = [(part.block, i) for part in parts for i in part.positions()]
    beside = weights or [None] * len(spots)
    return [
        _source(block, i, metric, weight, today)
        for (block, i), weight in zip(spots, beside, strict=True)
    ]


def others_of(cells: Cells, parts: list[Part], metric: Metric, today: date) -> list[Source]:
    """Return what was not chosen and differs; an unknown shop's values always stand apart."""
    having = [block for block in cells.blocks if metric.id in block.shape.at]
    found = [
        _source(block, i, metric, None, today)
        for block in cells.aside
        if metric.id in block.shape.at
        for i, value in enumerate(block.column(metric.id))
        if value is not None
    ]
    if len(having) < 2:
        return found
    picked: dict[int, set[int]] = {id(part.block): set(part.positions()) for part in parts}
    counted: dict[Place, list[float]] = {}
    for part in parts:
        for i, value in zip(part.positions(), part.values(metric.id), strict=True):
            if value is not None:
                counted.setdefault(place_of(part.block, i), []).append(value)
    for block in having:
        at = picked.get(id(block), set())
        column = block.column(metric.id)
        for i, value in enumerate(column):
            if value is None or i in at:
                continue
            if not _same(value, counted.get(place_of(block, i), [])):
                found.append(_source(block, i, metric, None, today))
    return found


def _same(value: float, counted: list[float]) -> bool:
    return any(isclose(value, one, rel_tol=1e-9) for one in [*counted, sum(counted)])


def _source(block: Block, i: int, metric: Metric, weight: float | None, today: date) -> Source:
    sheet, nickname, row = block.entries[i]
    taken, number = origin(sheet, nickname, metric.id)
    return Source(
        day=sheet.end,
        platform=sheet.platform,
        shop=block.shape.shop,
        tool=sheet.tool,
        layout=sheet.layout,
        nickname=nickname,
        file=taken.file if taken else "",
        row=number,
        value=row[block.shape.at[metric.id]],
        weight=weight,
        provisional=is_provisional(block, i, metric, today),
    )
