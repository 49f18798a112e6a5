"""What figures are computed from: records, settings and nothing that opens a file."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import msgspec

from store.clock import work_day
from store.records.metric import METRICS
from store.records.people import Agent, Binding, Shop
from store.records.settings import Settings
from store.records.work import ImportedFile, Sheet


class View(msgspec.Struct, frozen=True):
    """The records of a team that a computation reads; it may hold more days than are asked for."""

    agents: Mapping[str, Agent] = {}
    """By id."""
    bindings: tuple[Binding, ...] = ()
    shops: tuple[Shop, ...] = ()
    settings: Settings = Settings()
    agent_days: tuple[Sheet, ...] = ()
    """One day each."""
    shop_days: tuple[Sheet, ...] = ()
    periods: tuple[Sheet, ...] = ()
    """Sheets of several days."""
    files: Mapping[str, ImportedFile] = {}
    """By import id; decides which import of a tool is the later."""


def today(view: View, now: datetime) -> date:
    """Return the team's working day at a moment; later days are hidden from every figure."""
    zone = view.settings.zone(now.tzinfo) if now.tzinfo else None
    if zone is None:
        return (now - view.settings.day_offset()).date()
    return work_day(now, zone, view.settings.day_offset())


def brief_back(settings: Settings) -> timedelta:
    """Return how far before the day it speaks of the brief reads: the last days of the metric that
    is final last, and the usual days before them."""
    final_last = max(metric.delay_days for metric in METRICS.values())
    return timedelta(days=settings.own_usual_days + settings.brief_days + final_last)


def default_window(view: View, now: datetime) -> tuple[date, date] | None:
    """Return the first and last of the newest days with data (setting `window_days`, 7).

    None where nothing up to today has data. Periods have no days of their own; where there is
    nothing else, the newest period is the window.
    """
    last = today(view, now)
    days = sorted({sheet.start for sheet in view.agent_days if sheet.end <= last and sheet.rows})
    if days:
        return days[-view.settings.window_days :][0], days[-1]
    spans = [(sheet.end, sheet.start) for sheet in view.periods if sheet.end <= last and sheet.rows]
    if not spans:
        return None
    end, start = max(spans)
    return start, end
