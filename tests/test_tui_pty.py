"""The real program in a terminal: nothing that a name holds acts, the mask hides, keys are few."""

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal, which Windows has not", allow_module_level=True)

import csv
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from store.cleaning import clean_text
from store.draft import Draft
from store.imports.apply import import_paths
from tests.pty_help import DOWN, ENTER, ESC, F2, SEQUENCE, TAB, Window, without_sequences
from tests.sample_runner import saved_then
from tests.tui_help import LANGUAGES, SAMPLE, TEAM, Home

RIGHT = b"\x1b[C"
PALETTE, FILTER_OFF = b"\x10", ESC
FEIGE = SAMPLE / "exports" / "douyin_feige" / "飞鸽客服数据_2026-11-15.csv"
EVIL = (
    "\x1b]0;planted\x07title",
    "\x1b]52;c;planted\x1b\\clip",
    "\x1bPplanted\x1b\\device",
    "\x1b[31mcolour\x1b[2J",
    "\x9d0;planted\x9cc-one\x9b2J",
    "\u202eturned\u2066\u200e",
    "[/]close",
    "[@click=app.bell]ring[/]",
    "[red]rouge[/red]",
    "zero\u200b\u200d\ufeffwidth\u3164",
    "very" * 60,
    "👩\u200d💻emoji🇨🇳",
    "[link='https://floorboard.test']lure[/link]",
    "$text-error {braces} %s \\[",
)
"""Names as an export might bring them."""
SEEN = ("title", "[/]close", "[@click=app", "[red]rouge", "turned", "zerowidth")
"""What of them is read on the screen, letter by letter."""
OWN_CSI = re.compile(r"\x1b\[(?:[0-9;:]*[mHK]|\?[0-9;]+\$?[hlp]|[<>]?[0-9]*u|6n|=[0-9;]*u)")
OWN_OSC = ("\x1b]22;default\x07", "\x1b]22;pointer\x07", "\x1b]22;text\x07")
"""Textual's shape of the mouse pointer."""
FORBIDDEN = re.compile("[\x80-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def written_by_floorboard_alone(said: str) -> None:
    """Assert that nothing but what Textual itself writes has reached the terminal."""
    for found in SEQUENCE.findall(said):
        assert OWN_CSI.fullmatch(found) or found in OWN_OSC, f"{found!r} reached the terminal"
    text = SEQUENCE.sub("", said)
    assert "\x1b" not in text
    assert "\x07" not in text, "the bell rang"
    assert not FORBIDDEN.search(said)


def home_env(home: Home, folder: Path) -> dict[str, str]:
    """The environment of a program on a team, with a home folder of its own."""
    return {**home.env, "HOME": str(folder), "FLOORBOARD_SAVE_DIR": str(folder / "saved")}


def evil_file(folder: Path, name: str, day: str, *, headers: bool = False) -> Path:
    """Write an export whose shops and nicknames, or whose headers, hold what they shouldn't.

    Twice the control characters, and the whole file would be refused as no text.
    """
    rows = list(csv.reader(FEIGE.read_text("gb18030").splitlines()))
    heading, pattern = rows[0], rows[1]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}_{day}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        if headers:
            out.writerow([*EVIL, *heading[1:]])
            out.writerow([*EVIL[5:], *EVIL[5:10], *pattern[1:]])
            return path
        out.writerow(heading)
        for at, nickname in enumerate(EVIL):
            shop = f"[@click=app.quit]shop[/]{EVIL[4]}" if at else EVIL[0]
            out.writerow([shop, nickname, int(day[-2:]), *pattern[3:]])
    return path


@pytest.fixture
def evil(tmp_path: Path) -> tuple[Home, Path]:
    """A team of people with such names, and a home folder whose Downloads hold more of them."""
    home, machine, given = Home(tmp_path / "evil"), tmp_path / "machine", tmp_path / "files"
    files = [
        evil_file(given, name, f"2026-11-{day}")
        for name, day in (("飞鸽数据", "13"), (f"[red]飞鸽{EVIL[0]}", "14"), ("飞鸽", "15"))
    ]
    with (given / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["name", "group", "nicknames"])
        for name in EVIL[:-1]:
            out.writerow([name, "[/]group", f"douyin:{clean_text(name)}"])
    inbox = machine / "Downloads"
    evil_file(inbox, "[red]\x1b[31m\u202e\x9b1m飞鸽", "2026-11-12")
    evil_file(inbox, "[@click=app.bell]odd", "2026-11-11", headers=True)
    (inbox / f"[@click=app.quit]folder{EVIL[0]}").mkdir()
    saved_then(tmp_path)
    with home.team() as team:
        import_paths(team, [given / "roster.csv", *files])
        inbox_is = {"value": str(inbox)}
        team.change("setting", lambda draft: draft.put("settings", "inbox", inbox_is))
        assert team.agents()
        team.change("uncleaned", uncleaned)
    return home, machine


