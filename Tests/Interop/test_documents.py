"""`entente document`: what documents with tracked changes hold, in each of their versions.

Expected values are of ECMA-376 and of reports on other programs, named where they stand; Word's own pairs are read from
the shared data."""

import json
import xml.etree.ElementTree as ET
import zipfile

import pytest

from document_samples import (
    SPACES,
    W,
    change,
    docx,
    numbered,
    numbering,
    paragraph,
    run,
)
from support import TESTDATA, entente

PAIRS = TESTDATA / "docx-tracked-changes"
# Each pair that comes out otherwise, with the reason.
OTHERWISE = {
    "RP015-MoveFrom-MoveTo-Accepted": "the end of the paragraph was moved with it (ECMA-376-1, 17.13.5.21), so that "
    "nothing is left where it was; the file keeps an empty paragraph there",
    "RP015-MoveFrom-MoveTo-Rejected": "the end of the paragraph came with it (17.13.5.26), so that nothing is left "
    "where it was moved to; the file keeps an empty paragraph there",
}


@pytest.fixture
def ask(tmp_path):
    """What a verb says of a document, line by line."""

    def run(verb, content, *options, status=0):
        file = tmp_path / "document.docx"
        file.write_bytes(content)
        done = entente("document", verb, "--json", file, *options, check=False)
        assert done.returncode == status, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


@pytest.fixture
def texts(ask):
    def run(content, view="accepted"):
        return [(line["number"], line["text"]) for line in ask("text", content, "--view", view)]

    return run


def plain(path):
    """Paragraphs of a document without changes, with the cell they stand in: read without Entente."""
    found, tables = [], [0]

    def text(node):
        letters, fields = "", []
        for element in node.iter():
            name = element.tag.split("}")[1]
            if name == "fldChar":
                kind = element.get(f"{{{W}}}fldCharType")
                if kind == "begin":
                    fields.append(True)
                elif fields and kind == "separate":
                    fields[-1] = False
                elif fields:
                    fields.pop()
            elif name == "t" and not any(fields):
                letters += element.text or ""
            elif name == "tab" and f"{{{W}}}pos" not in element.attrib:
                letters += "\t"
            elif name in ("br", "cr"):
                letters += "\n"
        return letters

    def walk(node, cell):
        for child in node:
            name = child.tag.split("}")[1]
            if name == "p":
                found.append((text(child), cell))
            elif name == "tbl":
                tables[0] += 1
                table = tables[0]
                for row, line in enumerate(child.findall(f"{{{W}}}tr"), 1):
                    for column, inner in enumerate(line.findall(f"{{{W}}}tc"), 1):
                        walk(inner, {"table": table, "row": row, "column": column})
            elif name in ("sdt", "sdtContent"):
                walk(child, cell)

    walk(ET.fromstring(zipfile.ZipFile(path).read("word/document.xml")).find(f"{{{W}}}body"), None)
    return found


def of_pairs():
    names = sorted(PAIRS.glob("*-Accepted.docx")) + sorted(PAIRS.glob("*-Rejected.docx"))
    return [pytest.param(path, id=path.stem) for path in names]


@pytest.mark.skipif(not PAIRS.exists(), reason="../shared/testdata is not there")
@pytest.mark.parametrize("path", of_pairs())
def test_pairs_of_word(path, ask):
    """Text, tables and numbers of a version are those of the file that has it alone."""
    stem, view = path.stem.rsplit("-", 1)
    found = ask("text", path.with_name(f"{stem}.docx").read_bytes(), "--view", view.lower())
    wanted = ask("text", path.read_bytes())
    same = found == wanted and plain(path) == [
        (line["text"], line.get("cell")) for line in found if line["place"] == "body"
    ]
    assert same == (path.stem not in OTHERWISE), OTHERWISE.get(path.stem)


def test_there_are_as_many_pairs_as_the_data_says():
    if PAIRS.exists():
        assert len(list(PAIRS.glob("*-Accepted.docx"))) == 35
        assert len(list(PAIRS.glob("*-Rejected.docx"))) == 33


def test_a_moved_paragraph_leaves_nothing_behind(texts):
    """RP015's paragraphs as ECMA-376 has them."""
    if PAIRS.exists():
        content = (PAIRS / "RP015-MoveFrom-MoveTo.docx").read_bytes()
        first, moved, other, last = (
            "Video provides a powerful way.",
            "When you click Online Video.",
            "You can also type a keyword.",
            "Make your document look professionally produced.",
        )
        assert [text for _, text in texts(content)] == [first, other, moved, last]
        assert [text for _, text in texts(content, "rejected")] == [first, moved, other, last]


