"""The last quarter of an hour of a queue that is over: what came in, against the forecast."""

from datetime import UTC, datetime, timedelta

from store.figures.queue_now import QueueNow
from store.figures.queue_one import QUARTER_S

QUARTER = timedelta(seconds=QUARTER_S)


def last_quarter(queue: QueueNow) -> int | None:
    """Return the contacts of the last quarter of an hour that was over at the newest news.

    None where no arrival was told up to then.
    """
    begin = quarter_begins(queue)
    if begin is None or not queue.arrivals or queue.arrivals[0].start > begin:
        return None
    return sum(arrived.offered for arrived in queue.arrivals if arrived.start == begin)


def quarter_begins(queue: QueueNow) -> datetime | None:
    """Return when that quarter began; None where nothing live is known."""
    if queue.at is None:
        return None
    whole = int(queue.at.timestamp() // QUARTER_S)
    return datetime.fromtimestamp((whole - 1) * QUARTER_S, UTC)
