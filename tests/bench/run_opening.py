"""Opening a large team against the start of the smallest Textual app."""

from pathlib import Path

from tests.bench.data import last_days
from tests.bench.measure import Result, compare, note
from tests.bench.process import in_terminal, python, reported
from tests.bench.teams import LAST, lay, place

OPEN = """
from time import perf_counter
begun = perf_counter()
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
    took = perf_counter() - begun
    assert sum(len(sheet.rows) for sheet in held) == 60 * 365
print(took)
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
    """Measure opening with its imports and every sheet of the year; then its whole process."""
    pairs = 21 if quick else 41
    note("laying a team of 60 agents and a year")
    lay(place(home, "large"), 60, last_days(365, LAST))
    what, app = "60 agents and a year of days, imports included", in_terminal(APP)
    opening, process = reported(OPEN, str(home)), python(OPEN, str(home))
    return [
        compare(f"opening {what} / a one-Static app", opening, app, pairs, 0.25),
        compare("the same, its whole process / a one-Static app", process, app, pairs),
    ]
