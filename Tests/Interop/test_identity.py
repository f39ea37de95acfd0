"""Ways to sign in beside the password, tokens for a person's own programs, and calls that are done once."""

import concurrent.futures
import json
import time

import pytest

from authenticator import ATTESTED, PRESENT, VERIFIED, Authenticator
from document import calls
from people import PASSWORD, Person, kinds, one_time_code, open_console, person, signs
from support import GREEN, RED, indicator, wait_for


@pytest.fixture
def eu(make_node):
    node = open_console(make_node("eu"))
    node.serve()
    return node


def browser(node):
    """Passkeys are for host names, so the node is called by one."""
    return Person(node.console, host=f"localhost:{node.console}")


def origin(node):
    return f"http://localhost:{node.console}"


def made_link(node, name, *roles):
    options = [part for role in roles for part in ("--role", role)]
    return json.loads(node.run("people", "add", name, *options, "--officer", "root", "--json").stdout)["token"]


def enter(node, someone, answer):
    if answer.status == 200:
        someone.cookie = answer.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
        someone.csrf = answer.json()["csrf"]
    return answer


@pytest.mark.parametrize("algorithm", [-7, -8, -257])
def test_a_passkey_opens_a_link_and_signs_in_alone(eu, algorithm):
    someone, token, device = browser(eu), made_link(eu, "lee", "administrator"), Authenticator(algorithm)
    asked = someone.post("challenges", {"purpose": "link", "link": token}).json()
    assert asked["name"] == "lee" and asked["host"] == "localhost" and algorithm in asked["algorithms"]
    answer = someone.post(f"links/{token}", {"passkey": device.make(asked, origin(eu))})
    # There is no password that a recovery code could stand beside.
    assert (answer.status, answer.json()["recovery_codes"]) == (200, [])
    asked = someone.post("challenges", {"purpose": "sign-in"}).json()
    assert enter(eu, someone, someone.post("session", {"passkey": device.sign(asked, origin(eu))})).status == 200
    account = someone.get("account").json()
    assert not account["has_password"] and len(account["passkeys"]) == 1 and account["passkeys"][0]["used"]
    # The only way in stays.
    assert someone.call("DELETE", f"/api/v1/passkeys/{account['passkeys'][0]['id']}").status == 422
    assert Person(eu.console).sign_in("lee").status == 401
    assert [inside.get("by") for kind, inside in kinds(eu) if kind == "session"].count("passkey") == 1


def test_a_passkey_is_a_second_factor_beside_a_password(eu):
    someone, token, device = browser(eu), made_link(eu, "lee", "author"), Authenticator()
    asked = someone.post("challenges", {"purpose": "link", "link": token}).json()
    recovery = someone.post(f"links/{token}", {"password": PASSWORD, "passkey": device.make(asked, origin(eu))}).json()[
        "recovery_codes"
    ]
    assert len(recovery) == 8
    answer = someone.sign_in("lee")
    assert (answer.status, answer.json()["code"]) == (401, "passkey-needed")

    def sign_in(**more):
        asked = someone.post("challenges", {"purpose": "sign-in"}).json()
        return someone.post("session", {"passkey": device.sign(asked, origin(eu)), **more})

    assert sign_in(name="lee", password=PASSWORD).status == 200
    assert sign_in(name="lee", password="another password").status == 401
    assert sign_in(name="kim", password=PASSWORD).status == 401
    assert (
        someone.sign_in("lee", code=recovery[0]).status == 200
        and someone.sign_in("lee", code=recovery[0]).status == 401
    )


