"""The metrics: what each is called, its unit, how it is pooled and when it is final.

Ids, weights and pooling are the contract's; labels are English message ids.
"""

from typing import Literal

import msgspec

from store.records.words import N_

Unit = Literal["count", "seconds", "rate", "ratio", "money", "score"]
Pooling = Literal["sum", "mean", "max"]
Better = Literal["higher", "lower", "neither"]


class Metric(msgspec.Struct, frozen=True):
    """One metric."""

    id: str
    label: str
    """English message id."""
    unit: Unit
    """count; seconds; rate 0-1; ratio; money in the team's currency; score in points."""
    pooling: Pooling = "sum"
    """Over days and people: sum; mean by `weights`; max takes the largest."""
    weights: tuple[str, ...] = ()
    """Metrics that can be the weight of a mean, the first present one of a cell is used."""
    unweighted_day: bool = False
    """A mean without any weight metric present may count each day once (scores)."""
    better: Better = "neither"
    """Which way is good; `neither` where more is only more."""
    delay_days: int = 0
    """Days after its day until the value is final."""
    across_platforms: bool = True
    """False where platforms define it differently: never pooled over platforms."""


_SERVED = ("served", "received")
_RATED = ("ratings", "served", "received")
_ASKED = ("consulted", "received")


def _counts() -> list[Metric]:
    rows: list[tuple[str, str, Better]] = [
        ("consulted", N_("Customers consulting"), "neither"),
        ("received", N_("Received"), "neither"),
        ("served", N_("Effectively served"), "neither"),
        ("resolved", N_("Resolved"), "higher"),
        ("unanswered", N_("Unanswered"), "lower"),
        ("slow_replies", N_("Slow replies"), "lower"),
        ("long_contacts", N_("Long contacts"), "lower"),
        ("transfers_in", N_("Transfers in"), "neither"),
        ("transfers_out", N_("Transfers out"), "neither"),
        ("messages_agent", N_("Agent messages"), "neither"),
        ("messages_customer", N_("Customer messages"), "neither"),
        ("inquirers", N_("Inquirers"), "neither"),
        ("lost_inquirers", N_("Lost inquirers"), "lower"),
        ("order_customers", N_("Customers who ordered"), "higher"),
        ("buyers", N_("Buyers"), "higher"),
        ("orders", N_("Orders"), "higher"),
        ("units", N_("Pieces sold"), "higher"),
        ("ratings", N_("Ratings"), "neither"),
        ("ratings_good", N_("Good ratings"), "higher"),
        ("ratings_bad", N_("Bad ratings"), "lower"),
        ("invites", N_("Rating invitations"), "neither"),
        ("refund_customers", N_("Refunded customers"), "neither"),
        ("alert_contacts", N_("Contacts with an alert"), "lower"),
        ("days_online", N_("Days online"), "neither"),
        ("contacts", N_("Contacts"), "neither"),
    ]
    return [Metric(id=i, label=label, unit="count", better=better) for i, label, better in rows]


def _times() -> list[Metric]:
    lower: Better = "lower"

    def mean(i: str, label: str, weights: tuple[str, ...]) -> Metric:
        return Metric(
            id=i, label=label, unit="seconds", pooling="mean", weights=weights, better=lower
        )

    return [
        mean("first_response_s", N_("First response"), _SERVED),
        mean("avg_response_s", N_("Average response"), _SERVED),
        mean("avg_handle_s", N_("Average handle time"), _SERVED),
        mean("resolution_s", N_("Resolution time"), ("resolved",)),
        mean("customer_wait_s", N_("Customer waiting time"), _ASKED),
        Metric(id="online_s", label=N_("Time online"), unit="seconds"),
        Metric(id="break_s", label=N_("Time on break"), unit="seconds"),
        Metric(id="offline_s", label=N_("Time offline"), unit="seconds"),
    ]


def _rates() -> list[Metric]:
    def rate(
        i: str,
        label: str,
        weights: tuple[str, ...],
        *,
        better: Better = "higher",
        delay_days: int = 0,
        across_platforms: bool = True,
    ) -> Metric:
        return Metric(
            id=i,
            label=label,
            unit="rate",
            pooling="mean",
            weights=weights,
            better=better,
            delay_days=delay_days,
            across_platforms=across_platforms,
        )

    return [
        rate("reply_rate", N_("Reply rate"), _SERVED),
        rate("reply_rate_3min", N_("3-minute reply rate"), _SERVED, across_platforms=False),
        rate("reply_rate_30s", N_("30-second reply rate"), _SERVED, across_platforms=False),
        rate("conversion_order", N_("Order conversion"), ("inquirers",), delay_days=1),
        rate("conversion_final", N_("Final paid conversion"), ("inquirers",), delay_days=4),
        rate("satisfaction", N_("Satisfaction"), _RATED),
        rate("dissatisfaction", N_("Dissatisfaction"), _RATED, better="lower"),
        rate("rating_share", N_("Rating share"), ("received",)),
        rate("invite_rate", N_("Invite rate"), ("received",)),
        rate("refund_rate", N_("Refund rate"), ("buyers",), better="neither"),
        rate("not_served_rate", N_("Not-served rate"), _ASKED, better="lower"),
    ]


def _ratios() -> list[Metric]:
    return [
        Metric(
            id="max_concurrent",
            label=N_("Most chats at once"),
            unit="count",
            pooling="max",
        ),
        Metric(
            id="answer_question_ratio",
            label=N_("Answer-question ratio"),
            unit="ratio",
            pooling="mean",
            weights=("messages_customer",),
        ),
        Metric(
            id="items_per_buyer",
            label=N_("Items per buyer"),
            unit="ratio",
            pooling="mean",
            weights=("buyers",),
            better="higher",
        ),
    ]


def _money() -> list[Metric]:
    return [
        Metric(id="sales", label=N_("Sales"), unit="money", better="higher"),
        Metric(id="net_sales", label=N_("Net sales"), unit="money", better="higher"),
        Metric(id="refunds", label=N_("Refunds"), unit="money"),
        Metric(
            id="avg_order_value",
            label=N_("Average order value"),
            unit="money",
            pooling="mean",
            weights=("buyers",),
            better="higher",
        ),
    ]


def _scores() -> list[Metric]:
    return [
        Metric(
            id=i,
            label=label,
            unit="score",
            pooling="mean",
            unweighted_day=True,
            better="higher",
        )
        for i, label in (("qa_score", N_("QA score")), ("service_score", N_("Service score")))
    ]


METRICS: dict[str, Metric] = {
    metric.id: metric
    for kind in (_counts, _times, _rates, _ratios, _money, _scores)
    for metric in kind()
}
"""Every metric by its id, in the order tables show them."""
