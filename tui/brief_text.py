"""The brief as plain text: what needs attention, who was on, the pace; one fact a line."""

from collections.abc import Iterator, Mapping

from store.figures.results import Brief, Item, Pace, Reason
from store.records.metric import METRICS
from store.records.people import Agent
from store.records.settings import Settings
from tui.brief_words import REASONS, SUGGESTIONS, TITLES
from tui.context import Session
from tui.names import group_name, platform_name, shop_name
from tui.numbers import Numbers

_REASONS_EACH = 6
"""Reasons of one item that are told; the others are counted."""


class BriefWords:
    """Says the parts of a brief in the session's language."""

    def __init__(self, session: Session, agents: Mapping[str, Agent], settings: Settings) -> None:
        self._session = session
        self._words = session.words
        self._agents = agents
        self._numbers: Numbers = session.numbers(settings.currency)

    def lines(self, brief: Brief) -> Iterator[str]:
        """Yield the whole brief."""
        words = self._words
        if brief.day is None:
            yield words.say("{today}. No numbers yet.", today=f"{brief.now_day}")
        else:
            yield words.say(
                "{today}. The numbers are of {day}.", today=f"{brief.now_day}", day=f"{brief.day}"
            )
        yield ""
        if brief.attention:
            yield words.text("What needs you first")
        else:
            yield words.text("Nothing needs you first.")
        for item in brief.attention:
            yield from self.item(item)
        yield from self._people(brief)
        if brief.pace:
            yield ""
            yield words.text("The month's pace")
            for pace in brief.pace:
                yield "  " + self.pace(pace)

    def item(self, item: Item, *, most: int = _REASONS_EACH) -> Iterator[str]:
        """Yield one item: its heading, at most so many reasons, what to do."""
        words = self._words
        title = words.say(TITLES.get(item.kind, item.kind), subject=self.subject(item))
        yield f"{item.rank}. {title}"
        for reason in item.reasons[:most]:
            yield f"   {self.reason(reason)}"
        more = len(item.reasons) - most
        if more > 0:
            yield "   " + words.many("and {n} more", "and {n} more", more)
        yield "   " + words.text(SUGGESTIONS.get(item.suggest, item.suggest))

    def subject(self, item: Item) -> str:
        """Return whom or what an item is about."""
        words, subject = self._words, item.subject
        match subject.kind:
            case "agent":
                return self._session.person(subject.name or "")
            case "nickname":
                return self._session.person(subject.name or "")
            case "group":
                return words.say("group {group}", group=group_name(words, subject.id))
            case "platform":
                return platform_name(words, subject.id or "")
            case _:
                return words.text("the team")

    def reason(self, reason: Reason) -> str:
        """Return a reason as a sentence; a code without one is shown as it is."""
        words = self._words
        metric = METRICS.get(reason.metric or "")
        platform = reason.platform or ""
        person = self._agents.get(reason.who or "")
        code = reason.code
        if metric is not None and metric.pooling == "sum" and f"{code}_a_day" in REASONS:
            code = f"{code}_a_day"
        return words.say(
            REASONS.get(code, code),
            metric=words.text(metric.label) if metric else None,
            value=self._value(reason, reason.value),
            limit=self._value(reason, reason.limit),
            since=f"{reason.since}",
            until=f"{reason.until}",
            days=(reason.until - reason.since).days + 1 if reason.until and reason.since else None,
            who=self._session.person(person.name) if person else None,
            platform=platform_name(words, platform) if platform else None,
            shop=shop_name(words, platform, reason.text or "") if platform else None,
            nickname=self._session.person(reason.text or ""),
        )

    def pace(self, pace: Pace) -> str:
        """Return how far a target of the month is."""
        words = self._words
        unit = METRICS[pace.metric].unit
        told = words.say(
            "{metric}, {group}: {value} of {target}",
            metric=words.text(METRICS[pace.metric].label),
            group=group_name(words, pace.group) if pace.group else words.text("the team"),
            value=self._numbers.marked(pace.value, unit, provisional=pace.provisional),
            target=self._numbers.show(pace.target, unit),
        )
        if pace.ratio is not None:
            told = words.say("{told}, {share}", told=told, share=f"{pace.ratio:.0%}")
        return words.say("{told}, behind", told=told) if pace.behind else told

    def _value(self, reason: Reason, value: float | None) -> str:
        """Return a value of a reason in its metric's unit; how many agents is a plain number."""
        metric = METRICS.get(reason.metric or "")
        if metric is None or reason.code.startswith("group_"):
            return self._numbers.show(value, "count")
        return self._numbers.show(value, metric.unit)

    def _people(self, brief: Brief) -> Iterator[str]:
        people = brief.people
        if not people.here:
            return
        words = self._words
        yield ""
        yield words.say(
            "People: {worked} of {here} have numbers.", worked=people.worked, here=people.here
        )
        names = [self._agents[one].name for one in people.without if one in self._agents]
        if names:
            yield "  " + words.say(
                "Without: {names}", names=[self._session.person(name) for name in names]
            )
