"""What is missing of a queue's number, who told it, and what to take care of: code -> message."""

from store.records.words import N_

SOURCES: dict[str, str] = {
    "events": N_("contact events of the day"),
    "snapshot": N_("a snapshot that a feed gave"),
    "live": N_("contact events of the day"),
    "contact_log": N_("a contact log"),
    "intervals": N_("interval counts"),
    "feed": N_("half-hours kept of a feed"),
}
WHY_NONE: dict[str, str] = {
    "no_live": N_("Nothing live is known of this queue: no feed tells of it today."),
    "no_contacts": N_(
        "No contacts of today are known: no feed gives events, and no contact log or interval "
        "counts of today were taken in."
    ),
    "not_told": N_("The source does not tell {lacks}."),
    "nobody_yet": N_("There is nothing to divide by yet: {lacks}."),
    "nobody_present": N_("No agent is present, so there is nothing to divide by."),
    "no_cap": N_("There is no limit to what an agent can hold in this kind of queue."),
}
"""Why there is no such number."""
LACKS: dict[str, str] = {
    "waiting": N_("how many wait"),
    "longest_wait_s": N_("since when the oldest waits"),
    "open_contacts": N_("how many contacts are open"),
    "arrivals": N_("contacts of a whole quarter of an hour"),
    "heads": N_("agents by state"),
    "online": N_("who is logged in"),
    "available": N_("who is available"),
    "busy": N_("who is busy"),
    "away": N_("who is away"),
    "answered": N_("how many were answered"),
    "abandoned": N_("how many left"),
    "waits": N_("how long each contact waited"),
    "ends": N_("when contacts ended"),
    "agent_minutes": N_("how long agents were present"),
    "busy_minutes": N_("how long agents had a contact"),
}
"""What a source may not tell."""
YET: dict[str, str] = {
    "ended": N_("nobody was answered and nobody left"),
    "answered": N_("nobody was answered"),
    "handled": N_("no contact has ended"),
    "present": N_("no minute of an agent present is known"),
}
"""What there may be none of."""
CARE: dict[str, str] = {
    "stale": N_("The data is stale: it is {time} old."),
    "old": N_("The data is {time} old, too old for alarms."),
    "as_told": N_("It was so {time} ago; a snapshot does not grow older by itself."),
    "heads_before": N_("Agents by state were told {time} before the contacts."),
    "other_agents": N_("For {n} agents who are not named, or have nothing open, the usual cap "
                       "stands in."),
    "unnamed": N_("Of {n} open contacts nobody says whose they are."),
    "sum_differs": N_("Available, busy and away differ from online by {n}; all are as told."),
    "undecided": N_("{n} without an answer yet are in neither side."),
    "not_ended": N_("{n} answered contacts have no end yet: the long ones are missing."),
    "short_in": N_("{n} very short contacts are in it."),
    "few": N_("{n} are too few to read much into it."),
    "few_for_alarms": N_("Below {n} contacts it raises no alarm."),
    "half_hours": N_("Only half-hours that are over are in it: {n}."),
    "part_of_minutes": N_("{n} minutes are left out: of their half-hours only one side is known."),
    "more_than_all": N_("{n} more minutes were busy than present; it counts as all of them."),
}  # fmt: skip
"""What to take care of."""
IN_TIME = frozenset({"stale", "old", "as_told", "heads_before"})
"""Codes whose number is a length of time."""
