"""Sightings: put together by party and day, given back to whoever warned, without telling who saw."""

import json
import uuid

import pytest

from people import person
from promises import stix
from sides import two_sides
from support import AMBER, GREEN, PACT, PARTIES, RED, entente

BAND = "extension-definition--0a8d3d0a-7d0e-4e59-8d7c-5f1f8f4a2f63"
SMALL = "  article 11: small counts of sightings are withheld\n"
BANDS = "  article 12: counts of sightings are told in bands\n"


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("sightings")) as both:
        yield both


def indicator(side, name="Beacon", marking=GREEN):
    return stix(
        "indicator",
        marking,
        created_by_ref=side.identity,
        name=name,
        pattern=f"[domain-name:value = '{uuid.uuid4().hex}.example']",
        pattern_type="stix",
        valid_from="2026-01-01T00:00:00.000Z",
    )


def plant(side, name, marking=GREEN):
    return stix("identity", marking, name=name, identity_class="organization", created_by_ref=side.identity)


def give(giver, taker, *ids):
    answer = giver.officer.post("releases", {"ids": list(ids), "parties": [taker.name]})
    assert answer.status == 200, answer.text
    taker.fetch(giver)
    return answer.json()["results"]


def tallied(someone, **query):
    answer = someone.get("sightings", **query)
    assert answer.status == 200, answer.text
    return answer.json()["items"]


def warned(eu, japan, **more):
    """An indicator of the EU's that Japan has."""
    one = indicator(eu, **more)
    eu.node.load([one], f"{one['id']}.json")
    assert give(eu, japan, one["id"])[0]["outcome"] == "release"
    return one


def test_a_sighting_goes_back_to_whoever_warned_without_telling_who_saw(sides, tmp_path):
    eu, japan = sides
    warning = warned(eu, japan)
    site = plant(japan, "CANARY power plant")
    japan.node.load([site], "site.json")
    # The site itself may go: that it saw something is not told by that.
    assert give(japan, eu, site["id"])[0]["outcome"] == "release"
    (written,) = japan.do(
        "sightings/note",
        of=warning["id"],
        count=40,
        where=[site["id"]],
        first_seen="2026-03-01T00:00:00Z",
        last_seen="2026-03-01T12:00:00Z",
        send=True,
    )
    (result,) = japan.release()
    assert result["outcome"] == "rendition"
    assert "sighters-withheld" in [ground["code"] for ground in result["grounds"]]
    eu.fetch(japan)
    (here,) = tallied(japan.author, of=warning["id"])
    (there,) = tallied(eu.author, of=warning["id"])
    assert (here["total"], there["total"]) == (40, 40)
    assert [(one["name"], one["count"], one["own"]) for one in here["lines"]] == [("CANARY power plant", 40, True)]
    (line,) = there["lines"]
    assert (line["name"], line["count"], line["source"], line["day"]) == (
        "Japan",
        40,
        "partner japan",
        "2026-03-01",
    )
    assert (line["first"], line["last"]) == ("2026-03-01T00:00:00.000Z", "2026-03-01T12:00:00.000Z")
    (told,) = line["sightings"]
    assert told["id"] != written["id"]
    # What came says nothing of the site, nor of the object that it was made of.
    text = eu.author.get(f"objects/{told['id']}").everything()
    assert site["id"] not in text and written["id"] not in text and "CANARY" not in text
    # The ledger of Japan proves that it gave this, and the receipt has nothing of what it was made of.
    receipt = tmp_path / "receipt.tlog-proof"
    receipt.write_text(eu.node.run("receipt", "get", told["id"]).stdout)
    given = eu.node.run("show", told["id"], "--json").stdout
    assert japan.identity in given and "commitment" in given
    shown = eu.node.run("receipt", "show", receipt).stdout
    assert told["id"] in shown and site["id"] not in shown and written["id"] not in shown
    assert entente("receipt", "verify", receipt).returncode == 0
    # Japan's own press of the button names Japan alone, and goes as it is.
    japan.do("sightings/note", of=warning["id"], kind="not-seen", send=True)
    (result,) = japan.release()
    assert result["outcome"] == "release"
    eu.fetch(japan)
    (there,) = tallied(eu.author, of=warning["id"])
    assert there["total"] == 40 and sum(line["not_seen"] for line in there["lines"]) == 1


def test_a_count_of_several_is_counted_once_and_by_whom(sides):
    eu, _ = sides
    warning = indicator(eu, "Two places")
    north, south = plant(eu, "North"), plant(eu, "South")
    both = stix(
        "sighting",
        sighting_of_ref=warning["id"],
        count=40,
        where_sighted_refs=[north["id"], south["id"]],
        first_seen="2026-03-02T01:00:00Z",
        last_seen="2026-03-04T01:00:00Z",
    )
    wrong = stix("sighting", sighting_of_ref=warning["id"], count=0, labels=["false-positive"])
    ended = stix("sighting", sighting_of_ref=warning["id"], count=0, labels=["expired"])
    eu.node.load([warning, north, south, both, wrong, ended], "several.json")
    (found,) = tallied(eu.author, of=warning["id"])
    shared = [one for one in found["lines"] if one["shared"]]
    assert found["total"] == 40
    assert sorted((one["name"], one["count"], one["shared"]) for one in shared) == [("North", 0, 40), ("South", 0, 40)]
    assert {(one["first"], one["last"]) for one in shared} == {("2026-03-02T01:00:00.000Z", "2026-03-04T01:00:00.000Z")}
    assert sum(one["false_positives"] for one in found["lines"]) == sum(one["expired"] for one in found["lines"]) == 1
    assert sum(one["not_seen"] for one in found["lines"]) == 0
    assert found in tallied(eu.author)


