"""The real program in a pseudo-terminal: keys in, every byte that it writes kept, the screen read.

A screen counts as drawn once the program neither writes nor works for a moment.
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

import pyte

from tests.sample_runner import HOME, NOW

START = "import sys; from tui.cli import main; sys.exit(main())"
SYNC_ASKED, SYNC_KNOWN = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
WHERE_ASKED, SECOND_COLUMN = b"\x1b[6n", b"\x1b[1;2R"
DOWN, UP, ESC, ENTER, TAB = b"\x1b[B", b"\x1b[A", b"\x1b", b"\r", b"\t"
F1, F2, F4 = b"\x1bOP", b"\x1bOQ", b"\x1bOS"
ALONE = b"\x1b[?1;0$y"
"""A report that nobody asked for: what stood before it is whole, so Escape is no start of Alt."""
_ANSWERS_S = 0.6
"""How long a key may take to show anything, where nobody tells whether it was taken."""
_POLL_S = 0.015
_STILL = 12
"""Polls in a row without output or work after which a screen is taken for drawn."""
_WORK_S = 0.003
"""CPU seconds in a poll that are work; a blinking cursor takes less."""
_TAKEN_S = 0.002
"""CPU seconds that a key takes at the least, though it shows nothing."""
_QUIET_POLLS = 30
"""As `_STILL`, where the system doesn't tell how much a process works."""
_PATIENCE_S = 20.0

SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    r"|\x1b[PX^_].*?\x1b\\"  # DCS, SOS, PM, APC
    r"|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
_COLOURS = re.compile(r"\x1b\[[0-9;:]*m")


class _Screen(pyte.Screen):
    """A screen that also bears the private forms of `m` that keyboards are asked with."""

    def select_graphic_rendition(self, *attrs: int, private: bool = False) -> None:
        if not private:
            super().select_graphic_rendition(*attrs)


class Window:
    """A terminal of one size with floorboard in it, from `with` to the end of it."""

    def __init__(
        self,
        env: Mapping[str, str],
        *arguments: str,
        code: str = START,
        size: tuple[int, int] = (120, 36),
    ) -> None:
        columns, lines = size
        self.written = b""
        """Everything the program wrote so far."""
        self.pressed = 0
        """How many keys were pressed."""
        self._screen = _Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._answered: set[bytes] = set()
        self.exit_code: int | None = None
        """Exit code of the program; None while it runs."""
        self._child, self._pty = pty.fork()
        if self._child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.chdir(HOME)
            # readline tells the size of pytest's terminal to children, past `os.environ`.
            unsaid = ("NO_COLOR", "COLUMNS", "LINES")
            given = {name: said for name, said in os.environ.items() if name not in unsaid}
            given |= {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONUTF8": "1"}
            command = [sys.executable, "-c", code, "--now", NOW, *arguments]
            os.execve(sys.executable, command, given)

    def __enter__(self) -> "Window":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.exit_code is None:
            os.kill(self._child, 9)
            os.waitpid(self._child, 0)
        os.close(self._pty)

    @property
    def text(self) -> str:
        """What stands on the screen; the second half of a wide character takes no place."""
        lines = []
        for line in range(self._screen.lines):
            row = self._screen.buffer[line]
            lines.append("".join(row[x].data for x in range(self._screen.columns)).rstrip())
        return "\n".join(lines)

    @property
    def said(self) -> str:
        """Everything written, as text."""
        return self.written.decode("utf-8")

    def press(self, *keys: bytes) -> None:
        """Press keys one after the other; each is drawn before the next."""
        for key in keys:
            self.pressed += 1
            before, end = self._worked(), time.monotonic() + _ANSWERS_S
            os.write(self._pty, key + ALONE if key == ESC else key)
            while not self._read(_POLL_S) and time.monotonic() < end:
                now = self._worked()
                if before is not None and now is not None and now - before > _TAKEN_S:
                    break
            self.rest()

    def type(self, text: str) -> None:
        """Type a text at once."""
        self.pressed += len(text)
        os.write(self._pty, text.encode())
        self.rest()

    def click(self, what: str) -> None:
        """Click on the first place where a text stands."""
        for y, line in enumerate(self.text.splitlines()):
            if what in line:
                x = sum(_cells(char) for char in line[: line.index(what)])
                for end in b"Mm":
                    os.write(self._pty, b"\x1b[<0;%d;%d%c" % (x + 1, y + 1, end))
                self.rest()
                return
        raise AssertionError(f"{what!r} is not on the screen")

    def until(self, *parts: str) -> None:
        """Read until all of it stands on the screen."""
        self._until(lambda: all(part in self.text for part in parts), f"{parts}")

    def rest(self) -> None:
        """Read until nothing more comes."""
        still, before = 0, self._worked()
        while still < (_QUIET_POLLS if before is None else _STILL):
            came, now = self._read(_POLL_S), self._worked()
            busy = came or (before is not None and now is not None and now - before > _WORK_S)
            busy = busy or not self._waits()
            still, before = 0 if busy else still + 1, now

    def _worked(self) -> float | None:
        """Return the CPU seconds of the program so far; None where nobody tells."""
        try:
            tasks = list(Path(f"/proc/{self._child}/task").iterdir())
            return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
        except (OSError, IndexError):
            return None

    def _waits(self) -> bool:
        """Return whether no thread of the program runs, or waits for a processor or a disk."""
        try:
            states = [
                (task / "stat").read_text().rpartition(")")[2].split()[0]
                for task in Path(f"/proc/{self._child}/task").iterdir()
            ]
        except (OSError, IndexError):
            return True
        return not {"R", "D"} & set(states)

    def end(self) -> int:
        """Read until the program has ended and return its exit code."""
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end:
            self._read(0.05)
            child, status = os.waitpid(self._child, os.WNOHANG)
            if child:
                while self._read(0.05):
                    pass
                self.exit_code = os.waitstatus_to_exitcode(status)
                return self.exit_code
        raise AssertionError(f"the program goes on:\n{self.text}")

    def _gone(self) -> bool:
        """Return whether the program has ended; `end` still tells how."""
        looking = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._child, looking) is not None

    def _until(self, there: Callable[[], bool], wanted: str) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not there():
            if time.monotonic() > end or (self._gone() and not self._read(0.05)):
                raise AssertionError(f"waited for {wanted}:\n{self.text}")
            self._read(0.05)
        self.rest()

    def _read(self, patience: float) -> bool:
        """Read once; answer what a terminal is asked. Return whether anything came."""
        if not select.select([self._pty], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._pty, 1 << 16)
        except OSError:  # Linux: the other end is closed
            return False
        self.written += data
        self._stream.feed(data)
        for asked, answer in ((WHERE_ASKED, SECOND_COLUMN), (SYNC_ASKED, SYNC_KNOWN)):
            if asked not in self._answered and asked in self.written:
                self._answered.add(asked)
                os.write(self._pty, answer)
        return bool(data)


def without_sequences(said: str) -> str:
    """Return the text that was written; colours vanish, any other sequence breaks the line."""
    return SEQUENCE.sub("\n", _COLOURS.sub("", said))


def _cells(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
