"""`import`: what is said of a file's objects, and the way in for what is not valid."""

import json

import pytest

from people import kinds, open_console, person
from support import GREEN, PACT, PARTIES, TESTDATA, Node, indicator, link, wait_for
from test_agreements import marking

ATTACK = TESTDATA / "attack-stix"
MARKING = "marking-definition--5eed0000-8d90-4e51-bc29-71d5b4802168"


@pytest.fixture
def eu(tmp_path):
    node = open_console(Node(tmp_path / "eu", "eu"))
    yield node
    node.stop()


def report(node, objects, *options, name="load.json", status=0):
    file = node.folder / name
    file.write_text(
        json.dumps({"type": "bundle", "id": "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d", "objects": objects})
    )
    done = node.run("import", file, "--json", *options, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return json.loads(done.stdout)


# B15


def test_b15_every_refusal_is_told(eu):
    objects = [indicator(number, valid_from="soon") for number in range(150)] + [indicator(1000)]
    found = report(eu, objects, status=1)
    assert (found["total"], found["added"], found["refused"]) == (151, 1, 150)
    assert [one["id"] for one in found["refusals"]] == [one["id"] for one in objects[:150]]
    done = eu.load(objects, check=False)
    lines = done.stderr.splitlines()
    assert (
        sum("indicator--" in line for line in lines) == 100
        and "  … and 50 more that are not shown; --json lists them" in lines
    )


def test_b15_quarantine_is_counted_when_the_file_is_through(eu):
    unknown = "marking-definition--5eed0000-0000-4e51-bc29-71d5b4802168"
    known = marking("EU-RESTRICTED", 10)
    objects = [indicator(number, object_marking_refs=[known["id"]]) for number in range(3)]
    found = report(eu, [*objects, indicator(9, object_marking_refs=[unknown]), known])
    assert (found["added"], found["quarantined"]) == (5, 1)
    assert "1 in quarantine" in eu.load([indicator(10, object_marking_refs=[unknown])], "more.json").stdout


# B16


def old_form(thing):
    """As MITRE wrote in older releases: `modified` with three digits beside `created` with six, and empty lists."""
    return {
        **thing,
        "created": "2026-01-01T00:00:00.000345Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "external_references": [],
    }


def test_b16_what_is_not_valid_comes_in_apart_and_never_goes_out(make_node):
    eu, japan = (open_console(make_node(name)) for name in ("eu", "japan"))
    link(eu, japan)
    eu.serve()
    author, officer = person(eu, "author", "author"), person(eu, "officer", "disclosure-officer", "security-officer")
    bad, good = (
        old_form(indicator(1, "quicksand trojan", object_marking_refs=[GREEN])),
        indicator(2, "ordinary", object_marking_refs=[GREEN]),
    )
    copyright = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": MARKING,
        "created": "2026-01-01T00:00:00Z",
        "definition_type": "statement",
        "definition": {"statement": "(c)"},
    }
    unreadable = old_form(indicator(3, object_marking_refs=["green"]))
    nameless = {**old_form(indicator(4)), "id": "indicator--x"}
    objects = [bad, good, copyright, unreadable, nameless, indicator(5, object_marking_refs=[MARKING])]
    plain = report(eu, objects, status=1)
    assert (plain["added"], plain["as_found"], plain["refused"]) == (2, 0, 4)
    found = report(eu, objects, "--as-found", name="mitre.json", status=1)
    assert (found["total"], found["known"], found["as_found"], found["refused"]) == (6, 2, 2, 2)
    assert [one.get("id") for one in found["refusals"]] == [unreadable["id"], nameless["id"]]
    again = report(eu, objects, "--as-found", status=1)
    assert (again["as_found"], again["known"], again["refused"]) == (0, 4, 2)
    # Logged as what it was.
    assert [inside for kind, inside in kinds(eu) if kind == "as-found"] == [
        {"found": 2, "total": 6},
        {"found": 0, "total": 6},
    ]
    # Shown with what is wrong, byte for byte as it was found.
    shown = json.loads(eu.run("show", bad["id"], "--json").stdout)
    assert shown["source"] == "found" and shown["object"] == bad
    assert shown["quarantine"] == "as-found: value-empty external_references; timestamp-order modified"
    assert [(one["code"], one["path"]) for one in shown["findings"]] == [
        ("value-empty", "external_references"),
        ("timestamp-order", "modified"),
    ]
    # Searched, by the host and by people who may see its marking.
    assert bad["id"] in eu.run("search", "quicksand").stdout
    listed = wait_for(lambda: author.get("holdings", q="quicksand").json()["items"])
    assert [(one["id"], one["source"]) for one in listed] == [(bad["id"], "found")]
    assert author.get(f"objects/{bad['id']}").json()["versions"][0]["object"]["name"] == "quicksand trojan"
    reasons = {one["reason"] for one in officer.get("quarantine").json()["counts"]}
    assert "as-found" in reasons
    # Never released, whoever asks and by whatever way; never exported as the party's own.
    done = eu.run("release", bad["id"], "--to", "japan", "--officer", "O", check=False)
    assert done.returncode != 0, done.stdout
    answer = officer.post("releases", {"ids": [bad["id"]], "parties": ["japan"], "named": []})
    assert answer.status == 422 and "no object has the id" in answer.text, answer.text
    assert bad["id"] not in eu.holdings()
    eu.run("release", good["id"], "--to", "japan", "--officer", "O")
    assert "1 new" in japan.run("pull", "eu").stdout or good["id"] in japan.holdings("--from", "eu")
    assert bad["id"] not in japan.holdings("--from", "eu")
    assert author.post("objects", {"object": {**bad, "modified": "2026-02-01T00:00:00.000Z"}}).status in (404, 422)
    # Healed by a later version that is valid.
    healed = indicator(1, "quicksand trojan", object_marking_refs=[GREEN], modified="2026-01-02T00:00:00.000Z")
    eu.load([healed], "healed.json")
    wait_for(
        lambda: (
            [(one["id"], one["source"]) for one in author.get("holdings", q="quicksand").json()["items"]]
            == [(bad["id"], "own")]
        )
    )
    assert [one["object"] for one in author.get(f"objects/{bad['id']}").json()["versions"]] == [healed]
    assert [
        one["quarantine"]
        for one in map(json.loads, eu.run("show", bad["id"], "--json").stdout.splitlines())
        if one["source"] == "found" and "quarantine" in one
    ] == []
    assert eu.run("release", bad["id"], "--to", "japan", "--officer", "O").returncode == 0
    # What is older than the valid one stays out; what is newer stands beside it, behind it.
    assert report(eu, [bad], "--as-found")["known"] == 1
    newer = {**healed, "modified": "2026-03-01T00:00:00.000Z", "labels": []}
    assert report(eu, [newer], "--as-found")["as_found"] == 1
    versions = author.get(f"objects/{bad['id']}").json()["versions"]
    assert [one["object"] for one in versions] == [healed, newer]
    assert eu.is_whole()


