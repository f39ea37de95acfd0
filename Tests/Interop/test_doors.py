"""What real clients send to a node's doors, and what its head or its body may not be."""

import json
import socket
import urllib.parse
import uuid

import pytest
from cytaxii2 import cytaxii2

from people import Person, open_console
from support import GREEN, TAXII, TESTDATA, Caller, Node, basic, entente, indicator, insecure
from test_taxii_3_core import assert_error

RECORDED = TESTDATA / "cyber-recorded"
BUNDLE = "application/stix+json; version=2.1"


class Doors:
    """A node with a shelf and an inbox, and a tool that may use both."""

    def __init__(self, folder, **settings):
        self.node = open_console(Node(folder, "eu", settings=settings))
        self.shelf, self.inbox = (
            self.node.run("collection", "add", "--kind", kind, "--title", kind, "--alias", kind).stdout.strip()
            for kind in ("shelf", "inbox")
        )
        self.key = self.node.run("key", "add", "soc", "--scope", "read:*", "--scope", "write:*").stdout.strip()
        self.node.serve()
        self.tool = Caller(self.node.base, basic("soc", self.key))

    def path(self, name):
        return f"/tools/collections/{name}/objects/"


@pytest.fixture(scope="module")
def doors(tmp_path_factory):
    made = Doors(tmp_path_factory.mktemp("doors") / "eu", spool_bytes=60_000)
    yield made
    made.node.stop()


def bundle(*objects):
    return {"type": "bundle", "spec_version": "2.1", "id": f"bundle--{uuid.uuid4()}", "objects": list(objects)}


# B2


def test_b2_opencti_posts_bundles_to_an_inbox(doors):
    """OpenCTI's connector taxii-post: a bundle of one object under STIX's media type."""
    one = indicator(object_marking_refs=[GREEN])
    headers = {"Content-Type": BUNDLE, "Authorization": f"Bearer {doors.key}"}
    caller = Caller(doors.node.base)
    for media in (BUNDLE, "application/stix+json;version=2.1", "application/stix+json"):
        answer = caller.call(
            "POST",
            doors.path("inbox"),
            "application/taxii+json; version=2.1",
            json.dumps(bundle(one)).encode(),
            {**headers, "Content-Type": media},
        )
        assert answer.status == 202 and answer.json()["success_count"] == 1, answer.text
    assert_error(caller.call("POST", doors.path("shelf"), TAXII, json.dumps(bundle(one)).encode(), headers), 415)
    for media in ("application/stix+json;version=2.0", "application/json", "text/plain"):
        assert_error(doors.tool.post(doors.path("inbox"), bundle(one), media), 415)
    assert_error(doors.tool.post(doors.path("inbox"), one, BUNDLE), 422)


# B4

FILE = {
    "type": "file",
    "spec_version": "2.1",
    "id": "file--5eed0000-03df-5401-86d0-634f61ff42a5",
    "hashes": {"IMPHASH": "ab" * 16},
}
KEY = {
    "type": "windows-registry-key",
    "spec_version": "2.1",
    "id": "windows-registry-key--5eed0000-1dab-545d-a0a7-9f9452db98ac",
    "key": "HKLM\\Software\\Run\\x",
}


