"""Facts one below the other: what each is about on the left, what there is to say on the right."""

from collections.abc import Iterator

import msgspec
from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from widgets.cell_text import plain

_GAP = 2
_TONES = {
    "": "$foreground",
    "strong": "$foreground bold",
    "key": "$text-primary",
    "heading": "$text-primary bold",
    "dim": "$text-muted",
    "warn": "$text-warning",
    "good": "$text-success",
    "bad": "$text-error",
}


class Fact(msgspec.Struct, frozen=True):
    """Something to say, already in words."""

    label: str = ""
    """What it is about; without one the lines take the whole width, without lines it is a gap."""
    lines: tuple[str, ...] = ()
    """Each begins on a line of its own and is wrapped below itself."""
    tone: str = ""
    """A name of `_TONES`, the look of the lines: never their only sign."""
    label_tone: str = "dim"
    """The look of the label."""


class FactSheet(Widget):
    """Draws facts in two columns, wrapped to its width."""

    DEFAULT_CSS = """
    FactSheet { width: 1fr; height: auto; color: $foreground; }
    """

    facts: reactive[tuple[Fact, ...]] = reactive((), layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the facts take."""
        del container, viewport
        return len(self._drawn(width))

    def render(self) -> Content:
        """Draw every fact."""
        return Content("\n").join(self._drawn(self.content_size.width))

    def _drawn(self, width: int) -> list[Content]:
        labels = [cell_len(plain(fact.label)) for fact in self.facts if fact.label]
        column = min(max(labels, default=0), max(8, width // 3))
        return [line for fact in self.facts for line in _fact(fact, column, width)]


def _fact(fact: Fact, column: int, width: int) -> Iterator[Content]:
    if not fact.label:
        for text in fact.lines or ("",):
            yield from _wrapped(text, fact.tone, width)
        return
    label = Content(plain(fact.label)).truncate(column)
    first = label.stylize(_TONES[fact.label_tone])
    margin = Content(" " * (column + _GAP))
    lead = Content.assemble(first, " " * (column + _GAP - label.cell_length))
    for text in fact.lines or ("",):
        for line in _wrapped(text, fact.tone, max(8, width - column - _GAP)):
            yield Content.assemble(lead, line)
            lead = margin


def _wrapped(text: str, tone: str, width: int) -> list[Content]:
    if not text:
        return [Content("")]
    return Content.styled(plain(text), _TONES[tone]).wrap(max(2, width))
