"""What must stay quick: `python -m tests.bench [--quick] [--only NAME]`.

Each is a ratio against a floor measured in the same run, pair by pair; absolute times are shown
for the curious and decide nothing. Exit 1 when one is over its budget.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import run_brief, run_change, run_import, run_opening
from tests.bench.measure import Result, note

Run = Callable[[Path, bool], list[Result]]

RUNS: dict[str, Run] = {
    "brief": run_brief.run,
    "change": run_change.run,
    "import": run_import.run,
    "opening": run_opening.run,
}


def main() -> int:
    """Run them and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer pairs: a first look")
    parser.add_argument("--only", action="append", choices=RUNS, help="run these alone")
    parser.add_argument("--dir", type=Path, help="make the teams there: a disk worth measuring")
    asked = parser.parse_args()
    results: list[Result] = []
    print("       ratio budget   [quartiles]     ours / floor")
    for name in asked.only or RUNS:
        with tempfile.TemporaryDirectory(prefix="floorboard-bench-", dir=asked.dir) as home:
            results += RUNS[name](Path(home), asked.quick)
    missed = [result for result in results if not result.ok]
    note(f"{len(missed)} of {sum(r.budget is not None for r in results)} over budget")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
