"""A contact log of 33,000 contacts, taken in and asked for, against another way of counting."""

import json
import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.clock import FixedClock
from store.figures.queue_now import Ground, queue_now
from store.figures.queue_state import QueueState
from store.locations import TeamPlace
from store.records.queue import HalfHour, QueueDay
from store.records.queue_lines import read_line
from store.team import Team
from tests import queue_oracle as oracle
from tests.desk import Desk

N = 33_000
DAY = oracle.DAY.date()
COUNTED = ("offered", "answered", "abandoned", "short_contacts")
MEANS = ("abandon_rate", "asa_s", "aht_s", "service_level")
WRONG = [
    ["w1", "售前", "2026-11-20T10:00:00", "2026-11-20T09:59:59", "", "x", "answered"],
    [
        "w2",
        "售前",
        "2026-11-20T10:00:00",
        "2026-11-20T10:00:05",
        "2026-11-20T10:00:04",
        "x",
        "answered",
    ],
    ["w3", "售前", "2026-11-20T10:00:00", "", "2026-11-20T09:00:00", "", "abandoned"],
    ["w4", "售前", "2026-11-20T10:00:00", "", "", "", "transferred"],
    ["w5", "售前", "yesterday", "", "", "", "abandoned"],
    ["w6", "售前", "", "", "", "", "abandoned"],
    ["w7", " ", "2026-11-20T10:00:00", "", "", "", "abandoned"],
    ["w8", "售前", "1899-12-31T10:00:00", "", "1899-12-31T10:00:07", "", "abandoned"],
    ["w9", "售前", "2026-11-20T10:00:00", "", "2036-11-20T10:00:00", "", "abandoned"],
]
WHY = Counter(
    answered_before_arrived=1,
    ended_before_answered=1,
    ended_before_arrived=1,
    unknown_outcome=1,
    not_a_time=1,
    no_time=1,
    no_queue=1,
    day_out_of_range=1,
    too_large=1,
    duplicate_contact=2,
)


