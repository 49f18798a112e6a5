"""What needs attention first.

The order is what has to be acted on first (ours, after the ten-minute day start): customers
without an answer; numbers that have not come; names to settle; a target falling behind; what a
whole group does differently; the agents furthest below their own usual, for help; those furthest
above, for praise; what may still change. People are named for the numbers of a day or of the last
days beside their own usual, never ranked by risk; no mood, note or flag is read.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from store.figures.brief_data import missing, unanswered, unbound
from store.figures.brief_pace import behind, paces
from store.figures.brief_people import shifts
from store.figures.choose import Ruling
from store.figures.resolve import Gathered, Gathering
from store.figures.results import Brief, Item, People
from store.figures.view import View, brief_back, today

_NOON = 12


def brief(view: View, now: datetime) -> Brief:
    """Return today on one screen, from a view that reaches back `brief_back` and the month.

    Before noon it speaks of yesterday at the latest, otherwise of the last day with data.
    """
    last = today(view, now)
    day = _day(view, now, last)
    if day is None:
        return Brief(now_day=last, day=None, attention=_ranked(missing(view, last, None)))
    ruling = Ruling(view, last)
    gathering = Gathering(view, last)
    here = gathering.window(day, day)
    back = gathering.window(day - brief_back(view.settings), day, periods=False)
    pace = paces(view, gathering, day, ruling)
    items = [
        *unanswered(view, here, day, ruling),
        *missing(view, last, day),
        *unbound(back, day - timedelta(days=view.settings.own_usual_days)),
        *behind(pace),
        *shifts(view, here, back, day, ruling),
    ]
    return Brief(
        now_day=last,
        day=day,
        attention=_ranked(items),
        people=_people(view, here, day),
        pace=pace,
    )


def _day(view: View, now: datetime, last: date) -> date | None:
    """Return the day spoken of; on the very first day of data that day itself."""
    zone = view.settings.zone(now.tzinfo) if now.tzinfo else None
    local = now.astimezone(zone) if zone else now
    days = {sheet.start for sheet in view.agent_days if sheet.rows and sheet.end <= last}
    whole = {day for day in days if day < last} if local.hour < _NOON else days
    return max(whole or days, default=None)


def _people(view: View, here: Gathered, day: date) -> People:
    members = [agent for agent in view.agents.values() if agent.here_on(day)]
    without = sorted(agent.id for agent in members if agent.id not in here.people)
    return People(len(members), len(here.people), tuple(without))


def _ranked(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(msgspec.structs.replace(item, rank=n) for n, item in enumerate(items, 1))
