"""Which agent a lead means: an id, an exact name or a bound nickname."""

from typing import TYPE_CHECKING

from store.errors import Ambiguous, Refused
from store.naming import name_key

if TYPE_CHECKING:
    from store.team import Team


def find_agent(team: "Team", said: str) -> str:
    """Return the id of the agent that is meant; a name goes before a nickname.

    Raises Refused `no_such_agent` (name), Ambiguous `ambiguous_agent` (name, ids).
    """
    agents = team.agents()
    if said in agents:
        return said
    key = name_key(said)
    found = sorted(agent.id for agent in agents.values() if name_key(agent.name) == key)
    if not found:
        found = sorted(
            {
                binding.agent
                for binding in team.bindings()
                if binding.agent in agents and name_key(binding.nickname) == key
            }
        )
    if not found:
        raise Refused("no_such_agent", name=said)
    if len(found) > 1:
        raise Ambiguous("ambiguous_agent", name=said, ids=found)
    return found[0]
