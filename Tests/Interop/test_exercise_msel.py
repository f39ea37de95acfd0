"""`entente exercise msel`: lists of injects as sheets, with openpyxl as the judge of workbooks, both ways.

The expected instants are worked out by hand, from the rules that `exercises.md` states.
"""

import csv
import datetime
import io
import json
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from support import entente

START = ["--startex", "2027-03-27 08:00", "--zone", "Europe/Brussels"]
HEAD = ["番号", "付与日時", "件名", "発信元", "付与先", "手段", "付与内容", "状態", "Salle"]


def lines(*arguments, status=0):
    done = entente("exercise", "msel", *arguments, check=False)
    assert done.returncode == status, done.stdout[:2000] + done.stderr[:2000]
    return [json.loads(line) for line in done.stdout.splitlines()]


def workbook(path, rows, change=lambda book, sheet: None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "MEL一覧"
    for row in rows:
        sheet.append(row)
    change(book, sheet)
    book.save(path)
    return path


def values(path):
    return [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """2,000 injects in Japanese, with days, numbers, formulas, hidden and merged cells."""
    rows = [["演習 EXERCISE"], [], HEAD]
    for number in range(1, 2001):
        when = datetime.datetime(2027, 3, 27, 9) + datetime.timedelta(minutes=number % 600)
        kind = [when, "D+1 H+2", when.strftime("%H:%M"), None, "271530ZMAR27"][number % 5]
        rows.append(
            [
                number,
                kind,
                f"海賊対処 {number}",
                "海上保安庁",
                "当直",
                "電話",
                "=本文ではない" if number == 7 else "本文\n二行目",
                "予定",
                2.5,
            ]
        )

    def change(_, sheet):
        sheet.merge_cells("D4:D8")
        sheet.merge_cells("A1:C1")
        sheet.row_dimensions[10].hidden = True
        sheet.column_dimensions["I"].hidden = True
        sheet["I5"] = "=1+1"
        sheet["C4"] = CellRichText("海賊", TextBlock(InlineFont(b=True), "対処"), " 1")
        sheet["G10"].data_type = "s"

    return workbook(tmp_path_factory.mktemp("msel") / "large.xlsx", rows, change)


def test_a_large_list_of_openpyxl_is_read(large):
    done = entente("exercise", "msel", large, *START, "--json", check=False)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    injects = [line for line in told if "number" in line and "finding" not in line]
    assert len(injects) == 2000
    first, second, third, fourth, fifth = injects[:5]
    assert first["timing"] == "relative" and first["at"] == "2027-03-28T09:00:00Z"
    assert (first["title"], first["row"]) == ("海賊対処 1", 4)
    assert second["timing"] == "clock" and second["at"] == "2027-03-27T08:02:00Z"
    assert third["timing"] == "on-demand" and third["at"] is None
    assert fourth["timing"] == "exact" and fourth["at"] == "2027-03-27T15:30:00Z"
    assert fifth["basis"] == "2027-03-27 09:05" and fifth["at"] == "2027-03-27T08:05:00Z"
    assert {line["from"] for line in injects} == {"海上保安庁"}
    assert injects[6]["text"] == "=本文ではない" and injects[7]["text"] == "本文\n二行目"
    findings = {(line["finding"], line["cell"]): line.get("count") for line in told if "finding" in line}
    assert findings[("formula", "I5")] == 1 and findings[("merged", "A1:C1")] == 2
    assert findings[("hidden-rows", "10")] == 1 and findings[("hidden-columns", "I")] == 1


def test_what_is_written_is_what_openpyxl_reads(large, tmp_path):
    out = tmp_path / "out.xlsx"
    banner = "EXERCISE EXERCISE EXERCISE & 演習"
    entente("exercise", "msel", large, out, "--to", "xlsx", "--banner", banner, *START)
    ours, theirs = values(out), values(large)
    assert len(ours) == len(theirs)
    for number, (one, other) in enumerate(zip(ours, theirs, strict=True), start=1):
        if number == 4 or 5 <= number <= 8:
            continue
        assert one == other, number
    # Rows that are one with others have their value; a formula is not taken along.
    assert {row[3] for row in ours[3:8]} == {"海上保安庁"} and ours[4][8] is None
    sheet = openpyxl.load_workbook(out).active
    assert sheet.title == "MEL一覧" and sheet.freeze_panes == "A4"
    assert sheet.oddHeader.center.text.replace("&&", "&") == sheet.oddFooter.center.text.replace("&&", "&") == banner
    assert sheet["G10"].data_type == "s" and sheet["G10"].value == "=本文ではない"
    assert sheet.column_dimensions["C"].width > 10
    properties = openpyxl.load_workbook(out).properties
    assert properties.created == datetime.datetime(1980, 1, 1) and not properties.creator
    # The same list gives the same bytes, and is read as the same.
    again = tmp_path / "again.xlsx"
    entente("exercise", "msel", large, again, "--to", "xlsx", "--banner", banner, *START)
    assert again.read_bytes() == out.read_bytes()
    told = [{**line, "own": None} for line in lines(large, *START)]
    assert [{**line, "own": None} for line in lines(out, *START)] == told
    names = {entry.date_time for entry in zipfile.ZipFile(out).infolist()}
    assert names == {(1980, 1, 1, 0, 0, 0)}


OUTSIDE = [
    "Control Number",
    "Move",
    "Scheduled",
    "Name",
    "Description",
    "From Org",
    "To Org",
    "Delivery Method",
    "Status",
    "Details",
]
RENAMED = ["Ref#", "Move", "Quand", "Label X", "Description", "Org A", "Org B", "Voie", "Etape", "Details"]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("names", [OUTSIDE, RENAMED])
def test_a_list_of_another_tool_goes_in_and_comes_out_equal(tmp_path, form, names):
    """Columns of another tool, also renamed and then mapped: names, order, own columns and values stay."""
    rows = [["MSEL"], names]
    for number in range(1, 31):
        time = "=D" if number == 3 else f"D+{number % 3} H+{number}"
        text = "-not a formula" if number == 4 else 'a "b", c; d\ne'
        rows.append([f"INJ-{number}", number % 3, time, f"Event {number}", "own words"])
        rows[-1] += ["+32 2 123", "Blue", "mail", "Pending", text]
    file, out = tmp_path / "in.xlsx", tmp_path / f"out.{form}"

    def text(_, sheet):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"

    workbook(file, rows, text)
    fields = {"number": 0, "time": 2, "title": 3, "from": 5, "to": 6, "means": 7, "state": 8, "text": 9}
    mapping = [word for field, place in fields.items() for word in ("--map", f"{field}={names[place]}")]
    mapping += ["--map", "own=Description"]
    mapping = mapping if names is RENAMED else []
    before = lines(file, *mapping, *START, status=1)
    assert before[2]["notes"] == ["time-not-understood"] and before[0]["at"] == "2027-03-28T08:00:00Z"
    assert {"name": "Move", "value": "1"} in before[0]["own"]
    entente("exercise", "msel", file, out, "--to", form, *mapping, check=False)
    assert lines(out, *mapping, *START, status=1) == before
    if form == "xlsx":
        assert values(out) == values(file)
    else:
        read = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
        assert read[1] == names and read[2][0] == "INJ-1"
        # No program that opens it takes a text for a formula.
        assert read[4][2] == "'=D" and read[5][9] == "'-not a formula" and read[2][5] == "'+32 2 123"
        back = tmp_path / "back.xlsx"
        entente("exercise", "msel", out, back, "--to", "xlsx", *mapping, check=False)
        told = [["" if cell is None else str(cell) for cell in row] for row in values(file)]
        assert [["" if cell is None else str(cell) for cell in row] for row in values(back)] == told


def test_a_dry_run_says_what_each_column_became(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("No;Quand;Titre;Salle\n1;9:30;a;B\n2;bientôt;b;\n", encoding="utf-8")
    told = lines(file, "--dry-run", "--map", "time=B", "--json", *START, status=1)
    assert [(line["column"], line["header"], line["field"], line["values"]) for line in told[:4]] == [
        ("A", "No", "number", 2), ("B", "Quand", "time", 2), ("C", "Titre", "title", 2), ("D", "Salle", None, 1),
    ]  # fmt: skip
    rest = [line for line in told[4:] if not line["note"]]
    assert rest == [{"finding": "time-not-understood", "note": False, "cell": "B3", "number": "2", "about": "bientôt"}]
    assert any(line["finding"] == "separator" and line["cell"] == "semicolon" for line in told[4:])


def test_two_changes_into_a_running_exercise(tmp_path):
    """The list is exported, two cells are changed by another program, and it comes in: two changes, nothing doubled."""
    rows = [["No", "Time", "Title", "Status", "Own"]]
    rows += [[number, f"STARTEX+{number}:00", f"Title {number}", "planned", "x"] for number in range(1, 9)]
    held, sheet = workbook(tmp_path / "held.xlsx", rows), tmp_path / "sheet.xlsx"
    entente("exercise", "msel", held, sheet, "--to", "xlsx")
    book = openpyxl.load_workbook(sheet)
    book.active["C7"], book.active["E9"] = "Changed", "y"
    book.save(sheet)
    now = ["--now", "2027-03-27 12:30", *START]
    told = lines(sheet, "--against", held, *now)
    assert [line["verdict"] for line in told] == ["same"] * 5 + ["changed", "same", "changed"]
    assert told[5]["changes"] == [{"name": "title", "before": "Title 6", "after": "Changed"}]
    assert told[7]["changes"] == [{"name": "Own", "before": "x", "after": "y"}]
    book.active["C3"] = "Too late"
    book.active.append([9, "STARTEX+9:00", "New", "planned", "z"])
    book.save(sheet)
    told = lines(sheet, "--against", held, *now, status=1)
    assert told[1]["verdict"] == "refused" and told[1]["reason"] == "past" and told[8]["verdict"] == "new"
    out = tmp_path / "out.xlsx"
    done = entente("exercise", "msel", sheet, out, "--against", held, "--to", "xlsx", *now, check=False)
    assert done.returncode == 1
    titles = [row[2] for row in values(out)][1:]
    assert titles == ["Title 1", "Title 2", "Title 3", "Title 4", "Title 5", "Changed", "Title 7", "Title 8", "New"]


def test_a_storyline_is_postponed_and_offsets_are_kept(tmp_path):
    file, out = tmp_path / "list.csv", tmp_path / "out.csv"
    file.write_text(
        "No,Time,Title,Storyline,Depends on\n1,D+1 01:30,a,Cyber,\n2,+0:20,b,Cyber,1\n3,随時,c,Cyber,\n4,9:30,d,Media,\n",
        encoding="utf-8",
    )
    before = lines(file, *START)
    entente("exercise", "msel", file, out, "--to", "csv", "--postpone", "90 min", "--storyline", "Cyber", *START)
    after = lines(out, *START)
    assert [line["at"] for line in before] == [
        "2027-03-28T00:30:00Z",
        "2027-03-28T00:50:00Z",
        None,
        "2027-03-27T08:30:00Z",
    ]
    assert [line["at"] for line in after] == [
        "2027-03-28T02:00:00Z",
        "2027-03-28T02:20:00Z",
        None,
        "2027-03-27T08:30:00Z",
    ]
    assert [line["basis"] for line in after] == ["D+1 04:00", "+0:20", "随時", "9:30"]


def test_cycles_gaps_and_folds_are_named(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(
        "No,Time,Title,Depends on\n1,+0:10,a,3\n2,+0:10,b,1\n3,+0:10,c,2\n"
        "4,2027-03-28 02:30,d,\n5,2027-10-31 02:30,e,\n",
        encoding="utf-8",
    )
    done = entente("exercise", "msel", file, *START, check=False)
    assert done.returncode == 1
    for text in ("cycle (1 → 3 → 2 → 1)", "B5: inject 4: gap (2027-03-28 02:30)", "B6: inject 5: fold"):
        assert text in done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["at"] for line in told] == [None, None, None, "2027-03-28T01:30:00Z", "2027-10-31T00:30:00Z"]


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "no row has the names of columns"),
        (b"a,b\n1,2\n", "no row has the names of columns"),
        (b"No,Title\n1,\"x\n", "line 2"),
        (b"No,Title\n1,\x83\x41\n", "line 2: it is not in UTF-8"),
        (b"PK\x03\x04", "the package cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "older format"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_exit_2(tmp_path, content, words):
    file = tmp_path / "file"
    file.write_bytes(content)
    done = entente("exercise", "msel", file, check=False)
    assert (done.returncode, done.stdout) == (2, "") and words in done.stderr


@pytest.mark.parametrize("change", ["macros", "bomb", "entity"])
def test_a_workbook_that_means_harm_is_refused_by_name(tmp_path, change, large):
    file = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(large) as read, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in read.infolist():
            content = read.read(entry)
            if change == "bomb" and entry.filename == "xl/worksheets/sheet1.xml":
                content += b" " * (100 << 20)
            if change == "entity" and entry.filename == "xl/styles.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            written.writestr(entry.filename, content)
        if change == "macros":
            written.writestr("xl/vbaProject.bin", b"x")
    done = entente("exercise", "msel", file, check=False)
    words = {"macros": "has programs in it", "bomb": "unpacks to more", "entity": "document type declaration"}
    assert done.returncode == 2 and words[change] in done.stderr
