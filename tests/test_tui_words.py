"""Every word in both languages: the catalogue is whole, and every reason code has a sentence."""

import ast
import gettext
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from tests.make_catalogue import MO, PO, ROOT, collect, mo_bytes
from tui.brief_words import REASONS, SUGGESTIONS, TITLES
from tui.cli_doctor import FINDINGS, STATES
from tui.cli_history import MADE
from tui.names import PLATFORMS, TOOLS
from tui.sentences import REJECTS, SENTENCES

TELLING = {"Refused", "Ambiguous", "ReadOnly", "BadFile", "StorageFailed", "Note", "Told", "refuse"}
FIELD = re.compile(r"\{(\w*)\}")


def texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(part) for part in value or ("",)]  # type: ignore[attr-defined]


def test_every_message_has_a_chinese_translation() -> None:
    with PO.open("rb") as file:
        known = read_po(file, locale="zh_CN")
    missing = [
        message.id
        for message in collect()
        if message.id and ((found := known.get(message.id)) is None or not all(texts(found.string)))
    ]
    assert not missing, "translate these, then run: python -m tests.make_catalogue"


def test_the_compiled_catalogue_is_that_of_the_po() -> None:
    compiled = gettext.GNUTranslations(io.BytesIO(mo_bytes(PO.read_bytes())))
    with MO.open("rb") as file:
        kept = gettext.GNUTranslations(file)
    one, two = vars(kept)["_catalog"], vars(compiled)["_catalog"]
    assert {k: v for k, v in one.items() if k} == {k: v for k, v in two.items() if k}


def test_a_translation_names_the_same_values() -> None:
    with PO.open("rb") as file:
        for message in read_po(file, locale="zh_CN"):
            if message.id:
                allowed = {name for text in texts(message.id) for name in FIELD.findall(text)}
                for text in texts(message.string):
                    assert set(FIELD.findall(text)) <= allowed, message.id


def calls(names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "store").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                name = getattr(function, "id", getattr(function, "attr", ""))
                if name in names:
                    yield name, node


def constants(node: ast.AST) -> set[str]:
    """The texts a code may be: one, or both of `a if b else c`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return constants(node.body) | constants(node.orelse)
    return set()


def argument(call: ast.Call, place: int, keyword: str) -> set[str]:
    if len(call.args) > place:
        return constants(call.args[place])
    return {text for k in call.keywords if k.arg == keyword for text in constants(k.value)}


def enum_values(name: str) -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "store" / "imports").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name == name:
                for line in node.body:
                    if isinstance(line, ast.Assign):
                        found |= constants(line.value)
    return found


def test_every_code_of_an_error_or_a_note_has_a_sentence() -> None:
    codes = {code for _, call in calls(TELLING) for code in argument(call, 0, "code")}
    assert len(codes) > 50
    assert codes - SENTENCES.keys() == set()


def test_every_reason_of_a_reject_has_words() -> None:
    codes = {code for _, call in calls({"Reject"}) for code in argument(call, 3, "why")}
    codes |= {code for _, call in calls({"reject"}) for code in argument(call, 3, "why")}
    codes |= enum_values("Odd") | enum_values("BadDay")
    assert len(codes) > 10
    assert codes - REJECTS.keys() == set()


def test_everything_the_brief_says_has_words() -> None:
    reasons = {code for _, call in calls({"Reason"}) for code in argument(call, 0, "code")}
    kinds = {code for _, call in calls({"Item"}) for code in argument(call, 1, "kind")}
    suggestions = {code for _, call in calls({"Item"}) for code in argument(call, 4, "suggest")}
    assert reasons
    assert kinds
    assert reasons - REASONS.keys() == set()
    assert kinds - TITLES.keys() == set()
    assert suggestions - SUGGESTIONS.keys() == set()


def test_everything_the_doctor_finds_has_words() -> None:
    states = {code for _, call in calls({"Finding"}) for code in argument(call, 0, "state")}
    assert states - STATES.keys() == set()
    whats = {code for _, call in calls({"Finding"}) for code in argument(call, 1, "what")}
    said_by_state = {"missing_file", "stale_file", "newer_format", "unknown_line"}
    said_by_state |= {"damaged_before", "erase_unfinished", "never_acknowledged", ""}
    assert whats - FINDINGS.keys() - said_by_state == set()


def test_every_kind_of_change_and_every_tool_has_words() -> None:
    made = {code for _, call in calls({"change"}) for code in argument(call, 0, "what")}
    assert made - MADE.keys() == set()
    layouts = (ROOT / "store" / "imports" / "layouts.toml").read_text("utf-8")
    tools = set(re.findall(r'^tool = "(\w+)"', layouts, re.MULTILINE))
    assert tools
    assert tools - TOOLS.keys() - PLATFORMS.keys() == set()


def test_the_catalogue_lies_where_the_program_looks() -> None:
    assert Path("tui/locale/zh_CN/LC_MESSAGES/floorboard.mo") == MO.relative_to(ROOT)
