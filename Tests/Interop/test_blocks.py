"""A paper of marked paragraphs: a partner gets of it what its markings let go, in every byte (decisions/0025)."""

import json
import uuid

import pytest
import stix2
from taxii2client.v21 import ApiRoot

from people import open_console, person
from support import AMBER, CLEAR, GREEN, Caller, Node, link, wait_for

BLOCKS = "extension-definition--f768064f-9585-47ad-a39e-ed24c2c063fe"
TEAR = "extension-definition--c1f0a4ce-19d1-4c06-9b0a-64d0a9a0f5e3"
STRICT = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
WORDS = ["OPENONE", "CANARYTWO", "OPENTHREE", "CANARYFOUR", "OPENFIVE"]
MARKS = [GREEN, STRICT, CLEAR, STRICT, GREEN]


def selector(place):
    return f"extensions.{BLOCKS}.blocks.[{place}]"


def paper(harbour, texts, marks, **more):
    """A report of paragraphs as the console writes it."""
    selectors = {GREEN: ["name", "published", "object_refs"]}
    for place, mark in enumerate(marks):
        selectors.setdefault(mark, []).append(selector(place))
    tear = more.pop("tear", None)
    blocks = [{"text": text, "name": f"name{text.split()[0]}"} for text in texts]
    for place, ids in more.pop("sources", {}).items():
        blocks[place]["source_refs"] = ids
    extensions = {BLOCKS: {"extension_type": "property-extension", "property": "description", "blocks": blocks}}
    if tear:
        place, text = tear
        line = {"selector": f"{selector(place)}.text", "text": text, "object_marking_refs": [GREEN]}
        extensions[TEAR] = {"extension_type": "property-extension", "tear_lines": [line]}
    return {
        "type": "report",
        "spec_version": "2.1",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "published": "2026-01-01T00:00:00.000Z",
        "name": f"Paper {uuid.uuid4().hex[:8]}",
        "description": "\n\n".join(texts),
        "object_refs": [harbour],
        "object_marking_refs": [STRICT],
        "granular_markings": [{"marking_ref": mark, "selectors": named} for mark, named in selectors.items()],
        "extensions": extensions,
        **more,
    }


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pair")
    eu, japan = Node(folder / "eu", "eu"), Node(folder / "japan", "japan")
    link(eu, japan)
    for node in (eu, japan):
        node.configure(pull_seconds=1)
        open_console(node)
        node.serve()
    harbour = {
        "type": "identity",
        "spec_version": "2.1",
        "id": f"identity--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "name": "Harbour",
        "object_marking_refs": [GREEN],
    }
    eu.load([harbour], "harbour.json")
    eu.run("release", harbour["id"], "--to", "japan", "--officer", "O")
    yield eu, japan, harbour["id"], person(eu, "writer", "author"), person(japan, "reader", "disclosure-officer")
    eu.stop()
    japan.stop()


def feed(eu, japan):
    """What a TAXII client of others reads in the partner's feed: its objects, and every byte of them."""
    answer = Caller(eu.base, context=japan.context()).get("/japan/collections/feed/objects/")
    keys = tuple(str(japan.folder / "keys" / f"tls.{name}") for name in ("crt", "key"))
    # The environment may name authorities of its own, which requests puts before `verify`.
    root = ApiRoot(f"{eu.base}/japan/", verify=str(eu.folder / "keys" / "tls.crt"), cert=keys)
    root._conn.session.trust_env = False
    objects = [entry for one in root.collections if one.can_read for entry in one.get_objects().get("objects", [])]
    assert [entry for entry in objects if entry in answer.objects] == answer.objects
    return objects, answer.text


