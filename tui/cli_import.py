"""`floorboard import`: exports in; what was taken, what was not and why."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.imports.apply import ImportOptions, import_paths
from tui.context import Session, settings_of
from tui.import_text import refusals, report_lines
from tui.language import Words
from tui.options import command, day_option, json_option
from tui.progress import ProgressLine

if TYPE_CHECKING:
    from store.team import Team


def import_command(words: Words) -> click.Command:
    """Build the command."""
    say = words.text
    return command(
        words,
        "import",
        _import,
        words.text("Take in exports: files, or whole folders. Files taken before change nothing."),
        [
            click.Argument(
                ["paths"], nargs=-1, type=click.Path(path_type=Path), metavar=say("FILE|FOLDER...")
            ),
            click.Option(
                ["--layout"],
                metavar=say("LAYOUT"),
                help=say("Layout of the files, where it is not found."),
            ),
            day_option(words, "--day", say("Day of files that tell none.")),
            click.Option(["--shop"], metavar=say("SHOP"), help=say("Shop of rows that name none.")),
            click.Option(
                ["--map", "mapping"],
                type=click.Path(dir_okay=False, exists=True, path_type=Path),
                metavar=say("FILE"),
                help=say("TOML file that says what the headers mean."),
            ),
            click.Option(
                ["--new-agents"], is_flag=True, help=say("Make an agent of every unknown name.")
            ),
            click.Option(["--dry-run"], is_flag=True, help=say("Only say what would happen.")),
            json_option(words),
        ],
    )


def _import(
    session: Session,
    *,
    paths: tuple[Path, ...],
    layout: str | None,
    day: date | None,
    shop: str | None,
    mapping: Path | None,
    new_agents: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    headers = None
    if mapping is not None:
        from store.imports.mapping_file import read_mapping

        headers = read_mapping(mapping)
    options = ImportOptions(layout, day, shop, headers, new_agents, dry_run)
    with session.team(write=not dry_run) as team:
        wanted = paths or _inbox(session, team)
        if session.asks and not as_json and not dry_run:
            from tui.import_asking import import_asking

            reports = import_asking(session, team, wanted, options)
        else:
            with ProgressLine() as progress:
                reports = import_paths(team, wanted, options, progress=progress)
    if as_json:
        from tui.import_json import reports_json

        session.print(reports_json(session, reports))
    else:
        session.print(*report_lines(session, reports))
    for line in refusals(session, reports):
        session.note(line)
    refused = sum(report.state == "refused" for report in reports)
    return 1 if refused and refused == len(reports) else 0


def _inbox(session: Session, team: "Team") -> Sequence[Path]:
    """Return the folder of the setting `inbox`, for an import that names no file."""
    inbox = settings_of(team).inbox
    if inbox is None:
        raise click.UsageError(
            session.words.text(
                "Say which files or folders, or set an inbox: settings set inbox DIR."
            )
        )
    return [Path(inbox).expanduser()]
