"""Bars side by side, one a line; below zero they grow to the left of a common line.

Customers    ███│          -¥1,204
Conversion      │▌           +¥310
"""

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len

from widgets.cell_text import cut, fit
from widgets.drawing import Drawing, Run

_LEAST = 4
"""Cells of bar below which the bars are left out and only words stand."""


class Bar(Struct, frozen=True):
    """One bar."""

    label: str
    value: float
    text: str
    """The value in words."""
    role: str = ""
    """`good` or `bad` where it is; its sign stands in the text."""
    fill: str = ""
    """Role of the bar itself, where it is not that of the text."""


def draw_bars(bars: Sequence[Bar], width: int, *, ascii_only: bool = False) -> Drawing:
    """Return a line a bar in `width` cells: label, bar, value; all on one scale with zero."""
    if not bars:
        return []
    names = max(cell_len(bar.label) for bar in bars)
    said = max(cell_len(bar.text) for bar in bars)
    names = min(names, max(_LEAST, width - said - 2))
    room = width - names - said - 2
    if room < _LEAST:
        return [_words(bar, width, names) for bar in bars]
    low, high = min(0.0, *(b.value for b in bars)), max(0.0, *(b.value for b in bars))
    wall = low < 0 < high or low < 0
    cells = room - wall
    left = round(cells * -low / (high - low)) if low < 0 else 0
    if low < 0 < high:
        left = max(1, min(cells - 1, left))
    drawing: Drawing = []
    for bar in bars:
        before = _half_cells(-min(0.0, bar.value), -low, left)
        after = _half_cells(max(0.0, bar.value), high, cells - left)
        drawing.append(
            (
                Run(fit(bar.label, names) + " "),
                Run(_leftward(before, left, ascii_only), bar.fill or bar.role),
                Run(_wall(ascii_only) if wall else "", "axis"),
                Run(_rightward(after, cells - left, ascii_only), bar.fill or bar.role),
                Run(" " + fit(bar.text, said, right=True), bar.role),
            )
        )
    return drawing


def _words(bar: Bar, width: int, names: int) -> tuple[Run, ...]:
    return (Run(fit(bar.label, names) + " "), Run(cut(bar.text, width - names - 1), bar.role))


def _half_cells(value: float, largest: float, cells: int) -> int:
    """Return the length of a bar in half cells; what is not zero is seen."""
    if value <= 0 or largest <= 0:
        return 0
    return max(1, round(value / largest * cells * 2))


def _wall(ascii_only: bool) -> str:
    return "|" if ascii_only else "│"


def _rightward(halves: int, cells: int, ascii_only: bool) -> str:
    if ascii_only:
        return ("#" * ((halves + 1) // 2)).ljust(cells)
    return ("━" * (halves // 2) + "╸" * (halves % 2)).ljust(cells)


def _leftward(halves: int, cells: int, ascii_only: bool) -> str:
    if ascii_only:
        return ("#" * ((halves + 1) // 2)).rjust(cells)
    return ("╺" * (halves % 2) + "━" * (halves // 2)).rjust(cells)