def test_a_forged_answer_of_an_authenticator_opens_nothing(eu):
    eu.stop()
    eu.configure(sign_in_tries=100)
    eu.serve()
    someone, device, other = browser(eu), Authenticator(), Authenticator()
    token = made_link(eu, "lee", "author")

    def challenge(purpose, **more):
        return someone.post("challenges", {"purpose": purpose, **more}).json()

    link = {"purpose": "link", "link": token}
    for wrong in (
        dict(flags=VERIFIED | ATTESTED),
        dict(flags=PRESENT | ATTESTED),
        dict(host="evil.example"),
        dict(kind="webauthn.get"),
    ):
        answer = someone.post(f"links/{token}", {"passkey": device.make(challenge(**link), origin(eu), **wrong)})
        assert (answer.status, answer.json()["code"]) == (422, "passkey-wrong"), wrong
    assert (
        someone.post(f"links/{token}", {"passkey": device.make(challenge(**link), "http://evil.example")}).status == 422
    )
    # A challenge of another purpose, one that was used, one that nobody gave.
    assert (
        someone.post(
            f"links/{token}", {"passkey": device.make({**challenge("sign-in"), "host": "localhost"}, origin(eu))}
        ).status
        == 422
    )
    used = challenge(**link)
    assert someone.post(f"links/{token}", {"passkey": device.make(used, origin(eu), host="evil.example")}).status == 422
    assert someone.post(f"links/{token}", {"passkey": device.make(used, origin(eu))}).status == 422
    assert (
        someone.post(f"links/{token}", {"passkey": device.make({**used, "challenge": "A" * 43}, origin(eu))}).status
        == 422
    )
    assert someone.post(f"links/{token}", {"passkey": device.make(challenge(**link), origin(eu))}).status == 200

    def sign_in(answer):
        return someone.post("session", {"passkey": answer}).status

    good = device.sign(challenge("sign-in"), origin(eu))
    assert sign_in(good) == 200 and sign_in(good) == 401
    for wrong in (dict(flags=PRESENT), dict(flags=VERIFIED), dict(host="evil.example"), dict(kind="webauthn.create")):
        assert sign_in(device.sign(challenge("sign-in"), origin(eu), **wrong)) == 401, wrong
    assert sign_in(device.sign(challenge("sign-in"), "http://evil.example")) == 401
    assert sign_in(device.sign({**challenge("sign-in"), "challenge": "A" * 43}, origin(eu))) == 401
    assert sign_in(other.sign(challenge("sign-in"), origin(eu))) == 401
    assert sign_in({**other.sign(challenge("sign-in"), origin(eu)), "id": good["id"]}) == 401
    assert sign_in({**device.sign(challenge("sign-in"), origin(eu)), "signature": "AAAA"}) == 401
    # A copy of the key counts from an earlier number.
    device.count = 0
    assert sign_in(device.sign(challenge("sign-in"), origin(eu))) == 401
    assert someone.post("session", {"passkey": {"id": "!", "client_data": "", "authenticator_data": ""}}).status == 422
    eu.run("people", "add", "chief", "--role", "administrator", "--officer", "root")
    eu.run("people", "disable", "lee", "--officer", "root")
    device.count = 100
    assert sign_in(device.sign(challenge("sign-in"), origin(eu))) == 401
    assert eu.is_whole()


def test_passkeys_are_added_and_taken_away_by_their_owner_alone(eu):
    lee, kim, device = person(eu, "lee", "author"), person(eu, "kim", "author"), Authenticator()
    for one in (lee, kim):
        one.host = f"localhost:{eu.console}"
    asked = lee.post("challenges", {"purpose": "passkey"}).json()
    # A challenge of one account does not add to another.
    assert kim.post("passkeys", {"name": "stolen", "passkey": device.make(asked, origin(eu))}).status == 422
    asked = lee.post("challenges", {"purpose": "passkey"}).json()
    added = lee.post("passkeys", {"name": "blue key", "passkey": device.make(asked, origin(eu))})
    assert added.status == 201
    asked = kim.post("challenges", {"purpose": "passkey"}).json()
    assert kim.post("passkeys", {"name": "same key", "passkey": device.make(asked, origin(eu))}).status == 422
    assert kim.call("DELETE", f"/api/v1/passkeys/{added.json()['id']}").status == 404
    assert [one["name"] for one in lee.get("account").json()["passkeys"]] == ["blue key"] and kim.get("account").json()[
        "passkeys"
    ] == []
    assert lee.post("challenges", {"purpose": "passkey"}).json()["held"] == [added.json()["id"]]
    assert lee.call("DELETE", f"/api/v1/passkeys/{added.json()['id']}").status == 204
    assert lee.get("account").json()["passkeys"] == []
    assert lee.call("DELETE", f"/api/v1/passkeys/{added.json()['id']}").status == 404
    assert Person(eu.console).post("challenges", {"purpose": "passkey"}).status == 401
    steps = [inside.get("step") for kind, inside in kinds(eu) if kind == "person"]
    assert steps.count("passkey-added") == steps.count("passkey-removed") == 1


