"""A zip to send with a question: how the files stand, and nothing of what is in them.

No names, nicknames, notes, file names of exports, paths of the machine or names of the team;
counts, sizes, versions and codes.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from store.archive import FORMAT as ARCHIVE_FORMAT
from store.archive import Manifest, write_archive_of
from store.clock import Clock, MachineClock
from store.disk import Disk
from store.doctor import FileState, check
from store.envelope import FORMAT, Damaged, unpack
from store.journal import Journal
from store.locations import TeamPlace
from store.segments import failed

_OURS = re.compile(
    r"team\.json|journal/head|backups/(\d{4}-\d\d-\d\dT\d{6}(-\d+)?)\.zip"
    r"|(months|journal|imports)/\d{4}-\d\d[\w-]*(\.\d+)?\.jsonl?"
    r"|backups/generations/(team|months-\d{4}-\d\d)\.json/\d+-\d{8}T\d{6}\.json"
)
"""Paths that we made the names of, and that say nothing but dates and numbers."""
_LIBRARIES = ("floorboard", "textual", "rich", "tinydb", "msgspec", "click", "filelock")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,40}")


class _Line(msgspec.Struct, frozen=True):
    n: int
    what: str


_LINE = msgspec.json.Decoder(_Line)


def bundle(
    place: TeamPlace, to: Path, clock: Clock | None = None, disk: Disk | None = None
) -> Path:
    """Write the zip and return its path. `StorageFailed` where the disk refuses."""
    disk = disk or Disk()
    now = (clock or MachineClock()).now()
    found = {
        "versions": _versions(),
        "files": list(_files(check(place, disk).files)),
        "tables": dict(_tables(place, disk)),
        "journal": dict(_journal(place, disk)),
    }
    report = msgspec.json.format(msgspec.json.encode(found), indent=2)
    manifest = Manifest(ARCHIVE_FORMAT, now, 0, "bundle")
    try:
        write_archive_of(disk, to, manifest, [("report.json", report)])
    except OSError as error:
        raise failed(error, to) from error
    return to


def _versions() -> dict[str, str | int]:
    from importlib.metadata import PackageNotFoundError, version

    found: dict[str, str | int] = {
        "format": FORMAT,
        "python": sys.version.split()[0],
        "system": sys.platform,
    }
    for library in _LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            found[library] = ""
    return found


def _files(files: tuple[FileState, ...]) -> Iterator[dict[str, Any]]:
    """Give the state of each file; those whose names are not ours under a number."""
    unknown = 0
    for file in files:
        path = file.path
        base, _, stamp = path.partition(".damaged-")
        if not _OURS.fullmatch(base) or not re.fullmatch(r"[\dT-]*", stamp):
            unknown += 1
            path = f"other/{unknown}"
        numbers = {k: v for k, v in file.values.items() if isinstance(v, int)}
        yield {
            "path": path,
            "state": file.state,
            "what": file.what,
            "values": numbers,
            "size": file.size,
        }


def _tables(place: TeamPlace, disk: Disk) -> Iterator[tuple[str, dict[str, int]]]:
    """Give how many records each table of each file has."""
    months = [f"months/{name}" for name in disk.listdir(place.months)]
    for name in filter(_OURS.fullmatch, ["team.json", *months]):
        try:
            tables = unpack(disk.read(place.data / name)).tables
        except (Damaged, OSError):
            continue
        yield name, {t: len(rows) for t, rows in tables.items() if _CODE.fullmatch(t)}


def _journal(place: TeamPlace, disk: Disk) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each segment's lines: how many, from which number to which, and of which kinds."""
    journal = Journal(place.journal, disk)
    for segment in journal.segments():
        lines, bad, numbers = 0, 0, []
        kinds: dict[str, int] = {}
        try:
            raw = list(journal.raw_lines(segment))
        except OSError:
            continue
        for line in raw:
            lines += 1
            try:
                glance = _LINE.decode(line.data) if line.good else None
            except msgspec.DecodeError:  # a line that cuts the segment before it
                continue
            if glance is None:
                bad += not line.blank
                continue
            numbers.append(glance.n)
            kind = glance.what if _CODE.fullmatch(glance.what) else "other"
            kinds[kind] = kinds.get(kind, 0) + 1
        first, last = (numbers[0], numbers[-1]) if numbers else (None, None)
        yield segment, {"lines": lines, "bad": bad, "first": first, "last": last, "kinds": kinds}
