"""People and the names that platforms know them by."""

from datetime import date
from typing import Literal

import msgspec

Kind = Literal["person", "shared", "bot"]


class Agent(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person who serves customers. Table `agents`, key `id`."""

    id: str
    """Short, made by us, never a name: `a` and five letters or digits."""
    name: str
    """As the lead writes it."""
    group: str | None = None
    """The group whose numbers are compared with each other, for example `pre`."""
    joined_on: date | None = None
    """First day in the team."""
    left_on: date | None = None
    """Last day in the team; None while here."""
    step: str | None = None
    """Step of the ladder: trainee, gold, group_lead, supervisor, manager."""

    def here_on(self, day: date) -> bool:
        """Whether the person belongs to the team on that day."""
        return (self.joined_on is None or self.joined_on <= day) and (
            self.left_on is None or day <= self.left_on
        )


class Binding(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who stands behind a nickname, from a day to a day. Table `bindings`, key `binding_key`."""

    nickname: str
    """As the platform writes it; matching ignores case, width and surrounding space."""
    kind: Kind = "person"
    """A shared account or a bot counts for the team and in nobody's figures."""
    agent: str | None = None
    """The agent's id; None for a shared account or a bot."""
    platform: str | None = None
    """The platform it holds for; None means all."""
    since: date | None = None
    """First day it holds; None means always before."""
    until: date | None = None
    """Last day it holds, inclusive; None means from then on."""


class Shop(msgspec.Struct, frozen=True):
    """A shop that an export or a lead has named. Table `shops`, key `platform/name`."""

    platform: str
    """Where it sells: taobao, jd, douyin, pdd, chatwoot or a mapping's own word."""
    name: str
    """As the export writes it."""
