"""The nicknames of a file: known ones, new agents, and those that nobody is bound to."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from store.imports.page import Page, names_of
from store.imports.parsed import ParsedFile
from store.naming import Names, binding_key, name_key
from store.records import report
from store.records.people import Agent, Binding

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: nothing that looks like something else."""

_MOST_NEW = 2_000
"""Agents that one file may make."""


def new_agent_ids(page: Page, count: int) -> list[str]:
    """Return ids that no agent has."""
    taken = {key for key, _ in page.items("agents")}
    made: list[str] = []
    while len(made) < count:
        chance = os.urandom(5)
        new = "a" + "".join([_LETTERS[byte % 32] for byte in chance])
        if new not in taken:
            taken.add(new)
            made.append(new)
    return made


class Newcomers:
    """Which unknown nicknames become agents, over all files of one run.

    While the team has no agents, the run makes one of each nickname. A later file of another tool
    writes the same people otherwise (`店铺:小禾` for `小禾`): what looks like somebody is then
    left to be bound.
    """

    def __init__(self, *, always: bool) -> None:
        self._always = always
        self._first: bool | None = None
        self._founders: tuple[str, str] | None = None

    def begin(self, *, empty: bool) -> None:
        """Note, at the first file, whether the team had no agents before it."""
        if self._first is None:
            self._first = empty

    def welcome(self, parsed: ParsedFile, names: Names, nickname: str, *, empty: bool) -> bool:
        """Return whether to make an agent; `empty` says that the team had none before the file."""
        self.begin(empty=empty)
        if self._always:
            return True
        if not self._first:
            return False
        source = (parsed.platform, parsed.tool)
        if self._founders is None:
            self._founders = source
        return source == self._founders or not names.alike(nickname)

    def copy(self) -> "Newcomers":
        """Return another one that knows as much, for a preview."""
        other = Newcomers(always=self._always)
        other._first, other._founders = self._first, self._founders
        return other


def settle_people(
    page: Page, parsed: ParsedFile, nicknames: Iterable[str], newcomers: Newcomers
) -> tuple[report.Names, list[report.Note]]:
    """Sort the nicknames that a file has, each once, and make the new agents with their bindings.

    A file with thousands of unknown nicknames has something else in that column: then nobody is
    made, and a note `too_many_new_agents` says so.
    """
    names = names_of(page)
    empty = not any(True for _ in page.items("agents"))
    known: list[str] = []
    asked: list[str] = []
    new: list[str] = []
    unbound: list[str] = []
    for nickname in nicknames:
        if not names.holding(nickname, parsed.platform):
            welcome = newcomers.welcome(parsed, names, nickname, empty=empty)
            (new if welcome else unbound).append(nickname)
        elif names.always(nickname, parsed.platform):
            known.append(nickname)
        else:
            asked.append(nickname)
    for nickname, days in _days_of(parsed, asked).items():
        found = all(names.resolve(nickname, parsed.platform, day) for day in days)
        (known if found else unbound).append(nickname)
    newcomers.begin(empty=empty)
    groups = {row.agent: row.group for row in parsed.rows if row.group} if new else {}
    return welcome_new(page, names, known, new, unbound, platform=parsed.platform, groups=groups)


def welcome_new(
    page: Page,
    names: Names,
    known: Sequence[str],
    new: Sequence[str],
    unbound: Sequence[str],
    *,
    platform: str | None = None,
    groups: Mapping[str, str] | None = None,
) -> tuple[report.Names, list[report.Note]]:
    """Make the new agents with their bindings, and return what is told of all nicknames.

    They are bound on `platform`, None being every one; `groups` are those of nicknames. Of more
    new ones than one file may bring, nobody is made and a note `too_many_new_agents` says so.
    """
    notes: list[report.Note] = []
    if len(new) > _MOST_NEW:
        values: dict[str, str | int | float | None] = {"count": len(new), "limit": _MOST_NEW}
        notes.append(report.Note("too_many_new_agents", values))
        new, unbound = [], [*unbound, *new]
    made = _make(page, new, platform, groups or {})
    likely = {nickname: names.proposal(nickname) for nickname in unbound}
    people = report.Names(
        known=tuple(known),
        new=tuple(made),
        unbound=tuple(unbound),
        proposed={nickname: agent for nickname, agent in likely.items() if agent},
    )
    return people, notes


def _days_of(parsed: ParsedFile, nicknames: Iterable[str]) -> dict[str, set[date]]:
    """Return the days on which nicknames occur; of a period its first and last."""
    days: dict[str, set[date]] = {nickname: set() for nickname in nicknames}
    if days:
        for row in parsed.rows:
            if row.agent in days:
                days[row.agent].update(parsed.span or () if row.day is None else (row.day,))
    return days


def _make(
    page: Page, nicknames: Sequence[str], platform: str | None, groups: Mapping[str, str]
) -> list[str]:
    """Make an agent of each nickname, several spellings of one nickname being one."""
    one_of_each = {name_key(nickname): nickname for nickname in reversed(nicknames)}
    made = [nickname for nickname in nicknames if one_of_each[name_key(nickname)] == nickname]
    if not made:
        return []
    for nickname, new in zip(made, new_agent_ids(page, len(made)), strict=True):
        page.put("agents", new, Agent(id=new, name=nickname, group=groups.get(nickname)))
        binding = Binding(nickname=nickname, agent=new, platform=platform)
        page.put("bindings", binding_key(binding), binding)
    return made
