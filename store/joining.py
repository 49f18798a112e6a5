"""Lets somebody join the team: a new agent and the nickname they are known by, in one change."""

from datetime import date
from typing import TYPE_CHECKING

from store.binding import write_binding
from store.cleaning import clean_text
from store.errors import Refused
from store.imports.people import new_agent_ids
from store.records.people import Agent, Binding

if TYPE_CHECKING:
    from store.draft import Draft
    from store.team import Team


def join(
    team: "Team",
    nickname: str,
    *,
    name: str | None = None,
    group: str | None = None,
    platform: str | None = None,
    since: date | None = None,
) -> Agent:
    """Make an agent and bind a nickname to it; the name is the nickname unless one is given.

    `platform` None means all, `since` None always before; it is also the first day in the team.
    Raises Refused `no_nickname` and what a change raises.
    """
    nickname, name = clean_text(nickname), clean_text(name or nickname)
    if not nickname or not name:
        raise Refused("no_nickname")

    def edit(draft: "Draft") -> Agent:
        agent = Agent(new_agent_ids(draft, 1)[0], name, group=group, joined_on=since)
        draft.put("agents", agent.id, agent)
        write_binding(draft, Binding(nickname, "person", agent.id, platform, since))
        return agent

    return team.change("bind", edit)
