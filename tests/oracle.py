"""A second, independent reckoning of the sample team: files in, numbers out.

Deliberately plain and slow, and with nothing of `store` in it: every cell in one flat list, every
sum a loop over that list. Where it and the program differ, one of the two reads the contract
wrongly.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from tests.oracle_files import Cell, read_exports, read_roster

EXPORTED = date(2026, 11, 16)
SHARED = ("店铺:值班",)
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


@dataclass
class Answer:
    """A pooled number."""

    value: float | None = None
    n: float | None = None
    provisional: bool = False
    cells: int = 0
    bare_days: list[date] = field(default_factory=list)
    """Days whose value has no weight."""


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
        self, who: str, metric: str, start: date, end: date, platform: str | None = None
    ) -> float | None:
        """Return the pooled value of the 28 days before, from seven worked days on.

        A sum's is that of one day, times the days of the window that have the metric.
        """
        first, last = start - timedelta(28), start - timedelta(1)
        if self.worked(who, first, last, platform) < 7:
            return None
        before = self.parts(who, first, last, platform)
        value = pool(before, metric).value
        if not is_sum(metric) or value is None:
            return value
        here = days_of(self.parts(who, start, end, platform), metric)
        return value / len(days_of(before, metric)) * len(here)

    def middle(
        self, who: str, metric: str, start: date, end: date, platform: str | None = None
    ) -> float | None:
        """Return the median of the person's group over those with the metric on the same platforms.

        Means count only with 30 in the weight; sums are compared by day.
        """
        mine = self.parts(who, start, end, platform)
        group = next(member.group for member in self.members if member.name == who)
        values = []
        for member in self.members:
            parts = self.parts(member.name, start, end, platform)
            answer = pool(parts, metric)
            if member.group != group or answer.value is None:
                continue
            if platforms_of(parts, metric) != platforms_of(mine, metric):
                continue
            if metric in MEANS and (answer.n is None or answer.n < 30):
                continue
            by = len(days_of(parts, metric)) if is_sum(metric) else 1
            values.append(answer.value / by)
        if len(values) < 2:
            return None
        return median(values) * (len(days_of(mine, metric)) if is_sum(metric) else 1)

    def shop(self, platform: str, start: date, end: date, metric: str) -> Answer:
        """Return what the shop's own export says."""
        return pool(
            [
                cells
                for (_, day, at, _), cells in self.shop_rows.items()
                if at == platform and start <= day <= end
            ],
            metric,
        )

    def shop_metrics(self) -> set[str]:
        """Return what shops' own exports speak of."""
        return {metric for cells in self.shop_rows.values() for metric in cells}


def is_sum(metric: str) -> bool:
    """Whether days add up."""
    return metric not in MEANS and metric != "max_concurrent"


def _having(parts: Iterable[dict[str, Cell]], metric: str) -> list[Cell]:
    found = [cells[metric] for cells in parts if metric in cells]
    return [cell for cell in found if cell.value is not None]


def days_of(parts: Iterable[dict[str, Cell]], metric: str) -> set[date]:
    """Return the days that have a value of the metric."""
    return {cell.day for cell in _having(parts, metric)}


def platforms_of(parts: Iterable[dict[str, Cell]], metric: str) -> set[str]:
    """Return the platforms that have a value of the metric."""
    return {cell.platform for cell in _having(parts, metric)}
