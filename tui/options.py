"""What several commands take: days, moments, `--json`."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import click

from tui.help_text import Command
from tui.language import Words


class DayType(click.ParamType[date]):
    """A day: 2026-11-22, 2026/11/22 or 20261122."""

    name = "day"

    def __init__(self, words: Words) -> None:
        self._words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or say what a day looks like."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value).strip().replace("/", "-"))
        except ValueError:
            self.fail(
                self._words.say("{value} is not a day; write 2026-11-22.", value=value), param, ctx
            )


class MomentType(click.ParamType[datetime]):
    """A moment: 2026-11-22T09:00, with an offset or without; a bare day means its noon."""

    name = "time"

    def __init__(self, words: Words) -> None:
        self._words = words

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the moment, or say what one looks like."""
        if isinstance(value, datetime):
            return value
        text = str(value).strip()
        try:
            if len(text) <= len("2026-11-22"):
                return datetime.combine(date.fromisoformat(text), time(12))
            return datetime.fromisoformat(text)
        except ValueError:
            self.fail(
                self._words.say("{value} is not a time; write 2026-11-22T09:00.", value=value),
                param,
                ctx,
            )


def command(
    words: Words,
    name: str,
    callback: Callable[..., Any],
    help_text: str,
    params: list[click.Parameter],
) -> Command:
    """Return a command that is given the session and speaks the language."""
    return Command(
        name,
        callback=click.pass_obj(callback),
        help=help_text,
        params=params,
        options_metavar=words.text("[OPTIONS]"),
    )


def json_option(words: Words) -> click.Option:
    """Return the option `--json`."""
    return click.Option(
        ["--json", "as_json"], is_flag=True, help=words.text("Print one JSON document.")
    )


def day_option(words: Words, flag: str, help_text: str, name: str | None = None) -> click.Option:
    """Return an option that takes a day."""
    names = [flag, name] if name else [flag]
    return click.Option(names, type=DayType(words), metavar=words.text("DAY"), help=help_text)
