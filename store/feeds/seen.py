"""Which lines of a day are there already: eight bytes a line, however long the line."""

from array import array
from collections.abc import Iterable

_FIRST = 1 << 12
_MASK = (1 << 64) - 1


class Seen:
    """A set of lines by a 64-bit hash; that two of a million be taken for one is 1 to 3e7."""

    def __init__(self, lines: Iterable[bytes] = ()) -> None:
        self._slots = array("Q", bytes(8 * _FIRST))
        self._count = 0
        for line in lines:
            self.add(line)

    def __len__(self) -> int:
        return self._count

    def add(self, line: bytes) -> bool:
        """Remember a line; return whether it is new."""
        mark = (hash(line) & _MASK) or 1  # zero is an empty slot
        at = self._slot(mark)
        if self._slots[at]:
            return False
        self._slots[at] = mark
        self._count += 1
        if self._count * 3 > len(self._slots) * 2:
            self._grow()
        return True

    def _slot(self, mark: int) -> int:
        slots = self._slots
        last = len(slots) - 1
        at = mark & last
        while slots[at] and slots[at] != mark:
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        before = self._slots
        self._slots = array("Q", bytes(8 * 2 * len(before)))
        for mark in before:
            if mark:
                self._slots[self._slot(mark)] = mark
