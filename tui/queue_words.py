"""What the queue, its alarms and the busy check say, as codes -> sentences."""

from store.records.words import N_

STATES: dict[str, str] = {
    "live": N_("live"),
    "stale": N_("stale"),
    "old": N_("too old"),
    "none": N_("no data"),
}
MEASURES: dict[str, str] = {
    "longest_wait_s": N_("longest wait"),
    "waiting": N_("waiting"),
    "saturation": N_("capacity used"),
    "abandon_rate": N_("abandoned"),
    "service_level": N_("service level"),
    "occupancy": N_("occupancy"),
}
VERDICTS: dict[str, str] = {
    "overloaded": N_("overloaded"),
    "normal": N_("normal"),
    "light": N_("light load"),
    "not_enough_data": N_("not enough data"),
}
LOADS: dict[str, str] = {
    "contacts": N_("contacts"),
    "contacts_per_hour": N_("contacts an hour"),
    "open_at_once": N_("open at once"),
    "most_at_once": N_("most at once"),
    "busy_share": N_("share of time with a contact"),
    "handle_s": N_("handle time"),
}
BASES: dict[str, str] = {
    "contacts": N_("by its contacts"),
    "daily": N_("by the daily exports"),
    "none": N_("nothing is known of it"),
}
REASONS: dict[str, str] = {
    "near_capacity": N_("near what can be held"),
    "room_left": N_("room is left"),
    "above_usual": N_("more than usual"),
    "below_usual": N_("less than usual"),
    "above_team": N_("more than the others"),
    "below_team": N_("less than the others"),
    "no_usual": N_("own usual not known"),
    "no_team": N_("nobody to compare with"),
    "no_capacity": N_("capacity not known"),
}
ODD: dict[str, str] = {
    "not_a_line": N_("no line of a queue"),
    "more_than_online": N_("more agents than are online (kept)"),
}
"""What was wrong with a line, beside `tui.feed_words.PROBLEMS`."""
