"""Settings: every threshold, its default and its source; below, what a person chose for itself."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from store.records.metric import METRICS
from store.records.words import N_
from store.team import Team
from tui.commands import bindings
from tui.personal_words import CHOOSABLE, PersonalWords, personal_columns
from tui.reads.settings import (
    SettingsFacts,
    back_to_default,
    read_settings,
    set_value,
    zones,
)
from tui.screens.ask import Answer, AskScreen, Question
from tui.screens.base import FloorScreen
from tui.screens.settings_commands import SETTINGS_COMMANDS
from tui.settings_words import SettingsWords, setting_columns
from widgets.edit_line import EditLine
from widgets.grid import Grid
from widgets.grid_copy import as_csv
from widgets.grid_pane import GridPane
from widgets.type_list import Choice

_TOUCHED = frozenset({"settings"})
_OF_TEAM = frozenset({"change", "default", "add"})


class SettingsScreen(FloorScreen[SettingsFacts]):
    """A grid of the team's settings and a short list of personal choices."""

    MODE: ClassVar[str] = "settings"
    ANSWERS: ClassVar[str] = N_("By which thresholds are we judged, and who says so?")
    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "#team-grid"
    TABLES = frozenset({"settings", "agents"})
    OWN = SETTINGS_COMMANDS
    BINDINGS: ClassVar = bindings(OWN)

    _editing: str = ""
    """Key of the setting in the edit line."""
    _go_to: str = ""
    """Key of a setting that was just changed: the cursor goes to its row."""

    def body(self) -> Iterable[Widget]:
        """The team's settings, what there is to say of one, the line to change it, my choices."""
        words, glyphs = self.board.words, self.board.glyphs
        text = words.text
        yield Static(id="settings-head", classes="heading", markup=False)
        columns = setting_columns(words, self.board.size.width)
        grid = Grid(columns, selectable=False, glyphs=glyphs, id="team-grid")
        grid.no_match_text = text("No setting has these words.")
        yield GridPane(grid, text("words, !not, source:ours"), id="team-settings")
        yield Static(id="about", markup=False)
        yield EditLine()
        yield Grid(personal_columns(words), selectable=False, glyphs=glyphs, id="personal")

    def question(self) -> Callable[[Team], SettingsFacts]:
        """Ask for every setting as it stands."""
        return read_settings

    def show_facts(self, facts: SettingsFacts) -> None:
        """Fill both lists; the cursors stay where they are."""
        words = SettingsWords(self.board.session, facts)
        rows = tuple(words.rows())
        changed = sum(row.cells[1].role == "changed" for row in rows)
        self.query_one("#settings-head", Static).update(
            self.board.words.say(
                "Settings of the team: {n} of {all} changed (●)", n=changed, all=len(rows)
            )
        )
        grid = self.query_one("#team-grid", Grid)
        grid.set_rows(rows)
        if self._go_to and grid.move_to_key(self._go_to):
            self._go_to = ""
        self._show_personal()
        self._tell_about()

    def _show_personal(self) -> None:
        self.query_one("#personal", Grid).set_rows(self._personal_words().rows())

    def _personal_words(self) -> PersonalWords:
        return PersonalWords(self.board.session, self.board.personal, self.board.theme)

    def _words(self) -> SettingsWords:
        assert self.facts is not None
        return SettingsWords(self.board.session, self.facts)

    @property
    def _key(self) -> str | None:
        """The setting under the cursor, where the team's grid has the focus."""
        grid = self.query_one("#team-grid", Grid)
        return grid.cursor_key if grid.has_focus else None

    @property
    def _choice(self) -> str | None:
        """The personal choice under the cursor, where that list has the focus."""
        grid = self.query_one("#personal", Grid)
        return grid.cursor_key if grid.has_focus else None

    # What is said of the row under the cursor

    def on_grid_row_highlighted(self, event: Grid.RowHighlighted) -> None:
        """Say more of the setting."""
        event.stop()
        self._tell_about()
        self.bars()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say at the foot what can be done in the list that has the focus now."""
        del event
        self._tell_about()
        self.bars()

    def _tell_about(self) -> None:
        key = self.query_one("#team-grid", Grid).cursor_key
        if self.facts is not None and key is not None:
            full, takes = self._words().about(key)
            self.query_one("#about", Static).update(Content(f"{full}\n{takes}"))

    # Commands

    def why_not(self, action: str) -> str:
        """Return why nothing can be changed, or changed here."""
        words = self.board.words
        if action not in _OF_TEAM or self.facts is None:
            return ""
        if action != "add" and self._choice is not None:
            return ""
        if action == "default" and self._key is not None:
            row = self._words().now(self._key)
            if row.value == row.default and row.key not in self.facts.unreadable:
                return words.text("It is at its default already.")
        return self.board.reading_only()

    def save_table(self) -> tuple[str, str] | None:
        """Save the settings as they are shown."""
        view = self.query_one("#team-grid", Grid).view
        return ("settings.csv", as_csv(view.shown, view.columns)) if view.shown else None

    def do_filter(self) -> None:
        """Let the reader type which settings to see."""
        grid = self.query_one("#team-grid", Grid)
        grid.focus()
        grid.action_filter()

    def on_grid_row_opened(self, event: Grid.RowOpened) -> None:
        """Change what was opened."""
        event.stop()
        self.board.do("settings.change")

    async def do_change(self) -> None:
        """Change the setting or the choice under the cursor."""
        if (choice := self._choice) is not None:
            self._choose(choice)
        elif (key := self.query_one("#team-grid", Grid).cursor_key) is not None:
            await self._edit(key)

    def do_default(self) -> None:
        """Put the setting or the choice under the cursor back."""
        if (choice := self._choice) is not None:
            self._chosen(choice, None)
        elif (key := self.query_one("#team-grid", Grid).cursor_key) is not None:
            self._change(partial(back_to_default, key=key))

    def do_keys(self) -> None:
        """Open the table of keys."""
        from tui.screens.keys import KeysScreen

        self.board.push_screen(KeysScreen(), lambda _: self._show_personal())

    # Changing a setting

    async def _edit(self, key: str) -> None:
        if key == "timezone":
            names = await self.board.store.ask(zones)
            choices = [Choice(name, name.replace("_", " "), words=name) for name in names]
            question = Question(self._words().label(key), choices, first=self._words().to_edit(key))
            self.board.push_screen(AskScreen(question), partial(self._answered, key))
            return
        words = self._words()
        self._editing = key
        self.query_one(EditLine).open(words.label(key), words.to_edit(key), words.known(key))

    def _answered(self, key: str, answer: Answer | None) -> None:
        if answer is not None and answer.key is not None:
            self._change(partial(set_value, key=key, value=answer.key))

    def on_edit_line_typed(self, event: EditLine.Typed) -> None:
        """Say what is expected, or what would be kept."""
        event.stop()
        told, good = self._words().judged(self._editing, event.text)
        event.control.say(told, bad=not good)

    def on_edit_line_entered(self, event: EditLine.Entered) -> None:
        """Keep what was typed, if it fits; else the line stays."""
        event.stop()
        key, words = self._editing, self._words()
        if not event.text.strip():
            self._change(partial(back_to_default, key=key))
        elif words.judged(key, event.text)[1]:
            self._change(partial(set_value, key=key, value=words.value_of(key, event.text)))
        else:
            self.board.bell()
            return
        self._go_to = key
        event.control.close()
        self.query_one("#team-grid", Grid).focus()

    def on_edit_line_left(self, event: EditLine.Left) -> None:
        """Give the keys back to the grid."""
        event.stop()
        self.query_one("#team-grid", Grid).focus()

    def _change(self, change: Callable[[Team], None]) -> None:
        self.run_worker(self.board.change(change, _TOUCHED), group="change", exit_on_error=False)

    # Adding a setting of a pattern

    def do_add(self) -> None:
        """Ask what to add: type a metric, a group or a name."""
        words, text = self.board.words, self.board.words.text
        assert self.facts is not None
        choices = [
            Choice(f"target.{metric.id}", text(metric.label), text("target"), words=metric.label)
            for metric in METRICS.values()
        ]
        of_others = [f"main_measures.{group}" for group in self.facts.groups]
        of_others += [f"cap.{agent}" for agent in self.facts.agents]
        choices += [Choice(key, self._words().label(key)) for key in of_others]
        question = Question(words.text("Add which setting?"), choices)
        self.board.push_screen(AskScreen(question), self._asked_group)

    def _asked_group(self, answer: Answer | None) -> None:
        """Ask which group a target is of, where there are groups."""
        assert self.facts is not None
        if answer is None or answer.key is None:
            return
        key, groups = answer.key, self.facts.groups
        if not key.startswith("target.") or not groups:
            self._added(Answer(key, ""))
            return
        text = self.board.words.text
        choices = [Choice(key, text("everybody"))]
        choices += [
            Choice(f"{key}.{group}", self._words().label(f"{key}.{group}")) for group in groups
        ]
        question = Question(text("A target of whom?"), choices)
        self.board.push_screen(AskScreen(question), self._added)

    def _added(self, answer: Answer | None) -> None:
        """Let the value be typed; it is kept with it."""
        if answer is not None and answer.key is not None:
            self.run_worker(self._edit(answer.key), group="edit", exit_on_error=False)

    # Personal choices

    def _choose(self, choice: str) -> None:
        if choice not in CHOOSABLE:
            self.do_keys()
            return
        words = self._personal_words()
        question = Question(words.title(choice), words.choices(choice), first=words.now(choice))

        def answered(answer: Answer | None) -> None:
            if answer is not None and answer.key is not None:
                self._chosen(choice, answer.key or None)

        self.board.push_screen(AskScreen(question), answered)

    def _chosen(self, choice: str, value: str | None) -> None:
        self.run_worker(self._take(choice, value), group="personal", exit_on_error=False)

    async def _take(self, choice: str, value: str | None) -> None:
        if choice == "keys":
            self.board.change_keys({})
        else:
            await self.board.choose(choice, value)
        self._show_personal()
        self.query_one("#personal", Grid).focus()
