"""Hostile input: the node answers clearly or closes, keeps its memory, and answers the next request."""

import json
import resource
import socket
import time

import pytest

from support import TAXII, Process, indicator, insecure, wait_for

PATH = "/tools/collections/shelf/objects/"
LIMIT = 200 << 20


@pytest.fixture
def target(tmp_path):
    """A throw-away node without TLS, so that it gets the bytes as they are; a new one for each test."""
    seed = {
        "api_roots": [
            {"path": "tools", "max_content_length": 40_000_000, "collections": [{"alias": "shelf"}]},
            {"path": "small", "max_content_length": 10_000, "collections": [{"alias": "shelf"}]},
        ]
    }
    (tmp_path / "seed.json").write_text(json.dumps(seed))
    process = Process("--seed", tmp_path / "seed.json", "--http", log=tmp_path / "log.txt")
    yield process
    process.stop()


@pytest.fixture(autouse=True)
def still_well(request):
    """After each test the node answers a normal request, and its memory was bounded meanwhile."""
    target = request.getfixturevalue("target") if "target" in request.fixturenames else None
    yield
    if target:
        assert target.process.poll() is None
        assert target.caller().add(PATH, [indicator()])["success_count"] == 1
        assert target.memory("VmHWM") < LIMIT, f"{target.memory('VmHWM') >> 20} MiB"


def raw(target, data, seconds=5, close=True):
    """Sends bytes as they are and reads until the server closes, which it must do in time."""
    parts = target.caller().parts
    with socket.create_connection((parts.hostname, parts.port), seconds) as plain:
        try:
            plain.sendall(data)
            if close:
                plain.shutdown(socket.SHUT_WR)
        except ConnectionError:
            pass
        return drain(plain)


def drain(plain):
    received = b""
    try:
        while piece := plain.recv(65_536):
            received += piece
    except ConnectionError:
        pass
    return received


def status(received):
    return int(received.split()[1]) if received.startswith(b"HTTP/") else None


def head(method="GET", path="/taxii2/", *fields):
    lines = [f"{method} {path} HTTP/1.1", "Host: x", f"Accept: {TAXII}", "Connection: close", *fields]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


NESTED = b'{"objects":[{"type":"indicator","id":' + b"[" * 5_000 + b"]" * 5_000 + b"}]}"


@pytest.mark.parametrize(
    "body, wanted",
    [
        (b"no json at all", {422}),
        (b'{"objects":[{"type":"indic', {422}),
        (b"[" * 30_000_000, {422}),
        (b'{"objects":[' + b"[" * 1_000_000, {422}),
        (NESTED, {202, 422}),
        (b'{"objects":' + b'{"a":' * 100_000, {422}),
        (b'{"objects":[1,"two",null,true,[],{}]}', {202, 422}),
        (b'{"objects":[1e999]}', {202, 422}),
        (b'{"objects":["\xff\xfe"]}', {202, 422}),
        (b'{"objects":["\\ud800"]}', {202, 422}),
        (b'\xef\xbb\xbf{"objects":[]}', {422}),
        (b'{"objects":[' + b"1," * 2_000_000 + b"1]}", {202, 422}),
        (b'{"objects":[{"type":"x","id":"x--' + b"a" * 5_000_000 + b'"}]}', {202, 422}),
        (b'{"a":1,' * 1_000 + b'"objects":[]', {422}),
        (b"\0" * 1_000_000, {422}),
        (b'"' + b"x" * 20_000_000, {422}),
    ],
    ids=lambda value: None if isinstance(value, set) else f"{value[:12]!r}-{len(value)}",
)
def test_bodies(target, body, wanted):
    """5.5: 422 for what is no envelope; objects that are refused are failures in the status."""
    answer = target.caller().post(PATH, body, timeout=60)
    assert answer.status in wanted, answer.text[:300]
    assert len(answer.body) < 2_000_000
    if answer.status == 202:
        done = target.caller().completed("/tools/", answer.json()["id"])
        assert done["success_count"] == 0 and done["failure_count"] == done["total_count"]


@pytest.mark.parametrize(
    "change",
    [
        {"id": 5},
        {"type": None},
        {"id": []},
        {"modified": {}},
        {"spec_version": 2.1},
        {"object_marking_refs": "x"},
        {"object_marking_refs": [1]},
        {"granular_markings": {}},
        {"created": 1e300},
        {"pattern": ["x"]},
        {"labels": "x"},
        {"extensions": []},
        {"id": "indicator--"},
        {"id": "malware--" + indicator()["id"][11:]},
        {"confidence": 2**70},
    ],
)
def test_wrong_types(target, change):
    """4.3.1: one object with a wrong type is a failure with a message."""
    done = target.caller().add(PATH, [{**indicator(), **change}])
    assert (done["success_count"], done["failure_count"]) == (0, 1)
    assert done["failures"][0]["message"]


