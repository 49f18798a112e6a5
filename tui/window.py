"""Which days a command speaks of, and the records it reads for them."""

from datetime import date
from typing import TYPE_CHECKING

import click

from store.views import recent_view, window_view
from tui.context import Session

if TYPE_CHECKING:
    from store.figures.view import View
    from store.team import Team


def window_of(
    session: Session, team: "Team", start: date | None, end: date | None, *, shops: bool = False
) -> tuple["View", date, date]:
    """Return the records and the first and last day; without days, the newest days with data.

    Of one day named, the other end is that of the newest days with data.
    """
    if start is None or end is None:
        view, first, last = recent_view(team, team.clock.now(), shops=shops)
        if start is None and end is None:
            return view, first, last
        start = start or (min(first, end) if end else first)
        end = end or max(last, start)
    if start > end:
        raise click.UsageError(
            session.words.say("--from {start} is after --to {end}.", start=f"{start}", end=f"{end}")
        )
    return window_view(team, start, end, shops=shops), start, end
