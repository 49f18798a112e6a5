"""What if: contacts and handle time in, agents out, or agents in and what they give."""

import asyncio
import re
from math import isfinite

from msgspec import Struct
from textual.binding import Binding
from textual.widgets import Input
from textual.worker import WorkType

from store.errors import FloorboardError
from store.figures.heads import AHEAD, TARGET
from store.figures.staffing import StaffAnswer, staff
from store.records.settings import Settings
from store.records.words import N_
from tui.reads.queue import QueueFacts
from tui.screens.form_sheet import FormSheet
from tui.staff_text import staff_lines
from tui.wording import tell_error

FIELDS: tuple[tuple[str, str], ...] = (
    ("offered", N_("Contacts in 30 minutes")),
    ("aht_s", N_("Handle time of one alone, seconds")),
    ("patience_s", N_("Patience, seconds (empty: nobody gives up)")),
    ("concurrency", N_("Contacts at once")),
    ("within_s", N_("Answered within, seconds")),
    ("target", N_("Target, %")),
    ("agents", N_("Agents (empty: as many as the target needs)")),
)
"""Field -> its label."""
_PAUSE_S = 0.08
"""Rest after a key before it is reckoned."""
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
"""A number with its thousands set apart."""


class Given(Struct, frozen=True):
    """What the form is filled with."""

    values: dict[str, str]
    settings: Settings


class WhatIfScreen(FormSheet):
    """A form over the screen; the answer follows each key. Esc leaves it."""

    TITLE = N_("What if")
    FIELDS = FIELDS
    KEYS = N_("tab, up and down: the next line, esc: leave it")
    BINDINGS = [Binding("enter", "app.focus_next", "", show=False)]  # noqa: RUF012

    def __init__(self, given: Given) -> None:
        super().__init__(given.values)
        self._settings = given.settings

    def on_mount(self) -> None:
        """Reckon with what stands there."""
        super().on_mount()
        self._reckon()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Reckon anew."""
        event.stop()
        self._reckon()

    def _reckon(self) -> None:
        answer: WorkType[None] = self._answer
        self.run_worker(answer, group="answer", exclusive=True, exit_on_error=False)

    async def _answer(self) -> None:
        await asyncio.sleep(_PAUSE_S)
        words = self.board.words
        values, wrong = self._read()
        if wrong is not None:
            self.answer(words.say("{field}: write a number.", field=words.text(wrong)))
            return
        if not 0 < values.get("target", 100 * TARGET) < 100:
            self.answer(words.text("The target lies between 0 and 100 %; nobody reaches 100 %."))
            return
        try:
            answer = await asyncio.to_thread(answer_of, values, self._settings)
        except FloorboardError as error:
            self.answer(tell_error(words, error))
            return
        self.answer(*self._told(answer))

    def _told(self, answer: StaffAnswer) -> list[str]:
        if answer.why_none is not None:
            words = self.board.words
            return [
                words.text("So few can't keep up, and nobody gives up: the line grows without end.")
            ]
        return list(staff_lines(self.board.session, answer))

    def _read(self) -> tuple[dict[str, float], str | None]:
        """Return the numbers that are filled in, and the label of a line that holds none."""
        values: dict[str, float] = {}
        for field, label in FIELDS:
            typed = self.typed(field).rstrip("%％")
            if not typed and field in ("patience_s", "agents", "target"):
                continue
            number = _number(typed)
            if number is None:
                return {}, label
            values[field] = number
        return values, None


def _number(typed: str) -> float | None:
    """Return a number as people write it, 12,000 too; None where it is none."""
    if _GROUPED.fullmatch(typed):
        typed = typed.replace(",", "")
    try:
        number = float(typed)
    except ValueError:
        return None
    return number if isfinite(number) else None


def answer_of(values: dict[str, float], settings: Settings) -> StaffAnswer:
    """Return the answer to a form. `Refused` as of `staff`."""
    agents = values.get("agents")
    target = values.get("target", TARGET * 100) / 100
    return staff(
        values["offered"],
        30,
        (values["aht_s"],),
        patience_s=values.get("patience_s"),
        concurrency=int(values["concurrency"]),
        agents=None if agents is None else int(agents),
        within_s=values["within_s"],
        target=target if agents is None else None,
        dispersion=settings.staff_dispersion,
        factors=settings.staff_factors,
    )


def given_by(facts: QueueFacts, queue: str | None) -> Given:
    """Return the form filled with a queue as it is now, and with the defaults of the rest."""
    known = facts.queues.get(queue) if queue is not None else None
    local = facts.now.astimezone(facts.zone)
    slot = local.hour * 2 + local.minute // 30
    expected = known.forecast if known is not None else facts.total
    ahead = [one.offered for one in expected.intervals if slot <= one.slot < slot + AHEAD]
    offered = max(ahead, default=0.0) or _lately(facts, queue)
    basis = known.basis if known is not None else None
    settings = facts.settings
    values = {
        "offered": f"{offered or 60:.0f}",
        "aht_s": f"{basis.aht_s if basis else 240:.0f}",
        "patience_s": f"{basis.patience_s:.0f}" if basis and basis.patience_s else "",
        "concurrency": str(basis.cap if basis else settings.cap_default),
        "within_s": f"{basis.within_s if basis else settings.service_level_within_s:.0f}",
        "target": f"{(basis.target if basis else TARGET) * 100:.0f}",
    }
    return Given(values, settings)


def _lately(facts: QueueFacts, queue: str | None) -> float:
    """Return the contacts of the last two whole quarters of an hour."""
    one = next((one for one in facts.report.queues if one.queue == queue), None)
    return float(sum(quarter.offered for quarter in one.arrivals[-3:-1])) if one else 0.0