@pytest.mark.parametrize("length", ["10001", "40000001", "9223372036854775807"])
def test_a_declared_length_above_the_limit_is_413(target, length):
    """4.2, 5.5: refused by its head alone, without waiting for the body."""
    start = time.monotonic()
    received = raw(
        target,
        head("POST", "/small/collections/shelf/objects/", f"Content-Type: {TAXII}", f"Content-Length: {length}"),
        close=False,
    )
    assert status(received) == 413
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("length", ["18446744073709551616", "99999999999999999999999", "-1", "x", "1, 2", "0x10", ""])
def test_a_length_that_is_none_is_refused(target, length):
    """RFC 7230, 3.3.2: an invalid Content-Length."""
    received = raw(target, head("POST", PATH, f"Content-Type: {TAXII}", f"Content-Length: {length}"))
    assert status(received) in (400, 413, None), received[:100]


def test_a_chunked_body_above_the_limit_is_413(target):
    """4.2: the limit holds for bodies without a length as well."""
    body = b"".join(b"%x\r\n%s\r\n" % (1_000, b" " * 1_000) for _ in range(20)) + b"0\r\n\r\n"
    fields = (f"Content-Type: {TAXII}", "Transfer-Encoding: chunked")
    received = raw(target, head("POST", "/small/collections/shelf/objects/", *fields) + body, close=False)
    assert status(received) == 413


def test_a_chunked_body_within_the_limit_is_taken(target):
    """RFC 7230, 4.1."""
    body = json.dumps({"objects": [indicator()]}).encode()
    pieces = [body[start : start + 50] for start in range(0, len(body), 50)]
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    fields = (f"Content-Type: {TAXII}", "Transfer-Encoding: chunked")
    assert status(raw(target, head("POST", PATH, *fields) + chunked, close=False)) == 202


@pytest.mark.parametrize(
    "path",
    [
        "/%",
        "/%2",
        "/%zz/",
        "/taxii2/%00/",
        "/tools/collections/%00/",
        "/tools/collections/shelf%00/objects/",
        "/%ff/",
        "/%c0%af/",
        "/tools/collections/shelf/objects/%/",
        "/tools/collections/shelf/objects/?limit=%",
        "/tools%2fcollections/",
        "/..%2f..%2f/",
        "/tools/collections/shelf/objects/?match[type]=%c3%28",
        "/tools/collections/'%20OR%201=1--/",
        "/tools/../../etc/passwd",
        "/%0d%0aX-Evil:%201/",
        "/tools/collections/%25%30%30/",
    ],
)
def test_bad_encodings_in_the_path(target, path):
    """RFC 3986, 2.1: broken or strange encodings are 400 or 404, never more."""
    received = raw(target, head("GET", path), close=False)
    assert status(received) in (400, 404), received[:200]
    assert b"X-Evil" not in received.split(b"\r\n\r\n")[0]


@pytest.mark.parametrize("byte", [b"\x00", b"\x01", b"\x0b", b"\x7f", b"\xff", b"\xc3\x28"])
@pytest.mark.parametrize("place", ["path", "query", "field"])
def test_control_bytes_in_the_head(target, byte, place):
    """RFC 7230, 3: raw bytes that do not belong there."""
    line = {
        "path": b"/tools/colle%sctions/",
        "query": b"/tools/collections/shelf/objects/?match[type]=a%s",
        "field": b"/tools/",
    }[place]
    field = b"X-Test: a%sb\r\n" % byte if place == "field" else b""
    request = (
        b"GET "
        + (line.replace(b"%s", byte))
        + b" HTTP/1.1\r\nHost: x\r\nAccept: "
        + TAXII.encode()
        + b"\r\nConnection: close\r\n"
        + field
        + b"\r\n"
    )
    found = status(raw(target, request, close=False))
    assert found in ((200, 400, None) if place == "field" else (200, 400, 404, None))
    if place == "path":
        assert found != 200


@pytest.mark.parametrize(
    "fields", [["X-Long: " + "a" * 100_000], [f"X-{n}: {'a' * 100}" for n in range(1_000)]], ids=["long", "many"]
)
def test_a_head_of_100_kilobytes(target, fields):
    """RFC 6585, 5: 431 (or 413, 400), or a closed connection."""
    assert status(raw(target, head("GET", "/taxii2/", *fields), close=False)) in (431, 413, 400, None)


def test_a_path_of_100_kilobytes(target):
    """RFC 7231, 6.5.12: 414 or another refusal."""
    assert status(raw(target, head("GET", "/" + "a" * 100_000 + "/"), close=False)) in (414, 431, 413, 404, 400, None)


