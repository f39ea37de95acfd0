"""Drafts live on the node, with their author and nobody else (fault C1)."""

import json
import uuid

import pytest

from people import kinds, open_console, person
from support import GREEN, RED, Node, indicator, wait_for

WORD = "QUICKSILVERDRAFT"


@pytest.fixture
def node(tmp_path):
    node = open_console(Node(tmp_path / "eu", "eu"))
    node.serve()
    yield node
    node.stop()


def draft(**more):
    return {"content": {"entered": {"name": WORD}}, "type": "report", "title": WORD, "markings": [GREEN], **more}


def test_c1_a_draft_is_kept_read_changed_and_discarded(node):
    author = person(node, "writer", "author")
    assert author.get("drafts").json() == {"items": []}
    first = author.post("drafts/one", draft())
    assert first.status == 200 and first.json()["revision"] == 1
    (listed,) = author.get("drafts").json()["items"]
    assert listed == {"key": "one", "title": WORD, "type": "report", "saved": first.json()["saved"], "revision": 1}
    # Another window goes on from the same one: the later is told, and nothing is lost.
    assert author.post("drafts/one", draft(revision=1, title="Later")).json()["revision"] == 2
    again = author.post("drafts/one", draft(revision=1, title="Older"))
    assert (again.status, again.json()["code"]) == (409, "draft-changed")
    found = author.get("drafts/one").json()
    assert found["title"] == "Later" and found["content"] == {"entered": {"name": WORD}} and found["revision"] == 2
    # A page that goes can't wait to learn what there is.
    assert author.post("drafts/one", draft()).json()["revision"] == 3
    assert author.call("DELETE", "/api/v1/drafts/one").status == 204
    assert author.get("drafts/one").status == 404 and author.call("DELETE", "/api/v1/drafts/one").status == 404
    # What was discarded elsewhere does not come back unasked.
    assert author.post("drafts/one", draft(revision=2)).status == 409


def test_c1_nobody_else_sees_counts_or_finds_a_draft(node):
    author = person(node, "writer", "author")
    others = [
        person(node, "other", "author"),
        person(node, "officer", "disclosure-officer", "author"),
        person(node, "chief", "administrator"),
        person(node, "auditor", "auditor"),
    ]
    pages = (
        "today",
        "holdings",
        "drafts",
        "drafts/mine",
        "drafts/none",
        "markings",
        "queue",
        "log",
        "health",
        "limits",
        "quarantine",
        # What would leave; that something left is an entry of the log.
        "export?trial=true",
        "people",
        "register",
    )

    def seen():
        return [[(page, (answer := other.get(page)).status, answer.text) for page in pages] for other in others]

    before, entries = seen(), len(kinds(node))
    for number in range(5):
        assert author.post("drafts/mine", draft(revision=number, content={"text": WORD * (number + 1)})).status == 200
    after = seen()
    for one, other in zip(before, after):
        # What tells of the host as a whole, and of when somebody was there, is left aside.
        assert [page for page in one if page[0] not in ("health", "people")] == [
            page for page in other if page[0] not in ("health", "people")
        ]
        assert WORD not in json.dumps(other)
    # Another author's draft of the same name is another one; what is not there and what is somebody's look alike.
    assert others[0].get("drafts/mine").text == others[0].get("drafts/none").text
    assert others[0].post("drafts/mine", draft(title="Own")).json()["revision"] == 1
    assert author.get("drafts/mine").json()["title"] == WORD
    assert author.get("holdings", q=WORD).json()["items"] == [] and len(kinds(node)) == entries
    assert WORD not in others[1].get("export").text
    assert WORD not in node.run("export").stdout and node.is_whole()


def test_c1_a_draft_goes_with_the_object_that_it_becomes(node):
    author = person(node, "writer", "author")
    thing = indicator(name="Saved", object_marking_refs=[GREEN])
    author.post("drafts/one", draft())
    # What is refused keeps the draft.
    assert author.write({**thing, "pattern": "["}, draft="one").status == 422 and author.get("drafts/one").status == 200
    assert author.write(thing, draft="one").status == 201
    assert author.get("drafts/one").status == 404
    author.post("drafts/two", draft())
    assert author.call("DELETE", "/api/v1/drafts/two").status == 204
    # No byte of them is left in any file of the store.
    wait_for(
        lambda: not [path for path in node.folder.rglob("store.db*") if WORD.encode() in path.read_bytes()],
        what="an empty log of the store",
    )


def test_c1_drafts_are_bounded(node):
    author = person(node, "writer", "author")
    for number in range(20):
        assert author.post(f"drafts/d{number}", draft()).status == 200
    full = author.post("drafts/one-more", draft())
    assert full.status == 422 and "20 drafts" in full.json()["detail"]
    assert author.post("drafts/d3", draft(revision=1)).status == 200
    large = author.post("drafts/d3", draft(revision=2, content={"text": "x" * (1 << 20)}))
    assert (large.status, large.json()["code"]) == (413, "too-large")
    for bad in (
        {"content": []},
        {"content": None},
        {"type": ""},
        {"markings": ["x"]},
        {"item": "y"},
        {"markings": [GREEN] * 101},
    ):
        assert author.post("drafts/d4", draft(revision=1, **bad)).status == 422, bad
    for key in ("A", "a b", "ä", "x" * 41, "a/b", ".."):
        assert author.post(f"drafts/{key.replace(' ', '%20').replace('ä', '%C3%A4')}", draft()).status in (404, 422), (
            key
        )


def test_c1_a_draft_passes_the_engine(node):
    """What its author may not see any more, or may write no version of, is not shown as a draft either."""
    author = person(node, "writer", "author")
    secret = f"marking-definition--{uuid.uuid4()}"
    refused = author.post("drafts/hidden", draft(markings=[secret]))
    assert refused.status == 422 and "your clearances do not cover" in refused.text
    assert author.post("drafts/red", draft(markings=[RED])).status == 422
    assert author.post("drafts/unmarked", draft(markings=[])).status == 200
    thing = indicator(name="Held", object_marking_refs=[GREEN])
    assert author.write(thing).status == 201
    assert author.post("drafts/next", draft(item=thing["id"])).status == 200
    assert author.post("drafts/other", draft(item=f"indicator--{uuid.uuid4()}")).status == 404
    assert [one["item"] for one in author.get("drafts").json()["items"] if one.get("item")] == [thing["id"]]
    # It becomes what the author may not see: the draft of it is gone from sight with it.
    marked = {
        "type": "marking-definition",
        "id": secret,
        "spec_version": "2.1",
        "created": "2026-01-01T00:00:00.000Z",
        "name": "EU-RESTRICTED",
        "extensions": {
            "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4": {
                "extension_type": "property-extension",
                "policy": "EU",
                "classification": "EU-RESTRICTED",
            }
        },
    }
    node.load([marked, {**thing, "modified": "2099-01-01T00:00:00.000Z", "object_marking_refs": [secret]}])
    assert author.get("drafts/next").status == 404 and author.get("drafts").json() == {
        "items": [one for one in author.get("drafts").json()["items"] if not one.get("item")]
    }
    assert author.post("drafts/next", draft(item=thing["id"], revision=1)).status == 404
