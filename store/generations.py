"""Earlier checkpoints of each file, outside the data folder: what a damaged one is rebuilt from.

Kept are the last three of each file, and the last of each day for fourteen days.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from store.disk import TEMP_SUFFIX, Disk
from store.envelope import Damaged, Envelope, unpack
from store.locations import TeamPlace

LAST = 3
"""How many of the newest are kept of each file."""
DAYS = 14
"""For how many days the last one of a day is kept."""


class Generations:
    """The earlier checkpoints of one team."""

    def __init__(self, place: TeamPlace, disk: Disk) -> None:
        self._place = place
        self._disk = disk

    def keep(self, name: str, n: int, data: bytes, at: datetime) -> None:
        """Keep the bytes of a good file, as of change `n`, that is about to be replaced."""
        folder = self.folder(name)
        self._disk.make_folder(folder)
        self._disk.write_whole(folder / f"{n:012}-{at:%Y%m%dT%H%M%S}.json", data)
        self._prune(folder, at)

    def newest_first(self, name: str) -> Iterator[Envelope]:
        """Give the good earlier checkpoints of a file."""
        for path in reversed(self.paths(name)):
            try:
                yield unpack(self._disk.read(path))
            except (Damaged, OSError):  # an older one may be good
                continue

    def paths(self, name: str) -> list[Path]:
        """Return the files of earlier checkpoints, oldest first."""
        folder = self.folder(name)
        names = self._disk.listdir(folder)
        return [folder / n for n in names if not n.endswith(TEMP_SUFFIX)]

    def folder(self, name: str) -> Path:
        """Return the folder of one file's generations; `name` is its path in the data folder."""
        return self._place.backups / "generations" / name.replace("/", "-")

    def _prune(self, folder: Path, now: datetime) -> None:
        names = [n for n in self._disk.listdir(folder) if n.endswith(".json")]
        kept = set(names[-LAST:])
        oldest = f"{now - timedelta(days=DAYS):%Y%m%d}"
        last_of_day = {_day(name): name for name in names}
        kept.update(name for day, name in last_of_day.items() if day >= oldest)
        for name in self._disk.listdir(folder):
            if name not in kept:
                self._disk.unlink(folder / name)


def _day(name: str) -> str:
    return name.partition("-")[2][:8]
