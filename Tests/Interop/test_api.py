"""The API for people: sign-in, roles, what a person may see, and what nobody else's page can do."""

import gzip
import http.client
import json
import re
import time
import urllib.parse
import uuid

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from document import calls
from people import PASSWORD, Person, kinds, on_register, one_time_code, open_console, person, signs
from support import (
    AMBER,
    CLEAR,
    EXAMPLES,
    GREEN,
    PACT,
    PARTIES,
    RED,
    REPOSITORY,
    Node,
    entente,
    indicator,
    link,
    wait_for,
)


@pytest.fixture
def eu(make_node):
    node = open_console(make_node("eu"))
    node.serve()
    return node


# Identity


def test_a_link_opens_an_account_once_and_nobody_else_sets_a_password(eu):
    made = json.loads(eu.run("people", "add", "chief", "--role", "administrator", "--officer", "root", "--json").stdout)
    someone = Person(eu.console)
    assert someone.sign_in("chief", "").status in (401, 422)
    assert someone.sign_in("chief", "password").status == 401
    opened = someone.get(f"links/{made['token']}").json()
    assert opened["name"] == "chief" and opened["totp_uri"].startswith("otpauth://totp/")
    for password in ("short", "password1234", "aaaaaaaaaaaaaaaa", "Entente-2026-2026"):
        answer = someone.post(f"links/{made['token']}", {"password": password})
        assert answer.status == 422 and answer.json()["code"] == "password-weak", password
    answer = someone.post(f"links/{made['token']}", {"password": PASSWORD})
    assert opened["second_factor_required"] and answer.json()["code"] == "second-factor-required"
    assert (
        someone.post(f"links/{made['token']}", {"password": PASSWORD, "code": "000000"}).json()["code"] == "code-wrong"
    )
    answer = someone.post(
        f"links/{made['token']}", {"password": PASSWORD, "code": one_time_code(opened["totp_secret"])}
    )
    assert len(answer.json()["recovery_codes"]) == 8
    assert someone.get(f"links/{made['token']}").status == 404
    assert someone.post(f"links/{made['token']}", {"password": PASSWORD}).status == 404
    assert someone.get(f"links/{'0' * 48}").status == 404
    with open(eu.folder / "store.db", "rb") as store, open(eu.folder / "store.db-wal", "rb") as log:
        data = store.read() + log.read()
    assert PASSWORD.encode() not in data and made["token"].encode() not in data
    assert not any(code.encode() in data for code in answer.json()["recovery_codes"])
    assert b"$argon2id$" in data


def test_the_second_factor_is_asked_for_and_each_code_counts_once(eu):
    someone = person(eu, "lee", "author", second_factor=True)
    answer = someone.sign_in("lee")
    assert (answer.status, answer.json()["code"]) == (401, "code-needed")
    # The code with which the link was used is used up.
    assert someone.sign_in("lee", code=one_time_code(someone.secret)).status == 401
    assert someone.sign_in("lee", code=one_time_code(someone.secret, time.time() + 30)).status == 200
    assert someone.sign_in("lee", code=one_time_code(someone.secret, time.time() + 30)).status == 401
    recovery = someone.recovery[0]
    assert someone.sign_in("lee", code=recovery.upper()).status == 200
    assert someone.sign_in("lee", code=recovery).status == 401
    assert someone.sign_in("lee", "another password", code=someone.recovery[1]).status == 401


def test_tries_are_limited_and_tell_nothing_about_names(eu):
    eu.stop()
    eu.configure(sign_in_tries=3)
    eu.serve()
    someone = person(eu, "lee", "author")
    for name in ("lee", "nobody"):
        answers = [Person(eu.console).sign_in(name, "wrong password") for _ in range(4)]
        assert [answer.status for answer in answers] == [401, 401, 401, 429]
        assert {answer.json()["title"] for answer in answers[:3]} == {"name, password or code is wrong"}
        assert int(answers[3].headers["Retry-After"]) > 0
    # Even the right password waits; the open session goes on.
    assert Person(eu.console).sign_in("lee").status == 429
    assert someone.get("session").status == 200


def test_sessions_end(eu):
    someone = person(eu, "lee", "author")
    other = Person(eu.console)
    other.sign_in("lee")
    assert someone.get("session").json()["person"]["roles"] == ["author"]
    answer = someone.call("DELETE", "/api/v1/session")
    assert answer.status == 204 and "Max-Age=0" in answer.headers["Set-Cookie"]
    assert someone.get("session").status == 401 and other.get("session").status == 200
    eu.run("people", "add", "chief", "--role", "administrator", "--officer", "root")
    eu.run("people", "disable", "lee", "--officer", "root")
    assert other.get("session").status == 401 and other.sign_in("lee").status == 401
    eu.run("people", "enable", "lee", "--officer", "root")
    assert other.get("session").status == 401 and other.sign_in("lee").status == 200
    other.cookie = "0" * 64
    assert other.get("session").status == 401
    made = json.loads(eu.run("people", "link", "lee", "--officer", "root", "--json").stdout)
    again = Person(eu.console)
    again.sign_in("lee")
    again.post(f"links/{made['token']}", {"password": PASSWORD + " 2"})
    assert again.get("session").status == 401


def test_sign_ins_and_rights_are_in_the_ledger(eu):
    someone = person(eu, "lee", "author", register=None)
    Person(eu.console).sign_in("lee", "wrong password")
    Person(eu.console).sign_in("CANARY-a-password-in-the-wrong-field", "wrong password")
    someone.call("DELETE", "/api/v1/session")
    wait_for(lambda: sum(kind == "session" for kind, _ in kinds(eu)) >= 4)
    steps = [(kind, inside.get("step")) for kind, inside in kinds(eu) if kind in ("session", "person")]
    assert ("person", "made") in steps and ("person", "opened") in steps
    assert [step for kind, step in steps if kind == "session"].count("refused") == 2
    assert ("session", "in") in steps and ("session", "out") in steps
    assert "CANARY" not in eu.run("audit", "--json").stdout
    assert eu.is_whole()


def test_duties_are_separate(eu):
    for roles in (
        ["administrator", "author"],
        ["auditor", "disclosure-officer"],
        ["auditor", "registrar"],
        ["king"],
        [],
    ):
        options = [part for role in roles for part in ("--role", role)]
        assert eu.run("people", "add", "x", *options, "--officer", "root", check=False).returncode == 2
    chief = person(eu, "chief", "administrator")
    second = signs(person(eu, "guard", "security-officer"))
    assert chief.post("people", {"name": "a b", "title": "A", "roles": ["author"], "second": second}).status == 422
    answer = chief.post("people", {"name": "kim", "title": "Kim", "roles": ["auditor"], "second": second})
    assert answer.status == 201 and answer.json()["link"].startswith("/#/link/")
    assert chief.post("people", {"name": "kim", "title": "Kim", "roles": ["auditor"], "second": second}).status == 422
    assert chief.post("people/kim", {"roles": ["auditor", "disclosure-officer"], "second": second}).status == 422
    assert chief.post("people/kim", {"roles": ["disclosure-officer"], "second": second}).status == 200
    # The last administrator stays one.
    assert chief.post("people/chief", {"disabled": True}).status == 422
    assert chief.post("people/chief", {"roles": ["author"]}).status == 422
    people = {one["name"]: one for one in chief.get("people").json()["items"]}
    assert people["kim"]["roles"] == ["disclosure-officer"] and people["kim"]["link_pending"]


def test_no_administrator_alone_opens_what_sees_content(eu):
    chief, guard, lee = (
        person(eu, "chief", "administrator"),
        person(eu, "guard", "security-officer"),
        person(eu, "lee", "author"),
    )
    made = {"name": "kim", "title": "Kim", "roles": ["author"]}
    for path, body in (
        ("people", made),
        ("people/lee", {"new_link": True}),
        ("people/lee", {"roles": ["author", "auditor"]}),
        ("people/lee", {"subject": "chief"}),
        ("people/chief", {"roles": ["auditor"]}),
    ):
        assert chief.post(path, body).json()["code"] == "second-needed", body
        assert chief.post(path, {**body, "second": {**signs(guard), "password": "wrong password"}}).status == 401
        for one in (lee, chief):
            second = {**signs(one), **({"code": one.recovery.pop()} if one is chief else {})}
            assert chief.post(path, {**body, "second": second}).json()["code"] == "second-refused", body
    assert lee.get("session").json()["person"]["roles"] == ["author"], "nothing was done"
    assert "kim" not in {one["name"] for one in chief.get("people").json()["items"]}
    # Less is an administrator's own to do, and so is what sees no content.
    assert chief.post("people", {"name": "other", "title": "Other", "roles": ["administrator"]}).status == 201
    assert chief.post("people/other", {"new_link": True}).json()["link"]
    assert chief.post("people", {**made, "second": signs(guard)}).status == 201
    assert chief.post("people/kim", {"roles": ["author", "disclosure-officer"], "second": signs(guard)}).status == 200
    assert chief.post("people/kim", {"roles": ["author"]}).status == 200
    assert chief.post("people/kim", {"new_link": True, "second": signs(guard)}).json()["link"]
    assert chief.post("people/kim", {"disabled": True}).status == 200
    assert chief.post("people/nobody", {"new_link": True}).status == 404
    steps = [
        (inside["step"], inside.get("countersigned"))
        for kind, inside in kinds(eu)
        if kind == "person" and inside["account"] == "kim"
    ]
    assert steps == [("made", "Guard"), ("changed", "Guard"), ("changed", None), ("link", "Guard"), ("changed", None)]


# Access


