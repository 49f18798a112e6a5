"""The hours of the week as a map: the heavier the sign, the more there is to see to.

          00 03 06 09 12 ▼  18 21
     Mon  ···   ·░▒▓▓█▓▒▒▓█▓▒░·
    ▸Tue  ···   ·░▒▒▓▓▓▒▒▓▓▓▒~·
     · 0  ░▒▓  █ 62 contacts an hour  ~ few

An hour of which nothing is known is blank. Where there is room the numbers stand there instead,
on grounds of the same steps.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from store.figures.heat import Heat, HeatCell
from widgets.cell_text import cells, cut, fit
from widgets.drawing import Drawing, Line, Run, line_of

STEPS = 5
_HOURS, _WEEKDAYS = 24, 7
_WIDEST = 6
"""Cells of an hour, where there is room."""
_TALLEST = 2
"""Lines of a weekday, where there is room."""
_BESIDE = 2
"""Lines beside the weekdays: the hours and the scale."""


class Signs(Struct, frozen=True):
    """The characters of a map."""

    steps: str = "·░▒▓█"
    few: str = "~"
    column: str = "▼"
    row: str = "▸"
    cut: str = "…"


UNICODE = Signs()
ASCII = Signs(".:+#@", "~", "v", ">", "~")


class HeatLabels(Struct, frozen=True):
    """What is written on a map, already in words."""

    weekdays: tuple[str, ...]
    """Monday to Sunday, short."""
    text: Callable[[float], str]
    """A value in as few characters as say it, without its unit."""
    unit: str
    """What the values are: `contacts an hour`."""
    few: str
    """What the mark of thin hours means."""
    low_is_bad: bool = False
    """Whether the low values are to be seen to."""
    from_zero: bool = False
    """Whether the scale begins at nothing, not at the lowest value."""


def draw_heat_map(
    heat: Heat,
    labels: HeatLabels,
    width: int,
    height: int,
    *,
    now: tuple[int, int] | None = None,
    ascii_only: bool = False,
) -> Drawing:
    """Return the map in at most `height` lines of `width` cells.

    `now` is the present weekday (0 is Monday) and hour. Where not all hours or weekdays have room,
    those around it are kept.
    """
    return _Map(heat, labels, width, now, ASCII if ascii_only else UNICODE).draw(height)


class _Map:
    """A map of one width."""

    def __init__(
        self, heat: Heat, labels: HeatLabels, width: int, now: tuple[int, int] | None, signs: Signs
    ) -> None:
        self._heat, self._labels, self._signs = heat, labels, signs
        self._width = width
        self._now = now
        known = [c for row in heat.cells for c in row if c.value is not None]
        values = [c.value or 0.0 for c in known if not c.thin] or [c.value or 0.0 for c in known]
        self._low = 0.0 if labels.from_zero else min(values, default=0.0)
        self._high = max(values, default=0.0)
        self._names = max(map(cells, labels.weekdays)) + 2
        room = max(1, width - self._names)
        widest = max((len(labels.text(c.value or 0.0)) for c in known), default=1)
        self._each = max(1, min(_WIDEST, room // _HOURS))
        self._numbers = self._each > widest
        if not self._numbers:
            self._each = min(self._each, 2)
        self._hours = _kept(_HOURS, room // self._each, now[1] if now else None)

    def draw(self, height: int) -> Drawing:
        """Return the lines: the rows first, then the hours, then the scale have room."""
        rows = _kept(_WEEKDAYS, height, self._now[0] if self._now else None)
        tall = max(1, min(_TALLEST, (height - _BESIDE) // _WEEKDAYS))
        drawing: Drawing = [self._row(weekday, line) for weekday in rows for line in range(tall)]
        if height > len(drawing):
            drawing.insert(0, (Run(self._axis(), "axis"),))
        if height > len(drawing):
            drawing.append(self._scale())
        return drawing

    def _row(self, weekday: int, line: int) -> Line:
        """Return a line of a weekday, the first with its name and numbers."""
        here = self._now is not None and self._now[0] == weekday
        name = (self._signs.row if here else " ") + self._labels.weekdays[weekday]
        spots = [self._spot(self._heat.cells[weekday][hour]) for hour in self._hours]
        if line:
            name = ""
            if self._numbers:
                spots = [(" " * self._each, role) for _, role in spots]
        return (
            Run(fit(name, self._names, ellipsis=self._signs.cut), "strong" if here else "axis"),
            *line_of((sign, role) for sign, role in spots),
        )

    def _spot(self, cell: HeatCell) -> tuple[str, str]:
        """Return what stands for an hour, and its role."""
        value, each = cell.value, self._each
        if value is None:
            return " " * each, ""
        step = self._step(value)
        if self._numbers:
            text = f"{self._labels.text(value):>{each - 1}}"
            return (text + self._signs.few, "dim") if cell.thin else (text + " ", f"step{step}")
        sign = self._signs.steps[step]
        if cell.thin:
            return sign * (each - 1) + self._signs.few, "dim"
        return sign * each, "line" if step else "dim"

    def _step(self, value: float) -> int:
        """Return how heavy a value is: 0 to STEPS - 1."""
        spread = self._high - self._low
        share = (value - self._low) / spread if spread > 0 else float(value > 0)
        if self._labels.low_is_bad:
            share = 1 - share
        return max(0, min(STEPS - 1, int(share * STEPS)))

    def _axis(self) -> str:
        """Return the hours above their columns, as many as have room; the present one marked."""
        each = self._each
        apart = next(n for n in (1, 2, 3, 6) if n * each > 2 or n == 6)
        inset = each - 3 if self._numbers and each > 2 else 0
        line = [" "] * (len(self._hours) * each)
        marks = [
            (i * each + inset, f"{hour:02d}")
            for i, hour in enumerate(self._hours)
            if hour % apart == 0
        ]
        if self._now is not None and self._now[1] in self._hours:
            at = (self._now[1] - self._hours[0]) * each + inset + (each > 2)
            marks = [(x, text) for x, text in marks if not x - 1 <= at <= x + 2]
            marks.append((at, self._signs.column))
        for x, text in marks:
            line[x : x + len(text)] = text
        axis = "".join(line)[: self._width - self._names]
        return (" " * self._names + axis).rstrip()

    def _scale(self) -> Line:
        """Return what the steps stand for."""
        say, steps = self._labels.text, self._signs.steps
        ends = (self._high, self._low) if self._labels.low_is_bad else (self._low, self._high)
        least, most = map(say, ends)
        few = f"  {self._signs.few} {self._labels.few}"
        if not any(
            cell.thin and cell.value is not None for row in self._heat.cells for cell in row
        ):
            few = ""
        unit = f" {self._labels.unit}"
        if self._numbers:
            grounds = [Run("   ", f"step{step}") for step in range(1, STEPS - 1)]
            ends_of = Run(f" {least} ", "step0"), Run(f" {most} ", f"step{STEPS - 1}")
            runs = [Run(" "), ends_of[0], *grounds, ends_of[1], Run(unit + few, "axis")]
        else:
            text = f" {steps[0]} {least} {steps[1:-1]} {steps[-1]} {most}"
            runs = [Run(text + unit + few, "axis")]
        return _fitted(runs, self._width, self._signs.cut)


def _kept(count: int, room: int, now: int | None) -> Sequence[int]:
    """Return as many of `count` in a row as have room, the present one among them."""
    room = max(1, min(count, room))
    last = count - 1 if now is None else now
    begin = max(0, min(count - room, last + 1 - room * 2 // 3))
    return range(begin, begin + room)


def _fitted(runs: Sequence[Run], width: int, ellipsis: str) -> Line:
    """Return as much of the runs as a line has room for."""
    ends = [0]
    for run in runs:
        ends.append(ends[-1] + cells(run.text))
    return tuple(
        run._replace(text=cut(run.text, width - start, ellipsis))
        for run, (start, _) in zip(runs, pairwise(ends), strict=True)
        if start < width
    )
