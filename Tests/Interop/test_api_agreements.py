"""Agreements in the API: the set in use, reach, drafts with what they would change, and applying by two persons."""

import hashlib
import json
import time

import pytest

from people import PASSWORD, Person, kinds, on_register, open_console, person
from support import GREEN, PACT, PARTIES, RED, REPOSITORY, Node, indicator, link

LABEL = "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4"
RESTRICTED = {
    "type": "marking-definition",
    "id": "marking-definition--00000000-0000-4000-8000-000000000012",
    "spec_version": "2.1",
    "created": "2026-01-01T00:00:00.000Z",
    "name": "EU-RESTRICTED",
    "extensions": {LABEL: {"extension_type": "property-extension", "policy": "EU", "classification": "EU-RESTRICTED"}},
}
IN_FORCE, NEGOTIATED = "in force from 2020-01-01", "negotiated from 2024-01-01"


def pact(state, ceiling="EU-SECRET"):
    return PACT.format(state=state, ceiling=ceiling)


def files(state):
    return [{"name": "parties.accord", "text": PARTIES}, {"name": "eu-japan.accord", "text": pact(state)}]


@pytest.fixture
def eu(tmp_path):
    """A node with a partner, a set in use under which nothing classified goes, and classified items that wait."""
    node, japan = open_console(Node(tmp_path / "eu", "eu")), Node(tmp_path / "japan", "japan")
    link(node, japan)
    folder = tmp_path / "CANARY-folder" / "set"
    folder.mkdir(parents=True)
    for file in files(NEGOTIATED):
        (folder / file["name"]).write_text(file["text"])
    node.run("agreements", "apply", folder, "--officer", "Legal")
    node.hidden = [
        indicator(name=f"CANARY-hidden-{number}", object_marking_refs=[RESTRICTED["id"]]) for number in range(3)
    ]
    node.seen = [indicator(name=f"Seen {number}", object_marking_refs=[RESTRICTED["id"]]) for number in range(2)]
    node.load([RESTRICTED, *node.hidden, *node.seen])
    node.load(
        [indicator(name="open", object_marking_refs=[GREEN]), indicator(name="CANARY-red", object_marking_refs=[RED])],
        "open.json",
    )
    for name, items in (("Some", node.seen), ("All", node.seen + node.hidden)):
        on_register(
            node,
            f"name={name}",
            "nationality=EU",
            'clearances=["EU EU-SECRET"]',
            "briefed=2026-01-01",
            "needs=" + json.dumps([item["id"] for item in items]),
        )
    node.serve()
    yield node
    node.stop()


def test_the_set_in_use_is_shown_as_written_and_as_understood(eu):
    answer = person(eu, "reader", "author").get("agreements")
    found = answer.json()
    assert [(file["name"], file["text"]) for file in found["files"]] == sorted(
        (file["name"], file["text"]) for file in files(NEGOTIATED)
    )
    # Where the files lay on the host is no reader's business.
    assert "CANARY" not in answer.everything()
    assert (found["set"], found["officer"], found["own"]) == (1, "root for Legal", "EU") and found["applied"].endswith(
        "Z"
    )
    assert [party["name"] for party in found["parties"]] == ["EU", "Japan", "Korea"]
    agreement = found["agreements"][0]
    assert (agreement["state"], agreement["since"]) == ("negotiating", "2024-01-01")
    plain = {key: value for key, value in agreement.items() if key not in ("state", "since", "sha256")}
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert agreement["sha256"] == hashlib.sha256(canonical).hexdigest()
    assert found["sha256"] in [inside.get("sha256") for kind, inside in kinds(eu) if kind == "agreements"]
    someone = person(eu, "other", "auditor")
    assert someone.get("agreements", set=1).json()["files"] == found["files"]
    assert someone.get("agreements", set=9).status == 404 and someone.get("agreements", set="x").status == 422


def test_a_node_without_agreements_says_so(make_node):
    node = open_console(make_node("eu"))
    node.serve()
    someone = person(node, "officer", "disclosure-officer")
    found = someone.get("agreements").json()
    assert "set" not in found and (found["files"], found["history"], found["own"]) == ([], [], "eu")
    assert someone.get("reach").json()["levels"] == []
    assert someone.post("agreements/check", {"files": []}).json() == {
        "usable": True,
        "diagnostics": [],
        "difference": [],
        "drafts": [],
    }


