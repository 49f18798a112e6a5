"""Figures as plain text: groups of agents as tables, one agent as one fact a line."""

from collections.abc import Iterator

from store.figures.results import AgentFigures, AgentsReport, Compared, ShopsReport
from store.figures.strip import SIZES
from store.records.metric import METRICS
from store.records.settings import Settings
from tui.context import Session, screen_width
from tui.figures_table import marks_note
from tui.gap_text import gap_lines, spread_lines
from tui.names import group_name, platform_name, shop_name
from tui.numbers import Numbers
from tui.plain import Column, table


def agents_lines(session: Session, report: AgentsReport, settings: Settings) -> Iterator[str]:
    """Yield every group's main measures, an agent a line, own usual in brackets."""
    words = session.words
    numbers = session.numbers(settings.currency)
    yield words.say("Agents, {start} to {end}", start=f"{report.start}", end=f"{report.end}")
    if not report.agents:
        yield words.text("No figures in these days.")
    for group in sorted({agent.group for agent in report.agents}, key=lambda g: (g is None, g)):
        members = [agent for agent in report.agents if agent.group == group]
        yield ""
        yield words.say("Group {group}", group=group_name(words, group))
        yield from _group(session, members, _measures(members, group, settings), numbers)
        yield from spread_lines(session, members, numbers)
        if any(agent.by_platform for agent in members):
            yield from _platforms(session, members, group, settings, numbers)
    if report.agents:
        yield ""
        yield words.text("In brackets: own usual. * may still change; ~ too few to read.")
    yield from unbound_lines(session, report)


def agent_lines(session: Session, report: AgentsReport, settings: Settings) -> Iterator[str]:
    """Yield every measure of the agents of the report, one fact a line."""
    words, numbers = session.words, session.numbers(settings.currency)
    for agent in report.agents:
        yield words.say(
            "{name}, {group}, {start} to {end}",
            name=session.person(agent.name),
            group=group_name(words, agent.group),
            start=f"{report.start}",
            end=f"{report.end}",
        )
        yield words.many("{n} day worked", "{n} days worked", agent.days)
        yield from _facts(session, agent, numbers)
        yield from (f"  {line}" for line in gap_lines(session, agent, numbers))
        for platform, part in agent.by_platform.items():
            yield ""
            yield platform_name(words, platform)
            yield from _facts(session, part, numbers)
    if report.agents:
        yield ""
        yield marks_note(session)


def shops_lines(session: Session, report: ShopsReport, settings: Settings) -> Iterator[str]:
    """Yield each shop's own figures beside those of its agents."""
    words, numbers = session.words, session.numbers(settings.currency)
    yield words.say("Shops, {start} to {end}", start=f"{report.start}", end=f"{report.end}")
    if not report.shops:
        yield words.text("No figures in these days.")
        return
    columns = [
        Column(words.text("Measure")),
        Column(words.text("The shop's own"), right=True),
        Column(words.text("Its agents"), right=True),
    ]
    for shop in report.shops:
        yield ""
        yield shop_name(words, shop.platform, shop.shop, known=shop.known)
        rows = []
        for metric, described in METRICS.items():
            own, agents = shop.own.get(metric), shop.agents.get(metric)
            if own or agents:
                shown = [numbers.figure(f) if f else numbers.missing for f in (own, agents)]
                rows.append([words.text(described.label), *shown])
        yield from table(columns, rows)
        if shop.unbound:
            yield words.say(
                "Counted for nobody until bound: {names}",
                names=[session.person(name) for name in shop.unbound],
            )
    yield ""
    yield marks_note(session)


def unbound_lines(session: Session, report: AgentsReport) -> Iterator[str]:
    """Yield the nicknames whose rows count for nobody."""
    if not report.unbound:
        return
    words = session.words
    yield ""
    yield words.text("Counted for nobody until bound:")
    for one in report.unbound:
        yield "  " + words.say(
            "{nickname} ({platform}), {first} to {last}",
            nickname=session.person(one.nickname),
            platform=platform_name(words, one.platform),
            first=f"{one.first}",
            last=f"{one.last}",
        )


