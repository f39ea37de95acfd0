"""What leaves the node as a file or on paper: an entry of the log each time, never above the level of the setting."""

import base64
import hashlib
import json

import pytest

from people import kinds, open_console, person
from support import AMBER, GREEN, RED, Node, indicator, wait_for


def exported(node):
    """The entries of what people took out."""
    return [inside for kind, inside in kinds(node) if kind == "export"]


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.fixture
def eu(tmp_path):
    node = open_console(Node(tmp_path / "eu", "eu"))
    node.serve()
    yield node
    node.stop()


def test_each_export_is_an_entry_with_person_marking_and_digest(eu):
    """The digest is that of the file; what was chosen one by one has an entry each; a trial has none."""
    things = [
        indicator(object_marking_refs=[marking], name=f"kelp {marking[-4:]}") for marking in (GREEN, GREEN, AMBER)
    ]
    hidden = indicator(object_marking_refs=[RED], name="CANARY")
    eu.load([*things, hidden])
    someone = person(eu, "someone", "auditor", title="A. Auditor")
    trial = someone.get("export", trial="true").json()
    assert (trial["count"], trial["marking"], trial["left"]) == (3, "TLP:AMBER", {"count": 0, "up_to": [], "items": []})
    assert {one["id"] for one in trial["objects"]} == {one["id"] for one in things} and "bundle" not in trial
    assert exported(eu) == []
    found = someone.get("export").json()
    digest = hashlib.sha256(canonical(found["bundle"])).hexdigest()
    assert found["sha256"] == digest and found["count"] == 3
    (entry,) = exported(eu)
    assert entry == {
        **entry,
        "of": "bundle",
        "account": "someone",
        "officer": "A. Auditor",
        "marking": "TLP:AMBER",
        "sha256": digest,
        "count": 3,
    }
    assert set(entry["objects"]) == {one["id"] for one in things}
    chosen = [things[0]["id"], things[1]["id"], hidden["id"]]
    found = someone.get("export", ids=",".join(chosen)).json()
    entries = exported(eu)[1:]
    assert sorted(entry["objects"] for entry in entries) == sorted([[one] for one in chosen[:2]])
    assert {(entry["sha256"], entry["marking"], entry["count"]) for entry in entries} == {
        (found["sha256"], "TLP:GREEN", 2)
    }
    assert "CANARY" not in eu.run("audit", "--json").stdout and hidden["id"] not in json.dumps(exported(eu))
    assert eu.is_whole()


def test_what_is_above_the_level_stays_and_is_told_to_those_who_see_it(eu):
    green, amber, bare, red = (
        indicator(object_marking_refs=[GREEN], name="green"),
        indicator(object_marking_refs=[AMBER], name="amber"),
        indicator(name="bare"),
        indicator(object_marking_refs=[RED], name="CANARY"),
    )
    portion = indicator(
        object_marking_refs=[GREEN],
        name="portion",
        description="in amber",
        granular_markings=[{"marking_ref": AMBER, "selectors": ["description"]}],
    )
    eu.load([green, amber, bare, red, portion])
    someone, chief = person(eu, "someone", "author"), person(eu, "chief", "administrator")
    seen = {one["id"] for one in someone.get("holdings").json()["items"]}
    assert chief.get("limits").json()["export"] == {"up_to": [], "unclear": False}
    assert {one["id"] for one in someone.get("export").json()["bundle"]["objects"]} == seen
    eu.stop()
    eu.configure(export_up_to="TLP:GREEN")
    eu.serve()
    someone.sign_in("someone")
    answer = someone.get("export")
    found = answer.json()
    assert [one["id"] for one in found["bundle"]["objects"]] == [green["id"]] and found["count"] == 1
    left = found["left"]
    assert {one["id"] for one in left["items"]} == seen - {green["id"]} and left["count"] == len(seen) - 1
    assert left["up_to"] == ["TLP:GREEN"] and portion["id"] in {one["id"] for one in left["items"]}
    assert red["id"] not in answer.text and "CANARY" not in answer.text
    by_id = someone.get("export", ids=f"{amber['id']},{green['id']},{red['id']}").json()
    assert (by_id["count"], by_id["left"]["count"]) == (1, 1)
    # Nothing of it, and none of the entries, is of what stayed.
    assert amber["id"] not in json.dumps(exported(eu)[1:])
    eu.stop()
    eu.configure(export_up_to="No such level")
    eu.serve()
    someone.sign_in("someone")
    nothing = someone.get("export").json()
    assert nothing["count"] == 0 and "objects" not in nothing["bundle"] and nothing["left"]["count"] == len(seen)


