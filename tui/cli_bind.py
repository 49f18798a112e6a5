"""`floorboard bind`: who stands behind a nickname, from a day to a day."""

from datetime import date
from typing import Any

import click

from store.binding import bind
from store.records.people import Binding, Kind
from tui.context import Session
from tui.json_out import document
from tui.language import Words
from tui.names import where
from tui.options import command, day_option, json_option


def bind_command(words: Words) -> click.Command:
    """Build the command."""
    say = words.text
    return command(
        words,
        "bind",
        _bind,
        words.text("Say who stands behind a nickname; it holds for past days too."),
        [
            click.Argument(["nickname"], metavar=say("NICKNAME")),
            click.Argument(["agent"], required=False, metavar=say("[AGENT]")),
            click.Option(
                ["--platform"],
                metavar=say("PLATFORM"),
                help=say("Only on this platform; all unless said."),
            ),
            day_option(words, "--from", say("First day it holds."), "since"),
            day_option(words, "--to", say("Last day it holds, inclusive."), "until"),
            click.Option(
                ["--shared"], is_flag=True, help=say("Several people use it: counts for the team.")
            ),
            click.Option(["--bot"], is_flag=True, help=say("A robot: counts for the team.")),
            json_option(words),
        ],
    )


def _bind(
    session: Session,
    *,
    nickname: str,
    agent: str | None,
    platform: str | None,
    since: date | None,
    until: date | None,
    shared: bool,
    bot: bool,
    as_json: bool,
) -> None:
    if (agent is not None) + shared + bot != 1:
        raise click.UsageError(session.words.text("Say one of: AGENT, --shared, --bot."))
    kind: Kind = "shared" if shared else "bot" if bot else "person"
    with session.team(write=True) as team:
        done = bind(
            team, nickname, agent=agent, kind=kind, platform=platform, since=since, until=until
        )
        names = {agent.id: agent.name for agent in team.agents().values()}
    if as_json:
        session.print(
            document(
                {
                    "binding": _record(session, done.binding),
                    "replaced": [_record(session, one) for one in done.replaced],
                }
            )
        )
        return
    session.print(_line(session, done.binding, names))
    for one in done.replaced:
        session.print(session.words.say("Before: {binding}", binding=_line(session, one, names)))


def _line(session: Session, binding: Binding, names: dict[str, str]) -> str:
    words = session.words
    told = [where(words, binding.platform)]
    if binding.since:
        told.append(words.say("from {day}", day=f"{binding.since}"))
    if binding.until:
        told.append(words.say("to {day}", day=f"{binding.until}"))
    if binding.kind == "person":
        who = session.person(names.get(binding.agent or "", "?"))
    elif binding.kind == "shared":
        who = words.text("shared, counts for the team")
    else:
        who = words.text("a robot, counts for the team")
    return words.say(
        "{nickname} is {who}; {told}",
        nickname=session.person(binding.nickname),
        who=who,
        told=words.clauses(told),
    )


def _record(session: Session, binding: Binding) -> dict[str, Any]:
    return {
        "nickname": session.person(binding.nickname),
        "kind": binding.kind,
        "agent": binding.agent,
        "platform": binding.platform,
        "from": binding.since,
        "to": binding.until,
    }
