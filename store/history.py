"""The journal read backwards: what was changed, and what undo takes back."""

from collections.abc import Iterator

import msgspec

from store.changes import Change
from store.errors import Refused
from store.journal import Journal, decode
from store.lines import RawLine

NOT_UNDONE = frozenset({"roll_up", "purge", "alarm"})
"""Changes that the program makes of itself: undo passes them by."""


class _Glance(msgspec.Struct):
    """What undo has to know of a line; the edits stay undecoded."""

    n: int
    what: str
    undoes: int | None = None
    erase: str | None = None


_GLANCE = msgspec.json.Decoder(_Glance)


def history(journal: Journal, limit: int | None = None) -> Iterator[Change]:
    """Give the changes, newest first; no more than `limit`."""
    for count, line in enumerate(journal.backwards()):
        if limit is not None and count >= limit:
            return
        yield decode(line)


def to_undo(journal: Journal) -> Change:
    """Return the newest change that can be taken back and was not.

    `Refused` (`nothing_to_undo`) where there is none, or an erasure stands before it.
    """
    for line in undoable(journal):
        return decode(line)
    raise Refused("nothing_to_undo")


def undoable(journal: Journal) -> Iterator[RawLine]:
    """Give the lines of the changes that can be taken back and were not, newest first."""
    undone = set()
    for line in journal.backwards():
        glance = _GLANCE.decode(line.data)
        if glance.erase is not None:
            return
        if glance.undoes is not None:
            undone.add(glance.undoes)
        elif glance.n not in undone and glance.what not in NOT_UNDONE:
            yield line
