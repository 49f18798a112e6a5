"""Reason codes and their values -> sentences, in the lead's language.

The store says `no_such_agent(name="小禾")`; here it becomes what happened and what to do. Outside
strings among the values are cleaned by `Words.say`.
"""

from collections.abc import Mapping
from typing import Any

from store.errors import FloorboardError
from tui.language import Words
from tui.sentences import SENTENCES


def tell(words: Words, code: str, values: Mapping[str, Any]) -> str:
    """Return the sentence of a code; a code without one is shown as it is, with its values."""
    message = SENTENCES.get(code)
    if message is None:
        return words.listed([code, *(f"{name}={value}" for name, value in values.items())])
    return words.say(message, **values)


def tell_error(words: Words, error: FloorboardError) -> str:
    """Return what happened and what to do, on one line."""
    return tell(words, error.code, error.values)
