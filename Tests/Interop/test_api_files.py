"""Files in and out of the API, destroying, collections and the index: what the command line does,
as far as each person may."""

import uuid

import pytest

from people import Person, kinds, open_console, person
from support import AMBER, GREEN, RED, Node, indicator, wait_for
from test_api import note, report, tie


@pytest.fixture
def eu(tmp_path):
    node = open_console(Node(tmp_path / "eu", "eu"))
    node.serve()
    yield node
    node.stop()


def bundle(*objects):
    return {"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": list(objects)}


def test_a_bundle_comes_in_under_names_of_the_node(eu):
    author = person(eu, "author", "author")
    one, two = indicator(object_marking_refs=[GREEN], name="one"), indicator(object_marking_refs=[GREEN], name="two")
    address = {
        "type": "ipv4-addr",
        "spec_version": "2.1",
        "id": "ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd",
        "value": "198.51.100.3",
        "object_marking_refs": [GREEN],
    }
    bound = tie("related-to", one["id"], two["id"])
    answer = author.post("imports", {"bundle": bundle(one, two, address, bound)})
    assert answer.status == 201, answer.text
    made = answer.json()
    assert (made["total"], made["added"], made["refused"]) == (4, 4, []) and set(made["names"]) == {
        one["id"],
        two["id"],
        address["id"],
        bound["id"],
    }
    assert not set(made["names"]) & set(made["names"].values())
    kept = author.get(f"objects/{made['names'][bound['id']]}").json()["versions"][0]["object"]
    assert (kept["source_ref"], kept["target_ref"]) == (made["names"][one["id"]], made["names"][two["id"]])
    assert (
        kept["external_references"] == [{"source_name": "imported", "external_id": f"stix:{bound['id']}"}]
        and kept["modified"] == bound["modified"]
    )
    assert (
        author.get(f"objects/{made['names'][address['id']]}").json()["versions"][0]["object"]["value"] == "198.51.100.3"
    )
    # Once more, and each alone: it is here already.
    again = author.post("imports", {"bundle": bundle(one, two, address, bound)}).json()
    assert (again["added"], again["known"], again["names"]) == (0, 4, made["names"])
    assert author.post("imports", {"bundle": two}).json()["known"] == 1
    assert author.get("holdings").json()["count"] == 4 and eu.is_whole()
    # Who brought it, wrote it: four eyes.
    assert person(eu, "officer", "disclosure-officer").get(f"objects/{made['names'][one['id']]}").status == 200


def test_b17_the_same_file_makes_no_doubles(eu):
    author, other = person(eu, "author", "author"), person(eu, "other", "author")
    objects = [indicator(object_marking_refs=[GREEN], name=f"number {number}") for number in range(20)]
    first = author.post("imports", {"bundle": bundle(*objects)}).json()
    assert first["added"] == 20
    # Again, by whoever sees it: skipped without a question, since there is nothing to choose;
    # what is new beside it is taken.
    new = tie("related-to", objects[0]["id"], objects[1]["id"])
    again = other.post("imports", {"bundle": bundle(*objects, new)})
    assert again.status == 201 and (again.json()["added"], again.json()["known"], again.json()["versions"]) == (
        1,
        20,
        0,
    )
    kept = author.get(f"objects/{again.json()['names'][new['id']]}").json()["versions"][0]["object"]
    assert (kept["source_ref"], kept["target_ref"]) == (
        first["names"][objects[0]["id"]],
        first["names"][objects[1]["id"]],
    )
    # A newer file: asked first, and nothing is kept until somebody has chosen.
    newer = [{**one, "name": "newer", "modified": "2026-02-01T00:00:00.000Z"} for one in objects[:5]] + objects[5:]
    asked = author.post("imports", {"bundle": bundle(*newer)})
    assert asked.status == 200 and asked.json() == {"total": 20, "question": {"known": 20, "newer": 5}}
    assert author.post("imports", {"bundle": bundle(*newer), "known": "perhaps"}).status == 422
    skipped = author.post("imports", {"bundle": bundle(*newer), "known": "skip"}).json()
    assert (skipped["added"], skipped["known"]) == (0, 20)
    taken = author.post("imports", {"bundle": bundle(*newer), "known": "versions"}).json()
    assert (taken["added"], taken["known"], taken["versions"], taken["refused"]) == (5, 15, 5, [])
    versions = author.get(f"objects/{first['names'][objects[0]['id']]}").json()["versions"]
    assert [one["object"]["name"] for one in versions] == ["newer", "number 0"]
    # The older file again: known. Other content under a version that is held: refused.
    assert author.post("imports", {"bundle": bundle(*objects)}).json()["known"] == 20
    forged = author.post("imports", {"bundle": bundle({**objects[6], "name": "other"})}).json()
    assert (forged["added"], [one["message"] for one in forged["refused"]]) == (
        0,
        ["another content has this id and version"],
    )
    # By the rules of versions: nothing follows a revocation, and only the creator makes versions.
    revoked = {**objects[7], "revoked": True, "modified": "2026-02-01T00:00:00.000Z"}
    assert author.post("imports", {"bundle": bundle(revoked), "known": "versions"}).json()["versions"] == 1
    after = author.post(
        "imports", {"bundle": bundle({**objects[7], "modified": "2026-03-01T00:00:00.000Z"}), "known": "versions"}
    ).json()
    assert [one["message"] for one in after["refused"]] == ["an earlier version of it is revoked"]
    # What leaves by an export comes back as what it is.
    out = author.get("export").json()["bundle"]
    assert author.post("imports", {"bundle": out}).json()["added"] == 0
    assert author.get("holdings").json()["count"] == 21 and eu.is_whole()