def uncleaned(draft: Draft) -> None:
    """Put names into the team past the import that cleans them."""
    for at, (key, agent) in enumerate(sorted(draft.items("agents"))):
        draft.put("agents", key, {**agent, "name": EVIL[at % len(EVIL)], "group": EVIL[at % 5]})
    for at, (key, file) in enumerate(sorted(draft.items("files"))):
        draft.put("files", key, {**file, "name": EVIL[at]})


def walk(window: Window, day: str = "11-16") -> Iterator[str]:
    """Open every screen, sheet and dialog; yield after each what stands on it."""
    window.until(day)
    yield window.text
    for keys in (
        (b"=",), (ESC,), (b"h", DOWN), (b"?",), (ESC,), (PALETTE,), (ESC,), (b"s",), (ESC,),
        (b"3",), (b"=",), (ESC,), (b"m",), (RIGHT, RIGHT), (b"/", b"t"), (ESC, ESC), (b"s",),
        (ESC,), (ENTER,), (b"=",), (ESC,), (b".",), (b"v",), (b"s",), (ESC,), (b"=",), (ESC,),
        (ESC,), (ESC,), (b" ", DOWN, b" ", b"v"), (ESC,), (b"?",), (ESC,), (b"v",), (ESC,),
        (b"i",), (b"n",), (DOWN, DOWN, ENTER), (ESC,), (ESC,), (b"b",), (DOWN,), (ESC,),
        (TAB, DOWN), (ENTER,), (ESC,), (b"t",), (DOWN,), (b"m",), (ENTER,), (ESC,), (ESC,),
        (b"t",), (DOWN,), (b"n",), (ESC,), (ESC,), (b"z",), (ESC,),
        (b"0",), (b"a",), (ESC,), (DOWN, DOWN), (b"?",), (ESC,), (b"k",), (ESC,), (PALETTE,),
        (ESC,), (b"1",), (DOWN, DOWN, ENTER), (ESC,),
    ):  # fmt: skip
        window.press(*keys)
        yield window.text


def reached(screens: list[str], *signs: str) -> None:
    """Assert that each screen was on the way: a word of it was read."""
    every = "\n".join(screens)
    for sign in signs:
        assert sign in every, f"the walk came by no screen with {sign!r}"


# What names hold


def test_nothing_that_a_name_holds_reaches_the_terminal_or_acts(evil: tuple[Home, Path]) -> None:
    home, machine = evil
    with Window(home_env(home, machine), "--team", TEAM, size=(160, 50)) as window:
        screens = list(walk(window))
        reached(
            screens,
            "What needs you first", "beside own usual", "Team median", "Difference",
            "new files", "Written", "Look and take", "Means", "Save what?", "In tables",
            "Taken for", "Settings of the team", "What it does", "Add a target",
        )  # fmt: skip
        every = "\n".join(screens)
        for name in SEEN:
            assert name in every
        written_by_floorboard_alone(window.said)
        window.press(b"q")
        assert window.end() == 0


def test_a_click_on_a_name_with_an_action_only_moves_the_cursor(evil: tuple[Home, Path]) -> None:
    home, machine = evil
    with Window(home_env(home, machine), "--team", TEAM, size=(160, 50)) as window:
        window.until("What needs you first")
        window.click("[/]close")
        window.press(b"3")
        window.click("[@click=app")
        window.click("[red]rouge")
        window.click("[link=")
        window.press(ENTER)
        window.until("[link=")
        window.click("[link=")
        window.press(b"i")
        window.until("[@click=app.bell]odd")
        window.click("odd")
        written_by_floorboard_alone(window.said)
        window.press(b"q")
        assert window.end() == 0


# The mask


@pytest.fixture
def known(full: Home, tmp_path: Path) -> tuple[Home, Path]:
    """The sample team, with exports named after a person, taken and new; one has a new name."""
    inbox = tmp_path / "machine" / "Downloads"
    inbox.mkdir(parents=True)
    taken = tmp_path / "白露-飞鸽客服数据_2026-11-15.csv"
    shutil.copy(FEIGE, taken)
    with taken.open("a", encoding="gb18030") as file:
        file.write("\n")
    text = (
        FEIGE.read_text("gb18030")
        .replace("寒露-官旗", "林小舟")
        .replace("2026-11-15", "2026-11-16")
    )
    for name in ("小满-飞鸽客服数据_2026-11-16.csv", "谷雨-noted.csv"):
        (inbox / name).write_text(
            text.replace("店铺名称", name) if "noted" in name else text, "utf-8"
        )
    (inbox / "霜降").mkdir()
    saved_then(tmp_path / "machine")
    os.utime(taken, (1, 1))
    with full.team() as team:
        import_paths(team, [taken])
        value = {"value": str(inbox)}
        team.change("setting", lambda draft: draft.put("settings", "inbox", value))
    return full, tmp_path / "machine"


