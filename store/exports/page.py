"""A table as Markdown or as an HTML page; every outside string is escaped."""

from html import escape

from store.exports.table import Cell, Table

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem}"
    "table{border-collapse:collapse}"
    "th,td{padding:.3rem .8rem;border-bottom:1px solid #bbb;text-align:left}"
    ".n{text-align:right;font-variant-numeric:tabular-nums}"
)
_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#~"} | {"\n": " "})


def markdown_text(table: Table) -> str:
    """Return the table as Markdown (pipe table)."""
    lines = [f"# {_plain(table.title)}", ""] if table.title else []
    lines.append(_row([_plain(header) for header in table.headers]))
    rules = ("---:" if i in table.numbers else "---" for i in range(len(table.headers)))
    lines.append(_row(list(rules)))
    lines.extend(_row([_plain(_shown(cell)) for cell in row]) for row in table.rows)
    for note in table.notes:
        lines += ["", _plain(note)]
    return "\n".join(lines) + "\n"


def html_text(table: Table, *, language: str) -> str:
    """Return the table as one HTML page that loads nothing; `language` as in `<html lang>`."""
    title = escape(table.title)
    head = "".join(_html_cell("th", i, header, table) for i, header in enumerate(table.headers))
    body = "\n".join(
        "<tr>" + "".join(_html_cell("td", i, cell, table) for i, cell in enumerate(row)) + "</tr>"
        for row in table.rows
    )
    notes = "\n".join(f"<p>{escape(note)}</p>" for note in table.notes)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
        f"{notes}\n</body>\n</html>\n"
    )


def _html_cell(tag: str, index: int, cell: Cell, table: Table) -> str:
    style = ' class="n"' if index in table.numbers else ""
    scope = ' scope="col"' if tag == "th" else ""
    return f"<{tag}{scope}{style}>{escape(_shown(cell))}</{tag}>"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    return text.translate(_MARKDOWN)


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell)