def test_b4_misp_spellings_are_taken_at_inboxes_and_each_change_is_named(doors):
    inside = {
        "type": "observed-data",
        "spec_version": "2.1",
        "id": f"observed-data--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "first_observed": "2026-01-01T00:00:00Z",
        "last_observed": "2026-01-01T00:00:00Z",
        "number_observed": 1,
        "objects": {
            "0": {"type": "file", "name": "x", "hashes": {"SHA256": "ab" * 32, "MD5": "ab" * 16}},
            "1": {"type": "windows-registry-key", "key": "hkcu\\A"},
        },
    }
    bad = {**FILE, "id": f"file--{uuid.uuid4()}", "hashes": {"IMPHASH": "ab" * 16, "QUITE-OTHER": "ab"}}
    both = {**FILE, "id": f"file--{uuid.uuid4()}", "hashes": {"IMPHASH": "ab" * 16, "x_imphash": "cd" * 16}}
    objects = [FILE, KEY, inside, bad, both, indicator()]
    for _ in range(2):
        status = doors.tool.add(doors.path("inbox"), objects)
        assert (status["total_count"], status["success_count"], status["failure_count"]) == (6, 4, 2)
        assert {one["id"]: one["message"] for one in status["successes"]} == {
            FILE["id"]: "taken with changes: `hashes`: `IMPHASH` is written `x_imphash`",
            KEY["id"]: "taken with changes: `key`: `HKLM` is written `HKEY_LOCAL_MACHINE`",
            inside["id"]: "taken with changes: `objects.0.hashes`: `SHA256` is written `SHA-256`; "
            "`objects.1.key`: `hkcu` is written `HKEY_CURRENT_USER`",
        }
        assert [one["id"] for one in status["failures"]] == [bad["id"], both["id"]]
        assert "`IMPHASH` is not in hash-algorithm-ov" in status["failures"][0]["message"], (
            "said of the object as it came"
        )
    shown = json.loads(doors.node.run("show", FILE["id"], "--json").stdout)
    assert '"x_imphash"' in json.dumps(shown) and "IMPHASH" not in json.dumps(shown)
    # Elsewhere the standard holds as it is written.
    assert doors.tool.add(doors.path("shelf"), [FILE, KEY])["failure_count"] == 2
    file = doors.node.folder / "misp.json"
    file.write_text(json.dumps(bundle(FILE, KEY)))
    assert (
        entente("validate", file, check=False).returncode == 1
        and doors.node.run("import", file, check=False).returncode == 1
    )


@pytest.mark.skipif(not RECORDED.exists(), reason="the recorded data is not here")
def test_b4_misp_pushes_two_events(doors):
    """MISP's push: root, collection, then envelopes that repeat identities and markings; all is taken,
    repeats are no errors."""
    recorded = json.loads((RECORDED / "misp-event.misp-stix-2026.10.12.json").read_text())["objects"]
    assert isinstance(doors.tool.get("/tools/").json()["max_content_length"], int)
    assert doors.tool.get("/tools/collections/inbox/").json()["can_write"] is True
    shared = [one for one in recorded if one["type"] in ("identity", "marking-definition")]
    pushed = 0
    for size in (40, 98):  # The second is spooled: one status after the other.
        for start in range(0, len(recorded), size):
            objects = recorded[start : start + size]
            status = doors.tool.add(doors.path("inbox"), objects + [one for one in shared if one not in objects])
            assert status["failure_count"] == 0, status
            assert status["success_count"] == status["total_count"]
            pushed += len(objects)
    assert pushed == 196


# B6


def test_b6_discovery_names_absolute_roots(doors):
    port = doors.node.port
    found = doors.tool.get("/taxii2/").json()
    assert found["default"] == f"https://127.0.0.1:{port}/tools/" and found["api_roots"] == [found["default"]]
    for host, base in (
        (f"localhost:{port}", f"https://localhost:{port}"),
        (f"EU.localhost:{port}", f"https://eu.localhost:{port}"),
        ("127.0.0.1", "https://127.0.0.1"),
        ("evil.example", ""),
        (f"localhost.evil.example:{port}", ""),
    ):
        assert json.loads(exchange(doors, "GET /taxii2/", [f"Host: {host}"]).partition("\r\n\r\n")[2])["api_roots"] == [
            f"{base}/tools/"
        ], host


def test_b6_the_public_address_is_named_whoever_asks(tmp_path):
    made = Doors(tmp_path / "eu", public_address="https://taxii.eu.example:8443/")
    try:
        assert made.tool.get("/taxii2/").json()["api_roots"] == ["https://taxii.eu.example:8443/tools/"]
    finally:
        made.node.stop()


def test_b6_cytaxii2_follows_them(seeded):
    """cytaxii2 1.0.1 asks for the root as discovery names it."""
    seed = {
        "users": [{"name": "soc", "password": "secret"}],
        "api_roots": [
            {
                "path": "tools",
                "collections": [{"id": str(uuid.uuid4()), "title": "Ten", "objects": [indicator() for _ in range(10)]}],
            }
        ],
    }
    process = seeded(seed)
    found = cytaxii2.cytaxii2(discovery_url=f"{process.base}/taxii2/", username="soc", password="secret", version=2.1)
    listed = found.collection_request()
    assert listed["status"] is True and [one["title"] for one in listed["response"]["collections"]] == ["Ten"]
    page = found.poll_request(collection_id=listed["response"]["collections"][0]["id"])
    assert page["status"] is True and len(page["response"]["objects"]) == 10


