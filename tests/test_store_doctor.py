"""The doctor sees every damage, writes nothing while looking, and mends what can be mended."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from store.backups import backup
from store.bundle import bundle
from store.doctor import DoctorReport, FileState, check, repair
from store.lines import seal
from store.records.report import FileReport
from tests.faults.recording import QuietDisk, RecordingDisk, files_under
from tests.faults.world import (
    Documents,
    TickingClock,
    documents,
    nickname,
    open_team,
    place_in,
    step,
)


def _team(root: Path) -> Documents:
    """Make every kind of file: months, generations, a report, a backup; return the records."""
    with open_team(root) as team:
        for number in range(3):
            team.change("step", step(number))
            team.checkpoint()
        team.keep_report("2026-11-30-01234567", FileReport(path="/in/小禾.csv"))
        backup(team)
        team.change("step", step(3))
        return documents(team)


def _state(report: DoctorReport, path: str) -> FileState:
    return next(file for file in report.files if file.path == path)


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flipped(data: bytes) -> bytes:
    at = len(data) // 3
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _empty(data: bytes) -> bytes:
    return b""


def _zeros(data: bytes) -> bytes:
    return bytes(len(data))


DAMAGES: list[Callable[[bytes], bytes]] = [_empty, _half, _flipped, _zeros]
FILES = ["team.json", "months/2026-11.json", "months/2026-12.json", "imports/*", "journal/head"]


def test_a_whole_team_is_well_and_looking_writes_nothing(tmp_path: Path) -> None:
    _team(tmp_path)
    before = dict(files_under(tmp_path))
    disk = RecordingDisk(tmp_path)
    report = check(place_in(tmp_path), disk)
    assert report.ok
    assert {file.state for file in report.files} == {"good"}
    paths = {file.path for file in report.files}
    assert {"team.json", "months/2026-11.json", "journal/2026-12.jsonl"} <= paths
    assert any(path.endswith(".zip") for path in paths)
    assert any(path.startswith("backups/generations/") for path in paths)
    assert (disk.log, dict(files_under(tmp_path))) == ([], before)


def test_where_there_is_no_team_there_is_nothing_wrong(tmp_path: Path) -> None:
    assert check(place_in(tmp_path)) == DoctorReport(ok=True, files=())
    assert repair(place_in(tmp_path)) == DoctorReport(ok=True, files=())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("pattern", FILES)
def test_a_damaged_file_is_seen_set_aside_and_mended(
    tmp_path: Path, pattern: str, damage: Callable[[bytes], bytes]
) -> None:
    known = _team(tmp_path)
    place = place_in(tmp_path)
    path = next(place.data.glob(pattern))
    name = path.relative_to(place.data).as_posix()
    spoilt = damage(path.read_bytes())
    path.write_bytes(spoilt)
    seen = _state(check(place), name)
    if seen.state == "good":  # a report has no sum: a changed letter is another letter
        assert (pattern, damage) in {("imports/*", _flipped), ("journal/head", _flipped)}
        return
    assert (seen.state, check(place).ok) == ("damaged", False)
    report = repair(place, TickingClock(), QuietDisk())
    assert (report.ok, _state(report, name).mended) == (True, True)
    if name != "journal/head":
        aside = next(place.data.rglob(f"{path.name}.damaged-*"))
        assert aside.read_bytes() == spoilt
    assert check(place).ok
    with open_team(tmp_path) as team:
        assert (documents(team), team.told) == (known, ())


@pytest.mark.parametrize("name", ["team.json", "months/2026-11.json"])
def test_a_lost_file_is_missed_and_made_anew(tmp_path: Path, name: str) -> None:
    known = _team(tmp_path)
    place = place_in(tmp_path)
    (place.data / name).unlink()
    seen = _state(check(place), name)
    assert (seen.state, seen.what) == ("missing", "missing_file")
    report = repair(place, TickingClock(), QuietDisk())
    assert (report.ok, _state(report, name).mended) == (True, True)
    with open_team(tmp_path) as team:
        assert documents(team) == known


def test_damaged_lines_are_counted_and_set_aside(tmp_path: Path) -> None:
    known = _team(tmp_path)
    place = place_in(tmp_path)
    path = place.journal / "2026-12.jsonl"
    lines = path.read_bytes().split(b"\n")
    lines[0] = lines[0].replace(b"a00001", b"a00009")
    path.write_bytes(b"\n".join(lines))
    seen = _state(check(place), "journal/2026-12.jsonl")
    assert (seen.state, seen.what, seen.values) == (
        "damaged",
        "bad_lines",
        {"lines": 1, "first": 1},
    )
    assert repair(place, TickingClock(), QuietDisk()).ok
    with open_team(tmp_path) as team:
        assert documents(team) == known  # the line was in the files already


def test_lines_out_of_order_are_told(tmp_path: Path) -> None:
    _team(tmp_path)
    place = place_in(tmp_path)
    path = place.journal / "2026-12.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[1], lines[0], *lines[2:]]))
    report = check(place)
    assert (_state(report, "journal/2026-12.jsonl").what, report.ok) == ("order", False)


def test_a_line_that_was_never_acknowledged_is_no_damage(tmp_path: Path) -> None:
    _team(tmp_path)
    place = place_in(tmp_path)
    path = place.journal / "2026-12.jsonl"
    path.write_bytes(path.read_bytes() + b'{"id":"half a li')
    report = check(place)
    assert (_state(report, "journal/2026-12.jsonl").state, report.ok) == ("torn", True)


def test_a_record_that_nobody_can_read_is_told_by_its_place(tmp_path: Path) -> None:
    _team(tmp_path)
    place = place_in(tmp_path)
    whole = json.loads(place.team_file.read_bytes())
    del whole["crc"]
    whole["tables"]["agents"]["a00000"]["name"] = 7
    place.team_file.write_bytes(seal(json.dumps(whole).encode()))
    seen = _state(check(place), "team.json")
    assert (seen.what, seen.values) == ("bad_record", {"table": "agents", "record": 1})


def test_a_newer_format_is_told_and_left_alone(tmp_path: Path) -> None:
    _team(tmp_path)
    place = place_in(tmp_path)
    whole = json.loads(place.team_file.read_bytes())
    place.team_file.write_bytes(json.dumps(whole | {"format": 99}).encode())
    before = dict(files_under(tmp_path))
    report = repair(place, TickingClock(), QuietDisk())
    assert (report.ok, report.told) == (False, "newer_format")
    assert _state(report, "team.json").state == "newer"
    assert dict(files_under(tmp_path)) == before


def test_left_overs_and_damaged_copies_are_cleared(tmp_path: Path) -> None:
    known = _team(tmp_path)
    place = place_in(tmp_path)
    (place.months / ".2026-11.json.0123abcd.tmp").write_bytes(b"{")
    generation = next(place.backups.rglob("*T*.json"))
    generation.write_bytes(b"{")
    copy = next(place.backups.glob("*.zip"))
    copy.write_bytes(copy.read_bytes()[:100])
    report = check(place)
    states = sorted(file.state for file in report.files if file.state != "good")
    assert (states, report.ok) == (["damaged", "damaged", "left_over"], False)
    assert repair(place, TickingClock(), QuietDisk()).ok
    assert not list(place.months.glob("*.tmp"))
    with open_team(tmp_path) as team:
        assert documents(team) == known


def test_the_bundle_says_how_the_files_stand_and_nothing_of_people(tmp_path: Path) -> None:
    _team(tmp_path)
    place = place_in(tmp_path)
    (place.data / "小禾 的笔记.txt").write_text("小禾", encoding="utf-8")
    (place.imports / "2026-11-30-ffffffff.json").write_bytes(b"{")
    path = bundle(place, tmp_path / "bundle.zip", TickingClock(), QuietDisk())
    with zipfile.ZipFile(path) as whole:
        assert whole.testzip() is None
        data = b"".join(whole.read(name) for name in whole.namelist())
        found = json.loads(whole.read("report.json"))
    for secret in (
        "小禾",
        nickname(0),
        "店铺",
        "小000号",
        str(tmp_path),
        "/in",
        "a00000",
        "taobao",
    ):
        assert secret.encode() not in data
        assert json.dumps(secret)[1:-1].encode() not in data
    states = {file["path"]: file["state"] for file in found["files"]}
    assert states["team.json"] == "good"
    assert states["imports/2026-11-30-ffffffff.json"] == "damaged"
    assert states["other/1"] == "good"
    assert found["tables"]["team.json"]["agents"] == 3
    assert found["journal"]["2026-12.jsonl"]["kinds"] == {"step": 3}
