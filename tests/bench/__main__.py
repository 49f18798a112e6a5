"""What must stay quick: `python -m tests.bench [--quick] [--only NAME]`.

Each is a ratio against a floor measured in the same run, pair by pair; absolute times are shown
for the curious and decide nothing. Exit 1 when one is over its budget.
"""

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.bench.measure import Result, note

RUNS = ("brief", "change", "import", "opening", "grid", "app", "feed", "live", "contacts")
"""Each is a module `run_NAME` with `run(home, quick)`, loaded when its turn comes."""


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
            run = import_module(f"tests.bench.run_{name}").run
            results += run(Path(home), asked.quick)
    missed = [result for result in results if not result.ok]
    note(f"{len(missed)} of {sum(r.budget is not None for r in results)} over budget")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
