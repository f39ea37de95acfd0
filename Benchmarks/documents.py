"""Documents with many tracked changes beside pandoc; texts merged by phrase beside merge3 by characters."""

import io
import json
import os
import random
import shutil
import subprocess
import sys
import time
import zipfile

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
# Merges three texts by characters and counts the conflicts.
MERGE3 = """import sys
from merge3 import Merge3
texts = [list(open(path, encoding="utf-8").read()) for path in sys.argv[1:]]
print(sum(one[0] == "conflict" for one in Merge3(*texts).merge_groups()))
"""


def word(paragraphs):
    """A Word document of paragraphs, each with an insertion and a deletion."""
    about = 'w:id="1" w:author="%s" w:date="2027-03-01T18:00:00Z"'
    body = "".join(
        f"<w:p><w:r><w:t>第{number}項 情報の共有について、</w:t></w:r><w:ins {about % 'EU'}><w:r><w:t>速やかに</w:t></w:r>"
        f"</w:ins><w:del {about % 'Japan'}><w:r><w:delText>遅滞なく</w:delText></w:r></w:del>"
        "<w:r><w:t>締約国は相互に協力するものとする。</w:t></w:r></w:p>"
        for number in range(paragraphs)
    )
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPES}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>')
    return output.getvalue()


def texts(length, edits):
    """A text of Japanese phrases, and two versions of it, each with edits of its own."""
    numbers = random.Random(1)
    phrases = (
        "締約国 は 、 情報 を 速やか に 共有 する 。 サイバー 攻撃 第四条 の 規定 従い 日本 欧州連合 に関する ミサイル "
        "防衛 協力 通報 期間 以内 二十四 時間"
    ).split()
    base, count = [], 0
    while count < length:
        base.append(numbers.choice(phrases))
        count += len(base[-1])

    def edited(seed):
        numbers, text = random.Random(seed), list(base)
        for place in sorted(numbers.sample(range(len(text)), edits), reverse=True):
            kind = numbers.random()
            if kind < 0.5:
                text[place] = numbers.choice(["資料", "支援", "監視", "第五条", "四十八"])
            elif kind < 0.75:
                del text[place]
            else:
                text.insert(place, numbers.choice(["関連", "迅速"]))
        return text

    return ["".join(text) for text in (base, edited(2), edited(3))]


def best(command, runs):
    """The shortest time of a command in seconds, and what it printed."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True)
        times.append(time.perf_counter() - start)
    return min(times), done.stdout


def measure(binary, work, row):
    file = os.path.join(work, "many.docx")
    with open(file, "wb") as output:
        output.write(word(3_000))
    ours = sum(
        best([binary, "document", "text", "--view", view, file], 7)[0] for view in ("accepted", "rejected", "shown")
    )
    beside = "pandoc is not there"
    if shutil.which("pandoc"):
        peer = sum(
            best(["pandoc", f"--track-changes={view}", file, "-t", "plain"], 3)[0] for view in ("accept", "reject")
        )
        peer += best(["pandoc", "--track-changes=all", file, "-t", "json"], 3)[0]
        beside = "%.1f x pandoc (%.0f ms)" % (peer / ours, peer * 1e3)
    what = "a Word document with 6,000 tracked changes, each of three versions by a process of its own"
    row(what, ours * 1e3, "ms", "-", True, beside)
    paths = []
    for name, text in zip(("base", "ours", "theirs"), texts(20_000, 200), strict=True):
        paths.append(os.path.join(work, name + ".txt"))
        with open(paths[-1], "w", encoding="utf-8") as output:
            output.write(text)
    ours, printed = best([binary, "document", "merge", "--json", "--language", "ja", *paths], 7)
    conflicts = sum(json.loads(line)["kind"] == "conflict" for line in printed.splitlines())
    beside = "merge3 is not there"
    peer, printed = best([sys.executable, "-c", MERGE3, *paths], 3)
    if printed:
        beside = "%d conflicts; merge3 by characters %.0f ms, %s conflicts" % (conflicts, peer * 1e3, printed.strip())
    what = "a merge of 20,000 Japanese characters with 200 edits a side, by phrase"
    row(what, ours * 1e3, "ms", "<= 100 ms", ours <= 0.1, beside)
