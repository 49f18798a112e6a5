"""What the app itself can do, whatever screen is shown: one method per command."""

from typing import TYPE_CHECKING, Any, cast

from msgspec import structs

from store.team import Team
from tui.app_store import AppStore
from tui.language import LANGUAGES, Words
from tui.themes import THEMES

if TYPE_CHECKING:
    from tui.app import FloorboardApp
    from tui.commands import Command
    from tui.personal import Personal


class AppCommands(AppStore):
    """The half of FloorboardApp that answers the app's own commands."""

    personal: "Personal"

    @property
    def words(self) -> Words:
        """The language in use."""
        return self.session.words

    def commands(self) -> "tuple[Command, ...]":
        """Return what can be done on the present screen."""
        raise NotImplementedError

    async def do_go_today(self) -> None:
        """Open Today."""
        await self.switch_mode("today")

    async def do_go_agents(self) -> None:
        """Open Agents."""
        await self.switch_mode("agents")

    async def open_agent(self, agent: str) -> None:
        """Open one agent, whatever screen is shown."""
        await self.switch_mode("agents")
        self.call_next(getattr(self.screen, "open_agent", lambda _agent: None), agent)

    async def do_go_settings(self) -> None:
        """Open Settings."""
        await self.switch_mode("settings")

    async def do_go_import(self) -> None:
        """Open Import."""
        await self.switch_mode("import")

    def greet(self) -> None:
        """Ask the few things that a new team begins with."""
        from tui.screens.wizard import WizardScreen

        self.push_screen(WizardScreen())

    async def begin(self, inbox: str, choose: bool) -> None:
        """Look at the first exports: all of a folder, or those that the lead chooses."""
        if not inbox and not choose:
            return
        from tui.screens.import_pick import PickScreen
        from tui.screens.import_run import RunScreen

        await self.switch_mode("import")
        self.push_screen(RunScreen((inbox,)) if inbox else PickScreen())

    def do_back(self) -> None:
        """Close what lies on top."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def do_help(self) -> None:
        """Show what the screen answers, and every key."""
        from tui.screens.help import HelpScreen

        answers = getattr(self.screen, "ANSWERS", "")
        tables = bool(self.screen.query("Grid"))
        self.push_screen(HelpScreen(answers, self.commands(), tables=tables))

    def do_why(self) -> None:
        """Say where the number under the cursor comes from."""
        from tui.screens.why import WhyScreen

        asked = getattr(self.screen, "why_asked", lambda: None)()
        if asked is not None:
            self.push_screen(WhyScreen(asked))

    def do_save(self) -> None:
        """Save the table as CSV, or the screen as a picture."""
        from tui.saving import ask_what_to_save

        ask_what_to_save(cast("FloorboardApp", self))

    def do_palette(self) -> None:
        """Open the palette."""
        self.action_command_palette()

    async def do_mask(self) -> None:
        """Hide or show names and notes, on every screen at once."""
        options = self.session.options
        self.session.options = structs.replace(options, mask=not options.mask)
        await self.redraw()

    def do_theme(self) -> None:
        """Change to the next theme and remember it."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.remember(theme=self.theme)

    async def do_language(self) -> None:
        """Change to the next language and remember it."""
        at = LANGUAGES.index(self.words.language)
        await self.speak(LANGUAGES[(at + 1) % len(LANGUAGES)])

    async def speak(self, language: str) -> None:
        """Speak a language from now on, and remember it."""
        if language == self.words.language:
            return
        self.session.words = Words(language)
        self.remember(language=language)
        await self.redraw()

    async def redraw(self) -> None:
        """Compose every built screen anew, after the language or the mask changed."""
        from tui.screens.base import FloorScreen

        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, FloorScreen):
                    await screen.recompose()
                    screen.reload()

    def remember(self, **chosen: Any) -> None:
        """Keep a choice in the person's config file."""
        from tui.personal import remember

        self.personal, write = remember(self.personal, self.session.env, **chosen)
        self.run_worker(self.store.ask(write), group="personal", exit_on_error=False)

    def do_undo(self) -> None:
        """Take back the last change."""
        self.run_worker(self._undo(), group="change", exit_on_error=False)

    async def _undo(self) -> None:
        undone = await self.store.ask(Team.undo)
        self.touch(frozenset(edit.table for edit in undone.edits))
        self.notify(self.words.text("Taken back."), markup=False)

    def do_quit(self) -> None:
        """Close floorboard."""
        self.exit()
