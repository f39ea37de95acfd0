"""Many connections that say nothing, or never to an end: whoever says what it wants is answered (fault D3)."""

import http.client
import json
import socket
import threading
from contextlib import ExitStack

import pytest

from people import open_console, person
from support import GREEN, TAXII, Caller, Node, indicator, insecure, link

HEADS = 600
UNENDED = b"GET /api/v1/today HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A node with people and a partner, of ordinary limits but for the time that a head may take."""
    folder = tmp_path_factory.mktemp("crowd")
    nodes = [Node(folder / name, name) for name in ("eu", "japan")]
    eu, japan = nodes
    link(*nodes)
    eu.configure(head_seconds=600, idle_seconds=600, body_seconds=600)
    eu.load([indicator(1, object_marking_refs=[GREEN])])
    eu.run("collection", "add", "--kind", "shelf", "--title", "Shelf", "--alias", "shelf")
    eu.secret = json.loads(eu.run("key", "add", "k", "--scope", "read:*", "--scope", "write:*", "--json").stdout)["key"]
    open_console(eu).serve()
    eu.author = person(eu, "author", "author")
    yield eu, japan
    for node in nodes:
        node.stop()


def address(number, are_many):
    return f"127.0.{1 + number // 250}.{1 + number % 250}" if are_many else "127.0.0.1"


class Crowd:
    """Connections that stay; those that the node ended are told from those that are open."""

    def __init__(self, port, are_many, said, count=HEADS):
        self.open = ExitStack()
        self.sockets = []
        for number in range(count):
            one = socket.create_connection(("127.0.0.1", port), 20, source_address=(address(number, are_many), 0))
            self.open.enter_context(one)
            try:
                one.sendall(said(number) if callable(said) else said)
            except ConnectionError:
                pass
            one.setblocking(False)
            self.sockets.append(one)

    def still_open(self):
        def is_open(one):
            try:
                return one.recv(1_000, socket.MSG_PEEK) != b""
            except BlockingIOError:
                return True
            except OSError:
                return False

        return [number for number, one in enumerate(self.sockets) if is_open(one)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.open.close()


@pytest.mark.parametrize("are_many", [False, True], ids=["from one address", "from 600 addresses"])
@pytest.mark.parametrize(
    "said",
    [
        UNENDED,
        b"",
        b"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    ],
    ids=["heads that never end", "nothing", "bodies that never end"],
)
def test_d3_a_signed_in_person_is_answered_beside_600_that_never_end(world, are_many, said):
    """None of them has to end first, and none is waited for: it would take ten minutes here."""
    eu, _ = world
    with Crowd(eu.console, are_many, said) as crowd:
        for _ in range(20):
            assert eu.author.get("today").status == 200
        # Somebody who is not known yet gets in as well.
        assert eu.author.__class__(eu.console).call("GET", "/").status == 200
        # The crowd has its own limit, and those that waited longest went.
        left = crowd.still_open()
        # The newest stay; on a busy machine a few arrive in another order than they were sent.
        newest = [head for head in left if head >= HEADS - 256]
        assert 0 < len(left) <= 256 and len(newest) >= 0.9 * len(left), (len(left), left[:9])


def test_d3_known_callers_keep_their_places(world):
    """A connection on which somebody has shown who they are outlives the crowd: a stream of events,
    a kept one between two requests, a slow body."""
    eu, _ = world
    cookie = {"Cookie": f"entente_session={eu.author.cookie}"}
    with Crowd(eu.console, True, UNENDED, 200) as crowd, ExitStack() as open_ones:
        kept = http.client.HTTPConnection("127.0.0.1", eu.console, timeout=20)
        open_ones.callback(kept.close)
        kept.request("GET", "/api/v1/session", headers=cookie)
        assert kept.getresponse().read()
        stream = http.client.HTTPConnection("127.0.0.1", eu.console, timeout=20)
        open_ones.callback(stream.close)
        stream.request("GET", "/api/v1/events", headers=cookie)
        events = stream.getresponse()
        assert events.status == 200
        body = json.dumps(
            {"object": {name: value for name, value in indicator(object_marking_refs=[GREEN]).items() if name != "id"}}
        ).encode()
        slow = http.client.HTTPConnection("127.0.0.1", eu.console, timeout=20)
        open_ones.callback(slow.close)
        slow.putrequest("POST", "/api/v1/objects")
        for name, value in {
            **cookie,
            "X-Entente-CSRF": eu.author.csrf,
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
        }.items():
            slow.putheader(name, value)
        slow.endheaders(body[:10])
        with Crowd(eu.console, True, UNENDED):
            sock = kept.sock
            kept.request("GET", "/api/v1/session", headers=cookie)
            assert kept.getresponse().status == 200 and kept.sock is sock
            slow.send(body[10:])
            answer = slow.getresponse()
            assert answer.status == 201, answer.read()
            assert events.read1(1_000)
        assert len(crowd.still_open()) == 0


@pytest.mark.parametrize("said", [b"", b"\x16\x03\x01"], ids=["nothing", "a handshake that never ends"])
def test_d3_partners_and_tools_are_answered_too(world, said):
    """The listener for partners has the same rule: handshakes that never end give way."""
    eu, japan = world
    with Crowd(eu.port, False, said) as crowd:
        assert Caller(eu.base, context=japan.context()).get("/japan/collections/feed/objects/").status == 200
        assert (
            Caller(eu.base, f"Bearer {eu.secret}").add("/tools/collections/shelf/objects/", [indicator()])[
                "success_count"
            ]
            == 1
        )
        assert len(crowd.still_open()) <= 256


def test_d3_a_next_head_that_never_ends_is_ended(make_node):
    """A known caller may not hold a connection for ever either, by a byte of its next request now and then."""
    node = make_node("eu", head_seconds=1, idle_seconds=2)
    node.run("collection", "add", "--kind", "shelf", "--title", "Shelf", "--alias", "shelf")
    secret = json.loads(node.run("key", "add", "k", "--scope", "read:*", "--json").stdout)["key"]
    node.serve()
    with socket.create_connection(("127.0.0.1", node.port), 10) as plain, insecure().wrap_socket(plain) as secured:
        secured.sendall(
            f"GET /taxii2/ HTTP/1.1\r\nHost: x\r\nAccept: {TAXII}\r\nAuthorization: Bearer {secret}\r\n\r\n".encode()
        )
        assert b" 200 " in secured.recv(65_536)
        secured.settimeout(0.3)
        drops, ended = 0, threading.Event()
        # Ended after 3 s, which is about ten drops; forty would be for ever.
        while not ended.is_set() and drops < 40:
            try:
                secured.sendall(b"G")
                drops += 1
                if secured.recv(1_000) == b"":
                    ended.set()
            except TimeoutError:
                continue
            except OSError:
                ended.set()
        assert ended.is_set()
