"""A setting in words: its value as it may also be typed, its unit, whose judgement it is."""

from store.records.metric import METRICS
from store.records.settings import SettingNow, SettingValue
from store.records.words import N_
from tui.language import Words

SOURCES: dict[str, str] = {
    "src": N_("the source articles"),
    "pub": N_("published research"),
    "doc": N_("vendors' documentation"),
    "blog": N_("trade pages"),
    "ours": N_("our own judgement"),
}
"""Where a default comes from."""
_UNITS_ZH: dict[str | None, str] = {"days": "天", "s": "秒", "agents": "人"}


def unit_of(words: Words, row: SettingNow) -> str:
    """Return the unit of a setting's value as it is called; empty where there is none."""
    unit = row.unit or ""
    return _UNITS_ZH.get(unit, unit) if words.chinese else unit


def written(words: Words, row: SettingNow, value: SettingValue) -> str:
    """Return a value of the setting with its unit, as it may also be typed."""
    text = bare(words, row, value)
    unit = unit_of(words, row)
    plain = value is None or isinstance(value, list) or is_rate(row)
    return text if plain or not unit else f"{text} {unit}"


def bare(words: Words, row: SettingNow, value: SettingValue) -> str:
    """Return a value of the setting without its unit."""
    if value is None:
        return words.text("not set")
    if isinstance(value, list):
        return words.listed(value)
    if isinstance(value, int | float) and is_rate(row):
        return f"{value * 100:.4g}%"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def is_rate(row: SettingNow) -> bool:
    """Whether the setting's value is a rate 0-1."""
    if row.type == "target":
        return METRICS[row.key.split(".")[1]].unit == "rate"
    return row.type == "rate"