def test_b17_nobody_learns_by_importing_what_is_held_above_them(eu):
    """What the person does not see the whole of is no double: it is taken in anew, as if nothing were there."""
    item, plain = (
        indicator(object_marking_refs=[GREEN], name="plain"),
        indicator(object_marking_refs=[GREEN], name="other"),
    )
    author = person(eu, "author", "author")
    names = author.post("imports", {"bundle": bundle(item, plain)}).json()["names"]
    held = author.get(f"objects/{names[item['id']]}").json()["versions"][0]["object"]
    eu.load([{**held, "name": "CANARY", "object_marking_refs": [RED], "modified": "2026-02-01T00:00:00.000Z"}])
    answers = []
    for one in (item, {**item, "id": indicator()["id"]}):
        answer = author.post("imports", {"bundle": bundle({**one, "modified": "2026-03-01T00:00:00.000Z"})})
        found = answer.json()
        answers.append((answer.status, found["added"], found["known"], found["versions"], found["refusals"]))
    assert answers[0] == answers[1] == (201, 1, 0, 0, 0)


def test_importing_keeps_to_the_rules_of_writing_and_tells_nothing_of_what_is_held(eu):
    hidden, known = (
        indicator(object_marking_refs=[RED], name="CANARY-hidden"),
        indicator(object_marking_refs=[GREEN], name="known"),
    )
    address = {
        "type": "ipv4-addr",
        "spec_version": "2.1",
        "id": "ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd",
        "value": "198.51.100.3",
        "object_marking_refs": [RED],
    }
    eu.load([hidden, known, address])
    author = person(eu, "author", "author")
    nowhere = indicator()["id"]
    about_hidden, about_nowhere, about_both = (
        note([known["id"], hidden["id"]]),
        note([known["id"], nowhere]),
        note([known["id"]]),
    )
    answer = author.post(
        "imports", {"bundle": bundle(about_hidden, about_nowhere, about_both, note([about_hidden["id"]]))}
    ).json()
    assert answer["added"] == 1 and list(answer["names"]) == [about_both["id"]]
    messages = {one["id"]: one["message"] for one in answer["refused"]}
    assert messages[about_hidden["id"]] == f"it refers to `{hidden['id']}`, which is not here"
    assert messages[about_nowhere["id"]] == f"it refers to `{nowhere}`, which is not here"
    assert len(messages) == 3, "and what refers to something that was not taken"
    # The same identifier, the same observable: as if nothing were held.
    both = [{**hidden, "object_marking_refs": [GREEN], "name": "mine"}, {**address, "object_marking_refs": [GREEN]}]
    fresh = [{**one, "id": f"{one['type']}--{uuid.uuid4()}"} for one in both]
    for objects in (both, fresh):
        answer = author.post("imports", {"bundle": bundle(*objects)})
        assert answer.json()["added"] == 2 and all(
            author.get(f"objects/{id}").status == 200 for id in answer.json()["names"].values()
        )
    # Above one's clearance; lower than a portion; of types that are not brought.
    low = indicator(
        object_marking_refs=[GREEN], granular_markings=[{"marking_ref": AMBER, "selectors": ["name"]}], name="low"
    )
    marking = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": f"marking-definition--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "definition_type": "statement",
        "definition": {"statement": "x"},
    }
    answer = author.post(
        "imports",
        {
            "bundle": bundle(
                indicator(object_marking_refs=[RED]),
                low,
                marking,
                {"type": "indicator"},
                "text",
                {**known, "valid_from": "soon"},
            )
        },
    ).json()
    assert (answer["total"], answer["added"], answer["refusals"]) == (6, 0, 6), answer
    for body in (
        {},
        {"bundle": bundle()},
        {"bundle": {"objects": {}}},
        {"bundle": bundle(*[known] * 10_001)},
        {"bundle": {"objects": "x"}},
    ):
        assert author.post("imports", body).status == 422, str(body)[:80]
    # Twice in the file: once the same, once other content.
    twin = indicator(object_marking_refs=[GREEN], name="twin")
    answer = author.post("imports", {"bundle": bundle(twin, dict(twin), {**twin, "name": "other"})}).json()
    assert (answer["added"], [one["message"] for one in answer["refused"]]) == (
        2,
        ["the file has another content under this id and version"],
    )
    assert "CANARY" not in author.get("holdings").text and eu.is_whole()
    for role in ("disclosure-officer", "auditor", "security-officer", "administrator"):
        assert person(eu, role, role).post("imports", {"bundle": bundle(known)}).status == 403


