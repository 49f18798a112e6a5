"""Who says so: which cell of a metric counts where several sources report the same.

For one party, day, platform and shop a metric counts once. One tool is chosen by the setting
`source_priority`, then by name; of one tool's layouts the later import, nickname by nickname.
Several nicknames of one tool add up. A period that is exactly the window goes before its days.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from store.figures.cells import Block, Cells, origin
from store.figures.view import View
from store.naming import name_key
from store.records.work import Sheet, Taken

Rank = tuple[int, float, date, str, str]
"""When a cell was imported: order and time of taking, day of export; then layout and file."""


class Part(NamedTuple):
    """The rows of a block whose value of a metric was chosen."""

    block: Block
    at: list[int] | None
    """Positions of the rows; None where it is all of them."""

    def positions(self) -> Iterable[int]:
        """Return the positions of the rows."""
        return range(len(self.block.entries)) if self.at is None else self.at

    def size(self) -> int:
        """Return how many rows it is."""
        return len(self.block.entries) if self.at is None else len(self.at)

    def days(self) -> list[date]:
        """Return the day of each row."""
        days = self.block.days()
        return days if self.at is None else [days[i] for i in self.at]

    def values(self, metric: str) -> list[float | None]:
        """Return another metric of the same rows."""
        column = self.block.column(metric)
        return list(column) if self.at is None else [column[i] for i in self.at]


class Ruling:
    """The rules that a choice needs: tools in order, imports in order of taking.

    It remembers what it has worked out of the sheets and blocks of one computation.
    """

    def __init__(self, view: View, last: date) -> None:
        self.settings = view.settings
        self.last = last
        """Today."""
        self._tools = {tool: i for i, tool in enumerate(view.settings.source_priority)}
        self._files = view.files
        self._sheets: dict[int, Rank] = {}
        self._keys: dict[str, str] = {}
        self._over: dict[tuple[Block, Block], bool] = {}
        self._ranks: dict[Block, dict[tuple[date, str], Rank | None]] = {}

    def tool(self, name: str) -> tuple[int, str]:
        """Return a key that sorts the tool that counts first."""
        return self._tools.get(name, len(self._tools)), name

    def name(self, nickname: str) -> str:
        """Return the `name_key` of a nickname."""
        key = self._keys.get(nickname)
        if key is None:
            key = self._keys[nickname] = name_key(nickname)
        return key

    def rank(self, sheet: Sheet, nickname: str, metric: str) -> Rank:
        """Return a key that sorts a cell by when it was imported, the later higher."""
        if len(sheet.taken) > 1:
            return self._rank(sheet, origin(sheet, nickname, metric)[0])
        rank = self._sheets.get(id(sheet))
        if rank is None:
            rank = self._rank(sheet, sheet.taken[0] if sheet.taken else None)
            self._sheets[id(sheet)] = rank
        return rank

    def over(self, block: Block, other: Block) -> bool:
        """Whether each row of the other block gives way to a row of this one that has a value."""
        found = self._over.get((block, other))
        if found is None:
            found = self._over[block, other] = self._gives_way(block, other)
        return found

    def _gives_way(self, block: Block, other: Block) -> bool:
        ours, theirs = self.tool(block.shape.tool), self.tool(other.shape.tool)
        if ours != theirs:
            return ours < theirs and set(block.days()).issuperset(other.days())
        mine = self._of_rows(block)
        for key, rank in self._of_rows(other).items():
            over = mine.get(key)
            if over is None or rank is None or over < rank:
                return False
        return True

    def _of_rows(self, block: Block) -> dict[tuple[date, str], Rank | None]:
        """Return the rank of each row's day and name; None where it is not one for all cells."""
        found = self._ranks.get(block)
        if found is None:
            found = self._ranks[block] = {}
            for sheet, nickname, _ in block.entries:
                one = len(sheet.taken) < 2
                rank = (self._sheets.get(id(sheet)) or self.rank(sheet, "", "")) if one else None
                found[sheet.end, self._keys.get(nickname) or self.name(nickname)] = rank
        return found

    def _rank(self, sheet: Sheet, taken: Taken | None) -> Rank:
        if taken is None:
            return -1, 0.0, date.min, sheet.layout, ""
        file = self._files.get(taken.file)
        order = (file.n, file.at.timestamp()) if file is not None else (-1, 0.0)
        return *order, taken.exported_on, sheet.layout, taken.file


def chosen(cells: Cells, metric: str, ruling: Ruling) -> list[Part]:
    """Return the rows whose value of a metric counts."""
    having = [block for block in cells.blocks if metric in block.shape.at]
    if len(having) == 1:
        return _of_one(having[0], metric)
    places: dict[tuple[str, str], list[Block]] = {}
    for block in having:
        places.setdefault((block.shape.platform, block.shape.shop), []).append(block)
    found: list[Part] = []
    for blocks in places.values():
        periods = [block for block in blocks if block.shape.period]
        parts = _of_several(periods, metric, ruling) if periods else []
        if not parts:
            days = [block for block in blocks if not block.shape.period]
            parts = _of_several(days, metric, ruling)
        found += parts
    return found


def _of_one(block: Block, metric: str) -> list[Part]:
    if block.full(metric):
        return [Part(block, None)]
    at = [i for i, value in enumerate(block.column(metric)) if value is not None]
    return [Part(block, at)] if at else []


def _of_several(blocks: list[Block], metric: str, ruling: Ruling) -> list[Part]:
    if len(blocks) < 2:
        return _of_one(blocks[0], metric) if blocks else []
    for block in blocks:
        if all(block is other or ruling.over(block, other) for other in blocks):
            if block.full(metric):
                return [Part(block, None)]
            break
    by_tool: dict[str, list[Block]] = {}
    for block in blocks:
        by_tool.setdefault(block.shape.tool, []).append(block)
    found: list[Part] = []
    settled: set[date] = set()
    for tool in sorted(by_tool, key=ruling.tool):
        parts = _of_one_tool(by_tool[tool], metric, ruling, settled)
        for part in parts:
            settled.update(part.days())
        found += parts
    return found


def _of_one_tool(
    blocks: list[Block], metric: str, ruling: Ruling, settled: set[date]
) -> list[Part]:
    """Return what counts of one tool on the days that a better tool has not settled."""
    if len(blocks) == 1 and not settled:
        return _of_one(blocks[0], metric)
    best: dict[tuple[date, str], tuple[Rank, int]] = {}
    for number, block in enumerate(blocks):
        column = block.column(metric)
        for i, (sheet, nickname, _) in enumerate(block.entries):
            if column[i] is None or sheet.end in settled:
                continue
            key = sheet.end, ruling.name(nickname)
            rank = ruling.rank(sheet, nickname, metric), number
            if key not in best or best[key] < rank:
                best[key] = rank
    found: list[Part] = []
    for number, block in enumerate(blocks):
        column = block.column(metric)
        at = [
            i
            for i, (sheet, nickname, _) in enumerate(block.entries)
            if column[i] is not None
            and sheet.end not in settled
            and best[sheet.end, ruling.name(nickname)][1] == number
        ]
        if at:
            found.append(Part(block, at))
    return found