def test_a_reader_counts_only_what_the_reader_may_see(sides):
    eu, _ = sides
    hidden = indicator(eu, "CANARY warning", RED)
    shown = indicator(eu, "Open warning")
    secret_place = plant(eu, "CANARY place", RED)
    of_hidden = stix("sighting", sighting_of_ref=hidden["id"], count=7)
    secret = stix("sighting", RED, sighting_of_ref=shown["id"], count=1000)
    named = stix("sighting", sighting_of_ref=shown["id"], count=2, where_sighted_refs=[secret_place["id"]])
    eu.node.load([hidden, shown, secret_place, of_hidden, secret, named], "hidden.json")
    outsider = person(eu.node, "outside", "auditor")
    answer = outsider.get("sightings", of=shown["id"])
    (found,) = answer.json()["items"]
    assert found["total"] == 2 and [(one.get("who"), one["count"]) for one in found["lines"]] == [(eu.identity, 2)]
    assert tallied(outsider, of=hidden["id"]) == []
    everything = answer.everything() + outsider.get("sightings").everything()
    for canary in ("CANARY", hidden["id"], secret["id"], secret_place["id"], of_hidden["id"]):
        assert canary not in everything
    assert outsider.post("sightings/note", {"of": hidden["id"]}).status == 403


def test_what_is_noted_has_the_count_and_the_marking_of_what_was_observed(sides):
    eu, japan = sides
    warning = warned(eu, japan)
    seen = [
        stix(
            "observed-data",
            marking,
            created_by_ref=japan.identity,
            first_observed=f"2026-03-0{day}T00:00:00.000Z",
            last_observed=f"2026-03-0{day}T01:00:00.000Z",
            number_observed=day,
            object_refs=["domain-name--3c10e93f-798e-5a26-a0c1-08156efab7f5"],
        )
        for day, marking in ((3, GREEN), (5, AMBER))
    ]
    host = {"type": "domain-name", "spec_version": "2.1", "id": "domain-name--3c10e93f-798e-5a26-a0c1-08156efab7f5"}
    japan.node.load([host | {"value": "bad.example", "object_marking_refs": [GREEN]}, *seen], "seen.json")
    (written,) = japan.do("sightings/note", of=warning["id"], observed=[one["id"] for one in seen])
    kept = json.loads(japan.node.run("show", written["id"], "--json").stdout)
    kept = kept.get("object", kept)
    assert (kept["count"], kept["object_marking_refs"]) == (8, [AMBER])
    assert (kept["first_seen"], kept["last_seen"]) == ("2026-03-03T00:00:00.000Z", "2026-03-05T01:00:00.000Z")
    assert kept["where_sighted_refs"] == [japan.identity] and len(kept["observed_data_refs"]) == 2
    for body in ({"count": 0}, {"count": 1.5}, {"kind": "never"}, {"observed": [f"file--{uuid.uuid4()}"]}):
        assert japan.author.post("sightings/note", {"of": warning["id"], **body}).status in (400, 404, 422)


def test_counts_are_told_as_the_agreement_has_it(sides, tmp_path):
    eu, japan = sides
    text = PARTIES + "\n" + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")
    (tmp_path / "counts.accord").write_text(text.rstrip() + "\n" + SMALL + BANDS)
    japan.node.run("agreements", "apply", tmp_path / "counts.accord", "--officer", "Legal")
    warning = warned(eu, japan, name="Counted")
    for count in (4, 40):
        japan.do(
            "sightings/note",
            of=warning["id"],
            count=count,
            send=True,
            first_seen=f"2026-03-{count:02}T00:00:00Z" if count < 30 else "2026-03-30T00:00:00Z",
        )
    results = japan.release()
    codes = {ground["code"] for result in results for ground in result["grounds"]}
    assert {result["outcome"] for result in results} == {"rendition"} and {"count-withheld", "count-banded"} <= codes
    eu.fetch(japan)
    (found,) = tallied(eu.author, of=warning["id"])
    # Of fewer than ten it is known that there are some; of forty that there are ten or more.
    assert sorted((one["count"], one["at_least"]) for one in found["lines"]) == [(1, True), (10, True)]
    objects = [eu.node.run("show", one["id"], "--json").stdout for line in found["lines"] for one in line["sightings"]]
    assert all('"count"' not in one for one in objects) and sum(BAND in one for one in objects) == 1


def test_the_command_line_lists_and_notes(sides):
    eu, japan = sides
    warning = warned(eu, japan, name="By hand")
    japan.node.run("sightings", "note", f"of={warning['id']}", "count:=3", "send:=true", "--officer", "A. Martin")
    eu.fetch(japan)
    found = json.loads(eu.node.run("sightings", "list", f"of={warning['id']}").stdout)
    assert [one["name"] for one in found["items"]] == ["By hand"]
