"""What a chart is drawn as: lines of text in runs, each run with a role that a theme gives a look.

A drawing is a value: a pure function makes it from numbers and a size, a test compares its text.
Every role also has a sign of its own in the text, so that no chart is read by colour alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from textual.content import Content


class Run(NamedTuple):
    """A piece of a line."""

    text: str
    role: str = ""
    """What it is, by name: `line`, `usual`, `band`, `axis`, `good`, ...; empty is plain text."""


Line = tuple[Run, ...]
Drawing = list[Line]
"""Lines from the top, none wider than the drawing was asked to be."""

STYLES: Mapping[str, str] = {
    "": "$foreground",
    "line": "$text-primary",
    "early": "$text-primary",
    "chosen": "$text-primary bold",
    "usual": "$text-warning",
    "band": "$text-muted",
    "axis": "$text-muted",
    "dim": "$text-muted",
    "strong": "$foreground bold",
    "good": "$text-success",
    "bad": "$text-error bold",
    "step0": "$foreground",
    "step1": "$foreground on $primary 12%",
    "step2": "$foreground on $primary 22%",
    "step3": "$foreground on $primary 30%",
    "step4": "$foreground bold on $primary 40%",
}
"""Role -> its look, in theme variables only."""


def line_of(cells: Iterable[tuple[str, str]]) -> Line:
    """Return single cells, each with its role, as a line of runs: neighbours of a role in one."""
    runs: list[Run] = []
    for text, role in cells:
        if runs and runs[-1].role == role:
            runs[-1] = Run(runs[-1].text + text, role)
        else:
            runs.append(Run(text, role))
    return tuple(runs)


def text_of(drawing: Drawing) -> list[str]:
    """Return the lines without roles or trailing spaces."""
    return ["".join(run.text for run in line).rstrip() for line in drawing]


def content_of(drawing: Sequence[Line], styles: Mapping[str, str] = STYLES) -> Content:
    """Return a drawing as what a widget shows."""
    lines = [
        Content.assemble(*(Content.styled(run.text, styles.get(run.role, "")) for run in line))
        for line in drawing
    ]
    return Content("\n").join(lines)
