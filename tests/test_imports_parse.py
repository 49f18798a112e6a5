"""A file of each layout becomes rows of numbers, and what isn't taken is told."""

import os
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest

from store.errors import BadFile, Refused
from store.imports.layouts import vocabulary
from store.imports.parse import parse_file
from store.records.report import Note, Rows
from store.records.work import Mapping
from tests.import_files import NOW, cell, parse_one, parse_table, write_text, write_xlsx

DAY = date(2026, 4, 20)
CHITU = [
    "客服昵称",
    "接待人数",
    "首次响应(秒)",
    "平均响应(秒)",
    "平均接待时长",
    "回复率",
    "转出人数",
]
CHITU_NAME = "自定义报表_客服数据_2026-04-20至2026-04-20.csv"


def test_a_chitu_file_gives_numbers_without_its_sums(tmp_path: Path) -> None:
    parsed = parse_table(
        tmp_path,
        [
            CHITU,
            ["小禾", 82.0, 10.0, 27.77, "8分48秒", 1.0, 0.0],
            ["小满", 61.0, 11.0, 28.06, "12分3秒", 0.9971, "延迟统计"],
            ["汇总", 143.0, "", "", "", "", ""],
            ["均值", 71.5, "", "", "", "", ""],
        ],
        CHITU_NAME,
    )
    assert (parsed.layout, parsed.tool, parsed.platform) == ("chitu_workload", "chitu", "taobao")
    assert parsed.counts == Rows(read=4, taken=2, summary=2)
    assert [row.agent for row in parsed.rows] == ["小禾", "小满"]
    assert {row.day for row in parsed.rows} == {DAY}
    assert parsed.span is None
    assert cell(parsed, "avg_handle_s") == 528
    assert cell(parsed, "reply_rate", 1) == 0.9971
    assert cell(parsed, "transfers_out", 1) is None
    assert parsed.rows[1].not_final == ("transfers_out",)
    assert parsed.rows[1].row == 3
    assert not parsed.rejects
    assert not parsed.warnings


def test_the_five_grades_of_ratings_add_up(tmp_path: Path) -> None:
    grades = [f"服务满意度评价{grade}" for grade in ("很满意", "满意", "一般", "不满", "很不满")]
    headers = ["客服昵称", "接待人数", "客户满意率", *grades]
    parsed = parse_table(
        tmp_path, [headers, ["小禾", 50, 0.9, 7, 2, 1, 0, 0], ["小满", 9, 1, 1, "-", 0, 0, 0]]
    )
    assert parsed.layout == "chitu_daily"
    assert cell(parsed, "ratings_good") == 9
    assert cell(parsed, "ratings_bad") == 0
    assert cell(parsed, "ratings") == 10
    assert cell(parsed, "ratings", 1) is None
    assert parsed.columns.matched[grades[0]] == "ratings_good"
    assert parsed.columns.matched[grades[2]] == "ratings"
    assert parsed.columns.unmatched == ()


def test_of_a_person_and_a_session_variant_the_person_one_is_taken(tmp_path: Path) -> None:
    headers = [
        "店铺名称", "客服昵称", "人工已接待人数", "人工已接待会话量", "3分钟人工回复率 (会话)",
        "3分钟人工回复率", "平均响应时长（秒）", "新平均响应时长（秒）", "客服销售额（元）",
        "PC在线时长（时）", "不满意率", "询单人数",
    ]  # fmt: skip
    row = ["甲店", "小禾", 30, 40, 0.5, 0.98, 20, 99, "1,234.50", 7.5, 0.01, 12]
    parsed = parse_table(tmp_path, [headers, row])
    assert (parsed.layout, parsed.platform) == ("feige_agents", "douyin")
    assert parsed.columns.unmatched == (
        "人工已接待会话量",
        "3分钟人工回复率 (会话)",
        "新平均响应时长（秒）",
    )
    assert parsed.columns.matched["店铺名称"] == "shop"
    assert parsed.rows[0].shop == "甲店"
    assert cell(parsed, "received") == 30
    assert cell(parsed, "reply_rate_3min") == 0.98
    assert cell(parsed, "sales") == 1234.5
    assert cell(parsed, "online_s") == 27_000


JD = ["日期", "客服", "接待量", "首次平均响应时间", "平均响应时间", "30s应答率", "满意率"]


