"""The styles of a grid's cells, put together once for a theme instead of for each cell."""

from collections.abc import Callable, Iterable

from msgspec import Struct
from rich.style import Style

ComponentStyle = Callable[[str], Style]


class Glyphs(Struct, frozen=True):
    """The signs of a grid: none of its states is told by colour alone."""

    cursor: str = "▌"
    """Before the row under the cursor."""
    selected: str = "●"
    """Before a selected row."""
    rising: str = "▲"
    """Beside the heading that the rows are sorted by."""
    falling: str = "▼"
    """The same, from the largest to the smallest."""
    less: str = "‹"
    """Columns are hidden on the left."""
    more: str = "›"
    """Columns are hidden on the right."""
    ellipsis: str = "…"
    """A text was cut here."""


UNICODE = Glyphs()
ASCII = Glyphs(">", "*", "^", "v", "<", ">", "~")


class Looks:
    """Every style of a grid in its present theme and focus.

    A role's colour holds on the plain background only. The row under the cursor has a background
    of its own, where a role keeps its underline, bold or italics and gives up its colour, so that
    the contrast is the theme's.
    """

    def __init__(self, component: ComponentStyle, roles: Iterable[str]) -> None:
        self.base = component("grid--row")
        """A plain cell, and the room around it."""
        self.header = component("grid--header")
        """A heading."""
        self.header_cursor = component("grid--header-cursor")
        """The heading of the column that the cursor is in."""
        self.note = component("grid--note")
        """The words in an empty grid."""
        styles = {role: component(f"grid--{role}") for role in roles}
        cursor, cell = component("grid--cursor"), component("grid--cursor-cell")
        chosen = attributes(component("grid--selected"))
        nothing = Style.null()
        self._rows = {
            (selected, at): {
                "": on + extra,
                **{
                    role: (style if at == "" else on + attributes(style)) + extra
                    for role, style in styles.items()
                },
            }
            for selected, extra in ((False, nothing), (True, chosen))
            for at, on in (("", self.base), ("cursor", cursor), ("cell", cell))
        }

    def row(self, selected: bool) -> dict[str, Style]:
        """Return the style of each role in a row that the cursor is not on."""
        return self._rows[selected, ""]

    def cursor_row(self, selected: bool) -> dict[str, Style]:
        """Return the style of each role in the row under the cursor."""
        return self._rows[selected, "cursor"]

    def cursor_cell(self, selected: bool) -> dict[str, Style]:
        """Return the style of each role in the cell under the cursor."""
        return self._rows[selected, "cell"]


def attributes(style: Style) -> Style:
    """Return what of a style is not colour: bold, italics, underline, strike."""
    return Style(
        bold=style.bold or None,
        italic=style.italic or None,
        underline=style.underline or None,
        strike=style.strike or None,
    )