def test_every_call_needs_somebody_with_the_role(eu):
    """Who is nobody gets in nowhere; each role gets in where the document names it, and the session says the same."""
    stranger, every = (
        Person(eu.console),
        [call for call in calls() if call[1:3] not in {("GET", "events"), ("DELETE", "session")}],
    )
    assert len(every) > 80
    for name, method, path, operation in every:
        if operation.get("security") != []:
            answer = stranger.call(method, f"/api/v1/{path}", {} if method == "POST" else None)
            assert (answer.status, answer.json()["code"]) == (401, "not-signed-in"), name
    for role in ("author", "disclosure-officer", "auditor", "security-officer", "registrar", "administrator"):
        someone = person(eu, role, role)
        told = set(someone.get("session").json()["calls"])
        for name, method, path, operation in every:
            if operation.get("security") == [] or name == "DELETE sessions":
                continue
            answer = someone.call(method, f"/api/v1/{path}", {} if method == "POST" else None)
            may = role in operation.get("x-roles", [role])
            assert answer.status < 500, (role, name, answer.text)
            assert (answer.status != 403, name in told) == (may, may), (role, name, answer.status, answer.text)
            for act, roles in operation.get("x-acts", {}).items():
                answer = someone.call(method, f"/api/v1/{path}", {"act": act})
                assert (answer.status != 403, f"{name} {act}" in told) == (role in roles, role in roles), (
                    role,
                    name,
                    act,
                    answer.text,
                )


def test_an_administrator_sees_no_content(eu):
    eu.load([indicator(object_marking_refs=[CLEAR], name="CANARY-content")])
    chief = person(eu, "chief", "administrator")
    for path in ("today", "holdings", "people", "partners", "log"):
        assert "CANARY" not in chief.get(path, q="CANARY-content" if path == "holdings" else None).everything()


def test_nothing_of_what_a_person_may_not_see_shows_anywhere(eu):
    """TLP:RED is for the persons whose duty names the item; search, counts, facets,
    references and not-found tell no other."""
    hidden = indicator(object_marking_refs=[RED], name="CANARY-hidden", description="CANARY-words")
    infrastructure = {
        "type": "malware",
        "spec_version": "2.1",
        "id": f"malware--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "is_family": False,
        "name": "CANARY-only-one-of-its-type",
        "object_marking_refs": [RED],
    }
    open_one = indicator(object_marking_refs=[GREEN], name="open")
    pointing = {
        "type": "report",
        "spec_version": "2.1",
        "id": f"report--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "published": "2026-01-01T00:00:00Z",
        "name": "pointing",
        "report_types": ["indicator"],
        "object_refs": [hidden["id"], open_one["id"]],
        "object_marking_refs": [GREEN],
    }
    eu.load([hidden, infrastructure, open_one, pointing])
    on_register(eu, "name=Named", "nationality=eu", "clearances=[]", f'needs=["{hidden["id"]}"]')
    someone, named = person(eu, "someone", "author"), person(eu, "named", "author", register="Named")
    wait_for(lambda: named.get("holdings", q="CANARY-words").json()["count"] == 1)
    answer = someone.get("holdings", q="CANARY-words").json()
    assert (answer["count"], answer["items"], answer["types"], answer["sources"]) == (0, [], {}, {})
    every = someone.get("holdings").json()
    assert (every["count"], every["types"], every["sources"]) == (2, {"indicator": 1, "report": 1}, {"own": 2})
    # Each count passes over its own filter, and no other.
    reports = someone.get("holdings", type="report").json()
    assert (reports["count"], reports["types"], reports["sources"]) == (1, every["types"], {"own": 1})
    others = someone.get("holdings", source="partner nowhere").json()
    assert (others["count"], others["types"], others["sources"]) == (0, {}, {"own": 2})
    assert named.get("holdings").json()["count"] == 3
    missing, unseen = someone.get(f"objects/indicator--{uuid.uuid4()}"), someone.get(f"objects/{hidden['id']}")
    assert (missing.status, missing.text) == (unseen.status, unseen.text) == (404, missing.text)
    shown = someone.get(f"objects/{pointing['id']}")
    assert hidden["id"] not in shown.text and open_one["id"] in shown.text
    assert [one["id"] for one in shown.json()["relations"]] == [open_one["id"]]
    assert hidden["id"] in named.get(f"objects/{pointing['id']}").text
    for path in (
        "today",
        "holdings",
        f"objects/{hidden['id']}",
        f"objects/{hidden['id']}/decisions",
        f"objects/{pointing['id']}",
    ):
        assert "CANARY" not in someone.get(path).everything(), path
    # Nobody learns by writing what is held under an identifier.
    mine = {**hidden, "object_marking_refs": [GREEN], "modified": "2026-05-01T00:00:00.000Z"}
    nowhere = {**mine, "id": f"indicator--{uuid.uuid4()}"}
    answers = [someone.post("objects", {"object": one}) for one in (mine, nowhere)]
    assert answers[0].status == 404 and answers[0].text == answers[1].text
    # Nor by naming it, nor by what follows from its content.
    for id in (hidden["id"], nowhere["id"]):
        answer = someone.write(note([open_one["id"], id]))
        assert answer.status == 422 and answer.json()["detail"] == f"it refers to `{id}`, which is not here", (
            answer.text
        )
    address = {
        "type": "ipv4-addr",
        "spec_version": "2.1",
        "id": "ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd",
        "value": "198.51.100.3",
        "object_marking_refs": [GREEN],
    }
    assert someone.post("objects", {"object": address}).status == someone.write(address).status == 422
    assert someone.write(note([open_one["id"]])).status == 201
    assert named.post("objects", {"object": {**hidden, "modified": "2026-05-01T00:00:00.000Z"}}).status == 201


def test_answers_leave_at_steps(eu):
    """Whatever is asked for, the time says only how many steps it took."""
    hidden = indicator(object_marking_refs=[RED], name="CANARY", description="CANARY " * 1000)
    eu.load([hidden])
    eu.stop()
    eu.configure(answer_step_milliseconds=300)
    eu.serve()
    someone = person(eu, "someone", "author")
    for path in (f"objects/{hidden['id']}", f"objects/indicator--{uuid.uuid4()}", "holdings?q=CANARY", "nothing"):
        start = time.monotonic()
        someone.call("GET", f"/api/v1/{path}")
        assert time.monotonic() - start >= 0.3, path


def tie(kind, source, target, marking=GREEN, **more):
    """A relationship between two objects."""
    return {
        "type": "relationship",
        "spec_version": "2.1",
        "id": f"relationship--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "relationship_type": kind,
        "source_ref": source,
        "target_ref": target,
        "object_marking_refs": [marking],
        **more,
    }


def note(about, marking=GREEN, **more):
    return {
        "type": "note",
        "spec_version": "2.1",
        "id": f"note--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "content": "a note",
        "object_refs": about,
        "object_marking_refs": [marking],
        **more,
    }


def test_relations_go_both_ways_and_follow_relationships_as_far_as_one_may_know(eu):
    """Each of the object, the relationship and its other end is asked for by itself;
    what is hidden leaves no row and no count."""
    middle, other = (
        indicator(object_marking_refs=[GREEN], name="middle"),
        indicator(object_marking_refs=[GREEN], name="other"),
    )
    hidden = indicator(object_marking_refs=[RED], name="CANARY-end")
    open_note, red_note = note([middle["id"]]), note([middle["id"]], RED, content="CANARY-note")
    seen, to_hidden = tie("related-to", middle["id"], other["id"]), tie("related-to", hidden["id"], middle["id"])
    red_tie = tie("CANARY-tie".lower(), middle["id"], other["id"], RED)
    eu.load([middle, other, hidden, open_note, red_note, seen, to_hidden, red_tie])
    on_register(
        eu,
        "name=Named",
        "nationality=eu",
        "clearances=[]",
        "needs=" + json.dumps([one["id"] for one in (hidden, red_note, red_tie)]),
    )
    someone, named = person(eu, "someone", "author"), person(eu, "named", "author", register="Named")

    def ties(who, id):
        answer = who.get(f"objects/{id}")
        assert answer.json()["more_relations"] is False
        return answer, {
            (one["id"], one["direction"], one["property"], one.get("via")) for one in answer.json()["relations"]
        }

    answer, found = ties(someone, middle["id"])
    assert found == {
        (open_note["id"], "from", "object_refs", None),
        (other["id"], "to", "related-to", seen["id"]),
        # Its other end is hidden, so that it stands for itself.
        (to_hidden["id"], "from", "target_ref", None),
    }
    text = answer.text.lower()
    assert "canary" not in text and not any(one["id"] in text for one in (hidden, red_note, red_tie))
    _, all_of_it = ties(named, middle["id"])
    assert (hidden["id"], "from", "related-to", to_hidden["id"]) in all_of_it and (
        red_note["id"],
        "from",
        "object_refs",
        None,
    ) in all_of_it
    assert (other["id"], "to", "canary-tie", red_tie["id"]) in all_of_it and len(all_of_it) == 5
    answer, found = ties(someone, other["id"])
    assert found == {(middle["id"], "from", "related-to", seen["id"])} and "canary" not in answer.text.lower()
    # A relationship's own page has its two ends; a newer version that refers elsewhere takes the older tie with it.
    assert {(one[0], one[2]) for one in ties(someone, seen["id"])[1]} == {
        (middle["id"], "source_ref"),
        (other["id"], "target_ref"),
    }
    eu.load([{**open_note, "object_refs": [other["id"]], "modified": "2026-02-01T00:00:00.000Z"}], "moved.json")
    assert open_note["id"] not in {one[0] for one in ties(someone, middle["id"])[1]}
    assert open_note["id"] in {one[0] for one in ties(someone, other["id"])[1]}


def test_many_relations_are_bounded_and_say_so(eu):
    about = indicator(object_marking_refs=[GREEN], name="about")
    eu.load(
        [
            about,
            *(note([about["id"]], content=f"note {number}") for number in range(230)),
            *(note([about["id"]], RED, content="CANARY") for _ in range(50)),
        ]
    )
    answer = person(eu, "someone", "author").get(f"objects/{about['id']}")
    assert (
        len(answer.json()["relations"]) == 200
        and answer.json()["more_relations"] is True
        and "CANARY" not in answer.text
    )


