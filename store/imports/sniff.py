"""A first look at a file, before it is read: whether it is a roster."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from store.errors import BadFile
from store.imports.readers import open_tables

_SMALL = 1_000_000
"""Bytes; a roster has a line a person."""
_LOOK = 5
"""Rows in which a roster's header is looked for."""
_ROSTER = frozenset({"name", "nicknames"})


def rosters_first(paths: Iterable[Path]) -> list[Path]:
    """Return the files with rosters in front: the people first, then what they did.

    Otherwise the exports of a folder would make an agent of each nickname before the roster can
    say who they are.
    """
    files = list(paths)
    if len(files) < 2:
        return files
    return sorted(files, key=lambda path: not is_roster(path))


def is_roster(path: Path) -> bool:
    """Return whether a header of our roster layout stands in the first rows."""
    try:
        if path.stat().st_size > _SMALL:
            return False
        for table in open_tables(path):
            for _, cells in islice(table.rows, _LOOK):
                words = {cell.strip().lower() for cell in cells if isinstance(cell, str)}
                if words >= _ROSTER:
                    return True
    except (BadFile, OSError):
        return False
    return False
