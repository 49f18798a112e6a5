"""The shops' own figures beside the sum of their agents."""

from datetime import date, datetime

from store.figures.results import ShopsReport
from store.figures.view import View


def shop_figures(view: View, start: date, end: date, now: datetime) -> ShopsReport:
    """Return every shop's figures of a window, both days inclusive."""
    raise NotImplementedError
