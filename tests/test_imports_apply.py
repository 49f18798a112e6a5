"""Exports meet the team: who is who, replacing, shops, periods, what is final."""

import json
import os
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from store.binding import bind
from store.clock import FixedClock
from store.errors import ReadOnly, Refused
from store.imports.apply import ImportOptions, import_paths
from store.locations import TeamPlace
from store.naming import Names
from store.records.report import FileReport, Note
from store.records.work import UNNAMED_SHOP, Mapping, Sheet
from store.team import Team

ZONE = timezone(timedelta(hours=8))
DAY = date(2026, 4, 20)
Write = Callable[..., Path]


class Desk:
    """A team and a folder of exports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = datetime(2026, 4, 27, 9, tzinfo=ZONE)
        self.files = 0
        self.open()

    def open(self, *, readonly: bool = False) -> None:
        place = TeamPlace("t", self.folder / "t", self.folder / "state")
        self.team = Team.open(place, FixedClock(self.now), readonly=readonly)

    def at(self, day: date) -> None:
        """Go on at nine o'clock of another day."""
        self.now = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
        self.team.close()
        self.open()

    def write(self, text: str, name: str | None = None, codec: str = "utf-8") -> Path:
        self.files += 1
        path = self.folder / "exports" / (name or f"export {self.files}.csv")
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(text.encode(codec))
        os.utime(path, (self.now.timestamp(), self.now.timestamp()))
        return path

    def take(self, text: str, name: str | None = None, **options: object) -> FileReport:
        (report,) = import_paths(
            self.team,
            [self.write(text, name)],
            ImportOptions(**options),  # type: ignore[arg-type]
        )
        return report

    def sheets(self, table: str = "agent_days") -> tuple[Sheet, ...]:
        return self.team.sheets(table, date(2026, 1, 1), date(2026, 12, 31))  # type: ignore[arg-type]

    def cell(self, nickname: str, metric: str, sheet: int = 0) -> float | None:
        found = self.sheets()[sheet]
        return found.rows[nickname][found.metrics.index(metric)]

    def agents(self) -> dict[str, str]:
        """Return name -> id."""
        return {agent.name: agent.id for agent in self.team.agents().values()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def jd(*rows: str, header: str = "日期,客服,接待量,平均响应时间,24小时下单金额") -> str:
    return "\n".join([header, *(f"2026-04-20,{row}" if row[0] != "2" else row for row in rows)])


def codes(report: FileReport) -> list[str]:
    return [note.code for note in report.warnings]


# -- who is who


def test_the_first_import_makes_an_agent_of_each_nickname(desk: Desk) -> None:
    report = desk.take(jd("小禾,82,28,10", "小满,61,30,20"))
    assert report.agents.new == ("小禾", "小满")
    assert sorted(desk.agents()) == ["小满", "小禾"]
    assert {b.platform for b in desk.team.bindings()} == {"jd"}


def test_later_an_unknown_nickname_is_kept_and_counts_for_nobody(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"))
    report = desk.take(jd("小禾,82,28,10", "店铺:小禾,5,1,1", "立夏,7,1,1"))
    assert report.agents.known == ("小禾",)
    assert report.agents.unbound == ("店铺:小禾", "立夏")
    assert report.agents.proposed == {"店铺:小禾": desk.agents()["小禾"]}
    assert report.rows.taken == 3
    assert list(desk.agents()) == ["小禾"]
    assert desk.cell("立夏", "received") == 7


def test_binding_works_backwards_and_the_next_file_knows_the_name(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"))
    desk.take(jd("店铺:小禾,5,1,1"))
    bind(desk.team, "店铺:小禾", agent="小禾")
    names = Names(desk.team.agents(), desk.team.bindings())
    assert names.resolve("店铺:小禾", "jd", DAY) == ("person", desk.agents()["小禾"])
    assert desk.take(jd("店铺:小禾,6,1,1")).agents.known == ("店铺:小禾",)


def test_a_nickname_that_is_bound_on_other_days_is_unbound(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"))
    bind(desk.team, "客服1", agent="小禾", since=date(2026, 4, 21))
    assert desk.take(jd("客服1,5,1,1")).agents.unbound == ("客服1",)
    assert desk.take(jd("2026-04-21,客服1,5,1,1")).agents.known == ("客服1",)


def test_new_agents_are_made_when_asked_for(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"))
    assert desk.take(jd("立夏,7,1,1"), new_agents=True).agents.new == ("立夏",)
    assert sorted(desk.agents()) == ["小禾", "立夏"]


def test_a_column_of_thousands_of_names_makes_nobody_and_says_so(desk: Desk) -> None:
    report = desk.take(jd(*(f"买家{n},1,1,1" for n in range(2_001))))
    assert codes(report) == ["too_many_new_agents"]
    assert (report.rows.taken, len(report.agents.unbound), desk.agents()) == (2_001, 2_001, {})


def test_case_and_width_make_no_new_person(desk: Desk) -> None:
    desk.take(jd("Amy,82,28,10"))
    report = desk.take(jd("ＡＭＹ,83,28,10"))
    assert report.agents.known == ("ＡＭＹ",)
    assert desk.sheets()[0].rows == {"Amy": (83.0, 28.0, 10.0)}


def test_a_first_run_over_many_files_makes_everybody_but_look_alikes(desk: Desk) -> None:
    desk.write(jd("小禾,82,28,10"), "1.csv")
    desk.write(jd("2026-04-21,小禾,80,28,10", "2026-04-21,小禾2,61,1,1"), "2.csv")
    qianniu = "旺旺昵称,咨询人数,接待人数,有效接待人数,答问比,旺旺分组\n"
    desk.write(qianniu + "店铺:小禾,9,9,9,1.2,售前\n店铺:立夏,8,8,8,1.2,售后\n", "3_2026-04-20.csv")
    reports = import_paths(desk.team, [desk.folder / "exports"])
    assert [report.agents.new for report in reports] == [("小禾",), ("小禾2",), ("店铺:立夏",)]
    assert reports[2].agents.unbound == ("店铺:小禾",)


def test_the_group_column_is_the_group_of_a_new_agent(desk: Desk) -> None:
    desk.take(
        "旺旺昵称,咨询人数,接待人数,有效接待人数,旺旺分组\n小禾,9,9,9,售前\n", "q_2026-04-20.csv"
    )
    assert [agent.group for agent in desk.team.agents().values()] == ["售前"]


# -- replacing


def test_a_newer_export_replaces_cell_by_cell(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10", "小满,61,30,20"))
    report = desk.take(jd("小禾,83,,11", "立夏,5,6,7"))
    (sheet,) = desk.sheets()
    assert sheet.rows == {
        "小禾": (83.0, 28.0, 11.0),
        "小满": (61.0, 30.0, 20.0),
        "立夏": (5.0, 6.0, 7.0),
    }
    assert report.cells_changed == 5
    assert len(sheet.taken) == 2


def test_every_cell_knows_the_file_and_row_it_came_from(desk: Desk) -> None:
    desk.take(jd("小满,61,30,20", "小禾,82,28,10"))
    desk.take(jd("小禾,83,,11"))
    (sheet,) = desk.sheets()
    assert sheet.origin == {"小满": (0, 2), "小禾": (0, 3)}
    assert sheet.cell_origin == {"小禾": {"received": (1, 2), "sales": (1, 2)}}
    desk.take(jd("小禾,84,29,12"))
    (sheet,) = desk.sheets()
    assert sheet.origin["小禾"] == (2, 2)
    assert sheet.cell_origin == {}


def test_another_layout_of_the_same_tool_erases_nothing(desk: Desk) -> None:
    head = "客服昵称,接待人数,平均响应(秒),回复率,上班天数,客户满意率,服务满意度评价参与率"
    desk.take(f"{head}\n小禾,82,28,0.9,1,0.97,0.5\n", "chitu_2026-04-20.csv")
    head = (
        "客服昵称,接待人数,直接接入人数,转发接入人数,转出人数,总消息数,买家消息数,客服消息数,答问比"
    )
    desk.take(f"{head}\n小禾,90,82,0,0,99,40,59,1.2\n", "赤兔_2026-04-20.csv")
    assert sorted(sheet.layout for sheet in desk.sheets()) == ["chitu_daily", "chitu_workload"]
    assert {sheet.rows["小禾"][sheet.metrics.index("received")] for sheet in desk.sheets()} == {
        82,
        90,
    }


def test_another_tools_different_value_is_told_and_kept(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"))
    own = "day,agent,received,sales\n2026-04-20,小禾,85,10\n"
    mapping = Mapping(
        columns={"received": "received", "sales": "sales"},
        agent="agent",
        day="day",
        platform="jd",
        layout="mine",
    )
    report = desk.take(own, mapping=mapping)
    (told,) = [note.values for note in report.warnings if note.code == "differs"]
    assert (told["count"], told["metric"], told["value"], told["other"]) == (
        1,
        "received",
        85.0,
        82.0,
    )
    assert told["tool"] == "jd"
    assert len(desk.sheets()) == 2


def test_new_columns_join_the_sheet(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10", "小满,61,30,20"))
    desk.take("日期,客服,接待量,满意率,30s应答率\n2026-04-20,小禾,83,0.9,0.8\n")
    (sheet,) = desk.sheets()
    assert sheet.metrics == (
        "received",
        "avg_response_s",
        "sales",
        "satisfaction",
        "reply_rate_30s",
    )
    assert sheet.rows == {"小禾": (83, 28, 10, 0.9, 0.8), "小满": (61, 30, 20, None, None)}


# -- final or not

CHITU = (
    "客服昵称,接待人数,询单->最终付款转化率,平均响应(秒),回复率,客户满意率\n小禾,{},{},28,1,0.9\n"
)


def chitu(desk: Desk, received: object, conversion: object) -> FileReport:
    return desk.take(CHITU.format(received, conversion), f"{desk.files} 2026-04-20.csv")


def test_a_provisional_value_is_replaced_silently(desk: Desk) -> None:
    desk.at(date(2026, 4, 21))
    chitu(desk, 82, 0.30)
    desk.at(date(2026, 4, 25))
    report = chitu(desk, 82, 0.28)
    assert codes(report) == []
    assert desk.cell("小禾", "conversion_final") == 0.28


def test_a_final_value_is_replaced_with_a_line_in_the_report(desk: Desk) -> None:
    desk.at(date(2026, 4, 24))
    chitu(desk, 82, 0.28)
    desk.at(date(2026, 4, 26))
    report = chitu(desk, 83, 0.27)
    assert codes(report) == ["final_replaced", "final_replaced_cell", "final_replaced_cell"]
    assert report.warnings[0].values == {"count": 2}
    assert report.warnings[2] == Note(
        "final_replaced_cell",
        {
            "row": 2,
            "agent": "小禾",
            "day": "2026-04-20",
            "metric": "conversion_final",
            "before": 0.28,
            "after": 0.27,
        },
    )
    assert desk.cell("小禾", "conversion_final") == 0.27


def test_the_same_value_exported_later_is_final_from_then_on(desk: Desk) -> None:
    desk.at(date(2026, 4, 21))
    chitu(desk, 82, 0.28)
    desk.at(date(2026, 4, 25))
    assert chitu(desk, 82, "0.280").cells_changed == 0
    desk.at(date(2026, 4, 26))
    assert "final_replaced" in codes(chitu(desk, 82, 0.27))


def test_a_provisional_value_does_not_replace_a_final_one(desk: Desk) -> None:
    desk.at(date(2026, 4, 25))
    chitu(desk, 82, 0.28)
    desk.at(date(2026, 4, 21))
    report = chitu(desk, 83, 0.30)
    assert ("kept_final", {"count": 1}) in [(note.code, note.values) for note in report.warnings]
    assert desk.cell("小禾", "conversion_final") == 0.28
    assert desk.cell("小禾", "received") == 83


def test_a_cell_that_is_not_final_yet_waits_and_takes_nothing_away(desk: Desk) -> None:
    desk.at(date(2026, 4, 21))
    chitu(desk, 82, "延迟统计")
    (sheet,) = desk.sheets()
    assert sheet.not_final == {"小禾": ("conversion_final",)}
    desk.at(date(2026, 4, 25))
    assert codes(chitu(desk, 82, 0.28)) == []
    assert desk.sheets()[0].not_final == {}
    chitu(desk, 84, "延迟统计")
    (sheet,) = desk.sheets()
    assert sheet.not_final == {}
    assert desk.cell("小禾", "conversion_final") == 0.28


# -- shops

PDD = "店铺名,日期,客服账号,咨询人数,人工接待人数,平均人工响应时长,最终成团人数\n"


def test_a_file_that_names_no_shop_is_the_unnamed_shops(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"))
    assert [sheet.shop for sheet in desk.sheets()] == [UNNAMED_SHOP]
    assert desk.team.shops() == ()


def test_named_shops_are_kept_apart_and_remembered(desk: Desk) -> None:
    desk.take(PDD + "甲店,2026-04-20,小禾,9,8,7,6\n乙店,2026-04-20,小禾,5,4,3,2\n")
    assert sorted((s.shop, s.rows["小禾"][0]) for s in desk.sheets()) == [("乙店", 5), ("甲店", 9)]
    assert sorted(shop.name for shop in desk.team.shops()) == ["乙店", "甲店"]


def test_a_shop_in_other_case_or_width_is_the_same_shop(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"), shop="Shop A")
    desk.take(jd("小禾,83,28,10"), shop="ＳＨＯＰ a")
    assert [sheet.shop for sheet in desk.sheets()] == ["Shop A"]


def test_with_several_shops_one_that_is_not_named_must_be_told(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"), shop="甲店")
    desk.take(jd("小禾,9,28,10", header="日期,客服,接待量,平均响应时间,满意率"), shop="乙店")
    before = desk.team.n
    other = "日期,客服,接待量,平均响应时间,30s应答率\n2026-04-20,小禾,7,5,0.9\n"
    report = desk.take(other)
    assert (report.state, report.error and report.error.code) == ("refused", "shop_needed")
    assert (report.rows.read, report.rows.taken, report.rows.rejected) == (1, 0, 1)
    assert desk.team.n == before
    assert desk.take(other + "2026-04-21,小禾,7,5,0.9\n", shop="乙店").state == "taken"
    later = desk.take(other + "2026-04-22,小禾,7,5,0.9\n")
    assert (later.state, codes(later)) == ("taken", ["shop_remembered"])


def test_a_shape_that_two_shops_use_is_asked_for_every_time(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"), shop="甲店")
    desk.take(jd("小禾,9,28,10"), shop="乙店")
    report = desk.take(jd("2026-04-21,小禾,9,28,10"))
    assert report.error is not None and report.error.code == "shop_needed"


def test_rows_without_a_shop_are_left_where_others_name_several(desk: Desk) -> None:
    rows = "甲店,2026-04-20,小禾,9,8,7,6\n乙店,2026-04-20,小禾,5,4,3,2\n"
    desk.take(PDD + rows)
    report = desk.take(PDD + rows + ",2026-04-20,小满,1,1,1,1\n")
    assert [(r.row, r.why) for r in report.rejects] == [(4, "shop_needed")]
    assert (report.rows.taken, report.rows.rejected) == (2, 1)


def test_a_shop_level_file_holds_the_shop_alone(desk: Desk) -> None:
    head = (
        "日期,咨询人数,接待人数,未回复人数,有效接待人数,平均响应时长,3分钟人工响应率,咨询客服人次\n"
    )
    report = desk.take(
        head + "2026-04-20,98,90,1,80,12,0.99,120\n2026-04-21,97,91,1,81,13,0.98,121\n"
    )
    assert report.kind == "shop_days"
    assert desk.agents() == {}
    assert [sheet.start.day for sheet in desk.sheets("shop_days")] == [20, 21]
    assert [list(sheet.rows) for sheet in desk.sheets("shop_days")] == [[""], [""]]


# -- days and periods


def test_a_file_of_several_days_without_a_day_column_is_a_period(desk: Desk) -> None:
    text = "客服昵称,接待人数,平均响应(秒),回复率,客户满意率\n小禾,500,28,1,0.9\n"
    report = desk.take(text, "客服_2026-04-13至2026-04-19.csv")
    assert (report.period, report.days) == (True, (date(2026, 4, 13), date(2026, 4, 19)))
    assert desk.sheets() == ()
    (sheet,) = desk.sheets("periods")
    assert (sheet.start, sheet.end) == report.days
    assert sheet.rows["小禾"][0] == 500


def test_a_file_that_tells_no_day_is_refused_until_it_is_told(desk: Desk) -> None:
    text = "客服昵称,接待人数,平均响应(秒),回复率,客户满意率\n小禾,82,28,1,0.9\n"
    report = desk.take(text, "export.csv")
    assert report.error is not None and report.error.code == "day_needed"
    assert desk.take(text, "export.csv", day=DAY).days == (DAY,)


def test_days_of_two_months_go_into_two_months(desk: Desk) -> None:
    desk.take(jd("2026-03-31,小禾,1,1,1", "2026-04-01,小禾,2,2,2"))
    assert desk.team.months() == ("2026-03", "2026-04")
    assert [desk.cell("小禾", "received", n) for n in (0, 1)] == [1, 2]


# -- the same file, many files, a folder


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    path = desk.write(jd("小禾,82,28,10"))
    import_paths(desk.team, [path])
    n, sheets = desk.team.n, desk.sheets()
    (again,) = import_paths(desk.team, [path])
    (copy,) = import_paths(desk.team, [desk.write(jd("小禾,82,28,10"), "copy.csv")])
    assert [again.state, copy.state] == ["same", "same"]
    assert codes(again) == ["taken_before"]
    assert (desk.team.n, desk.sheets()) == (n, sheets)


def test_the_same_bytes_twice_in_one_run_are_taken_once(desk: Desk) -> None:
    paths = [desk.write(jd("小禾,82,28,10")) for _ in range(2)]
    assert [r.state for r in import_paths(desk.team, paths)] == ["taken", "same"]
    dry = ImportOptions(dry_run=True)
    fresh = [desk.write(jd("小禾,83,28,10")) for _ in range(2)]
    assert [r.state for r in import_paths(desk.team, fresh, dry)] == ["preview", "same"]


QUIET = "客服昵称,接待人数,平均响应(秒),回复率,客户满意率\n小禾,0,,,\n立夏,3,20,1,1\n"
"""A report without a day column, the same on two quiet days."""


def test_two_days_of_the_same_bytes_are_two_files(desk: Desk) -> None:
    paths = [desk.write(QUIET, f"客服_2026-04-{day}.csv") for day in (20, 21)]
    first, second = import_paths(desk.team, paths)
    assert [first.state, second.state] == ["taken", "taken"]
    assert [sheet.start.day for sheet in desk.sheets()] == [20, 21]
    files = desk.team.files().values()
    assert [file.days for file in files] == [(DAY,), (date(2026, 4, 21),)]
    assert len({file.id for file in files}) == 2
    assert len(list(desk.team.place.imports.iterdir())) == 2
    n = desk.team.n
    assert [report.state for report in import_paths(desk.team, paths)] == ["same", "same"]
    assert import_paths(desk.team, [desk.folder / "exports"]) == []
    assert desk.team.n == n
    later = desk.write(QUIET, "客服_2026-04-22.csv")
    assert [r.path for r in import_paths(desk.team, [desk.folder / "exports"])] == [str(later)]


def test_either_of_two_days_of_the_same_bytes_can_be_taken_back_and_taken_again(desk: Desk) -> None:
    paths = [desk.write(QUIET, f"客服_2026-04-{day}.csv") for day in (20, 21)]
    import_paths(desk.team, paths)
    _, first = [change for change in desk.team.history() if change.what == "import"]
    desk.team.undo()
    assert [r.state for r in import_paths(desk.team, paths)] == ["same", "taken"]
    desk.team.undo(first)
    assert [file.days for file in desk.team.files().values()] == [(date(2026, 4, 21),)]
    assert [r.state for r in import_paths(desk.team, paths)] == ["taken", "same"]
    assert len(desk.team.files()) == 2


def test_a_dry_run_knows_two_days_of_the_same_bytes_apart(desk: Desk) -> None:
    names = ("客服_2026-04-20.csv", "客服_2026-04-21.csv", "又_2026-04-21.csv")
    paths = [desk.write(QUIET, name) for name in names]
    told = import_paths(desk.team, paths, ImportOptions(dry_run=True))
    assert [report.state for report in told] == ["preview", "preview", "same"]
    assert codes(told[2]) == [], "nothing was taken before"


def test_a_day_that_the_lead_tells_makes_another_file_of_the_same_bytes(desk: Desk) -> None:
    assert desk.take(QUIET, "export.csv", day=DAY).state == "taken"
    assert desk.take(QUIET, "export.csv", day=DAY).state == "same"
    assert desk.take(QUIET, "export.csv").state == "same"
    assert desk.take(QUIET, "export.csv", day=date(2026, 4, 21)).state == "taken"
    assert desk.take(QUIET, "export.csv", day=date(2026, 4, 21)).state == "same"
    assert len(desk.sheets()) == 2


def test_a_name_means_nothing_where_the_rows_tell_their_days(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"), "京东_2026-04-20.csv")
    n = desk.team.n
    assert desk.take(jd("小禾,82,28,10"), "京东_2026-04-21.csv").state == "same"
    assert import_paths(desk.team, [desk.folder / "exports"]) == []
    assert desk.team.n == n


def test_two_shops_may_have_the_same_bytes(desk: Desk) -> None:
    for shop in ("甲店", "乙店"):
        assert desk.take(jd("小禾,82,28,10"), shop=shop).state == "taken"
    assert [sheet.shop for sheet in desk.sheets()] == ["乙店", "甲店"]
    for shop in ("甲店", "乙店"):
        assert desk.take(jd("小禾,82,28,10"), shop=shop).state == "same"
    assert desk.take(jd("小禾,82,28,10")).state == "same"


def test_files_taken_before_their_day_was_noted_are_known_by_it(desk: Desk) -> None:
    name = "客服_2026-04-20.csv"
    desk.take(QUIET, name)
    ((key, kept),) = desk.team.files().items()
    older = {
        name: value
        for name, value in msgspec.to_builtins(kept).items()
        if name not in ("day_outside", "shop")
    }
    desk.team.change("test", lambda draft: draft.put("files", key, older))
    assert desk.team.files()[key].day_outside is None
    assert desk.take(QUIET, name).state == "same"
    assert import_paths(desk.team, [desk.folder / "exports"]) == []
    assert desk.take(QUIET, "客服_2026-04-21.csv").state == "taken"


def test_a_file_is_one_change_and_can_be_undone_and_taken_again(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"))
    n = desk.team.n
    path = desk.write(jd("小禾,83,28,10", "立夏,1,1,1"))
    import_paths(desk.team, [path])
    assert desk.team.n == n + 1
    desk.team.undo()
    assert desk.sheets()[0].rows == {"小禾": (82.0, 28.0, 10.0)}
    (again,) = import_paths(desk.team, [path])
    assert again.state == "taken"


def test_a_folder_is_every_file_in_it_not_seen_before(desk: Desk) -> None:
    desk.write(jd("2026-04-21,小禾,2,1,1"), "b.csv")
    desk.write(jd("小禾,1,1,1"), "a.csv")
    desk.write(jd("小禾,9,9,9"), "~$a.xlsx")
    desk.write(jd("小禾,9,9,9"), ".hidden.csv")
    desk.write(jd("小禾,9,9,9"), "c.csv.crdownload")
    desk.write("notes", "README.md")
    (desk.folder / "exports" / "more").mkdir()
    desk.write(jd("2026-04-22,小禾,3,1,1"), "more/c.csv")
    folder = desk.folder / "exports"
    reports = import_paths(desk.team, [folder])
    assert [Path(report.path).name for report in reports] == ["a.csv", "b.csv", "c.csv"]
    assert import_paths(desk.team, [folder]) == []
    desk.write(jd("2026-04-23,小禾,4,1,1"), "d.csv")
    assert [Path(report.path).name for report in import_paths(desk.team, [folder])] == ["d.csv"]


def test_a_path_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="no_such_file"):
        import_paths(desk.team, [desk.folder / "nowhere"])


def test_the_report_of_an_import_is_kept(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"))
    (file,) = desk.team.files().values()
    kept = json.loads((desk.team.place.imports / f"{file.id}.json").read_text("utf-8"))
    assert file.id.startswith("2026-04-27-")
    assert kept["files"][0]["agents"]["new"] == ["小禾"]


# -- looking before, unknown layouts, rosters


def test_a_dry_run_tells_the_same_and_writes_nothing(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"))
    n = desk.team.n
    path = desk.write(jd("小禾,83,28,10", "立夏,1,1,1"))
    (dry,) = import_paths(desk.team, [path], ImportOptions(dry_run=True))
    assert desk.team.n == n
    (real,) = import_paths(desk.team, [path])
    assert dry.state == "preview"
    assert (dry.rows, dry.agents, dry.warnings, dry.cells_changed) == (
        real.rows,
        real.agents,
        real.warnings,
        real.cells_changed,
    )


def test_a_dry_run_makes_no_folder_and_works_read_only(desk: Desk) -> None:
    desk.open(readonly=True)
    path = desk.write(jd("小禾,82,28,10"))
    (dry,) = import_paths(desk.team, [path], ImportOptions(dry_run=True))
    assert dry.agents.new == ("小禾",)
    assert not (desk.folder / "t").exists()
    with pytest.raises(ReadOnly):
        import_paths(desk.team, [path])


UNKNOWN = "成员,那天,接了多少,满意率,神秘列\n小禾,2026-04-20,82,0.9,x\n"
MAPPING = Mapping(
    columns={"接了多少": "received", "满意率": "satisfaction"},
    agent="成员",
    day="那天",
    platform="jd",
    layout="ours",
)


def test_a_mapping_is_remembered_for_files_of_the_same_shape(desk: Desk) -> None:
    first = desk.take(UNKNOWN, mapping=MAPPING)
    assert (first.state, first.layout, first.columns.unmatched) == ("taken", "ours", ("神秘列",))
    later = desk.take(UNKNOWN.replace("04-20", "04-21"))
    assert (later.state, later.layout) == ("taken", "ours")
    assert [sheet.rows["小禾"] for sheet in desk.sheets()] == [(82.0, 0.9), (82.0, 0.9)]


def test_an_unknown_layout_is_taken_only_if_its_preview_is_approved(desk: Desk) -> None:
    path = desk.write("day,客服昵称,接待人数,谜\n2026-04-20,小禾,82,x\n")
    seen: list[FileReport] = []

    def no(reports: tuple[FileReport, ...]) -> bool:
        seen.extend(reports)
        return False

    (left,) = import_paths(desk.team, [path], approve=no)
    assert (left.state, left.columns.unmatched) == ("preview", ("谜",))
    assert [report.state for report in seen] == ["preview"]
    assert desk.team.n == 0
    (taken,) = import_paths(desk.team, [path], approve=lambda reports: True)
    assert (taken.state, taken.agents.new) == ("taken", ("小禾",))


ROSTER = "name,group,joined_on,left_on,step,nicknames\n"


def test_a_roster_makes_agents_and_binds_their_nicknames(desk: Desk) -> None:
    report = desk.take(
        ROSTER + "小禾,pre,2025-03-01,,gold,jd:jd_01;taobao:店铺:小禾\n小满,after,,,,\n"
    )
    assert (report.kind, report.agents.new) == ("roster", ("小禾", "小满"))
    names = Names(desk.team.agents(), desk.team.bindings())
    ids = desk.agents()
    assert names.resolve("jd_01", "jd", DAY) == ("person", ids["小禾"])
    assert names.resolve("店铺:小禾", "taobao", DAY) == ("person", ids["小禾"])
    assert names.resolve("jd_01", "taobao", DAY) is None
    assert names.resolve("小满", "pdd", DAY) == ("person", ids["小满"])


def test_a_roster_updates_people_by_name_and_an_empty_cell_changes_nothing(desk: Desk) -> None:
    desk.take(jd("小禾,82,28,10"))
    (made,) = desk.team.agents().values()
    desk.take(ROSTER + "小禾,pre,2025-03-01,,gold,\n")
    report = desk.take(ROSTER + "小禾,,,2026-05-01,,\n")
    assert report.agents.known == ("小禾",)
    (agent,) = desk.team.agents().values()
    assert (agent.id, agent.group, agent.step, agent.left_on) == (
        made.id,
        "pre",
        "gold",
        date(2026, 5, 1),
    )
    assert len(desk.team.bindings()) == 1


def test_an_account_that_passed_on_is_each_persons_while_they_are_here(desk: Desk) -> None:
    desk.take(ROSTER + "小禾,pre,2025-01-01,2026-04-10,,jd:客服1\n小满,pre,2026-04-11,,,jd:客服1\n")
    names = Names(desk.team.agents(), desk.team.bindings())
    ids = desk.agents()
    assert names.resolve("客服1", "jd", date(2026, 4, 10)) == ("person", ids["小禾"])
    assert names.resolve("客服1", "jd", date(2026, 4, 11)) == ("person", ids["小满"])


def test_in_one_run_the_roster_goes_first_wherever_it_stands(desk: Desk) -> None:
    desk.write(jd("jd_01,82,28,10"), "a.csv")
    desk.write(ROSTER + "小禾,pre,,,,jd:jd_01\n", "z.csv")
    reports = import_paths(desk.team, [desk.folder / "exports"])
    assert [report.kind for report in reports] == ["roster", "agent_days"]
    assert reports[1].agents.known == ("jd_01",)
    assert list(desk.agents()) == ["小禾"]
