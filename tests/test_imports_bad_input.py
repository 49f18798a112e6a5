"""Files that are not what they seem: a clear reason or a cleaned value, in bounded memory."""

import json
import random
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import xlwt

from store.clock import FixedClock
from store.errors import BadFile
from store.imports.apply import import_paths
from store.imports.guards import MAX_COLUMNS, MAX_INFLATED, MAX_LINE
from store.imports.readers import open_tables
from store.locations import TeamPlace
from store.records.report import FileReport
from store.team import Team

NOW = datetime(2026, 4, 27, 9, tzinfo=timezone(timedelta(hours=8)))
LIMIT_MB = 300
_CHILD = """
import json, sys
from datetime import datetime
from pathlib import Path
from store.clock import FixedClock
from store.errors import BadFile
from store.imports.apply import import_paths
from store.locations import TeamPlace
from store.team import Team
folder, path, now = Path(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
with Team.open(TeamPlace("t", folder / "t", folder / "state"), FixedClock(now)) as team:
    (report,) = import_paths(team, [path])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
told = {"state": report.state, "taken": report.rows.taken, "mb": int(peak.split()[1]) // 1024}
print(json.dumps({**told, "code": report.error and report.error.code}))
"""


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team.open(TeamPlace("t", tmp_path / "t", tmp_path / "state"), FixedClock(NOW))


def taken(team: Team, path: Path) -> FileReport:
    (report,) = import_paths(team, [path])
    assert report.rows.read == report.rows.taken + report.rows.summary + report.rows.rejected
    return report


