"""Every call that touches a disk, in one class: the one place to fake, record and break in tests.

The first half are primitives, each one system call; the second half is what the store does with
them. Nothing here catches an error that it can't mend: `OSError` goes up as it is.
"""

import errno
import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

TEMP_SUFFIX = ".tmp"
"""How the name of a file that is still being written ends."""
_BINARY = getattr(os, "O_BINARY", 0)
_HELD_BY_ANOTHER = (5, 32)
"""Windows: access denied, sharing violation; a scanner or an indexer has the file for a moment."""
_PAUSES_S = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)


class OpenFile(NamedTuple):
    """A file open for writing."""

    fd: int
    """The operating system's number of it."""
    path: Path


class Disk:
    """The real disk."""

    # -- primitives

    def open_append(self, path: Path) -> OpenFile:
        """Open a file to write at its end; makes it (0600) where there is none."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY
        return OpenFile(os.open(path, flags, 0o600), path)

    def create(self, path: Path) -> OpenFile:
        """Make a new file (0600) and open it; `FileExistsError` where there is one."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
        return OpenFile(os.open(path, flags, 0o600), path)

    def write(self, file: OpenFile, data: bytes) -> int:
        """Write some of the bytes and return how many."""
        return os.write(file.fd, data)

    def fsync(self, file: OpenFile) -> None:
        """Return when the bytes are on the disk itself, not in a cache."""
        if sys.platform == "darwin":  # there, fsync stops at the drive's own cache
            import fcntl

            try:
                fcntl.fcntl(file.fd, fcntl.F_FULLFSYNC)
            except OSError as error:
                if error.errno not in (errno.ENOTSUP, errno.EINVAL):
                    raise
            else:
                return
        os.fsync(file.fd)

    def truncate(self, file: OpenFile, size: int) -> None:
        """Cut the file to `size` bytes."""
        os.ftruncate(file.fd, size)

    def close(self, file: OpenFile) -> None:
        """Close the file."""
        os.close(file.fd)

    def rename(self, source: Path, target: Path) -> None:
        """Rename, in one step, over what may be there; one try."""
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Return when the folder's list of names is on the disk; Windows has no such call."""
        if os.name == "nt":
            return
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        except OSError as error:  # some network file systems can't, and need it not
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(fd)

    def mkdir(self, folder: Path) -> None:
        """Make one folder (0700)."""
        folder.mkdir(mode=0o700)

    def unlink(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def read(self, path: Path, start: int = 0) -> bytes:
        """Return the bytes from `start` to the end; `FileNotFoundError` where there is no file."""
        fd = os.open(path, os.O_RDONLY | _BINARY)
        try:
            if start:
                os.lseek(fd, start, os.SEEK_SET)
            parts = []
            while part := os.read(fd, 1 << 20):
                parts.append(part)
        finally:
            os.close(fd)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def read_span(self, path: Path, start: int, size: int) -> bytes:
        """Return at most `size` bytes from `start`; fewer only at the end of the file."""
        with path.open("rb", buffering=0) as file:
            file.seek(start)
            parts = []
            while size > 0 and (part := file.read(size)):
                parts.append(part)
                size -= len(part)
        return b"".join(parts)

    def size(self, path: Path) -> int | None:
        """Return a file's length in bytes; None where there is none."""
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return None

    def listdir(self, folder: Path) -> list[str]:
        """Return the sorted names in a folder; none where there is no folder."""
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths
        except (FileNotFoundError, NotADirectoryError):
            return []

    def is_folder(self, path: Path) -> bool:
        """Whether a folder is there."""
        return path.is_dir()

    def may_write(self, folder: Path) -> bool:
        """Whether the rights and the mount let us write in a folder; True where there is none."""
        return os.access(folder, os.W_OK | os.X_OK) or not folder.exists()

    def sleep(self, seconds: float) -> None:
        """Wait before another try."""
        time.sleep(seconds)

    # -- what the store does with them

    def write_all(self, file: OpenFile, data: bytes) -> None:
        """Write all the bytes, however many the system takes at a time."""
        done = self.write(file, data)
        while done < len(data):
            done += self.write(file, data[done:])

    def append(self, path: Path, data: bytes, *, new: bool = False) -> None:
        """Write at the end of a file and return when it is on the disk.

        `new` says that the file may not have been there, so that its name is made sure of too.
        """
        file = self.open_append(path)
        try:
            self.write_all(file, data)
            self.fsync(file)
        finally:
            self.close(file)
        if new:
            self.sync_folder(path.parent)

    def cut(self, path: Path, size: int) -> None:
        """Cut a file back to `size` bytes, on the disk; nothing where there is none."""
        if self.size(path) is None:
            return
        file = self.open_append(path)
        try:
            self.truncate(file, size)
            self.fsync(file)
        finally:
            self.close(file)

    def replace(self, source: Path, target: Path) -> None:
        """Rename over the target, trying again where Windows says another program has it."""
        for pause in _PAUSES_S:
            try:
                return self.rename(source, target)
            except OSError as error:
                if getattr(error, "winerror", None) not in _HELD_BY_ANOTHER:
                    raise
            self.sleep(pause)
        return self.rename(source, target)

    def write_whole(self, path: Path, data: bytes) -> None:
        """Put a whole file in place of the old one: at any moment one of both is there, whole."""
        temp = path.with_name(f".{path.name}.{os.urandom(4).hex()}{TEMP_SUFFIX}")
        file = self.create(temp)
        try:
            try:
                self.write_all(file, data)
                self.fsync(file)
            finally:
                self.close(file)
            self.replace(temp, path)
        except OSError:
            self._drop(temp)
            raise
        self.sync_folder(path.parent)

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, 0700 each; nothing where it is there."""
        if self.is_folder(folder):
            return
        self.make_folder(folder.parent)
        try:
            self.mkdir(folder)
        except FileExistsError:  # another process was quicker
            return
        self.sync_folder(folder.parent)

    def set_aside(self, path: Path, stamp: str) -> Path:
        """Rename a damaged file to `<name>.damaged-<stamp>` and return that path."""
        aside = path.with_name(f"{path.name}.damaged-{stamp}")
        count = 1
        while self.size(aside) is not None:
            count += 1
            aside = path.with_name(f"{path.name}.damaged-{stamp}-{count}")
        self.replace(path, aside)
        self.sync_folder(path.parent)
        return aside

    def _drop(self, path: Path) -> None:
        try:
            self.unlink(path)
        except OSError:  # swept at the next opening
            return