def test_a_passkey_signs_beside_somebody_and_only_what_it_was_asked_to(eu):
    chief, guard, device = (
        person(eu, "chief", "administrator"),
        person(eu, "guard", "security-officer"),
        Authenticator(),
    )
    for one in (chief, guard):
        one.host = f"localhost:{eu.console}"
    asked = guard.post("challenges", {"purpose": "passkey"}).json()
    assert guard.post("passkeys", {"name": "key", "passkey": device.make(asked, origin(eu))}).status == 201
    person(eu, "lee", "author")

    def link(passkey):
        return chief.post("people/lee", {"new_link": True, "second": {"passkey": passkey}})

    challenge = lambda purpose: chief.post("challenges", {"purpose": purpose}).json()
    # An answer that was given to sign in does not sign an act, nor the other way round.
    assert link(device.sign(challenge("sign-in"), origin(eu))).status == 401
    assert (
        Person(eu.console).post("session", {"passkey": device.sign(challenge("signature"), origin(eu))}).status == 401
    )
    assert link(device.sign(challenge("signature"), "http://evil.example")).status == 401
    good = device.sign(challenge("signature"), origin(eu))
    assert link(good).json()["link"] and link(good).status == 401
    assert Person(eu.console).post("challenges", {"purpose": "signature"}).status == 401
    assert [inside["countersigned"] for kind, inside in kinds(eu) if kind == "person" and inside["step"] == "link"] == [
        "Guard"
    ]


def test_roles_that_need_a_second_factor_never_sign_in_without_one(eu):
    """Also not somebody who gets such a role later."""
    chief = person(eu, "chief", "administrator")
    lee = person(eu, "lee", "author")
    assert chief.post("people/lee", {"roles": ["administrator"]}).status == 200
    assert lee.get("session").status == 401
    answer = lee.sign_in("lee")
    assert (answer.status, answer.json()["code"]) == (403, "second-factor-required")
    assert Person(eu.console).sign_in("lee", "a wrong password").json()["code"] == "sign-in-failed"
    eu.stop()
    eu.configure(second_factor="author security-officer")
    eu.serve()
    token = made_link(eu, "kim", "security-officer")
    assert Person(eu.console).post(f"links/{token}", {"password": PASSWORD}).json()["code"] == "second-factor-required"
    eu.stop()
    eu.configure(second_factor="king")
    assert "second_factor" in eu.run("export", check=False).stderr


def test_sessions_are_seen_and_ended(eu):
    lee = person(eu, "lee", "author")
    other = Person(eu.console)
    other.sign_in("lee")
    assert [one["current"] for one in lee.get("account").json()["sessions"]] == [False, True]
    assert lee.call("DELETE", "/api/v1/sessions").status == 204
    assert other.get("session").status == 401 and lee.get("session").status == 200


# Tokens


def bearer(node, token):
    someone = Person(node.console)

    def call(method, path, body=None):
        return someone.call(method, f"/api/v1/{path}", body, headers={"Authorization": f"Bearer {token}"})

    return call


def test_a_token_does_what_its_scopes_name_and_no_more(eu):
    hidden = indicator(object_marking_refs=[RED], name="CANARY-hidden")
    shown = indicator(object_marking_refs=[GREEN], name="open")
    eu.load([shown, hidden])
    lee = person(eu, "lee", "author", "disclosure-officer")
    made = lee.post("tokens", {"name": "script", "scopes": ["read"], "days": 30}).json()
    call = bearer(eu, made["token"])
    assert call("GET", "holdings").json()["count"] == 1 and "CANARY" not in call("GET", "holdings").text
    assert call("GET", f"objects/{hidden['id']}").status == 404
    note = {
        "type": "note",
        "spec_version": "2.1",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "content": "by a program",
        "object_refs": [hidden["id"]],
        "object_marking_refs": [GREEN],
    }
    for method, path, body in [
        ("POST", "objects", {"object": note}),
        ("POST", "releases", {}),
        ("POST", "tokens", {}),
        ("POST", "passkeys", {}),
        ("DELETE", "session", None),
        ("DELETE", "sessions", None),
        ("POST", "challenges", {"purpose": "passkey"}),
        ("DELETE", f"tokens/{made['id']}", None),
    ]:
        assert call(method, path, body).status == 403, path
    writer = bearer(eu, lee.post("tokens", {"name": "writer", "scopes": ["write"], "days": 1}).json()["token"])
    assert writer("GET", "holdings").status == 403 and writer("POST", "releases", {}).status == 403
    assert writer("POST", "objects", {"object": {**note, "object_refs": [shown["id"]]}}).status == 201
    decider = bearer(eu, lee.post("tokens", {"name": "decider", "scopes": ["decide"], "days": 1}).json()["token"])
    assert decider("POST", "releases", {}).status == 422
    tokens = lee.get("account").json()["tokens"]
    assert [one["name"] for one in tokens] == ["script", "writer", "decider"] and "entente_" not in json.dumps(tokens)
    assert lee.call("DELETE", f"/api/v1/tokens/{made['id']}").status == 204
    assert call("GET", "holdings").status == 401