def test_the_origin_of_an_object_and_where_it_went(open_pair):
    """From the source over its rendition to the partner; a hidden source of a work, or of a rendition, is not told."""
    eu, japan = open_pair
    officer, reader = person(eu, "officer", "disclosure-officer"), person(japan, "reader", "author")
    source = indicator(
        object_marking_refs=[GREEN],
        name="source",
        description="CANARY-red",
        granular_markings=[{"marking_ref": RED, "selectors": ["description"]}],
    )
    work = indicator(object_marking_refs=[GREEN], name="work")
    base, secret = (
        indicator(object_marking_refs=[GREEN], name="base"),
        indicator(object_marking_refs=[RED], name="CANARY-base"),
    )
    eu.load(
        [
            source,
            work,
            base,
            secret,
            tie("derived-from", work["id"], base["id"]),
            tie("derived-from", work["id"], secret["id"]),
        ]
    )
    named = person(eu, "named", "author")
    on_register(eu, "name=Named", "nationality=eu", "clearances=[]", f'needs=["{source["id"]}"]')
    sees = person(eu, "sees", "disclosure-officer", register="Named")
    assert officer.get(f"objects/{source['id']}").status == 404
    answer = sees.post("releases", {"ids": [source["id"]], "parties": ["japan"], "purpose": "talks"})
    assert answer.json()["results"][0]["outcome"] == "rendition", answer.text
    act = sees.get(f"objects/{source['id']}").json()["releases"][-1]
    assert (act["party"], act["outcome"], act["purpose"], act["version"]) == (
        "japan",
        "rendition",
        "talks",
        source["modified"],
    )
    # What the partner has: its page here leads to the source, for those who may see the source.
    made = sees.get(f"objects/{act['rendition']}").json()
    assert [one["step"] for one in made["origin"]] == ["rendition", "rendition-of"] and made["origin"][1][
        "id"
    ] == source["id"]
    assert "CANARY" not in json.dumps(made) and made["versions"][0]["source"] == "rendition japan"
    missing = named.get(f"objects/indicator--{uuid.uuid4()}")
    hidden = named.get(f"objects/{act['rendition']}")
    assert (hidden.status, hidden.text) == (404, missing.text)
    wait_for(lambda: reader.get(f"objects/{act['rendition']}").status == 200)
    (came,) = reader.get(f"objects/{act['rendition']}").json()["origin"]
    assert (came["step"], came["partner"], came["is_rendition"]) == ("partner", "eu", True)
    assert (
        came["receipt"]["log"] == "eu.entente/log"
        and came["receipt"]["by_courier"] is False
        and came["receipt"]["taken"]
    )
    officer.post("releases", {"ids": [base["id"]], "parties": ["japan"]})
    (act,) = officer.get(f"objects/{base['id']}").json()["releases"]
    assert act["outcome"] == "release" and any("TLP:GREEN" in one for one in act["basis"]) and "rendition" not in act
    answer = named.get(f"objects/{work['id']}")
    assert [(one["step"], one.get("id")) for one in answer.json()["origin"]] == [
        ("own", None),
        ("derived-from", base["id"]),
    ]
    assert "CANARY" not in answer.text and secret["id"] not in answer.text


def test_an_officer_decides_about_the_versions_that_the_officer_may_see(open_pair):
    """A newer version outside the officer's need keeps the older one from going; nothing of what it says is told,
    by ground or time."""
    eu, japan = open_pair
    officer, author = person(eu, "officer", "disclosure-officer"), person(eu, "author", "author")
    item = indicator(object_marking_refs=[GREEN], name="first")
    hidden = {**item, "name": "CANARY-second", "modified": "2026-06-01T00:00:00.000Z", "object_marking_refs": [RED]}
    eu.load([item], "first.json")
    eu.load([hidden], "second.json")
    decided = officer.get(f"objects/{item['id']}/decisions")
    assert [one["grounds"][-1]["code"] for one in decided.json()["decisions"]] == [
        "version-narrowed"
    ] and "RED" not in decided.text
    # Who decides nothing is told nothing of it.
    assert author.get(f"objects/{item['id']}/decisions").json()["decisions"][0]["outcome"] == "release"
    for versions in ({}, {item["id"]: item["modified"]}):
        results = officer.post(
            "releases",
            {"ids": [item["id"]], "versions": versions, "older": True, "parties": ["japan"], "named": ["japan"]},
        )
        assert [one["outcome"] for one in results.json()["results"]] == ["refer"] and "RED" not in results.text
    assert (
        officer.post(
            "releases", {"ids": [item["id"]], "versions": {item["id"]: hidden["modified"]}, "parties": ["japan"]}
        ).status
        == 404
    )
    japan.run("pull")
    assert not japan.holdings("--from", "eu") and "CANARY" not in decided.text + results.text
    assert "2026-06-01" not in officer.get(f"objects/{item['id']}").text + decided.text + results.text


def test_a_preview_tells_nothing_of_what_is_hidden(open_pair):
    """The decision about an object with a guessed identifier, or one that refers to it, is that about any other."""
    eu, japan = open_pair
    author = person(eu, "author", "author")
    given = indicator(object_marking_refs=[GREEN], name="given")
    eu.load([given])
    eu.run("release", given["id"], "--to", "japan", "--officer", "O")
    secret = indicator(object_marking_refs=[RED], name="CANARY")
    japanese = indicator(object_marking_refs=[GREEN], name="of Japan")
    eu.load([secret], "hidden.json")

    def outcome(refs, own=None):
        report = {
            "type": "report",
            "spec_version": "2.1",
            "id": own or f"report--{uuid.uuid4()}",
            "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-01-01T00:00:00.000Z",
            "published": "2026-01-01T00:00:00Z",
            "name": "asking",
            "object_refs": refs,
            "object_marking_refs": [GREEN],
        }
        answer = author.post("preview", {"object": report}).json()
        return [
            (
                one["party"],
                one["outcome"],
                [ground["code"] for ground in one["grounds"]],
                [part["selector"] for part in one["withheld"]],
            )
            for one in answer["decisions"]
        ]

    absent = outcome([f"indicator--{uuid.uuid4()}"])
    assert outcome([secret["id"]]) == outcome([japanese["id"]]) == absent
    assert outcome([given["id"]]) != absent, "what the person sees and the party has is told"
    assert outcome([given["id"]], secret["id"].replace("indicator", "report")) == outcome([given["id"]])


def test_pages_of_a_list_are_whole(eu):
    items = [
        indicator(object_marking_refs=[GREEN if number % 3 else RED], name=f"one {number}") for number in range(60)
    ]
    eu.load(items)
    someone = person(eu, "someone", "author")
    found, after = [], None
    while True:
        page = someone.get("holdings", limit=7, next=after).json()
        assert page["count"] == 40 and len(page["items"]) <= 7
        found += [item["id"] for item in page["items"]]
        after = page.get("next")
        if not after:
            break
    assert found == [item["id"] for item in reversed(items) if item["object_marking_refs"] == [GREEN]]
    newer = {**items[1], "modified": "2026-06-01T00:00:00.000Z", "name": "newer"}
    eu.load([newer], "newer.json")
    page = someone.get("holdings").json()
    assert page["count"] == 40 and page["items"][0]["name"] == "newer"
    assert len(someone.get(f"objects/{newer['id']}").json()["versions"]) == 2
    for bad in ({"limit": "0"}, {"limit": "x"}, {"next": "-1"}, {"q": "x" * 2000}):
        assert someone.get("holdings", **bad).status == 422


def test_saved_searches_are_each_persons_own(eu):
    someone, other = person(eu, "someone", "author"), person(eu, "other", "security-officer")
    search = {"name": "CANARY / ports?", "q": "CANARY words", "type": "report", "source": "own"}
    assert someone.post("searches", search).status == 204
    assert someone.get("searches").json()["items"] == [search]
    assert other.get("searches").json()["items"] == []
    assert other.call("DELETE", f"/api/v1/searches/{urllib.parse.quote(search['name'], safe='')}").status == 404
    assert someone.post("searches", {"name": search["name"], "q": "others"}).status == 204
    assert someone.get("searches").json()["items"] == [{"name": search["name"], "q": "others"}]
    for bad in (
        {"name": ""},
        {"name": "x" * 201},
        {"name": "x", "q": "x" * 1001},
        {"name": "x", "type": "x" * 251},
        {"q": "no name"},
    ):
        assert someone.post("searches", bad).status == 422, bad
    for number in range(49):
        assert someone.post("searches", {"name": f"one {number}"}).status == 204
    assert (
        someone.post("searches", {"name": "too many"}).status == 422
        and someone.post("searches", {"name": "one 1", "q": "again"}).status == 204
    )
    # They stand with the account, also for the next session, and nowhere else.
    again = Person(eu.console)
    again.sign_in("someone")
    assert len(again.get("searches").json()["items"]) == 50
    chief = person(eu, "chief", "administrator")
    for path in ("people", "today", "searches"):
        assert "CANARY" not in chief.get(path).everything() + other.get(path).everything()
    assert "CANARY" not in eu.run("audit", "--json").stdout
    assert someone.call("DELETE", f"/api/v1/searches/{urllib.parse.quote(search['name'], safe='')}").status == 204
    assert len(someone.get("searches").json()["items"]) == 49 and eu.is_whole()


# Work


