"""How the command line speaks: languages, masks, usage."""

import re
from pathlib import Path

import pytest

from tests.desk import HEADER, Desk
from tui.command_line import COMMANDS
from tui.language import choose


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk")).with_team()


READING = [
    ["agents"],
    ["agents", "--agent", "小禾"],
    ["agents", "--by", "platform"],
    ["shops"],
    ["brief"],
    ["list", "agent"],
    ["settings"],
    ["history"],
    ["doctor"],
    ["backup", "--list"],
    [],
]


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_left_unsaid(desk: Desk, command: list[str], language: str) -> None:
    told = desk.good("--lang", language, *command)
    assert not re.search(r"\{\w*\}|\?|None", told.out), told.out
    assert not any(mark in told.out for mark in "─│┌└┐┘━┃█")


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_chinese_answers_hold_no_english_words(desk: Desk, command: list[str]) -> None:
    out = desk.good("--lang", "zh_CN", *command).out
    words = set(re.findall(r"[A-Za-z]{3,}", out))
    allowed = r"pre|after|lead|floorboard|bind|backup|list|agent|Asia|Shanghai|CNY|few|csv|imports?"
    ids = desk.good("settings", "--json").out + desk.good("list", "agent", "--json").out
    assert {w for w in words if not re.fullmatch(allowed, w) and w not in ids} == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_page_in_both_languages(desk: Desk, name: str) -> None:
    english = desk.good("--lang", "en", name, "--help").out
    chinese = desk.good("--lang", "zh_CN", name, "--help").out
    assert english.startswith("Usage:")
    assert chinese.startswith("用法：")
    assert not re.search(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b", chinese), chinese


def test_wrong_usage_is_told_in_the_language(desk: Desk) -> None:
    told = desk("--lang", "zh_CN", "dance")
    assert told.code == 2
    assert "没有命令 'dance'" in told.err
    assert desk("--lang", "fr", "brief").code == 2
    assert desk("agents", "--no-such").code == 2


def test_the_language_is_the_one_asked_for_else_configured_else_the_locale() -> None:
    assert choose("en", "zh_CN", {"LANG": "zh_CN.UTF-8"}) == "en"
    assert choose(None, "zh_CN", {"LANG": "en_GB.UTF-8"}) == "zh_CN"
    assert choose(None, None, {"LC_ALL": "", "LANG": "zh_TW.UTF-8"}) == "zh_CN"
    assert choose(None, None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}) == "en"
    assert choose(None, "fr", {}) == "en"


def test_the_config_file_sets_the_language(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.file("config/config.toml", 'language = "zh_CN"\n')
    assert "导入" in desk.good().out
    assert "import" in desk.good("--lang", "en").out
    desk.file("config/config.toml", "language = [")
    assert desk.good().code == 0


MASKED = """
agents | brief | list agent | history | agents --json | brief --json | list agent --json
agents --csv | history --json | shops --json
"""


@pytest.mark.parametrize("command", [line.strip() for line in re.split(r"[|\n]", MASKED.strip())])
def test_a_mask_hides_every_name(desk: Desk, command: str) -> None:
    out = desk.good("--mask", *command.split()).out
    assert not any(name in out for name in ("小禾", "小满", "阿青"))


def test_ascii_ornaments_are_ascii(desk: Desk) -> None:
    out = desk.good("--ascii", "--mask", "agents", "--agent", "小满").out
    assert out.isascii(), out


def test_markup_and_escapes_in_names_never_reach_the_terminal(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    rows = "\x1b[31m红\x1b[0m,5,30,1,0.5,1,1,8\n[@click=quit]x[/],5,30,1,0.5,1,1,8\n"
    path = desk.file("客服绩效_2026-11-15至2026-11-15.csv", HEADER + rows)
    for command in (["import", path], ["agents"], ["list", "agent"], ["brief"]):
        told = desk.good(*command)
        assert "\x1b" not in told.out + told.err
    assert "[@click=quit]x[/]" in desk.good("agents").out


def test_the_version_is_told(desk: Desk) -> None:
    assert re.fullmatch(r"floorboard \d+\.\d+\.\d+\n", desk.good("--version").out)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_is_printed_for_each_shell(desk: Desk, shell: str) -> None:
    assert "_FLOORBOARD_COMPLETE" in desk.good("completion", shell).out
