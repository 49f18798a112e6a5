"""The dashboard on a live floor for an hour: Queue in a terminal, two ticks a second, all drawn.

The clock is moved by hand, so that an hour takes minutes: every tick goes the whole way, from the
simulated floor over the day's file to the terminal. Counted is all the CPU of the process, and how
much it grows; the hour begins at 20:00, the busiest of the day.
"""

import json
import os
from pathlib import Path

from tests.bench.live_app import TICK, lay_floor
from tests.bench.measure import Result, note
from tests.bench.process import ENVIRONMENT
from tests.bench.terminal import Terminal

_HOUR = 7200
_SHARE = 0.03
_GROWN = 2 << 20


def run(home: Path, quick: bool) -> list[Result]:
    """Measure the share of a core, and how much the process grows."""
    os.environ |= ENVIRONMENT
    lay_floor(home)
    report = home / "report.json"
    ticks = _HOUR // 6 if quick else _HOUR
    command = ("-m", "tests.bench.live_app", str(home), str(ticks), str(report))
    app = Terminal(*command, columns=120, lines=36)
    while not report.exists():
        app.drain(1.0)
    app.kill()
    told = json.loads(report.read_text())
    seconds = told["ticks"] * TICK.total_seconds()
    note(f"{told['cpu_s'] / seconds:.3%} of a core, {told['grown'] / 1024:.0f} KB of growth")
    return [
        _result(
            "an hour of the demo floor on Queue: CPU / an hour", told["cpu_s"], seconds, _SHARE
        ),
        _result("an hour of the demo floor on Queue: growth / 2 MB", told["grown"], _GROWN, 1.0),
    ]


def _result(name: str, ours: float, floor: float, budget: float) -> Result:
    ratio = ours / floor
    result = Result(name, ratio, ratio, ratio, ours, floor, 1, budget)
    print(result.line(), flush=True)
    return result
