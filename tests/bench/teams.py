"""Teams of any age, laid down through the one door that everything uses."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path

from store.clock import FixedClock
from store.locations import TeamPlace, team_place
from store.records.people import Agent, Binding
from store.records.work import ImportedFile, Sheet, sheet_key
from store.team import Draft, Team
from tests.bench.data import names, sheets

LAST = date(2026, 11, 21)
"""The newest day of every made team."""
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def place(home: Path, name: str) -> TeamPlace:
    """Return where a made team lies; its state lies beside its data."""
    return team_place(name, home / "data", {"FLOORBOARD_STATE_DIR": str(home / "state")})


def lay(where: TeamPlace, agents: int, days: list[date]) -> None:
    """Make a team with a sheet a day; each day is a change of its own, as an import makes it."""
    with Team.open(where, FixedClock(NOW - timedelta(days=len(days)))) as team:
        team.change("setting", lambda draft: draft.put("settings", "timezone", {"value": "UTC"}))
        team.change("new_agents", lambda draft: _people(draft, agents))
    for month, of_month in groupby(
        sheets(agents, days), lambda sheet: sheet.start.strftime("%Y-%m")
    ):
        _month(where, month, of_month)


def _month(where: TeamPlace, month: str, of_month: Iterable[Sheet]) -> None:
    held = list(of_month)
    moment = datetime.combine(held[-1].start, datetime.min.time(), UTC) + timedelta(days=1)
    with Team.open(where, FixedClock(moment)) as team:
        for sheet in held:
            team.change("import", partial(_take, sheet=sheet))
        team.checkpoint()


def _take(draft: Draft, sheet: Sheet) -> None:
    draft.put("agent_days", sheet_key(sheet), sheet)
    file = ImportedFile(
        id=sheet.taken[0].file,
        name=f"自定义报表_客服数据23年新_下单优先判定_{sheet.start}至{sheet.start}.xlsx",
        at=datetime.combine(sheet.start, datetime.min.time(), UTC) + timedelta(days=1),
        layout=sheet.layout,
        days=(sheet.start,),
    )
    draft.put("files", f"{sheet.start.toordinal():064x}", file)


def _people(draft: Draft, agents: int) -> None:
    for n, name in enumerate(names(agents)):
        who = f"a{n:05d}"
        group = "pre" if n % 2 else "after"
        draft.put("agents", who, Agent(id=who, name=name, group=group, joined_on=date(2016, 1, 1)))
        draft.put("bindings", f"{who}/taobao", Binding(nickname=name, agent=who, platform="taobao"))
