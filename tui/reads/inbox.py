"""What waits in the inbox folder."""

from pathlib import Path

import msgspec

from store.imports.folder import files_of
from store.records.setting_values import resolve
from store.team import Team


class Inbox(msgspec.Struct, frozen=True):
    """The inbox folder and the exports in it that were not taken yet."""

    folder: str | None
    """None: no inbox is set."""
    new: tuple[str, ...] = ()
    """Paths of new files, by name."""
    missing: bool = False
    """The folder is set but is not there."""


def read_inbox(team: Team) -> Inbox:
    """Look through the inbox; reads every file of it once, so never on the way to first paint."""
    folder = resolve(team.setting_values()).inbox
    if folder is None:
        return Inbox(None)
    path = Path(folder).expanduser()
    if not path.is_dir():
        return Inbox(folder, missing=True)
    return Inbox(folder, tuple(str(file) for file in files_of([path], team.files())))
