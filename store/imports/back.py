"""Takes back an import, however many files it had: each of them was one change."""

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from store.changes import Change
from store.errors import Refused
from store.history import undoable
from store.journal import decode

if TYPE_CHECKING:
    from store.lines import RawLine
    from store.team import Team

_APART = timedelta(minutes=2)
"""Files that were taken this close to each other are one import."""


class WayBack:
    """The changes of an import, found in one walk; `step` takes them back one by one."""

    def __init__(self, team: "Team", ids: Collection[str] | None = None) -> None:
        """Find the newest changes that took files of `ids`; without, those of the last import."""
        self._lines: list[RawLine] = []
        self._n = team.n
        before: Change | None = None
        for line in undoable(team.journal):
            change = decode(line)
            taken = _taken(change)
            apart = before is not None and before.at - change.at > _APART
            if not taken or (apart if ids is None else not set(taken) <= set(ids)):
                break
            self._lines.append(line)
            before = change
        self._lines.reverse()

    @property
    def left(self) -> int:
        """How many files are still to be taken back."""
        return len(self._lines)

    def step(self, team: "Team") -> None:
        """Take back the newest; raises what an undo raises.

        Refused `nothing_to_undo` where somebody made another change meanwhile, or none is left.
        """
        if not self._lines:
            raise Refused("nothing_to_undo")
        with team.locked():
            if team.n != self._n:
                raise Refused("nothing_to_undo")
            team.undo(decode(self._lines[-1]))
            self._lines.pop()
            self._n = team.n


def _taken(change: Change) -> list[str]:
    """Return the ids of the files that a change took; none where it is no import."""
    if change.what != "import":
        return []
    return [
        str(edit.after["id"])
        for edit in change.edits
        if edit.table == "files" and edit.after is not None and "id" in edit.after
    ]
