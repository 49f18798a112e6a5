"""Asks the terminal, before the app takes it over, whether it draws "▲" two cells wide.

Terminals set up for Chinese may draw what Unicode calls ambiguous (triangles, blocks, dashes) two
cells wide, while every program counts one: lines then run over and tear. So a triangle is printed,
the terminal is asked where its cursor stands now, and the answer is read after the imports that
follow anyway: a terminal that answers, as nearly all do, costs no time.
"""

import os
import re
import sys
from time import monotonic
from typing import Any

_ASK = b"\r\x1b[0m\xe2\x96\xb2\x1b[6n\r\x1b[K"
"""Print a triangle at the start of the line, ask for the cursor, wipe the line."""
_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")
_PATIENCE_S = 0.05
"""From the question on; a terminal that has not answered by then is taken for a usual one."""
_LONGEST = 64
"""Bytes of an answer; more is somebody typing."""


class WidthProbe:
    """A question to the terminal: made when it is asked, `wide` reads the answer."""

    def __init__(self, reads: int, writes: int) -> None:
        """Ask on the descriptors of a terminal; raises OSError or termios.error."""
        import termios
        import tty

        self._reads = reads
        self._before: list[Any] = termios.tcgetattr(reads)
        self._asked_at = monotonic()
        tty.setcbreak(reads, termios.TCSANOW)
        try:
            os.write(writes, _ASK)
        except OSError:
            self._restore()
            raise

    def wide(self) -> bool:
        """Return whether the triangle took two cells; False where no answer came in time."""
        try:
            found = _ANSWER.search(self._answer())
        finally:
            self._restore()
        return found is not None and int(found[1]) > 2

    def _answer(self) -> bytes:
        """Read byte by byte, so that what is typed after the answer stays for the app."""
        import select

        told = b""
        while len(told) < _LONGEST and not told.endswith(b"R"):
            left = max(0.0, self._asked_at + _PATIENCE_S - monotonic())
            if not select.select([self._reads], [], [], left)[0]:
                break
            byte = os.read(self._reads, 1)
            if not byte:
                break
            told += byte
        return told

    def _restore(self) -> None:
        import termios

        termios.tcsetattr(self._reads, termios.TCSANOW, self._before)


def ask_terminal() -> WidthProbe | None:
    """Ask the terminal that the program runs on; None where there is none, and on Windows."""
    if os.name == "nt" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    import termios

    try:
        return WidthProbe(sys.stdin.fileno(), sys.stdout.fileno())
    except (OSError, termios.error):
        return None