def test_prints_and_saved_receipts_are_entries(open_pair):
    eu, japan = open_pair
    item = indicator(object_marking_refs=[GREEN], name="given")
    eu.load([item])
    officer = person(eu, "officer", "disclosure-officer")
    assert officer.post("releases", {"ids": [item["id"]], "parties": ["japan"]}).status == 200
    reader, auditor = person(japan, "reader", "author"), person(japan, "auditor", "auditor")
    given = wait_for(lambda: reader.get("holdings", source="partner eu").json()["items"])[0]["id"]
    text = "what stands there"
    body = {
        "page": "object",
        "marking": "TLP:GREEN",
        "objects": [given],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    for bad in ({"sha256": "x" * 64}, {"sha256": "ab"}, {"objects": ["x"]}):
        assert reader.post("prints", {**body, **bad}).status == 422, bad
    assert reader.post("prints", body).status == 204
    (printed,) = exported(japan)
    assert printed == {
        **printed,
        "of": "print",
        "account": "reader",
        "page": "object",
        "marking": "TLP:GREEN",
        "objects": [given],
        "sha256": body["sha256"],
    }
    path = f"objects/{given}/receipt"
    looked = reader.get(path, partner="eu").json()
    assert len(exported(japan)) == 1
    saved = reader.post(path, {"partner": "eu"})
    assert saved.json() == looked
    entry = exported(japan)[1]
    digest = hashlib.sha256(looked["file"].encode()).hexdigest()
    assert (entry["of"], entry["marking"], entry["sha256"], entry["objects"]) == (
        "receipt",
        "TLP:GREEN",
        digest,
        [given],
    )
    assert reader.post(path, {"partner": "nobody"}).status == 404
    assert reader.post(f"objects/{item['id'][:-4]}0000/receipt", {"partner": "eu"}).status == 404
    # The receipt of an entry of the own log.
    own = auditor.post("log/0/receipt").json()["file"]
    assert own.startswith(auditor.get("log/0/receipt").text.split("\n")[0])
    entry = exported(japan)[2]
    assert (entry["of"], entry["entry"], entry["account"], entry["marking"]) == ("receipt", 0, "auditor", "")
    assert reader.post("log/0/receipt").status == 403 and auditor.post("log/99999/receipt").status == 404
    assert len(exported(japan)) == 3 and japan.is_whole()


def test_a_saved_file_of_an_artifact_is_an_entry_and_stays_above_the_level(eu):
    content = b"CANARY of the file\n" * 9
    author, other = person(eu, "author", "author"), person(eu, "other", "author", title="O. Ther")
    body = {"name": "a.txt", "mime_type": "text/plain", "payload": base64.b64encode(content).decode()}
    ids = {
        marking: author.post("attachments", {**body, "object_marking_refs": [marking]}).json()
        for marking in (GREEN, AMBER)
    }
    secret = {
        "type": "artifact",
        "spec_version": "2.1",
        "id": "artifact--5eed0000-0000-4000-8000-000000000001",
        "payload_bin": base64.b64encode(b"hidden").decode(),
        "object_marking_refs": [RED],
    }
    eu.load([secret], "hidden.json")
    for marking, banner in ((GREEN, "TLP:GREEN"), (AMBER, "TLP:AMBER")):
        saved = other.post(f"objects/{ids[marking]['artifact']}/payload").json()
        assert base64.b64decode(saved["payload"]) == content and saved["mime_type"] == "text/plain"
        entry = exported(eu)[-1]
        assert entry == {
            **entry,
            "of": "payload",
            "account": "other",
            "officer": "O. Ther",
            "marking": banner,
            "sha256": hashlib.sha256(content).hexdigest(),
            "objects": [ids[marking]["artifact"]],
            "count": 1,
        }
    # What has no file in it, or is not seen, or came from nobody of this name.
    for target, sent in (
        (ids[GREEN]["file"], {}),
        (secret["id"], {}),
        (ids[GREEN]["artifact"], {"source": "partner japan"}),
        ("artifact--5eed0000-0000-4000-8000-000000000002", {}),
    ):
        assert other.post(f"objects/{target}/payload", sent).status == 404, target
    assert other.post(f"objects/{ids[GREEN]['artifact']}/payload", {"source": "own"}).status == 200
    assert len(exported(eu)) == 3 and "CANARY" not in eu.run("audit", "--json").stdout
    eu.stop()
    eu.configure(export_up_to="TLP:GREEN")
    eu.serve()
    other.sign_in("other")
    refused = other.post(f"objects/{ids[AMBER]['artifact']}/payload")
    assert (refused.status, refused.json()["code"]) == (403, "stays") and len(exported(eu)) == 3
    assert other.post(f"objects/{ids[GREEN]['artifact']}/payload").status == 200 and eu.is_whole()
