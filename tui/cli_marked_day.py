"""`floorboard marked-day`: days that are not like others, for the forecast."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, get_args

import click
from msgspec.structs import asdict

from store.marked_days import marked_days, remove_marked, set_marked
from store.records.queue import MarkedDay, MarkedKind
from tui.context import Session
from tui.help_text import Group
from tui.json_out import document
from tui.language import Words
from tui.mark_words import mark_line
from tui.options import DayType, command, json_option


class SpanType(click.ParamType[tuple[date, date]]):
    """A day, or a range of them: 2026-11-10..2026-11-11."""

    name = "days"

    def __init__(self, words: Words) -> None:
        self._day = DayType(words)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        """Return the first and the last day, or say what a day looks like."""
        first, two, last = str(value).partition("..")
        begins = self._day.convert(first, param, ctx)
        return begins, self._day.convert(last, param, ctx) if two else begins


def marked_day_command(words: Words) -> click.Command:
    """Build `marked-day` with its `set`, `list` and `remove`."""
    say = words.text
    group = Group(
        "marked-day",
        help=say("Promotions, holidays and other days that the forecast takes by themselves."),
        options_metavar=say("[OPTIONS]"),
        subcommand_metavar=say("COMMAND [ARGS]..."),
    )
    parts: tuple[tuple[str, Callable[..., Any], str, list[click.Parameter]], ...] = (
        ("set", _set, say("Mark a day or a range of days."), _of_set(words)),
        ("list", _list, say("Show the marked days."), []),
        ("remove", _remove, say("Take the mark off a day or a range of days."), _of_remove(words)),
    )
    for name, callback, help_text, params in parts:
        params = [*params, json_option(words)]  # noqa: PLW2901 - every one answers in JSON
        group.add_command(command(words, name, callback, help_text, params))
    return group


def _days(words: Words) -> click.Argument:
    return click.Argument(["days"], type=SpanType(words), metavar=words.text("DAY|FROM..TO"))


def _queue(words: Words, help_text: str) -> click.Option:
    return click.Option(["--queue"], metavar=words.text("NAME"), help=help_text)


def _of_set(words: Words) -> list[click.Parameter]:
    say = words.text
    return [
        _days(words),
        click.Argument(["kind"], type=click.Choice(get_args(MarkedKind))),
        click.Option(
            ["--name"],
            default="",
            metavar=say("NAME"),
            help=say("Days of one kind and name are like each other, for example 双11."),
        ),
        _queue(words, say("Only for this queue.")),
        click.Option(
            ["--factor"],
            type=float,
            metavar=say("NUMBER"),
            help=say("Contacts by those of a usual day, used while no earlier day is alike."),
        ),
    ]


def _of_remove(words: Words) -> list[click.Parameter]:
    help_text = words.text("Only the marks of this queue; without, all of these days.")
    return [_days(words), _queue(words, help_text)]


def _set(
    session: Session, days: tuple[date, date], kind: MarkedKind, as_json: bool, **given: Any
) -> None:
    with session.team(write=True) as team:
        marks = set_marked(team, *days, kind, **given)
    if as_json:
        session.print(_document(marks))
        return
    session.print(
        session.words.many("Marked {n} day:", "Marked {n} days:", len(marks)),
        *(mark_line(session.words, mark) for mark in marks),
    )


def _list(session: Session, as_json: bool) -> None:
    with session.team() as team:
        marks = marked_days(team)
    if as_json:
        session.print(_document(marks))
    elif marks:
        session.print(*(mark_line(session.words, mark) for mark in marks))
    else:
        session.print(session.words.text("No day is marked."))


def _remove(session: Session, days: tuple[date, date], queue: str | None, as_json: bool) -> None:
    with session.team(write=True) as team:
        gone = remove_marked(team, *days, queue)
    if as_json:
        session.print(document({"removed": [asdict(mark) for mark in gone]}))
        return
    session.print(
        session.words.many("Took {n} mark off:", "Took {n} marks off:", len(gone)),
        *(mark_line(session.words, mark) for mark in gone),
    )


def _document(marks: Sequence[MarkedDay]) -> str:
    return document({"marked_days": [asdict(mark) for mark in marks]})
