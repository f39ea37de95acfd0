"""Lists of holdings: their order and columns, several objects at once, and doubles of what is brought."""

import time
import uuid

import pytest

from people import kinds, on_register, open_console, person
from support import AMBER, CLEAR, GREEN, RED, Node, indicator, link, wait_for


@pytest.fixture
def eu(tmp_path):
    node = open_console(Node(tmp_path / "eu", "eu", settings={"answer_step_milliseconds": 0}))
    node.serve()
    yield node
    node.stop()


@pytest.fixture
def pair(tmp_path):
    eu, japan = (open_console(Node(tmp_path / name, name)) for name in ("eu", "japan"))
    link(eu, japan)
    eu.serve()
    japan.serve()
    yield eu, japan
    eu.stop()
    japan.stop()


def bundle(*objects):
    return {"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": list(objects)}


def note(about, content="a note", marking=GREEN):
    return {
        "type": "note",
        "spec_version": "2.1",
        "id": f"note--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "content": content,
        "object_refs": [about],
        "object_marking_refs": [marking],
    }


def listed(someone, **query):
    """Every page of a list, some objects each, with the first answer."""
    first = found = someone.get("holdings", limit=7, **query).json()
    ids = [one["id"] for one in found["items"]]
    while "next" in found:
        found = someone.get("holdings", limit=7, next=found["next"], **query).json()
        ids += [one["id"] for one in found["items"]]
    return first, ids


def test_lists_are_in_order_over_all_pages_and_hide_what_is_hidden(eu):
    """Each order holds over everything that the person sees; places of one list are none of another."""
    things = []
    for number in range(12):
        marking = (CLEAR, GREEN, AMBER)[number % 3]
        made = f"2026-01-{28 - number:02}T00:00:00.000Z"
        things.append(indicator(number, f"heron {number}", modified=made, object_marking_refs=[marking]))
        things.append(note(things[0]["id"], f"heron note {number}", (GREEN, RED)[number % 2]))
    eu.load(things)
    author = person(eu, "author", "author")
    seen = [one for one in things if one["object_marking_refs"] != [RED]]
    level = {CLEAR: 0, GREEN: 1, AMBER: 2}
    newest = list(reversed(seen))
    wanted = {
        "newest": newest,
        "oldest": seen,
        "type": sorted(newest, key=lambda one: one["type"]),
        "source": newest,
        "marking": sorted(newest, key=lambda one: -level[one["object_marking_refs"][0]]),
        "version": sorted(newest, key=lambda one: one["modified"], reverse=True),
    }
    wait_for(lambda: author.get("holdings", q="heron").json()["count"] == len(seen))
    for order, objects in wanted.items():
        ids = [one["id"] for one in objects]
        for words in (None, "heron"):
            first, found = listed(author, order=order, q=words)
            assert found == ids, (order, words)
            assert (first["order"], first["count"]) == (order, len(seen))
        first, found = listed(author, order=order, type="indicator", since="2020-01-01")
        assert found == [one["id"] for one in objects if one["type"] == "indicator"] and first["order"] == order
    assert author.get("holdings", order="name").status == 422
    place = author.get("holdings", limit=7, order="type").json()["next"]
    other = person(eu, "other", "author")
    assert other.get("holdings", order="type", next=place).status == 422
    assert author.get("holdings", order="marking", next=place).status == 422
    assert author.get("holdings", next=place).status == 422


def test_an_order_that_looks_at_each_is_bounded_and_the_answer_says_which_one_it_has(eu):
    """Behind 1,000 the list stays the newest first, and goes on so; orders by what the index holds have no bound."""
    things = [indicator(number, f"tern {number}", object_marking_refs=[GREEN]) for number in range(1_020)]
    eu.load([note(things[0]["id"]), *things])
    author = person(eu, "author", "author")
    wait_for(lambda: author.get("holdings", q="tern").json()["count_more"], 60)
    first = author.get("holdings", limit=200, order="version").json()
    assert first["order"] == "newest" and first["items"][0]["id"] == things[-1]["id"]
    second = author.get("holdings", limit=200, order="version", next=first["next"]).json()
    assert second["items"][0]["id"] == things[-201]["id"] and second["order"] == "newest"
    assert author.get("holdings", limit=200, order="marking", q="tern").json()["order"] == "newest"
    assert author.get("holdings", limit=200, order="version", type="note").json()["order"] == "version"
    by_type = author.get("holdings", limit=200, order="type").json()
    assert by_type["order"] == "type" and {one["type"] for one in by_type["items"]} == {"indicator"}
    oldest = author.get("holdings", limit=2, order="oldest").json()["items"]
    assert [one["id"] for one in oldest][1] == things[0]["id"] and oldest[0]["type"] == "note"
    begun = time.monotonic()
    for order in ("newest", "oldest", "type", "source", "marking"):
        assert author.get("holdings", limit=50, order=order).status == 200
    assert time.monotonic() - begun < 5 * 0.3


