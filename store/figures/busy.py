"""The busy check: is somebody truly too busy? The numbers, and what they come to.

A load is held against what one can hold (capacity), one's own usual and the team. Without a feed
or a log it rests on the daily exports; with the hours of contacts it also tells the quiet minutes
and what they would have held.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

from store.figures.short import ShortContacts
from store.records.settings import Settings

Verdict = Literal["overloaded", "normal", "light", "not_enough_data"]
BusyFrom = Literal["contacts", "daily", "none"]


QUIET, NO_QUIET = 0.75, 0.9
"""Share of time with a contact open: good is 0.75 to 0.85, above 0.9 one has to act [blog]."""


class Load(msgspec.Struct, frozen=True):
    """One measure of a load beside what it is read against."""

    code: str
    """contacts, contacts_per_hour, open_at_once, busy_share, handle_s."""
    value: float | None
    usual: float | None = None
    """The agent's own usual, or the team's."""
    team: float | None = None
    """Median of the others of the group at the same time."""
    limit: float | None = None
    """What can be held."""


class Room(msgspec.Struct, frozen=True):
    """What else would have fitted in; None where it can't be told."""

    quiet_minutes: float | None = None
    """Minutes without any contact open, between the first and the last one of the day."""
    contacts: float | None = None
    """Contacts that free places would have held at the usual handle time, or that were handled on
    busier days."""
    follow_ups: float | None = None
    """Follow-ups of `busy.follow_up_s` that the quiet minutes would have held."""


class Busy(msgspec.Struct, frozen=True):
    """The answer for an agent or the team, on a day or in an hour."""

    day: date
    hour: int | None
    """Hour of the day on the team's clock; None for the whole day."""
    agent: str | None
    """Agent's id; None for the team."""
    name: str | None
    verdict: Verdict
    basis: BusyFrom
    """contacts: a log or a feed; daily: exports; none: nothing is known of the day."""
    loads: tuple[Load, ...] = ()
    use: float | None = None
    """Share of what can be held that was held, 0-1 and above."""
    cap: float | None = None
    """Contacts at once; of the team added up."""
    room: Room = Room()
    usual_days: int = 0
    """Days that the usual is made of."""
    reasons: tuple[str, ...] = ()
    """Codes of what decided: near_capacity, room_left, hardly_quiet, quiet_left, above_usual,
    below_usual, above_team, below_team, no_usual, no_team, no_capacity."""
    short: ShortContacts | None = None
    """Very short contacts of the day and of the usual days: a question, not a verdict."""
    agents: tuple["Busy", ...] = ()
    """Of the team: everyone, by name."""


def joined(contacts: Busy, daily: Busy, settings: Settings) -> Busy:
    """Return a day's answer from contacts whose own usual only the daily exports know."""
    if daily.basis == "none" or contacts.basis == "none":
        return contacts if daily.basis == "none" else daily
    share = next((load.value for load in contacts.loads if load.code == "busy_share"), None)
    told = {load.code for load in daily.loads}
    loads = (*daily.loads, *(load for load in contacts.loads if load.code not in told))
    verdict, reasons = judge(loads, contacts.use, settings, share)
    known = {one.agent: one for one in contacts.agents}
    return msgspec.structs.replace(
        contacts,
        verdict=verdict,
        reasons=reasons,
        loads=loads,
        usual_days=daily.usual_days,
        agents=tuple(
            joined(known.pop(one.agent), one, settings) if one.agent in known else one
            for one in daily.agents
        )
        + tuple(known.values()),
    )


def judge(
    loads: Sequence[Load],
    use: float | None,
    settings: Settings,
    busy_share: float | None = None,
) -> tuple[Verdict, tuple[str, ...]]:
    """Return the verdict on a load and the codes of what decided it.

    Overloaded: near capacity, or more than own usual and than the team with no capacity left, or
    more than either with hardly a quiet minute. Light: capacity and quiet minutes left and less
    than usual or the team; where no capacity is known, less than both. What is not known
    contradicts nothing; where nothing is known there is no verdict. The first load is the one
    that is compared; `busy_share` is the share of time with a contact open.
    """
    main = loads[0] if loads else Load("contacts", None)
    own = _ratio(main.value, main.usual)
    team = _ratio(main.value, main.team)
    if own is None and team is None and use is None:
        return "not_enough_data", ("no_capacity", "no_usual", "no_team")
    above, below = 1 + settings.busy_apart, 1 - settings.busy_apart
    reasons = [
        *_said(use, settings.busy_overloaded, settings.busy_light, "near_capacity", "room_left"),
        *_said(busy_share, NO_QUIET, QUIET, "hardly_quiet", "quiet_left"),
        *_said(own, above, below, "above_usual", "below_usual"),
        *_said(team, above, below, "above_team", "below_team"),
    ]
    missing = (("no_capacity", use), ("no_usual", own), ("no_team", team))
    told = (*reasons, *(code for code, value in missing if value is None))
    return _verdict(set(reasons), own is not None, team is not None, busy_share is None), told


def _verdict(said: set[str], own: bool, team: bool, no_minutes: bool) -> Verdict:
    """Return the verdict by what was said; `own` and `team` say what there was to compare with."""
    more = {"above_usual", "above_team"} & said
    less = {"below_usual", "below_team"} & said
    compared = own + team
    room = "room_left" in said and (no_minutes or "quiet_left" in said)
    if "near_capacity" in said or (more and "hardly_quiet" in said):
        return "overloaded"
    if compared and len(more) == compared and "room_left" not in said:
        return "overloaded"
    if room:
        return "light" if less or not compared else "normal"
    known_room = {"room_left", "hardly_quiet"} & said
    if not known_room and compared and len(less) == compared:
        return "light"
    return "normal"


def _said(value: float | None, high: float, low: float, above: str, below: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if value >= high:
        return (above,)
    return (below,) if value <= low else ()


def _ratio(value: float | None, by: float | None) -> float | None:
    return value / by if value is not None and by else None
