"""What is told when floorboard itself fails: where, never what was in memory."""

from rich.text import Text

from store.faults import places_of
from tui.language import Words


def told_crash(words: Words, error: BaseException) -> Text:
    """Return what to print when the app stops on an error nobody expected."""
    lines = [
        words.text("floorboard stopped because of a fault of its own. Saved changes are safe."),
        words.text("Please report these lines; they hold nothing about people:"),
        f"  {type(error).__name__}",
        *(f"  {place}" for place in places_of(error)),
    ]
    return Text("\n".join(lines))
