"""Every command with its keys, and what another key would run into."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from store.records.words import N_
from tui.commands import APP_COMMANDS, EVERYWHERE, Command
from widgets.grid_keys import GRID_KEYS

IN_TABLES = "grid"
PLACES: dict[str, str] = {
    EVERYWHERE: N_("Everywhere"),
    IN_TABLES: N_("In tables"),
    "today": N_("Today"),
    "queue": N_("Queue"),
    "agents": N_("Agents"),
    "agent": N_("One agent"),
    "versus": N_("Two compared"),
    "import": N_("Import"),
    "pick": N_("Import, files"),
    "run": N_("Import, preview"),
    "columns": N_("Import, columns"),
    "names": N_("Import, names"),
    "settings": N_("Settings"),
}
"""Where a command holds -> what that is called."""
RESERVED = frozenset(
    {
        "enter", "escape", "tab", "shift+tab", "backspace", "ctrl+c", "up", "down", "left",
        "right", "pageup", "pagedown", "home", "end",
    }
)  # fmt: skip
"""Keys that mean the same in every program, and can't be another command's."""


@cache
def every_command() -> tuple[Command, ...]:
    """Return the commands of the app, of tables and of every screen; loads the screens."""
    found = {command.id: command for command in (*APP_COMMANDS, *_of_tables())}
    for command in _of_screens():
        found.setdefault(command.id, command)
    return tuple(found.values())


def _of_tables() -> Iterator[Command]:
    for binding in GRID_KEYS:
        if not RESERVED & set(binding.key.split(",")):
            keys = tuple(key.strip() for key in binding.key.split(","))
            yield Command(binding.id or "", keys, binding.description, binding.description)


def _of_screens() -> Iterator[Command]:
    import tui.screens as package
    from tui.screens.base import FloorScreen

    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    kinds: list[type] = [FloorScreen]
    while kinds:
        kind = kinds.pop(0)
        yield from getattr(kind, "OWN", ())
        kinds += kind.__subclasses__()


def keys_now(own: Mapping[str, str], command: Command) -> tuple[str, ...]:
    """Return the keys of a command, the person's own where the key map names it."""
    return tuple(own[command.id].split(",")) if command.id in own else command.keys


def taken_by(
    commands: Sequence[Command], own: Mapping[str, str], command: Command, key: str
) -> Command | None:
    """Return which other command has a key where this one holds; None where it is free."""
    for other in commands:
        if other.id != command.id and key in keys_now(own, other) and _meet(command, other):
            return other
    return None


def _meet(one: Command, other: Command) -> bool:
    if one.action == other.action and IN_TABLES in (one.place, other.place):
        return False  # a screen's door to what its table does under the same key
    return one.place == other.place or bool({EVERYWHERE, IN_TABLES} & {one.place, other.place})


def with_key(own: Mapping[str, str], command: Command, key: str) -> dict[str, str]:
    """Return the key map in which a key stands first for a command.

    Its other keys stay, so that a command under a letter keeps one for an input method.
    """
    rest = [one for one in command.keys[1:] if one != key]
    return {**own, command.id: ",".join([key, *rest])}


def without(own: Mapping[str, str], command_id: str) -> dict[str, str]:
    """Return the key map in which a command has its own keys again."""
    return {id_: keys for id_, keys in own.items() if id_ != command_id}
