"""Alarms beside feeds that run on the command line: a line for whatever happens to one."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

import click

from store.alarm_watch import AlarmWatch
from store.errors import FloorboardError
from store.live_queue import LiveQueue
from store.queue_views import QueueDesk
from tui.alarm_text import rung_line
from tui.context import Session

if TYPE_CHECKING:
    from store.feeds.pipeline import Pipeline
    from store.team import Team


class AlarmTeller:
    """Watches what a pipeline's feeds bring, and says what happens to alarms."""

    def __init__(
        self,
        session: Session,
        team: "Team",
        line: "Pipeline",
        *,
        bell: bool = False,
        played: bool = False,
    ) -> None:
        """`bell`: ring for alarms that may; `played`: they are of moments that are over."""
        desk = QueueDesk(team)
        self._session = session
        self._team = team
        self._line = line
        self._bell = bell
        self._live = LiveQueue(desk)
        self._watch = AlarmWatch(desk, played=played)

    def tell(
        self, now: datetime, zone: tzinfo, say: Callable[[str], None]
    ) -> FloorboardError | None:
        """Say what has happened since the last time, and keep it where a feed runs here.

        Returns why it can't be known or kept.
        """
        assert self._line.floor is not None
        try:
            rungs = self._watch.hear(self._live.report(self._line.floor.state, now), now)
            agents = self._team.agents() if rungs else {}
            names = {key: agent.name for key, agent in agents.items()}
            for rung in rungs:
                say(f"{now.astimezone(zone):%H:%M:%S} {rung_line(self._session, rung, names)}")
            if self._bell and any(rung.rings for rung in rungs):
                click.echo("\a", nl=False, err=True)
            if any(status.state == "live" for status in self._line.statuses()):
                self._watch.keep(now)
        except FloorboardError as error:
            return error
        return None
