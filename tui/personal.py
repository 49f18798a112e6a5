"""The person's own config file: language, theme, bell, keys. Never the team's data."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from store.disk import Disk
from store.locations import config_file
from store.segments import failed
from store.team import Team


class Personal(msgspec.Struct, frozen=True):
    """What a person has chosen for this machine."""

    language: str | None = None
    theme: str | None = None
    keys: dict[str, str] = {}
    """Command id -> keys, as in `"everywhere.mask" = "f3"`."""
    last_folder: str | None = None
    """Where export files were chosen the last time."""
    ambiguous_wide: bool | None = None
    """Whether the terminal draws ambiguous characters two cells wide; None: ask it."""
    bell: bool = False
    """Whether the terminal's bell rings for alarms."""


def read_personal(path: Path) -> Personal:
    """Read the config file; what can't be understood counts as not said."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Personal()
    keys = said.get("keys", {})
    return Personal(
        language=_text(said, "language"),
        theme=_text(said, "theme"),
        last_folder=_text(said, "last_folder"),
        keys={k: v for k, v in keys.items() if isinstance(v, str)}
        if isinstance(keys, dict)
        else {},
        ambiguous_wide=said["ambiguous_wide"]
        if isinstance(said.get("ambiguous_wide"), bool)
        else None,
        bell=said.get("bell") is True,
    )


def write_personal(disk: Disk, path: Path, personal: Personal) -> None:
    """Write the config file whole; raises StorageFailed."""
    texts = {name: getattr(personal, name) for name in ("language", "theme", "last_folder")}
    lines = [f"{name} = {_quoted(value)}" for name, value in texts.items() if value]
    if personal.ambiguous_wide is not None:
        lines.append(f"ambiguous_wide = {str(personal.ambiguous_wide).lower()}")
    if personal.bell:
        lines.append("bell = true")
    if personal.keys:
        lines += ["", "[keys]"]
        lines += [f"{_quoted(k)} = {_quoted(v)}" for k, v in sorted(personal.keys.items())]
    try:
        disk.make_folder(path.parent)
        disk.write_whole(path, ("\n".join(lines) + "\n").encode())
    except OSError as error:
        raise failed(error, path) from error


def _text(said: Mapping[str, object], name: str) -> str | None:
    value = said.get(name)
    return value if isinstance(value, str) else None


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()


def remember(
    personal: Personal, env: Mapping[str, str], **chosen: str
) -> tuple[Personal, Callable[[Team], None]]:
    """Return the choices with the new ones, and what writes them on the store's thread."""
    changed = msgspec.structs.replace(personal, **chosen)

    def write(team: Team) -> None:
        write_personal(team.disk, config_file(env), changed)

    return changed, write
