"""Every path of the store. Nothing is made here: folders appear with the first change."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from store.disk import Disk
from store.errors import Refused

_APP = "floorboard"
_LONGEST = 100


class TeamPlace(msgspec.Struct, frozen=True):
    """Where the files of one team are."""

    name: str
    """The team's name, which is its folder's."""
    data: Path
    """`<data>/<team>`: what the team knows."""
    state_root: Path | None = None
    """Folder of all state; None means the one the system has for it."""

    @property
    def state(self) -> Path:
        """Folder outside the data: generations and backups; never shared by two data folders."""
        import hashlib

        mark = hashlib.sha256(str(self.data.resolve()).encode()).hexdigest()[:8]
        return self.state_home / f"{self.name}-{mark}"

    @property
    def state_home(self) -> Path:
        """Folder of what belongs to the installation, not to one team."""
        if self.state_root is not None:
            return self.state_root
        from platformdirs import user_state_dir

        return Path(user_state_dir(_APP, appauthor=False))

    @property
    def backups(self) -> Path:
        """Folder of generations and backups."""
        return self.state / "backups"

    @property
    def team_file(self) -> Path:
        """The file of what has no month."""
        return self.data / "team.json"

    @property
    def months(self) -> Path:
        """Folder of the files of months."""
        return self.data / "months"

    @property
    def journal(self) -> Path:
        """Folder of the journal."""
        return self.data / "journal"

    @property
    def imports(self) -> Path:
        """Folder of the reports of imports."""
        return self.data / "imports"

    @property
    def queue(self) -> Path:
        """Folder of the days of the queue, `2026-11-22.jsonl`, as they came."""
        return self.data / "queue"

    @property
    def erasing(self) -> Path:
        """Marker of an erasure that is not finished."""
        return self.data / "erasing.json"

    @property
    def lock(self) -> Path:
        """The file that is locked while a change is made."""
        return self.data / ".lock"


def team_place(team: str | None, data_dir: Path | None, env: Mapping[str, str]) -> TeamPlace:
    """Return where a team's files are.

    The data folder is `data_dir`, else FLOORBOARD_DATA_DIR, else the system's. The team is the
    one named, else the only one there, else `default`. `Refused` for a name that can't be a
    folder (`bad_team_name`) and where several teams leave it open (`which_team`).
    """
    data = data_dir or _given(env, "FLOORBOARD_DATA_DIR")
    if data is None:
        from platformdirs import user_data_dir

        data = Path(user_data_dir(_APP, appauthor=False))
    name = _the_team(data) if team is None else _checked(team)
    return TeamPlace(name, data / name, _given(env, "FLOORBOARD_STATE_DIR"))


def config_file(env: Mapping[str, str]) -> Path:
    """Return the path of the person's own settings: language, theme, keys."""
    folder = _given(env, "FLOORBOARD_CONFIG_DIR")
    if folder is None:
        from platformdirs import user_config_dir

        folder = Path(user_config_dir(_APP, appauthor=False))
    return folder / "config.toml"


def team_names(data: Path, disk: Disk | None = None) -> list[str]:
    """Return the names of the teams in a data folder."""
    disk = disk or Disk()
    return [
        name
        for name in disk.listdir(data)
        if not name.startswith(".")
        and ("journal" in (inside := disk.listdir(data / name)) or "team.json" in inside)
    ]


def _the_team(data: Path) -> str:
    names = team_names(data)
    if len(names) == 1:
        return names[0]
    if not names or "default" in names:
        return "default"
    raise Refused("which_team", teams=names)


def _checked(name: str) -> str:
    bad = set('/\\:*?"<>|') & set(name) or not name.isprintable() or name.strip(" .") != name
    if bad or name.startswith(".") or not 0 < len(name.encode()) <= _LONGEST:
        raise Refused("bad_team_name", name=name)
    return name


def _given(env: Mapping[str, str], name: str) -> Path | None:
    return Path(env[name]).expanduser() if env.get(name) else None
