"""The heads needed of a queue, in words: the forecast they rest on and what is assumed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from store.figures.forecast import Expected, Forecast
from store.figures.heads import Basis, Need
from store.records.words import N_
from tui.context import Session
from tui.mark_words import mark_told
from tui.queue_why_words import Told, exact
from tui.reads.queue import OfQueue
from tui.reads.queue_why import QueueWhyFacts

_HEADINGS = {
    "means": N_("Means"),
    "care": N_("Take care"),
    "heads": N_("Heads"),
    "made": N_("Made by"),
    "assumed": N_("Assumed"),
    "forecast": N_("Forecast"),
    "rests": N_("Rests on"),
}


class HeadsWhyWords:
    """Says what the heads needed rest on."""

    def __init__(self, session: Session, told: QueueWhyFacts, known: OfQueue) -> None:
        self._words = session.words
        self._numbers = session.numbers()
        self._told = told
        self._known = known

    def facts(self) -> Iterator[Told]:
        """Yield everything, the number itself first."""
        words, asked, basis = self._words, self._told.asked, self._known.basis
        at = asked.at.astimezone(self._told.zone)
        yield Told(lines=(self._heading(),), tone="strong")
        queue = words.say("queue {queue}", queue=asked.queue.queue)
        yield Told(lines=(words.clauses([queue, f"{at:%Y-%m-%d %H:%M:%S}"]),), tone="dim")
        yield Told()
        yield self._fact("means", self._means())
        yield self._fact(
            "care",
            words.text("Heads are agents at work: for the rota add breaks, training and absence."),
            words.text("A handle time of today alone moves with every long contact.")
            if basis is None or not basis.days
            else words.text("Today's contacts are too few; the handle time is of the days before."),
            tone="warn",
        )
        yield Told()
        if heads := tuple(self._heads()):
            yield self._fact("heads", *heads)
        if basis is not None:
            model = (
                N_("Erlang A: customers wait, and leave when their patience is over.")
                if basis.patience_s is not None
                else N_("Erlang C: nobody is known to leave, so everybody waits.")
            )
            yield self._fact("made", words.text(model))
            yield self._fact("assumed", *self._assumed(basis))
        yield self._fact("forecast", *self._forecast())
        if rests := tuple(self._rests(self._known.forecast)):
            yield self._fact("rests", *rests)

    def _fact(self, key: str, *lines: str, tone: str = "") -> Told:
        return Told(self._words.text(_HEADINGS[key]), lines, tone)

    def _heading(self) -> str:
        needs = self._known.needs
        told = self._need(needs[0]) if needs else self._numbers.missing
        name = self._words.text("Heads needed")
        return self._words.say("{measure}: {told}", measure=name, told=told)

    def _need(self, need: Need) -> str:
        return self._words.say(
            "{time} {n} ({low}-{high})",
            time=_clock(need.slot),
            n=need.likely,
            low=need.low,
            high=need.high,
        )

    def _means(self) -> str:
        basis = self._known.basis
        if basis is None:
            return self._words.text("The fewest agents at work that keep the service level.")
        return self._words.say(
            "The fewest agents at work with whom {target} of the contacts are answered within "
            "{within}; in brackets for both ends of the forecast's 80 % range.",
            target=f"{basis.target:.0%}",
            within=self._numbers.duration(basis.within_s),
        )

    def _heads(self) -> Iterator[str]:
        """Yield the heads of each half-hour beside the contacts expected, or why there are none."""
        expected = {one.slot: one for one in self._known.forecast.intervals}
        for need in self._known.needs:
            one = expected[need.slot]
            yield self._words.clauses([self._need(need), self._contacts(one)])
        if self._known.basis is None:
            yield self._words.text("The handle time is not known, or nobody waits in this queue.")

    def _contacts(self, one: Expected) -> str:
        return self._words.say(
            "{n} contacts ({low}-{high})",
            n=exact(round(one.offered, 1)),
            low=f"{one.low:.0f}",
            high=f"{one.high:.0f}",
        )

    def _assumed(self, basis: Basis) -> Iterator[str]:
        words, duration, rules = self._words, self._numbers.duration, self._told.rules
        message = (
            N_("handle time {aht} with {n} at once, as on {days} days before; {alone} with one")
            if basis.days
            else N_("handle time {aht} with {n} at once, as of the day so far; {alone} with one")
        )
        yield words.say(
            message,
            aht=duration(round(basis.measured_s)),
            n=basis.at_once,
            days=basis.days,
            alone=duration(round(basis.aht_s)),
        )
        factors = self._told.settings.staff_factors[: basis.cap]
        yield words.say(
            "at most {cap} at once; 1 to {n} at once do {factors} times the work of one",
            cap=basis.cap,
            n=len(factors),
            factors=[exact(factor) for factor in factors],
        )
        if basis.patience_s is None:
            yield words.text("no patience: nobody has left yet today and none is set")
        else:
            message = (
                N_("patience {time}, as set for this queue")
                if rules.patience_s
                else N_("patience {time}: all waiting of the day so far / those who left")
            )
            yield words.say(message, time=duration(round(basis.patience_s)))
        target = f"{basis.target:.0%}"
        message = (
            N_("target {target}, as set for this queue")
            if rules.target
            else N_("target {target}, for none is set")
        )
        yield words.say(message, target=target)

    def _forecast(self) -> Iterator[str]:
        answer, words = self._known.forecast, self._words
        if answer.why_none:
            yield words.text(
                "There is under a week of half-hours; take in contact logs or intervals."
            )
            return
        yield words.text("level x weekday x share of the half-hour, from the days before")
        if told := mark_told(words, answer.marked):
            yield told
        if answer.relevelled != 1:
            yield words.say(
                "Moved to the day so far: x {factor}", factor=f"{answer.relevelled:.2f}"
            )

    def _rests(self, answer: Forecast) -> Iterator[str]:
        words = self._words
        if answer.days:
            first, last = answer.days[0], answer.days[-1]
            told = words.many("{n} day", "{n} days", len(answer.days))
            yield words.clauses([told, f"{first} – {last}"])
        if answer.aside:
            yield words.say(
                "Set aside, marked or unlike their weekday: {days}",
                days=list(_runs(answer.aside)),
            )
        if answer.tested_days:
            yield words.many(
                "Range tested on {n} day.", "Range tested on {n} days.", answer.tested_days
            )
        elif not answer.why_none:
            yield words.text("The range is not tested yet: it is chance's own, as wide as usual.")


def _runs(days: Sequence[date]) -> Iterator[str]:
    """Yield rising days, those that follow each other drawn together."""
    first = None
    for number, day in enumerate(days):
        first = first or day
        if day + timedelta(days=1) not in days[number + 1 : number + 2]:
            yield f"{day}" if day == first else f"{first} – {day}"
            first = None


def _clock(slot: int) -> str:
    return f"{slot // 2:02d}:{slot % 2 * 30:02d}"