def text(tmp_path: Path, data: str | bytes, name: str = "days_2026-04-20.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


class Alone(NamedTuple):
    """What came of an import in a process of its own."""

    state: str
    taken: int
    code: str | None
    mb: int


def alone(tmp_path: Path, path: Path) -> Alone:
    """Import a file in a fresh process, so that the memory it takes can be seen."""
    if sys.platform != "linux":
        pytest.skip("the peak of a process's memory is read from /proc")
    words = [sys.executable, "-c", _CHILD, str(tmp_path), str(path), NOW.isoformat()]
    root = Path(__file__).parent.parent
    done = subprocess.run(words, capture_output=True, text=True, cwd=root, check=True)
    return Alone(**json.loads(done.stdout))


def workbook(path: Path, rows: str, *, more: dict[str, bytes] | None = None) -> Path:
    """Write the least workbook there can be, its rows as raw XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    related = f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{link}'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/s.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{related}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{link}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{related}/worksheet" Target="worksheets/s.xml"/>'
        "</Relationships>",
        "xl/worksheets/s.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, part in parts.items():
            book.writestr(name, part)
        for name, data in (more or {}).items():
            book.writestr(name, data)
    return path


# -- nothing to read


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_table"),
        (b"\n\n", "empty_file"),
    ],
)
def test_an_empty_file_and_a_picture_are_refused_and_write_nothing(
    team: Team, tmp_path: Path, data: bytes, code: str
) -> None:
    report = taken(team, text(tmp_path, data))
    assert (report.state, report.error and report.error.code) == ("refused", code)
    assert team.n == 0
    assert not (tmp_path / "t").exists() or not list((tmp_path / "t" / "imports").iterdir())


def test_a_refused_file_stops_no_other(team: Team, tmp_path: Path) -> None:
    bad = text(tmp_path, b"\x89PNG\r\n\x1a\n\0", "a.csv")
    good = text(tmp_path, "day,agent,received\n2026-04-20,小禾,82\n", "b.csv")
    assert [r.state for r in import_paths(team, [bad, good])] == ["refused", "taken"]


# -- too much


def test_200_mb_of_one_line_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"a" * 1_000_000)
    done = alone(tmp_path, path)
    path.unlink()
    assert (done.state, done.code) == ("refused", "line_too_long")
    assert done.mb < LIMIT_MB / 2


def test_a_quote_that_swallows_the_file_is_refused(team: Team, tmp_path: Path) -> None:
    rows = "day,agent,received\n" + '2026-04-20,"小禾,82\n' + "2026-04-20,小满,61\n" * 20_000
    report = taken(team, text(tmp_path, rows))
    assert report.error is not None
    assert (report.error.code, report.error.values["row"]) == ("cell_too_long", 2)


def test_a_cell_that_is_too_long_says_in_which_row(team: Team, tmp_path: Path) -> None:
    report = taken(
        team, text(tmp_path, "day,agent,received\n" * 50_000 + "x" * (MAX_LINE + 9) + "\n")
    )
    assert report.error is not None
    assert (report.error.code, report.error.values["row"]) == ("cell_too_long", 50_001)


def test_a_workbook_that_inflates_is_refused_whatever_sizes_it_states(tmp_path: Path) -> None:
    path = workbook(tmp_path / "bomb.xlsx", "", more={"xl/media/a.bin": b"\0" * (4 * MAX_INFLATED)})
    data = path.read_bytes()
    stated = (4 * MAX_INFLATED).to_bytes(4, "little")
    assert data.count(stated) == 2  # in the part's own header and in the directory
    path.write_bytes(data.replace(stated, (100).to_bytes(4, "little")))
    assert path.stat().st_size < 3_000_000
    done = alone(tmp_path, path)
    assert (done.state, done.code) == ("refused", "inflates")
    assert done.mb < LIMIT_MB / 2


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>" * 1000 + "<row>" + "<c><v>1</v></c>" * 9000 + "</row>",
        '<row r="90000"><c><v>1</v></c></row><row>' + "<c><v>1</v></c>" * 900 + "</row>",
    ],
    ids=["a far corner", "no places given", "rows left out"],
)
def test_cells_at_far_corners_are_refused(tmp_path: Path, rows: str) -> None:
    done = alone(tmp_path, workbook(tmp_path / "corner.xlsx", rows))
    assert (done.state, done.code) == ("refused", "too_many_cells")
    assert done.mb < LIMIT_MB / 2


def test_empty_cells_with_a_colour_reach_nowhere(team: Team, tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>day</v></c><c r="B1" t="str"><v>agent</v></c>'
        '<c r="C1" t="str"><v>received</v></c></row><row r="2"><c r="A2" t="str"><v>2026-04-20</v>'
        '</c><c r="B2" t="str"><v>小禾</v></c><c r="C2"><v>82</v></c></row>'
        '<row r="90000"><c r="XFD90000" s="1"/></row>'
    )
    assert taken(team, workbook(tmp_path / "styled.xlsx", rows)).rows.taken == 1


def test_the_fullest_workbook_stays_in_memory(tmp_path: Path) -> None:
    def cells(*texts: str) -> str:
        return "".join(f'<c t="str"><v>{text}</v></c>' for text in texts)

    days = [(NOW.date() - timedelta(days=n)).isoformat() for n in range(900)]
    head = cells("day", "agent", "received", "served", *(f"x{n}" for n in range(14)))
    rest = "<c><v>8</v></c><c><v>7.5</v></c>" + cells(*["ab"] * 14)
    rows = "".join(
        f"<row>{cells(days[n % 900], f'agent {n // 900}')}{rest}</row>" for n in range(90_000)
    )
    path = workbook(tmp_path / "full.xlsx", f"<row>{head}</row>{rows}")
    done = alone(tmp_path, path)
    assert (done.state, done.taken) == ("taken", 90_000)
    assert done.mb < LIMIT_MB


def test_the_longest_text_file_stays_in_memory(tmp_path: Path) -> None:
    names = (
        "received,served,consulted,unanswered,slow_replies,long_contacts,transfers_in,"
        "transfers_out,messages_agent,messages_customer,inquirers,buyers,orders,units,invites"
    )
    head = f"day,agent,{names}\n"
    days = [(NOW.date() - timedelta(days=n)).isoformat() for n in range(150)]
    rows = (
        f"{days[n % 150]},agent {n // 150}," + ",".join(str(n + k) for k in range(15)) + "\n"
        for n in range(150_000)
    )
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        file.writelines(rows)
    done = alone(tmp_path, path)
    assert (done.state, done.taken) == ("taken", 150_000)
    assert done.mb < LIMIT_MB


def test_more_cells_than_that_are_refused(tmp_path: Path) -> None:
    path = text(tmp_path, "day,agent,received\n" + "2026-04-20,a,1\n" * 1_000_001)
    done = alone(tmp_path, path)
    assert (done.state, done.code) == ("refused", "too_many_cells")
    assert done.mb < LIMIT_MB


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_of_10000_columns_the_first_are_read_and_the_cut_is_told(
    team: Team, tmp_path: Path, form: str
) -> None:
    header = ["day", "agent", "received", *(f"column {n}" for n in range(9_997))]
    row = ["2026-04-20", "小禾", 82, *range(9_997)]
    path = tmp_path / f"wide.{form}"
    if form == "csv":
        text(tmp_path, ",".join(header) + "\n" + ",".join(map(str, row)) + "\n", path.name)
    else:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("S")
        sheet.append(header)
        sheet.append(row)
        book.save(path)
    report = taken(team, path)
    assert report.rows.taken == 1
    (told,) = [note.values for note in report.warnings if note.code == "columns_cut"]
    assert told == {"columns": 10_000, "kept": MAX_COLUMNS}
    assert len(report.columns.unmatched) == MAX_COLUMNS - 3


# -- odd values


def test_a_formula_gives_its_last_value_and_none_where_it_has_none(
    team: Team, tmp_path: Path
) -> None:
    cells = (
        '<c t="str"><v>2026-04-20</v></c><c t="str"><f>CONCATENATE("小","禾")</f><v>小禾</v></c>'
        "<c><f>40+42</f><v>82</v></c><c><f>1+1</f></c>"
    )
    head = "".join(f'<c t="str"><v>{n}</v></c>' for n in ("day", "agent", "received", "served"))
    taken(team, workbook(tmp_path / "f.xlsx", f"<row>{head}</row><row>{cells}</row>"))
    (sheet,) = team.sheets("agent_days", NOW.date() - timedelta(days=30), NOW.date())
    assert sheet.rows == {"小禾": (82.0, None)}


def test_the_text_of_a_formula_is_a_name_but_no_number(team: Team, tmp_path: Path) -> None:
    rows = "day,agent,received,served\n2026-04-20,=1+1,=40+42,61\n"
    report = taken(team, text(tmp_path, rows))
    assert report.agents.new == ("=1+1",)
    assert [(r.row, r.column, r.value) for r in report.rejects] == [(2, "received", "=40+42")]
    (sheet,) = team.sheets("agent_days", NOW.date() - timedelta(days=30), NOW.date())
    assert sheet.rows == {"=1+1": (None, 61.0)}


def test_control_characters_are_cleaned_and_told(team: Team, tmp_path: Path) -> None:
    name = "小\x1b]0;own\x07禾\x00\u202e"
    pad = "2026-04-20,agent {n},{n}\n"
    rows = f"day,agent,received\n2026-04-20,{name},8\x002\n" + "".join(
        pad.format(n=n) for n in range(40)
    )
    report = taken(team, text(tmp_path, rows))
    assert "control_characters" in [note.code for note in report.warnings]
    assert all(name.isprintable() for name in report.agents.new)
    assert len(report.agents.new) == 41
    (sheet,) = team.sheets("agent_days", NOW.date() - timedelta(days=30), NOW.date())
    assert next(iter(sheet.rows.values())) == (82.0,)


@pytest.mark.parametrize("name", ["[/]", "[@click=app.quit]x[/]", "[bold red]小禾", "<b>小禾</b>"])
def test_markup_in_a_name_is_only_a_name(team: Team, tmp_path: Path, name: str) -> None:
    report = taken(team, text(tmp_path, f"day,agent,received\n2026-04-20,{name},82\n"))
    assert report.agents.new == (name,)
    assert [agent.name for agent in team.agents().values()] == [name]


def test_a_look_alike_name_is_never_counted_as_another_silently(team: Team, tmp_path: Path) -> None:
    rows = "day,agent,received\n2026-04-20,零宽,1\n2026-04-20,零\u200b宽,2\n"
    report = taken(team, text(tmp_path, rows))
    told = {note.code for note in report.warnings} | {r.why for r in report.rejects}
    assert told & {"looks_like", "cleaned_name"}
    (sheet,) = team.sheets("agent_days", NOW.date() - timedelta(days=30), NOW.date())
    assert sheet.rows["零宽"] == (1.0,)


def test_names_that_differ_by_case_or_width_are_not_counted_twice(
    team: Team, tmp_path: Path
) -> None:
    rows = "day,agent,received\n2026-04-20,Amy,1\n2026-04-20,ＡＭＹ,2\n2026-04-21,amy,4\n"
    report = taken(team, text(tmp_path, rows))
    assert [(r.row, r.value, r.why) for r in report.rejects] == [(3, "ＡＭＹ", "duplicate_row")]
    assert len(team.agents()) == 1


@pytest.mark.parametrize(
    "day", ["1900-01-01", "1899-12-31", "2199-01-01", "9999-12-31", "0000-00-00"]
)
def test_a_day_that_cannot_be_is_rejected_with_its_row(
    team: Team, tmp_path: Path, day: str
) -> None:
    rows = f"day,agent,received\n{day},小满,61\n2026-04-20,小禾,82\n"
    report = taken(team, text(tmp_path, rows))
    assert (report.rows.taken, report.rows.rejected) == (1, 1)
    assert [(r.row, r.value) for r in report.rejects] == [(2, day)]
    assert report.agents.new == ("小禾",)


# -- damage


def old_workbook(path: Path, cells: dict[tuple[int, int], object]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for place, value in cells.items():
        sheet.write(*place, value)
    book.save(str(path))
    return path


def test_far_corners_of_an_old_workbook_do_not_end_the_process(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "corner.xls", {(0, 0): 1, (65_535, 255): 1})
    done = alone(tmp_path, path)
    assert done.state == "refused"
    assert done.code in ("unreadable", "too_many_cells")
    assert done.mb < LIMIT_MB / 2


@pytest.mark.parametrize(("form", "times"), [("xls", 40), ("xlsx", 150), ("csv", 150)])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    tmp_path: Path, form: str, times: int
) -> None:
    path = tmp_path / f"damaged.{form}"
    names = ("day", "agent", "received")
    cells: dict[tuple[int, int], object] = {(0, n): name for n, name in enumerate(names)}
    cells |= {(1 + row, 1): f"客服{row}" for row in range(30)}
    cells |= {(1 + row, 2): row for row in range(30)}
    if form == "xls":
        old_workbook(path, cells)
    elif form == "xlsx":
        row = "".join(f'<c t="str"><v>{name}</v></c>' for name in names)
        workbook(path, f"<row>{row}</row>" * 30)
    else:
        path.write_bytes("\n".join(["day,agent,received", *["2026-04-20,小禾,8"] * 30]).encode())
    whole = path.read_bytes()
    chance = random.Random(form)
    for _ in range(times):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.choice((len(data), chance.randrange(len(data))))])
        try:
            for table in open_tables(path):
                assert all(number > 0 for number, _ in table.rows)
        except BadFile as refused:
            assert refused.values["path"] == str(path)
