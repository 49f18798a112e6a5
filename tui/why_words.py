"""Why a number is what it is, in words: its formula, weight, platforms, files and other sources."""

from collections.abc import Iterable, Iterator, Sequence

from store.cleaning import clean_text
from store.figures.results import FileRows, Why
from store.records.metric import METRICS
from store.records.settings import Settings
from store.records.words import N_
from tui.context import Session
from tui.names import platform_name, shop_name, tool_name
from tui.wording import tell

FORMULAS: dict[str, str] = {
    "sum": N_("Added up from {n} values."),
    "largest": N_("The largest of {n} values."),
    "weighted_mean": N_("The mean, weighed by {weight}: a day with twice as many counts twice."),
    "mean_of_days": N_("The mean of {n} days; each day counts once."),
    "as_it_stands": N_("One value, as the export has it."),
    "none": N_("There is no such number: {why}."),
}
"""How the value was made of its cells."""

PLATFORM_RULES: dict[str, str] = {
    "one": N_("All from {platforms}."),
    "added": N_("Added up over {platforms}."),
    "pooled": N_("Taken together over {platforms}."),
    "never_pooled": N_("{platforms} define it differently: it is never taken together."),
}
"""What is done over platforms."""

CHOICES: dict[str, str] = {
    "only_source": N_("No other source says otherwise."),
    "source_priority": N_("Of several sources the first in this order counts: {tools}."),
}
"""Which values were chosen where several sources report the same."""

WEIGHTS: dict[str, str] = {"mixed": N_("several measures"), "day": N_("Days")}
"""Weights that are no metric."""


class WhyWords:
    """Says where a number came from, in the session's language, a sentence each."""

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self._words = session.words
        self._settings = settings
        self._numbers = session.numbers(settings.currency)

    def lines(self, why: Why) -> Iterator[str]:
        """Yield everything, the number itself first."""
        yield self.value(why)
        yield self.formula(why)
        for told in (self.under(why), self.platforms(why), self.standing(why)):
            if told:
                yield told
        yield self.choice(why)
        if why.files:
            yield self._words.text("From these files:")
            yield from (f"  {line}" for line in self.files(why.files))
        if why.figure.others:
            yield self._words.text("Other sources say otherwise:")
            yield from (f"  {line}" for line in self.others(why))

    def value(self, why: Why) -> str:
        """Return the metric with its value and its marks."""
        figure = why.figure
        label = self._words.text(METRICS[figure.metric].label)
        return self._words.say(
            "{measure}: {told}", measure=label, told=self._numbers.figure(figure)
        )

    def formula(self, why: Why) -> str:
        """Return how the value was made of its cells."""
        figure = why.figure
        return self._words.say(
            FORMULAS.get(why.formula, why.formula),
            n=self._numbers.count(figure.n) if figure.n is not None else len(figure.sources),
            weight=self.weight(why),
            why=tell(self._words, figure.why_none or "no_data", {}),
        )

    def weight(self, why: Why) -> str:
        """Return what the value is weighed by, as it is called."""
        name = why.figure.weight or ""
        if name in METRICS:
            return self._words.text(METRICS[name].label)
        return self._words.text(WEIGHTS.get(name, WEIGHTS["mixed"]))

    def under(self, why: Why) -> str:
        """Return how much stands under a weighed value, and the range it leaves; else nothing."""
        figure, words = why.figure, self._words
        if figure.days_without_weight:
            days = words.listed(f"{day}" for day in figure.days_without_weight)
            return words.say("Days without what it is weighed by: {days}", days=days)
        if figure.weight in (None, "day") or figure.n is None:
            return ""
        n = self._numbers.count(figure.n)
        told = [words.say("{weight} under it: {n}", weight=self.weight(why), n=n)]
        if figure.low is not None and figure.high is not None:
            low, high = (self._numbers.show(one, figure.unit) for one in (figure.low, figure.high))
            told.append(words.say("likely between {low} and {high}", low=low, high=high))
        if figure.few:
            told.append(words.text("too few to read"))
        return words.clauses(told)

    def platforms(self, why: Why) -> str:
        """Return what is done over platforms; nothing where there is no value at all."""
        if not why.platforms:
            return ""
        names = [platform_name(self._words, platform) for platform in why.platforms]
        return self._words.say(
            PLATFORM_RULES.get(why.platform_rule, why.platform_rule), platforms=names
        )

    def choice(self, why: Why) -> str:
        """Return which values were chosen where several sources report the same."""
        tools = [tool_name(self._words, tool) for tool in self._settings.source_priority]
        return self._words.say(CHOICES.get(why.rule, why.rule), tools=tools)

    def standing(self, why: Why) -> str:
        """Return until when the value may still change; nothing where it is final."""
        if why.final_on is None:
            return ""
        return self._words.say(
            "It may still change: an export made on {day} or later has it final.",
            day=f"{why.final_on}",
        )

    def files(self, files: Iterable[FileRows]) -> Iterator[str]:
        """Yield a file a line, with its place and rows."""
        for one in files:
            told = [self._file(one.file, one.name), self._place(one)]
            if rows := _ranges([row for row in one.rows if row]):
                told.append(self._words.say("row {row}", row=rows))
            yield self._words.clauses([*told, _span(one)])

    def others(self, why: Why) -> Iterator[str]:
        """Yield what each other source says of the same, a value a line."""
        names = {one.file: one.name for one in (*why.files, *why.others)}
        for source in why.figure.others:
            told = self._words.say(
                "{source}, {day}: {value}",
                source=tool_name(self._words, source.tool),
                day=f"{source.day}",
                value=self._numbers.show(source.value, why.figure.unit),
            )
            place = [told, self._file(source.file, names.get(source.file))]
            if source.row:
                place.append(self._words.say("row {row}", row=f"{source.row}"))
            yield self._words.clauses(place)

    def _place(self, one: FileRows) -> str:
        shop = shop_name(self._words, one.platform, one.shop)
        tool = tool_name(self._words, one.tool)
        return shop if tool == shop else self._words.clauses([tool, shop])

    def _file(self, file: str, name: str | None) -> str:
        """Return a file's name; under a mask its import's id, for a name may name a person."""
        return clean_text(file if name is None or self._session.options.mask else name)


def _ranges(numbers: Sequence[int]) -> str:
    """Return ascending numbers with runs drawn together: 2-4, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _span(one: FileRows) -> str:
    first, last = one.days[0], one.days[-1]
    return f"{first}" if first == last else f"{first} – {last}"
