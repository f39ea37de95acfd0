"""Small documents for tests, written from nothing: Word's and OpenDocument's."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid" '
    'xmlns:w16cex="http://schemas.microsoft.com/office/word/2018/wordml/cex" '
    'xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du" '
    f'xmlns:r="{TYPES}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def package(parts):
    """A ZIP of parts, in their order."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def relations(entries):
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{kind if "/" in kind else TYPES + "/" + kind}" Target={quoteattr(target)}'
        + (' TargetMode="External"' if external else "")
        + "/>"
        for number, (kind, target, external) in enumerate(entries)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def docx(body, links=(), **parts):
    """A Word document; each further part is named as its type, such as `numbering`."""
    names = {kind: f"{kind}.xml" for kind in parts}
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}" ContentType="application/vnd.openxmlformats-officedocument.'
            f'wordprocessingml.{kind}+xml"/>'
            for kind, name in names.items()
        )
        + "</Types>",
        "_rels/.rels": relations([("officeDocument", "word/document.xml", False)]),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations([(kind, name, False) for kind, name in names.items()] + list(links)),
    }
    for kind, content in parts.items():
        files[f"word/{names[kind]}"] = content
    return package(files)


def run(text, deleted=False, properties=""):
    kind = "delText" if deleted else "t"
    return f'<w:r>{properties}<w:{kind} xml:space="preserve">{escape(text)}</w:{kind}></w:r>'


def change(kind, side, content="", date="2027-03-01T18:00:00Z", utc=None):
    """`ins` or `del` and the like around something."""
    instant = f' w16du:dateUtc="{utc}"' if utc else ""
    start = f'<w:{kind} w:id="1" w:author="{side}" w:date="{date}"{instant}'
    return f"{start}>{content}</w:{kind}>" if content else f"{start}/>"


def paragraph(*content, properties="", mark=""):
    inner = properties + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{''.join(content)}</w:p>"


def numbered(number, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def numbering(*lists, overrides=None):
    """Lists of levels, each `(format, text)` or `(format, text, more)`."""
    definitions = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{level[0]}"/>'
            f'{level[2] if len(level) > 2 else ""}<w:lvlText w:val="{level[1]}"/></w:lvl>'
            for place, level in enumerate(levels)
        )
        + "</w:abstractNum>"
        for number, levels in enumerate(lists, 1)
    )
    uses = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(1, len(lists) + 1)
    )
    return f"<w:numbering {SPACES}>{definitions}{uses}{overrides or ''}</w:numbering>"


def odt(body, changes="", styles="", **parts):
    names = ("office", "text", "table", "style", "draw", "meta", "script")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    spaces += (
        ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    )
    tracked = f"<text:tracked-changes>{changes}</text:tracked-changes>" if changes else ""
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<office:document-content {spaces} office:version="1.3"><office:automatic-styles>{styles}'
            f"</office:automatic-styles><office:body><office:text>{tracked}{body}</office:text></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest'
            ':1.0"/>',
            **{name: content.replace("SPACES", spaces) for name, content in parts.items()},
        }
    )
