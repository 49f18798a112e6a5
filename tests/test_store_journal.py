"""The journal: acknowledged is read back, unacknowledged is not, damaged is told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.changes import Change, Edit
from store.disk import Disk
from store.errors import StorageFailed
from store.journal import Journal, Loose, Moved, Tail, decode, encode
from store.lines import seal, sealed
from store.segments import is_segment, order
from tests.store_world import BrokenDisk

NOVEMBER = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 1, 0, 1, tzinfo=UTC)


def change(n: int, at: datetime = NOVEMBER, size: int = 1) -> Change:
    edits = (Edit("settings", "few", None, {"value": "x" * size}),)
    return Change(id=f"{n:012x}", n=n, device="d", at=at, by="", what="setting", edits=edits)


def journal_in(folder: Path, disk: Disk | None = None) -> Journal:
    return Journal(folder, disk or Disk())


def write(journal: Journal, *changes: Change) -> Tail:
    tail = journal.read()
    for one in changes:
        tail = journal.append(one, tail)
    return tail


def numbers(tail: Tail) -> list[int]:
    return [one.n for one in tail.changes]


def backwards(journal: Journal) -> list[int]:
    return [decode(line).n for line in journal.backwards()]


def test_a_sealed_line_knows_any_other_byte() -> None:
    line = seal(b'{"a":1}').rstrip(b"\n")
    assert sealed(line)
    for at in range(len(line)):
        other = line[:at] + bytes([line[at] ^ 1]) + line[at + 1 :]
        assert not sealed(other), at
    assert not any(sealed(line[:size]) for size in range(len(line)))


def test_what_was_appended_is_read_back_in_order(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    end = write(journal, change(1), change(2), change(3))
    assert journal_in(tmp_path).read().changes == [change(1), change(2), change(3)]
    assert journal.read(end.position, known=end.head).changes == []
    assert backwards(journal) == [3, 2, 1]


def test_only_what_follows_a_position_is_read(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    middle = write(journal, change(1), change(2))
    journal.append(change(3), middle)
    assert numbers(journal_in(tmp_path).read(middle.position)) == [3]


def test_another_process_sees_the_new_month(tmp_path: Path) -> None:
    mine, other = journal_in(tmp_path), journal_in(tmp_path)
    seen = write(mine, change(1))
    other.append(change(2, DECEMBER), other.read())
    seen = mine.read(seen.position, known=seen.head)
    assert numbers(seen) == [2]
    assert mine.segments() == ["2026-11.jsonl", "2026-12.jsonl"]
    assert backwards(mine) == [2, 1]


def test_a_clock_that_runs_backwards_stays_in_the_newest_segment(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    write(journal, change(1, DECEMBER), change(2, NOVEMBER))
    assert journal.segments() == ["2026-12.jsonl"]
    assert numbers(journal.read()) == [1, 2]


@pytest.mark.parametrize("missing", [1, 2, 30, 10_000])
def test_a_torn_last_line_is_dropped_silently_and_cut_by_the_next(
    tmp_path: Path, missing: int
) -> None:
    journal = journal_in(tmp_path)
    write(journal, change(1), change(2))
    path = tmp_path / "2026-11.jsonl"
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    path.write_bytes(whole[: max(first + 1, len(whole) - missing)])
    tail = journal.read()
    assert (numbers(tail), tail.damaged) == ([1], [])
    assert tail.loose == Loose("2026-11.jsonl", first)
    journal.append(change(2), tail)
    assert path.read_bytes() == whole


def test_a_last_line_that_was_never_filled_is_torn(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    write(journal, change(1), change(2))
    path = tmp_path / "2026-11.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[:-40] + b"\0" * 39 + b"\n")
    tail = journal.read()
    assert (numbers(tail), tail.damaged, bool(tail.loose)) == ([1], [], True)


def test_a_torn_first_line_of_a_month_is_cut_there(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    write(journal, change(1), change(2, DECEMBER))
    path = tmp_path / "2026-12.jsonl"
    path.write_bytes(path.read_bytes()[:20])
    tail = journal.read()
    assert tail.loose == Loose("2026-12.jsonl", 0)
    journal.append(change(2, DECEMBER, size=3), tail)
    assert journal_in(tmp_path).read().changes == [change(1), change(2, DECEMBER, size=3)]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_damaged_line_is_told_and_set_aside_and_moves_nothing(tmp_path: Path, which: int) -> None:
    journal = journal_in(tmp_path)
    end = write(journal, change(1), change(2), change(3))
    path = tmp_path / "2026-11.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    bad = lines[which] = lines[which].replace(b"setting", b"sitting", 1)
    path.write_bytes(b"".join(lines))
    tail = journal.read()
    assert len(tail.damaged) == 1
    assert journal.set_aside(tail.damaged, "T") == ["2026-11.jsonl.damaged-T"]
    assert (tmp_path / "2026-11.jsonl.damaged-T").read_bytes() == bad
    after = journal.read()
    assert (len(after.changes), after.damaged) == (2, [])
    assert after.position.offset == end.position.offset
    assert len(backwards(journal)) == 2


@pytest.mark.parametrize("call", ["write", "fsync"])
@pytest.mark.parametrize("part", [0, 10, 10_000])
def test_a_refused_append_leaves_the_journal_as_it_was(
    tmp_path: Path, call: str, part: int
) -> None:
    disk = BrokenDisk(part=part)
    journal = journal_in(tmp_path, disk)
    tail = write(journal, change(1))
    before = (tmp_path / "2026-11.jsonl").read_bytes()
    disk.broken = {call}
    with pytest.raises(StorageFailed) as refused:
        journal.append(change(2), tail)
    assert refused.value.code == "disk_failed"
    assert refused.value.values["errno"] == "EIO"
    disk.broken = set()
    tail = journal.read(tail.position, known=tail.head)
    assert tail.changes == []
    journal.append(change(2, size=5), tail)
    assert (tmp_path / "2026-11.jsonl").read_bytes() == before + encode(change(2, size=5))


def test_where_a_refused_append_cannot_be_cut_back_the_month_goes_on_in_a_new_file(
    tmp_path: Path,
) -> None:
    disk = BrokenDisk(part=10_000)
    journal = journal_in(tmp_path, disk)
    other = journal_in(tmp_path)
    tail = write(journal, change(1))
    stale = other.read()
    disk.broken = {"write", "truncate"}
    for _ in range(2):  # until something works, changes are refused
        with pytest.raises(StorageFailed):
            journal.append(change(2), journal.read(tail.position, known=tail.head))
    disk.broken = {"truncate"}
    tail = journal.read(tail.position, known=tail.head)
    assert tail.changes == []
    journal.append(change(2, size=7), tail)
    assert journal.segments() == ["2026-11.jsonl", "2026-11.2.jsonl"]
    expected = [change(1), change(2, size=7)]
    assert journal.read().changes == expected
    assert other.read().changes == expected
    assert other.read(stale.position, known=stale.head).changes == expected[1:]
    assert backwards(other) == [2, 1]
    assert [line.good for line in other.raw_lines("2026-11.jsonl")] == [True]
    write(other, change(3, DECEMBER))
    assert numbers(journal.read()) == [1, 2, 3]


def test_whoever_read_a_line_that_was_cut_back_reads_anew(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    tail = write(journal, change(1))
    too_far = journal.append(change(2), tail)
    journal.disk.cut(tmp_path / "2026-11.jsonl", tail.position.offset)
    with pytest.raises(Moved):
        journal.read(too_far.position, known=too_far.head)
    journal.append(change(2, size=2), tail)
    with pytest.raises(Moved):
        journal.read(too_far.position, known=too_far.head)


def test_a_new_epoch_makes_everybody_read_anew(tmp_path: Path) -> None:
    journal, other = journal_in(tmp_path), journal_in(tmp_path)
    write(journal, change(1))
    seen = other.read()
    journal.rewrite("2026-11.jsonl", [encode(change(1, size=9))])
    journal.new_epoch()
    with pytest.raises(Moved):
        other.read(seen.position, known=seen.head)
    assert other.read().changes == [change(1, size=9)]
    assert journal.head().segment == "2026-11.jsonl"


@pytest.mark.parametrize("head", [None, b"", b"\xff\0", b"no\nsegment\n"])
def test_a_head_that_is_gone_or_damaged_stops_nothing(tmp_path: Path, head: bytes | None) -> None:
    journal = journal_in(tmp_path)
    write(journal, change(1), change(2, DECEMBER))
    if head is None:
        (tmp_path / "head").unlink()
    else:
        (tmp_path / "head").write_bytes(head)
    write(journal, change(3, DECEMBER))
    assert numbers(journal.read()) == [1, 2, 3]
    assert journal.head().segment == "2026-12.jsonl"


def test_reading_backwards_finds_long_lines_across_its_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = journal_in(tmp_path)
    write(journal, *(change(n, size=(n * 37) % 400) for n in range(1, 40)))
    for block in (7, 100, 333, 1 << 20):
        monkeypatch.setattr("store.journal._BLOCK", block)
        assert backwards(journal) == list(range(39, 0, -1))


def test_names_that_are_no_segments_are_left_alone() -> None:
    good = ["2026-11.jsonl", "2026-11.2.jsonl"]
    bad = ["head", "2026-11.jsonl.damaged-T", "2026-11.x.jsonl", "2026-1.jsonl", "26-11.jsonl"]
    assert [name for name in good + bad if is_segment(name)] == good
    shuffled = ["2026-11.10.jsonl", "2026-12.jsonl", "2026-11.jsonl", "2026-11.2.jsonl"]
    assert sorted(shuffled, key=order)[1:3] == ["2026-11.2.jsonl", "2026-11.10.jsonl"]
