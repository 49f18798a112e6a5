"""`floorboard staff`: how many agents a target needs, or what so many give. It needs no team."""

from math import isfinite
from typing import TYPE_CHECKING, Any

import click

from store.errors import FloorboardError
from store.figures.staffing import MOST_AGENTS, staff
from tui.context import Session, settings_of
from tui.language import Words
from tui.options import command, json_option
from tui.wording import tell_error

if TYPE_CHECKING:
    from store.records.settings import Settings


class NumbersType(click.ParamType[tuple[float, ...]]):
    """Numbers above zero (or from zero on) with commas between: 300,360,450."""

    name = "numbers"

    def __init__(self, words: Words, *, zero: bool = False, count: int | None = None) -> None:
        self._words = words
        self._zero = zero
        self._count = count

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, ...]:
        """Return the numbers, or say how they are written."""
        if isinstance(value, tuple):
            return value
        try:
            found = tuple(float(part) for part in str(value).replace("，", ",").split(","))
        except ValueError:
            found = ()
        good = all(isfinite(one) and (one > 0 or (self._zero and one == 0)) for one in found)
        if not found or not good or (self._count is not None and len(found) != self._count):
            why = self._words.say(
                "{value} won't do; write numbers with a comma between, such as 300,360.",
                value=str(value),
            )
            self.fail(why, param, ctx)
        return found


class ShareType(click.ParamType[float]):
    """A share below 1: 0.8 or 80%."""

    name = "rate"

    def __init__(self, words: Words) -> None:
        self._words = words

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the share, or say how it is written."""
        text = str(value).strip()
        try:
            found = float(text[:-1]) / 100 if text.endswith("%") else float(text)
        except ValueError:
            found = -1.0
        if not 0 <= found < 1:
            why = self._words.say(
                "{value} won't do; write a share below 1, such as 0.8 or 80%.", value=text
            )
            self.fail(why, param, ctx)
        return found


def staff_command(words: Words) -> click.Command:
    """Build the command."""
    return command(
        words,
        "staff",
        _staff,
        words.text("Say how many agents a target needs, or what so many agents give."),
        [*_contacts(words), *_asked(words), json_option(words)],
    )


def _contacts(words: Words) -> list[click.Parameter]:
    say = words.text
    return [
        click.Option(
            ["--offered"],
            required=True,
            type=click.FloatRange(min=0),
            metavar=say("N"),
            help=say("Contacts of an interval."),
        ),
        click.Option(
            ["--per", "per_min"],
            required=True,
            type=click.FloatRange(min=0, min_open=True),
            metavar=say("MIN"),
            help=say("Length of the interval in minutes."),
        ),
        click.Option(
            ["--aht", "aht_s"],
            required=True,
            type=NumbersType(words),
            metavar="S[,S2...]",
            help=say("Mean handle time in seconds, with 1, 2, ... chats at once."),
        ),
        click.Option(
            ["--patience", "patience_s"],
            type=click.FloatRange(min=0, min_open=True),
            metavar="S",
            help=say("Mean time until a waiting contact gives up; without it nobody does."),
        ),
        click.Option(
            ["--concurrency"],
            type=click.IntRange(1, 100),
            metavar="K",
            help=say("Chats at once an agent; with one handle time the rest are derived."),
        ),
        click.Option(
            ["--range", "offered_range"],
            type=NumbersType(words, zero=True, count=2),
            metavar=say("LOW,HIGH"),
            help=say("Contacts of a slow and of a busy interval, as a forecast gives them."),
        ),
    ]


def _asked(words: Words) -> list[click.Parameter]:
    say = words.text
    return [
        click.Option(
            ["--agents"],
            type=click.IntRange(1, MOST_AGENTS),
            metavar=say("N"),
            help=say("Agents at work: what do they give?"),
        ),
        click.Option(
            ["--within", "within_s"],
            type=click.FloatRange(min=0),
            metavar="S",
            help=say("Answered within so many seconds counts for the service level."),
        ),
        click.Option(
            ["--target"],
            type=ShareType(words),
            metavar="R",
            help=say("Service level to reach: how many agents does it need?"),
        ),
        click.Option(
            ["--shrinkage"],
            type=ShareType(words),
            default=0.0,
            metavar="R",
            help=say("Share of the rota that is not at work: breaks, training, absence."),
        ),
    ]


def _staff(session: Session, *, as_json: bool, within_s: float | None, **given: Any) -> None:
    if (given["agents"] is None) == (given["target"] is None):
        raise click.UsageError(session.words.text("Give either --agents or --target."))
    settings = _settings(session)
    answer = staff(
        within_s=settings.service_level_within_s if within_s is None else within_s,
        dispersion=settings.staff_dispersion,
        factors=settings.staff_factors,
        **given,
    )
    if as_json:
        from tui.json_out import document

        session.print(document(answer))
    else:
        from tui.staff_text import staff_lines

        session.print(*staff_lines(session, answer))


def _settings(session: Session) -> "Settings":
    """Return the team's settings; the defaults where there is no team that can be read."""
    from store.records.settings import Settings

    try:
        with session.team() as team:
            return settings_of(team)
    except FloorboardError as error:
        why = tell_error(session.words, error)
        session.note(session.words.say("The default settings are used: {why}", why=why))
        return Settings()
