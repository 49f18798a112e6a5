"""What is told when floorboard itself fails: where, never what was in memory.

Values of variables and texts of exceptions can hold people's names and numbers, so neither is
shown or saved; file, line and kind of error are enough to find a fault.
"""

from pathlib import Path
from traceback import extract_tb

from rich.text import Text

from tui.language import Words

_ROOT = Path(__file__).resolve().parent.parent


def told_crash(words: Words, error: BaseException) -> Text:
    """Return what to print when the app stops on an error nobody expected."""
    lines = [
        words.text("floorboard stopped because of a fault of its own. Saved changes are safe."),
        words.text("Please report these lines; they hold nothing about people:"),
        f"  {type(error).__name__}",
        *(f"  {place}" for place in _places(error)),
    ]
    return Text("\n".join(lines))


def place_of(error: BaseException) -> str:
    """Return the kind of an error and where it came up, in a line that names nobody."""
    return " ".join([type(error).__name__, *_places(error)[-1:]])


def _places(error: BaseException) -> list[str]:
    """Return file, line and function of each frame of our own, the innermost last."""
    places = []
    for frame in extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_ROOT):
            places.append(f"{path.relative_to(_ROOT).as_posix()}:{frame.lineno} {frame.name}")
        else:
            places.append(f"{path.name}:{frame.lineno} {frame.name}")
    return places[-12:]
