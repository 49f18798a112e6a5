"""Fixtures that tests find by name."""

from tests.floor_help import floor, with_past
from tests.tui_help import _plain_terminal, empty, full, imported

__all__ = ["_plain_terminal", "empty", "floor", "full", "imported", "with_past"]
