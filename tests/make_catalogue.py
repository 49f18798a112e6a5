"""Keep the Chinese catalogue: `python -m tests.make_catalogue` after a message has changed.

Collects every message of store/ and tui/ (and click's own, which users see in usage errors and
help), updates floorboard.po, leaves what still lacks a translation empty, and compiles the .mo.
"""

import io
import sys
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PO = ROOT / "tui/locale/zh_CN/LC_MESSAGES/floorboard.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"N_": None, "text": None, "say": None, "many": (1, 2)}
CLICK_KEYWORDS = {"_": None, "ngettext": (1, 2)}
CLICK_FILES = (
    "core.py",
    "exceptions.py",
    "types.py",
    "formatting.py",
    "decorators.py",
    "termui.py",
)


def collect() -> Catalog:
    """Return a catalogue of every message there is, untranslated, in a settled order."""
    found: dict[str | tuple[str, ...], set[str]] = {}
    for room in ("store", "tui", "widgets"):
        messages = extract_from_dir(
            str(ROOT / room), [("**.py", "python")], keywords=KEYWORDS, comment_tags=()
        )
        for filename, _line, message, _comments, _context in messages:
            found.setdefault(message, set()).add(f"{room}/{filename}")
    click = Path(find_spec("click").origin).parent  # type: ignore[union-attr, arg-type]
    for name in CLICK_FILES:
        of_click = extract_from_file("python", str(click / name), keywords=CLICK_KEYWORDS)
        for _line, message, _comments, _context in of_click:
            found.setdefault(message, set()).add(f"click/{name}")
    catalogue = Catalog(locale="zh_CN", domain="floorboard", fuzzy=False)
    for message in sorted(found, key=lambda m: (sorted(found[m])[0], str(m))):
        catalogue.add(message, locations=[(place, 0) for place in sorted(found[message])])
    return catalogue


def merged() -> Catalog:
    """Return what there is to say with the translations the .po has."""
    fresh = collect()
    with PO.open("rb") as file:
        known = read_po(file, locale="zh_CN")
    for message in fresh:
        if message.id and (old := known.get(message.id)) is not None:
            message.string = old.string
    return fresh


def po_bytes(catalogue: Catalog) -> bytes:
    """Return the text of the .po; places without line numbers, so that it changes seldom."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, omit_header=True, include_lineno=False)
    header = 'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n"MIME-Version: 1.0\\n"\n'
    header += '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    header += '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    return header.encode() + out.getvalue().lstrip(b"\n")


def mo_bytes(po: bytes) -> bytes:
    """Return the compiled catalogue of a .po, without what has no translation."""
    out = io.BytesIO()
    catalogue = read_po(io.BytesIO(po), locale="zh_CN")
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> int:
    """Update both files; say what still has no translation."""
    if not PO.exists():
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(b'msgid ""\nmsgstr ""\n')
    catalogue = merged()
    po = po_bytes(catalogue)
    PO.write_bytes(po)
    MO.write_bytes(mo_bytes(po))
    missing = [m.id for m in catalogue if m.id and not (m.string and all(_texts(m.string)))]
    for message in missing:
        print(f"no translation: {message!r}")
    return 1 if missing else 0


def _texts(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    sys.exit(main())
