"""What a disk may hold after the power went: every state that a log of operations allows.

Only what was synced is sure. Of the rest of a file's writes the model keeps none, some, all, a
torn part, or a right length full of zeros; of the rest of a folder's names (made, renamed,
removed) it keeps none, any first ones, all, or all but one.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from tests.faults.recording import Op

PAGE = 4096


class Crash(NamedTuple):
    """One state of a disk."""

    files: dict[str, bytes]
    folders: frozenset[str]
    marks: tuple[str, ...]
    """The marks that had been passed."""
    after: int
    """How many operations had been done."""

    def put(self, root: Path) -> None:
        """Make it real below an empty folder."""
        for folder in sorted(self.folders):
            (root / folder).mkdir(parents=True, exist_ok=True)
        for name, data in self.files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)


class _Inode:
    """A file's bytes: those that are sure, and the operations since."""

    def __init__(self, sure: bytes = b"") -> None:
        self.sure = sure
        self.waiting: list[Op] = []

    def states(self) -> list[bytes]:
        """Return what may be found of it."""
        found = [self.sure]
        data = self.sure
        for op in self.waiting:
            if op.kind == "truncate":
                data = data[: op.size]
            else:
                found += (data + part for part in _torn(op.data))
                data += op.data
            found.append(data)
        if len(self.waiting) > 1 and len(data) > len(self.sure) and data.startswith(self.sure):
            grown = len(data) - len(self.sure)
            found.append(self.sure + b"\0" * grown)
            found.append(self.sure + b"\0" * (grown // 2) + data[len(self.sure) + grown // 2 :])
        return list(dict.fromkeys(found))


def _torn(data: bytes) -> Iterator[bytes]:
    size = len(data)
    yield b"\0" * size
    for cut in {1, size // 2, size - 1, size // PAGE * PAGE}:
        if 0 < cut < size:
            yield data[:cut]
            yield data[:cut] + b"\0" * (size - cut)
            yield b"\0" * cut + data[cut:]


class _Names(NamedTuple):
    """One operation on names and the folders that must be synced for it to be sure."""

    set: dict[str, _Inode | None]
    """Name -> file; None takes the name away."""
    folder: str = ""
    """A folder that is made."""
    unsure: frozenset[str] = frozenset()


def _above(name: str) -> str:
    return name.rpartition("/")[0]


class _Disk:
    def __init__(self, start: dict[str, bytes], folders: Iterable[str]) -> None:
        self.names: dict[str, _Inode | None] = {n: _Inode(d) for n, d in start.items()}
        self.live = dict(self.names)
        self.folders = set(folders)
        self.waiting: list[_Names] = []

    def do(self, op: Op) -> None:
        if op.kind == "make":
            self._rename({op.path: _Inode()}, _above(op.path))
        elif op.kind in ("write", "truncate"):
            self._at(op.path).waiting.append(op)
        elif op.kind == "fsync":
            inode = self._at(op.path)
            inode.sure, inode.waiting = _whole(inode), []
        elif op.kind == "rename":
            both = {op.path: None, op.target: self._at(op.path)}
            self._rename(both, _above(op.path), _above(op.target))
        elif op.kind == "unlink":
            self._rename({op.path: None}, _above(op.path))
        elif op.kind == "mkdir":
            self.waiting.append(_Names({}, op.path, frozenset({_above(op.path)})))
        elif op.kind == "sync_folder":
            self._sync(op.path if op.path != "." else "")

    def _at(self, name: str) -> _Inode:
        inode = self.live[name]
        assert inode is not None
        return inode

    def _rename(self, names: dict[str, _Inode | None], *folders: str) -> None:
        self.live |= names
        self.waiting.append(_Names(names, unsure=frozenset(folders)))

    def _sync(self, folder: str) -> None:
        waiting = []
        for one in self.waiting:
            left = one._replace(unsure=one.unsure - {folder})
            if left.unsure:
                waiting.append(left)
            elif left.folder:
                self.folders.add(left.folder)
            else:
                self.names |= left.set
        self.waiting = waiting

    def states(self, marks: tuple[str, ...], after: int) -> Iterator[Crash]:
        for kept in _choices(self.waiting):
            names = dict(self.names)
            folders = set(self.folders)
            for one in kept:
                names |= one.set
                if one.folder:
                    folders.add(one.folder)
            there = {n: i for n, i in names.items() if i is not None and _reached(n, folders)}
            lists = [inode.states() for inode in there.values()]
            for contents in product(*lists):
                files = dict(zip(there, contents, strict=True))
                yield Crash(
                    files, frozenset(f for f in folders if _reached(f, folders)), marks, after
                )


def _whole(inode: _Inode) -> bytes:
    data = inode.sure
    for op in inode.waiting:
        data = data[: op.size] if op.kind == "truncate" else data + op.data
    return data


def _reached(name: str, folders: set[str]) -> bool:
    above = _above(name)
    return not above or (above in folders and _reached(above, folders))


def _choices(waiting: list[_Names]) -> Iterator[list[_Names]]:
    for count in range(len(waiting) + 1):
        yield waiting[:count]
    for left_out in range(len(waiting) - 1):
        yield waiting[:left_out] + waiting[left_out + 1 :]


def crash_states(
    log: list[Op], start: dict[str, bytes], folders: Iterable[str] = ()
) -> Iterator[Crash]:
    """Give every distinct state after each operation of a log, which began on `start`."""
    disk = _Disk(start, folders)
    marks: tuple[str, ...] = ()
    seen: set[int] = set()
    for after in range(len(log) + 1):
        for crash in disk.states(marks, after):
            mark = hash((frozenset(crash.files.items()), crash.folders, crash.marks))
            if mark not in seen:
                seen.add(mark)
                yield crash
        if after < len(log):
            op = log[after]
            if op.kind == "mark":
                marks = (*marks, op.label)
            else:
                disk.do(op)
