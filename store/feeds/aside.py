"""Asks what may take long in a thread of its own, so that no other feed waits for it."""

from collections.abc import Callable
from datetime import datetime
from threading import Thread

from store.errors import FeedFailed
from store.feeds.protocol import WAITING, Batch

Ask = Callable[[datetime], Batch]


class Aside:
    """A source that is asked in the background: what it said comes with a later poll."""

    recorded = False

    def __init__(self, ask: Ask, stop: Callable[[], None] = lambda: None) -> None:
        self._ask = ask
        self._stop = stop
        """Ends an asking that is under way."""
        self._thread: Thread | None = None
        self._said: Batch | Exception | None = None

    def poll(self, now: datetime) -> Batch:
        """Begin to ask, or return what was said; what went wrong there is raised here."""
        if self._thread is None:
            self._thread = Thread(target=self._run, args=(now,), daemon=True, name="feed")
            self._thread.start()
            self._thread.join(0.02)  # a quick answer comes at once
        if self._thread.is_alive():
            return WAITING
        self._thread, said, self._said = None, self._said, None
        if isinstance(said, Batch):
            return said
        raise said or FeedFailed("broke_off")

    def close(self) -> None:
        """End what is under way."""
        self._stop()
        if self._thread is not None:
            self._thread.join(1)

    def _run(self, now: datetime) -> None:
        try:
            self._said = self._ask(now)
        except Exception as failed:  # noqa: BLE001 - whoever polls is told, not the thread
            self._said = failed
