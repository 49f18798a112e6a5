"""The sample team's queues: half-hours of ten weeks, and every contact of the last day.

Each day is played by the same floor as the demo, with the team's own people: those on duty that
day, at the pace of their exports. Contacts are more than the people of the exports: some write
twice. How many come follows the same days as the exports: weekdays, the holiday, Double 11.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from store.feeds.demo_floor import DemoFloor
from store.feeds.demo_plan import Person, Queue
from store.figures.queue_state import replayed
from store.records.queue import HalfHour, Line, Snapshot
from store.records.queue_lines import write_line
from tests.sample_team import (
    FADES_FROM,
    FADING,
    LAST,
    NEWCOMER,
    PEAK,
    PEOPLE,
    TAOBAO,
    days,
    traffic,
    works,
)
from tests.sample_team import Person as Member

ZONE = ZoneInfo("Asia/Shanghai")
SEED = 25
HEADERS = (
    "queue", "start", "offered", "answered", "abandoned", "asa_s", "aht_s", "agent_minutes",
)  # fmt: skip
_USUAL = {"pre": 1060.0, "after": 612.0}
"""Contacts of a day whose traffic is 1."""
_LAST_DAY = {"pre": 970.0, "after": 980.0}
_SWING = 0.06
"""How far a day is from what its weekday lets expect, as a share: one standard deviation."""
_EVERY = timedelta(minutes=10)
_LATE = {"小满", "白露", "霜降", "秋分", "惊蛰", "立冬"}
"""Who has the late shift."""


def floor(day: date = LAST) -> DemoFloor:
    """Return the floor of a day."""
    return DemoFloor(
        (
            Queue("售前", "a", per_day(day, "pre"), 360, 240, _people("pre", day)),
            Queue("售后", "b", per_day(day, "after"), 350, 320, _people("after", day)),
        ),
        ZONE,
        day,
        SEED,
    )


def per_day(day: date, group: str) -> float:
    """Return how many contacts are to be expected on a day."""
    if day == LAST:
        return _LAST_DAY[group]
    swing = Random(f"queue/{day}/{group}").gauss(1, _SWING)
    return _USUAL[group] * traffic(day, group) * swing


def queue_lines(day: date = LAST) -> Iterator[Line]:
    """Give the lines of the day in order; what ends after midnight is left open."""
    for line in floor(day).until(datetime.combine(day, time(23, 59, 59), ZONE)):
        if not isinstance(line, Snapshot) or _kept(line):
            yield line


def half_hours(day: date) -> list[HalfHour]:
    """Return a day by half-hours, those of each queue in a row; contacts have their ends."""
    ended = datetime.combine(day + timedelta(days=1), time(3), ZONE)
    state = replayed(floor(day).until(ended), ZONE)
    rows = [row for kept in state.days(day) for row in kept.half_hours()]
    return [row for row in rows if row.offered or row.agent_minutes]


def weeks() -> list[list[date]]:
    """Return the days before the last one by weeks, a file of half-hours each."""
    before = days()[:-1]
    return [before[n : n + 7] for n in range(0, len(before), 7)]


def write_queue(folder: Path, which: list[list[date]]) -> None:
    """Write the last day's file, and the half-hours of some weeks before it."""
    folder.mkdir(parents=True, exist_ok=True)
    data = b"".join(map(write_line, queue_lines()))
    (folder / f"{LAST.isoformat()}.jsonl").write_bytes(data)
    for week in which:
        _write_week(folder / "intervals", week)


def _write_week(folder: Path, week: list[date]) -> None:
    """Write the half-hours of some days into one file, as a queue tool exports them."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / week_name(week)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for day in week:
            writer.writerows(map(_cells, half_hours(day)))


def week_name(week: list[date]) -> str:
    """Return the name of a week's file."""
    return f"会话量_半小时_{week[0]}_{week[-1]}.csv"


def _cells(row: HalfHour) -> tuple[object, ...]:
    return (
        row.queue,
        row.start.isoformat(timespec="minutes"),
        row.offered,
        row.answered,
        row.abandoned,
        _mean(row.wait_s, row.answered),
        _mean(row.handle_s, row.handled),
        "" if row.agent_minutes is None else round(row.agent_minutes),
    )


def _mean(whole: float | None, count: int | None) -> object:
    return round(whole / count, 1) if whole is not None and count else ""


def _kept(line: Snapshot) -> bool:
    return line.at.hour >= 8 and line.at.minute % (_EVERY.seconds // 60) == 0


def _people(group: str, day: date) -> tuple[Person, ...]:
    return tuple(
        _person(member, day) for member in PEOPLE if member.group == group and works(member, day)
    )


def _person(member: Member, day: date) -> Person:
    begins = 14.0 if member.name in _LATE else 8.5
    name = member.name if TAOBAO in member.shares else member.douyin_name
    usual = 490 if member.group == "pre" else 690
    cap = 3 if member.name == NEWCOMER else 5 if member.group == "pre" else 9
    hasty = 0.17 if member.name == FADING and day >= FADES_FROM else 0.02
    hours = 9.5
    if day in PEAK:
        cap, hours = cap + 4, hours + 2.5
        begins = min(begins, 24 - hours)
    return Person(name, begins, hours, cap, member.handle_s / usual, hasty)
