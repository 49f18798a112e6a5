"""Looks at every file of a team, says what is wrong, and mends it.

Looking writes nothing. Mending sets aside what is damaged and never deletes it; what it held
comes from earlier checkpoints and the journal.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from store.checks import GOOD, Finding, Values, check_archive, check_lines, checker
from store.clock import Clock, MachineClock
from store.disk import TEMP_SUFFIX, Disk
from store.envelope import Damaged, unpack
from store.feeds.day_file import day_path, is_torn, queue_days
from store.journal import Journal
from store.locations import TeamPlace
from store.segments import START, refusals

if TYPE_CHECKING:
    from store.team import Team

_HARMLESS = frozenset({"good", "torn", "left_over", "set_aside"})


class FileState(msgspec.Struct, frozen=True):
    """One file."""

    path: str
    """Below the data folder; `backups/...` for what is kept outside it."""
    state: str
    """good, torn, left_over, set_aside, pending, missing, old, damaged, newer."""
    what: str = ""
    """Reason code; empty for a good file."""
    mended: bool = False
    """Whether it was put right just now."""
    values: Values = {}
    """What the reason's sentence names."""
    size: int = 0
    """Bytes."""


class DoctorReport(msgspec.Struct, frozen=True):
    """What a look at every file gave."""

    ok: bool
    """Whether nothing is wrong, or nothing any more."""
    files: tuple[FileState, ...]
    told: str = ""
    """Why nothing could be mended: a reason code; empty otherwise."""


def check(place: TeamPlace, disk: Disk | None = None) -> DoctorReport:
    """Look at every file of a team; nothing is written. An empty report where there is no team."""
    files = tuple(_look(place, disk or Disk()))
    return DoctorReport(all(file.state in _HARMLESS for file in files), files)


def repair(place: TeamPlace, clock: Clock | None = None, disk: Disk | None = None) -> DoctorReport:
    """Mend what can be mended; the report names every file, also those that were set aside.

    `ReadOnly` where the folder may not be written, `StorageFailed` where the disk refuses.
    """
    disk, clock = disk or Disk(), clock or MachineClock()
    before = check(place, disk)
    if not before.files:
        return before
    told = _mend(place, clock, disk)
    after = {file.path: file for file in check(place, disk).files}
    mended = []
    for file in before.files:
        now = after.pop(file.path, None)
        gone = now is None and file.state in ("damaged", "left_over", "pending")
        better = now is not None and now.state == "good" != file.state
        if gone or better:
            mended.append(msgspec.structs.replace(file, mended=True))
        elif now is not None:
            mended.append(now)
    files = tuple(sorted((*mended, *after.values()), key=lambda file: file.path))
    return DoctorReport(all(f.mended or f.state in _HARMLESS for f in files), files, told)


# -- looking


def _look(place: TeamPlace, disk: Disk) -> Iterator[FileState]:
    seen: dict[str, Finding] = {}
    sizes: dict[str, int] = {}
    for path in _below(place.data, disk):
        name = path.relative_to(place.data).as_posix()
        if path != place.lock:
            seen[name], sizes[name] = _file(path, name, disk), disk.size(path) or 0
    for path in _below(place.backups, disk):
        name = path.relative_to(place.backups).as_posix()
        seen[f"backups/{name}"] = _file(path, name, disk)
        sizes[f"backups/{name}"] = disk.size(path) or 0
    seen |= _segments(place, disk)
    seen |= _queue_days(place, disk)
    seen |= _months(place, disk, seen)
    for name, found in sorted(seen.items()):
        yield FileState(
            path=name,
            state=found.state,
            what=found.what,
            values=found.values,
            size=sizes.get(name, 0),
        )


def _below(folder: Path, disk: Disk) -> Iterator[Path]:
    for name in disk.listdir(folder):
        path = folder / name
        if disk.is_folder(path):
            yield from _below(path, disk)
        else:
            yield path


