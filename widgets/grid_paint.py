"""Lines of a grid as strips: one strip a line, neighbours of one style in one segment.

A painter belongs to one width, one theme and one horizontal place; when any of them changes the
grid makes another. It keeps the strip of every row that it drew for as long as the row is the
same object, so that a scrolled line costs a look-up and keeps the escape sequences it carries.
"""

from collections.abc import Container, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from widgets.cell_text import cells, cut, fit, plain
from widgets.grid_layout import Slot
from widgets.grid_looks import Glyphs, Looks
from widgets.grid_model import Column, Order, Row

NO_CURSOR = -1
_KEPT = 1000
"""Rows whose strips are kept; past it all are dropped and drawn again as they come into sight."""
_LEAST_FOR_MORE = 4
"""In a narrower grid the heading has no room for the sign that there are more columns."""


class GridPainter:
    """Draws the lines of one grid as it stands."""

    def __init__(
        self,
        columns: Sequence[Column],
        slots: Sequence[Slot],
        width: int,
        *,
        looks: Looks,
        glyphs: Glyphs,
        selectable: bool,
        hidden: tuple[bool, bool],
        filters: Sequence[LineFilter],
        background: Color,
    ) -> None:
        self.columns = columns
        self.slots = slots
        self.width = width
        self.glyphs = glyphs
        self._looks = looks
        self._selectable = selectable
        self._hidden = hidden
        self._filters = filters
        self._background = background
        self._layout = self._gaps()
        self._rows: dict[str, tuple[Row, bool, int, Strip]] = {}
        self._header: tuple[object, Strip] | None = None
        self.blank = self._strip([Segment(" " * width, looks.base)])
        """A line with nothing on it."""

    def row(self, row: Row, selected: bool, cursor: int = NO_CURSOR) -> Strip:
        """Return the line of a row; `cursor` is the column of the cursor if it is on this row."""
        kept = self._rows.get(row.key)
        if kept is not None and kept[0] is row and kept[1] is selected and kept[2] == cursor:
            return kept[3]
        if len(self._rows) >= _KEPT:
            self._rows.clear()
        strip = self._strip(self._segments(row, selected, cursor))
        self._rows[row.key] = (row, selected, cursor, strip)
        return strip

    def keep_only(self, keys: Container[str]) -> None:
        """Forget the strips of rows that are gone."""
        self._rows = {key: kept for key, kept in self._rows.items() if key in keys}

    def header(self, order: Order | None, cursor: int, position: str) -> Strip:
        """Return the line of the headings, with the reader's position beside the first."""
        state = (order, cursor, position)
        if self._header is None or self._header[0] != state:
            self._header = (state, self._strip(self._headings(order, cursor, position)))
        return self._header[1]

    def note(self, text: str) -> Strip:
        """Return a line of words in an otherwise empty grid."""
        margin = " " * min(2, self.width)
        words = fit(plain(text), self.width - len(margin), ellipsis=self.glyphs.ellipsis)
        return self._strip([Segment(margin + words, self._looks.note)])

    def heading(self, column: Column, order: Order | None) -> str:
        """Return a heading with the sign of the sorting beside it."""
        if order is None or order.column != column.key:
            return plain(column.label)
        return plain(column.label) + (
            self.glyphs.falling if order.descending else self.glyphs.rising
        )

    def _gaps(self) -> list[tuple[int, int, int, bool]]:
        """Return (column, gap before it, width, on the right) of each column in sight."""
        found, x = [], self.slots[0].start if self.slots else 0
        for slot in self.slots:
            found.append((slot.index, slot.start - x, slot.width, slot.right))
            x = slot.start + slot.width
        return found

    def _segments(self, row: Row, selected: bool, cursor: int) -> list[Segment]:
        looks, ellipsis = self._looks, self.glyphs.ellipsis
        on = cursor != NO_CURSOR
        styles = looks.cursor_row(selected) if on else looks.row(selected)
        here = looks.cursor_cell(selected)
        here, base = looks.cursor_cell(selected), styles[""]
        segments: list[Segment] = []
        run = self._marks(on, selected)
        taken = len(run)
        for index, gap, width, right in self._layout:
            cell = row.cells[index]
            text = cell.text
            if not (text.isascii() and text.isprintable()):
                text = plain(text)
            size = cells(text)
            if size > width:
                text = cut(text, width, ellipsis)
                size = cells(text)
            before, after = (gap + width - size, 0) if right else (gap, width - size)
            taken += gap + width
            if index == cursor:
                text = " " * (before - gap) + text + " " * after
                before, after = gap, 0
                style = here.get(cell.role, here[""])
            else:
                style = styles.get(cell.role, base)
            if style is base:
                run += " " * before + text + " " * after
                continue
            if run or before:
                segments.append(Segment(run + " " * before, base))
            if text:
                segments.append(Segment(text, style))
            run = " " * after
        run += " " * (self.width - taken)
        if run:
            segments.append(Segment(run, base))
        return segments

    def _headings(self, order: Order | None, cursor: int, position: str) -> list[Segment]:
        looks = self._looks
        less, more = self._hidden
        more = more and self.width > _LEAST_FOR_MORE
        room = self.width - (1 if more else 0)
        run = "".ljust(self._gutter())
        segments: list[Segment] = []
        taken = len(run)
        for place, (index, gap, full, right) in enumerate(self._layout):
            run += self._gap(gap, less and place == 1)
            width = min(full, room - taken - gap)
            text = self._heading_text(index, order, position if place == 0 else "", width, right)
            if index == cursor:
                self._add(segments, run, looks.header)
                self._add(segments, text, looks.header_cursor)
                run = ""
            else:
                run += text
            taken += gap + width
        self._add(segments, run + " " * (room - taken), looks.header)
        self._add(segments, self.glyphs.more if more else "", looks.header)
        return segments

    def _heading_text(
        self, index: int, order: Order | None, position: str, width: int, right: bool
    ) -> str:
        text = self.heading(self.columns[index], order)
        spare = width - cells(text) - 1
        if position and spare < len(position):
            position = position.partition(" ")[0]
        if position and spare >= len(position):
            return text + position.rjust(width - cells(text))
        return fit(text, width, right=right, ellipsis=self.glyphs.ellipsis)

    def _gap(self, width: int, less: bool) -> str:
        return (self.glyphs.less if less else "").ljust(width) if width else ""

    def _gutter(self) -> int:
        return min(2 if self._selectable else 1, self.width)

    def _marks(self, on: bool, selected: bool) -> str:
        marks = self.glyphs.cursor if on else " "
        if self._selectable:
            marks += self.glyphs.selected if selected else " "
        return marks[: self.width]

    @staticmethod
    def _add(segments: list[Segment], text: str, style: Style) -> None:
        if text:
            segments.append(Segment(text, style))

    def _strip(self, segments: list[Segment]) -> Strip:
        for line_filter in self._filters:
            segments = line_filter.apply(segments, self._background)
        return Strip(segments, self.width)
