"""Who is on the floor, in words: contacts open by what each can hold, heads by state over the day.

Agents stand by queue and name, the queue under the cursor first: no line here ranks people.
"""

from functools import partial
from typing import NamedTuple

from store.figures.queue_now import QueueNow
from store.records.queue import Heads
from store.records.words import N_
from tui.live_words import Live
from widgets.bars import Bar, draw_bars
from widgets.cell_text import cells, cut, fit, plain, wrap
from widgets.chart import Draw
from widgets.drawing import Drawing, Line, Run
from widgets.stacked import ROLES, Stack, draw_stacks, stack_signs

_NAME = 12
_BARS = 48
"""Cells that bars take at most."""
_DOTS = 8
"""A dot a contact up to so many; above it the dots are a share."""
_LEAST_STACKS, _MOST_STACKS = 8, 14
"""Lines of the day's states, with a blank one, title and legend."""
_LEAST_FOR_BOTH = 18
"""Lines from which the states of the day stand below the agents, though these have no room."""
_APART = 2
"""Cells between agents side by side."""
_BESIDE_NAME = 21
"""Cells of an agent beside the name: dots, number, queue."""


class Serving(NamedTuple):
    """An agent over all queues."""

    name: str
    """As it may be shown."""
    open: int
    cap: int | None
    queues: tuple[str, ...]


def serving(live: Live, first: str | None) -> list[Serving]:
    """Return who has contacts open, by queue, one of them first, and by name in the source.

    Contacts of several queues are added up against the largest of the caps.
    """
    found: dict[str, list[tuple[QueueNow, int, int | None, str]]] = {}
    for queue in sorted(live.report.queues, key=lambda one: one.queue != first):
        for one in sorted(queue.holding, key=lambda held: held.agent):
            name = live.facts.names.get(one.who or "", one.agent)
            found.setdefault(one.who or one.agent, []).append((queue, one.open, one.cap, name))
    return [
        Serving(
            live.session.person(held[0][3]),
            sum(open_ for _, open_, _, _ in held),
            _largest([cap for _, _, cap, _ in held]),
            tuple(queue.queue for queue, _, _, _ in held),
        )
        for held in found.values()
    ]


def _largest(caps: list[int | None]) -> int | None:
    known = [cap for cap in caps if cap is not None]
    return max(known) if len(known) == len(caps) else None


def agents_title(live: Live) -> str:
    """Return what the pane is of."""
    return live.words.text("Agents on the floor")


def agents_draw(live: Live, queue: str | None) -> Draw:
    """Return what draws the agents, and below them the states of a queue over the day."""
    return partial(_draw, live, queue)


def _draw(live: Live, queue: str | None, width: int, height: int) -> Drawing:
    held, now = serving(live, queue), live.queue(queue)
    counts = [] if held else _counts(live, width)
    if not held and not counts:
        told = live.words.text("No source tells who is there.")
        return [(Run(line, "dim"),) for line in wrap(told, width)]
    below = 0
    if now is not None and now.states:
        below = min(_MOST_STACKS, height - max(len(counts), len(held) + 1))
        if below < _LEAST_STACKS:
            below = _LEAST_STACKS if height >= _LEAST_FOR_BOTH else 0
    drawing = _people(live, held, width, height - below) if held else counts[: height - below]
    if now is not None and below:
        drawing += [(), *_states(live, now, width, below - 1)]
    return drawing


