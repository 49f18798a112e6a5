"""What the brief says: kinds of items, their reasons and what to do, as message ids by code."""

from store.records.words import N_

TITLES: dict[str, str] = {
    "unanswered": N_("Customers without an answer"),
    "no_data": N_("No numbers"),
    "missing_data": N_("Exports missing, {subject}"),
    "unbound": N_("Names that count for nobody"),
    "pace": N_("Behind target, {subject}"),
    "team_shift": N_("{subject} as a whole"),
    "below_usual": N_("{subject}, below own usual"),
    "above_usual": N_("{subject}, above own usual"),
    "provisional": N_("Not final yet"),
}
"""Kind of an item -> its heading."""

REASONS: dict[str, str] = {
    "unanswered": N_("{value} on {since}"),
    "unanswered_by": N_("{who}: {value}"),
    "no_data": N_("No export has been taken in yet."),
    "no_data_since": N_("Nothing has come for {since} to {until}."),
    "missing_data": N_("{shop}: nothing for {since} to {until}"),
    "unbound": N_("{nickname} on {platform}, {since} to {until}"),
    "left_but_in_data": N_("{nickname} on {platform} was {who}, who has left; {since} to {until}"),
    "behind_target": N_("{metric} {value}; by now it should be {limit}"),
    "far_from_usual": N_("{metric} {value}, usually {limit}"),
    "last_days": N_("{metric} {value} over the last {days} days, usually {limit}"),
    "last_days_a_day": N_("{metric} {value} a day over the last {days} days, usually {limit}"),
    "last_final_days": N_("{metric} {value} over the {days} days to {until}, usually {limit}"),
    "load_heavy": N_("A busy day: {metric} {value}, usually {limit}"),
    "load_light": N_("A quiet day: {metric} {value}, usually {limit}"),
    "load_normal": N_("A usual load: {metric} {value}"),
    "load_heavy_days": N_("Busy days: {metric} {value} a day, usually {limit}"),
    "load_light_days": N_("Quiet days: {metric} {value} a day, usually {limit}"),
    "load_normal_days": N_("A usual load: {metric} {value} a day"),
    "group_above_usual": N_("{metric}: {value} of {limit} agents better than their own usual"),
    "group_below_usual": N_("{metric}: {value} of {limit} agents worse than their own usual"),
    "group_above_usual_days": N_(
        "{metric} over the last {days} days: {value} of {limit} agents better than their own usual"
    ),
    "group_below_usual_days": N_(
        "{metric} over the last {days} days: {value} of {limit} agents worse than their own usual"
    ),
    "provisional_until": N_("{metric} of {since} may change until {until}"),
}
"""Code of a reason -> its sentence; with `_a_day` of a sum, whose value is of a mean day."""

SUGGESTIONS: dict[str, str] = {
    "answer_customers": N_("Answer them first."),
    "import_export": N_("Export them from the platform and take them in: floorboard import FILE"),
    "bind_nicknames": N_("Say who they are: floorboard bind NICKNAME AGENT"),
    "split_gap": N_("See what is short: customers, conversion or basket."),
    "keep_what_works": N_("Ask what worked, and keep it."),
    "look_for_cause": N_("Look for a cause outside the people first: promotion, fault, rota."),
    "praise": N_("Say today what you saw."),
    "relieve_load": N_("Relieve first: fewer chats at once, or a break."),
    "sit_beside": N_("Sit beside for ten minutes and ask what would help."),
    "ask_what_changed": N_("Ask in private what has changed, and read some chats together."),
    "wait": N_("Wait before judging by these."),
}
"""Code of a suggestion -> its sentence."""
