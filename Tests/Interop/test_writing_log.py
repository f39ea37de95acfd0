"""Who wrote or imported what (fault G2): an entry with the person, which names no object,
and the object's page says who."""

import json

import pytest

from people import kinds, open_console, person
from support import GREEN, RED, Caller, indicator


@pytest.fixture
def eu(make_node):
    node = open_console(make_node("eu"))
    node.serve()
    return node


def test_g2_each_writing_and_import_is_logged_with_the_person(eu):
    anna, boris = (
        person(eu, "anna", "author", title="Anna A."),
        person(eu, "boris", "author", "disclosure-officer", title="Boris B."),
    )
    auditor = person(eu, "auditor", "auditor")
    one = indicator(object_marking_refs=[GREEN], name="CANARY-one")
    assert anna.write(one).status == 201
    newer = {
        **anna.get(f"objects/{one['id']}").json()["versions"][0]["object"],
        "modified": "2026-05-01T00:00:00.000Z",
        "name": "CANARY-newer",
    }
    assert boris.post("objects", {"object": newer}).status == 201
    brought = [indicator(object_marking_refs=[GREEN], name=f"CANARY-{number}") for number in range(3)]
    answer = boris.post("imports", {"bundle": {"type": "bundle", "id": "bundle--1", "objects": brought}})
    assert answer.status == 201, answer.text
    hidden = [indicator(object_marking_refs=[RED], name="CANARY-hidden") for _ in range(2)]
    eu.load(hidden)
    eu.load(hidden)
    written = [inside for kind, inside in kinds(eu) if kind == "writing"]
    assert [(each["officer"], each.get("account"), each["how"], each["objects"]) for each in written] == [
        ("Anna A.", "anna", "written", 1),
        ("Boris B.", "boris", "written", 1),
        ("Boris B.", "boris", "imported", 3),
        ("root", None, "imported", 2),
    ]
    assert len({each["code"] for each in written}) == 4
    # Who reads the log and may not see the objects learns neither which they are nor what they say.
    shown = auditor.get("log", kind="writing", limit=200)
    assert len(shown.json()["items"]) == 4 and "CANARY" not in shown.text and "indicator" not in shown.text
    for each in hidden + [one]:
        assert each["id"] not in shown.text and each["id"].split("--")[1] not in shown.text
    # The page says who, version by version.
    assert [version.get("by") for version in anna.get(f"objects/{one['id']}").json()["versions"]] == [
        "Boris B.",
        "Anna A.",
    ]
    names = json.loads(answer.text)["names"]
    assert anna.get(f"objects/{names[brought[0]['id']]}").json()["versions"][0]["by"] == "Boris B."
    # Who sends the same again has not written it.
    again = anna.get(f"objects/{one['id']}").json()["versions"][1]["object"]
    assert boris.post("objects", {"object": again}).status in (201, 409)
    assert anna.get(f"objects/{one['id']}").json()["versions"][1]["by"] == "Anna A." and eu.is_whole()


def test_g2_what_a_tool_hands_in_by_its_key_is_logged_with_the_key(make_node):
    """Over TAXII nobody signs in: the entry names the key, once for each transaction that keeps something new."""
    node = open_console(make_node("eu", spool_bytes=20_000, batch_objects=50))
    shelf = node.run("collection", "add", "--kind", "shelf", "--title", "Shared", "--alias", "shared").stdout.strip()
    inbox = node.run("collection", "add", "--kind", "inbox", "--title", "Sensors", "--alias", "sensors").stdout.strip()
    soc = node.run("key", "add", "soc", "--scope", "read:*", "--scope", "write:*").stdout.strip()
    sensor = node.run("key", "add", "sensor", "--scope", f"write:{inbox}").stdout.strip()
    node.serve()
    soc, sensor = Caller(node.base, f"Bearer {soc}"), Caller(node.base, f"Bearer {sensor}")
    few = [indicator(object_marking_refs=[GREEN], name=f"CANARY-{number}") for number in range(3)]
    assert soc.add(f"/tools/collections/{shelf}/objects/", few)["success_count"] == 3
    # What is there already was written by nobody; what is no object is not kept.
    status = soc.add(f"/tools/collections/{shelf}/objects/", [*few, {"type": "indicator", "id": "no"}])
    assert (status["success_count"], status["failure_count"]) == (3, 1)
    assert (
        sensor.post(
            f"/tools/collections/{inbox}/objects/", {"objects": [indicator(object_marking_refs=[RED], name="CANARY-4")]}
        ).status
        == 202
    )
    # A large one is durable first, and kept batch by batch.
    many = [indicator(object_marking_refs=[GREEN], name=f"CANARY-{number}" + "x" * 200) for number in range(120)]
    assert soc.add(f"/tools/collections/{shelf}/objects/", many)["success_count"] == 120

    def written():
        return [
            (one["officer"], one.get("account"), one["how"], one["objects"])
            for kind, one in kinds(node)
            if kind == "writing"
        ]

    assert written() == [("key soc", None, "received", 3), ("key sensor", None, "received", 1)] + [
        ("key soc", None, "received", count) for count in (50, 50, 20)
    ]
    shown = person(node, "auditor", "auditor").get("log", kind="writing", limit=200).text
    assert "CANARY" not in shown and "indicator" not in shown and "key soc" in shown
    assert node.is_whole()
