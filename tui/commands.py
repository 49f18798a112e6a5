"""Every command of the app itself, declared once; a screen's own commands stand beside it.

Bindings, the key bar, the palette, the help screen and the key table all come from these. The
app runs each through `action_do`, which asks `why_not` first and says the reason when it can't.
"""

from collections.abc import Iterable

import msgspec
from textual.binding import Binding, BindingType

from store.records.words import N_

EVERYWHERE = "everywhere"


class Command(msgspec.Struct, frozen=True):
    """Something a lead can do, with its keys and its words."""

    id: str
    """`place.action`; stable, since a person's key map names it. The action is a method name."""
    keys: tuple[str, ...]
    """Textual key names, the one shown first; one of them is not a bare letter, for an input
    method swallows those."""
    label: str
    """A word or two for the key bar (English message id)."""
    help: str
    """One sentence (English message id)."""
    on_bar: bool = False
    """Whether the key bar shows it, where there is room; a screen's first are dropped last."""
    always: bool = False
    """Whether the key bar shows it however narrow the screen is."""
    changes: bool = False
    """Whether it writes; greyed while the team is open for reading only."""
    argument: str = ""
    """Given to the action method, where one method serves several commands."""

    @property
    def place(self) -> str:
        """The screen it belongs to, or `everywhere`."""
        return self.id.partition(".")[0]

    @property
    def action(self) -> str:
        """Name of the method that carries it out, after `do_`."""
        return self.id.partition(".")[2]


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Return the Textual bindings of the commands; ids let a key map change the keys."""
    return [
        Binding(
            ",".join(command.keys),
            f"app.do('{command.id}')",
            command.label,
            show=command.on_bar,
            tooltip=command.help,
            id=command.id,
        )
        for command in commands
    ]


def _go(mode: str, keys: tuple[str, ...], label: str, sentence: str) -> Command:
    return Command(f"everywhere.go_{mode}", keys, label, sentence)


APP_COMMANDS: tuple[Command, ...] = (
    _go("today", ("1", "f5"), N_("Today"), N_("What needs me in the next ten minutes.")),
    _go("queue", ("2", "f10"), N_("Queue"), N_("What waits now, and how many heads it takes.")),
    _go("agents", ("3", "f7"), N_("Agents"), N_("Every agent against own usual, team and target.")),
    _go(
        "settings", ("0", "f9"), N_("Settings"), N_("Every threshold, its default and its source.")
    ),
    Command(
        "everywhere.go_import",
        ("i", "f6"),
        N_("Import"),
        N_("Take in export files: choose, preview, map, settle nicknames."),
        on_bar=True,
    ),
    Command(
        "everywhere.why",
        ("equals_sign", "f4"),
        N_("Why?"),
        N_("Where the number under the cursor comes from."),
        on_bar=True,
    ),
    Command(
        "everywhere.mask", ("f2",), N_("Mask"), N_("Hide or show names and notes."), on_bar=True
    ),
    Command(
        "everywhere.undo",
        ("u", "ctrl+z"),
        N_("Undo"),
        N_("Take back the last change."),
        changes=True,
    ),
    Command(
        "everywhere.save",
        ("s", "f8"),
        N_("Save"),
        N_("Save the table as CSV, or the screen as a picture."),
    ),
    Command("everywhere.theme", ("ctrl+t",), N_("Theme"), N_("Change to the next theme.")),
    Command("everywhere.language", ("ctrl+l",), N_("Language"), N_("Change the language.")),
    Command(
        "everywhere.palette",
        ("ctrl+p", "colon"),
        N_("Commands"),
        N_("Find a command by its name."),
        on_bar=True,
    ),
    Command(
        "everywhere.help",
        ("question_mark", "f1"),
        N_("Help"),
        N_("What this screen answers, and every key."),
        on_bar=True,
        always=True,
    ),
    Command("everywhere.back", ("escape",), N_("Back"), N_("Go back, or close what is open.")),
    Command("everywhere.quit", ("q", "ctrl+q"), N_("Quit"), N_("Close floorboard."), on_bar=True),
)
