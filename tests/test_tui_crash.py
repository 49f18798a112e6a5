"""When floorboard itself fails, it says where and tells nobody's name."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest
from rich.console import Console

from tests.tui_help import Home, settle
from tui.app import FloorboardApp
from tui.crash import told_crash
from tui.language import Words
from tui.reads.today import TodayFacts
from tui.screens.today import TodayScreen

NAME = "Wilhelmina Quatermass"


def failing(facts: TodayFacts) -> None:
    who = NAME
    raise RuntimeError(f"no row of {who} in {len(facts.agents)}")


def told(app: FloorboardApp) -> str:
    """Return all that is printed after the app has ended, colours and all."""
    out = io.StringIO()
    console = Console(file=out, width=200)
    for one in app._exit_renderables:
        console.print(one)
    return out.getvalue()


@pytest.mark.parametrize("place", ["show_facts", "why_not", "body"])
async def test_a_screen_that_fails_tells_no_name(
    full: Home, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def broken(self: TodayScreen, *given: object) -> object:
        who = NAME
        raise RuntimeError(f"no row of {who}")

    monkeypatch.setattr(TodayScreen, place, broken)
    app = full.app()
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out), pytest.raises(RuntimeError):
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
    printed = out.getvalue() + told(app)
    assert app.return_code == 1
    assert "RuntimeError" in printed
    assert "test_tui_crash.py" in printed
    assert NAME not in printed
    assert "Quatermass" not in printed
    assert "no row of" not in printed


def test_the_report_has_places_and_no_values() -> None:
    try:
        failing(None)  # type: ignore[arg-type]
    except AttributeError as error:
        for lang in ("en", "zh_CN"):
            report = told_crash(Words(lang), error).plain
            assert "AttributeError" in report
            assert "failing" in report
            assert NAME not in report
            assert "NoneType" not in report


def test_a_fault_ends_the_whole_program_with_one(full: Home) -> None:
    code = f"""
import sys
from tests.tui_help import Home
from pathlib import Path
from tui.screens.today import TodayScreen

def broken(self, facts):
    who = {NAME!r}
    raise RuntimeError(f"no row of {{who}}")

TodayScreen.show_facts = broken
app = Home(Path({str(full.folder)!r})).app()
app.run(headless=True)
sys.exit(app.return_code or 0)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert done.returncode == 1
    assert "RuntimeError" in done.stdout + done.stderr
    assert "Quatermass" not in done.stdout + done.stderr
    assert "no row of" not in done.stdout + done.stderr
