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
# Compares two documents three times, and tells how long each took.
REDLINES = """import sys, time
from python_redlines import DocxodusEngine
engine = DocxodusEngine()
before, after = [open(path, "rb").read() for path in sys.argv[1:]]
for _ in range(3):
    begun = time.perf_counter()
    engine.run_redline("X", original=before, modified=after)
    print(time.perf_counter() - begun)
"""
SENTENCES = (
    "第四条の規定に従い、締約国はサイバー攻撃に関する情報を二十四時間以内に速やかに共有する。",
    "第五条の規定に従い、締約国はミサイル防衛に関する情報を四十八時間以内に遅滞なく共有するものとする。",
)


def word(paragraphs):
    """A Word document of paragraphs, each with an insertion and a deletion."""
    about = 'w:id="1" w:author="%s" w:date="2027-03-01T18:00:00Z"'
    body = "".join(
        f"<w:p><w:r><w:t>第{number}項 情報の共有について、</w:t></w:r><w:ins {about % 'EU'}><w:r><w:t>速やかに</w:t></w:r>"
        f"</w:ins><w:del {about % 'Japan'}><w:r><w:delText>遅滞なく</w:delText></w:r></w:del>"
        "<w:r><w:t>締約国は相互に協力するものとする。</w:t></w:r></w:p>"
        for number in range(paragraphs)
    )
    return package(body)


def package(body):
    """A Word document with this body and nothing else."""
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


def text_run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


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


def compared(bench, redlines, work, row):
    """One sentence by phrase, in a process that runs, beside python-redlines, which starts a program each time."""
    paths = []
    for number, sentence in enumerate(SENTENCES):
        for kind, content in (("txt", sentence.encode()), ("docx", package(f"<w:p>{text_run(sentence)}</w:p>"))):
            paths.append(os.path.join(work, f"sentence-{number}.{kind}"))
            with open(paths[-1], "wb") as output:
                output.write(content)
    ours = [json.loads(best([bench, "compare", "ja", paths[0], paths[2]], 1)[1]) for _ in range(5)]
    first, again = (min(one[name] for one in ours) for name in ("first_ms", "again_ms"))
    what = "one Japanese sentence compared by phrase, the first of a process"
    row(what, first, "ms", "<= 5 ms", first <= 5, "with ICU's dictionary read from the disk")
    beside, ratio = "python-redlines is not there", 0
    if os.path.exists(redlines):
        peer = min(map(float, best([redlines, "-c", REDLINES, paths[1], paths[3]], 1)[1].split())) * 1e3
        ratio = peer / again
        beside = "%.0f x python-redlines (%.0f ms), %.0f x the first" % (ratio, peer, peer / first)
    what = "one Japanese sentence compared by phrase, each after the first"
    row(what, again, "ms", ">= 500 x python-redlines", ratio >= 500, beside)


def measure(binary, bench, redlines, work, row):
    file = os.path.join(work, "many.docx")
    with open(file, "wb") as output:
        output.write(word(3_000))
    views = [word for view in ("accepted", "rejected", "shown") for word in ("--view", view)]
    ours = best([binary, "document", "text", *views, file], 9)[0]
    beside, ratio = "pandoc is not there", 0
    if shutil.which("pandoc"):
        peer = sum(
            best(["pandoc", f"--track-changes={view}", file, "-t", "plain"], 3)[0] for view in ("accept", "reject")
        )
        peer += best(["pandoc", "--track-changes=all", file, "-t", "json"], 3)[0]
        ratio = peer / ours
        inside = json.loads(best([bench, "views", file], 1)[1])["again_ms"]
        beside = "%.1f x pandoc (%.0f ms); in a process that runs %.0f ms" % (ratio, peer * 1e3, inside)
    what = "a Word document with 6,000 tracked changes, three versions, file and process included"
    row(what, ours * 1e3, "ms", "<= 120 ms, >= 15 x pandoc", ours <= 0.12 and ratio >= 15, beside)
    compared(bench, redlines, work, row)
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