@pytest.mark.parametrize("titles", [0, 1, 3])
def test_the_header_is_found_below_title_rows(tmp_path: Path, titles: int) -> None:
    above = [["京东客服绩效", *[""] * 6], [""] * 7, ["导出时间 2026-04-21", *[""] * 6]][:titles]
    rows = [JD, ["2026-04-20", "jd_01", 104, "16.2", 34.5, "87.99%", 0.9]]
    parsed = parse_table(tmp_path, [*above, *rows], "jd.csv")
    assert parsed.layout == "jd_agents"
    assert parsed.rows[0].row == titles + 2
    assert parsed.days == (DAY,)
    assert cell(parsed, "reply_rate_30s") == 0.8799


def test_chatwoot_tells_its_period_above_the_header(tmp_path: Path) -> None:
    parsed = parse_table(
        tmp_path,
        [
            ["Reporting period 2026-04-20 to 2026-04-26"],
            [],
            ["Agent name", "Assigned conversations", "Avg first response time",
             "Avg resolution time", "Resolution Count", "Avg customer waiting time"],
            [],
            ["Agent One", 45, "2 minutes 3 seconds", "1 hour 5 minutes", 34, ""],
        ],
        "agents.csv",
    )  # fmt: skip
    assert parsed.span == (DAY, date(2026, 4, 26))
    assert parsed.rows[0].day is None
    assert parsed.rows[0].values == (45, 123, 3900, 34, None)
    assert Note("days_in_zone", {"zone": "UTC"}) in parsed.warnings


def test_the_shop_file_has_a_row_for_each_day_and_no_agent(tmp_path: Path) -> None:
    headers = ["日期", "咨询人数", "接待人数", "有效接待人数", "平均响应时长", "旺旺回复率",
               "咨询客服人次", "长接待人数", "答问比", "平均接待时长", "慢响应人数"]  # fmt: skip
    row = [841, 717, 563, "33.84秒", "99.58%", 900, 70, "123.27%", "9分42秒", 3]
    parsed = parse_table(tmp_path, [headers, ["2026-04-20", *row], ["汇总值", *row]])
    assert (parsed.kind, parsed.layout, parsed.platform) == (
        "shop_days",
        "tmall_shop_day",
        "taobao",
    )
    assert parsed.counts == Rows(read=2, taken=1, summary=1)
    assert parsed.rows[0].agent == ""
    assert cell(parsed, "answer_question_ratio") == 1.2327
    assert parsed.columns.unmatched == ("咨询客服人次",)


def test_our_own_layout_takes_metric_ids(tmp_path: Path) -> None:
    table = [["day", "agent", "received", "reply_rate", "mood"], ["2026-04-20", "A", 5, 97, "x"]]
    parsed = parse_table(tmp_path, table)
    assert (parsed.layout, parsed.platform) == ("agent_days", "own")
    assert parsed.columns.unmatched == ("mood",)
    assert [(r.column, r.why) for r in parsed.rejects] == [("reply_rate", "over_one")]
    assert parsed.counts.taken == 1


def test_an_unknown_layout_gives_what_is_recognised(tmp_path: Path) -> None:
    table = [["坐席", "人工接待人数", "神秘指数", "首响时长(分钟)"], ["小禾", 5, 7, "1.5"]]
    parsed = parse_table(tmp_path, table)
    assert parsed.layout == f"unknown-{parsed.shape[:8]}"
    assert parsed.platform == "other"
    assert parsed.columns.matched == {
        "人工接待人数": "received",
        "首响时长(分钟)": "first_response_s",
    }
    assert parsed.columns.unmatched == ("神秘指数",)
    assert parsed.rows[0].values == (5, 90)


def test_columns_are_found_by_label_and_never_by_place(tmp_path: Path) -> None:
    row = ["小禾", 82, 10, 27.77, "8分48秒", 1.0, 0]
    one = parse_table(tmp_path, [CHITU, row], "a_2026-04-20.csv")
    other = parse_table(tmp_path, [CHITU[::-1], row[::-1]], "b_2026-04-20.csv")
    assert one.shape == other.shape
    assert dict(zip(one.metrics, one.rows[0].values, strict=True)) == dict(
        zip(other.metrics, other.rows[0].values, strict=True)
    )


