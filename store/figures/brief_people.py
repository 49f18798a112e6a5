"""Who is furthest from their own usual, up and down, and what a whole group does differently."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from store.figures.brief_reader import Reader
from store.figures.choose import Ruling
from store.figures.compare import median
from store.figures.readings import Reading, Span
from store.figures.resolve import Gathered
from store.figures.results import Item, Reason, Subject
from store.figures.view import View

_BUSY = 1.0
"""Usual daily swings of customers taken from which a day, or a mean day, is heavy (ours)."""
_LEAST_TEAM = 3
"""Agents that make a shift the group's at least (ours)."""
_LEAST_OTHERS = 2
"""Others that show what was common to all, at least (ours)."""


class _Told(msgspec.Struct, frozen=True, eq=False):
    """A reading that tells for or against somebody."""

    reading: Reading
    distance: float
    """In swings, less what was common to the group."""


def shifts(view: View, here: Gathered, back: Gathered, day: date, ruling: Ruling) -> list[Item]:
    """Return the items of group shifts, of agents below and above usual, and what may change.

    A day and the last days (setting `brief.days`) are read, each beside the usual days before it.
    Where at least `brief.team_share` of a group's agents (and three) moved the same way, the group
    is named: look for the road. A person is named for what is left when the change common to the
    group is taken off, and once: on the side on which the person is furthest.
    """
    reader = Reader(view, here, back, day, ruling)
    groups: dict[tuple[str | None, bool], list[Reason]] = {}
    told: dict[str, list[_Told]] = {}
    for (group, _, _), readings in reader.readings().items():
        sure = [reader.sure(one) for one in readings]
        shifted = _shifted(sure, reader, view.settings.brief_team_share)
        for good, moved in shifted.items():
            groups.setdefault((group, good), []).append(_of_group(moved, len(sure)))
        for one in sure:
            if abs(one.most) >= view.settings.brief_gap:
                distance = one.beside(_common(one, shifted.get(one.good, sure)))
                told.setdefault(one.who, []).append(_Told(one, distance))
    people = _People(view, reader, day, ruling.last)
    below, above = people.furthest(told)
    return [*_group_items(groups), *below, *above, *_provisional(reader, day)]


def _shifted(
    readings: Sequence[Reading], reader: Reader, share: float
) -> dict[bool, list[Reading]]:
    """Return who moved, by whether that is good, where it is so many that it is the group's."""
    found: dict[bool, list[Reading]] = {}
    for one in readings:
        if abs(one.distance) >= one.span.gap:
            found.setdefault(one.good, []).append(one)
    least = max(_LEAST_TEAM, share * len(readings))
    return {
        good: moved
        for good, moved in found.items()
        if len(moved) >= least and reader.enough(readings)
    }


def _common(one: Reading, group: Iterable[Reading]) -> float:
    """Return the change that is common to the others; none where they are too few to show one."""
    others = [other.change for other in group if other is not one]
    return median(others) if len(others) >= _LEAST_OTHERS else 0.0


def _of_group(moved: Sequence[Reading], of: int) -> Reason:
    one = moved[0]
    code = "group_above_usual" if one.good else "group_below_usual"
    several = one.span.kind == "days"
    return Reason(
        f"{code}_days" if several else code,
        one.metric.id,
        value=float(len(moved)),
        limit=float(of),
        since=one.span.since,
        until=one.span.until if several else None,
    )


def _group_items(groups: Mapping[tuple[str | None, bool], list[Reason]]) -> list[Item]:
    """Return an item for each group and side; of a metric the day goes before the last days."""
    items: list[Item] = []
    for (group, good), reasons in groups.items():
        of: dict[str | None, Reason] = {}
        for reason in reasons:
            of.setdefault(reason.metric, reason)
        subject = Subject("group", group, group) if group else Subject("team")
        suggest = "keep_what_works" if good else "look_for_cause"
        items.append(Item(0, "team_shift", subject, tuple(of.values()), suggest))
    return items