def test_reach_answers_level_by_level_as_the_command_line_does(eu):
    someone = person(eu, "reader", "author")
    # The instrument is there and not in force: that is no never; with the others there is none.
    assert {entry["reach"] for level in someone.get("reach").json()["levels"] for entry in level["parties"]} == {
        "never",
        "not-yet",
    }
    found = someone.get("reach", **{"from": "EU", "on": "2026-05-01"}).json()
    assert (found["from"], found["on"]) == ("EU", "2026-05-01")
    assert [level["level"]["level"] for level in found["levels"]] == ["EU-SECRET", "EU-RESTRICTED"]
    library = REPOSITORY / "Examples" / "agreements"
    eu.run("agreements", "apply", library, "--officer", "Legal")
    for level in someone.get("reach", **{"from": "Japan", "on": "2026-05-01"}).json()["levels"]:
        name = f"{level['level']['scheme']} {level['level']['level']}"
        printed = json.loads(
            eu.run(
                "agreements",
                "reach",
                library,
                "--from",
                "Japan",
                "--level",
                name,
                "--on",
                "2026-05-01",
                "--json",
                check=False,
            ).stdout
        )
        mine = {entry["party"]: entry for entry in level["parties"]}
        assert all(mine[entry["party"]] == entry for entry in printed["parties"])
    assert someone.get("reach", **{"from": "Atlantis"}).status == 404
    assert someone.get("reach", on="soon").status == 422 and someone.get("reach", assume="No such").status == 422


def test_a_draft_is_checked_and_compared_and_not_kept(eu):
    officer = person(eu, "officer", "disclosure-officer")
    wrong = officer.post(
        "agreements/check", {"files": [files(IN_FORCE)[0], {"name": "a.accord", "text": pact(IN_FORCE, "EU-SECRAT")}]}
    ).json()
    assert not wrong["usable"] and "difference" not in wrong
    error = next(one for one in wrong["diagnostics"] if one["severity"] == "error")
    line = pact(IN_FORCE, "EU-SECRAT").splitlines()[error["line"] - 1]
    assert (
        "EU-SECRAT" in line[error["column"] - 1 : error["column"] - 1 + error["length"]]
        and "EU-SECRET" in error["help"]
        and error["file"] == "a.accord"
    )
    opened = officer.post("agreements/check", {"files": files(IN_FORCE)}).json()
    assert opened["usable"] and {
        (one["from"], one["to"], one["level"]["level"], "old" in one, "new" in one) for one in opened["difference"]
    } >= {
        ("EU", "Japan", "EU-SECRET", False, True),
        ("EU", "Japan", "EU-RESTRICTED", False, True),
        ("Japan", "EU", "J-LOW", False, True),
    }
    assert officer.post("agreements/check", {"files": files(NEGOTIATED)}).json()["difference"] == []
    draft = {"files": [files(IN_FORCE)[0], {"name": "a.accord", "text": pact("draft, agreed by nobody")}]}
    checked = officer.post("agreements/check", draft).json()
    assert (checked["drafts"], checked["difference"]) == (["EJ"], [])
    assert len(officer.post("agreements/check", {**draft, "assume": ["EJ"]}).json()["difference"]) >= 3
    assert officer.post("agreements/check", {**draft, "assume": ["Nobody"]}).status == 422
    # What a file takes in is another file of the draft, and nothing else on the machine.
    for path, isFound in (
        ("sub/parties.accord", True),
        ("../parties.accord", False),
        ("/etc/passwd", False),
        ("../../../../etc/passwd", False),
    ):
        including = [
            {"name": "sub/parties.accord", "text": PARTIES},
            {"name": "a.accord", "text": f'include "{path}"\n\n' + pact(IN_FORCE)},
        ]
        answer = officer.post("agreements/check", {"files": including})
        assert answer.json()["usable"] == isFound and "root:" not in answer.text, path
    assert officer.get("agreements").json()["set"] == 1


