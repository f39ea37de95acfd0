"""Hooks: a tool is told that its key can read something new: a count, signed, and no content."""

import base64
import hashlib
import hmac
import json
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from support import GREEN, Node, indicator, wait_for
from taxii_peers import authority, certificate

SECRETS = {}


class Listener:
    """Somebody who listens: what came, and what is answered."""

    def __init__(self, context=None):
        listener = self
        self.came, self.answer = [], lambda: (204, {}, b"")

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                listener.came.append((time.time(), self.path, dict(self.headers), body))
                status, fields, content = listener.answer()
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.port = self.server.server_address[1]
        self.address = f"http{'s' if context else ''}://127.0.0.1:{self.port}/hooks/a?b=c"

    @property
    def counts(self):
        return [json.loads(body)["data"]["counter"] for _, _, _, body in self.came]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def listening(**more):
    listener = Listener(**more)
    try:
        yield listener
    finally:
        listener.close()


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    settings = {"hook_seconds": 1, "hook_answer_seconds": 1, "hook_tries": 2, "hook_pause_seconds": 1}
    found = Node(tmp_path_factory.mktemp("hooks") / "eu", "eu", settings=settings)
    found.shelves = {
        name: found.run("collection", "add", "--alias", name, "--title", f"Shelf {name}").stdout.strip()
        for name in ("a", "b", "c", "d")
    }
    found.inbox = found.run("collection", "add", "--kind", "inbox", "--alias", "in").stdout.strip()
    found.writer = key(found, "writer", "write:*")
    key(found, "reader", f"read:{found.shelves['a']}")
    found.serve()
    yield found
    found.stop()


def key(node, name, *scopes):
    return node.run("key", "add", name, *[part for one in scopes for part in ("--scope", one)]).stdout.strip()


def give(node, collection, *names, **more):
    objects = [indicator(None, name, object_marking_refs=[GREEN], **more) for name in names]
    status = node.serving.caller(f"Bearer {node.writer}").add(f"/tools/collections/{collection}/objects/", objects)
    assert status["success_count"] == len(objects), status


def add(node, name, address, shelf="a", reader="reader", *more, network="127.0.0.1", check=True):
    done = node.run(
        *("hook", "add", address, "--name", name, "--key", reader, "--collection", shelf, "--officer", "A. Min"),
        *(("--network", network) if network else ()),
        *more,
        check=check,
    )
    if done.returncode == 0:
        SECRETS[name] = done.stdout.strip()
    return done


def remove(node, name):
    node.run("hook", "remove", name, "--officer", "A. Min")


def state(node, name):
    lines = node.run("hook", "list", "--json").stdout.splitlines()
    return next(one for one in map(json.loads, lines) if one["name"] == name)


def events(node, name):
    lines = [dict(part.split("=", 1) for part in line.split()) for line in (node.folder / "log.txt").open()]
    return [(line["event"], line.get("reason")) for line in lines if line.get("hook") == name]


def entries(node, name):
    """What the log says of a hook."""
    shown = [json.loads(line) for line in node.run("audit", "--json").stdout.splitlines()]
    inside = [json.dumps(one) for one in shown]
    return [one for one in inside if f'"hook": "{name}"' in one or f'\\"hook\\":\\"{name}\\"' in one]


def test_a_tool_is_told_a_count_that_is_signed_and_nothing_else(node):
    with listening() as listener:
        add(node, "soc", listener.address)
        a, b = node.shelves["a"], node.shelves["b"]
        # What the key cannot read does not move the count, and tells nothing of its time.
        give(node, b, "CANARY hidden one", "CANARY hidden two")
        give(node, node.inbox, "CANARY handed in")
        time.sleep(2)
        assert listener.came == [] and state(node, "soc")["counter"] == 0
        give(node, a, "CANARY one", "CANARY two", description="CANARY text")
        wait_for(lambda: listener.came, 20, "a message")
        give(node, b, "CANARY hidden three")
        give(node, a, "CANARY three")
        wait_for(lambda: listener.counts[-1] == 3, 20, "the next count")
        assert listener.counts == [2, 3]
        for came, path, fields, body in listener.came:
            assert path == "/hooks/a?b=c" and fields["Content-Type"] == "application/json"
            assert b"CANARY" not in body and "CANARY" not in str(fields) and b"indicator" not in body
            content = json.loads(body)
            assert set(content) == {"type", "timestamp", "data"} and content["type"] == "collection.grown"
            assert content["data"] == {"collection": a, "counter": content["data"]["counter"]}
            # By the library of Standard Webhooks, and by hand.
            Webhook(SECRETS["soc"]).verify(body, fields)
            secret = base64.b64decode(SECRETS["soc"].removeprefix("whsec_"))
            signed = f"{fields['webhook-id']}.{fields['webhook-timestamp']}.".encode() + body
            code = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
            assert fields["webhook-signature"] == f"v1,{code}" and abs(int(fields["webhook-timestamp"]) - came) < 5
            with pytest.raises(WebhookVerificationError):
                Webhook(SECRETS["soc"]).verify(body.replace(b":3", b":4").replace(b":2}", b":4}"), fields)
        assert len({fields["webhook-id"] for _, _, fields, _ in listener.came}) == 2
    file = node.folder / "keys" / "hook-soc.secret"
    assert file.read_text() == SECRETS["soc"] and file.stat().st_mode & 0o077 == 0
    assert SECRETS["soc"].encode() not in (node.folder / "store.db").read_bytes()
    assert SECRETS["soc"] not in node.run("hook", "list", "--json").stdout
    told = entries(node, "soc")
    assert sum("told" in one for one in told) == 2 and any("added" in one for one in told), told
    remove(node, "soc")
    assert not file.exists()


