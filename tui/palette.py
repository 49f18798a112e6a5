"""The palette: every command of the present screen, by its name, in the lead's language."""

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

if TYPE_CHECKING:
    from tui.app import FloorboardApp


class CommandsProvider(Provider):
    """Finds commands by label, by help sentence and by id (so that pinyin-less typing works)."""

    @property
    def board(self) -> "FloorboardApp":
        """The app, typed."""
        return cast("FloorboardApp", self.app)

    async def discover(self) -> Hits:
        """Yield every command that can be done now."""
        words = self.board.words
        for command in self.board.commands():
            if not self.board.why_not(command):
                yield DiscoveryHit(
                    words.text(command.label),
                    partial(self.board.do, command.id),
                    help=words.text(command.help),
                )

    async def search(self, query: str) -> Hits:
        """Yield the commands that fit what was typed."""
        words, matcher = self.board.words, self.matcher(query)
        for command in self.board.commands():
            label = words.text(command.label)
            score = max(matcher.match(text) for text in (label, command.label, command.id))
            if score > 0 and not self.board.why_not(command):
                yield Hit(
                    score,
                    matcher.highlight(label),
                    partial(self.board.do, command.id),
                    help=words.text(command.help),
                )
