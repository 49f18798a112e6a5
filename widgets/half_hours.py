"""A day's half-hours as blocks: what has come, over the range that was expected.

    38│        ░░▓▓█
      │    ░░▓▓▓▓▓▓▓░░░░
     0│░░▓▓▓▓▓▓▓▓▓▓▓░░░░░░░
      └━━━━━━━━━━━━━──────
       08    10    12

A block is what came; the shade is the range expected; where both are, the block is hatched. The
axis is heavy up to now.
"""

from collections.abc import Sequence

from msgspec import Struct

from widgets.drawing import Drawing, Run, line_of

_AXIS_LINES = 2
_WIDEST = 4
"""Cells of a half-hour, where there is room."""


class Signs(Struct, frozen=True):
    """The characters of the blocks."""

    came: str = "█"
    part: str = "▄"
    range: str = "░"
    both: str = "▓"
    wall: str = "│"
    corner: str = "└"
    past: str = "━"
    ahead: str = "─"
    before: str = "‹"
    after: str = "›"


UNICODE = Signs()
ASCII = Signs("#", "_", ":", "%", "|", "+", "=", "-", "<", ">")


class HalfHour(Struct, frozen=True):
    """One half-hour of a day."""

    slot: int
    """0 is 00:00."""
    came: float | None
    """None: not yet."""
    low: float | None = None
    high: float | None = None
    """The range expected; None where there is no forecast."""


def signs(ascii_only: bool) -> Signs:
    """Return the characters of the blocks, for their legend."""
    return ASCII if ascii_only else UNICODE


def draw_half_hours(
    halves: Sequence[HalfHour], width: int, height: int, *, ascii_only: bool = False
) -> Drawing:
    """Return the blocks in `height` lines of `width` cells, the axis and its hours among them.

    Where not all half-hours have room, those around the last that came are kept, and the axis
    ends in a sign where there are more.
    """
    drawn = signs(ascii_only)
    rows = max(1, height - _AXIS_LINES)
    top = max((max(one.came or 0, one.high or 0) for one in halves), default=0) or 1
    label = f"{top:.0f}"
    room = max(1, width - len(label) - 1)
    every, halves = halves, _kept(halves, room)
    each = max(1, min(_WIDEST, room // max(1, len(halves))))
    drawing: Drawing = []
    for row in range(rows):
        over = top * (rows - row - 1) / rows
        mark = label if row == 0 else "0" if row == rows - 1 else ""
        cells = [
            (sign, role) for one in halves for sign, role in [_cell(one, over, top / rows, drawn)]
        ]
        line = line_of((sign * each, role) for sign, role in cells)
        drawing.append((Run(f"{mark:>{len(label)}}{drawn.wall}", "axis"), *line))
    axis = _axis(halves, each, drawn)
    if halves != every:
        axis = _marked(axis, drawn, before=halves[0] != every[0], after=halves[-1] != every[-1])
    drawing.append((Run(" " * len(label) + drawn.corner + axis, "axis"),))
    hours = hour_marks([one.slot for one in halves], each)
    drawing.append((Run(" " * (len(label) + 1) + hours, "axis"),))
    return drawing[-height:] if height < len(drawing) else drawing


def _kept(halves: Sequence[HalfHour], room: int) -> Sequence[HalfHour]:
    """Return as many half-hours as have room, with something ahead of the last that came."""
    if len(halves) <= room:
        return halves
    last = max((i for i, one in enumerate(halves) if one.came is not None), default=0)
    begin = max(0, min(len(halves) - room, last + 1 - room * 2 // 3))
    return halves[begin : begin + room]


def _axis(halves: Sequence[HalfHour], each: int, drawn: Signs) -> str:
    past = sum(one.came is not None for one in halves) * each
    return drawn.past * past + drawn.ahead * (len(halves) * each - past)


def _marked(axis: str, drawn: Signs, *, before: bool, after: bool) -> str:
    """Return an axis with a sign at the ends beyond which there is more."""
    if before:
        axis = drawn.before + axis[1:]
    return axis[:-1] + drawn.after if after else axis


def _cell(one: HalfHour, over: float, step: float, drawn: Signs) -> tuple[str, str]:
    """Return the sign of a half-hour in the row that begins over a value."""
    middle = over + step / 2
    expected = one.high is not None and one.low is not None and one.low <= middle <= one.high
    if one.came is not None and one.came >= over + step * 0.75:
        return (drawn.both, "line") if expected else (drawn.came, "line")
    if one.came is not None and one.came >= over + step * 0.25:
        return drawn.part, "line"
    return (drawn.range, "band") if expected else (" ", "")


def hour_marks(slots: Sequence[int], each: int) -> str:
    """Return the hours under an axis of half-hours of `each` cells, as many as have room."""
    text = ""
    for index, slot in enumerate(slots):
        at = index * each
        if slot % 4 == 0 and len(text) <= at and at + 2 <= len(slots) * each:
            text = f"{text:<{at}}{slot // 2:02d} "
    return text.rstrip()
