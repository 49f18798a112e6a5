"""What a computation reads of a team, taken in one go.

The team is any object with these reading methods (`store.team.Team` has them).
"""

from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from store.figures.view import View, brief_back, default_window, today
from store.records.people import Agent, Binding, Shop
from store.records.setting_values import resolve
from store.records.work import ImportedFile, Sheet

_PERIODS_BACK = timedelta(days=92)
_LOOK_BACK = timedelta(days=35)
_BRIEF_BACK = timedelta(days=28)
"""How far the brief looks back for exports it may still expect."""

SheetTable = Literal["agent_days", "shop_days", "periods"]


class Reads(Protocol):
    """The reading side of a team."""

    def agents(self) -> dict[str, Agent]:
        """Return every agent by id."""
        ...

    def bindings(self) -> tuple[Binding, ...]:
        """Return every nickname's binding."""
        ...

    def shops(self) -> tuple[Shop, ...]:
        """Return every shop that has a name."""
        ...

    def files(self) -> dict[str, ImportedFile]:
        """Return the files that were taken, by id."""
        ...

    def setting_values(self) -> dict[str, object]:
        """Return what the team set, by key; defaults are not among it."""
        ...

    def sheets(self, table: SheetTable, start: date, end: date) -> tuple[Sheet, ...]:
        """Return a table's sheets of days, both ends inclusive."""
        ...

    def last_day(self, table: SheetTable = ..., upto: date | None = None) -> date | None:
        """Return the newest day of a table, up to one; None where it has none."""
        ...


def window_view(team: Reads, start: date, end: date, *, shops: bool = False) -> View:
    """Return what the figures of a window need: its days, the usual before it, its periods."""
    empty = _without_sheets(team)
    usual = start - timedelta(days=empty.settings.own_usual_days)
    return _with_sheets(team, empty, min(usual, start), end, shops=shops)


def recent_view(team: Reads, now: datetime, *, shops: bool = False) -> tuple[View, date, date]:
    """Return the view of the newest days with data, and the first and last of them.

    Without any data the window is today alone.
    """
    empty = _without_sheets(team)
    day = today(empty, now)
    last = team.last_day("agent_days", upto=day) or day
    first = last - timedelta(days=empty.settings.window_days) - _LOOK_BACK
    view = _with_sheets(team, empty, first, day)
    start, end = default_window(view, now) or (day, day)
    usual = start - timedelta(days=empty.settings.own_usual_days)
    return _with_sheets(team, empty, min(usual, first), day, shops=shops), start, end


def brief_view(team: Reads, now: datetime) -> View:
    """Return what the brief needs: the month and the usual before the last day with data."""
    empty = _without_sheets(team)
    day = today(empty, now)
    last = team.last_day("agent_days", upto=day) or day
    before_noon = last - timedelta(days=1)
    back = max(brief_back(empty.settings), _BRIEF_BACK)
    first = min(before_noon.replace(day=1), before_noon - back)
    return _with_sheets(team, empty, first, day, periods=False)


def _without_sheets(team: Reads) -> View:
    files = {file.id: file for file in team.files().values()}
    return View(
        agents=team.agents(),
        bindings=team.bindings(),
        shops=team.shops(),
        settings=resolve(team.setting_values()),
        files=files,
    )


def _with_sheets(
    team: Reads, empty: View, start: date, end: date, *, shops: bool = False, periods: bool = True
) -> View:
    return View(
        agents=empty.agents,
        bindings=empty.bindings,
        shops=empty.shops,
        settings=empty.settings,
        files=empty.files,
        agent_days=team.sheets("agent_days", start, end),
        shop_days=team.sheets("shop_days", start, end) if shops else (),
        periods=team.sheets("periods", start - _PERIODS_BACK, end) if periods else (),
    )
