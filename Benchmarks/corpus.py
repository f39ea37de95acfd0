"""The objects that benchmarks work on: one STIX 2.1 object a line, distinct ids."""

import glob
import gzip
import json
import os
import random
import uuid

NAMESPACE = uuid.UUID("5b0c7d0e-77f4-4f0c-9a55-2f6a3a2f6c11")


def sources(root):
    """Real objects where the shared data is there, else the example set."""
    data = os.path.join(root, "..", "shared", "testdata", "attack-stix", "enterprise-attack-2.0-objects.jsonl.gz")
    if os.path.exists(data):
        with gzip.open(data, "rt", encoding="utf-8") as lines:
            for line in lines:
                o = json.loads(line)
                o["spec_version"] = "2.1"
                if o["type"] == "malware":
                    o.setdefault("is_family", False)
                if "modified" in o:
                    yield o
        return
    for path in sorted(glob.glob(os.path.join(root, "Examples", "**", "*.json"), recursive=True)):
        for o in json.load(open(path, encoding="utf-8")).get("objects", []):
            if "modified" in o and o["type"] not in ("language-content",):
                yield o


def lines(root, count):
    """`count` objects, in order; later rounds and later versions get ids of their own (UUID version 4 in form)."""
    base, seen = [], set()
    for o in sources(root):
        if o["id"] in seen:
            continue
        seen.add(o["id"])
        base.append(o)
    # In an order that has every type everywhere, the same in each run.
    random.Random(3).shuffle(base)
    out = []
    turn = 0
    while len(out) < count:
        for o in base:
            if len(out) == count:
                break
            if turn:
                b = bytearray(uuid.uuid5(NAMESPACE, "%s#%d" % (o["id"], turn)).bytes)
                b[6] = b[6] & 0x0F | 0x40
                o = dict(o, id="%s--%s" % (o["type"], uuid.UUID(bytes=bytes(b))))
            out.append(json.dumps(o, ensure_ascii=False, separators=(",", ":")))
        turn += 1
    return out
