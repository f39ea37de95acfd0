"""Consent asked and given between nodes: objects in the feeds, with receipts, on record at the one who asked."""

import json
import sqlite3
import uuid

from support import AMBER, GREEN, Caller, indicator, wait_for


def held(node, partner):
    return {entry["id"] for entry in json.loads(node.run("export", "--from", partner).stdout).get("objects", [])}


def given(giving, taking, item, name="load.json"):
    giving.load([item], name)
    giving.run("release", item["id"], "--to", taking.name, "--officer", "O")
    wait_for(lambda: item["id"] in held(taking, giving.name))
    return item


def states(node):
    return [json.loads(line) for line in node.run("consent", "list", "--json", check=False).stdout.splitlines()]


def ask(eu, item, **more):
    options = [part for name, value in more.items() for part in (f"--{name}", value)]
    return eu.run(
        "consent", "ask", item["id"], "--from", "korea", "--for", "Japan", "--officer", "CANARY-asker", *options
    ).stdout.strip()


def allowed(eu, item):
    return eu.run("decide", item["id"], "--to", "japan", check=False).returncode == 0


def test_a_yes_lets_the_item_go_and_a_no_takes_it_back(trio):
    eu, japan, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[GREEN]))
    assert not allowed(eu, item)
    request = ask(eu, item, purpose="planning", due="2099-01-01")
    wait_for(lambda: [one for one in states(korea) if one["id"] == request])
    (mine,), (theirs,) = states(eu), states(korea)
    assert (mine["state"], mine["incoming"], mine["partner"]) == ("asked", False, "korea")
    assert (theirs["state"], theirs["incoming"], theirs["partner"], theirs["purpose"]) == (
        "asked",
        True,
        "eu",
        "planning",
    )
    assert eu.run("consent", "list", check=False).returncode == 1
    korea.run(
        "consent", "answer", request, "--yes", "--officer", "Lee", "--reference", "Note 26/114", "--until", "2098-12-31"
    )
    wait_for(lambda: states(eu)[0]["state"] == "granted")
    assert states(eu)[0]["reference"] == "Note 26/114" and states(eu)[0]["until"] == "2098-12-31"
    assert eu.run("consent", "list").returncode == 0
    (record,) = [json.loads(line) for line in eu.run("register", "list", "consent", "--json").stdout.splitlines()]
    assert record["record"]["item"] == item["id"] and record["officer"] == "partner korea"
    eu.run("release", item["id"], "--to", "japan", "--officer", "O", "--purpose", "planning")
    wait_for(lambda: item["id"] in held(japan, "eu"))
    # The answer is proved: Korea cannot dispute that it consented.
    answer = states(eu)[0]["answer"]
    proof = eu.run("receipt", "get", answer).stdout
    assert "korea.entente/log" in proof
    # Korea changes its mind.
    korea.run("consent", "answer", request, "--no", "--officer", "Lee", "--reason", "it was too early")
    wait_for(lambda: states(eu)[0]["state"] == "refused")
    with sqlite3.connect(eu.folder / "store.db") as store:
        rows = store.execute(
            "SELECT count(*) FROM member m JOIN collection c ON c.row=m.collection JOIN object o ON o.row=m.object "
            "WHERE c.party='japan' AND c.kind='feed' AND o.id=?",
            (item["id"],),
        ).fetchone()
    store.close()
    assert rows == (0,)
    assert not allowed(eu, item)
    # And back again: the newest answer counts.
    korea.run("consent", "answer", request, "--yes", "--officer", "Lee")
    wait_for(lambda: states(eu)[0]["state"] == "granted")
    assert all(node.is_whole() for node in trio)