def _measures(members: list[AgentFigures], group: str | None, settings: Settings) -> list[str]:
    """Return the group's size measure and its main measures, as far as somebody has them."""
    there = {metric for agent in members for metric in agent.metrics}
    size = next((metric for metric in SIZES if metric in there), None)
    main = settings.group_measures.get(group or "", settings.main_measures)
    wanted = [size, *main] if size else list(main)
    return [metric for metric in dict.fromkeys(wanted) if metric in there]


def _group(
    session: Session, members: list[AgentFigures], metrics: list[str], numbers: Numbers
) -> list[str]:
    words = session.words
    columns = [Column(words.text("Agent")), Column(words.text("Days"), right=True)]
    columns += [Column(words.text(METRICS[m].label), right=True) for m in metrics]
    rows = [
        [session.person(agent.name), str(agent.days)]
        + [_cell(agent.metrics.get(metric), numbers) for metric in metrics]
        for agent in members
    ]
    rows += _compared_rows(session, members, metrics, numbers)
    return table(columns, rows, limit=screen_width())


def _platforms(
    session: Session,
    members: list[AgentFigures],
    group: str | None,
    settings: Settings,
    numbers: Numbers,
) -> Iterator[str]:
    for platform in sorted({name for agent in members for name in agent.by_platform}):
        parts = [a.by_platform[platform] for a in members if platform in a.by_platform]
        yield ""
        yield session.words.say(
            "Group {group}, only {platform}",
            group=group_name(session.words, group),
            platform=platform_name(session.words, platform),
        )
        yield from _group(session, parts, _measures(parts, group, settings), numbers)


def _compared_rows(
    session: Session, members: list[AgentFigures], metrics: list[str], numbers: Numbers
) -> list[list[str]]:
    """Return the team median and the target below a group, where one value stands for all.

    A sum is compared by each agent's own days: those stand in the agent's own list.
    """
    rows: list[list[str]] = []
    for label, name in (
        (session.words.text("Team median"), "team_median"),
        (session.words.text("Target"), "target"),
    ):
        cells: list[str] = []
        for metric in metrics:
            values = {
                getattr(agent.metrics[metric], name) for agent in members if metric in agent.metrics
            } - {None}
            one = values.pop() if len(values) == 1 and METRICS[metric].pooling != "sum" else None
            cells.append(numbers.show(one, METRICS[metric].unit) if one is not None else "")
        if any(cells):
            rows.append([label, "", *cells])
    return rows


def _cell(compared: Compared | None, numbers: Numbers) -> str:
    if compared is None:
        return numbers.missing
    shown, usual = numbers.figure(compared.figure), compared.own_usual
    if usual is None or usual.value is None:
        return shown
    return f"{shown} ({numbers.show(usual.value, usual.unit)})"


def _facts(session: Session, agent: AgentFigures, numbers: Numbers) -> Iterator[str]:
    words = session.words
    for metric, compared in agent.metrics.items():
        figure = compared.figure
        if figure.why_none == "no_data":
            continue
        told = [numbers.figure(figure)]
        usual = compared.own_usual.value if compared.own_usual else None
        for value, message in (
            (usual, words.text("own usual {value}")),
            (compared.team_median, words.text("team median {value}")),
            (compared.target, words.text("target {value}")),
        ):
            if value is not None:
                told.append(message.format(value=numbers.show(value, figure.unit)))
        if figure.low is not None and figure.high is not None:
            told.append(
                words.say(
                    "likely between {low} and {high}",
                    low=numbers.show(figure.low, figure.unit),
                    high=numbers.show(figure.high, figure.unit),
                )
            )
        if figure.weight and figure.n is not None:
            told.append(words.say("n {n}", n=numbers.count(figure.n)))
        if figure.value is None and figure.why_none:
            told.append(why_none(session, figure.why_none))
        yield "  " + words.say(
            "{measure}: {told}", measure=words.text(METRICS[metric].label), told=words.clauses(told)
        )


def why_none(session: Session, code: str) -> str:
    """Return why there is no such number."""
    from tui.wording import tell

    return tell(session.words, code, {})
