"""Read the sample team's files a second way: openpyxl, `csv`, headers written out by hand."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

SUMMARY = {"汇总", "均值", "汇总值", "平均值"}
NOT_FINAL = "延迟统计"
UNNAMED = "main"

Reading = Callable[[object], float]


def number(cell: object) -> float:
    """Read 98.0, `98`, `1,234.50` or `99.73%`."""
    text = str(cell).replace(",", "")
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def hours(cell: object) -> float:
    """Read hours as seconds."""
    return number(cell) * 3600


def spelled(cell: object) -> float:
    """Read 1小时2分3秒 as seconds."""
    found = re.fullmatch(r"(?:(\d+)小时)?(?:(\d+)分)?(?:(\d+)秒)?", str(cell))
    assert found is not None, cell
    parts = [int(part or 0) for part in found.groups()]
    return parts[0] * 3600.0 + parts[1] * 60 + parts[2]


@dataclass(frozen=True)
class Layout:
    """How one folder of exports is read."""

    name: str
    tool: str
    platform: str
    agent: str | None
    columns: dict[str, tuple[str, Reading]]
    """Header -> metric and how its cells are read; several headers of a metric add up."""
    shop: str | None = None
    day: str | None = None


def _plain(**names: str) -> dict[str, tuple[str, Reading]]:
    return {header: (metric, number) for metric, header in names.items()}


CHITU_WORKLOAD = Layout(
    "chitu_workload",
    "chitu",
    "taobao",
    "客服昵称",
    {
        **_plain(
            consulted="聊天人数(原咨询人数)",
            received="接待人数",
            transfers_in="转发接入人数",
            transfers_out="转出人数",
            messages_customer="买家消息数",
            messages_agent="客服消息数",
            answer_question_ratio="答问比",
            max_concurrent="最大同时聊天数",
            unanswered="未回复人数",
            reply_rate="回复率",
            slow_replies="慢接待人数",
            long_contacts="长接待人数",
            first_response_s="首次响应(秒)",
            avg_response_s="平均响应(秒)",
        ),
        "平均接待时长": ("avg_handle_s", spelled),
    },
)
CHITU_DAILY = Layout(
    "chitu_daily",
    "chitu",
    "taobao",
    "客服昵称",
    {
        **_plain(
            received="接待人数",
            avg_response_s="平均响应(秒)",
            reply_rate="回复率",
            conversion_final="询单->最终付款转化率",
            days_online="上班天数",
            rating_share="服务满意度评价参与率",
            satisfaction="客户满意率",
            inquirers="询单人数",
            buyers="最终付款人数",
            sales="销售额",
        ),
    },
)
RATINGS = (
    "服务满意度评价很满意",
    "服务满意度评价满意",
    "服务满意度评价一般",
    "服务满意度评价不满",
    "服务满意度评价很不满",
)
QIANNIU = Layout(
    "qianniu_reception",
    "qianniu",
    "taobao",
    "旺旺昵称",
    _plain(
        consulted="咨询人数",
        received="接待人数",
        unanswered="未回复人数",
        served="有效接待人数",
        avg_response_s="平均响应时长（秒)",
        reply_rate_3min="3分钟人工响应率",
        reply_rate="旺旺回复率",
        first_response_s="首次响应时长（秒)",
        slow_replies="慢响应人数",
        answer_question_ratio="答问比",
    ),
)
FEIGE = Layout(
    "feige_agents",
    "feige",
    "douyin",
    "客服昵称",
    {
        **_plain(
            received="人工已接待人数",
            dissatisfaction="不满意率",
            reply_rate_3min="3分钟人工回复率",
            first_response_s="首次响应时长（秒）",
            avg_response_s="平均响应时长（秒）",
            satisfaction="满意率",
            sales="客服销售额（元）",
            inquirers="询单人数",
            order_customers="下单人数",
            buyers="支付人数",
            conversion_order="询单转化率",
            alert_contacts="预警会话量",
        ),
        "PC在线时长（时）": ("online_s", hours),
        "PC小休时长（时）": ("break_s", hours),
        "PC离线时长（时）": ("offline_s", hours),
    },
    shop="店铺名称",
)
TMALL = Layout(
    "tmall_shop_day",
    "sycm",
    "taobao",
    None,
    {
        **_plain(
            consulted="咨询人数",
            received="接待人数",
            unanswered="未回复人数",
            served="有效接待人数",
            avg_response_s="平均响应时长",
            reply_rate_3min="3分钟人工响应率",
            reply_rate="旺旺回复率",
            first_response_s="首次响应时长",
            slow_replies="慢响应人数",
            long_contacts="长接待人数",
            messages_customer="买家消息条数",
            messages_agent="客服消息条数",
            answer_question_ratio="答问比",
        ),
        "平均接待时长": ("avg_handle_s", spelled),
    },
    day="日期",
)
FOLDERS = {
    "taobao_chitu_workload": CHITU_WORKLOAD,
    "taobao_chitu_daily": CHITU_DAILY,
    "taobao_qianniu": QIANNIU,
    "douyin_feige": FEIGE,
    "taobao_shop": TMALL,
}


@dataclass(frozen=True)
class Cell:
    """One value of one export; value None where the cell said that it isn't final."""

    day: date
    platform: str
    shop: str
    tool: str
    nickname: str | None
    metric: str
    value: float | None
    late: bool = False


