"""A value a day as a line, with what is usual, the band of the team, and days without a value.

    58.9 s│     ⡠⠒⢄   ░░░░░   ○
          │╌╌╌╌⠊╌╌╌⠑⢄╌╌╌╌╌⡠⠊╌╌
    24.1 s│⣀⡠⠊    ░░⠈⠢⣀⡠⠊
          └──━━─────━━─────━━──
           11-02  11-09  11-16

The line is broken where a day has no value; a value that may still change is a hollow point; the
axis is heavy under weekends.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from rich.cells import cell_len

from store.figures.trend import TrendPoint
from widgets.braille import ACROSS, DOWN, Canvas
from widgets.drawing import Drawing, Line, Run, line_of
from widgets.scale import Scale, scale_of

_AXIS_LINES = 2
_SATURDAY = 5
_FEW_DAYS = 7
"""Up to so many days, every day that has room is written, not only Mondays."""


class Signs(Struct, frozen=True):
    """The characters of a trend."""

    early: str = "○"
    usual: str = "╌"
    band: str = "░"
    wall: str = "│"
    corner: str = "└"
    weekday: str = "─"
    weekend: str = "━"


UNICODE = Signs()
ASCII = Signs("o", "-", ":", "|", "+", "-", "=")
_ASCII_POINT, _ASCII_RISE = "*", "|"


def signs(ascii_only: bool) -> Signs:
    """Return the characters that a trend is drawn with, for its legend."""
    return ASCII if ascii_only else UNICODE


def draw_trend(
    points: Sequence[TrendPoint],
    width: int,
    height: int,
    *,
    usual: float | None = None,
    label: Callable[[float], str] = "{:g}".format,
    ascii_only: bool = False,
) -> Drawing:
    """Return the trend in `height` lines of `width` cells, the axis and its days among them.

    `label` writes a value of the axis. Without any value only the axis is drawn.
    """
    drawn = signs(ascii_only)
    rows = max(1, height - _AXIS_LINES)
    scale = scale_of(_levels(points, usual), rows * DOWN)
    marks = _marks(scale, rows, usual, label) if scale else {}
    gutter = max((cell_len(text) for text in marks.values()), default=0)
    plot = _Plot(points, max(1, width - gutter - 1), rows, scale, drawn)
    plot.draw(usual, ascii_only=ascii_only)
    drawing = [
        (
            Run(" " * (gutter - cell_len(marks.get(row, ""))) + marks.get(row, ""), "axis"),
            Run(drawn.wall, "axis"),
            *plot.line(row),
        )
        for row in range(rows)
    ]
    return [*drawing, *_axis(points, plot, gutter, drawn)][:height]


def _levels(points: Sequence[TrendPoint], usual: float | None) -> list[float]:
    every = [value for p in points for value in (p.value, p.low, p.high)]
    return [value for value in (*every, usual) if value is not None]


def _marks(
    scale: Scale, rows: int, usual: float | None, label: Callable[[float], str]
) -> dict[int, str]:
    """Return the labels of the value axis by row: highest, lowest, and the usual between them.

    Where all is alike there is one label, in the middle.
    """
    if scale.high <= scale.low:
        return {rows - 1 - scale.at(scale.low) // DOWN: label(scale.low)}
    found = {rows - 1: label(scale.low), 0: label(scale.high)}
    if usual is not None:
        row = rows - 1 - scale.at(usual) // DOWN
        if row not in (0, rows - 1):
            found[row] = label(usual)
    return found


class _Plot:
    """The field of a trend, cell by cell: band below usual below line below hollow points."""

    def __init__(
        self,
        points: Sequence[TrendPoint],
        width: int,
        rows: int,
        scale: Scale | None,
        signs: Signs,
    ) -> None:
        self._points, self._scale, self._signs = points, scale, signs
        self.width, self._rows = width, rows
        self._cells = [[(" ", "")] * width for _ in range(rows)]

    def x(self, index: int) -> int:
        """Return the dot column of a day."""
        return int((index + 0.5) * self.width * ACROSS / len(self._points))

    def column(self, index: int) -> int:
        """Return the cell column of a day."""
        return self.x(index) // ACROSS

    def day_at(self, column: int) -> int:
        """Return which day stands in the middle of a cell column."""
        return min(len(self._points) - 1, int((column + 0.5) * len(self._points) / self.width))

    def line(self, row: int) -> Line:
        """Return a row of the field."""
        return line_of(self._cells[row])

    def draw(self, usual: float | None, *, ascii_only: bool) -> None:
        """Fill the field."""
        if self._scale is None or not self._points:
            return
        self._band(self._scale)
        if usual is not None:
            row = self._row(usual, self._scale)
            self._cells[row] = [(self._signs.usual, "usual")] * self.width
        if ascii_only:
            self._steps(self._scale)
        else:
            self._dots(self._scale)
        for index, point in enumerate(self._points):
            if point.value is not None and point.early:
                row = self._row(point.value, self._scale)
                self._cells[row][self.column(index)] = (self._signs.early, "early")

    def _row(self, value: float, scale: Scale) -> int:
        return self._rows - 1 - scale.at(value) // DOWN

    def _band(self, scale: Scale) -> None:
        for column in range(self.width):
            point = self._points[self.day_at(column)]
            if point.low is None or point.high is None:
                continue
            for row in range(self._row(point.high, scale), self._row(point.low, scale) + 1):
                self._cells[row][column] = (self._signs.band, "band")

    def _dots(self, scale: Scale) -> None:
        canvas = Canvas(self.width, self._rows)
        before: tuple[int, int] | None = None
        for index, point in enumerate(self._points):
            if point.value is None:
                before = None
                continue
            here = self.x(index), self._rows * DOWN - 1 - scale.at(point.value)
            canvas.line(before or here, here)
            if before is None and self._alone(index):
                canvas.dot(here[0] ^ 1, here[1])
            before = here
        for row in range(self._rows):
            for column in range(self.width):
                if dots := canvas.cell(column, row):
                    self._cells[row][column] = (dots, "line")

    def _alone(self, index: int) -> bool:
        """Whether the next day has no value: a day by itself is drawn broader, to be seen."""
        return index + 1 == len(self._points) or self._points[index + 1].value is None

    def _steps(self, scale: Scale) -> None:
        before: int | None = None
        for index, point in enumerate(self._points):
            if point.value is None:
                before = None
                continue
            row, column = self._row(point.value, scale), self.column(index)
            if before is not None:
                low, high = sorted((before, row))
                for between in range(low + 1, high):
                    self._cells[between][column] = (_ASCII_RISE, "line")
            self._cells[row][column] = (_ASCII_POINT, "line")
            before = row


def _axis(points: Sequence[TrendPoint], plot: _Plot, gutter: int, signs: Signs) -> Drawing:
    """Return the line under the field, heavy at weekends, and the days of Mondays below it."""
    if not points:
        return [(Run(" " * gutter + signs.corner + signs.weekday * plot.width, "axis"),), ()]
    ground = "".join(
        signs.weekend if points[plot.day_at(c)].day.weekday() >= _SATURDAY else signs.weekday
        for c in range(plot.width)
    )
    days = ""
    for index, point in enumerate(points):
        if point.day.weekday() == 0 or len(points) <= _FEW_DAYS:
            text, column = f"{point.day:%m-%d}", plot.column(index)
            if (not days or column > len(days)) and column + len(text) <= plot.width:
                days = days.ljust(column) + text
    return [
        (Run(" " * gutter + signs.corner + ground, "axis"),),
        (Run(" " * (gutter + 1) + days, "axis"),),
    ]
