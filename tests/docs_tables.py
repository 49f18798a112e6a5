"""The tables of the pages in docs/, for the tests that hold them against the code."""

from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"


def page(name: str) -> str:
    """Return the text of a page."""
    return (DOCS / name).read_text("utf-8")


def section(name: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one."""
    _, found, rest = page(name).partition(f"\n{heading}\n")
    assert found, f"{name} has no {heading!r}"
    return rest.split("\n#")[0]


def rows(name: str, heading: str) -> list[dict[str, str]]:
    """Return the rows of the table below a heading, by column; code marks are taken off."""
    lines = [line for line in section(name, heading).splitlines() if line.startswith("|")]
    head, _, *body = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [dict(zip(head, (cell.replace("`", "") for cell in row), strict=True)) for row in body]
