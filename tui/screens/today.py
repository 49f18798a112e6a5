"""Today: what needs me in the next ten minutes."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from store.records.words import N_
from store.team import Team
from tui.reads.floor import Floor, read_floor
from tui.screens.base import FloorScreen


class TodayScreen(FloorScreen[Floor]):
    """The first screen."""

    MODE: ClassVar[str] = "today"
    ANSWERS: ClassVar[str] = N_("What needs me in the next ten minutes?")

    def body(self) -> Iterable[Widget]:
        """Return the widgets between the bars."""
        yield Static("…", id="x", markup=False)

    def question(self) -> Callable[[Team], Floor]:
        """Ask how the folder stands."""
        return read_floor

    def show_facts(self, facts: Floor) -> None:
        """Show it."""
        self.query_one("#x", Static).update(f"{facts}")
