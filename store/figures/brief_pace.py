"""The month's targets beside what has been done of them."""

from collections.abc import Iterable
from datetime import date

from store.figures.choose import Ruling
from store.figures.pool import pool, values_of
from store.figures.resolve import Gathering
from store.figures.results import Item, Pace, Reason, Subject
from store.figures.view import View
from store.records.figure import Figure
from store.records.metric import METRICS, Metric


def paces(view: View, gathering: Gathering, day: date, ruling: Ruling) -> tuple[Pace, ...]:
    """Return where each target stands, from the first of the month to a day.

    A sum's target is per agent and worked day: what should stand there is that times the
    agent-days which have the metric. A target for all counts for the groups without their own.
    """
    targets = view.settings.targets
    if not targets:
        return ()
    start = day.replace(day=1)
    people = gathering.window(start, day, periods=False).people
    found: list[Pace] = []
    for metric_id, group in sorted(targets, key=lambda key: (key[0], key[1] or "")):
        metric = METRICS[metric_id]
        own = {g for m, g in targets if m == metric_id and g is not None}
        values = [
            values_of(cells, metric, ruling)
            for who, cells in people.items()
            if _counts(view.agents[who].group, group, own)
        ]
        figure = pool(metric, values, start, day, ruling)
        agent_days = sum(len(one.dates()) for one in values)
        found.append(
            _pace(
                metric,
                group,
                figure,
                target=targets[metric_id, group],
                agent_days=agent_days,
                short=view.settings.brief_pace_short,
            )
        )
    return tuple(found)


def _counts(of_agent: str | None, group: str | None, own: set[str]) -> bool:
    return of_agent == group if group is not None else of_agent not in own


def _pace(
    metric: Metric,
    group: str | None,
    figure: Figure,
    *,
    target: float,
    agent_days: int,
    short: float,
) -> Pace:
    if metric.pooling == "sum":
        target *= agent_days
    ratio = figure.value / target if figure.value is not None and target else None
    late = ratio is not None and (
        ratio > 1 + short if metric.better == "lower" else ratio < 1 - short
    )
    return Pace(
        metric=metric.id,
        group=group,
        start=figure.start,
        end=figure.end,
        value=figure.value,
        target=target,
        ratio=ratio,
        agent_days=agent_days,
        provisional=figure.provisional,
        behind=late,
    )


def behind(found: Iterable[Pace]) -> list[Item]:
    """Return the targets that are falling behind, the furthest first; provisional ones wait."""
    late = [pace for pace in found if pace.behind and not pace.provisional]
    late.sort(key=lambda pace: (-abs((pace.ratio or 0) - 1), pace.metric, pace.group or ""))
    return [
        Item(
            0,
            "pace",
            Subject("group", pace.group, pace.group) if pace.group else Subject("team"),
            (Reason("behind_target", pace.metric, pace.value, pace.target, since=pace.start),),
            "split_gap",
        )
        for pace in late
    ]
