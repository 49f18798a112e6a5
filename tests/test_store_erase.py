"""Forgetting a person: nothing of the name stays, nothing of anybody else goes."""

import errno
import shutil
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

import msgspec
import pytest

from store.backups import backup, restore
from store.erase import forget
from store.errors import Refused, StorageFailed
from store.naming import binding_key
from store.records.people import Agent, Binding
from store.records.report import FileReport, Names, Reject
from store.records.work import ImportedFile, Sheet, sheet_key
from store.team import Draft, Team
from tests.faults.recording import BreakingDisk, Killed, QuietDisk, RecordingDisk, refuses
from tests.faults.scenarios import FORGOTTEN, a_person
from tests.faults.sweep import names_left
from tests.faults.world import (
    TickingClock,
    agent_id,
    documents,
    open_team,
    place_in,
    settle,
    step,
)

MEI, LAN = "a0mei0", "a0lan0"
DAYS = (date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 11))


def _bytes_below(root: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in root.rglob("*") if path.is_file())


def _sheet(day: date, *nicknames: str, end: date | None = None) -> Sheet:
    rows: dict[str, tuple[float | None, ...]] = dict.fromkeys(nicknames, (1.0,))
    return Sheet(
        start=day,
        end=end or day,
        platform="taobao",
        shop="main",
        layout="chitu_workload",
        tool="chitu",
        metrics=("received",),
        rows=rows,
        not_final=dict.fromkeys(nicknames, ("received",)),
        origin=dict.fromkeys(nicknames, (0, 2)),
        cell_origin={name: {"received": (0, 2)} for name in nicknames},
        groups=dict.fromkeys(nicknames, "pre"),
    )


def _put(draft: Draft, records: tuple[Agent | Binding | Sheet, ...]) -> None:
    for record in records:
        if isinstance(record, Agent):
            draft.put("agents", record.id, record)
        elif isinstance(record, Binding):
            draft.put("bindings", binding_key(record), record)
        else:
            table = "agent_days" if record.start == record.end else "periods"
            draft.put(table, sheet_key(record), record)


def _two_people(root: Path) -> Team:
    """Mei Mei, who gave her account 店铺:一号 to Lan on the third day, and was once Mei Li."""
    team = open_team(root)
    team.change(
        "roster",
        partial(
            _put,
            records=(
                Agent(MEI, "Mei Li"),
                Agent(LAN, "Lan"),
                Binding("店铺:一号", agent=MEI, until=DAYS[1]),
                Binding("店铺:一号", agent=LAN, since=DAYS[2]),
                Binding("店铺:梅梅", agent=MEI, since=DAYS[1]),
                Binding("兰兰", agent=LAN),
            ),
        ),
    )
    team.change("agent", partial(_put, records=(Agent(MEI, "Mei Mei"),)))
    for day in DAYS:
        sheet = _sheet(day, "店铺:一号", "店铺:梅梅", "兰兰", "店铺:梅梅2")
        team.change("import", partial(_put, records=(sheet,)))
    period = _sheet(DAYS[0], "店铺:一号", "兰兰", end=DAYS[2])
    team.change("import", partial(_put, records=(period,)))
    return team


