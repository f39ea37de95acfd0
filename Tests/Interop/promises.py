"""Commitments of two sides, and what shows that they are kept."""

import uuid

from support import GREEN

DEFINITION = "extension-definition--036e51f7-5ac1-45eb-8c50-8a07f856f720"


def stix(kind, marking=GREEN, **members):
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{uuid.uuid4()}",
        "created": "2026-01-15T09:00:00.000Z",
        "modified": "2026-01-15T09:00:00.000Z",
        "object_marking_refs": [marking],
        **members,
    }


def promise(side, parties, **members):
    return stix(
        "entente-commitment",
        **{
            "created_by_ref": side.identity,
            "name": "Hold a Security and Defence Dialogue",
            "clause": "SDP-02",
            "area": "dialogue",
            "verb": "hold",
            "force": "political-non-binding",
            "party_refs": [one.identity for one in parties],
            "responsible": "EEAS; MOFA and MOD",
            "evidence": "A dated record",
            "instrument": "Partnership of 2024-11-01",
            "description": "A dialogue at the level of directors-general.",
            "extensions": {DEFINITION: {"extension_type": "new-sdo"}},
            **members,
        },
    )


def report(side, name, day, marking=GREEN):
    note = stix("report", marking, name=name, published=f"{day}T00:00:00.000Z", created_by_ref=side.identity)
    return {**note, "object_refs": [side.identity]}


def give(giver, taker, *ids):
    answer = giver.officer.post("releases", {"ids": list(ids), "parties": [taker.name]})
    assert answer.status == 200 and all(one["outcome"] == "release" for one in answer.json()["results"]), answer.text
    taker.fetch(giver)


def item(side, commitment, **query):
    found = side.author.get("commitments", **query).json()["items"]
    return next(one for one in found if one["id"] == commitment)


def begun(eu, japan, **members):
    """A commitment that both have, with a record at the EU."""
    commitment, record = promise(eu, (eu, japan), **members), report(eu, "Record of the first dialogue", "2026-03-01")
    eu.node.load([commitment, record])
    give(eu, japan, commitment["id"])
    return commitment["id"], record["id"]