def test_headers_twice_empty_or_of_one_metric_are_told(tmp_path: Path) -> None:
    headers = ["客服", "接待人数", "接待量", "", "接待人数", "平均响应(秒)"]
    parsed = parse_table(tmp_path, [headers, ["小禾", 5, 6, "x", 7, 8]])
    assert cell(parsed, "received") == 5
    assert parsed.columns.unmatched == ("接待量", "接待人数")
    assert {note.code for note in parsed.warnings} == {"duplicate_header", "same_metric"}


def test_rows_that_cannot_be_taken_are_rejected_with_the_reason(tmp_path: Path) -> None:
    headers = ["日期", "客服", "接待量", "平均响应时间", "满意率"]
    parsed = parse_table(
        tmp_path,
        [
            headers,
            ["2026-04-20", "好", 5, 7, 1],
            ["2026-04-20", "", 5, 7, 1],
            ["", "无日", 5, 7, 1],
            ["1900-01-01", "旧", 5, 7, 1],
            ["2199-01-01", "新", 5, 7, 1],
            ["2026-04-20", "错格", "abc", 7, -1],
            ["", "注：数据仅供参考", "", "", ""],
            ["2026-04-20", "多", 5, 7, 1, "1", "2"],
            ["2026-04-20", "好", 6, 7, 1],
            ["2026-04-20", "错格", "abc", 7, -1],
        ],
        "x.csv",
    )
    assert [(r.row, r.column, r.why) for r in parsed.rejects] == [
        (3, "客服", "no_agent"),
        (4, "日期", "no_day"),
        (5, "日期", "day_out_of_range"),
        (6, "日期", "day_out_of_range"),
        (7, "接待量", "not_a_number"),
        (7, "满意率", "negative"),
        (8, "客服", "no_values"),
        (9, None, "too_many_cells"),
        (10, "客服", "duplicate_row"),
    ]
    assert parsed.counts == Rows(read=10, taken=3, rejected=7)
    assert [row.agent for row in parsed.rows] == ["好", "错格"]
    assert Note("repeated_rows", {"count": 1}) in parsed.warnings


def test_two_names_that_look_alike_are_not_made_one(tmp_path: Path) -> None:
    table = [CHITU[:4], ["零\u200b宽", 1, 2, 3], ["零宽", 4, 5, 6]]
    parsed = parse_table(tmp_path, table)
    assert [(row.agent, row.values[0]) for row in parsed.rows] == [("零宽", 1)]
    assert [(r.row, r.value, r.why) for r in parsed.rejects] == [(3, "零宽", "looks_like")]
    assert Note("cleaned_name", {"name": "零宽"}) in parsed.warnings


def test_a_nickname_with_something_invisible_is_cleaned_and_told(tmp_path: Path) -> None:
    parsed = parse_table(tmp_path, [CHITU[:4], ["\u202e小\u200b禾 ", 1, 2, 3]])
    assert parsed.rows[0].agent == "小禾"
    assert [note.code for note in parsed.warnings] == ["cleaned_name"]


def test_without_a_day_the_file_asks_for_one(tmp_path: Path) -> None:
    path = write_text(tmp_path / "客服.csv", [CHITU, ["小禾", 1, 2, 3, "4秒", 1, 0]])
    parsed = parse_one(path)
    assert parsed.problem == Note("day_needed")
    assert parsed.columns.matched
    assert parse_one(path, day=DAY).days == (DAY,)
    assert parse_one(path, day=date(1999, 1, 1)).problem is not None


def test_a_file_of_several_days_is_a_period(tmp_path: Path) -> None:
    table = [CHITU, ["小禾", 1, 2, 3, "4秒", 1, 0]]
    parsed = parse_table(tmp_path, table, "客服_2026-04-20至2026-04-26.csv")
    assert parsed.span == parsed.days == (DAY, date(2026, 4, 26))
    assert parsed.rows[0].day is None


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ([["只有一个词"], ["x"]], "no_header"),
        ([["编号", "姓氏", "住址"], ["1", "王", "杭州"]], "no_agent_column"),
        ([["客服", "住址"], ["王", "杭州"]], "no_metric"),
    ],
)
def test_a_table_of_something_else_says_what_it_lacks(
    tmp_path: Path, table: list[list[str]], code: str
) -> None:
    parsed = parse_table(tmp_path, table)
    assert parsed.problem is not None
    assert parsed.problem.code == code
    assert parsed.rows == []


