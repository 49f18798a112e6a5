"""Why this number."""

from store.figures.results import Why
from store.figures.view import View
from store.records.figure import Figure


def explain(view: View, figure: Figure) -> Why:
    """Return where a figure came from; it must have been computed with its sources."""
    raise NotImplementedError