# Calls that give rights, or undo them: no token makes them, whatever the document comes to say.
NEVER = {
    "POST people",
    "POST people/{name}",
    "POST tokens",
    "DELETE tokens/{id}",
    "POST passkeys",
    "DELETE passkeys/{id}",
    "POST keys",
    "POST keys/{name}",
    "POST agreements",
    "POST register",
    "DELETE register/{number}",
    "POST partners",
    "POST partners/{name}",
    "POST session",
    "DELETE session",
    "DELETE sessions",
    "POST links/{token}",
    "POST instructions",
    "POST challenges",
}


def test_each_call_takes_the_tokens_whose_scope_it_names(eu):
    """Every call of the document with a token of each scope, of somebody with each role that tokens can act in."""
    assert {name for name, _, _, operation in calls() if "x-token-scope" in operation} & NEVER == set()
    assert {name for name, *_ in calls()} >= NEVER
    tried = 0
    for role in ("author", "disclosure-officer", "security-officer"):
        someone = person(eu, role, role)
        for scope in ("read", "write", "decide"):
            call = bearer(eu, someone.post("tokens", {"name": scope, "scopes": [scope], "days": 1}).json()["token"])
            for name, method, path, operation in calls():
                if name == "GET events":
                    continue
                answer = call(method, path, {} if method == "POST" else None)
                isRefused = answer.status == 403 and answer.json()["code"] == "scope"
                assert isRefused == (operation.get("x-token-scope") != scope), (role, scope, name, answer.text)
                tried += 1
    assert tried > 700


def test_bad_tokens(eu):
    lee, kim = person(eu, "lee", "author"), person(eu, "kim", "author")
    for body in (
        {"name": "x", "scopes": [], "days": 1},
        {"name": "x", "scopes": ["everything"], "days": 1},
        {"name": "x", "scopes": ["read"], "days": 0},
        {"name": "x", "scopes": ["read"], "days": 367},
        {"name": "", "scopes": ["read"], "days": 1},
        {"scopes": ["read"]},
    ):
        assert lee.post("tokens", body).status == 422, body
    made = lee.post("tokens", {"name": "x", "scopes": ["read"], "days": 1}).json()
    assert kim.call("DELETE", f"/api/v1/tokens/{made['id']}").status == 404
    for token in ("", "x", "entente_" + "0" * 64, made["token"][:-1], made["token"] + "0", "0" * 5000):
        answer = bearer(eu, token)("GET", "session")
        assert answer.status in (400, 401, 431), token
    # A token that does not hold is not made up for by a session that does.
    assert lee.call("GET", "/api/v1/session", headers={"Authorization": "Bearer entente_" + "0" * 64}).status == 401
    with open(eu.folder / "store.db", "rb") as store, open(eu.folder / "store.db-wal", "rb") as log:
        assert made["token"].encode() not in store.read() + log.read()


@pytest.mark.parametrize("what", ["roles", "disabled", "link"])
def test_tokens_end_with_what_they_rest_on(eu, what):
    chief, guard, lee = (
        person(eu, "chief", "administrator"),
        person(eu, "guard", "security-officer"),
        person(eu, "lee", "author"),
    )
    call = bearer(eu, lee.post("tokens", {"name": "x", "scopes": ["read"], "days": 1}).json()["token"])
    assert call("GET", "session").status == 200
    if what == "roles":
        assert chief.post("people/lee", {"roles": ["auditor"], "second": signs(guard)}).status == 200
    elif what == "disabled":
        chief.post("people/lee", {"disabled": True})
    else:
        token = chief.post("people/lee", {"new_link": True, "second": signs(guard)}).json()["link"].rsplit("/", 1)[1]
        Person(eu.console).post(f"links/{token}", {"password": PASSWORD + " 2"})
    assert call("GET", "session").status == 401


# Calls with keys


GROUND = indicator(object_marking_refs=[GREEN], name="ground")


