"""Contact logs and interval counts as imports: headers, zones, replacing, people, undo."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from store.clock import FixedClock
from store.imports.apply import ImportOptions, import_paths
from store.locations import TeamPlace
from store.records.queue import AgentDay, QueueDay
from store.records.report import FileReport
from store.team import Team
from tests.desk import ROSTER, Desk

NOW = "2026-11-21T09:00+08:00"
DAY = date(2026, 11, 20)
HEAD = "contact,queue,arrived_at,answered_at,ended_at,agent,outcome\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.good("settings", "set", "timezone", "Asia/Shanghai")
    return desk


def team_of(desk: Desk) -> Team:
    place = TeamPlace("default", desk.data / "default", desk.folder / "state")
    return Team.open(place, FixedClock(datetime.fromisoformat(NOW)))


def take(desk: Desk, name: str, text: str, *options: str, encoding: str = "utf-8") -> Any:
    told = desk("import", desk.file(name, text, encoding), *options, "--json", now=NOW)
    assert told.code == 0, told
    return told.json["files"][0]


def days(desk: Desk) -> dict[str, QueueDay]:
    with team_of(desk) as team:
        return {one.queue: one for one in team.queue_days(DAY, DAY)}


def agent_hours(desk: Desk) -> tuple[AgentDay, ...]:
    with team_of(desk) as team:
        return team.agent_hours(DAY, DAY)


def contact(name: str, time: str, queue: str = "chat", agent: str = "小禾", wait: int = 5) -> str:
    minute = f"2026-11-20 {time}"
    return f"{name},{queue},{minute}:00,{minute}:{wait:02d},{minute}:50,{agent},answered\n"


def test_a_mapping_makes_a_log_of_other_headers(desk: Desk) -> None:
    head = "编号;技能组;开始;接起;完成;坐席;状态;备注\n"
    rows = (
        "1;售前;2026/11/20 9:05:00;2026/11/20 9:05:30;2026/11/20 9:10:00;小禾;已接待;x\n"
        "2;售前;2026/11/20 9:06:00;;2026/11/20 9:07:00;;未接通;\n"
    )
    mapping = desk.file(
        "map.toml",
        'agent = "坐席"\n[columns]\n"编号" = "contact"\n"开始" = "arrived_at"\n'
        '"接起" = "answered_at"\n"完成" = "ended_at"\n"状态" = "outcome"\n',
    )
    report = take(desk, "log.csv", head + rows, "--map", str(mapping), encoding="gb18030")
    assert (report["kind"], report["encoding"]) == ("contacts", "gb18030")
    assert report["columns"]["matched"] == {
        "编号": "contact",
        "技能组": "queue",
        "开始": "arrived_at",
        "接起": "answered_at",
        "完成": "ended_at",
        "状态": "outcome",
    }
    assert report["columns"]["unmatched"] == ["备注"]
    day = days(desk)["售前"]
    assert (day.slots, day.offered, day.answered, day.abandoned) == ((18,), (2,), (1,), (1,))
    assert (day.wait_s, day.left_s, day.handle_s, day.waits) == ((30,), (60,), (270,), ("30",))
    again = take(desk, "log2.csv", head + rows.replace("9:10:00", "9:11:00"), encoding="gb18030")
    assert again["kind"] == "contacts", "the mapping is remembered by the shape of the file"


def test_moments_with_an_offset_are_put_into_the_teams_zone(desk: Desk) -> None:
    rows = (
        "1,chat,2026-11-20T01:05:00Z,2026-11-20T01:05:10Z,2026-11-20T01:06:00Z,小禾,answered\n"
        "2,chat,2026-11-19T20:10:00-05:00,,2026-11-19T20:10:09.500-05:00,,abandoned\n"
        "3,chat,2026-11-20T09:29:59.250,2026-11-20T09:30:00.750,2026-11-20T09:30:05,小禾,answered\n"
    )
    take(desk, "log.csv", HEAD + rows)
    day = days(desk)["chat"]
    assert (day.slots, day.offered) == ((18,), (3,))
    assert (day.wait_s, day.left_s, day.handle_s) == ((11.5,), (9.5,), (54.25,))
    assert (day.waits, day.short) == (("2 10",), ("4 50",))


def test_a_later_log_replaces_what_it_covers_and_no_more(desk: Desk) -> None:
    take(desk, "all.csv", HEAD + "".join(contact(f"{h}", f"{h:02d}:10") for h in range(8, 20)))
    take(desk, "mail.csv", HEAD + contact("m", "08:10", "mail"))
    part = "".join(contact(f"n{h}", f"{h:02d}:{m}") for h in range(8, 13) for m in (10,))
    report = take(desk, "morning.csv", HEAD + part + contact("n8b", "08:20"))
    assert report["cells_changed"] == 1
    day = days(desk)["chat"]
    assert day.slots == tuple(range(16, 39, 2))
    assert day.offered == (2,) + (1,) * 11
    assert len(day.files) == 2
    assert days(desk)["mail"].offered == (1,), "a queue that the log does not name stays"
    take(desk, "new.csv", HEAD + contact("a", "08:05") + contact("b", "19:20"))
    day = days(desk)["chat"]
    assert (day.slots, day.offered) == ((16, 38), (1, 1))
    assert len(day.files) == 1


def test_the_same_file_changes_nothing_and_undo_takes_a_log_back(desk: Desk) -> None:
    text = HEAD + contact("1", "09:05") + contact("2", "10:05")
    take(desk, "log.csv", text)
    assert take(desk, "copy.csv", text)["state"] == "same"
    first = days(desk)
    take(desk, "other.csv", HEAD + contact("1", "09:05", wait=9) + contact("2", "10:06"))
    assert days(desk) != first
    assert desk("undo", now=NOW).code == 0
    assert days(desk) == first
    assert desk("undo", now=NOW).code == 0
    assert not days(desk) and not agent_hours(desk)


def test_a_dry_run_keeps_nothing(desk: Desk) -> None:
    take(desk, "log.csv", HEAD + contact("1", "09:05"))
    before = days(desk), agent_hours(desk)
    report = take(desk, "more.csv", HEAD + contact("1", "09:05", wait=7), "--dry-run")
    assert (report["state"], report["cells_changed"]) == ("preview", 1)
    assert (days(desk), agent_hours(desk)) == before


def test_the_agents_of_a_log_are_settled_like_nicknames(desk: Desk) -> None:
    desk.good("import", desk.file("roster.csv", ROSTER))
    rows = contact("1", "09:05", agent="店铺:小禾") + contact("2", "09:06", agent="小满")
    rows += contact("3", "09:07", agent="小青") + contact("4", "09:08", agent="")
    report = take(desk, "log.csv", HEAD + rows)
    assert report["agents"]["known"] == ["小满", "店铺:小禾"]
    assert report["agents"]["unbound"] == ["小青"]
    busy = desk("busy", "小禾", "--day", "2026-11-20", "--json", now=NOW).json
    assert busy["loads"][0]["value"] == 1


def test_very_short_contacts_of_an_agent_are_kept(desk: Desk) -> None:
    rows = "".join(
        f"{n},chat,2026-11-20T09:00:0{n},2026-11-20T09:01:00,2026-11-20T09:01:{s:02d},小禾,answered\n"
        for n, s in enumerate((3, 9, 10, 40, 3))
    )
    take(desk, "log.csv", HEAD + rows)
    (day,) = agent_hours(desk)
    hours = day.agents["小禾"]
    assert (hours.handled, hours.handle_s, hours.short) == (5, 65, "3*2 9 10 40")
    assert (hours.hours, hours.answered, hours.busy_s, hours.open_s) == ((9,), (5,), (40,), (65,))


INTERVALS = """queue,start,offered,answered,abandoned,asa_s,aht_s,agent_minutes
chat,2026-11-20 09:00,10,8,2,12,300,50
chat,2026-11-20 09:15,6,6,0,30,200,55
chat,2026-11-20 09:30,0,0,0,,,60
mail,2026-11-20 09:00,4,3,1,,600,
mail,2026-11-20 09:00,4,3,1,,600,
mail,2026-11-20 09:30,-4,3,1,,600,
mail,2026-11-20 25:30,4,3,1,,600,
,2026-11-20 10:30,4,3,1,,600,
mail,2026-11-20 10:00,many,3,1,,600,
mail,2026-11-20 10:30,,3,1,,600,
"""


def test_intervals_are_summed_into_half_hours(desk: Desk) -> None:
    report = take(desk, "counts.csv", INTERVALS)
    assert report["kind"] == "intervals"
    assert report["rows"] == {"read": 10, "taken": 4, "summary": 0, "rejected": 6}
    assert [reject["why"] for reject in report["rejects"]] == [
        "duplicate_row",
        "negative",
        "not_a_time",
        "no_queue",
        "not_a_number",
        "no_values",
    ]
    chat, mail = days(desk)["chat"], days(desk)["mail"]
    assert (chat.slots, chat.offered, chat.answered) == ((18, 19), (16, 0), (14, 0))
    assert (chat.wait_s, chat.handle_s) == ((8 * 12 + 6 * 30, 0), (8 * 300 + 6 * 200, 0))
    assert chat.agent_minutes == (105, 60)
    assert (mail.wait_s, mail.handle_s, mail.agent_minutes) == ((), (1800,), ())
    told = desk("queue", "--day", "2026-11-20", "--by", "hour", "--json", now=NOW).json
    first, second = told["intervals"]
    assert (first["offered"], first["asa_s"], first["agent_minutes"]) == (16, 276 / 14, 165)
    assert first["aht_s"] == pytest.approx(3600 / 14)
    assert (first["service_level"], second["asa_s"], second["agent_minutes"]) == (None, None, None)


def test_only_what_is_told_is_known_of_intervals(desk: Desk) -> None:
    take(desk, "counts.csv", "queue,start,offered\nchat,2026-11-20T09:00,7\n")
    told = desk("queue", "--day", "2026-11-20", "--by", "half_hour", "--json", now=NOW).json
    (one,) = told["intervals"]
    assert one["offered"] == 7
    for name in ("answered", "abandoned", "asa_s", "aht_s", "service_level", "agent_minutes"):
        assert one[name] is None


def test_longer_intervals_than_half_hours_are_told(desk: Desk) -> None:
    rows = "".join(f"chat,2026-11-20 {hour:02d}:00,5\n" for hour in range(9, 13))
    report = take(desk, "counts.csv", "queue,start,offered\n" + rows)
    assert [note["code"] for note in report["warnings"]] == ["long_intervals"]


def test_counts_give_a_log_the_minutes_present_and_take_no_contact_from_it(desk: Desk) -> None:
    counts = "queue,start,offered,agent_minutes\nchat,2026-11-20 09:00,99,40\n"
    log = HEAD + contact("1", "09:05") + contact("2", "09:20")
    take(desk, "log.csv", log)
    report = take(desk, "counts.csv", counts)
    assert [note["code"] for note in report["warnings"]] == ["log_kept"]
    day = days(desk)["chat"]
    assert (day.source, day.offered, day.agent_minutes) == ("contact_log", (2,), (40,))
    told = desk("queue", "--day", "2026-11-20", "--by", "hour", "--json", now=NOW).json
    assert told["intervals"][0]["occupancy"] == pytest.approx(day.busy_minutes[0] / 40)  # type: ignore[operator]
    other = Desk(desk.folder / "other")
    other.good("settings", "set", "timezone", "Asia/Shanghai")
    take(other, "counts.csv", counts)
    take(other, "log.csv", log)
    turned = days(other)["chat"]
    assert (turned.source, turned.offered, turned.agent_minutes) == ("contact_log", (2,), (40,))


def test_a_log_with_nothing_to_take_is_taken_as_empty(desk: Desk) -> None:
    report = take(desk, "log.csv", HEAD + "1,chat,soon,,,,abandoned\n")
    assert report["rows"] == {"read": 1, "taken": 0, "summary": 0, "rejected": 1}
    assert not days(desk)


def test_blank_lines_short_rows_and_names_with_escapes(desk: Desk) -> None:
    rows = "\n1,\x1b[31mchat\u200b,2026-11-20T09:00:00,,2026-11-20T09:01:00,,abandoned\n\n"
    rows += "2,chat,2026-11-20T09:00:00\n"
    report = take(desk, "log.csv", HEAD + rows)
    assert report["rows"]["read"] == 2
    assert [reject["why"] for reject in report["rejects"]] == ["unknown_outcome"]
    assert list(days(desk)) == ["chat"]


def test_a_workbook_is_a_log_too(desk: Desk) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.strip().split(","))
    moments = [datetime(2026, 11, 20, 9, 5, second) for second in (0, 7, 47)]
    sheet.append([17, "chat", *moments, "小禾", "answered"])
    path = desk.folder / "log.xlsx"
    book.save(path)
    with team_of(desk) as team:
        (report,) = import_paths(team, [path], ImportOptions())
    assert isinstance(report, FileReport) and report.kind == "contacts", report
    day = days(desk)["chat"]
    assert (day.offered, day.wait_s, day.handle_s) == ((1,), (7,), (40,))


def test_somebody_who_is_forgotten_is_in_no_hours(desk: Desk) -> None:
    desk.good("import", desk.file("roster.csv", ROSTER))
    rows = contact("1", "09:05", agent="小禾") + contact("2", "09:06", agent="小满")
    take(desk, "log.csv", HEAD + rows)
    assert desk("--no-input", "forget", "小禾", now=NOW).code == 0
    (day,) = agent_hours(desk)
    assert list(day.agents) == ["小满"]
    assert days(desk)["chat"].offered == (2,)
    for path in (desk.data / "default").rglob("*.json*"):
        assert "小禾" not in path.read_text("utf-8")
