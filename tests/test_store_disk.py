"""The disk: whole or not at all, for our eyes only, patient with Windows."""

import os
import stat
from pathlib import Path

import pytest

from store.disk import Disk
from tests.store_world import BrokenDisk


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_append_adds_at_the_end_and_makes_the_file(tmp_path: Path) -> None:
    disk = Disk()
    disk.append(tmp_path / "a", b"one\n", new=True)
    disk.append(tmp_path / "a", b"two\n")
    assert disk.read(tmp_path / "a") == b"one\ntwo\n"
    assert disk.read(tmp_path / "a", 4) == b"two\n"
    assert disk.read_span(tmp_path / "a", 2, 3) == b"e\nt"


def test_cut_shortens_a_file_and_passes_over_a_missing_one(tmp_path: Path) -> None:
    disk = Disk()
    disk.append(tmp_path / "a", b"12345")
    disk.cut(tmp_path / "a", 2)
    disk.cut(tmp_path / "missing", 2)
    assert disk.read(tmp_path / "a") == b"12"
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
def test_a_refused_whole_write_leaves_the_old_file_and_no_other(tmp_path: Path, call: str) -> None:
    Disk().write_whole(tmp_path / "a", b"old")
    with pytest.raises(OSError, match="refused"):
        BrokenDisk(call, part=1).write_whole(tmp_path / "a", b"new")
    assert Disk().read(tmp_path / "a") == b"old"
    assert names(tmp_path) == ["a"]


class Slow(Disk):
    """A disk that takes three bytes at a time."""

    def write(self, file, data):  # type: ignore[no-untyped-def]
        return super().write(file, data[:3])


def test_short_writes_are_gone_on_with(tmp_path: Path) -> None:
    Slow().write_whole(tmp_path / "a", b"0123456789")
    assert Disk().read(tmp_path / "a") == b"0123456789"


class Held(Disk):
    """Windows, where another program has the target for the first tries."""

    def __init__(self, code: int, tries: int) -> None:
        self.code = code
        self.tries = tries
        self.pauses: list[float] = []

    def rename(self, source: Path, target: Path) -> None:
        self.tries -= 1
        if self.tries >= 0:
            error = PermissionError("held")
            error.winerror = self.code  # type: ignore[attr-defined]
            raise error
        super().rename(source, target)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.mark.parametrize("code", [5, 32])
def test_a_target_held_by_another_program_is_tried_again(tmp_path: Path, code: int) -> None:
    disk = Held(code, tries=3)
    disk.write_whole(tmp_path / "a", b"new")
    assert disk.read(tmp_path / "a") == b"new"
    assert len(disk.pauses) == 3


def test_it_gives_up_in_the_end_and_at_once_for_other_errors(tmp_path: Path) -> None:
    with pytest.raises(PermissionError):
        Held(32, tries=99).write_whole(tmp_path / "a", b"new")
    other = Held(3, tries=1)
    with pytest.raises(PermissionError):
        other.write_whole(tmp_path / "a", b"new")
    assert other.pauses == []
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="rights are Unix's")
def test_folders_and_files_are_for_their_owner_only(tmp_path: Path) -> None:
    disk = Disk()
    disk.make_folder(tmp_path / "x" / "y")
    disk.write_whole(tmp_path / "x" / "y" / "a", b"")
    disk.append(tmp_path / "x" / "y" / "b", b"")
    modes = [stat.S_IMODE(p.stat().st_mode) for p in sorted((tmp_path / "x").rglob("*"))]
    assert modes == [0o700, 0o600, 0o600]
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o700


def test_setting_aside_never_overwrites(tmp_path: Path) -> None:
    disk = Disk()
    for text in (b"one", b"two"):
        disk.write_whole(tmp_path / "a", text)
        disk.set_aside(tmp_path / "a", "T")
    assert names(tmp_path) == ["a.damaged-T", "a.damaged-T-2"]
    assert disk.read(tmp_path / "a.damaged-T") == b"one"


def test_what_is_not_there_is_none_or_nothing(tmp_path: Path) -> None:
    disk = Disk()
    assert disk.size(tmp_path / "a") is None
    assert disk.listdir(tmp_path / "a") == []
    assert disk.may_write(tmp_path / "a")
    with pytest.raises(FileNotFoundError):
        disk.read(tmp_path / "a")
