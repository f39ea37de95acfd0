"""Numbers and cursors that people see tell nothing of what they do not see (fault A9): two authors, and one counts."""

import base64
import http.client
import json

import pytest

from people import open_console, person
from support import GREEN, RED, Caller, indicator, link


@pytest.fixture
def eu(make_node):
    node = open_console(make_node("eu"))
    node.serve()
    return node


def cursors(someone, path, **query):
    """Every `next` of a list in pages of one."""
    found, after = [], None
    while True:
        answer = someone.get(path, limit=1, next=after, **query)
        assert answer.status == 200, answer.text
        after = answer.json().get("next")
        if not after:
            return found
        found.append(after)


def readings(text):
    """Numbers that somebody could read out of a cursor."""
    found = [int(text, base) for base in (10, 16, 36) if not text.strip("0123456789abcdefghijklmnopqrstuvwxyz"[:base])]
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return found + [
        int.from_bytes(data[start:end], order)
        for order in ("big", "little")
        for start, end in ((0, 16), (0, 8), (8, 16))
    ]


def test_a9_an_author_does_not_count_what_others_wrote_between(eu):
    counter, other = person(eu, "counter", "author"), person(eu, "other", "author")
    between = [0, 1, 4, 2]
    for number in between:
        hidden = [indicator(object_marking_refs=[RED], name=f"hidden {number}") for _ in range(number)]
        if hidden:
            eu.load(hidden)
        assert counter.write(indicator(object_marking_refs=[GREEN], name=f"own {number}")).status == 201
    for path in ("holdings", "export"):
        own = cursors(counter, path)
        assert len(own) == len(between) - 1 and len(set(own)) == len(own)
        assert {len(text) for text in own} == {22}, "as long whatever stands before"
        values = [readings(text) for text in own]
        for first, second in zip(values, values[1:]):
            assert all(abs(one - two) > 1_000 for one, two in zip(first, second)), "no distance to be counted"
        # The same place is another text for somebody else and in another list, and is taken from nobody else.
        assert not set(own) & set(cursors(other, path)) and not set(own) & set(
            cursors(counter, {"holdings": "export", "export": "holdings"}[path])
        )
        assert other.get(path, next=own[0]).status == 422
    forged = own[0][:-2] + ("AA" if own[0][-2:] != "AA" else "BB")
    for bad in (forged, "1", "7", "-1", "A" * 22, "A" * 400, own[0] + "A"):
        assert counter.get("export", next=bad).status == 422, bad
    eu.stop()
    eu.serve()
    assert counter.get("export", next=own[0]).status == 200, "a place outlives the process"


def test_a9_numbers_of_registers_and_instructions_are_in_no_order(eu):
    hidden = indicator(object_marking_refs=[RED], name="CANARY")
    eu.load([hidden])
    guard, officer, auditor = (
        person(eu, "guard", "security-officer"),
        person(eu, "officer", "disclosure-officer"),
        person(eu, "auditor", "auditor"),
    )
    for number in range(3):
        for _ in range(number):
            eu.run(
                "register",
                "add",
                "incident",
                f"item={hidden['id']}",
                "noticed=2026-11-20",
                "actual=true",
                "--officer",
                "S",
            )
        made = guard.post(
            "register", {"kind": "facility", "record": {"name": f"F{number}", "level": "EU EU-RESTRICTED"}}
        )
        assert made.status == 201, made.text
    items = guard.get("register").json()["items"]
    assert [one["name"] for one in items] == ["F2", "F1", "F0"] and {len(one["number"]) for one in items} == {22}
    seen = {one["number"] for one in auditor.get("register").json()["items"]}
    assert len(seen) == 3 and not seen & {one["number"] for one in items}
    for bad in ("1", "2", seen.pop()):
        assert guard.call("DELETE", f"/api/v1/register/{bad}").status == 404
        assert guard.post("register", {"kind": "facility", "record": items[0]["record"], "replaces": bad}).status == 404
    assert guard.call("DELETE", f"/api/v1/register/{items[0]['number']}").status == 204
    assert officer.get("instructions").json()["items"] == []


def test_a9_events_have_no_number(eu):
    someone = person(eu, "someone", "author")
    connection = http.client.HTTPConnection("127.0.0.1", eu.console, timeout=20)
    connection.request(
        "GET",
        "/api/v1/events",
        headers={"Host": f"127.0.0.1:{eu.console}", "Cookie": f"entente_session={someone.cookie}"},
    )
    answer = connection.getresponse()
    assert answer.status == 200
    lines = [answer.fp.readline()]
    assert someone.write(indicator(object_marking_refs=[GREEN])).status == 201
    while not (lines[-1].startswith(b"data:") and "recent" in json.loads(lines[-1][5:]).get("changed", [])):
        lines.append(answer.fp.readline())
        assert len(lines) < 200
    connection.close()
    assert not [line for line in lines if line.lower().startswith(b"id")], "nothing for Last-Event-ID to count"


def test_a9_a_partner_does_not_count_what_was_taken_back_before_it_came(make_node):
    eu, japan = make_node("eu"), make_node("japan")
    link(eu, japan)
    kept, gone = (
        [indicator(object_marking_refs=[GREEN], name=f"{name} {number}") for number in range(3)]
        for name in ("kept", "gone")
    )
    eu.load(kept + gone)
    for number, one in enumerate(kept):
        eu.run("release", one["id"], "--to", "japan", "--officer", "O")
        for other in gone[number * (number - 1) // 2 : number * (number + 1) // 2]:
            eu.run("release", other["id"], "--to", "japan", "--officer", "O")
            eu.run(
                "recall", "ask", other["id"], "--action", "withdraw", "--due", "2099-01-01T00:00:00Z", "--officer", "O"
            )
    eu.serve()
    feed, found, after = Caller(eu.base, context=japan.context()), [], {}
    while True:
        page = feed.get("/japan/collections/feed/objects/", {"limit": 1, **after}).json()
        if not page.get("more"):
            break
        after = {"next": page["next"]}
        found.append(page["next"].split("-")[0])
    assert len(found) >= 2 and {len(place) for place in found} == {32} and len(set(found)) == len(found)
    assert all(abs(int(one, 16) - int(other, 16)) > 1_000 for one, other in zip(found, found[1:])), (
        "no distance to be counted"
    )
    binding = after["next"].split("-")[1]
    # A place of an earlier release is taken: a partner may hold one.
    assert feed.get("/japan/collections/feed/objects/", {"limit": 1, "next": f"1-{binding}"}).status == 200
    assert eu.is_whole()