def test_an_officer_releases_and_the_partner_has_it(open_pair):
    eu, japan = open_pair
    author, officer = (
        person(eu, "author", "author"),
        person(eu, "officer", "disclosure-officer", "author", title="A. Martin"),
    )
    eu.load([GROUND], "ground.json")
    report = {
        "type": "report",
        "spec_version": "2.1",
        "id": f"report--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "published": "2026-01-01T00:00:00Z",
        "name": "Written here",
        "report_types": ["indicator"],
        "object_refs": [f"indicator--{uuid.uuid4()}"],
        "object_marking_refs": [GREEN],
    }
    # What it refers to is nowhere: the report says nothing without it, and the preview says so.
    alone = author.post("preview", {"object": report}).json()["decisions"][0]
    assert (alone["outcome"], alone["grounds"][-1]["code"]) == ("refer", "reference-absent")
    about = indicator(object_marking_refs=[CLEAR])
    eu.load([about])
    officer.post("releases", {"ids": [about["id"]], "parties": ["japan"]})
    report["object_refs"] = [about["id"]]
    preview = author.post("preview", {"object": report, "lang": "ja"}).json()
    assert preview["banner"] == "TLP:GREEN" and [one["outcome"] for one in preview["decisions"]] == ["release"]
    amber = author.post("preview", {"object": {**report, "object_marking_refs": [AMBER]}, "lang": "fr"}).json()
    assert amber["decisions"][0]["outcome"] == "refuse" and amber["decisions"][0]["remedies"]
    portion = {
        **report,
        "description": "CANARY",
        "granular_markings": [{"marking_ref": RED, "selectors": ["description"]}],
    }
    portion = author.post("preview", {"object": portion}).json()["decisions"][0]
    assert portion["outcome"] == "rendition" and [one["selector"] for one in portion["withheld"]] == ["description"]
    broken = author.post("preview", {"object": {**report, "published": "yesterday"}}).json()
    assert any(finding["severity"] == "error" and "published" in finding["path"] for finding in broken["findings"])
    assert author.write({**report, "published": "yesterday"}).status == 422
    assert author.write(report).status == 201
    assert author.post("objects", {"object": {**report, "name": "another"}}).status == 409
    decisions = officer.get(f"objects/{report['id']}/decisions", lang="de").json()["decisions"]
    assert decisions[0]["party"] == "japan" and decisions[0]["outcome"] == "release"
    assert author.post("releases", {"ids": [report["id"]], "parties": ["japan"]}).status == 403
    answer = officer.post("releases", {"ids": [report["id"]], "parties": ["japan"], "reason": "for the talks"})
    assert answer.status == 200 and answer.json()["results"][0]["outcome"] in ("release", "rendition"), answer.text
    wait_for(
        lambda: (
            "Written here" in japan.run("search", "Written").stdout
            or "Written here" in japan.run("export", "--from", "eu").stdout
        )
    )
    shown = officer.get(f"objects/{report['id']}").json()
    assert shown["releases"][-1]["officer"] == "A. Martin" and shown["releases"][-1]["party"] == "japan"
    # Four eyes: the officer's own work needs another officer.
    own = dict(report)
    assert officer.write(own).status == 201
    assert officer.post("releases", {"ids": [own["id"]], "parties": ["japan"]}).json()["code"] == "four-eyes"
    for body in (
        {},
        {"ids": [], "parties": []},
        {"ids": "x", "parties": ["japan"]},
        {"ids": [report["id"]], "parties": ["nobody"]},
    ):
        assert officer.post("releases", body).status == 422, body
    assert officer.post("releases", {"ids": [f"report--{uuid.uuid4()}"], "parties": ["japan"]}).status == 404


# Writing


# What reports here are about; only what is held can be named.
GROUND = indicator(object_marking_refs=[GREEN], name="ground")


def report(name="written", marking=GREEN, **more):
    return {
        "type": "report",
        "spec_version": "2.1",
        "id": f"report--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "published": "2026-01-01T00:00:00Z",
        "name": name,
        "report_types": ["indicator"],
        "object_refs": [GROUND["id"]],
        "object_marking_refs": [marking],
        **more,
    }


def test_a_new_version_is_of_the_partys_own_and_of_what_one_sees_whole(open_pair):
    eu, japan = open_pair
    author, giver = person(eu, "author", "author"), person(japan, "giver", "disclosure-officer")
    eu.load([GROUND], "ground.json")
    mine = report()
    assert author.write(mine).status == 201
    assert author.get(f"objects/{mine['id']}").json()["editable"] is True
    second = {**mine, "name": "second", "modified": "2026-02-01T00:00:00.000Z"}
    assert author.post("objects", {"object": second, "base": mine["modified"]}).status == 201
    third = {**mine, "name": "third", "modified": "2026-03-01T00:00:00.000Z"}
    # Somebody else was quicker; an older version; another date of creation.
    assert author.post("objects", {"object": third, "base": mine["modified"]}).json()["code"] == "changed-meanwhile"
    assert (
        author.post("objects", {"object": {**third, "modified": "2026-01-15T00:00:00.000Z"}}).json()["code"]
        == "changed-meanwhile"
    )
    assert author.post("objects", {"object": {**third, "created": "2025-01-01T00:00:00.000Z"}}).status == 409
    assert author.post("objects", {"object": third, "base": second["modified"]}).status == 201
    assert [one["object"]["name"] for one in author.get(f"objects/{mine['id']}").json()["versions"]] == [
        "third",
        "second",
        "written",
    ]
    # What refers to something hidden would lose that reference in the hands of who does not see it.
    hidden = indicator(object_marking_refs=[RED], name="CANARY")
    torn = report(object_refs=[hidden["id"], indicator()["id"]])
    foreign = indicator(object_marking_refs=[GREEN], name="from japan")
    eu.load([hidden, torn], "torn.json")
    japan.load([foreign], "foreign.json")
    giver.post("releases", {"ids": [foreign["id"]], "parties": ["eu"]})
    wait_for(lambda: author.get(f"objects/{foreign['id']}").status == 200)
    shown = author.get(f"objects/{torn['id']}")
    assert shown.json()["editable"] is False and "CANARY" not in shown.text and hidden["id"] not in shown.text
    answer = author.post(
        "objects", {"object": {**torn, "object_refs": torn["object_refs"][1:], "modified": "2026-02-01T00:00:00.000Z"}}
    )
    assert answer.status == 404 and answer.text == author.get(f"objects/report--{uuid.uuid4()}").text
    assert author.get(f"objects/{foreign['id']}").json()["editable"] is False
    assert author.post("objects", {"object": {**foreign, "modified": "2026-06-01T00:00:00.000Z"}}).status == 422
    assert giver.get("markings").status == 403
    revoked = {**third, "revoked": True, "modified": "2026-04-01T00:00:00.000Z"}
    assert author.post("objects", {"object": revoked}).status == 201
    assert author.get(f"objects/{mine['id']}").json()["editable"] is False


def test_what_quotes_others_is_marked_at_least_as_high(eu):
    """Asked for by the node, not by the console; what was made from a hidden source stays as high,
    and nothing is said of it."""
    amber, hidden = (
        indicator(object_marking_refs=[AMBER], name="amber"),
        indicator(object_marking_refs=[RED], name="CANARY-source"),
    )
    made = report("made earlier", RED)
    eu.load([GROUND, amber, hidden, made, tie("derived-from", made["id"], hidden["id"], RED)])
    on_register(eu, "name=Named", "nationality=eu", "clearances=[]", f'needs=["{made["id"]}"]')
    author, named = person(eu, "author", "author"), person(eu, "named", "author", register="Named")
    work = report()
    body = {"object": work, "sources": [amber["id"]]}
    preview = author.post("preview", body).json()
    assert (preview["floor"], preview["below_sources"], preview["below_portions"]) == (["TLP:AMBER"], ["TLP:AMBER"], [])
    answer = author.write(work, sources=[amber["id"]])
    assert answer.status == 422 and "TLP:AMBER" in answer.json()["detail"]
    body["object"] = work = {**work, "object_marking_refs": [AMBER]}
    assert author.post("preview", body).json()["below_sources"] == []
    assert author.write(work, sources=[amber["id"]]).status == 201
    work = {**work, "object_marking_refs": [GREEN]}
    origin = author.get(f"objects/{work['id']}").json()["origin"]
    assert [(one["step"], one.get("id")) for one in origin] == [("own", None), ("derived-from", amber["id"])]
    # The next version is held to it, without saying again what is quoted; saying it again ties nothing twice.
    lower = {**work, "modified": "2026-02-01T00:00:00.000Z"}
    assert author.post("objects", {"object": lower}).status == 422
    assert (
        author.post("objects", {"object": {**lower, "object_marking_refs": [AMBER]}, "sources": [amber["id"]]}).status
        == 201
    )
    assert author.get(f"objects/{amber['id']}").json()["relations"][0]["id"] == work["id"]
    assert len(author.get(f"objects/{amber['id']}").json()["relations"]) == 1
    missing = author.post("preview", {"object": work, "sources": [f"indicator--{uuid.uuid4()}"]})
    for unseen in (
        author.post("preview", {"object": report(), "sources": [hidden["id"]]}),
        author.write(report(), sources=[hidden["id"]]),
    ):
        assert (unseen.status, unseen.text) == (404, missing.text)
    answer = named.post(
        "objects", {"object": {**made, "object_marking_refs": [AMBER], "modified": "2026-02-01T00:00:00.000Z"}}
    )
    assert (
        answer.status == 422
        and "CANARY" not in answer.text
        and hidden["id"] not in answer.text
        and "RED" not in answer.text
    )
    for sources in ("x", ["x"], [work["id"]], [amber["id"]] * 51):
        assert author.post("objects", {"object": {**report(), "id": work["id"]}, "sources": sources}).status == 422
    # A banner lower than a portion is refused.
    portion = report(granular_markings=[{"marking_ref": AMBER, "selectors": ["name"]}])
    assert author.post("preview", {"object": portion}).json()["below_portions"] == ["TLP:AMBER"]
    assert "portion" in author.write(portion).json()["detail"]
    assert author.write({**portion, "object_marking_refs": [AMBER]}).status == 201


