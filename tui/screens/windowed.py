"""A screen that looks at a window of days: its length, and a day back and forward."""

from datetime import date, timedelta
from typing import Protocol, TypeVar

from msgspec import structs
from textual.reactive import var

from store.records.words import N_
from tui.commands import Command
from tui.reads.agents import SPANS, Window
from tui.screens.base import FloorScreen

MOVING = frozenset({"span", "back_a_day", "on_a_day"})
"""Actions that change the window."""


class OfWindow(Protocol):
    """An answer about a window."""

    @property
    def end(self) -> date:
        """Last day of the window."""
        ...

    @property
    def now_day(self) -> date:
        """Today."""
        ...

    @property
    def last_day(self) -> date | None:
        """Newest day with data."""
        ...


Facts = TypeVar("Facts", bound=OfWindow)


def window_commands(place: str) -> tuple[Command, ...]:
    """Return the commands that change the window of a screen."""
    return (
        Command(
            f"{place}.span",
            ("w", "alt+w"),
            N_("Days"),
            N_("Look at one day, seven days or twenty-eight."),
            on_bar=True,
        ),
        Command(
            f"{place}.back_a_day",
            ("left_square_bracket", "alt+left"),
            N_("Earlier"),
            N_("Let the window end a day earlier."),
        ),
        Command(
            f"{place}.on_a_day",
            ("right_square_bracket", "alt+right"),
            N_("Later"),
            N_("Let the window end a day later."),
        ),
    )


class WindowScreen(FloorScreen[Facts]):
    """A screen whose question is of a window."""

    window: var[Window] = var(Window())
    """Which days are looked at."""

    def why_not(self, action: str) -> str:
        """Return why the window can't be moved."""
        if action not in MOVING:
            return ""
        words, facts = self.board.words, self.facts
        if facts is None:
            return words.text("There are no numbers yet.")
        if facts.last_day is None:
            return words.text("These numbers are of a whole period; its days are not known.")
        if action == "on_a_day" and facts.end >= facts.now_day:
            return words.text("This is today.")
        return ""

    def look(self, window: Window) -> None:
        """Look at other days."""
        self.window = window
        self.reload()

    def do_span(self) -> None:
        """Look at the next length of window."""
        at = SPANS.index(self.window.days)
        self.look(structs.replace(self.window, days=SPANS[(at + 1) % len(SPANS)]))

    def do_back_a_day(self) -> None:
        """Let the window end a day earlier."""
        self._move(-1)

    def do_on_a_day(self) -> None:
        """Let the window end a day later."""
        self._move(1)

    def _move(self, days: int) -> None:
        if self.facts is not None:
            end = (self.window.end or self.facts.end) + timedelta(days=days)
            self.look(structs.replace(self.window, end=end))
