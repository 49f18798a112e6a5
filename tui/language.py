"""Which language to speak, and how to say a message in it."""

import gettext
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from store.cleaning import clean_text

LANGUAGES = ("en", "zh_CN")
"""The languages there are; the first is the one the code is written in."""
DOMAIN = "floorboard"
_LONGEST = 2000
"""Characters of one value in a sentence; parts of sentences are values too."""
LOCALE = Path(__file__).parent / "locale"

value_of_sentence = str | int | float | None | list[str]


class _Values(dict[str, str]):
    """The values of a sentence; one that is missing reads as a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


class Words:
    """Says messages in one language; every outside string is cleaned on its way into one."""

    def __init__(self, language: str) -> None:
        self.language = language
        """`en` or `zh_CN`."""
        self._catalogue = _catalogue(language)

    @property
    def chinese(self) -> bool:
        """Whether the language is Chinese."""
        return self.language == "zh_CN"

    def text(self, message: str) -> str:
        """Return the message in this language; a message the catalogue lacks stays English."""
        return self._catalogue.gettext(message) if message else ""

    def say(self, message: str, **values: value_of_sentence) -> str:
        """Return the message in this language with its `{values}` filled in, cleaned."""
        return self.fill(self.text(message), **values)

    def many(self, one: str, several: str, n: int, **values: value_of_sentence) -> str:
        """Return the form of a message for `n` things; `{n}` is among its values."""
        return self.fill(self._catalogue.ngettext(one, several, n), **{"n": n, **values})

    def listed(self, items: Iterable[str]) -> str:
        """Return the items as one line, joined as the language joins them."""
        return ("、" if self.chinese else ", ").join(
            clean_text(item, limit=_LONGEST) for item in items
        )

    def clauses(self, parts: Iterable[str]) -> str:
        """Return parts of a sentence as one line, with a comma between."""
        return ("，" if self.chinese else ", ").join(parts)

    def fill(self, message: str, **values: value_of_sentence) -> str:
        """Return a message that is already in this language with its `{values}` filled in."""
        return message.format_map(_Values({k: self._spoken(v) for k, v in values.items()}))

    def _spoken(self, value: value_of_sentence) -> str:
        if value is None:
            return "–"
        if isinstance(value, list):
            return self.listed(value)
        if isinstance(value, float):
            return f"{value:.4g}" if abs(value) < 10_000 else f"{value:,.0f}"
        return clean_text(str(value), limit=_LONGEST)


def choose(asked: str | None, configured: str | None, env: Mapping[str, str]) -> str:
    """Return the language to speak: `--lang`, else the config file's, else the locale's.

    Anything unknown counts as not said; every kind of Chinese is answered in `zh_CN`.
    """
    for said in (asked, configured):
        if said in LANGUAGES:
            return said
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if env.get(name):
            return _nearest(env[name])
    return _nearest(_machine_locale())


@contextmanager
def click_speaks(words: Words) -> Iterator[None]:
    """Let click's own sentences (usage, errors, help) be said in the language, while inside.

    click asks the process-wide gettext, so its domain is set here and put back after.
    """
    import os

    before, env_before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = words.language
    try:
        yield
    finally:
        gettext.textdomain(before)
        if env_before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = env_before


def _catalogue(language: str) -> gettext.NullTranslations:
    path = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if language == LANGUAGES[0] or not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def _nearest(locale_name: str) -> str:
    lowered = locale_name.casefold()
    return "zh_CN" if lowered.startswith(("zh", "chinese")) else "en"


def _machine_locale() -> str:
    if sys.platform != "win32":
        return ""
    import locale

    return locale.getlocale()[0] or ""
