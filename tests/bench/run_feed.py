"""The demo floor live for an hour: two ticks a second through the real pipeline.

The clock is moved by hand, half a second a tick, so that an hour takes seconds; what a tick costs
does not depend on the pause before it. Counted is all the CPU of the process: the floor, the day's
file with its fsync, what is read back from it, the roll-ups. The hour is the one from 20:00, the
busiest of the day, with all that came before in the file already.
"""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles

from tests.bench.measure import Result, note
from tests.bench.process import ENVIRONMENT, REPO

_HOUR_S, _PER_S = 3600, 2
_SHARE = 0.03
_GROWN = 2 << 20
_CODE = """
import gc, json, os, sys, time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from store.clock import FixedClock
from store.feeds.keeping import add_feed, pipeline, ready, running
from store.locations import TeamPlace
from store.records.queue import Feed
from store.records.setting_values import resolve
from store.team import Team

def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

zone, half = ZoneInfo("Asia/Shanghai"), timedelta(seconds=0.5)
now = datetime(2026, 11, 22, 19, 50, tzinfo=zone)
root, ticks = Path(sys.argv[1]), int(sys.argv[2])
with Team.open(TeamPlace("t", root / "t", root / "state"), FixedClock(now)) as team:
    ready(team)
    add_feed(team, Feed("demo", "demo", "", 0.5))
    line = pipeline(team, zone, resolve({}), running(team, zone, {}))
    for _ in range(1200):
        line.tick(now)
        now += half
    before, begun, lines = resident(), time.process_time(), 0
    for _ in range(ticks):
        lines += len(line.tick(now).lines)
        now += half
    spent = time.process_time() - begun
    grown = resident() - before
    line.close(now)
print(json.dumps({"cpu_s": spent, "grown": grown, "lines": lines}))
"""


def run(home: Path, quick: bool) -> list[Result]:
    """Measure the share of a core, and how much the process grows."""
    ticks = _HOUR_S * _PER_S
    seconds = float(_HOUR_S)
    told = [_once(home / str(n), ticks) for n in range(2 if quick else 5)]
    lines = f"{told[0]['lines']:.0f} lines"
    share = median(one["cpu_s"] for one in told) / seconds
    grown = median(one["grown"] for one in told) / 1024
    note(f"{share:.3%} of a core, {grown:.0f} KB of growth")
    return [
        _result(
            f"an hour of the demo floor ({lines}): CPU / an hour", told, "cpu_s", seconds, _SHARE
        ),
        _result("an hour of the demo floor: growth / 2 MB", told, "grown", float(_GROWN), 1.0),
    ]


def _once(folder: Path, ticks: int) -> dict[str, float]:
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(folder), str(ticks)],
        cwd=REPO,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        check=True,
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _result(
    name: str, told: list[dict[str, float]], what: str, floor: float, budget: float
) -> Result:
    ratios = [one[what] / floor for one in told]
    low, _, high = quantiles(ratios, n=4)
    subject = median(one[what] for one in told)
    result = Result(name, median(ratios), low, high, subject, floor, len(told), budget)
    print(result.line(), flush=True)
    return result
