"""Why a feed could not be asked, and what was wrong with lines of it, as message ids by code."""

from store.records.words import N_

FEED_SENTENCES: dict[str, str] = {
    # wishes that can't be done
    "bad_feed_id": N_("{id} can't be the name of a feed; use small letters, digits and dashes."),
    "bad_feed_kind": N_("There is no feed of the kind {kind}. There are: {known}."),
    "bad_feed_option": N_("A feed of the kind {kind} does not take {option}. It takes: {known}."),
    "bad_feed_value": N_("{option} can't be {value}; it takes a number."),
    "bad_interval": N_("A feed is asked every {low} to {high} seconds."),
    "bad_address": N_("{address} is no address; write http:// or https:// and a host."),
    "secret_in_address": N_(
        "The address holds a secret; put it into an environment variable and name that with "
        "--token-env."
    ),
    "no_such_preset": N_("There is no preset {name}. There are: {known}."),
    "where_needed": N_("Say what a feed of the kind {kind} reads."),
    "feed_exists": N_("There is a feed {id} already; give another name with --id."),
    "no_such_feed": N_("There is no feed {id}; `floorboard feed list` shows them all."),
    "no_feeds": N_("There is no feed yet; `floorboard feed add --help` shows how to begin."),
    "nothing_recorded": N_("{path} holds no line that can be played."),
    "bad_count": N_("That can't be taken: {why}."),
    # why a feed fails
    "no_file": N_("{path} is not there yet, or holds no file that can be read"),
    "no_folder": N_("the folder {path} is not there"),
    "cannot_read": N_("{path} can't be read: {why}"),
    "no_command": N_("the command can't be run: {why}"),
    "timeout": N_("no answer within {seconds} seconds"),
    "exit_status": N_("the command ended with {status}"),
    "too_much": N_("the answer is larger than {limit} bytes"),
    "no_json": N_("the answer is no JSON"),
    "no_table": N_("the file is no table of a queue"),
    "no_token": N_("there is no token in {name}"),
    "bad_token": N_("the token in {name} holds characters that no token has"),
    "no_keyring": N_("the keyring can't be asked for {name}"),
    "not_allowed": N_("the token is not accepted ({status})"),
    "not_found": N_("nothing is at that address ({status})"),
    "too_often": N_("it wants to be asked less often ({status})"),
    "status": N_("it answers with {status}"),
    "no_answer": N_("no answer: {why}"),
    "token_in_clear": N_("a token is not sent over http; use https"),
    "led_away": N_("it leads to another host ({host}), which is not given the token"),
    "other_shape": N_("the answer looks different from what the preset expects"),
    "not_computed": N_("it has not counted anything yet"),
    "no_preset": N_("there is no preset {name}"),
    "broke_off": N_("asking it broke off"),
    "feed_fault": N_("a fault of floorboard's own: {where}"),
    "not_a_feed": N_("{kind} is no feed that can be run"),
}
"""Code -> English message id with its values in braces."""

PROBLEMS: dict[str, str] = {
    "cut_short": N_("cut short"),
    "too_long": N_("too long"),
    "repeated": N_("there already"),
    "out_of_order": N_("out of order (kept)"),
    "bad_event": N_("an event that is not known"),
    "future": N_("from the future"),
    "jump": N_("a sudden leap"),
    "negative": N_("below zero"),
    "no_contact": N_("no contact"),
    "no_queue": N_("no queue"),
    "no_time": N_("no time"),
    "no_values": N_("no values"),
    "not_a_number": N_("not a number"),
    "not_an_object": N_("not an object"),
    "too_large": N_("too large to be true"),
    "too_old": N_("too old to be true"),
}
"""What was wrong with a line -> how it is called."""

STATES: dict[str, str] = {
    "starting": N_("starting"),
    "live": N_("live"),
    "failing": N_("fails"),
    "elsewhere": N_("run by another floorboard"),
    "done": N_("at its end"),
    "stopped": N_("stopped"),
}
"""State of a feed -> how it is called."""
