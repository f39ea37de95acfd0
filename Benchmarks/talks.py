"""A round's page with 100 items on its agenda, and a text of 40 articles in three languages with the words and acts of
both sides: server time, beside an empty call of the same server and the same rows read by plain SQLite."""

import os
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "Tests", "Interop"))

LANGUAGES = ("en", "ja", "fr")


def wording(side, text, kind, number):
    """The words of a side for a row, three hundred characters in each language."""
    from support import GREEN

    types = side.author.get("types").json()["items"]
    definition = next(one["definition"] for one in types if one["name"] == "entente-wording")
    return {
        "type": "entente-wording",
        "extensions": {definition: {"extension_type": "new-sdo"}},
        "spec_version": "2.1",
        "id": f"entente-wording--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "created_by_ref": side.identity,
        "object_marking_refs": [GREEN],
        "name": f"{kind} {number}",
        "text_ref": text,
        "party_ref": side.identity,
        "row": f"{kind}_{number}",
        "number": str(number),
        "position": number,
        "heading": {tag: f"Article {number}" for tag in LANGUAGES},
        "body": {tag: f"{side.name} shall act under {number}. " * 12 for tag in LANGUAGES},
        "state": "open",
    }


def prepared(eu, japan):
    """A round with an agenda and a text, both with words of both sides that the other has; the first act stands."""
    from sides import exchange
    from support import GREEN

    (dialogue,) = eu.do(
        "talks/open", name="Dialogue", parties=[japan.identity], level="director", markings=[GREEN], send=True
    )
    made = eu.do("talks/next", series=dialogue["id"], name="Round", languages=list(LANGUAGES), send=True)
    round_id, agenda = made[0]["id"], made[1]["id"]
    (text,) = eu.do(
        "texts/open",
        name="Agreement",
        kind="agreement",
        parties=[japan.identity],
        languages=list(LANGUAGES),
        markings=[GREEN],
        about=round_id,
        send=True,
    )
    exchange(eu, japan)
    for side, other in ((eu, japan), (japan, eu)):
        rows = [wording(side, agenda, "item", number) for number in range(100)]
        rows += [wording(side, text["id"], "art", number) for number in range(40)]
        side.node.load(rows, "words.json")
        side.node.run("release", "--all", "--to", other.name, "--officer", "Bench", check=False)
        other.fetch(side)
    for number in range(40):
        digest = eu.words(text["id"], f"art_{number}")["digest"]
        eu.do("texts/act", text=text["id"], row=f"art_{number}", verb="agree", digest=digest)
    return round_id, text["id"]


def timed(call, times=60):
    samples = []
    for _ in range(times):
        start = time.perf_counter()
        answer = call()
        samples.append((time.perf_counter() - start) * 1e3)
        assert answer.status == 200, answer.text
    return statistics.median(samples)


def plain(path, times=60):
    """The same rows by plain SQLite, each by its identifier, parsed by nobody."""
    store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    ids = [one[0] for one in store.execute("SELECT DISTINCT id FROM object WHERE id LIKE 'entente-%'")]
    samples = []
    for _ in range(times):
        start = time.perf_counter()
        for one in ids:
            store.execute("SELECT bytes FROM object WHERE id=?", (one,)).fetchall()
        samples.append((time.perf_counter() - start) * 1e3)
    store.close()
    return statistics.median(samples)


def measure(binary, row):
    os.environ["ENTENTE_BIN"] = binary
    from pathlib import Path

    from sides import two_sides

    with tempfile.TemporaryDirectory() as folder, two_sides(Path(folder), answer_step_milliseconds=0) as (eu, japan):
        round_id, text = prepared(eu, japan)
        table = eu.author.get("texts/table", text=text)
        assert len(table.json()["text"]["rows"]) == 40 and len(table.json()["text"]["rows"][0]["sides"]) == 2
        agenda = eu.author.get("talks/round", round=round_id).json()["round"]["agenda"]
        assert len(agenda["rows"]) == 100
        limit = timed(lambda: eu.author.get("session")) + plain(eu.node.folder / "store.db")
        for name, call in {
            "a round with 100 items and a text of 40 articles": lambda: eu.author.get("talks/round", round=round_id),
            "a text of 40 articles in three languages, both sides": lambda: eu.author.get("texts/table", text=text),
            "the list of dialogues and rounds": lambda: eu.author.get("talks"),
        }.items():
            value = timed(call)
            row(
                f"talks: {name}, median",
                value,
                "ms",
                "<= 20 ms",
                value <= 20,
                "%.1f x an empty call and the same rows by plain SQLite (%.1f ms)" % (value / limit, limit),
            )


if __name__ == "__main__":
    sys.exit("run Benchmarks/bench.py --only talks")
