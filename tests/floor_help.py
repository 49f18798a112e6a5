"""A team with a live floor for tests of the screens: the sample's queue before, the demo's now."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot

from store.feeds.day_file import DayFiles
from store.feeds.keeping import add_feed, ready
from store.imports.apply import import_paths
from store.marked_days import put_marked
from store.records.queue import Feed, Heads, Snapshot
from tests.tui_help import NOW, SAMPLE, Home, settle, type_keys
from tui.app import FloorboardApp
from tui.cli_demo import sample_marks

AT = NOW.replace(hour=14, minute=40)
"""A busy moment of the demo's first day."""


def lay_past(home: Home) -> None:
    """Take in the sample's half-hours, and mark the days that its lead knows of."""
    with home.team() as team:
        import_paths(team, [SAMPLE / "queue" / "intervals"])
        put_marked(team, sample_marks())
        team.checkpoint()


def lay_floor(home: Home) -> None:
    """Let the demo floor be the team's feed."""
    with home.team(AT) as team:
        add_feed(team, Feed("demo", "demo", "", every_s=0.5))


def lay_count(home: Home, at: datetime) -> None:
    """Write a count of two queues, as a feed elsewhere would."""
    counts = (("售前", 7, 130.0, 24), ("售后", 2, 35.0, 11))
    with home.team(at) as team:
        ready(team)
        lines = [
            Snapshot(at, queue, waiting, longest, open_, Heads(6, 1, 4, 1))
            for queue, waiting, longest, open_ in counts
        ]
        DayFiles(team.place, team.disk).append(at.date(), lines)


async def open_queue(pilot: Pilot[Any], app: FloorboardApp) -> None:
    """Open Queue and wait until the first news is drawn."""
    await settle(pilot)
    await type_keys(pilot, "2")
    until = monotonic() + 20
    while app.queue.report is None and monotonic() < until:
        await pilot.pause(0.05)
    await settle(pilot)


@pytest.fixture(scope="session")
def with_past(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample team with its queue's ten weeks; copy it, never write here."""
    home = Home(tmp_path_factory.mktemp("floor") / "home")
    shutil.copytree(imported / "data", home.folder / "data")
    if (imported / "state").exists():
        shutil.copytree(imported / "state", home.folder / "state")
    lay_past(home)
    return home.folder


@pytest.fixture
def floor(with_past: Path, tmp_path: Path) -> Home:
    """The sample team with its queue's ten weeks, and no feed."""
    home = Home(tmp_path / "floor")
    shutil.copytree(with_past, home.folder)
    return home


STALE = AT - timedelta(minutes=8)
"""When the last count was, where data is stale."""
