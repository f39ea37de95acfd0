"""Signing in at an OpenID provider: a real one, and one that lies."""

import base64
import hmac
import http.client
import http.server
import json
import re
import threading
import time
import urllib.parse

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from people import PASSWORD, Person, kinds, one_time_code, open_console, person
from provider import running


@pytest.fixture(scope="module")
def provider():
    with running() as started:
        yield started


def base(node):
    return f"http://localhost:{node.console}"


def joined(node, issuer, **settings):
    node.configure(
        console_address=base(node),
        open_id_issuer=issuer,
        open_id_client="entente",
        open_id_title="Ministry",
        **settings,
    )
    (node.folder / "keys" / "open-id.secret").write_text("s3cret\n")
    node.serve()
    return node


def add(node, name, subject, role="author"):
    node.run("people", "add", name, "--title", name, "--role", role, "--subject", subject, "--officer", "root")


class Visitor:
    """A browser that follows redirects only when told, and keeps the cookies of the node by itself."""

    def __init__(self, node):
        self.node, self.cookies = node, {}

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.node.console, timeout=30)
        connection.request(
            "GET",
            path,
            headers={
                "Host": f"localhost:{self.node.console}",
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            },
        )
        answer = connection.getresponse()
        answer.read()
        self.set = answer.headers.get_all("Set-Cookie") or []
        for line in self.set:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        return answer.headers.get("Location")

    def start(self):
        there = self.get("/open-id/start")
        return there, dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(there).query))

    def back(self, **query):
        return self.get("/open-id/back?" + urllib.parse.urlencode(query))

    def session(self):
        someone = Person(self.node.console)
        someone.cookie = self.cookies.get("entente_session")
        return someone.get("session")


# A provider written by others


def approve(address, name):
    """What a person does at the provider: signs in, agrees; gives where the browser is sent back to."""
    session = requests.Session()
    page = session.get(address)

    for _ in range(6):
        form = dict(re.findall(r'name="(csrf_token)"[^>]*value="([^"]*)"', page.text))
        if 'name="login"' in page.text:
            form["login"] = name
        if 'name="password"' in page.text:
            form["password"] = PASSWORD
        if 'name="answer"' in page.text:
            form["answer"] = "accept"
        page = session.post(page.url, data=form, allow_redirects=False)
        while page.is_redirect:
            there = urllib.parse.urljoin(page.url, page.headers["Location"])
            if urllib.parse.urlsplit(there).path == "/open-id/back":
                return there
            page = session.get(there, allow_redirects=False)
    raise AssertionError(page.text[:2000])


def test_people_of_a_real_provider_sign_in(make_node, provider):
    issuer, console = provider
    node = make_node("eu")
    node.console = console
    node.configure(console_port=console)
    joined(node, issuer)
    add(node, "sato", "n.sato")
    add(node, "chief", "stranger", "administrator")
    assert Person(node.console).get("node").json()["provider"] == "Ministry"
    visitor = Visitor(node)
    address, asked = visitor.start()
    assert (
        address.startswith(f"{issuer}/oauth/authorize?")
        and asked["code_challenge_method"] == "S256"
        and asked["scope"] == "openid"
    )
    back = approve(address, "n.sato")
    assert visitor.get(back.removeprefix(base(node))) == "/"
    assert visitor.session().json()["person"]["name"] == "sato"
    assert all("HttpOnly" in line for line in visitor.set)
    assert [inside.get("by") for kind, inside in kinds(node) if kind == "session"] == ["provider"]
    # The code was used, and the sign-in ended.
    other = Visitor(node)
    other.cookies = {"entente_start": "x"}
    assert other.get(back.removeprefix(base(node))) == "/#/sign-in?problem=provider-failed"
    # Its token says nothing of a second factor, which an administrator needs.
    chief = Visitor(node)
    address, _ = chief.start()
    assert (
        chief.get(approve(address, "stranger").removeprefix(base(node))) == "/#/sign-in?problem=second-factor-required"
    )
    assert chief.session().status == 401
    chief = person(node, "boss", "administrator")
    assert chief.post("people/chief", {"subject": "n.sato"}).status == 422, "a name at the provider is one account's"
    assert chief.post("people/chief", {"subject": ""}).status == 200
    stranger = Visitor(node)
    address, _ = stranger.start()
    assert stranger.get(approve(address, "stranger").removeprefix(base(node))) == "/#/sign-in?problem=provider-unknown"
    assert chief.post("people/sato", {"disabled": True}).status == 200
    assert visitor.session().status == 401
    address, _ = visitor.start()
    assert visitor.get(approve(address, "n.sato").removeprefix(base(node))) == "/#/sign-in?problem=provider-unknown"
    assert "s3cret" not in (node.folder / "log.txt").read_text() and node.is_whole()


