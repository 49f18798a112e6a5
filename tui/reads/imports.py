"""What Import asks: the inbox, what was taken lately, the names that nobody is behind."""

from datetime import date, datetime
from pathlib import Path

import msgspec

from store.figures.resolve import Gathering
from store.figures.results import Unbound
from store.figures.view import View, today
from store.imports.reports import kept_report
from store.naming import Names
from store.records.people import Agent, Shop
from store.records.report import FileReport
from store.records.setting_values import resolve
from store.team import Team
from tui.reads.inbox import Inbox, read_inbox

_LATELY = 60
"""Imports that are listed."""


class NewFile(msgspec.Struct, frozen=True):
    """A file of the inbox that was not taken yet."""

    path: str
    name: str
    size: int
    """Bytes."""
    at: datetime
    """When it was written, in the team's zone."""


class Past(msgspec.Struct, frozen=True):
    """A file that was taken."""

    id: str
    name: str
    at: datetime
    """In the team's zone."""
    days: tuple[date, ...]
    tables: tuple[FileReport, ...] = ()
    """Its report; none where it is no longer kept."""


class ImportFacts(msgspec.Struct, frozen=True):
    """Everything the first screen of Import shows."""

    now: datetime
    inbox: Inbox
    new: tuple[NewFile, ...]
    past: tuple[Past, ...]
    """The newest first."""
    files: int
    """Files that were taken in all."""
    unbound: int
    """Nicknames that count for nobody."""
    readonly: bool


class NameFacts(msgspec.Struct, frozen=True):
    """Nicknames to settle, and who they may be."""

    unbound: tuple[Unbound, ...]
    likely: dict[str, str]
    """Nickname -> id of the one agent it looks like."""
    agents: dict[str, Agent]
    readonly: bool


def read_imports(team: Team) -> ImportFacts:
    """Look through the inbox and the last reports."""
    now = team.clock.now()
    zone = resolve(team.setting_values()).zone(now.tzinfo) if now.tzinfo else None
    inbox = read_inbox(team)
    files = sorted(
        team.files().values(), key=lambda file: (file.at, file.days, file.name), reverse=True
    )
    past = []
    for file in files[:_LATELY]:
        kept = kept_report(team, file.id)
        tables = kept.files if kept else ()
        past.append(Past(file.id, file.name, file.at.astimezone(zone), file.days, tables))
    new = []
    for path in map(Path, inbox.new):
        stat = path.stat()
        written = datetime.fromtimestamp(stat.st_mtime, tz=zone or now.tzinfo)
        new.append(NewFile(str(path), path.name, stat.st_size, written))
    return ImportFacts(
        now=now,
        inbox=inbox,
        new=tuple(sorted(new, key=lambda file: file.at, reverse=True)),
        past=tuple(past),
        files=len(files),
        unbound=len({(one.platform, one.nickname) for one in _unbound(team)}),
        readonly=team.readonly,
    )


def read_names(team: Team) -> NameFacts:
    """Find every nickname that counts for nobody, and the agent it looks like."""
    agents = team.agents()
    names = Names(agents, team.bindings())
    unbound = _unbound(team)
    likely = {one.nickname: names.proposal(one.nickname) for one in unbound if one.left is None}
    return NameFacts(
        unbound=unbound,
        likely={nickname: agent for nickname, agent in likely.items() if agent},
        agents=agents,
        readonly=team.readonly,
    )


def read_shops(team: Team) -> tuple[Shop, ...]:
    """Return every shop that has a name."""
    return team.shops()


def _unbound(team: Team) -> tuple[Unbound, ...]:
    view = View(
        agents=team.agents(),
        bindings=team.bindings(),
        shops=team.shops(),
        settings=resolve(team.setting_values()),
        agent_days=team.sheets("agent_days", date.min, date.max),
        periods=team.sheets("periods", date.min, date.max),
    )
    last = today(view, team.clock.now())
    return Gathering(view, last).gather((*view.agent_days, *view.periods)).unbound
