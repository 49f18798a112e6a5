"""A second, independent reckoning of the sample team: files in, numbers out.

Deliberately plain and slow, and with nothing of `store` in it: openpyxl and `csv` with the
encoding named, headers written out by hand, every cell in one flat list, every sum a loop over
that list. Where it and the program differ, one of the two reads the contract wrongly.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from openpyxl import load_workbook

EXPORTED = date(2026, 11, 16)
SHARED = ("店铺:值班",)
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
PRIORITY = ("chitu", "qianniu", "feige", "sycm")

MEANS: dict[str, tuple[str, ...]] = {
    "first_response_s": ("served", "received"),
    "avg_response_s": ("served", "received"),
    "avg_handle_s": ("served", "received"),
    "reply_rate": ("served", "received"),
    "reply_rate_3min": ("served", "received"),
    "satisfaction": ("ratings", "served", "received"),
    "dissatisfaction": ("ratings", "served", "received"),
    "conversion_order": ("inquirers",),
    "conversion_final": ("inquirers",),
    "answer_question_ratio": ("messages_customer",),
    "rating_share": ("received",),
}
DELAY = {"conversion_final": 4, "conversion_order": 1}
ONE_PLATFORM = {"reply_rate_3min"}


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


@dataclass
class Answer:
    """A pooled number."""

    value: float | None = None
    n: float | None = None
    provisional: bool = False
    cells: int = 0
    bare_days: list[date] = field(default_factory=list)
    """Days whose value has no weight."""


def _rows(path: Path) -> list[list[object]]:
    if path.suffix == ".xlsx":
        page = load_workbook(path, read_only=True).active
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


Key = tuple[str | None, date, str, str]
Settled = dict[Key, dict[str, Cell]]


def settle(cells: Iterable[Cell], owner: Callable[[Cell], str | None]) -> Settled:
    """Keep one cell of each person, day, platform, shop and metric: the source that says so."""
    kept: Settled = {}
    for cell in cells:
        who = owner(cell)
        if who is None:
            continue
        by_metric = kept.setdefault((who, cell.day, cell.platform, cell.shop), {})
        other = by_metric.get(cell.metric)
        if other is None or PRIORITY.index(cell.tool) < PRIORITY.index(other.tool):
            by_metric[cell.metric] = cell
    return kept


def is_provisional(cell: Cell) -> bool:
    """Whether the value may still change, as of the day of the export."""
    return cell.late or cell.day + timedelta(DELAY.get(cell.metric, 0)) > EXPORTED


def pool(parts: Iterable[dict[str, Cell]], metric: str) -> Answer:
    """Pool one metric over the settled cells of some people and days."""
    answer, whole, weight = Answer(), 0.0, 0.0
    platforms: set[str] = set()
    for cells in parts:
        cell = cells.get(metric)
        if cell is None or cell.value is None:
            continue
        answer.cells += 1
        answer.provisional |= is_provisional(cell)
        platforms.add(cell.platform)
        if metric == "max_concurrent":
            whole = max(whole, cell.value)
            continue
        by = 1.0
        if metric in MEANS:
            weights = [
                found.value
                for name in MEANS[metric]
                if (found := cells.get(name)) is not None and found.value is not None
            ]
            if not weights:
                answer.bare_days.append(cell.day)
                answer.value = cell.value
                continue
            by = weights[0]
        whole, weight = whole + cell.value * by, weight + by
    return _close(answer, metric, whole, weight, platforms)


def _close(answer: Answer, metric: str, whole: float, weight: float, platforms: set[str]) -> Answer:
    if metric in ONE_PLATFORM and len(platforms) > 1:
        answer.value = None
    elif metric not in MEANS:
        answer.value, answer.n = (whole, answer.cells) if answer.cells else (None, None)
    elif not answer.bare_days:
        answer.value, answer.n = (whole / weight, weight) if weight else (None, None)
    elif answer.cells > 1:
        answer.value = None
    return answer


class Oracle:
    """The sample team's numbers over any days."""

    def __init__(self, home: Path) -> None:
        self.members = read_roster(home / "roster.csv")
        self.cells = read_exports(home / "exports")
        people = [cell for cell in self.cells if cell.nickname is not None]
        self.settled = settle(people, self._owner)
        shop_rows = [cell for cell in self.cells if cell.nickname is None]
        self.shop_rows = settle(shop_rows, lambda _: "")

    def _owner(self, cell: Cell) -> str | None:
        for member in self.members:
            if member.has(cell):
                return member.name
        return f"shared {cell.nickname}" if cell.nickname in SHARED else None

    def parts(
        self, who: str | None, start: date, end: date, platform: str | None = None
    ) -> list[dict[str, Cell]]:
        """Return the settled cells of one person, or of all and the shared account."""
        return [
            cells
            for (name, day, at, _), cells in self.settled.items()
            if (who is None or name == who)
            and start <= day <= end
            and (platform is None or platform == at)
        ]

    def metrics(
        self, who: str | None, start: date, end: date, platform: str | None = None
    ) -> dict[str, Answer]:
        """Return every metric that has a number, or a reason for having none."""
        parts = self.parts(who, start, end, platform)
        names = {metric for cells in parts for metric in cells}
        return {name: pool(parts, name) for name in names}

    def worked(self, who: str, start: date, end: date, platform: str | None = None) -> int:
        """Return on how many days the person has any value."""
        return len(
            {
                day
                for (name, day, at, _), cells in self.settled.items()
                if name == who and start <= day <= end and platform in {None, at} and cells
            }
        )

    def usual(
        self, who: str, metric: str, start: date, platform: str | None = None
    ) -> Answer | None:
        """Return the pooled value of the 28 days before, from seven worked days on."""
        first, last = start - timedelta(28), start - timedelta(1)
        if self.worked(who, first, last, platform) < 7:
            return None
        return pool(self.parts(who, first, last, platform), metric)

    def middle(
        self, group: str, metric: str, start: date, end: date, platform: str | None = None
    ) -> float | None:
        """Return the median of the group's people, means only of those with 30 in the weight."""
        values = []
        for member in self.members:
            if member.group != group:
                continue
            answer = pool(self.parts(member.name, start, end, platform), metric)
            enough = metric not in MEANS or (answer.n is not None and answer.n >= 30)
            if answer.value is not None and enough:
                values.append(answer.value)
        return median(values) if values else None
