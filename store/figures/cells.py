"""The cells that figures are pooled from: exported rows, put together by who they belong to.

Rows stay whole: a block holds one party's rows of one platform, shop and layout, so that a metric
is a column and most figures are one pass over it.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from store.records.work import Sheet, Taken

Entry = tuple[Sheet, str, tuple[float | None, ...]]
"""A row: its sheet, the nickname as written, the values in the order of the sheet's metrics."""


class Shape(msgspec.Struct, frozen=True, eq=False):
    """What the rows of a block share."""

    platform: str
    shop: str
    known: bool
    """False: an unnamed shop where the platform has several; it never adds to a known one."""
    tool: str
    layout: str
    at: dict[str, int]
    """Metric -> position in a row."""
    period: bool
    """The rows are of several days each, as the export gave them."""


class Block:
    """One party's rows of one platform, shop and layout, in no order."""

    __slots__ = ("_columns", "_days", "_full", "_not_final", "entries", "shape")

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.entries: list[Entry] = []
        self._columns: list[tuple[float | None, ...]] | None = None
        self._full: dict[str, bool] = {}
        self._days: list[date] | None = None
        self._not_final: bool | None = None

    def column(self, metric: str) -> tuple[float | None, ...]:
        """Return the values of a metric that the shape has, one a row."""
        if self._columns is None:
            self._columns = list(zip(*[entry[2] for entry in self.entries], strict=True))
        return self._columns[self.shape.at[metric]]

    def full(self, metric: str) -> bool:
        """Whether no row misses the metric."""
        found = self._full.get(metric)
        if found is None:
            found = self._full[metric] = None not in self.column(metric)
        return found

    def days(self) -> list[date]:
        """Return the day of each row; of a period its last."""
        if self._days is None:
            self._days = [entry[0].end for entry in self.entries]
        return self._days

    def not_final(self) -> bool:
        """Whether any row's sheet has cells that said they are not final."""
        if self._not_final is None:
            self._not_final = any(entry[0].not_final for entry in self.entries)
        return self._not_final


class Cells(msgspec.Struct, frozen=True, eq=False):
    """One party's blocks of a window: an agent, a shared account, a shop or a team."""

    blocks: tuple[Block, ...] = ()
    """What counts."""
    aside: tuple[Block, ...] = ()
    """Rows of an unknown shop beside those of known ones: shown, never added."""

    def days(self) -> set[date]:
        """Return the days with any figure; a period has none."""
        found: set[date] = set()
        for block in self.blocks:
            if not block.shape.period:
                found.update(block.days())
        return found

    def platforms(self) -> tuple[str, ...]:
        """Return the platforms that the party has rows of."""
        return tuple(sorted({block.shape.platform for block in self.blocks}))

    def only(self, platform: str, shop: str | None = None) -> "Cells":
        """Return the cells of one platform, or of one shop of it."""

        def fits(block: Block) -> bool:
            return block.shape.platform == platform and shop in (None, block.shape.shop)

        return Cells(tuple(filter(fits, self.blocks)), tuple(filter(fits, self.aside)))


def settled(blocks: Iterable[Block], known_on: set[str] | None = None) -> Cells:
    """Return cells in which an unknown shop never adds to a known one of its platform.

    `known_on` names platforms with rows of known shops elsewhere in what is to be added up.
    """
    every = tuple(blocks)
    unknown = [block for block in every if not block.shape.known]
    if not unknown:
        return Cells(every)
    known = known_platforms(every) | (known_on or set())
    aside = tuple(block for block in unknown if block.shape.platform in known)
    return Cells(tuple(block for block in every if block not in aside), aside)


def known_platforms(blocks: Iterable[Block]) -> set[str]:
    """Return the platforms that have rows of a known shop."""
    return {block.shape.platform for block in blocks if block.shape.known}


def origin(sheet: Sheet, nickname: str, metric: str) -> tuple[Taken | None, int]:
    """Return the import that filled a cell and its row number there; row 0 where not known."""
    found = sheet.cell_origin.get(nickname, {}).get(metric) or sheet.origin.get(nickname)
    if found is not None and found[0] < len(sheet.taken):
        return sheet.taken[found[0]], found[1]
    return (sheet.taken[-1] if sheet.taken else None), 0
