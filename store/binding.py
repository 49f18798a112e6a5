"""Says who stands behind a nickname, from a day to a day."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

import msgspec

from store.cleaning import clean_text
from store.errors import Ambiguous, Refused
from store.naming import binding_key, name_key
from store.records.people import Agent, Binding, Kind

T = TypeVar("T")
_DAY = timedelta(days=1)


class BindingPage(Protocol):
    """What a binding is written on: the draft of a change."""

    def items(self, table: str, month: str | None = None) -> Iterable[tuple[str, dict[str, Any]]]:
        """Return the records of a table."""
        ...

    def put(self, table: str, key: str, record: msgspec.Struct | dict[str, Any]) -> None:
        """Write a record."""
        ...

    def remove(self, table: str, key: str) -> None:
        """Take a record away."""
        ...


class BindingTeam(Protocol):
    """What `bind` needs of a team."""

    def agents(self) -> Mapping[str, Agent]:
        """Return every agent by id."""
        ...

    def bindings(self) -> tuple[Binding, ...]:
        """Return every nickname's binding."""
        ...

    def change(self, what: str, edit: Callable[[BindingPage], T]) -> T:
        """Make one change and return what `edit` returns."""
        ...


class Bound(msgspec.Struct, frozen=True):
    """What `bind` did."""

    binding: Binding
    replaced: tuple[Binding, ...] = ()
    """Bindings of the same nickname that were shortened, split or taken away, as they were."""


def find_agent(agents: Mapping[str, Agent], bindings: Iterable[Binding], text: str) -> Agent:
    """Return the agent that a lead means: an id, an exact name or a bound nickname, in this order.

    A nickname that passed from one person to another means the one who has it now. Raises
    Refused `no_such_agent`, Ambiguous `ambiguous_agent` with the `ids`.
    """
    if text in agents:
        return agents[text]
    exact = [agent for agent in agents.values() if agent.name == text]
    key = name_key(text)
    found = exact or [agent for agent in agents.values() if name_key(agent.name) == key]
    if not found:
        held = [b for b in bindings if b.agent in agents and name_key(b.nickname) == key]
        held = [b for b in held if b.until is None] or held
        found = [agents[agent] for agent in sorted({b.agent for b in held if b.agent})]
    if not found:
        raise Refused("no_such_agent", name=text)
    if len(found) > 1:
        raise Ambiguous("ambiguous_agent", name=text, ids=sorted(agent.id for agent in found))
    return found[0]


def bind(
    team: BindingTeam,
    nickname: str,
    *,
    agent: str | None = None,
    kind: Kind = "person",
    platform: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Bound:
    """Bind a nickname, seen or not yet, to an agent, or as a shared account or a bot.

    `agent` is an id, a name or a nickname; `kind` `shared` or `bot` needs none. `platform` None
    means all, `since` and `until` (inclusive) None have no end. What was bound before ends the
    day before `since` and goes on the day after `until`. Raises Refused (`no_nickname`,
    `agent_needed`, `dates_reversed`, `no_such_agent`) and Ambiguous (`ambiguous_agent`).
    """
    nickname = clean_text(nickname)
    if not nickname:
        raise Refused("no_nickname")
    if (agent is None) == (kind == "person"):
        raise Refused("agent_needed", nickname=nickname)
    if since is not None and until is not None and until < since:
        raise Refused("dates_reversed", start=since.isoformat(), end=until.isoformat())

    def edit(page: BindingPage) -> Bound:
        who = None
        if agent is not None:
            agents = {key: msgspec.convert(record, Agent) for key, record in page.items("agents")}
            who = find_agent(agents, _bindings(page).values(), agent).id
        binding = Binding(nickname, kind, who, platform, since, until)
        return Bound(binding, write_binding(page, binding))

    return team.change("bind", edit)


def write_binding(page: BindingPage, new: Binding) -> tuple[Binding, ...]:
    """Write a binding, making room for it, and return those that had to give way.

    A binding of all platforms overrides those of each platform on its days; one of a platform
    leaves the general one, which goes on for the others.
    """
    replaced = []
    for key, old in _bindings(page).items():
        same = name_key(old.nickname) == name_key(new.nickname)
        if not same or new.platform not in (None, old.platform) or not _overlap(old, new):
            continue
        replaced.append(old)
        page.remove("bindings", key)
        for rest in _without(old, new):
            page.put("bindings", binding_key(rest), rest)
    page.put("bindings", binding_key(new), new)
    return tuple(replaced)


def _bindings(page: BindingPage) -> dict[str, Binding]:
    return {key: msgspec.convert(record, Binding) for key, record in page.items("bindings")}


def _overlap(one: Binding, two: Binding) -> bool:
    return (one.since or date.min) <= (two.until or date.max) and (two.since or date.min) <= (
        one.until or date.max
    )


def _without(old: Binding, new: Binding) -> list[Binding]:
    """Return what is left of a binding outside the days of another."""
    rest = []
    if new.since is not None and (old.since is None or old.since < new.since):
        rest.append(msgspec.structs.replace(old, until=new.since - _DAY))
    if new.until is not None and (old.until is None or new.until < old.until):
        rest.append(msgspec.structs.replace(old, since=new.until + _DAY))
    return rest