def test_labels_are_chosen_from_what_the_agreements_know(eu):
    eu.run("agreements", "apply", REPOSITORY / "Examples" / "agreements", "--officer", "O")
    level = "EU RESTREINT UE/EU RESTRICTED"
    on_register(
        eu,
        "name=Cleared",
        "nationality=EU",
        f'clearances=["{level}"]',
        "briefed=2026-01-12",
        'needs=["exercise"]',
        "--new",
    )
    eu.stop()
    eu.configure(identity="identity--02893d9a-92fa-474a-aaf5-c5191b11b6e5")
    eu.serve()
    cleared, other = person(eu, "cleared", "author", register="Cleared"), person(eu, "other", "author")
    choices = cleared.get("markings", lang="fr").json()
    scheme = choices["schemes"][0]
    assert scheme["name"] == "EU" and "RESTREINT UE/EU RESTRICTED" in [one["name"] for one in scheme["levels"]]
    assert (
        "ORCON" in choices["caveats"]
        and "Japan" in [one["name"] for one in choices["parties"]]
        and choices["held"] == []
    )
    assert choices["maximum_attachment"] > 10_000_000
    body = {
        "policy": "EU",
        "classification": "RESTREINT UE/EU RESTRICTED",
        "releasable_to": ["Japan"],
        "subjects": ["exercise"],
        "review": "2030-01-01",
    }
    assert "exercise" in choices["subjects"] and "exercise" not in other.get("markings").json()["subjects"]
    made = cleared.post("markings", body)
    assert made.status == 201, made.text
    assert cleared.post("markings", body).json() == made.json(), "the same label is not made twice"
    assert [(one["id"], one["covers"]) for one in cleared.get("markings").json()["held"]] == [(made.json()["id"], [])]
    # A label with fewer readers covers one with more, and not the other way round.
    open_one = cleared.post("markings", {**body, "releasable_to": ["Japan", "United States"]}).json()["id"]
    covers = {one["id"]: one["covers"] for one in cleared.get("markings").json()["held"]}
    assert covers == {made.json()["id"]: [open_one], open_one: []}
    # Who is not cleared for it neither makes nor finds it.
    answer = other.post("markings", body)
    assert answer.status == 422 and made.json()["id"] not in answer.text and other.get("markings").json()["held"] == []
    for bad in (
        {"policy": "NOWHERE"},
        {"classification": "VERY SECRET"},
        {"caveats": ["CANARY"]},
        {"subjects": ["CANARY"]},
        {"subjects": []},
        {"releasable_to": ["Atlantis"]},
        {"review": "soon"},
    ):
        assert cleared.post("markings", {**body, **bad}).status == 422, bad
    eu.load([GROUND], "ground.json")
    written = report("labelled", made.json()["id"], labels=["exercise"])
    assert cleared.write(written).status == 201
    assert cleared.get(f"objects/{written['id']}").json()["versions"][0]["banner"] == "RESTREINT UE/EU RESTRICTED"
    assert other.get(f"objects/{written['id']}").status == 404
    # A source with a label asks for that label, not for TLP.
    quoting = cleared.post("preview", {"object": report(marking=RED), "sources": [written["id"]]}).json()
    assert (
        quoting["below_sources"] and quoting["below_sources"][0] == "RESTREINT UE/EU RESTRICTED RELEASABLE TO EU, Japan"
    )
    above = {**body, "classification": "SECRET UE/EU SECRET"}
    assert cleared.post("markings", above).status == 422, "not cleared for it"


