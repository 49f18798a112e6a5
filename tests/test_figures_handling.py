"""The handle time of earlier days: pooled over contacts, and of how many at once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from store.figures.handling import handling_of
from store.records.queue import QueueDay

FIRST = date(2026, 11, 2)


def day(n: int, **columns: Any) -> QueueDay:
    """Return a day with three half-hours of contacts."""
    begins = datetime(2026, 11, 2, tzinfo=UTC) + timedelta(days=n)
    slots, offered = (18, 19, 20), (4, 4, 4)
    return QueueDay(
        FIRST + timedelta(days=n), "chat", begins, "intervals", slots, offered, **columns
    )


def test_days_are_pooled_over_contacts_and_not_over_days() -> None:
    found = handling_of(
        [
            day(0, handled=(1, 1, 0), handle_s=(600.0, 600.0, None)),
            day(1, handled=(10, 10, 10), handle_s=(3000.0, 3000.0, 3000.0)),
        ]
    )
    assert found is not None
    assert found.aht_s == pytest.approx((1200 + 9000) / 32)
    assert (found.contacts, found.days, found.at_once) == (32, 2, None)


def test_how_many_were_open_at_once_is_open_time_by_time_with_any_open() -> None:
    found = handling_of(
        [
            day(
                0,
                handled=(10, 10, 10),
                handle_s=(3600.0, 3600.0, 3600.0),
                busy_minutes=(20.0, 20.0, None),
                agent_minutes=(60.0, 60.0, 60.0),
            )
        ]
    )
    assert found is not None
    assert found.at_once == pytest.approx(3 * 60 / (20 + 20 + 60))


def test_what_nobody_tells_is_not_zero() -> None:
    assert handling_of([day(0), day(1, handled=(0, 0, 0), handle_s=(0.0, 0.0, 0.0))]) is None
    assert handling_of([]) is None
