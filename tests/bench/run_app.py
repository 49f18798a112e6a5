"""The dashboard in a terminal against the smallest Textual app: start, memory, keys, switches."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from tests.bench.data import last_days, write_workload_csv
from tests.bench.measure import Result, Timed, compare, note
from tests.bench.process import ENVIRONMENT
from tests.bench.teams import LAST, NOW, lay, place
from tests.bench.terminal import Terminal

DOWN, UP = b"\x1b[B", b"\x1b[A"
FILLED = b"of 60"
"""On Today this stands in the heading of who is on: the screen has been filled."""
SWITCHES, WARM_UP = 1000, 300
"""Counted switches, and those before them in which caches fill."""
_KIB = 1024


def run(home: Path, quick: bool) -> list[Result]:
    """Measure all of it."""
    note("laying a team of 60 agents and a year")
    lay(place(home, "large"), 60, last_days(365, LAST))
    os.environ |= ENVIRONMENT | {"FLOORBOARD_STATE_DIR": str(home / "state")}
    pairs = 21 if quick else 41
    return [
        _switching(home),
        compare(
            "start to the filled first screen, 60 agents and a year / a one-Static app",
            _until(FILLED, *_floorboard(home)),
            _until(b"static", *_STATIC),
            pairs,
            1.5,
        ),
        _memory(home),
        *_keys(home, 60 if quick else 300),
        *_keys_while_importing(home, 30 if quick else 100),
    ]


_STATIC = (
    "-c",
    """
from textual.app import App
from textual.widgets import Static
class One(App):
    BINDINGS = [("down", "count", "")]
    shown = 0
    def compose(self):
        yield Static("static 0")
    def action_count(self):
        self.shown += 1
        self.query_one(Static).update(f"static {self.shown}")
One().run()
""",
)
"""The floor: one Static, which a key changes."""


def _floorboard(home: Path) -> tuple[str, ...]:
    code = "import sys; from tui.cli import main; sys.exit(main())"
    now = NOW.isoformat()
    return ("-c", code, "--data-dir", str(home / "data"), "--team", "large", "--now", now)


def _until(text: bytes, *command: str) -> Timed:
    """Return a timer from before the process starts until a text stands on its screen."""

    def once() -> float:
        begun = time.perf_counter()
        app = Terminal(*command, columns=120, lines=36)
        try:
            app.wait_for(text)
            return time.perf_counter() - begun
        finally:
            app.kill()

    return once


def _memory(home: Path) -> Result:
    """Compare resident memory once both have drawn and rested."""
    with _settled(*_floorboard(home)) as ours, _settled(*_STATIC) as floor:
        name = "resident memory (KiB as ms), 60 agents and a year / a one-Static app"
        return compare(name, _resident(ours), _resident(floor), 3, 1.5)


def _keys(home: Path, pairs: int) -> list[Result]:
    """Compare a cursor key in the agents' table with the floor's key echo."""
    with _settled(*_floorboard(home)) as ours, _settled(*_STATIC) as floor:
        ours.press(b"3")
        ours.settle(1.0)
        name = "cursor in sight, Agents of 60 / key echo of one Static"
        return [compare(name, _echo(ours, DOWN, UP), _echo(floor, DOWN), pairs, 1.5)]


def _keys_while_importing(home: Path, pairs: int) -> list[Result]:
    """The same while a hundred thousand rows are taken in on the store's thread."""
    file = home / "客服数据.csv"
    write_workload_csv(file, 274, last_days(365, LAST), day_column=True)
    command = ("-m", "tests.bench.real_app", str(home), str(file))
    with _settled(*command) as ours, _settled(*_STATIC) as floor:
        ours.press(b"3")
        ours.settle(1.0)
        ours.send(b"t")
        begun = time.perf_counter()
        name = "cursor in sight while 100,000 rows are imported / key echo of one Static"
        result = compare(name, _press(ours, DOWN, UP), _press(floor, DOWN), pairs, 3)
        note(f"the keys took {time.perf_counter() - begun:.1f} s of the import")
        return [result]


def _switching(home: Path) -> Result:
    """Switch screens a thousand times; the growth is a ratio of 2 MB."""
    with _settled(*_floorboard(home)) as ours:
        keys = cycle((b"3", b"0", b"1"))
        for _ in range(WARM_UP):
            ours.press(next(keys))
            ours.settle(0.005)
        before = ours.resident()
        for _ in range(SWITCHES):
            ours.press(next(keys))
            ours.settle(0.005)
        grown = (ours.resident() - before) / _KIB
    name = f"growth over {SWITCHES} screen switches (MB as ms) / 2 MB"
    return compare(name, lambda: max(grown, 0.0) / 1000, lambda: 2 / 1000, 2, 1.0)


@contextmanager
def _settled(*command: str) -> Iterator[Terminal]:
    with Terminal(*command, columns=120, lines=36) as app:
        app.settle(1.5)
        yield app


def _resident(app: Terminal) -> Timed:
    return lambda: app.resident() / 1000


def _echo(app: Terminal, *keys: bytes) -> Timed:
    turns = cycle(keys)

    def once() -> float:
        took = app.press(next(turns))
        app.settle()
        return took

    return once


def _press(app: Terminal, *keys: bytes) -> Timed:
    """As `_echo`, without waiting for rest: the import never rests."""
    turns = cycle(keys)

    def once() -> float:
        took = app.press(next(turns))
        app.drain(0.01)
        return took

    return once
