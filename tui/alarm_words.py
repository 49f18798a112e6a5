"""What happens to alarms, as codes -> sentences."""

from store.records.words import N_

HAPPENINGS: dict[str, str] = {
    "began": N_("Alarm: {alarm}"),
    "worse": N_("Past the line: {alarm}"),
    "again": N_("Still so: {alarm}"),
    "ended": N_("Over: {alarm}"),
}
LEVELS: dict[str, str] = {"warn": N_("warning"), "line": N_("past the line")}
WHY_ENDED: dict[str, str] = {
    "cleared": N_("back in bounds"),
    "no_data": N_("nothing is heard of the queue any more"),
    "rule_gone": N_("its limit was taken away"),
    "day_over": N_("the day is over"),
}