# Changes


SENTENCE = docx(
    paragraph(
        run("The Parties "),
        change("ins", "EU", run("shall ")),
        change("del", "Japan", run("may ", deleted=True)),
        run("share "),
        change("ins", "Japan", run("relevant ")),
        run("information"),
        change("del", "EU", run(" without delay", deleted=True)),
        change("ins", "EU", run(" within 24 hours")),
        run("."),
    )
)


def test_three_insertions_and_two_deletions_in_a_sentence(texts, ask):
    """python-docx#1123: each version is a full sentence."""
    assert texts(SENTENCE) == [(None, "The Parties shall share relevant information within 24 hours.")]
    assert texts(SENTENCE, "rejected") == [(None, "The Parties may share information without delay.")]
    shown = "The Parties shall may share relevant information without delay within 24 hours."
    assert texts(SENTENCE, "shown") == [(None, shown)]
    assert texts(SENTENCE, "side:EU") == [(None, "The Parties shall may share information within 24 hours.")]
    assert texts(SENTENCE, "side:Japan") == [(None, "The Parties share relevant information without delay.")]
    pieces = ask("text", SENTENCE, "--view", "shown")[0]["pieces"]
    assert [(one["kind"], one.get("side")) for one in pieces if one["kind"] != "keep"] == [
        ("ins", "EU"),
        ("del", "Japan"),
        ("ins", "Japan"),
        ("del", "EU"),
        ("ins", "EU"),
    ]


def test_what_one_puts_in_around_what_another_takes_out(texts):
    """In neither version, but in that of the side that put it in."""
    inner = change("ins", "A", run("a ") + change("del", "B", run("b", deleted=True)))
    content = docx(paragraph(run("x "), inner))
    assert texts(content) == [(None, "x a ")]
    assert texts(content, "rejected") == [(None, "x ")]
    assert texts(content, "side:A") == [(None, "x a b")]


def test_dates_are_what_they_are(ask):
    """safe-docx, docx-editor#3978, ONLYOFFICE#1858: the letter Z of `w:date` means nothing."""
    local = change("ins", "EU", run("a"), date="2027-03-01T18:00:00Z")
    both = change("ins", "Japan", run("b"), date="2027-03-02T02:00:00Z", utc="2027-03-01T17:00:00Z")
    found = ask("changes", docx(paragraph(run("x"), local, both)))
    assert [(one["side"], one["at"], one["local"], one["text"]) for one in found] == [
        ("EU", None, "2027-03-01T18:00:00", "a"),
        ("Japan", "2027-03-01T17:00:00Z", "2027-03-02T02:00:00", "b"),
    ]
    assert [one["kind"] for one in found] == ["ins", "ins"]
    assert [one["paragraph"] for one in found] == [1, 1]


def test_split_and_joined_paragraphs(texts, ask):
    """pandoc#3927: accepted and rejected have the paragraphs that Word has."""
    split = docx(paragraph(run("One."), mark=change("ins", "A")) + paragraph(run("Two.")) + paragraph(run("Three.")))
    assert [text for _, text in texts(split)] == ["One.", "Two.", "Three."]
    assert [text for _, text in texts(split, "rejected")] == ["One.Two.", "Three."]
    joined = docx(paragraph(run("One."), mark=change("del", "A")) + paragraph(run("Two.")) + paragraph(run("Three.")))
    assert [text for _, text in texts(joined)] == ["One.Two.", "Three."]
    assert [text for _, text in texts(joined, "rejected")] == ["One.", "Two.", "Three."]
    assert [(one["kind"], one["paragraph"]) for one in ask("changes", joined)] == [("mark-del", 1)]


ARTICLES = numbering([("japaneseCounting", "第%1条"), ("decimalFullWidth", "%2"), ("aiueoFullWidth", "%3")])


def item(text, number=1, level=0, **more):
    return paragraph(run(text, **more), properties=numbered(number, level))


def deleted_item(text, number=1, level=0):
    removed = change("del", "A", run(text, deleted=True))
    return paragraph(removed, properties=numbered(number, level), mark=change("del", "A"))


