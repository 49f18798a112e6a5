"""A command that is run every so often and prints how the queue stands."""

import os
import shlex
import signal
import subprocess
from datetime import datetime
from threading import Timer

from store.errors import FeedFailed
from store.feeds.documents import read_text
from store.feeds.lines import Reader
from store.feeds.protocol import Batch

LIMIT = 8 << 20
"""Bytes of output that are read; more is no answer."""
_GROUPS = os.name == "posix"


class Command:
    """Runs it, never through a shell unless asked to, and reads JSON or JSON Lines."""

    _arguments: str | list[str]

    def __init__(self, line: str, reader: Reader, timeout_s: float, *, shell: bool) -> None:
        """`FeedFailed` (`no_command`) where a quotation in the line is not closed."""
        try:
            self._arguments = line if shell else shlex.split(line, posix=_GROUPS)
        except ValueError as error:
            raise FeedFailed("no_command", why=str(error)) from error
        self._reader = reader
        self._timeout_s = timeout_s
        self._shell = shell
        self._running: subprocess.Popen[bytes] | None = None
        self._late = False

    def ask(self, now: datetime) -> Batch:
        """Run it once and return what it printed.

        `FeedFailed`: `no_command`, `timeout`, `exit_status`, `too_much`, `no_json`.
        """
        data, status = self._output()
        if self._late:
            raise FeedFailed("timeout", seconds=self._timeout_s)
        if len(data) > LIMIT:
            raise FeedFailed("too_much", limit=LIMIT)
        if status:
            raise FeedFailed("exit_status", status=status)
        return read_text(data, self._reader, now)

    def stop(self) -> None:
        """End it and what it has started."""
        running = self._running
        if running is None or running.poll() is not None:
            return
        try:
            if _GROUPS:
                os.killpg(running.pid, signal.SIGKILL)
            else:
                running.kill()
        except ProcessLookupError:  # it has just ended
            return

    def _output(self) -> tuple[bytes, int]:
        self._late = False
        try:
            running = subprocess.Popen(
                self._arguments,
                shell=self._shell,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=_GROUPS,
            )
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise FeedFailed("no_command", why=why) from error
        self._running = running
        timer = Timer(self._timeout_s, self._give_up)
        timer.start()
        try:
            with running, running.stdout or open(os.devnull, "rb") as out:  # noqa: PTH123
                data = out.read(LIMIT + 1)
                if len(data) > LIMIT:
                    self.stop()
            return data, running.returncode
        finally:
            timer.cancel()
            self._running = None

    def _give_up(self) -> None:
        self._late = True
        self.stop()
