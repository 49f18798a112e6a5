"""The drawn part of a grid: a leaf on Textual's line API that repaints only the lines that changed.

It keeps its own place instead of Textual's scrolling: a scroll is one repaint of finished strips,
without a scrollbar, a layout or an animation. Where the reader is stands as text in the heading.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, NamedTuple

from textual.geometry import Region, Size, Spacing
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from widgets.grid_layout import GridLayout, column_at
from widgets.grid_looks import UNICODE, Glyphs, Looks
from widgets.grid_model import Column, Order, Row
from widgets.grid_paint import NO_CURSOR, GridPainter
from widgets.grid_view import GridView

HEADER = 1
"""Lines above the first row."""
_PREFIX = "grid--"
_BARE = Spacing(0, 0, 0, 0)
_EFFECTS = ("outline_top", "outline_left", "hatch", "tint", "text_opacity")
"""What only Textual's styles cache can draw."""


class Standing(NamedTuple):
    """What others are told when it changes."""

    key: str | None
    """The row under the cursor."""
    column: int
    """The column that the cursor is in."""
    order: Order | None
    """What the rows are sorted by."""
    typed: str
    """The filter as it was typed."""
    selected: frozenset[str]
    """Keys of the selected rows."""


class GridSurface(Widget):
    """Draws a `GridView`; what a reader may do with it is `Grid`'s."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--row",
        "grid--header",
        "grid--header-cursor",
        "grid--cursor",
        "grid--cursor-cell",
        "grid--selected",
        "grid--note",
        "grid--good",
        "grid--warn",
        "grid--bad",
        "grid--dim",
        "grid--strong",
        "grid--provisional",
        "grid--changed",
    }
    """A cell's role "bad" is drawn as `grid--bad`; a subclass may add roles of its own."""

    DEFAULT_CSS = """
    GridSurface {
        width: 1fr;
        height: 1fr;
        background: $surface;
        color: $foreground;

        & > .grid--header { background: $panel; color: $foreground; text-style: bold; }
        & > .grid--header-cursor {
            background: $panel;
            color: $foreground;
            text-style: bold reverse;
        }
        & > .grid--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
        }
        & > .grid--cursor-cell {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: underline;
        }
        &:focus > .grid--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
        }
        &:focus > .grid--cursor-cell {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: bold underline;
        }
        & > .grid--selected { text-style: bold; }
        & > .grid--note { color: $text-muted; }
        & > .grid--good { color: $text-success; }
        & > .grid--warn { color: $text-warning; }
        & > .grid--bad { color: $text-error; text-style: bold; }
        & > .grid--dim { color: $text-muted; }
        & > .grid--strong { text-style: bold; }
        & > .grid--provisional { color: $text-muted; text-style: italic; }
        & > .grid--changed { color: $text-accent; text-style: underline; }
    }
    """

    ALLOW_SELECT = False

    glyphs: var[Glyphs] = var(UNICODE)
    """The signs it draws with, ASCII ones where asked; what stands in the cells is the caller's."""
    empty_text: var[str] = var("")
    """What stands in a grid without rows; line ends part its lines."""
    no_match_text: var[str] = var("")
    """What stands in a grid whose filter leaves no row."""

    def __init__(
        self,
        columns: Sequence[Column] = (),
        *,
        order: Order | None = None,
        selectable: bool = True,
        gap: int = 2,
        glyphs: Glyphs = UNICODE,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Make an empty grid; `gap` is the room between two columns in terminal cells."""
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self.view = GridView(columns, order)
        """Where the reader is. Read it; it is changed through the grid."""
        self.set_reactive(GridSurface.glyphs, glyphs)
        self.selectable = selectable
        self._gap = gap
        self._left = 1
        self._columns = self._laid_out()
        self._painter: GridPainter | None = None
        self._painted_for: tuple[object, ...] = ()
        self._looks: Looks | None = None
        self._fitted = Size(0, 0)
        self._foot: Row | None = None
        self._lines: list[tuple[object, ...]] = []
        self._lines_left = 1

    # --- Textual's side

    def notify_style_update(self) -> None:
        """Forget every style: the theme, the focus or a rule has changed."""
        self._looks = None
        self._painter = None
        super().notify_style_update()

    def on_resize(self) -> None:
        """Fit the view to the new size."""
        self._fit()
        self._update_lines()

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Return the width of all columns, for `width: auto`."""
        slots, _ = self._columns.slots(1, 1_000_000)
        return slots[-1].start + slots[-1].width if slots else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the height of all rows and the heading, for `height: auto`."""
        words = (self._words().count("\n") + 1) if not self.view.shown else 0
        return HEADER + max(len(self.view.shown), words) + self._foot_lines

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines in a region of the grid.

        Without a border or opacity the finished strips go straight to the compositor, which then
        reuses the escape sequences they carry; with one, Textual's styles cache draws around them.
        """
        styles = self.styles
        if styles.gutter != _BARE or self.opacity != 1.0 or styles.has_any_rules(*_EFFECTS):
            return super().render_lines(crop)
        self._fit()
        painter = self._paint(filtered=True)
        strips = [self._line(painter, y) for y in crop.line_range]
        if crop.column_span == (0, painter.width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """Return one line of the content, for Textual's styles cache."""
        self._fit()
        return self._line(self._paint(filtered=False), y)

    def watch_glyphs(self) -> None:
        """Draw with the other signs."""
        self.refresh()

    def watch_empty_text(self) -> None:
        """Write the other words."""
        self.refresh(layout=self.styles.auto_dimensions)

    watch_no_match_text = watch_empty_text

    # --- what a subclass calls around a change

    @contextmanager
    def _changing(self) -> Iterator[GridView]:
        """Change the view inside: the lines are repainted and the news told after it."""
        before, rows = self._standing(), len(self.view.shown)
        yield self.view
        self._update_lines()
        if rows != len(self.view.shown) and self.styles.auto_dimensions:
            self.refresh(layout=True)
        self._tell(before)

    def _tell(self, before: Standing) -> None:
        """Post what is different from before; a bare surface has nobody to tell."""

    def _update_lines(self) -> None:
        """Ask for a repaint of the lines that no longer show what they should.

        Above a third of the height it is one repaint of all: the compositor then works on one
        region instead of many.
        """
        before, now = self._lines, self._line_states()
        height, width = len(now), self.size.width
        moved = self._left != self._lines_left or len(before) != height
        self._lines, self._lines_left = now, self._left
        if moved:
            self.refresh()
            return
        changed = [y for y, (old, new) in enumerate(zip(before, now, strict=True)) if old != new]
        if len(changed) * 3 > height:
            self.refresh()
        elif changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def _lay_out(self) -> None:
        """Lay the view's columns out anew."""
        self._left = 1
        self._foot = None
        self._fitted = Size(0, 0)
        self._columns = self._laid_out()
        self._painter = None

    def _forget_gone(self) -> None:
        """Let go of what is kept for rows that are no longer there."""
        if self._painter is not None:
            self._painter.keep_only(self.view.rows)

    def _repaint_all(self) -> None:
        """Draw everything again: the columns have other widths."""
        self._painter = None
        self._lines = self._line_states()
        self.refresh(layout=self.styles.auto_dimensions)

    def _column_at(self, x: int) -> int | None:
        """Return which column a cell of the window belongs to."""
        return column_at(self._columns.slots(self._left, self.size.width)[0], x)

    def _show_column(self) -> None:
        """Bring the cursor's column into sight."""
        self._left = self._columns.left_for(self.view.column, self._left, self.size.width)

    # --- within

    @property
    def _foot_lines(self) -> int:
        return self._foot is not None

    def _standing(self) -> Standing:
        view = self.view
        return Standing(view.key, view.column, view.order, view.filter.typed, view.selected)

    def _laid_out(self) -> GridLayout:
        return GridLayout(self.view.columns, gutter=2 if self.selectable else 1, gap=self._gap)

    def _fit(self) -> None:
        size = self.size
        if size != self._fitted:
            self._fitted = size
            self.view.resize(size.height - HEADER - self._foot_lines)
            self._show_column()

    def _line_states(self) -> list[tuple[object, ...]]:
        """Return what each line of the window shows, to be compared with what it showed before."""
        view = self.view
        selected, cursor = view.selected, view.key
        states: list[tuple[object, ...]] = [(view.order, view.column, view.position, self._words())]
        states += [
            (row, row.key in selected, view.column if row.key == cursor else NO_CURSOR)
            for row in view.window
        ]
        if self._foot is not None:
            states += [(self._foot,)] if view.window else [(), (self._foot,)]
        states += [()] * (self.size.height - len(states))
        return states

    def _words(self) -> str:
        if self.view.shown:
            return ""
        return self.no_match_text if self.view.filter.terms else self.empty_text

    def _paint(self, *, filtered: bool) -> GridPainter:
        filters = tuple(self.get_line_filters()) if filtered else ()
        background = self.background_colors[1]
        now = (self.size.width, self._left, filters, background, self.glyphs)
        if self._painter is None or self._painted_for != now:
            self._painted_for = now
            slots, more = self._columns.slots(self._left, self.size.width)
            self._painter = GridPainter(
                self.view.columns,
                slots,
                self.size.width,
                looks=self._look(),
                glyphs=self.glyphs,
                selectable=self.selectable,
                hidden=(self._left > 1, more),
                filters=filters,
                background=background,
            )
        return self._painter

    def _look(self) -> Looks:
        if self._looks is None:
            names = {name for kind in type(self).__mro__ for name in _component_classes(kind)}
            roles = {name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)}
            self._looks = Looks(self.get_component_rich_style, roles)
        return self._looks

    def _line(self, painter: GridPainter, y: int) -> Strip:
        view = self.view
        if y < HEADER:
            return painter.header(view.order, view.column, view.position)
        index = view.top + y - HEADER
        if index < len(view.shown) and y - HEADER < view.height:
            row = view.shown[index]
            cursor = view.column if index == view.index else NO_CURSOR
            return painter.row(row, row.key in view.selected, cursor)
        if self._foot is not None and y == HEADER + max(1, len(view.window)):
            return painter.row(self._foot, False)
        words = self._words().split("\n")
        return (
            painter.note(words[y - HEADER])
            if y - HEADER < len(words) and words[0]
            else painter.blank
        )


def _component_classes(kind: type) -> Iterable[str]:
    found: Iterable[str] = kind.__dict__.get("COMPONENT_CLASSES", ())
    return found