def test_what_a_draft_would_change_is_told_of_what_the_person_may_see_alone(eu):
    seen, hidden = {item["id"] for item in eu.seen}, {item["id"] for item in eu.hidden}
    everybody = (
        person(eu, "all", "disclosure-officer", register="All")
        .post("agreements/preview", {"files": files(IN_FORCE)})
        .json()
    )
    assert {item["id"] for item in everybody["items"]} == seen | hidden and everybody["complete"]
    assert sum(everybody["counts"]["japan"].values()) == 5 and everybody["total"] == 6
    item = next(one for one in everybody["items"] if one["id"] in seen)
    assert (item["old"], item["new"], item["banner"], item["name"][:4]) == (
        "refuse",
        "release",
        "EU-RESTRICTED",
        "Seen",
    )
    some = person(eu, "some", "security-officer", register="Some").post(
        "agreements/preview", {"files": files(IN_FORCE)}
    )
    assert {one["id"] for one in some.json()["items"]} == seen
    assert (some.json()["total"], sum(some.json()["counts"]["japan"].values())) == (3, 2)
    assert "CANARY" not in some.everything() and not any(id in some.text for id in hidden)
    nobody = person(eu, "nobody", "disclosure-officer").post("agreements/preview", {"files": files(IN_FORCE)})
    assert (nobody.json()["total"], nobody.json()["counts"], nobody.json()["items"]) == (1, {}, [])
    assert "CANARY" not in nobody.everything()


def test_two_persons_apply_a_set_and_the_log_names_both(eu):
    officer = person(eu, "officer", "disclosure-officer", register="Some", title="A. Martin")
    second = person(eu, "second", "security-officer", title="S. Econd", second_factor=True)
    person(eu, "other", "disclosure-officer")
    body = {"files": files(IN_FORCE), "base": 1}
    signature = {"name": "second", "password": PASSWORD}

    def apply(**changes):
        answer = officer.post("agreements", {**body, **changes})
        return answer.status, answer.json().get("code")

    assert apply() == (422, "second-needed") and apply(second={"name": "second"}) == (422, "second-needed")
    assert apply(second={**signature, "password": "wrong password"}) == (401, "sign-in-failed")
    assert apply(second=signature) == (401, "code-needed")
    assert apply(second={"name": "other", "password": PASSWORD}) == (422, "second-refused")
    assert apply(second={"name": "officer", "password": PASSWORD}) == (422, "second-refused")
    assert apply(base=None) == (422, "invalid") and apply(files=files("no state")) == (422, "invalid")
    recovery = iter(second.recovery)
    # Another set came between: the officer has not seen what would change now.
    assert apply(base=0, second={**signature, "code": next(recovery)}) == (422, "refused")
    assert officer.get("agreements").json()["set"] == 1
    done = officer.post("agreements", {**body, "second": {**signature, "code": next(recovery)}})
    assert done.status == 200 and done.json() == {"set": 2, "withdrawn": []}, done.text
    assert officer.get("session").status == 200
    found = officer.get("agreements").json()
    assert (found["set"], found["officer"], [one["set"] for one in found["history"]]) == (2, "A. Martin", [2, 1])
    inside = [inside for kind, inside in kinds(eu) if kind == "agreements"][-1]
    assert (inside["officer"], inside["countersigned"], inside["set"]) == ("A. Martin", "S. Econd", 2)
    assert {item["id"] for item in officer.get("queue").json()["items"]} == {item["id"] for item in eu.seen}
    # What goes off the feed is told as far as the officer may see it.
    for item in (eu.seen[0], eu.hidden[0]):
        eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    done = officer.post(
        "agreements", {"files": files(NEGOTIATED), "base": 2, "second": {**signature, "code": next(recovery)}}
    )
    assert [item["id"] for item in done.json()["withdrawn"]] == [eu.seen[0]["id"]], done.text
    assert "CANARY" not in done.everything() and eu.hidden[0]["id"] not in done.text
    assert eu.is_whole()


def test_without_four_eyes_one_person_with_both_roles_applies(eu):
    eu.stop()
    eu.configure(four_eyes=False)
    eu.serve()
    one, both = person(eu, "one", "disclosure-officer"), person(eu, "both", "disclosure-officer", "security-officer")
    body = {"files": files(IN_FORCE), "base": 1}
    assert one.post("agreements", body).json()["code"] == "second-needed"
    assert both.post("agreements", body).json()["set"] == 2


def test_a_call_with_a_key_is_done_once_and_a_signature_alone_is_no_act(eu):
    officer, _ = person(eu, "officer", "disclosure-officer"), person(eu, "second", "security-officer")
    body = {"files": files(IN_FORCE), "base": 0, "second": {"name": "second", "password": PASSWORD}}
    # The set came between: nothing was done, so that the same call is refused again for the same reason.
    for _ in range(2):
        assert officer.post("agreements", body, headers={"Idempotency-Key": "one"}).json()["code"] == "refused"
    for _ in range(2):
        assert officer.post("agreements", {**body, "base": 1}, headers={"Idempotency-Key": "two"}).json()["set"] == 2
    assert officer.get("agreements").json()["set"] == 2


