"""What a team does while the power goes, and what may then be found.

A scenario is a list of steps. Each step is done on a recording disk between two marks, so that
every crash state knows which steps had begun and which were acknowledged.
"""

import errno
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from store.backups import backup, restore
from store.doctor import repair
from store.erase import forget
from store.errors import StorageFailed
from store.imports.apply import ImportOptions, import_paths
from store.team import Team
from tests.faults.recording import BreakingDisk, RecordingDisk, files_under, refuses
from tests.faults.world import (
    ZONE,
    Documents,
    TickingClock,
    agent_id,
    documents,
    export_file,
    open_team,
    step,
    written,
)

Step = Callable[[Team], object]
LONG = 200
"""People in the sheets of a long change: its line takes several writes."""


class Scenario(NamedTuple):
    """Steps on a prepared folder."""

    name: str
    prepare: Callable[[Path], None]
    steps: tuple[Step, ...]
    start: datetime = datetime(2026, 11, 20, 9, tzinfo=ZONE)
    """When the first step is done; every look at the clock takes a second."""
    forgets: bool = False
    """Whether no byte of FORGOTTEN may stay once the last step is done."""


class Recorded(NamedTuple):
    """A scenario that was done without a crash."""

    scenario: Scenario
    disk: RecordingDisk
    before: dict[str, bytes]
    """Every file at the beginning."""
    folders: tuple[str, ...]
    states: tuple[Documents, ...]
    """What the team knew at the beginning and after each step."""
    unsaid: Mapping[int, Documents] = MappingProxyType({})
    """Step that was refused -> what a crash before the refusal was told may leave too."""
    stuck: bool = False
    """The disk also refused to take it back: it may be found until another is acknowledged."""


FORGOTTEN = 1
"""The number of the person whom the scenario `forget` erases."""


def nothing(root: Path) -> None:
    """Prepare nothing: the first change of a team makes its folders."""


def a_past(root: Path) -> None:
    """Prepare a checkpoint, generations of it, and a tail of the journal."""
    clock = TickingClock(datetime(2026, 11, 2, 9, tzinfo=ZONE))
    with open_team(root, clock=clock) as team:
        for number in (0, 10):
            team.change("step", step(number))
            team.checkpoint()
        team.change("step", step(11))


def a_person(root: Path) -> None:
    """Prepare a person who is in every kind of file: tables, lines, generations, a backup."""
    a_past(root)
    with open_team(root, clock=TickingClock(datetime(2026, 11, 3, 9, tzinfo=ZONE))) as team:
        team.change("step", step(FORGOTTEN))
        team.checkpoint()
        team.change("step", step(12))
        backup(team)
        team.checkpoint()


def a_damaged_file(root: Path) -> None:
    """Prepare a month and team.json that are half there."""
    a_past(root)
    for path in (root / "data/t/team.json", root / "data/t/months/2026-11.json"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def change(number: int, people: int = 6) -> Step:
    """Return the step that makes a change."""
    return lambda team: team.change("step", step(number, people))


def _checkpoint(team: Team) -> None:
    team.checkpoint()


def _repair(team: Team) -> None:
    repair(team.place, team.clock, team.disk)


def _import(team: Team) -> None:
    export = export_file(team.place.data.parents[1] / "export.csv", 40)
    report = import_paths(team, [export], ImportOptions(new_agents=True))
    assert [one.state for one in report] == ["taken"]


def _backwards(team: Team) -> None:
    """Put the clock back by a month, as far as it is one that goes by looks."""
    assert isinstance(team.clock, TickingClock)
    team.clock.moment -= timedelta(days=40)


SCENARIOS = (
    Scenario("the first change", nothing, (change(1), change(2))),
    Scenario("changes, one of them long", a_past, (change(1), change(2, LONG), change(3))),
    Scenario("a checkpoint", a_past, (change(1), _checkpoint, change(2), _checkpoint)),
    Scenario(
        "a month's end",
        a_past,
        (change(1), change(2), change(3)),
        datetime(2026, 11, 30, 23, 59, 58, tzinfo=ZONE),
    ),
    Scenario("an import", a_past, (_import, change(1))),
    Scenario(
        "a clock that runs backwards", a_past, (change(1), _backwards, change(2), _checkpoint)
    ),
    Scenario("undo", a_past, (change(1), lambda team: team.undo(), change(2))),
    Scenario("a backup and restoring it", a_past, (backup, change(1), restore, change(2))),
    Scenario("opening what is damaged", a_damaged_file, (_checkpoint, change(1))),
    Scenario("repairing what is damaged", a_damaged_file, (_repair, change(1))),
    Scenario("forget", a_person, (lambda team: forget(team, agent_id(FORGOTTEN)),), forgets=True),
)
"""Every scenario whose crashes are enumerated."""


def record(scenario: Scenario, root: Path, *, disk: RecordingDisk | None = None) -> Recorded:
    """Do a scenario in an empty folder and write down everything that reaches the disk."""
    (root / "data").mkdir()
    (root / "state").mkdir()
    scenario.prepare(root)
    before = dict(files_under(root))
    folders = tuple(
        path.relative_to(root).as_posix() for path in sorted(root.rglob("*")) if path.is_dir()
    )
    disk = disk or RecordingDisk(root)
    team = open_team(root, disk, TickingClock(scenario.start))
    states = [documents(team)]
    for number, doing in enumerate(scenario.steps, 1):
        disk.mark(f"begin {number}")
        doing(team)
        states.append(documents(team))
        disk.mark(f"ack {number}")
    team.close()
    return Recorded(scenario, disk, before, folders, tuple(states))


def record_refused(root: Path, at: int, number: int, times: int = 1) -> Recorded | None:
    """Do three changes of which operation `at`, and `times` in all, is refused with `number`.

    None where they have no such operation.
    """
    scenario = Scenario(f"refused {errno.errorcode[number]} at {at}, times {times}", a_past, ())
    (root / "data").mkdir()
    (root / "state").mkdir()
    a_past(root)
    before = dict(files_under(root))
    folders = tuple(p.relative_to(root).as_posix() for p in sorted(root.rglob("*")) if p.is_dir())
    disk = BreakingDisk(root, at, refuses(number), times=times)
    team = open_team(root, disk, TickingClock(scenario.start + timedelta(days=1)))
    states = [documents(team)]
    unsaid: dict[int, Documents] = {}
    for count, people in enumerate((LONG, 6, 6), 1):
        disk.mark(f"begin {count}")
        try:
            team.change("step", step(count, people))
        except StorageFailed:
            unsaid[count] = states[-1] | written(count, people)
        states.append(documents(team))
        disk.mark(f"ack {count}")
    team.close()
    if not disk.broken:
        shutil.rmtree(root)
        return None
    return Recorded(scenario, disk, before, folders, tuple(states), unsaid, times > 1)