def test_every_sheet_that_holds_a_table_is_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "客服_2026-04-20.xlsx", [CHITU[:4], ["小禾", 1, 2, 3.5]], "一店")
    import openpyxl

    book = openpyxl.load_workbook(path)
    book.create_sheet("说明").append(["口径", "见帮助"])
    two = book.create_sheet("二店")
    two.append([*CHITU[:4], "日期"])
    two.append(["小满", 1, None, True, datetime(2026, 4, 21)])
    book.save(path)
    first, second = parse_file(path, clock=NOW)
    assert (first.sheet, second.sheet) == ("一店", "二店")
    assert first.warnings == (Note("sheets_skipped", {"sheets": "说明"}),)
    assert second.days == (date(2026, 4, 21),)
    assert second.rows[0].values == (1, None, None)
    assert [reject.value for reject in second.rejects] == ["True"]


def test_a_layout_can_be_named(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a_2026-04-20.csv", [["客服昵称", "接待人数"], ["小禾", 5]])
    assert parse_one(path).layout.startswith("unknown-")
    assert parse_one(path, layout="chitu_daily").platform == "taobao"
    with pytest.raises(Refused) as told:
        parse_file(path, clock=NOW, layout="nope")
    assert told.value.code == "unknown_layout"


def test_a_mapping_says_what_the_headers_mean(tmp_path: Path) -> None:
    table = [["报表"], ["谁", "忙", "在线", "店"], ["小禾", "8", "7.5", "甲"], ["总", 8, 7.5, ""]]
    path = write_text(tmp_path / "x_2026-04-20.csv", table)
    mapping = Mapping(
        columns={"忙": "received", "在线": "online_s", "店": "shop"},
        agent="谁",
        day_from="file_name",
        platform="kuaishou",
        unit={"在线": "h"},
        summary=("总",),
    )
    parsed = parse_one(path, mapping=mapping)
    assert (parsed.layout, parsed.platform) == ("mapped", "kuaishou")
    assert parsed.rows[0].values == (8, 27_000)
    assert parsed.rows[0].shop == "甲"
    assert parsed.counts.summary == 1
    again = parse_one(path, mappings={parsed.shape: mapping})
    assert msgspec.structs.replace(again, mapping=None) == parsed
    assert again.mapping == parsed.shape


def test_a_mapping_without_an_agent_is_about_the_shop(tmp_path: Path) -> None:
    table = [["哪天", "多少"], ["2026-04-20", "8"]]
    mapping = Mapping(columns={"多少": "received"}, day="哪天")
    parsed = parse_one(write_text(tmp_path / "x.csv", table), mapping=mapping)
    assert parsed.kind == "shop_days"
    assert parsed.days == (DAY,)


def test_the_day_of_the_export_is_that_of_the_file_within_reason(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a_2026-04-20.csv", [CHITU, ["小禾", 1, 2, 3, "4秒", 1, 0]])
    noon = datetime(2026, 4, 21, 12).timestamp()
    os.utime(path, (noon, noon))
    assert parse_one(path).exported_on == date(2026, 4, 21)
    os.utime(path, (noon + 9e8, noon + 9e8))
    assert parse_one(path).exported_on == NOW.now().date()
    os.utime(path, (0, 0))
    assert parse_one(path).exported_on == DAY


def test_markup_and_formulas_are_text(tmp_path: Path) -> None:
    names = ["[@click=app.quit]点[/]", "=cmd|'/c calc'!A1", "[/]"]
    parsed = parse_table(tmp_path, [CHITU[:4], *([name, 1, 2, 3] for name in names)])
    assert [row.agent for row in parsed.rows] == names


def test_progress_is_told(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    table = [CHITU[:4], *([f"a{n}", 1, 2, 3] for n in range(9_000))]
    path = write_text(tmp_path / "a_2026-04-20.csv", table)
    parse_one(path, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] == path.stat().st_size


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"")
    with pytest.raises(BadFile):
        parse_file(tmp_path / "x.csv", clock=NOW)


def test_every_declared_column_names_a_metric_or_nothing() -> None:
    from store.imports.queue_fields import QUEUE_FIELDS
    from store.records.metric import METRICS

    fields = {"group", "joined_on", "left_on", "step", "nicknames", *QUEUE_FIELDS}
    for layout in vocabulary().layouts.values():
        assert set(layout.columns.values()) <= {"", *METRICS, *fields}
        assert set(layout.sums) <= set(METRICS)
    assert set(vocabulary().metrics.values()) == set(METRICS)