def test_order_and_columns_are_each_persons_own(eu):
    someone, other = person(eu, "someone", "author"), person(eu, "other", "author")
    assert someone.get("searches").json() == {"items": [], "list": {}}
    form = {"order": "marking", "columns": ["type", "version"]}
    assert someone.post("searches/list", form).status == 204
    assert someone.post("searches", {"name": "one", "q": "heron", **form, "columns": []}).status == 204
    kept = someone.get("searches").json()
    assert kept == {"items": [{"name": "one", "q": "heron", "order": "marking", "columns": []}], "list": form}
    assert other.get("searches").json() == {"items": [], "list": {}}
    for bad in ({"order": "name"}, {"columns": ["name"]}, {"columns": ["type", "type"]}, {"columns": "type"}):
        assert someone.post("searches/list", bad).status == 422, bad
        assert someone.post("searches", {"name": "x", **bad}).status == 422, bad
    assert someone.get("searches").json() == kept
    assert someone.call("DELETE", "/api/v1/searches/list").status == 404
    # The row that has the list is no search, and takes no place of one.
    for number in range(49):
        assert someone.post("searches", {"name": f"other {number}"}).status == 204
    assert someone.post("searches", {"name": "too many"}).status == 422
    assert someone.post("searches/list", {"order": "type"}).status == 204


