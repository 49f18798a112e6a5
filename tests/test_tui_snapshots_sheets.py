"""What Settings, the table of keys, Help and "why this number" look like."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui_help import LANGUAGES, SIZES, Home, settle, type_keys
from tui.app import FloorboardApp

Snap = Callable[..., bool]
every_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def looks_right(snap: Snap, app: FloorboardApp, size: tuple[int, int], *keys: str) -> bool:
    async def walk(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await type_keys(pilot, *keys)
        if app.screen.is_modal:  # what lies below has pictures of its own
            app.screen_stack[-2].query("*").set(display=False)
            await settle(pilot)
            app.screen.refresh(layout=True)
            await pilot.pause()

    return snap(app, terminal_size=size, run_before=walk)


@every_language
@every_size
def test_settings_are_a_table_above_what_is_mine(
    full: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    with full.team() as team:
        team.change("setting", lambda draft: draft.put("settings", "few", {"value": 40}))
    assert looks_right(snap_compare, full.app(lang=lang), size, "0")


@every_language
def test_a_value_is_typed_below_its_row(full: Home, snap_compare: Snap, lang: str) -> None:
    app = full.app(lang=lang)
    assert looks_right(snap_compare, app, SIZES["narrow"], "0", *["down"] * 5, "e", *"0.5")


def test_settings_that_can_only_be_read(full: Home, snap_compare: Snap) -> None:
    assert looks_right(snap_compare, full.app(readonly=True), SIZES["middle"], "0")


def test_settings_of_an_empty_team(empty: Home, snap_compare: Snap) -> None:
    assert looks_right(snap_compare, empty.app(), SIZES["narrow"], "0")


@every_language
def test_a_target_is_added_by_typing(full: Home, snap_compare: Snap, lang: str) -> None:
    app = full.app(lang=lang)
    assert looks_right(snap_compare, app, SIZES["narrow"], "0", "a", *"resp")


def test_the_table_of_keys(full: Home, snap_compare: Snap) -> None:
    assert looks_right(snap_compare, full.app(), SIZES["narrow"], "0", "k")


@every_language
@every_size
def test_why_says_all_that_is_known_of_a_number(
    full: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    keys = ("shift+tab", "right", "right", "right", "equals_sign")
    assert looks_right(snap_compare, full.app(lang=lang), size, *keys)


@every_language
def test_why_masked_names_no_file_and_nobody(full: Home, snap_compare: Snap, lang: str) -> None:
    app = full.app(lang=lang, mask=True)
    assert looks_right(snap_compare, app, SIZES["middle"], "shift+tab", "equals_sign")


def test_why_a_number_may_still_change(full: Home, snap_compare: Snap) -> None:
    keys = ("shift+tab", "right", "equals_sign")
    assert looks_right(snap_compare, full.app(), SIZES["middle"], *keys)


@every_language
@every_size
def test_help_is_sorted_by_where_a_key_holds(
    full: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, full.app(lang=lang), size, "question_mark")
