"""`floorboard queue-rule`: a queue's kind, owner, thresholds and alarm limits."""

from typing import Any, get_args

import click

from store.figures.alarms import MEASURES, limits_of
from store.figures.caps import kind_of, rules_of
from store.queue_rules import changed_limits, set_rules
from store.records.queue import QueueKind, QueueRules
from tui.context import Session
from tui.json_out import document
from tui.language import Words
from tui.options import command, json_option
from tui.queue_text import rule_lines


def queue_rule_command(words: Words) -> click.Command:
    """Build the command."""
    say = words.text
    return command(
        words,
        "queue-rule",
        _queue_rule,
        say("Show or set what holds for a queue: its kind, its owner, when it warns."),
        [
            click.Argument(["queue"], metavar=say("QUEUE")),
            click.Option(
                ["--kind"],
                type=click.Choice(get_args(QueueKind)),
                help=say("Letters and tickets have no limits of their own."),
            ),
            click.Option(
                ["--owner"], metavar=say("AGENT"), help=say("Who looks after its alarms.")
            ),
            *_served(words),
            _limit(words, "--warn", say("Warn from here on, for example longest_wait_s=100.")),
            _limit(words, "--line", say("The line itself, for example longest_wait_s=180.")),
            click.Option(
                ["--off"],
                multiple=True,
                type=click.Choice(MEASURES),
                help=say("No alarm for this measure."),
            ),
            json_option(words),
        ],
    )


def _served(words: Words) -> list[click.Option]:
    """Return the options for how well, and how many at once, a queue is served."""
    say = words.text
    return [
        click.Option(
            ["--within", "within_s"],
            type=click.FloatRange(min=0),
            metavar=say("SECONDS"),
            help=say("Threshold of its service level."),
        ),
        click.Option(
            ["--target"],
            type=click.FloatRange(0, 1, min_open=True, max_open=True),
            metavar=say("SHARE"),
            help=say("Service level to be reached, for example 0.8."),
        ),
        click.Option(
            ["--patience", "patience_s"],
            type=click.FloatRange(min=0, min_open=True),
            metavar=say("SECONDS"),
            help=say("How long customers wait on average before they leave."),
        ),
        click.Option(
            ["--cap"],
            type=click.IntRange(1, 500),
            metavar=say("NUMBER"),
            help=say("Contacts that an agent can have at once."),
        ),
    ]


def _limit(words: Words, flag: str, help_text: str) -> click.Option:
    return click.Option([flag], multiple=True, metavar=words.text("MEASURE=VALUE"), help=help_text)


def _queue_rule(session: Session, *, queue: str, as_json: bool, **given: Any) -> None:
    fields = ("kind", "within_s", "target", "patience_s", "cap")
    told = {name: given[name] for name in fields if given[name] is not None}
    warn, line = (_values(session, given[name]) for name in ("warn", "line"))
    off = frozenset(given["off"])
    changes = bool(told or warn or line or off or given["owner"])
    with session.team(write=changes) as team:
        rules = rules_of(team.queue_rules(), queue)
        if given["owner"]:
            from store.binding import find_agent

            told["owner"] = find_agent(team.agents(), team.bindings(), given["owner"]).id
        if warn or line or off:
            as_told = QueueRules(queue, kind=told.get("kind", rules.kind), limits=rules.limits)
            told["limits"] = changed_limits(queue, as_told, warn=warn, line=line, off=off)
        if changes:
            rules = set_rules(team, queue, **told)
        owner = team.agents().get(rules.owner or "")
    kind = kind_of(queue, rules)
    limits = limits_of(queue, kind, team.queue_rules())
    if as_json:
        from msgspec.structs import asdict

        session.print(document({**asdict(rules), "queue": queue, "kind": kind, "limits": limits}))
    else:
        name = None if owner is None else owner.name
        session.print(*rule_lines(session, queue, kind, rules, limits=limits, owner=name))


def _values(session: Session, pairs: tuple[str, ...]) -> dict[str, float]:
    """Return measure -> value of `longest_wait_s=100`; wrong usage for anything else."""
    found = {}
    for pair in pairs:
        measure, _, value = pair.partition("=")
        try:
            found[measure.strip()] = float(value)
        except ValueError:
            message = session.words.say("{pair} is not MEASURE=VALUE.", pair=pair)
            raise click.UsageError(message) from None
    return found
