"""What a lead asks when a number on screen is to say where it comes from."""

from datetime import date

import msgspec


class Asked(msgspec.Struct, frozen=True):
    """The number under the cursor: whose, of what, of which days."""

    metric: str
    """Metric id."""
    agent: str | None
    """Agent id; None for the whole team."""
    start: date
    end: date
    """First and last day, both inclusive."""
    platform: str | None = None
    """Of this platform alone; None for all together."""
