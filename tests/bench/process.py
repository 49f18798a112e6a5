"""Start a process and time it, from before its start until after its end.

Every process, the floor's too, finds its modules compiled, as an installed program does: some
machines forbid Python to write bytecode beside a checkout.
"""

import os
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.measure import Timed

REPO = Path(__file__).resolve().parent.parent.parent
_COMPILED = tempfile.TemporaryDirectory(prefix="floorboard-bytecode-")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPYCACHEPREFIX": _COMPILED.name,
    "TERM": "xterm-256color",
}
"""What every process of ours is started with."""


def python(code: str, *arguments: str) -> Timed:
    """Return a timer of `python -c code` with nothing on its output but ours to throw away."""
    command = [sys.executable, "-c", code, *arguments]

    def once() -> float:
        begun = time.perf_counter()
        subprocess.run(command, cwd=REPO, env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begun

    return once


def reported(code: str, *arguments: str) -> Timed:
    """Return a timer of what a fresh `python -c code` says that it took: its output, in seconds."""
    command = [sys.executable, "-c", code, *arguments]

    def once() -> float:
        done = subprocess.run(
            command, cwd=REPO, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True
        )
        return float(done.stdout)

    return once


def floorboard(*arguments: str) -> Timed:
    """Return a timer of the command, started as its console script starts it."""
    return python("import sys; from tui.cli import main; sys.exit(main())", *arguments)


def in_terminal(code: str) -> Timed:
    """Return a timer of `python -c code` in a pseudo-terminal of 120 columns and 36 lines."""
    import fcntl
    import pty
    import termios

    def once() -> float:
        begun = time.perf_counter()
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(REPO)
            os.execve(sys.executable, [sys.executable, "-c", code], ENVIRONMENT)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        shown = 0
        try:
            while piece := os.read(terminal, 65536):
                shown += len(piece)
        except OSError:  # how Linux says that the other end was closed
            pass
        _, status = os.waitpid(child, 0)
        took = time.perf_counter() - begun
        os.close(terminal)
        assert os.waitstatus_to_exitcode(status) == 0 and shown > 100
        return took

    return once
