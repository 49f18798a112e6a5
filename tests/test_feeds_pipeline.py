"""From sources to the day's file: bursts, repeats, refusals, several processes, flat memory."""

import tracemalloc
from datetime import datetime, timedelta
from pathlib import Path

from store.errors import FeedFailed
from store.feeds.aside import Aside
from store.feeds.day_file import DayFiles, read_day
from store.feeds.live_floor import LiveFloor
from store.feeds.pipeline import Pipeline
from store.feeds.protocol import WAITING, Batch
from store.feeds.running import Running
from store.feeds.status import read_statuses
from store.records.queue import Event, Line, Snapshot
from tests.feeds_build import (
    DAY,
    NOON,
    ZONE,
    Said,
    at,
    event,
    heads,
    line_of,
    place_in,
    running,
    snapshot,
)
from tests.store_world import BrokenDisk


def kept(root: Path) -> list[Line]:
    return list(read_day(place_in(root), DAY, ZONE))


def test_what_comes_is_in_the_days_file_when_the_tick_is_over(tmp_path: Path) -> None:
    line = line_of(
        tmp_path, running(Said(Batch((event(0), snapshot(1))), Batch((event(2, "c2"),))))
    )
    assert line.tick(at(0)).lines == (event(0), snapshot(1))
    assert kept(tmp_path) == [event(0), snapshot(1)]
    assert line.tick(at(0.5)).lines == (), "it is not due yet"
    assert line.tick(at(1)).lines == (event(2, "c2"),)
    assert line.statuses()[0].lines == 3
    assert line.statuses()[0].data_at == at(2)


def test_a_line_goes_to_the_file_of_its_own_day(tmp_path: Path) -> None:
    before = event(-43_200 - 60)
    line_of(tmp_path, running(Said(Batch((before, event(0)))))).tick(NOON)
    assert list(read_day(place_in(tmp_path), DAY - timedelta(1), ZONE)) == [before]
    assert kept(tmp_path) == [event(0)]


def test_a_burst_collapses_to_the_newest_of_each_queue(tmp_path: Path) -> None:
    burst = [snapshot(n / 10, n, queue) for n in range(100) for queue in ("a", "b")]
    events = [event(n, f"c{n}") for n in range(5)]
    line = line_of(tmp_path, running(Said(Batch((*burst, *events)))))
    line.tick(at(10))
    assert kept(tmp_path) == [burst[-2], burst[-1], *events]


def test_a_burst_after_a_pause_keeps_how_the_queue_went(tmp_path: Path) -> None:
    burst = [snapshot(n, n + 600) for n in range(-600, 0)]
    line_of(tmp_path, running(Said(Batch(tuple(burst))))).tick(NOON)
    moments = [line.at for line in kept(tmp_path)]
    assert len(moments) == 20 and moments[-1] == at(-1)


def test_a_queue_that_stands_still_is_written_now_and_then(tmp_path: Path) -> None:
    still = [
        Batch((Snapshot(at(n), "q", 2, 40.0 + n, 8, heads()),)) for n in range(21)
    ]  # only the clock moves on
    line = line_of(tmp_path, running(Said(*still)))
    for n in range(21):
        line.tick(at(n))
    assert [found.at for found in kept(tmp_path)] == [at(0), at(10), at(20)]


def test_repeated_and_late_lines_are_counted_and_stop_nothing(tmp_path: Path) -> None:
    said = Said(
        Batch((event(5), event(5), event(3, "c2")), {"negative": 2}),
        Batch((event(5), event(9, "c3"))),
    )
    line = line_of(tmp_path, running(said))
    line.tick(at(0))
    line.tick(at(1))
    assert line.statuses()[0].problems == {"repeated": 2, "out_of_order": 1, "negative": 2}
    assert len(kept(tmp_path)) == 3


