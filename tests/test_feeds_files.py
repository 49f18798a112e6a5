"""A file that grows, a folder of exports, a command: each line once, whatever happens to them."""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from store.errors import FeedFailed, Refused
from store.feeds.aside import Aside
from store.feeds.command import Command
from store.feeds.folder import Folder
from store.feeds.growing import CHUNK, Growing
from store.feeds.lines import Reader
from store.feeds.protocol import Batch
from store.feeds.sources import check_feed
from store.feeds.tail import FileTail
from store.records.queue import Event, Feed, Snapshot
from tests.feeds_build import NOON, ZONE, at


def raw(waiting: int, second: int = 0) -> str:
    return json.dumps({"at": at(second).isoformat(), "queue": "q", "waiting": waiting})


def waits(batch: Batch) -> list[int | None]:
    return [line.waiting for line in batch.lines if isinstance(line, Snapshot)]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "queue.jsonl"


@pytest.fixture
def tail(log: Path) -> Iterator[FileTail]:
    tail = FileTail(log, Reader(ZONE))
    yield tail
    tail.close()


def add(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


# -- a growing file


def test_each_line_comes_once_as_the_file_grows(log: Path, tail: FileTail) -> None:
    add(log, raw(1, -9) + "\n" + raw(2, -8) + "\n")
    assert waits(tail.poll(NOON)) == [1, 2]
    assert tail.poll(NOON) == Batch()
    add(log, raw(3, -7) + "\n")
    assert waits(tail.poll(NOON)) == [3]


def test_a_line_that_is_still_written_waits_for_its_end(log: Path, tail: FileTail) -> None:
    line = raw(1)
    add(log, line[:20])
    assert tail.poll(NOON) == Batch()
    add(log, line[20:-1])
    assert tail.poll(NOON) == Batch()
    add(log, line[-1:])
    assert waits(tail.poll(NOON)) == [1]
    add(log, "\n" + raw(2) + "\n")
    assert waits(tail.poll(NOON)) == [2]


def test_a_file_that_was_rotated_is_read_to_its_end_first(log: Path, tail: FileTail) -> None:
    add(log, raw(1, -9) + "\n")
    tail.poll(NOON)
    add(log, raw(2, -8) + "\n")
    log.rename(log.with_suffix(".1"))
    add(log, raw(3, -7) + "\n")
    assert waits(tail.poll(NOON)) == [2]
    assert [*waits(tail.poll(NOON)), *waits(tail.poll(NOON))] == [3]


def test_a_line_cut_short_by_a_rotation_is_told(log: Path, tail: FileTail) -> None:
    add(log, raw(1)[:20])
    tail.poll(NOON)
    log.rename(log.with_suffix(".1"))
    add(log, raw(2) + "\n")
    batch = tail.poll(NOON)
    assert (batch.problems, batch.more) == ({"cut_short": 1}, True)
    assert waits(tail.poll(NOON)) == [2]


@pytest.mark.parametrize("longer", [False, True])
def test_a_file_that_was_cut_and_begun_anew_is_read_from_its_start(
    log: Path, tail: FileTail, longer: bool
) -> None:
    add(log, raw(1, -9) + "\n")
    tail.poll(NOON)
    log.write_text("".join(raw(n, n - 9) + "\n" for n in range(2, 5 if longer else 3)))
    assert waits(tail.poll(NOON)) == ([2, 3, 4] if longer else [2])


def test_a_file_that_is_gone_is_told_and_read_on_when_it_is_back(log: Path, tail: FileTail) -> None:
    with pytest.raises(FeedFailed) as gone:
        tail.poll(NOON)
    assert gone.value.code == "no_file"
    add(log, raw(1) + "\n")
    assert waits(tail.poll(NOON)) == [1]
    log.unlink()
    with pytest.raises(FeedFailed):
        tail.poll(NOON)
    add(log, raw(2) + "\n")
    assert waits(tail.poll(NOON)) + waits(tail.poll(NOON)) == [2]


def test_a_line_without_an_end_in_sight_is_passed_by(log: Path, tail: FileTail) -> None:
    add(log, "x" * (CHUNK + 10))
    assert tail.poll(NOON).problems == {"too_long": 1}
    add(log, "x" * CHUNK + "\n" + raw(1) + "\n")
    assert waits(tail.poll(NOON)) + waits(tail.poll(NOON)) + waits(tail.poll(NOON)) == [1]


def test_a_long_file_comes_in_pieces(log: Path) -> None:
    add(log, "".join(f'{{"n": {n}}}\n' for n in range(1000)))
    growing = Growing(log)
    found, more = [], True
    while more:
        news = growing.read(997)
        found += news.lines
        more = news.more or bool(news.lines)
    assert [json.loads(line)["n"] for line in found] == list(range(1000))
    growing.close()


def test_only_what_is_written_from_now_on(log: Path) -> None:
    add(log, raw(1) + "\n" + raw(2)[:9])
    tail = FileTail(log, Reader(ZONE), from_end=True)
    assert waits(tail.poll(NOON)) == []
    add(log, raw(2)[9:] + "\n")
    assert waits(tail.poll(NOON)) == [2]
    tail.close()


# -- a folder


def left(folder: Path, name: str, text: str, *, ago: float = 60) -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    when = NOON.timestamp() - ago
    os.utime(path, (when, when))


def test_the_newest_file_of_a_folder_is_read_when_it_is_another(tmp_path: Path) -> None:
    folder = Folder(tmp_path, Reader(ZONE))
    left(tmp_path, "1.json", raw(1), ago=90)
    left(tmp_path, "2.json", '{"queue": "q", "waiting": 2}', ago=60)
    left(tmp_path, ".3.json", raw(9), ago=1)
    batch = folder.ask(NOON)
    assert waits(batch) == [2]
    assert batch.lines[0].at == at(-60), "a file that names no moment speaks of when it was written"
    assert folder.ask(NOON) == Batch()
    left(tmp_path, "2.json", raw(3), ago=30)
    assert waits(folder.ask(NOON)) == [3]


def test_a_table_of_queues_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    left(tmp_path, "now.csv", "队列,当前排队数,最长等待(秒),在线\n售前,4,61,6\n售后,--,,3\n\n")
    batch = Folder(tmp_path, Reader(ZONE)).ask(NOON)
    assert [(line.queue, line.waiting) for line in batch.snapshots] == [("售前", 4), ("售后", None)]


def test_a_contact_log_is_read_as_events_in_order(tmp_path: Path) -> None:
    left(
        tmp_path,
        "log.csv",
        "contact,queue,arrived_at,answered_at,ended_at,agent,outcome\n"
        "1,q,2026-11-22T10:00:00+08:00,2026-11-22T10:00:30+08:00,2026-11-22T10:09:00+08:00,小满,"
        "answered\n"
        "2,q,2026-11-22T10:00:10+08:00,,2026-11-22T10:02:00+08:00,,abandoned\n",
    )
    events = Folder(tmp_path, Reader(ZONE)).ask(NOON).lines
    told = [(e.contact, e.event, e.agent) for e in events if isinstance(e, Event)]
    assert told == [
        ("1", "queued", None), ("2", "queued", None), ("1", "answered", "小满"),
        ("2", "abandoned", None), ("1", "ended", "小满"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (shutil.rmtree, "no_folder"),
        (lambda folder: None, "no_file"),
        (lambda folder: left(folder, "x.json", "not json"), "no_json"),
        (lambda folder: left(folder, "x.csv", "a,b\n1,2\n"), "no_table"),
    ],
)
def test_a_folder_says_why_nothing_comes(
    tmp_path: Path, make: Callable[[Path], None], code: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    make(folder)
    with pytest.raises(FeedFailed) as failed:
        Folder(folder, Reader(ZONE)).ask(NOON)
    assert failed.value.code == code


# -- a command


def command(code: str, *, timeout_s: float = 20, shell: bool = False) -> Command:
    line = f'"{sys.executable}" -c "{code}"'
    return Command(line, Reader(ZONE), timeout_s, shell=shell)


def test_a_command_answers_in_json_or_json_lines() -> None:
    one = command("print({'queue': 'q', 'waiting': 2}.__repr__().replace(chr(39), chr(34)))")
    assert waits(one.ask(NOON)) == [2]
    several = command(
        "import json; print(json.dumps({'queues': [{'queue': n, 'waiting': 1} for n in 'ab']}))"
    )
    assert [line.queue for line in several.ask(NOON).lines] == ["a", "b"]
    lines = command("[print(chr(123) + chr(125)) for _ in range(2)]")
    assert lines.ask(NOON).problems == {"no_values": 2}


@pytest.mark.parametrize(
    ("code", "failed"),
    [
        ("import sys; sys.exit(3)", "exit_status"),
        ("print('hello')", "no_json"),
        ("import time; time.sleep(30)", "timeout"),
        ("while True: print('x' * 100000)", "too_much"),
    ],
)
def test_a_command_that_does_not_answer_says_why(code: str, failed: str) -> None:
    began = time.monotonic()
    with pytest.raises(FeedFailed) as told:
        command(code, timeout_s=0.8 if failed == "timeout" else 20).ask(NOON)
    assert told.value.code == failed
    assert time.monotonic() - began < 15


def test_a_command_that_is_not_there_is_told() -> None:
    with pytest.raises(FeedFailed) as told:
        Command("no-such-program-of-ours --x", Reader(ZONE), 1, shell=False).ask(NOON)
    assert told.value.code == "no_command"
    with pytest.raises(FeedFailed) as told:
        Command("print 'it", Reader(ZONE), 1, shell=False)
    assert told.value.code == "no_command"


def test_an_export_is_a_table_whatever_the_case_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "QUEUE.CSV"
    path.write_text("queue,waiting\nchat,4\n", encoding="utf-8")
    os.utime(path, (NOON.timestamp() - 60, NOON.timestamp() - 60))
    assert waits(Folder(tmp_path, Reader(ZONE)).ask(NOON)) == [4]


@pytest.mark.parametrize(
    ("option", "value"),
    [("timeout", "0"), ("timeout", "9" * 400), ("timeout", "x"), ("seed", "1.5")],
)
def test_a_number_that_will_not_do_is_refused_when_a_feed_is_added(option: str, value: str) -> None:
    kind, where = ("command", "true") if option == "timeout" else ("demo", "")
    with pytest.raises(Refused) as told:
        check_feed(Feed("x", kind, where, 5, {option: value}))  # type: ignore[arg-type]
    assert told.value.code == "bad_feed_value"


@pytest.mark.skipif(os.name != "posix", reason="words of a shell")
def test_a_shell_is_used_only_when_asked(tmp_path: Path) -> None:
    line = f'echo \'{{"queue": "q", "waiting": 1}}\' && touch {tmp_path}/made'
    with pytest.raises(FeedFailed):
        Command(line, Reader(ZONE), 5, shell=False).ask(NOON)
    assert not (tmp_path / "made").exists()
    assert waits(Command(line, Reader(ZONE), 5, shell=True).ask(NOON)) == [1]
    assert (tmp_path / "made").exists()


# -- asked aside


def test_what_takes_long_is_fetched_by_a_later_poll() -> None:
    def slow(now: Any) -> Batch:
        time.sleep(0.2)
        return Batch(problems={"future": 1})

    aside = Aside(slow)
    began = time.monotonic()
    first = aside.poll(NOON)
    assert first.waiting and time.monotonic() - began < 0.15
    found = first
    while found.waiting and time.monotonic() - began < 5:
        time.sleep(0.02)
        found = aside.poll(NOON + timedelta(seconds=1))
    assert found.problems == {"future": 1}
    aside.close()


def test_what_fails_aside_is_told_by_the_poll() -> None:
    def fails(now: Any) -> Batch:
        raise FeedFailed("no_json")

    with pytest.raises(FeedFailed):
        Aside(fails).poll(NOON)
