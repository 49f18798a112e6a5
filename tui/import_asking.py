"""An import with somebody at the terminal: an unknown file is previewed, a shop asked for once."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from store.cleaning import clean_text
from store.imports.apply import ImportOptions, import_paths
from store.records.metric import METRICS
from store.records.report import FileReport
from store.records.work import Mapping
from tui.context import Session
from tui.import_text import refusals, report_lines
from tui.progress import ProgressLine

if TYPE_CHECKING:
    from store.team import Team

_LEAVE = ""


def import_asking(
    session: Session, team: "Team", paths: Sequence[Path], options: ImportOptions
) -> list[FileReport]:
    """Import, asking what only the lead knows; answers are remembered for files of that shape."""
    to_map: list[Path] = []
    with ProgressLine() as progress:

        def approve(reports: tuple[FileReport, ...]) -> bool:
            progress.clear()
            return _approve(session, reports, to_map)

        reports = import_paths(team, paths, options, progress=progress, approve=approve)
    for path in to_map:
        mapping = _ask_mapping(session, team, path)
        if mapping is not None:
            told = msgspec.structs.replace(options, mapping=mapping)
            reports = [one for one in reports if one.path != str(path)]
            reports += import_paths(team, [path], told)
    return _ask_shops(session, team, reports, options)


def _approve(session: Session, reports: tuple[FileReport, ...], to_map: list[Path]) -> bool:
    """Show what would be taken of an unknown file and ask what to do with it."""
    words = session.words
    session.note(words.text("This file is of no known layout. What is recognised of it:"))
    for line in (*report_lines(session, reports), *refusals(session, reports)):
        session.note("  " + line)
    usable = any(report.state == "preview" for report in reports)
    answer = click.prompt(
        words.text("Take it (t), say what its columns mean (c), or leave it (l)?")
        if usable
        else words.text("Say what its columns mean (c), or leave it (l)?"),
        type=click.Choice(["t", "c", "l"] if usable else ["c", "l"]),
        show_choices=False,
        default="t" if usable else "c",
        err=True,
    )
    if answer == "c":
        to_map.append(Path(reports[0].path))
    return bool(answer == "t")


def _ask_mapping(session: Session, team: "Team", path: Path) -> Mapping | None:
    """Ask for the agent's and the day's column and for what each other column means."""
    from store.imports.parse import parse_file

    words = session.words
    table = parse_file(path, clock=team.clock, mappings=team.mappings())[0]
    told = table.columns
    rest = [h for h in table.headers if h not in told.matched and h not in told.unmatched]
    agent = _ask_header(session, words.text("Column with the agent's name"), table.headers, rest)
    others = [header for header in rest if header != agent]
    day = _ask_header(
        session, words.text("Column with the day; empty if none"), table.headers, others
    )
    session.note(
        words.say("For each column a measure, empty to leave it out: {ids}", ids=list(METRICS))
    )
    columns = {
        header: _ask_metric(session, header, told.matched.get(header, _LEAVE))
        for header in table.headers
        if header not in (agent, day)
    }
    platform = click.prompt(words.text("Platform"), default=table.platform, err=True)
    return Mapping(
        columns=columns,
        agent=agent or None,
        day=day or None,
        day_from="column" if day else "file_name",
        platform=platform,
    )


def _ask_header(
    session: Session, question: str, headers: Sequence[str], likely: Sequence[str]
) -> str:
    default = likely[0] if likely else _LEAVE
    while True:
        answer: str = click.prompt(question, default=default, err=True).strip()
        if not answer or answer in headers:
            return answer
        session.note(session.words.say("There is no column {header}.", header=answer))


def _ask_metric(session: Session, header: str, known: str) -> str:
    while True:
        answer: str = click.prompt(clean_text(header), default=known, err=True).strip()
        if not answer or answer in METRICS or answer in ("group", "shop"):
            return answer
        session.note(session.words.say("There is no measure {metric}.", metric=answer))


def _ask_shops(
    session: Session, team: "Team", reports: list[FileReport], options: ImportOptions
) -> list[FileReport]:
    """Ask for the shop of files that name none, once for each shape."""
    words = session.words
    while waiting := [r for r in reports if r.error is not None and r.error.code == "shop_needed"]:
        first = waiting[0]
        shops = [shop.name for shop in team.shops() if shop.platform == first.platform]
        session.note(
            words.say("{file} names no shop. There are: {shops}", file=first.path, shops=shops)
        )
        shop = click.prompt(
            words.text("Shop; empty to leave the file"),
            default=_LEAVE,
            show_default=False,
            err=True,
        ).strip()
        paths = list(dict.fromkeys(Path(report.path) for report in waiting))
        reports = [report for report in reports if report not in waiting]
        if not shop:
            return reports + waiting
        reports += import_paths(team, paths[:1], msgspec.structs.replace(options, shop=shop))
        reports += import_paths(team, paths[1:], options)
    return reports