def test_an_export_has_what_the_person_may_see_and_no_more(eu):
    hidden = indicator(object_marking_refs=[RED], name="CANARY-hidden")
    shown = [indicator(object_marking_refs=[GREEN], name=f"shown {number}") for number in range(5)]
    pointing = report("pointing", object_refs=[hidden["id"], shown[0]["id"]])
    eu.load([hidden, *shown, pointing])
    someone, chief = person(eu, "someone", "auditor"), person(eu, "chief", "administrator")
    answer = someone.get("export")
    found = {one["id"]: one for one in answer.json()["bundle"]["objects"]}
    assert set(found) == {one["id"] for one in (*shown, pointing)} and found[pointing["id"]]["object_refs"] == [
        shown[0]["id"]
    ]
    assert found[shown[1]["id"]] == shown[1]
    assert "CANARY" not in answer.everything() and hidden["id"] not in answer.text and "next" not in answer.json()
    ids, next = [], None
    while True:
        page = someone.get("export", limit=2, next=next).json()
        ids += [one["id"] for one in page["bundle"].get("objects", [])]
        next = page.get("next")
        if not next:
            break
    assert sorted(ids) == sorted(found)
    named = someone.get("export", ids=f"{hidden['id']},{shown[2]['id']},indicator--{uuid.uuid4()}").json()["bundle"]
    assert [one["id"] for one in named["objects"]] == [shown[2]["id"]]
    assert [one["id"] for one in someone.get("export", type="report").json()["bundle"]["objects"]] == [pointing["id"]]
    assert "objects" not in someone.get("export", q="nothing-like-it").json()["bundle"]
    for query in ({"limit": 0}, {"limit": 10_001}, {"next": "x"}, {"ids": ",".join(["x"] * 10_001)}):
        assert someone.get("export", **query).status in (414, 422, 431), query
    assert chief.get("export").status == 403 and Person(eu.console).get("export").status == 401


