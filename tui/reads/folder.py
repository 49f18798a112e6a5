"""A folder as somebody looking for an export sees it."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import msgspec

from store.imports.folder import set_aside
from store.records.setting_values import resolve
from store.team import Team

_MOST = 2000
"""Entries of a folder that are shown; the newest of them."""


class Entry(msgspec.Struct, frozen=True):
    """A file or a folder."""

    path: str
    name: str
    folder: bool
    size: int | None = None
    """Bytes; None for a folder."""
    at: datetime | None = None
    """When it was written; None where the system doesn't tell."""


class Folder(msgspec.Struct, frozen=True):
    """What stands in a folder."""

    path: str
    parent: str | None
    places: tuple[Entry, ...]
    """Where exports usually are: the inbox, the last folder, Downloads, home."""
    entries: tuple[Entry, ...]
    """Folders by name, then files, the newest first."""
    error: str | None = None
    """Why it can't be shown, in the system's words."""


def read_folder(team: Team, path: str | None, last: str | None) -> Folder:
    """Look into a folder; without one, into the first of the usual places that is there."""
    settings = resolve(team.setting_values())
    places = _places(settings.inbox, last)
    here = Path(path).expanduser() if path else Path(places[0].path)
    if here.is_file():
        here = here.parent
    parent = str(here.parent) if here.parent != here else None
    now = team.clock.now()
    zone = settings.zone(now.tzinfo) if now.tzinfo else None
    try:
        with os.scandir(here) as found:
            entries = [
                entry
                for one in found
                if not set_aside(one.name, folder=one.is_dir())
                and (entry := _entry(one, zone)) is not None
            ]
    except OSError as error:
        return Folder(str(here), parent, places, (), error.strerror or "")
    folders = sorted((e for e in entries if e.folder), key=lambda e: e.name.casefold())
    files = sorted((e for e in entries if not e.folder), key=_newest)
    return Folder(str(here), parent, places, tuple([*folders, *files][:_MOST]))


def complete(team: Team, typed: str) -> str | None:
    """Return a path that begins as typed, a folder with its separator; None where there is none."""
    del team
    if not typed:
        return None
    head, tail = os.path.split(typed)
    folder = Path(head or ".").expanduser()
    try:
        names = sorted((entry.name for entry in folder.iterdir()), key=str.casefold)
    except OSError:
        return None
    wanted = tail.casefold()
    for name in names:
        hidden = name.startswith(".") and not tail.startswith(".")
        if not hidden and name.casefold().startswith(wanted) and name != tail:
            whole = os.path.join(head, tail + name[len(tail) :])  # noqa: PTH118 - keeps `~` as typed
            return whole + os.sep if (folder / name).is_dir() else whole
    return None


def kind_of(team: Team, path: str) -> tuple[str, str]:
    """Return what stands at a path, `file`, `folder` or nothing, and the whole path."""
    del team
    whole = Path(path.strip()).expanduser()
    kind = "folder" if whole.is_dir() else "file" if whole.exists() else ""
    return kind, str(whole)


def _places(inbox: str | None, last: str | None) -> tuple[Entry, ...]:
    home = Path.home()
    wished: Iterable[str | Path | None] = (inbox, last, home / "Downloads", home / "下载", home)
    found: dict[Path, Entry] = {}
    for wish in wished:
        path = Path(wish).expanduser() if wish else None
        if path is not None and path.is_dir():
            found.setdefault(path, Entry(str(path), path.name or str(path), folder=True))
    return tuple(found.values()) or (Entry(str(Path.cwd()), Path.cwd().name, folder=True),)


def _entry(one: "os.DirEntry[str]", zone: tzinfo | None) -> Entry | None:
    try:
        stat = one.stat()
        folder = one.is_dir()
    except OSError:
        return None
    at = datetime.fromtimestamp(stat.st_mtime, UTC).astimezone(zone)
    return Entry(one.path, one.name, folder, None if folder else stat.st_size, at)


def _newest(entry: Entry) -> float:
    return -entry.at.timestamp() if entry.at else 0.0
