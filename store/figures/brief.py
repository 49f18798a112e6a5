"""What needs attention first."""

from datetime import datetime

from store.figures.results import Brief
from store.figures.view import View


def brief(view: View, now: datetime) -> Brief:
    """Return today on one screen; from a view that reaches back 35 days."""
    raise NotImplementedError
