"""The store thread: the only place where the app reads or writes.

One thread owns the Team; questions go in as functions, frozen structs come back. It is started
before Textual is imported, so that the team opens while the app is still being built.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from store.team import Team

Answer = TypeVar("Answer")


class StoreThread:
    """Runs questions to one team, one after the other, away from the screen."""

    def __init__(self, opener: Callable[[], Team]) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._team: Future[Team] = self._pool.submit(opener)

    def submit(self, question: Callable[[Team], Answer]) -> Future[Answer]:
        """Queue a question; its future holds the answer or what went wrong."""
        return self._pool.submit(lambda: question(self._team.result()))

    async def ask(self, question: Callable[[Team], Answer]) -> Answer:
        """Ask from the app's loop and wait there for the answer.

        Raises what the question raised, a FloorboardError for all a lead can be told.
        """
        return await asyncio.wrap_future(self.submit(question))

    def close(self) -> None:
        """Close the team after the questions that wait, and end the thread."""
        self._pool.submit(self._close_team)
        self._pool.shutdown(wait=True)

    def _close_team(self) -> None:
        if self._team.exception() is None:
            self._team.result().close()
