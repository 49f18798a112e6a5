"""First run: a few questions, each of which can be skipped, and the first export."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from tui.import_words import ImportWords
from tui.language import Words
from tui.reads.begin import Begin, exports_in, folders_like, read_begin, write_begin
from tui.reads.folder import kind_of
from tui.wizard_steps import ALL, CHOOSE, LANGUAGE_NAMES, STEPS, choices
from widgets.cell_text import plain
from widgets.type_list import Choice, TypeList

if TYPE_CHECKING:
    from tui.app import FloorboardApp


class WizardScreen(Screen[None]):
    """One question at a time, the answers so far above it; what was answered is kept."""

    CSS_PATH = "wizard.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "skip", "", show=False, priority=True, id="wizard.skip"),
        Binding("shift+tab", "before", "", show=False, priority=True, id="wizard.before"),
        Binding("escape", "leave", "", show=False, id="wizard.leave"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.step = 0
        """Which question is asked."""
        self.answers: dict[str, str] = {}
        """Step -> what was answered."""
        self._begin = Begin(None, (), ())
        self._exports = 0

    @property
    def board(self) -> "FloorboardApp":
        """The app, typed."""
        return cast("FloorboardApp", self.app)

    def compose(self) -> ComposeResult:
        """A greeting, the answers so far, the question, what the keys do."""
        with Vertical(classes="sheet"):
            yield Static(id="greeting")
            yield Static(id="so-far")
            yield Static(id="question")
            yield TypeList()
            yield Static(id="keys")

    def on_mount(self) -> None:
        """Look at the machine, then ask."""
        self._ask()
        self.run_worker(self._look(), group="begin", exclusive=True, exit_on_error=False)

    async def _look(self) -> None:
        env = self.board.session.env
        self._begin = await self.board.store.ask(partial(read_begin, env=env))
        self._ask()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell what a worker failed with."""
        if event.state is WorkerState.ERROR:
            event.stop()
            self.board.failed(event.worker.error)

    # Asking

    def _ask(self) -> None:
        """Put the present question on the screen."""
        words, asked = self.board.words, STEPS[self.step]
        greeting = Content.assemble(
            (words.text("Welcome to floorboard"), "$text-primary bold"),
            "\n",
            words.text("Six short questions. What you skip can be said later, in Settings."),
        )
        self.query_one("#greeting", Static).update(greeting)
        self.query_one("#so-far", Static).update(self._so_far(words))
        question = Content.assemble(
            (words.text(asked.question), "bold"), "\n", (words.text(asked.hint), "$text-muted")
        )
        self.query_one("#question", Static).update(question)
        keys = words.text("enter: take it · tab: skip · shift+tab: back · esc: leave")
        self.query_one("#keys", Static).update(Content.styled(keys, "$text-muted"))
        offered = choices(words, asked.key, self._begin, self._exports)
        line = self.query_one(TypeList)
        free = words.text(asked.free)
        line.offer(offered, first=self._first(asked.key), free=free, text="")
        line.focus_line()

    def _first(self, step: str) -> str:
        """Return the choice that stands first: what was answered, else what is so now."""
        now = {"language": self.board.words.language, "currency": "CNY"}
        return self.answers.get(step) or now.get(step, "")

    def _so_far(self, words: Words) -> Content:
        """Return a line a step: done, asked now, still to come."""
        lines = []
        for number, asked in enumerate(STEPS):
            answer = self.answers.get(asked.key, "")
            shown = LANGUAGE_NAMES.get(answer, answer)
            if asked.key == "inbox":
                shown = ImportWords(self.board.session).path(answer)
            mark, look = "  ", "$text-muted"
            if number == self.step:
                mark, look = "> ", "$text-primary bold"
            label = words.text(asked.label)
            lines.append(Content.styled(plain(f"{mark}{label}: {shown}"), look))
        return Content("\n").join(lines)

    async def on_type_list_typed(self, event: TypeList.Typed) -> None:
        """Offer the folders that begin as typed, where a folder is asked."""
        event.stop()
        if STEPS[self.step].key == "inbox" and event.text:
            found = await self.board.store.ask(partial(folders_like, typed=event.text))
            line = self.query_one(TypeList)
            if line.text == event.text:
                line.offer([Choice(folder, folder, words=event.text) for folder in found])

    # Answering

    def on_type_list_picked(self, event: TypeList.Picked) -> None:
        """Keep the answer and go on."""
        event.stop()
        step, answer = STEPS[self.step].key, event.key if event.key is not None else event.typed
        work = self._take(step, answer)
        self.run_worker(work, group="answer", exclusive=True, exit_on_error=False)

    async def _take(self, step: str, answer: str) -> None:
        if step == "inbox" and answer:
            kind, answer = await self.board.store.ask(partial(kind_of, path=answer))
            if kind != "folder":
                told = self.board.words.text("There is no such folder.")
                self.notify(told, severity="warning", markup=False)
                return
            self._exports = await self.board.store.ask(partial(exports_in, folder=answer))
        if step == "language":
            await self.board.speak(answer)
        if step == "currency":
            answer = answer.upper()
        if answer:
            self.answers[step] = answer
        self._next()

    def _next(self) -> None:
        if self.step + 1 < len(STEPS):
            self.step += 1
            self._ask()
        else:
            self.action_leave()

    def action_skip(self) -> None:
        """Leave the question open and go on."""
        self.answers.pop(STEPS[self.step].key, None)
        self._next()

    def action_before(self) -> None:
        """Go back to the question before."""
        self.step = max(0, self.step - 1)
        self._ask()

    def action_leave(self) -> None:
        """Keep what was answered and go to the first export, or to Today."""
        self.run_worker(self._leave(), group="leave", exclusive=True, exit_on_error=False)

    async def _leave(self) -> None:
        kept = {k: v for k, v in self.answers.items() if k not in ("language", "export")}
        if kept:
            tables = frozenset({"settings"})
            await self.board.change(partial(write_begin, settings=kept), tables)
        export, inbox = self.answers.get("export"), self.answers.get("inbox")
        self.board.call_next(self.board.begin, inbox if export == ALL else "", export == CHOOSE)
        self.dismiss()
