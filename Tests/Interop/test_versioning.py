"""Versions by the standard (STIX 2.1, 3.6) at every door: nothing follows a revocation,
and only the creator makes versions."""

import json
import uuid

import pytest

from people import open_console, person
from support import GREEN, Caller, Node, basic, indicator, link

OWN = "identity--02893d9a-92fa-474a-aaf5-c5191b11b6e5"
CREATOR = "identity--f431f809-377b-45e0-aa1c-6a4751cae5ff"
LATER, LAST = "2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"

# What stands, what comes, and the reason (None: it is taken). Each holds in whatever order the two come.
CASES = {
    "after-revocation": ({"revoked": True}, {"modified": LATER}, "an earlier version of it is revoked"),
    "other-creator": (
        {},
        {"modified": LATER, "created_by_ref": CREATOR},
        "another version of it has another `created_by_ref`",
    ),
    "created-changed": (
        {},
        {"modified": LATER, "created": "2026-01-01T00:00:00.001Z"},
        "another version of it has another `created`",
    ),
    "same-moment": (
        {},
        {"modified": "2026-01-01T00:00:00.000000Z", "name": "other"},
        "another content has this id and version",
    ),
    "revoked-last": ({}, {"modified": LATER, "revoked": True}, None),
    "next-version": ({"created_by_ref": CREATOR}, {"modified": LATER, "created_by_ref": CREATOR}, None),
}


@pytest.fixture
def eu(tmp_path):
    node = open_console(Node(tmp_path / "eu", "eu"))
    node.configure(identity=OWN)
    yield node
    node.stop()


def two(case, number):
    first, second, _ = CASES[case]
    one = indicator(number, object_marking_refs=[GREEN], **first)
    return one, {**one, "revoked": False, **second}


def apart(node, id):
    """What the store set apart under an id, as an officer sees it."""
    officer = node.officer.get("quarantine").json()["items"]
    return [one["reason"] for one in officer if one["id"] == id and not one["kept"]]


@pytest.mark.parametrize("reverse", [False, True], ids=["in order", "newer first"])
def test_a11_import(eu, reverse):
    pairs = {case: two(case, number)[:: -1 if reverse else 1] for number, case in enumerate(CASES)}
    eu.load([one for one, _ in pairs.values()])
    done = eu.load([other for _, other in pairs.values()], "second.json", check=False)
    assert done.returncode == 1
    for case, (_, other) in pairs.items():
        reason = CASES[case][2]
        assert (f"{other['id']}: {reason} (STIX 2.1, 3.6); it was set apart" in done.stderr) == (reason is not None), (
            case
        )
    assert "6 objects, 2 new, 0 there already, 4 refused" in done.stdout
    # The same once more: what is there stays known, what was refused stays refused.
    for pick, known in ((0, 6), (1, 2)):
        done = eu.load([pair[pick] for pair in pairs.values()], "again.json", check=False)
        assert f"0 new, {known} there already" in done.stdout
    assert eu.is_whole()


@pytest.mark.parametrize("kind", ["shelf", "inbox"])
def test_a11_taxii(eu, kind):
    collection = eu.run("collection", "add", "--kind", kind, "--title", "Tools").stdout.strip()
    key = eu.run("key", "add", "soc", "--scope", "read:*", "--scope", "write:*").stdout.strip()
    eu.serve()
    eu.officer = person(eu, "officer", "disclosure-officer")
    tools = Caller(eu.base, basic("soc", key))
    path = f"/tools/collections/{collection}/objects/"
    pairs = {case: two(case, number) for number, case in enumerate(CASES)}
    assert tools.add(path, [one for one, _ in pairs.values()])["success_count"] == 6
    status = tools.add(path, [other for _, other in pairs.values()])
    messages = {one["id"]: one["message"] for one in status["failures"]}
    assert messages == {
        other["id"]: f"{CASES[case][2]} (STIX 2.1, 3.6)" for case, (_, other) in pairs.items() if CASES[case][2]
    }
    assert (status["success_count"], status["failure_count"]) == (2, 4)
    assert tools.add(path, [one for one, _ in pairs.values()])["success_count"] == 6, "repeats are no errors"
    assert apart(eu, pairs["after-revocation"][0]["id"]) == ["after-revocation"]
    assert apart(eu, pairs["other-creator"][0]["id"]) == ["other-creator"]
    if kind == "shelf":
        shown = tools.all(path, {"match[version]": "all"})
        assert len(shown) == 8 and pairs["after-revocation"][1] not in shown


def test_a11_the_api(eu):
    eu.serve()
    author, eu.officer = person(eu, "author", "author"), person(eu, "officer", "disclosure-officer")
    for case, (first, second, reason) in CASES.items():
        one = indicator(object_marking_refs=[GREEN], **({"created_by_ref": OWN} if case == "next-version" else {}))
        one.update({name: value for name, value in first.items() if name == "revoked"})
        assert author.write(one).status == 201, case
        change = {**second, **({"created_by_ref": OWN} if case == "next-version" else {})}
        answer = author.post("objects", {"object": {**one, "revoked": False, **change}})
        if reason is None:
            assert answer.status == 201, (case, answer.text)
        else:
            assert answer.status == 409 and reason in answer.text, (case, answer.text)
            assert len(author.get(f"objects/{one['id']}").json()["versions"]) == 1
    assert eu.is_whole()


def test_a11_a_file_in_the_console(eu):
    """Versions within one file are judged likewise."""
    eu.serve()
    author = person(eu, "author", "author")
    pairs = {case: two(case, number) for number, case in enumerate(CASES) if case != "next-version"}
    pairs.pop("other-creator")  # It names an identity that is not here.
    objects = [one for pair in pairs.values() for one in pair]
    answer = author.post(
        "imports", {"bundle": {"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": objects}}
    ).json()
    refused = {one["id"]: one["message"] for one in answer["refused"]}
    assert refused == {pair[0]["id"]: CASES[case][2] for case, pair in pairs.items() if CASES[case][2]} | {
        pairs["same-moment"][0]["id"]: "the file has another content under this id and version"
    }
    assert answer["added"] == 5 and eu.is_whole()


def test_a11_what_a_partner_gives_is_judged_per_source(make_node):
    """The same identifier from elsewhere is no version of ours: nobody revokes it, nobody learns that it is here."""
    eu, japan = make_node("eu"), make_node("japan")
    link(eu, japan)
    mine = indicator(1, object_marking_refs=[GREEN], name="ours")
    japan.load([mine])
    eu.load(
        [
            {**mine, "revoked": True, "name": "theirs", "created_by_ref": CREATOR},
            {
                "type": "identity",
                "spec_version": "2.1",
                "id": CREATOR,
                "created": "2026-01-01T00:00:00.000Z",
                "modified": "2026-01-01T00:00:00.000Z",
                "name": "C",
                "object_marking_refs": [GREEN],
            },
        ]
    )
    eu.serve()
    eu.run("release", mine["id"], CREATOR, "--to", "japan", "--officer", "O")
    assert json.loads(japan.run("pull", "eu", "--json").stdout)["added"] == 2
    assert "1 new" in japan.load([{**mine, "modified": LATER}], "next.json").stdout
    assert japan.is_whole()
