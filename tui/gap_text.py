"""Where a difference in sales comes from, and how evenly a group's work is spread, in words."""

from collections.abc import Iterator, Sequence

from store.figures.gap import Gap, sales_gap
from store.figures.results import AgentFigures
from store.figures.spread import spread
from store.figures.strip import SIZES
from store.records.metric import METRICS
from tui.context import Session
from tui.numbers import Numbers


def spread_of(members: Sequence[AgentFigures]) -> tuple[str, ...]:
    """Return the metrics whose spread over a group is told: its size and its sales."""
    there = {metric for agent in members for metric in agent.metrics}
    size = next((metric for metric in SIZES if metric in there), None)
    return (size, "sales") if size else ("sales",)


def gap_lines(session: Session, agent: AgentFigures, numbers: Numbers) -> Iterator[str]:
    """Yield what an agent's sales differ by from the usual and the target, split in three."""
    usual, target = sales_gap(agent.metrics), sales_gap(agent.metrics, "target")
    if usual is not None:
        yield _told(session, session.words.text("Sales beside own usual"), usual, numbers)
    if target is not None:
        yield _told(session, session.words.text("Sales beside the target"), target, numbers)


def spread_lines(
    session: Session, members: Sequence[AgentFigures], numbers: Numbers
) -> Iterator[str]:
    """Yield how evenly a group's customers and sales are spread; nothing for a small group."""
    words = session.words
    for metric in spread_of(members):
        found = spread(members, metric)
        if found is None or found.top_share is None:
            continue
        unit = METRICS[metric].unit
        yield words.say(
            "{measure} a worked day: P10 {low}, P90 {high}; the top {top} of {n} did {share}",
            measure=words.text(METRICS[metric].label),
            low=numbers.show(found.p10, unit),
            high=numbers.show(found.p90, unit),
            top=found.top,
            n=found.agents,
            share=numbers.show(found.top_share, "rate"),
        )


def _told(session: Session, name: str, gap: Gap, numbers: Numbers) -> str:
    return session.words.say(
        "{name} {gap}: customers {volume}, conversion {conversion}, basket {basket}",
        name=name,
        gap=numbers.change(gap.gap, "money"),
        volume=numbers.change(gap.volume, "money"),
        conversion=numbers.change(gap.conversion, "money"),
        basket=numbers.change(gap.basket, "money"),
    )
