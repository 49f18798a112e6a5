"""What a day has brought so far: only what was told counts, by the clock of the team's zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from store.figures.queue_now import Ground, queue_now
from store.figures.queue_state import replayed
from store.figures.so_far import so_far
from store.records.queue import Event, Line, QueueDay, Snapshot

ZONE = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
DAY = date(2026, 11, 20)
USUAL = {"chat": 900.0, "mail": 30.0}


def clock(time: str, zone: ZoneInfo = ZONE, day: date = DAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=zone)


def came(first: datetime, count: int, queue: str = "chat", every_s: int = 600) -> list[Line]:
    return [
        Event(first + timedelta(seconds=every_s * n), queue, f"k{first}{n}", "queued")
        for n in range(count)
    ]


def told(
    lines: list[Line],
    at: datetime,
    usual: dict[str, float] = USUAL,
    logs: tuple[QueueDay, ...] = (),
    zone: ZoneInfo = ZONE,
) -> dict[int, float]:
    """Return the half-hours that are known."""
    report = queue_now(replayed(lines, zone), at, Ground())
    row = so_far(at.date(), report, logs, usual, zone)
    return {slot: value for slot, value in enumerate(row or []) if value is not None}


def log(source: str, slots: tuple[int, ...], offered: tuple[int, ...]) -> QueueDay:
    return QueueDay(DAY, "chat", clock("00:00"), source, slots, offered)  # type: ignore[arg-type]


def test_a_half_hour_counts_once_it_is_over_and_was_heard_whole() -> None:
    lines = came(clock("08:10"), 20)  # the last one at 11:20
    assert told(lines, clock("11:25")) == {17: 3, 18: 3, 19: 3, 20: 3, 21: 3}
    assert told(lines, clock("08:29")) == {}
    assert told([], clock("11:25")) == {}


def test_half_hours_after_the_last_news_are_unknown_and_not_empty() -> None:
    lines = came(clock("08:10"), 20)
    assert told(lines, clock("18:00")) == told(lines, clock("11:25"))


def test_a_queue_without_contacts_had_none_while_others_are_heard() -> None:
    lines = sorted(
        came(clock("08:10"), 20) + came(clock("11:20:30"), 1, "mail"), key=lambda line: line.at
    )
    assert told(lines, clock("11:25"), {"mail": 30.0}) == dict.fromkeys(range(17, 22), 0)


def test_a_source_that_only_counts_tells_nothing_of_contacts() -> None:
    lines: list[Line] = [
        Snapshot(clock("08:00") + timedelta(minutes=5 * n), "chat", 2, 30, 5) for n in range(40)
    ]
    assert told(lines, clock("11:20")) == {}


def test_all_queues_together_are_known_where_nearly_all_contacts_are() -> None:
    lines = sorted(
        [*came(clock("08:10"), 20), Snapshot(clock("11:24"), "mail", 1)], key=lambda line: line.at
    )
    assert told(lines, clock("11:25"), {"chat": 900, "mail": 50}) == dict.fromkeys(range(17, 22), 3)
    assert told(lines, clock("11:25"), {"chat": 900, "mail": 200}) == {}


def test_a_log_goes_before_what_was_heard_as_far_as_it_reaches() -> None:
    lines = came(clock("08:10"), 20)
    logs = (log("contact_log", (16, 18, 19), (7, 8, 1)),)
    at = clock("11:25")
    assert told(lines, at, logs=logs) == {16: 7, 17: 0, 18: 8, 19: 3, 20: 3, 21: 3}
    assert told([], at, logs=logs) == {16: 7, 17: 0, 18: 8}
    assert told([], clock("08:40"), logs=logs) == {16: 7}
    counts = (log("intervals", (16, 18, 19), (7, 8, 1)),)
    assert told([], at, logs=counts) == {16: 7, 18: 8}  # it does not speak of 8:30


def test_half_hours_are_those_of_the_clock_where_it_is_changed() -> None:
    forward, back = date(2026, 3, 8), date(2026, 11, 1)
    for day in (forward, back):
        lines = came(clock("08:10", NEW_YORK, day), 20)
        known = told(lines, clock("11:25", NEW_YORK, day), zone=NEW_YORK)
        assert known == {17: 3, 18: 3, 19: 3, 20: 3, 21: 3}
        hours = 23 if day == forward else 25
        begins = clock("00:00", NEW_YORK, day)
        begins = datetime.fromisoformat(begins.isoformat())  # as a file holds it
        eight = (8 + hours - 24) * 2
        logged = QueueDay(day, "chat", begins, "contact_log", (eight, eight + 2), (5, 1))
        at = clock("11:25", NEW_YORK, day)
        assert told([], at, logs=(logged,), zone=NEW_YORK) == {16: 5, 17: 0}
