"""The sample team's queue on its last day: every contact, and a count every ten minutes.

Played by the same floor as the demo, with the team's own people: those on duty that day, at the
pace of their exports. Contacts are more than the people of the exports: some write twice.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from store.feeds.demo_floor import DemoFloor
from store.feeds.demo_plan import Person, Queue
from store.records.queue import Line, Snapshot
from store.records.queue_lines import write_line
from tests.sample_team import FADING, LAST, NEWCOMER, PEOPLE, TAOBAO, works
from tests.sample_team import Person as Member

ZONE = ZoneInfo("Asia/Shanghai")
SEED = 25
_EVERY = timedelta(minutes=10)
_LATE = {"小满", "白露", "霜降", "秋分", "惊蛰", "立冬"}
"""Who has the late shift."""


def floor() -> DemoFloor:
    """Return the floor of that day."""
    return DemoFloor(
        (
            Queue("售前", "a", 970, 360, 240, _people("pre")),
            Queue("售后", "b", 980, 350, 320, _people("after")),
        ),
        ZONE,
        LAST,
        SEED,
    )


def queue_lines(day: date = LAST) -> Iterator[Line]:
    """Give the lines of the day in order; what ends after midnight is left open."""
    for line in floor().until(datetime.combine(day, time(23, 59, 59), ZONE)):
        if not isinstance(line, Snapshot) or _kept(line):
            yield line


def write_queue(folder: Path) -> None:
    """Write the day's file."""
    folder.mkdir(parents=True, exist_ok=True)
    data = b"".join(map(write_line, queue_lines()))
    (folder / f"{LAST.isoformat()}.jsonl").write_bytes(data)


def _kept(line: Snapshot) -> bool:
    return line.at.hour >= 8 and line.at.minute % (_EVERY.seconds // 60) == 0


def _people(group: str) -> tuple[Person, ...]:
    return tuple(
        _person(member) for member in PEOPLE if member.group == group and works(member, LAST)
    )


def _person(member: Member) -> Person:
    begins = 14.0 if member.name in _LATE else 8.5
    name = member.name if TAOBAO in member.shares else member.douyin_name
    usual = 490 if member.group == "pre" else 690
    cap = 3 if member.name == NEWCOMER else 5 if member.group == "pre" else 9
    hasty = 0.17 if member.name == FADING else 0.02
    return Person(name, begins, 9.5, cap, member.handle_s / usual, hasty)
