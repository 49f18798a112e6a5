"""The screens that stand side by side, each built when it is first opened."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from store.records.words import N_

if TYPE_CHECKING:
    from textual.screen import Screen

PLACES: tuple[tuple[str, str, str], ...] = (
    ("today", "1", N_("Today")),
    ("queue", "2", N_("Queue")),
    ("agents", "3", N_("Agents")),
    ("settings", "0", N_("Settings")),
)
"""Mode, key and label of the places that the head bar shows."""

_CLASSES = {
    "today": "tui.screens.today:TodayScreen",
    "queue": "tui.screens.queue:QueueScreen",
    "agents": "tui.screens.agents:AgentsScreen",
    "settings": "tui.screens.settings:SettingsScreen",
    "import": "tui.screens.import_files:ImportScreen",
}


def build(name: str) -> "Screen[Any]":
    """Import and build the screen of a mode."""
    module, _, cls = _CLASSES[name].partition(":")
    screen: Screen[Any] = getattr(import_module(module), cls)()
    return screen


def _builder(name: str) -> "Callable[[], Screen[Any]]":
    return lambda: build(name)


MODES: "dict[str, Callable[[], Screen[Any]]]" = {name: _builder(name) for name in _CLASSES}
"""Mode -> what builds its screen."""
