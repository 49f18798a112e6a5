"""The question to the terminal: how wide it draws what Unicode calls ambiguous."""

import io
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from tests.tui_help import TEAM, Home
from tui.probe import WidthProbe, ask_terminal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals to ask")
if sys.platform != "win32":
    import fcntl
    import pty
    import termios


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: the emulator's and the program's."""
    emulator, program = pty.openpty()
    yield emulator, program
    os.close(emulator)
    os.close(program)


def answering(emulator: int, told: bytes) -> threading.Thread:
    def answer() -> None:
        heard = b""
        while b"\x1b[6n" not in heard:
            heard += os.read(emulator, 100)
        os.write(emulator, told)

    thread = threading.Thread(target=answer)
    thread.start()
    return thread


@pytest.mark.parametrize(("column", "wide"), [(2, False), (3, True)])
def test_the_cursor_tells_how_wide_a_triangle_is(
    terminal: tuple[int, int], column: int, wide: bool
) -> None:
    emulator, program = terminal
    before = termios.tcgetattr(program)
    thread = answering(emulator, b"\x1b[12;%dR" % column)
    probe = WidthProbe(program, program)
    thread.join()
    assert probe.wide() is wide
    assert termios.tcgetattr(program) == before


def test_a_terminal_that_does_not_answer_counts_as_usual(terminal: tuple[int, int]) -> None:
    emulator, program = terminal
    before = termios.tcgetattr(program)
    probe = WidthProbe(program, program)
    assert probe.wide() is False
    assert termios.tcgetattr(program) == before
    assert "▲" in os.read(emulator, 100).decode()


def test_what_is_typed_after_the_answer_stays_for_the_app(terminal: tuple[int, int]) -> None:
    emulator, program = terminal
    thread = answering(emulator, b"\x1b[1;2Rxyz\n")
    probe = WidthProbe(program, program)
    thread.join()
    assert probe.wide() is False
    assert os.read(program, 10) == b"xyz\n"


def test_an_answer_counts_that_was_there_before_it_was_read(terminal: tuple[int, int]) -> None:
    emulator, program = terminal
    thread = answering(emulator, b"\x1b[1;3R")
    probe = WidthProbe(program, program)
    thread.join()
    time.sleep(0.1)
    assert probe.wide() is True


def test_without_a_terminal_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert ask_terminal() is None


def first_screen(home: Home, emulator: int, program: int, column: int) -> str:
    """Run the dashboard on a terminal that answers with a column; return what it drew."""
    fcntl.ioctl(program, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    command = ["--lang", "en", "--team", TEAM, "--now", "2026-11-16T09:00"]
    drawn, ends = b"", time.monotonic() + 20
    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli", *command],
        stdin=program,
        stdout=program,
        stderr=program,
        env={**os.environ, **home.env, "TERM": "xterm-256color"},
        start_new_session=True,
    ) as running:
        answered = False
        while b"usual" not in drawn and time.monotonic() < ends:
            if select.select([emulator], [], [], 0.2)[0]:
                drawn += os.read(emulator, 65536)
            if b"\x1b[6n" in drawn and not answered:
                answered = True
                os.write(emulator, b"\x1b[1;%dR" % column)
        running.terminate()
        while select.select([emulator], [], [], 0.2)[0]:
            os.read(emulator, 65536)
    _, _, after = drawn.partition(b"\x1b[6n")
    return after.decode(errors="replace")


@pytest.mark.parametrize(("column", "triangles"), [(2, True), (3, False)])
def test_the_dashboard_draws_what_the_terminal_can(
    full: Home, terminal: tuple[int, int], column: int, triangles: bool
) -> None:
    drawn = first_screen(full, *terminal, column)
    assert "usual" in drawn
    assert ("▲" in drawn or "▼" in drawn) is triangles
    assert ("▁" in drawn) is triangles
