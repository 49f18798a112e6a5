"""Who a nickname is: matching, likely matches, and the key of a binding.

Matching ignores case, width and surrounding space, nothing else (the contract's rule): `小禾²`
is not `小禾2`. A likely match is looser and only ever proposed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from store.records.people import Agent, Binding, Kind

_WIDTH = {
    point: chr(int(parts[1], 16))
    for point in (0x3000, *range(0xFF01, 0xFFEF))
    if (parts := unicodedata.decomposition(chr(point)).split())[:1] in (["<wide>"], ["<narrow>"])
}
"""Full-width and half-width forms -> the usual character."""

_WIDE = re.compile("[\u3000\uff01-\uffee]")


def name_key(text: str) -> str:
    """Return what two spellings of one name have in common."""
    if text.isascii():
        return text.strip().lower()
    if _WIDE.search(text):
        text = text.translate(_WIDTH)
    return unicodedata.normalize("NFC", text.casefold()).strip()


def binding_key(binding: Binding) -> str:
    """Return the key of a binding in table `bindings`: platform, first day, nickname."""
    since = binding.since.isoformat() if binding.since else ""
    return f"{binding.platform or '*'}/{since}/{name_key(binding.nickname)}"


class Who(NamedTuple):
    """Who stands behind a nickname on a day."""

    kind: Kind
    agent: str | None
    """The agent's id; None for a shared account or a bot."""


def bindings_by_name(bindings: Iterable[Binding]) -> dict[str, list[Binding]]:
    """Return the bindings of each `name_key`, the ones that win first.

    A binding to a platform goes before one to all; of those, the one that begins last.
    """
    found: dict[str, list[Binding]] = {}
    for binding in bindings:
        found.setdefault(name_key(binding.nickname), []).append(binding)
    for several in found.values():
        several.sort(key=lambda b: (b.platform is not None, b.since or date.min), reverse=True)
    return found


def holds(binding: Binding, platform: str, day: date) -> bool:
    """Whether a binding says who stands behind its nickname on a platform and day."""
    return (
        (binding.platform is None or binding.platform == platform)
        and (binding.since is None or binding.since <= day)
        and (binding.until is None or day <= binding.until)
    )


class Names:
    """The nicknames of a team, for looking up."""

    def __init__(self, agents: Mapping[str, Agent], bindings: Iterable[Binding]) -> None:
        self._agents = agents
        self._bindings = bindings_by_name(bindings)
        self._found: dict[tuple[str, str], tuple[Binding, ...]] = {}
        self._alike: dict[str, set[str]] = {}
        self._alike_bare: dict[str, set[str]] = {}

    def holding(self, nickname: str, platform: str) -> tuple[Binding, ...]:
        """Return the bindings of a nickname on a platform, on any day, the deciding one first."""
        try:
            return self._found[nickname, platform]
        except KeyError:
            found = tuple(
                binding
                for binding in self._bindings.get(name_key(nickname), ())
                if binding.platform in (None, platform)
            )
            self._found[nickname, platform] = found
            return found

    def resolve(self, nickname: str, platform: str, day: date) -> Who | None:
        """Return who the nickname is on that platform and day; None where nobody is bound.

        A binding of the platform itself goes before one of all platforms, a later one before
        an earlier one.
        """
        for binding in self.holding(nickname, platform):
            if holds(binding, platform, day):
                return Who(binding.kind, binding.agent)
        return None

    def anywhere(self, nickname: str, day: date) -> Who | None:
        """Return who a nickname is where no platform is told: in a contact log, in a queue.

        The binding of all platforms goes before the others, which must agree; then an agent's
        name, then an id. None where nobody, or several, can be meant.
        """
        key = name_key(nickname)
        held = [b for b in self._bindings.get(key, ()) if holds(b, b.platform or "", day)]
        held = [b for b in held if b.platform is None][:1] or held
        found = {Who(binding.kind, binding.agent) for binding in held}
        if not found:
            named = (agent.id for agent in self._agents.values() if name_key(agent.name) == key)
            found = {Who("person", agent) for agent in named}
        if not found and nickname in self._agents:
            return Who("person", nickname)
        return found.pop() if len(found) == 1 else None

    def named(self, nickname: str) -> bool:
        """Return whether a nickname is bound to anybody, on any platform and day."""
        return name_key(nickname) in self._bindings

    def always(self, nickname: str, platform: str) -> bool:
        """Return whether the nickname is bound on every day, so that no day need be asked."""
        return any(
            binding.since is None and binding.until is None
            for binding in self.holding(nickname, platform)
        )

    def proposal(self, nickname: str) -> str | None:
        """Return the id of the one agent the nickname looks like; None for none or several."""
        found = self.alike(nickname)
        return next(iter(found)) if len(found) == 1 else None

    def alike(self, nickname: str) -> set[str]:
        """Return the ids of the agents whose name or nickname looks like a nickname.

        A shop's name before a colon and everything that is neither letter nor digit are left out
        of account, and if that finds nobody, digits at the end: `店铺:小禾01` looks like `小禾`.
        """
        if not self._alike:
            self._learn_likeness()
        close = _likeness(nickname)
        return self._alike.get(close) or self._alike_bare.get(_without_number(close), set())

    def _learn_likeness(self) -> None:
        named = [(agent.name, agent.id) for agent in self._agents.values()]
        named += [
            (binding.nickname, binding.agent)
            for bindings in self._bindings.values()
            for binding in bindings
            if binding.agent is not None and binding.agent in self._agents
        ]
        for name, agent in named:
            close = _likeness(name)
            self._alike.setdefault(close, set()).add(agent)
            self._alike_bare.setdefault(_without_number(close), set()).add(agent)


def _likeness(text: str) -> str:
    """Return what is left of a name without a shop before it, spaces and signs."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    own = folded.rpartition(":")[2] or folded
    return "".join(letter for letter in own if letter.isalnum()) or folded


def _without_number(likeness: str) -> str:
    return likeness.rstrip("0123456789") or likeness
