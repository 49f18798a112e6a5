"""What the command line asks when somebody sits at the terminal."""

import os
import sys
from pathlib import Path

import pytest

from tests.desk import HEADER, NOW, Desk

if sys.platform == "win32":
    pytest.skip("there is no such terminal", allow_module_level=True)

import pexpect

UNKNOWN = "工号名,那天,接了几个,打分,备注\n小禾,2026-11-14,80,97,好\n小满,2026-11-14,60,91,\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def at_terminal(desk: Desk, *arguments: str | Path) -> "pexpect.spawn[str]":
    root = str(Path(__file__).parent.parent)
    return pexpect.spawn(
        sys.executable,
        ["-m", "tui.cli", "--now", NOW, *map(str, arguments)],
        env={**os.environ, **desk.env, "PYTHONPATH": root},
        encoding="utf-8",
        timeout=20,
        dimensions=(40, 120),
    )


def finish(child: "pexpect.spawn[str]") -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    return None if child.exitstatus is None else int(child.exitstatus)


def test_an_unknown_file_is_mapped_by_answers_that_are_remembered(desk: Desk) -> None:
    child = at_terminal(desk, "import", desk.file("odd.csv", UNKNOWN))
    child.expect("no known layout")
    child.expect("leave it")
    child.sendline("c")
    child.expect("agent's name")
    child.sendline("工号名")
    child.expect("Column with the day")
    child.sendline("那天")
    child.expect("接了几个")
    child.sendline("no_such_metric")
    child.expect("no measure no_such_metric")
    child.sendline("received")
    child.expect("打分")
    child.sendline("qa_score")
    child.expect("备注")
    child.sendline("")
    child.expect("Platform")
    child.sendline("phone")
    assert finish(child) == 0
    told = desk.good("agents", "--json").json["agents"]
    assert {agent["name"]: agent["metrics"]["received"]["value"] for agent in told} == {
        "小禾": 80,
        "小满": 60,
    }
    later = desk.file("odd2.csv", UNKNOWN.replace("-14", "-15"))
    report = desk.good("import", later, "--json").json["files"][0]
    assert report["columns"]["matched"] == {"接了几个": "received", "打分": "qa_score"}
    assert report["platform"] == "phone"


def test_an_unknown_file_can_be_left(desk: Desk) -> None:
    child = at_terminal(desk, "import", desk.file("odd.csv", UNKNOWN))
    child.expect("leave it")
    child.sendline("l")
    finish(child)
    assert desk.good("list", "agent", "--json").json["records"] == []


def test_the_shop_is_asked_for_once_a_shape(desk: Desk) -> None:
    heads = [HEADER.replace(",上班天数", more).strip() for more in ("", ",上班天数", ",答问比")]
    rows = [f"小禾,{n},28.5,1.0,0.42,{'1,' * (n > 80)}0.96,50" for n in (80, 81, 82, 83)]
    for shop, head, row in zip(("东店", "西店"), heads, rows, strict=False):
        path = desk.file(f"{shop}_2026-11-14至2026-11-14.csv", f"{head}\n{row}\n")
        desk.good("import", path, "--shop", shop)
    files = [
        desk.file(f"exports/店_2026-11-{12 + n}至2026-11-{12 + n}.csv", f"{heads[2]}\n{row}\n")
        for n, row in enumerate(rows[2:])
    ]
    told = desk("--no-input", "import", *files)
    assert told.code == 1
    assert "--shop NAME" in told.err
    child = at_terminal(desk, "import", *files)
    child.expect("names no shop. There are: 东店, 西店")
    child.expect("Shop; empty")
    child.sendline("东店")
    assert finish(child) == 0
    assert "names no shop" not in (child.before or "")
    assert len(desk.good("history", "--json").json["changes"]) == 4


def test_nothing_is_asked_where_it_was_forbidden(desk: Desk) -> None:
    child = at_terminal(desk, "--no-input", "import", desk.file("odd.csv", UNKNOWN))
    assert finish(child) in (0, 1)


def test_forget_asks_first(desk: Desk) -> None:
    desk.with_team()
    child = at_terminal(desk, "forget", "阿青")
    child.expect("for ever")
    child.sendline("n")
    assert finish(child) == 130
    assert len(desk.good("list", "agent", "--json").json["records"]) == 3
