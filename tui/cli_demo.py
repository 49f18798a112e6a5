"""`floorboard demo`: the dashboard on the sample team, in a folder that is thrown away."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

import click
from msgspec.structs import replace

from store.clock import Clock, ShiftedClock
from store.disk import Disk, OpenFile
from store.errors import Refused
from tui.context import Session
from tui.language import Words
from tui.options import command
from tui.progress import ProgressLine

if TYPE_CHECKING:
    from store.draft import Draft
    from store.records.queue import MarkedDay
    from store.team import Team

_TEAM = "demo"
_ZONE = "Asia/Shanghai"
_LAST_DAY = "2026-11-15"
"""The newest day of the sample; the demo plays on the Monday morning after it."""
_NAME = "禾木家居"


def demo_command(words: Words) -> click.Command:
    """Build the command."""
    return command(
        words,
        "demo",
        _demo,
        words.text("Try everything on a sample team; nothing of it is kept."),
        [],
    )


def _demo(session: Session) -> int:
    files = _sample()
    with (
        _ended_in_order(),
        TemporaryDirectory(prefix="floorboard-demo-", ignore_cleanup_errors=True) as folder,
    ):
        demo = DemoSession(session, Path(folder))
        inbox = _copied(files, Path(folder), demo.clock().now())
        if sys.stderr.isatty():
            session.note(session.words.text("Preparing the sample team..."))
        _prepare(demo, inbox)
        if session.shows:
            from tui.launch import launch

            return launch(demo, first_run=False)
        from tui.cli_brief import welcome

        welcome(demo)
    return 0


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Tidy up as well where the window is closed or the system asks the process to end."""
    names = [name for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    before = {}
    with suppress(ValueError):  # not the main thread: nothing is sent here
        before = {name: signal.signal(getattr(signal, name), _end) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _end(number: int, frame: object) -> NoReturn:
    del frame
    raise SystemExit(128 + number)


class DemoSession(Session):
    """The session of a team in a temporary folder, on the morning that the sample speaks of."""

    def __init__(self, session: Session, folder: Path) -> None:
        env = {
            **session.env,
            "FLOORBOARD_STATE_DIR": str(folder / "state"),
            "FLOORBOARD_CONFIG_DIR": str(folder / "config"),
        }
        options = replace(session.options, data_dir=folder / "data", team=_TEAM)
        super().__init__(options, session.words, env)
        zone = ZoneInfo(_ZONE)
        monday = datetime.fromisoformat(_LAST_DAY).date() + timedelta(days=1)
        self._clock = ShiftedClock(options.now or datetime.combine(monday, time(9), zone))

    def clock(self, zone: tzinfo | None = None) -> Clock:
        """Return the clock that goes on from the sample's Monday morning."""
        del zone
        return self._clock


class _QuickDisk(Disk):
    """A disk without promises, for a folder that nobody misses: five times as quick."""

    def fsync(self, file: OpenFile) -> None:
        """Promise nothing."""

    def sync_folder(self, folder: Path) -> None:
        """Promise nothing."""


def _sample() -> Path:
    """Return the sample's folder: of a checkout, else of the installation."""
    beside = Path(__file__).resolve().parent.parent / "sample_data"
    for folder in (beside, Path(sys.prefix) / "share/floorboard/sample_data"):
        if (folder / "roster.csv").exists():
            return folder
    raise Refused("no_sample", path=str(beside))


def _copied(sample: Path, folder: Path, now: datetime) -> Path:
    """Copy the sample as if it had been saved this morning, which decides what is final."""
    inbox = folder / "inbox"
    shutil.copytree(sample, inbox)
    saved = (now - timedelta(minutes=30)).timestamp()
    for path in inbox.rglob("*"):
        os.utime(path, (saved, saved))
    return inbox


def _prepare(demo: DemoSession, inbox: Path) -> None:
    """Take in the team and its ten weeks; a few other files are left for trying Import."""
    from store.feeds.keeping import add_feed
    from store.feeds.sources import EVERY_S
    from store.imports.apply import import_paths
    from store.marked_days import put_marked
    from store.records.queue import Feed
    from store.team import Team

    settings = {"timezone": _ZONE, "team_name": _NAME, "inbox": str(inbox)}

    def settle(draft: "Draft") -> None:
        for key, value in settings.items():
            draft.put("settings", key, {"value": value})

    with (
        Team.open(demo.place(), demo.clock(), disk=_QuickDisk()) as team,
        ProgressLine() as progress,
    ):
        team.change("setting", settle)
        files = [inbox / "roster.csv", inbox / "exports", inbox / "queue"]
        import_paths(team, files, progress=progress)
        put_marked(team, sample_marks())
        _record(team, inbox)
        add_feed(team, Feed(_TEAM, "demo", "", every_s=EVERY_S["demo"]))
        team.checkpoint()


def _record(team: "Team", inbox: Path) -> None:
    """Keep the sample's last day as if a feed had brought it: it can be played again."""
    from store.feeds.day_file import day_path
    from store.feeds.keeping import ready
    from store.feeds.roll_up import roll_up_day
    from store.records.setting_values import resolve

    day = date.fromisoformat(_LAST_DAY)
    path = day_path(team.place, day)
    ready(team)
    team.disk.write_whole(path, (inbox / "queue" / path.name).read_bytes())
    hold_s = resolve(team.setting_values()).queue_red_s
    roll_up_day(team, day, ZoneInfo(_ZONE), hold_s)


def sample_marks() -> "tuple[MarkedDay, ...]":
    """Return the days of the sample that are not like others, as its lead knows them."""
    from store.records.queue import MarkedDay

    holiday = (date(2026, 10, day) for day in range(1, 8))
    factors = {"售前": 2.5, "售后": 1.7}
    return (
        *(MarkedDay(day, "holiday", "国庆") for day in holiday),
        *(
            MarkedDay(date(2026, 11, day), "promotion", "双11", queue, factor)
            for day in (10, 11)
            for queue, factor in factors.items()
        ),
    )