def test_what_comes_while_a_listener_is_away_is_one_count_and_is_told_after_a_restart(node):
    with listening() as listener:
        listener.answer = lambda: (500, {}, b"")
        add(node, "away", listener.address)
        give(node, node.shelves["a"], "one")
        wait_for(lambda: listener.came, 20, "a try")
        give(node, node.shelves["a"], "two", "three")
        node.kill()
        tried = len(listener.came)
        listener.answer = lambda: (200, {}, b"")
        node.serve()
        wait_for(lambda: state(node, "away")["told"] == 3, 30, "all that was counted")
        assert listener.counts == [1] * (tried + 1) + [3]
        first = {fields["webhook-id"] for _, _, fields, _ in listener.came[: tried + 1]}
        times = {fields["webhook-timestamp"] for _, _, fields, _ in listener.came[: tried + 1]}
        assert len(first) == 1 and len(times) > 1, "a message keeps its identifier, and each try has its time"
        assert state(node, "away").get("problem") is None
    remove(node, "away")


def test_tries_end_and_somebody_can_set_a_hook_going_again(node):
    with listening() as listener:
        listener.answer = lambda: (503, {"Retry-After": "2"}, b"")
        add(node, "dead", listener.address)
        give(node, node.shelves["a"], "one")
        wait_for(lambda: "ended" in state(node, "dead"), 40, "the end of the tries")
        assert state(node, "dead")["problem"] == "tries" and len(listener.came) == 2
        moments = [came for came, *_ in listener.came]
        assert moments[1] - moments[0] > 1.9, "the listener is asked no sooner than it wants"
        assert ("hook-ended", "tries") in events(node, "dead") and ("hook-failed", "status") in events(node, "dead")
        give(node, node.shelves["a"], "two")
        done = node.run("hook", "try", "dead", "--json", check=False)
        assert done.returncode == 1 and json.loads(done.stdout)["problem"] == "status"
        assert "ended" in state(node, "dead") and len(listener.came) == 3
        listener.answer = lambda: (204, {}, b"")
        assert json.loads(node.run("hook", "try", "dead", "--json").stdout)["told"] == 1
        wait_for(lambda: state(node, "dead")["told"] == 2, 20, "what came meanwhile")
        assert "ended" not in state(node, "dead") and any("ended" in one for one in entries(node, "dead"))
    remove(node, "dead")


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ((302, {"Location": "http://127.0.0.1:9/"}, b""), "redirected"),
        ((307, {"Location": "https://example.com/"}, b""), "redirected"),
        ((404, {}, b""), "status"),
        ((200, {}, b"x" * (1 << 20)), "too-much"),
        (None, "slow"),
    ],
)
def test_what_is_no_success_is_a_failure(node, answer, problem):
    with listening() as listener:
        listener.answer = (lambda: answer) if answer else lambda: (time.sleep(2), (200, {}, b""))[1]
        add(node, "odd", listener.address, "c", "reader-c")
        done = node.run("hook", "try", "odd", "--json", check=False)
        assert done.returncode == 1 and json.loads(done.stdout)["problem"] == problem
        assert len(listener.came) == 1, "nobody is followed elsewhere"
    remove(node, "odd")


@pytest.fixture(scope="module", autouse=True)
def others(node):
    for shelf in "bcd":
        key(node, f"reader-{shelf}", f"read:{node.shelves[shelf]}")