def _people(live: Live, held: list[Serving], width: int, height: int) -> Drawing:
    """Return how many are at their cap, and the agents, as many as have room."""
    words = live.words
    full = sum(one.cap is not None and one.open == one.cap for one in held)
    over = sum(one.cap is not None and one.open > one.cap for one in held)
    told = words.say(
        "{n} with contacts, {full} full, {over} over cap", n=len(held), full=full, over=over
    )
    drawing: Drawing = [(Run(cut(plain(told), width), "bad" if over else "dim"),)]
    names = min(_NAME, max(cells(plain(one.name)) for one in held))
    rows = max(1, height - 1)
    across = max(1, min(-(-len(held) // rows), (width + _APART) // (names + _BESIDE_NAME + _APART)))
    if len(held) > rows * across:
        rows = max(1, rows - 1)
    each = (width - _APART * (across - 1)) // across
    shown = [_agent(live, one, names, each) for one in held[: rows * across]]
    rows = min(rows, -(-len(shown) // across))
    for row in range(rows):
        line: Line = ()
        for run in shown[row::rows]:
            line = (*line, *((Run(" " * _APART),) if line else ()), *run)
        drawing.append(line)
    if len(shown) < len(held):
        more = words.say("and {n} more", n=len(held) - len(shown))
        drawing.append((Run(cut(plain(more), width), "dim"),))
    return drawing


def _agent(live: Live, one: Serving, names: int, width: int) -> Line:
    """Return an agent in `width` cells: name, dots, open by cap, queues."""
    full, free = ("#", ".") if live.session.options.ascii_only else ("●", "○")
    cap = one.cap if one.cap is not None else one.open
    most = max(cap, one.open, 1)
    dots = min(most, _DOTS)
    taken = min(dots, -(-one.open * dots // most))
    count = f"{one.open}/{one.cap}" if one.cap is not None else f"{one.open}"
    over = one.cap is not None and one.open > one.cap
    role = "bad" if over else "usual" if one.open == one.cap else "line"
    count = " " * (_DOTS - dots + 1) + f"{count:>5}" + ("! " if over else "  ")
    left = width - names - 1 - dots - len(count)
    queues = plain(live.words.listed(one.queues))
    return (
        Run(fit(plain(one.name), names) + " "),
        Run(full * taken, role),
        Run(free * (dots - taken), "dim"),
        Run(count, role if over else ""),
        Run(fit(queues, left) if left > 1 else " " * left, "dim"),
    )


def _counts(live: Live, width: int) -> Drawing:
    """Return heads by state where no source names agents: a bar a state, contacts by heads."""
    words, numbers = live.words, live.numbers
    drawing: Drawing = []
    for one in live.report.queues:
        bars = [
            Bar(words.text(name), count, f"{count}", fill=role)
            for name, count, role in _named(one.agents)
        ]
        if not bars:
            continue
        told = words.say("{queue}", queue=one.queue)
        if one.concurrency is not None:
            at_once = numbers.show(one.concurrency, "ratio")
            told = words.say("{queue}: {n} contacts each", queue=one.queue, n=at_once)
        drawing.append((Run(cut(plain(told), width)),))
        drawing += draw_bars(bars, min(width, _BARS), ascii_only=live.session.options.ascii_only)
    return drawing


def _named(heads: Heads) -> list[tuple[str, int, str]]:
    """Return the states that are told, each with its name and look."""
    if heads.available is None and heads.busy is None:
        states = [(N_("Online"), heads.online, ROLES[0]), (N_("Away"), heads.away, ROLES[2])]
    else:
        states = [
            (N_("Busy"), heads.busy, ROLES[0]),
            (N_("Available"), heads.available, ROLES[1]),
            (N_("Away"), heads.away, ROLES[2]),
        ]
    return [(name, count, role) for name, count, role in states if count is not None]


def _stacks(live: Live, queue: QueueNow) -> list[Stack]:
    """Return a queue's heads by half-hour, as last told in each, from the first that is told."""
    told: dict[int, Heads] = {}
    for one in queue.states:
        local = one.start.astimezone(live.facts.zone)
        told[local.hour * 2 + local.minute // 30] = one.heads
    slots = range(min(told, default=0), max(told, default=-1) + 1)
    return [Stack(slot, _parts(told[slot]) if slot in told else ()) for slot in slots]


def _parts(heads: Heads) -> tuple[float, ...]:
    """Return busy, available and away; where only the online are told, those not away as busy."""
    away = heads.away or 0
    if heads.available is None and heads.busy is None:
        return (max(0, (heads.online or 0) - away), 0, away)
    return (heads.busy or 0, heads.available or 0, away)


def _states(live: Live, queue: QueueNow, width: int, height: int) -> Drawing:
    """Return a queue's heads by state through the day, with title and legend."""
    words = live.words
    ascii_only = live.session.options.ascii_only
    title = words.say("{queue}: heads by state", queue=queue.queue)
    signs = dict(zip(ROLES, stack_signs(ascii_only).parts, strict=True))
    states = [state for one in queue.states for state in _named(one.heads)]
    names = dict.fromkeys((signs[role], words.text(name)) for name, _, role in states)
    legend = "  ".join(f"{sign} {name}" for sign, name in names)
    stacks = _stacks(live, queue)
    return [
        (Run(cut(plain(title), width), "strong"),),
        *draw_stacks(stacks, width, height - 2, ascii_only=ascii_only),
        (Run(cut(plain(legend), width), "dim"),),
    ]
