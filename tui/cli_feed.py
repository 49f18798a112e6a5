"""`floorboard feed`: live sources added, listed, removed and run; a count typed in by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from store.errors import Refused
from store.records.queue import Feed
from tui.context import Session, settings_of, zone_of
from tui.feed_text import noted
from tui.help_text import Group
from tui.json_out import document
from tui.language import Words
from tui.options import MomentType, command, json_option


def feed_command(words: Words) -> click.Command:
    """Build `feed` with its `add`, `list`, `remove`, `run` and `now`."""
    say = words.text
    group = Group(
        "feed",
        help=say("Live sources of the queue: add, list, remove and run them; note a count."),
        options_metavar=say("[OPTIONS]"),
        subcommand_metavar=say("COMMAND [ARGS]..."),
    )
    parts: tuple[tuple[str, Callable[..., Any], str, list[click.Parameter]], ...] = (
        ("add", _add, say("Add a live source."), _of_add(words)),
        ("list", _list, say("Show the live sources and how they are doing."), []),
        ("remove", _remove, say("Take a live source out; what came from it stays."), _id(words)),
        ("run", _run, say("Run the live sources, or play a recorded day."), _of_run(words)),
        ("now", _now, say("Note by hand how a queue stands."), _of_now(words)),
    )
    for name, callback, help_text, params in parts:
        params = [*params, json_option(words)]  # noqa: PLW2901 - every one answers in JSON
        group.add_command(command(words, name, callback, help_text, params))
    return group


def _id(words: Words) -> list[click.Parameter]:
    return [click.Argument(["feed"], metavar=words.text("ID"))]


def _of_add(words: Words) -> list[click.Parameter]:
    say = words.text
    kinds = click.Choice(["file", "folder", "command", "http", "demo"])

    def named(flag: str, help_text: str, metavar: str = "", **more: Any) -> click.Option:
        return click.Option([flag], help=help_text, metavar=metavar or say("NAME"), **more)

    return [
        click.Argument(["kind"], type=kinds),
        click.Argument(["where"], required=False, default="", metavar=say("[WHERE]")),
        named("--id", say("Its name; else that of its kind.")),
        named("--every", say("Seconds between two askings."), say("SECONDS"), type=float),
        named("--queue", say("Queue of lines that name none.")),
        named("--preset", say("Shape of the answers: chatwoot, zendesk.")),
        named(
            "--map",
            say("Where a field stands in the answer: waiting=data.in_queue, agents.online=..."),
            say("FIELD=PATH"),
            multiple=True,
        ),
        named("--items", say("Where the list of queues stands in the answer."), say("PATH")),
        named("--token-env", say("Environment variable that holds the token.")),
        named("--token-keyring", say("Entry of the keyring that holds it: service/user.")),
        named("--token-header", say("Header that carries the token, where it is its own.")),
        named("--timeout", say("Seconds to wait for an answer."), say("SECONDS")),
        click.Option(["--by-team"], is_flag=True, help=say("Chatwoot: a queue for each team.")),
        named("--department", say("Zendesk: the department that is asked for.")),
        click.Option(["--from-end"], is_flag=True, help=say("File: only what is written now on.")),
        click.Option(["--shell"], is_flag=True, help=say("Command: run it through the shell.")),
        named("--seed", say("Demo: another floor."), say("NUMBER")),
    ]


def _of_run(words: Words) -> list[click.Parameter]:
    say = words.text
    return [
        click.Argument(["feeds"], nargs=-1, metavar=say("[ID]...")),
        click.Option(["--once"], is_flag=True, help=say("Ask each once, and stop.")),
        click.Option(
            ["--replay"],
            type=click.Path(path_type=Path),
            metavar=say("FILE"),
            help=say("Play a recorded day instead: JSON Lines, or a contact log as CSV."),
        ),
        click.Option(
            ["--speed"],
            type=click.FloatRange(min=0),
            default=1.0,
            metavar=say("NUMBER"),
            help=say("Seconds played in a second; 0 is as fast as it goes."),
        ),
        click.Option(
            ["--from", "since"],
            type=MomentType(words),
            metavar=say("TIME"),
            help=say("Play at that speed from here on; what is before comes at once."),
        ),
        click.Option(["--bell"], is_flag=True, help=say("Ring the terminal's bell for alarms.")),
    ]


def _of_now(words: Words) -> list[click.Parameter]:
    say = words.text
    return [
        click.Option(["--queue"], required=True, metavar=say("NAME"), help=say("Which queue.")),
        click.Option(["--waiting"], type=int, metavar=say("N"), help=say("Contacts that wait.")),
        click.Option(
            ["--longest"], type=float, metavar=say("SECONDS"), help=say("The longest wait.")
        ),
        click.Option(
            ["--open", "open_contacts"],
            type=int,
            metavar=say("N"),
            help=say("Contacts that agents have open."),
        ),
        click.Option(
            ["--agents"],
            metavar=say("N,N,N,N"),
            help=say("Agents online, available, busy, away; leave empty what is not known: 9,,6,1"),
        ),
    ]


def _home(where: str) -> Path:
    """Return a path with `~` put in; one of somebody who is not there stays as it is written."""
    try:
        return Path(where).expanduser()
    except RuntimeError:
        return Path(where)


def _add(session: Session, kind: Any, where: str, as_json: bool, **given: Any) -> None:
    from store.feeds.keeping import add_feed
    from store.feeds.sources import EVERY_S

    if kind in ("file", "folder") and where:
        where = str(_home(where).absolute())
    with session.team(write=True) as team:
        feed = Feed(
            id=given["id"] or _free_id(kind, team.feeds()),
            kind=kind,
            where=where.strip(),
            every_s=given["every"] if given["every"] is not None else EVERY_S[kind],
            options=_options(given),
        )
        add_feed(team, feed)
    if as_json:
        session.print(document(feed))
    else:
        words = session.words
        told = words.say("Added {id}. The dashboard runs it, or `floorboard feed run`.", id=feed.id)
        session.print(told)


def _options(given: dict[str, Any]) -> dict[str, str]:
    """Return what was said of a feed besides, by the names its record keeps."""
    names = (
        "queue", "preset", "items", "token_env", "token_keyring", "token_header", "timeout",
        "department", "seed",
    )  # fmt: skip
    options = {name: str(given[name]).strip() for name in names if given[name]}
    for flag, name, value in (
        ("by_team", "group", "team"), ("from_end", "from", "end"), ("shell", "shell", "yes"),
    ):  # fmt: skip
        if given[flag]:
            options[name] = value
    for pair in given["map"]:
        field, _, path = pair.partition("=")
        options[f"map.{field.strip()}"] = path.strip()
    return options


def _free_id(kind: str, taken: dict[str, Feed]) -> str:
    count = 1
    while (name := kind if count == 1 else f"{kind}-{count}") in taken:
        count += 1
    return name


def _list(session: Session, as_json: bool) -> None:
    from store.feeds.keeping import doing
    from tui.feed_text import feed_json, feed_lines

    with session.team() as team:
        zone = zone_of(settings_of(team))
        now = team.clock.now()
        feeds = [(feed, doing(team, feed.id)) for feed in team.feeds().values()]
    if as_json:
        told = [feed_json(feed, status, now) for feed, status in feeds]
        session.print(document({"feeds": told}, zone))
        return
    if not feeds:
        session.print(session.words.text("There are no feeds yet."))
    for feed, status in feeds:
        session.print(*feed_lines(session, feed, status, now, zone))


def _remove(session: Session, feed: str, as_json: bool) -> None:
    from store.feeds.keeping import remove_feed

    with session.team(write=True) as team:
        gone = remove_feed(team, feed)
    if as_json:
        session.print(document({"removed": gone}))
    else:
        session.print(session.words.say("Taken out: {id}.", id=gone.id))


def _run(session: Session, as_json: bool, **given: Any) -> int:
    from tui.feed_run import play, run

    how = {"as_json": as_json, "bell": given["bell"]}
    if given["replay"] is not None:
        return play(session, given["replay"], given["speed"], given["since"], **how)
    return run(session, given["feeds"], once=given["once"], **how)


def _now(session: Session, as_json: bool, **given: Any) -> None:
    from store.feeds.count import note_count
    from store.feeds.manual import Count
    from tui.alarm_text import rung_line

    count = Count(
        queue=given["queue"],
        waiting=given["waiting"],
        longest_wait_s=given["longest"],
        open_contacts=given["open_contacts"],
        agents=_heads(given["agents"]),
    )
    with session.team(write=True) as team:
        snapshot, rungs = note_count(team, count)
        zone = zone_of(settings_of(team))
        names = {key: agent.name for key, agent in team.agents().items()} if rungs else {}
    if as_json:
        session.print(document(snapshot, zone))
    else:
        session.print(noted(session.words, snapshot))
    for rung in rungs:
        (session.note if as_json else session.print)(rung_line(session, rung, names))


def _heads(text: str | None) -> dict[str, int | None] | None:
    """Return heads by state; `Refused` (`bad_count`) for what are no four numbers."""
    if not text:
        return None
    parts = text.replace("，", ",").split(",")
    names = ("online", "available", "busy", "away")
    try:
        counts = [int(part) if part.strip() else None for part in parts]
    except ValueError:
        counts = []
    if not counts or len(counts) > len(names):
        raise Refused("bad_count", why="not_a_number")
    return dict(zip(names, counts, strict=False))