def test_an_attachment_is_hashed_bounded_and_seen_by_who_may_see_it(eu):
    import base64
    import hashlib

    eu.stop()
    eu.configure(maximum_object_bytes=9_000_000)
    eu.serve()
    author, other = person(eu, "author", "author"), person(eu, "other", "auditor")
    content = bytes(range(256)) * 20_000
    body = {
        "name": "CANARY.bin",
        "mime_type": "application/octet-stream",
        "payload": base64.b64encode(content).decode(),
        "object_marking_refs": [GREEN],
    }
    answer = author.post("attachments", body)
    assert answer.status == 201, answer.text
    made = answer.json()
    assert (made["sha256"], made["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    kept = author.get(f"objects/{made['artifact']}").json()["versions"][0]["object"]
    assert base64.b64decode(kept["payload_bin"]) == content and kept["hashes"] == {"SHA-256": made["sha256"]}
    (tied,) = author.get(f"objects/{made['artifact']}").json()["relations"]
    assert (tied["id"], tied["property"]) == (made["file"], "content_ref")
    linked = report(object_refs=[made["file"], made["artifact"]])
    assert author.write(linked).status == 201
    # The same content again is another artifact: nobody learns that it is held.
    assert author.post("attachments", body).json()["artifact"] != made["artifact"]
    assert author.post("attachments", {**body, "object_marking_refs": [RED]}).status == 422
    assert author.post("attachments", {**body, "payload": base64.b64encode(bytes(6_750_000)).decode()}).status == 413
    for bad in (
        {"payload": "%%%"},
        {"payload": ""},
        {"name": "a/b"},
        {"name": ""},
        {"object_marking_refs": []},
        {"object_marking_refs": ["x"]},
    ):
        assert author.post("attachments", {**body, **bad}).status == 422, bad
    # Nobody but an author may send so much.
    for someone in (other, Person(eu.console)):
        connection = http.client.HTTPConnection("127.0.0.1", eu.console, timeout=30)
        connection.putrequest("POST", "/api/v1/attachments")
        connection.putheader("Content-Length", "100000")
        if someone.cookie:
            connection.putheader("Cookie", f"entente_session={someone.cookie}")
        connection.endheaders()
        assert connection.getresponse().status == 413
        connection.close()


def test_requests_between_two_consoles(open_pair):
    eu, japan = open_pair
    giver, holder = person(eu, "giver", "disclosure-officer"), person(japan, "holder", "disclosure-officer")
    item = indicator(object_marking_refs=[GREEN], name="given")
    eu.load([item])
    giver.post("releases", {"ids": [item["id"]], "parties": ["japan"]})
    wait_for(lambda: holder.get(f"objects/{item['id']}").status == 200)
    asked = holder.post("consents", {"item": item["id"], "partner": "eu", "recipient": "eu", "purpose": "talks"})
    assert asked.status == 200, asked.text
    wait_for(lambda: giver.get("today").json()["consents"] == 1)
    waiting = giver.get("consents").json()["items"][0]
    assert (waiting["state"], waiting["name"], waiting["incoming"]) == ("asked", "given", True)
    assert giver.post(f"consents/{waiting['id']}", {"granted": True, "reference": "Note 1"}).status == 200
    wait_for(lambda: holder.get("consents").json()["items"][0]["state"] == "granted")
    # Withdrawn: set apart for officers, gone for everybody else.
    reader = person(japan, "reader", "author")
    other = indicator(object_marking_refs=[GREEN], name="withdrawn later")
    eu.load([other], "other.json")
    giver.post("releases", {"ids": [other["id"]], "parties": ["japan"]})
    wait_for(lambda: reader.get(f"objects/{other['id']}").status == 200)
    before = reader.get("holdings").json()["count"]
    notice = giver.post("recalls", {"item": other["id"], "action": "withdraw", "due": "2099-01-01"}).json()["items"][0][
        "id"
    ]
    wait_for(lambda: holder.get("today").json()["recalls"] == 1)
    assert holder.post(f"recalls/{notice}", {"outcome": "withdrawn"}).status == 200
    assert reader.get(f"objects/{other['id']}").status == 404 and reader.get("holdings").json()["count"] == before - 1
    assert holder.get(f"objects/{other['id']}").json()["versions"][0]["quarantine"].startswith("recalled")
    notices = giver.post(
        "recalls", {"item": item["id"], "action": "destroy", "due": "2099-01-01", "reason": "in error"}
    ).json()["items"]
    wait_for(lambda: holder.get("today").json()["recalls"] == 1)
    answer = holder.post(f"recalls/{notices[0]['id']}", {"outcome": "destroyed"})
    assert answer.status == 200 and answer.json()["certificate"]["item"] == item["id"], answer.text
    wait_for(lambda: giver.get("recalls").json()["items"][-1].get("outcome") == "destroyed")
    assert holder.get(f"objects/{item['id']}").status == 404
    assert holder.get("holdings", q="given").json()["count"] == 0
    assert eu.is_whole() and japan.is_whole()


def test_losses_are_told_and_reported_between_two_consoles(open_pair):
    eu, japan = open_pair
    giver, holder = person(eu, "giver", "disclosure-officer"), person(japan, "holder", "disclosure-officer")
    item, other = (
        indicator(object_marking_refs=[GREEN], name="given"),
        indicator(object_marking_refs=[RED], name="CANARY"),
    )
    eu.load([item])
    japan.load([other], "other.json")
    giver.post("releases", {"ids": [item["id"]], "parties": ["japan"]})
    wait_for(lambda: holder.get(f"objects/{item['id']}").status == 200)
    body = {"item": item["id"], "partner": "eu", "noticed": "2026-11-20", "certain": False, "reason": "a bag was left"}
    for bad in ({"noticed": "2099-01-01"}, {"noticed": "soon"}, {"partner": "nobody"}, {"certain": "x"}):
        assert holder.post("losses", {**body, **bad}).status == 422, bad
    missing = holder.post("losses", {**body, "item": f"indicator--{uuid.uuid4()}"})
    unseen = holder.post("losses", {**body, "item": other["id"]})
    assert (missing.status, missing.text) == (unseen.status, unseen.text) == (404, missing.text)
    told = holder.post("losses", body)
    assert told.status == 200, told.text
    (own,) = holder.get("losses").json()["items"]
    assert (own["state"], own["incoming"], own["certain"], own["name"], own["reason"]) == (
        "asked",
        False,
        False,
        "given",
        "a bag was left",
    )
    wait_for(lambda: giver.get("losses").json()["items"])
    (theirs,) = giver.get("losses").json()["items"]
    assert (theirs["partner"], theirs["incoming"], theirs["noticed"]) == ("japan", True, "2026-11-20T23:59:59Z")
    assert giver.get("today").json()["losses"] == 1
    # Only who told it reports on it.
    report = {"found": "found again, unopened", "measures": "a chain"}
    assert giver.post(f"losses/{own['id']}", report).status == 404
    assert holder.post(f"losses/{own['id']}", {"found": ""}).status == 422
    assert holder.post(f"losses/{own['id']}", report).status == 200
    wait_for(lambda: giver.get("losses").json()["items"][0]["state"] == "confirmed")
    assert giver.get("losses").json()["items"][0]["measures"] == "a chain" and giver.get("today").json()["losses"] == 0
    assert eu.is_whole() and japan.is_whole()


LEVEL = {
    "type": "marking-definition",
    "spec_version": "2.1",
    "id": f"marking-definition--{uuid.uuid4()}",
    "created": "2026-01-01T00:00:00.000Z",
    "name": "EU-RESTRICTED",
    "extensions": {
        "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4": {
            "extension_type": "property-extension",
            "policy": "EU",
            "classification": "EU-RESTRICTED",
        }
    },
}


def fill_queue(node, items):
    """Has items wait for Japan: an agreement that is negotiated enters into force."""
    for number, state in enumerate(("negotiated from 2024-01-01", "in force from 2020-01-01")):
        file = node.folder / f"set-{number}.accord"
        file.write_text(PARTIES + "\n" + PACT.format(state=state, ceiling="EU-SECRET"))
        node.run("agreements", "apply", file, "--officer", "Legal")
        if not number:
            node.load([LEVEL, *items], "waiting.json")


def test_places_of_withheld_portions_count_nothing_hidden(open_pair):
    """A list from which the person is not shown an item has its places as if the item were not there."""
    eu, japan = open_pair
    hidden, amber, green = (
        indicator(object_marking_refs=[RED], name="CANARY"),
        indicator(object_marking_refs=[AMBER]),
        indicator(object_marking_refs=[GREEN]),
    )
    listing = report(object_refs=[hidden["id"], amber["id"], green["id"]])
    eu.load([hidden, amber, green, listing])
    on_register(eu, "name=Named", "nationality=eu", "clearances=[]", f'needs=["{hidden["id"]}"]')
    for name, places in (("Named", ["object_refs.[0]", "object_refs.[1]"]), (None, ["object_refs.[0]"])):
        officer = person(eu, f"officer-{name}", "disclosure-officer", register=name)
        officer.post("releases", {"ids": [green["id"]], "parties": ["japan"]})
        (found,) = officer.get(f"objects/{listing['id']}/decisions").json()["decisions"]
        assert (found["outcome"], [one["selector"] for one in found["withheld"]]) == ("rendition", places)


def test_several_decisions_at_once_are_each_decided_and_logged(open_pair):
    eu, japan = open_pair
    items = [indicator(object_marking_refs=[LEVEL["id"]], name=f"waits {number}") for number in range(5)]
    hidden = indicator(object_marking_refs=[LEVEL["id"]], name="CANARY-hidden")
    fill_queue(eu, [*items, hidden])
    on_register(
        eu,
        "name=Named",
        "nationality=EU",
        'clearances=["EU EU-SECRET"]',
        "briefed=2026-01-01",
        "needs=" + json.dumps([item["id"] for item in items]),
    )
    officer = person(eu, "officer", "disclosure-officer", "author", register="Named", title="A. Martin")
    assert {one["id"] for one in officer.get("queue").json()["items"]} == {item["id"] for item in items}
    ids = [item["id"] for item in items]
    # One of them was written by the officer: four eyes are asked for.
    assert officer.post("objects", {"object": {**items[4], "modified": items[4]["modified"]}}).status == 201
    body = {
        "act": "release",
        "party": "japan",
        "outcome": "release",
        "ids": ids[:2],
        "count": 2,
        "reason": "for the talks",
    }
    for bad in (
        {"count": 3},
        {"count": None},
        {"ids": []},
        {"ids": ids[:1] * 2},
        {"act": "x"},
        {"reason": ""},
        {"outcome": "refer"},
        {"ids": [str(n) for n in range(101)], "count": 101},
    ):
        assert officer.post("decisions", {**body, **bad}).status == 422, bad
    before = len(kinds(eu))
    answer = officer.post(
        "decisions", {**body, "ids": [*ids[:2], hidden["id"], f"indicator--{uuid.uuid4()}"], "count": 4}
    )
    assert answer.status == 200 and answer.json()["done"] == 2 and "CANARY" not in answer.text, answer.text
    assert [(one["done"], one["state"]) for one in answer.json()["results"]] == [(True, "release")] * 2 + [
        (False, "not-waiting")
    ] * 2
    wait_for(
        lambda: (
            ids[0] in japan.run("export", "--from", "eu").stdout
            and ids[1] in japan.run("export", "--from", "eu").stdout
        )
    )
    log = [json.loads(line) for line in eu.run("audit", "--json").stdout.splitlines()][before:]
    made = [one for one in log if one["kind"] == "release"]
    assert [one["inside"]["source"] for one in made if one["inside"]["source"] in ids] == ids[:2]
    assert all(
        one["inside"]["officer"] == "A. Martin" and one["inside"]["question"]["reason"] == "for the talks"
        for one in made
        if one["inside"]["source"] in ids
    )
    refused = officer.post(
        "decisions", {**body, "act": "refuse", "ids": ids[1:3], "count": 2, "reason": "not now"}
    ).json()
    assert [(one["done"], one["state"]) for one in refused["results"]] == [(False, "not-waiting"), (True, "refuse")]
    assert ("refusal", "not now") in [(kind, inside.get("reason")) for kind, inside in kinds(eu)]
    # What goes in another way than was shown is left for a look of its own.
    changed = officer.post("decisions", {**body, "outcome": "rendition", "ids": ids[3:4], "count": 1}).json()
    assert [(one["done"], one["state"]) for one in changed["results"]] == [(False, "changed")]
    own = officer.post("decisions", {**body, "ids": ids[4:], "count": 1}).json()["results"]
    assert [(one["done"], one["state"]) for one in own] == [(False, "four-eyes")]
    assert {one["id"] for one in officer.get("queue").json()["items"]} == set(ids[3:])
    assert hidden["id"] not in japan.run("export", "--from", "eu").stdout and eu.is_whole()


def test_standing_instructions_are_given_and_ended(open_pair):
    eu, _ = open_pair
    officer = person(eu, "officer", "disclosure-officer", title="A. Martin")
    item = indicator(object_marking_refs=[LEVEL["id"]], name="CANARY-waits")
    fill_queue(eu, [item])
    choices = officer.get("instructions").json()
    assert (
        "EU EU-RESTRICTED" in choices["levels"]
        and [one["name"] for one in choices["partners"]] == ["japan"]
        and choices["items"] == []
    )
    body = {
        "name": "SI-7",
        "to": "japan",
        "levels": ["EU EU-RESTRICTED"],
        "types": ["indicator"],
        "until": "2099-01-01",
    }
    for bad in (
        {"to": "nobody"},
        {"levels": ["EU COSMIC"]},
        {"levels": []},
        {"tlp": "purple"},
        {"until": "2020-01-01"},
        {"until": "soon"},
        {"from": "soon"},
        {"name": ""},
    ):
        assert officer.post("instructions", {**body, **bad}).status == 422, bad
    number = officer.post("instructions", body).json()["number"]
    assert officer.post("instructions", body).status == 422, "one of this name is in force"
    (given,) = officer.get("instructions").json()["items"]
    assert (given["name"], given["to"], given["levels"], given["officer"], given["until"]) == (
        "SI-7",
        "japan",
        ["EU EU-RESTRICTED"],
        "A. Martin",
        "2099-01-01",
    )
    assert "CANARY" not in officer.get("instructions").text
    assert (
        officer.post("instructions", {"name": "SI-8", "to": "japan", "tlp": "TLP:GREEN", "until": "2099-01-01"}).status
        == 201
    )
    eu.run("queue", "--standing")
    assert (
        "SI-7" in eu.run("audit", "--kind", "release", "--json", check=False).stdout
        or item["id"] in eu.run("audit", "--kind", "release", "--json").stdout
    )
    other = json.loads(
        eu.run(
            "register", "add", "law-change", "party=EU", "text=x", "date=2026-01-01", "--officer", "L", "--json"
        ).stdout
    )["number"]
    for bad in (other, 0, "x", 999999):
        assert officer.post(f"instructions/{bad}").status == 404, "only instructions are ended here"
    assert officer.post(f"instructions/{number}").status == 204 and officer.post(f"instructions/{number}").status == 404
    assert [one["name"] for one in officer.get("instructions").json()["items"]] == ["SI-8"]
    steps = [(inside.get("record_kind"), inside["closed"]) for kind, inside in kinds(eu) if kind == "record"]
    assert ("instruction", False) in steps and (None, True) in steps and eu.is_whole()


def test_the_ledger_for_auditors(open_pair):
    eu, _ = open_pair
    officer, auditor = person(eu, "officer", "disclosure-officer"), person(eu, "auditor", "auditor")
    item = indicator(object_marking_refs=[GREEN], name="CANARY-content")
    eu.load([item])
    officer.post("releases", {"ids": [item["id"]], "parties": ["japan"]})
    log = auditor.get("log", kind="release", limit=1).json()
    assert log["items"][0]["subject"] == item["id"] and log["items"][0]["inside"]["officer"] == "Officer"
    # What the object is called stands beside the entries, where the auditor sees it; never in the log.
    assert log["items"][0]["name"] == "CANARY-content" and log["items"][0]["type"] == "indicator"
    told = [[one["entry"], one["inside"]] for one in auditor.get("log").json()["items"]]
    assert "CANARY" not in json.dumps(told)
    receipt = auditor.get(f"log/{log['items'][0]['place']}/receipt")
    file = eu.folder / "receipt.tlog-proof"
    file.write_bytes(receipt.body)
    eu.run("receipt", "verify", file, "--key", log["key"])
    found, after = [], None
    while True:
        page = auditor.get("log", limit=3, next=after).json()
        found += [entry["place"] for entry in page["items"]]
        after = page.get("next")
        if after is None:
            break
    assert found == sorted(found, reverse=True) and found[-1] == 0 and len(set(found)) == len(found)
    for bad in ("x", "-1", "99999999"):
        assert auditor.get(f"log/{bad}/receipt").status == 404
    assert auditor.get("log", kind="release", agreement="other").json()["items"] == []
    report = auditor.post("reports", {"kind": "release", "object": item["id"]})
    (eu.folder / "report.txt").write_bytes(report.body)
    assert (
        report.status == 200
        and "\nentries 1\n" in report.text
        and item["id"] in report.text
        and "CANARY" not in report.text
    )
    entente("note", "verify", "--key", log["key"], eu.folder / "report.txt")
    (eu.folder / "report.txt").write_bytes(report.body.replace(b"entries 1", b"entries 2"))
    assert entente("note", "verify", "--key", log["key"], eu.folder / "report.txt", check=False).returncode == 1
    assert (
        auditor.post("reports", {"from": "soon"}).status
        == auditor.post("reports", {"party": "x\nentries 0"}).status
        == 422
    )
    key = {"Idempotency-Key": "one report"}
    assert (
        auditor.call("POST", "/api/v1/reports", {"party": "Japan", "kind": "erasure"}, headers=key)
        .headers["Content-Type"]
        .startswith("text/plain")
    )
    again = auditor.call("POST", "/api/v1/reports", {"party": "Japan", "kind": "erasure"}, headers=key)
    assert again.json()["code"] == "done-before"
    made = [inside for kind, inside in kinds(eu) if kind == "export" and inside["entries"]]
    assert len(made) == 1 and made[0]["entries"] == 1 and made[0]["officer"] == "Auditor"
    assert auditor.get("log", **{"from": "soon"}).status == 422


# Browsers and hostile input


def test_other_sites_can_neither_read_nor_change(eu):
    someone = person(eu, "lee", "author")
    report = {"object": indicator(object_marking_refs=[GREEN])}
    assert (
        someone.call("POST", "/api/v1/objects", report, headers={"X-Entente-CSRF": "0" * 32}).json()["code"] == "csrf"
    )
    assert someone.call("POST", "/api/v1/objects", report, headers={"X-Entente-CSRF": ""}).json()["code"] == "csrf"
    assert (
        someone.call("POST", "/api/v1/objects", report, headers={"Origin": "http://evil.example"}).json()["code"]
        == "origin"
    )
    assert (
        someone.call("POST", "/api/v1/objects", report, headers={"Sec-Fetch-Site": "cross-site"}).json()["code"]
        == "origin"
    )
    assert (
        someone.call(
            "POST", "/api/v1/objects", None, raw=json.dumps(report).encode(), headers={"Content-Type": "text/plain"}
        ).status
        == 415
    )
    # A name that somebody points at this machine does not make it theirs.
    for host in ("evil.example", f"evil.example:{eu.console}", "eu.localhost.evil.example"):
        assert Person(eu.console, host=host).get("node").status in (400, 421)
    for host in (f"eu.localhost:{eu.console}", f"127.0.0.1:{eu.console}", f"localhost:{eu.console}"):
        assert Person(eu.console, host=host).get("node").json() == {
            "name": "eu",
            "title": "Eu",
            "titles": {"en": "Eu"},
        }
    headers = someone.get("session").headers
    assert headers["Cache-Control"] == "no-store" and "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff" and "Access-Control-Allow-Origin" not in headers
    cookie = Person(eu.console).sign_in("lee").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie


def test_bad_input_gets_a_clear_error_and_the_node_goes_on(eu):
    someone = person(eu, "lee", "author")
    for raw in (b"", b"{", b"[]", b'"x"', b'{"object": 1}', b"\xff\xfe", b"[" * 100000, b'{"a":1,"a":2}'):
        answer = someone.call("POST", "/api/v1/preview", raw=raw, headers={"Content-Type": "application/json"})
        assert answer.status in (400, 422) and answer.headers["Content-Type"] == "application/problem+json", (
            raw[:20],
            answer.status,
        )
    for path in (
        "/api/v1/../../etc/passwd",
        "/api/v1/objects/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/../entente.json",
        "/keys/signing.key",
        "/%2e%2e/store.db",
        "/api/v1/objects/%00",
        "/api/v1/objects/%ff",
        "/api/v1/holdings?q=%zz",
        "/api/v1/holdings?q=a&q=b",
        "/api/v2/node",
        "/api/",
        "/api/v1/",
        "/api/v1/objects/" + "x" * 3000,
        "//",
        "/index.html/x",
    ):
        answer = someone.call("GET", path)
        assert answer.status in (400, 404, 422), (path, answer.status)
        assert "signing" not in answer.text and "root:" not in answer.text
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"):
        assert someone.call(method, "/api/v1/holdings").status in (400, 403, 404, 405, 501)
    connection = http.client.HTTPConnection("127.0.0.1", eu.console, timeout=30)
    connection.putrequest("POST", "/api/v1/preview")
    connection.putheader("Content-Length", str(5 << 20))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
    deep = {"object": {}}
    inner = deep["object"]
    for _ in range(200):
        inner["x"] = {}
        inner = inner["x"]
    assert someone.post("preview", deep).status == 400
    assert someone.get("session").status == 200


def every_reading(id, partner):
    """Each path of the document that is read, about one object:
    a new one is looked through without being listed here."""
    document = json.loads((REPOSITORY / "Documentation" / "api.json").read_text())["paths"]
    values = {"id": id, "name": partner, "place": "0", "token": "x", "question": "x", "key": "x", "number": "1"}
    return [
        re.sub(r"\{(\w+)\}", lambda name: values[name[1]], path.removeprefix("/api/v1/"))
        for path, methods in document.items()
        if "get" in methods and path != "/api/v1/events"
    ]


# The statement of the example, that it is an exercise.
EXERCISE = "marking-definition--4082ab6a-fa50-415b-9255-04ba1070b41a"


def test_clearance_need_and_briefing_decide_about_what_is_classified(tmp_path):
    """The example's classified report, and four people of whom one may see it;
    every call is looked through for the others."""
    eu = open_console(Node(tmp_path / "eu", "eu", title="European Union"))
    eu.configure(identity="identity--02893d9a-92fa-474a-aaf5-c5191b11b6e5")
    japan = Node(tmp_path / "japan", "japan")
    link(eu, japan)
    for folder in ("shared", "eu"):
        eu.run("import", *sorted((EXAMPLES / folder).glob("*.json")))
    eu.run("quarantine", "explain", EXERCISE, "informs", "--officer", "S")
    eu.run("agreements", "apply", REPOSITORY / "Examples" / "agreements", "--officer", "O")
    eu.serve()
    try:
        situation = "report--5884470c-5cac-44bd-a830-2b3fd983299a"
        level = "EU RESTREINT UE/EU RESTRICTED"
        for name, clearances, briefed, needs in (
            ("Cleared", [level], "2026-01-12", ["exercise"]),
            ("Not briefed", [level], None, ["exercise"]),
            ("No need", [level], "2026-01-12", []),
            ("Not cleared", [], "2026-01-12", ["exercise"]),
        ):
            members = [
                f"name={name}",
                "nationality=EU",
                f"clearances={json.dumps(clearances)}",
                f"needs={json.dumps(needs)}",
            ]
            on_register(eu, *members, *([f"briefed={briefed}"] if briefed else []))
        cleared = person(eu, "cleared", "disclosure-officer", register="Cleared")
        shown = cleared.get(f"objects/{situation}")
        assert shown.status == 200, shown.text
        name = shown.json()["name"]
        words = name.split()[0]
        hidden = [item for item in cleared.get("holdings", limit=200).json()["items"] if "RESTRICTED" in item["banner"]]
        assert hidden
        wait_for(lambda: cleared.get("holdings", q=words).json()["count"] > 0)
        titles = {item["name"] for item in hidden}
        # Something classified waits in the queue, and was refused, and is spoken of in the ledger.
        eu.run("release", situation, "--to", "japan", "--officer", "O", check=False)
        eu.run(
            "register", "add", "incident", f"item={situation}", "noticed=2026-11-20", "actual=true", "--officer", "S"
        )
        assert situation in cleared.get("today").text
        for number, register in enumerate(("Not briefed", "No need", "Not cleared", None, "Nobody of this name")):
            other = person(eu, f"other{number}", "disclosure-officer", "author", register=register)
            auditor = person(eu, f"auditor{number}", "auditor", register=register)
            guard, chief = (
                person(eu, f"guard{number}", "security-officer", register=register),
                person(eu, f"chief{number}", "administrator"),
            )
            for someone in (other, auditor, guard, chief):
                answers = [someone.get(path) for path in every_reading(situation, "japan")]
                assert len(answers) > 25
                answers += [
                    someone.get("export", limit=1000),
                    someone.get("export", ids=situation),
                    someone.get("holdings", q=words),
                    someone.get("holdings", type="report", limit=200),
                    someone.get("log", object=situation),
                ]
                for answer in answers:
                    assert not any(title in answer.everything() for title in titles), (register, answer.text[:300])
                    # Who reads the log reads identifiers there.
                    assert answer.status == 404 or situation not in answer.text or someone in (auditor, guard)
            everything = {item["id"] for item in other.get("holdings", limit=200).json()["items"]}
            assert not everything & {item["id"] for item in hidden}
            assert cleared.get("holdings").json()["count"] - other.get("holdings").json()["count"] == len(hidden)
            for path, body in (
                ("releases", {"ids": [situation], "parties": ["japan"]}),
                ("refusals", {"id": situation, "party": "japan", "reason": "x"}),
                ("recalls", {"item": situation, "action": "destroy", "due": "2099-01-01"}),
                ("consents", {"item": situation, "partner": "japan", "recipient": "japan"}),
                ("losses", {"item": situation, "partner": "japan", "noticed": "2026-11-20", "certain": True}),
                ("erasures", {"item": situation, "partner": "japan", "reason": "x"}),
            ):
                assert other.post(path, body).status == 404, path
    finally:
        eu.stop()


def test_work_is_shown_with_contradictions_side_by_side_and_nothing_of_what_is_hidden(eu):
    eu.run(
        "import", *[file for folder in ("shared", "eu", "japan") for file in sorted((EXAMPLES / folder).glob("*.json"))]
    )
    eu.run("quarantine", "explain", EXERCISE, "informs", "--officer", "S")
    someone = person(eu, "someone", "auditor")
    events = {event["name"]: event for event in someone.get("watch", kind="missile-test").json()["items"]}
    assert events and all(event["kind"] == "missile-test" for event in events.values())
    claims = [claim for event in events.values() for claim in event["claims"]]
    assert any(claim["contradicts"] for claim in claims) and len({claim["claimant"] for claim in claims}) > 2
    assert all(claim["source_reliability"] in "ABCDEF" for claim in claims)
    commitments = someone.get("commitments").json()["items"]
    assert {one["state"] for one in commitments} <= {"evidence", "no-evidence", "due"}
    assert someone.get("today").json()["dues"].get("commitments", 0) == sum(
        one["state"] == "due" for one in commitments
    )
    late = {
        **someone.get(f"objects/{commitments[0]['id']}").json()["versions"][0]["object"],
        "id": f"entente-commitment--{uuid.uuid4()}",
        "name": "A late one",
        "due": "2026-01-31T00:00:00Z",
        "object_marking_refs": [GREEN],
    }
    eu.load(
        [
            late,
            {**late, "id": f"entente-commitment--{uuid.uuid4()}", "name": "CANARY-late", "object_marking_refs": [RED]},
        ],
        "late.json",
    )
    assert (
        someone.get("today").json()["dues"].get("commitments", 0)
        == sum(one["state"] == "due" for one in commitments) + 1
    )
    shown = [one for one in commitments if one["state"] == "evidence"]
    assert shown and all(one["events"] and one["last_evidence"] == one["events"][0]["occurred_from"] for one in shown)
    assert {event["occurred_precision"] for one in shown for event in one["events"]} >= {"day"}
    # A claim that is not for this person leaves no trace at the event, nor where others contradict it.
    event = next(one for one in events.values() if one["claims"])
    hidden = {
        "type": "entente-claim",
        "spec_version": "2.1",
        "id": f"entente-claim--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "extensions": {"extension-definition--3b72a9ac-6699-4980-ab2e-3e94b102f551": {"extension_type": "new-sdo"}},
        "object_marking_refs": [RED],
        "claimant_ref": f"identity--{uuid.uuid4()}",
        "about_ref": event["id"],
        "measure": "CANARY-measure",
        "value": 1,
        "as_of": "2026-01-01T00:00:00Z",
        "source_reliability": "A",
        "information_credibility": 1,
        "description": "CANARY",
    }
    pointing = {
        **hidden,
        "id": f"entente-claim--{uuid.uuid4()}",
        "object_marking_refs": [GREEN],
        "measure": "range",
        "contradicts_refs": [hidden["id"]],
        "description": "open",
    }
    eu.load([hidden, pointing], "claims.json")
    text = someone.get("watch").text
    assert pointing["id"] in text and hidden["id"] not in text and "CANARY" not in text


def test_files_of_the_console_are_packed_for_those_who_unpack_and_answers_are_not(eu):
    someone = person(eu, "lee", "author")
    plain = someone.call("GET", "/main.js")
    packed = someone.call("GET", "/main.js", headers={"Accept-Encoding": "br, gzip;q=0.5"})
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body)
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert (
        plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
        and plain.headers["ETag"] != packed.headers["ETag"]
    )
    assert "Content-Encoding" not in someone.call("GET", "/main.js", headers={"Accept-Encoding": "gzip;q=0"}).headers
    fresh = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert someone.call("GET", "/main.js", headers=fresh).status == 304
    # The length of an answer with content would tell of the content next to it.
    assert (
        "Content-Encoding" not in someone.call("GET", "/api/v1/holdings", headers={"Accept-Encoding": "gzip"}).headers
    )


def test_registers_are_kept_by_a_security_officer_and_tell_nothing_of_hidden_items(eu):
    hidden, known = indicator(object_marking_refs=[RED], name="CANARY"), indicator(object_marking_refs=[GREEN])
    eu.load([hidden, known])
    on_register(eu, "name=Named", "nationality=eu", "clearances=[]", f'needs=["{hidden["id"]}", "talks"]', "--new")
    on_register(eu, "name=Guard", "nationality=eu", "clearances=[]")
    for item in (hidden, known):
        eu.run(
            "register", "add", "incident", f"item={item['id']}", "noticed=2026-11-20", "actual=true", "--officer", "S"
        )
    guard, auditor = person(eu, "guard", "security-officer", register="Guard"), person(eu, "auditor", "auditor")
    for someone in (guard, auditor):
        shown = someone.get("register")
        assert hidden["id"] not in shown.text and [
            one["name"] for one in shown.json()["items"] if one["kind"] == "incident"
        ] == [known["id"]]
    items = {one["name"]: one for one in guard.get("register").json()["items"]}
    assert items["Named"]["record"]["needs"] == ["talks"]
    named = {"name": "Named", "nationality": "eu", "clearances": [], "needs": ["exercise"]}
    # Changed by somebody who does not know of an item that stands there: that stays.
    kept = guard.post(
        "register", {"kind": "person", "record": named, "replaces": items["Named"]["number"], "new": True}
    )
    assert kept.status == 201 and hidden["id"] not in kept.text
    records = [json.loads(line) for line in eu.run("register", "list", "person", "--json").stdout.splitlines()]
    assert [one["record"]["needs"] for one in records if one["record"]["name"] == "Named"] == [
        ["exercise", hidden["id"]]
    ]
    assert (
        guard.post("register", {"kind": "person", "record": named, "replaces": items["Named"]["number"]}).status == 404
    ), "it is closed"
    own = guard.post(
        "register", {"kind": "person", "record": {**named, "name": "Guard"}, "replaces": items["Guard"]["number"]}
    )
    assert (own.status, own.json()["code"]) == (403, "own-record")
    # An item that may not be known is as one that is not there, by record and by number.
    holder = {"kind": "holder", "record": {"item": hidden["id"], "facility": "F", "person": "Guard"}}
    assert guard.post("register", holder).status == 404
    answers = [
        guard.post("register", {"kind": "person", "record": {**named, "name": "Other", "needs": [id]}})
        for id in (hidden["id"], indicator()["id"])
    ]
    answers += [
        guard.post("register", {**holder, "record": {**holder["record"], "item": id}})
        for id in (hidden["id"], indicator()["id"])
    ]
    assert {(answer.status, answer.text) for answer in answers} == {(404, answers[0].text)}, (
        "hidden and nowhere are alike"
    )
    numbers = [json.loads(line) for line in eu.run("register", "list", "incident", "--json").stdout.splitlines()]
    answers = [
        guard.call("DELETE", f"/api/v1/register/{one}") for one in [*(one["number"] for one in numbers), 4711, "x"]
    ]
    assert {(answer.status, answer.text) for answer in answers} == {(404, answers[0].text)}, (
        "a row of the store is no number of the register"
    )
    (number,) = (one["number"] for one in guard.get("register").json()["items"] if one["name"] == known["id"])
    assert guard.call("DELETE", f"/api/v1/register/{number}").status == 204
    for wrong in (
        {"kind": "consent", "record": {}},
        {"kind": "person", "record": []},
        {"kind": "person", "record": {"name": "x"}},
        {"kind": "facility", "record": {"name": "x", "level": "y", "z": 1}},
    ):
        assert guard.post("register", wrong).status == 422, wrong
    assert auditor.post("register", {"kind": "person", "record": named}).status == 403
    assert [inside["closed"] for kind, inside in kinds(eu) if kind == "record"].count(True) == 2 and eu.is_whole()


def test_health_readiness_and_metrics_tell_nothing_of_what_is_held(eu):
    eu.load([indicator(object_marking_refs=[GREEN], name="CANARY-content")])
    someone = Person(eu.console)
    assert (someone.call("GET", "/health").text, someone.call("GET", "/ready").text) == ("ok\n", "ready\n")
    assert someone.call("GET", "/metrics").status == 401
    other = eu.run("key", "add", "soc", "--scope", "read:*").stdout.strip()
    key = eu.run("key", "add", "prometheus", "--scope", "metrics:*").stdout.strip()
    assert eu.run("key", "add", "x", "--scope", "metrics:x", check=False).returncode == 2
    assert someone.call("GET", "/metrics", headers={"Authorization": f"Bearer {other}"}).status == 401
    answer = someone.call("GET", "/metrics", headers={"Authorization": f"Bearer {key}"})
    assert answer.status == 200 and answer.headers["Content-Type"].startswith(
        "application/openmetrics-text; version=1.0.0"
    )
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    assert "entente_log_entries" in families and answer.text.endswith("# EOF\n")
    assert sum(sample.value for sample in families["entente_console_answers"].samples) >= 4
    assert "CANARY" not in answer.text and "indicator" not in answer.text


def test_a_preview_names_so_many_findings_and_says_how_many_more_there_are(open_pair):
    eu, _ = open_pair
    author = person(eu, "author", "author")
    few = author.post(
        "preview", {"object": {**indicator(object_marking_refs=[GREEN]), **{f"X {number}": 1 for number in range(50)}}}
    ).json()
    many = author.post(
        "preview", {"object": {**indicator(object_marking_refs=[GREEN]), **{f"X {number}": 1 for number in range(500)}}}
    ).json()
    assert len(few["findings"]) >= 50 and "more_findings" not in few
    # One for each of the names.
    assert len(many["findings"]) == 100 and 100 + many["more_findings"] == len(few["findings"]) + 450
