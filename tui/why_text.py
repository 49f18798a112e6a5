"""`agents --why`: one measure of one agent, and where it came from."""

from collections.abc import Iterator
from typing import Any

import msgspec

from store.figures.explain import explain
from store.figures.results import AgentFigures, AgentsReport, FileRows, Why
from store.figures.view import View
from tui.context import Session
from tui.names import group_name, platform_name
from tui.why_words import WhyWords


def why_lines(session: Session, report: AgentsReport, view: View, metric: str) -> Iterator[str]:
    """Yield why each agent's measure is what it is; with `--by platform` of each apart."""
    words, said = session.words, WhyWords(session, view.settings)
    for agent in report.agents:
        yield words.say(
            "{name}, {group}, {start} to {end}",
            name=session.person(agent.name),
            group=group_name(words, agent.group),
            start=f"{report.start}",
            end=f"{report.end}",
        )
        why = _why(view, agent, metric)
        if why is None:
            yield words.text("No figures in these days.")
            continue
        yield from said.lines(why)
        for platform, part in agent.by_platform.items():
            only = _why(view, part, metric)
            if only is not None:
                yield ""
                yield platform_name(words, platform)
                yield from said.lines(only)


def why_json(session: Session, report: AgentsReport, view: View, metric: str) -> dict[str, Any]:
    """Return the same as a document; an agent without the measure has null."""
    said = WhyWords(session, view.settings)
    return {
        "from": report.start,
        "to": report.end,
        "metric": metric,
        "agents": [
            {
                "id": agent.id,
                "name": session.person(agent.name),
                "why": _document(session, said, _why(view, agent, metric)),
                "platforms": {
                    platform: _document(session, said, _why(view, part, metric))
                    for platform, part in agent.by_platform.items()
                },
            }
            for agent in report.agents
        ],
    }


def _why(view: View, agent: AgentFigures, metric: str) -> Why | None:
    compared = agent.metrics.get(metric)
    return explain(view, compared.figure) if compared is not None else None


def _document(session: Session, said: WhyWords, why: Why | None) -> dict[str, Any] | None:
    if why is None:
        return None
    figure = why.figure
    return {
        "value": figure.value,
        "n": figure.n,
        "unit": figure.unit,
        "weight": figure.weight,
        "provisional": figure.provisional,
        "why_none": figure.why_none,
        "days_without_weight": figure.days_without_weight,
        "formula": why.formula,
        "platforms": why.platforms,
        "platform_rule": why.platform_rule,
        "rule": why.rule,
        "final_on": why.final_on,
        "files": [_file(session, one) for one in why.files],
        "others": [
            {**msgspec.structs.asdict(one), "nickname": session.person(one.nickname)}
            for one in figure.others
        ],
        "told": list(said.lines(why)),
    }


def _file(session: Session, one: FileRows) -> dict[str, Any]:
    hidden = {"name": None} if session.options.mask else {}
    return {**msgspec.structs.asdict(one), **hidden}
