"""What Today asks: the brief, the team's strip, who is on."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from store.figures.brief import brief
from store.figures.results import Brief
from store.figures.strip import Tile, team_strip
from store.records.people import Agent
from store.records.settings import Settings
from store.records.work import DayRoll
from store.team import Team
from store.views import brief_view


class TodayFacts(msgspec.Struct, frozen=True):
    """Everything Today shows."""

    now: datetime
    brief: Brief
    tiles: tuple[Tile, ...]
    agents: Mapping[str, Agent]
    """By id."""
    settings: Settings
    roll: DayRoll
    readonly: bool


def read_today(team: Team) -> TodayFacts:
    """Compute Today; on the store's thread."""
    now = team.clock.now()
    view = brief_view(team, now)
    told = brief(view, now)
    return TodayFacts(
        now=now,
        brief=told,
        tiles=team_strip(view, told.day, now) if told.day else (),
        agents=view.agents,
        settings=view.settings,
        roll=team.roll(told.now_day),
        readonly=team.readonly,
    )
