"""Four themes: dark, light, high contrast, and one safe for colour-blind eyes.

Every text colour is set outright instead of being blended, so that its contrast is known: a test
holds each against the backgrounds it stands on (WCAG 2.1, 4.5 to 1 for text). Good and bad never
differ by colour alone; the colour-blind theme takes blue and orange (Okabe and Ito, 2008).
"""

from textual.theme import Theme


def _theme(
    name: str,
    *,
    dark: bool,
    grounds: tuple[str, str, str],
    text: tuple[str, str],
    primary: str,
    good: str,
    warn: str,
    bad: str,
    cursor: tuple[str, str],
) -> Theme:
    background, surface, panel = grounds
    foreground, muted = text
    return Theme(
        name=name,
        dark=dark,
        primary=primary,
        secondary=muted,
        accent=primary,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        success=good,
        warning=warn,
        error=bad,
        text_alpha=1.0,
        variables={
            "text": foreground,
            "text-muted": muted,
            "text-disabled": muted,
            "text-primary": primary,
            "text-accent": primary,
            "text-success": good,
            "text-warning": warn,
            "text-error": bad,
            **_parts(foreground, muted, panel, primary),
            "block-cursor-background": cursor[0],
            "block-cursor-foreground": cursor[1],
            "input-cursor-foreground": background,
        },
    )


def _parts(foreground: str, muted: str, panel: str, primary: str) -> dict[str, str]:
    """Return the colours of Textual's own widgets: cursor, borders, footer, input."""
    return {
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": panel,
        "block-cursor-blurred-foreground": foreground,
        "border": primary,
        "border-blurred": muted,
        "footer-background": panel,
        "footer-key-foreground": primary,
        "input-cursor-background": foreground,
        "input-selection-background": panel,
    }


THEMES: tuple[Theme, ...] = (
    _theme(
        "floor-dark",
        dark=True,
        grounds=("#12171d", "#182028", "#232d38"),
        text=("#e4ebf2", "#a3b4c4"),
        primary="#7cbcff",
        good="#7fdca4",
        warn="#f1c453",
        bad="#ff9a8f",
        cursor=("#2f5f92", "#ffffff"),
    ),
    _theme(
        "floor-light",
        dark=False,
        grounds=("#fcfcf9", "#f3f3ee", "#e6e7e0"),
        text=("#1c2127", "#4d5660"),
        primary="#0a549e",
        good="#17633a",
        warn="#6f4b00",
        bad="#a81f18",
        cursor=("#0a549e", "#ffffff"),
    ),
    _theme(
        "floor-high-contrast",
        dark=True,
        grounds=("#000000", "#000000", "#1a1a1a"),
        text=("#ffffff", "#e0e0e0"),
        primary="#66d9ff",
        good="#6dff9e",
        warn="#ffe14d",
        bad="#ffaaa0",
        cursor=("#ffe14d", "#000000"),
    ),
    _theme(
        "floor-colour-blind",
        dark=True,
        grounds=("#14171c", "#1b2027", "#272e38"),
        text=("#ebeef2", "#adb8c4"),
        primary="#c8d3e0",
        good="#6cc0f0",
        warn="#f0e442",
        bad="#f5a623",
        cursor=("#1f5f8b", "#ffffff"),
    ),
)
DEFAULT_THEME = THEMES[0].name