def test_several_are_released_each_for_itself_after_their_outcomes_were_shown(pair):
    """Each is named with its outcome; the number is said again; each has its own entry; what is left has a reason."""
    eu, japan = pair
    whole, amber, part, red, newer, own = (
        indicator(object_marking_refs=[GREEN], name="whole"),
        indicator(object_marking_refs=[AMBER], name="amber"),
        indicator(
            object_marking_refs=[GREEN],
            name="part",
            description="CANARY-part",
            granular_markings=[{"marking_ref": RED, "selectors": ["description"]}],
        ),
        indicator(object_marking_refs=[RED], name="CANARY-red"),
        indicator(object_marking_refs=[GREEN], name="newer"),
        indicator(object_marking_refs=[GREEN], name="own"),
    )
    eu.load([whole, amber, part, red, newer])
    eu.load([{**newer, "name": "newest", "modified": "2026-02-01T00:00:00.000Z"}], "newer.json")
    on_register(eu, "name=Sees", "nationality=eu", "clearances=[]", f'needs=["{part["id"]}"]')
    officer = person(eu, "sees", "disclosure-officer", register="Sees")
    author, reader = person(eu, "author", "author"), person(japan, "reader", "author")
    assert author.write(own).status == 201
    own["modified"] = author.get(f"objects/{own['id']}").json()["versions"][0]["version"]

    def items(*objects):
        return [{"id": one["id"], "version": one["modified"]} for one in objects]

    chosen = items(whole, amber, part, red, newer, own)
    question = {"act": "release", "party": "japan", "items": chosen}
    answer = officer.post("releases/outcomes", question)
    found = {one["id"]: one for one in answer.json()["items"]}
    assert [found[one["id"]]["state"] for one in (whole, amber, part, red, newer, own)] == [
        "release",
        "refuse",
        "rendition",
        "not-found",
        "newer-version",
        "release",
    ], answer.text
    assert found[whole["id"]]["name"] == "whole" and found[amber["id"]]["decision"]["grounds"]
    assert "name" not in found[red["id"]] and "CANARY-red" not in answer.text
    by_name = officer.post("releases/outcomes", {**question, "named": True}).json()["items"]
    assert {one["id"]: one["state"] for one in by_name}[amber["id"]] == "release"
    # Asking has done nothing, and is no author's act for a release.
    assert officer.get(f"objects/{whole['id']}").json()["releases"] == []
    assert author.post("releases/outcomes", question).status == 403
    # What an author would hand in: the own objects, whatever an officer decides later.
    handed = author.post("releases/outcomes", {**question, "act": "submit"}).json()["items"]
    assert {one["id"]: one["state"] for one in handed}[own["id"]] == "release"
    going = [
        {**one, "outcome": found[one["id"]]["state"]}
        for one in items(whole, part)
        if found[one["id"]]["state"] in ("release", "rendition")
    ]
    act = {"party": "japan", "items": going, "count": 2, "reason": "talks"}
    for bad in (
        {"count": 1},
        {"count": 3},
        {"items": [], "count": 0},
        {"reason": ""},
        {"party": "nobody"},
        {"items": [{**going[0], "outcome": "refuse"}, going[1]]},
        {"items": [going[0], going[0]]},
        {"items": [{"id": whole["id"], "outcome": "release"}, going[1]]},
        {"items": [{**going[0], "id": str(number)} for number in range(101)], "count": 101},
    ):
        assert officer.post("releases/together", {**act, **bad}).status == 422, bad
    assert author.post("releases/together", act).status == 403
    key = {"Idempotency-Key": "a-key-for-these"}
    answer = officer.post("releases/together", act, headers=key.items())
    assert answer.json() == {
        "results": [
            {"id": whole["id"], "done": True, "state": "release"},
            {"id": part["id"], "done": True, "state": "rendition"},
        ],
        "done": 2,
    }, answer.text
    again = officer.post("releases/together", act, headers=key.items())
    assert again.json() == answer.json() and again.headers["Idempotency-Replayed"] == "true"
    entries = [(kind, inside.get("subject", "")) for kind, inside in kinds(eu) if kind in ("release", "rendition")]
    assert len(entries) == 2
    # What would go another way than it was shown stays, and so does what is hidden or not the newest.
    left = officer.post(
        "releases/together",
        {
            **act,
            "items": [{**one, "outcome": "release"} for one in items(amber, red, newer)],
            "count": 3,
        },
    ).json()
    assert [(one["done"], one["state"]) for one in left["results"]] == [
        (False, "changed"),
        (False, "not-found"),
        (False, "newer-version"),
    ]
    assert left["done"] == 0
    wait_for(lambda: reader.get("holdings", source="partner eu").json()["count"] == 2)


def test_four_eyes_hold_for_several_as_for_one(tmp_path):
    eu, japan = (open_console(Node(tmp_path / name, name, settings={"four_eyes": True})) for name in ("eu", "japan"))
    link(eu, japan)
    eu.serve()
    both = person(eu, "both", "author", "disclosure-officer")
    own = indicator(object_marking_refs=[GREEN], name="own")
    assert both.write(own).status == 201
    version = both.get(f"objects/{own['id']}").json()["versions"][0]["version"]
    item = {"id": own["id"], "version": version}
    found = both.post("releases/outcomes", {"act": "release", "party": "japan", "items": [item]}).json()["items"]
    assert found[0]["state"] == "four-eyes"
    handed = both.post("releases/outcomes", {"act": "submit", "party": "japan", "items": [item]}).json()["items"]
    assert handed[0]["state"] == "release"
    act = {"party": "japan", "items": [{**item, "outcome": "release"}], "count": 1, "reason": "talks"}
    assert both.post("releases/together", act).json()["results"][0] == {
        "id": own["id"],
        "done": False,
        "state": "four-eyes",
    }
    eu.stop()


