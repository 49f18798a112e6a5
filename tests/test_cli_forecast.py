"""`floorboard forecast` on half-hours that were imported."""

import json
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.test_figures_forecast import series
from tui.command_line import run

NOW = "2026-11-16T09:00+08:00"
SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"


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


def test_today_is_moved_by_what_its_file_tells_before_anything_of_it_is_kept(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        f'{{"at":"2026-11-16T{n // 600:02d}:{n // 10 % 60:02d}:{n % 10 * 6:02d}+08:00",'
        f'"queue":"售前","contact":"k{n}","event":"queued"}}\n'
        for n in range(0, 5380)
    ]
    (team / "data" / "default" / "queue").mkdir(exist_ok=True)
    told = []
    for name in ("2026-11-15.jsonl", "2026-11-16.jsonl"):
        (team / "data" / "default" / "queue" / name).write_text("".join(lines), encoding="utf-8")
        capsys.readouterr()
        assert run(_asked(team, "forecast", "--json"), {}) == 0
        told.append(json.loads(capsys.readouterr().out)["basis"]["relevelled"])
    assert told[0] == 1  # a rush of yesterday's, in yesterday's file
    assert told[1] > 1.2


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The sample team as its README tells to take it in: half-hours, last day, marks."""
    desk = Desk(tmp_path_factory.mktemp("sample"))
    desk.good("settings", "set", "timezone", "Asia/Shanghai")
    for line in (SAMPLE / "README.md").read_text("utf-8").splitlines():
        words = line.partition("  ")[0].split()  # what it does stands behind two spaces
        if words[:2] in (["floorboard", "import"], ["floorboard", "marked-day"]) and (
            "exports" not in line
        ):
            desk.good(*(word.replace("sample_data", str(SAMPLE)) for word in words[1:]))
    day = SAMPLE / "queue/2026-11-15.jsonl"
    desk.good("feed", "run", "--replay", day, "--speed", "0")
    return desk


def test_the_samples_monday_is_forecast_as_the_contract_says(sample: Desk) -> None:
    told = sample.good("forecast", "--queue", "售前", "--day", "2026-11-16", "--json").json
    assert (told["day"], told["queue"], len(told["intervals"])) == ("2026-11-16", "售前", 48)
    assert told["intervals"][18]["start"] == "2026-11-16T09:00:00+08:00"
    assert {"start", "offered", "low", "high"} == told["intervals"][0].keys()
    assert 850 < sum(one["offered"] for one in told["intervals"]) < 1250
    basis = told["basis"]
    assert "2026-11-15" in basis["days"]
    assert {"2026-10-01", "2026-11-10", "2026-11-11"} <= set(basis["aside"])
    assert (basis["mark"], basis["mark_from"], basis["marked"]) == (1.0, None, None)
    assert basis["tested_days"] >= 14


def test_a_marked_day_says_where_its_factor_comes_from(sample: Desk) -> None:
    sample.good("marked-day", "set", "2026-11-18", "promotion", "--name", "双11")
    told = sample.good("forecast", "--queue", "售前", "--day", "2026-11-18", "--json").json
    basis = told["basis"]
    assert (basis["mark_from"], basis["mark_days"]) == ("days", 2)
    assert 2.2 < basis["mark"] < 3.2
    assert basis["marked"]["like"] == ["2026-11-10", "2026-11-11"]
    text = sample.good("forecast", "--queue", "售前", "--day", "2026-11-18").out
    assert f"Marked: promotion 双11, x {basis['mark']:.2f} as on 2026-11-10, 2026-11-11." in text
    sample.good("marked-day", "set", "2026-11-19", "other", "--name", "直播")
    text = sample.good("forecast", "--queue", "售前", "--day", "2026-11-19").out
    assert "Marked: special day 直播, expected as usual; no earlier day like it is known." in text
    sample.good("marked-day", "set", "2026-11-21", "workday")
    chinese = sample.good("--lang", "zh_CN", "forecast", "--day", "2026-11-21").out
    assert "已标记：调休上班日，按周一至周五的工作日预测。" in chinese
