"""A figure beside what it is read against: the basis by name, the sign and the look of a cell."""

from datetime import date
from typing import Literal

from store.figures.results import AgentFigures, Compared
from store.figures.standing import standing
from store.records.figure import Figure
from store.records.metric import Unit
from store.records.words import N_
from tui.numbers import FEW, PROVISIONAL, Numbers

Basis = Literal["own_usual", "team_median", "target"]
BASES: tuple[Basis, ...] = ("own_usual", "team_median", "target")
NAMES: dict[Basis, str] = {
    "own_usual": N_("own usual"),
    "team_median": N_("team median"),
    "target": N_("target"),
}
"""What a basis is called (English message ids)."""

NONE_SIGN = " "


def against(compared: Compared, basis: Basis) -> float | None:
    """Return the value that a figure is read against."""
    if basis == "own_usual":
        return compared.own_usual.value if compared.own_usual else None
    return compared.team_median if basis == "team_median" else compared.target


def sign(figure: Figure, other: float | None, *, ascii_only: bool) -> tuple[str, str]:
    """Return how a figure stands as an arrow, a space where near or not judged, and its role.

    The arrow says higher or lower; the role, `good`, `bad` or none, whether that is the good way.
    """
    found = standing(figure, other)
    if found is None or found.side == "near":
        return NONE_SIGN, ""
    up, down = ("^", "v") if ascii_only else ("▲", "▼")
    role = "" if found.good is None else "good" if found.good else "bad"
    return (up if found.side == "above" else down), role


def cell_role(figure: Figure, role: str) -> str:
    """Return the role of a cell: what may change or is of too few recedes."""
    if figure.value is None or figure.few:
        return "dim"
    return "provisional" if figure.provisional else role


def marks(figure: Figure) -> str:
    """Return the marks behind a figure's value, as `Numbers.figure` writes them."""
    if figure.value is None:
        return ""
    return (PROVISIONAL if figure.provisional else "") + (FEW if figure.few else "")


def days_of(agent: AgentFigures, start: date, end: date) -> int:
    """Return over how many days an agent's sums are: worked ones, else those of a whole period."""
    return agent.days or (end - start).days + 1


def change_text(numbers: Numbers, difference: float, unit: Unit) -> str:
    """Return a difference with its sign; one too small to be written is an equals sign."""
    if numbers.show(abs(difference), unit) == numbers.show(0.0, unit):
        return "="
    return numbers.change(difference, unit)
