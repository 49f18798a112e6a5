"""The store under faults: a crash or a refusal leaves the state before or after, and no third.

The short form runs by default; `FLOORBOARD_SWEEP=full` opens every state and breaks every call.
`python -m tests.faults [full]` prints the counts.
"""

import errno
import os
from pathlib import Path

import pytest

from store.disk import OpenFile
from tests.faults import strace_sweep
from tests.faults.recording import RecordingDisk
from tests.faults.scenarios import SCENARIOS, Scenario, a_past, change, record, record_refused
from tests.faults.sweep import sweep, sweep_again

FULL = os.environ.get("FLOORBOARD_SWEEP") == "full"


def _folder(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


@pytest.mark.sweep
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_every_crash_leaves_the_state_before_or_after(tmp_path: Path, scenario: Scenario) -> None:
    recorded = record(scenario, _folder(tmp_path, "recorded"))
    count = sweep(recorded, _folder(tmp_path, "states"), every=1 if FULL else 7)
    assert count.states > 5
    assert count.wrong == ()


@pytest.mark.sweep
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_crash_while_mending_a_crash_changes_nothing(tmp_path: Path, scenario: Scenario) -> None:
    recorded = record(scenario, _folder(tmp_path, "recorded"))
    every, inner = (5, 3) if FULL else (60, 20)
    count = sweep_again(recorded, _folder(tmp_path, "states"), every=every, inner=inner)
    assert count.states > 0
    assert count.wrong == ()


@pytest.mark.sweep
@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("at", range(7))
def test_a_refused_change_is_before_or_after_whatever_then_crashes(
    tmp_path: Path, at: int, times: int
) -> None:
    recorded = record_refused(_folder(tmp_path, "recorded"), at, errno.EIO, times)
    assert recorded is not None
    count = sweep(recorded, _folder(tmp_path, "states"), every=1 if FULL else 23)
    assert count.wrong == ()


class _Lying(RecordingDisk):
    """A disk of which one kind of waiting never happens."""

    left_out = ""

    def fsync(self, file: OpenFile) -> None:
        if self.left_out != "fsync":
            super().fsync(file)

    def sync_folder(self, folder: Path) -> None:
        if self.left_out != "sync_folder":
            super().sync_folder(folder)


@pytest.mark.parametrize("left_out", ["fsync", "sync_folder"])
def test_the_sweep_finds_a_store_that_does_not_wait_for_the_disk(
    tmp_path: Path, left_out: str
) -> None:
    root = _folder(tmp_path, "recorded")
    disk = _Lying(root)
    disk.left_out = left_out
    prepare = a_past if left_out == "fsync" else SCENARIOS[0].prepare
    recorded = record(Scenario("lying", prepare, (change(1), change(2))), root, disk=disk)
    assert sweep(recorded, _folder(tmp_path, "states"), then_change=False).wrong


@pytest.mark.sweep
@pytest.mark.skipif(bool(strace_sweep.why_not()), reason=strace_sweep.why_not() or "")
def test_a_process_that_is_killed_or_refused_anywhere_loses_nothing(tmp_path: Path) -> None:
    base = _folder(tmp_path, "base")
    strace_sweep.prepare(base)
    calls = strace_sweep.count_calls(strace_sweep.copied(base, tmp_path / "dry"), tmp_path / "log")
    assert {"write", "fsync", "rename"} <= calls.keys()
    faults = strace_sweep.injections(calls, 1 if FULL else 37)
    runs = [strace_sweep.broken_run(base, tmp_path, fault) for fault in faults]
    assert [run for run in runs if run.wrong] == []
