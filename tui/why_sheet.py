"""The sheet "why this number": what it means, how it was made, what to take care of."""

from collections.abc import Iterator
from datetime import date

from store.records.figure import Source
from store.records.words import N_
from tui.context import Session
from tui.metric_words import MEANINGS, PITFALLS, RULES
from tui.names import group_name, platform_name, tool_name
from tui.reads.why import Asked, WhyFacts
from tui.why_words import WhyWords
from widgets.fact_sheet import Fact

_MOST = 40
"""Files, and other values, that are listed; the rest is counted."""
_HEADINGS = {
    "means": N_("Means"),
    "care": N_("Take care"),
    "made": N_("Made by"),
    "under": N_("Under it"),
    "platforms": N_("Platforms"),
    "standing": N_("Standing"),
    "chosen": N_("Chosen"),
    "files": N_("Files"),
    "others": N_("Others say"),
}


class WhySheet:
    """Says where a number comes from, a fact for each thing that can be asked of it."""

    def __init__(self, session: Session, told: WhyFacts) -> None:
        self._session = session
        self._words = session.words
        self._told = told
        self._why = told.why
        self._said = WhyWords(session, told.settings)

    def facts(self) -> Iterator[Fact]:
        """Yield everything, the number itself first."""
        yield Fact(lines=(self.heading(),), tone="strong")
        yield Fact(lines=(whose(self._session, self._told),), tone="dim")
        yield Fact()
        metric = self._why.figure.metric
        yield self._fact("means", MEANINGS[metric])
        yield self._fact("care", PITFALLS[metric], tone="warn")
        yield Fact()
        yield self._fact("made", self._said.formula(self._why))
        for key, line in (
            ("under", self._said.under(self._why)),
            ("standing", self._standing()),
        ):
            if line:
                yield self._fact(key, line)
        if rules := tuple(self._platforms()):
            yield self._fact("platforms", *rules)
        if self._why.files:
            yield self._fact("chosen", self._said.choice(self._why))
            yield Fact()
            files = tuple(self._said.files(self._why.files[:_MOST]))
            yield self._fact("files", *files, *self._more(len(self._why.files)))
        if others := self._why.figure.others:
            yield self._fact("others", *self._others(), *self._more(len(others)))

    def heading(self) -> str:
        """Return the metric with its value and marks."""
        return self._said.value(self._why)

    def _fact(self, key: str, *lines: str, tone: str = "") -> Fact:
        text = self._words.text
        return Fact(text(_HEADINGS[key]), tuple(text(line) for line in lines), tone)

    def _standing(self) -> str:
        """Return whether the value is final, or when it will be."""
        if told := self._said.standing(self._why):
            return told
        if self._why.figure.value is None:
            return ""
        return self._words.text("Final; only a newer export of these days would change it.")

    def _platforms(self) -> Iterator[str]:
        """Yield what is done over the platforms, and what each of them counts."""
        if not self._why.platforms:
            return
        yield self._said.platforms(self._why)
        metric, found = self._why.figure.metric, False
        for platform in self._why.platforms:
            if rule := RULES.get((metric, platform)):
                found = True
                yield self._words.say(
                    "{platform}: {rule}",
                    platform=platform_name(self._words, platform),
                    rule=self._words.text(rule),
                )
        if found:
            yield self._words.text("(So say trade pages; platforms change it, check yours.)")

    def _others(self) -> Iterator[str]:
        """Yield what other sources say, each beside what counts of the same account and day."""
        figure, words = self._why.figure, self._words
        numbers = self._session.numbers(self._told.settings.currency)
        counted: dict[tuple[str, date, str], float] = {}
        for source in figure.sources:
            key = _account(source)
            counted[key] = counted.get(key, 0) + (source.value or 0)
        for source in figure.others[:_MOST]:
            said = words.say(
                "{who}, {source}, {day}: {value}",
                who=self._session.person(source.nickname),
                source=tool_name(words, source.tool),
                day=f"{source.day}",
                value=numbers.show(source.value, figure.unit),
            )
            here = counted.get(_account(source))
            if here is not None:
                beside = words.say("{value} counts", value=numbers.show(here, figure.unit))
                said = words.clauses([said, beside])
            yield said

    def _more(self, found: int) -> tuple[str, ...]:
        more = found - _MOST
        return (self._words.many("and {n} more", "and {n} more", more),) if more > 0 else ()


def whose(session: Session, told: WhyFacts) -> str:
    """Return whose number it is and of which days."""
    words, asked = session.words, told.asked
    return words.clauses([_who(session, told), *_where(session, asked), _when(asked)])


def _who(session: Session, told: WhyFacts) -> str:
    words, asked = session.words, told.asked
    if asked.agent is not None:
        agent = told.agents.get(asked.agent)
        return session.person(agent.name) if agent else words.text("somebody who was erased")
    if asked.group is not None:
        return words.say("group {group}", group=group_name(words, asked.group))
    return words.text("the team")


def _where(session: Session, asked: Asked) -> list[str]:
    return [platform_name(session.words, asked.platform)] if asked.platform else []


def _when(asked: Asked) -> str:
    if asked.start == asked.end:
        return f"{asked.start}"
    return f"{asked.start} – {asked.end}"


def _account(source: Source) -> tuple[str, date, str]:
    """Return what two tools' cells of one account share; `shop:name` is `name`."""
    return source.nickname.rpartition(":")[2].casefold(), source.day, source.platform
