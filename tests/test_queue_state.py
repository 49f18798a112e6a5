"""Events and snapshots folded into a queue, in whatever order they come."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from store.figures.queue_now import Ground, QueueNow, queue_now
from store.figures.queue_state import QueueState, replayed
from store.records.people import Agent
from store.records.queue import Event, EventKind, Heads, Line, Snapshot
from store.records.settings import Settings

ZONE = timezone(timedelta(hours=8))
NINE = datetime(2026, 11, 20, 9, tzinfo=ZONE)


def at(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


def event(seconds: float, contact: str, kind: EventKind, agent: str | None = None) -> Event:
    return Event(at(seconds), "chat", contact, kind, agent)


def now(
    state: QueueState, seconds: float, queue: str = "chat", ground: Ground | None = None
) -> QueueNow:
    report = queue_now(state, at(seconds), ground or Ground())
    return next(one for one in report.queues if one.queue == queue)


Told = tuple[int, int, int, bool, int]
"""arrived, wait, handle, whether it was answered, which agent."""
CONTACTS = st.lists(
    st.tuples(
        st.integers(0, 7200),
        st.integers(0, 400),
        st.integers(0, 900),
        st.booleans(),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=40,
)


def lines_of(contacts: Sequence[Told]) -> list[Event]:
    lines: list[tuple[int, int, Event]] = []
    for number, (arrived, wait, handle, answered, agent) in enumerate(contacts):
        name, who = f"c{number}", f"a{agent}"
        lines.append((arrived, 0, event(arrived, name, "queued")))
        if answered:
            lines.append((arrived + wait, 1, event(arrived + wait, name, "answered", who)))
            end = arrived + wait + handle
            lines.append((end, 2, event(end, name, "ended", who)))
        else:
            lines.append((arrived + wait, 1, event(arrived + wait, name, "abandoned")))
    return [line for _, _, line in sorted(lines, key=lambda item: item[:2])]


@settings(max_examples=60, deadline=None)
@given(CONTACTS, st.integers(0, 9000), st.randoms(use_true_random=False))
def test_any_order_of_lines_gives_the_contacts_as_they_were(
    contacts: Sequence[Told], second: int, luck: random.Random
) -> None:
    lines = [line for line in lines_of(contacts) if line.at <= at(second)]
    straight = replayed(lines, ZONE)
    luck.shuffle(lines)
    mixed = replayed([*lines, *luck.sample(lines, min(3, len(lines)))], ZONE)
    assert mixed.odd["repeated"] == min(3, len(lines))
    here = [c for c in contacts if c[0] <= second]
    if not here:
        return
    answered = [c for c in here if c[3] and c[0] + c[1] <= second]
    left = [c for c in here if not c[3] and c[0] + c[1] <= second]
    waiting = [c for c in here if c[0] + c[1] > second]
    ended = [c for c in answered if c[0] + c[1] + c[2] <= second]
    for state in (straight, mixed):
        queue = now(state, second)
        day = queue.day
        assert (day.offered, day.answered, day.abandoned) == (len(here), len(answered), len(left))
        assert queue.waiting == len(waiting)
        assert queue.longest_wait_s == max((second - c[0] for c in waiting), default=None)
        assert queue.open_contacts == len(answered) - len(ended)
        assert day.handled == len(ended)
        assert day.short_contacts == sum(c[2] < 10 for c in ended)
        if answered:
            assert day.asa_s == sum(c[1] for c in answered) / len(answered)
        if ended:
            assert day.aht_s == sum(c[2] for c in ended) / len(ended)
        if answered or left:
            within = sum(c[1] <= 60 for c in answered)
            assert day.service_level.rate == within / (len(answered) + len(left))
        arrived = Counter((NINE + timedelta(seconds=c[0] // 900 * 900)).isoformat() for c in here)
        assert {one.start.isoformat(): one.offered for one in queue.arrivals} == arrived


@settings(max_examples=60, deadline=None)
@given(CONTACTS)
def test_minutes_of_overlapping_contacts_count_once(contacts: Sequence[Told]) -> None:
    state = replayed(lines_of(contacts), ZONE)
    seconds: dict[int, set[int]] = {}
    for arrived, wait, handle, answered, agent in contacts:
        if answered:
            begun = arrived + wait
            seconds.setdefault(agent, set()).update(range(begun, begun + handle))
    expected = sum(map(len, seconds.values())) / 60
    told = sum(half.busy_minutes or 0 for half in state.half_hours("chat", at(9000).timestamp()))
    assert abs(told - expected) < 0.01


def test_what_can_not_be_is_counted_and_left() -> None:
    state = QueueState(ZONE)
    assert state.apply(event(10, "1", "queued")) is None
    assert state.apply(event(5, "1", "answered", "a")) == "negative"
    assert state.apply(event(20, "1", "answered", "a")) is None
    assert state.apply(event(21, "1", "abandoned")) == "negative"
    assert state.apply(event(22, "1", "answered", "b")) == "repeated"
    assert state.apply(event(19, "1", "ended")) == "negative"
    assert state.apply(event(30, "1", "ended", "a")) is None
    assert state.apply(event(30, "1", "ended", "a")) == "repeated"
    assert state.odd == {"negative": 3, "repeated": 2}
    assert now(state, 60).day.aht_s == 10


def test_an_answer_that_nobody_saw_waiting_is_one_without_a_wait() -> None:
    state = replayed([event(50, "1", "answered", "a"), event(80, "1", "ended", "a")], ZONE)
    day = now(state, 90).day
    assert (day.offered, day.answered, day.asa_s, day.aht_s) == (1, 1, 0, 30)
    state.apply(event(10, "1", "queued"))
    day = now(state, 90).day
    assert (day.offered, day.answered, day.asa_s, day.aht_s) == (1, 1, 40, 30)
    assert state.odd == {"out_of_order": 1}


def test_a_contact_handed_on_within_a_queue_is_handled_once() -> None:
    lines = [
        event(0, "1", "queued"),
        event(10, "1", "answered", "a"),
        event(100, "1", "transferred", "b"),
        event(300, "1", "ended", "b"),
    ]
    state = replayed(lines[:3], ZONE)
    assert [(held.agent, held.open) for held in now(state, 150).holding] == [("b", 1)]
    state = replayed(lines, ZONE)
    queue = now(state, 400)
    assert (queue.day.offered, queue.day.aht_s, queue.open_contacts) == (1, 290, 0)
    day = state.agent_day(NINE.date())
    assert day is not None
    assert {who: sum(hours.busy_s) for who, hours in day.agents.items()} == {"a": 90, "b": 200}


def test_a_contact_handed_to_another_queue_ends_here_and_arrives_there() -> None:
    there = Event(at(100), "after", "1", "transferred")
    state = replayed([event(0, "1", "queued"), event(10, "1", "answered", "a"), there], ZONE)
    here, other = now(state, 130), now(state, 130, "after")
    assert (here.open_contacts, here.day.aht_s) == (0, 90)
    assert (other.waiting, other.longest_wait_s, other.day.offered) == (1, 30, 1)
    state.apply(Event(at(140), "after", "1", "answered", "b"))
    assert now(state, 150, "after").open_contacts == 1


def test_a_contact_that_is_passed_on_while_it_waits_waits_in_one_queue() -> None:
    there = Event(at(100), "after", "1", "transferred")
    state = replayed([event(0, "1", "queued"), there], ZONE)
    here, other = now(state, 130), now(state, 130, "after")
    assert (here.waiting, here.longest_wait_s, here.day.offered) == (0, None, 1)
    assert (here.day.answered, here.day.abandoned) == (0, 0)
    assert (other.waiting, other.longest_wait_s, other.day.offered) == (1, 30, 1)
    moved = replayed([event(0, "2", "queued"), event(50, "2", "transferred")], ZONE)
    assert now(moved, 60).waiting == 1, "nobody says where to"
    moved.apply(Event(at(50), "after", "2", "queued"))
    assert (now(moved, 60).waiting, now(moved, 60, "after").waiting) == (0, 1)


def test_a_half_hour_in_which_nobody_present_had_a_contact_is_in_the_occupancy() -> None:
    def heads(seconds: float) -> Snapshot:
        return Snapshot(at(seconds), "chat", heads=Heads(online=2, away=1))

    told = [heads(60 * n) for n in range(61)]
    lines: list[Line] = [event(0, "1", "queued"), event(0, "1", "answered", "a")]
    lines += [*told[:16], event(900, "1", "ended", "a"), *told[16:]]
    day = now(replayed(lines, ZONE), 3600).day
    assert day.agent_minutes == 60
    assert day.occupancy == 15 / 60
    assert now(replayed(told, ZONE), 3600).day.occupancy is None, "nobody says who is busy"


def test_two_queues_may_number_their_contacts_alike() -> None:
    lines: list[Line] = [event(0, "1", "queued"), event(5, "1", "answered", "a")]
    lines.append(Event(at(20), "after", "1", "queued"))
    state = replayed(lines, ZONE)
    assert now(state, 30).open_contacts == 1
    assert now(state, 30, "after").waiting == 1


def snapshot(seconds: float, waiting: int, **more: object) -> Snapshot:
    heads = Heads(**{k: v for k, v in more.items() if k in Heads.__struct_fields__})  # type: ignore[arg-type]
    rest = {k: v for k, v in more.items() if k not in Heads.__struct_fields__}
    return Snapshot(at(seconds), "chat", waiting, heads=heads if more else None, **rest)  # type: ignore[arg-type]


def test_snapshots_alone_tell_the_moment_and_the_occupancy_but_no_contacts() -> None:
    state = replayed(
        [
            snapshot(0, 4, online=6, available=2, busy=3, away=1, open_contacts=9),
            snapshot(
                60, 7, online=6, available=0, busy=5, away=1, open_contacts=12, longest_wait_s=95
            ),
            snapshot(120, 7, online=6, available=0, busy=5, away=1, open_contacts=15),
        ],
        ZONE,
    )
    queue = now(state, 120)
    assert (queue.waiting, queue.open_contacts, queue.longest_wait_s) == (7, 15, None)
    assert queue.agents == Heads(6, 0, 5, 1)
    assert queue.day.offered is None and queue.day.short_contacts is None
    assert queue.day.occupancy == (3 + 5) / (5 + 5)
    assert (queue.capacity, queue.saturation, queue.concurrency) == (25, 15 / 25, 3)
    assert now(state, 70).waiting == 7
    assert [one.heads.busy for one in queue.states] == [5]


def test_the_newer_of_snapshot_and_events_tells_how_many_wait() -> None:
    state = replayed([event(0, "1", "queued"), snapshot(5, 6, longest_wait_s=44)], ZONE)
    assert (now(state, 6).waiting, now(state, 6).longest_wait_s) == (6, 44)
    state.apply(event(7, "2", "queued"))
    assert (now(state, 8).waiting, now(state, 8).longest_wait_s) == (2, 8)


def test_heads_that_are_not_told_again_are_not_there_for_ever() -> None:
    state = QueueState(ZONE, hold_s=900)
    state.apply(snapshot(0, 0, online=2, available=1, busy=1))
    state.apply(snapshot(7200, 0, online=2, available=2, busy=0))
    minutes = sum(
        half.agent_minutes or 0 for half in state.half_hours("chat", at(7200).timestamp())
    )
    assert minutes == 30


def test_more_states_than_agents_online_are_told_and_kept() -> None:
    state = QueueState(ZONE)
    assert state.apply(snapshot(0, 0, online=2, available=2, busy=2)) is None
    assert state.apply(snapshot(0, 1, online=2, available=2, busy=2)) == "repeated"
    assert state.odd == {"more_than_online": 1, "repeated": 1}


def test_capacity_knows_the_newcomers() -> None:
    from store.naming import Names
    from store.records.people import Binding

    agents = {
        "a1": Agent("a1", "老手", joined_on=(NINE - timedelta(days=400)).date()),
        "a2": Agent("a2", "新人", joined_on=(NINE - timedelta(days=10)).date()),
    }
    names = Names(agents, [Binding("old", agent="a1"), Binding("new", agent="a2", platform="jd")])
    lines: list[Line] = [snapshot(0, 0, online=3, available=1, busy=2)]
    lines += [event(1, f"{n}", "queued") for n in range(4)]
    held = ("old", "old", "new", "x")
    lines += [event(2, f"{n}", "answered", who) for n, who in enumerate(held)]
    state = replayed(lines, ZONE)
    ground = Ground(Settings(cap_default=6, cap_newcomer=2), agents=agents, names=names)
    queue = now(state, 5, ground=ground)
    assert [(held.who, held.open, held.cap) for held in queue.holding] == [
        ("a1", 2, 6),
        ("a2", 1, 2),
        (None, 1, 6),
    ]
    assert queue.capacity == 6 + 2 + 6
    ground = Ground(Settings(cap_default=6, caps={"a2": 9}), agents=agents, names=names)
    assert now(state, 5, ground=ground).capacity == 6 + 9 + 6


def test_old_days_are_let_go_and_who_waits_stays() -> None:
    lines = [event(0, "1", "queued"), event(10, "2", "queued"), event(20, "2", "abandoned")]
    state = replayed(lines, ZONE)
    midnight = datetime(2026, 11, 21, tzinfo=ZONE)
    state.forget_before(midnight)
    later = queue_now(state, midnight + timedelta(hours=1), Ground()).queues[0]
    assert (later.waiting, later.day.offered) == (1, None)
    assert len(state.cells) == 0


def test_data_gets_old() -> None:
    state = replayed([event(0, "1", "queued")], ZONE)
    states = [queue_now(state, at(s), Ground()).state for s in (0, 300, 301, 900, 901)]
    assert states == ["live", "live", "stale", "stale", "old"]
    assert queue_now(QueueState(ZONE), NINE, Ground()).state == "none"
