"""The day's file: what was acknowledged stays, a torn end is mended, nothing stands there twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from store.errors import StorageFailed
from store.feeds.day_file import DayFiles, day_path, queue_days, read_day
from store.feeds.seen import Seen
from store.records.queue import Event, Line
from store.records.queue_lines import write_line
from tests.feeds_build import DAY, ZONE, at, event, place_in, snapshot
from tests.store_world import BrokenDisk


def kept(root: Path) -> list[object]:
    return list(read_day(place_in(root), DAY, ZONE))


def test_lines_are_read_back_as_they_came(tmp_path: Path) -> None:
    lines: list[Line] = [event(0), snapshot(1, longest_wait_s=4.5), event(-30, kind="abandoned")]
    files = DayFiles(place_in(tmp_path))
    assert files.append(DAY, lines) == lines
    assert kept(tmp_path) == lines
    assert queue_days(place_in(tmp_path)) == [DAY]
    if os.name == "posix":
        path = day_path(place_in(tmp_path), DAY)
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_line_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    DayFiles(place_in(tmp_path)).append(DAY, [event(0), event(1, "c2")])
    later = DayFiles(place_in(tmp_path))
    assert later.append(DAY, [event(0), event(2, "c3"), event(2, "c3")]) == [event(2, "c3")]
    assert len(kept(tmp_path)) == 3


def test_two_that_write_see_each_others_lines(tmp_path: Path) -> None:
    one, two = DayFiles(place_in(tmp_path)), DayFiles(place_in(tmp_path))
    for n in range(6):
        (one if n % 2 else two).append(DAY, [event(n, f"c{n}")])
        assert (two if n % 2 else one).append(DAY, [event(n, f"c{n}")]) == []
    assert len(kept(tmp_path)) == 6


def test_what_was_written_by_hand_counts_as_there(tmp_path: Path) -> None:
    path = day_path(place_in(tmp_path), DAY)
    path.parent.mkdir(parents=True)
    path.write_text(
        '{ "queue": "售前", "at": "2026-11-22T12:00:00+08:00", "longest_wait_s": 5, "waiting": 3}\n'
    )
    assert DayFiles(place_in(tmp_path)).append(DAY, [snapshot(0, longest_wait_s=5.0)]) == []


@pytest.mark.parametrize("cut", [1, 2, 30, 80])
def test_a_torn_last_line_is_dropped_and_mended_by_the_next(tmp_path: Path, cut: int) -> None:
    files = DayFiles(place_in(tmp_path))
    files.append(DAY, [event(0), event(1, "c2")])
    path = day_path(place_in(tmp_path), DAY)
    path.write_bytes(path.read_bytes()[:-cut])
    there = [event(0), event(1, "c2")] if cut == 1 else [event(0)]
    odd: Counter[str] = Counter()
    assert list(read_day(place_in(tmp_path), DAY, ZONE, counts=odd)) == there
    assert not odd, "a torn end is no damage"
    files = DayFiles(place_in(tmp_path))
    files.append(DAY, [event(2, "c3")])
    assert kept(tmp_path) == [*there, event(2, "c3")]
    assert path.read_bytes() == b"".join(map(write_line, [*there, event(2, "c3")]))


def test_bad_lines_in_the_middle_are_counted_and_stop_nothing(tmp_path: Path) -> None:
    DayFiles(place_in(tmp_path)).append(DAY, [event(0)])
    path = day_path(place_in(tmp_path), DAY)
    path.write_bytes(b'{"at": "2026\n\n' + path.read_bytes() + b'{"queue":"q"}\n')
    odd: Counter[str] = Counter()
    assert list(read_day(place_in(tmp_path), DAY, ZONE, counts=odd)) == [event(0)]
    assert odd == {"cut_short": 1, "not_a_line": 1}


def test_reading_may_stop_at_a_moment(tmp_path: Path) -> None:
    DayFiles(place_in(tmp_path)).append(DAY, [event(n, f"c{n}") for n in range(5)])
    assert len(list(read_day(place_in(tmp_path), DAY, ZONE, until=at(2)))) == 3
    assert list(read_day(place_in(tmp_path), DAY + timedelta(1), ZONE)) == []


@pytest.mark.parametrize("broken", ["write", "fsync"])
def test_what_the_disk_refuses_does_not_count(tmp_path: Path, broken: str) -> None:
    disk = BrokenDisk(part=20)
    files = DayFiles(place_in(tmp_path), disk)
    files.append(DAY, [event(0)])
    disk.broken = {broken}
    with pytest.raises(StorageFailed):
        files.append(DAY, [event(1, "c2")])
    disk.broken = set()
    assert files.append(DAY, [event(1, "c2")]) == [event(1, "c2")]
    assert kept(tmp_path) == [event(0), event(1, "c2")]


def test_a_million_lines_are_told_apart_in_eight_bytes_each() -> None:
    seen = Seen(b"%d" % n for n in range(50_000))
    assert len(seen) == 50_000
    assert not any(seen.add(b"%d" % n) for n in range(0, 50_000, 7))
    assert seen.add(b"x")


_WRITER = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from store.feeds.protocol import Batch
from store.records.queue import Event, Line
from tests.feeds_build import line_of, running, at

class Endless:
    recorded = False
    n = int(sys.argv[2])
    def poll(self, now):
        self.n += 1
        return Batch((Event(at(self.n / 1000), "q", f"c{self.n}", "queued"),))
    def close(self):
        pass

source = Endless()
line = line_of(Path(sys.argv[1]), running(source, every_s=0))
while True:
    line.tick(at(0))
    print(source.n, flush=True)
"""


def test_a_kill_loses_at_most_the_event_being_written(tmp_path: Path) -> None:
    rng, told = Random(5), 0
    root = Path(__file__).parent.parent
    for _ in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path), str(told)],
            cwd=root, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.15))
        os.kill(writer.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        said = writer.communicate()[0].split()
        acknowledged = int(said[-1]) if said else told + 1
        odd: Counter[str] = Counter()
        found = [
            int(line.contact[1:])
            for line in read_day(place_in(tmp_path), DAY, ZONE, counts=odd)
            if isinstance(line, Event)
        ]
        assert found == list(range(1, len(found) + 1)), "every one, once, in order"
        assert acknowledged <= len(found) <= acknowledged + 1
        assert not odd
        told = len(found)
    assert told > 8
