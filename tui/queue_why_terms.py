"""The numbers of a queue: what each is called and means, how it is made, where it misleads.

docs/figures.md has the same definitions; a test holds them against each other.
"""

from store.records.words import N_

NAMES: dict[str, str] = {
    "waiting": N_("Waiting"),
    "longest_wait_s": N_("Longest wait"),
    "open_contacts": N_("Open contacts"),
    "arrivals": N_("Arrivals in 15 minutes"),
    "online": N_("Online"),
    "available": N_("Available"),
    "busy": N_("Busy"),
    "away": N_("Away"),
    "concurrency": N_("Contacts at once"),
    "capacity": N_("Capacity"),
    "saturation": N_("Capacity used"),
    "backlog": N_("Backlog"),
    "offered": N_("Offered"),
    "answered": N_("Answered"),
    "abandoned": N_("Abandoned"),
    "abandon_rate": N_("Abandon rate"),
    "service_level": N_("Service level"),
    "asa_s": N_("Average speed of answer (ASA)"),
    "aht_s": N_("Average handle time (AHT)"),
    "occupancy": N_("Occupancy"),
    "short_contacts": N_("Very short contacts"),
    "heads": N_("Heads needed"),
}
"""What each is called, where there is room for the whole of it."""

MEANINGS: dict[str, str] = {
    "waiting": N_("Contacts in the queue now that nobody has answered yet."),
    "longest_wait_s": N_("Now less the moment at which the oldest waiting contact came in."),
    "open_contacts": N_("Contacts that agents have now: answered, not ended."),
    "arrivals": N_("Contacts that came in during the last quarter of an hour that is over."),
    "online": N_("Agents logged in: available, busy and away together."),
    "available": N_("Agents who are ready for a contact and have none."),
    "busy": N_("Agents who have at least one contact."),
    "away": N_("Agents logged in who take no contacts: break, training, set to busy."),
    "concurrency": N_("Open contacts / agents present. Present are available and busy."),
    "capacity": N_("The sum of the caps of the agents present: what they can have at once."),
    "saturation": N_("Open contacts / the sum of the caps of the agents present."),
    "backlog": N_("Contacts without an answer; of letters and tickets the open ones too."),
    "offered": N_("Contacts that came in during the day so far."),
    "answered": N_("Contacts that came in today and got an agent."),
    "abandoned": N_("Contacts that came in today whose customer left before an answer."),
    "abandon_rate": N_("Abandoned / (answered + abandoned)."),
    "service_level": N_("Answered within the time / (answered + abandoned)."),
    "asa_s": N_("Mean wait of the answered; no wait counts as 0."),
    "aht_s": N_("Mean of ended - answered, over the contacts whose end is known."),
    "occupancy": N_(
        "Minutes with at least one contact open / minutes present (busy and available); "
        "contacts at once count once."
    ),
    "short_contacts": N_("Contacts whose end came sooner after the answer than the setting says."),
}

PITFALLS: dict[str, str] = {
    "waiting": N_("It is as true as the data is new."),
    "longest_wait_s": N_("One stuck contact can make it long: look at that one first."),
    "open_contacts": N_("Three chats at once are not three times the work done."),
    "arrivals": N_("Chance alone moves so few a lot; look at several quarters."),
    "online": N_("Who is away is logged in too: who can answer are available and busy."),
    "available": N_("Who has room for one more chat counts as busy, not as available."),
    "busy": N_("Who has set busy by hand to get some rest may stand here."),
    "away": N_("It does not say for how long: a break and a forgotten state look the same."),
    "concurrency": N_("Three chats at once are not three times the work done."),
    "capacity": N_("Caps differ: newcomers have a lower one, calls are one at a time."),
    "saturation": N_("Caps differ: it is only as right as the caps that are set."),
    "backlog": N_("Promises to customers that are due are not in it."),
    "offered": N_("Who writes twice counts twice, where the tool makes two contacts of it."),
    "answered": N_("Who came in yesterday and was answered today is not in it."),
    "abandoned": N_("Who left after a few seconds counts too."),
    "abandon_rate": N_("Some tools divide by all that came in: do not compare the two."),
    "service_level": N_("Short waits of those who left are not taken out: each counts as missed."),
    "asa_s": N_("A mean hides the few who waited very long; those who left are not in it."),
    "aht_s": N_("Chats at once overlap: an agent's hour holds more than 60 minutes of them."),
    "occupancy": N_(
        "Breaks and training are left out; time with a contact of another queue counts as free. "
        "Above 90 % for long is too much."
    ),
    "short_contacts": N_("A wrong queue, a test and a contact closed too soon look the same."),
}

MADE: dict[str, str] = {
    "waiting": N_("Contacts that came in, less those that were answered, left or ended."),
    "longest_wait_s": N_("It came in at {since}; now it is {at}."),
    "open_contacts": N_("Contacts that were answered, less those that ended."),
    "arrivals": N_("{arrived} came in from {since} to {until}"),
    "concurrency": N_("{open_contacts} open / {present} present"),
    "saturation": N_("{open_contacts} open / {capacity} that can be held at once"),
    "backlog": N_("{waiting} without an answer"),
    "offered": N_("{answered} answered + {abandoned} left + {undecided} still without either"),
    "abandon_rate": N_("{abandoned} left / ({answered} answered + {abandoned} left)"),
    "service_level": N_(
        "{in_time} answered within {within} / ({answered} answered + {abandoned} left)"
    ),
    "asa_s": N_("{wait_s} s of waiting / {answered} answered"),
    "aht_s": N_("{handle_s} s of handling / {handled} with an end"),
    "occupancy": N_("{busy_minutes} minutes with a contact / {agent_minutes} minutes present"),
    "short_contacts": N_("Of {handled} with an end, those that took less than {short}"),
}
"""How it was made of what, with its numbers; a measure that is not here was counted."""

MADE_OTHERWISE: dict[str, str] = {
    "counted": N_("Counted one by one."),
    "as_told": N_("As the source counts it."),
    "wait_told": N_("As the source counted it; so it came in at about {since}."),
    "nobody_waits": N_("Nobody waits."),
    "arrivals_forecast": N_(
        "{arrived} came in from {since} to {until}; {expected} were to be expected: half of the "
        "{half_hour} ({low}-{high}) that the forecast has for the half-hour"
    ),
    "backlog_open": N_("{waiting} without an answer + {open_contacts} open"),
    "caps": N_("{known_caps} for {known_agents} agents by their own caps"),
    "caps_and_usual": N_(
        "{known_caps} for {known_agents} agents by their own caps + {other_agents} others x "
        "{usual_cap}"
    ),
    "usual": N_("{other_agents} agents present x {usual_cap}"),
}
