"""What the browser tests work on: three nodes of parties with agreements, holdings, requests, and people with roles."""

import json
import os
import uuid
from pathlib import Path

from people import open_console, person
from support import AMBER, GREEN, Node, indicator, link, wait_for

os.environ.setdefault("ENTENTE_CONSOLE", str(Path(__file__).resolve().parents[2] / "Console"))

LABEL = "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4"
ACCORD = """party EU
  codes eu

party Japan
  codes japan

party Korea
  codes korea

scheme EU of EU
  levels, highest first
    EU-SECRET
    EU-RESTRICTED

scheme Japan of Japan
  levels, highest first
    J-SECRET
    J-LOW

agreement EJ
  between EU and Japan
  {state}
  article 1: covers all classified information
  article 2: up to EU EU-SECRET
  article 3: levels, both ways
    EU EU-SECRET = Japan J-SECRET
    EU EU-RESTRICTED = Japan J-LOW
"""
RESTRICTED = {"type": "marking-definition", "id": "marking-definition--00000000-0000-4000-8000-000000000012", "spec_version": "2.1",
              "created": "2026-01-01T00:00:00.000Z", "name": "EU-RESTRICTED",
              "extensions": {LABEL: {"extension_type": "property-extension", "policy": "EU", "classification": "EU-RESTRICTED"}}}


def console(node):
    """Where the console of a node is."""
    return f"http://127.0.0.1:{node.console}"


def identity(name):
    return {"type": "identity", "spec_version": "2.1", "id": f"identity--{uuid.uuid4()}", "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-01-01T00:00:00.000Z", "name": name, "identity_class": "organization", "object_marking_refs": [GREEN]}


class World:
    def __init__(self, folder):
        self.folder, self.places = folder, 0
        titles = {"eu": "European Union", "japan": "Japan", "korea": "Republic of Korea"}
        self.nodes = [open_console(Node(folder / name, name, title=title)) for name, title in titles.items()]
        self.eu, self.japan, self.korea = self.nodes
        link(*self.nodes)
        self.harbour = identity("Harbour authority")
        self.report = {
            "type": "report", "spec_version": "2.1", "id": f"report--{uuid.uuid4()}", "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-02-01T00:00:00.000Z", "published": "2026-01-01T00:00:00Z", "name": "Ports at risk",
            "description": "Three ports report unusual anchoring.\n\nA joint watch is proposed.", "object_refs": [self.harbour["id"]],
            "labels": ["maritime"], "confidence": 70, "object_marking_refs": [GREEN],
            "granular_markings": [{"marking_ref": AMBER, "selectors": ["description"]}],
            "external_references": [{"source_name": "Council", "url": "https://example.org/9941"}],
        }
        older = {**self.report, "modified": "2026-01-01T00:00:00.000Z", "name": "Ports", "confidence": 50}
        self.eu.load([RESTRICTED, self.harbour, older], "first.json")
        self.eu.load([self.report, *(indicator(name=f"Beacon {number}", object_marking_refs=[GREEN]) for number in range(60))], "second.json")
        # More than this run needs wait for a decision, so that tests do not depend on their order.
        self.waiting = [indicator(name=f"Waiting {number}", object_marking_refs=[RESTRICTED["id"]]) for number in range(9)]
        self.eu.load(self.waiting, "classified.json")
        self.eu.run("register", "add", "person", "name=A. Martin", "nationality=EU", 'clearances=["EU EU-SECRET"]', "briefed=2026-01-01",
                    "needs=" + json.dumps([item["id"] for item in self.waiting]), "--officer", "S")
        for node in self.nodes:
            node.serve()
        self.apply("negotiated from 2024-01-01")
        self.apply("in force from 2020-01-01")
        self.exchange()
        self.officer = person(self.eu, "martin", "disclosure-officer", "author", register="A. Martin", title="A. Martin")
        self.author = person(self.eu, "writer", "author", title="W. Riter")
        self.auditor = person(self.eu, "audit", "auditor", title="U. Ditor")
        self.chief = person(self.eu, "chief", "administrator", title="C. Hief")
        wait_for(lambda: self.officer.get("queue").json()["items"], what="a queue")

    def apply(self, state):
        self.places += 1
        file = self.folder / f"set-{self.places}.accord"
        file.write_text(ACCORD.format(state=state))
        for node in self.nodes:
            node.run("agreements", "apply", file, "--officer", "Legal")

    def exchange(self):
        """A report out, one in, and a request of each kind both ways."""
        self.eu.run("release", self.report["id"], self.harbour["id"], "--to", "japan", "--officer", "A. Martin")
        korean = indicator(name="From Korea", object_marking_refs=[GREEN])
        self.korea.load([korean], "korean.json")
        self.korea.run("release", korean["id"], "--to", "eu", "--officer", "K")
        wait_for(lambda: korean["id"] in self.eu.run("export", "--from", "korea").stdout, what="the item of Korea")
        wait_for(lambda: "Harbour" in self.japan.run("export", "--from", "eu").stdout, what="the item of the EU")
        self.eu.run("consent", "ask", korean["id"], "--from", "korea", "--for", "Japan", "--purpose", "planning", "--officer", "M")
        self.japan.run("consent", "ask", self.harbour["id"], "--from", "eu", "--for", "Korea", "--purpose", "talks", "--officer", "J")
        self.korea.run("recall", "ask", korean["id"], "--action", "withdraw", "--due", "2099-01-01", "--reason", "in error", "--officer", "K")
        wait_for(lambda: "in error" in self.eu.run("recall", "list", "--json", check=False).stdout, what="the recall")
        wait_for(lambda: "talks" in self.eu.run("consent", "list", "--json", check=False).stdout, what="the request")

    def stop(self):
        for node in self.nodes:
            node.stop()
