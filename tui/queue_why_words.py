"""Why a queue's number is what it is, in words: a fact for each thing that can be asked of it."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from store.cleaning import clean_text
from store.figures.alarms import MEASURES
from store.figures.quarters import QUARTER
from store.figures.queue_why import QueueWhy
from store.records.words import N_
from tui.context import Session
from tui.feed_words import STATES as FEED_STATES
from tui.queue_text import shown
from tui.queue_why_codes import CARE, IN_TIME, LACKS, SOURCES, WHY_NONE, YET
from tui.queue_why_terms import MADE, MADE_OTHERWISE, MEANINGS, NAMES, PITFALLS
from tui.queue_words import KINDS
from tui.reads.queue_why import QueueWhyFacts

_MOST = 20
"""Agents and files that are listed; the rest is counted."""
_HEADINGS = {
    "means": N_("Means"),
    "care": N_("Take care"),
    "made": N_("Made by"),
    "missing": N_("Missing"),
    "range": N_("Under it"),
    "told": N_("Told by"),
    "feeds": N_("Feeds"),
    "files": N_("Files"),
    "time": N_("Time"),
    "limit": N_("Alarm"),
    "holding": N_("Held by"),
}
_LIVE = frozenset({"events", "snapshot", "live"})


class Told(msgspec.Struct, frozen=True):
    """Something to say, already in words."""

    label: str = ""
    """What it is about; empty: it stands alone, and without lines it is a gap."""
    lines: tuple[str, ...] = ()
    tone: str = ""
    """strong, dim, warn or nothing: a look, never the only sign."""


class QueueWhyWords:
    """Says where a queue's number comes from, in the session's language."""

    def __init__(self, session: Session, told: QueueWhyFacts, why: QueueWhy) -> None:
        self._session = session
        self._words = session.words
        self._numbers = session.numbers()
        self._told = told
        self._why = why

    def facts(self) -> Iterator[Told]:
        """Yield everything, the number itself first."""
        why = self._why
        yield Told(lines=(self._heading(),), tone="strong")
        yield Told(lines=(self._where(),), tone="dim")
        yield Told()
        yield self._fact("means", (self._words.text(MEANINGS[why.measure]),))
        yield self._fact("care", tuple(self._care()), "warn")
        yield Told()
        if why.value is None:
            yield self._fact("missing", (self._missing(),))
        else:
            yield self._fact("made", (self._made(),))
        for key, lines in (
            ("range", tuple(self._range())),
            ("time", tuple(self._within())),
            ("told", tuple(self._source())),
            ("feeds", tuple(self._feeds())),
            ("files", tuple(self._files())),
            ("limit", tuple(self._limit())),
            ("holding", tuple(self._holding())),
        ):
            if lines:
                yield self._fact(key, lines)

    def _fact(self, key: str, lines: tuple[str, ...], tone: str = "") -> Told:
        return Told(self._words.text(_HEADINGS[key]), lines, tone)

    def _heading(self) -> str:
        why = self._why
        return self._words.say(
            "{measure}: {told}",
            measure=self._words.text(NAMES[why.measure]),
            told=self._numbers.show(why.value, why.unit),
        )

    def _where(self) -> str:
        at = self._why.at.astimezone(self._told.zone)
        queue = self._words.say("queue {queue}", queue=self._why.queue)
        return self._words.clauses([queue, f"{at:%Y-%m-%d %H:%M:%S}"])

    def _care(self) -> Iterator[str]:
        """Yield what always misleads, then what does so just now."""
        yield self._words.text(PITFALLS[self._why.measure])
        for code, number in self._why.care.items():
            time = self._numbers.duration(round(number)) if code in IN_TIME else ""
            yield self._words.say(CARE[code], n=exact(number), time=time)

    def _made(self) -> str:
        """Return how the number was made, with what it was made of."""
        why = self._why
        values = {name: exact(value) for name, value in why.parts.items()}
        if why.since is not None:
            values["since"] = self._clock(why.since)
            values["until"] = self._clock(why.since + QUARTER)
        if "within_s" in why.parts:
            values["within"] = self._numbers.duration(why.parts["within_s"])
        if "short_s" in why.parts:
            values["short"] = self._numbers.duration(why.parts["short_s"])
        values["at"] = self._clock(why.at)
        lines = [self._words.say(self._formula(), **values)]
        if why.measure == "saturation" and "usual_cap" in why.parts:
            caps = self._words.say(self._of_caps(), **values)
            lines.append(
                self._words.say("{capacity}: {caps}", capacity=values["capacity"], caps=caps)
            )
        return "; ".join(lines) if not self._words.chinese else "；".join(lines)

    def _formula(self) -> str:
        why, other = self._why, MADE_OTHERWISE
        if why.measure == "capacity":
            return self._of_caps()
        if why.measure == "backlog" and "open_contacts" in why.parts:
            return other["backlog_open"]
        if why.measure == "arrivals" and "expected" in why.parts:
            return other["arrivals_forecast"]
        if why.measure == "longest_wait_s" and not why.value:
            return other["nobody_waits"]
        if why.measure == "longest_wait_s" and why.source == "snapshot":
            return other["wait_told"]
        if why.source == "snapshot" and why.measure in ("waiting", "open_contacts"):
            return other["as_told"]
        if why.source == "snapshot" and why.measure not in MADE:
            return other["as_told"]
        if why.measure == "offered" and "undecided" not in why.parts:
            return other["counted"]
        return MADE.get(why.measure, other["counted"])

    def _of_caps(self) -> str:
        parts = self._why.parts
        if not parts.get("known_agents"):
            return MADE_OTHERWISE["usual"]
        return MADE_OTHERWISE["caps_and_usual" if parts.get("other_agents") else "caps"]

    def _missing(self) -> str:
        """Return why there is no such number."""
        why = self._why
        names = YET if why.why_none == "nobody_yet" else LACKS
        lacks = [self._words.text(names[name]) for name in why.lacks]
        assert why.why_none is not None
        return self._words.say(WHY_NONE[why.why_none], lacks=lacks)

    def _range(self) -> Iterator[str]:
        """Yield how many contacts are under it, and the range that a share of few leaves."""
        why, words = self._why, self._words
        if why.n is None:
            return
        told = [words.many("{n} contact", "{n} contacts", why.n)]
        if why.low is not None and why.high is not None:
            low, high = (self._numbers.show(end, why.unit) for end in (why.low, why.high))
            told.append(words.say("likely between {low} and {high}", low=low, high=high))
        yield words.clauses(told)

    def _within(self) -> Iterator[str]:
        """Yield whose the service level's time is, and what is to be reached."""
        why, words = self._why, self._words
        if why.measure != "service_level":
            return
        within = self._numbers.duration(
            why.parts.get("within_s", self._told.asked.queue.day.service_level.within_s)
        )
        message = (
            N_("{time}, as set for this queue")
            if why.own_within
            else N_("{time}, the team's setting service_level.within_s")
        )
        yield words.say(message, time=within)
        if self._told.rules.target is not None:
            target = self._numbers.show(self._told.rules.target, "rate")
            yield words.say("{target} are to be reached", target=target)

    def _source(self) -> Iterator[str]:
        """Yield who told the number, and how old that is."""
        why, words = self._why, self._words
        if why.source is None:
            return
        source = words.text(SOURCES[why.source])
        if why.told_at is None or why.age_s is None:
            yield source
            return
        time = self._clock(why.told_at)
        age = self._numbers.duration(round(why.age_s))
        if why.source == "snapshot":
            yield words.say("{source} at {time}, {age} ago", source=source, time=time, age=age)
        elif why.source in _LIVE:
            yield words.say(
                "{source}, the newest of {time}, {age} ago", source=source, time=time, age=age
            )
        else:
            yield words.say("{source}, up to {time}, {age} ago", source=source, time=time, age=age)

    def _feeds(self) -> Iterator[str]:
        """Yield how the feeds are doing that may have told it; the lines do not name theirs."""
        words = self._words
        if self._why.source not in _LIVE:
            return
        for one in self._told.feeds:
            state = words.text(FEED_STATES[one.state])
            if one.data_at is None:
                yield words.say("{feed}: {state}", feed=one.id, state=state)
                continue
            yield words.say(
                "{feed}: {state}, newest line of {time}",
                feed=one.id,
                state=state,
                time=self._clock(one.data_at),
            )

    def _files(self) -> Iterator[str]:
        """Yield the day's file, or the imports; under a mask by id: a name may name a person."""
        why = self._why
        if why.source in _LIVE:
            yield f"queue/{why.at.astimezone(self._told.zone):%Y-%m-%d}.jsonl"
            return
        for file in why.files[:_MOST]:
            name = None if self._session.options.mask else self._told.files.get(file)
            yield clean_text(name or file)
        yield from self._more(len(why.files))

    def _limit(self) -> Iterator[str]:
        """Yield from where on it raises an alarm, and who said so."""
        why, words = self._why, self._words
        if why.measure not in MEASURES:
            return
        limit = why.limit
        if limit is None:
            off = N_("None: it was switched off for this queue.")
            unset = N_("None is set.")
            yield words.text(off if why.own_limit else unset)
            return
        warn, line = (shown(self._session, why.measure, at) for at in (limit.warn, limit.line))
        told = [words.say("warns at {warn}", warn=warn)]
        if limit.line is not None:
            told.append(words.say("the line is {line}", line=line))
        if limit.hold_s:
            told.append(words.say("held for {time}", time=self._numbers.duration(limit.hold_s)))
        yield words.clauses(told)
        kind = words.text(KINDS[why.kind])
        default = words.say("The default of {kind}.", kind=kind)
        yield words.text("Set for this queue.") if why.own_limit else default

    def _holding(self) -> Iterator[str]:
        """Yield who has contacts open, of how many they can have."""
        for one in self._why.holding[:_MOST]:
            who = self._session.person(one.agent)
            message = N_("{who}: {n}") if one.cap is None else N_("{who}: {n} of at most {cap}")
            yield self._words.say(message, who=who, n=one.open, cap=one.cap)
        yield from self._more(len(self._why.holding))

    def _more(self, found: int) -> Iterator[str]:
        if found > _MOST:
            yield self._words.many("and {n} more", "and {n} more", found - _MOST)

    def _clock(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._told.zone):%H:%M:%S}"


def exact(value: float) -> str:
    """Return a number to be reckoned with: no 万, at most one decimal."""
    text = f"{value:,.1f}"
    return text.removesuffix(".0")