@pytest.mark.parametrize(
    "data",
    [
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x00" * 1_000 + b"\r\n\r\n",
        b"GET /taxii2/ HTTP/1.1\r\nHost x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_what_is_no_http(target, data):
    """RFC 7230, 3: no success for what is no request of HTTP/1.1 (a Host is required, 5.4).

    What never becomes a request line is ended by `head_seconds` at the latest, 10 by default.
    """
    found = status(raw(target, data, seconds=13))
    assert found is None or found >= 400


SMUGGLED = b"GET /smuggled/ HTTP/1.1\r\nHost: x\r\nAccept: " + TAXII.encode() + b"\r\n\r\n"


@pytest.mark.parametrize(
    "fields",
    [
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", f"Content-Length: {len(SMUGGLED) + 5}"],
        ["Content-Length: 5", "Content-Length: 6"],
        ["Transfer-Encoding: chunked, identity"],
        ["Transfer-Encoding: xchunked"],
        ["Transfer-Encoding : chunked"],
        ["Transfer-Encoding: identity", "Transfer-Encoding: chunked"],
    ],
    ids=lambda fields: " | ".join(fields),
)
def test_smuggling(target, fields):
    """RFC 7230, 3.3.3; RFC 9112, 6.1: an unclear length is an error and ends the connection;
    no second request gets in."""
    request = (
        head("POST", PATH, f"Content-Type: {TAXII}", *fields).replace(b"Connection: close\r\n", b"")
        + b"0\r\n\r\n"
        + SMUGGLED
    )
    received = raw(target, request, close=False)
    assert received.count(b"HTTP/1.1 ") <= 1, received
    assert status(received) in (400, 422, 501), received


@pytest.fixture
def strict(make_node):
    """A real node with short times and few connections."""
    node = make_node("eu", head_seconds=2, body_seconds=2, idle_seconds=4, maximum_connections=16, threads=2)
    node.run("collection", "add", "--kind", "shelf", "--title", "Shelf", "--alias", "shelf")
    node.secret = json.loads(node.run("key", "add", "k", "--scope", "read:*", "--scope", "write:*", "--json").stdout)[
        "key"
    ]
    node.serve()
    yield node
    assert node.serving.caller(f"Bearer {node.secret}").add(PATH, [indicator()])["success_count"] == 1
    assert node.serving.memory("VmHWM") < LIMIT


def dripped(node, data, drops, seconds):
    """Sends data, then single bytes, until the server closes; how long that took."""
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", node.port), 10) as plain, insecure().wrap_socket(plain) as secured:
        secured.settimeout(0.3)
        secured.sendall(data)
        while time.monotonic() - start < seconds:
            try:
                secured.sendall(drops)
                if secured.recv(1_000) == b"":
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    return time.monotonic() - start


def test_a_slow_head_is_closed(strict):
    """head_seconds: the whole head within 2 s, however often a byte comes."""
    assert dripped(strict, b"GET /taxii2/ HTTP/1.1\r\nX-Slow: ", b"a", 8) < 4.2


def test_a_slow_body_is_closed(strict):
    """body_seconds: the whole body within 2 s."""
    request = head(
        "POST", PATH, f"Authorization: Bearer {strict.secret}", f"Content-Type: {TAXII}", "Content-Length: 5000"
    )
    assert dripped(strict, request, b" ", 8) < 4.2


def test_a_silent_handshake_is_closed(strict):
    """head_seconds or idle_seconds: a connection that never says anything."""
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", strict.port), 10) as plain:
        plain.settimeout(10)
        assert drain(plain) == b""
    assert time.monotonic() - start < 6.2


def test_more_connections_than_allowed(strict):
    """maximum_connections: others wait or are closed; afterwards the node answers."""
    held = []
    for _ in range(60):
        try:
            held.append(socket.create_connection(("127.0.0.1", strict.port), 2))
        except OSError:
            break
    assert len(held) > 16
    for plain in held:
        plain.close()

    def answers():
        try:
            return strict.serving.caller(f"Bearer {strict.secret}").get("/taxii2/", timeout=2).status == 200
        except OSError:
            return False

    wait_for(answers, 8, "an answer after the flood")


def test_a_full_disk_is_told_and_reading_goes_on(make_node):
    """RULES: no room is 507 or 503; nothing acknowledged is lost, reading works, the store is whole."""
    node = make_node("eu")
    node.run("collection", "add", "--kind", "shelf", "--title", "Shelf", "--alias", "shelf")
    secret = json.loads(node.run("key", "add", "k", "--scope", "read:*", "--scope", "write:*", "--json").stdout)["key"]
    ceiling = 3 << 20

    def limit():
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (ceiling, ceiling))

    caller = node.serve(preexec_fn=limit).caller(f"Bearer {secret}")
    acknowledged, refused = set(), None
    for _ in range(40):
        items = [indicator(description="x" * 3_000) for _ in range(100)]
        answer = caller.post(PATH, {"objects": items})
        if answer.status != 202:
            refused = answer
            break
        acknowledged |= {item["id"] for item in items}
    assert refused is not None and refused.status in (503, 507), refused and refused.text
    assert refused.headers["Content-Type"] == TAXII and refused.json()["title"]
    there = {entry["id"] for entry in caller.all(PATH, limit=200)}
    assert there == acknowledged and acknowledged
    node.stop()
    node.is_whole()
    caller = node.serve().caller(f"Bearer {secret}")
    assert caller.add(PATH, [indicator()])["success_count"] == 1
    assert {entry["id"] for entry in caller.all(PATH, limit=200)} > acknowledged
