"""TAXII 2.1, section 4: discovery, API roots, status."""

import json

from support import TAXII, TIMESTAMP, UUID4, basic, indicator
from test_taxii_3_core import assert_error


def test_4_1_discovery(public):
    """4.1.1: title; absolute https URLs or one leading slash; `default` is one of them."""
    found = public.get("/taxii2/").json()
    assert found["title"] == "Public"
    assert found["api_roots"] == [f"{public.base}/api1/", f"{public.base}/deep/api2/"]
    assert found["default"] in found["api_roots"]
    assert set(found) <= {"title", "description", "contact", "default", "api_roots"}


def test_4_1_every_named_root_is_there(public):
    """4.1: what discovery names can be fetched."""
    for root in public.get("/taxii2/").json()["api_roots"]:
        assert root.startswith(public.base) and public.get(root.removeprefix(public.base)).status == 200


def test_4_1_a_node_without_roots_names_none(seeded):
    """2, 4.1.1: no empty list and no default."""
    assert set(seeded({"title": "bare"}).caller().get("/taxii2/").json()) == {"title"}


def test_4_2_api_root(public):
    """4.2.1: title, versions and max_content_length."""
    found = public.get("/api1/").json()
    assert found == {
        "title": "First",
        "description": "the first root",
        "versions": [TAXII],
        "max_content_length": 10_000_000,
    }


def test_4_2_max_content_length_is_the_limit_exactly(seeded):
    """4.2: nothing up to the limit is 413, everything above is (5.5); each root has its own."""
    roots = [
        {"path": "deep/small", "max_content_length": 5_000, "collections": [{"alias": "c"}]},
        {"path": "deep/large", "max_content_length": 50_000, "collections": [{"alias": "c"}]},
    ]
    caller = seeded({"api_roots": roots}).caller()
    for path, limit in (("/deep/small/", 5_000), ("/deep/large/", 50_000)):
        body = json.dumps({"objects": [indicator()]}).encode()
        assert caller.get(path).json()["max_content_length"] == limit
        assert caller.post(f"{path}collections/c/objects/", body.ljust(limit)).status == 202
        assert_error(caller.post(f"{path}collections/c/objects/", body.ljust(limit + 1)), 413)


def test_4_3_status_of_a_post(public):
    """4.3.1: required properties, sums, timestamps."""
    path = "/api1/collections/scratch/objects/"
    answer = public.post(path, {"objects": [indicator(), indicator()]})
    assert answer.status == 202 and answer.headers["Content-Type"] == TAXII
    status = public.completed("/api1/", answer.json()["id"])
    assert UUID4.match(status["id"]) and TIMESTAMP.match(status["request_timestamp"])
    counts = {key: status[f"{key}_count"] for key in ("total", "success", "failure", "pending")}
    assert counts == {"total": 2, "success": 2, "failure": 0, "pending": 0}
    known = {"id", "status", "request_timestamp", "successes", "failures", "pendings"}
    assert set(status) <= known | {f"{key}_count" for key in counts}


def test_4_3_a_status_belongs_to_its_root(public):
    """4.3: the status of one root is not there in another."""
    status = public.add("/api1/collections/scratch/objects/", [indicator()])
    assert_error(public.get(f"/deep/api2/status/{status['id']}/"), 404)


def test_4_3_a_status_is_for_its_caller_only(seeded):
    """4.3, appendix B: somebody else's status answers as one that never was."""
    users = [{"name": name, "password": name * 3} for name in ("alice", "bob")]
    node = seeded({"users": users, "api_roots": [{"path": "a", "collections": [{"alias": "c"}]}]})
    alice, bob = (node.caller(basic(name, name * 3)) for name in ("alice", "bob"))
    status = alice.add("/a/collections/c/objects/", [indicator()])
    other = bob.get(f"/a/status/{status['id']}/")
    nothing = bob.get("/a/status/7c0ad4d2-2e5d-4b0c-8e6d-e4a6c5b1f3aa/")
    assert_error(other, 404)
    assert other.body == nothing.body
    assert_error(node.caller().get(f"/a/status/{status['id']}/"), 401)


def test_1_6_9_without_credentials_everything_is_401(seeded):
    """1.6.9: 401 with a challenge of a registered scheme, and no word about what is there."""
    users = [{"name": "alice", "password": "open: sésame"}]
    node = seeded({"users": users, "api_roots": [{"path": "a", "collections": [{"alias": "c"}]}]})
    wrong = [
        None,
        basic("alice", "wrong"),
        basic("bob", "open: sésame"),
        basic("alice", ""),
        "Basic",
        "Basic !!!",
        "Bearer x",
        "Negotiate abc",
        basic("", ""),
    ]
    bodies = set()
    for authorization in wrong:
        for path in ("/taxii2/", "/a/", "/a/collections/", "/a/collections/c/objects/", "/b/", "/nonsense"):
            answer = node.caller(authorization).get(path)
            assert_error(answer, 401)
            schemes = {field.split()[0].lower() for field in answer.headers.get_all("WWW-Authenticate")}
            assert schemes <= {"basic", "bearer"} and "basic" in schemes
            bodies.add(answer.body)
    assert len(bodies) == 1
    assert node.caller(basic("alice", "open: sésame")).get("/taxii2/").status == 200


def test_1_6_9_a_post_without_credentials_is_401(seeded):
    """5.5, 5.7: writing and deleting need authentication as well, whatever the size."""
    users = [{"name": "alice", "password": "x"}]
    node = seeded(
        {"users": users, "api_roots": [{"path": "a", "max_content_length": 2_000, "collections": [{"alias": "c"}]}]}
    )
    for body in (b"{}", b" " * 3_000):
        assert_error(node.caller().post("/a/collections/c/objects/", body), 401)
    assert_error(node.caller().call("DELETE", f"/a/collections/c/objects/{indicator(1)['id']}/"), 401)


def test_8_2_1_user_agent_is_not_needed(public):
    """8.2.1: a request without User-Agent is not refused for that."""
    connection = public.connect()
    connection.putrequest("GET", "/taxii2/", skip_accept_encoding=True)
    connection.putheader("Accept", TAXII)
    connection.endheaders()
    assert connection.getresponse().status == 200
    connection.close()
