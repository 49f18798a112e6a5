"""Exports in by the command line, and who stands behind the names in them."""

from datetime import date
from pathlib import Path

import pytest

from tests.desk import Desk

DAY = date(2026, 11, 15)
KEYS = {"path", "layout", "encoding", "sheet", "kind", "rows", "columns", "days", "agents"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_report_has_the_keys_of_the_contract(desk: Desk) -> None:
    path = desk.export(
        DAY, "小禾,80,28.5,1.0,0.42,1,0.96,50\n小满,x,35,0.99,0.3,1,--,40\n汇总,1,,,,,,\n"
    )
    file = desk.good("import", path, "--json").json["files"][0]
    assert KEYS | {"rejects", "warnings"} <= file.keys()
    assert file["rows"] == {"read": 3, "taken": 2, "summary": 1, "rejected": 0}
    assert file["encoding"] == "gb18030"
    assert file["kind"] == "agent_days"
    assert file["days"] == ["2026-11-15"]
    assert file["columns"]["matched"]["接待人数"] == "received"
    assert file["agents"] == {"known": [], "new": ["小禾", "小满"], "unbound": [], "proposed": {}}
    reject = file["rejects"][0]
    assert (reject["row"], reject["column"], reject["value"]) == (3, "接待人数", "x")
    assert reject["why"] == "not_a_number"


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    path = desk.export(DAY, "小禾,80,28.5,1.0,0.42,1,0.96,50\n")
    desk.good("import", path)
    before = desk.good("history", "--json").out
    assert desk.good("import", path, "--json").json["files"][0]["state"] == "same"
    assert desk.good("history", "--json").out == before


def test_a_dry_run_makes_no_folder(desk: Desk) -> None:
    path = desk.export(DAY, "小禾,80,28.5,1.0,0.42,1,0.96,50\n")
    assert "would be taken" in desk.good("import", path, "--dry-run").out
    assert not desk.data.exists()


def test_a_refused_file_is_one_line_on_stderr_and_exit_1(desk: Desk) -> None:
    told = desk("import", desk.file("photo.csv", ""))
    assert told.code == 1
    assert told.err.count("\n") == 1
    assert "empty" in told.err


def test_where_one_file_of_two_is_taken_it_is_a_success(desk: Desk) -> None:
    desk.export(DAY, "小禾,80,28.5,1.0,0.42,1,0.96,50\n")
    desk.file("exports/empty.csv", "")
    told = desk.good("import", desk.folder / "exports", "--json")
    assert sorted(file["state"] for file in told.json["files"]) == ["refused", "taken"]
    assert "empty.csv" in told.err


def test_a_missing_file_is_refused_and_no_file_at_all_is_wrong_usage(desk: Desk) -> None:
    assert desk("import", desk.folder / "gone.csv").code == 1
    told = desk("import")
    assert told.code == 2
    assert "inbox" in told.err


def test_an_inbox_is_imported_where_no_file_is_named(desk: Desk) -> None:
    desk.export(DAY, "小禾,80,28.5,1.0,0.42,1,0.96,50\n")
    desk.good("settings", "set", "inbox", str(desk.folder / "exports"))
    assert desk.good("import", "--json").json["files"][0]["state"] == "taken"


def test_an_unknown_name_is_asked_about_and_bind_settles_it_backwards(desk: Desk) -> None:
    desk.with_team()
    path = desk.export(date(2026, 11, 14), "店铺:小满,9,30,1,0.5,1,1,8\n老王,5,30,1,0.5,1,1,8\n")
    told = desk.good("import", path)
    assert "floorboard bind '老王' AGENT" in told.out
    before = desk.good("agents", "--agent", "阿青", "--json").json["agents"][0]["metrics"]
    desk.good("bind", "老王", "阿青")
    after = desk.good("agents", "--agent", "阿青", "--json").json["agents"][0]["metrics"]
    assert after["received"]["value"] == before["received"]["value"] + 5


def test_bind_takes_dates_and_platforms_and_says_what_it_replaced(desk: Desk) -> None:
    desk.with_team()
    told = desk.good(
        "bind", "小禾", "小满", "--platform", "taobao", "--from", "2026-11-10", "--json"
    ).json
    assert told["binding"]["from"] == "2026-11-10"
    assert told["binding"]["platform"] == "taobao"
    assert [one["from"] for one in told["replaced"]] == [None]


@pytest.mark.parametrize("extra", [["小满", "--bot"], [], ["--bot", "--shared"]])
def test_bind_wants_exactly_one_of_agent_shared_and_bot(desk: Desk, extra: list[str]) -> None:
    assert desk("bind", "老王", *extra).code == 2


def test_bind_to_somebody_unknown_is_refused_with_what_to_do(desk: Desk) -> None:
    desk.with_team()
    told = desk("bind", "老王", "nobody")
    assert told.code == 1
    assert told.err == "There is no agent nobody; `floorboard list agent` shows them all.\n"


def test_list_agent_gives_nicknames_with_their_dates(desk: Desk) -> None:
    desk.with_team().good("bind", "夜班", "小禾", "--to", "2026-11-01")
    records = desk.good("list", "agent", "--json").json["records"]
    he = next(record for record in records if record["name"] == "小禾")
    assert {"platform": None, "nickname": "夜班", "from": None, "to": "2026-11-01"} in he[
        "nicknames"
    ]
    assert he["joined_on"] == "2025-01-06"
    assert he["left_on"] is None
