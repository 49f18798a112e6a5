"""Parts of a whole through a day, one on the other: half-hour by half-hour.

    9│   ···
     │ ▒▒▒▒▒▒
     │██████████
     └──────────
      08  10  12

The lowest part is the heaviest; a half-hour of which nothing is known is blank.
"""

from collections.abc import Sequence

from msgspec import Struct

from widgets.drawing import Drawing, Run, line_of
from widgets.half_hours import hour_marks

_AXIS_LINES = 2
_WIDEST = 4
"""Cells of a half-hour, where there is room."""


class Signs(Struct, frozen=True):
    """The characters of the parts, the lowest first, and of the axes."""

    parts: str = "█▒·"
    wall: str = "│"
    corner: str = "└"
    floor: str = "─"
    before: str = "‹"


UNICODE = Signs()
ASCII = Signs("#:.", "|", "+", "-", "<")
ROLES = ("line", "usual", "dim")
"""The looks of the parts, the lowest first."""


class Stack(Struct, frozen=True):
    """One half-hour."""

    slot: int
    """0 is 00:00."""
    parts: tuple[float, ...] = ()
    """The lowest first, at most three; none where nothing is known."""


def stack_signs(ascii_only: bool) -> Signs:
    """Return the characters of the parts, for their legend."""
    return ASCII if ascii_only else UNICODE


def draw_stacks(
    stacks: Sequence[Stack], width: int, height: int, *, ascii_only: bool = False
) -> Drawing:
    """Return the stacks in `height` lines of `width` cells, the axis and its hours among them.

    Where not all half-hours have room, the last are kept, and the axis begins with a sign.
    """
    signs = stack_signs(ascii_only)
    rows = max(1, height - _AXIS_LINES)
    top = max((sum(one.parts) for one in stacks), default=0) or 1
    label = f"{top:.0f}"
    room = max(1, width - len(label) - 1)
    every, stacks = stacks, stacks[-room:]
    each = max(1, min(_WIDEST, room // max(1, len(stacks))))
    drawing: Drawing = []
    for row in range(rows):
        middle = top * (rows - row - 0.5) / rows
        mark = label if row == 0 else "0" if row == rows - 1 else ""
        spots = [_spot(one, middle, signs) for one in stacks]
        line = line_of((sign * each, role) for sign, role in spots)
        drawing.append((Run(f"{mark:>{len(label)}}{signs.wall}", "axis"), *line))
    indent = " " * len(label)
    axis = signs.floor * (each * len(stacks))
    if len(stacks) < len(every):
        axis = signs.before + axis[1:]
    drawing.append((Run(indent + signs.corner + axis, "axis"),))
    hours = hour_marks([one.slot for one in stacks], each)
    drawing.append((Run(f"{indent} {hours}", "axis"),))
    return drawing[-height:] if height < len(drawing) else drawing


def _spot(stack: Stack, at: float, signs: Signs) -> tuple[str, str]:
    """Return the sign of the part that a height lies in."""
    below = 0.0
    for sign, role, part in zip(signs.parts, ROLES, stack.parts, strict=False):
        below += part
        if at <= below:
            return sign, role
    return " ", ""