def _rows(path: Path) -> list[list[object]]:
    if path.suffix == ".xlsx":
        page = load_workbook(io.BytesIO(path.read_bytes())).active
        assert page is not None
        return [list(row) for row in page.iter_rows(values_only=True)]
    encoding = "gb18030" if "feige" in path.parent.name else "utf-8-sig"
    text = path.read_bytes().decode(encoding)
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]


def read_file(path: Path, layout: Layout) -> list[Cell]:
    """Read every cell of one export."""
    header, *rows = _rows(path)
    place = {str(name): i for i, name in enumerate(header)}
    assert set(layout.columns) <= set(place), path
    found: list[Cell] = []
    for row in rows:
        who = None if layout.agent is None else str(row[place[layout.agent]])
        if who in SUMMARY:
            continue
        named = str(row[place[layout.day]]) if layout.day else path.name
        stamp = re.search(r"\d{4}-\d\d-\d\d", named)
        assert stamp is not None, path
        day = date.fromisoformat(stamp[0])
        shop = str(row[place[layout.shop]]) if layout.shop else UNNAMED
        values = {
            metric: _cell(row[place[name]], how) for name, (metric, how) in layout.columns.items()
        }
        if layout is CHITU_DAILY:
            stars = [number(row[place[name]]) for name in RATINGS]
            values["ratings"] = (sum(stars), False)
            values["ratings_good"] = (sum(stars[:2]), False)
            values["ratings_bad"] = (sum(stars[3:]), False)
        for metric, (value, late) in values.items():
            if value is not None or late:
                found.append(
                    Cell(day, layout.platform, shop, layout.tool, who, metric, value, late)
                )
    return found


def _cell(cell: object, how: Reading) -> tuple[float | None, bool]:
    if cell == NOT_FINAL:
        return None, True
    return (None, False) if cell in {None, "", "-", "--"} else (how(cell), False)


def read_exports(folder: Path) -> list[Cell]:
    """Read every file below `exports/`."""
    return [
        cell
        for name, layout in FOLDERS.items()
        for path in sorted((folder / name).iterdir())
        for cell in read_file(path, layout)
    ]


@dataclass(frozen=True)
class Member:
    """A line of the roster."""

    name: str
    group: str
    joined: date
    left: date | None
    nicknames: frozenset[tuple[str, str]]

    def has(self, cell: Cell) -> bool:
        """Whether the cell is this person's."""
        return (cell.platform, cell.nickname) in self.nicknames


def read_roster(path: Path) -> list[Member]:
    """Read the roster."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Member(
                line["name"],
                line["group"],
                date.fromisoformat(line["joined_on"]),
                date.fromisoformat(line["left_on"]) if line["left_on"] else None,
                frozenset(
                    (name.partition(":")[0], name.partition(":")[2])
                    for name in line["nicknames"].split(";")
                ),
            )
            for line in csv.DictReader(file)
        ]