def test_a_deleted_article_does_not_count(texts):
    """SURPRISES 33b: pandoc and docx2python leave an empty number, and all later articles are one too high."""
    content = docx(item("目的") + deleted_item("定義") + item("期間"), numbering=ARTICLES)
    assert texts(content) == [("第一条", "目的"), ("第二条", "期間")]
    assert texts(content, "rejected") == [("第一条", "目的"), ("第二条", "定義"), ("第三条", "期間")]


def test_a_deleted_item_of_a_lettered_list(texts):
    """safe-docx#740, #741: (g) deleted whole; the old (h) is (g), and no empty label is left."""
    letters = "abcdefgh"
    body = "".join(deleted_item(f"item {one}") if one == "g" else item(f"item {one}") for one in letters)
    content = docx(body, numbering=numbering([("lowerLetter", "(%1)")]))
    assert texts(content) == [(f"({one})", f"item {was}") for one, was in zip("abcdefg", "abcdefh")]
    assert texts(content, "rejected") == [(f"({one})", f"item {one}") for one in letters]


def test_a_deleted_row_is_gone_and_comes_back(texts):
    def row(text, properties=""):
        return f"<w:tr>{properties}<w:tc>{paragraph(run(text))}</w:tc></w:tr>"

    deleted = f"<w:trPr>{change('del', 'A')}</w:trPr>"
    content = docx(f"<w:tbl>{row('1')}{row('2', deleted)}{row('3')}</w:tbl>" + paragraph())
    assert [text for _, text in texts(content)] == ["1", "3", ""]
    assert [text for _, text in texts(content, "rejected")] == ["1", "2", "3", ""]


def ruby(base, reading):
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{run(reading)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"


def test_names_with_readings(ask):
    """mammoth#76, typora#5657: mono and group ruby; the base is in place, the reading beside it."""
    names = ruby("山", "やま") + ruby("田", "だ") + ruby("太郎", "たろう")
    changed = change("ins", "Japan", ruby("局長", "きょくちょう"))
    content = docx(paragraph(run("外務省"), names, changed, run("は、")))
    for view, text in (("accepted", "外務省山田太郎局長は、"), ("rejected", "外務省山田太郎は、")):
        found = ask("text", content, "--view", view)[0]
        assert found["text"] == text
        readings = [(one["base"], one["reading"]) for one in found["readings"]]
        assert readings[:3] == [("山", "やま"), ("田", "だ"), ("太郎", "たろう")]
    assert ask("text", content)[0]["readings"][3] == {"base": "局長", "reading": "きょくちょう"}


def test_content_controls_and_fields_hold_names_and_dates(texts):
    def control(content, date=""):
        return f"<w:sdt><w:sdtPr>{date}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    cell = f"<w:tc>{paragraph(run('cell'))}</w:tc>"
    field = mark("begin") + '<w:r><w:instrText> DATE \\@ "d MMMM" </w:instrText></w:r>' + mark("separate")
    content = docx(
        control(paragraph(run("Block")))
        + paragraph(run("On "), control(run("1 March"), "<w:date/>"), run(", "), field, run("2 March"), mark("end"))
        + f"<w:tbl><w:tr>{control(cell)}</w:tr></w:tbl>"
        + paragraph(f'<w:fldSimple w:instr="REF x">{run("Article 4")}</w:fldSimple>')
    )
    assert [text for _, text in texts(content)] == ["Block", "On 1 March, 2 March", "cell", "Article 4"]


def test_comments_and_their_threads(ask):
    def comment(number, side, text, paragraph_id):
        return (
            f'<w:comment w:id="{number}" w:author="{side}" w:date="2027-03-01T18:00:00Z">'
            f'<w:p w14:paraId="{paragraph_id}">{run(text)}</w:p></w:comment>'
        )

    around = f'<w:commentRangeStart w:id="0"/>{run("24 hours")}<w:commentRangeEnd w:id="0"/>'
    content = docx(
        paragraph(run("x")) + paragraph(run("within "), around, '<w:r><w:commentReference w:id="0"/></w:r>'),
        comments=f"<w:comments {SPACES}>{comment(0, 'EU', 'Too short?', '00000001')}"
        f"{comment(1, 'Japan', '48時間で。', '00000002')}</w:comments>",
        commentsExtended=f'<w15:commentsEx {SPACES}><w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/></w15:commentsEx>',
        commentsIds=f'<w16cid:commentsIds {SPACES}><w16cid:commentId w16cid:paraId="00000002" '
        'w16cid:durableId="0A"/></w16cid:commentsIds>',
        commentsExtensible=f'<w16cex:commentsExtensible {SPACES}><w16cex:commentExtensible w16cex:durableId="0A" '
        'w16cex:dateUtc="2027-03-01T09:00:00Z"/></w16cex:commentsExtensible>',
    )
    first, second = ask("comments", content)
    assert first == {
        "id": "0",
        "parent": None,
        "done": True,
        "side": "EU",
        "at": None,
        "local": "2027-03-01T18:00:00",
        "paragraph": 2,
        "text": "Too short?",
        "anchor": "24 hours",
    }
    assert (second["parent"], second["done"], second["text"], second["at"]) == (
        "0",
        True,
        "48時間で。",
        "2027-03-01T09:00:00Z",
    )


# Numbers


def test_numbers_of_every_form_with_levels_and_restarts(texts):
    content = docx(
        item("a") + item("b", level=1) + item("c", level=1) + item("d", level=2) + item("e") + item("f", level=1),
        numbering=ARTICLES,
    )
    assert [number for number, _ in texts(content)] == ["第一条", "１", "２", "ア", "第二条", "１"]
    forms = {
        "decimal": ["1", "2"],
        "decimalZero": ["01", "02"],
        "upperRoman": ["I", "II"],
        "lowerRoman": ["i", "ii"],
        "upperLetter": ["A", "B"],
        "decimalEnclosedCircle": ["①", "②"],
        "irohaFullWidth": ["イ", "ロ"],
        "japaneseLegal": ["壱", "弐"],
        "ideographDigital": ["一", "二"],
    }
    for form, shown in forms.items():
        content = docx(item("a") + item("b"), numbering=numbering([(form, "%1")]))
        assert [number for number, _ in texts(content)] == shown, form


def test_lists_of_one_definition_count_on_and_begin_anew(texts):
    again = '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    anew = (
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    lists = numbering([("decimal", "%1."), ("decimal", "%1.%2", "<w:isLgl/>")], overrides=again + anew)
    body = item("a") + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 3, 1)
    assert [number for number, _ in texts(docx(body, numbering=lists))] == ["1.", "2.", "1.", "2.", "2.1"]