def test_rows_go_on_the_days_that_were_theirs_and_no_other(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    done = forget(team, MEI)
    rows = {sheet.start: set(sheet.rows) for sheet in team.sheets("agent_days", DAYS[0], DAYS[2])}
    assert rows == {
        DAYS[0]: {"兰兰", "店铺:梅梅2"},
        DAYS[1]: {"兰兰", "店铺:梅梅2"},
        DAYS[2]: {"店铺:一号", "兰兰", "店铺:梅梅2"},
    }
    assert [set(s.rows) for s in team.sheets("periods", DAYS[0], DAYS[2])] == [{"兰兰"}]
    assert (done.agent_days, done.alike) == (6, ("店铺:梅梅2",))


def test_nothing_keyed_by_their_nickname_stays_in_a_sheet(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    forget(team, MEI)
    for _, record in team.documents("agent_days"):
        for field in ("not_final", "origin", "cell_origin", "groups"):
            assert record[field].keys() == record["rows"].keys()


def test_earlier_names_go_too_and_other_people_stay(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    team.checkpoint()
    forget(team, MEI)
    data = _bytes_below(tmp_path)
    assert b"Mei Li" not in data
    assert b"Mei Mei" not in data
    assert set(team.agents()) == {LAN}
    assert {b.nickname for b in team.bindings()} == {"店铺:一号", "兰兰"}


def test_history_keeps_its_numbers_and_names_only_the_id(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    before = [change.n for change in team.history()]
    forget(team, MEI)
    changes = list(team.history())
    assert [change.n for change in changes] == [before[0] + 1, *before]
    assert (changes[0].what, changes[0].erase, changes[0].edits) == ("forget", MEI, ())
    with pytest.raises(Refused, match="nothing_to_undo"):
        team.undo()


def test_the_journal_alone_still_gives_everything_else(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    team.checkpoint()
    forget(team, MEI)
    team.checkpoint()
    known = documents(team)
    place = team.place
    place.team_file.unlink()
    shutil.rmtree(place.months)
    shutil.rmtree(place.state)
    with open_team(tmp_path) as again:
        assert documents(again) == known


def test_a_name_of_one_letter_is_not_looked_for_inside_words(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    team.change("roster", partial(_put, records=(Agent("a0one0", "e"),)))
    team.keep_report("2026-11-09-01234567", FileReport(path="/in/seven.csv"))
    forget(team, "a0one0")
    data = (team.place.imports / "2026-11-09-01234567.json").read_bytes()
    assert b"/in/seven.csv" in data


def test_reports_and_file_names_lose_the_name(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    report = FileReport(
        path="/in/Mei Mei 2026-11-09.csv",
        agents=Names(
            known=("店铺:梅梅", "兰兰"),
            unbound=("MEI MEI",),
            proposed={"店铺:梅梅2": MEI, "兰": LAN},
        ),
        rejects=(Reject(7, "客服", "mei mei ", "not_a_number"),),
    )
    team.keep_report("2026-11-09-01234567", report)
    file = ImportedFile("2026-11-09-01234567", "Mei Mei.csv", team.clock.now(), "x", DAYS)
    team.change("import", lambda draft: draft.put("files", "ab" * 32, file))
    forget(team, MEI)
    data = _bytes_below(tmp_path)
    assert b"mei mei" not in data.lower()
    assert "兰兰".encode() in data
    assert [f.name for f in team.files().values()] == [".csv"]
    left = msgspec.json.decode(
        (team.place.imports / "2026-11-09-01234567.json").read_bytes(), type=FileReport
    )
    assert left.path == "/in/ 2026-11-09.csv"
    assert left.agents == Names(known=("兰兰",), proposed={"兰": LAN})
    assert left.rejects == (Reject(7, "客服", "", "not_a_number"),)


def test_damaged_files_that_hold_the_name_are_removed(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    team.checkpoint()
    path = team.place.team_file
    path.write_bytes(path.read_bytes()[:-40])
    team = open_team(tmp_path)
    assert [told.code for told in team.told] == ["damaged_file"]
    team.place.backups.mkdir(parents=True)
    (team.place.backups / "broken.zip").write_bytes(b"PK nobody can read this")
    forget(team, MEI)
    assert b"Mei Mei" not in _bytes_below(tmp_path)
    assert list(tmp_path.rglob("*.damaged-*")) == []
    assert list(tmp_path.rglob("broken.zip")) == []


def test_a_restored_backup_does_not_bring_them_back(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    backup(team)
    forget(team, MEI)
    restore(team)
    assert set(team.agents()) == {LAN}
    assert b"Mei Mei" not in _bytes_below(tmp_path)


def test_a_copy_kept_elsewhere_does_not_bring_them_back_either(tmp_path: Path) -> None:
    team = _two_people(tmp_path / "team")
    team.keep_report("2026-11-09-01234567", FileReport(path="/in/Mei Mei.csv"))
    elsewhere = backup(team).rename(tmp_path / "copy.zip")
    forget(team, MEI)
    (team.place.imports / "2026-11-09-01234567.json").unlink()
    known = documents(team)
    restore(team, str(elsewhere))
    assert documents(team) == known
    assert b"Mei Mei" not in _bytes_below(tmp_path / "team")


def test_another_open_window_forgets_too(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    other = open_team(tmp_path)
    assert MEI in other.agents()
    forget(team, MEI)
    other.refresh()
    assert documents(other) == documents(team)
    other.change("step", step(1))
    other.checkpoint()
    assert b"Mei Mei" not in _bytes_below(tmp_path)


def test_whoever_is_unknown_cannot_be_forgotten(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    with pytest.raises(Refused, match="no_such_agent"):
        forget(team, "a99999")
    forget(team, MEI)
    with pytest.raises(Refused, match="no_such_agent"):
        forget(team, MEI)


def test_two_people_of_one_name_are_not_mistaken(tmp_path: Path) -> None:
    team = _two_people(tmp_path)
    twin = Agent("atwin0", "Mei Mei")
    team.change("roster", partial(_put, records=(twin, Binding("梅二", agent="atwin0"))))
    forget(team, MEI)
    assert team.agents() == {LAN: Agent(LAN, "Lan"), "atwin0": twin}
    assert "店铺:梅梅2" in next(iter(team.sheets("agent_days", DAYS[0], DAYS[0]))).rows


def test_other_people_s_figures_are_as_before(tmp_path: Path) -> None:
    a_person(tmp_path)
    with open_team(tmp_path) as team:
        before = documents(team)
        forget(team, agent_id(FORGOTTEN))
        after = documents(team)
    for key, record in after.items():
        if key[0] in ("agents", "bindings"):
            assert record == before[key]
        else:
            assert record["rows"].items() < before[key]["rows"].items()


def _prepared(tmp_path: Path) -> Path:
    base = tmp_path / "base"
    base.mkdir()
    a_person(base)
    return base


def _copy(base: Path, to: Path) -> Path:
    shutil.copytree(base, to)
    settle(to)
    return to


def _operations(base: Path, tmp_path: Path) -> int:
    root = _copy(base, tmp_path / "counted")
    disk = RecordingDisk(root)
    with open_team(root, disk) as team:
        disk.log.clear()
        forget(team, agent_id(FORGOTTEN))
    return len(disk.log)


def test_killed_at_any_moment_it_is_finished_by_the_next_opening(tmp_path: Path) -> None:
    base = _prepared(tmp_path)
    count = _operations(base, tmp_path)
    assert count > 40
    for at in range(count):
        root = _copy(base, tmp_path / f"killed{at}")
        with pytest.raises(Killed):
            forget(open_team(root, BreakingDisk(root, at)), agent_id(FORGOTTEN))
        begun = place_in(root).erasing.exists()
        with open_team(root) as team:
            gone = agent_id(FORGOTTEN) not in team.agents()
            assert team.told == ()
            assert agent_id(0) in team.agents()
        assert gone or not begun
        assert not gone or names_left(root) == []
        shutil.rmtree(root)


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_refused_at_any_moment_it_is_told_and_finished_later(tmp_path: Path, number: int) -> None:
    base = _prepared(tmp_path)
    count = _operations(base, tmp_path)
    for at in range(0, count, 3):
        root = _copy(base, tmp_path / f"refused{at}")
        disk = BreakingDisk(root, at, refuses(number), times=2)
        team = open_team(root, disk, TickingClock())
        with suppress(StorageFailed):
            forget(team, agent_id(FORGOTTEN))
        begun = place_in(root).erasing.exists()
        with open_team(root, QuietDisk()) as team:
            gone = agent_id(FORGOTTEN) not in team.agents()
        assert gone or not begun
        assert not gone or names_left(root) == []
        shutil.rmtree(root)
