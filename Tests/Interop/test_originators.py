"""What came from somebody is never offered to that party again: it has it, since it is its own (fault A14)."""

import pytest

from people import open_console, person
from support import CLEAR, PARTIES, Node, accept_invitation, indicator, link, wait_for

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
    file.write_text(PARTIES.replace("  codes korea", f"  codes korea\n  identity {SEOUL}"))
    for node in (eu, open_console(japan)):
        node.run("agreements", "apply", file, "--officer", "Legal")
        node.serve()
    yield eu, japan
    for node in (eu, japan):
        node.stop()


def test_a14_nothing_is_offered_to_its_own_originator(japan):
    eu, japan = japan
    theirs, relayed = indicator(name="Theirs", object_marking_refs=[CLEAR]), indicator(name="Relayed", object_marking_refs=[CLEAR], created_by_ref=SEOUL)
    own = indicator(name="Own", object_marking_refs=[CLEAR])
    ministry = {"type": "identity", "spec_version": "2.1", "id": SEOUL, "created": "2026-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z",
                "name": "Ministry in Seoul", "identity_class": "organization", "object_marking_refs": [CLEAR]}
    eu.load([ministry, theirs, relayed])
    japan.load([own])
    eu.run("release", SEOUL, theirs["id"], relayed["id"], "--to", "japan", "--officer", "O")
    officer = person(japan, "officer", "disclosure-officer")

    def have(item):
        answer = wait_for(lambda: (found := officer.get(f"objects/{item['id']}/decisions")).status == 200 and found, what=item["name"])
        assert {one["party"] for one in answer.json()["decisions"]} == {"eu", "korea"}
        return {one["party"] for one in answer.json()["decisions"] if one.get("originator")}
    assert have(theirs) == {"eu"}
    # Who created it has it as well as who gave it.
    assert have(relayed) == {"eu", "korea"}
    assert have(own) == set()
