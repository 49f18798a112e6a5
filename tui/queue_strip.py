"""The queue in one line for Today: how fresh it is, who waits and for how long."""

from collections.abc import Iterator

from textual.content import Content

from store.figures.queue_now import QueueNow, QueueReport
from tui.context import Session
from tui.live_words import SIGNS
from tui.queue_words import STATES
from widgets.number_line import NumberText


def strip_lead(session: Session, report: QueueReport) -> Content:
    """Return how fresh the data is."""
    sign, look = SIGNS[report.state]
    return Content.styled(f"{sign} {session.words.text(STATES[report.state])}", look)


def strip_numbers(session: Session, report: QueueReport) -> tuple[NumberText, ...]:
    """Return the numbers of every queue that anything live is told of; keys: see `number_of`."""
    if report.state == "none":
        return ()
    return tuple(one for queue in report.queues for one in _numbers(session, queue))


def number_of(report: QueueReport, key: str) -> tuple[QueueNow, str] | None:
    """Return the queue and the measure that a number of the line is of; None: it is gone."""
    measure, _, name = key.partition("/")
    queue = next((one for one in report.queues if one.queue == name), None)
    return None if queue is None else (queue, measure)


def _numbers(session: Session, queue: QueueNow) -> Iterator[NumberText]:
    words = session.words
    if queue.waiting is None:
        return
    told = words.say("{queue} {n} waiting", queue=queue.queue, n=queue.waiting)
    yield NumberText(f"waiting/{queue.queue}", told)
    if queue.waiting and queue.longest_wait_s is not None:
        wait = session.numbers().duration(round(queue.longest_wait_s))
        longest = words.say("longest {wait}", wait=wait)
        yield NumberText(f"longest_wait_s/{queue.queue}", longest, words.clauses(["", ""]))