# B9


@pytest.mark.parametrize("large", [False, True], ids=["small", "spooled"])
@pytest.mark.parametrize(
    "text",
    [
        "[1 true]",
        '{"a" 1}',
        '{"a":1,}',
        "[1,]",
        "nul",
        "01",
        '"\\x"',
        '"\t"',
        '{"a":1,"a":[1 true]}',
        "9007199254740993e",
        "[" * 100 + "x" + "]" * 100,
        "\xff",
        '{"a":1}}',
    ],
)
def test_b9_a_body_that_is_no_json_leaves_nothing(doors, text, large):
    good = indicator(description="x" * 70_000 if large else "x", object_marking_refs=[GREEN])
    for body in (f'{{"objects":[{json.dumps(good)},{text}]}}', f'{{"objects":[{text},{json.dumps(good)}]}}'):
        answer = doors.tool.post(doors.path("shelf"), body.encode("latin-1"))
        assert_error(answer, 422)
        assert "line 1, column" in answer.text or "objects[" in answer.text, answer.text
        assert doors.tool.get(doors.path("shelf") + good["id"] + "/").status == 404


@pytest.mark.parametrize(
    "text", ["[1,true]", '{"a":1,"a":2}', "9007199254740993", '"\\ud800"', "[" * 100 + "]" * 100, "null"]
)
def test_b9_what_is_json_but_no_object_is_refused_alone(doors, text):
    good = indicator(object_marking_refs=[GREEN])
    answer = doors.tool.post(doors.path("shelf"), f'{{"objects":[{json.dumps(good)},{text}]}}'.encode())
    assert answer.status == 202 and (answer.json()["success_count"], answer.json()["failure_count"]) == (1, 1)


# B10


def test_b10_identifiers_are_the_same_in_capitals(doors):
    one = indicator(object_marking_refs=[GREEN])
    status = doors.tool.post(f"/tools/collections/{doors.shelf.upper()}/objects/", {"objects": [one]})
    assert status.status == 202
    assert doors.tool.get(f"/tools/collections/{doors.shelf.upper()}/objects/{one['id']}/").objects == [one]
    assert doors.tool.get(f"/tools/status/{status.json()['id'].upper()}/").status == 200
    assert doors.tool.get(f"/tools/collections/{doors.shelf.upper()}/").json()["id"] == doors.shelf
    key = doors.node.run("key", "add", "capitals", "--scope", f"read:{doors.shelf.upper()}").stdout.strip()
    assert Caller(doors.node.base, basic("capitals", key)).get(f"/tools/collections/{doors.shelf}/").status == 200
    assert doors.tool.get("/tools/collections/SHELF/").status == 404, "an alias is what it is, letter by letter"
    new = doors.node.run("collection", "add", "--title", "gone").stdout.strip()
    assert doors.node.run("collection", "remove", new.upper()).returncode == 0


@pytest.mark.parametrize("alias", ["system.Watch_list", "Überwachung 見張り", "a/b", "..", "100%", "x" * 255])
def test_b10_any_text_is_an_alias(doors, alias):
    new = doors.node.run("collection", "add", "--title", "T", "--alias", alias).stdout.strip()
    found = doors.tool.get(f"/tools/collections/{urllib.parse.quote(alias, safe='')}/".replace("..", "%2E%2E")).json()
    assert (found["id"], found["alias"]) == (new, alias)


@pytest.mark.parametrize("alias", ["x" * 256, "a\nb", "a\x7fb"])
def test_b10_what_no_page_can_show_is_no_alias(doors, alias):
    done = doors.node.run("collection", "add", "--title", "T", "--alias", alias, check=False)
    assert done.returncode == 2 and "an alias has 1 to 255 bytes without control characters" in done.stderr


# B11, B12


