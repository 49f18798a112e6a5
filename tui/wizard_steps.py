"""The few questions that a new team begins with: what is asked, and what is offered."""

from typing import NamedTuple

from store.records.words import N_
from tui.language import LANGUAGES, Words
from tui.reads.begin import Begin
from widgets.type_list import Choice

_COMMON = {
    "Asia/Shanghai": "上海 北京 中国 beijing china",
    "Asia/Hong_Kong": "香港",
    "Asia/Taipei": "台北 台湾",
    "Asia/Singapore": "新加坡",
    "Asia/Tokyo": "东京 日本 japan",
    "Asia/Kolkata": "india",
    "Europe/London": "伦敦 英国 uk britain",
    "Europe/Berlin": "柏林 德国 germany",
    "America/New_York": "纽约 eastern",
    "America/Chicago": "central",
    "America/Los_Angeles": "洛杉矶 pacific",
    "Australia/Sydney": "悉尼 澳大利亚",
}
_CURRENCIES = {
    "CNY": N_("Chinese yuan"),
    "USD": N_("US dollar"),
    "EUR": N_("Euro"),
    "GBP": N_("Pound sterling"),
    "HKD": N_("Hong Kong dollar"),
    "TWD": N_("New Taiwan dollar"),
    "JPY": N_("Japanese yen"),
    "SGD": N_("Singapore dollar"),
    "MYR": N_("Malaysian ringgit"),
    "INR": N_("Indian rupee"),
    "AUD": N_("Australian dollar"),
    "CAD": N_("Canadian dollar"),
}
LANGUAGE_NAMES = {"en": "English", "zh_CN": "简体中文"}
ALL, CHOOSE = "*all", "*choose"
"""Keys of the last step: every export of the inbox; choose files."""


class Asked(NamedTuple):
    """One step."""

    key: str
    """The setting it fills; `language` and `export` are none."""
    label: str
    """A word or two (English message id)."""
    question: str
    """English message id."""
    hint: str
    """English message id."""
    free: str
    """Offers what is typed (English message id with `{typed}`); empty: only a choice."""


STEPS: tuple[Asked, ...] = (
    Asked("language", N_("Language"), N_("Which language?"), N_("^l changes it at any time."), ""),
    Asked(
        "team_name",
        N_("Team"),
        N_("What is your team called?"),
        N_("It stands at the head of every screen."),
        N_("Call it {typed}"),
    ),
    Asked(
        "timezone",
        N_("Time zone"),
        N_("Which time zone does the team work in?"),
        N_("It decides where a day begins. Type to find a city."),
        "",
    ),
    Asked(
        "currency",
        N_("Currency"),
        N_("Which currency are the sales in?"),
        N_("Every amount is taken as this one."),
        N_("Use {typed}"),
    ),
    Asked(
        "inbox",
        N_("Inbox"),
        N_("Which folder do your exports arrive in?"),
        N_("New files there are told on Today. Nothing in it is ever changed."),
        N_("The folder {typed}"),
    ),
    Asked(
        "export",
        N_("First export"),
        N_("Take in the first exports now?"),
        N_("They are only looked at first; nothing is taken before you say so."),
        "",
    ),
)


def choices(words: Words, step: str, begin: Begin, exports: int) -> list[Choice]:
    """Return what a step offers; `exports` is how many files lie in the inbox."""
    say = words.text
    if step == "language":
        return [Choice(name, LANGUAGE_NAMES[name]) for name in LANGUAGES]
    if step == "team_name":
        return []
    if step == "timezone":
        return _zones(words, begin)
    if step == "currency":
        return [Choice(code, code, say(name), name) for code, name in _CURRENCIES.items()]
    if step == "inbox":
        return [Choice(folder, folder) for folder in begin.folders]
    offered = [Choice(CHOOSE, say("Choose files"))]
    if exports:
        told = words.many("The {n} file of the inbox", "The {n} files of the inbox", exports)
        offered.insert(0, Choice(ALL, told))
    return [*offered, Choice("", say("Not now"))]


def _zones(words: Words, begin: Begin) -> list[Choice]:
    first = [begin.zone] if begin.zone else []
    names = dict.fromkeys([*first, *_COMMON, *begin.zones])
    return [
        Choice(
            name,
            name,
            words.text("this machine's") if name == begin.zone else "",
            f"{name.replace('_', ' ').replace('/', ' ')} {_COMMON.get(name, '')}",
        )
        for name in names
    ]
