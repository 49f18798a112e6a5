"""The settings in words: rows of the grid, what is expected, and what was typed made a value."""

import re
from collections.abc import Iterable, Iterator

from store.errors import Refused
from store.records.metric import METRICS
from store.records.setting_values import find_setting, parse_setting
from store.records.settings import SETTINGS, SettingNow, SettingValue
from store.records.words import N_
from tui.context import Session
from tui.language import Words
from tui.names import TOOLS, group_name, tool_name
from tui.numbers import Numbers
from tui.reads.settings import SettingsFacts
from tui.sentences import WORDS
from tui.setting_text import SOURCES, bare, is_rate, unit_of
from widgets.grid_model import Cell, Column, Row

_PARTS = re.compile(r"[,，、;；]")
_UNITS = {"seconds": N_("s"), "rate": "", "money": "", "count": "", "ratio": "", "score": ""}
_LABELS = {
    "target": N_("Target: {metric}"),
    "target_group": N_("Target: {metric}, group {group}"),
    "main_measures": N_("Results of group {group}"),
    "cap": N_("Contacts at once, {name}"),
}
_LABEL, _REST = 53, 36
"""Cells that the longest label takes; cells of unit, source and gaps."""


def setting_columns(words: Words, width: int) -> tuple[Column, ...]:
    """Return the columns of a grid so many cells wide: the label whole, then the value.

    What no longer fits beside them is told below the grid.
    """
    text = words.text
    value = max(16, min((width - _LABEL - _REST) // 2, 44))
    label = max(_LABEL, min(width - 2 * value - _REST, 78))
    return (
        Column("setting", text("Setting"), most=label),
        Column("value", text("Value"), most=value),
        Column("unit", text("Unit")),
        Column("default", text("Default"), most=value),
        Column("source", text("Default from"), most=24),
    )


class SettingsWords:
    """Says the settings of a team in the session's language."""

    def __init__(self, session: Session, facts: SettingsFacts) -> None:
        self._session = session
        self._words = session.words
        self._facts = facts

    def rows(self) -> Iterator[Row]:
        """Yield a row for every setting."""
        for row in self._facts.rows:
            changed = row.value != row.default
            mark, role = ("● ", "changed") if changed else ("  ", "")
            yield Row(
                row.key,
                (
                    Cell(self.label(row.key)),
                    Cell(mark + self.shown(row, row.value), role),
                    Cell(self.unit(row), "dim"),
                    Cell(self.shown(row, row.default), "dim"),
                    Cell(self._words.text(SOURCES[row.source]), "dim"),
                ),
                row.key.partition(".")[0],
            )

    def now(self, key: str) -> SettingNow:
        """Return a setting as it stands; of a pattern that is not set, without a value."""
        for row in self._facts.rows:
            if row.key == key:
                return row
        found = find_setting(key)
        return SettingNow(
            key, found.default, found.default, found.source, found.label, found.type, found.unit
        )

    def label(self, key: str) -> str:
        """Return what a setting is called; one of a pattern by what it is of."""
        head, _, rest = key.partition(".")
        if key in SETTINGS or head not in _LABELS:
            return self._words.text(find_setting(key).label)
        if head == "target":
            metric, _, group = rest.partition(".")
            message = _LABELS["target_group" if group else "target"]
            label = self._words.text(METRICS[metric].label)
            return self._words.say(message, metric=label, group=group_name(self._words, group))
        message = _LABELS[head]
        agent = self._facts.agents.get(rest)
        name = self._session.person(agent.name) if agent else rest
        return self._words.say(message, name=name, group=group_name(self._words, rest))

    def shown(self, row: SettingNow, value: SettingValue) -> str:
        """Return a value as the grid shows it."""
        if row.key == "inbox" and value is not None:
            return self._session.person(str(value))
        if value is None:
            return self._numbers.missing
        if isinstance(value, list):
            return self._words.listed(self._named(row.type, value))
        return bare(self._words, row, value)

    def unit(self, row: SettingNow) -> str:
        """Return the unit of a value; a target's is its metric's."""
        if row.type == "target":
            return self._words.text(_UNITS[METRICS[row.key.split(".")[1]].unit])
        return "" if is_rate(row) else unit_of(self._words, row)

    @property
    def _numbers(self) -> Numbers:
        return self._session.numbers()

    def _named(self, kind: str, ids: Iterable[str]) -> list[str]:
        if kind == "metrics":
            return [self._words.text(METRICS[one].label) for one in ids if one in METRICS]
        return [tool_name(self._words, one) for one in ids]

    # What is said below the grid

    def about(self, key: str) -> tuple[str, str]:
        """Return the setting in full, and what it takes, its default and whose that is."""
        row, words = self.now(key), self._words
        told = [
            words.say("It takes {expected}", expected=self.expected(key)),
            words.say("default {value}", value=self.shown(row, row.default)),
            words.text(SOURCES[row.source]),
        ]
        if key in self._facts.unreadable:
            told.insert(0, words.text("What is kept no longer fits, so the default holds"))
        name = row.key if not row.key.startswith("cap.") else ""
        full = words.text(find_setting(key).label)
        return words.clauses([full, *([name] if name else [])]), words.clauses(told)

    def expected(self, key: str) -> str:
        """Return what the setting takes, with its limits."""
        setting, words = find_setting(key), self._words
        rate = is_rate(self.now(key))
        kind = "rate" if rate else {"target": "number"}.get(setting.type, setting.type)
        told = words.text(_EXPECTED.get(kind, WORDS["expected"][kind]))
        low = 0 if setting.low is None else setting.low
        if rate or setting.type not in ("whole", "number", "target"):
            return told
        if setting.high is not None:
            return words.say("{what} from {low} to {high}", what=told, low=low, high=setting.high)
        return words.say("{what}, {low} or more", what=told, low=low)

    # What is typed

    def to_edit(self, key: str) -> str:
        """Return the value as the reader goes on typing it."""
        row = self.now(key)
        if row.value is None:
            return ""
        if isinstance(row.value, list):
            return self._words.listed(self._named(row.type, row.value))
        return bare(self._words, row, row.value)

    def known(self, key: str) -> tuple[str, ...]:
        """Return the names that a list may be made of, as they are called; else nothing."""
        kind = find_setting(key).type
        if kind == "metrics":
            return tuple(self._words.text(metric.label) for metric in METRICS.values())
        return tuple(tool_name(self._words, tool) for tool in TOOLS) if kind == "tools" else ()

    def value_of(self, key: str, typed: str) -> SettingValue:
        """Return the value that was typed; raises Refused `bad_setting`.

        Names of a list may be typed as they are called in either language, or as ids.
        """
        kind = find_setting(key).type
        if kind not in ("metrics", "tools"):
            return parse_setting(key, typed)
        ids = self._ids(kind)
        parts = [part.strip() for part in _PARTS.split(typed) if part.strip()]
        return parse_setting(key, [ids.get(part.casefold(), part) for part in parts])

    def _ids(self, kind: str) -> dict[str, str]:
        labels = (
            {metric.id: metric.label for metric in METRICS.values()} if kind == "metrics" else TOOLS
        )
        found = {id_.casefold(): id_ for id_ in labels}
        for id_, label in labels.items():
            found[label.casefold()] = found[self._words.text(label).casefold()] = id_
        return found

    def judged(self, key: str, typed: str) -> tuple[str, bool]:
        """Return what is said of a text while it is typed, and whether it can be kept."""
        words = self._words
        try:
            value = self.value_of(key, typed)
        except Refused:
            return words.say("It takes {expected}.", expected=self.expected(key)), False
        row = self.now(key)
        if value == row.default:
            return words.text("That is the default."), True
        told = self.shown(row, value)
        return words.say("Enter keeps {value}.", value=f"{told} {self.unit(row)}".strip()), True


_EXPECTED = {
    "tools": N_("names of tools, with commas between"),
    "metrics": N_("names of measures, with commas between"),
}
