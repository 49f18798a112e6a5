"""An app in a pseudo-terminal that is sent keys: how long until it has drawn, how much CPU it took.

The terminal answers that it knows synchronised output, so the end of a frame is marked in what the
app writes and nothing has to be guessed from silence.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from pathlib import Path
from types import TracebackType

from tests.bench.process import REPO

QUERY = b"\x1b[?2026$p"
ANSWER = b"\x1b[?2026;1$y"
WHERE, SECOND_COLUMN = b"\x1b[6n", b"\x1b[1;2R"
"""Where the cursor is, and that the sign written before took one cell, as terminals answer."""
FRAME_END = b"\x1b[?2026l"
QUIET = 0.05
"""Seconds without output after which an app has nothing more to draw."""


class Terminal:
    """One running app, from `with` to the end of it."""

    def __init__(self, *command: str, columns: int = 120, lines: int = 40) -> None:
        self.child, self.screen = pty.fork()
        if self.child == 0:
            os.chdir(REPO)
            # An installed program finds its modules compiled; some machines forbid to write them.
            given = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
            given |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execve(sys.executable, [sys.executable, *command], given)
        fcntl.ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.bytes = 0
        self._tail = b""

    def __enter__(self) -> "Terminal":
        self.wait_for(QUERY)
        self.settle(1.0)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self.child, 15)
        os.close(self.screen)
        os.waitpid(self.child, 0)

    def wait_for(self, text: bytes) -> None:
        """Read until a text has been written, answering what the app asks."""
        seen = b""
        asked = {QUERY: ANSWER, WHERE: SECOND_COLUMN}
        while text not in seen:
            seen += self._read(20)
            for query in [query for query in asked if query in seen]:
                os.write(self.screen, asked.pop(query))

    def kill(self) -> None:
        """End the app at once."""
        os.kill(self.child, 9)
        os.close(self.screen)
        os.waitpid(self.child, 0)

    def send(self, keys: bytes) -> None:
        """Send keys and wait for nothing."""
        os.write(self.screen, keys)

    def drain(self, seconds: float) -> None:
        """Read what comes within so many seconds."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self.screen], [], [], left)[0]:
                self._read(1)

    def resident(self) -> float:
        """Return the KiB of memory that the app holds (Linux)."""
        status = Path(f"/proc/{self.child}/status").read_text()
        return float(status.partition("VmRSS:")[2].split()[0])

    def press(self, keys: bytes) -> float:
        """Send keys and return the seconds until the end of the next frame."""
        self._tail = b""
        begun = time.perf_counter()
        os.write(self.screen, keys)
        while FRAME_END not in self._tail:
            self._tail = self._tail[-16:] + self._read(10)
        return time.perf_counter() - begun

    def settle(self, quiet: float = QUIET) -> None:
        """Read until the app has been still for that many seconds."""
        while select.select([self.screen], [], [], quiet)[0]:
            self._read(1)

    def cpu(self) -> float:
        """Return the CPU seconds the app has used, in all its threads (Linux)."""
        tasks = Path(f"/proc/{self.child}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def cost(self, keys: bytes) -> float:
        """Send keys and return the CPU seconds until the app is still again."""
        before = self.cpu()
        self.press(keys)
        self.settle()
        return self.cpu() - before

    def _read(self, patience: float) -> bytes:
        if not select.select([self.screen], [], [], patience)[0]:
            raise TimeoutError("the app draws nothing")
        data = os.read(self.screen, 1 << 20)
        self.bytes += len(data)
        return data
