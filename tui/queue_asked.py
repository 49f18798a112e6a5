"""Which number of the queue the cursor is on, as a question to the store."""

from store.figures.queue_now import QueueNow, QueueReport
from store.figures.queue_why import UNITS
from tui.feeding import Heard
from tui.live_words import Live
from tui.queue_strip import number_of
from tui.reads.queue_why import HEADS, QueueAsked

_MEASURES = {
    "queue": HEADS,
    "longest": "longest_wait_s",
    "open": "open_contacts",
    "quarter": "arrivals",
    "at_once": "concurrency",
    "used": "saturation",
    "level": "service_level",
    "rate": "abandon_rate",
    "asa": "asa_s",
    "aht": "aht_s",
}
"""Column of the table -> measure, where they are not called alike."""


def asked_of_table(live: Live, queue: str | None, column: str | None) -> QueueAsked | None:
    """Return the question about a cell of the table; a queue's name asks about its heads."""
    now, known = live.queue(queue), live.known(queue)
    measure = _MEASURES.get(column or "", column)
    if now is None or measure not in (*UNITS, HEADS):
        return None
    return QueueAsked(now, measure, live.report.at, known, live.heard.feeds)


def asked_of_strip(heard: Heard, key: str | None) -> QueueAsked | None:
    """Return the question about a number of Today's line."""
    report: QueueReport | None = heard.report
    found: tuple[QueueNow, str] | None = number_of(report, key) if report and key else None
    if report is None or found is None:
        return None
    return QueueAsked(*found, report.at, None, heard.feeds)