def _file(path: Path, name: str, disk: Disk) -> Finding:
    if name.endswith(TEMP_SUFFIX):
        return Finding("left_over", "cut_short")
    if ".damaged-" in path.name:
        return Finding("set_aside", "damaged_before")
    if name == "erasing.json":
        return Finding("pending", "erase_unfinished")
    look = checker(name)
    try:
        if path.suffix == ".zip":
            return check_archive(path)
        return look(disk.read(path)) if look else GOOD
    except OSError as error:
        return Finding("damaged", "unreadable", {"errno": error.errno})


def _segments(place: TeamPlace, disk: Disk) -> dict[str, Finding]:
    """Look at the journal: each line, and the order of their numbers over all segments."""
    journal, n, found = Journal(place.journal, disk), 0, {}
    for segment in journal.segments():
        try:
            finding = check_lines(journal.raw_lines(segment), n)
        except OSError as error:
            finding = Finding("damaged", "unreadable", {"errno": error.errno})
        n = finding.n or n
        found[f"journal/{segment}"] = finding
    return found


def _queue_days(place: TeamPlace, disk: Disk) -> dict[str, Finding]:
    """Look at the ends of the queue's days: a kill can cut the last line short."""
    found = {}
    for day in queue_days(place, disk):
        path = day_path(place, day)
        try:
            finding = Finding("torn", "never_acknowledged") if is_torn(path, disk) else GOOD
        except OSError as error:
            finding = Finding("damaged", "unreadable", {"errno": error.errno})
        found[path.relative_to(place.data).as_posix()] = finding
    return found


def _months(place: TeamPlace, disk: Disk, seen: dict[str, Finding]) -> dict[str, Finding]:
    """Look for months that team.json knows and that are gone or older than it says."""
    if seen.get("team.json", Finding("missing")).state not in ("good", "newer"):
        return {} if "team.json" in seen or not _has_months(seen) else _NO_TEAM_FILE
    try:
        known = unpack(disk.read(place.team_file)).months
    except (OSError, Damaged):  # replaced or lost just now
        return {}
    found = {}
    for month, info in known.items():
        name = f"months/{month}.json"
        there = seen.get(name)
        if there is None:
            found[name] = Finding("missing", "missing_file")
        elif there.state == "good" and there.n is not None and there.n < info.n:
            found[name] = Finding("old", "stale_file", {"n": there.n, "known": info.n}, there.n)
    return found


_NO_TEAM_FILE = {"team.json": Finding("missing", "missing_file")}


def _has_months(seen: dict[str, Finding]) -> bool:
    return any(name.startswith("months/") and check.state == "good" for name, check in seen.items())


# -- mending


def _mend(place: TeamPlace, clock: Clock, disk: Disk) -> str:
    """Mend; return why not everything could be."""
    from store.team import Team

    with Team.open(place, clock, disk=disk) as team:
        if team.readonly:
            return team.shelf.why_readonly
        for table in ("agents", "agent_days"):
            for _ in team.documents(table):  # every file is read, and rebuilt where it has to be
                pass
        with team.locked():
            with refusals(place.data):
                _set_aside(team)
                _set_lines_aside(team)
            team.checkpoint()
    return ""


def _set_aside(team: "Team") -> None:
    """Set aside damaged files that opening does not look at; remove left-overs."""
    place, disk = team.place, team.disk
    for file in check(place, disk).files:
        path = place.data / file.path
        if file.path.startswith("backups/"):
            path = place.backups / file.path.removeprefix("backups/")
        if file.state == "left_over":
            disk.unlink(path)
        elif file.path == "journal/head" and file.state == "damaged":
            team.journal.new_epoch()
        elif file.state == "damaged" and file.path.startswith(("imports/", "backups/")):
            disk.set_aside(path, team.shelf.stamp())


def _set_lines_aside(team: "Team") -> None:
    """Set aside damaged lines, also those before the last checkpoint, which opening passes by."""
    damaged = team.journal.read(START).damaged
    if damaged:
        team.journal.set_aside(damaged, team.shelf.stamp())
        team.journal.new_epoch()
        team.reload()