def test_a_hook_ends_with_what_it_stands_on(node):
    with listening() as listener:
        for name, shelf in [("gone", "b"), ("revoked", "c"), ("taken", "d")]:
            add(node, name, listener.address.replace("/hooks/a", f"/{name}"), shelf, f"reader-{shelf}")
        listener.answer = lambda: (410, {}, b"")
        give(node, node.shelves["b"], "one")
        wait_for(lambda: state(node, "gone").get("problem") == "gone", 20, "the end of what is not wanted")
        listener.answer = lambda: (204, {}, b"")
        count = len(listener.came)
        give(node, node.shelves["b"], "two")
        node.run("key", "revoke", "reader-c")
        node.run("collection", "remove", node.shelves["d"])
        wait_for(lambda: {"problem": "key"}.items() <= state(node, "revoked").items(), 20, "the end by the key")
        wait_for(lambda: state(node, "taken").get("problem") == "collection", 20, "the end by the collection")
        give(node, node.shelves["c"], "CANARY after")
        time.sleep(2)
        assert len(listener.came) == count, "who has ended is told nothing, and not that something came"
        for name in ("revoked", "taken"):
            assert node.run("hook", "try", name, check=False).returncode == 1
            assert ("hook-ended", state(node, name)["problem"]) in events(node, name)
        assert len(listener.came) == count
    for name in ("gone", "revoked", "taken"):
        remove(node, name)


def test_only_listed_addresses_are_reached(node):
    with listening() as listener:
        port = listener.port
        for address, network in [
            (f"https://127.0.0.1:{port}/", None),
            (f"https://[::ffff:127.0.0.1]:{port}/", None),
            (f"https://127.0.0.1:{port}/", "10.0.0.0/8"),
            (f"http://127.0.0.1:{port}/", None),
            (f"http://127.0.0.1:{port}/", "0.0.0.0/0"),
            ("http://soc.example/", "192.0.2.0/24"),
            (f"https://127.1:{port}/", "127.0.0.0/8"),
            (f"https://0x7f.1:{port}/", "127.0.0.0/8"),
            (f"https://2130706433:{port}/", "127.0.0.0/8"),
            (f"https://a@127.0.0.1:{port}/", "127.0.0.0/8"),
            ("https://169.254.169.254/latest/", None),
        ]:
            done = add(node, "bad", address, network=network, check=False)
            assert done.returncode == 2, address
        # A name is looked up when something is told: it leads to this machine, which is not listed.
        add(node, "name", f"https://localhost:{port}/", "b", "reader-b", network=None)
        done = node.run("hook", "try", "name", "--json", check=False)
        assert json.loads(done.stdout)["problem"] == "not-listed"
        add(node, "nowhere", "https://nowhere.invalid/", "b", "reader-b", network=None)
        done = node.run("hook", "try", "nowhere", "--json", check=False)
        assert json.loads(done.stdout)["problem"] == "no-address"
        # No proxy is asked, whatever the environment says.
        add(node, "plain", f"http://localhost:{port}/", "b", "reader-b", network="127.0.0.0/8")
        proxies = {name: "http://127.0.0.1:9" for name in ("http_proxy", "HTTPS_PROXY", "ALL_PROXY")}
        assert node.run("hook", "try", "plain", env=proxies).returncode == 0
        assert len(listener.came) == 1
    for name in ("name", "nowhere", "plain"):
        remove(node, name)


def test_tls_is_judged_by_the_name_and_the_authority_that_were_given(node, tmp_path):
    ours, other = authority(tmp_path / "ours"), authority(tmp_path / "other")
    pair = certificate(ours, "localhost", tmp_path / "server")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair)
    with listening(context=context) as listener:
        named = listener.address.replace("127.0.0.1", "localhost")
        for name, address, vouches, problem in [
            ("right", named, ours, None),
            ("unknown", named, other, "not-trusted"),
            ("system", named, None, "not-trusted"),
            ("other-name", listener.address, ours, "not-trusted"),
        ]:
            more = ("--authorities", vouches.certificate) if vouches else ()
            add(node, name, address, "b", "reader-b", *more, network="127.0.0.0/8")
            done = node.run("hook", "try", name, "--json", check=False)
            assert json.loads(done.stdout).get("problem") == problem, name
            remove(node, name)
        assert len(listener.came) == 1


def test_who_cannot_read_has_no_hook(node):
    for shelf, reader in [("b", "reader"), ("in", "reader"), ("a", "writer"), ("a", "nobody"), ("none", "reader")]:
        done = add(node, "no", "https://soc.example/", shelf, reader, network=None, check=False)
        assert done.returncode == 2 and ("reads no collection" in done.stderr or "no key" in done.stderr)
    add(node, "twice", "https://soc.example/", network=None)
    assert add(node, "twice", "https://soc.example/", network=None, check=False).returncode == 2
    assert (node.folder / "keys" / "hook-twice.secret").read_text() == SECRETS["twice"]
    remove(node, "twice")
    assert node.run("hook", "remove", "twice", "--officer", "A", check=False).returncode == 1
    assert subprocess.run(["ls", node.folder / "keys"], capture_output=True, text=True).stdout.count("hook-") == 0
    assert node.is_whole()
