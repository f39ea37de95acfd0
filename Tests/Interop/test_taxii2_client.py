"""The OASIS client library taxii2-client reads and writes everything of a node."""

import json
import uuid

import pytest
import requests
from taxii2client.v21 import ApiRoot, Server, as_pages

from support import Process, indicator, moment, numbered


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("client")
    objects = [{"date_added": moment(n), "object": indicator(n, f"number {n}")} for n in range(60)]
    collection = {"id": str(numbered(1)), "title": "Sixty", "alias": "sixty", "objects": objects}
    users = [{"name": "alice", "password": "wonder"}]
    roots = [{"path": "api1", "title": "First", "collections": [collection, {"title": "New", "alias": "new"}]}]
    (folder / "seed.json").write_text(json.dumps({"title": "For clients", "users": users, "api_roots": roots}))
    process = Process("--seed", folder / "seed.json", "--http", log=folder / "log.txt")
    yield Server(process.base + "/taxii2/", user="alice", password="wonder")
    process.stop()


def test_discovery_roots_and_collections(server):
    """4.1, 4.2, 5.1 as the client reads them."""
    assert server.title == "For clients"
    root = server.default
    assert isinstance(root, ApiRoot) and root.title == "First" and root.max_content_length > 0
    assert [collection.title for collection in root.collections] == ["Sixty", "New"]
    assert all(collection.can_read and collection.can_write for collection in root.collections)


@pytest.mark.parametrize("size", [1, 7, 20, 60, 100])
def test_objects_in_pages(server, size):
    """3.5: the client's own paging gives each object once, in order."""
    sixty = server.default.collections[0]
    pages = list(as_pages(sixty.get_objects, per_request=size))
    names = [entry["name"] for page in pages for entry in page.get("objects", [])]
    assert names == [f"number {n}" for n in range(60)]


@pytest.mark.parametrize("size", [7, 60])
def test_manifest_in_pages(server, size):
    """5.3.1: the text's own way through a manifest: `added_after` leads on."""
    sixty, ids, after = server.default.collections[0], [], {}
    while True:
        page = sixty.get_manifest(limit=size, **after)
        ids += [record["id"] for record in page["objects"]]
        if not page.get("more"):
            break
        after = {"added_after": page["objects"][-1]["date_added"]}
    assert ids == [indicator(n)["id"] for n in range(60)]


def test_filters(server):
    """3.4: the client's filter arguments."""
    sixty = server.default.collections[0]
    helped = [record["id"] for page in as_pages(sixty.get_manifest, per_request=7) for record in page["objects"]]
    assert helped == [indicator(n)["id"] for n in range(60)]
    assert len(sixty.get_objects(added_after=moment(49))["objects"]) == 10
    assert sixty.get_objects(type="malware") == {}
    wanted = [indicator(3)["id"], indicator(5)["id"]]
    assert [entry["id"] for entry in sixty.get_objects(id=wanted)["objects"]] == wanted
    assert sixty.get_object(wanted[0])["objects"][0]["name"] == "number 3"


def test_write_versions_and_delete(server):
    """5.5, 4.3, 5.6, 5.7, 5.8: add with status, versions, delete."""
    new = server.default.collections[1]
    number = uuid.uuid4().int >> 8
    versions = [indicator(number, modified=f"2026-0{month}-01T00:00:00.000Z") for month in (1, 2)]
    status = new.add_objects({"objects": versions}, wait_for_completion=True, poll_interval=0.05, timeout=20)
    assert (status.status, status.success_count, status.failure_count) == ("complete", 2, 0)
    item = versions[0]["id"]
    assert new.object_versions(item)["versions"] == [version["modified"] for version in versions]
    assert len(new.get_object(item, version="all")["objects"]) == 2
    new.delete_object(item)
    assert new.get_objects(id=item) == {}


def test_a_large_write_is_waited_for(server):
    """4.3: the client polls a pending status until it is complete."""
    new = server.default.collections[1]
    items = [indicator(description="long " * 500) for _ in range(2_000)]
    status = new.add_objects({"objects": items}, wait_for_completion=True, poll_interval=0.05, timeout=30)
    assert (status.status, status.success_count, status.pending_count) == ("complete", 2_000, 0)


def test_a_partial_failure_is_readable(server):
    """4.3.1: failures as the client shows them."""
    bad = {**indicator(), "pattern_type": 7}
    status = server.default.collections[1].add_objects({"objects": [indicator(), bad]})
    assert (status.success_count, status.failure_count) == (1, 1)
    assert status.failures[0]["id"] == bad["id"]


def test_a_wrong_password_is_told(server):
    """1.6.9: the client gets 401."""
    with pytest.raises(requests.HTTPError) as caught:
        Server(server.url, user="alice", password="wrong").refresh()
    assert caught.value.response.status_code == 401
