"""What the tests of feeds share: lines, sources that say what they are told, a server, a place."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from store.errors import FeedFailed
from store.feeds.day_file import DayFiles
from store.feeds.pipeline import Pipeline
from store.feeds.protocol import Batch
from store.feeds.running import Running
from store.locations import TeamPlace
from store.records.queue import Event, EventKind, Heads, Snapshot

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 22, 12, tzinfo=ZONE)
DAY = NOON.date()


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def event(second: float, contact: str = "c1", kind: EventKind = "queued", **more: Any) -> Event:
    return Event(at(second), more.pop("queue", "售前"), contact, kind, **more)


def snapshot(second: float, waiting: int = 3, queue: str = "售前", **more: Any) -> Snapshot:
    return Snapshot(at(second), queue, waiting, **more)


def heads(online: int = 4, available: int = 1, busy: int = 2, away: int = 1) -> Heads:
    return Heads(online, available, busy, away)


def place_in(root: Path) -> TeamPlace:
    return TeamPlace("t", root / "data" / "t", root / "state")


class Said:
    """A source that gives what it was told to give, one a poll; an error is raised."""

    recorded = False

    def __init__(self, *said: Batch | FeedFailed) -> None:
        self.said = list(said)
        self.polls = 0
        self.closed = False

    def poll(self, now: datetime) -> Batch:
        self.polls += 1
        if not self.said:
            return Batch()
        one = self.said.pop(0)
        if isinstance(one, FeedFailed):
            raise one
        return one

    def close(self) -> None:
        self.closed = True


def running(source: Any, *, feed: str = "one", every_s: float = 1, **more: Any) -> Running:
    return Running(feed, lambda _: source, every_s, rng=Random(1), **more)


def line_of(root: Path, *feeds: Running, **more: Any) -> Pipeline:
    return Pipeline(DayFiles(place_in(root)), ZONE, feeds, **more)


Answer = tuple[int, Any] | tuple[int, Any, dict[str, str]]


class Server:
    """A loopback server: path -> what it answers; remembers what was asked with which headers."""

    def __init__(self, answers: dict[str, Answer | Callable[[], Answer]]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, dict(self.headers)))
                found = outer.answers.get(self.path, (404, {"error": "none"}))
                status, body, *more = found() if callable(found) else found
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                for name, value in (more[0] if more else {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                try:
                    self.wfile.write(data)
                except (BrokenPipeError, ConnectionResetError):
                    return

            def log_message(self, *_: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self.thread.join(5)


@contextmanager
def serving(answers: dict[str, Any]) -> Iterator[Server]:
    server = Server(answers)
    server.thread.start()
    try:
        yield server
    finally:
        server.stop()
