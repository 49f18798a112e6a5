"""The list of agents as a table that leaves the house."""

from typing import TYPE_CHECKING

from store.exports.table import Cell, Table
from tui.context import Session

if TYPE_CHECKING:
    from store.team import Team


def people_table(session: Session, team: "Team", *, page: bool) -> Table:
    """Return one row an agent with nicknames as `platform:nickname`, as a roster writes them.

    For a page the headings are words, else the roster's own.
    """
    bindings = team.bindings()
    rows: list[tuple[Cell, ...]] = []
    for agent in sorted(team.agents().values(), key=lambda one: one.name):
        nicknames = ";".join(
            dict.fromkeys(
                f"{one.platform}:{name}" if one.platform else name
                for one in bindings
                if one.agent == agent.id and (name := session.person(one.nickname))
            )
        )
        name = session.person(agent.name)
        rows.append((name, agent.group, agent.joined_on, agent.left_on, agent.step, nicknames))
    headers = ("name", "group", "joined_on", "left_on", "step", "nicknames")
    if not page:
        return Table(headers, tuple(rows))
    say = session.words.text
    words = (
        say("Agent"),
        say("Group"),
        say("Joined on"),
        say("Left on"),
        say("Step"),
        say("Nicknames"),
    )
    return Table(words, tuple(rows), title=say("Agents"))
