"""The state of the whole folder: whose team, how new, whether anything is wrong."""

from datetime import date, datetime

import msgspec

from store.figures.view import View, today
from store.records.setting_values import resolve
from store.team import Team, Told


class Floor(msgspec.Struct, frozen=True):
    """What the head bar and every empty screen tell of the team."""

    team: str
    now: datetime
    """In the team's zone."""
    today: date
    last_day: date | None
    """Newest day with data up to today; None: nothing has been imported."""
    readonly: bool
    why_readonly: str
    """option, newer_format, no_rights, damaged; empty while the team may be written."""
    fresh: bool
    """Nothing at all was ever written."""
    people: int
    """Agents of the team."""
    has_queue: bool
    """Whether there is a feed, or anything was ever heard of a queue."""
    told: tuple[Told, ...]
    """What opening found: damage set aside, a newer format, ..."""


def read_floor(team: Team) -> Floor:
    """Return the state of the folder."""
    settings = resolve(team.setting_values())
    now = team.clock.now()
    zone = settings.zone(now.tzinfo) if now.tzinfo else None
    day = today(View(settings=settings), now)
    return Floor(
        team=settings.team_name or team.place.name,
        now=now.astimezone(zone),
        today=day,
        last_day=team.last_day("agent_days", upto=day),
        readonly=team.readonly,
        why_readonly=team.why_readonly,
        fresh=team.n == 0,
        people=len(team.agents()),
        has_queue=bool(team.feeds()) or team.disk.is_folder(team.place.queue),
        told=team.told,
    )
