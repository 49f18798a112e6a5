"""Opening a large team against the start of the smallest Textual app."""

from pathlib import Path

from tests.bench.data import last_days
from tests.bench.measure import Result, compare, note
from tests.bench.process import in_terminal, python
from tests.bench.teams import LAST, lay, place

OPEN = """
import sys
from datetime import date
from pathlib import Path
from store.clock import MachineClock
from store.locations import team_place
from store.team import Team
home = Path(sys.argv[1])
place = team_place("large", home / "data", {"FLOORBOARD_STATE_DIR": str(home / "state")})
with Team.open(place, MachineClock(), readonly=True) as team:
    held = team.sheets("agent_days", date(2000, 1, 1), date(2100, 1, 1))
    assert sum(len(sheet.rows) for sheet in held) == 60 * 365
"""
APP = """
from textual.app import App
from textual.widgets import Static
class One(App):
    def compose(self):
        yield Static("one")
    def on_ready(self):
        self.call_after_refresh(self.exit)
One().run()
"""


def run(home: Path, quick: bool) -> list[Result]:
    """Measure whole processes: interpreter, imports, opening, every sheet of the year."""
    pairs = 21 if quick else 41
    note("laying a team of 60 agents and a year")
    lay(place(home, "large"), 60, last_days(365, LAST))
    name = "a process that opens 60 agents and a year / a one-Static app"
    opening = python(OPEN, str(home))
    return [compare(name, opening, in_terminal(APP), pairs, 0.25)]
