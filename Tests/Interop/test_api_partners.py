"""Links in the API: invitations by console, fingerprints,
and what passed over a link as far as a person may know of it."""

import json

import pytest

from people import ask_back, kinds, on_register, open_console, person
from support import CLEAR, GREEN, PARTIES, Node, indicator, link, wait_for
from test_api_agreements import IN_FORCE, RESTRICTED, pact


@pytest.fixture
def apart(tmp_path):
    """Two nodes that do not know each other."""
    nodes = [open_console(Node(tmp_path / name, name)) for name in ("eu", "japan")]
    for node in nodes:
        node.serve()
    yield nodes
    for node in nodes:
        node.stop()


def test_two_nodes_are_linked_from_their_consoles(apart):
    eu, japan = apart
    chiefs = [person(node, "chief", "administrator") for node in apart]
    officers = [person(node, "officer", "disclosure-officer", title="A. Martin") for node in apart]
    names = ("eu", "japan")
    taken = []
    for inviting, invited in ((0, 1), (1, 0)):
        made = chiefs[inviting].post(f"partners/{names[invited]}", {"act": "invite"})
        assert made.status == 200 and made.json()["name"] == f"{names[inviting]}-for-{names[invited]}.json", made.text
        assert officers[invited].post("partners", {"invitation": made.json()["invitation"]}).status == 403
        changed = made.json()["invitation"].replace(names[inviting].title(), "Somebody")
        assert chiefs[invited].post("partners", {"invitation": changed}).json()["code"] == "refused"
        answer = chiefs[invited].post("partners", {"invitation": made.json()["invitation"]})
        assert answer.status == 201 and answer.json()["fingerprint"] == made.json()["fingerprint"], answer.text
        taken.append((invited, names[inviting], made.json()["fingerprint"]))
    # Whoever carries the file does not confirm it, and a wrong fingerprint confirms nothing.
    for place, other, fingerprint in taken:
        assert chiefs[place].post(f"partners/{other}", {"act": "confirm", "fingerprint": fingerprint}).status == 403
        assert (
            officers[place].post(f"partners/{other}", {"act": "confirm", "fingerprint": "0000 " * 8}).json()["code"]
            == "refused"
        )
        assert "confirmed" not in officers[place].get(f"partners/{other}").json()
        assert officers[place].post(f"partners/{other}", {"act": "confirm", "fingerprint": fingerprint}).status == 200
        assert officers[place].get(f"partners/{other}").json()["confirmed"]
    acts = [(inside["partner"], inside["step"], inside["officer"]) for kind, inside in kinds(eu) if kind == "link"]
    assert sorted(acts) == [
        ("japan", "accepted", "chief"),
        ("japan", "confirmed", "A. Martin"),
        ("japan", "invited", "chief"),
    ]
    item = indicator(object_marking_refs=[GREEN])
    eu.load([item])
    officers[0].post("releases", {"ids": [item["id"]], "parties": ["japan"]})
    wait_for(lambda: officers[1].get(f"objects/{item['id']}").status == 200)
    assert eu.is_whole() and japan.is_whole()


def test_a_link_is_changed_by_its_acts_alone(apart):
    eu, _ = apart
    chief, officer = person(eu, "chief", "administrator"), person(eu, "officer", "disclosure-officer")
    for name in ("eu", "tools", "Japan", "a b", "../x", "x" * 41):
        answer = chief.post(f"partners/{name.replace('/', '%2F').replace(' ', '%20')}", {"act": "invite"})
        assert (answer.status, answer.json()["code"]) == (422, "refused"), name
    for body in (
        {},
        {"act": "remove"},
        {"act": 1},
        {"act": "confirm"},
        {"act": "settle"},
        {"act": "confirm", "fingerprint": "x"},
    ):
        assert officer.post("partners/japan", body).status == 422, body
    assert (
        officer.post("partners/japan", {"act": "invite"}).status == 403
        and chief.post("partners/japan", {"act": "settle", "reason": "x"}).status == 403
    )
    assert officer.post("partners/japan", {"act": "settle", "reason": "x"}).status == 404
    assert officer.get("partners/japan").status == 404
    for file in ("", "{", "[]", "x" * (1 << 20) + "y"):
        assert chief.post("partners", {"invitation": file}).status == 422, file[:5]
    eu.stop()
    eu.configure(port=0)
    eu.serve()
    assert chief.post("partners/japan", {"act": "invite"}).json()["code"] == "invalid"


