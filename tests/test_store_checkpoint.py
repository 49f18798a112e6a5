"""The JSON files: written between changes, rebuilt where they are damaged, swept where stale."""

import errno
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from store.disk import Disk
from store.envelope import Damaged, pack, unpack
from store.errors import StorageFailed
from store.generations import DAYS, LAST, Generations
from store.locking import TeamLock
from store.segments import START
from store.team import Team
from tests.store_world import (
    BrokenDisk,
    SetClock,
    files_below,
    opened,
    place_in,
    put_sheet,
    setting,
    sheet,
    told,
)

OCTOBER, NOVEMBER = date(2026, 10, 30), date(2026, 11, 2)
Damage = Callable[[Path], None]


def fill(root: Path, clock: SetClock | None = None, checkpoints: int = 2) -> None:
    """Two months and a setting; each checkpoint is followed by other values."""
    with opened(root, clock) as team:
        for value in range(checkpoints + 1):
            team.change("import", put_sheet(sheet(OCTOBER, float(value))))
            team.change("import", put_sheet(sheet(NOVEMBER, float(value))))
            team.change("setting", setting("few", value))
            if value < checkpoints:
                team.checkpoint()


def check(team: Team, value: int) -> None:
    assert team.setting_values() == {"few": value}
    found = team.sheets("agent_days", OCTOBER, NOVEMBER)
    assert found == (sheet(OCTOBER, float(value)), sheet(NOVEMBER, float(value)))
    assert team.months() == ("2026-10", "2026-11")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def zero(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


DAMAGES = pytest.mark.parametrize("damage", [flip, halve, empty, zero, Path.unlink])
FILES = pytest.mark.parametrize("name", ["team.json", "months/2026-10.json"])


def test_a_packed_file_is_json_and_knows_every_other_byte() -> None:
    data = pack(3, START, {"settings": {"few": {"value": 1}}}, {})
    assert json.loads(data)["tables"] == {"settings": {"few": {"value": 1}}}
    assert unpack(data).n == 3
    for at in range(len(data) - 1):
        with pytest.raises(Damaged):
            unpack(data[:at])
        with pytest.raises(Damaged):
            unpack(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


@DAMAGES
@FILES
@pytest.mark.parametrize("checkpoints", [1, 2])
def test_a_damaged_file_is_set_aside_told_and_rebuilt(
    tmp_path: Path, damage: Damage, name: str, checkpoints: int
) -> None:
    fill(tmp_path, checkpoints=checkpoints)
    path = place_in(tmp_path).data / name
    damage(path)
    left = path.read_bytes() if path.exists() else None
    with opened(tmp_path) as team:
        check(team, checkpoints)
        if left is None and checkpoints == 1 and name == "team.json":
            assert team.told == ()  # as if it had never been written
        else:
            assert told(team) == ["damaged_file" if left is not None else "missing_file"]
            assert team.told[0].values["path"] == name
            source = "generation" if checkpoints == 2 else "journal"
            assert team.told[0].values["source"] == source
    aside = [p for p in path.parent.iterdir() if p.name.startswith(f"{path.name}.damaged-")]
    assert [p.read_bytes() for p in aside] == ([] if left is None else [left])
    with opened(tmp_path) as team:
        check(team, checkpoints)
        assert team.told == ()
        assert path.exists()
        team.undo()
        team.undo()


@DAMAGES
def test_everything_damaged_at_once_is_rebuilt_from_the_journal(
    tmp_path: Path, damage: Damage
) -> None:
    fill(tmp_path)
    place = place_in(tmp_path)
    for path in [*place.data.rglob("*.json"), *place.backups.rglob("*.json")]:
        if path.is_file():
            damage(path)
    with opened(tmp_path) as team:
        check(team, 2)
    with opened(tmp_path) as team:
        check(team, 2)
        assert team.told == ()


@DAMAGES
@FILES
def test_read_only_rebuilds_in_memory_and_writes_nothing(
    tmp_path: Path, damage: Damage, name: str
) -> None:
    fill(tmp_path)
    damage(place_in(tmp_path).data / name)
    before = files_below(tmp_path)
    with opened(tmp_path, readonly=True) as team:
        check(team, 2)
        assert len(team.told) == 1
    assert files_below(tmp_path) == before


def test_an_old_file_put_back_by_hand_is_brought_up_to_date(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    fill(tmp_path, checkpoints=1)
    old = (place.months / "2026-10.json").read_bytes()
    with opened(tmp_path) as team:
        team.checkpoint()
    (place.months / "2026-10.json").write_bytes(old)
    with opened(tmp_path) as team:
        check(team, 1)
        assert told(team) == ["stale_file"]


def test_without_the_journal_the_files_still_say_what_they_hold(tmp_path: Path) -> None:
    fill(tmp_path)
    for path in place_in(tmp_path).journal.iterdir():
        path.unlink()
    with opened(tmp_path) as team:
        check(team, 1)
        assert told(team) == ["journal_short"]
        team.change("setting", setting("few", 7))
        assert team.n == 7
    with opened(tmp_path) as team:
        assert team.setting_values() == {"few": 7}


def test_a_damaged_line_is_told_once_and_the_rest_counts(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        for name in ("a", "b", "c"):
            team.change("setting", setting(name, 1))
    path = place_in(tmp_path).journal / "2026-11.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"key":"b"', b'"key":"x"', 1))
    with opened(tmp_path) as team:
        assert team.setting_values() == {"a": 1, "c": 1}
        assert told(team) == ["damaged_line"]
        assert team.told[0].values["kept_as"] == "2026-11.jsonl.damaged-20261122T120000"
        team.change("setting", setting("d", 1))
    with opened(tmp_path) as team:
        assert team.told == ()
        assert team.setting_values() == {"a": 1, "c": 1, "d": 1}


def test_a_damaged_line_is_noticed_by_whoever_has_the_team_open(tmp_path: Path) -> None:
    one, two = opened(tmp_path), opened(tmp_path)
    one.change("setting", setting("a", 1))
    two.refresh()
    one.change("setting", setting("b", 1))
    path = place_in(tmp_path).journal / "2026-11.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"key":"b"', b'"key":"x"', 1))
    assert two.refresh() == frozenset()
    assert told(two) == ["damaged_line"]
    two.change("setting", setting("c", 1))
    assert two.setting_values() == {"a": 1, "c": 1}
    one.refresh()
    assert one.setting_values() == two.setting_values()


class StoppingDisk(Disk):
    """A disk whose process dies before a certain rename."""

    def __init__(self, renames: int) -> None:
        self.left = renames

    def rename(self, source: Path, target: Path) -> None:
        if self.left == 0:
            raise KeyboardInterrupt
        self.left -= 1
        super().rename(source, target)


def test_a_checkpoint_may_stop_between_any_two_files(tmp_path: Path) -> None:
    for stop in range(30):
        root = tmp_path / str(stop)
        fill(root)
        disk = StoppingDisk(stop)
        try:
            opened(root, disk=disk).checkpoint()
        except KeyboardInterrupt:
            with opened(root) as team:
                check(team, 2)
                assert team.told == ()
                team.change("setting", setting("few", 9))
                team.undo()
                team.checkpoint()
                check(team, 2)
            assert not list(root.rglob("data/**/.*.tmp"))
        else:
            break
    assert stop > 4


def test_a_first_checkpoint_may_stop_too(tmp_path: Path) -> None:
    fill(tmp_path, checkpoints=0)
    with pytest.raises(KeyboardInterrupt):
        opened(tmp_path, disk=StoppingDisk(1)).checkpoint()
    assert [p.name for p in place_in(tmp_path).months.glob("*.json")] == ["2026-10.json"]
    with opened(tmp_path) as team:
        check(team, 0)
        assert team.told == ()


@pytest.mark.parametrize("call", ["write", "fsync", "rename", "sync_folder"])
def test_a_refused_checkpoint_loses_nothing(tmp_path: Path, call: str) -> None:
    fill(tmp_path)
    disk = BrokenDisk(code=errno.ENOSPC)
    team = opened(tmp_path, disk=disk)
    disk.broken = {call}
    with pytest.raises(StorageFailed) as failed:
        team.checkpoint()
    assert failed.value.code == "disk_full"
    check(opened(tmp_path), 2)
    disk.broken = set()
    team.checkpoint()
    check(opened(tmp_path), 2)


def test_the_files_are_written_every_so_many_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.team.CHECKPOINT_EVERY", 5)
    disk = BrokenDisk()
    team = opened(tmp_path, disk=disk)
    path = team.place.team_file
    written = []
    for value in range(1, 12):
        team.change("setting", setting("few", value))
        written.append(unpack(path.read_bytes()).n if path.exists() else 0)
    assert written == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]
    for value in range(4):
        disk.broken = {"rename"} if value == 3 else set()
        team.change("setting", setting("few", value))
    assert team.setting_values() == {"few": 3}
    assert told(team) == ["no_generation", "no_checkpoint"]
    assert opened(tmp_path).setting_values() == {"few": 3}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    fill(tmp_path)
    with opened(tmp_path) as team:
        team.checkpoint()
        before = files_below(place_in(tmp_path).months)
        team.change("import", put_sheet(sheet(NOVEMBER, 8.0)))
        team.checkpoint()
        after = files_below(place_in(tmp_path).months)
    assert [name for name in after if after[name] != before[name]] == ["2026-11.json"]


def test_stale_temporary_files_are_swept_at_opening(tmp_path: Path) -> None:
    fill(tmp_path)
    place = place_in(tmp_path)
    stale = [place.data / ".team.json.00ff.tmp", place.months / ".2026-10.json.00ff.tmp"]
    for path in stale:
        path.write_bytes(b"half")
    opened(tmp_path, readonly=True)
    assert all(path.exists() for path in stale)
    with TeamLock(place.lock).hold():  # somebody may be writing them just now
        opened(tmp_path)
    assert all(path.exists() for path in stale)
    opened(tmp_path)
    assert not any(path.exists() for path in stale)


def test_generations_are_the_last_three_and_one_a_day_for_a_fortnight(tmp_path: Path) -> None:
    clock = SetClock()
    generations = Generations(place_in(tmp_path), Disk())
    data = pack(1, START, {}, {})
    for n in range(1, 81):
        generations.keep("team.json", n, data, clock.now())
        clock.go(hours=8)
    clock.go(hours=-8)
    kept = [path.name for path in generations.paths("team.json")]
    days = {name[13:21] for name in kept}
    assert kept[-LAST:] == [p.name for p in generations.paths("team.json")][-LAST:]
    assert len(days) == DAYS + 1
    assert DAYS + 1 <= len(kept) <= DAYS + LAST
    assert max(kept).startswith("000000000080-")


def test_generations_outlive_a_clock_that_runs_backwards(tmp_path: Path) -> None:
    clock = SetClock()
    fill(tmp_path, clock)
    clock.go(days=-1000)
    with opened(tmp_path, clock) as team:
        team.checkpoint()
    place_in(tmp_path).team_file.write_bytes(b"")
    with opened(tmp_path, clock) as team:
        check(team, 2)
        assert team.told[0].values["source"] == "generation"