def exchange(doors, line, fields, body=b"", port=None):
    """One request written by hand, TLS for the node and none for its console; gives all that came."""
    with socket.create_connection(("127.0.0.1", port or doors.node.port), 20) as plain:
        connection = plain if port else insecure().wrap_socket(plain)
        head = [
            f"{line} HTTP/1.1",
            f"Accept: {TAXII}",
            f"Authorization: {basic('soc', doors.key)}",
            "Connection: close",
            *fields,
        ]
        connection.sendall("\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body)
        received = b""
        while piece := connection.recv(65_536):
            received += piece
    return received.decode("utf-8", "replace")


@pytest.mark.parametrize("coding", ["gzip", "br", "GZIP", "x-gzip, identity", "deflate"])
def test_b11_packed_bodies_are_415_and_say_what_is_taken(doors, coding):
    body = json.dumps({"objects": [indicator()]}).encode()
    answer = doors.tool.call(
        "POST", doors.path("shelf"), body=body, headers={"Content-Type": TAXII, "Content-Encoding": coding}
    )
    assert_error(answer, 415)
    assert answer.headers["Accept-Encoding"] == "identity"
    answer = Person(doors.node.console).call(
        "POST", "/api/v1/session", {"name": "a", "password": "b"}, headers={"Content-Encoding": coding}
    )
    assert answer.status == 415 and answer.headers["Accept-Encoding"] == "identity"


def test_b11_a_body_that_says_it_is_not_packed_is_taken(doors):
    body = json.dumps({"objects": [indicator(object_marking_refs=[GREEN])]}).encode()
    assert (
        doors.tool.call(
            "POST", doors.path("shelf"), body=body, headers={"Content-Type": TAXII, "Content-Encoding": "identity"}
        ).status
        == 202
    )


UNCLEAR = [
    "127.0.0.1:27153.evil.example",
    "eu.localhost:27153@evil",
    "a b",
    "a/b",
    "",
    "[::1",
    "::1",
    "[]",
    "[::1]x",
    "localhost:99999",
    "localhost:-1",
    "localhost:8x",
    "ev\u00eel",
    "a,b",
    "x" * 256,
]


@pytest.mark.parametrize("door", ["node", "console"])
@pytest.mark.parametrize("host", UNCLEAR)
def test_b12_a_host_that_is_none_is_400(doors, host, door):
    path, port = ("/taxii2/", None) if door == "node" else ("/", doors.node.console)
    received = exchange(doors, f"GET {path}", [f"Host: {host}"], port=port)
    assert received.startswith("HTTP/1.1 400 "), received[:200]


@pytest.mark.parametrize("door", ["node", "console"])
def test_b12_two_hosts_are_400(doors, door):
    path, port = ("/taxii2/", None) if door == "node" else ("/", doors.node.console)
    for hosts in (["localhost", "localhost"], ["localhost", "evil.example"]):
        received = exchange(doors, f"GET {path}", [f"Host: {host}" for host in hosts], port=port)
        assert received.startswith("HTTP/1.1 400 "), received[:200]
    for host in ("localhost", f"LOCALHOST:{port or doors.node.port}", "127.0.0.1", "[::1]:1", "localhost:"):
        assert exchange(doors, f"GET {path}", [f"Host: {host}"], port=port).startswith("HTTP/1.1 200 "), host


# B18


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\n\n  "])
@pytest.mark.parametrize("size", [0, 20_000_000])
def test_b18_an_xml_file_is_told(doors, tmp_path, start, size):
    file = tmp_path / "stix1.xml"
    file.write_bytes(
        start + b'<?xml version="1.0"?><stix:STIX_Package version="1.2">' + b" " * size + b"</stix:STIX_Package>"
    )
    words = "the text is XML, as STIX 1.x is written; JSON is expected, as STIX 2 is written"
    done = doors.node.run("import", file, check=False)
    assert done.returncode == 2 and words in done.stderr
    for verb in ("validate",) if size else ("validate", "canonicalize"):
        done = entente(verb, file, check=False)
        assert done.returncode != 0 and words in done.stdout + done.stderr, verb
    if not size:
        assert words in doors.tool.post(doors.path("shelf"), file.read_bytes()).text
