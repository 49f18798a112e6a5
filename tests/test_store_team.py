"""The one door: change, undo, history, other processes, read-only."""

import os
from datetime import date
from pathlib import Path

import pytest

from store.envelope import FORMAT
from store.errors import ReadOnly, Refused, StorageFailed
from store.locking import TeamLock
from store.records.people import Agent, Binding, Shop
from store.team import Draft, Team
from tests.store_world import (
    BrokenDisk,
    SetClock,
    files_below,
    opened,
    place_in,
    put,
    put_sheet,
    setting,
    sheet,
    told,
)

ANN = Agent("a1", "小禾", group="pre", joined_on=date(2026, 1, 5))


def add_ann(draft: Draft) -> None:
    draft.put("agents", ANN.id, ANN)
    draft.put("bindings", "小禾//", Binding("小禾", agent="a1", since=date(2026, 1, 5)))
    draft.put("shops", "taobao/花房", Shop("taobao", "花房"))


def test_opening_and_reading_write_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        assert team.agents() == {}
        assert team.months() == ()
        assert team.last_day() is None
        assert team.refresh() == frozenset()
        assert not team.readonly
    assert list(tmp_path.iterdir()) == []


def test_what_was_put_is_read_now_and_after_reopening(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        team.change("import", add_ann)
        first = (team.agents(), team.bindings(), team.shops())
    with opened(tmp_path) as team:
        assert (team.agents(), team.bindings(), team.shops()) == first
        assert team.agents() == {"a1": ANN}
        team.checkpoint()
    with opened(tmp_path) as team:
        assert (team.agents(), team.bindings(), team.shops()) == first
        assert team.n == 1


def test_a_change_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    team = opened(tmp_path)
    team.change("import", add_ann)
    before = files_below(tmp_path)
    team.change("import", add_ann)
    assert team.change("look", lambda draft: len(list(draft.items("agents")))) == 1
    assert files_below(tmp_path) == before


def test_a_draft_sees_its_own_writes(tmp_path: Path) -> None:
    team = opened(tmp_path)
    team.change("import", put_sheet(sheet(date(2026, 11, 1))))

    def edit(draft: Draft) -> None:
        draft.put("agent_days", "2026-11-02/x", {"rows": (1, 2)})
        draft.put("agent_days", "2026-12-02/x", {})
        assert draft.get("agent_days", "2026-11-02/x") == {"rows": [1, 2]}
        draft.remove("agent_days", "2026-11-01/taobao/main/chitu_workload")
        assert draft.get("agent_days", "2026-11-01/taobao/main/chitu_workload") is None
        assert [key for key, _ in draft.items("agent_days", "2026-11")] == ["2026-11-02/x"]
        assert len(list(draft.items("agent_days"))) == 2

    team.change("import", edit)


def test_an_edit_that_fails_changes_nothing(tmp_path: Path) -> None:
    team = opened(tmp_path)

    def edit(draft: Draft) -> None:
        draft.put("settings", "few", {"value": 1})
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        team.change("setting", edit)
    assert team.setting_values() == {}
    team.change("setting", setting("few", 2))
    assert team.setting_values() == {"few": 2}


def test_a_change_inside_a_change_is_a_mistake(tmp_path: Path) -> None:
    team = opened(tmp_path)
    with pytest.raises(RuntimeError):
        team.change("a", lambda _: team.change("b", setting("few", 1)))


def test_sheets_are_those_that_overlap_and_come_in_order(tmp_path: Path) -> None:
    days = [date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 1)]
    with opened(tmp_path) as team:
        for day in days:
            team.change("import", put_sheet(sheet(day)))
        team.checkpoint()
    team = opened(tmp_path)
    team.change("import", put_sheet(sheet(days[2], 9.0)))
    found = team.sheets("agent_days", days[1], days[2])
    assert found == (sheet(days[1]), sheet(days[2], 9.0))
    assert team.sheets("agent_days", days[1], days[2])[0] is found[0]
    assert team.sheets("shop_days", days[0], days[3]) == ()
    assert team.months() == ("2026-10", "2026-11", "2026-12")


