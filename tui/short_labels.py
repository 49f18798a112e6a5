"""What a metric is called above a column, where its name is too long for one."""

from store.records.metric import METRICS
from store.records.words import N_
from tui.language import Words

_SHORT = {
    "consulted": N_("Consulted"),
    "served": N_("Served"),
    "slow_replies": N_("Slow ones"),
    "long_contacts": N_("Long ones"),
    "transfers_in": N_("Moved in"),
    "transfers_out": N_("Moved out"),
    "messages_agent": N_("Msgs out"),
    "messages_customer": N_("Msgs in"),
    "order_customers": N_("Ordered"),
    "invites": N_("Invites"),
    "refund_customers": N_("Refunded"),
    "alert_contacts": N_("Alerts"),
    "days_online": N_("Days on"),
    "first_response_s": N_("First reply"),
    "avg_response_s": N_("Avg reply"),
    "avg_handle_s": N_("Handling"),
    "resolution_s": N_("Resolving"),
    "customer_wait_s": N_("Their wait"),
    "reply_rate_3min": N_("3 min reply"),
    "reply_rate_30s": N_("30 s reply"),
    "conversion_order": N_("Order conv."),
    "conversion_final": N_("Paid conv."),
    "satisfaction": N_("Satisfied"),
    "dissatisfaction": N_("Unsatisfied"),
    "rating_share": N_("Rated"),
    "invite_rate": N_("Invited"),
    "refund_rate": N_("Refund rate"),
    "not_served_rate": N_("Not served"),
    "max_concurrent": N_("Most at once"),
    "answer_question_ratio": N_("Answers/asks"),
    "items_per_buyer": N_("Items each"),
    "avg_order_value": N_("Basket"),
}


def short_label(words: Words, metric: str) -> str:
    """Return a metric's name for the head of a column."""
    return words.text(_SHORT.get(metric, METRICS[metric].label))
