"""`brief`, a whole process, against a Python process that does nothing."""

from pathlib import Path

from tests.bench.data import last_days
from tests.bench.measure import Result, Timed, compare, note
from tests.bench.process import floorboard, python
from tests.bench.teams import LAST, NOW, lay, place

SAMPLE = Path(__file__).resolve().parent.parent.parent / "sample_data"
SAMPLE_NOW = "2026-11-16T09:00+08:00"


def run(home: Path, quick: bool) -> list[Result]:
    """Measure on the sample team and on 60 agents with a year of days."""
    pairs = 21 if quick else 51
    nothing = python("pass")
    return [
        compare("brief, sample team / python -c pass", _sample(home), nothing, pairs, 10),
        compare("brief, 60 agents and a year / python -c pass", _large(home), nothing, pairs, 10),
    ]


def _sample(home: Path) -> Timed:
    note("importing the sample team")
    common = ("--data-dir", str(home / "sample"), "--now", SAMPLE_NOW, "--no-input")
    floorboard(*common, "import", str(SAMPLE / "roster.csv"))()
    floorboard(*common, "import", str(SAMPLE / "exports"))()
    return floorboard(*common, "brief")


def _large(home: Path) -> Timed:
    note("laying a team of 60 agents and a year")
    where = place(home, "large")
    lay(where, 60, last_days(365, LAST))
    common = ("--data-dir", str(home / "data"), "--team", "large", "--now", NOW.isoformat())
    return floorboard(*common, "brief")