def test_doubles_are_found_before_anything_is_kept(eu):
    """Same version, older, newer, other content, same content under another identifier; nothing is kept by asking."""
    author, other = person(eu, "author", "author"), person(eu, "other", "author")
    things = [indicator(object_marking_refs=[GREEN], name=f"gannet {number}") for number in range(6)]
    names = author.post("imports", {"bundle": bundle(*things)}).json()["names"]
    newer = {**things[1], "modified": "2026-02-01T00:00:00.000Z", "description": "newer"}
    assert author.post("imports", {"bundle": bundle(newer), "known": "versions"}).json()["added"] == 1
    wait_for(lambda: author.get("holdings", q="gannet").json()["count"] == 6)
    file = bundle(
        things[0],
        things[1],
        {**things[2], "modified": "2026-03-01T00:00:00.000Z"},
        {**things[3], "name": "another content"},
        {
            **things[4],
            "id": indicator()["id"],
            "created": "2026-05-01T00:00:00.000Z",
            "modified": "2026-05-01T00:00:00.000Z",
        },
        indicator(object_marking_refs=[GREEN], name="nothing alike"),
    )
    answer = other.post("imports/doubles", {"bundle": file})
    found = answer.json()
    assert found["counts"] == {"known": 1, "older": 1, "later": 1, "conflict": 1, "alike": 1, "new": 1}, answer.text
    states = {one["state"]: one for one in found["items"]}
    assert (states["known"]["held"], states["known"]["name"]) == (names[things[0]["id"]], "gannet 0")
    alike = states["alike"]
    assert (alike["id"], alike["held"]) == (file["objects"][4]["id"], names[things[4]["id"]])
    assert author.get("holdings").json()["count"] == 6
    # Named as the same: it is not taken again, and what refers to it refers to what is here.
    tie = {
        "type": "relationship",
        "spec_version": "2.1",
        "id": f"relationship--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "relationship_type": "related-to",
        "source_ref": alike["id"],
        "target_ref": things[0]["id"],
        "object_marking_refs": [GREEN],
    }
    file["objects"].append(tie)
    same = {alike["id"]: alike["held"], file["objects"][5]["id"]: names[things[5]["id"]]}
    taken = other.post("imports", {"bundle": file, "known": "skip", "same": same}).json()
    # What is not found to say the same is taken as it is, whatever the caller says.
    assert (taken["added"], taken["known"], taken["refusals"]) == (2, 4, 1)
    kept = author.get(f"objects/{taken['names'][tie['id']]}").json()["versions"][0]["object"]
    assert (kept["source_ref"], kept["target_ref"]) == (alike["held"], names[things[0]["id"]])
    assert eu.is_whole()


def test_doubles_tell_nothing_of_what_is_held_above_the_person(eu):
    """What is held above the person, or partly hidden, is answered as what is not held; a guess too."""
    plain = indicator(object_marking_refs=[GREEN], name="plain")
    author = person(eu, "author", "author")
    names = author.post("imports", {"bundle": bundle(plain)}).json()["names"]
    held = author.get(f"objects/{names[plain['id']]}").json()["versions"][0]["object"]
    hidden = indicator(object_marking_refs=[RED], name="CANARY hidden", description="secret")
    partly = indicator(
        object_marking_refs=[GREEN],
        name="partly",
        description="CANARY guess",
        granular_markings=[{"marking_ref": RED, "selectors": ["description"]}],
    )
    eu.load([{**held, "name": "CANARY", "object_marking_refs": [RED], "modified": "2026-02-01T00:00:00.000Z"}])
    eu.load([hidden, partly, indicator(object_marking_refs=[GREEN], name="afterwards")], "hidden.json")
    wait_for(lambda: author.get("holdings", q="afterwards").json()["count"] == 1)
    guesses = [
        plain,
        {**plain, "modified": "2026-03-01T00:00:00.000Z"},
        {**hidden, "object_marking_refs": [GREEN]},
        {**hidden, "id": indicator()["id"], "object_marking_refs": [GREEN]},
        {**partly, "id": indicator()["id"], "granular_markings": []},
        {**partly, "id": indicator()["id"]},
    ]
    for guess in guesses:
        guess = {name: value for name, value in guess.items() if value != []}
        answer = author.post("imports/doubles", {"bundle": bundle(guess)})
        assert answer.json()["counts"] == {"new": 1} and answer.json()["items"] == [], answer.text
        assert "CANARY" not in answer.text.replace(guess.get("name", "-"), "").replace(
            guess.get("description", "-"), ""
        )
    for name in ("auditor", "security-officer", "disclosure-officer"):
        assert person(eu, name, name).post("imports/doubles", {"bundle": bundle(plain)}).status == 403
