"""The numerators and denominators of a queue's number, and what is missing where there is none."""

from store.figures.caps import rules_of, usual_cap
from store.figures.quarters import last_quarter
from store.figures.queue_now import Ground, QueueNow
from store.figures.queue_one import present
from store.figures.queue_sums import ContactFigures
from store.figures.queue_why import AT_ONCE, BY_CAPS, HEADS, WhyNone

_Told = dict[str, float | None]


def queue_parts(queue: QueueNow, measure: str, ground: Ground) -> dict[str, float]:
    """Return what a number is made of, by name; what is not told is left out."""
    told = _of_day(queue.day, ground) if measure not in AT_ONCE else _of_moment(queue, ground)
    return {name: value for name, value in told.get(measure, {}).items() if value is not None}


def undecided(day: ContactFigures) -> int | None:
    """Return the contacts that were neither answered nor left so far."""
    if day.offered is None or day.answered is None or day.abandoned is None:
        return None
    return day.offered - day.answered - day.abandoned


def _of_moment(queue: QueueNow, ground: Ground) -> dict[str, _Told]:
    caps = _caps(queue, ground)
    backlog: _Told = {"waiting": queue.waiting}
    if queue.kind in ("mail", "ticket"):
        backlog["open_contacts"] = queue.open_contacts
    return {
        "concurrency": {
            "open_contacts": queue.open_contacts,
            "present": present(queue.agents),
        },
        "capacity": caps,
        "saturation": {
            "open_contacts": queue.open_contacts,
            "capacity": queue.capacity,
            **caps,
        },
        "backlog": backlog,
        "arrivals": {"arrived": last_quarter(queue)},
    }


def _of_day(day: ContactFigures, ground: Ground) -> dict[str, _Told]:
    ended: _Told = {"answered": day.answered, "abandoned": day.abandoned}
    return {
        "offered": {**ended, "undecided": undecided(day)},
        "abandon_rate": ended,
        "service_level": {
            "in_time": day.in_time,
            **ended,
            "within_s": day.service_level.within_s,
        },
        "asa_s": {"wait_s": day.wait_s, "answered": day.answered},
        "aht_s": {"handle_s": day.handle_s, "handled": day.handled},
        "occupancy": {"busy_minutes": day.both_busy, "agent_minutes": day.both_agent},
        "short_contacts": {"handled": day.handled, "short_s": ground.settings.short_contact_s},
    }


def _caps(queue: QueueNow, ground: Ground) -> _Told:
    """Return the caps that a capacity is the sum of, as `store.figures.caps.capacity` adds them."""
    here = present(queue.agents)
    if queue.capacity is None or here is None:
        return {}
    rules = rules_of(ground.rules, queue.queue)
    usual = usual_cap(ground.settings, queue.kind, rules)
    caps = sorted((one.cap for one in queue.holding if one.cap is not None), reverse=True)[:here]
    return {
        "known_agents": len(caps),
        "known_caps": sum(caps),
        "other_agents": here - len(caps),
        "usual_cap": usual,
    }


def missing(queue: QueueNow, measure: str) -> tuple[WhyNone, tuple[str, ...]]:
    """Return why there is no such number, and what the source does not tell or nobody did yet."""
    if measure not in AT_ONCE:
        return _missing_of_day(queue, measure)
    if queue.at is None:
        return "no_live", ()
    if measure in BY_CAPS:
        here = present(queue.agents)
        if measure != "capacity" and queue.open_contacts is None:
            return "not_told", ("open_contacts",)
        if here is None:
            return "not_told", ("heads",)
        return ("nobody_present", ()) if here == 0 else ("no_cap", ())
    if measure in HEADS:
        return "not_told", ("heads",) if queue.heads_at is None else (measure,)
    if measure == "backlog":
        return "not_told", ("waiting" if queue.waiting is None else "open_contacts",)
    return "not_told", (measure,)


def _missing_of_day(queue: QueueNow, measure: str) -> tuple[WhyNone, tuple[str, ...]]:
    day = queue.day
    if queue.day_from is None and measure != "occupancy":
        return "no_contacts", ()
    needs: dict[str, _Told] = {
        "offered": {},
        "answered": {"answered": day.answered},
        "abandoned": {"abandoned": day.abandoned},
        "abandon_rate": {"answered": day.answered, "abandoned": day.abandoned},
        "service_level": {
            "answered": day.answered,
            "abandoned": day.abandoned,
            "waits": day.in_time,
        },
        "asa_s": {"answered": day.answered, "waits": day.wait_s},
        "aht_s": {"ends": day.handle_s},
        "short_contacts": {"ends": day.short_contacts},
        "occupancy": {"agent_minutes": day.agent_minutes, "busy_minutes": day.busy_minutes},
    }
    lacks = tuple(name for name, value in needs[measure].items() if value is None)
    if lacks:
        return "not_told", lacks
    yet = {"asa_s": "answered", "aht_s": "handled", "occupancy": "present"}
    return "nobody_yet", (yet.get(measure, "ended"),)
