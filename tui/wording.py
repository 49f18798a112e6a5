"""Reason codes and their values -> sentences, in the lead's language.

The store says `no_such_agent(name="小禾")`; here it becomes what happened and what to do. Outside
strings among the values are cleaned by `Words.say`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from store.errors import FloorboardError
from store.records.metric import METRICS
from tui.language import Words
from tui.names import platform_name, tool_name
from tui.numbers import Numbers
from tui.sentences import REJECTS, SENTENCES, WORDS

_PEOPLE = frozenset({"agent", "name", "nickname", "names", "nicknames"})
"""Values that are people's names."""
_IN_UNIT = frozenset({"before", "after", "value", "other"})
"""Values that are in the unit of the `metric` beside them."""


def tell(
    words: Words,
    code: str,
    values: Mapping[str, Any],
    *,
    person: Callable[[str], str] = str,
) -> str:
    """Return the sentence of a code; a code without one is shown as it is, with its values.

    `person` is how a person's name is shown.
    """
    metric = METRICS.get(str(values.get("metric")))
    numbers = Numbers(chinese=words.chinese)
    spoken = {
        name: numbers.show(value, metric.unit)
        if metric and isinstance(value, int | float) and name in _IN_UNIT
        else _spoken(words, name, value, person)
        for name, value in values.items()
    }
    message = SENTENCES.get(code)
    if message is None:
        return words.listed([code, *(f"{name}={value}" for name, value in spoken.items())])
    return words.say(message, **spoken)


def tell_reject(words: Words, code: str) -> str:
    """Return why a row or a cell was left out."""
    return words.text(REJECTS.get(code, code))


def tell_error(words: Words, error: FloorboardError) -> str:
    """Return what happened and what to do, on one line."""
    return tell(words, error.code, error.values)


def _spoken(words: Words, name: str, value: Any, person: Callable[[str], str]) -> Any:
    """Return a value as it is called: a metric by its label, a platform by its name."""
    if isinstance(value, list):
        return [_spoken(words, name, item, person) for item in value]
    if not isinstance(value, str):
        return value
    if name in _PEOPLE:
        return person(value)
    if value in WORDS.get(name, ()):
        return words.text(WORDS[name][value])
    if name in ("metric", "metrics") and value in METRICS:
        return words.text(METRICS[value].label)
    if name == "tool":
        return tool_name(words, value)
    return platform_name(words, value) if name == "platform" else value
