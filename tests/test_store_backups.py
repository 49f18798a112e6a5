"""A backup is the whole team at one moment; restoring it is one change that can be taken back."""

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from store.backups import backup, backups, restore
from store.errors import ReadOnly, Refused
from store.records.report import FileReport
from store.team import Team
from tests.faults.recording import QuietDisk
from tests.faults.world import TickingClock, documents, open_team, place_in, step, steps_in


def _team(root: Path) -> Team:
    team = open_team(root)
    team.change("step", step(0))
    team.checkpoint()
    team.change("step", step(1))
    return team


def test_restoring_brings_back_every_record_and_only_those(tmp_path: Path) -> None:
    team = _team(tmp_path)
    known = documents(team)
    path = backup(team)
    team.change("step", step(2))
    team.change("gone", lambda draft: draft.remove("agents", "a00000"))
    done = restore(team, path.stem)
    assert documents(team) == known
    assert done.records == 5
    with open_team(tmp_path) as again:
        assert documents(again) == known


@pytest.mark.parametrize("way", ["undo", "restore"])
def test_a_restore_can_be_taken_back(tmp_path: Path, way: str) -> None:
    team = _team(tmp_path)
    backup(team)
    team.change("step", step(2))
    known = documents(team)
    done = restore(team)
    assert documents(team) != known
    if way == "undo":
        team.undo()
    else:
        restore(team, done.kept_as)
    assert documents(team) == known


def test_backups_are_listed_newest_first_with_what_they_hold(tmp_path: Path) -> None:
    team = _team(tmp_path)
    first = backup(team)
    team.change("step", step(2))
    second = backup(team)
    found = backups(team.place, team.disk)
    assert [one.path for one in found] == [second, first]
    assert [one.n for one in found] == [3, 2]
    assert {one.why for one in found} == {"asked"}
    assert all(one.size == one.path.stat().st_size for one in found)


def test_two_backups_of_one_second_are_two(tmp_path: Path) -> None:
    clock = TickingClock(step=timedelta())
    team = Team.open(place_in(tmp_path), clock, disk=QuietDisk())
    team.change("step", step(0))
    assert backup(team) != backup(team)


def test_a_backup_goes_into_another_team_by_its_path(tmp_path: Path) -> None:
    team = _team(tmp_path)
    team.keep_report("2026-11-30-01234567", FileReport(path="a.csv"))
    path = backup(team)
    other = open_team(tmp_path / "elsewhere")
    restore(other, str(path))
    assert documents(other) == documents(team)
    assert (other.place.imports / "2026-11-30-01234567.json").exists()


def test_a_copy_holds_the_folder_and_no_lock_or_left_over(tmp_path: Path) -> None:
    team = _team(tmp_path)
    (team.place.data / ".x.tmp").write_bytes(b"half")
    with zipfile.ZipFile(backup(team)) as whole:
        names = whole.namelist()
    assert [name for name in names if name.rpartition("/")[2].startswith(".")] == []
    assert {"backup.json", "team.json", "journal/2026-12.jsonl"} <= set(names)


@pytest.mark.parametrize("kind", ["text", "cut", "other", "no_team_file", "newer"])
def test_a_zip_that_is_no_whole_backup_changes_nothing(tmp_path: Path, kind: str) -> None:
    team = _team(tmp_path)
    path = backup(team)
    data = path.read_bytes()
    if kind == "text":
        path.write_bytes(b"not a zip")
    elif kind == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        with zipfile.ZipFile(path) as old:
            files = {name: old.read(name) for name in old.namelist()}
        if kind == "newer":
            files["backup.json"] = files["backup.json"].replace(b'"format":1', b'"format":9')
        elif kind == "other":
            files = {"letter.txt": b"hello"}
        else:
            files["team.json"] = files["team.json"][:-30]
        with zipfile.ZipFile(path, "w") as new:
            for name, content in files.items():
                new.writestr(name, content)
    known = documents(team)
    code = "newer_backup" if kind == "newer" else "bad_backup"
    with pytest.raises(Refused, match=code):
        restore(team, path.stem)
    assert (documents(team), team.n) == (known, 2)


def test_an_unknown_name_and_an_empty_list_are_refused(tmp_path: Path) -> None:
    team = _team(tmp_path)
    with pytest.raises(Refused, match="no_backup"):
        restore(team)
    backup(team)
    with pytest.raises(Refused, match="no_backup"):
        restore(team, "2020-01-01T000000")


def test_read_only_makes_no_backup(tmp_path: Path) -> None:
    _team(tmp_path)
    team = Team.open(place_in(tmp_path), TickingClock(), readonly=True)
    with pytest.raises(ReadOnly):
        backup(team)


def test_a_backup_that_was_cut_short_is_gone_with_the_next(tmp_path: Path) -> None:
    team = _team(tmp_path)
    path = backup(team)
    left = path.with_name(f".{path.name}.tmp")
    left.write_bytes(b"half")
    restore(team, path.stem)
    assert steps_in(documents(team), range(3)) == {0, 1}
