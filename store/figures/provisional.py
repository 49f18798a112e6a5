"""Whether a value may still change.

It is provisional while its delay has not passed, by the day of its export or by now, whichever is
earlier, or where its cell said itself that it is not final.
"""

from datetime import date, timedelta

from store.figures.cells import Block, Cells, origin
from store.figures.choose import Part
from store.figures.weights import place_of
from store.records.metric import Metric


def is_provisional(block: Block, i: int, metric: Metric, today: date) -> bool:
    """Whether one cell may still change."""
    sheet, nickname, _ = block.entries[i]
    if sheet.not_final and metric.id in sheet.not_final.get(nickname, ()):
        return True
    if not metric.delay_days:
        return False
    final_on = sheet.end + timedelta(days=metric.delay_days)
    if today < final_on:
        return True
    taken, _ = origin(sheet, nickname, metric.id)
    return taken is not None and taken.exported_on < final_on


def any_provisional(cells: Cells, metric: Metric, parts: list[Part], today: date) -> bool:
    """Whether a chosen value may still change, or one is still to come where there is none."""
    for part in parts:
        if not metric.delay_days and not part.block.not_final():
            continue
        if _any_early(part, metric, today):
            return True
    return any(
        block.not_final() and metric.id in block.shape.at and _to_come(block, metric.id, parts)
        for block in cells.blocks
    )


def _any_early(part: Part, metric: Metric, today: date) -> bool:
    """Whether any row may still change; a sheet of one import, all final, is the quick way."""
    delay = timedelta(days=metric.delay_days)
    for i in part.positions():
        sheet = part.block.entries[i][0]
        if sheet.not_final or len(sheet.taken) != 1:
            if is_provisional(part.block, i, metric, today):
                return True
        elif delay and min(today, sheet.taken[0].exported_on) < sheet.end + delay:
            return True
    return False


def _to_come(block: Block, metric: str, parts: list[Part]) -> bool:
    there = {place_of(part.block, i) for part in parts for i in part.positions()}
    position = block.shape.at[metric]
    return any(
        row[position] is None
        and metric in sheet.not_final.get(nickname, ())
        and place_of(block, i) not in there
        for i, (sheet, nickname, row) in enumerate(block.entries)
    )


def early_days(parts: list[Part], metric: Metric, today: date, start: date, end: date) -> set[date]:
    """Return the days of a span, both inclusive, on which a chosen value may still change."""
    return {
        part.block.days()[i]
        for part in parts
        for i in part.positions()
        if start <= part.block.days()[i] <= end and is_provisional(part.block, i, metric, today)
    }
