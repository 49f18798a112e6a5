"""What can be done in Settings."""

from store.records.words import N_
from tui.commands import Command

SETTINGS_COMMANDS: tuple[Command, ...] = (
    Command(
        "settings.change",
        ("e", "alt+e"),
        N_("Change"),
        N_("Change the setting under the cursor; Enter does it too."),
        on_bar=True,
    ),
    Command(
        "settings.default",
        ("d", "delete"),
        N_("Default"),
        N_("Put the setting under the cursor back to its default."),
        on_bar=True,
    ),
    Command(
        "settings.add",
        ("a", "insert"),
        N_("Add a target"),
        N_("Add a target of a metric, the measures of a group, or the limit of a person."),
        on_bar=True,
        changes=True,
    ),
    Command(
        "settings.filter",
        ("slash", "ctrl+f"),
        N_("Filter"),
        N_("Show only the settings that have the words you type."),
        on_bar=True,
    ),
    Command(
        "settings.keys",
        ("k", "alt+k"),
        N_("Keys"),
        N_("See the key of every command, and change it."),
        on_bar=True,
    ),
)
