"""What an import asks the lead about a file: its shop, its day."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from store.records.people import Shop
from tui.days import day_name
from tui.import_state import Line, RunState
from tui.import_words import ImportWords
from tui.names import platform_name
from tui.screens.ask import Answer, AskScreen, Question
from widgets.type_list import Choice

if TYPE_CHECKING:
    from tui.app import FloorboardApp

_DAYS = 14
_DATE = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})")


class Asking:
    """Asks about the files of one import; `then` is called when something was answered."""

    def __init__(self, board: "FloorboardApp", state: RunState, then: Callable[[], None]) -> None:
        self._board = board
        self._state = state
        self._then = then
        self._words = board.words
        self._says = ImportWords(board.session)

    def shop(self, line: Line, shops: tuple[Shop, ...]) -> None:
        """Ask which of the platform's shops the rows of a file belong to."""
        words, platform = self._words, line.table.report.platform or ""
        question = Question(
            words.say("Which shop is {file} of?", file=self._says.file(line.path)),
            [Choice(s.name, self._says.shop(s.name)) for s in shops if s.platform == platform],
            hint=words.say(
                "It names none, and {platform} has several. Remembered for files of its shape.",
                platform=platform_name(words, platform),
            ),
            free=words.text("Another shop: {typed}"),
        )

        def told(answer: Answer | None) -> None:
            if answer is not None:
                self._state.say_shop(line, answer.key or answer.typed)
                self._then()

        self._board.push_screen(AskScreen(question), told)

    def day(self, line: Line) -> None:
        """Ask which day the rows of a file are of."""
        words = self._words
        today = self._board.floor.today if self._board.floor else date.today()
        days = [today - timedelta(days=back) for back in range(1, _DAYS + 1)]
        question = Question(
            words.say("Which day is {file} of?", file=self._says.file(line.path)),
            [Choice(day.isoformat(), day.isoformat(), day_name(words, day)) for day in days],
            hint=words.text("Nothing in it tells. Choose a day, or type one: 2026-11-22."),
            free=words.text("The day {typed}"),
        )

        def told(answer: Answer | None) -> None:
            if answer is None:
                return
            day = read_day(answer.key or answer.typed)
            if day is None:
                no_day(self._board, answer.typed)
            else:
                self._state.say_day(line, day)
                self._then()

        self._board.push_screen(AskScreen(question), told)


def read_day(text: str) -> date | None:
    """Return a day as people write it, 2026-11-22 or 2026/11/22 or 20261122; else None."""
    found = _DATE.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def no_day(board: "FloorboardApp", typed: str) -> None:
    """Say that what was typed is not a day."""
    told = board.words.say("{value} is not a day; write 2026-11-22.", value=typed)
    board.notify(told, severity="warning", markup=False)
