"""What a lead asks when a number on screen is to say where it comes from, and the answer."""

from collections.abc import Mapping
from datetime import date

import msgspec

from store.figures.asked import asked_figure
from store.figures.explain import explain
from store.figures.results import Item, Why
from store.records.people import Agent
from store.records.settings import Settings
from store.team import Team
from store.views import window_view


class Asked(msgspec.Struct, frozen=True):
    """The number under the cursor: whose, of what, of which days."""

    metric: str
    """Metric id."""
    agent: str | None
    """Agent id; None for the whole team."""
    start: date
    end: date
    """First and last day, both inclusive."""
    platform: str | None = None
    """Of this platform alone; None for all together."""
    group: str | None = None
    """Of this group alone, where no agent is named."""


def of_item(item: Item, day: date) -> Asked | None:
    """Return which number an item of the brief of a day speaks of first; None where of none."""
    reason = next((one for one in item.reasons if one.metric), None)
    if reason is None or reason.metric is None:
        return None
    subject = item.subject
    return Asked(
        reason.metric,
        subject.id if subject.kind == "agent" else None,
        min(reason.since or day, day),
        min(reason.until or day, day),
        group=subject.id if subject.kind == "group" else None,
    )


class WhyFacts(msgspec.Struct, frozen=True):
    """Everything that is known of a number."""

    asked: Asked
    why: Why
    agents: Mapping[str, Agent]
    """By id."""
    settings: Settings


def read_why(team: Team, asked: Asked) -> WhyFacts:
    """Compute the number again, this time with every cell that it was made of."""
    now = team.clock.now()
    view = window_view(team, asked.start, asked.end)
    figure = asked_figure(
        view,
        asked.metric,
        asked.start,
        asked.end,
        now,
        agent=asked.agent,
        group=asked.group,
        platform=asked.platform,
    )
    return WhyFacts(asked, explain(view, figure), view.agents, view.settings)
