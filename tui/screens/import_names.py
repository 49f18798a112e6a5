"""Names that count for nobody: who stands behind each, from which day."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from store.binding import bind
from store.figures.results import Unbound
from store.joining import join
from store.records.words import N_
from store.team import Team
from tui.commands import Command, bindings
from tui.days import window_name
from tui.names import group_name, platform_name
from tui.reads.imports import NameFacts, read_names
from tui.screens.ask import Answer, AskScreen, Question
from tui.screens.base import FloorScreen
from tui.screens.import_asks import no_day, read_day
from tui.screens.lists import cursor_of, list_of
from widgets.grid import Grid
from widgets.grid_model import Cell, Column, Row
from widgets.notice import Notice
from widgets.type_list import Choice

_SHARED, _BOT, _NEW = "*shared", "*bot", "*new"
_TOUCHED = frozenset({"bindings", "agents"})


class NamesScreen(FloorScreen[NameFacts]):
    """A row a nickname; Enter asks who it is, the likeliest first."""

    ANSWERS: ClassVar[str] = N_("Who stands behind the names that count for nobody?")
    AUTO_FOCUS = "#names"
    CSS_PATH = "import_map.tcss"
    TABLES = frozenset({"agent_days", "periods", "agents", "bindings", "settings"})
    OWN = (
        Command(
            "names.who",
            ("b", "f12"),
            N_("Who is it?"),
            N_("Say who stands behind the name. Enter does it too."),
            on_bar=True,
            changes=True,
        ),
        Command(
            "names.yes",
            ("y", "ctrl+y"),
            N_("Yes, it is"),
            N_("It is who it looks like."),
            on_bar=True,
            changes=True,
        ),
        Command(
            "names.shared",
            ("h", "insert"),
            N_("Shared"),
            N_("Several people use it: it counts for the team and for nobody."),
            on_bar=True,
            changes=True,
        ),
        Command(
            "names.bot",
            ("r", "delete"),
            N_("Robot"),
            N_("A robot: it counts for the team and for nobody."),
            on_bar=True,
            changes=True,
        ),
    )
    BINDINGS: ClassVar = bindings(OWN)

    def body(self) -> Iterable[Widget]:
        """What this is about; a row for each name."""
        words = self.board.words
        columns = [
            Column("name", words.text("Name in the export"), least=14, most=36),
            Column("platform", words.text("Platform"), most=16),
            Column("rows", words.text("Rows"), align="right", sort="number"),
            Column("days", words.text("Dates"), most=30),
            Column("likely", words.text("Looks like"), most=24),
        ]
        yield Static(id="heading", classes="heading", markup=False)
        yield list_of(self.board, "names", columns, words.text("Every name is settled."))

    @property
    def _names(self) -> Grid:
        return self.query_one("#names", Grid)

    def question(self) -> Callable[[Team], NameFacts]:
        """Ask for the names and who they look like."""
        return read_names

    def show_facts(self, facts: NameFacts) -> None:
        """Fill the list."""
        words = self.board.words
        self.set_class(not facts.unbound, "-empty")
        told = words.many(
            "{n} name counts for nobody until you say who it is.",
            "{n} names count for nobody until you say who they are.",
            len(facts.unbound),
        )
        self.query_one("#heading", Static).update(told if facts.unbound else "")
        self._names.set_rows(self._row(one, facts) for one in facts.unbound)
        if not facts.unbound:
            self.query_one(Notice).tell(
                words.text("Every name is settled."), words.text("Go back with esc.")
            )
        if self.focused is None:
            self._names.focus()

    def _row(self, one: Unbound, facts: NameFacts) -> Row:
        words, session = self.board.words, self.board.session
        likely = self._likely(one, facts)
        if one.left is not None and one.left in facts.agents:
            gone = session.person(facts.agents[one.left].name)
            likely = words.say("{name} has left", name=gone)
        return Row(
            _key(one),
            (
                Cell(session.person(one.nickname)),
                Cell(platform_name(words, one.platform)),
                Cell(f"{one.rows:,}", sort=one.rows),
                Cell(window_name(words, one.first, one.last), sort=one.first.isoformat()),
                Cell(likely, "good" if one.nickname in facts.likely else "dim"),
            ),
        )

    def _likely(self, one: Unbound, facts: NameFacts) -> str:
        agent = facts.agents.get(facts.likely.get(one.nickname, ""))
        return self.board.session.person(agent.name) if agent else ""

    @property
    def _one(self) -> Unbound | None:
        key = cursor_of(self, "#names")
        unbound = self.facts.unbound if self.facts else ()
        return next((one for one in unbound if _key(one) == key), None)

    def why_not(self, action: str) -> str:
        """Return why a name can't be settled now."""
        words, one = self.board.words, self._one
        if action not in ("who", "yes", "shared", "bot"):
            return ""
        if one is None:
            return words.text("There is no name.")
        if action == "yes" and (self.facts is None or one.nickname not in self.facts.likely):
            return words.text("It looks like nobody; enter asks who it is.")
        return ""

    # Commands

    def do_who(self) -> None:
        """Ask who it is."""
        one, words = self._one, self.board.words
        if one is None or self.facts is None:
            return
        question = Question(
            words.say("Who is {name}?", name=self.board.session.person(one.nickname)),
            self._choices(one, self.facts),
            hint=words.say(
                "{platform}, {days}. It holds for past days too.",
                platform=platform_name(words, one.platform),
                days=window_name(words, one.first, one.last),
            ),
            free=words.text("A new agent called {typed}"),
            first=self.facts.likely.get(one.nickname, ""),
            more=words.text("From which day? 2026-11-22, or empty for always"),
            more_value=one.first.isoformat() if one.left is not None else "",
        )
        self.board.push_screen(AskScreen(question), partial(self._told, one))

    def _told(self, one: Unbound, answer: Answer | None) -> None:
        if answer is None:
            return
        since = read_day(answer.more) if answer.more else None
        if answer.more and since is None:
            no_day(self.board, answer.more)
        elif answer.key in (None, _NEW):
            name = answer.typed if answer.key is None else None
            joins = partial(
                join, nickname=one.nickname, name=name, platform=one.platform, since=since
            )
            work = self.board.change(joins, _TOUCHED)
            self.run_worker(work, group="bind", exit_on_error=False)
        else:
            work_bind = self._bind(one, answer.key or "", since)
            self.run_worker(work_bind, group="bind", exit_on_error=False)

    def _choices(self, one: Unbound, facts: NameFacts) -> list[Choice]:
        words, person = self.board.words, self.board.session.person
        today = self.board.floor.today if self.board.floor else date.max
        agents = sorted(facts.agents.values(), key=lambda agent: agent.name)
        agents.sort(key=lambda agent: (agent.id != facts.likely.get(one.nickname, ""),))
        choices = [
            Choice(agent.id, person(agent.name), group_name(words, agent.group))
            for agent in agents
            if agent.here_on(today) or agent.here_on(one.last)
        ]
        others = [
            Choice(_NEW, words.say("A new agent: {name}", name=person(one.nickname))),
            Choice(_SHARED, words.text("Several people use it"), words.text("counts for the team")),
            Choice(_BOT, words.text("A robot"), words.text("counts for the team")),
        ]
        at = 1 if one.nickname in facts.likely else 0
        return [*choices[:at], *others, *choices[at:]]

    async def _bind(self, one: Unbound, who: str, since: date | None = None) -> None:
        told = partial(bind, nickname=one.nickname, platform=one.platform, since=since)
        if who == _SHARED:
            await self.board.change(partial(told, kind="shared"), _TOUCHED)
        elif who == _BOT:
            await self.board.change(partial(told, kind="bot"), _TOUCHED)
        else:
            await self.board.change(partial(told, agent=who), _TOUCHED)

    def _settle(self, who: str) -> None:
        one = self._one
        if one is not None:
            since = one.first if one.left is not None else None
            work = self._bind(one, who, since)
            self.run_worker(work, group="bind", exit_on_error=False)

    def do_yes(self) -> None:
        """It is who it looks like."""
        one = self._one
        assert one is not None and self.facts is not None
        self._settle(self.facts.likely[one.nickname])

    def do_shared(self) -> None:
        """Several people use it."""
        self._settle(_SHARED)

    def do_bot(self) -> None:
        """It is a robot."""
        self._settle(_BOT)

    def on_grid_row_opened(self, event: Grid.RowOpened) -> None:
        """Ask who it is."""
        event.stop()
        self.board.do("names.who")


def _key(one: Unbound) -> str:
    return f"{one.platform}/{one.nickname}/{one.left or ''}"
