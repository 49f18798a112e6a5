"""What comes from outside is checked value by value; what can't be so is counted, not kept."""

import json
from datetime import timedelta
from typing import Any

import pytest

from store.feeds.lines import Reader
from store.records.queue import Event, Heads, Line, Snapshot
from tests.feeds_build import NOON, ZONE, at

GOOD: dict[str, Any] = {"at": "2026-11-22T12:00:00+08:00", "queue": "售前"}


def read(*lines: Any, jumps: bool = True) -> tuple[list[Line], dict[str, int]]:
    reader = Reader(ZONE, jumps=jumps)
    raw = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines]
    found = list(reader.lines(raw, NOON))
    return found, dict(reader.told())


def test_both_kinds_of_line_are_taken_from_one_file() -> None:
    found, odd = read(
        {**GOOD, "contact": "c1", "event": "answered", "agent": "小满"},
        b"",
        {**GOOD, "waiting": 7, "longest_wait_s": 95, "open_contacts": 38,
         "agents": {"online": 9, "available": 2, "busy": 6, "away": 1}},
    )  # fmt: skip
    assert found == [
        Event(NOON, "售前", "c1", "answered", "小满"),
        Snapshot(NOON, "售前", 7, 95, 38, Heads(9, 2, 6, 1)),
    ]
    assert odd == {}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"waiting": -1}, "negative"),
        ({"waiting": 7.5}, "not_a_number"),
        ({"waiting": True}, "not_a_number"),
        ({"waiting": "many"}, "not_a_number"),
        ({"waiting": 10**9}, "too_large"),
        ({"waiting": 10**400}, "too_large"),
        ({"longest_wait_s": 10**8}, "too_large"),
        ({"agents": {"away": -2}}, "negative"),
        ({"agents": [1, 2]}, "no_values"),
        ({}, "no_values"),
        ({"waiting": 1, "queue": "\x1b[31m"}, "no_queue"),
        ({"waiting": 1, "at": "2026-11-22T12:01:01+08:00"}, "future"),
        ({"waiting": 1, "at": "1970-01-01T00:00:00Z"}, "too_old"),
        ({"waiting": 1, "at": "yesterday"}, "no_time"),
        ({"waiting": 1, "at": "0001-01-01T00:00:00+14:00"}, "too_old"),
        ({"waiting": 1, "at": 1e300}, "no_time"),
        ({"event": "sneezed", "contact": "c1"}, "bad_event"),
        ({"event": "queued"}, "no_contact"),
        ({"event": ["queued"], "contact": "c1"}, "bad_event"),
    ],
)
def test_what_can_not_be_so_is_left_out_under_its_reason(told: dict[str, Any], code: str) -> None:
    assert read({**GOOD, **told}) == ([], {code: 1})


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"at": "2026-11-22T12:00:', "cut_short"),
        (b"\xff\xfe\x00", "cut_short"),
        (b"[" * 30_000, "cut_short"),
        (b"[1]", "not_an_object"),
        (b"x" * 70_000, "too_long"),
    ],
)
def test_bytes_that_are_no_line_stop_nothing(raw: bytes, code: str) -> None:
    found, odd = read(raw, {**GOOD, "waiting": 1})
    assert (len(found), odd) == (1, {code: 1})


def test_a_clock_may_be_a_minute_ahead() -> None:
    found, odd = read({**GOOD, "waiting": 1, "at": "2026-11-22T12:01:00+08:00"})
    assert len(found) == 1 and not odd


def test_every_text_is_cleaned() -> None:
    found, _ = read(
        {**GOOD, "queue": "售\u202e前\x1b]0;x\x07", "contact": " a\u200bb ", "event": "answered",
         "agent": "[/]\x9b31m小满"},
    )  # fmt: skip
    assert found == [Event(NOON, "售前", "ab", "answered", "[/]小满")]


def test_moments_without_an_offset_are_the_teams_and_numbers_are_seconds_or_milliseconds() -> None:
    found, _ = read(
        {**GOOD, "waiting": 1, "at": "2026-11-22T12:00:00"},
        {**GOOD, "waiting": 1, "at": NOON.timestamp()},
        {**GOOD, "waiting": 1, "at": NOON.timestamp() * 1000},
    )
    assert [line.at for line in found] == [NOON] * 3


def test_the_words_of_other_tools_are_known() -> None:
    found, odd = read(
        {"at": GOOD["at"], "GroupName": "售前", "CurrentQueueCnt": 4, "CurrentAgentAcceptCnt": 21,
         "FreeAgentCnt": 2, "BusyAgentCnt": 5, "RestAgentCnt": 1},
        {"at": GOOD["at"], "queue": "a", "n_inqueue": "3", "t_inqueue_max": 40,
         "n_online_now": 8, "n_idle_now": 2, "n_busy_now": 6},
        {"时间": GOOD["at"], "队列": "售后", "排队数": "2", "最长等待": "--", "会话中": 9,
         "小休": 1},
    )  # fmt: skip
    assert not odd
    assert found == [
        Snapshot(NOON, "售前", 4, None, 21, Heads(None, 2, 5, 1)),
        Snapshot(NOON, "a", 3, 40, None, Heads(8, 2, 6, None)),
        Snapshot(NOON, "售后", 2, None, 9, Heads(away=1)),
    ]


def snap(second: int, **told: Any) -> dict[str, Any]:
    return {"at": at(second - 60).isoformat(), "queue": "q", **told}


def test_a_glitch_is_left_out_and_a_rush_is_believed_when_it_is_said_twice() -> None:
    found, odd = read(
        snap(0, waiting=7), snap(5, waiting=7000), snap(10, waiting=8),
        snap(15, waiting=900), snap(20, waiting=950), snap(25, waiting=940),
    )  # fmt: skip
    assert [line.waiting for line in found if isinstance(line, Snapshot)] == [7, 8, 950, 940]
    assert odd == {"jump": 2}


def test_a_longest_wait_can_not_outrun_the_clock() -> None:
    found, odd = read(
        snap(0, longest_wait_s=90), snap(10, longest_wait_s=90_000), snap(20, longest_wait_s=110)
    )
    assert (len(found), odd) == (2, {"jump": 1})


def test_a_leap_after_a_pause_is_no_leap() -> None:
    found, odd = read(snap(-600, waiting=7), snap(0, waiting=900))
    assert (len(found), odd) == (2, {})


def test_counts_say_what_was_wrong_once() -> None:
    reader = Reader(ZONE)
    list(reader.lines([b"{", b"[]", json.dumps({**GOOD, "waiting": -1}).encode()], NOON))
    told = reader.told()
    assert told == {"cut_short": 1, "not_an_object": 1, "negative": 1}
    assert not reader.told()


def test_lines_without_a_queue_may_be_given_one() -> None:
    reader = Reader(ZONE, "售前")
    later = NOON - timedelta(seconds=5)
    assert reader.take({"waiting": 1}, NOON, later) == Snapshot(later, "售前", 1)