@pytest.fixture(scope="module")
def made() -> list[oracle.Contact]:
    return oracle.contacts(N)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, made: list[oracle.Contact]) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("log"))
    desk.good("settings", "set", "timezone", "Asia/Shanghai")
    rows = [contact.row() for contact in made]
    rows += [*WRONG, rows[5], rows[N // 2]]
    random.Random(3).shuffle(rows)
    told = desk("import", desk.file("log.csv", oracle.log_csv(rows)), "--json", now=LATER)
    (report,) = told.json["files"]
    assert report["kind"] == "contacts"
    assert report["rows"] == {"read": N + 11, "taken": N, "summary": 0, "rejected": 11}
    assert Counter(reject["why"] for reject in report["rejects"]) == WHY
    assert report["agents"]["new"] == sorted(oracle.AGENTS)
    return desk


LATER = "2026-11-21T09:00+08:00"


@pytest.mark.parametrize(("by", "minutes"), [("hour", 60), ("half_hour", 30)])
def test_every_interval_is_right_to_the_contact_and_the_second(
    desk: Desk, made: list[oracle.Contact], by: str, minutes: int
) -> None:
    expected = oracle.figures(oracle.log_csv(one.row() for one in made), minutes)
    told = desk("queue", "--day", "2026-11-20", "--by", by, "--json", now=LATER).json
    found = {(one["queue"], one["start"]): one for one in told["intervals"]}
    assert found.keys() == expected.keys()
    for key, wanted in expected.items():
        assert {name: found[key][name] for name in COUNTED} == {n: wanted[n] for n in COUNTED}
        for name in MEANS:
            assert found[key][name] == pytest.approx(wanted[name], rel=1e-12)
        assert found[key]["agent_minutes"] is None


def test_another_threshold_can_be_asked_for_later(desk: Desk, made: list[oracle.Contact]) -> None:
    text = oracle.log_csv(one.row() for one in made)
    for within in (0, 20, 100):
        desk.good("settings", "set", "service_level.within_s", f"{within}")
        told = desk("queue", "--day", "2026-11-20", "--by", "hour", "--json", now=LATER).json
        expected = oracle.figures(text, 60, within)
        for one in told["intervals"]:
            wanted = expected[one["queue"], one["start"]]["service_level"]
            assert one["service_level"] == pytest.approx(wanted, rel=1e-12)
    desk.good("settings", "set", "service_level.within_s", "60")


def test_an_agents_overlapping_contacts_count_once(desk: Desk, made: list[oracle.Contact]) -> None:
    expected = oracle.busy_seconds(made)
    with team_of(desk) as team:
        (day,) = team.agent_hours(DAY, DAY)
    for agent, seconds in expected.items():
        # What was open after midnight belongs to the next day, of which the log says nothing.
        late = oracle.busy_seconds(
            one._replace(answered=max(86_400, one.answered or one.arrived))
            for one in made
            if one.agent == agent and (one.ended or 0) > 86_400
        )
        assert sum(day.agents[agent].busy_s) == seconds - late.get(agent, 0)


def test_the_same_day_as_events_ends_with_the_same_figures(
    desk: Desk, made: list[oracle.Contact]
) -> None:
    state = state_of(oracle.events(made))
    assert not state.odd
    with team_of(desk) as team:
        kept = {one.queue: one for one in team.queue_days(DAY, DAY)}
    lived = {one.queue: one for one in state.days(DAY)}
    assert lived.keys() == kept.keys()
    for queue, day in kept.items():
        same_day(lived[queue], day, minutes=False)


def test_agents_minutes_are_the_same_from_a_log_and_from_events(tmp_path: Path) -> None:
    made = [one for one in oracle.contacts(3_000, seed=5) if one.ended is not None]
    desk = Desk(tmp_path)
    desk.good("settings", "set", "timezone", "Asia/Shanghai")
    text = oracle.log_csv(one.row() for one in made)
    assert desk("import", desk.file("log.csv", text), now=LATER).code == 0
    state = state_of(oracle.events(made))
    with team_of(desk) as team:
        for one, two in zip(state.days(DAY), team.queue_days(DAY, DAY), strict=True):
            same_day(one, two)
        (day,) = team.agent_hours(DAY, DAY)
    live = state.agent_day(DAY)
    assert live is not None
    assert live.agents == day.agents


def test_the_day_file_gives_the_figures_of_the_log(
    tmp_path: Path, desk: Desk, made: list[oracle.Contact]
) -> None:
    other = Desk(tmp_path)
    other.good("settings", "set", "timezone", "Asia/Shanghai")
    folder = other.data / "default" / "queue"
    folder.mkdir()
    lines = [json.dumps(line, ensure_ascii=False) for line in oracle.events(made)]
    (folder / "2026-11-20.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    by_hour = ("queue", "--day", "2026-11-20", "--by", "hour", "--json")
    live = other(*by_hour, now=LATER).json["intervals"]
    log = desk(*by_hour, now=LATER).json["intervals"]
    for one, two in zip(live, log, strict=True):
        for name in (*COUNTED, *MEANS, "queue", "start"):
            assert one[name] == pytest.approx(two[name], rel=1e-12)
    end = other("queue", "--at", "2026-11-20T23:59:59.999+08:00", "--json", now=LATER).json
    for queue in end["queues"]:
        assert queue["day"]["offered"] == sum(one.queue == queue["queue"] for one in made)
        open_ = [o for o in made if o.queue == queue["queue"] and o.outcome == "answered"]
        open_ = [o for o in open_ if (o.answered or o.arrived) < 86_400]
        open_ = [o for o in open_ if o.ended is None or o.ended >= 86_400]
        assert queue["open_contacts"] == len(open_)


def test_lines_out_of_order_and_repeated_change_no_contact(made: list[oracle.Contact]) -> None:
    lines = oracle.events(made[:4_000])
    straight = state_of(lines)
    rng = random.Random(8)
    shuffled = sorted(lines, key=lambda line: (line["at"][:15], rng.random()))
    mixed = state_of([*shuffled, *rng.sample(lines, 300)])
    assert mixed.odd["repeated"] == 300
    assert mixed.odd["out_of_order"] > 0
    for one, two in zip(straight.days(DAY), mixed.days(DAY), strict=True):
        same_day(one, two, minutes=False)


def test_at_a_moment_of_the_day_only_what_was_known_counts(made: list[oracle.Contact]) -> None:
    every = oracle.events(made)
    at = oracle.DAY + timedelta(hours=15, minutes=7, seconds=13)
    second = 15 * 3600 + 7 * 60 + 13
    state = state_of([line for line in every if datetime.fromisoformat(line["at"]) <= at])
    for queue in queue_now(state, at, Ground()).queues:
        mine = [one for one in made if one.queue == queue.queue and one.arrived <= second]
        waiting = [one for one in mine if until(one) > second]
        assert queue.waiting == len(waiting)
        longest = max((second - one.arrived for one in waiting), default=None)
        assert queue.longest_wait_s == longest
        assert queue.day.offered == len(mine)
        answered = [o for o in mine if o.outcome == "answered" and until(o) <= second]
        assert queue.day.answered == len(answered)
        open_ = [one for one in answered if one.ended is None or one.ended > second]
        assert queue.open_contacts == len(open_)
        assert sum(held.open for held in queue.holding) == len(open_)


def until(one: oracle.Contact) -> int:
    """Return until when a contact waited."""
    if one.outcome == "answered":
        return one.arrived if one.answered is None else one.answered
    assert one.ended is not None
    return one.ended


def state_of(lines: list[dict[str, Any]]) -> QueueState:
    state = QueueState(oracle.ZONE)
    for raw in lines:
        line = read_line(json.dumps(raw), oracle.ZONE)
        assert not isinstance(line, str)
        state.apply(line)
    return state


def team_of(desk: Desk) -> Team:
    place = TeamPlace("default", desk.data / "default", desk.folder / "state")
    return Team.open(place, FixedClock(datetime.fromisoformat(LATER)), readonly=True)


def same_day(one: QueueDay, two: QueueDay, *, minutes: bool = True) -> None:
    """Hold two records of a day against each other, half-hour by half-hour."""
    first = {half.start: half for half in one.half_hours() if half.offered}
    second = {half.start: half for half in two.half_hours() if half.offered}
    assert first.keys() == second.keys()
    for start, half in first.items():
        other = second[start]
        left = {"queue", "start", "agent_minutes", *(() if minutes else ("busy_minutes",))}
        for name in [name for name in HalfHour._fields if name not in left]:
            mine, theirs = getattr(half, name), getattr(other, name)
            if name == "busy_minutes":
                assert mine == pytest.approx(theirs, abs=1e-3), (start, name)
            else:
                assert mine == theirs, (start, name)
