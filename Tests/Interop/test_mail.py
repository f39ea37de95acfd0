"""Notices by mail: off unless the host has a program and the person wants it; a count and a way, never what it is."""

import email
import email.policy
import json
import sqlite3
import time

import pytest

from people import open_console, person
from support import AMBER, GREEN, Node, indicator, link, wait_for

# Takes mail as `sendmail` does: keeps its words and what it reads, and ends as it is told.
PROGRAM = """#!/usr/bin/python3 -I
import json, os, pathlib, sys, time
here = pathlib.Path({folder!r})
mail = sys.stdin.read()
way = (here / "way").read_text() if (here / "way").exists() else "0"
number = len(list(here.glob("*.json")))
(here / "new").write_text(json.dumps({{"words": sys.argv[1:], "mail": mail, "way": way}}))
(here / "new").rename(here / f"{{number}}.json")
if way == "slow":
    time.sleep(600)
sys.exit(int(way))
"""


class Post:
    """A host that takes mail."""

    def __init__(self, folder):
        self.folder, self.program = folder, folder / "sendmail"
        folder.mkdir()
        self.program.write_text(PROGRAM.format(folder=str(folder)))
        self.program.chmod(0o755)

    def ends(self, way):
        (self.folder / "way").write_text(way)

    @property
    def all(self):
        return [
            json.loads(file.read_text()) for file in sorted(self.folder.glob("*.json"), key=lambda one: int(one.stem))
        ]

    def comes(self, count):
        wait_for(lambda: len(self.all) >= count, what=f"mail {count}")
        assert len(self.all) == count
        return self.all[-1]


@pytest.fixture
def post(tmp_path):
    return Post(tmp_path / "post")


@pytest.fixture
def eu(tmp_path, post):
    node = open_console(Node(tmp_path / "eu", "eu", title="CANARY title of the node"))
    node.partner = Node(tmp_path / "japan", "japan", title="CANARY title of a partner")
    link(node, node.partner)
    node.configure(mail_program=str(post.program), mail_from="node@eu.example", mail_seconds=1)
    node.serve()
    yield node
    node.stop()


def hand_in(author, node, name, marking=GREEN):
    """An author hands something in, so that it waits for officers."""
    item = indicator(name=name, object_marking_refs=[marking])
    assert author.write(item).status == 201
    answer = author.post("submissions", {"item": item["id"], "parties": ["japan"], "text": f"CANARY {name}"})
    assert answer.status == 201, answer.text
    return item


def passes(node, name, hours):
    """As if the last notice of somebody were so many hours older; the time of a node is that of its machine."""
    with sqlite3.connect(node.folder / "store.db", timeout=20) as store:
        key = (f"notices {name}",)

        def plan():
            found = json.loads(store.execute("SELECT value FROM setting WHERE name=?", key).fetchone()[0])
            # What came of the last mail is noted after it went.
            return found if found["choice"] == "off" or found["next"] > time.time() * 1_000_000 else None

        changed = wait_for(plan)
        changed["next"] -= hours * 3_600_000_000
        store.execute("UPDATE setting SET value=? WHERE name=?", (json.dumps(changed), *key))
    store.close()


def looks():
    """Waits until the node has looked again: nobody is written to of whom nothing is to be told."""
    time.sleep(2.5)


def read(mail):
    return email.message_from_string(mail["mail"], policy=email.policy.default)


def test_a_mail_has_a_count_and_a_way_and_nothing_else(eu, post):
    author = person(eu, "author", "author")
    officer = person(eu, "officer", "disclosure-officer", title="O. Fficer")
    item = hand_in(author, eu, "CANARY name", AMBER)
    assert officer.get("account/notices").json() == {
        "available": True,
        "choice": "off",
        "language": "en",
        "failing": False,
    }
    count = officer.get("inbox").json()["counts"]["inbox"]
    assert (
        officer.post("account/notices", {"choice": "hourly", "address": "o@mail.example", "lang": "ja"}).status == 204
    )
    sent = post.comes(1)
    assert sent["words"] == ["-i", "-f", "node@eu.example", "--", "o@mail.example"]
    mail = read(sent)
    way = f"http://eu.localhost:{eu.console}/#/inbox"
    assert mail["Subject"] == f"Entente：未処理{count}件" and mail["To"] == "o@mail.example"
    text = mail.get_content()
    assert text.split("\n")[:2] == [f"受信箱の未処理：{count}件", way]
    # Nothing of what it is: no title, marking, partner, person, or identifier.
    everything = sent["mail"] + text + str(mail["Subject"])
    for secret in ("CANARY", "AMBER", "TLP", "japan", "Japan", "O. Fficer", item["id"], item["id"][11:]):
        assert secret not in everything, secret
    assert max(map(len, sent["mail"].splitlines())) <= 78
    found = wait_for(lambda: (now := officer.get("account/notices").json()).get("sent") and now)
    assert (found["choice"], found["address"], found["language"], found["failing"]) == (
        "hourly",
        "o@mail.example",
        "ja",
        False,
    )
    # The author chose nothing, and gets nothing.
    assert author.get("account/notices").json()["choice"] == "off" and len(post.all) == 1


