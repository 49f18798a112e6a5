"""`floorboard demo`, and `floorboard` alone: the dashboard on a terminal, the brief elsewhere."""

import os
import signal
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.clock import FixedClock, ShiftedClock
from store.feeds.day_file import day_path
from store.feeds.demo_plan import expected, usual_floor
from store.forecasts import forecast_of
from store.team import Team
from tests.desk import Desk
from tui.cli_demo import DemoSession
from tui.context import Options, Session
from tui.language import Words


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own folder for temporary ones, so that what is left behind is seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_without_a_terminal_the_demo_prints_the_sample_teams_brief(
    desk: Desk, temporary: Path
) -> None:
    told = desk("demo")
    assert told.code == 0
    assert told.out.startswith("2026-11-16. The numbers are of 2026-11-15.")
    assert "白露" in told.out


def test_the_demo_leaves_nothing_behind(desk: Desk, temporary: Path) -> None:
    desk.good("demo")
    assert list(temporary.iterdir()) == []
    assert not desk.data.exists()
    assert not (desk.folder / "state").exists()
    assert not (desk.folder / "config").exists()


def test_the_demo_team_is_the_sample_as_it_was_saved_that_morning(tmp_path: Path) -> None:
    from tui.cli_demo import _copied, _prepare, _sample

    session = Session(Options(), Words("en"), {})
    demo = DemoSession(session, tmp_path)
    _prepare(demo, _copied(_sample(), tmp_path, demo.clock().now()))
    with Team.open(demo.place(), demo.clock(), readonly=True) as team:
        assert len(team.agents()) == 13
        assert len(team.files()) == 299
        assert f"{team.last_day()}" == "2026-11-15"
        assert team.setting_values()["timezone"] == "Asia/Shanghai"
        day = date(2026, 11, 15)
        saved = {one.exported_on for s in team.sheets("agent_days", day, day) for one in s.taken}
        assert saved == {date(2026, 11, 16)}


def test_the_demo_has_its_last_day_to_play_and_its_days_marked(tmp_path: Path) -> None:
    from tui.cli_demo import _copied, _prepare, _sample

    demo = DemoSession(Session(Options(), Words("en"), {}), tmp_path)
    _prepare(demo, _copied(_sample(), tmp_path, demo.clock().now()))
    last = date(2026, 11, 15)
    with Team.open(demo.place(), demo.clock(), readonly=True) as team:
        path = day_path(team.place, last)
        assert path.read_bytes() == (_sample() / "queue" / path.name).read_bytes()
        days = team.queue_days(date(2026, 9, 7), last)
        assert len(days) == 2 * 70
        assert {one.source for one in days if one.day == last} == {"feed"}
        named = {(mark.name, mark.day.day) for mark in team.marked_days()}
        assert named == {("国庆", n) for n in range(1, 8)} | {("双11", 10), ("双11", 11)}


def test_what_the_demo_floor_brings_is_what_the_forecast_expects(tmp_path: Path) -> None:
    from tui.cli_demo import _copied, _prepare, _sample

    demo = DemoSession(Session(Options(), Words("en"), {}), tmp_path)
    _prepare(demo, _copied(_sample(), tmp_path, demo.clock().now()))
    monday = date(2026, 11, 16)
    with Team.open(demo.place(), demo.clock(), readonly=True) as team:
        people = (("a",) * 7, ("b",) * 5)
        assert [queue.name for queue in usual_floor(*people)] == ["售前", "售后"]
        for queue in usual_floor(*people):
            told = forecast_of(team, monday, queue.name)
            for one in told.intervals[16:]:
                coming = expected(queue, one.slot)
                assert one.low <= coming <= one.high, (queue.name, one, coming)


def test_the_demos_clock_goes_on_from_monday_morning(tmp_path: Path) -> None:
    demo = DemoSession(Session(Options(), Words("en"), {}), tmp_path)
    now = demo.clock().now()
    assert now.isoformat().startswith("2026-11-16T09:00")
    assert now.utcoffset() == timedelta(hours=8)


def test_a_shifted_clock_goes_on_with_the_other() -> None:
    class Stepping(FixedClock):
        def now(self) -> datetime:
            self._moment += timedelta(minutes=1)
            return self._moment

    start = datetime(2026, 11, 16, 9, tzinfo=UTC)
    clock = ShiftedClock(start, Stepping(datetime(2030, 1, 1, tzinfo=UTC)))
    assert clock.now() == start + timedelta(minutes=1)
    assert clock.now() == start + timedelta(minutes=2)


def test_alone_and_without_a_terminal_it_prints_the_brief(desk: Desk) -> None:
    desk.with_team()
    assert desk.good().out.startswith("2026-11-16.")


needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal")


def at_terminal(desk: Desk, *arguments: str) -> Any:
    import pexpect

    root = str(Path(__file__).parent.parent)
    return pexpect.spawn(
        sys.executable,
        ["-m", "tui.cli", *arguments],
        env={**os.environ, **desk.env, "PYTHONPATH": root, "TERM": "xterm-256color"},
        timeout=30,
        dimensions=(36, 120),
    )


@needs_terminal
def test_the_demo_opens_the_dashboard_on_a_terminal_and_cleans_up(
    desk: Desk, temporary: Path
) -> None:
    import pexpect

    child = at_terminal(desk, "demo")
    child.expect(b"On today")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert list(temporary.iterdir()) == []
    assert not desk.data.exists()


@needs_terminal
def test_alone_on_a_terminal_a_new_team_is_greeted(desk: Desk) -> None:
    import pexpect

    child = at_terminal(desk)
    child.expect(b"Welcome to floorboard")
    child.send("\x1b")
    child.expect(b"No numbers yet")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert not desk.data.exists(), "nothing was said, so nothing is written"


@needs_terminal
def test_no_input_prints_even_on_a_terminal(desk: Desk) -> None:
    import pexpect

    child = at_terminal(desk, "--no-input")
    child.expect(b"floorboard import FILE")
    child.expect(pexpect.EOF)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals of this kind")
def test_a_closed_window_leaves_nothing_behind(
    desk: Desk, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def close(demo: DemoSession, inbox: Path) -> None:
        os.kill(os.getpid(), signal.SIGHUP)

    before = signal.getsignal(signal.SIGHUP)
    monkeypatch.setattr("tui.cli_demo._prepare", close)
    with pytest.raises(SystemExit) as ended:
        desk("demo")
    assert ended.value.code == 128 + signal.SIGHUP
    assert list(temporary.iterdir()) == []
    assert signal.getsignal(signal.SIGHUP) is before
