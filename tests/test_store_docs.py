"""docs/files.md says what lies in a team's folder."""

import re
from pathlib import Path

import pytest

from store.changes import Change
from store.envelope import FORMAT, Envelope
from store.generations import DAYS, LAST
from store.journal import decode, encode
from store.lines import RawLine, sealed
from store.locations import TeamPlace, config_file
from store.memory import ALL_TABLES, MONTHLY
from store.team import CHECKPOINT_AT_CLOSE, CHECKPOINT_BYTES, CHECKPOINT_EVERY
from tests.docs_tables import page, rows, section
from tui.cli_doctor import STATES

PAGE = "files.md"


def test_the_folder_it_draws_is_the_one_that_is_made(tmp_path: Path) -> None:
    drawn = re.search(r"```\n(<data>.*?)```", page(PAGE), re.DOTALL)
    assert drawn is not None
    place = TeamPlace("t", tmp_path / "t", tmp_path / "state")
    for path in (place.team_file, place.months, place.journal, place.imports, place.queue):
        assert f"  {path.name}" in drawn[1]
    assert "  erasing.json" in drawn[1]
    assert (place.erasing.name, place.lock.name) == ("erasing.json", ".lock")
    assert place.backups.parent.name.startswith("t-")
    assert f"<config>/{config_file({'FLOORBOARD_CONFIG_DIR': str(tmp_path)}).name}" in drawn[1]


def test_the_line_it_shows_is_a_line_of_the_journal() -> None:
    shown = re.search(r"```json\n(.*?)\n```", page(PAGE), re.DOTALL)
    assert shown is not None
    line = shown[1].encode()
    assert sealed(line)
    assert encode(decode(RawLine("", 0, line, ended=True))) == line + b"\n"


def test_every_field_of_a_line_and_of_a_file_stands_there() -> None:
    told = [row["field"] for row in rows(PAGE, "## A change")]
    assert told == [*Change.__struct_fields__, "crc"]
    lines = section(PAGE, "## A checkpoint").split("Records without a month")[0]
    assert re.findall(r"^\| `(\w+)` \|", lines, re.MULTILINE) == [
        *Envelope.__struct_fields__,
        "crc",
    ]
    assert f"now {FORMAT}" in lines


@pytest.mark.parametrize("monthly", [False, True])
def test_every_table_it_names_is_one_and_lives_there(monthly: bool) -> None:
    whole = section(PAGE, "## A checkpoint").split("Records without a month")[1]
    team, months = whole.split("Those of a month")
    named = set(re.findall(r"^\| `(\w+)` \|", months if monthly else team, re.MULTILINE))
    assert named <= (MONTHLY if monthly else ALL_TABLES - MONTHLY)
    assert {"agent_days", "periods"} <= named if monthly else {"agents", "settings"} <= named


def test_its_counts_are_those_of_the_code() -> None:
    text = page(PAGE)
    assert f"after {CHECKPOINT_EVERY:,} changes" in text
    assert f"when {CHECKPOINT_AT_CLOSE} changes or {CHECKPOINT_BYTES >> 20} MB" in text
    assert (
        f"the last {LAST} of each file are kept, and the last of each day for {DAYS} days" in text
    )


def test_every_state_that_doctor_says_stands_there() -> None:
    assert [row["state"] for row in rows(PAGE, "## Damage")] == list(STATES)
