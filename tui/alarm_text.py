"""Alarms as plain text: a line for what happens to one, the list of a day, `--json`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from msgspec.structs import asdict

from store.changes import Edit
from store.figures.alarms import Happening, Rung
from store.records.queue import Alarm
from tui.alarm_words import HAPPENINGS, LEVELS, WHY_ENDED
from tui.context import Session
from tui.queue_text import alarm_line, shown
from tui.queue_words import MEASURES

Names = Mapping[str, str]
"""Id of an agent -> name."""


def rung_line(session: Session, rung: Rung, names: Names) -> str:
    """Return what has happened to an alarm: queue, measure, value, limit, owner, why it ended."""
    words, alarm = session.words, rung.alarm
    told = words.say(HAPPENINGS[rung.what], alarm=alarm_line(session, alarm))
    if rung.what == "ended" and alarm.why_ended is not None:
        return words.clauses([told, words.text(WHY_ENDED[alarm.why_ended])])
    if alarm.owner is None:
        return told
    owner = owner_name(session, alarm, names)
    return words.clauses([told, words.say("owner {name}", name=owner)])


def rungs_line(session: Session, rungs: Sequence[Rung], names: Names) -> str:
    """Return in one line what has happened to alarms at once: how many, and the worst of them."""
    worst = max(rungs, key=lambda rung: rung.alarm.level == "line")
    told = rung_line(session, worst, names)
    if len(rungs) == 1:
        return told
    return session.words.many(
        "{n} alarm at once. {worst}", "{n} alarms at once. {worst}", len(rungs), worst=told
    )


def owner_name(session: Session, alarm: Alarm, names: Names) -> str:
    """Return who looks after an alarm, as it may be shown; the lead where nobody is named."""
    if alarm.owner is None:
        return session.words.text("lead")
    return session.person(names.get(alarm.owner, alarm.owner))


def alarm_lines(
    session: Session, day: date, alarms: Sequence[Alarm], names: Names, zone: tzinfo
) -> list[str]:
    """Return the alarms of a day: from when to when and of what; below, what became of each."""
    words = session.words
    if not alarms:
        return [words.say("No alarm on {day}.", day=f"{day}")]
    lines = [words.many("{day}: {n} alarm", "{day}: {n} alarms", len(alarms), day=f"{day}")]
    for alarm in alarms:
        since = _clock(alarm.since, day, zone)
        level = words.text(LEVELS[alarm.level])
        told = words.clauses([alarm_line(session, alarm), level])
        if alarm.ended_at is None:
            line = words.say("{since} until now  {alarm}", since=since, alarm=told)
        else:
            until = _clock(alarm.ended_at, day, zone)
            line = words.say("{since} to {until}  {alarm}", since=since, until=until, alarm=told)
        owner = words.say("owner {name}", name=owner_name(session, alarm, names))
        became = _became(session, alarm, day, zone)
        lines += ["", line, "  " + words.clauses([owner, *became])]
    return lines


def alarm_json(session: Session, alarm: Alarm) -> dict[str, Any]:
    """Return an alarm for `--json`, with `line` the sentence of it."""
    told = asdict(alarm)
    for who in ("owner", "acknowledged_by"):
        if told[who] is not None:
            told[who] = session.person(told[who])
    return told | {"line": alarm_line(session, alarm)}


def _became(session: Session, alarm: Alarm, day: date, zone: tzinfo) -> list[str]:
    """Return who has answered an alarm, and why it ended."""
    words = session.words
    told = []
    if alarm.acknowledged_at is not None:
        at, by = _clock(alarm.acknowledged_at, day, zone), alarm.acknowledged_by
        seen = words.say("seen to at {time}", time=at)
        if by:
            seen = words.say("seen to by {name} at {time}", name=session.person(by), time=at)
        told.append(seen)
    if alarm.snoozed_until is not None:
        until = _clock(alarm.snoozed_until, day, zone)
        told.append(words.say("put off until {time}", time=until))
    if alarm.why_ended is not None:
        told.append(words.text(WHY_ENDED[alarm.why_ended]))
    return told


def _clock(moment: datetime, day: date, zone: tzinfo) -> str:
    """Return a moment by the clock, with its date where that is another day's."""
    local = moment.astimezone(zone)
    return f"{local:%H:%M:%S}" if local.date() == day else f"{local:%m-%d %H:%M}"


def alarm_change(session: Session, edit: Edit, zone: tzinfo) -> str:
    """Return what a change has kept of an alarm; the journal holds only what it touched."""
    words, after = session.words, edit.after or {}
    queue, _, measure = edit.key.partition("/")[2].rpartition("/")[0].rpartition("/")
    name = words.text(MEASURES.get(measure, measure))
    parts = [words.say("{queue}: {measure}", queue=queue, measure=name)]
    if "value" in after:
        value = shown(session, measure, after["value"])
        parts = [words.say("{what} {value}", what=parts[0], value=value)]
    if "limit" in after:
        parts.append(words.say("limit {limit}", limit=shown(session, measure, after["limit"])))
    if "acknowledged_at" in after:
        parts.append(words.text("seen to"))
    if "snoozed_until" in after:
        until = datetime.fromisoformat(after["snoozed_until"]).astimezone(zone)
        parts.append(words.say("put off until {time}", time=f"{until:%H:%M:%S}"))
    what = _happened(edit)
    told = words.clauses(parts)
    if what is not None:
        told = words.say(HAPPENINGS[what], alarm=told)
    why = after.get("why_ended")
    return words.clauses([told, words.text(WHY_ENDED[why])]) if why in WHY_ENDED else told


def _happened(edit: Edit) -> Happening | None:
    """Return what a change says of an alarm that was there before; None: an answer, or nothing."""
    before, after = edit.before, edit.after or {}
    if before is None:
        return "began"
    if "ended_at" in after:
        return "ended"
    if "level" in after:
        return "worse"
    gone = "snoozed_until" in before and "snoozed_until" not in after
    return "again" if gone else None
