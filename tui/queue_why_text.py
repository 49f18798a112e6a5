"""`queue --why`: one number of the queues, and where it came from."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import asdict

from tui.context import Session
from tui.heads_why_words import HeadsWhyWords
from tui.queue_why_words import QueueWhyWords, Told
from tui.reads.queue_why import QueueWhyFacts


def queue_facts(session: Session, told: QueueWhyFacts) -> tuple[Told, ...]:
    """Return everything that there is to say, in words."""
    if told.why is not None:
        return tuple(QueueWhyWords(session, told, told.why).facts())
    assert told.known is not None
    return tuple(HeadsWhyWords(session, told, told.known).facts())


def queue_why_lines(session: Session, every: Sequence[QueueWhyFacts]) -> Iterator[str]:
    """Yield the same as the sheet on screen, a queue below the other."""
    for number, told in enumerate(every):
        if number:
            yield ""
        yield from fact_lines(session, queue_facts(session, told))


def fact_lines(session: Session, facts: Sequence[Told]) -> Iterator[str]:
    """Yield facts as plain lines: the label before the only line, or above several."""
    for fact in facts:
        if not fact.label:
            yield from fact.lines
        elif len(fact.lines) == 1:
            yield session.words.say("{label}: {told}", label=fact.label, told=fact.lines[0])
        else:
            yield session.words.say("{label}:", label=fact.label)
            yield from (f"  {line}" for line in fact.lines)


def queue_why_json(
    session: Session, measure: str, every: Sequence[QueueWhyFacts]
) -> dict[str, Any]:
    """Return the same as a document: names are masked, files without names under a mask."""
    return {
        "at": every[0].asked.at if every else None,
        "measure": measure,
        "queues": [
            {
                **_document(session, told),
                "told": [line for fact in queue_facts(session, told) for line in fact.lines],
            }
            for told in every
        ],
    }


def _document(session: Session, told: QueueWhyFacts) -> dict[str, Any]:
    if told.why is None:
        known = told.known
        assert known is not None
        basis = known.basis
        return {
            "queue": told.asked.queue.queue,
            "needs": [asdict(need) for need in known.needs],
            "basis": None if basis is None else asdict(basis),
            "forecast": {
                name: value for name, value in asdict(known.forecast).items() if name != "intervals"
            },
        }
    hidden = session.options.mask
    return {
        **asdict(told.why),
        "holding": [
            {**asdict(one), "agent": session.person(one.agent)} for one in told.why.holding
        ],
        "files": [
            {"id": file, "name": None if hidden else told.files.get(file)}
            for file in told.why.files
        ],
    }
