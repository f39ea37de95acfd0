"""Two officers for a release (fault G9): agreements and policy ask for them, the first yes is kept,
the second one lets it go."""

import json
import time

import pytest

from people import PASSWORD, kinds, on_register, one_time_code, open_console, person
from support import GREEN, PACT, PARTIES, indicator, link

TWO = "  article 4: two officers release EU EU-RESTRICTED\n"


@pytest.fixture
def nodes(make_node, tmp_path):
    from test_api import LEVEL

    eu, japan = open_console(make_node("eu")), make_node("japan")
    link(eu, japan)

    def apply(text):
        for node in (eu, japan):
            file = tmp_path / f"{node.name}.accord"
            file.write_text(PARTIES + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET") + text)
            node.run("agreements", "apply", file, "--officer", "Legal")

    eu.level, eu.apply = LEVEL, apply
    eu.load([LEVEL], "level.json")
    return eu, japan


def officers(node, items, *names, **options):
    on_register(
        node,
        "name=Cleared",
        "nationality=EU",
        'clearances=["EU EU-SECRET"]',
        "briefed=2026-01-01",
        "needs=" + json.dumps([item["id"] for item in items]),
    )
    return [
        person(node, name, "disclosure-officer", register="Cleared", title=f"{name.title()} O.", **options)
        for name in names
    ]


def acts(node, kind):
    return [inside for one, inside in kinds(node) if one == kind]


def test_g9_an_agreement_asks_for_two_officers(nodes):
    eu, japan = nodes
    eu.apply(TWO)
    item, other = (indicator(name=f"classified {number}", object_marking_refs=[eu.level["id"]]) for number in range(2))
    free = indicator(name="free", object_marking_refs=[GREEN])
    eu.load([item, other, free])
    eu.serve()
    anna, boris = officers(eu, [item, other], "anna", "boris")
    send = lambda someone, one=item, **more: someone.post(
        "releases", {"ids": [one["id"]], "versions": {one["id"]: one["modified"]}, "parties": ["japan"], **more}
    ).json()["results"][0]
    assert "first_officer" not in send(anna, free) and send(boris, free)["new"] is False
    first = send(anna, reason="for the talks")
    assert (first["outcome"], first["new"], first["first_officer"]) == ("release", False, "Anna O.")
    assert send(anna)["first_officer"] == "Anna O.", "nobody is two"
    assert not [act for act in acts(eu, "release") if act["source"] == item["id"]] and len(acts(eu, "proposal")) == 1
    (waiting,) = [one for one in boris.get("queue").json()["items"] if one["id"] == item["id"]]
    assert (waiting["first"]["officer"], waiting["first"]["own"], waiting["reason"]) == (
        "Anna O.",
        False,
        "another officer has to release it as well",
    )
    assert [one["first"]["own"] for one in anna.get("queue").json()["items"] if one["id"] == item["id"]] == [True]
    # Another way, or another version, is another question.
    assert send(boris, purpose="planning")["first_officer"] == "Boris O."
    assert send(anna)["first_officer"] == "Anna O."
    newer = {**item, "modified": "2026-03-01T00:00:00.000Z", "name": "newer"}
    eu.load([newer], "newer.json")
    assert send(boris, newer)["first_officer"] == "Boris O."
    done = send(anna, newer)
    assert done["new"] is True and "first_officer" not in done
    (act,) = [act for act in acts(eu, "release") if act["source"] == item["id"]]
    assert (act["officer"], act["account"], act["question"]["first_officer"], act["first_account"]) == (
        "Anna O.",
        "anna",
        "Boris O.",
        "boris",
    )
    assert [one["id"] for one in anna.get("queue").json()["items"]] == []
    shown = anna.get(f"objects/{item['id']}").json()["releases"][-1]
    assert (shown["officer"], shown["first_officer"]) == ("Anna O.", "Boris O.")
    # A no takes the yes away; who is an officer no more has said nothing.
    send(anna, other)
    assert boris.post("refusals", {"id": other["id"], "party": "japan", "reason": "not yet"}).status == 204
    assert send(boris, other)["first_officer"] == "Boris O."
    eu.run("people", "add", "chief", "--role", "administrator", "--officer", "root")
    eu.run("people", "disable", "boris", "--officer", "root")
    assert send(anna, other)["first_officer"] == "Anna O."
    japan.run("pull")
    assert (
        "newer" in japan.run("export", "--from", "eu").stdout
        and "classified" not in japan.run("export", "--from", "eu").stdout
    )
    assert eu.is_whole()


def test_g9_policy_asks_for_two_officers_and_the_host_is_one(nodes):
    eu, japan = nodes
    eu.apply("")
    eu.configure(two_officers="EU EU-RESTRICTED, TLP:RED")
    item, standing = (
        indicator(name=name, object_marking_refs=[eu.level["id"]]) for name in ("by hand", "by instruction")
    )
    eu.load([item, standing])
    eu.serve()
    (anna,) = officers(eu, [item, standing], "anna", second_factor=True)

    def release(*options, check=False, **more):
        return eu.run("release", item["id"], "--to", "japan", *options, check=check, **more)

    for _ in range(2):
        done = release("--officer", "A. Martin")
        assert done.returncode == 1 and "1 wait until another officer releases them as well" in done.stdout, (
            "root is one, by whatever name"
        )
    done = release("--officer", "B. Roy", "--json")
    assert json.loads(done.stdout.splitlines()[0])["first_officer"] == "root for A. Martin"
    # An account proves itself: password, then code, on two lines.
    code = one_time_code(anna.secret, time.time() + 30)
    for secrets in (f"wrong password\n{code}\n", f"{PASSWORD}\n000000\n", f"{PASSWORD}\n", ""):
        assert release("--account", "anna", input=secrets).returncode == 2
    assert release("--account", "anna", "--officer", "Anna O.", input=f"{PASSWORD}\n{code}\n").returncode == 2
    done = release("--account", "anna", input=f"{PASSWORD}\n{code}\n")
    assert done.returncode == 0, done.stderr
    (act,) = [act for act in acts(eu, "release") if act["source"] == item["id"]]
    assert (act["officer"], act["account"], act["question"]["first_officer"], act["first_account"]) == (
        "Anna O.",
        "anna",
        "root for A. Martin",
        "root",
    )
    assert {act["officer"] for act in acts(eu, "proposal")} == {"root for A. Martin"}
    # A standing instruction is one officer's word.
    eu.run(
        "register", "add", "instruction", "name=SI", "to=Japan", 'levels=["EU EU-RESTRICTED"]', "--officer", "A. Martin"
    )
    eu.run("queue", "--standing")
    assert standing["id"] not in {act["source"] for act in acts(eu, "release")}
    assert japan.is_whole() and eu.is_whole()


def test_g9_nobody_is_written_down_under_a_name_that_somebody_typed(nodes):
    eu, _ = nodes
    eu.apply("")
    item = indicator(object_marking_refs=[GREEN])
    eu.load([item])
    eu.run("release", item["id"], "--to", "japan", "--officer", "A. Martin")
    eu.run(
        "register",
        "add",
        "incident",
        f"item={item['id']}",
        "noticed=2026-11-20",
        "actual=true",
        "--officer",
        "S. Econd",
    )
    found = {kind: inside["officer"] for kind, inside in kinds(eu) if inside.get("officer")}
    assert (found["release"], found["record"], found["agreements"]) == (
        "root for A. Martin",
        "root for S. Econd",
        "root for Legal",
    )
    for name in ("A. Martin", "root for A. Martin"):
        assert eu.run("audit", "--officer", name, "--kind", "release").stdout.count("\n") == 1
    for title in ("root", "Root for A. Martin", "ROOT  FOR X"):
        assert (
            eu.run(
                "people", "add", "spoof", "--title", title, "--role", "author", "--officer", "root", check=False
            ).returncode
            == 2
        )
    eu.serve()
    author = person(eu, "lee", "author", second_factor=True)
    code = one_time_code(author.secret, time.time() + 30)
    refused = eu.run(
        "release", item["id"], "--to", "japan", "--account", "lee", input=f"{PASSWORD}\n{code}\n", check=False
    )
    assert refused.returncode == 2 and "roles do not include" in refused.stderr
