"""What a new team can be asked about: the machine's zone, its folders, what lies in them."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from store.imports.folder import count_in
from store.records.setting_values import parse_setting
from store.team import Draft, Team

_FOLDERS = ("Downloads", "下载", "Desktop", "桌面", "Documents", "文档")
_SHOWN = 40


class Begin(msgspec.Struct, frozen=True):
    """What the first questions offer."""

    zone: str | None
    """IANA name of the machine's zone; None where it can't be told."""
    zones: tuple[str, ...]
    """Every zone there is, by name."""
    folders: tuple[str, ...]
    """Folders that exports may be saved in, the likeliest first."""


def read_begin(team: Team, env: Mapping[str, str]) -> Begin:
    """Look at the machine; on the store's thread."""
    del team
    from zoneinfo import available_timezones

    zones = available_timezones()
    named = sorted(zone for zone in zones if "/" in zone and not zone.startswith(("Etc/", "posix")))
    home = Path.home()
    folders = tuple(str(home / name) for name in _FOLDERS if (home / name).is_dir())
    zone = machine_zone(env)
    return Begin(zone if zone in zones else None, tuple(named), folders)


def machine_zone(env: Mapping[str, str]) -> str | None:
    """Return the IANA name of the machine's zone: what TZ says, else what the system links to."""
    if env.get("TZ"):
        return env["TZ"].removeprefix(":")
    try:
        return str(Path("/etc/localtime").readlink()).partition("zoneinfo/")[2] or None
    except OSError:
        pass
    try:
        return Path("/etc/timezone").read_text("utf-8").strip() or None
    except (OSError, ValueError):
        return None


def folders_like(team: Team, typed: str) -> tuple[str, ...]:
    """Return the folders whose path begins as typed."""
    del team
    head, tail = os.path.split(typed)
    folder, wanted = Path(head or "/").expanduser(), tail.casefold()
    try:
        found = [
            entry.path
            for entry in os.scandir(folder)
            if entry.is_dir()
            and entry.name.casefold().startswith(wanted)
            and not entry.name.startswith(".")
        ]
    except OSError:
        return ()
    return tuple(sorted(found)[:_SHOWN])


def exports_in(team: Team, folder: str) -> int:
    """Return how many files of a folder, and of the folders in it, may be exports."""
    del team
    return count_in(Path(folder).expanduser())


def write_begin(team: Team, settings: Mapping[str, str]) -> None:
    """Write what was answered as one change. Raises Refused `bad_setting`."""
    plain = {key: parse_setting(key, value) for key, value in settings.items()}

    def edit(draft: Draft) -> None:
        for key, value in plain.items():
            draft.put("settings", key, {"value": value})

    if plain:
        team.change("setting", edit)
