"""`staff` by the command line: the contract's figures, words, refusals, and no team."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.desk import Desk

VOICE = ["staff", "--offered", "100", "--per", "30", "--aht", "180"]
CHAT = ["staff", "--offered", "120", "--per", "60", "--aht", "300,360", "--patience", "120"]
KEYS = {
    "model", "agents", "rostered", "wait_probability", "asa_s", "wait_s", "service_level",
    "abandon_rate", "occupancy", "low", "high", "assumptions",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def answer(desk: Desk, *arguments: str) -> Any:
    return desk.good(*arguments, "--json").json


def test_it_answers_without_a_team_and_makes_none(desk: Desk) -> None:
    told = answer(desk, *VOICE, "--agents", "14", "--within", "20")
    assert told.keys() >= KEYS
    assert told["model"] == "erlang_c"
    assert round(told["service_level"], 3) == 0.888
    assert round(told["asa_s"], 1) == 7.8
    assert round(told["occupancy"], 3) == 0.714
    assert told["assumptions"]["within_s"] == 20
    assert not list(desk.folder.iterdir())


def test_patience_makes_it_erlang_a(desk: Desk) -> None:
    told = answer(
        desk, "staff", "--offered", "48", "--per", "1", "--aht", "60", "--patience", "120",
        "--agents", "50",
    )  # fmt: skip
    assert told["model"] == "erlang_a"
    assert round(told["abandon_rate"], 3) == 0.031
    assert round(told["wait_s"], 1) == 3.7
    assert round(told["occupancy"], 2) == 0.93
    assert told["assumptions"]["within_s"] == 60


def test_handle_times_with_commas_are_chats_at_once(desk: Desk) -> None:
    told = answer(desk, *CHAT, "--agents", "6", "--within", "30")
    assert round(told["abandon_rate"], 3) == 0.135
    assert round(told["service_level"], 3) == 0.724
    assert told["assumptions"]["handle_s"] == [300, 360]
    one = answer(desk, *CHAT, "--concurrency", "1", "--agents", "6")
    assert one["assumptions"]["handle_s"] == [300]


@pytest.mark.parametrize("target", ["0.8", "80%"])
def test_a_target_gives_the_fewest_agents_and_the_rota(desk: Desk, target: str) -> None:
    told = answer(desk, *VOICE, "--within", "20", "--target", target, "--shrinkage", "30%")
    assert (told["agents"], told["rostered"]) == (14, 20)
    assert told["low"]["agents"] < 14 < told["high"]["agents"]


def test_the_factor_and_the_dispersion_are_the_teams_settings(desk: Desk) -> None:
    asked = ["staff", "--offered", "120", "--per", "60", "--aht", "300", "--concurrency", "2"]
    first = answer(desk, *asked, "--agents", "9")
    assert first["assumptions"]["handle_s"] == pytest.approx([300, 600 / 1.7])
    desk.good("settings", "set", "staff.factor_2", "1.5")
    desk.good("settings", "set", "staff.dispersion", "1")
    desk.good("settings", "set", "service_level.within_s", "45")
    second = answer(desk, *asked, "--agents", "9")
    assert second["assumptions"]["handle_s"] == pytest.approx([300, 400])
    assert second["low"]["offered"] > first["low"]["offered"]
    assert second["assumptions"]["within_s"] == 45


def test_a_forecasts_range_can_be_given(desk: Desk) -> None:
    told = answer(desk, *VOICE, "--agents", "14", "--range", "70,140")
    assert (told["low"]["offered"], told["high"]["offered"]) == (70, 140)


def test_several_teams_leave_the_defaults_and_it_is_told(desk: Desk) -> None:
    for team in ("east", "west"):
        desk.good("--team", team, "settings", "set", "staff.dispersion", "1")
    told = desk.good(*VOICE, "--agents", "14", "--json")
    assert told.json["assumptions"]["dispersion"] == 3
    assert "east" in told.err
    assert (
        answer(desk, "--team", "west", *VOICE, "--agents", "14")["assumptions"]["dispersion"] == 1
    )


def test_an_overload_without_patience_is_null_and_told(desk: Desk) -> None:
    told = answer(desk, *VOICE, "--agents", "10")
    assert told["why_none"] == "load_above_capacity"
    assert all(told[key] is None for key in ("asa_s", "wait_s", "service_level", "occupancy"))
    lines = desk.good(*VOICE, "--agents", "10").out.splitlines()
    assert lines[0].startswith("No answer: 10 agents can't keep up")
    assert "–" in next(line for line in lines if line.startswith("Mean wait of all"))


def test_the_answer_stands_first_and_every_assumption_last(desk: Desk) -> None:
    lines = desk.good(*VOICE, "--agents", "14", "--within", "20").out.splitlines()
    assert lines[0] == "14 agents answer 88.8% within 20 s."
    assert lines[2].split() == ["Low", "Likely", "High"]
    assert re.fullmatch(r"Mean wait of the answered +0.9 s +7.8 s +57.8 s", lines[7])
    assumed = lines[lines.index("Assumed:") + 1 :]
    assert any("Erlang C" in line for line in assumed)
    assert any("3 times the variance" in line for line in assumed)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(
    "asked",
    [
        [*VOICE, "--agents", "5"],
        [*VOICE, "--concurrency", "3", "--target", "0.9", "--shrinkage", "0.2"],
        [*CHAT, "--agents", "1", "--range", "0,500"],
    ],
    ids=["no answer", "target", "one agent"],
)
def test_nothing_is_left_unsaid(desk: Desk, language: str, asked: list[str]) -> None:
    out = desk.good("--lang", language, *asked).out
    assert not re.search(r"\{\w*\}|\?|None", out), out
    if language == "zh_CN":
        assert set(re.findall(r"[A-Za-z]{3,}", out)) <= {"Erlang", "patience"}, out
    told = desk.good("--lang", language, "--ascii", *asked).out
    assert "–" not in told


@pytest.mark.parametrize(
    "asked",
    [
        ["--agents", "0"],
        ["--agents", "2.5"],
        [],
        ["--agents", "3", "--target", "0.8"],
        ["--target", "1"],
        ["--target", "80"],
        ["--agents", "3", "--shrinkage", "1"],
        ["--agents", "3", "--patience", "0"],
        ["--agents", "3", "--aht", "300,,360"],
        ["--agents", "3", "--aht", "0"],
        ["--agents", "3", "--aht", "nan"],
        ["--agents", "3", "--range", "90"],
        ["--agents", "3", "--offered", "-1"],
        ["--agents", "3", "--per", "0"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told(desk: Desk, asked: list[str]) -> None:
    told = desk(*VOICE, *asked)
    assert told.code == 2
    assert not told.out
    assert told.err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--agents", "3", "--aht", "300,360", "--concurrency", "3"], "for up to 2 chats at once"),
        (["--target", "0.8", "--offered", "1e9"], "100000 agents"),
        (["--agents", "3", "--range", "130,90"], "the range of contacts can't be 130,90"),
        (["--agents", "3", "--offered", "nan"], "the number of contacts can't be nan"),
    ],
)
def test_a_refusal_is_one_line(desk: Desk, asked: list[str], said: str) -> None:
    told = desk(*VOICE, *asked)
    assert told.code == 1
    assert said in told.err
    assert told.err.count("\n") == 1
    assert not told.out


def test_it_imports_little(desk: Desk) -> None:
    show = "import sys\nfrom tui.cli import main\ntry:\n    main()\nfinally:\n    "
    show += "print('loaded:', *sys.modules, file=sys.stderr)"
    env = {**os.environ, **desk.env, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", show, *VOICE, "--agents", "14"],
        env=env, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.rpartition("loaded:")[2].split())
    unwanted = {"textual", "rich", "asyncio", "filelock", "pendulum", "humanize", "numpy"}
    assert not unwanted & loaded
