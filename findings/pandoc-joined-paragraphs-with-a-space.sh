#!/bin/bash
# pandoc 2.17.1.1 (the one of Debian 12): where the end of a paragraph is a tracked change that is not there, a space is put in its place.
#
# ECMA-376-1, 17.13.5.15 and 17.13.5.20: the contents of the paragraph are combined with those of the next; nothing stands between them. Two cases: the
# end of a paragraph in the middle of a Japanese sentence was deleted and is accepted; one that split a word was inserted and is rejected.
# Guess: 締約国は、通報する。 and Vertrag.
# Seen: 締約国は、 通報する。 and Ver trag: with changes rejected the text is none that was ever written.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
apt-get download -qq pandoc=2.17.1.1-2~deb12u1 pandoc-data=2.17.1.1-2~deb12u1 >/dev/null 2>&1 || exit 2
for package in *.deb; do dpkg -x "$package" . || exit 2; done
ldd usr/bin/pandoc | grep -q 'not found' && exit 2
python3 - <<'PYTHON'
import subprocess
import zipfile

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def text(kind, first, second, choice):
    mark = f'<w:pPr><w:rPr><w:{kind} w:id="1" w:author="A" w:date="2027-03-01T18:00:00Z"/></w:rPr></w:pPr>'
    body = f"<w:p>{mark}<w:r><w:t>{first}</w:t></w:r></w:p><w:p><w:r><w:t>{second}</w:t></w:r></w:p>"
    with zipfile.ZipFile("a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPES}"/></Types>')
        archive.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATION}" Target="word/document.xml"/></Relationships>')
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>')
    command = ["usr/bin/pandoc", "--data-dir=usr/share/pandoc/data", f"--track-changes={choice}", "a.docx", "-t", "plain", "--wrap=none"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


found = [text("del", "締約国は、", "通報する。", "accept"), text("ins", "Ver", "trag", "reject")]
print("pandoc 2.17.1.1", *found, sep="\n")
raise SystemExit(0 if found == ["締約国は、 通報する。", "Ver trag"] else 1)
PYTHON
status=$?
[ "$status" -le 1 ] || exit 2
exit "$status"
