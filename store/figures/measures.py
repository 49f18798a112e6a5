"""Which measures stand for a group's results."""

from collections.abc import Iterable
from datetime import date

from store.figures.cells import Cells
from store.records.settings import Settings


def main_measures(group: str | None, cells: Iterable[Cells], settings: Settings) -> tuple[str, ...]:
    """Return a group's main measures: those of the settings, else by default some of a list.

    Of the list (setting `main_measures`) those count that the group has on at least half of its
    days, a day being one with any figure. `cells` are those of the group's agents.
    """
    named = settings.group_measures.get(group or "")
    if named is not None:
        return named
    days: set[date] = set()
    having: dict[str, set[date]] = {metric: set() for metric in settings.main_measures}
    for one in cells:
        for block in one.blocks:
            days.update(block.days())
            for metric, found in having.items():
                if metric not in block.shape.at:
                    continue
                if block.full(metric):
                    found.update(block.days())
                else:
                    pairs = zip(block.days(), block.column(metric), strict=True)
                    found.update(day for day, value in pairs if value is not None)
    return tuple(m for m in settings.main_measures if days and 2 * len(having[m]) >= len(days))