def test_five_paragraphs_with_three_markings_go_as_those_that_may(pair):
    eu, japan, harbour, writer, reader = pair
    texts = [f"{word} stands here." for word in WORDS]
    item = paper(harbour, texts, MARKS)
    kept = writer.post("objects", {"object": item})
    assert kept.status == 201, kept.text
    id = kept.json()["id"]
    # Whatever reads STIX reads it: every paragraph is a portion.
    version = writer.get(f"objects/{id}").json()["versions"][0]["object"]
    held = stix2.parse(version)
    for place, mark in enumerate(MARKS):
        assert stix2.markings.get_markings(held, [selector(place)]) == [mark]
    eu.run("release", id, "--to", "japan", "--officer", "O")
    objects, raw = feed(eu, japan)
    (report,) = [one for one in objects if one.get("name") == item["name"]]
    assert report["description"] == "\n\n".join(texts[place] for place in (0, 2, 4))
    assert report["extensions"][BLOCKS]["blocks"] == [{"text": texts[place]} for place in (0, 2, 4)]
    marked = {name: one["marking_ref"] for one in report["granular_markings"] for name in one["selectors"]}
    assert [marked[selector(place)] for place in range(3)] == [GREEN, CLEAR, GREEN]
    assert STRICT not in json.dumps(report)
    stix2.parse(report)
    assert "CANARY" not in raw and "name" + WORDS[0] not in raw and id not in raw
    # At the partner: nothing of the others in the feed, the holdings, the search, the log, or any file of the node.
    wait_for(lambda: reader.get(f"objects/{report['id']}").status == 200, what="the paper at the partner")
    japan.searchable()
    assert [one["id"] for one in reader.get("holdings", q="OPENTHREE").json()["items"]] == [report["id"]]
    for word in ("CANARYTWO", "CANARYFOUR"):
        assert reader.get("holdings", q=word).json()["items"] == []
        assert word not in reader.get(f"objects/{report['id']}").text
        assert word not in japan.run("export", "--from", "eu").stdout
        assert word not in reader.get("log").text
    found = [
        file
        for file in japan.folder.rglob("*")
        if file.is_file() and any(word in file.read_bytes() for word in (b"CANARYTWO", b"CANARYFOUR"))
    ]
    assert found == []
    # Nor in the log of the node that gave it.
    assert "CANARY" not in writer.get("log").text


def test_a_tear_line_stands_in_its_place_and_a_moved_paragraph_is_known_again(pair):
    eu, japan, harbour, writer, _ = pair
    texts = ["First of all.", "CANARYSIX is named.", "Last of all."]
    item = paper(harbour, texts, [GREEN, STRICT, GREEN], tear=(1, "Somebody is named."))
    id = writer.post("objects", {"object": item}).json()["id"]
    eu.run("release", id, "--to", "japan", "--officer", "O")

    def given():
        objects, raw = feed(eu, japan)
        assert "CANARYSIX" not in raw
        return [one["description"] for one in objects if one.get("name") == item["name"]]

    assert given() == ["First of all.\n\nSomebody is named.\n\nLast of all."]
    # A paragraph moves: nothing more is withheld than before, and the older version stays until somebody decides.
    base = writer.get(f"objects/{id}").json()["versions"][0]["object"]
    tear = (2, "Somebody is named.")
    moved = paper(harbour, [texts[2], texts[0], texts[1]], [GREEN, GREEN, STRICT], tear=tear, name=item["name"])
    moved |= {"id": id, "modified": "2027-01-01T00:00:00.000Z"}
    answer = writer.post("objects", {"object": moved, "base": base["modified"]})
    assert answer.status == 201, answer.text
    assert given() == ["First of all.\n\nSomebody is named.\n\nLast of all."]
    # One that was given is raised, at the place where the withheld one stood: the older version leaves.
    raised = paper(harbour, [texts[2], texts[1], texts[0]], [GREEN, GREEN, STRICT], name=item["name"])
    raised |= {"id": id, "modified": "2027-02-01T00:00:00.000Z"}
    answer = writer.post("objects", {"object": raised, "base": moved["modified"]})
    assert answer.status == 201, answer.text
    assert given() == []


def test_what_is_no_paper_of_its_blocks_is_not_kept(pair):
    eu, _, harbour, writer, _ = pair
    good = paper(harbour, ["One.", "Two."], [GREEN, STRICT])
    assert writer.post("objects", {"object": {**good, "description": "Another."}}).status == 422
    wrong = json.loads(json.dumps(good))
    wrong["extensions"][BLOCKS]["blocks"][1]["name"] = "nameOne."
    answer = writer.post("objects", {"object": wrong})
    assert answer.status == 422 and "two blocks of the text have one name" in answer.text
    # A paragraph is marked no lower than what it quotes, and what it quotes is a source of the whole.
    source = {
        "type": "note",
        "spec_version": "2.1",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "content": "Quoted.",
        "object_refs": [harbour],
        "object_marking_refs": [AMBER],
    }
    quoted = writer.post("objects", {"object": source}).json()["id"]
    low = writer.post("objects", {"object": paper(harbour, ["One.", "Two."], [GREEN, STRICT], sources={0: [quoted]})})
    assert low.status == 422 and "a paragraph is marked lower than what it quotes: `TLP:AMBER`" in low.text
    kept = writer.post("objects", {"object": paper(harbour, ["One.", "Two."], [GREEN, STRICT], sources={1: [quoted]})})
    assert kept.status == 201, kept.text
    origin = writer.get(f"objects/{kept.json()['id']}").json()["origin"]
    assert quoted in [one["id"] for one in origin if one["step"] == "derived-from"]
    # Nobody learns of what is hidden by quoting it.
    nowhere = f"report--{uuid.uuid4()}"
    hidden = writer.post("objects", {"object": paper(harbour, ["One."], [STRICT], sources={0: [nowhere]})})
    assert hidden.status in (404, 422)
