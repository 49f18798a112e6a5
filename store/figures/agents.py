"""Every agent's figures of a window, beside own usual, team median and target."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Literal

from store.figures.results import AgentsReport
from store.figures.view import View


def agent_figures(
    view: View,
    start: date,
    end: date,
    now: datetime,
    *,
    agents: Collection[str] | None = None,
    metrics: Collection[str] | None = None,
    by: Literal["platform"] | None = None,
    sources: bool = True,
) -> AgentsReport:
    """Return the figures of a window, both days inclusive.

    `agents` and `metrics` (ids) leave the others out of the answer, not out of medians and team;
    `sources=False` leaves the cells out of the figures, which is quicker.
    The view must reach back `own_usual_days` before `start`.
    """
    raise NotImplementedError
