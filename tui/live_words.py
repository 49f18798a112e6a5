"""How the queue stands, in words: what every part of the screen is said from, the data's age."""

import msgspec
from textual.content import Content

from store.figures.alarms import Alarms
from store.figures.queue_now import Freshness, QueueNow, QueueReport
from tui.context import Session
from tui.feed_text import why_line
from tui.feeding import Heard
from tui.language import Words
from tui.numbers import Numbers
from tui.queue_words import STATES
from tui.reads.queue import OfQueue, QueueFacts
from tui.wording import tell_error

SIGNS: dict[Freshness, tuple[str, str]] = {
    "live": ("●", "$text-success"),
    "stale": ("▲", "$text-warning"),
    "old": ("✗", "$text-error bold"),
    "none": ("○", "$text-muted"),
}
"""How fresh the data is -> its sign and its look."""
_WARNS = "$text-warning"
_MOST_AMISS = 3
"""Lines of what is wrong with feeds."""


class Live(msgspec.Struct, frozen=True):
    """What every part of the screen is said from."""

    session: Session
    facts: QueueFacts
    heard: Heard

    @property
    def words(self) -> Words:
        """The language."""
        return self.session.words

    @property
    def numbers(self) -> Numbers:
        """The writer of values, in the team's currency."""
        return self.session.numbers(self.facts.settings.currency)

    @property
    def report(self) -> QueueReport:
        """How the queue stands: as the feeds told last, else as it was read."""
        return self.heard.report or self.facts.report

    @property
    def alarms(self) -> Alarms:
        """The alarms that hold."""
        return self.heard.alarms or Alarms()

    @property
    def told(self) -> bool:
        """Whether anything is told of today; the names of queues alone are not."""
        return any(one.state != "none" or one.day_from is not None for one in self.report.queues)

    def queue(self, name: str | None) -> QueueNow | None:
        """Return a queue by its name."""
        return next((one for one in self.report.queues if one.queue == name), None)

    def known(self, name: str | None) -> OfQueue | None:
        """Return what is known of a queue beside how it stands."""
        return self.facts.queues.get(name) if name is not None else None


def age_line(live: Live) -> Content:
    """Return how old the data is; below it, a line each, what is wrong with feeds."""
    words, report = live.words, live.report
    sign, look = SIGNS[report.state]
    state = words.text(STATES[report.state])
    if report.age_s is None:
        told = state
    else:
        age = live.numbers.duration(round(report.age_s))
        told = words.say("{state}, data {age} old", state=state, age=age)
    parts = [Content.styled(f"{sign} {told}", look)]
    if report.state == "old":
        parts.append(Content.styled(words.text("too old for alarms"), look))
    amiss = _amiss(live)
    if len(amiss) > _MOST_AMISS:
        more = len(amiss) - _MOST_AMISS + 1
        amiss[-more:] = [words.many("and {n} more", "and {n} more", more)]
    first = Content("  ·  ").join(parts)
    return Content("\n").join([first, *(Content.styled(f"! {one}", _WARNS) for one in amiss)])


def _amiss(live: Live) -> list[str]:
    """Return why a feed, or the folder, gives nothing, and since when."""
    words, heard, zone = live.words, live.heard, live.facts.zone
    told = [
        words.say("{feed}: {why}", feed=one.id, why=why_line(words, one, zone))
        for one in heard.feeds
        if one.state == "failing"
    ]
    if heard.trouble is not None and heard.since is not None:
        since = f"{heard.since.astimezone(zone):%H:%M:%S}"
        why = tell_error(words, heard.trouble).splitlines()[0]
        told.append(words.say("fails since {since}: {why}", since=since, why=why))
    return told
