"""The one place that cleans text from outside: names, headers, cells, notes.

What can't be seen is what does harm: escape sequences reach the terminal, bidi marks turn a line
round, zero-width marks make two names look like one.
"""

import re
import unicodedata

TEXT_LIMIT = 200
"""Characters that are kept of a text, unless told otherwise."""

_ESCAPES = re.compile(
    r"(?:\x1b\]|\x9d)[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)"  # OSC: title, links, clipboard
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c]{0,4096}(?:\x1b\\|\x9c)"  # DCS, SOS, PM, APC
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|\x1b[ -/]*[0-~]"  # two-character escapes
)
# Printable by their category, yet drawn as nothing: fillers, joiners, variation selectors.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Cn"})


def clean_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return the text as one visible line: no escapes, control, bidi or zero-width marks.

    NFC, white space collapsed to single spaces and trimmed, at most `limit` characters. Markup
    such as `[b]` stays: it is text. Cleaning twice gives the same as cleaning once.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[:limit].rstrip()
    if not text.isprintable():
        text = _ESCAPES.sub("", text)
        text = "".join(map(_seen, text))
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return " ".join(text.split())[:limit].rstrip()


def _seen(char: str) -> str:
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    # The tag and variation planes hide text that only a machine reads.
    return "" if category in _DROPPED or 0xE0000 <= ord(char) <= 0xE0FFF else char
