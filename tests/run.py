"""Set up a fresh environment in `.venv` and run every check and test in it.

    python tests/run.py            everything that CI runs
    python tests/run.py --sweep    the same with the full fault and soak sweeps (long)

It needs only Python 3.11 or newer; nothing is installed outside `.venv`.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"


def prepare() -> Path:
    """Make `.venv` with the locked packages and floorboard itself; return its Python."""
    binaries = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
    python = binaries / ("python.exe" if os.name == "nt" else "python")
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", "lock.txt"], cwd=ROOT, check=True)
    subprocess.run([*pip, "--no-deps", "--editable", "."], cwd=ROOT, check=True)
    return python


def checks(python: Path) -> list[list[str]]:
    """Return the commands in the order they run, the quick ones first."""
    module = [str(python), "-m"]
    return [
        [*module, "ruff", "check", "."],
        [*module, "ruff", "format", "--check", "."],
        [*module, "mypy"],
        [str(python), "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        [*module, "pytest", "-n", "auto"],
    ]


def main() -> int:
    """Run everything; return the first failing command's exit code."""
    environment = dict(os.environ)
    if "--sweep" in sys.argv[1:]:
        environment["FLOORBOARD_SWEEP"] = "full"
    python = prepare()
    for command in checks(python):
        print("$", " ".join(["python", *command[1:]]), flush=True)
        outcome = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        if outcome.returncode:
            return outcome.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