def test_what_passed_over_a_link_is_told_as_far_as_one_may_know_of_it(open_pair, tmp_path):
    eu, japan = open_pair
    open_one, hidden = (
        indicator(object_marking_refs=[CLEAR], name="open one"),
        indicator(object_marking_refs=[RESTRICTED["id"]], name="CANARY-hidden"),
    )
    eu.load([RESTRICTED, open_one, hidden])
    for node in open_pair:
        file = tmp_path / f"{node.name}.accord"
        file.write_text(PARTIES + "\n" + pact(IN_FORCE))
        node.run("agreements", "apply", file, "--officer", "Legal")
    on_register(
        eu,
        "name=Named",
        "nationality=EU",
        'clearances=["EU EU-SECRET"]',
        "briefed=2026-01-01",
        f'needs=["{hidden["id"]}"]',
    )
    named, other = (
        person(eu, "named", "disclosure-officer", register="Named"),
        person(eu, "other", "disclosure-officer"),
    )
    auditor, chief = person(eu, "auditor", "auditor"), person(eu, "chief", "administrator")
    answer = named.post("releases", {"ids": [hidden["id"]], "parties": ["japan"]})
    assert answer.json()["results"][0]["outcome"] == "release", answer.text
    wait_for(lambda: hidden["id"] in japan.run("export", "--from", "eu").stdout)
    assert named.get("partners/japan").json()["deliveries"][0]["objects"] == 1
    assert other.get("partners/japan").json()["deliveries"] == []
    named.post("releases", {"ids": [open_one["id"]], "parties": ["japan"]})
    wait_for(lambda: open_one["id"] in japan.run("export", "--from", "eu").stdout)
    # Who reads the log sees what stands there: both, and the definition of the marking.
    assert sum(one["objects"] for one in auditor.get("partners/japan").json()["deliveries"]) == 3
    assert [one["objects"] for one in other.get("partners/japan").json()["deliveries"]] == [1]
    # A number of all that was given would count what one may not know of.
    assert [someone.get("partners/japan").json().get("given") for someone in (named, other, auditor, chief)] == [
        None,
        None,
        3,
        None,
    ]
    # Recalls and losses are about items.
    for item in (open_one, hidden):
        japan.run("loss", "tell", item["id"], "--to", "eu", "--noticed", "2026-11-20", "--certain", "--officer", "J")
        ask_back(eu, item)
    wait_for(lambda: len(named.get("partners/japan").json()["losses"]) == 2)
    assert len(named.get("partners/japan").json()["recalls"]) == 2
    seen = other.get("partners/japan").json()
    assert [(one["item"], one["name"], one["banner"], one["incoming"], one["actual"]) for one in seen["losses"]] == [
        (open_one["id"], "open one", "TLP:CLEAR", True, True)
    ]
    assert [(one["item"], one["action"], one["incoming"]) for one in seen["recalls"]] == [
        (open_one["id"], "withdraw", False)
    ]
    for someone in (other, auditor, chief):
        answer = someone.get("partners/japan")
        assert answer.status == 200 and hidden["id"] not in answer.text and "CANARY" not in answer.everything()
    assert not {"deliveries", "received", "recalls", "losses"} & set(chief.get("partners/japan").json())
    holder = person(japan, "holder", "security-officer")
    received = holder.get("partners/eu").json()["received"]
    assert received and all(one["log"] == "eu.entente/log" and one["size"] > 0 for one in received)


