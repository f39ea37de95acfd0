#!/bin/bash
# pandoc 2.17.1.1 (the one of Debian 12): a table of a Word document whose grid names no widths is passed over with all that stands in it.
#
# ECMA-376-1, 17.4.48: `w:tblGrid` has a `w:gridCol` for each column, none at least; 17.4.47 says that where the grid is not there, the widths follow
# from the cells. Guess: cells are read by their rows, the grid is about widths alone. Seen: with no grid, an empty one, and one whose
# columns name no width (17.4.16 has `w:w` as optional), nothing of the table is there, without a word; with widths both cells are.
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
CELLS = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("first", "second"))
GRIDS = ["", "<w:tblGrid/>", "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>", '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>']


def text(grid):
    body = f"<w:p><w:r><w:t>before</w:t></w:r></w:p><w:tbl><w:tblPr/>{grid}<w:tr>{CELLS}</w:tr></w:tbl><w:p/>"
    with zipfile.ZipFile("a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPES}"/></Types>')
        archive.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATION}" Target="word/document.xml"/></Relationships>')
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>')
    command = ["usr/bin/pandoc", "--data-dir=usr/share/pandoc/data", "a.docx", "-t", "plain", "--wrap=none"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


found = [("before" in one, "first" in one, "second" in one) for one in map(text, GRIDS)]
print("pandoc 2.17.1.1", *found, sep="\n")
raise SystemExit(0 if found == [(True, False, False)] * 3 + [(True, True, True)] else 1)
PYTHON
status=$?
[ "$status" -le 1 ] || exit 2
exit "$status"
