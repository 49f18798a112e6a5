"""A lead's mapping in TOML, and a roster, are read as the contract says."""

from datetime import date
from pathlib import Path

import pytest

from store.errors import Refused
from store.imports.mapping_file import read_mapping
from store.imports.roster_rows import read_nicknames
from store.records.report import Rows
from store.records.work import Mapping
from tests.import_files import parse_table


def _read(folder: Path, text: str) -> Mapping:
    path = folder / "map.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


def test_a_mapping_names_agent_day_and_columns(tmp_path: Path) -> None:
    text = """
    agent = "客服"
    day = "日期"
    skip_rows = 2
    summary = ["合计"]
    unit = {"在线" = "h"}
    [columns]
    "接待" = "received"
    "在线" = "online_s"
    "等" = {metric = "customer_wait_s", unit = "min"}
    "店" = "shop"
    "备注" = ""
    """
    assert _read(tmp_path, text) == Mapping(
        columns={
            "接待": "received",
            "在线": "online_s",
            "等": "customer_wait_s",
            "店": "shop",
            "备注": "",
        },
        agent="客服",
        day="日期",
        skip_rows=2,
        summary=("合计",),
        unit={"等": "min", "在线": "h"},
    )


@pytest.mark.parametrize("source", ["file_name", "option", "column"])
def test_the_day_may_come_from_elsewhere(tmp_path: Path, source: str) -> None:
    mapping = _read(tmp_path, f'agent = "a"\n[day]\nfrom = "{source}"\nheader = "d"')
    assert mapping.day_from == source
    assert mapping.day == "d"


def test_without_a_day_header_the_day_is_in_the_file_name(tmp_path: Path) -> None:
    assert _read(tmp_path, 'agent = "a"').day_from == "file_name"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('agent = "a', "mapping_unreadable"),
        ("agent = 1", "mapping_unreadable"),
        ('unit = "h"', "mapping_unreadable"),
        ('[day]\nfrom = "moon"', "mapping_unreadable"),
        ('[columns]\n"x" = "happiness"', "unknown_metric"),
        ('[columns]\n"x" = {metric = "sales", unit = "yen"}', "unknown_unit"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Refused) as told:
        _read(tmp_path, text)
    assert told.value.code == code


def test_a_missing_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_mapping(tmp_path / "none.toml")


def test_a_roster_names_people_and_their_nicknames(tmp_path: Path) -> None:
    parsed = parse_table(
        tmp_path,
        [
            ["name", "group", "joined_on", "left_on", "step", "nicknames"],
            ["小禾", "pre", "2025-03-01", "", "gold", "taobao:店铺:小禾; jd：jd_01；小禾"],
            ["小满", "", "x", "2199-01-01", "", ""],
            ["", "pre", "", "", "", ""],
            ["小禾", "pre", "", "", "", ""],
        ],
        "roster.csv",
    )
    assert (parsed.kind, parsed.layout) == ("roster", "roster")
    assert parsed.counts == Rows(read=4, taken=2, rejected=2)
    first, second = parsed.roster
    assert first.joined_on == date(2025, 3, 1)
    assert first.nicknames == (("taobao", "店铺:小禾"), ("jd", "jd_01"), (None, "小禾"))
    assert (second.group, second.joined_on, second.left_on) == (None, None, None)
    assert [(r.row, r.column, r.why) for r in parsed.rejects] == [
        (3, "joined_on", "not_a_day"),
        (3, "left_on", "day_out_of_range"),
        (4, "name", "no_agent"),
        (5, "name", "duplicate_row"),
    ]


def test_a_tool_stands_for_its_platform_and_a_shop_for_nothing() -> None:
    assert read_nicknames("chitu:小禾;店铺:小满;tmall:旺") == (
        ("taobao", "小禾"),
        (None, "店铺:小满"),
        ("taobao", "旺"),
    )
