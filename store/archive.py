"""A team's folder in a zip: written from front to back, read as if it were a folder."""

import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import msgspec

from store.disk import TEMP_SUFFIX, Disk, OpenFile
from store.errors import Refused

MANIFEST = "backup.json"
"""The file in a zip that says what it is."""
FORMAT = 1
"""Version of the zips that this program writes."""
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What zipfile raises for a zip that is not one, or not whole."""


class Manifest(msgspec.Struct, frozen=True):
    """What a backup says of itself."""

    format: int
    at: datetime
    """When it was made."""
    n: int
    """The last change that it includes."""
    why: str = "asked"
    """asked, before_restore, before_upgrade."""


class _Out:
    """A new file on the Disk, as zipfile wants one."""

    def __init__(self, disk: Disk, file: OpenFile) -> None:
        self._disk = disk
        self._file = file

    def write(self, data: bytes) -> int:
        """Write all of it; raises what the Disk raises."""
        self._disk.write_all(self._file, bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: whoever opened the file brings it to the disk."""

    def close(self) -> None:
        """Do nothing: whoever opened the file closes it."""


def write_archive(
    disk: Disk, path: Path, manifest: Manifest, root: Path, names: Iterable[str]
) -> None:
    """Put files, named as they are below `root`, into a new zip that is there whole or not at all.

    `OSError` where the disk refuses.
    """
    write_archive_of(disk, path, manifest, ((name, disk.read(root / name)) for name in names))


def write_archive_of(
    disk: Disk, path: Path, manifest: Manifest, files: Iterable[tuple[str, bytes]]
) -> None:
    """Put files, given by their names and bytes, into a new zip: whole or not at all."""
    temp = path.with_name(f".{path.name}{TEMP_SUFFIX}")
    if disk.size(temp) is not None:  # a process died over it
        disk.unlink(temp)
    file = disk.create(temp)
    try:
        try:
            out = _Out(disk, file)
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
                whole.writestr(MANIFEST, msgspec.json.encode(manifest))
                for name, data in files:
                    whole.writestr(name, data)
            disk.fsync(file)
        finally:
            disk.close(file)
        disk.replace(temp, path)
    except OSError:
        disk.unlink(temp)
        raise
    disk.sync_folder(path.parent)


def rewrite_archive(
    disk: Disk, path: Path, edit: Callable[[str, bytes], bytes | None]
) -> bool | None:
    """Let `edit` change or drop (None) each file of a zip; return whether that changed anything.

    None for a zip that can't be read. `OSError` where the disk refuses.
    """
    out = BytesIO()
    changed = False
    try:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                data = old.read(info)
                left = data if info.filename == MANIFEST else edit(info.filename, data)
                changed = changed or left != data
                if left is not None:
                    new.writestr(info.filename, left)
    except UNREADABLE:
        return None
    if changed:
        disk.write_whole(path, out.getvalue())
    return changed


def read_manifest(path: Path) -> Manifest | None:
    """Return what a backup says of itself; None where it can't be read."""
    try:
        with zipfile.ZipFile(path) as whole:
            return msgspec.json.decode(whole.read(MANIFEST), type=Manifest)
    except (*UNREADABLE, OSError, KeyError, msgspec.DecodeError):
        return None


class ArchiveDisk(Disk):
    """A zip, read as if its files were below `root`; nothing can be written."""

    def __init__(self, path: Path, root: Path) -> None:
        self.root = root
        self._files: dict[str, bytes] = {}
        manifest = read_manifest(path)
        if manifest is None:
            raise Refused("bad_backup", name=path.stem, why="unreadable")
        if manifest.format > FORMAT:
            raise Refused("newer_backup", name=path.stem, format=manifest.format)
        try:
            with zipfile.ZipFile(path) as whole:
                self._files = {info.filename: whole.read(info) for info in whole.infolist()}
        except UNREADABLE as error:
            raise Refused("bad_backup", name=path.stem, why="unreadable") from error

    def files(self, folder: str) -> dict[str, bytes]:
        """Return the files straight below a folder, by name, with their bytes."""
        split = ((name.rpartition("/"), data) for name, data in self._files.items())
        return {name: data for (above, _, name), data in split if above == folder}

    def read(self, path: Path, start: int = 0) -> bytes:
        """Return a file's bytes from `start`; `FileNotFoundError` where there is none."""
        try:
            return self._files[self._name(path)][start:]
        except KeyError:
            raise FileNotFoundError(str(path)) from None

    def read_span(self, path: Path, start: int, size: int) -> bytes:
        """Return at most `size` bytes from `start`."""
        return self.read(path, start)[:size]

    def size(self, path: Path) -> int | None:
        """Return a file's length in bytes; None where there is none."""
        data = self._files.get(self._name(path))
        return None if data is None else len(data)

    def listdir(self, folder: Path) -> list[str]:
        """Return the sorted names of the files in a folder."""
        return sorted(self.files(self._name(folder)))

    def is_folder(self, path: Path) -> bool:
        """Whether anything is below a path."""
        return any(name.startswith(self._name(path) + "/") for name in self._files)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix().removeprefix(".")
