"""A screen that lies on another one's and is kept when it is closed."""

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar, cast

from tui.screens.windowed import OfWindow, WindowScreen

if TYPE_CHECKING:
    from tui.app import FloorboardApp

Facts = TypeVar("Facts", bound=OfWindow)


class PushedScreen(WindowScreen[Facts]):
    """One of its kind for as long as the app runs: building a screen anew each time costs memory.

    Language and mask may have changed while it lay aside: it is then composed anew.
    """

    NAME: ClassVar[str] = ""
    """What it is installed as."""

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[str, bool] | None = None

    @classmethod
    def kept(cls, board: "FloorboardApp") -> Self:
        """Return the one there is."""
        if not board.is_screen_installed(cls.NAME):
            board.install_screen(cls(), cls.NAME)
        return cast("Self", board.get_screen(cls.NAME))

    async def lay_on_top(self, board: "FloorboardApp") -> None:
        """Show it above the present screen; where it lies deeper, close what is above it."""
        if self in board.screen_stack:
            while board.screen is not self:
                await board.pop_screen()
            return
        said = board.words.language, board.session.options.mask
        if self.is_mounted and said != self._said:
            await self.recompose()
        self._said = said
        await board.push_screen(self.NAME)

    async def do_go_agents(self) -> None:
        """Go back to the table of all."""
        while len(self.board.screen_stack) > 1:
            await self.board.pop_screen()
