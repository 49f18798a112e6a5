"""Doubles of the disk: one writes down every operation, one breaks where it is told to."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from store.disk import Disk, OpenFile

CHUNK = 16384
"""Bytes that a recorded write takes at a time, so that long writes have a middle."""


class Op(NamedTuple):
    """One operation that changes what is on the disk, or a mark of the test's own."""

    kind: str
    """make, write, truncate, fsync, rename, unlink, mkdir, sync_folder, mark."""
    path: str = ""
    """Relative to the watched root."""
    data: bytes = b""
    size: int = 0
    target: str = ""
    label: str = ""


class QuietDisk(Disk):
    """The real disk without waiting for the hardware: what is not the matter of a test."""

    def fsync(self, file: OpenFile) -> None:
        pass

    def sync_folder(self, folder: Path) -> None:
        pass

    def sleep(self, seconds: float) -> None:
        pass


class RecordingDisk(QuietDisk):
    """Does everything and keeps a log of what would have to reach the hardware."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log: list[Op] = []

    def mark(self, label: str) -> None:
        """Write down a moment, for example that a change was acknowledged."""
        self.log.append(Op("mark", label=label))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _about(self, op: Op) -> None:
        self.log.append(op)

    def open_append(self, path: Path) -> OpenFile:
        if not path.exists():
            self._about(Op("make", self._name(path)))
        return super().open_append(path)

    def create(self, path: Path) -> OpenFile:
        self._about(Op("make", self._name(path)))
        return super().create(path)

    def write(self, file: OpenFile, data: bytes) -> int:
        part = bytes(data[:CHUNK])
        self._about(Op("write", self._name(file.path), data=part))
        return super().write(file, part)

    def truncate(self, file: OpenFile, size: int) -> None:
        self._about(Op("truncate", self._name(file.path), size=size))
        super().truncate(file, size)

    def fsync(self, file: OpenFile) -> None:
        self._about(Op("fsync", self._name(file.path)))

    def rename(self, source: Path, target: Path) -> None:
        self._about(Op("rename", self._name(source), target=self._name(target)))
        super().rename(source, target)

    def unlink(self, path: Path) -> None:
        self._about(Op("unlink", self._name(path)))
        super().unlink(path)

    def mkdir(self, folder: Path) -> None:
        self._about(Op("mkdir", self._name(folder)))
        super().mkdir(folder)

    def sync_folder(self, folder: Path) -> None:
        self._about(Op("sync_folder", self._name(folder)))


class Killed(BaseException):
    """The process ends here: no handler of the store may see it as an error."""


class BreakingDisk(RecordingDisk):
    """Breaks at chosen operations, counted from 0: raises an error, or ends the process.

    `error` makes what is raised, None ends the process (`Killed`), after which nothing more may
    reach the disk. `times` operations in a row, of the same kinds, are refused.
    """

    def __init__(
        self,
        root: Path,
        at: int,
        error: Callable[[], OSError] | None = None,
        *,
        kinds: frozenset[str] | None = None,
        times: int = 1,
    ) -> None:
        super().__init__(root)
        self.at = at
        self.error = error
        self.kinds = kinds
        self.times = times
        self.seen = 0
        self.broken = 0

    def _about(self, op: Op) -> None:
        if self.kinds is None or op.kind in self.kinds:
            here = self.seen
            self.seen += 1
            dead = self.error is None
            if self.at <= here and (dead or here < self.at + self.times):
                self.broken += 1
                if self.error is None:
                    raise Killed
                raise self.error()
        elif self.error is None and self.broken:
            raise Killed
        super()._about(op)


def refuses(number: int) -> Callable[[], OSError]:
    """Return what makes the system's refusal with an errno: EIO, ENOSPC, ..."""
    return lambda: OSError(number, os.strerror(number))


def held_by_another(winerror: int) -> Callable[[], OSError]:
    """Return what makes Windows' refusal 5 (access denied) or 32 (sharing violation)."""

    def make() -> OSError:
        error = PermissionError(errno.EACCES, "held by another program")
        error.winerror = winerror  # type: ignore[attr-defined]
        return error

    return make


def files_under(root: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file below a folder with its bytes."""
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            yield path.relative_to(root).as_posix(), path.read_bytes()
