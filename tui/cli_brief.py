"""`floorboard brief`: today on one screen, without moods, notes or flags."""

from typing import Any

import click

from store.figures.brief import brief
from store.figures.results import Brief, Item
from store.views import brief_view
from tui.brief_text import BriefWords
from tui.context import Session, zone_of
from tui.language import Words
from tui.options import command, json_option


def brief_command(words: Words) -> click.Command:
    """Build the command."""
    say = words.text
    return command(
        words,
        "brief",
        _brief,
        words.text("Show what needs you first, on one screen."),
        [
            click.Option(
                ["--private"],
                is_flag=True,
                help=say("With flags, moods and notes, where the team keeps any."),
            ),
            json_option(words),
        ],
    )


def welcome(session: Session) -> None:
    """Answer `floorboard` without a command: the brief, or how to begin where there is nothing."""
    with session.team() as team:
        empty = not team.agents() and not team.files()
    if not empty:
        _brief(session, private=False, as_json=False)
        return
    say = session.words.text
    session.print(
        say("floorboard shows every agent's numbers from the exports of your platforms."),
        say("Begin with a file or a folder of exports:"),
        "  " + say("floorboard import FILE"),
        say("All commands: floorboard --help"),
    )


def _brief(session: Session, *, private: bool, as_json: bool) -> None:
    del private  # nothing private is kept yet
    with session.team() as team:
        now = team.clock.now()
        view = brief_view(team, now)
    answer = brief(view, now)
    words = BriefWords(session, view.agents, view.settings)
    if as_json:
        from tui.json_out import document

        session.print(document(_document(session, words, answer), zone_of(view.settings)))
        return
    session.print(*words.lines(answer))


def _document(session: Session, words: BriefWords, answer: Brief) -> dict[str, Any]:
    return {
        "now_day": answer.now_day,
        "day": answer.day,
        "attention": [_item(session, words, item) for item in answer.attention],
        "queue": answer.queue,
        "people": answer.people,
        "due": [_item(session, words, item) for item in answer.due],
        "pace": answer.pace,
    }


def _item(session: Session, words: BriefWords, item: Item) -> dict[str, Any]:
    from msgspec.structs import asdict

    hides = session.options.mask
    reasons = [
        asdict(reason)
        | ({"text": session.person(reason.text)} if hides and reason.text else {})
        | {"told": words.reason(reason)}
        for reason in item.reasons
    ]
    subject = asdict(item.subject)
    if item.subject.kind in ("agent", "nickname"):
        subject["name"] = session.person(item.subject.name or "")
    return {
        "rank": item.rank,
        "kind": item.kind,
        "subject": subject,
        "reasons": reasons,
        "suggest": item.suggest,
    }
