"""`floorboard agents`: every agent's figures beside own usual, team median and target."""

from datetime import date
from typing import TYPE_CHECKING

import click

from store.binding import find_agent
from store.figures.agents import agent_figures
from store.figures.results import AgentsReport
from tui.context import Session, zone_of
from tui.json_out import document
from tui.language import Words
from tui.options import MetricType, command, day_option, json_option
from tui.window import window_of

if TYPE_CHECKING:
    from store.figures.view import View
    from store.team import Team


def agents_command(words: Words) -> click.Command:
    """Build the command."""
    say = words.text
    return command(
        words,
        "agents",
        _agents,
        words.text("Show every agent's figures. Without days: the last 7 days with data."),
        [
            day_option(words, "--from", say("First day."), "start"),
            day_option(words, "--to", say("Last day, inclusive."), "end"),
            click.Option(
                ["--agent"],
                metavar=say("AGENT"),
                help=say("Only this agent: id, exact name or nickname."),
            ),
            click.Option(
                ["--by"], type=click.Choice(["platform"]), help=say("Each platform apart.")
            ),
            click.Option(
                ["--why"],
                type=MetricType(words),
                metavar=say("METRIC"),
                help=say("Say why this measure of --agent is what it is."),
            ),
            click.Option(["--csv", "as_csv"], is_flag=True, help=say("Print CSV.")),
            json_option(words),
        ],
    )


def report_of(
    session: Session,
    team: "Team",
    start: date | None,
    end: date | None,
    *,
    agent: str | None = None,
    by: str | None = None,
    sources: bool = False,
) -> tuple[AgentsReport, "View"]:
    """Return the figures of a window and the records they were computed from."""
    view, start, end = window_of(session, team, start, end)
    figures = agent_figures(
        view,
        start,
        end,
        team.clock.now(),
        agents=[find_agent(view.agents, view.bindings, agent).id] if agent else None,
        by="platform" if by == "platform" else None,
        sources=sources,
    )
    return figures, view


def _agents(
    session: Session,
    *,
    start: date | None,
    end: date | None,
    agent: str | None,
    by: str | None,
    why: str | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    if why and not agent:
        raise click.UsageError(session.words.text("--why needs --agent."))
    with session.team() as team:
        cells = as_json or why is not None
        report, view = report_of(session, team, start, end, agent=agent, by=by, sources=cells)
    if why:
        from tui.why_text import why_json, why_lines

        if as_json:
            session.print(document(why_json(session, report, view, why), zone_of(view.settings)))
        else:
            session.print(*why_lines(session, report, view, why))
    elif as_json:
        from tui.figures_json import agents_json

        session.print(document(agents_json(session, report), zone_of(view.settings)))
    elif as_csv:
        from store.exports.csv_text import csv_text
        from tui.figures_table import agents_values

        click.echo(csv_text(agents_values(session, report)), nl=False)
    else:
        from tui.figures_text import agent_lines, agents_lines

        lines = agent_lines if agent else agents_lines
        session.print(*lines(session, report, view.settings))
