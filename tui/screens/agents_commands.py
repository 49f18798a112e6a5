"""What can be done on Agents."""

from store.records.words import N_
from tui.commands import Command
from tui.screens.windowed import window_commands

AGENTS_COMMANDS = (
    Command(
        "agents.open",
        ("enter",),
        N_("Open"),
        N_("Open the agent under the cursor: trends, what changed, where sales come from."),
        on_bar=True,
    ),
    Command(
        "agents.versus",
        ("v", "alt+v"),
        N_("Compare"),
        N_("Set two selected agents side by side, or the agent under the cursor and the team."),
        on_bar=True,
    ),
    Command(
        "agents.basis",
        ("m", "alt+m"),
        N_("Beside"),
        N_("Read every number beside own usual, the team median, or the target."),
        on_bar=True,
    ),
    *window_commands("agents"),
    Command(
        "agents.filter",
        ("slash", "ctrl+f"),
        N_("Filter"),
        N_("Show only some rows: a name, !not this one, group:pre."),
    ),
    Command(
        "agents.sort",
        ("o", "f3"),
        N_("Sort"),
        N_("Sort by the column under the cursor; again turns it round."),
    ),
    Command(
        "agents.select",
        ("space",),
        N_("Select"),
        N_("Select the agent under the cursor, or no longer."),
    ),
)
