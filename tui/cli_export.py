"""`floorboard export KIND --to FILE`: a table as CSV, Markdown or HTML, by the file's ending."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.errors import StorageFailed
from store.exports.table import Table
from tui.context import Session, settings_of
from tui.language import Words
from tui.options import command, day_option

if TYPE_CHECKING:
    from store.team import Team

KINDS = ("agents", "shops", "agent")
ENDINGS = (".csv", ".md", ".html")


def export_command(words: Words) -> click.Command:
    """Build the command."""
    say = words.text
    return command(
        words,
        "export",
        _export,
        words.text("Write a table to a file. Figures of agents or shops, or the list of agents."),
        [
            click.Argument(["kind"], type=click.Choice(KINDS)),
            click.Option(
                ["--to", "target"],
                required=True,
                type=click.Path(dir_okay=False, path_type=Path),
                metavar=say("FILE"),
                help=say("Its ending says how: .csv, .md or .html."),
            ),
            day_option(words, "--from", say("First day."), "start"),
            day_option(words, "--until", say("Last day, inclusive."), "end"),
        ],
    )


def _export(
    session: Session, *, kind: str, target: Path, start: date | None, end: date | None
) -> None:
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise click.BadParameter(
            session.words.say("{file} must end in .csv, .md or .html.", file=str(target)),
            param_hint="--to",
        )
    with session.team() as team:
        table = _table(session, team, kind, (start, end), page=ending != ".csv")
    _write(target, _text(session, table, ending))
    session.note(session.words.say("Written: {file}", file=str(target)))


def _table(
    session: Session,
    team: "Team",
    kind: str,
    window: tuple[date | None, date | None],
    *,
    page: bool,
) -> Table:
    from tui import figures_table

    numbers = session.numbers(settings_of(team).currency)
    if kind == "agent":
        from tui.people_table import people_table

        return people_table(session, team, page=page)
    if kind == "shops":
        from store.figures.shops import shop_figures
        from tui.window import window_of

        view, start, end = window_of(session, team, *window, shops=True)
        shops = shop_figures(view, start, end, team.clock.now())
        if page:
            return figures_table.shops_page(session, shops, numbers)
        return figures_table.shops_values(shops)
    from tui.cli_agents import report_of

    report, _ = report_of(session, team, *window)
    if page:
        return figures_table.agents_page(session, report, numbers)
    return figures_table.agents_values(session, report)


def _text(session: Session, table: Table, ending: str) -> bytes:
    """Return the bytes of the file; CSV begins with a BOM, so that a spreadsheet reads UTF-8."""
    if ending == ".csv":
        from store.exports.csv_text import csv_text

        return csv_text(table).encode("utf-8-sig")
    from store.exports.page import html_text, markdown_text

    if ending == ".md":
        return markdown_text(table).encode()
    return html_text(table, language=session.words.language.replace("_", "-")).encode()


def _write(target: Path, text: bytes) -> None:
    """Write the whole file or none of it; raises StorageFailed `not_written` (path, why)."""
    half = target.with_name(f"{target.name}.part")
    try:
        half.write_bytes(text)
        half.replace(target)
    except OSError as error:
        half.unlink(missing_ok=True)
        why = error.strerror or ""
        raise StorageFailed("not_written", path=str(target), why=why) from error
