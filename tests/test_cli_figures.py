"""Every agent's numbers by the command line."""

import csv
import io
from pathlib import Path

import pytest

from tests.desk import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk")).with_team()


def test_agents_has_the_keys_of_the_contract(desk: Desk) -> None:
    told = desk.good("agents", "--json").json
    assert (told["from"], told["to"]) == ("2026-11-09", "2026-11-15")
    he = next(agent for agent in told["agents"] if agent["name"] == "小禾")
    assert {"id", "name", "group", "days", "metrics"} <= he.keys()
    cell = he["metrics"]["avg_response_s"]
    wanted = {"value", "n", "provisional", "own_usual", "team_median", "target", "sources"}
    assert wanted <= cell.keys()
    assert cell["value"] == pytest.approx(28.5)
    source = cell["sources"][0]
    assert source["nickname"] == "小禾"
    assert source["layout"] == "chitu_daily"
    assert "received" in told["team"]["metrics"]


def test_a_difference_in_sales_and_the_spread_are_told_where_they_are_known(desk: Desk) -> None:
    rows = [
        f"{day},{name},{n},{n // 2},{n // 5},{n * 10}"
        for day in ("2026-11-13", "2026-11-14")
        for n, name in enumerate(("甲", "乙", "丙", "丁", "戊"), 50)
    ]
    other = Desk(desk.folder / "other")
    head = "day,agent,received,inquirers,buyers,sales\n"
    other.good("import", other.file("own.csv", head + "\n".join(rows)))
    told = other.good("agents", "--json").json
    assert {one["metric"]: one["top"] for one in told["spread"]} == {"received": 1, "sales": 1}
    assert told["agents"][0]["gap"] == {"own_usual": None, "target": None}
    other.good("settings", "set", "target.sales", "600")
    assert "the top 1 of 5 did 20.8%" in other.good("agents").out


def test_a_gap_to_own_usual_and_to_target_adds_up_by_its_parts(desk: Desk) -> None:
    rows = [
        f"2026-11-{n:02d},甲,100,{50 if n < 14 else 40},{20 if n < 14 else 18},{n * 100}"
        for n in range(5, 16)
    ]
    other = Desk(desk.folder / "gap")
    head = "day,agent,received,inquirers,buyers,sales\n"
    other.good("import", other.file("own.csv", head + "\n".join(rows)))
    other.good("settings", "set", "target.sales", "2000")
    asked = ("agents", "--from", "2026-11-14", "--to", "2026-11-15", "--json")
    found = other.good(*asked).json["agents"][0]["gap"]
    for against in ("own_usual", "target"):
        one = found[against]
        assert one["against"] == against
        assert one["volume"] + one["conversion"] + one["basket"] == pytest.approx(one["gap"])
        assert one["sales"] - one["base"] == pytest.approx(one["gap"])
    assert found["target"]["base"] == pytest.approx(4000)


def test_missing_is_null_and_what_may_change_is_provisional(desk: Desk) -> None:
    agents = {agent["name"]: agent for agent in desk.good("agents", "--json").json["agents"]}
    assert agents["小满"]["metrics"]["satisfaction"]["value"] is None
    assert agents["小禾"]["metrics"]["conversion_final"]["provisional"] is True


def test_a_window_and_one_agent_can_be_named(desk: Desk) -> None:
    told = desk.good(
        "agents", "--from", "2026-11-02", "--to", "2026-11-03", "--agent", "店铺:小禾", "--json"
    ).json
    assert [agent["name"] for agent in told["agents"]] == ["小禾"]
    assert told["agents"][0]["days"] == 2


def test_days_turned_round_are_wrong_usage(desk: Desk) -> None:
    assert desk("agents", "--from", "2026-11-03", "--to", "2026-11-02").code == 2
    assert desk("agents", "--from", "someday").code == 2


def test_by_platform_gives_each_apart(desk: Desk) -> None:
    he = desk.good("agents", "--by", "platform", "--json").json["agents"][0]
    assert list(he["platforms"]) == ["taobao"]
    assert "platforms" not in desk.good("agents", "--json").json["agents"][0]


