"""What Queue looks like: live, masked, stale, in a replay, without a feed and without anything."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.floor_help import AT, STALE, lay_count, lay_floor, open_queue
from tests.tui_help import LANGUAGES, SIZES, Home, type_keys
from tui.app import FloorboardApp

Snap = Callable[..., bool]
every_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def looks_right(snap: Snap, app: FloorboardApp, size: tuple[int, int], *keys: str) -> bool:
    async def press(pilot: Pilot[Any]) -> None:
        await open_queue(pilot, app)
        await type_keys(pilot, *keys)

    return snap(app, terminal_size=size, run_before=press)


@every_size
@every_language
def test_a_live_floor(floor: Home, snap_compare: Snap, size: tuple[int, int], lang: str) -> None:
    lay_floor(floor)
    assert looks_right(snap_compare, floor.app(now=AT, lang=lang), size)


@every_size
@every_language
def test_a_live_floor_masked(
    floor: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    lay_floor(floor)
    assert looks_right(snap_compare, floor.app(now=AT, lang=lang, mask=True), size)


@every_size
@every_language
def test_counts_that_are_stale(
    floor: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    lay_count(floor, STALE)
    assert looks_right(snap_compare, floor.app(now=AT, lang=lang), size)


@every_size
@every_language
def test_no_feed_but_a_past(
    floor: Home, snap_compare: Snap, size: tuple[int, int], lang: str
) -> None:
    assert looks_right(snap_compare, floor.app(now=AT, lang=lang), size)


@every_size
def test_nothing_at_all(empty: Home, snap_compare: Snap, size: tuple[int, int]) -> None:
    assert looks_right(snap_compare, empty.app(now=AT), size)


@pytest.mark.parametrize("keys", [("v",), ("v", "v")], ids=["heat", "agents"])
@every_language
def test_the_panes_that_take_turns(
    floor: Home, snap_compare: Snap, keys: tuple[str, ...], lang: str
) -> None:
    lay_floor(floor)
    assert looks_right(snap_compare, floor.app(now=AT, lang=lang), SIZES["narrow"], *keys)


@pytest.mark.parametrize("key", ["w", "n", "equals_sign"], ids=["what-if", "count", "why"])
@every_language
def test_the_sheets_over_it(floor: Home, snap_compare: Snap, key: str, lang: str) -> None:
    lay_count(floor, AT)
    assert looks_right(snap_compare, floor.app(now=AT, lang=lang), SIZES["narrow"], key)


def test_in_ascii(floor: Home, snap_compare: Snap) -> None:
    lay_floor(floor)
    assert looks_right(snap_compare, floor.app(now=AT, ascii_only=True), SIZES["middle"])
