"""What one act of release covers: exactly one version of an object,
and what becomes of it when a newer one is written."""

import json
import sqlite3
import threading

import pytest

from people import person
from support import AMBER, CLEAR, Caller, GREEN, RED, indicator, link, wait_for

LATER = "2026-06-01T00:00:00.000Z"
LAST = "2026-07-01T00:00:00.000Z"


@pytest.fixture
def officer(open_pair):
    return person(open_pair[0], "officer", "disclosure-officer")


def versions(node, item):
    """What a partner's node holds of an item, by version."""
    node.run("pull")
    found = json.loads(node.run("export", "--from", "eu").stdout).get("objects", [])
    return {one["modified"]: one["name"] for one in found if one["id"] == item["id"]}


def feed(eu, japan, item):
    """The versions of an item that the feed shows a partner now."""
    caller = Caller(eu.base, context=japan.context())
    return [
        one["modified"]
        for one in caller.all(
            "/japan/collections/feed/objects/", [("match[id]", item["id"]), ("match[version]", "all")]
        )
    ]


def acts(eu):
    lines = [json.loads(line) for line in eu.run("audit", "--json").stdout.splitlines()]
    return [
        (one["kind"], one.get("version"))
        for one in lines
        if one["kind"] in ("release", "refusal", "withdrawal", "rendition")
    ]


def two(marking=GREEN, **more):
    first = indicator(name="Draft: names agent BLACKBIRD by mistake", object_marking_refs=[GREEN])
    return first, {**first, "name": "Corrected: no names", "modified": LATER, "object_marking_refs": [marking], **more}


@pytest.mark.parametrize("way", ["console", "command", "all"])
def test_a1_exactly_the_version_that_was_previewed_goes(open_pair, officer, way):
    eu, japan = open_pair
    first, second = two()
    eu.load([first], "first.json")
    eu.load([second], "second.json")
    if way == "console":
        shown = officer.get(f"objects/{first['id']}").json()["versions"][0]["version"]
        answer = officer.post(
            "releases", {"ids": [first["id"]], "versions": {first["id"]: shown}, "parties": ["japan"]}
        ).json()
        assert [(one["version"], one["outcome"], one["new"]) for one in answer["results"]] == [(LATER, "release", True)]
    elif way == "command":
        printed = eu.run("release", first["id"], "--to", "japan", "--officer", "O", "--json").stdout.splitlines()
        assert [json.loads(line)["version"] for line in printed] == [LATER]
    else:
        eu.run("release", "--all", "--to", "japan", "--officer", "O")
    assert versions(japan, first) == {LATER: "Corrected: no names"}
    assert acts(eu) == [("release", LATER)]
    # The older one goes when somebody asks for it by name, and then stands beside the newer one.
    eu.run("release", first["id"], "--version", first["modified"], "--to", "japan", "--officer", "O")
    assert versions(japan, first) == {LATER: second["name"], first["modified"]: first["name"]}
    unknown = eu.run("release", first["id"], "--version", LAST, "--to", "japan", "--officer", "O", check=False)
    assert unknown.returncode == 2 and "there is no version" in unknown.stderr


def test_a1_what_was_written_after_the_look_is_looked_at_first(open_pair, officer):
    eu, japan = open_pair
    first, second = two()
    eu.load([first], "first.json")
    shown = officer.get(f"objects/{first['id']}").json()["versions"][0]["version"]
    eu.load([second], "second.json")
    answer = officer.post("releases", {"ids": [first["id"]], "versions": {first["id"]: shown}, "parties": ["japan"]})
    assert (answer.status, answer.json()["code"]) == (409, "newer-version")
    answer = officer.post(
        "releases", {"ids": [first["id"]], "versions": {first["id"]: shown}, "older": True, "parties": ["japan"]}
    ).json()
    assert [(one["version"], one["outcome"]) for one in answer["results"]] == [(shown, "release")]
    assert versions(japan, first) == {shown: first["name"]}
    for bad in ("x", ["x"], {first["id"]: 1}):
        assert officer.post("releases", {"ids": [first["id"]], "versions": bad, "parties": ["japan"]}).status == 422


def test_a2_one_item_has_one_outcome(open_pair, officer):
    eu, japan = open_pair
    first = indicator(name="first", object_marking_refs=["marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"])
    second = {**first, "name": "second", "modified": LATER, "object_marking_refs": [GREEN]}
    other = indicator(name="other", object_marking_refs=[AMBER])
    eu.load([first], "first.json")
    eu.load([second, other], "second.json")
    answer = officer.post("releases", {"ids": [first["id"], other["id"]], "parties": ["japan"]})
    assert answer.status == 200, answer.text
    results = answer.json()["results"]
    assert [(one["id"], one["version"], one["outcome"]) for one in results] == [
        (first["id"], LATER, "release"),
        (other["id"], other["modified"], "refuse"),
    ]
    assert acts(eu) == [("release", LATER), ("refusal", other["modified"])]
    assert versions(japan, first) == {LATER: "second"}


