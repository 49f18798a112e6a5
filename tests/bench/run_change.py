"""A change: how little it costs, and that a long past doesn't make it dearer."""

import os
from pathlib import Path

from store.clock import FixedClock
from store.records.work import sheet_key
from store.team import Team
from tests.bench.data import last_days, sheets
from tests.bench.measure import Result, Timed, compare, note, timed
from tests.bench.teams import LAST, NOW, lay, place

AGENTS = 12


def run(home: Path, quick: bool) -> list[Result]:
    """Measure a small change and a day's worth of cells, on a young and on an old team."""
    pairs = 51 if quick else 301
    note("laying a team of one month")
    lay(place(home, "young"), AGENTS, last_days(30, LAST))
    note("laying a team of ten years")
    lay(place(home, "old"), AGENTS, last_days(3652, LAST))
    young = Team.open(place(home, "young"), FixedClock(NOW))
    old = Team.open(place(home, "old"), FixedClock(NOW))
    results = []
    with young, old:
        for name, change in (("a setting", _setting), ("a day's sheet", _sheet)):
            results.append(
                compare(f"{name}: ten years / one month", change(old), change(young), pairs, 1.2)
            )
            written = _bytes_of(old, change(old))
            plain = _append(home / "plain.jsonl", written)
            beside = f"{name}, ten years / append and fsync of its {written} bytes"
            results.append(compare(beside, change(old), plain, pairs, 4))
    return results


def _setting(team: Team) -> Timed:
    count = iter(range(1, 10**9))

    def change() -> None:
        value = {"value": next(count) + 0.5}
        team.change("setting", lambda draft: draft.put("settings", "few", value))

    return timed(change)


def _sheet(team: Team) -> Timed:
    """A day that is already there, with other numbers each time."""
    made = list(sheets(AGENTS, last_days(50, LAST)))
    key = sheet_key(made[-1])
    count = iter(range(10**9))

    def change() -> None:
        other = made[next(count) % len(made)]
        team.change("import", lambda draft: draft.put("agent_days", key, other))

    return timed(change)


def _bytes_of(team: Team, change: Timed) -> int:
    """Return how many bytes a change adds to the journal, the median of a few."""
    folder = team.place.data / "journal"

    def size() -> int:
        return sum(path.stat().st_size for path in folder.iterdir())

    sizes = []
    for _ in range(9):
        before = size()
        change()
        sizes.append(size() - before)
    return sorted(sizes)[4]


def _append(path: Path, count: int) -> Timed:
    file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    line = b"x" * (count - 1) + b"\n"

    def append() -> None:
        os.write(file, line)
        os.fsync(file)

    return timed(append)