def test_numbers_by_styles(texts):
    styles = (
        f'<w:styles {SPACES}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
        '<w:style w:type="paragraph" w:styleId="Article"><w:basedOn w:val="Normal"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Article"/></w:style></w:styles>'
    )
    lists = numbering([("decimal", "Article %1")])

    def styled(style, text, more=""):
        return paragraph(run(text), properties=f'<w:pStyle w:val="{style}"/>{more}')

    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled("Article", "a") + styled("Sub", "b") + styled("Article", "c", none) + styled("Article", "d")
    found = texts(docx(body, numbering=lists, styles=styles))
    assert found == [("Article 1", "a"), ("Article 2", "b"), (None, "c"), ("Article 3", "d")]


def test_one_article_has_one_identifier_in_every_language_and_form(ask):
    """SURPRISES 42: bluebell gives four identifiers to one article."""
    for written in ("第四条　定義", "第4条 定義", "第４条（定義）", "Article 4 Definitions", "ARTICLE 4", "Artikel 4"):
        found = ask("numbers", docx(paragraph(run(written))))
        assert [(one["value"], one["id"]) for one in found] == [(4, "art_4")], written
    assert ask("numbers", docx(paragraph(run("第四条に基づき、")))) == []
    counted = docx("".join(item(f"{n}") for n in range(4)) + item("a", level=1), numbering=ARTICLES)
    assert [one["id"] for one in ask("numbers", counted)] == ["art_1", "art_2", "art_3", "art_4", "art_4__para_1"]
    branch = ask("numbers", docx(paragraph(run("第四条の二　特例"))))
    assert [(one["shown"], one["value"], one["id"]) for one in branch] == [("第四条の二", 4, "art_4-2")]


def test_what_a_change_of_numbers_says_when_it_is_rejected(texts):
    inserted = numbered(1).replace("</w:numPr>", f"{change('ins', 'A')}</w:numPr>")
    old = f"<w:pPr>{numbered(2)}</w:pPr>"
    body = paragraph(run("a"), properties=inserted) + paragraph(
        run("b"), properties=numbered(1) + change("pPrChange", "A", old)
    )
    lists = numbering([("decimal", "%1.")], [("upperLetter", "%1)")])
    content = docx(body, numbering=lists)
    assert [number for number, _ in texts(content)] == ["1.", "2."]
    assert [number for number, _ in texts(content, "rejected")] == [None, "A)"]
