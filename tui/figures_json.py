"""Figures as the documents of `agents --json` and `shops --json`."""

from collections.abc import Mapping
from typing import Any

import msgspec

from store.figures.gap import Gap, sales_gap
from store.figures.results import AgentFigures, AgentsReport, Compared, ShopsReport
from store.figures.spread import spread
from store.records.figure import Figure, Source
from tui.context import Session
from tui.gap_text import spread_of


def agents_json(session: Session, report: AgentsReport) -> dict[str, Any]:
    """Return the document of `agents --json`."""
    return {
        "from": report.start,
        "to": report.end,
        "agents": [_agent(session, agent) for agent in report.agents],
        "team": {
            "metrics": _figures(report.team),
            "platforms": {
                platform: {"metrics": _figures(figures)}
                for platform, figures in report.team_by_platform.items()
            },
        },
        "spread": _spreads(report),
        "unbound": [
            {**msgspec.structs.asdict(one), "nickname": session.person(one.nickname)}
            for one in report.unbound
        ],
    }


def shops_json(session: Session, report: ShopsReport) -> dict[str, Any]:
    """Return the document of `shops --json`."""
    return {
        "from": report.start,
        "to": report.end,
        "shops": [
            {
                "platform": shop.platform,
                "shop": shop.shop,
                "known": shop.known,
                "own": {"metrics": _figures(shop.own)},
                "agents": {"metrics": _figures(shop.agents)},
                "unbound": [session.person(name) for name in shop.unbound],
            }
            for shop in report.shops
        ],
    }


def _agent(session: Session, agent: AgentFigures) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": agent.id,
        "name": session.person(agent.name),
        "group": agent.group,
        "days": agent.days,
        "metrics": {metric: _compared(session, one) for metric, one in agent.metrics.items()},
    }
    document["gap"] = _gaps(agent)
    if agent.by_platform:
        document["platforms"] = {
            platform: {
                "days": part.days,
                "metrics": {m: _compared(session, one) for m, one in part.metrics.items()},
                "gap": _gaps(part),
            }
            for platform, part in agent.by_platform.items()
        }
    return document


def _spreads(report: AgentsReport) -> list[dict[str, Any]]:
    """Return how evenly each group's customers and sales are spread."""
    found = []
    for group in sorted({agent.group for agent in report.agents}, key=lambda g: (g is None, g)):
        members = [agent for agent in report.agents if agent.group == group]
        for metric in spread_of(members):
            one = spread(members, metric)
            if one is not None:
                found.append({"group": group, **msgspec.structs.asdict(one)})
    return found


def _gaps(agent: AgentFigures) -> dict[str, Any]:
    """Return what sales differ by, split; null where a part of it is not known."""
    return {
        "own_usual": _gap(sales_gap(agent.metrics)),
        "target": _gap(sales_gap(agent.metrics, "target")),
    }


def _gap(gap: Gap | None) -> dict[str, Any] | None:
    return None if gap is None else {"gap": gap.gap, **msgspec.structs.asdict(gap)}


def _compared(session: Session, compared: Compared) -> dict[str, Any]:
    usual = compared.own_usual
    return {
        **_figure(compared.figure),
        "own_usual": None if usual is None else usual.value,
        "team_median": compared.team_median,
        "target": compared.target,
        "sources": [_source(session, source) for source in compared.figure.sources],
        "others": [_source(session, source) for source in compared.figure.others],
    }


def _figures(figures: Mapping[str, Figure]) -> dict[str, Any]:
    return {metric: _figure(figure) for metric, figure in figures.items()}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "n": figure.n,
        "provisional": figure.provisional,
        "unit": figure.unit,
        "weight": figure.weight,
        "few": figure.few,
        "low": figure.low,
        "high": figure.high,
        "why_none": figure.why_none,
        "days_without_weight": figure.days_without_weight,
    }


def _source(session: Session, source: Source) -> dict[str, Any]:
    return {**msgspec.structs.asdict(source), "nickname": session.person(source.nickname)}