# A provider that lies


def compact(algorithm, claims, secret=b""):
    """A token as no library makes it: not signed, or with a public key for a secret (RFC 7515, 7.1)."""

    def text(data):
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    signed = f"{text(json.dumps({'alg': algorithm}).encode())}.{text(json.dumps(claims).encode())}"
    return f"{signed}.{text(hmac.digest(secret, signed.encode(), 'sha256')) if secret else ''}"


class Liar:
    """Plays the provider's part; what its token says, and who signs it, is up to the test."""

    def __init__(self):
        self.key, self.other = (RSAKey.generate_key(2048, {"kid": kid}, private=True) for kid in ("a", "b"))
        self.published, self.claims, self.sign, self.requests, self.status = [self.key], {}, self.honest, [], 200
        liar = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def reply(self, body, status=200):
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_GET(self):
                if self.path.endswith("openid-configuration"):
                    self.reply(liar.document())
                else:
                    self.reply({"keys": [key.as_dict(private=False) for key in liar.published]})

            def do_POST(self):
                liar.requests.append(
                    (dict(self.headers), self.rfile.read(int(self.headers["Content-Length"])).decode())
                )
                self.reply(
                    {"access_token": "x", "token_type": "Bearer", "id_token": liar.sign(liar.claims)}, liar.status
                )

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def document(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?a=b",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def honest(self, claims):
        return jwt.encode({"alg": "RS256", "kid": "a"}, claims, self.key)

    def good(self, nonce):
        now = int(time.time())
        return {"iss": self.issuer, "aud": "entente", "sub": "n.sato", "nonce": nonce, "iat": now, "exp": now + 300}


@pytest.fixture
def liar(make_node):
    provider = Liar()
    node = open_console(make_node("eu"))
    joined(node, provider.issuer, open_id_strong_acr="gold silver")
    add(node, "sato", "n.sato")
    add(node, "chief", "c.hief", "administrator")
    yield provider, node
    provider.server.shutdown()


def attempt(node, provider, change=None, **back):
    visitor = Visitor(node)
    _, asked = visitor.start()
    provider.claims = provider.good(asked["nonce"])
    if change:
        change(provider.claims)
    there = visitor.back(**{"state": asked["state"], "code": "c", **back})
    return there, visitor


def test_the_token_is_asked_for_as_the_standard_says(liar):
    provider, node = liar
    there, visitor = attempt(node, provider, code="a code&more")
    assert there == "/" and visitor.session().status == 200
    fields, body = provider.requests[0]
    form = dict(urllib.parse.parse_qsl(body))
    assert (
        form["code"] == "a code&more"
        and form["redirect_uri"] == f"{base(node)}/open-id/back"
        and len(form["code_verifier"]) >= 43
    )

    assert base64.b64decode(fields["Authorization"].removeprefix("Basic ")) == b"entente:s3cret"


def test_a_forged_token_lets_nobody_in(liar):
    provider, node = liar
    now = int(time.time())
    for change in (
        lambda claims: claims.update(iss="https://evil.example"),
        lambda claims: claims.update(aud="other"),
        lambda claims: claims.update(aud=["entente", "other"]),
        lambda claims: claims.update(exp=now - 300),
        lambda claims: claims.update(iat=now + 300),
        lambda claims: claims.update(nonce="other"),
        lambda claims: claims.pop("nonce"),
        lambda claims: claims.pop("exp"),
        lambda claims: claims.pop("sub"),
        lambda claims: claims.update(sub=""),
        lambda claims: claims.update(sub=7),
        lambda claims: claims.pop("aud"),
    ):
        there, visitor = attempt(node, provider, change)
        assert there == "/#/sign-in?problem=provider-failed" and visitor.session().status == 401
    assert attempt(node, provider, lambda claims: claims.update(aud=["entente", "other"], azp="entente"))[0] == "/"

    # By whoever knows the public key, if it were taken for a shared secret.
    public = provider.key.as_pem(private=False)
    for forge in (
        lambda claims: jwt.encode({"alg": "RS256"}, claims, provider.other),
        lambda claims: compact("none", claims),
        lambda claims: compact("HS256", claims, public),
        lambda claims: jwt.encode(
            {"alg": "RS256", "kid": "a"}, {**claims, "groups": ["g"] * 70_000}, provider.key
        ),  # Too long.
        lambda claims: provider.honest(claims)[:-8] + "AAAAAAAA",
        lambda claims: "",
        lambda claims: "a.b",
        lambda claims: "." * 10,
        lambda claims: 7,
    ):
        provider.sign = forge
        assert attempt(node, provider)[0] == "/#/sign-in?problem=provider-failed"
    # A person of many groups is no forger.
    provider.sign = lambda claims: jwt.encode(
        {"alg": "RS256", "kid": "a"}, {**claims, "groups": ["g"] * 30_000}, provider.key
    )
    assert attempt(node, provider)[0] == "/"
    provider.sign = provider.honest
    # A secret among the published keys makes no token with it good.
    shared = OctKey.generate_key(256)
    provider.published = [shared]
    provider.sign = lambda claims: jwt.encode({"alg": "HS256"}, claims, shared)
    assert attempt(node, provider)[0] == "/#/sign-in?problem=provider-failed"
    provider.sign, provider.published, provider.status = provider.honest, [provider.key], 500
    assert attempt(node, provider)[0] == "/#/sign-in?problem=provider-failed"
    provider.status = 200
    assert attempt(node, provider)[0] == "/"
    assert node.is_whole()


def test_a_sign_in_ends_in_the_browser_that_began_it(liar):
    provider, node = liar
    attacker, victim = Visitor(node), Visitor(node)
    _, asked = attacker.start()
    provider.claims = provider.good(asked["nonce"])
    victim.start()
    assert victim.back(state=asked["state"], code="c") == "/#/sign-in?problem=provider-failed"
    assert victim.session().status == 401
    # And once.
    assert attacker.back(state=asked["state"], code="c") == "/#/sign-in?problem=provider-failed"
    there, visitor = attempt(node, provider, state="made up")
    assert there == "/#/sign-in?problem=provider-failed" and visitor.session().status == 401
    assert visitor.back(error="access_denied") == "/#/sign-in?problem=provider-failed"


def test_new_keys_of_the_provider_are_found(liar):
    provider, node = liar
    assert attempt(node, provider)[0] == "/"
    provider.published, provider.sign = (
        [provider.other],
        lambda claims: jwt.encode({"alg": "RS256"}, claims, provider.other),
    )
    assert attempt(node, provider)[0] == "/"
    provider.sign = provider.honest
    assert attempt(node, provider)[0] == "/#/sign-in?problem=provider-failed"


@pytest.mark.parametrize(
    "more, lets",
    [
        ({}, False),
        ({"amr": ["pwd"]}, False),
        ({"acr": "bronze"}, False),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "gold"}, True),
    ],
)
def test_who_needs_a_second_factor_comes_in_if_the_provider_has_seen_one(liar, more, lets):
    provider, node = liar
    there, _ = attempt(node, provider, lambda claims: claims.update(sub="c.hief", **more))
    assert there == ("/" if lets else "/#/sign-in?problem=second-factor-required")


def test_what_is_set_up_wrongly_is_said_when_the_node_starts(make_node):
    node = open_console(make_node("eu"))
    node.configure(open_id_issuer="https://id.example", open_id_client="entente")
    assert "open-id.secret" in node.run("serve", check=False).stderr
    for settings, wrong in (
        ({"open_id_client": ""}, "open_id_client"),
        ({"open_id_issuer": "http://id.example"}, "open_id_issuer"),
        ({"console_address": "http://console.example"}, "console_address"),
    ):
        node.configure(**{"open_id_issuer": "https://id.example", "open_id_client": "entente", **settings})
        assert wrong in node.run("export", check=False).stderr, settings


def test_behind_a_proxy_cookies_go_over_tls_alone_and_the_name_is_answered(make_node):
    node = open_console(make_node("eu"))
    node.configure(console_address="https://console.example")
    node.serve()
    someone = Person(node.console, host="console.example")
    lee = person(node, "lee", "author", second_factor=True)
    someone.secret = lee.secret
    answer = someone.sign_in("lee", code=one_time_code(lee.secret, time.time() + 30))
    assert answer.status == 200 and "; Secure" in answer.headers["Set-Cookie"]
    assert Person(node.console, host="evil.example").get("node").status == 421
