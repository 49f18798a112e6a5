"""Opens a team on every state that a crash may leave, and says what is wrong with it."""

import shutil
import zipfile
from collections.abc import Iterable
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from store.errors import FloorboardError
from tests.faults.crash_model import Crash, crash_states
from tests.faults.recording import RecordingDisk, files_under
from tests.faults.scenarios import FORGOTTEN, Recorded
from tests.faults.world import Documents, agent_id, documents, nickname, open_team, settle, step

AFTERWARDS = 90
"""Number of the change that is made after a crash."""


class Count(NamedTuple):
    """How a sweep went."""

    name: str
    states: int
    """States opened."""
    wrong: tuple[str, ...]
    """What should not be, with the place in the log."""


def sweep(recorded: Recorded, work: Path, *, every: int = 1, then_change: bool = True) -> Count:
    """Open every state (or one of `every`) that a crash during a scenario may leave."""
    states = crash_states(recorded.disk.log, recorded.before, recorded.folders)
    wrong: list[str] = []
    count = 0
    for index, crash in enumerate(states):
        if index % every == 0:
            count += 1
            root = work / f"state{index}"
            root.mkdir()
            crash.put(root)
            settle(root)
            found = judge(recorded, crash, root, then_change=then_change)
            wrong += (f"state {index} after {_where(recorded, crash)}: {what}" for what in found)
            if not found:
                shutil.rmtree(root)
    return Count(recorded.scenario.name, count, tuple(wrong))


def judge(recorded: Recorded, crash: Crash, root: Path, *, then_change: bool) -> list[str]:
    """Return what is wrong with a state: it is neither before nor after, or lost something."""
    begun = sum(mark.startswith("begin") for mark in crash.marks)
    done = sum(mark.startswith("ack") for mark in crash.marks)
    try:
        with open_team(root) as team:
            found = documents(team)
        wrong = _compare(found, recorded, done, begun)
        if recorded.scenario.forgets and _agent_gone(found):
            wrong += names_left(root)
        if then_change:
            with open_team(root) as team:
                team.change("step", step(AFTERWARDS))
                after = documents(team)
            with open_team(root) as team:
                if documents(team) != after or not found.items() <= after.items():
                    wrong.append("the next change does not hold")
    except (FloorboardError, OSError, ValueError, KeyError) as error:
        return [f"{type(error).__name__}: {error}"]
    return wrong


def _compare(found: Documents, recorded: Recorded, done: int, begun: int) -> list[str]:
    states = recorded.states
    if found in states[done : begun + 1]:
        return []
    if begun > done and found == recorded.unsaid.get(begun):
        return []
    if recorded.stuck and found == recorded.unsaid.get(done):
        return []
    if found in states[:done]:
        return ["an acknowledged change is lost"]
    return [f"neither before nor after: {len(found)} records, known {[len(s) for s in states]}"]


def _agent_gone(found: Documents) -> bool:
    return ("agents", agent_id(FORGOTTEN)) not in found


def names_left(root: Path) -> list[str]:
    """Return the files below a folder in which the forgotten name stands, zips opened."""
    name = nickname(FORGOTTEN).partition(":")[2].encode()
    return [f"the name is in {path}" for path, data in _unzipped(files_under(root)) if name in data]


def _unzipped(files: Iterable[tuple[str, bytes]]) -> Iterable[tuple[str, bytes]]:
    for path, data in files:
        yield path, data
        if path.endswith(".zip"):
            with zipfile.ZipFile(BytesIO(data)) as whole:
                for name in whole.namelist():
                    yield f"{path}/{name}", whole.read(name)


def _where(recorded: Recorded, crash: Crash) -> str:
    last = recorded.disk.log[crash.after - 1] if crash.after else None
    return f"{crash.after} ({last.kind} {last.path})" if last else "nothing"


def sweep_again(recorded: Recorded, work: Path, *, every: int = 1, inner: int = 1) -> Count:
    """Crash once more while the states that a crash left are opened and mended."""
    wrong: list[str] = []
    count = 0
    states = crash_states(recorded.disk.log, recorded.before, recorded.folders)
    for index, crash in enumerate(islice(states, 0, None, every)):
        root = work / f"first{index}"
        root.mkdir()
        crash.put(root)
        settle(root)
        mended = _opening(recorded, root)
        shutil.rmtree(root)
        done = sweep(mended, work, every=inner, then_change=False)
        count += done.states
        wrong += (f"{_where(recorded, crash)}, then {what}" for what in done.wrong)
    return Count(f"{recorded.scenario.name}, and again", count, tuple(wrong))


def _opening(recorded: Recorded, root: Path) -> Recorded:
    """Write down what opening, and closing, does to the disk; it changes no record."""
    before = dict(files_under(root))
    folders = tuple(p.relative_to(root).as_posix() for p in sorted(root.rglob("*")) if p.is_dir())
    with open_team(root) as team:
        found = documents(team)
    shutil.rmtree(root)
    root.mkdir()
    Crash(before, frozenset(folders), (), 0).put(root)
    disk = RecordingDisk(root)
    with open_team(root, disk) as team:
        documents(team)
    return Recorded(recorded.scenario, disk, before, folders, (found,))
