"""`floorboard shops`: the shop's own figures beside those of its agents."""

from datetime import date

import click

from store.figures.shops import shop_figures
from tui.context import Session, zone_of
from tui.json_out import document
from tui.language import Words
from tui.options import command, day_option, json_option
from tui.window import window_of


def shops_command(words: Words) -> click.Command:
    """Build the command."""
    say = words.text
    return command(
        words,
        "shops",
        _shops,
        words.text("Show each shop's own figures beside the sum of its agents."),
        [
            day_option(words, "--from", say("First day."), "start"),
            day_option(words, "--to", say("Last day, inclusive."), "end"),
            json_option(words),
        ],
    )


def _shops(session: Session, start: date | None, end: date | None, as_json: bool) -> None:
    with session.team() as team:
        view, start, end = window_of(session, team, start, end, shops=True)
        report = shop_figures(view, start, end, team.clock.now())
    if as_json:
        from tui.figures_json import shops_json

        session.print(document(shops_json(session, report), zone_of(view.settings)))
    else:
        from tui.figures_text import shops_lines

        session.print(*shops_lines(session, report, view.settings))