def test_an_officer_destroys_what_a_partner_gave(open_pair):
    eu, japan = open_pair
    item, hidden = (
        indicator(object_marking_refs=[GREEN], name="CANARY-content"),
        indicator(object_marking_refs=[GREEN], name="other"),
    )
    eu.load([item, hidden])
    eu.run("release", item["id"], hidden["id"], "--to", "japan", "--officer", "O")
    officer, author = person(japan, "officer", "disclosure-officer", title="N. Sato"), person(japan, "author", "author")
    wait_for(lambda: officer.get(f"objects/{item['id']}").status == 200)
    body = {"item": item["id"], "partner": "eu", "reason": "purpose fulfilled"}
    assert author.post("erasures", body).status == 403
    missing = officer.post("erasures", {**body, "item": indicator()["id"]})
    assert missing.status == 404 and officer.post("erasures", {**body, "partner": "korea"}).text == missing.text
    for bad in ({"reason": ""}, {"item": ""}, {"partner": 1}):
        assert officer.post("erasures", {**body, **bad}).status == 422, bad
    answer = officer.post("erasures", body)
    assert answer.status == 200, answer.text
    certificate = answer.json()["certificate"]
    assert (certificate["item"], certificate["from"], certificate["officer"]) == (item["id"], "eu", "N. Sato")
    assert [one["version"] for one in certificate["versions"]] == [item["modified"]] and certificate["out_of_reach"]
    assert officer.get(f"objects/{item['id']}").status == 404 and officer.post("erasures", body).status == 404
    assert [inside.get("reason") for kind, inside in kinds(japan) if kind == "erasure"] == ["purpose fulfilled"]
    japan.stop()
    assert b"CANARY-content" not in b"".join(file.read_bytes() for file in japan.folder.glob("store.db*"))


def test_collections_and_the_index_are_an_administrators(eu):
    chief, author = person(eu, "chief", "administrator"), person(eu, "author", "author")
    made = chief.post("collections", {"kind": "shelf", "title": "SOC tools", "alias": "soc"})
    assert made.status == 201, made.text
    assert [(one["kind"], one["title"], one["alias"]) for one in chief.get("collections").json()["items"]] == [
        ("shelf", "SOC tools", "soc")
    ]
    assert made.json()["id"] in eu.run("collection", "list").stdout
    for bad in (
        {"kind": "feed", "title": "x"},
        {"kind": "shelf"},
        {"kind": "shelf", "title": "x", "alias": "soc"},
        {"kind": "shelf", "title": "x", "alias": "a\nb"},
        {"kind": "shelf", "title": "x" * 201},
    ):
        assert chief.post("collections", bad).status == 422, bad
    for method, path in (
        ("GET", "collections"),
        ("POST", "collections"),
        ("DELETE", f"collections/{made.json()['id']}"),
        ("POST", "index"),
    ):
        assert author.call(method, f"/api/v1/{path}", {} if method == "POST" else None).status == 403
    assert chief.call("DELETE", f"/api/v1/collections/{uuid.uuid4()}").status == 404
    assert (
        chief.call("DELETE", f"/api/v1/collections/{made.json()['id']}").status == 204
        and chief.get("collections").json()["items"] == []
    )
    eu.load([indicator(object_marking_refs=[GREEN], name="harbour")])
    assert chief.post("index", {}).status == 204 and author.get("holdings", q="harbour").json()["count"] == 1
    assert "harbour" not in chief.get("collections").everything() and eu.is_whole()


def test_what_a_partner_released_is_fetched_when_somebody_asks(open_pair):
    eu, japan = open_pair
    japan.stop()
    japan.configure(pull_seconds=86_400)
    japan.serve()
    officer, author = person(japan, "officer", "security-officer"), person(japan, "author", "author")
    before = officer.get("partners/eu").json()["pulled"]
    wait_for(lambda: officer.get("partners/eu").json().get("pulled"))
    before = officer.get("partners/eu").json()["pulled"]
    assert officer.post("partners/eu", {"act": "pull"}).status == 202
    wait_for(lambda: officer.get("partners/eu").json()["pulled"] > before)
    assert (
        author.post("partners/eu", {"act": "pull"}).status == 403
        and officer.post("partners/nobody", {"act": "pull"}).status == 404
    )


def test_a_file_that_is_cut_short_leaves_nothing(eu):
    """SIGKILL in the middle: all of a file is there, or none of it."""
    author = person(eu, "author", "author")
    objects = [
        indicator(object_marking_refs=[GREEN], name=f"bulk {number}", description="x" * 200) for number in range(2000)
    ]
    import concurrent.futures
    import time

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        running = pool.submit(lambda: author.post("imports", {"bundle": bundle(*objects)}).status)
        time.sleep(0.12)
        eu.kill()
        try:
            acknowledged = running.result() == 201
        except OSError:
            acknowledged = False
    eu.serve()
    count = author.get("holdings").json()["count"]
    assert count in (0, 2000) and (count == 2000 or not acknowledged) and eu.is_whole()
