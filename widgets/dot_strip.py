"""Everyone's value as dots on one line: where the middle is, and where one person stands.

     •
  • •• •     ◆
──────┼───────────
22 s  31 s    52 s
"""

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct
from rich.cells import cell_len

from widgets.drawing import Drawing, Line, Run, line_of
from widgets.scale import Scale, scale_of

_AXIS_LINES = 2


class Signs(Struct, frozen=True):
    """The characters of a strip."""

    one: str = "•"
    other: str = "·"
    chosen: str = "◆"
    line: str = "─"
    middle: str = "┼"


UNICODE = Signs()
ASCII = Signs("o", ".", "#", "-", "+")


def dots_each(values: Sequence[float], width: int, height: int) -> int:
    """Return how many values one dot stands for, so that the highest pile has room."""
    return -(-_highest(values, width) // max(1, height - _AXIS_LINES))


def dots_height(values: Sequence[float], width: int, most: int) -> int:
    """Return the height of a strip whose highest pile just has room, at most `most` lines."""
    return min(most, max(1, _highest(values, width)) + _AXIS_LINES)


def _highest(values: Sequence[float], width: int) -> int:
    scale = scale_of(values, width, room=0)
    return max(Counter(scale.at(value) for value in values).values()) if scale else 1


def draw_dots(
    values: Sequence[float],
    width: int,
    height: int,
    *,
    others: Sequence[float] = (),
    chosen: float | None = None,
    middle: float | None = None,
    label: Callable[[float], str] = "{:g}".format,
    ascii_only: bool = False,
) -> Drawing:
    """Return the strip in `height` lines of `width` cells: piles of dots, a line, its labels.

    `others` stand on the same line without belonging to it, as smaller dots on top of the piles.
    `chosen` is one of the values and is drawn with a sign of its own at the foot of its pile;
    `middle` is marked on the line. Where a pile is too high a dot stands for several
    (`dots_each`).
    """
    signs = ASCII if ascii_only else UNICODE
    every = [*values, *others]
    scale = scale_of(every, width, room=0)
    rows = max(1, height - _AXIS_LINES)
    if scale is None:
        return [(Run(signs.line * width, "axis"),)]
    each = dots_each(every, width, height)
    piles, all_piles = (
        {at: -(-n // each) for at, n in Counter(map(scale.at, some)).items()}
        for some in (values, every)
    )
    mine = scale.at(chosen) if chosen is not None else -1
    drawing = [
        line_of(
            _cell((piles.get(x, 0), all_piles.get(x, 0)), level, x == mine, signs)
            for x in range(width)
        )
        for level in range(rows - 1, -1, -1)
    ]
    at = scale.at(middle) if middle is not None else -1
    ground = line_of((signs.middle if x == at else signs.line, "axis") for x in range(width))
    return [*drawing, ground, _labels(scale, width, middle, label)][:height]


def _cell(pile: tuple[int, int], level: int, mine: bool, signs: Signs) -> tuple[str, str]:
    if mine and level == 0:
        return signs.chosen, "chosen"
    if level < pile[0]:
        return signs.one, "line"
    return (signs.other, "dim") if level < pile[1] else (" ", "")


def _labels(scale: Scale, width: int, middle: float | None, label: Callable[[float], str]) -> Line:
    """Return lowest, middle and highest under their places, as far as they have room."""
    if scale.high <= scale.low:
        text = label(scale.low)
        return (Run(" " * max(0, scale.at(scale.low) - cell_len(text) // 2) + text, "axis"),)
    first, last = label(scale.low), label(scale.high)
    text, end = first, width - cell_len(last)
    if middle is not None:
        name = label(middle)
        start = scale.at(middle) - cell_len(name) // 2
        if start > cell_len(text) and start + cell_len(name) < end:
            text += " " * (start - cell_len(text)) + name
    if end > cell_len(text):
        text += " " * (end - cell_len(text)) + last
    return (Run(text, "axis"),)
