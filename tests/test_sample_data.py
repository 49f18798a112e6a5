"""The sample team's files are what the script writes, and hang together."""

import csv
import io
import zipfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from tests import make_sample_data as sample
from tests import sample_queue
from tests.sample_team import (
    DOUYIN,
    LEAVER,
    NEWCOMER,
    PEOPLE,
    SICK,
    SICK_WEEK,
    TAOBAO,
    Work,
    days,
    shared_work,
    work,
)

HOME = Path(__file__).resolve().parent.parent / "sample_data"


def _contents(path: Path) -> object:
    """A workbook's archive may be packed differently by another zlib: compare what is inside."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if not name.startswith("docProps/")
        }


def _files(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "README.md" and not path.name.startswith(".")
    }


def test_the_committed_files_are_what_the_script_writes(tmp_path: Path) -> None:
    weeks = sample_queue.weeks()
    some = [weeks[0], weeks[-1]]  # a day of the queue takes a tenth of a second to play
    sample.main(tmp_path, some)
    made, kept = _files(tmp_path), _files(HOME)
    left = {f"queue/intervals/{sample_queue.week_name(w)}" for w in weeks if w not in some}
    assert made.keys() | left == kept.keys()
    assert [name for name in made if _contents(made[name]) != _contents(kept[name])] == []


def test_the_same_bytes_come_out_each_time(tmp_path: Path) -> None:
    day = days()[-1]
    sample.write_exports(tmp_path / "one", [day])
    sample.write_exports(tmp_path / "two", [day])
    one, two = _files(tmp_path / "one"), _files(tmp_path / "two")
    assert one.keys() == two.keys()
    assert all(one[name].read_bytes() == two[name].read_bytes() for name in one)


def _every_work() -> list[Work]:
    found = [work(p, day, at) for p in PEOPLE for day in days() for at in (TAOBAO, DOUYIN)]
    return [did for did in [*found, *map(shared_work, days())] if did is not None]


def test_parts_never_exceed_their_whole() -> None:
    for did in _every_work():
        assert 0 <= did.paid <= did.ordered <= did.inquirers <= did.received <= did.consulted
        assert did.served <= did.received - did.unanswered
        assert sum(did.ratings) <= did.received
        assert did.within_3min <= did.received
        assert min(did.slow, did.long, did.transfers_in, *did.ratings) >= 0


def test_the_team_is_twelve_people_in_two_groups_on_two_platforms() -> None:
    today = [person for person in PEOPLE if person.left_on is None]
    assert len(today) == 12
    assert Counter(person.group for person in today) == {"pre": 7, "after": 5}
    assert {platform for person in today for platform in person.shares} == {TAOBAO, DOUYIN}
    assert len(days()) == 70


def test_the_stories_are_in_the_days() -> None:
    named = {person.name: person for person in PEOPLE}

    def on(name: str, day: date) -> bool:
        return work(named[name], day, TAOBAO) is not None

    sick = [SICK_WEEK[0] + timedelta(n) for n in range(7)]
    assert not any(on(SICK, day) for day in sick)
    assert not any(on(NEWCOMER, day) for day in days() if day < date(2026, 10, 12))
    assert not any(on(LEAVER, day) for day in days() if day > date(2026, 10, 9))


def test_sums_below_the_tables_are_right() -> None:
    for day in days()[::7]:
        rows = sample.qianniu(day)
        total = next(row for row in rows if row[0] == "汇总值")
        people = rows[1:-2]
        for column in (1, 2, 3, 4, 9):
            assert total[column] == sum(
                value for row in people if isinstance(value := row[column], int)
            )


def test_the_layouts_carry_their_verbatim_oddities() -> None:
    folder = HOME / "exports"
    name = "自定义报表_客服数据23年新_下单优先判定_2026-11-11至2026-11-11.xlsx"
    assert (folder / "taobao_chitu_workload" / name).is_file()
    assert "平均响应时长（秒)" in sample.QIANNIU
    assert "延迟统计" in [row[4] for row in sample.chitu_daily(days()[-1])]
    raw = (folder / "douyin_feige" / "飞鸽客服数据_2026-11-11.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(raw.decode("gb18030"), newline="")))
    assert tuple(rows[0]) == sample.FEIGE
    assert any("," in row[13] for row in rows[1:])


def test_the_queues_half_hours_tell_the_same_story_as_the_exports() -> None:
    contacts: Counter[tuple[str, date]] = Counter()
    for path in sorted((HOME / "queue/intervals").iterdir()):
        for row in csv.DictReader(path.read_text("utf-8").splitlines()):
            day = date.fromisoformat(row["start"][:10])
            contacts[row["queue"], day] += int(row["offered"])
            assert int(row["answered"]) + int(row["abandoned"]) == int(row["offered"])
    assert {day for _, day in contacts} == set(days()[:-1]), "the last day stands in its own file"
    exported = {
        ("售前", "pre"): sum(contacts["售前", day] for day in days()[:-1]),
        ("售后", "after"): sum(contacts["售后", day] for day in days()[:-1]),
    }
    for (queue, group), whole in exported.items():
        people = [person for person in PEOPLE if person.group == group]
        for day in days()[:-1]:
            done = [work(person, day, at) for person in people for at in (TAOBAO, DOUYIN)]
            taken = sum(did.direct for did in done if did is not None)
            assert contacts[queue, day] > taken, f"{queue} {day}: fewer contacts than customers"
        usual = whole / len(days())
        assert contacts[queue, date(2026, 11, 11)] > 1.6 * usual
        assert contacts[queue, date(2026, 10, 3)] < usual
