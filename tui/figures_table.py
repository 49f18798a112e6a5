"""Figures as tables that leave the house: ids and plain values for CSV, words for pages."""

from store.exports.table import Cell, Table
from store.figures.results import AgentsReport, ShopsReport
from store.records.metric import METRICS
from tui.context import Session
from tui.names import shop_name
from tui.numbers import Numbers


def agents_values(session: Session, report: AgentsReport) -> Table:
    """Return one row an agent with metric ids as headings and plain values."""
    metrics = metrics_of(report)
    rows: list[tuple[Cell, ...]] = [
        (
            agent.id,
            session.person(agent.name),
            agent.group,
            agent.days,
            *(agent.metrics[m].figure.value if m in agent.metrics else None for m in metrics),
        )
        for agent in report.agents
    ]
    return Table(("id", "name", "group", "days", *metrics), tuple(rows))


def agents_page(session: Session, report: AgentsReport, numbers: Numbers) -> Table:
    """Return one row an agent as people read it, provisional and thin values marked."""
    say = session.words.text
    metrics = metrics_of(report)
    rows: list[tuple[Cell, ...]] = []
    for agent in report.agents:
        cells: list[Cell] = [session.person(agent.name), agent.group, agent.days]
        for metric in metrics:
            compared = agent.metrics.get(metric)
            cells.append(numbers.figure(compared.figure) if compared else numbers.missing)
        rows.append(tuple(cells))
    headers = [say("Agent"), say("Group"), say("Days"), *(say(METRICS[m].label) for m in metrics)]
    return Table(
        tuple(headers),
        tuple(rows),
        title=session.words.say(
            "Agents, {start} to {end}", start=f"{report.start}", end=f"{report.end}"
        ),
        notes=(marks_note(session),),
        numbers=frozenset(range(2, len(headers))),
    )


def shops_values(report: ShopsReport) -> Table:
    """Return one row a shop and metric, the shop's own value beside its agents'."""
    rows: list[tuple[Cell, ...]] = []
    for shop in report.shops:
        for metric in METRICS:
            own, agents = shop.own.get(metric), shop.agents.get(metric)
            if own or agents:
                rows.append(
                    (
                        shop.platform,
                        shop.shop,
                        metric,
                        own.value if own else None,
                        agents.value if agents else None,
                    )
                )
    return Table(("platform", "shop", "metric", "own", "agents"), tuple(rows))


def shops_page(session: Session, report: ShopsReport, numbers: Numbers) -> Table:
    """Return the same as people read it."""
    say = session.words.text
    rows: list[tuple[Cell, ...]] = []
    for shop in report.shops:
        for metric in METRICS:
            own, agents = shop.own.get(metric), shop.agents.get(metric)
            if own or agents:
                rows.append(
                    (
                        shop_name(session.words, shop.platform, shop.shop, known=shop.known),
                        say(METRICS[metric].label),
                        numbers.figure(own) if own else numbers.missing,
                        numbers.figure(agents) if agents else numbers.missing,
                    )
                )
    return Table(
        (say("Shop"), say("Measure"), say("The shop's own"), say("Its agents")),
        tuple(rows),
        title=session.words.say(
            "Shops, {start} to {end}", start=f"{report.start}", end=f"{report.end}"
        ),
        notes=(marks_note(session),),
        numbers=frozenset({2, 3}),
    )


def metrics_of(report: AgentsReport) -> list[str]:
    """Return the ids of the metrics that somebody has, in the order of METRICS."""
    there = {metric for agent in report.agents for metric in agent.metrics}
    return [metric for metric in METRICS if metric in there]


def marks_note(session: Session) -> str:
    """Return what the marks behind a value mean."""
    return session.words.text("* may still change; ~ too few to read.")
