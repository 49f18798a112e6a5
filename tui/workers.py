"""The store thread: the only place where the app reads or writes.

One thread owns the Team; questions go in as functions, frozen structs come back. It is started
before Textual is imported, so that the team opens while the app is still being built.
"""

import asyncio
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from store.team import Team

Answer = TypeVar("Answer")


class StoreThread:
    """Runs questions to one team, one after the other, away from the screen."""

    def __init__(self, opener: Callable[[], Team]) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._opener = opener
        self._team: Team | None = None
        self._pool.submit(self._opened)

    def submit(self, question: Callable[[Team], Answer]) -> Future[Answer]:
        """Queue a question; its future holds the answer or what went wrong."""
        return self._pool.submit(lambda: question(self._opened()))

    async def ask(self, question: Callable[[Team], Answer]) -> Answer:
        """Ask from the app's loop and wait there for the answer.

        Raises what the question raised, a FloorboardError for all a lead can be told.
        """
        return await asyncio.wrap_future(self.submit(question))

    def close(self) -> None:
        """Close the team after the questions that wait, and end the thread."""
        self._pool.submit(self._close_team)
        self._pool.shutdown(wait=True)

    def _opened(self) -> Team:
        """Return the team; one that could not be opened is tried again with every question."""
        if self._team is None:
            self._team = self._opener()
        return self._team

    def _close_team(self) -> None:
        if self._team is not None:
            self._team.close()


@contextmanager
def quick_keys() -> Iterator[None]:
    """Let the screen have its turn more often while the store thread works for long.

    Python hands over between threads every 5 ms; a key then waits up to 28 ms beside an import,
    and 5 ms at a tenth of that.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def rest(team: Team) -> None:
    """Use a moment of rest: write the files if changes wait for it."""
    if team.waiting and not team.readonly:
        team.checkpoint()
