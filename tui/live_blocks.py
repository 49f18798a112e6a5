"""Today's contacts by half-hour over their forecast, as blocks."""

from collections.abc import Sequence

import msgspec

from store.figures.forecast import Forecast
from store.figures.queue_now import QueueNow
from tui.context import Session
from tui.live_words import Live
from tui.reads.queue import arrived
from widgets.cell_text import cells, cut, plain
from widgets.chart import Draw
from widgets.drawing import Drawing, Run
from widgets.half_hours import HalfHour, draw_half_hours, signs

_STILL = 0.5
"""Half-hours with less than this expected are left off at both ends of the day."""


def blocks_title(live: Live, queue: str | None) -> str:
    """Return what the blocks are of."""
    words = live.words
    name = words.text("All queues") if queue is None else words.say("{queue}", queue=queue)
    return words.say("{queue}: contacts by half-hour", queue=name)


def blocks_draw(live: Live, queue: str | None) -> Draw | None:
    """Return what draws the arrivals of a queue over its forecast; without one, of all.

    None where neither is known.
    """
    known = live.known(queue)
    expected = known.forecast if known is not None else live.facts.total
    halves = _halves(live, live.queue(queue), expected)
    return _Blocks(live.session, tuple(halves), expected.why_none) if halves else None


class _Blocks(msgspec.Struct, frozen=True):
    """Draws half-hours: equal, and so not drawn again, until a contact comes."""

    session: Session
    halves: tuple[HalfHour, ...]
    why_none: str | None

    def __call__(self, width: int, height: int) -> Drawing:
        words, ascii_only = self.session.words, self.session.options.ascii_only
        drawn = signs(ascii_only)
        told = [words.say("{came} arrived", came=drawn.came)]
        if self.why_none:
            told.append(words.text("no forecast yet: under a week is known"))
        else:
            told.append(words.say("{range} forecast, 80 % range", range=drawn.range))
            told.append(words.say("{both} both", both=drawn.both))
        legend = "  ".join(told)
        if cells(plain(legend)) > width:
            legend = "  ".join(told[:2])
        return [
            *draw_half_hours(self.halves, width, height - 1, ascii_only=ascii_only),
            (Run(cut(plain(legend), width), "dim"),),
        ]


def _halves(live: Live, queue: QueueNow | None, expected: Forecast) -> list[HalfHour]:
    came: Sequence[int] = ()
    if queue is not None and queue.arrivals:
        came = arrived(queue, live.facts.day, live.facts.zone)
    slot = _slot(live)
    ranges = {one.slot: one for one in expected.intervals}
    halves = []
    for at in range(48):
        one = ranges.get(at)
        seen = float(came[at]) if came and at <= slot else None
        spread = (one.low, one.high) if one is not None else (None, None)
        halves.append(HalfHour(at, seen, *spread))
    lively = [
        half.slot
        for half in halves
        if (half.came or 0) > 0 or ((e := ranges.get(half.slot)) and e.offered >= _STILL)
    ]
    return halves[lively[0] : lively[-1] + 1] if lively else []


def _slot(live: Live) -> int:
    local = live.report.at.astimezone(live.facts.zone)
    return local.hour * 2 + local.minute // 30
