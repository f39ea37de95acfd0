"""What the browser tests work on: three nodes of parties with agreements, holdings, requests, and people with roles."""

import json
import os
import uuid
from pathlib import Path

from people import on_register, open_console, person
from support import AMBER, GREEN, PACT, PARTIES, Node, indicator, link, wait_for

os.environ.setdefault("ENTENTE_CONSOLE", str(Path(__file__).resolve().parents[2] / "Console"))

LABEL = "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4"
RESTRICTED = {
    "type": "marking-definition",
    "id": "marking-definition--00000000-0000-4000-8000-000000000012",
    "spec_version": "2.1",
    "created": "2026-01-01T00:00:00.000Z",
    "name": "EU-RESTRICTED",
    "extensions": {LABEL: {"extension_type": "property-extension", "policy": "EU", "classification": "EU-RESTRICTED"}},
}


def console(node):
    """Where the console of a node is."""
    return f"http://{node.folder.name}.localhost:{node.console}"


EXTENSIONS = {
    "entente-commitment": "036e51f7-5ac1-45eb-8c50-8a07f856f720",
    "entente-event": "da661b2c-1f80-4512-b259-e8a5624d5d5d",
    "entente-claim": "3b72a9ac-6699-4980-ab2e-3e94b102f551",
    "entente-statement": "ce7598aa-0d2b-40e0-9504-15e7c885d5bf",
    "entente-programme": "dad374ae-ccc2-4831-b974-626690e08ad3",
    "entente-spending": "da37c112-3745-40c8-b2a0-3bc9f1909058",
    "entente-rule": "e84d91f2-e8ce-484f-b3cf-70b89d7c9cb5",
}


def made(kind, /, **properties):
    """An object of one of Entente's types."""
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "object_marking_refs": [GREEN],
        "extensions": {f"extension-definition--{EXTENSIONS[kind]}": {"extension_type": "new-sdo"}},
        **properties,
    }


def partnership():
    """Promises with and without evidence, a test with claims that contradict each other, and an exercise."""
    tokyo, seoul = identity("Ministry in Tokyo"), identity("Joint staff in Seoul")
    sea = {
        "type": "location",
        "spec_version": "2.1",
        "id": f"location--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "name": "Sea",
        "latitude": 39.5,
        "longitude": 134.25,
        "object_marking_refs": [GREEN],
    }
    promise = {
        "area": "dialogue",
        "force": "political-non-binding",
        "party_refs": [tokyo["id"], seoul["id"]],
        "responsible": "Ministers",
        "instrument": "Partnership of 2024-11-01",
    }
    kept = made(
        "entente-commitment",
        name="A dialogue each year",
        clause="P-01",
        verb="hold",
        cadence="P1Y",
        evidence="A press text",
        description="Hold a dialogue.",
        **promise,
    )
    open_one = made(
        "entente-commitment",
        name="Look at an agreement",
        clause="P-02",
        verb="explore",
        evidence="A note of talks",
        description="Explore an agreement.",
        **promise,
    )
    overdue = made(
        "entente-commitment",
        name="A review",
        clause="P-03",
        verb="review",
        due="2025-06-30T23:59:59.000Z",
        evidence="A report",
        description="Review it all.",
        **promise,
    )
    about = {"participant_refs": [tokyo["id"]], "description": "It happened."}
    talks = made(
        "entente-event",
        name="Second dialogue",
        kind="meeting",
        occurred_from="2025-04-04T00:00:00.000Z",
        occurred_precision="day",
        place="Tokyo",
        fulfils_refs=[kept["id"]],
        **about,
    )
    launch = made(
        "entente-event",
        name="Launch in July",
        kind="missile-test",
        occurred_from="2017-07-04T00:40:00.000Z",
        occurred_precision="minute",
        place="West coast",
        location_ref=sea["id"],
        **about,
    )
    played = made(
        "entente-event",
        name="Played launch",
        kind="missile-test",
        occurred_from="2026-02-03T06:30:00.000Z",
        occurred_precision="month",
        place="Invented sea",
        exercise_marker=True,
        **about,
    )
    claim = {
        "about_ref": launch["id"],
        "measure": "apogee",
        "unit": "km",
        "source_reliability": "B",
        "information_credibility": 2,
        "description": "A figure.",
    }
    first = made(
        "entente-claim",
        claimant_ref=tokyo["id"],
        value=2300,
        comparison="over",
        as_of="2017-07-04T00:00:00.000Z",
        **claim,
    )
    second = made(
        "entente-claim",
        claimant_ref=tokyo["id"],
        value=2500,
        comparison="about",
        as_of="2017-07-05T00:00:00.000Z",
        revises_ref=first["id"],
        **claim,
    )
    other = made(
        "entente-claim",
        claimant_ref=seoul["id"],
        value=2802,
        as_of="2017-07-04T00:00:00.000Z",
        contradicts_refs=[second["id"]],
        **claim,
    )
    stance = made(
        "entente-statement",
        actor_ref=tokyo["id"],
        stance="condemns",
        target_refs=[seoul["id"]],
        about_refs=[launch["id"]],
        made_at="2017-07-04T03:00:00.000Z",
        text="A protest was lodged.",
        channel="press remark",
    )
    return [
        *(tokyo, seoul, sea, kept, open_one, overdue, talks, launch, played, first, second, other, stance),
        *(made_together(tokyo), budget(tokyo), export_rule(tokyo)),
    ]