def test_a3_an_older_version_leaves_when_the_newer_one_may_not_go_that_way(open_pair, officer):
    eu, japan = open_pair
    first, second = two(AMBER)
    eu.load([first], "first.json")
    officer.post("releases", {"ids": [first["id"]], "parties": ["japan"]})
    assert feed(eu, japan, first) == [first["modified"]]
    eu.load([second], "second.json")
    assert feed(eu, japan, first) == []
    [item] = officer.get("queue").json()["items"]
    assert item["reason"] == "the newer version may not go as the older one did, which has left the feed"
    assert (item["version"], item["given"]["version"]) == (LATER, first["modified"]) and item["decision"][
        "outcome"
    ] == "refuse"
    # The older one alone does not go any more; an officer who sees both may let it stand.
    plain = eu.run("release", first["id"], "--to", "japan", "--officer", "O", check=False)
    assert plain.returncode == 1 and feed(eu, japan, first) == []
    [item] = officer.get("queue").json()["items"] or [None]


def test_a3_nobody_but_officers_is_told_by_a_withdrawal_that_a_hidden_version_is_there(open_pair, officer):
    """What is said of where the older version went is the same before and after, for who may not see the newer one."""
    eu, japan = open_pair
    reader = person(eu, "reader", "author")
    first, second = two(RED)
    eu.load([first], "first.json")
    officer.post("releases", {"ids": [first["id"]], "parties": ["japan"]})
    before = reader.get(f"objects/{first['id']}").json()
    decisions = reader.get(f"objects/{first['id']}/decisions").json()
    eu.load([second], "second.json")
    assert feed(eu, japan, first) == []
    # Whether somebody else was quicker an author has to know before writing.
    assert reader.get(f"objects/{first['id']}").json() == {**before, "editable": False}
    assert reader.get(f"objects/{first['id']}/decisions").json() == decisions
    assert [one["outcome"] for one in officer.get(f"objects/{first['id']}").json()["releases"]] == [
        "release",
        "withdraw",
    ]


def test_a3_an_officer_confirms_that_the_older_version_stays_until_another_comes(open_pair, officer):
    eu, japan = open_pair
    first, second = two(RED)
    eu.load([first], "first.json")
    officer.post("releases", {"ids": [first["id"]], "parties": ["japan"]})
    eu.load([second], "second.json")
    eu.run("release", first["id"], "--version", first["modified"], "--to", "japan", "--officer", "O")
    assert feed(eu, japan, first) == [first["modified"]] and eu.run("queue").returncode == 0
    # It stands over a new judgement of the feed, and leaves with the next version.
    eu.run("agreements", "apply", "Examples/agreements", "--officer", "O")
    assert feed(eu, japan, first) == [first["modified"]]
    eu.load([{**second, "modified": LAST}], "third.json")
    assert feed(eu, japan, first) == []


def test_a3_a_newer_version_that_may_go_waits_and_the_older_one_stays(open_pair, officer):
    eu, japan = open_pair
    first, second = two(CLEAR)
    eu.load([first], "first.json")
    officer.post("releases", {"ids": [first["id"]], "parties": ["japan"]})
    eu.load([second], "second.json")
    assert feed(eu, japan, first) == [first["modified"]]
    [item] = officer.get("queue").json()["items"]
    assert item["reason"] == "a newer version waits; the older one stays" and item["version"] == LATER
    body = {"act": "release", "party": "japan", "outcome": "release", "ids": [first["id"]], "count": 1, "reason": "x"}
    assert (
        officer.post("decisions", {**body, "versions": {first["id"]: first["modified"]}}).json()["results"][0]["state"]
        == "changed"
    )
    assert officer.post("decisions", {**body, "versions": {first["id"]: LATER}}).json()["done"] == 1
    assert sorted(feed(eu, japan, first)) == [first["modified"], LATER] and not officer.get("queue").json()["items"]


def test_a3_a_newer_version_goes_by_the_instruction_that_covers_it(make_node):
    eu, japan = make_node("eu", pull_seconds=1), make_node("japan", pull_seconds=1)
    link(eu, japan)
    eu.run("register", "add", "instruction", "name=SI-1", "to=japan", "tlp=green", "--officer", "Chief")
    eu.serve()
    japan.serve()
    first, second = two()
    eu.load([first], "first.json")
    eu.run("release", first["id"], "--to", "japan", "--officer", "O")
    eu.load([second], "second.json")
    wait_for(lambda: LATER in versions(japan, first))
    # What it does not cover waits for its officer, who was not made to refuse it.
    eu.load([{**second, "modified": LAST, "object_marking_refs": [AMBER]}], "third.json")
    wait_for(lambda: not feed(eu, japan, first))
    eu.run("queue", "--standing", check=False)
    assert eu.run("queue", check=False).returncode == 1 and "refusal" not in [one[0] for one in acts(eu)]


