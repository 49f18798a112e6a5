"""What an import asks the lead about a file: its shop, its day."""

import re
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tui.days import day_name
from tui.import_state import Line, RunState
from tui.import_words import ImportWords
from tui.names import platform_name
from tui.reads.imports import read_shops
from tui.screens.ask import AskScreen, Question
from widgets.type_list import Choice

if TYPE_CHECKING:
    from tui.app import FloorboardApp

Ask = Callable[["FloorboardApp", RunState, Line], Awaitable[bool]]
"""Asks about a file and writes the answer into the state; returns whether there was one."""

_DAYS = 14
_DATE = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})")


async def ask_shop(board: "FloorboardApp", state: RunState, line: Line) -> bool:
    """Ask which shop the rows of a file belong to."""
    words, report = board.words, line.table.report
    shops = [s for s in await board.store.ask(read_shops) if s.platform == report.platform]
    answer = await board.push_screen_wait(
        AskScreen(
            Question(
                words.say(
                    "Which shop is {file} of?", file=ImportWords(board.session).file(line.path)
                ),
                [Choice(shop.name, ImportWords(board.session).shop(shop.name)) for shop in shops],
                hint=words.say(
                    "It names none, and {platform} has several. Remembered for files of its shape.",
                    platform=platform_name(words, report.platform or ""),
                ),
                free=words.text("Another shop: {typed}"),
            )
        )
    )
    if answer is None:
        return False
    state.say_shop(line, answer.key or answer.typed)
    return True


async def ask_day(board: "FloorboardApp", state: RunState, line: Line) -> bool:
    """Ask which day the rows of a file are of."""
    words = board.words
    today = board.floor.today if board.floor else date.today()
    days = [today - timedelta(days=back) for back in range(1, _DAYS + 1)]
    answer = await board.push_screen_wait(
        AskScreen(
            Question(
                words.say(
                    "Which day is {file} of?", file=ImportWords(board.session).file(line.path)
                ),
                [Choice(day.isoformat(), day.isoformat(), day_name(words, day)) for day in days],
                hint=words.text("Nothing in it tells. Choose a day, or type one: 2026-11-22."),
                free=words.text("The day {typed}"),
            )
        )
    )
    if answer is None:
        return False
    day = read_day(answer.key or answer.typed)
    if day is None:
        told = words.say("{value} is not a day; write 2026-11-22.", value=answer.typed)
        board.notify(told, severity="warning", markup=False)
        return False
    state.say_day(line, day)
    return True


def read_day(text: str) -> date | None:
    """Return a day as people write it, 2026-11-22 or 2026/11/22 or 20261122; else None."""
    found = _DATE.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
