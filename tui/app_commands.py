"""What the app itself can do, whatever screen is shown: one method per command."""

from typing import TYPE_CHECKING, Any, cast

from store.team import Team
from tui.app_personal import AppPersonal

if TYPE_CHECKING:
    from tui.app import FloorboardApp
    from tui.commands import Command


class AppCommands(AppPersonal):
    """The half of FloorboardApp that answers the app's own commands."""

    def commands(self) -> "tuple[Command, ...]":
        """Return what can be done on the present screen."""
        raise NotImplementedError

    def reading_only(self) -> str:
        """Return why the team can't be changed, in words; empty where it can."""
        from tui.trouble import reading_only

        return reading_only(self.words, self.floor)

    async def do_go_today(self) -> None:
        """Open Today."""
        await self.switch_mode("today")

    async def do_go_queue(self) -> None:
        """Open Queue."""
        await self.switch_mode("queue")

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

    def action_command_palette(self) -> None:
        """Open the palette; its line speaks the lead's language."""
        from textual.command import CommandPalette

        if not CommandPalette.is_open(cast("Any", self)):
            asks = self.words.text("Find a command by its name.")
            self.push_screen(CommandPalette(id="--command-palette", placeholder=asks))

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