def people(home: Home) -> set[str]:
    """Return every name and nickname that the team knows, and one that it is about to meet."""
    with home.team() as team:
        known = {agent.name for agent in team.agents().values()}
        bound = {binding.nickname for binding in team.bindings()}
        sheets = team.sheets("agent_days", date(2026, 9, 1), date(2026, 11, 30))
        rows = {nickname for sheet in sheets for nickname in sheet.rows}
    return known | bound | rows | {"林小舟", "值班"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_the_mask_on_no_name_is_in_the_bytes_of_any_screen(
    known: tuple[Home, Path], lang: str
) -> None:
    home, machine = known
    hidden = people(home)
    assert len(hidden) > 12
    arguments = ("--team", TEAM, "--lang", lang, "--mask")
    with Window(home_env(home, machine), *arguments, size=(120, 36)) as window:
        screens = list(walk(window))
        assert len(set(screens)) > 30, "the walk came by few screens"
        for screen in [*screens, without_sequences(window.said)]:
            for name in hidden:
                assert name not in screen, f"{name} is shown:\n{screen}"
        window.press(b"q")
        assert window.end() == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_f2_hides_every_name_from_then_on(known: tuple[Home, Path], lang: str) -> None:
    home, machine = known
    hidden = people(home)
    arguments = ("--team", TEAM, "--lang", lang)
    with Window(home_env(home, machine), *arguments, size=(120, 36)) as window:
        # Every screen is built with names first, so that the mask has something to take away.
        assert any(name in screen for screen in walk(window) for name in hidden)
        window.press(F2)
        window.written = b""
        screens = [window.text, *walk(window)]
        assert len(set(screens)) > 30, "the walk came by few screens"
        for screen in [*screens, without_sequences(window.said)]:
            for name in hidden:
                assert name not in screen, f"{name} is shown:\n{screen}"
        window.press(b"q")
        assert window.end() == 0


# The budget of keys


@pytest.fixture
def today(full: Home, tmp_path: Path) -> Iterator[Window]:
    """The program just started on the sample team, no key pressed."""
    with Window(home_env(full, tmp_path), "--team", TEAM) as window:
        window.until("What needs you first", "On today: 0 of 12")
        yield window


def test_the_days_brief_takes_no_key(today: Window) -> None:
    assert "1. Customers without an answer" in today.text
    assert today.pressed == 0


def test_an_agent_is_open_after_two_keys(today: Window) -> None:
    today.press(b"3", ENTER)
    today.until("vs last week", "1/12")
    assert today.pressed == 2


def test_twelve_people_are_marked_with_thirteen_keys(today: Window) -> None:
    today.press(b"h")
    for _ in range(12):
        today.press(b"h")
    today.until("On today: 12 of 12")
    assert today.pressed == 13
    assert len(re.findall(r" here$", today.text, re.MULTILINE)) == 12


@pytest.mark.parametrize("before", [(), (b"3",), (b"3", ENTER)])
def test_why_this_number_takes_one_key(today: Window, before: tuple[bytes, ...]) -> None:
    today.press(*before)
    pressed = today.pressed
    today.press(b"=")
    today.until("Means", "Files")
    assert today.pressed - pressed == 1


# A fault


FAULT = """
import sys
from tui.screens.today import TodayScreen

def broken(self, facts):
    who, row = "Wilhelmina Quatermass", facts.agents
    raise RuntimeError(f"no row of {who}")

TodayScreen.show_facts = broken
from tui.cli import main
main()
"""


def test_a_fault_gives_the_terminal_back_and_tells_no_value(full: Home, tmp_path: Path) -> None:
    with Window(home_env(full, tmp_path), "--team", TEAM, code=FAULT) as window:
        assert window.end() == 1
        said = without_sequences(window.said)
        assert "RuntimeError" in said
        assert "broken" in said
        for hidden in ("Quatermass", "no row of", "locals", *people(full)):
            assert hidden not in said
        assert "\x1b[?1049l" in window.said, "the terminal keeps the app's screen"
        assert "\x1b[?1000l" in window.said, "the terminal keeps sending the mouse"
        assert "\x1b[?25h" in window.said, "the cursor stays hidden"
