"""Every theme can be read: WCAG 2.1 AA, 4.5 to 1 for text, in variables, widgets and on screens."""

from collections.abc import Iterator
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.geometry import Region
from textual.style import Style as Look
from textual.theme import Theme
from textual.widget import Widget

from tests.tui_help import Home, settle, type_keys
from tui.app import FloorboardApp
from tui.personal_words import THEME_NAMES
from tui.themes import DEFAULT_THEME, THEMES
from widgets.drawing import STYLES
from widgets.heat_map import STEPS

AA = 4.5
GROUNDS = ("background", "surface", "panel")
PAIRS = (
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("foreground", "input-selection-background"),
)
WIDGETS = Path(__file__).resolve().parent.parent / "widgets"
by_name = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


def luminance(color: Color) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = (part / 255 for part in (color.r, color.g, color.b))
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_guideline_says() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.478, abs=0.001)


def variables(theme: Theme) -> dict[str, Color]:
    app: App[None] = App()
    app.register_theme(theme)
    app.theme = theme.name
    found = {}
    for name, value in app.get_css_variables().items():
        if value.startswith("#"):
            found[name] = Color.parse(value)
    return found


@by_name
def test_every_colour_of_text_can_be_read_on_every_ground(theme: Theme) -> None:
    colours = variables(theme)
    texts = [name for name in colours if name == "foreground" or name.startswith("text-")]
    texts = [name for name in texts if not name.endswith("style")]
    texts.append("text")
    assert len(texts) >= 8
    low = {
        (text, ground): round(ratio, 2)
        for text in texts
        if text in colours
        for ground in GROUNDS
        if (ratio := contrast(colours[text], colours[ground])) < AA
    }
    assert low == {}


@by_name
def test_cursor_footer_and_input_can_be_read(theme: Theme) -> None:
    colours = variables(theme)
    low = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in PAIRS
        if pair[0] in colours and contrast(colours[pair[0]], colours[pair[1]]) < AA
    }
    assert low == {}
    assert len([pair for pair in PAIRS if pair[0] in colours]) >= 5


@by_name
def test_frames_and_the_cursor_stand_out(theme: Theme) -> None:
    colours = variables(theme)
    for name in ("border", "primary"):
        assert contrast(colours[name], colours["surface"]) >= 3, name
    assert contrast(colours["block-cursor-background"], colours["surface"]) >= 1.5


@by_name
def test_every_step_of_a_map_can_be_read(theme: Theme) -> None:
    colours = {name: color.hex for name, color in variables(theme).items()}
    for step in range(STEPS):
        look = Look.parse(STYLES[f"step{step}"], colours)
        for ground in GROUNDS[:2]:
            assert look.foreground is not None
            back = Color.parse(colours[ground])
            back = back if look.background is None else back + look.background
            assert contrast(look.foreground, back) >= AA, (step, ground)


def of_our_widgets() -> Iterator[type[Widget]]:
    for path in sorted(WIDGETS.glob("*.py")):
        module = import_module(f"widgets.{path.stem}")
        for _, kind in getmembers(module, isclass):
            if issubclass(kind, Widget) and kind.__module__ == module.__name__:
                yield kind


def colours_of(style: Style) -> tuple[Color, Color] | None:
    if style.color is None or style.bgcolor is None:
        return None
    front, back = (Color.from_rich_color(one) for one in (style.color, style.bgcolor))
    return (back, front) if style.reverse else (front, back)


def too_low(style: Style) -> float | None:
    pair = colours_of(style)
    ratio = contrast(*pair) if pair else AA
    return round(ratio, 2) if ratio < AA else None


def test_the_widgets_with_looks_of_their_own_are_found() -> None:
    named = {kind.__name__ for kind in of_our_widgets() if kind.__dict__.get("COMPONENT_CLASSES")}
    assert {"GridSurface", "TodoList"} <= named


@by_name
async def test_every_part_of_our_widgets_can_be_read(theme: Theme, full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        app.theme = theme.name
        await pilot.pause()
        low = {}
        for focused in (True, False):
            for widget in app.screen.walk_children(Widget):
                if focused and widget.can_focus:
                    widget.focus()
                    await pilot.pause()
                for name in widget._get_component_classes():
                    style = widget.get_component_rich_style(name)
                    if (ratio := too_low(style)) is not None and not name.startswith("scrollbar"):
                        low[name, focused] = ratio
    assert low == {}


SCREENS = {
    "today": (),
    "today's numbers": ("shift+tab",),
    "the roll": ("tab",),
    "help": ("question_mark",),
    "why": ("shift+tab", "equals_sign"),
    "save": ("s",),
    "agents": ("3",),
    "one agent": ("3", "enter"),
    "settings": ("0",),
    "a value": ("0", "e"),
    "keys": ("0", "k"),
    "a wrong value": ("0", "e", "x"),
    "import": ("i",),
    "palette": ("ctrl+p",),
}


def unreadable(app: FloorboardApp) -> dict[str, float]:
    """Return what stands on the screen with too little contrast.

    Frames are no text, and what lies dimmed below a question is not to be read.
    """
    found = {}
    seen = app.screen.region
    if app.screen.is_modal:
        seen = Region.from_union([child.region for child in app.screen.children])
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for text, style, _ in strip:
            inside = seen.contains(x, y)
            x += cell_len(text)
            letters = "".join(c for c in text if c.isalnum())
            if inside and letters and style is not None and (ratio := too_low(style)) is not None:
                found[text.strip()] = ratio
    return found


@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
async def test_all_that_is_on_a_screen_can_be_read(keys: tuple[str, ...], full: Home) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, *keys)
        assert app.screen.id != "_default"
        low = {}
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
            await pilot.pause()
            if bad := unreadable(app):
                low[theme.name] = bad
    assert low == {}


def test_every_theme_has_a_name_in_words() -> None:
    assert THEME_NAMES.keys() == {theme.name for theme in THEMES}
    assert DEFAULT_THEME in THEME_NAMES
