"""`floorboard forecast` on half-hours that were imported."""

import json
from pathlib import Path

import pytest

from tests.test_figures_forecast import series
from tui.command_line import run

NOW = "2026-11-16T09:00+08:00"


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Return the data folder of a team with ten weeks of interval counts."""
    lines = ["queue,start,offered"]
    for day, row in series(3).items():
        lines += [
            f"售前,{day}T{slot // 2:02d}:{slot % 2 * 30:02d}:00+08:00,{int(value)}"
            for slot, value in enumerate(row)
        ]
    file = tmp_path / "intervals.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    env = {"FLOORBOARD_STATE_DIR": str(tmp_path / "state")}
    data = ["--data-dir", str(tmp_path / "data"), "--now", NOW, "--no-input"]
    assert run([*data, "settings", "set", "timezone", "Asia/Shanghai"], env) == 0
    assert run([*data, "import", str(file)], env) == 0
    return tmp_path


def _asked(team: Path, *arguments: str, lang: str = "en") -> list[str]:
    return ["--lang", lang, "--data-dir", str(team / "data"), "--now", NOW, *arguments]


def test_a_day_has_48_half_hours_with_offsets_and_a_range(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(_asked(team, "forecast", "--day", "2026-11-17", "--json"), {}) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["intervals"]) == 48
    assert told["intervals"][0]["start"] == "2026-11-17T00:00:00+08:00"
    assert all(one["low"] <= one["offered"] <= one["high"] for one in told["intervals"])
    assert len(told["basis"]["days"]) + len(told["basis"]["aside"]) == 69


@pytest.mark.parametrize(("lang", "word"), [("en", "Expected"), ("zh_CN", "预计")])
def test_it_reads_as_a_table_in_both_languages(
    team: Path, capsys: pytest.CaptureFixture[str], lang: str, word: str
) -> None:
    capsys.readouterr()
    assert run(_asked(team, "forecast", "--day", "2026-11-17", lang=lang), {}) == 0
    out = capsys.readouterr().out
    assert word in out
    assert "20:00" in out


def test_another_queue_has_too_little_to_go_by(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    command = ("forecast", "--day", "2026-11-17", "--queue", "other", "--json")
    assert run(_asked(team, *command), {}) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["intervals"] == []
    assert told["basis"]["why_none"] == "too_few_days"
