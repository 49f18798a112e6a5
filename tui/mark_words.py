"""What is said of marked days, and of what a mark does to a forecast."""

from typing import TYPE_CHECKING

from store.records.queue import MarkedDay, MarkedKind
from store.records.words import N_
from tui.language import Words

if TYPE_CHECKING:
    from store.figures.forecast import Marked

MARK_KINDS: dict[MarkedKind, str] = {
    "promotion": N_("promotion"),
    "holiday": N_("holiday"),
    "workday": N_("worked weekend day"),
    "outlier": N_("unusual day"),
    "other": N_("special day"),
}
MARK_SENTENCES: dict[str, str] = {
    "too_many_days": N_("At most {most} days can be marked at once."),
    "bad_factor": N_("The factor is {low} to {high}: contacts by those of a usual day."),
    "not_marked": N_("There is no mark on {day}; `floorboard marked-day list` shows them all."),
}


def mark_name(words: Words, mark: MarkedDay) -> str:
    """Return what a day is marked as: its kind, and its name where it has one."""
    kind = words.text(MARK_KINDS[mark.kind])
    return f"{kind} {mark.name}" if mark.name else kind


def mark_line(words: Words, mark: MarkedDay) -> str:
    """Return a marked day as a line of a list."""
    parts = [words.fill("{what}", what=mark_name(words, mark))]
    if mark.queue is not None:
        parts.append(words.say("only {queue}", queue=mark.queue))
    if mark.factor is not None:
        parts.append(words.say("x {factor}", factor=f"{mark.factor:.4g}"))
    return f"{mark.day}  {words.clauses(parts)}"


def mark_told(words: Words, marked: "Marked | None") -> str:
    """Return what a day's mark does to its forecast; empty where the day has none."""
    if marked is None:
        return ""
    what, factor = mark_name(words, marked.mark), f"{marked.factor:.2f}"
    match marked.told_by:
        case "days":
            days = [f"{day}" for day in marked.days]
            return words.say(
                "Marked: {what}, x {factor} as on {days}.", what=what, factor=factor, days=days
            )
        case "lead":
            return words.say(
                "Marked: {what}, x {factor} as you said; no earlier day like it is known.",
                what=what,
                factor=factor,
            )
        case "workday":
            return words.say("Marked: {what}, as a day from Monday to Friday.", what=what)
        case _:
            return words.say(
                "Marked: {what}, expected as usual; no earlier day like it is known.", what=what
            )