def test_agreements_are_compared_and_nobody_is_told_of_those_of_others(tmp_path):
    """By what they say, not by how the files are laid out; a third party's agreement is told to no other."""
    nodes = eu, japan = [open_console(Node(tmp_path / name, name)) for name in ("eu", "japan")]
    link(*nodes)
    third = (
        "\nagreement CANARY-third\n  between EU and Korea\n  in force from 2020-01-01\n"
        "  article 1: covers all classified information\n  article 2: up to EU EU-SECRET\n"
    )

    def apply(node, text):
        file = tmp_path / f"{node.name}.accord"
        file.write_text(text)
        return node.run("agreements", "apply", file, "--officer", "Legal", check=False)

    def seen(someone, of):
        return {one["name"]: one["comparison"] for one in someone.get(f"partners/{of}").json().get("agreements", [])}

    try:
        assert apply(eu, PARTIES + "\n" + pact(IN_FORCE) + third).returncode == 0
        assert (
            apply(
                japan, "# Laid out otherwise.\n\n" + PARTIES + "\n\n" + pact(IN_FORCE).replace("\n", "\n\n")
            ).returncode
            == 0
        )
        for node in nodes:
            node.configure(pull_seconds=1)
            node.serve()
        officer, holder, chief = (
            person(eu, "officer", "disclosure-officer"),
            person(japan, "holder", "author", "disclosure-officer"),
            person(eu, "chief", "administrator"),
        )
        wait_for(lambda: seen(officer, "japan") == {"EJ": "same"} and seen(holder, "eu") == {"EJ": "same"})
        assert [
            (one["party"], one["agreements"][0]["comparison"]) for one in holder.get("agreements").json()["compared"]
        ] == [("eu", "same")]
        assert "agreements" not in chief.get("partners/japan").json()
        apply(
            japan,
            PARTIES + "\n" + pact(IN_FORCE).replace("EU-RESTRICTED = Japan J-LOW", "EU-RESTRICTED = Japan J-SECRET"),
        )
        wait_for(lambda: seen(officer, "japan") == {"EJ": "differs"} and seen(holder, "eu") == {"EJ": "differs"})
        apply(japan, PARTIES + "\n" + pact(IN_FORCE).replace("EJ", "Other"))
        wait_for(lambda: seen(officer, "japan") == {"EJ": "only-here", "Other": "only-there"})
        assert seen(holder, "eu") == {"EJ": "only-there", "Other": "only-here"}
        assert "CANARY" not in holder.get("partners/eu").everything() + holder.get("agreements").everything()
        japan.stop()
        assert b"CANARY" not in b"".join(file.read_bytes() for file in japan.folder.glob("store.db*"))
    finally:
        for node in nodes:
            node.stop()


def test_courier_files_are_shown_with_their_gaps(open_pair, tmp_path):
    eu, japan = open_pair
    officer, holder = person(eu, "officer", "disclosure-officer"), person(japan, "holder", "disclosure-officer")
    stick, files = tmp_path / "stick", []
    stick.mkdir()
    for number in range(3):
        item = indicator(object_marking_refs=[GREEN])
        eu.load([item], f"item-{number}.json")
        eu.run("release", item["id"], "--to", "japan", "--channel", "courier", "--officer", "O")
        files.append(
            json.loads(eu.run("courier", "write", "japan", "--to", stick, "--courier-only", "--json").stdout)["file"]
        )
    shown = officer.get("partners/japan").json()["files"]
    assert [(one["number"], one["state"]) for one in shown["outgoing"]] == [
        (3, "written"),
        (2, "written"),
        (1, "written"),
    ] and shown["open"] == 3
    # The first is lost; an officer goes on without it.
    japan.run("courier", "skip", "eu", "--up-to", "1", "--officer", "J")
    japan.run("courier", "read", *(stick / file for file in files[1:]), check=False)
    taken = holder.get("partners/eu").json()["files"]
    assert (
        taken["skipped"] == [1]
        and {one["number"]: one["state"] for one in taken["incoming"]}[1] == "skipped"
        and taken["missing"] == []
    )
    assert {one["number"] for one in taken["incoming"]} == {1, 2, 3}
    courier = [one for one in officer.get("partners/japan").json()["deliveries"] if "courier" in one]
    assert [one["courier"] for one in courier] == [3, 2, 1] and all(one["objects"] == 1 for one in courier)
