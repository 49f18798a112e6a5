"""What a screen says when it has nothing to show, or when something is wrong: and what to do."""

from textual.content import Content
from textual.widgets import Static


class Notice(Static):
    """A title and a next step; hidden while there is nothing to tell."""

    DEFAULT_CSS = """
    Notice {
        display: none;
        height: auto;
        width: 100%;
        padding: 1 2;
        color: $foreground;
        &.-told { display: block; }
    }
    """

    def tell(self, title: str, step: str, *, warns: bool = False) -> None:
        """Show a title and, below it, what to do."""
        heading = "$text-warning bold" if warns else "$text-primary bold"
        self.update(Content.assemble(Content.styled(title, heading), "\n\n", Content(step)))
        self.add_class("-told")

    def clear(self) -> None:
        """Hide it."""
        self.remove_class("-told")