class _People:
    """Says who is furthest from usual, and why."""

    def __init__(self, view: View, reader: Reader, day: date, last: date) -> None:
        self._view, self._reader = view, reader
        self._over = min(day, last - timedelta(days=1))
        """The newest of the last days, where nothing has to become final."""

    def furthest(self, told: Mapping[str, list[_Told]]) -> tuple[list[Item], list[Item]]:
        """Return the agents furthest below and above, at most `brief.people` on each side."""
        found: dict[bool, list[tuple[float, str, list[_Told]]]] = {False: [], True: []}
        for who, several in told.items():
            best = max(several, key=_strength)
            if not _strength(best):
                continue
            good = best.reading.good
            found[good].append((-abs(best.distance), who, self._same_way(several, best)))
        most = self._view.settings.brief_people
        below, above = (
            [self._item(who, several, good) for _, who, several in sorted(found[good])[:most]]
            for good in (False, True)
        )
        return below, above

    def _same_way(self, several: Iterable[_Told], best: _Told) -> list[_Told]:
        """Return what somebody is named for, then what tells the same of other metrics."""
        of = {best.reading.metric.id: best}
        for one in sorted(several, key=lambda one: (-abs(one.distance), one.reading.metric.id)):
            far = abs(one.distance) >= self._view.settings.brief_gap
            if far and one.reading.good == best.reading.good:
                of.setdefault(one.reading.metric.id, one)
        return list(of.values())

    def _item(self, who: str, several: list[_Told], good: bool) -> Item:
        reasons = [self._reason(one) for one in several]
        span = several[0].reading.span
        load = self._load(who, span)
        if load is not None:
            reasons.append(load)
        kind = "above_usual" if good else "below_usual"
        suggest = "praise" if good else _help(load, span)
        subject = Subject("agent", who, self._view.agents[who].name)
        return Item(0, kind, subject, tuple(reasons), suggest)

    def _reason(self, one: _Told) -> Reason:
        span = one.reading.span
        if span.kind == "day":
            return _of_reading("far_from_usual", one.reading, one.distance)
        code = "last_days" if span.until >= self._over else "last_final_days"
        return _of_reading(code, one.reading, one.distance)

    def _load(self, who: str, span: Span) -> Reason | None:
        """Return the busy check: customers taken beside the agent's usual day."""
        reading = self._reader.load(who, span)
        if reading is None or not reading.daily:
            return None
        distance = (reading.value - reading.usual) / reading.daily
        size = "heavy" if distance >= _BUSY else "light" if distance <= -_BUSY else "normal"
        code = f"load_{size}" if span.kind == "day" else f"load_{size}_days"
        return _of_reading(code, reading, distance)


def _strength(one: _Told) -> float:
    """Return how strongly a reading names somebody by itself; zero where it does not."""
    distance = abs(one.distance)
    return distance if distance >= one.reading.span.gap else 0.0


def _of_reading(code: str, reading: Reading, distance: float) -> Reason:
    span = reading.span
    return Reason(
        code,
        reading.metric.id,
        reading.value,
        reading.usual,
        n=reading.n,
        distance=distance,
        since=span.since,
        until=span.until if span.kind == "days" else None,
    )


def _help(load: Reason | None, span: Span) -> str:
    """Return what to do for someone below usual: first see whether the day was too busy."""
    if load is not None and load.code.startswith("load_heavy"):
        return "relieve_load"
    return "sit_beside" if span.kind == "day" else "ask_what_changed"


def _provisional(reader: Reader, day: date) -> list[Item]:
    """Return the main measures of the day that may still change, as one item."""
    reasons = tuple(
        Reason("provisional_until", name, since=day, until=until)
        for name, until in sorted(reader.early.items())
    )
    return [Item(0, "provisional", Subject("team"), reasons, "wait")] if reasons else []
