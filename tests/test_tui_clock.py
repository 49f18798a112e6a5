"""The head bar's clock goes on, and a new day makes every screen ask again."""

from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot

from store.clock import Clock
from tests.tui_help import NOW, Home, settle, shown
from tui.app import FloorboardApp
from tui.context import Session


class Settable(Clock):
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment


async def until(pilot: Pilot[Any], app: FloorboardApp, text: str) -> bool:
    """Wait until a text is on the screen, for ten seconds at most."""
    end = monotonic() + 10
    while text not in shown(app) and monotonic() < end:
        await pilot.pause(0.1)
        await settle(pilot)
    return text in shown(app)


async def test_the_clock_at_the_head_goes_on(full: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Settable()
    monkeypatch.setattr(Session, "clock", lambda session, zone=None: clock)
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "11-16 09:00" in shown(app)
        clock.moment += timedelta(minutes=7)
        assert await until(pilot, app, "11-16 09:07")


async def test_a_new_day_makes_every_screen_ask_again(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Settable()
    monkeypatch.setattr(Session, "clock", lambda session, zone=None: clock)
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "Yesterday, Sun 15 Nov" in shown(app)
        clock.moment += timedelta(days=1)
        assert await until(pilot, app, "2 days ago")
