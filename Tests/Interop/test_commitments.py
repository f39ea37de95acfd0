"""The register of commitments on two nodes: each party's view, what shows it, days, and the report that leaves."""

import datetime
import io
import json
import subprocess
import zipfile

import pytest
from docx import Document

from people import kinds
from promises import begun, give, item, promise, report
from sides import exchange, two_sides
from support import AMBER, GREEN


@pytest.fixture
def sides(tmp_path):
    with two_sides(tmp_path) as both:
        yield both


def test_each_party_says_how_it_sees_it_and_both_stand_side_by_side(sides):
    eu, japan = sides
    commitment, record = begun(eu, japan)
    assert item(eu, commitment)["together"] == "none" and item(japan, commitment)["views"] == []

    eu.do("commitments/evidence", commitment=commitment, evidence=[record], responsible="Director, CFSP")
    assert [one["own"] for one in item(eu, commitment)["views"]] == [True]
    # What is not handed in for release, nobody else sees.
    assert item(japan, commitment)["views"] == []
    give(eu, japan, record)
    eu.do("commitments/standing", commitment=commitment, state="kept", note="Held in Brussels", send=True)
    exchange(eu, japan)
    (theirs,) = item(japan, commitment)["views"]
    assert theirs["state"] == "kept" and theirs["name"] == "European Union" and not theirs["own"]
    assert theirs["responsible"] == "Director, CFSP" and theirs["evidence"] == [record]
    assert item(japan, commitment)["together"] == "one"
    (shown,) = item(japan, commitment)["events"]
    assert shown["id"] == record and shown["source"] == "partner eu" and shown["given"] == []
    (own,) = item(eu, commitment)["events"]
    assert [one["name"] for one in own["given"]] == ["Japan"] and own["occurred_from"].startswith("2026-03-01")

    japan.do("commitments/standing", commitment=commitment, state="under-way", send=True)
    exchange(japan, eu)
    for side in sides:
        assert item(side, commitment)["together"] == "differ"
        assert [one["own"] for one in item(side, commitment)["views"]] == [True, False]
    japan.do("commitments/standing", commitment=commitment, state="kept", evidence=[record], send=True)
    exchange(japan, eu)
    assert item(eu, commitment)["together"] == item(japan, commitment)["together"] == "same"
    # The second view is a version of the first.
    (mine,) = [one for one in item(japan, commitment)["views"] if one["own"]]
    assert len(japan.author.get(f"objects/{mine['id']}").json()["versions"]) == 2
    # Who may not write says nothing.
    assert eu.officer.post("commitments/standing", {"commitment": commitment, "state": "kept"}).status == 403
    refused = eu.author.post("commitments/standing", {"commitment": commitment, "state": "breached"})
    assert refused.status == 422 and "`state`" in refused.text


def test_days_come_again_and_the_one_who_wrote_it_changes_them(sides):
    eu, japan = sides
    commitment, record = begun(eu, japan, cadence="P1Y", due="2024-06-30T23:59:59.000Z")
    today = datetime.datetime.now(datetime.UTC).date()
    year = today.year if today <= datetime.date(today.year, 6, 30) else today.year + 1
    found = item(japan, commitment)
    assert found["state"] == "due" and found["missed"] == f"{year - 1}-06-30" and found["next"] == f"{year}-06-30"
    assert japan.author.get("today").json()["dues"]["commitments"] == 1
    eu.do("commitments/change", commitment=commitment, due="2090-01-31", article="EJ Article 1", send=True)
    assert item(eu, commitment)["state"] == "no-evidence" and item(eu, commitment)["next"] == "2090-01-31"
    exchange(eu, japan)
    assert item(japan, commitment)["article"] == "EJ Article 1"
    refused = japan.author.post("commitments/change", {"commitment": commitment, "due": "2030-01-01"})
    assert refused.status == 422 and "only the party that wrote" in refused.text
    later = promise(eu, (eu, japan), clause="SDP-02b", name="Go on with it")
    eu.node.load([later])
    eu.do("commitments/change", commitment=commitment, successor=later["id"])
    assert item(eu, commitment)["successor"] == {"id": later["id"], "name": "Go on with it"}
    assert item(eu, later["id"])["continues"][0]["id"] == commitment
    # A day that is named is not checked against the clock of the author alone.
    assert eu.author.post("commitments/change", {"commitment": commitment, "due": "2026-02-30"}).status == 422


def test_a_round_that_was_held_is_evidence(sides):
    eu, japan = sides
    commitment, _ = begun(eu, japan)
    (dialogue,) = eu.do(
        "talks/open",
        name="Dialogue",
        level="Director-general",
        parties=[japan.identity],
        commitment=commitment,
        cadence="P1Y",
        markings=[GREEN],
    )
    round_, *_ = eu.do(
        "talks/next", series=dialogue["id"], name="First round", languages=["en"], starts="2026-03-02T08:00:00Z"
    )
    assert item(eu, commitment)["events"] == []
    eu.do("talks/round", round=round_["id"], state="held")
    (shown,) = item(eu, commitment)["events"]
    assert shown["name"] == "First round" and shown["occurred_from"] == "2026-03-02T08:00:00Z"


