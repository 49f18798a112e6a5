"""A staffing answer as plain text: low, likely and high side by side, then what was assumed."""

from collections.abc import Iterator

from store.figures.staffing import Outcome, StaffAnswer
from store.records.metric import Unit
from store.records.words import N_
from tui.context import Session, screen_width
from tui.plain import Column, table

_ROWS: tuple[tuple[str, str, Unit], ...] = (
    ("offered", N_("Contacts"), "count"),
    ("agents", N_("Agents at work"), "count"),
    ("rostered", N_("Agents on the rota"), "count"),
    ("service_level", N_("Answered within {within}"), "rate"),
    ("wait_probability", N_("Find nobody free"), "rate"),
    ("asa_s", N_("Mean wait of the answered"), "seconds"),
    ("wait_s", N_("Mean wait of all"), "seconds"),
    ("abandon_rate", N_("Leave before an answer"), "rate"),
    ("occupancy", N_("Agents' time with a contact"), "rate"),
    ("saturation", N_("Places for chats taken"), "rate"),
    ("service_level_as_staffed", N_("The same with {agents} at work"), "rate"),
)
"""Field of an answer, its name, its unit."""


def staff_lines(session: Session, answer: StaffAnswer) -> Iterator[str]:
    """Yield the answer in a sentence, as a table, and every assumption with its value."""
    words, numbers = session.words, session.numbers()
    yield _headline(session, answer)
    yield ""
    columns = [
        Column(""),
        *(Column(words.text(name), right=True) for name in (N_("Low"), N_("Likely"), N_("High"))),
    ]
    within = numbers.duration(_number(answer, "within_s"))
    rows: list[list[str]] = []
    for field, name, unit in _ROWS:
        if _is_silent(answer, field):
            continue
        three = [getattr(one, field, None) for one in (answer.low, answer, answer.high)]
        if field == "service_level_as_staffed":
            three[1] = answer.service_level
        label = words.say(name, within=within, agents=numbers.count(answer.agents))
        rows.append([label, *(numbers.show(value, unit) for value in three)])
    yield from table(columns, rows, limit=screen_width())
    yield ""
    yield words.text("Assumed:")
    yield from (f"  {line}" for line in _assumed(session, answer))


def _headline(session: Session, answer: StaffAnswer) -> str:
    words, numbers = session.words, session.numbers()
    if answer.why_none is not None:
        return words.many(
            "No answer: {n} agent can't keep up, and without --patience nobody gives up.",
            "No answer: {n} agents can't keep up, and without --patience nobody gives up.",
            answer.agents,
        )
    told = {
        "rate": numbers.show(answer.service_level, "rate"),
        "within": numbers.duration(_number(answer, "within_s")),
    }
    if answer.assumptions["target"] is None:
        return words.many(
            "{n} agent answers {rate} within {within}.",
            "{n} agents answer {rate} within {within}.",
            answer.agents,
            **told,
        )
    return words.many(
        "{n} agent is enough for {target} within {within}: {rate}.",
        "{n} agents are the fewest for {target} within {within}: {rate}.",
        answer.agents,
        target=numbers.show(_number(answer, "target"), "rate"),
        **told,
    )


def _is_silent(answer: StaffAnswer, field: str) -> bool:
    """Whether a row would only say another one again."""
    sides: tuple[Outcome, Outcome] = (answer.low, answer.high)
    match field:
        case "rostered":
            return not answer.assumptions["shrinkage"]
        case "saturation":
            return answer.assumptions["concurrency"] == 1
        case "service_level_as_staffed":
            return all(side.agents == answer.agents for side in sides)
    return False


def _assumed(session: Session, answer: StaffAnswer) -> Iterator[str]:
    words, numbers, assumed = session.words, session.numbers(), answer.assumptions
    yield words.text("Contacts come by chance at a steady rate, long enough for things to settle.")
    times = assumed["handle_s"]
    assert isinstance(times, list)
    if len(times) == 1:
        yield words.say(
            "Handle times vary by chance around {time}.", time=numbers.duration(times[0])
        )
    else:
        yield words.say(
            "Handle times vary by chance around {times}, with 1 to {n} chats at once.",
            times=[numbers.duration(time) for time in times],
            n=len(times),
        )
        yield words.text("Chats lie evenly over the agents.")
    factors = assumed["concurrency_factor"]
    if isinstance(factors, list):
        yield words.say(
            "Only the first is given: several at once get {factors} times as much done.",
            factors=[f"{factor:.4g}" for factor in factors],
        )
    yield words.text("First come, first served.")
    if assumed["patience_s"] is None:
        yield words.text("Nobody gives up: that is Erlang C. With --patience it is Erlang A.")
    else:
        time = numbers.duration(_number(answer, "patience_s"))
        yield words.say("Patience varies by chance around {time} (Erlang A).", time=time)
    yield _range(session, answer)
    shrinkage = numbers.show(_number(answer, "shrinkage"), "rate")
    yield words.say("{shrinkage} of the rota is not at work.", shrinkage=shrinkage)


def _range(session: Session, answer: StaffAnswer) -> str:
    if answer.assumptions["range_from"] == "given":
        return session.words.text("Low and high are the contacts that were given.")
    return session.words.say(
        "Low and high: one interval in ten has fewer contacts, one in ten more, "
        "with {dispersion} times the variance of pure chance.",
        dispersion=f"{_number(answer, 'dispersion'):.4g}",
    )


def _number(answer: StaffAnswer, name: str) -> float:
    value = answer.assumptions[name]
    return float(value) if isinstance(value, int | float) else 0.0
