"""Full-text search over mixed Japanese and English records."""

import json
import os
import random
import statistics
import subprocess
import uuid

import servers

SUBJECT = "攻撃者 侵入者 国家支援の集団 ランサムウェア集団 内部不正者 衛星地上局 管制センター 防衛関連企業 重要インフラ事業者 研究機関".split()
THING = "認証情報 添付ファイル 暗号鍵 脆弱性 ファームウェア 更新サーバ 通信経路 公開サーバ 衛星回線 測位信号 遠隔操作 監視装置".split()
VERB = (
    "を窃取した を改ざんした を悪用して侵入した を暗号化した を妨害した を偽装した を無効化した を監視していた".split()
)
TAIL = "可能性がある。 ことが確認された。 との報告を受けた。 ため注意が必要である。 と推定される。".split()
ENGLISH = (
    "the adversary used valid accounts to move across the satellite ground segment and then sent telemetry over an "
    "encrypted channel while defenders observed beaconing from compromised hosts with outdated firmware"
).split()
QUERIES = [
    "衛星",
    "衛",
    "鍵",
    "暗号鍵",
    "測位信号",
    "衛星回線を妨害した",
    "特異事象コード",
    "存在しない語句",
    "adversary",
    "telemetry",
    "ref012345",
    "valid accounts",
    "zzzzqqq",
]


def records(count):
    r = random.Random(21)
    for i in range(count):
        japanese = "".join(
            r.choice(SUBJECT) + "が" + r.choice(THING) + r.choice(VERB) + r.choice(TAIL) for _ in range(2)
        )
        if i % 5000 == 17:
            japanese += "特異事象コード第%d号。" % i
        yield japanese + " " + " ".join(r.choice(ENGLISH) for _ in range(40)) + " ref%06d" % i


def truth(texts, query):
    """The count by plain reading: CJK as a substring, words of other scripts as whole words."""
    if ord(query[0]) > 0x2000:
        return sum(query in t for t in texts)
    wanted = query.split()
    return sum(all(w in set(t.split()) for w in wanted) for t in texts)


def measure(binary, work, row, count=100_000):
    texts = list(records(count))
    node = os.path.join(work, "search-node")
    subprocess.run([binary, "init", "--node", node, "--name", "search"], check=True, stdout=subprocess.DEVNULL)
    bundle = os.path.join(work, "records.json")
    r = random.Random(4)
    with open(bundle, "w", encoding="utf-8") as f:
        f.write('{"type":"bundle","id":"bundle--%s","objects":[\n' % uuid.UUID(int=r.getrandbits(128), version=4))
        for i, text in enumerate(texts):
            o = {
                "type": "note",
                "spec_version": "2.1",
                "id": "note--%s" % uuid.UUID(int=r.getrandbits(128), version=4),
                "created": "2026-01-01T00:00:00.000Z",
                "modified": "2026-01-01T00:00:00.000Z",
                "content": text,
                "object_refs": ["identity--7a25db54-4f10-4c0f-bd35-3d53c9198c94"],
            }
            f.write((",\n" if i else "") + json.dumps(o, ensure_ascii=False))
        f.write("]}")
    subprocess.run([binary, "import", bundle, "--node", node], check=True, stdout=subprocess.DEVNULL)
    # What the import has not indexed yet, and what it has, together: the time from the first record to the last.
    result = json.loads(
        subprocess.run([binary, "reindex", "--node", node, "--json"], check=True, stdout=subprocess.PIPE).stdout
    )
    rate = result["objects"] / result["seconds"]
    row("search: records indexed", rate, "records/s", ">= 20,000/s", rate >= 20_000)
    text_bytes = sum(len(t.encode()) for t in texts)
    ratio = (result["index_bytes"] + text_bytes) / text_bytes
    row("search: index and text beside the text", ratio, "x", "<= 3 x", ratio <= 3)
    wrong, times = [], []
    answers = (
        subprocess.run(
            [binary, "search", "--batch", "--node", node, "--limit", "20"],
            check=True,
            stdout=subprocess.PIPE,
            input="\n".join(QUERIES * 5).encode() + b"\n",
        )
        .stdout.decode()
        .splitlines()
    )
    for query, line in zip(QUERIES * 5, answers):
        answer = json.loads(line)
        times.append(answer["milliseconds"])
        if answer["count"] != truth(texts, query):
            wrong.append((query, answer["count"], truth(texts, query)))
    row(
        "search: wrong counts of %d queries" % len(QUERIES),
        len(wrong),
        "",
        "0",
        not wrong,
        str(wrong[:3]) if wrong else "",
    )
    p95 = sorted(times)[int(len(times) * 0.95)]
    row(
        "search: count and first 20, p95", p95, "ms", "<= 10 ms", p95 <= 10, "median %.2f ms" % statistics.median(times)
    )
    start = statistics.median(servers.starts(binary, node, 5))
    row("start, until the node answers, over %d objects" % count, start * 1e3, "ms", "< 300 ms", start < 0.3)
