"""The line in which a filter is typed; it takes no room until it is asked for."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from store.records.words import N_


class FilterBar(Input):
    """An input for the language of `widgets.filter_text`, hidden while there is nothing in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "drop", N_("Drop the filter"), show=False, id="filter.drop"),
        Binding("down", "keep", N_("Back to the rows"), show=False, id="filter.keep"),
    ]

    DEFAULT_CSS = """
    FilterBar {
        display: none;
        &.-open { display: block; }
    }
    """

    class Typed(Message):
        """The filter is another one, after every key."""

        def __init__(self, bar: "FilterBar", text: str) -> None:
            super().__init__()
            self.bar = bar
            """The line it was typed in."""
            self.text = text
            """The filter as it stands there."""

        @property
        def control(self) -> "FilterBar":
            """The same line, for `@on(..., selector)`."""
            return self.bar

    class Left(Message):
        """The reader is done typing and goes back to the rows."""

        def __init__(self, bar: "FilterBar") -> None:
            super().__init__()
            self.bar = bar
            """The line that was typed in."""

        @property
        def control(self) -> "FilterBar":
            """The same line, for `@on(..., selector)`."""
            return self.bar

    def __init__(
        self,
        placeholder: str = "",
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Make a closed line; `placeholder` says what can be typed."""
        super().__init__(
            placeholder=placeholder,
            restrict=r"[^\x00-\x1f\x7f-\x9f]*",
            compact=True,
            select_on_focus=False,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )

    def open(self) -> None:
        """Show the line and let the reader type."""
        self.add_class("-open")
        self.focus()

    def show(self, text: str) -> None:
        """Show a filter that was set elsewhere; an empty one closes the line.

        While the reader types here the line is ahead of what it is told and stays as it is.
        """
        if self.has_focus:
            return
        if text != self.value:
            with self.prevent(Input.Changed):
                self.value = text
        self.set_class(bool(text), "-open")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what stands there now."""
        event.stop()
        self.post_message(self.Typed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the filter and go back."""
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Keep the filter and go back to the rows."""
        self.set_class(bool(self.value), "-open")
        self.post_message(self.Left(self))

    def action_drop(self) -> None:
        """Empty the line and go back to the rows."""
        self.value = ""
        self.action_keep()
