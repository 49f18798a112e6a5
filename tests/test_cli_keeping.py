"""Undo, history, backups, doctor, forget and settings by the command line."""

from pathlib import Path

import pytest

from tests.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path).with_team()


def test_history_tells_who_changed_what_and_undo_takes_it_back(desk: Desk) -> None:
    desk.good("settings", "set", "few", "20")
    change = desk.good("history", "--limit", "1", "--json").json["changes"][0]
    assert (change["what"], change["by"]) == ("setting", "lead")
    assert change["edits"] == [
        {"table": "settings", "key": "few", "before": None, "after": {"value": 20}}
    ]
    assert change["at"] == "2026-11-16T09:00:00+08:00"
    assert desk.good("undo", "--json").json["undone"]["what"] == "setting"
    assert desk.good("settings", "get", "few", "--json").json["settings"][0]["value"] == 30


def test_undo_of_nothing_is_refused(tmp_path: Path) -> None:
    told = Desk(tmp_path)("undo")
    assert told.code == 1
    assert told.err.count("\n") == 1


def test_settings_have_their_default_and_source(desk: Desk) -> None:
    rows = {row["key"]: row for row in desk.good("settings", "--json").json["settings"]}
    assert rows["few"]["default"] == 30
    assert rows["timezone"]["value"] == "Asia/Shanghai"
    assert rows["service_level.within_s"]["source"] == "blog"


@pytest.mark.parametrize(
    ("key", "value"), [("few", "many"), ("no.such", "1"), ("timezone", "Mars/Base"), ("few", "0")]
)
def test_a_setting_that_does_not_fit_is_refused_with_what_does(
    desk: Desk, key: str, value: str
) -> None:
    told = desk("settings", "set", key, value)
    assert told.code == 1
    assert told.err.count("\n") == 1
    assert key in told.err


def test_a_setting_goes_back_to_its_default(desk: Desk) -> None:
    desk.good("settings", "set", "target.satisfaction", "95%")
    assert "95%" in desk.good("settings", "get", "target.satisfaction").out
    row = desk.good("settings", "reset", "target.satisfaction", "--json").json["settings"][0]
    assert row["value"] is None


def test_a_backup_is_kept_and_restored(desk: Desk) -> None:
    made = desk.good("backup", "--json").json["backups"]
    assert len(made) == 1
    assert Path(made[0]["path"]).exists()
    desk.good("settings", "set", "few", "20")
    done = desk.good("restore", "--json").json
    assert done["backup"] == made[0]["name"]
    assert desk.good("settings", "get", "few", "--json").json["settings"][0]["value"] == 30
    assert len(desk.good("backup", "--list", "--json").json["backups"]) == 2


def test_a_backup_that_is_not_there_is_refused(desk: Desk) -> None:
    assert desk("restore").code == 1
    assert desk("restore", "last-week").code == 1


def test_doctor_finds_damage_and_mends_it(desk: Desk) -> None:
    assert desk.good("doctor", "--json").json["ok"] is True
    report = next((desk.data / "default" / "imports").glob("*.json"))
    report.write_bytes(b"{")
    told = desk("doctor", "--json")
    assert told.code == 1
    assert told.json["ok"] is False
    bad = [file for file in told.json["files"] if file["state"] != "good"]
    assert {"path", "state", "what", "mended"} <= bad[0].keys()
    assert "Mended" in desk.good("doctor", "--repair").out


def test_a_bundle_holds_no_names(desk: Desk) -> None:
    target = desk.folder / "bundle.zip"
    desk.good("doctor", "--bundle", target)
    assert "小禾".encode() not in target.read_bytes()


def test_forget_leaves_no_name_and_can_not_be_undone(desk: Desk) -> None:
    records = desk.good("list", "agent", "--json").json["records"]
    one = next(record for record in records if record["name"] == "阿青")
    done = desk.good("forget", "阿青", "--json").json
    assert done["agent"] == one["id"]
    for path in desk.data.rglob("*"):
        if path.is_file():
            assert "阿青" not in path.read_text("utf-8")
    assert desk("forget", "阿青").code == 1
    assert desk("undo").code == 1


def test_readonly_changes_nothing(desk: Desk) -> None:
    told = desk("--readonly", "settings", "set", "few", "20")
    assert told.code == 1
    assert told.err.startswith("Nothing was changed:")
    assert desk.good("--readonly", "brief").out
