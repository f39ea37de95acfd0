"""Open pages are told that something has changed for them, and nothing of anything else."""

import http.client
import json
import socket
import threading
import time

import pytest

from people import Person, on_register, open_console, person
from support import GREEN, RED, indicator, wait_for


@pytest.fixture
def eu(make_node):
    node = open_console(make_node("eu"))
    node.serve()
    return node


class Listener:
    """A page that listens (HTML Standard, 9.2.6): collects events until the stream ends."""

    def __init__(self, someone, headers=()):
        self.connection = http.client.HTTPConnection("127.0.0.1", someone.port, timeout=60)
        sent = {
            "Host": someone.host,
            **({"Cookie": f"entente_session={someone.cookie}"} if someone.cookie else {}),
            **dict(headers),
        }
        self.connection.request("GET", "/api/v1/events", headers=sent)
        self.answer = self.connection.getresponse()
        self.raw, self.events, self.ended, self.ready = "", [], False, threading.Event()
        if self.answer.status == 200:
            threading.Thread(target=self.listen, daemon=True).start()
            assert self.ready.wait(20), "the node tells from when on changes are told"

    def listen(self):
        event = {}
        try:
            while line := self.answer.readline().decode():
                self.raw += line
                name, _, value = line.rstrip("\n").partition(": ")
                if line == "\n" and event:
                    if event.get("event") == "ready":
                        self.ready.set()
                    else:
                        self.events.append((event.get("event"), json.loads(event["data"])))
                    event = {}
                elif name in ("event", "data"):
                    event[name] = value
        except (OSError, http.client.HTTPException):
            pass
        self.ended = True

    def close(self):
        self.connection.sock.shutdown(socket.SHUT_RDWR)


def test_a_page_is_told_of_what_its_person_may_see_and_of_nothing_else(eu):
    someone = person(eu, "lee", "author")
    listener = Listener(someone)
    assert listener.answer.headers["Content-Type"] == "text/event-stream"
    eu.load([indicator(object_marking_refs=[RED], name="CANARY-hidden") for _ in range(5)], "hidden.json")
    on_register(eu, "name=Other", "nationality=eu", "clearances=[]")
    time.sleep(2.5)
    assert listener.events == []
    eu.load([indicator(object_marking_refs=[GREEN], name="CANARY-open")], "open.json")
    wait_for(lambda: listener.events)
    assert listener.events == [("today", {"changed": ["recent"]})]
    # What it is, is asked for; the event says nothing of it.
    assert "CANARY" not in listener.raw
    time.sleep(1.5)
    assert len(listener.events) == 1
    listener.close()


def test_what_a_command_has_kept_is_found_by_the_first_search(eu):
    someone = person(eu, "lee", "author")
    listener = Listener(someone)
    for number in range(4):
        eu.load([indicator(object_marking_refs=[GREEN], name="Lighthouse")], f"{number}.json")
        # Nobody has searched yet: an open page is enough for the index to follow.
        eu.searchable()
    assert someone.get("holdings", q="lighthouse").json()["count"] == 4
    listener.close()


def test_a_stream_ends_with_what_it_rests_on(eu):
    chief, lee = person(eu, "chief", "administrator"), person(eu, "lee", "author")
    token = lee.post("tokens", {"name": "x", "scopes": ["read"], "days": 1}).json()
    other = Person(eu.console)
    other.sign_in("lee")
    signed_out, disabled = Listener(other), Listener(lee)
    by_token = Listener(Person(eu.console), {"Authorization": f"Bearer {token['token']}"})
    assert by_token.answer.status == 200
    other.call("DELETE", "/api/v1/session")
    wait_for(lambda: signed_out.ended)
    assert not disabled.ended and not by_token.ended
    lee.call("DELETE", f"/api/v1/tokens/{token['id']}")
    wait_for(lambda: by_token.ended)
    chief.post("people/lee", {"disabled": True})
    wait_for(lambda: disabled.ended)
    assert Listener(lee).answer.status == Listener(Person(eu.console)).answer.status == 401
    writer = person(eu, "kim", "author")
    scoped = writer.post("tokens", {"name": "w", "scopes": ["write"], "days": 1}).json()["token"]
    assert Listener(Person(eu.console), {"Authorization": f"Bearer {scoped}"}).answer.status == 403


def test_streams_are_bounded_and_the_node_goes_on_and_stops(eu):
    lee = person(eu, "lee", "author")
    pages = [Listener(lee) for _ in range(10)]
    assert {page.answer.status for page in pages} == {200}
    # The oldest of a person give way.
    wait_for(lambda: [page.ended for page in pages] == [True] * 2 + [False] * 8)
    eu.stop()
    wait_for(lambda: all(page.ended for page in pages))
    eu.configure(live_pages=1)
    eu.serve()
    first = Listener(lee)
    assert (first.answer.status, Listener(lee).answer.status) == (200, 429)
    first.close()
    # Who has gone is found by the next signs of life.
    wait_for(lambda: Listener(lee).answer.status == 200, seconds=60)
    assert lee.get("session").status == 200 and eu.is_whole()


def test_many_pages_at_once(eu):
    people = [person(eu, f"p{number}", "author") for number in range(12)]
    pages = [Listener(one) for one in people for _ in range(6)]
    assert all(page.answer.status == 200 for page in pages)
    eu.load([indicator(object_marking_refs=[GREEN])])
    wait_for(lambda: all(page.events for page in pages))
    assert all(page.events == [("today", {"changed": ["recent"]})] for page in pages)
    for page in pages:
        page.close()
