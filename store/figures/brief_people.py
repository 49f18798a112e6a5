"""Who is furthest from their own usual, up and down, and what a whole group does differently."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from store.figures.cells import Cells
from store.figures.choose import Ruling
from store.figures.measures import main_measures
from store.figures.pool import pool, values_of
from store.figures.resolve import Gathered
from store.figures.results import Item, Reason, Subject
from store.figures.swing import swing_of
from store.figures.view import View
from store.records.metric import METRICS, Metric

_BUSY = 1.0
"""Swings of contacts taken from which a day is heavy or light (ours)."""
_LEAST_TEAM = 3
"""Agents that make a shift the group's at least (ours)."""


class _Seen(msgspec.Struct, frozen=True):
    """One agent's measure of the day."""

    agent: str
    group: str | None
    reason: Reason
    good: bool


def shifts(view: View, here: Gathered, before: Gathered, day: date, ruling: Ruling) -> list[Item]:
    """Return the items of group shifts, of agents below and above usual, and what may change.

    An agent is named for the main measure furthest from usual, from `brief.gap` swings on; values
    that are provisional or of too few are not read. Where at least `brief.team_share` of a group's
    agents (and three) moved the same way, the group is named and not its people: look for the road.
    """
    finder = _Finder(view, here, before, day, ruling)
    seen = finder.seen()
    team, rest = _of_groups(seen, finder.read, view.settings.brief_team_share)
    below = _furthest([one for one in rest if not one.good], view, finder)
    above = _furthest([one for one in rest if one.good], view, finder)
    return [*team, *below, *above, *finder.provisional()]


class _Finder:
    """Reads the day's main measures against each agent's usual."""

    def __init__(
        self, view: View, here: Gathered, before: Gathered, day: date, ruling: Ruling
    ) -> None:
        self._view, self._day, self._ruling = view, day, ruling
        self._here, self._before = here.people, before.people
        self.read: dict[tuple[str | None, str], int] = {}
        """(group, metric) -> how many agents could be read."""
        self._early: dict[str, date] = {}

    def seen(self) -> list[_Seen]:
        """Return every measure that is at least `brief.gap` swings from its agent's usual."""
        found: list[_Seen] = []
        for group, agents in self._groups().items():
            both = [c for who in agents for c in self._cells_of(who)]
            for name in main_measures(group, both, self._view.settings):
                for who in agents:
                    reason = self._reason(who, METRICS[name])
                    if reason is None or reason.distance is None:
                        continue
                    self.read[group, name] = self.read.get((group, name), 0) + 1
                    if abs(reason.distance) >= self._view.settings.brief_gap:
                        good = (reason.distance > 0) == (METRICS[name].better != "lower")
                        found.append(_Seen(who, group, reason, good))
        return found

    def load(self, who: str) -> Reason | None:
        """Return the busy check: contacts taken beside the agent's usual day."""
        for name in ("received", "consulted"):
            reason = self._reason(who, METRICS[name])
            if reason is not None and reason.distance is not None:
                heavy, light = reason.distance >= _BUSY, reason.distance <= -_BUSY
                code = "load_heavy" if heavy else "load_light" if light else "load_normal"
                return msgspec.structs.replace(reason, code=code)
        return None

    def provisional(self) -> list[Item]:
        """Return the main measures that may still change, as one item, after reading them."""
        reasons = tuple(
            Reason("provisional_until", name, since=self._day, until=until)
            for name, until in sorted(self._early.items())
        )
        return [Item(0, "provisional", Subject("team"), reasons, "wait")] if reasons else []

    def _groups(self) -> Mapping[str | None, list[str]]:
        found: dict[str | None, list[str]] = {}
        for who in self._here:
            found.setdefault(self._view.agents[who].group, []).append(who)
        return {group: found[group] for group in sorted(found, key=lambda g: (g is None, g or ""))}

    def _cells_of(self, who: str) -> list[Cells]:
        return [self._here[who], self._before.get(who, Cells())]

    def _reason(self, who: str, metric: Metric) -> Reason | None:
        """Return a day's value beside the agent's usual day; None where it should not be read."""
        ruling = self._ruling
        values = values_of(self._here[who], metric, ruling)
        if values.provisional:
            self._early[metric.id] = self._day + timedelta(days=max(1, metric.delay_days))
            return None
        figure = pool(metric, [values], self._day, self._day, ruling)
        cells = self._before.get(who, Cells())
        least = ruling.settings.own_usual_min_days
        if figure.value is None or len(cells.days()) < least:
            return None
        weighed = metric.pooling == "mean" and bool(metric.weights)
        if weighed and (figure.n is None or figure.n < ruling.settings.few):
            return None
        earlier = values_of(cells, metric, ruling)
        usual = pool(metric, [earlier], self._day, self._day, ruling).value
        swing = swing_of(metric, usual, earlier, least)
        if swing is None:
            return None
        return Reason(
            "far_from_usual",
            metric.id,
            figure.value,
            swing.usual,
            n=figure.n,
            distance=swing.distance(figure.value, figure.n),
            since=self._day,
        )


def _of_groups(
    seen: list[_Seen], read: Mapping[tuple[str | None, str], int], share: float
) -> tuple[list[Item], list[_Seen]]:
    """Return what a whole group did, and what is left for persons."""
    moved: dict[tuple[str | None, str, bool], list[_Seen]] = {}
    for one in seen:
        moved.setdefault((one.group, one.reason.metric or "", one.good), []).append(one)
    items: list[Item] = []
    rest: list[_Seen] = []
    for (group, metric, good), several in moved.items():
        of = read[group, metric]
        if len(several) < max(_LEAST_TEAM, share * of):
            rest += several
            continue
        reason = Reason(
            "group_above_usual" if good else "group_below_usual",
            metric,
            value=float(len(several)),
            limit=float(of),
            since=several[0].reason.since,
        )
        subject = Subject("group", group, group) if group else Subject("team")
        suggest = "keep_what_works" if good else "look_for_cause"
        items.append(Item(0, "team_shift", subject, (reason,), suggest))
    return items, rest


def _furthest(seen: list[_Seen], view: View, finder: _Finder) -> list[Item]:
    """Return the agents furthest from usual in one direction, at most `brief.people`."""
    of: dict[str, list[Reason]] = {}
    good = any(one.good for one in seen)
    for one in seen:
        of.setdefault(one.agent, []).append(one.reason)
    for reasons in of.values():
        reasons.sort(key=lambda r: (-abs(r.distance or 0), r.metric or ""))
    order = sorted(of, key=lambda who: (-abs(of[who][0].distance or 0), who))
    items: list[Item] = []
    for who in order[: view.settings.brief_people]:
        load = finder.load(who)
        told = (*of[who], load) if load is not None else tuple(of[who])
        kind = "above_usual" if good else "below_usual"
        suggest = "praise" if good else _help(load)
        name = view.agents[who].name
        items.append(Item(0, kind, Subject("agent", who, name), told, suggest))
    return items


def _help(load: Reason | None) -> str:
    """Return what to do for someone below usual: first see whether the day was too busy."""
    if load is not None and load.code == "load_heavy":
        return "relieve_load"
    return "sit_beside"
