"""The nicknames of a file: known ones, new agents, and those that nobody is bound to."""

import os
from collections.abc import Iterable
from datetime import date

from store.imports.page import Page, names_of
from store.imports.parsed import ParsedFile
from store.naming import Names, binding_key
from store.records import report
from store.records.people import Agent, Binding
from store.records.work import SHOP_ROW

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: nothing that looks like something else."""


def new_agent_id(page: Page) -> str:
    """Return an id that no agent has."""
    while True:
        made = "a" + "".join(_LETTERS[byte % 32] for byte in os.urandom(5))
        if page.get("agents", made) is None:
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

    def welcome(self, parsed: ParsedFile, names: Names, nickname: str, *, empty: bool) -> bool:
        """Return whether to make an agent; `empty` says that the team had none before the file."""
        if self._first is None:
            self._first = empty
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


def settle_people(page: Page, parsed: ParsedFile, newcomers: Newcomers) -> report.Names:
    """Sort the file's nicknames and make the new agents with their bindings."""
    names = names_of(page)
    empty = not any(True for _ in page.items("agents"))
    nicknames = dict.fromkeys(row.agent for row in parsed.rows if row.agent != SHOP_ROW)
    asked = [
        nickname
        for nickname in nicknames
        if names.holding(nickname, parsed.platform) and not names.always(nickname, parsed.platform)
    ]
    days = _days_of(parsed, asked)
    known: list[str] = []
    new: list[str] = []
    unbound: list[str] = []
    for nickname in nicknames:
        if names.always(nickname, parsed.platform):
            known.append(nickname)
        elif names.holding(nickname, parsed.platform):
            found = all(names.resolve(nickname, parsed.platform, day) for day in days[nickname])
            (known if found else unbound).append(nickname)
        elif newcomers.welcome(parsed, names, nickname, empty=empty):
            new.append(nickname)
        else:
            unbound.append(nickname)
    if not unbound and not new:
        newcomers.welcome(parsed, names, "", empty=empty)
    made = _make(page, parsed, new)
    likely = {nickname: names.proposal(nickname) for nickname in unbound}
    return report.Names(
        known=tuple(known),
        new=tuple(made),
        unbound=tuple(unbound),
        proposed={nickname: agent for nickname, agent in likely.items() if agent},
    )


def _days_of(parsed: ParsedFile, nicknames: Iterable[str]) -> dict[str, set[date]]:
    """Return the days on which nicknames occur; of a period its first and last."""
    days: dict[str, set[date]] = {nickname: set() for nickname in nicknames}
    if days:
        for row in parsed.rows:
            if row.agent in days:
                days[row.agent].update(parsed.span or () if row.day is None else (row.day,))
    return days


def _make(page: Page, parsed: ParsedFile, nicknames: list[str]) -> list[str]:
    """Make an agent of each nickname, two spellings of one nickname being one."""
    if not nicknames:
        return []
    groups = {row.agent: row.group for row in parsed.rows if row.group}
    made: dict[str, str] = {}
    for nickname in nicknames:
        binding = Binding(nickname=nickname, platform=parsed.platform)
        key = binding_key(binding)
        if key in made:
            continue
        agent = Agent(id=new_agent_id(page), name=nickname, group=groups.get(nickname))
        made[key] = nickname
        page.put("agents", agent.id, agent)
        page.put(
            "bindings",
            key,
            Binding(nickname=nickname, agent=agent.id, platform=parsed.platform),
        )
    return list(made.values())