def test_why_says_formula_weight_files_and_rows_in_both_languages(desk: Desk) -> None:
    asked = ("agents", "--agent", "小禾", "--why")
    told = desk.good(*asked, "conversion_final").out
    assert "Final paid conversion: 42.0%*" in told
    assert "weighed by Inquirers" in told
    assert "It may still change" in told
    assert ".csv, Chitu, Taobao, row 2" in told
    chinese = desk.good("--lang", "zh_CN", *asked, "最终付款转化").out
    assert "按询单人数加权平均" in chinese
    why = desk.good(*asked, "sales", "--json").json["agents"][0]["why"]
    assert why is None or {"formula", "files", "others", "told"} <= why.keys()
    assert desk("agents", "--why", "sales").code == 2
    assert desk(*asked, "dancing").code == 2


def test_now_hides_later_days(desk: Desk) -> None:
    told = desk("agents", "--json", now="2026-11-05T09:00+08:00").json
    assert told["to"] == "2026-11-05"


def test_csv_has_metric_ids_and_plain_values(desk: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(desk.good("agents", "--csv").out)))
    he = next(row for row in rows if row["name"] == "小禾")
    assert float(he["reply_rate"]) == 1
    assert next(row for row in rows if row["name"] == "小满")["satisfaction"] == ""


def test_the_table_shows_own_usual_and_the_marks(desk: Desk) -> None:
    out = desk.good("agents").out
    assert "28.5 s (28.5 s)" in out
    assert "42.0%*" in out
    assert "* may still change" in out


def test_one_agent_is_one_fact_a_line(desk: Desk) -> None:
    lines = desk.good("agents", "--agent", "小禾").out.splitlines()
    assert any(line.startswith("  Average response: 28.5 s, own usual 28.5 s") for line in lines)


def test_shops_stand_beside_the_sum_of_their_agents(desk: Desk) -> None:
    shop = desk.good("shops", "--json").json["shops"][0]
    assert shop["platform"] == "taobao"
    assert shop["known"] is True
    assert shop["agents"]["metrics"]["received"]["value"] > 0
    assert "Taobao" in desk.good("shops").out


def test_the_brief_has_the_keys_of_the_contract(desk: Desk) -> None:
    told = desk.good("brief", "--json").json
    assert {"attention", "queue", "people", "due", "pace"} <= told.keys()
    assert told["day"] == "2026-11-15"
    assert told["people"]["here"] == 3
    for item in told["attention"]:
        assert {"rank", "kind", "subject", "reasons", "suggest"} <= item.keys()
        assert all(reason["told"] and "{" not in reason["told"] for reason in item["reasons"])


def test_a_target_shows_in_the_pace(desk: Desk) -> None:
    desk.good("settings", "set", "target.received", "100")
    told = desk.good("brief", "--json").json
    assert told["pace"][0]["metric"] == "received"
    assert told["pace"][0]["behind"] is True
    assert "behind" in desk.good("brief").out
    desk.good("settings", "reset", "target.received")


def test_without_a_command_the_brief_is_shown_or_how_to_begin(desk: Desk, tmp_path: Path) -> None:
    assert desk.good().out == desk.good("brief").out
    assert "floorboard import FILE" in Desk(tmp_path).good().out


@pytest.mark.parametrize("kind", ["agents", "shops", "agent"])
@pytest.mark.parametrize("ending", ["csv", "md", "html"])
def test_tables_are_exported(desk: Desk, kind: str, ending: str) -> None:
    target = desk.folder / f"{kind}.{ending}"
    desk.good("export", kind, "--to", target)
    text = target.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf") == (ending == "csv")
    if kind != "shops":
        assert "小禾" in text.decode()


def test_an_export_that_can_not_be_written_is_refused(desk: Desk) -> None:
    assert desk("export", "agents", "--to", desk.folder / "a.pdf").code == 2
    told = desk("export", "agents", "--to", desk.folder / "no" / "a.csv")
    assert told.code == 1
    assert told.err.count("\n") == 1
