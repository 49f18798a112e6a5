"""Takes back the last import, however many files it had: each of them was one change."""

from datetime import timedelta
from typing import TYPE_CHECKING

from store.changes import Change
from store.errors import Refused
from store.history import to_undo

if TYPE_CHECKING:
    from store.team import Team

_APART = timedelta(minutes=2)
"""Files that were taken this close to each other are one import."""
_FILES = "files"


def last_import(team: "Team") -> tuple[str, ...]:
    """Return the ids of the files of the last import, the newest first.

    None where the last change that could be taken back is no import.
    """
    undone: set[int] = set()
    found: list[str] = []
    before: Change | None = None
    for change in team.history():
        if change.undoes is not None:
            undone.add(change.undoes)
            continue
        if change.n in undone:
            continue
        apart = before is not None and before.at - change.at > _APART
        if change.what != "import" or change.erase is not None or apart:
            break
        found += _taken(change)
        before = change
    return tuple(found)


def take_back(team: "Team", ids: frozenset[str]) -> str:
    """Undo the newest change, which must have taken one of the files; return its id.

    Refused `nothing_to_undo` where it is another change, and what an undo raises.
    """
    taken = _taken(to_undo(team.journal))
    if not ids.issuperset(taken) or not taken:
        raise Refused("nothing_to_undo")
    team.undo()
    return taken[0]


def _taken(change: Change) -> list[str]:
    """Return the ids of the files that a change took."""
    return [
        str(edit.after["id"])
        for edit in change.edits
        if edit.table == _FILES and edit.after is not None and "id" in edit.after
    ]
