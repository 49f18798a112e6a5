"""`floorboard history` and `undo`: what was changed, by whom, and taking the last change back."""

from collections import Counter
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

import click

from store.changes import Change, Edit
from store.records.words import N_
from tui.context import Session, settings_of, zone_of
from tui.json_out import document
from tui.language import Words
from tui.options import command, json_option

_BULKY = frozenset({"agent_days", "shop_days", "periods", "files", "half_hours", "agent_hours"})
"""Tables whose records are too long to be shown in a list of changes."""
MADE = {
    "import": N_("took in an export"),
    "feed": N_("changed a live source"),
    "roll_up": N_("kept the half-hours of the queue"),
    "queue_rules": N_("changed the limits of a queue"),
    "marked_days": N_("marked days for the forecast"),
    "alarm": N_("noted an alarm"),
    "alarm_answer": N_("answered an alarm"),
    "bind": N_("bound a nickname"),
    "setting": N_("changed a setting"),
    "undo": N_("took a change back"),
    "roster": N_("took in a roster"),
    "forget": N_("erased a person"),
    "restore": N_("restored a backup"),
    "mark": N_("marked who is on"),
}
_THINGS = {
    "agents": N_("agents"),
    "bindings": N_("nicknames"),
    "shops": N_("shops"),
    "files": N_("files"),
    "mappings": N_("mappings"),
    "settings": N_("settings"),
    "agent_days": N_("tables of days"),
    "shop_days": N_("tables of shop days"),
    "periods": N_("tables of periods"),
    "half_hours": N_("days of queues"),
    "agent_hours": N_("agents' hours of a day"),
    "queues": N_("queues"),
    "feeds": N_("live sources"),
    "marked_days": N_("marked days"),
    "alarms": N_("alarms"),
}


def history_command(words: Words) -> click.Command:
    """Build `history`."""
    say = words.text
    return command(
        words,
        "history",
        _history,
        words.text("Show who changed what, the newest first."),
        [
            click.Option(
                ["--limit"],
                type=click.IntRange(min=1),
                default=20,
                metavar=say("NUMBER"),
                help=say("How many changes; 20 unless said."),
            ),
            json_option(words),
        ],
    )


def undo_command(words: Words) -> click.Command:
    """Build `undo`."""
    return command(
        words,
        "undo",
        _undo,
        words.text("Take the newest change back. Again: the one before."),
        [json_option(words)],
    )


def _history(session: Session, *, limit: int, as_json: bool) -> None:
    with session.team() as team:
        changes = list(team.history(limit))
        zone = zone_of(settings_of(team))
    if as_json:
        session.print(document({"changes": [_record(session, one, zone) for one in changes]}, zone))
        return
    if not changes:
        session.print(session.words.text("Nothing was changed yet."))
    for change in changes:
        at = f"{change.at.astimezone(zone):%Y-%m-%d %H:%M}"
        who = session.words.clauses([at, session.person(change.by)] if change.by else [at])
        made = _told(session, change, zone)
        session.print(session.words.say("{n}. {who}: {made}", n=change.n, who=who, made=made))


def _undo(session: Session, *, as_json: bool) -> None:
    with session.team() as team:
        change = team.undo()
        zone = zone_of(settings_of(team))
    if as_json:
        session.print(document({"undone": _record(session, change, zone)}, zone))
        return
    session.print(session.words.say("Taken back: {made}", made=_told(session, change, zone)))


def _told(session: Session, change: Change, zone: tzinfo) -> str:
    words = session.words
    made = words.text(MADE.get(change.what, change.what))
    if change.undoes is not None:
        made = words.say("{made}, number {n}", made=made, n=change.undoes)
    small = [edit for edit in change.edits if edit.table == "settings"]
    if small:
        return words.say("{made}: {told}", made=made, told=[_edit(words, e) for e in small])
    if change.what in ("alarm", "alarm_answer"):
        from tui.alarm_text import alarm_change

        alarms = words.listed(alarm_change(session, edit, zone) for edit in change.edits)
        answered = change.what == "alarm_answer"
        return words.say("{made}: {told}", made=made, told=alarms) if answered else alarms
    counts = Counter(edit.table for edit in change.edits)
    told = [f"{words.text(_THINGS.get(table, table))} {n}" for table, n in counts.items()]
    return words.say("{made}: {told}", made=made, told=told) if told else made


def _edit(words: Words, edit: Edit) -> str:
    before, after = _value(words, edit.before), _value(words, edit.after)
    return words.say("{key} {before} → {after}", key=edit.key, before=before, after=after)


def _value(words: Words, fields: Mapping[str, Any] | None) -> str:
    value = (fields or {}).get("value")
    if isinstance(value, list):
        return words.listed(map(str, value))
    if isinstance(value, float):
        return f"{value:.10g}"
    return words.text("not set") if value is None else str(value)


def _record(session: Session, change: Change, zone: tzinfo) -> dict[str, Any]:
    return {
        "n": change.n,
        "id": change.id,
        "at": change.at,
        "by": session.person(change.by),
        "device": change.device,
        "what": change.what,
        "undoes": change.undoes,
        "told": _told(session, change, zone),
        "edits": [
            {"table": edit.table} if session.options.mask else _edited(edit)
            for edit in change.edits
        ],
    }


def _edited(edit: Edit) -> dict[str, Any]:
    """Return an edit with what differs; of long records only where they are."""
    told: dict[str, Any] = {"table": edit.table, "key": edit.key}
    if edit.table not in _BULKY:
        told |= {"before": edit.before, "after": edit.after}
    return told
