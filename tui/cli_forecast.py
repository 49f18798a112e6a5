"""`floorboard forecast`: the half-hours that a day will bring."""

from datetime import date, datetime, time, timedelta
from typing import Any

import click
from msgspec.structs import asdict

from store.figures.forecast import Forecast, Marked
from store.forecasts import forecast_of
from tui.context import Session, settings_of, zone_of
from tui.json_out import document
from tui.language import Words
from tui.mark_words import mark_told
from tui.options import command, day_option, json_option
from tui.plain import Column, table


def forecast_command(words: Words) -> click.Command:
    """Build the command."""
    say = words.text
    return command(
        words,
        "forecast",
        _forecast,
        say("Say how many contacts each half-hour of a day will bring, with a range."),
        [
            click.Option(["--queue"], metavar=say("QUEUE"), help=say("Only this queue.")),
            day_option(words, "--day", say("The day; by default today.")),
            json_option(words),
        ],
    )


def _forecast(session: Session, queue: str | None, day: date | None, as_json: bool) -> None:
    with session.team() as team:
        zone = zone_of(settings_of(team))
        asked = day or team.clock.now().astimezone(zone).date()
        answer = forecast_of(team, asked, queue)
    begins = datetime.combine(asked, time(), zone)
    rows = [(begins + timedelta(minutes=30 * one.slot), one) for one in answer.intervals]
    if as_json:
        session.print(document(_document(answer, queue, rows), zone))
        return
    words = session.words
    if answer.why_none:
        session.print(
            words.text("There is under a week of half-hours; take in contact logs or intervals.")
        )
        return
    session.print(words.say("{day}: contacts expected by half-hour", day=f"{asked}"))
    columns = [
        Column(words.text("From")),
        Column(words.text("Expected"), right=True),
        Column(words.text("80 % range"), right=True),
    ]
    shown = [
        [f"{start:%H:%M}", f"{one.offered:.1f}", f"{one.low:.0f}-{one.high:.0f}"]
        for start, one in rows
    ]
    session.print(*table(columns, shown))
    session.print(*_basis(words, answer))


def _basis(words: Words, answer: Forecast) -> list[str]:
    told = [
        words.many("From {n} day.", "From {n} days.", len(answer.days)),
        words.many("Range tested on {n} day.", "Range tested on {n} days.", answer.tested_days),
    ]
    if answer.marked is not None:
        told.append(mark_told(words, answer.marked))
    if answer.aside:
        told.append(words.say("Set aside: {days}", days=[f"{one}" for one in answer.aside]))
    if answer.relevelled != 1:
        told.append(
            words.say("Moved to the day so far: x {factor}", factor=f"{answer.relevelled:.2f}")
        )
    return told


def _document(answer: Forecast, queue: str | None, rows: list[tuple[datetime, Any]]) -> Any:
    return {
        "day": answer.day,
        "queue": queue,
        "intervals": [
            {"start": start, "offered": one.offered, "low": one.low, "high": one.high}
            for start, one in rows
        ],
        "basis": {
            "days": answer.days,
            "aside": answer.aside,
            **_mark(answer.marked),
            "relevelled": answer.relevelled,
            "tested_days": answer.tested_days,
            "why_none": answer.why_none,
        },
    }


def _mark(marked: Marked | None) -> dict[str, Any]:
    """Return what the day's mark does: its factor and where that comes from."""
    if marked is None:
        return {"mark": 1.0, "mark_days": 0, "mark_from": None, "marked": None}
    return {
        "mark": marked.factor,
        "mark_days": len(marked.days),
        "mark_from": marked.told_by,
        "marked": {**asdict(marked.mark), "like": marked.days},
    }