def test_b16_new_agreements_and_days_ask_nothing_of_what_was_found(make_node, tmp_path):
    eu, japan = make_node("eu"), make_node("japan")
    link(eu, japan)
    report(eu, [old_form(indicator(1, object_marking_refs=[GREEN]))], "--as-found")
    (tmp_path / "parties.accord").write_text(PARTIES + PACT.format(state="", ceiling="EU-SECRET"))
    applied = eu.run("agreements", "apply", tmp_path / "parties.accord", "--officer", "O", check=False)
    assert indicator(1)["id"] not in applied.stdout + applied.stderr
    assert eu.is_whole()


@pytest.mark.skipif(not ATTACK.exists(), reason="the data is not here")
def test_b16_mitre_as_it_was_and_as_it_is(eu):
    """A bundle with old forms put in, then the next release of it, which is valid and heals what it brings anew."""
    old, new = (
        json.loads((ATTACK / f"ics-attack-{release}.json").read_text())["objects"] for release in ("17.1", "18.1")
    )
    spoilt = [
        {**one, "created": one["modified"][:-1] + "345Z", "external_references": []}
        if place % 5 == 0 and "modified" in one
        else one
        for place, one in enumerate(old)
    ]
    bad = [one for one, other in zip(spoilt, old) if one != other]
    found = report(eu, spoilt, "--as-found")
    assert (found["total"], found["added"], found["as_found"], found["refused"]) == (
        len(old),
        len(old) - len(bad),
        len(bad),
        0,
    )
    # MITRE has changed some texts without a new `modified`: that is another content of the same version (3.6).
    after = report(eu, new, status=1)
    assert {one["message"] for one in after["refusals"]} == {
        "another content has this id and version (STIX 2.1, 3.6); it was set apart"
    }
    refused = {one["id"] for one in after["refusals"]}
    newest = {one["id"]: one["modified"] for one in new if "modified" in one and one["id"] not in refused}
    for one in bad[:40]:
        versions = [json.loads(line) for line in eu.run("show", one["id"], "--json").stdout.splitlines()]
        standing = [version for version in versions if version["source"] == "found" and "quarantine" in version]
        assert bool(standing) == (newest.get(one["id"], "") < one["modified"]), one["id"]
    assert eu.is_whole()
