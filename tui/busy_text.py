"""The busy check as plain text: the verdict, the numbers, what else would have fitted in."""

from collections.abc import Sequence

from store.figures.busy import Busy, Load
from tui.context import Session, screen_width
from tui.plain import Column, table
from tui.queue_text import shown
from tui.queue_words import BASES, LOADS, REASONS, VERDICTS


def busy_line(session: Session, answer: Busy) -> str:
    """Return the verdict in a line: whose, when, what it goes by."""
    words = session.words
    when = f"{answer.day}"
    if answer.hour is not None:
        when += f" {answer.hour:02d}:00"
    who = words.text("The team") if answer.name is None else session.person(answer.name)
    return words.say(
        "{who}, {when}: {verdict} ({basis})",
        who=who,
        when=when,
        verdict=words.text(VERDICTS[answer.verdict]),
        basis=words.text(BASES[answer.basis]),
    )


def busy_lines(session: Session, answer: Busy, limit: int | None = None) -> list[str]:
    """Return the busy check: the verdict, the numbers, what else would have fitted in.

    A table wider than `limit` cells, by default the terminal, is told in parts.
    """
    limit = limit or screen_width()
    words, lines = session.words, [busy_line(session, answer)]
    if answer.basis == "none":
        return lines
    if answer.reasons:
        lines.append("  " + words.listed(words.text(REASONS[code]) for code in answer.reasons))
    lines += ["", *_load_table(session, answer, limit), *_room(session, answer)]
    if answer.agents:
        lines += ["", *_people_table(session, answer.agents, limit)]
    return lines


def _load_table(session: Session, answer: Busy, limit: int) -> list[str]:
    say = session.words.text
    columns = [Column(say("Load"))]
    columns += [
        Column(heading, right=True)
        for heading in (say("Value"), say("Usual"), say("Others"), say("Can be held"))
    ]
    rows = []
    for load in answer.loads:
        values = (load.value, load.usual, load.team, load.limit)
        rows.append([say(LOADS[load.code]), *(shown(session, load.code, v) for v in values)])
    if answer.use is not None:
        use = shown(session, "saturation", answer.use)
        rows.append([say("capacity used"), use, "", "", shown(session, "contacts", answer.cap)])
    return _of_known(session, columns, rows, limit)


def _room(session: Session, answer: Busy) -> list[str]:
    words, room = session.words, answer.room
    lines = []
    if room.quiet_minutes is not None and room.follow_ups is not None:
        minutes = session.numbers().duration(room.quiet_minutes * 60)
        lines.append(
            words.say(
                "Time without a contact: {time}; it would have held {n} follow-ups.",
                time=minutes,
                n=f"{int(room.follow_ups)}",
            )
        )
    if room.contacts is not None:
        message = (
            words.text("Free places would have held {n} more contacts.")
            if answer.basis == "contacts"
            else words.text("On busier days of theirs {n} more contacts were handled.")
        )
        lines.append(words.fill(message, n=f"{int(room.contacts)}"))
    short = answer.short
    if short is not None and short.short:
        lines.append(
            words.say(
                "Very short contacts, under {time}: {n} of {all} ({share}). Ask why.",
                time=session.numbers().duration(short.under_s),
                n=short.short,
                all=short.n,
                share=session.numbers().show(short.share, "rate"),
            )
        )
    return ["", *lines] if lines else []


def _people_table(session: Session, people: Sequence[Busy], limit: int) -> list[str]:
    say = session.words.text
    columns = [Column(say("Agent")), Column(say("Verdict")), Column(say("Load"))]
    columns += [
        Column(heading, right=True)
        for heading in (say("Value"), say("Usual"), say("Others"), say("Used"))
    ]
    rows = []
    for one in people:
        load = one.loads[0] if one.loads else Load("contacts", None)
        rows.append(
            [
                session.person(one.name or ""),
                say(VERDICTS[one.verdict]),
                say(LOADS[load.code]),
                *(shown(session, load.code, v) for v in (load.value, load.usual, load.team)),
                shown(session, "saturation", one.use),
            ]
        )
    return _of_known(session, columns, rows, limit)


def _of_known(
    session: Session, columns: Sequence[Column], rows: Sequence[Sequence[str]], limit: int
) -> list[str]:
    """Return a table without the columns that say nothing of anybody."""
    nothing = ("", session.numbers().missing)
    kept = [at for at in range(len(columns)) if any(row[at] not in nothing for row in rows)]
    return table(
        [columns[at] for at in kept], [[row[at] for at in kept] for row in rows], limit=limit
    )