def test_the_command_line_does_the_same(sides):
    eu, japan = sides
    commitment, record = begun(eu, japan)
    refused = eu.node.run(
        *("commitments", "standing", f"commitment={commitment}", "state=kept", f"evidence[]={record}", "send:=true"),
        *("--officer", "A. Martin"),
        check=False,
    )
    assert refused.returncode == 1
    # That it is kept is told only with what shows it.
    assert "may not be given to japan" in refused.stderr and item(japan, commitment)["views"] == []
    give(eu, japan, record)
    eu.node.run(
        *("commitments", "evidence", f"commitment={commitment}", f"evidence[]={record}", "--officer", "A. Martin"),
    )
    eu.node.run(
        *("commitments", "standing", f"commitment={commitment}", "state=kept", "send:=true", "--officer", "A. Martin"),
    )
    japan.fetch(eu)
    (theirs,) = item(japan, commitment)["views"]
    assert theirs["state"] == "kept" and theirs["evidence"] == [record]
    assert "standing\n" in eu.node.run("commitments").stdout


TITLES = {
    "en": ("Review of commitments", "kept", "1 year"),
    "ja": ("合意事項の履行状況", "履行済み", "1年"),
    "fr": ("Suivi des engagements", "tenu", "1 an"),
    "de": ("Prüfung der Zusagen", "erfüllt", "1 Jahr"),
}


def text_of(pdf):
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True, timeout=60)
    return " ".join(read.stdout.decode().split())


def reviewed(side, lang, kind, **more):
    answer = side.author.post("commitments/review", {"format": kind, "lang": lang, **more})
    assert answer.status == 200, answer.text
    return answer.body


def words_of(word):
    document = Document(io.BytesIO(word))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    head = [one.text for one in document.sections[0].header.paragraphs]
    return " ".join([*(one.text for one in document.paragraphs), *cells]), " ".join(head)


def test_the_review_is_made_in_four_languages_as_pdf_and_docx(sides):
    eu, japan = sides
    commitment, record = begun(eu, japan, cadence="P1Y", due="2026-06-30T23:59:59.000Z")
    give(eu, japan, record)
    eu.do("commitments/standing", commitment=commitment, state="kept", evidence=[record], responsible="Director, CFSP")
    for lang, (title, state, cadence) in TITLES.items():
        pdf = reviewed(eu, lang, "pdf")
        text = text_of(pdf)
        assert title.split()[0] in text and "SDP-02" in text, text
        word, head = words_of(reviewed(eu, lang, "docx"))
        for part in (title, state, cadence, "SDP-02", "Record of the first dialogue (2026-03-01)", "Director, CFSP"):
            assert part in word, (lang, part, word)
        assert head == "TLP:GREEN" and "breach" not in word.lower()
    data = zipfile.ZipFile(io.BytesIO(reviewed(eu, "en", "docx")))
    assert not any(b"Riter" in data.read(name) for name in data.namelist() if name.startswith("docProps"))
    assert eu.author.post("commitments/review", {"format": "odt"}).status == 422
    assert "SDP-02" not in words_of(reviewed(eu, "en", "docx", area="space"))[0]
    # Every one of them is an export in the log, with its digest and marking.
    inside = [one for kind, one in kinds(eu.node) if kind == "export" and one["of"] == "review"]
    assert len(inside) == 10 and {one["format"] for one in inside} == {"pdf", "docx"}
    assert all(one["marking"] == "TLP:GREEN" and len(one["sha256"]) == 64 for one in inside[:8])


def test_what_may_not_leave_has_no_part_in_the_review(tmp_path):
    with two_sides(tmp_path, export_up_to="TLP:GREEN") as (eu, japan):
        commitment, record = begun(eu, japan)
        secret = report(eu, "CANARY record", "2026-05-01", AMBER)
        other = promise(eu, (eu, japan), object_marking_refs=[AMBER], name="CANARY promise", clause="SDP-99")
        eu.node.load([secret, other], "more.json")
        eu.do("commitments/evidence", commitment=commitment, evidence=[secret["id"]])
        assert item(eu, commitment)["state"] == "evidence"
        for lang in TITLES:
            word, head = words_of(reviewed(eu, lang, "docx"))
            assert "CANARY" not in word and "SDP-99" not in word and secret["id"] not in word
            assert head == "TLP:GREEN"
        assert "No evidence so far" in words_of(reviewed(eu, "en", "docx"))[0]
        pdf = reviewed(eu, "en", "pdf")
        assert "CANARY" not in text_of(pdf)
        file = tmp_path / "review.pdf"
        file.write_bytes(pdf)
        subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, file], check=True, timeout=60)
        inside = json.loads((tmp_path / "entente-review.json").read_text())
        assert "CANARY" not in json.dumps(inside) and secret["id"] not in json.dumps(inside)
        assert [one["id"] for one in inside["items"]] == [commitment]
