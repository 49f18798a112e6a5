"""Text that takes exactly its room."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.cell_text import cells, cut, fit, plain

FAMILY = "👨\u200d👩\u200d👧"
odd = st.text(
    st.sampled_from([*"ab 张é", "\u0301", "\u200d", "\ufe0f", "❤", "👨", "👩", "\x1b", "\n"]),
    max_size=12,
)


@given(odd | st.text(max_size=12), st.integers(0, 12), st.booleans())
@example("a\u200d", 2, False)
@example("\ufe0f❤", 2, True)
@example(FAMILY * 3, 5, False)
def test_a_fitted_text_takes_its_width_whatever_stands_beside_it(
    text: str, width: int, right: bool
) -> None:
    fitted = fit(plain(text), width, right=right)
    assert cell_len(fitted) == width
    assert cell_len(f"  {fitted}  ") == width + 4


@given(st.text(max_size=30))
def test_no_control_character_is_left(text: str) -> None:
    shown = plain(text)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in shown)
    assert not set(shown) & set("\u202e\u2066\u2028\u200f\ufeff")
    shown.encode()


def test_what_would_drive_a_terminal_is_seen_instead() -> None:
    assert plain("\x1b]0;x\x07") == "�]0;x�"
    assert plain("a\x9b31mb\nc\td") == "a�31mb�c�d"


def test_markup_is_text_like_any_other() -> None:
    assert plain("[@click=app.quit]x[/]") == "[@click=app.quit]x[/]"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Amy Chen", 8, "Amy Chen"),
        ("Amy Chen", 5, "Amy …"),
        ("张伟丽", 5, "张伟…"),
        ("张伟丽", 4, "张…"),
        (f"a{FAMILY}b", 3, "a…"),
        (f"a{FAMILY}bc", 4, f"a{FAMILY}…"),
        ("ne\u0301es", 3, "ne\u0301…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_a_cut_text_keeps_characters_whole(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown
    assert cells(shown) <= width


def test_the_ellipsis_can_be_ascii() -> None:
    assert cut("abcdef", 4, "~") == "abc~"
