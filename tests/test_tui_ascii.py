"""ASCII mode: with names of plain letters, no cell of any screen is beyond ASCII."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from store.imports.apply import import_paths
from tests.tui_help import SIZES, Home, settle, shown, type_keys
from tui.plain_signs import PlainSigns, plain_signs

LAST = date(2026, 11, 15)
NAMES = ("Amy", "Bo", "Cleo", "Dan", "Eve with a name that is far too long for a column", "Fay")
WALKS = {
    "today": (),
    "tiles": ("shift+tab", "right"),
    "roll": ("tab", "h"),
    "help": ("question_mark",),
    "why": ("shift+tab", "equals_sign"),
    "save": ("s",),
    "palette": ("ctrl+p",),
    "agents": ("3",),
    "agents scrolled": ("3", "right", "right", "right", "right"),
    "sorted and selected": ("3", "right", "o", "space"),
    "one agent": ("3", "enter"),
    "two compared": ("3", "space", "down", "space", "v"),
    "settings": ("0",),
    "a value": ("0", "e"),
    "add": ("0", "a"),
    "keys": ("0", "k"),
    "filtered": ("0", "slash", "b"),
    "import": ("i",),
    "browse": ("i", "b"),
    "names": ("i", "n"),
    "said": ("equals_sign", "ctrl+t"),
}


@pytest.fixture
def plain(tmp_path: Path) -> Home:
    """A team whose names, files and groups are ASCII."""
    lines = ["day,agent,received,avg_response_s,satisfaction,ratings,unanswered,sales"]
    for back in range(40):
        day = LAST - timedelta(days=back)
        for n, name in enumerate(NAMES):
            slow = 60 if (n, back) == (1, 0) else 20 + n
            rest = f"{slow},0.9{n},{10 + n},{int(back == 0)},{1000 + n * back}"
            lines.append(f"{day},{name},{40 + (back * 7 + n) % 11},{rest}")
    file = tmp_path / "days.csv"
    file.write_text("\n".join(lines) + "\n")
    home = Home(tmp_path)
    with home.team() as team:
        import_paths(team, [file])
        team.change("setting", lambda draft: draft.put("settings", "target.sales", {"value": 1500}))
    return home


def beyond(text: str) -> set[str]:
    return {line for line in text.splitlines() if not line.isascii()}


@pytest.mark.parametrize("keys", WALKS.values(), ids=WALKS)
@pytest.mark.parametrize("size", [SIZES["narrow"], SIZES["wide"]], ids=["narrow", "wide"])
async def test_no_cell_is_beyond_ascii(
    plain: Home, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    app = plain.app(ascii_only=True)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await type_keys(pilot, *keys)
        assert len(shown(app)) > 200
        assert beyond(shown(app)) == set()


@pytest.mark.parametrize(
    "keys", [(), ("3",), ("0",), ("i",)], ids=["today", "agents", "settings", "import"]
)
async def test_nor_in_an_empty_team(empty: Home, keys: tuple[str, ...]) -> None:
    app = empty.app(ascii_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await type_keys(pilot, *keys)
        assert beyond(shown(app)) == set()


async def test_letters_of_peoples_languages_stay(full: Home) -> None:
    app = full.app(ascii_only=True, lang="zh_CN")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "今天" in shown(app)
        assert "冬至" in shown(app)
        assert not set("▌▏▲▼…·–•╭─") & set(shown(app))


def test_a_sign_keeps_its_width() -> None:
    for sign in "▌▏▲▼…·–•╭─╮│╰╯▁█●‹›✓×→🔎":
        assert plain_signs(sign).isascii(), sign
        assert cell_len(plain_signs(sign)) == cell_len(sign), sign
    assert plain_signs("小禾: 3 – 5…") == "小禾: 3 - 5~"


def test_a_line_that_is_ascii_is_left_as_it_is() -> None:
    segments = [Segment("plain"), Segment("—")]
    drawn = PlainSigns().apply(segments, Color.parse("black"))
    assert drawn[0] is segments[0]
    assert drawn[1].text == "-"
