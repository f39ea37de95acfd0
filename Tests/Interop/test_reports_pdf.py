"""Reports of the log on paper and for spreadsheets: what a PDF says of itself is read back with tools of others."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pikepdf
import pytest

from people import kinds, open_console, person
from support import GREEN, PACT, PARTIES, RED, Node, entente, indicator, link

XMP = {"a": "http://www.aiim.org/pdfa/ns/id/", "ua": "http://www.aiim.org/pdfua/ns/id/"}
HOSTILE = {
    "script": "<script>alert(1)</script><img src=file:///etc/passwd>",
    "cdata": "]]></style></title><h1>Other</h1> & \"quoted\" 'twice'",
    "turned": "Invoice \u202egpj.exe\u202c end",
    "long": "w" * 10_000,
    "ports": "不審な投錨について",
    "hangul": "이상 정박",
    "formula": '=HYPERLINK("http://127.0.0.1","x")',
}


SEES = """#!/usr/bin/python3
import json, os, sys
asked = json.load(sys.stdin)
isAlone = set(os.listdir("/proc/self/fd")) == {"0", "1", "2", "3"}
isPlain = set(os.environ) <= {"PATH", "LANG", "HOME", "LC_CTYPE"}
print(end="%PDF-1.7 seen" if isAlone and isPlain and "html" in asked else "")
"""


class Desk:
    """A node of the EU with partners, which has given things with names that somebody chose badly."""

    def __init__(self, folder):
        self.eu, self.japan, self.korea = self.nodes = [
            open_console(Node(folder / name, name, title=title))
            for name, title in (("eu", "European Union"), ("japan", "Japan"), ("korea", "Republic of Korea"))
        ]
        link(*self.nodes)
        for node in self.nodes:
            node.serve()
        file = folder / "set.accord"
        titles = {"en": "Republic of Korea", "ja": "大韓民国", "fr": "République de Corée"}
        named = "".join(f'  title {tag} "{title}"\n' for tag, title in titles.items()) + "  codes korea, KOR"
        parties = PARTIES.replace("  codes korea", named)
        file.write_text(parties + "\n" + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET"))
        self.eu.run("agreements", "apply", file, "--officer", "Legal")
        self.items = {key: indicator(name=name, object_marking_refs=[GREEN]) for key, name in HOSTILE.items()}
        self.secret = indicator(name="Hidden from auditors", object_marking_refs=[RED])
        self.eu.load([*self.items.values(), self.secret], "given.json")
        self.officer = person(self.eu, "officer", "disclosure-officer", title="A. Martin")
        self.auditor = person(self.eu, "audit", "auditor", title="監査 U. Ditor")
        done = self.officer.post("releases", {"ids": [one["id"] for one in self.items.values()], "parties": ["korea"]})
        assert done.status == 200, done.text

    def report(self, **asked):
        return self.auditor.post("reports", {"kind": "given", "party": "Republic of Korea", **asked})

    def stop(self):
        for node in self.nodes:
            node.stop()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    desk = Desk(tmp_path_factory.mktemp("reports"))
    yield desk
    desk.stop()


def checked(body, folder):
    """The text of a PDF that qpdf finds in order."""
    file = folder / "report.pdf"
    file.write_bytes(body)
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout


def descendants(fonts):
    for font in fonts.values():
        yield from font.get("/DescendantFonts", [font])


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("variant", ["a", "ua"])
def test_a_pdf_says_what_it_is_and_holds_the_signed_file(desk, tmp_path, variant, language):
    answer = desk.report(format="pdf", accessible=variant == "ua", lang=language)
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/pdf"
    text = checked(answer.body, tmp_path)
    with pikepdf.open(io.BytesIO(answer.body)) as pdf:
        meta = pdf.Root.Metadata.read_bytes().decode()
        title = {"en": "Report of the ledger, European Union", "ja": "台帳報告書　European Union"}[language]
        with pdf.open_metadata() as read:
            assert read["dc:title"] == title and read["dc:creator"] == ["監査 U. Ditor"]
            assert read[f"{{{XMP[variant]}}}part"] == {"a": "3", "ua": "1"}[variant]
            if variant == "a":
                assert read[f"{{{XMP['a']}}}conformance"] == "B" and pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert XMP["ua" if variant == "a" else "a"] not in meta
        assert str(pdf.docinfo["/Title"]) == title and str(pdf.Root.Lang) == language
        assert "/ID" in pdf.trailer and "/Encrypt" not in pdf.trailer
        # Every font is inside.
        embedded = 0
        for page in pdf.pages:
            for font in descendants(page.Resources.Font):
                assert {"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys()), font.BaseFont
                embedded += 1
        assert embedded > 0
        # The structure is told where a reader of structure is promised one.
        assert ("/StructTreeRoot" in pdf.Root) == (variant == "ua")
        if variant == "ua":
            assert pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
            names = roles(pdf.Root.StructTreeRoot)
            assert {"/Document", "/H1", "/Table", "/TR", "/TD", "/TH"} <= names
        # The signed file is attached, and is what this was made from.
        (attached,) = pdf.Root.AF
        assert attached.AFRelationship == "/Source" and str(attached.UF) == str(attached.F) == "entente-report.txt"
        assert attached.EF.F.Subtype == "/text/plain"
        signed = attached.EF.F.read_bytes()
        assert list(pdf.attachments) and pdf.Root.Names.EmbeddedFiles.Names[1].objgen == attached.objgen
        assert not any(word in answer.body for word in (b"/JavaScript", b"/Launch", b"/URI"))
    (tmp_path / "signed.txt").write_bytes(signed)
    entente("note", "verify", "--key", desk.auditor.get("log").json()["key"], tmp_path / "signed.txt")
    assert hashlib.sha256(signed).hexdigest() in text.replace("\n", "").replace(" ", "")
    # The signed file has identifiers and no names; the sheets have names and no identifiers.
    assert all(one["id"] in signed.decode() and one["id"] not in text for one in desk.items.values())
    assert HOSTILE["ports"] not in signed.decode()
    sheets = text.split("\f")[:-1]
    last = {"en": f"Page {len(sheets)} of {len(sheets)}", "ja": f"{len(sheets)}／{len(sheets)}ページ"}[language]
    assert last in sheets[-1] and all(sheet.count("TLP:GREEN") == 2 for sheet in sheets)
    assert ("Republic of Korea" if language == "en" else "大韓民国") in text and "korea" not in text.split()


def test_nothing_stands_beyond_the_margins_of_a_sheet(desk, tmp_path):
    """The table ends where the margin begins, whatever its names are (12 mm, as the style says)."""
    (tmp_path / "report.pdf").write_bytes(desk.report(format="pdf", lang="en").body)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "report.pdf", "-"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    width = float(re.search(r'<page width="([\d.]+)"', boxes)[1])
    margin = 12 / 25.4 * 72
    ends = [float(end) for end in re.findall(r'xMax="([\d.]+)"', boxes)]
    assert len(ends) > 50 and max(ends) <= width - margin + 0.5
    assert min(float(start) for start in re.findall(r'xMin="([\d.]+)"', boxes)) >= margin - 0.5


def roles(node):
    """Every role in a structure tree."""
    found, waiting = set(), [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                found.add(str(one.S))
            if "/K" in one:
                waiting.append(one.K)
    return found


def test_names_stay_texts_on_paper(desk, tmp_path):
    checked(desk.report(format="pdf", lang="en").body, tmp_path)
    read = subprocess.run(["pdftotext", tmp_path / "report.pdf", "-"], capture_output=True, text=True, check=True)
    text, plain = read.stdout, "".join(read.stdout.split())
    assert "<script>alert(1)</script><imgsrc=file:///etc/passwd>" in plain and "root:" not in text
    assert "]]></style></title><h1>Other</h1>&\"quoted\"'twice'" in plain
    assert HOSTILE["ports"] in plain and "".join(HOSTILE["hangul"].split()) in plain
    assert "\u202e" not in text and "w" * 20 in plain and "w" * 1_000 not in plain


def test_a_table_is_read_by_others_and_computes_nothing(desk):
    answer = desk.report(format="csv", lang="ja")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.body.startswith("\ufeff".encode()) and answer.body.count(b"\r\n") == len(HOSTILE) + 1
    head, *rows = csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline=""), strict=True)
    assert head[:3] == ["番号", "日時（UTC）", "種類"] and len(rows) == len(HOSTILE)
    assert {row[3] for row in rows} == {"大韓民国"} and {row[7] for row in rows} == {"A. Martin"}
    named = {row[6]: row[4] for row in rows}
    assert named[desk.items["formula"]["id"]] == "'" + HOSTILE["formula"]
    assert named[desk.items["script"]["id"]] == HOSTILE["script"]
    assert not any(field[:1] in tuple("=+-@\t\r＝") for row in rows for field in row)


def test_what_the_auditor_may_not_see_has_no_name_in_any_form(desk, tmp_path):
    # An act about it stands in the log; the auditor is not among those whom TLP:RED is for.
    assert desk.eu.run("release", desk.secret["id"], "--to", "japan", "--officer", "O", check=False).returncode == 1
    (one, *_) = desk.auditor.get("log", object=desk.secret["id"]).json()["items"]
    assert one["type"] == "indicator" and "name" not in one and "banner" not in one
    for form in ("csv", "pdf"):
        answer = desk.auditor.post("reports", {"format": form, "object": desk.secret["id"], "lang": "en"})
        text = answer.text if form == "csv" else checked(answer.body, tmp_path)
        assert answer.status == 200 and "Indicator" in text and "Hidden from" not in text and "TLP" not in text, text
    assert "Hidden from auditors" not in desk.auditor.get("log", limit=200).text


def test_each_report_is_one_entry_and_says_which(desk):
    before = [inside for kind, inside in kinds(desk.eu) if kind == "export"]
    digests = []
    for asked in ({}, {"format": "csv"}, {"format": "pdf"}, {"format": "pdf", "accessible": True}):
        assert desk.report(**asked).status == 200
    made = [inside for kind, inside in kinds(desk.eu) if kind == "export"][len(before) :]
    assert [one["format"] for one in made] == ["signed", "csv", "pdf/a-3b", "pdf/ua-1"]
    assert [one.get("marking") for one in made] == [None, "TLP:GREEN", "TLP:GREEN", "TLP:GREEN"]
    assert all(one["account"] == "audit" and len(one["sha256"]) == 64 and one["entries"] == 7 for one in made), digests
    # What is refused is no entry, and no file.
    for asked, words in (
        ({"party": "Kora"}, "is not known here; there are"),
        ({"officer": "Disclosure"}, "is not known here"),
        ({"from": "2026-02-01", "until": "2026-01-01"}, "is later than"),
        ({"kind": "gift"}, "there is no"),
        ({"format": "doc"}, "is none of"),
    ):
        answer = desk.report(**asked)
        assert answer.status == 422 and words in answer.json()["detail"], asked
    assert len([1 for kind, _ in kinds(desk.eu) if kind == "export"]) == len(before) + len(made)


def test_nobody_reads_that_nothing_was_given_where_a_name_is_unknown(desk):
    for name in ("korea", "Korea", "republic of korea", "大韓民国", "République de Corée", "KOR"):
        assert len(desk.auditor.get("log", kind="given", party=name).json()["items"]) == 7, name
    found = desk.auditor.get("log", party="Repulic of Korea").json()
    assert found["items"] == [] and found["unknown"] == [
        {"field": "party", "asked": "Repulic of Korea", "near": ["Republic of Korea"]}
    ]
    (one,) = desk.auditor.get("log", officer="Martin").json()["unknown"]
    assert one["field"] == "officer" and "A. Martin" in one["near"]
    # Known, and nothing fits: nothing was given.
    empty = desk.auditor.get("log", kind="given", party="Japan").json()
    assert empty["items"] == [] and "unknown" not in empty
    assert desk.auditor.get("log", **{"from": "2026-02-01", "until": "2026-01-01"}).status == 422
    assert desk.auditor.get("log", kind="gift").status == 422
    choices = desk.auditor.get("log/choices", lang="ja").json()
    assert {"name": "korea", "title": "大韓民国"} in choices["parties"] and choices["kinds"][0] == "given"
    assert "A. Martin" in choices["officers"] and [one["articles"] for one in choices["agreements"]]


def test_an_officer_sees_the_own_decisions_and_no_others(desk):
    other = person(desk.eu, "colleague", "disclosure-officer", title="B. Rown")
    gift = indicator(name="By a colleague", object_marking_refs=[GREEN])
    desk.eu.load([gift], "colleague.json")
    other.post("releases", {"ids": [gift["id"]], "parties": ["japan"]})
    own = desk.officer.get("log/own", kind="given", lang="ja").json()
    assert {one["subject"] for one in own["items"]} == {one["id"] for one in desk.items.values()}
    assert {one["party_title"] for one in own["items"]} == {"大韓民国"} and "shared_title" not in own
    assert [one["subject"] for one in other.get("log/own", kind="given").json()["items"]] == [gift["id"]]
    first = desk.officer.get("log/own", kind="given", limit=3).json()
    rest = desk.officer.get("log/own", kind="given", limit=200, next=first["next"]).json()["items"]
    assert len(first["items"]) == 3 and len(rest) == 4
    # Whoever audits nothing reads no other part of the log.
    assert desk.officer.get("log").status == 403 and desk.auditor.get("log/own").status == 403
    assert "officers" not in desk.officer.get("log/choices").json()


def test_two_with_one_title_are_told_apart(desk):
    twin = person(desk.eu, "twin", "disclosure-officer", title="A. Martin")
    gift = indicator(name="By the twin", object_marking_refs=[GREEN])
    desk.eu.load([gift], "twin.json")
    twin.post("releases", {"ids": [gift["id"]], "parties": ["japan"]})
    own = twin.get("log/own").json()
    assert own["shared_title"] and [one["subject"] for one in own["items"] if one["kind"] == "release"] == [gift["id"]]
    assert gift["id"] not in desk.officer.get("log/own", limit=200).text


def test_a_report_that_is_too_large_is_refused_and_the_node_goes_on(desk, tmp_path):
    # The limits of the program itself: it ends, and says which way.
    program = Path(__file__).resolve().parents[2] / "Packaging" / "entente-paper"
    asked = {"variant": "pdf/a-3b", "attachment": {"name": "a", "type": "text/plain", "text": "", "description": ""}}
    small = program.read_text().replace("MEMORY = 1536 << 20", "MEMORY = 192 << 20")
    limited = tmp_path / "limited"
    limited.write_text(small)
    rows = "".join(f"<tr><td>{number}<td>row</tr>" for number in range(20_000))
    html = f"<!doctype html><title>t</title><table>{rows}</table>"
    done = subprocess.run(
        ["/usr/bin/python3", "-I", limited], input=json.dumps({**asked, "html": html}).encode(), capture_output=True
    )
    assert (done.returncode, done.stdout) == (4, b"")
    wrong = subprocess.run([program], input=b"{", capture_output=True)
    assert (wrong.returncode, wrong.stdout) == (1, b"")


def other_maker(desk, folder, script):
    """The node started again with another program for paper."""
    file = folder / "paper"
    file.write_text(script)
    file.chmod(0o700)
    desk.eu.stop()
    os.environ["ENTENTE_PAPER"] = str(file)
    try:
        desk.eu.serve()
    finally:
        del os.environ["ENTENTE_PAPER"]
    return file


def test_where_no_pdf_can_be_made_everything_else_works(desk, tmp_path):
    try:
        for script, status, code in (
            ("#!/bin/sh\nexit 3\n", 501, "no-pdf"),
            ("#!/bin/sh\nexit 4\n", 422, "too-much-paper"),
            ("#!/bin/sh\nkill -9 $$\n", 422, "too-much-paper"),
            ("#!/bin/sh\necho no PDF\n", 503, "pdf-failed"),
            # It gets its input to the end, nothing that the node has open, and nothing of its environment.
            (SEES, 200, None),
        ):
            file = other_maker(desk, tmp_path, script)
            before = len([1 for kind, _ in kinds(desk.eu) if kind == "export"])
            answer = desk.report(format="pdf")
            assert answer.status == status, (script, answer.text)
            if code:
                assert answer.json()["code"] == code
                assert len([1 for kind, _ in kinds(desk.eu) if kind == "export"]) == before
            else:
                assert answer.body == b"%PDF-1.7 seen"
            assert desk.report(format="csv").status == desk.report().status == 200
        # A program that others may change is none.
        file.chmod(stat.S_IMODE(0o777))
        other = other_maker(desk, tmp_path, "#!/bin/sh\nexit 0\n")
        other.chmod(0o777)
        desk.eu.stop()
        os.environ["ENTENTE_PAPER"] = str(other)
        desk.eu.serve()
        assert desk.report(format="pdf").json()["code"] == "no-pdf"
    finally:
        os.environ.pop("ENTENTE_PAPER", None)
        desk.eu.stop()
        desk.eu.serve()
    assert shutil.which("weasyprint") and desk.report(format="pdf").status == 200
