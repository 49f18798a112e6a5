"""Whether a column's plain numbers are shares of one or percentages.

97, 0.9971 and 99.73% may all be the same rate. A percent sign settles its own cell; a plain
column is settled as a whole, because 0.8 beside 1.2 is a percentage and 0.8 beside 0.9 is not.
"""

from collections.abc import Sequence

from store.imports.values import Odd, Percent, Value

NEAR_ONE = frozenset({"reply_rate", "reply_rate_3min", "reply_rate_30s", "satisfaction"})
"""Nobody's is at 1 or 2 in a hundred: a value up to 1 is a share, wherever it stands."""
NEAR_ZERO = frozenset({"dissatisfaction", "refund_rate", "not_served_rate"})
"""Often 1 or 2 in a hundred: one value above 1 makes the column a percentage."""
_PERCENT_FROM = 2.0
"""Between 1 and 2 a rate that isn't near zero is a mistake, not 1 or 2 in a hundred."""


def settle_rates(
    values: Sequence[Value], metric: str, *, own: bool = False, percent: bool = False
) -> list[Value]:
    """Return the column as shares of one; OVER_ONE stands where a cell fits no reading.

    `own` is our own layout, whose rates are shares; `percent` a header that says percent.
    """
    plain = [v for v in values if type(v) is float and v]
    scale = percent or (not own and _is_percent(plain, metric))
    near_one = metric in NEAR_ONE and not percent
    return [_settle(value, scale, near_one) for value in values]


def _is_percent(plain: list[float], metric: str) -> bool:
    above = sum(value > 1 for value in plain)
    if not above:
        return False
    if metric in NEAR_ZERO:
        return True
    # A single slip (1.2, or 97 among shares) must not turn a column of shares into hundredths.
    return max(plain) > _PERCENT_FROM and (metric in NEAR_ONE or above * 2 >= len(plain))


def _settle(value: Value, scale: bool, near_one: bool) -> Value:
    if value is None or isinstance(value, Odd):
        return value
    if type(value) is Percent:
        return float(value)
    if scale and not (near_one and value <= _PERCENT_FROM):
        value = round(value / 100, 12)
    return Odd.OVER_ONE if value > 1 else value
