"""What several commands take: days, moments, `--json`."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tui.help_text import Command
from tui.language import Words

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


_FIRST_YEAR, _LAST_YEAR = 1900, 2999
D = TypeVar("D", date, datetime)


def _meant(day: D) -> D:
    """Return a day or moment that can be meant, far from the ends of the calendar."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError
    return day


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
            return _meant(date.fromisoformat(str(value).strip().replace("/", "-")))
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
                return datetime.combine(_meant(date.fromisoformat(text)), time(12))
            return _meant(datetime.fromisoformat(text))
        except ValueError:
            self.fail(
                self._words.say("{value} is not a time; write 2026-11-22T09:00.", value=value),
                param,
                ctx,
            )


class MetricType(click.ParamType[str]):
    """A measure: its id, or what it is called in the language."""

    name = "metric"

    def __init__(self, words: Words) -> None:
        self._words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the metric's id, or say where the ids stand."""
        from store.records.metric import METRICS

        said = str(value).strip().casefold()
        for metric in METRICS.values():
            if said in (metric.id, self._words.text(metric.label).casefold()):
                return metric.id
        told = self._words.say(
            "There is no measure {metric}; `floorboard agents --csv` begins with their ids.",
            metric=str(value),
        )
        raise click.BadParameter(told, ctx, param)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's
        param: click.Parameter,  # noqa: ARG002 - click's
        incomplete: str,
    ) -> "list[CompletionItem]":
        """Return the ids that begin so."""
        from click.shell_completion import CompletionItem

        from store.records.metric import METRICS

        return [CompletionItem(name) for name in METRICS if name.startswith(incomplete)]


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