def test_what_the_disk_refuses_is_written_when_it_takes_it_again(tmp_path: Path) -> None:
    disk = BrokenDisk("fsync")
    source = Said(Batch((event(0),)), Batch((event(1, "c2"),)))
    line = Pipeline(DayFiles(place_in(tmp_path), disk), ZONE, [running(source)])
    assert line.tick(at(0)).changed[0].code == "disk_failed"
    line.tick(at(2))
    assert source.polls == 1, "nothing more is asked while the last is not kept"
    disk.broken = set()
    found = [*line.tick(at(10)).lines, *line.tick(at(12)).lines]
    assert found == [event(0), event(1, "c2")]
    assert line.statuses()[0].state == "live"


def test_what_the_disk_refused_is_written_at_the_end_if_it_can_be(tmp_path: Path) -> None:
    disk = BrokenDisk("fsync")
    source = Said(Batch((event(0),)))
    line = Pipeline(DayFiles(place_in(tmp_path), disk), ZONE, [running(source)])
    line.tick(at(0))
    disk.broken = set()
    line.close(at(1))
    assert kept(tmp_path) == [event(0)]


def test_how_feeds_are_doing_is_not_known_where_it_can_not_be_read(tmp_path: Path) -> None:
    (place_in(tmp_path).queue / "feeds.json").mkdir(parents=True)
    assert read_statuses(place_in(tmp_path)) == {}


def test_a_feed_says_since_when_and_why_it_fails(tmp_path: Path) -> None:
    source = Said(Batch((event(0),)), FeedFailed("no_answer", why="x"), FeedFailed("no_json"))
    line = line_of(tmp_path, running(source))
    states = []
    for second in (0, 1, 3, 10):
        states += [(s.state, s.code, s.since) for s in line.tick(at(second)).changed]
    assert states == [
        ("live", "", at(0)), ("failing", "no_answer", at(1)), ("failing", "no_json", at(1)),
        ("live", "", at(10)),
    ]  # fmt: skip
    assert read_statuses(place_in(tmp_path))["one"].state == "live"


def test_one_that_fails_does_not_hold_up_the_others(tmp_path: Path) -> None:
    bad = running(Said(*[FeedFailed("no_json")] * 9), feed="bad")
    good = running(Said(Batch((event(0),)), Batch((event(1, "c2"),))), feed="good")
    line = line_of(tmp_path, bad, good)
    for second in (0, 1):
        line.tick(at(second))
    assert len(kept(tmp_path)) == 2
    assert [status.state for status in line.statuses()] == ["failing", "live"]


def test_an_answer_under_way_is_asked_for_again_soon(tmp_path: Path) -> None:
    line = line_of(tmp_path, running(Said(WAITING, Batch((event(0),))), every_s=60))
    assert line.tick(at(0)).lines == ()
    assert line.statuses()[0].state == "starting"
    assert line.tick(at(0.5)).lines == (event(0),)


def test_a_clock_that_was_put_back_silences_no_feed(tmp_path: Path) -> None:
    source = Said(Batch(), Batch((event(-7200),)))
    line = line_of(tmp_path, running(source))
    line.tick(at(0))
    assert line.tick(at(-7200)).lines == (event(-7200),)


def test_the_same_feed_is_run_by_one_process_at_a_time(tmp_path: Path) -> None:
    lock = place_in(tmp_path).queue / ".feed-one.lock"
    lock.parent.mkdir(parents=True)
    one, two = Said(Batch((event(0),))), Said(Batch((event(1, "c2"),)))
    first = line_of(tmp_path, running(one, lock=lock))
    second = line_of(tmp_path, running(two, lock=lock))
    first.tick(at(0))
    assert [status.state for status in second.tick(at(0)).changed] == ["elsewhere"]
    assert two.polls == 0
    first.close(at(1))
    assert one.closed
    assert second.tick(at(6)).lines == (event(1, "c2"),)
    second.close(at(7))


def test_what_another_process_keeps_is_seen_by_following_the_file(tmp_path: Path) -> None:
    writer = line_of(
        tmp_path, running(Said(Batch((event(0), event(4, kind="answered", agent="a")))))
    )
    floor = LiveFloor(place_in(tmp_path), ZONE)
    floor.catch_up(at(5))
    assert not floor.state.queues
    writer.tick(at(5))
    floor.catch_up(at(5))
    assert len(floor.state.queues["售前"].open) == 1


