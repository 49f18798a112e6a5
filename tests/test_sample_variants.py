"""What must not matter, and what must: the order of files, a second shop, a later export."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import make_sample_data as sample
from tests import sample_files as out
from tests.oracle import Answer, Oracle
from tests.sample_runner import CommandLine, Document, saved_then
from tests.sample_team import DOUYIN_SHOP, LAST, days

WINDOW = (LAST - timedelta(6), LAST)
SECOND_SHOP = "禾木家居旗舰二店"


def _team(folder: Path, *, shops: tuple[str, ...] = (DOUYIN_SHOP,)) -> CommandLine:
    """Write a fortnight of exports, and import who is who."""
    files = folder / "files"
    fortnight = days()[-14:]
    sample.write_exports(files / "exports", fortnight)
    for day in fortnight:
        path = files / "exports" / "douyin_feige" / f"飞鸽客服数据_{day}.csv"
        out.write_csv(path, sample.feige(day, shops), "gb18030")
    out.write_csv(files / "roster.csv", sample.roster(), "utf-8")
    saved_then(files)
    run = CommandLine(folder)
    run("settings", "set", "timezone", "Asia/Shanghai")
    run("import", str(files / "roster.csv"))
    return run


def _values(run: CommandLine, window: tuple[date, date] = WINDOW) -> dict[str, Document]:
    found = run("agents", "--from", str(window[0]), "--to", str(window[1]))
    return {
        agent["name"]: {
            name: (metric["value"], metric["n"], metric["own_usual"], metric["team_median"])
            for name, metric in agent["metrics"].items()
        }
        for agent in found["agents"]
    }


def test_the_order_in_which_files_come_changes_no_number(tmp_path: Path) -> None:
    one, two = _team(tmp_path / "one"), _team(tmp_path / "two")
    one("import", str(tmp_path / "one" / "files" / "exports"))
    files = sorted((tmp_path / "two" / "files" / "exports").rglob("*.*"), reverse=True)
    two("import", *map(str, files))
    assert _values(one) == _values(two)


def test_two_shops_of_a_platform_add_up_and_stand_apart(tmp_path: Path) -> None:
    run = _team(tmp_path, shops=(DOUYIN_SHOP, SECOND_SHOP))
    run("import", str(tmp_path / "files" / "exports"))
    run("bind", "店铺:值班", "--shared")
    oracle = Oracle(tmp_path / "files")
    for who, metrics in _values(run).items():
        answers = oracle.metrics(who, *WINDOW)
        for name, answer in answers.items():
            if answer.value is not None:
                assert metrics[name][:2] == pytest.approx(_both(answer), rel=1e-9), (who, name)
    shops = run("shops", "--from", str(WINDOW[0]), "--to", str(WINDOW[1]))["shops"]
    douyin = [shop for shop in shops if shop["platform"] == "douyin"]
    assert {shop["shop"] for shop in douyin} == {DOUYIN_SHOP, SECOND_SHOP}
    sold = oracle.metrics(None, *WINDOW, "douyin")["sales"].value
    assert sold == pytest.approx(sum(s["agents"]["metrics"]["sales"]["value"] for s in douyin))


def _both(answer: Answer) -> tuple[float | None, float | None]:
    return answer.value, answer.n


def test_a_later_export_settles_what_was_not_final(tmp_path: Path) -> None:
    run = _team(tmp_path)
    run("import", str(tmp_path / "files" / "exports"))
    before = run("agents", "--from", str(LAST), "--to", str(LAST))["agents"]
    first = {a["name"]: a["metrics"].get("conversion_final", {"value": None}) for a in before}
    assert all(metric["value"] is None for metric in first.values())
    again = tmp_path / "later" / f"自定义报表_客服日报_下单优先判定_{LAST}至{LAST}.xlsx"
    table = sample.chitu_daily(LAST)
    for row in table[1:]:
        if row[4] == "延迟统计":
            row[4] = 0.25
    out.write_xlsx(again, "Sheet1", table)
    saved_then(again.parent, "2026-11-20T09:00+08:00")
    run.now = "2026-11-20T10:00+08:00"
    run("import", str(again))
    after = run("agents", "--from", str(LAST), "--to", str(LAST))["agents"]
    settled = [a["metrics"]["conversion_final"] for a in after if a["name"] == "小满"]
    assert [(metric["value"], metric["provisional"]) for metric in settled] == [(0.25, False)]
