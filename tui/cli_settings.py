"""`floorboard settings`: every threshold with its default and source; set one, or put it back."""

from collections.abc import Sequence

import click

from store.records.setting_values import find_setting, listing, parse_setting
from store.records.settings import SettingNow
from tui.context import Session
from tui.help_text import Group
from tui.json_out import document
from tui.language import Words
from tui.options import command, json_option
from tui.setting_text import SOURCES, written


def settings_command(words: Words) -> click.Command:
    """Build `settings` with its `list`, `get`, `set` and `reset`."""
    say = words.text
    value = click.Argument(["value"], metavar=say("VALUE"))
    key = click.Argument(["key"], metavar=say("KEY"))

    def bare(ctx: click.Context, as_json: bool) -> None:
        if ctx.invoked_subcommand is None:
            _list(ctx.obj, as_json)

    group = Group(
        "settings",
        callback=click.pass_context(bare),
        invoke_without_command=True,
        help=say("Show or change the settings: thresholds, time zone, targets."),
        params=[json_option(words)],
        options_metavar=say("[OPTIONS]"),
        subcommand_metavar=say("[COMMAND]..."),
    )
    for name, callback, params, help_text in (
        ("list", _list, [], say("Show every setting with its default and source.")),
        ("get", _get, [key], say("Show one setting.")),
        (
            "set",
            _set,
            [key, value],
            say("Change a setting."),
        ),
        ("reset", _reset, [key], say("Put a setting back to its default.")),
    ):
        group.add_command(command(words, name, callback, help_text, [*params, json_option(words)]))
    return group


def _list(session: Session, as_json: bool) -> None:
    with session.team() as team:
        rows = listing(team.setting_values())
    _show(session, rows, as_json)


def _get(session: Session, key: str, as_json: bool) -> None:
    with session.team() as team:
        row = _one(team.setting_values(), key)
    _show(session, [row], as_json)


def _set(session: Session, key: str, value: str, as_json: bool) -> None:
    plain = parse_setting(key, value)
    with session.team(write=True) as team:
        team.change("setting", lambda draft: draft.put("settings", key, {"value": plain}))
        row = _one(team.setting_values(), key)
    _show(session, [row], as_json)


def _reset(session: Session, key: str, as_json: bool) -> None:
    find_setting(key)
    with session.team(write=True) as team:
        if key in team.setting_values():
            team.change("setting", lambda draft: draft.remove("settings", key))
        row = _one(team.setting_values(), key)
    _show(session, [row], as_json)


def _one(stored: dict[str, object], key: str) -> SettingNow:
    """Return a setting as it stands; a key of a pattern that is not set has no value."""
    setting = find_setting(key)
    for row in listing(stored):
        if row.key == key:
            return row
    return SettingNow(
        key, setting.default, setting.default, setting.source, setting.label, setting.type,
        setting.unit,
    )  # fmt: skip


def _show(session: Session, rows: Sequence[SettingNow], as_json: bool) -> None:
    if as_json:
        session.print(
            document(
                {
                    "settings": [
                        {
                            "key": row.key,
                            "value": row.value,
                            "default": row.default,
                            "source": row.source,
                            "unit": row.unit,
                            "label": session.words.text(row.label),
                        }
                        for row in rows
                    ]
                }
            )
        )
        return
    session.print(*(_line(session, row) for row in rows))


def _line(session: Session, row: SettingNow) -> str:
    """Return the setting on one line: value, meaning, default and whose judgement it is."""
    words = session.words
    message = (
        words.text("{key} = {value} ({label}; the default, from {source})")
        if row.value == row.default
        else words.text("{key} = {value} ({label}; default {default}, from {source})")
    )
    return words.fill(
        message,
        key=row.key,
        value=written(words, row, row.value),
        label=words.text(row.label),
        default=written(words, row, row.default),
        source=words.text(SOURCES[row.source]),
    )
