"""The console script. What it needs is imported inside, so that the collector can stand back."""

import gc
import os
import sys

_COLLECT_EVERY = 100_000
"""Objects made between two collections: imports and one answer make few that go in circles."""


def main() -> None:
    """Run one command line and leave with its exit code."""
    gc.set_threshold(_COLLECT_EVERY, 50, 50)
    from tui.command_line import run

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() != "utf-8":
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")
    code = run(sys.argv[1:], os.environ)
    gc.freeze()  # leaving walks through everything else: 15 ms
    sys.exit(code)


if __name__ == "__main__":
    main()