def test_a_token_neither_writes_drafts_nor_applies(eu):
    officer = person(eu, "officer", "disclosure-officer")
    token = officer.post("tokens", {"name": "t", "scopes": ["read", "write", "decide"], "days": 1}).json()["token"]
    tool = Person(eu.console)
    headers = {"Authorization": f"Bearer {token}"}
    assert tool.call("GET", "/api/v1/agreements", headers=headers).status == 200
    for path in ("agreements", "agreements/check", "agreements/preview"):
        assert tool.post(path, {"files": files(IN_FORCE), "base": 1}, headers=headers).json()["code"] == "scope"


def test_drafts_are_bounded(eu):
    officer = person(eu, "officer", "disclosure-officer")
    many = "".join(f"party P{number}\n\n" for number in range(301))
    for wrong in (
        None,
        "x",
        [1],
        [{"name": "a.accord"}],
        [{"name": "a.txt", "text": ""}],
        [{"name": "../a.accord", "text": ""}],
        [{"name": "/a.accord", "text": ""}],
        [{"name": "a\n.accord", "text": ""}],
        [{"name": "a.accord", "text": ""}] * 2,
        [{"name": "a.accord", "text": "x" * (1 << 20) + "y"}],
        [{"name": f"{number}.accord", "text": ""} for number in range(1001)],
        [{"name": "a.accord", "text": many}],
    ):
        for path in ("agreements/check", "agreements/preview", "agreements"):
            answer = officer.post(path, {"files": wrong, "base": 1})
            assert (answer.status, answer.json()["code"]) == (422, "invalid"), (str(wrong)[:60], path)
    # The most that is taken is answered in bounded time.
    most = "".join(
        f"party P{number}\n\nscheme S{number} of P{number}\n  levels, highest first\n    A{number}\n    B{number}\n\n"
        for number in range(300)
    )
    most += "".join(
        f"agreement G{number}\n  between P{number} and P{number + 1}\n  in force from 2020-01-01\n"
        "  article 1: covers all classified information\n"
        f"  article 2: levels, both ways\n    S{number} A{number} = S{number + 1} A{number + 1}\n\n"
        for number in range(299)
    )
    start = time.monotonic()
    answer = officer.post("agreements/check", {"files": [{"name": "a.accord", "text": most}]})
    assert answer.status == 200 and time.monotonic() - start < 30, answer.text[:500]


def test_agreement_files_of_every_kind_of_damage_get_an_answer(eu):
    officer = person(eu, "officer", "disclosure-officer")
    text = PARTIES + "\n" + pact(IN_FORCE)
    for number in range(0, len(text), 7):
        for damaged in (text[:number], text[:number] + '\u202e\t\r"' + text[number:]):
            assert officer.post("agreements/check", {"files": [{"name": "a.accord", "text": damaged}]}).status == 200
    assert officer.call("GET", "/ready").text == "ready\n"


def test_d1_a_draft_with_one_long_line_is_answered_with_the_line(eu):
    """A draft of one line as long as drafts may be: an error that names the line, not a walk over it for each word."""
    officer = person(eu, "officer", "disclosure-officer")
    line = "  article 4: " + "x " * 500_000
    found = officer.post(
        "agreements/check", {"files": [files(IN_FORCE)[0], {"name": "a.accord", "text": pact(IN_FORCE) + line}]}
    ).json()
    assert not found["usable"]
    assert [(item["code"], item["line"], item["help"]) for item in found["diagnostics"]] == [
        ("line-long", len(pact(IN_FORCE).splitlines()) + 1, "write what it says on several lines")
    ]
    # Lines as long as they may be, of a sentence with three places for names: each is one fault.
    hard = "  article 4: " + "A and " * 2_500 + "\n"
    found = officer.post(
        "agreements/check", {"files": [files(IN_FORCE)[0], {"name": "a.accord", "text": pact(IN_FORCE) + hard * 60}]}
    ).json()
    assert {item["code"] for item in found["diagnostics"]} == {"sentence"} and len(found["diagnostics"]) == 60


def test_d6_a_draft_with_look_alikes_is_refused(eu):
    officer = person(eu, "officer", "disclosure-officer")
    for name in ("EU-SECRET", "EU-SEᏟRET", "ＥＵ-SECRET"):
        draft = [{"name": "parties.accord", "text": PARTIES.replace("EU-SECRET", name)}]
        found = officer.post("agreements/check", {"files": draft}).json()
        assert [item["code"] for item in found["diagnostics"]] == ([] if name == "EU-SECRET" else ["look-alike"]), found
