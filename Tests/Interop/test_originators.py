"""What came from somebody is never offered to that party again: it has it, since it is its own (fault A14)."""

import json
import sqlite3

import pytest

from people import kinds, open_console, person
from support import CLEAR, GREEN, PARTIES, Node, accept_invitation, indicator, link, wait_for

SEOUL = "identity--5e0c1f6a-0f6e-4b46-8b9e-6d5f1e9f0c01"


@pytest.fixture
def japan(tmp_path):
    """Japan, linked to the EU, which gives it something of its own and something of Korea's."""
    eu, japan, korea = (Node(tmp_path / name, name) for name in ("eu", "japan", "korea"))
    link(eu, japan)
    link(japan, korea)
    # One more whose invitation was taken in, and that was not invited itself: it gets nothing yet, and stops no answer.
    accept_invitation(Node(tmp_path / "norway", "norway"), japan, confirm=True)
    file = tmp_path / "parties.accord"
    file.write_text(
        PARTIES.replace("codes eu", "codes eu, union").replace("  codes korea", f"  codes korea\n  identity {SEOUL}")
    )
    for node in (eu, open_console(japan)):
        node.run("agreements", "apply", file, "--officer", "Legal")
        node.serve()
    yield eu, japan
    for node in (eu, japan):
        node.stop()


def test_a14_nothing_is_offered_to_its_own_originator(japan):
    eu, japan = japan
    theirs, relayed = (
        indicator(name="Theirs", object_marking_refs=[CLEAR]),
        indicator(name="Relayed", object_marking_refs=[CLEAR], created_by_ref=SEOUL),
    )
    own = indicator(name="Own", object_marking_refs=[CLEAR])
    ministry = {
        "type": "identity",
        "spec_version": "2.1",
        "id": SEOUL,
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "name": "Ministry in Seoul",
        "identity_class": "organization",
        "object_marking_refs": [CLEAR],
    }
    eu.load([ministry, theirs, relayed])
    japan.load([own])
    eu.run("release", SEOUL, theirs["id"], relayed["id"], "--to", "japan", "--officer", "O")
    officer = person(japan, "officer", "disclosure-officer")

    def have(item):
        answer = wait_for(
            lambda: (found := officer.get(f"objects/{item['id']}/decisions")).status == 200 and found, what=item["name"]
        )
        assert {one["party"] for one in answer.json()["decisions"]} == {"eu", "korea"}
        return {one["party"] for one in answer.json()["decisions"] if one.get("originator")}

    assert have(theirs) == {"eu"}
    # Who created it has it as well as who gave it.
    assert have(relayed) == {"eu", "korea"}
    assert have(own) == set()


def test_a14_what_is_newly_allowed_does_not_wait_for_its_own_originator(japan, tmp_path):
    """Neither the queue nor a standing instruction nor a call of the API gives somebody what is its own."""
    eu, japan = japan
    relayed, one, other = (
        indicator(name=name, object_marking_refs=[GREEN], **more)
        for name, more in (("Relayed", {"created_by_ref": SEOUL}), ("One", {}), ("Other", {}))
    )
    ministry = {
        "type": "identity",
        "spec_version": "2.1",
        "id": SEOUL,
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "name": "Ministry in Seoul",
        "identity_class": "organization",
        "object_marking_refs": [CLEAR],
    }
    eu.load([ministry, relayed, one, other])
    eu.run("register", "add", "consent", "by=Korea", "to=Japan", f"item={relayed['id']}", "--officer", "O")
    eu.run("release", SEOUL, relayed["id"], one["id"], other["id"], "--to", "japan", "--officer", "O")
    officer = person(japan, "officer", "disclosure-officer")
    wait_for(
        lambda: all(officer.get(f"objects/{each['id']}").status == 200 for each in (relayed, one, other)),
        what="what the EU gave",
    )
    for each in (relayed, one, other):
        japan.run("register", "add", "consent", "by=union", "to=Korea", f"item={each['id']}", "--officer", "O")
    known = tmp_path / "parties.accord"
    unknown = tmp_path / "unknown.accord"
    # A set in which nobody has the name under which they were recorded.
    unknown.write_text(known.read_text().replace("codes eu, union", "codes eu"))

    def again():
        for file in (unknown, known):
            done = json.loads(japan.run("agreements", "apply", file, "--officer", "Legal", "--json").stdout)
        return done["queued"], done["released"]

    def waiting():
        lines = japan.run("queue", "--json", check=False).stdout.splitlines()
        return {(each["id"], each["party"]) for each in map(json.loads, lines)}

    assert again() == (2, 0)
    assert waiting() == {(one["id"], "korea"), (other["id"], "korea")}
    # An officer who names it all the same is told, and nothing goes.
    answer = officer.post("releases", {"ids": [relayed["id"]], "parties": ["korea"]})
    assert answer.status in (200, 201) and "release" not in [kind for kind, _ in kinds(japan)], answer.text
    assert [(each["id"], each["new"], each.get("originator")) for each in answer.json()["results"]] == [
        (relayed["id"], False, True)
    ]
    # So does what an earlier build has put into the queue, with an instruction that covers it.
    japan.stop()
    with sqlite3.connect(japan.folder / "store.db") as store:
        row = store.execute("SELECT row FROM object WHERE id=?", (relayed["id"],)).fetchone()[0]
        store.execute(
            "INSERT INTO queue (object, party, reason, since) VALUES (?, 'korea', 'day 2026-01-01', 0)", (row,)
        )
    japan.serve()
    assert waiting() == {(one["id"], "korea"), (other["id"], "korea")}
    japan.run("register", "add", "instruction", "name=SI-1", "to=korea", "tlp=green", "--officer", "Chief")
    assert again() == (0, 2)
    assert {inside["source"] for kind, inside in kinds(japan) if kind == "release"} == {one["id"], other["id"]}