def test_at_most_one_an_hour_and_only_of_what_is_new(eu, post):
    author, officer = person(eu, "author", "author"), person(eu, "officer", "disclosure-officer")
    hand_in(author, eu, "first")
    officer.post("account/notices", {"choice": "hourly", "address": "o@mail.example"})
    post.comes(1)
    hand_in(author, eu, "second")
    looks()
    assert len(post.all) == 1, "an hour has not gone by"
    passes(eu, "officer", 1)
    post.comes(2)
    passes(eu, "officer", 2)
    looks()
    assert len(post.all) == 2, "nothing is new"
    # Once a day while anything waits, new or not.
    officer.post("account/notices", {"choice": "daily", "address": "o@mail.example"})
    post.comes(3)
    passes(eu, "officer", 23)
    looks()
    assert len(post.all) == 3
    passes(eu, "officer", 1)
    post.comes(4)
    # Who has no account any more, and who wants none, gets none.
    assert officer.post("account/notices", {"choice": "off"}).status == 204
    passes(eu, "officer", 100)
    looks()
    assert len(post.all) == 4 and eu.is_whole()


def test_a_program_that_fails_is_tried_again_a_few_times_and_shown(eu, post):
    author, officer = person(eu, "author", "author"), person(eu, "officer", "disclosure-officer")
    chief = person(eu, "chief", "administrator")
    hand_in(author, eu, "CANARY")
    post.ends("75")
    officer.post("account/notices", {"choice": "daily", "address": "o@mail.example"})
    for tries in range(1, 5):
        post.comes(tries)
        looks()
        assert len(post.all) == tries
        state = chief.get("limits").json()["mail"]
        assert (state["problem"], state["people"], state["program"]) == ("refused", 1, str(post.program))
        # The first three come again within the hour, the fourth on the next day.
        passes(eu, "officer", 1 if tries < 4 else 23)
    looks()
    assert len(post.all) == 4
    assert "CANARY" not in (eu.folder / "log.txt").read_text()
    # The node goes on while a mail takes long, and gives it up.
    post.ends("0")
    passes(eu, "officer", 1)
    post.comes(5)
    wait_for(lambda: "problem" not in chief.get("limits").json()["mail"])
    assert chief.get("limits").json()["mail"]["sent"] and not officer.get("account/notices").json()["failing"]


@pytest.mark.parametrize("way", ["missing", "slow"])
def test_a_program_that_is_not_there_or_does_not_end(eu, post, way):
    author, officer = person(eu, "author", "author"), person(eu, "officer", "disclosure-officer")
    chief = person(eu, "chief", "administrator")
    hand_in(author, eu, "one")
    if way == "missing":
        post.program.unlink()
    post.ends("slow")
    officer.post("account/notices", {"choice": "daily", "address": "o@mail.example"})
    assert officer.get("session").status == 200
    wait_for(lambda: chief.get("limits").json()["mail"].get("problem") == way, 40)
    assert officer.get("account/notices").json()["failing"] and eu.is_whole()


def test_only_an_address_is_an_address_and_only_a_host_with_a_program_writes(eu, post, make_node):
    officer = person(eu, "officer", "disclosure-officer")
    for bad in ("", "o", "-o@x", "o@-x", "o@x y", "o@x\nBcc: a@b", "o@x, p@y", "<o@x>", "ö@x", "o@" + "x" * 260):
        answer = officer.post("account/notices", {"choice": "daily", "address": bad})
        assert answer.status == 422, bad
    assert officer.post("account/notices", {"choice": "never", "address": "o@x"}).status == 422
    assert officer.get("account/notices").json()["choice"] == "off"
    for wrong in (
        {"mail_program": "sendmail", "mail_from": "a@b"},
        {"mail_program": "/x"},
        {"mail_from": "a@b"},
        {"mail_program": "/x", "mail_from": "-f"},
    ):
        node = make_node(f"n{len(wrong)}{len(str(wrong))}")
        node.configure(**wrong)
        assert node.run("people", "list", check=False).returncode == 2, wrong
    silent = open_console(make_node("silent"))
    silent.serve()
    chief = person(silent, "chief", "administrator")
    assert chief.get("account/notices").json()["available"] is False
    assert chief.post("account/notices", {"choice": "daily", "address": "o@x"}).json()["code"] == "no-mail"
    assert chief.get("limits").json()["mail"] == {"people": 0}
