"""`floorboard forget AGENT`: erase a person from everything that is kept."""

import click

from store.binding import find_agent
from store.erase import forget
from tui.context import Session
from tui.json_out import document
from tui.language import Words
from tui.options import command, json_option


def forget_command(words: Words) -> click.Command:
    """Build the command."""
    return command(
        words,
        "forget",
        _forget,
        words.text("Erase a person from everything that is kept. It can't be undone."),
        [click.Argument(["agent"], metavar=words.text("AGENT")), json_option(words)],
    )


def _forget(session: Session, *, agent: str, as_json: bool) -> None:
    words = session.words
    with session.team() as team:
        person = find_agent(team.agents(), team.bindings(), agent)
        if session.asks and not as_json:
            click.confirm(
                words.say(
                    "Erase {name} ({id}) for ever? Nothing brings the numbers back.",
                    name=session.person(person.name),
                    id=person.id,
                ),
                abort=True,
                err=True,
            )
        done = forget(team, person.id)
    if as_json:
        alike = [session.person(name) for name in done.alike]
        session.print(
            document(
                {
                    "agent": done.agent,
                    "agent_days": done.agent_days,
                    "files": done.files,
                    "alike": alike,
                }
            )
        )
        return
    session.print(
        words.say(
            "Erased: {id}. Rows taken out: {rows}. Files rewritten: {files}.",
            id=done.agent,
            rows=done.agent_days,
            files=done.files,
        )
    )
    if done.alike:
        session.print(
            words.say(
                "These names look alike and are bound to nobody; they were kept: {names}",
                names=[session.person(name) for name in done.alike],
            )
        )
