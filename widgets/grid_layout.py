"""Where each column of a grid stands: its width, and which columns there is room for."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from widgets.cell_text import cells, plain
from widgets.grid_model import Column, Row

_LEAST_CUT = 2
"""A column with less room than this at the right edge is left out: one cell says nothing."""


class Slot(Struct, frozen=True):
    """A column in sight."""

    index: int
    """Which column."""
    start: int
    """Cell that it begins at, from the left edge of the grid."""
    width: int
    """Cells that it takes there; the last one may have less than its width."""
    right: bool
    """Whether its cells stand on the right."""


class GridLayout:
    """Widths of the columns, grown as rows come, and the columns that fit in the window.

    A column only ever grows while rows come and go one by one, so that a live grid does not
    twitch; `measure` fits it anew.
    """

    def __init__(self, columns: Sequence[Column], *, gutter: int, gap: int) -> None:
        self._columns = columns
        self._gutter = gutter
        self._gap = gap
        self.widths: list[int] = []
        """Width of each column in terminal cells."""
        self.measure(())

    def measure(self, rows: Iterable[Row]) -> None:
        """Fit the columns to their headings and these rows."""
        self.widths = [
            column.width
            if column.width is not None
            else min(
                max(cells(plain(column.label)) + (column.sort != "none"), column.least), column.most
            )
            for column in self._columns
        ]
        self.grow(rows)

    def make_room(self, width: int) -> None:
        """Let the first column, if it fits its cells, grow to a width it needs for its heading."""
        if self._columns and self._columns[0].width is None:
            self.widths[0] = max(self.widths[0], min(width, self._columns[0].most))

    def grow(self, rows: Iterable[Row]) -> bool:
        """Widen the columns for these rows where they may; return whether any did."""
        before = list(self.widths)
        growing = [
            (i, column.most)
            for i, column in enumerate(self._columns)
            if column.width is None and before[i] < column.most
        ]
        if not growing:
            return False
        widths = self.widths
        for row in rows:
            for i, most in growing:
                text = row.cells[i].text
                if len(text) * 2 > widths[i] and (size := cells(plain(text))) > widths[i]:
                    widths[i] = min(size, most)
        return widths != before

    def slots(self, left: int, width: int) -> tuple[tuple[Slot, ...], bool]:
        """Return the columns in sight and whether more stand to the right of them.

        The first column always is; `left` is the first of the others.
        """
        if not self._columns:
            return (), False
        x = self._gutter + max(0, min(self.widths[0], width - self._gutter))
        found = [self._slot(0, self._gutter, x - self._gutter)]
        last = 0
        for i in range(max(1, left), len(self.widths)):
            start = x + self._gap
            room = min(self.widths[i], width - start)
            if room < self._least(i):
                break
            found.append(self._slot(i, start, room))
            x, last = start + room, i
        cut = found[-1].width < self.widths[found[-1].index]
        return tuple(found), cut or (last < len(self.widths) - 1 and len(self.widths) > left)

    def _least(self, index: int) -> int:
        """Return the room a column needs to be shown: a number whole, a text at least a little."""
        whole = self.widths[index]
        return whole if self._columns[index].align == "right" else min(_LEAST_CUT, whole)

    def left_for(self, column: int, left: int, width: int) -> int:
        """Return the first scrolled column that brings a column whole into sight."""
        if column == 0:
            return left
        left = min(max(1, left), column)
        while left < column and not self._whole(column, left, width):
            left += 1
        return left

    def _whole(self, column: int, left: int, width: int) -> bool:
        before = sum(self.widths[left : column + 1]) + self._gap * (column + 1 - left)
        return self._gutter + self.widths[0] + before <= width

    def _slot(self, index: int, start: int, width: int) -> Slot:
        return Slot(index, start, width, self._columns[index].align == "right")


def column_at(slots: Sequence[Slot], x: int) -> int | None:
    """Return which column a cell of the window belongs to, the gap before a column included."""
    past = [slot for slot in slots if x < slot.start + slot.width]
    return past[0].index if past else None
