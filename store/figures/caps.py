"""How many contacts somebody can have at once, and which kind of queue a queue is."""

from collections.abc import Iterable, Mapping
from datetime import date

from store.naming import name_key
from store.records.people import Agent
from store.records.queue import QueueKind, QueueRules
from store.records.settings import Settings

_KIND_WORDS: tuple[tuple[QueueKind, tuple[str, ...]], ...] = (
    ("mail", ("mail", "邮件", "邮箱")),
    ("ticket", ("ticket", "工单", "case")),
    ("voice", ("voice", "phone", "call", "电话", "热线", "语音", "呼入")),
)
_NO_RULES = QueueRules("")


def rules_of(rules: Mapping[str, QueueRules], queue: str) -> QueueRules:
    """Return what a lead said about a queue; nothing where nothing was said."""
    return rules.get(name_key(queue), _NO_RULES)


def kind_of(queue: str, rules: QueueRules = _NO_RULES) -> QueueKind:
    """Return what a queue is of: as the lead said, else by its name, else a chat."""
    if rules.kind is not None:
        return rules.kind
    named = name_key(queue)
    for kind, words in _KIND_WORDS:
        if any(word in named for word in words):
            return kind
    return "chat"


def is_newcomer(agent: Agent, day: date, settings: Settings) -> bool:
    """Whether somebody joined less than `cap.newcomer_days` ago."""
    return agent.joined_on is not None and (
        (day - agent.joined_on).days < settings.cap_newcomer_days
    )


def cap_of(
    agent: Agent | None, day: date, settings: Settings, kind: QueueKind, rules: QueueRules
) -> int | None:
    """Return how many contacts of a queue somebody can have at once; None: there is no such limit.

    A call is one at a time, letters and tickets have no cap. Else the agent's own cap, a
    newcomer's (never above the queue's), the queue's, the default. `agent` None is nobody known.
    """
    usual = usual_cap(settings, kind, rules)
    if agent is None or usual is None or kind != "chat":
        return usual
    own = settings.caps.get(agent.id)
    if own is not None:
        return own
    return min(usual, settings.cap_newcomer) if is_newcomer(agent, day, settings) else usual


def usual_cap(settings: Settings, kind: QueueKind, rules: QueueRules) -> int | None:
    """Return how many contacts of a queue somebody not known can have at once; None: no limit."""
    if kind == "voice":
        return 1
    return rules.cap if kind in ("mail", "ticket") else rules.cap or settings.cap_default


def capacity(caps: Iterable[int | None], heads: int | None, usual: int | None) -> int | None:
    """Return the contacts that those present can have at once.

    `caps` are those of the agents known to be there, `heads` how many are there in all (None: not
    told, then there is no number); for the others the usual cap is taken.
    """
    known = list(caps)
    if heads is None or usual is None or any(cap is None for cap in known):
        return None
    own = sorted((cap for cap in known if cap is not None), reverse=True)[:heads]
    return sum(own) + (heads - len(own)) * usual
