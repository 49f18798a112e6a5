"""Opens an old workbook in a process of its own first.

The library that reads .xls believes the sizes that a file states: a damaged one can ask for
gigabytes, which ends the process. What happens there tells whether it is safe to open here.
"""

import subprocess
import sys
from pathlib import Path

import python_calamine

from store.imports.guards import MAX_CELLS, refuse

_MEMORY = 300 * 1024 * 1024
_PATIENCE_S = 60
_TOO_MANY = 3
_UNREADABLE = 4
_PROGRAM = f"""
import sys
sys.path.append(sys.argv[1])
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({_MEMORY}, {_MEMORY}))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError, OSError):
    pass
try:
    from python_calamine import CalamineWorkbook
    book = CalamineWorkbook.from_filelike(open(sys.argv[2], "rb"))
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height * sheet.width > {MAX_CELLS}:
            sys.exit({_TOO_MANY})
except Exception:
    sys.exit({_UNREADABLE})
"""


def try_old_workbook(path: Path) -> None:
    """Raise BadFile where a workbook can't be opened safely: `unreadable`, `too_many_cells`."""
    if not sys.executable:
        return
    library = Path(python_calamine.__file__).parent.parent
    # -I -S: nothing of the surroundings is read, which keeps the start at a few milliseconds.
    command = [sys.executable, "-I", "-S", "-c", _PROGRAM, str(library), str(path)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise refuse("unreadable", path) from problem
    if done.returncode == _TOO_MANY:
        raise refuse("too_many_cells", path, limit=MAX_CELLS)
    # What the library refuses is refused again here, with its reason. What it stumbles over (a
    # panic, an allocation that fails) never comes near this process.
    if done.returncode not in (0, _UNREADABLE):
        raise refuse("unreadable", path)
