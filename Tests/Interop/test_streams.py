"""Streams for keys: what is added to a collection as it comes, as long as the key can read it."""

import http.client
import json
import threading

import pytest

from support import GREEN, Node, indicator, insecure, wait_for


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    found = Node(tmp_path_factory.mktemp("streams") / "eu", "eu")
    found.shelves = [found.run("collection", "add", "--alias", name).stdout.strip() for name in ("a", "b")]
    found.serve()
    yield found
    found.stop()


def key(node, name, *scopes):
    return node.run("key", "add", name, *[part for one in scopes for part in ("--scope", one)]).stdout.strip()


class Listener:
    """Reads a stream (HTML Standard, 9.2.6) until it ends."""

    def __init__(self, node, collection, secret, query="", last=None):
        self.connection = http.client.HTTPSConnection("127.0.0.1", node.port, timeout=60, context=insecure())
        fields = {"Authorization": f"Bearer {secret}", **({"Last-Event-ID": last} if last else {})}
        self.connection.request("GET", f"/entente/v1/stream/{collection}/{query}", headers=fields)
        self.answer = self.connection.getresponse()
        self.status, self.events, self.ended, self.last = self.answer.status, [], False, None
        if self.status == 200:
            assert self.answer.getheader("Content-Type") == "text/event-stream"
            threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        event = {}
        try:
            while line := self.answer.readline().decode():
                name, _, value = line.rstrip("\n").partition(": ")
                if line == "\n" and "data" in event:
                    self.last = event.get("id", self.last)
                    self.events.append((event["event"], json.loads(event["data"])))
                    event = {}
                elif name in ("id", "event", "data"):
                    event[name] = value
        except (OSError, http.client.HTTPException):
            pass
        self.ended = True

    @property
    def names(self):
        return [data["name"] for kind, data in self.events if kind == "object"]

    def close(self):
        self.connection.sock.close()


def give(node, collection, secret, *names, **more):
    objects = [indicator(None, name, object_marking_refs=[GREEN], **more) for name in names]
    caller = node.serving.caller(f"Bearer {secret}")
    status = caller.add(f"/tools/collections/{collection}/objects/", objects)
    assert status["success_count"] == len(objects), status


def test_a_key_is_given_what_comes_to_its_collection_and_nothing_of_others(node):
    a, b = node.shelves
    writer, reader = key(node, "writer", "write:*", "read:*"), key(node, "reader", f"read:{a}")
    give(node, a, writer, "before")
    listener = Listener(node, a, reader)
    assert Listener(node, b, reader).status == 404, "a collection that a key cannot read is not there"
    assert Listener(node, a, "ent_none").status == 401
    give(node, b, writer, "hidden")
    give(node, a, writer, "one", "two")
    give(node, a, writer, "three")
    wait_for(lambda: len(listener.names) == 3, 20, "three events")
    assert listener.names == ["one", "two", "three"]
    place = listener.last
    listener.close()
    give(node, a, writer, "four")
    again = Listener(node, a, reader, last=place)
    wait_for(lambda: again.names, 20, "what came meanwhile")
    assert again.names == ["four"]
    whole = Listener(node, a, reader, "?added_after=2020-01-01T00:00:00Z")
    wait_for(lambda: len(whole.names) == 5, 20, "everything")
    assert whole.names == ["before", "one", "two", "three", "four"]
    node.run("key", "revoke", "reader")
    wait_for(lambda: again.ended and whole.ended, 25, "the end of the streams")
    assert again.events[-1] == ("end", {"status": 401}) and again.names == ["four"]
    give(node, a, writer, "five")
    assert Listener(node, a, reader).status == 401


def test_more_than_a_stream_holds_comes_in_order_and_what_is_too_large_is_named(node):
    a, _ = node.shelves
    secret = key(node, "many", f"read:{a}", f"write:{a}")
    listener = Listener(node, a, secret)
    names = [f"many {number:03}" for number in range(50)]
    give(node, a, secret, *names, description="x" * 2_000)
    give(node, a, secret, "large", description="x" * 100_000)
    give(node, a, secret, "last")
    wait_for(lambda: "last" in listener.names, 60, "the last one")
    assert listener.names == [*names, "last"]
    (large,) = [data for kind, data in listener.events if kind == "large"]
    assert large["id"].startswith("indicator--")
    listener.close()


def test_one_key_has_so_many_streams(node):
    a, _ = node.shelves
    secret = key(node, "greedy", f"read:{a}")
    streams = [Listener(node, a, secret) for _ in range(8)]
    assert {one.status for one in streams} == {200}
    assert Listener(node, a, secret).status == 429
    assert Listener(node, a, secret, "?added_after=yesterday").status == 400
