"""`floorboard backup` and `restore`: a whole copy of the team, and back to it."""

import click

from store.backups import Backup, backup, backups, restore
from store.records.words import N_
from tui.context import Session, settings_of, zone_of
from tui.json_out import document
from tui.language import Words
from tui.options import command, json_option

_WHY = {
    "asked": N_("asked for"),
    "before_restore": N_("before restoring"),
    "before_upgrade": N_("before an upgrade"),
    "unreadable": N_("can't be read"),
}


def backup_command(words: Words) -> click.Command:
    """Build `backup`."""
    say = words.text
    return command(
        words,
        "backup",
        _backup,
        words.text("Keep a whole copy of the team, outside its folder."),
        [
            click.Option(
                ["--list", "listing"], is_flag=True, help=say("Show the copies there are.")
            ),
            json_option(words),
        ],
    )


def restore_command(words: Words) -> click.Command:
    """Build `restore`."""
    return command(
        words,
        "restore",
        _restore,
        words.text("Go back to a copy: the newest, or the one named. Take it back with undo."),
        [
            click.Argument(["which"], required=False, metavar=words.text("[BACKUP]")),
            json_option(words),
        ],
    )


def _backup(session: Session, *, listing: bool, as_json: bool) -> None:
    words = session.words
    with session.team() as team:
        made = None if listing else backup(team)
        found = backups(team.place, team.disk)
        zone = zone_of(settings_of(team))
    if as_json:
        records = [one for one in found if made is None or one.path == made]
        session.print(document({"backups": [_record(one) for one in records]}, zone))
    elif made is not None:
        session.print(words.say("Kept: {path}", path=str(made)))
    else:
        if not found:
            session.print(words.text("There are no backups yet."))
        for one in found:
            at = f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}" if one.at else words.text("unknown")
            session.print(
                words.say(
                    "{name}: {at}, {why}", name=one.name, at=at, why=words.text(_WHY[one.why])
                )
            )


def _restore(session: Session, *, which: str | None, as_json: bool) -> None:
    words = session.words
    with session.team() as team:
        done = restore(team, which)
    if as_json:
        session.print(document(done))
        return
    session.print(
        words.say("Back to {backup}. Records changed: {n}.", backup=done.backup, n=done.records),
        words.say("What was before is kept as {backup}.", backup=done.kept_as),
    )


def _record(one: Backup) -> dict[str, object]:
    from msgspec.structs import asdict

    return asdict(one) | {"path": str(one.path)}