def test_requests_and_answers_are_for_one_partner_only(trio):
    eu, japan, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[GREEN]))
    request = ask(eu, item, reason="CANARY-reason")
    wait_for(lambda: states(korea))
    korea.run("consent", "answer", request, "--yes", "--officer", "Lee", "--reason", "CANARY-answer")
    wait_for(lambda: states(eu)[0]["state"] == "granted")
    eu.run("release", "--all", "--to", "japan", "--officer", "O", check=False)
    korea.run("release", "--all", "--to", "japan", "--officer", "O", check=False)
    for giving in (eu, korea):
        caller = Caller(giving.base, context=japan.context())
        for path in (
            "/japan/collections/feed/objects/?match[version]=all",
            "/japan/collections/feed/manifest/",
            f"/japan/collections/feed/objects/{request}/",
        ):
            text = caller.get(path).everything()
            assert "CANARY" not in text and (request not in text or path.endswith(f"{request}/"))
    assert "CANARY-asker" not in json.dumps(held(korea, "eu"), default=list)
    assert not states(japan)


def test_what_cannot_be_asked_or_answered_is_an_error_that_says_why(trio):
    eu, japan, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[GREEN]))
    own = indicator(object_marking_refs=[GREEN])
    eu.load([own], "own.json")
    for arguments, words in (
        (["ask", own["id"], "--from", "korea", "--for", "Japan", "--officer", "O"], "did not come from"),
        (["ask", item["id"], "--from", "japan", "--for", "Japan", "--officer", "O"], "did not come from"),
        (["ask", item["id"], "--from", "korea", "--for", "Atlantis", "--officer", "O"], "no party is called"),
        (["ask", item["id"], "--from", "korea", "--for", "Japan"], "--officer"),
        (["ask", item["id"], "--from", "korea", "--for", "Japan", "--officer", "O", "--until", "soon"], "is not a day"),
        (["ask", item["id"], "--from", "korea", "--for", "Japan", "--officer", "O", "--due", "soon"], "no day"),
        (["answer", f"entente-notice--{uuid.uuid4()}", "--yes", "--officer", "O"], "no partner sent"),
        (["answer", f"entente-notice--{uuid.uuid4()}", "--officer", "O"], "--yes"),
    ):
        done = eu.run("consent", *arguments, check=False)
        assert done.returncode == 2 and words in done.stderr, done.stderr
    request = ask(eu, item)
    done = eu.run("consent", "answer", request, "--yes", "--officer", "O", check=False)
    assert done.returncode == 2 and "no partner sent" in done.stderr


def notice(request, item, granted):
    return {
        "type": "entente-notice",
        "spec_version": "2.1",
        "id": f"entente-notice--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "extensions": {"extension-definition--5b0f3f0e-6a1d-4c57-9b0e-2f6c1d8a7e43": {"extension_type": "new-sdo"}},
        "object_marking_refs": [AMBER],
        "kind": "consent-answer",
        "item": item["id"],
        "recipient": "Japan",
        "answers": request,
        "granted": granted,
    }


def test_nobody_consents_for_the_originator(trio):
    """A third party that learned the request's identifier, and an answer about another item, change nothing."""
    eu, japan, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[GREEN]))
    other = given(korea, eu, indicator(object_marking_refs=[GREEN]), "other.json")
    request = ask(eu, item)
    # Somebody shows Japan what Korea was asked, and Japan gives the EU an item of the same name.
    given(japan, eu, item, "same.json")
    eu.run("release", request, "--to", "japan", "--name", "japan", "--officer", "O")
    wait_for(lambda: request in held(japan, "eu"))
    forged = notice(request, item, True)
    japan.load([forged], "forged.json")
    japan.run("release", forged["id"], "--to", "eu", "--name", "eu", "--officer", "O")
    wait_for(lambda: forged["id"] in held(eu, "japan"))
    wrong = notice(request, other, True)
    korea.load([wrong], "wrong.json")
    korea.run("release", wrong["id"], "--to", "eu", "--name", "eu", "--officer", "O")
    wait_for(lambda: wrong["id"] in held(eu, "korea"))
    assert not eu.run("register", "list", "consent").stdout
    assert not allowed(eu, item) and not allowed(eu, other)


def test_a_request_without_an_answer_is_overdue(trio):
    eu, _, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[GREEN]))
    ask(eu, item, due="2026-01-01")
    assert states(eu)[0]["state"] == "overdue"
    wait_for(lambda: states(korea) and states(korea)[0]["state"] == "overdue")