def made_together(partner):
    return made(
        "entente-programme",
        name="A fighter",
        kind="capability",
        party_refs=[partner["id"]],
        organisation="Two firms",
        started="2022-12",
        milestones=[{"date": "2035", "name": "In service"}],
        in_service="2035",
        description="Built together.",
    )


def budget(spender):
    return made(
        "entente-spending",
        spender_ref=spender["id"],
        fiscal_year="FY2025",
        amount=8_700_500_000_000,
        currency="JPY",
        percent=1.8,
        base="FY2022 GDP",
        definition="Defence and related expenditure",
        status="initial",
        as_of="2025-04-01T00:00:00.000Z",
        description="The budget of the year.",
    )


def export_rule(issuer):
    return made(
        "entente-rule",
        name="Third countries",
        kind="transfer-rule",
        issuer_ref=issuer["id"],
        effective_from="2024-03-26T00:00:00.000Z",
        applies_to=["Finished products of the joint fighter"],
        conditions=["A treaty on transfers", "No conflict"],
        instrument="Decision of 26 March 2024",
        description="What may go to third countries.",
    )


def identity(name):
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": f"identity--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "name": name,
        "identity_class": "organization",
        "object_marking_refs": [GREEN],
    }


class World:
    def __init__(self, folder):
        self.folder, self.places = folder, 0
        titles = {"eu": "European Union", "japan": "Japan", "korea": "Republic of Korea"}
        self.nodes = [open_console(Node(folder / name, name, title=title)) for name, title in titles.items()]
        self.eu, self.japan, self.korea = self.nodes
        link(*self.nodes)
        self.harbour = identity("Harbour authority")
        self.report = {
            "type": "report",
            "spec_version": "2.1",
            "id": f"report--{uuid.uuid4()}",
            "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-02-01T00:00:00.000Z",
            "published": "2026-01-01T00:00:00Z",
            "name": "Ports at risk",
            "description": "Three ports report unusual anchoring.\n\nA joint watch is proposed.",
            "object_refs": [self.harbour["id"]],
            "labels": ["maritime"],
            "confidence": 70,
            "object_marking_refs": [GREEN],
            "granular_markings": [{"marking_ref": AMBER, "selectors": ["description"]}],
            "external_references": [{"source_name": "Council", "url": "https://example.org/9941"}],
        }
        older = {**self.report, "modified": "2026-01-01T00:00:00.000Z", "name": "Ports", "confidence": 50}
        self.eu.load([RESTRICTED, self.harbour, older], "first.json")
        self.eu.load(
            [self.report, *(indicator(name=f"Beacon {number}", object_marking_refs=[GREEN]) for number in range(60))],
            "second.json",
        )
        # More than this run needs wait for a decision, so that tests do not depend on their order.
        self.waiting = [
            indicator(name=f"Waiting {number}", object_marking_refs=[RESTRICTED["id"]]) for number in range(12)
        ]
        self.eu.load(self.waiting, "classified.json")
        partners = partnership()
        self.tokyo = partners[0]
        self.eu.load(partners, "partnership.json")
        # What is set apart: another content of a known version, and a marking that nobody explains.
        self.eu.load([{**self.harbour, "name": "Beacon otherwise"}], "conflict.json", check=False)
        self.eu.load(
            [
                indicator(
                    name="Unread", object_marking_refs=["marking-definition--00000000-0000-4000-8000-00000000c0de"]
                )
            ],
            "unread.json",
        )
        for node in self.nodes:
            node.serve()
        self.apply("negotiated from 2024-01-01")
        on_register(
            self.eu,
            "name=A. Martin",
            "nationality=EU",
            'clearances=["EU EU-SECRET"]',
            "briefed=2026-01-01",
            "needs=" + json.dumps([item["id"] for item in self.waiting] + ["drills"]),
            "--new",
        )
        self.apply("in force from 2020-01-01")
        self.exchange()
        self.officer = person(
            self.eu, "martin", "disclosure-officer", "author", register="A. Martin", title="A. Martin"
        )
        self.author = person(self.eu, "writer", "author", title="W. Riter")
        self.auditor = person(self.eu, "audit", "auditor", title="U. Ditor")
        self.guard = person(self.eu, "guard", "security-officer", title="G. Uard")
        self.second = person(self.eu, "second", "security-officer", title="S. Econd")
        self.registrar = person(self.eu, "keeper", "registrar", title="K. Eeper")
        self.chief = person(self.eu, "chief", "administrator", title="C. Hief")
        wait_for(lambda: self.officer.get("queue").json()["items"], what="a queue")

    def apply(self, state):
        self.places += 1
        file = self.folder / f"set-{self.places}.accord"
        file.write_text(PARTIES + "\n" + PACT.format(state=state, ceiling="EU-SECRET"))
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
        self.eu.run(
            "consent",
            "ask",
            korean["id"],
            "--from",
            "korea",
            "--for",
            "Japan",
            "--purpose",
            "planning",
            "--officer",
            "M",
        )
        self.japan.run(
            "consent",
            "ask",
            self.harbour["id"],
            "--from",
            "eu",
            "--for",
            "Korea",
            "--purpose",
            "talks",
            "--officer",
            "J",
        )
        self.korea.run(
            "recall",
            "ask",
            korean["id"],
            "--action",
            "withdraw",
            "--due",
            "2099-01-01",
            "--reason",
            "in error",
            "--officer",
            "K",
        )
        wait_for(lambda: "in error" in self.eu.run("recall", "list", "--json", check=False).stdout, what="the recall")
        wait_for(lambda: "talks" in self.eu.run("consent", "list", "--json", check=False).stdout, what="the request")

    def stop(self):
        for node in self.nodes:
            node.stop()
