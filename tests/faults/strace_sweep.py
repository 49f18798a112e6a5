"""The real program under `strace`, which kills it or refuses one of its system calls.

A first run without faults counts the calls that touch the team; then each of them, or every
Nth, is broken in a run of its own, on a fresh copy of the folder.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from store.errors import FloorboardError
from tests.faults import actor
from tests.faults.world import (
    Documents,
    documents,
    export_file,
    open_team,
    settle,
    step,
    steps_in,
)

HERE = Path(__file__).resolve().parents[2]
CALLS = (
    "write,pwrite64,fsync,fdatasync,ftruncate,mkdir,openat,"
    "rename,renameat,renameat2,unlink,unlinkat"
)
"""The system calls that are broken."""
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)")
NEXT = 90
"""Number of the change that is made after every fault."""


class Injection(NamedTuple):
    """One fault."""

    call: str
    """System call."""
    nth: int
    """Which of its calls, from 1."""
    fault: str
    """KILL, EIO, ENOSPC; with `+` every later one of that call too."""

    def option(self) -> str:
        """Return it as strace wants it."""
        fault = self.fault.removesuffix("+")
        what = "signal=KILL" if fault == "KILL" else f"error={fault}"
        return f"inject={self.call}:{what}:when={self.nth}{'+' if self.fault != fault else ''}"


class Outcome(NamedTuple):
    """What a broken run left."""

    injection: Injection
    said: tuple[str, ...]
    wrong: tuple[str, ...]
    """What should not be: empty where everything holds."""


def why_not() -> str | None:
    """Return why the sweep can't run here; None where it can."""
    if not sys.platform.startswith("linux"):
        return "strace is Linux's"
    if shutil.which("strace") is None:
        return "strace is not installed"
    probe = subprocess.run(
        ["strace", "-qq", "-e", "trace=write", "-o", os.devnull, "true"], capture_output=True
    )
    return None if probe.returncode == 0 else "strace may not trace here"


def prepare(root: Path) -> None:
    """Make the folder that every run begins on: a team with a past, a checkpoint and a tail."""
    with open_team(root) as team:
        team.change("step", step(0))
        team.checkpoint()
        team.change("step", step(10))


def _strace(root: Path, options: list[str]) -> subprocess.CompletedProcess[bytes]:
    command = ["strace", "-f", "-qq", "-y", "-e", f"trace={CALLS}", *options]
    command += [sys.executable, "-m", "tests.faults.actor", str(root), str(root) + ".csv"]
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(HERE)}
    return subprocess.run(command, cwd=HERE, env=env, capture_output=True, timeout=120)


def count_calls(root: Path, log: Path) -> dict[str, list[int]]:
    """Run without faults; return for each system call which of its calls touch the team."""
    done = _strace(root, ["-o", str(log)])
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, list[int]] = {}
    counts: Counter[str] = Counter()
    for line in log.read_text("utf-8", "replace").splitlines():
        if match := _LINE.match(line):
            call, rest = match.groups()
            counts[call] += 1
            if f"{root}/" in rest or f"{root}>" in rest:
                found.setdefault(call, []).append(counts[call])
    return found


def injections(calls: dict[str, list[int]], every: int = 1) -> list[Injection]:
    """Return the faults for the calls of a run without faults, one of `every` of them."""
    faults = []
    for call, places in sorted(calls.items()):
        kinds = ["KILL", "EIO", "ENOSPC", "EIO+", "ENOSPC+"]
        if call == "openat":  # later ones are the interpreter's own, too
            kinds = ["EIO", "ENOSPC"]
        faults += [Injection(call, nth, kind) for nth in places for kind in kinds]
    return faults[::every]


def copied(base: Path, root: Path) -> Path:
    """Copy a prepared folder to a place of its own, and return that."""
    shutil.copytree(base, root)
    settle(root)
    export_file(root.with_name(f"{root.name}.csv"), actor.IMPORTED_PEOPLE)
    return root


def broken_run(base: Path, work: Path, injection: Injection) -> Outcome:
    """Run with one fault on a copy of `base`, open what it left, and change it once more.

    A fault that met a call of the interpreter's own (another module was compiled since the calls
    were counted) says nothing about the store: its run counts as `missed`.
    """
    root = work / f"{injection.call}-{injection.nth}-{injection.fault}"
    copied(base, root)
    log = work / "injected"
    try:
        done = _strace(root, ["-o", str(log), "-e", injection.option()])
    except subprocess.TimeoutExpired:
        return Outcome(injection, (), ("it hangs",)) if _hit(log, root) else _missed(injection)
    if not _hit(log, root):
        return _missed(injection)
    said = tuple(done.stdout.decode().split("\n")[:-1])
    try:
        wrong = judge(root, said)
    except (AssertionError, FloorboardError) as error:
        wrong = [repr(error)]
    if done.returncode not in (0, -9, 137):
        wrong.append(f"exit {done.returncode}: {done.stderr.decode()[-300:]}")
    if not wrong:
        shutil.rmtree(root)
        root.with_name(f"{root.name}.csv").unlink()
    return Outcome(injection, said, tuple(wrong))


def _missed(injection: Injection) -> Outcome:
    return Outcome(injection, ("missed",), ())


def _hit(log: Path, root: Path) -> bool:
    """Return whether the fault, if it was a refusal, met a call that touches the team."""
    found = [
        line for line in log.read_text("utf-8", "replace").splitlines() if "(INJECTED)" in line
    ]
    return not found or f"{root}/" in found[0] or f"{root}>" in found[0]


def judge(root: Path, said: tuple[str, ...]) -> list[str]:
    """Return what is wrong with a folder after a run that said this."""
    wrong = []
    acknowledged = {int(line.split()[1]) for line in said if line.startswith("ack ")}
    refused = {int(line.split()[1]) for line in said if line.startswith("refused ")}
    there = _steps(root)
    if not {0, 10} <= there:
        wrong.append("the past is gone")
    if acknowledged - there:
        wrong.append(f"acknowledged changes lost: {sorted(acknowledged - there)}")
    if refused & there:
        wrong.append(f"refused changes there: {sorted(refused & there)}")
    with open_team(root) as team:
        team.change("step", step(NEXT))
    if _steps(root) != there | {NEXT}:
        wrong.append("a change after it does not hold")
    return wrong


def _steps(root: Path) -> set[int]:
    with open_team(root) as team:
        found = documents(team)
    there = set()
    for number in (0, 10, NEXT, *actor.STEPS):
        there |= steps_in(found, [number], actor.people_of(number))
    if imported(found):
        there.add(actor.IMPORT)
    return there


def imported(found: Documents) -> bool:
    """Return whether the import is there; `AssertionError` for half of it."""
    agents = sum(
        table == "agents" and record["name"].startswith("Export")
        for (table, _), record in found.items()
    )
    rows = [
        sum(name.startswith("Export") for name in record["rows"])
        for (table, key), record in found.items()
        if table == "agent_days" and "/layout" not in key
    ]
    files = sum(table == "files" for table, _ in found)
    there = (agents, rows, files)
    whole = actor.IMPORTED_PEOPLE
    assert there in ((0, [], 0), (whole, [whole, whole], 1)), f"half an import: {there}"
    return files == 1
