"""What the tests of the store share: a clock that is set, a disk that refuses, a team's place."""

import errno
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from store.clock import Clock
from store.disk import Disk, OpenFile
from store.locations import TeamPlace
from store.records.work import Sheet, Taken, sheet_key
from store.team import Draft, Team

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
Edit = Callable[[Draft], None]


class SetClock:
    """A clock that stands where it is put."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def go(self, **by: float) -> None:
        self.moment += timedelta(**by)


class BrokenDisk(Disk):
    """A disk that refuses the calls named in `broken`, after taking `part` bytes of a write."""

    def __init__(self, *broken: str, code: int = errno.EIO, part: int | None = None) -> None:
        self.broken = set(broken)
        self.code = code
        self.part = part

    def _ask(self, call: str) -> None:
        if call in self.broken:
            raise OSError(self.code, "refused")

    def write(self, file: OpenFile, data: bytes) -> int:
        if "write" in self.broken and self.part is not None:
            super().write(file, data[: self.part])
        self._ask("write")
        return super().write(file, data)

    def fsync(self, file: OpenFile) -> None:
        self._ask("fsync")
        super().fsync(file)

    def truncate(self, file: OpenFile, size: int) -> None:
        self._ask("truncate")
        super().truncate(file, size)

    def rename(self, source: Path, target: Path) -> None:
        self._ask("rename")
        super().rename(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._ask("sync_folder")
        super().sync_folder(folder)


def place_in(root: Path) -> TeamPlace:
    return TeamPlace("t", root / "data" / "t", root / "state")


def opened(root: Path, clock: Clock | None = None, **options: Any) -> Team:
    return Team.open(place_in(root), clock or SetClock(), **options)


def put(table: str, key: str, **fields: Any) -> Edit:
    return lambda draft: draft.put(table, key, fields)


def setting(key: str, value: Any) -> Edit:
    return lambda draft: draft.put("settings", key, {"value": value})


def sheet(day: date, value: float = 1.0, layout: str = "chitu_workload") -> Sheet:
    return Sheet(
        start=day,
        end=day,
        platform="taobao",
        shop="main",
        layout=layout,
        tool="chitu",
        metrics=("received", "sales"),
        rows={"店铺:小禾": (value, None), "店铺:小满": (value + 1, 2.5)},
        taken=(Taken("2026-11-22-abcdef01", day),),
        origin={"店铺:小禾": (0, 2), "店铺:小满": (0, 3)},
    )


def put_sheet(one: Sheet, table: str = "agent_days") -> Edit:
    return lambda draft: draft.put(table, sheet_key(one), one)


def files_below(root: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, the lock file left out."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def told(team: Team) -> list[str]:
    return [one.code for one in team.told]
