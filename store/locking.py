"""The lock of a team: one writer at a time, taken for one change and given back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import Refused, StorageFailed

if TYPE_CHECKING:
    from filelock import BaseFileLock

PATIENCE_S = 30.0
"""How long a change waits for another process's."""


class TeamLock:
    """A lock file in the team's folder; the system gives it back if the process dies."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: BaseFileLock | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds it."""
        return self._lock is not None and self._lock.is_locked

    @contextmanager
    def hold(self, patience_s: float = PATIENCE_S) -> Iterator[None]:
        """Hold the lock; it may be taken again inside.

        `Refused` (`busy`) where another process keeps it for longer than `patience_s` seconds,
        `StorageFailed` (`no_lock`) where the file system has no locks or no place for the file.
        """
        from filelock import Timeout

        lock = self._lock = self._lock or self._make()
        try:
            lock.acquire(timeout=patience_s, poll_interval=0.02)
        except Timeout as error:
            raise Refused("busy", path=str(self.path)) from error
        except (OSError, NotImplementedError) as error:
            raise StorageFailed("no_lock", path=str(self.path)) from error
        try:
            yield
        finally:
            lock.release()

    def _make(self) -> "BaseFileLock":
        from filelock import FileLock

        return FileLock(self.path, mode=0o600)
