"""Fixtures that tests find by name."""

from tests.tui_help import _plain_terminal, empty, full, imported

__all__ = ["_plain_terminal", "empty", "full", "imported"]
