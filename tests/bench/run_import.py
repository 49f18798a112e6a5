"""A hundred thousand rows of GB18030, from the file to the journal, against `csv.reader`."""

import csv
import io
import shutil
from pathlib import Path

from store.clock import FixedClock
from store.imports.apply import ImportOptions, import_paths
from store.team import Team
from tests.bench.data import last_days, write_workload_csv
from tests.bench.measure import Result, Timed, compare, note, timed
from tests.bench.process import floorboard
from tests.bench.teams import LAST, NOW, place

AGENTS, DAYS = 274, 365
"""100,010 rows."""


def run(home: Path, quick: bool) -> list[Result]:
    """Measure a year of a large team with a day column, and one day of very many."""
    pairs = 5 if quick else 15
    note("writing the exports")
    year = home / "客服数据.csv"
    write_workload_csv(year, AGENTS, last_days(DAYS, LAST), day_column=True)
    one_day = home / f"自定义报表_客服数据23年新_下单优先判定_{LAST}至{LAST}.csv"
    write_workload_csv(one_day, AGENTS * DAYS, [LAST], day_column=False)
    budgets = (
        (f"{AGENTS} agents x {DAYS} days", year, 10),
        (f"{AGENTS * DAYS} nicknames in a day", one_day, None),
    )
    results = [
        compare(f"{name}: import / csv.reader", _taken(home, path), _read(path), pairs, budget)
        for name, path, budget in budgets
    ]
    process = _process(home, year)
    results.append(compare("the first, as a process / csv.reader", process, _read(year), pairs))
    return results


def _read(path: Path) -> Timed:
    text = path.read_text(encoding="gb18030")

    def read() -> None:
        for _ in csv.reader(io.StringIO(text, newline="")):
            pass

    return timed(read)


def _taken(home: Path, path: Path) -> Timed:
    """Import into a new team each time; making the team isn't timed."""

    def once() -> float:
        shutil.rmtree(home / "data", ignore_errors=True)
        with Team.open(place(home, "imported"), FixedClock(NOW)) as team:
            return timed(lambda: _take(team, path))()

    return once


def _process(home: Path, path: Path) -> Timed:
    """The command itself: its start, the import, its report, the checkpoint at its end."""
    data = home / "process"
    options = ("--data-dir", str(data), "--now", NOW.isoformat(), "--no-input")
    command = floorboard(*options, "import", str(path))

    def once() -> float:
        shutil.rmtree(data, ignore_errors=True)
        return command()

    return once


def _take(team: Team, path: Path) -> None:
    (report,) = import_paths(team, [path], ImportOptions())
    assert report.rows.taken == AGENTS * DAYS, report
