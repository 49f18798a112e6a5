"""A replay in words: the bar, the line that says it is a recording, the list of recorded days."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from store.feeds.recordings import Recording
from tui.context import Session
from tui.days import day_name
from tui.import_words import ImportWords
from tui.live_words import Live
from tui.reads.recordings import Recorded
from tui.replays import Replayed
from tui.screens.ask import Question
from widgets.replay_bar import Playing, State
from widgets.type_list import Choice

_LOOK = "$text-warning bold"


def playing_of(session: Session, replayed: Replayed, buttons: Sequence[tuple[str, str]]) -> Playing:
    """Return what the bar draws; `buttons` are actions and their keys."""
    recording = replayed.recording
    state: State = "paused" if replayed.paused else "playing"
    return Playing(
        name=session.words.say("Replay {day}", day=recording.day.isoformat()),
        time=f"{replayed.moment:%H:%M:%S}",
        speed=f"x{replayed.speed:g}",
        span=_span(recording),
        share=share_of(replayed, replayed.moment),
        state="reading" if replayed.reading else state,
        marks=tuple(share_of(replayed, at) for at in replayed.began),
        buttons=tuple(buttons),
    )


def share_of(replayed: Replayed, moment: datetime) -> float:
    """Return how far into its recording a moment is, from 0 to 1."""
    recording = replayed.recording
    whole = (recording.end - recording.begin).total_seconds()
    return (moment - recording.begin).total_seconds() / whole if whole else 1.0


def moment_at(replayed: Replayed, share: float) -> datetime:
    """Return the moment that is so far into the recording."""
    recording = replayed.recording
    return recording.begin + (recording.end - recording.begin) * share


def played_line(live: Live, key: str) -> Content:
    """Return, in place of the data's age, that this is not live and how old its data was.

    `key` ends the replay.
    """
    words, report = live.words, live.report
    told = [Content.styled(words.say("Not live ({key}: back)", key=key), _LOOK)]
    if report.age_s is None:
        told.append(Content.styled(words.text("no data at that moment"), "$text-muted"))
    else:
        age = live.numbers.duration(round(report.age_s))
        look = "$text-muted" if report.state == "live" else "$text-warning"
        told.append(Content.styled(words.say("its data was {age} old", age=age), look))
    if report.state == "old":
        told.append(Content.styled(words.text("too old for alarms"), "$text-error bold"))
    return Content("  ·  ").join(told)


def which_day(session: Session, recorded: Sequence[Recorded]) -> Question:
    """Return the question which day to replay."""
    words = session.words
    other = words.text(
        "To bring in another recording: `floorboard feed run --replay FILE --speed 0`"
    )
    none = words.text("No day of the queue was recorded yet.")
    return Question(
        words.text("Replay which day?"),
        [_choice(session, one) for one in recorded],
        hint=other if recorded else f"{none} {other}",
    )


def _choice(session: Session, one: Recorded) -> Choice:
    words, recording = session.words, one.recording
    told = [day_name(words, recording.day), _span(recording)]
    if one.contacts is not None:
        count = session.numbers().count(one.contacts)
        told.append(words.many("{count} contact", "{count} contacts", one.contacts, count=count))
    told.append(ImportWords(session).size(recording.size))
    return Choice(recording.day.isoformat(), recording.day.isoformat(), "  ".join(told))


def _span(recording: Recording) -> str:
    return f"{recording.begin:%H:%M}-{recording.end:%H:%M}"