@pytest.mark.parametrize("reopen", [False, True])
def test_a_period_is_found_in_every_month_it_reaches(tmp_path: Path, reopen: bool) -> None:
    period = sheet(date(2026, 9, 20))
    period = type(period)(
        **{f: getattr(period, f) for f in period.__struct_fields__} | {"end": date(2026, 11, 3)}
    )
    team = opened(tmp_path)
    team.change("import", put_sheet(period, "periods"))
    team.change("import", put_sheet(sheet(date(2026, 10, 5)), "periods"))
    if reopen:
        team.checkpoint()
        team = opened(tmp_path)
    assert team.sheets("periods", date(2026, 11, 1), date(2026, 11, 30)) == (period,)
    assert team.sheets("periods", date(2026, 11, 4), date(2026, 11, 30)) == ()
    assert len(team.sheets("periods", date(2026, 10, 1), date(2026, 10, 31))) == 2


def test_the_last_day_is_the_newest_with_data(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        for day in (date(2026, 10, 3), date(2026, 11, 5), date(2026, 11, 9)):
            team.change("import", put_sheet(sheet(day)))
        team.checkpoint()
    with opened(tmp_path) as team:
        assert team.last_day() == date(2026, 11, 9)
        assert team.last_day(upto=date(2026, 11, 8)) == date(2026, 11, 5)
        assert team.last_day(upto=date(2026, 11, 4)) == date(2026, 10, 3)
        assert team.last_day(upto=date(2026, 10, 2)) is None
        assert team.last_day("periods") is None
        team.undo()
        assert team.last_day() == date(2026, 11, 5)


def test_a_month_without_records_is_no_month(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        team.change("import", put_sheet(sheet(date(2026, 10, 3))))
        team.checkpoint()
        team.undo()
        assert team.months() == ()
        team.checkpoint()
    with opened(tmp_path) as team:
        assert team.months() == ()


def test_undo_takes_back_one_change_after_the_other_across_restarts(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        for value in (1, 2, 3):
            team.change("setting", setting("few", value))
    seen = []
    for _ in range(3):
        with opened(tmp_path) as team:
            seen.append((team.undo().n, team.setting_values().get("few")))
            team.checkpoint()
    assert seen == [(3, 2), (2, 1), (1, None)]
    with opened(tmp_path) as team, pytest.raises(Refused) as refused:
        team.undo()
    assert refused.value.code == "nothing_to_undo"


def test_undo_goes_on_after_a_new_change(tmp_path: Path) -> None:
    team = opened(tmp_path)
    for value in (1, 2):
        team.change("setting", setting("few", value))
    team.undo()
    team.change("setting", setting("few", 5))
    assert [team.undo().n, team.undo().n] == [4, 1]
    assert team.setting_values() == {}


def test_undo_passes_by_what_the_program_did_and_stops_at_an_erasure(tmp_path: Path) -> None:
    team = opened(tmp_path)
    team.change("setting", setting("few", 1))
    team.change("roll_up", setting("rolled", True))
    assert team.undo().n == 1
    assert team.setting_values() == {"rolled": True}
    team.change("setting", setting("few", 2))
    team.change("forget", lambda _: None, erase="a1")
    with pytest.raises(Refused):
        team.undo()


def test_undo_leaves_fields_that_another_change_set(tmp_path: Path) -> None:
    team = opened(tmp_path)
    team.change("a", put("agents", "a1", id="a1", name="Ann"))
    team.change("b", put("agents", "a1", id="a1", name="Ann", group="pre"))
    team.change("roll_up", put("agents", "a1", id="a1", name="Ann", group="pre", step="gold"))
    team.undo()
    assert team.agents() == {"a1": Agent("a1", "Ann", step="gold")}


def test_history_is_newest_first_and_says_who_and_what(tmp_path: Path) -> None:
    clock = SetClock()
    with opened(tmp_path, clock, by="Lin") as team:
        team.change("setting", setting("few", 1))
        clock.go(days=40)
        team.change("bind", setting("few", 2))
        team.undo()
    with opened(tmp_path) as team:
        changes = list(team.history())
        assert [(c.n, c.what, c.by, c.undoes) for c in changes] == [
            (3, "undo", "Lin", 2),
            (2, "bind", "Lin", None),
            (1, "setting", "Lin", None),
        ]
        assert changes[0].at == clock.moment
        assert changes[2].edits[0].after == {"value": 1}
        assert len({c.id for c in changes}) == 3
        assert len({c.device for c in changes}) == 1
        assert [c.n for c in team.history(limit=1)] == [3]


def test_two_processes_see_each_others_changes(tmp_path: Path) -> None:
    one, two = opened(tmp_path), opened(tmp_path)
    one.change("setting", setting("few", 1))
    two.change("setting", setting("inbox", "x"))
    assert two.setting_values() == {"few": 1, "inbox": "x"}
    assert one.refresh() == {"settings"}
    assert one.refresh() == frozenset()
    assert one.setting_values() == two.setting_values()
    two.change("import", put_sheet(sheet(date(2026, 11, 1))))
    assert one.refresh() == {"agent_days"}
    assert one.last_day() == date(2026, 11, 1)
    assert [c.n for c in one.history()] == [3, 2, 1]


def test_a_process_with_an_old_view_may_read_files_that_are_ahead_of_it(tmp_path: Path) -> None:
    clock = SetClock()
    one = opened(tmp_path, clock)
    one.change("import", put_sheet(sheet(date(2026, 11, 1))))
    one.checkpoint()
    two = opened(tmp_path, clock)
    clock.go(days=31)
    for value in (2.0, 3.0):
        one.change("import", put_sheet(sheet(date(2026, 11, 1), value)))
    one.change("import", put_sheet(sheet(date(2026, 12, 1), 4.0)))
    one.checkpoint()
    both = date(2026, 11, 1), date(2026, 12, 31)
    assert two.sheets("agent_days", *both) == (sheet(date(2026, 11, 1), 3.0),)
    two.change("setting", setting("few", 1))
    expected = (sheet(date(2026, 11, 1), 3.0), sheet(date(2026, 12, 1), 4.0))
    assert two.sheets("agent_days", *both) == expected
    two.checkpoint()
    with opened(tmp_path) as three:
        assert three.sheets("agent_days", *both) == expected
        assert three.told == ()


def test_the_lock_is_given_back_and_a_held_one_refuses(tmp_path: Path) -> None:
    team = opened(tmp_path)
    team.change("setting", setting("few", 1))
    other = TeamLock(place_in(tmp_path).lock)
    with other.hold(1), pytest.raises(Refused) as refused, team.shelf.lock.hold(0):
        pass
    assert refused.value.code == "busy"
    team.change("setting", setting("few", 2))


def test_clocks_may_run_backwards(tmp_path: Path) -> None:
    clock = SetClock()
    with opened(tmp_path, clock) as team:
        team.change("setting", setting("few", 1))
        clock.go(days=-400)
        team.change("setting", setting("few", 2))
        team.checkpoint()
        clock.go(days=500)
        team.change("setting", setting("few", 3))
    with opened(tmp_path) as team:
        assert team.setting_values() == {"few": 3}
        assert [c.n for c in team.history()] == [3, 2, 1]


def test_read_only_refuses_changes_and_writes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        team.change("setting", setting("few", 1))
    before = files_below(tmp_path)
    with opened(tmp_path, readonly=True) as team:
        assert team.readonly
        for call in (lambda: team.change("x", setting("few", 2)), team.undo, team.checkpoint):
            with pytest.raises(ReadOnly) as refused:
                call()
            assert refused.value.values["why"] == "option"
        assert team.setting_values() == {"few": 1}
    assert files_below(tmp_path) == before


def test_a_newer_format_opens_read_only(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        team.change("setting", setting("few", 1))
        team.checkpoint()
    path = place_in(tmp_path).team_file
    newer = path.read_bytes().replace(b'"format":%d' % FORMAT, b'"format":%d' % (FORMAT + 1))
    path.write_bytes(newer)
    team = opened(tmp_path)
    assert (team.readonly, told(team)) == (True, ["newer_format"])
    assert team.setting_values() == {"few": 1}
    with pytest.raises(ReadOnly) as refused:
        team.change("setting", setting("few", 2))
    assert refused.value.values["why"] == "newer_format"
    path.write_bytes(b'{"format":%d,"everything":"else"}' % (FORMAT + 1))
    with pytest.raises(ReadOnly):
        opened(tmp_path)
    assert path.name in [p.name for p in path.parent.iterdir()]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_opens_read_only(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        team.change("setting", setting("few", 1))
    data = place_in(tmp_path).data
    data.chmod(0o500)
    try:
        with opened(tmp_path) as team:
            assert (team.readonly, told(team)) == (True, ["no_rights"])
            assert team.setting_values() == {"few": 1}
    finally:
        data.chmod(0o700)


class ForeignDisk(BrokenDisk):
    """A disk on which another user's folder is."""

    def may_write(self, folder: Path) -> bool:
        return not folder.exists()


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    opened(tmp_path).change("setting", setting("few", 1))
    team = opened(tmp_path, disk=ForeignDisk())
    assert (team.readonly, told(team)) == (True, ["no_rights"])


def test_without_create_a_missing_team_is_refused(tmp_path: Path) -> None:
    team = opened(tmp_path, create=False)
    with pytest.raises(Refused) as refused:
        team.change("setting", setting("few", 1))
    assert refused.value.code == "no_such_team"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_not_begun_anew(tmp_path: Path) -> None:
    team = opened(tmp_path)
    team.change("setting", setting("few", 1))
    team.place.data.rename(tmp_path / "elsewhere")
    for call in (lambda: team.change("x", setting("few", 2)), team.undo, team.refresh):
        with pytest.raises(StorageFailed) as failed:
            call()
        assert failed.value.code == "folder_lost"
    assert team.setting_values() == {"few": 1}
    team.close()
    (tmp_path / "elsewhere").rename(team.place.data)
    team.change("x", setting("few", 2))
    assert (team.n, team.waiting) == (2, 2)


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_refused_change_leaves_memory_and_disk_as_they_were(tmp_path: Path, call: str) -> None:
    disk = BrokenDisk(part=30)
    team = opened(tmp_path, disk=disk)
    team.change("setting", setting("few", 1))
    before = files_below(tmp_path)
    disk.broken = {call}
    with pytest.raises(StorageFailed):
        team.change("setting", setting("few", 2))
    with pytest.raises(StorageFailed):
        team.undo()
    assert team.setting_values() == {"few": 1}
    assert files_below(tmp_path) == before
    disk.broken = set()
    team.change("setting", setting("few", 3))
    assert opened(tmp_path).setting_values() == {"few": 3}


def test_a_record_that_cannot_be_made_out_is_told_as_such(tmp_path: Path) -> None:
    team = opened(tmp_path)
    team.change("x", put("agents", "a1", id="a1", name=3))
    with pytest.raises(StorageFailed) as failed:
        team.agents()
    assert failed.value.code == "bad_record"


def test_a_monthly_key_must_begin_with_its_month(tmp_path: Path) -> None:
    team = opened(tmp_path)
    with pytest.raises(ValueError, match="month"):
        team.change("x", put("agent_days", "nonsense"))


def test_the_team_closes_itself(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        assert isinstance(team, Team)
        for value in range(200):
            team.change("setting", setting("few", value))
        assert not team.place.team_file.exists()
    assert team.place.team_file.exists()
