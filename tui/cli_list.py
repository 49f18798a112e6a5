"""`floorboard list KIND`: the records of a kind."""

from typing import Any

import click
import msgspec

from store.records.people import Agent, Binding
from tui.context import Session, settings_of, zone_of
from tui.json_out import document
from tui.language import Words
from tui.names import group_name, where
from tui.options import command, json_option

KINDS = ("agent",)


def list_command(words: Words) -> click.Command:
    """Build the command."""
    say = words.text
    return command(
        words,
        "list",
        _list,
        words.text("Show the records of a kind. For agent: everyone with their nicknames."),
        [
            click.Argument(["kind"], type=click.Choice(KINDS)),
            click.Option(["--open", "only_open"], is_flag=True, help=say("Only those still open.")),
            json_option(words),
        ],
    )


def _list(session: Session, kind: str, only_open: bool, as_json: bool) -> None:
    del kind  # there is one so far
    with session.team() as team:
        now = team.clock.now()
        settings = settings_of(team)
        agents, bindings = team.agents().values(), team.bindings()
    zone = zone_of(settings)
    today = (now.astimezone(zone) - settings.day_offset()).date()
    shown = sorted(
        (agent for agent in agents if not only_open or agent.here_on(today)),
        key=lambda agent: (agent.group is None, agent.group, agent.name),
    )
    if as_json:
        records = [_record(session, agent, bindings) for agent in shown]
        session.print(document({"records": records}, zone))
        return
    if not shown:
        session.print(session.words.text("No agents yet; import an export or a roster."))
    for agent in shown:
        session.print(_line(session, agent, bindings))


def _record(session: Session, agent: Agent, bindings: tuple[Binding, ...]) -> dict[str, Any]:
    return {
        **msgspec.structs.asdict(agent),
        "name": session.person(agent.name),
        "nicknames": [
            {
                "platform": binding.platform,
                "nickname": session.person(binding.nickname),
                "from": binding.since,
                "to": binding.until,
            }
            for binding in bindings
            if binding.agent == agent.id
        ],
    }


def _line(session: Session, agent: Agent, bindings: tuple[Binding, ...]) -> str:
    words = session.words
    told = [group_name(words, agent.group)]
    if agent.joined_on:
        told.append(words.say("joined {day}", day=f"{agent.joined_on}"))
    if agent.left_on:
        told.append(words.say("left {day}", day=f"{agent.left_on}"))
    told += [_nickname(session, binding) for binding in bindings if binding.agent == agent.id]
    name = session.person(agent.name)
    return words.say("{id} {name}: {told}", id=agent.id, name=name, told=words.clauses(told))


def _nickname(session: Session, binding: Binding) -> str:
    words = session.words
    told = words.say(
        "{nickname} on {platform}",
        nickname=session.person(binding.nickname),
        platform=where(words, binding.platform),
    )
    if binding.since:
        told += " " + words.say("from {day}", day=f"{binding.since}")
    if binding.until:
        told += " " + words.say("to {day}", day=f"{binding.until}")
    return told
