"""What a file comes to once all its rows were added up."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec


class Summed(msgspec.Struct, frozen=True):
    """The days of a file, encoded: a year of them is a few megabytes."""

    days: tuple[date, ...] = ()
    queue_days: tuple[msgspec.Raw, ...] = ()
    """QueueDays."""
    agent_days: tuple[msgspec.Raw, ...] = ()
    """AgentDays."""
    agents: dict[str, tuple[date, ...]] = {}
    """Agent as written -> the days on which they answered."""


def encoded(records: Iterable[Any]) -> tuple[msgspec.Raw, ...]:
    """Return records encoded, one after the other."""
    return tuple(msgspec.Raw(msgspec.json.encode(record)) for record in records)
