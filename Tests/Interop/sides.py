"""Parties that talk: each with its node, an author and an officer who releases what the author hands in."""

import uuid
from contextlib import contextmanager

from people import open_console, person
from support import CLEAR, GREEN, PACT, PARTIES, Node, link


class Side:
    """A party: its node, an author and an officer who releases what the author hands in."""

    def __init__(self, folder, name, title, **settings):
        self.identity = f"identity--{uuid.uuid4()}"
        self.node = open_console(
            Node(folder / name, name, title=title, settings={**settings, "identity": self.identity})
        )
        self.name, self.title = name, title

    def begin(self, *sides):
        self.node.load([side.described() for side in sides], "parties.json")
        self.node.serve()
        self.author = person(self.node, "riter", "author", title="W. Riter")
        self.officer = person(self.node, "ficer", "disclosure-officer", title="O. Ficer")

    def described(self):
        """The party as all nodes know it."""
        return {
            "type": "identity",
            "spec_version": "2.1",
            "id": self.identity,
            "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-01-01T00:00:00.000Z",
            "name": self.title,
            "identity_class": "organization",
            "object_marking_refs": [CLEAR],
        }

    def do(self, path, **body):
        """What the author does: the objects that were written."""
        answer = self.author.post(path, body)
        assert answer.status == 201, answer.text
        return answer.json()["objects"]

    def release(self):
        """The officer releases together what was handed in and waits, exactly the versions that were."""
        waiting = [one for one in self.officer.get("submissions").json()["items"] if one["state"] == "open"]
        (parties,) = {tuple(party["party"] for party in one["parties"]) for one in waiting}
        answer = self.officer.post(
            "releases",
            {
                "ids": [one["item"] for one in waiting],
                "parties": parties,
                "versions": {one["item"]: one["version"] for one in waiting},
            },
        )
        assert answer.status == 200, answer.text
        return answer.json()["results"]

    def fetch(self, other):
        self.node.run("pull", other.name)

    def table(self, text):
        return self.author.get("texts/table", text=text).json()["text"]

    def row(self, text, row):
        return next(one for one in self.table(text)["rows"] if one["row"] == row)

    def words(self, text, row, own=True):
        return next(one for one in self.row(text, row)["sides"] if one["own"] is own)


@contextmanager
def two_sides(folder, **settings):
    """The EU and Japan, linked, with an agreement between them."""
    eu, japan = Side(folder, "eu", "European Union", **settings), Side(folder, "japan", "Japan", **settings)
    link(eu.node, japan.node)
    agreements = folder / "set.accord"
    agreements.write_text(PARTIES + "\n" + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET"))
    for side in (eu, japan):
        side.node.run("agreements", "apply", agreements, "--officer", "Legal")
        side.begin(eu, japan)
    try:
        yield eu, japan
    finally:
        eu.node.stop()
        japan.node.stop()


def exchange(giver, taker):
    results = giver.release()
    assert results and all(one["outcome"] == "release" for one in results), results
    taker.fetch(giver)
    return results


def opened(eu, japan, **more):
    """A text in English and Japanese that both have."""
    (text,) = eu.do(
        "texts/open",
        name="Agreement on the security of information",
        kind="agreement",
        parties=[japan.identity],
        languages=["en", "ja"],
        markings=[GREEN],
        send=True,
        **more,
    )
    exchange(eu, japan)
    return text["id"]
