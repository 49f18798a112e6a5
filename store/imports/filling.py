"""A parsed table goes into the team's sheets: the shop decided, people settled, cells merged."""

from datetime import date

import msgspec

from store.errors import FloorboardError
from store.imports.differs import Differences
from store.imports.merge import Part, Tally, merged_sheet, new_sheet
from store.imports.page import Page
from store.imports.parsed import ParsedFile, ParsedRow
from store.imports.people import Newcomers, settle_people
from store.imports.shops import Shops, shop_needed
from store.naming import name_key
from store.records.report import FileReport, Names, Note, Reject, Rows
from store.records.work import Sheet, sheet_key


def first_report(parsed: ParsedFile) -> FileReport:
    """Return the report of a parsed table before anything was done with it."""
    return FileReport(
        path=parsed.path,
        layout=parsed.layout,
        platform=parsed.platform,
        encoding=parsed.encoding,
        sheet=parsed.sheet,
        kind=parsed.kind,
        rows=parsed.counts,
        columns=parsed.columns,
        days=parsed.days,
        period=parsed.span is not None,
        rejects=parsed.rejects,
        warnings=parsed.warnings,
    )


def refused(parsed: ParsedFile, error: Note) -> FileReport:
    """Return the report of a table of which nothing was taken."""
    counts = parsed.counts
    rows = Rows(read=counts.read, summary=counts.summary, rejected=counts.read - counts.summary)
    return msgspec.structs.replace(first_report(parsed), state="refused", rows=rows, error=error)


def fill(
    page: Page,
    parsed: ParsedFile,
    import_id: str,
    *,
    shop: str | None,
    newcomers: Newcomers,
    spend: bool = False,
) -> FileReport:
    """Write a table of agent-days or shop-days into the sheets. Raises Refused `shop_needed`.

    `spend` lets go of the parsed rows while they are written, so that a long file is not held
    twice.
    """
    shops = Shops(page, parsed)
    parts, left = _parts(parsed, shops, shop)
    rejects = [_reject(row, "shop_needed") for row in left]
    rejects += [_reject(row, "duplicate_row") for row in _drop_twice_written(parts)]
    people, notes = Names(), list[Note]()
    if parsed.kind == "agent_days":
        nicknames = dict.fromkeys(row.agent for part in parts for row in part.rows)
        people, notes = settle_people(page, parsed, nicknames, newcomers)
    report = first_report(parsed)
    if spend:
        parsed.rows.clear()
    changed, told = _write(page, parts, import_id, spend=spend)
    counts = parsed.counts
    return msgspec.structs.replace(
        report,
        rows=Rows(
            read=counts.read,
            taken=counts.taken - len(rejects),
            summary=counts.summary,
            rejected=counts.rejected + len(rejects),
        ),
        agents=people,
        rejects=(*parsed.rejects, *rejects),
        warnings=(*parsed.warnings, *notes, *shops.notes, *told),
        cells_changed=changed,
    )


def _write(page: Page, parts: list[Part], import_id: str, *, spend: bool) -> tuple[int, list[Note]]:
    """Write the parts and return how many cells changed and what is to be told of them."""
    differences = Differences(page)
    tally = Tally()
    for part in parts:
        parsed = part.parsed
        table = "periods" if parsed.span is not None else parsed.kind
        key = _key(part)
        differences.compare(table, key, part)
        old = page.get(table, key)
        record = (
            new_sheet(part, import_id, tally)
            if old is None
            else merged_sheet(old, part, import_id, tally)
        )
        page.put(table, key, record)
        if spend:
            part.rows = []
    return tally.changed, [*tally.notes(), *differences.notes()]


def _parts(
    parsed: ParsedFile, shops: Shops, told: str | None
) -> tuple[list[Part], list[ParsedRow]]:
    """Return the rows by day and shop, and those whose shop would have to be told."""
    found: dict[tuple[date | None, str | None], list[ParsedRow]] = {}
    for row in parsed.rows:
        key = (row.day, row.shop)
        rows = found.get(key)
        if rows is None:
            rows = found[key] = []
        rows.append(row)
    fallback: str | None = None
    if any(shop is None for _, shop in found):
        fallback = shops.fallback(told or parsed.shop, remember=told is not None)
        if fallback is None and all(shop is None for _, shop in found):
            raise shop_needed(parsed)
    parts: dict[tuple[tuple[date, date], str], Part] = {}
    left: list[ParsedRow] = []
    while found:
        (day, written), rows = found.popitem()
        shop = written or fallback
        span = parsed.span if day is None else (day, day)
        if shop is None or span is None:
            left += rows
            continue
        name = shops.take(shop)
        part = parts.get((span, name))
        if part is None:
            part = parts[span, name] = Part(parsed, span, name)
        part.rows += rows
    return [parts[key] for key in sorted(parts)], left


def _drop_twice_written(parts: list[Part]) -> list[ParsedRow]:
    """Take out and return the later of two rows whose nicknames differ by case or width only."""
    nicknames = dict.fromkeys(row.agent for part in parts for row in part.rows)
    keys = {nickname: name_key(nickname) for nickname in nicknames}
    if len(set(keys.values())) == len(keys):
        return []
    dropped = []
    for part in parts:
        first: dict[str, ParsedRow] = {}
        for row in part.rows:
            if first.setdefault(keys[row.agent], row) is not row:
                dropped.append(row)
        part.rows = list(first.values())
    return dropped


def _reject(row: ParsedRow, why: str) -> Reject:
    return Reject(row=row.row, column=None, value=row.agent[:80], why=why)


def _key(part: Part) -> str:
    parsed = part.parsed
    return sheet_key(
        Sheet(
            start=part.start,
            end=part.end,
            platform=parsed.platform,
            shop=part.shop,
            layout=parsed.layout,
            tool=parsed.tool,
            metrics=(),
            rows={},
        )
    )


def told_by(problem: FloorboardError) -> Note:
    """Return an error as the note that a report carries."""
    values = {
        name: ", ".join(value) if isinstance(value, list) else value
        for name, value in problem.values.items()
    }
    return Note(problem.code, values)
