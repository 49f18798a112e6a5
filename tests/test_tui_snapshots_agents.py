"""What the agents' screens look like, in three sizes and both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui_help import LANGUAGES, LATER, SIZES, Home, settle, type_keys
from tui.app import FloorboardApp

Snap = Callable[..., bool]
every_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
every_language = pytest.mark.parametrize("lang", LANGUAGES)
TROUBLED = 8
"""The row of an agent whose numbers have fallen."""
REPLIES = 7
"""The column of the average response."""


def walk(*keys: str) -> Callable[[Pilot[Any]], Any]:
    async def to_place(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await type_keys(pilot, "3")
        await pilot.press(*["down"] * TROUBLED, *["right"] * REPLIES)
        await settle(pilot)
        await type_keys(pilot, *keys)

    return to_place


def looks_right(snap: Snap, app: FloorboardApp, size: tuple[int, int], *keys: str) -> bool:
    return snap(app, terminal_size=size, run_before=walk(*keys))


@every_language
@every_size
def test_agents_is_a_table_with_the_spread_of_a_column_below(
    full: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, full.app(lang=lang), size)


@every_language
@every_size
def test_agents_masked_has_dots_for_names(
    full: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, full.app(lang=lang, mask=True), size)


@every_language
@every_size
def test_agents_of_an_empty_team_says_how_to_begin(
    empty: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, empty.app(lang=lang), size, "escape")


@every_language
def test_agents_with_old_numbers_says_how_old_they_are(
    full: Home, snap_compare: Snap, lang: str
) -> None:
    assert looks_right(snap_compare, full.app(lang=lang, now=LATER), SIZES["narrow"])


@every_language
@every_size
def test_one_agent_is_measures_above_a_trend_and_what_changed(
    full: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, full.app(lang=lang), size, "enter")


@every_language
@every_size
def test_one_agent_masked_has_dots_for_the_name(
    full: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, full.app(lang=lang, mask=True), size, "enter")


@every_language
@every_size
def test_two_side_by_side_mark_the_better_one(
    full: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, full.app(lang=lang), size, "space", "down", "space", "v")


@pytest.mark.parametrize("keys", [(), ("enter",), ("v",)], ids=["agents", "agent", "versus"])
def test_ascii_mode_draws_the_same_with_plain_signs(
    full: Home, snap_compare: Snap, keys: tuple[str, ...]
) -> None:
    assert looks_right(snap_compare, full.app(ascii_only=True), SIZES["narrow"], *keys)


@pytest.mark.parametrize("keys", [(), ("enter",)], ids=["agents", "agent"])
def test_without_colour_good_and_bad_can_still_be_read(
    full: Home, snap_compare: Snap, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert looks_right(snap_compare, full.app(), SIZES["narrow"], *keys)
