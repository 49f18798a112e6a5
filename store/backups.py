"""Backups: a team's whole folder in one zip, outside the data folder.

Restoring is a change like any other: what the backup has and the team has not is put back, what
it has not is taken out, in one line of the journal. So it happens whole or not at all, history
stays, and the state before it is a backup too.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from store.archive import FORMAT, ArchiveDisk, Manifest, read_manifest, write_archive
from store.changes import Document
from store.disk import Disk
from store.erase import erased, known_as
from store.errors import Refused
from store.locations import TeamPlace
from store.memory import ALL_TABLES
from store.scrub import Scrubber
from store.segments import failed

if TYPE_CHECKING:
    from store.draft import Draft
    from store.team import Team

Records = dict[tuple[str, str], Document]
"""Table and key -> record."""
_REPORT = re.compile(r"[\w-][\w.-]*\.json")


class Backup(msgspec.Struct, frozen=True):
    """One backup."""

    name: str
    """What to call it when restoring: `2026-11-22T101500`."""
    path: Path
    size: int
    """Bytes."""
    at: datetime | None
    """When it was made; None where the zip can't be read."""
    n: int | None
    """The last change that it includes."""
    why: str
    """asked, before_restore, before_upgrade, unreadable."""


class Restored(msgspec.Struct, frozen=True):
    """What a restore did."""

    backup: str
    """Name of the backup that was restored."""
    kept_as: str
    """Name of the backup of the state before: restoring it takes the restore back."""
    records: int
    """Records that were put, changed or taken out."""


def backup(team: "Team", *, why: str = "asked") -> Path:
    """Put a copy of the whole folder, as it is between two changes, into a zip; return its path.

    `StorageFailed` where the disk refuses.
    """
    with team.locked():
        now = team.clock.now()
        path = _free(team, f"{now:%Y-%m-%dT%H%M%S}")
        manifest = Manifest(FORMAT, now, team.n, why)
        try:
            team.disk.make_folder(path.parent)
            write_archive(team.disk, path, manifest, team.place.data, _names(team))
        except OSError as error:
            raise failed(error, path) from error
    return path


def backups(place: TeamPlace, disk: Disk) -> tuple[Backup, ...]:
    """Return the backups of a team, newest first."""
    found = []
    for name in disk.listdir(place.backups):
        path = place.backups / name
        if name.endswith(".zip"):
            manifest = read_manifest(path)
            found.append(
                Backup(
                    name=path.stem,
                    path=path,
                    size=disk.size(path) or 0,
                    at=manifest.at if manifest else None,
                    n=manifest.n if manifest else None,
                    why=manifest.why if manifest else "unreadable",
                )
            )
    return tuple(sorted(found, key=lambda one: one.name, reverse=True))


def restore(team: "Team", which: str | None = None) -> Restored:
    """Make the team what it was in a backup: the newest, or the one of a name or a path.

    The state before is backed up first. Whoever was erased since stays so, also where a copy
    from elsewhere still has them. `Refused` (`no_backup`, `bad_backup`, `newer_backup`) or
    `StorageFailed`: nothing was changed.
    """
    chosen = _chosen(team, which)
    inside = ArchiveDisk(chosen, team.place.data)
    with team.locked():
        found = _opened(team, chosen, inside)
        gone = [
            Scrubber(known_as(agent, found.agents(), found.bindings()))
            for agent in sorted(erased(team) & found.agents().keys())
        ]
        wanted = _records(found, chosen, gone)
        try:
            kept_as = backup(team, why="before_restore").stem
            _put_reports(team, inside, gone)
        except OSError as error:
            raise failed(error, chosen) from error
        count = team.change("restore", lambda draft: _make(draft, wanted))
    return Restored(chosen.stem, kept_as, count)


# -- reading


def _chosen(team: "Team", which: str | None) -> Path:
    """Return the zip that is meant."""
    known = backups(team.place, team.disk)
    if which is None:
        if not known:
            raise Refused("no_backup", name=None)
        return known[0].path
    for one in known:
        if which in (one.name, one.path.name):
            return one.path
    path = Path(which)
    if team.disk.size(path) is None or team.disk.is_folder(path):
        raise Refused("no_backup", name=which)
    return path


def _opened(team: "Team", path: Path, inside: ArchiveDisk) -> "Team":
    """Open a backup as a team is opened."""
    from store.team import Team

    place = TeamPlace(team.place.name, inside.root, inside.root / "state")
    return _whole(Team.open(place, team.clock, readonly=True, disk=inside), path)


def _whole(found: "Team", path: Path) -> "Team":
    if found.told:
        raise Refused("bad_backup", name=path.stem, why=found.told[0].code)
    return found


def _records(found: "Team", path: Path, gone: list[Scrubber]) -> Records:
    """Return every record of an open backup, without those who were erased."""
    records: Records = {}
    for table in ALL_TABLES:
        for key, document in found.documents(table):
            left: Document | None = document
            for scrubber in gone:
                left = scrubber.record(table, key, left)
            if left is not None:
                records[table, key] = left
    _whole(found, path)
    return records


# -- putting back


def _make(draft: "Draft", wanted: Records) -> int:
    """Write the wanted records and take out all others; return how many that changed."""
    count = 0
    for table in ALL_TABLES:
        for key, document in list(draft.items(table)):
            if (table, key) not in wanted:
                draft.remove(table, key)
                count += 1
            elif wanted[table, key] != document:
                count += 1
    for (table, key), document in wanted.items():
        count += draft.get(table, key) is None
        draft.put(table, key, document)
    return count


def _put_reports(team: "Team", inside: ArchiveDisk, gone: list[Scrubber]) -> None:
    """Put back the reports of imports that are gone since."""
    for name, data in inside.files("imports").items():
        target = team.place.imports / name
        left: bytes | None = data
        for scrubber in gone:
            left = scrubber.report(left) if left is not None else None
        if left is not None and _REPORT.fullmatch(name) and team.disk.size(target) is None:
            team.disk.write_whole(target, left)


# -- writing


def _names(team: "Team", folder: str = "") -> list[str]:
    """Return the paths of the files that count, below the data folder."""
    found = []
    for name in team.disk.listdir(team.place.data / folder):
        inside = f"{folder}/{name}" if folder else name
        if team.disk.is_folder(team.place.data / inside):
            found += _names(team, inside)
        elif not name.startswith(".") and ".damaged-" not in name and name != "erasing.json":
            found.append(inside)
    return found


def _free(team: "Team", stem: str) -> Path:
    """Return a path that no backup has."""
    path = team.place.backups / f"{stem}.zip"
    count = 1
    while team.disk.size(path) is not None:
        count += 1
        path = team.place.backups / f"{stem}-{count}.zip"
    return path
