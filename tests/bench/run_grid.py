"""The grid: a key in it against a key in the smallest app, a live tick against DataTable's."""

from itertools import cycle
from pathlib import Path

from tests.bench.measure import Result, Timed, compare, note
from tests.bench.terminal import Terminal

DOWN, UP = b"\x1b[B", b"\x1b[A"
LINES = 40
"""Lines of the terminal for the keys: 39 rows are in sight."""


def run(home: Path, quick: bool) -> list[Result]:
    """Measure both."""
    return [*_keys(60 if quick else 300), *_ticks(15 if quick else 60)]


def _keys(pairs: int) -> list[Result]:
    note("a grid of 500 x 12 and a one-Static app, each in a terminal of 120 x 40")
    with _app("grid", 500, 12) as grid, _app("static", 1, 1) as static:
        floor = _echo(static, DOWN)
        for _ in range(3):
            grid.press(DOWN)
        name = "cursor in sight of 500 x 12 / key echo of one Static"
        results = [compare(name, _echo(grid, DOWN, UP), floor, pairs, 1.5)]
        for _ in range(LINES):
            grid.press(DOWN)
        name = "scrolling 500 x 12 by a row / key echo of one Static"
        results.append(compare(name, _echo(grid, DOWN), floor, pairs, 3.5))
    return results


def _ticks(pairs: int) -> list[Result]:
    note("a live tick of 60 x 10: CPU of both apps")
    results = []
    with _app("grid", 60, 10, 64) as grid, _app("table", 60, 10, 64) as table:
        for name, key, budget in (
            ("all cells", b"t", 0.15),
            ("a tenth of the rows", b"u", 0.05),
        ):
            title = f"CPU of a tick of 60 x 10, {name} changed / DataTable"
            results.append(compare(title, _cost(grid, key), _cost(table, key), pairs, budget))
    return results


def _app(kind: str, rows: int, columns: int, lines: int = LINES) -> Terminal:
    command = ("-m", "tests.bench.grid_apps", kind, str(rows), str(columns))
    return Terminal(*command, columns=120, lines=lines)


def _echo(app: Terminal, *keys: bytes) -> Timed:
    turns = cycle(keys)

    def once() -> float:
        took = app.press(next(turns))
        app.settle()
        return took

    return once


def _cost(app: Terminal, key: bytes) -> Timed:
    return lambda: app.cost(key)
