"""Where a fault of our own came up, in words that hold nothing of what was in memory.

Values of variables and texts of exceptions can hold people's names and numbers, so neither is
told; file, line and kind of error are enough to find a fault.
"""

from pathlib import Path
from traceback import extract_tb

_ROOT = Path(__file__).resolve().parent.parent
_MOST = 12


def places_of(error: BaseException) -> list[str]:
    """Return file, line and function of each frame, the innermost last."""
    places = []
    for frame in extract_tb(error.__traceback__):
        path = Path(frame.filename)
        known = path.is_relative_to(_ROOT)
        name = path.relative_to(_ROOT).as_posix() if known else path.name
        places.append(f"{name}:{frame.lineno} {frame.name}")
    return places[-_MOST:]


def place_of(error: BaseException) -> str:
    """Return the kind of an error and where it came up, in a line that names nobody."""
    return " ".join([type(error).__name__, *places_of(error)[-1:]])
