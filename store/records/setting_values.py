"""Reading and checking what a team stored under the keys of `store.records.settings`."""

import math
from collections.abc import Mapping

import msgspec

from store.errors import Refused
from store.records.metric import METRICS
from store.records.settings import (
    SETTINGS,
    Setting,
    SettingNow,
    Settings,
    SettingValue,
    clock_time,
)


def find_setting(key: str) -> Setting:
    """Return the setting, or the pattern, of a key; raise Refused `no_such_setting`."""
    found = SETTINGS.get(key)
    if found is not None and "<" not in key:
        return found
    head, _, rest = key.partition(".")
    if head == "main_measures" and rest:
        return SETTINGS["main_measures.<group>"]
    if head == "cap" and rest and "<" not in rest:
        return SETTINGS["cap.<agent>"]
    if head == "target" and rest:
        metric, _, group = rest.partition(".")
        if metric in METRICS:
            return SETTINGS["target.<metric>.<group>" if group else "target.<metric>"]
    raise Refused("no_such_setting", key=key)


def parse_setting(key: str, value: object) -> SettingValue:
    """Return the plain value to be stored under a key, from text or from a stored value.

    Raises Refused `no_such_setting` (key) or `bad_setting` (key, value, expected and, where there
    are limits, low and high); `expected` is the setting's type.
    """
    setting = find_setting(key)
    try:
        return _parse(setting, key, value)
    except (ValueError, TypeError, OverflowError):
        raise Refused(
            "bad_setting",
            key=key,
            value=str(value)[:80],
            expected=setting.type,
            low=setting.low,
            high=setting.high,
        ) from None


def resolve(stored: Mapping[str, object]) -> Settings:
    """Return the settings of a team; a stored value that does not fit is left out and named."""
    fields: dict[str, object] = {}
    measures: dict[str, tuple[str, ...]] = {}
    targets: dict[tuple[str, str | None], float] = {}
    caps: dict[str, int] = {}
    unreadable: list[str] = []
    for key, raw in stored.items():
        try:
            value = parse_setting(key, raw)
        except Refused:
            unreadable.append(key)
            continue
        head, _, rest = key.partition(".")
        if head == "main_measures" and rest and isinstance(value, list):
            measures[rest] = tuple(value)
        elif head == "cap" and key not in SETTINGS and isinstance(value, int):
            caps[rest] = value
        elif head == "target" and isinstance(value, int | float):
            metric, _, group = rest.partition(".")
            targets[metric, group or None] = float(value)
        else:
            fields[key.replace(".", "_")] = tuple(value) if isinstance(value, list) else value
    return msgspec.structs.replace(
        Settings(),
        group_measures=measures,
        targets=targets,
        caps=caps,
        unreadable=tuple(unreadable),
        **fields,
    )


def listing(stored: Mapping[str, object]) -> tuple[SettingNow, ...]:
    """Return every setting as it stands; of a pattern only the keys that the team has set."""
    named = [key for key in stored if key not in SETTINGS]
    rows: list[SettingNow] = []
    for pattern, setting in SETTINGS.items():
        keys = [pattern] if "<" not in pattern else [k for k in named if _of(k) is setting]
        rows.extend(_now(key, setting, stored) for key in keys)
    return tuple(rows)


def _of(key: str) -> Setting | None:
    try:
        return find_setting(key)
    except Refused:
        return None


def _now(key: str, setting: Setting, stored: Mapping[str, object]) -> SettingNow:
    value = setting.default
    if key in stored:
        try:
            value = parse_setting(key, stored[key])
        except Refused:
            value = setting.default
    return SettingNow(
        key, value, setting.default, setting.source, setting.label, setting.type, setting.unit
    )


def _parse(setting: Setting, key: str, value: object) -> SettingValue:
    kind = setting.type
    if kind in ("tools", "metrics"):
        return _names(value, metrics=kind == "metrics")
    if kind in ("text", "zone", "clock_time"):
        return _text(kind, value)
    number = _number(value, percent=kind == "rate" or _is_rate_target(kind, key))
    low = 0.0 if setting.low is None else setting.low
    high = 1.0 if kind == "rate" or _is_rate_target(kind, key) else setting.high
    if number < low or (high is not None and number > high):
        raise ValueError(number)
    if kind == "whole":
        if number != int(number):
            raise ValueError(number)
        return int(number)
    return number


def _is_rate_target(kind: str, key: str) -> bool:
    return kind == "target" and METRICS[key.split(".")[1]].unit == "rate"


def _text(kind: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    text = value.strip()
    if kind == "clock_time":
        clock_time(text)
    elif kind == "zone":
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            ZoneInfo(text)
        except (ZoneInfoNotFoundError, OSError) as why:
            raise ValueError(text) from why
    return text


def _number(value: object, *, percent: bool) -> float:
    """Return a finite number; a rate may be written `90%`."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(value)
    scale = 1.0
    if isinstance(value, str):
        value = value.strip()
        if percent and value.endswith("%"):
            value, scale = value[:-1], 100.0
    number = float(value) / scale
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def _names(value: object, *, metrics: bool) -> list[str]:
    """Return a list of ids, from a list or from words between commas or spaces."""
    if isinstance(value, str):
        names = value.replace(",", " ").split()
    elif isinstance(value, list | tuple):
        names = [str(name) for name in value]
    else:
        raise TypeError(value)
    if not names or len(set(names)) < len(names):
        raise ValueError(value)
    if metrics and any(name not in METRICS for name in names):
        raise ValueError(value)
    return names