def note_of(text):
    return {
        "type": "note",
        "spec_version": "2.1",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "content": text,
        "object_refs": [GROUND["id"]],
        "object_marking_refs": [GREEN],
    }


def test_a_keyed_call_is_done_once(eu):
    eu.load([GROUND])
    lee, kim = person(eu, "lee", "author"), person(eu, "kim", "author")
    body, key = {"object": note_of("once")}, {"Idempotency-Key": "7f0c"}
    first = lee.call("POST", "/api/v1/objects", body, headers=key)
    assert first.status == 201 and "Idempotency-Replayed" not in first.headers
    again = lee.call("POST", "/api/v1/objects", body, headers=key)
    assert (again.status, again.json(), again.headers["Idempotency-Replayed"]) == (201, first.json(), "true")
    other = lee.call("POST", "/api/v1/objects", {"object": note_of("another")}, headers=key)
    assert (other.status, other.json()["code"]) == (422, "key-reused")
    # A key is its owner's.
    mine = kim.call("POST", "/api/v1/objects", {"object": note_of("of kim")}, headers=key)
    assert mine.status == 201 and "Idempotency-Replayed" not in mine.headers
    # What was not done is not remembered.
    assert lee.call("POST", "/api/v1/objects", {"object": {}}, headers={"Idempotency-Key": "bad"}).status == 422
    assert (
        lee.call("POST", "/api/v1/objects", {"object": note_of("now well")}, headers={"Idempotency-Key": "bad"}).status
        == 201
    )
    for wrong in ("", "x" * 256):
        assert lee.call("POST", "/api/v1/objects", body, headers={"Idempotency-Key": wrong}).status in (400, 422)
    assert eu.is_whole()


def test_a_keyed_call_that_is_sent_twenty_times_at_once_makes_one_account(eu):
    chief = person(eu, "chief", "administrator")
    body = {"name": "new", "title": "New", "roles": ["administrator"]}
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        answers = list(
            pool.map(lambda _: chief.call("POST", "/api/v1/people", body, headers={"Idempotency-Key": "k"}), range(20))
        )
    assert (
        sorted({answer.status for answer in answers}) == [201, 409]
        and [answer.status for answer in answers].count(201) == 1
    )
    last = chief.call("POST", "/api/v1/people", body, headers={"Idempotency-Key": "k"})
    # The link in the answer is told once and kept nowhere.
    assert (last.status, last.json()["code"]) == (409, "done-before")


def test_a_key_is_remembered_over_a_kill(eu):
    eu.load([GROUND])
    lee = person(eu, "lee", "author")
    for number in range(8):
        body, key = {"object": note_of(f"overkill{number}")}, {"Idempotency-Key": f"kill {number}"}
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            running = pool.submit(lambda: lee.call("POST", "/api/v1/objects", body, headers=key).status)
            time.sleep(0.001 * number)
            eu.kill()
            try:
                acknowledged = running.result() == 201
            except OSError:
                acknowledged = False
        eu.serve()
        again = lee.call("POST", "/api/v1/objects", body, headers=key)
        # Done now, or done before with an answer that was kept or not.
        assert again.status in (201, 409) and again.json().get("code", "done-before") == "done-before", again.text
        assert not acknowledged or again.status == 409 or "Idempotency-Replayed" in again.headers
        wait_for(lambda: lee.get("holdings", q=f"overkill{number}").json()["count"])
        assert lee.get("holdings", q=f"overkill{number}").json()["count"] == 1
    assert eu.is_whole()


def test_an_answer_to_a_code_is_not_taken_for_a_passkey_account(eu):
    """An account with codes may also sign in with a passkey, and each is enough beside the password."""
    lee, device = person(eu, "lee", "author", second_factor=True), Authenticator()
    lee.host = f"localhost:{eu.console}"
    assert lee.sign_in("lee", code=one_time_code(lee.secret, time.time() + 30)).status == 200
    asked = lee.post("challenges", {"purpose": "passkey"}).json()
    assert lee.post("passkeys", {"name": "key", "passkey": device.make(asked, origin(eu))}).status == 201
    assert Person(eu.console).sign_in("lee").json()["code"] == "code-needed"
    asked = lee.post("challenges", {"purpose": "sign-in"}).json()
    assert (
        lee.post("session", {"name": "lee", "password": PASSWORD, "passkey": device.sign(asked, origin(eu))}).status
        == 200
    )
