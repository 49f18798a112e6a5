"""`python -m tests.faults [full]`: every sweep, with its counts."""

import errno
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults import strace_sweep
from tests.faults.scenarios import SCENARIOS, record, record_refused
from tests.faults.sweep import Count, sweep, sweep_again


def crashes(work: Path, *, full: bool) -> Iterator[Count]:
    """Sweep the crash states of every scenario, and those of a second crash while mending."""
    for number, scenario in enumerate(SCENARIOS):
        root = _empty(work / f"scenario{number}")
        recorded = record(scenario, _empty(root / "recorded"))
        yield sweep(recorded, _empty(root / "once"), every=1 if full else 7)
        every, inner = (5, 3) if full else (60, 20)
        yield sweep_again(recorded, _empty(root / "twice"), every=every, inner=inner)


def refusals(work: Path, *, full: bool) -> Iterator[Count]:
    """Sweep the crash states of changes of which one operation was refused."""
    for number, times in ((errno.ENOSPC, 1), (errno.EIO, 1), (errno.EIO, 2), (errno.EIO, 3)):
        for at in range(0, 40, 1 if full else 3):
            root = _empty(work / f"refused{number}-{times}-{at}")
            recorded = record_refused(_empty(root / "recorded"), at, number, times)
            if recorded is None:
                break
            yield sweep(recorded, _empty(root / "once"), every=1 if full else 9)


def traced(work: Path, *, full: bool) -> Count:
    """Run the sweep of killed and refused system calls."""
    base = _empty(work / "base")
    strace_sweep.prepare(base)
    calls = strace_sweep.count_calls(strace_sweep.copied(base, work / "dry"), work / "calls")
    faults = strace_sweep.injections(calls, 1 if full else 23)
    runs = [strace_sweep.broken_run(base, work, fault) for fault in faults]
    wrong = tuple(f"{run.injection}: {what} {run.said}" for run in runs for what in run.wrong)
    met = sum(run.said != ("missed",) for run in runs)
    return Count("killed and refused system calls", met, wrong)


def _empty(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def everything(work: Path, *, full: bool) -> Iterator[Count]:
    """Run every sweep."""
    yield from crashes(_empty(work / "crashes"), full=full)
    yield from refusals(_empty(work / "refusals"), full=full)
    if strace_sweep.why_not() is None:
        yield traced(_empty(work / "traced"), full=full)


def main() -> int:
    """Run everything and print a line each; 1 where anything is wrong."""
    wrong = states = 0
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        for count in everything(Path(name), full="full" in sys.argv[1:]):
            wrong += len(count.wrong)
            states += count.states
            print(f"{count.name}: {count.states} states, {len(count.wrong)} wrong", flush=True)
            for what in count.wrong[:5]:
                print(f"    {what}")
    print(f"all: {states} states, {wrong} wrong, {time.monotonic() - start:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