def test_a3_a_portion_that_is_marked_later_takes_the_older_text_off_the_feed(open_pair, officer):
    eu, japan = open_pair
    first, second = two(
        GREEN, description="CANARY", granular_markings=[{"marking_ref": AMBER, "selectors": ["description"]}]
    )
    first = {**first, "description": "CANARY"}
    eu.load([first], "first.json")
    officer.post("releases", {"ids": [first["id"]], "parties": ["japan"]})
    eu.load([second], "second.json")
    assert feed(eu, japan, first) == []
    [item] = officer.get("queue").json()["items"]
    assert item["decision"]["outcome"] == "rendition"
    eu.run("release", first["id"], "--to", "japan", "--officer", "O")
    # The rendition leaves, too, when one more portion is marked.
    eu.load(
        [
            {
                **second,
                "modified": LAST,
                "granular_markings": [{"marking_ref": AMBER, "selectors": ["description", "name"]}],
            }
        ],
        "third.json",
    )
    assert "rendition" not in [one[0] for one in acts(eu)[-1:]] and acts(eu)[-1][0] == "withdrawal"


def test_a3_a_revoked_object_leaves_and_the_revocation_is_asked_about(open_pair, officer):
    eu, japan = open_pair
    first, second = two(GREEN, revoked=True)
    eu.load([first], "first.json")
    officer.post("releases", {"ids": [first["id"]], "parties": ["japan"]})
    assert versions(japan, first) == {first["modified"]: first["name"]}
    eu.load([second], "second.json")
    assert feed(eu, japan, first) == []
    [item] = officer.get("queue").json()["items"]
    assert item["reason"] == "its author has revoked it; the older version has left the feed"
    officer.post("releases", {"ids": [first["id"]], "versions": {first["id"]: LATER}, "parties": ["japan"]})
    assert feed(eu, japan, first) == [LATER] and LATER in versions(japan, first)


def test_c3_two_officers_at_once_make_one_release(open_pair, officer):
    eu, _ = open_pair
    other = person(eu, "other", "disclosure-officer")
    items = [indicator(name=f"item {number}", object_marking_refs=[GREEN]) for number in range(12)]
    eu.load(items)
    told = []
    for item in items:
        gate = threading.Barrier(2)

        def act(someone, item=item, gate=gate):
            gate.wait()
            answer = someone.post("releases", {"ids": [item["id"]], "parties": ["japan"]}).json()
            told.append((item["id"], answer["results"][0]["outcome"], answer["results"][0]["new"]))

        both = [threading.Thread(target=act, args=(someone,)) for someone in (officer, other)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
    assert len(acts(eu)) == len(items)
    for item in items:
        assert sorted(one[1:] for one in told if one[0] == item["id"]) == [("release", False), ("release", True)]


def test_a10_what_was_destroyed_and_comes_again_is_shown_at_once(open_pair):
    eu, japan = open_pair
    reader = person(japan, "reader", "disclosure-officer", "author")
    item = indicator(name="again and again", object_marking_refs=[GREEN])
    eu.load([item])
    eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    assert versions(japan, item)
    japan.run("erase", item["id"], "--from", "eu", "--officer", "O", "--reason", "R")
    japan.stop()
    japan.serve()
    named = lambda: [one["id"] for one in reader.get("holdings").json()["items"]]
    assert item["id"] not in named()
    # Another one, so that the place of what was destroyed lies behind what was read.
    other = indicator(name="behind", object_marking_refs=[GREEN])
    eu.load([other], "other.json")
    eu.run("release", other["id"], "--to", "japan", "--officer", "O")
    wait_for(lambda: other["id"] in named())
    japan.run("erase", item["id"], "--from", "eu", "--officer", "O", "--reason", "needed again", "--again")
    with sqlite3.connect(japan.folder / "store.db") as store:
        store.execute("UPDATE partner SET cursor=NULL")
    japan.run("pull")
    assert item["id"] in named() and reader.get("search", q="again and again").status in (200, 404)


def test_a8_an_unreadable_recall_or_refusal_stops_the_decision(open_pair, officer):
    """A record that closes and cannot be read never makes an answer laxer."""
    eu, japan = open_pair
    item = indicator(name="recalled", object_marking_refs=[GREEN])
    eu.load([item])
    eu.stop()
    with sqlite3.connect(eu.folder / "store.db") as store:
        store.execute(
            "INSERT INTO register(kind, name, body, recorded, officer) VALUES('recall', ?, ?, 1, 'O')",
            (item["id"], b'{"item":1'),
        )
    done = eu.run("release", item["id"], "--to", "japan", "--officer", "O", check=False)
    assert done.returncode == 2 and "cannot be read" in done.stderr and item["name"] not in done.stderr
    eu.serve()
    assert Caller(eu.base, context=japan.context()).get("/japan/collections/feed/objects/").status == 503