class Day:
    """Contacts through a day, a few at a time, each with its three events."""

    recorded = False

    def __init__(self, contacts: int) -> None:
        self.contacts = contacts
        self.n = 0

    def poll(self, now: datetime) -> Batch:
        lines: list[Line] = []
        for _ in range(50):
            second = self.n * 86_000 / self.contacts - 43_000
            contact, queue = f"c{self.n}", "ab"[self.n % 2]
            for later, kind in ((0, "queued"), (20, "answered"), (300, "ended")):
                agent = None if kind == "queued" else f"agent {self.n % 12}"
                moment = at(round(second) + later)
                lines.append(Event(moment, queue, contact, kind, agent))  # type: ignore[arg-type]
            self.n += 1
        return Batch(tuple(lines))

    def close(self) -> None:
        return


def test_memory_stays_flat_over_a_day_of_a_hundred_thousand_events(tmp_path: Path) -> None:
    """As objects the last 40,000 lines would take 20 MB; marks of those that were seen stay."""
    contacts = 34_000
    floor = LiveFloor(place_in(tmp_path), ZONE, disk=_Quick())
    feed = running(Day(contacts), every_s=0)
    line = Pipeline(DayFiles(place_in(tmp_path), _Quick()), ZONE, [feed], floor)
    steps = contacts // 50
    for _ in range(steps * 6 // 10):
        line.tick(at(43_190))
    tracemalloc.start()
    try:
        for _ in range(steps - steps * 6 // 10):
            line.tick(at(43_190))
        grown = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert feed.lines == contacts * 3
    assert grown < 5 << 20


class _Quick(BrokenDisk):
    """Without fsync."""

    def fsync(self, file: object) -> None:
        return


def test_a_source_that_can_not_be_opened_is_tried_again(tmp_path: Path) -> None:
    tries = []

    def opens(now: datetime) -> Said:
        tries.append(now)
        if len(tries) < 3:
            raise FeedFailed("no_token", name="X")
        return Said(Batch((event(0),)))

    line = line_of(tmp_path, Running("one", opens, 1))
    found = [line.tick(at(second)).lines for second in (0, 2, 6)]
    assert found == [(), (), (event(0),)]


def test_other_processes_hear_of_a_feed_that_goes_on(tmp_path: Path) -> None:
    source = Said(Batch((event(0),)), Batch((event(1, "c2"),)), Batch((event(40, "c3"),)))
    line = line_of(tmp_path, running(source))
    told = []
    for second in (0, 1, 40):
        line.tick(at(second))
        told.append(read_statuses(place_in(tmp_path))["one"].data_at)
    assert told == [at(0), at(0), at(40)]


class Faulty(Said):
    """A source with a fault of our own in it."""

    def poll(self, now: datetime) -> Batch:
        super().poll(now)
        raise ValueError("customer 小禾")


def test_a_fault_in_one_feed_is_that_feeds_alone(tmp_path: Path) -> None:
    sources = [Faulty(Batch()), Said(Batch((event(0),)), Batch((event(1, "c2"),)))]
    aside = Aside(Faulty(Batch()).poll)
    feeds = [running(source, feed=f"feed{n}") for n, source in enumerate([*sources, aside])]
    line = line_of(tmp_path, *feeds)
    for second in (0, 1, 2, 3):
        line.tick(at(second))
    told = {status.id: (status.state, status.code) for status in line.statuses()}
    assert told["feed0"] == told["feed2"] == ("failing", "feed_fault")
    assert told["feed1"] == ("live", "")
    assert len(kept(tmp_path)) == 2
    where = str(line.statuses()[0].values["where"])
    assert where.startswith("ValueError tests/test_feeds_pipeline.py:")
    assert "小禾" not in where
    assert sources[0].closed, "it is opened anew the next time"
