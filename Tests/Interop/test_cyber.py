"""The cyber workspace: live indicators of any party held against what was observed, each line under its marking."""

import json
import uuid

import pytest

from people import person
from promises import stix
from sides import two_sides
from support import AMBER, GREEN, RED


@pytest.fixture
def sides(tmp_path):
    with two_sides(tmp_path) as both:
        yield both


def indicator(side, pattern, marking=GREEN, **members):
    return stix(
        "indicator",
        marking,
        **{
            "created_by_ref": side.identity,
            "name": "Beacon",
            "pattern": pattern,
            "pattern_type": "stix",
            "valid_from": "2026-01-01T00:00:00.000Z",
            **members,
        },
    )


def observable(kind, marking=GREEN, **members):
    found = stix(kind, marking, **members)
    return {name: value for name, value in found.items() if name not in ("created", "modified")}


def observed(side, objects, marking=GREEN, **members):
    return stix(
        "observed-data",
        marking,
        **{
            "created_by_ref": side.identity,
            "first_observed": "2026-03-01T00:00:00.000Z",
            "last_observed": "2026-03-01T00:00:00.000Z",
            "number_observed": 1,
            "object_refs": [one["id"] for one in objects],
            **members,
        },
    )


def hits(someone, **query):
    answer = someone.get("cyber", **query)
    assert answer.status == 200, answer.text
    return answer.json()


def give(giver, taker, *ids):
    answer = giver.officer.post("releases", {"ids": list(ids), "parties": [taker.name]})
    assert answer.status == 200 and all(one["outcome"] == "release" for one in answer.json()["results"]), answer.text
    taker.fetch(giver)


def test_a_partners_indicator_is_met_by_what_was_observed_here(sides):
    eu, japan = sides
    warning = indicator(
        japan, "[network-traffic:dst_ref.value ISSUBSET '198.51.100.0/24' AND network-traffic:dst_port = 443]"
    )
    japan.node.load([warning])
    give(japan, eu, warning["id"])
    address = observable("ipv4-addr", value="198.51.100.7")
    flow = observable("network-traffic", dst_ref=address["id"], dst_port=443, protocols=["tcp"])
    seen = observed(eu, [address, flow])
    eu.node.load([address, flow, seen])
    found = hits(eu.author)
    (hit,) = found["items"]
    lines = [(one["level"], one["kind"], one.get("path"), one.get("operation")) for one in hit["asks"]]
    assert lines == [
        (0, "object", None, None),
        (1, "test", ["dst_ref", "value"], "subset"),
        (1, "test", ["dst_port"], "equal"),
    ]
    assert (hit["id"], hit["source"], hit["banner"], hit["decided"], hit["live"]) == (
        warning["id"],
        "partner japan",
        "TLP:GREEN",
        True,
        True,
    )
    assert [(one["id"], one["type"], one["source"]) for one in hit["observations"]] == [
        (seen["id"], "observed-data", "own")
    ]
    # What an observation has is held against patterns with it, and not once more alone.
    assert (found["indicators"], found["observations"], found["wrong"]) == (1, 1, [])
    assert hits(eu.author, object=seen["id"])["items"] == found["items"]
    assert hits(eu.author, object=address["id"])["items"] == []
    assert hits(eu.author, indicator=warning["id"])["items"] == found["items"]
    # Japan learns nothing of it.
    assert hits(japan.author)["items"] == []


def test_only_live_indicators_are_held_unless_one_is_asked_for(sides):
    eu, _ = sides
    host = observable("domain-name", value="bad.example")
    ended = indicator(eu, "[domain-name:value = 'bad.example']", valid_until="2026-02-01T00:00:00.000Z")
    wrong = indicator(eu, "[file:name MATCHES '(']", name="No expression")
    costly = indicator(eu, "[domain-name:value LIKE '%.example']", name="Any example")
    other = indicator(eu, "rule a {}", pattern_type="yara")
    eu.node.load([host, ended, wrong, costly, other])
    found = hits(eu.author)
    assert [one["name"] for one in found["items"]] == ["Any example"] and found["indicators"] == 1
    assert [one["name"] for one in found["wrong"]] == ["No expression"]
    (hit,) = hits(eu.author, indicator=ended["id"])["items"]
    assert not hit["live"] and [one["id"] for one in hit["observations"]] == [host["id"]]
    assert hits(eu.author, indicator=other["id"])["items"] == []
    assert hits(eu.author, indicator=f"indicator--{uuid.uuid4()}")["items"] == []


def test_what_a_partner_writes_takes_no_more_than_its_time(sides):
    eu, japan = sides
    costly = indicator(japan, "[file:name MATCHES '^(a+)+$']", name="Costly")
    japan.node.load([costly])
    give(japan, eu, costly["id"])
    honest = indicator(eu, "[file:name LIKE '%b7']", name="Honest")
    files = [observable("file", name="a" * 60 + f"b{number}") for number in range(40)]
    eu.node.load([honest, *files])
    found = hits(eu.author)
    assert found["complete"] and [(one["name"], one["decided"]) for one in found["items"]] == [
        ("Honest", True),
        ("Costly", False),
    ]
    # Nor the stack: as often as a number says, and round and round over references.
    addresses = [observable("domain-name", value="a.example") for _ in range(100)]
    for one in addresses:
        one["resolves_to_refs"] = [other["id"] for other in addresses]
    around = "resolves_to_refs[*]." * 40
    deep = [
        indicator(japan, "([file:name LIKE 'a%'] OR [file:name = 'b']) REPEATS 90000 TIMES", name="Deep"),
        indicator(japan, " AND ".join(["[file:name LIKE 'a%']"] * 5_000), name="Wide"),
        indicator(japan, f"[domain-name:{around}value = 'b']", name="Round"),
    ]
    japan.node.load(deep, "deep.json")
    give(japan, eu, *(one["id"] for one in deep))
    eu.node.load([*addresses, observed(eu, [*addresses, files[0]], number_observed=999_999_999)], "seen.json")
    decided = {one["name"]: one["decided"] for one in hits(eu.author)["items"]}
    assert decided.get("Deep", False) is decided.get("Wide", False) is decided.get("Round", False) is False
    assert eu.author.get("health").status in (200, 403)


def test_a_reader_has_only_hits_between_what_the_reader_may_see(sides):
    eu, _ = sides
    secret = observable("url", RED, value="https://canary.example/CANARY")
    hidden = indicator(eu, "[url:value LIKE '%canary%']", RED, name="CANARY indicator")
    seen = observable("url", value="https://canary.example/open")
    shown = indicator(eu, "[url:value LIKE 'https://%']", name="Any link")
    mixed = observed(eu, [secret, seen], AMBER)
    eu.node.load([secret, hidden, seen, shown, mixed])
    outsider = person(eu.node, "outside", "auditor")
    answer = outsider.get("cyber")
    assert "CANARY" not in answer.everything() and secret["id"] not in answer.text and hidden["id"] not in answer.text
    found = answer.json()
    assert [one["name"] for one in found["items"]] == ["Any link"] and found["indicators"] == 1
    for query in ({"indicator": hidden["id"]}, {"object": secret["id"]}):
        assert hits(outsider, **query)["items"] == []
    # By a reference that is hidden nothing is met either.
    chain = indicator(eu, "[network-traffic:dst_ref.value = '203.0.113.9']", name="By its end")
    end = observable("ipv4-addr", RED, value="203.0.113.9")
    flow = observable("network-traffic", dst_ref=end["id"], protocols=["tcp"])
    eu.node.load([chain, end, flow, observed(eu, [end, flow])], "more.json")
    assert "By its end" not in [one["name"] for one in hits(outsider)["items"]]


def test_what_is_at_hand_is_held_against_what_the_reader_may_see(sides):
    eu, _ = sides
    warning = indicator(eu, "[domain-name:value = 'bad.example']")
    hidden = indicator(eu, "[domain-name:value = 'bad.example']", RED, name="Canary for nobody")
    name = observable("domain-name", value="worse.example")
    eu.node.load([warning, hidden, name])
    given = {"type": "domain-name", "id": f"domain-name--{uuid.uuid4()}", "value": "BAD.example."}

    def check(text, **query):
        answer = eu.author.post("cyber/check", {"text": text}, query=query)
        assert answer.status == 200, answer.text
        return answer.json()

    before = eu.author.get("holdings").json()
    assert check(json.dumps(given))["met"]["items"] == []
    found = check(json.dumps({"type": "bundle", "objects": [given]}), mode="practical")
    (hit,) = found["met"]["items"]
    assert hit["id"] == warning["id"] and hit["rules"] == ["spelling"] and hit["since"] > 1.7e9
    assert [one["name"] for one in hit["observations"]] == ["BAD.example."]
    # An indicator at hand is held against what was observed here, and what is wrong in it is said.
    asked = {"type": "indicator", "id": f"indicator--{uuid.uuid4()}", "name": "Given", "pattern_type": "stix"}
    lines = [asked | {"pattern": "[domain-name:value LIKE 'worse.%']"}, asked | {"pattern": "[domain-name"}]
    found = check("\n".join(json.dumps(one) for one in lines))
    (hit,) = found["seen"]["items"]
    assert hit["name"] == "Given" and hit["observations"][0]["id"] == name["id"]
    assert "expected" in found["seen"]["wrong"][0]["problem"] and found["indicators"] == 2
    # Nothing of it is kept.
    assert eu.author.get("holdings").json() == before
    assert check("")["objects"] == 0 and check("")["whole"]
    # Any text: its values are taken, also as people write them so that nobody follows them. Too much is said to be.
    warned = check("Seen at hxxps://bad[.]example/x and bad[.]example.", mode="practical")
    assert [one["id"] for one in warned["met"]["items"]] == [warning["id"]]
    many = check("\n".join(json.dumps(given) for _ in range(10_001)))
    assert many["objects"] == 10_000 and not many["whole"]
    assert "Canary" not in json.dumps(found)


def test_the_life_of_indicators_is_told_and_their_worth_computed(sides):
    eu, _ = sides
    one = indicator(
        eu,
        "[url:value = 'https://bad.example/']",
        confidence=60,
        valid_until="2026-06-01T00:00:00.000Z",
        x_opencti_score=100,
    )
    rule = indicator(eu, "rule a { condition: true }", pattern_type="yara")
    eu.node.load([one, rule])

    def lives(**query):
        answer = eu.author.get("cyber/indicators", **query)
        assert answer.status == 200, answer.text
        return {item["id"]: item for item in answer.json()["items"]}

    found = lives(on="2026-02-02")
    assert found[one["id"]]["live"] and "score" not in found[one["id"]] and found[one["id"]]["confidence"] == 60
    assert found[one["id"]]["kind"] == "url" and found[rule["id"]]["language"] == "yara"
    assert not lives(on="2026-06-01")[one["id"]]["live"]
    assert lives(on="2026-02-02", score="opencti")[one["id"]]["score"] == 20.8
    # Seen again, it counts from that day on by MISP, and by OpenCTI as before.
    seen = stix(
        "sighting", sighting_of_ref=one["id"], created_by_ref=eu.identity, last_seen="2026-02-01T00:00:00.000Z", count=1
    )
    old = lives(on="2026-02-02", score="misp")[one["id"]]["score"]
    eu.node.load([seen])
    assert lives(on="2026-02-02", score="misp")[one["id"]]["score"] > old
    assert lives(on="2026-02-02", score="opencti")[one["id"]]["score"] == 20.8


def test_all_live_indicators_are_held_and_not_only_the_newest(sides):
    eu, _ = sides
    first = indicator(eu, "[domain-name:value = 'oldest.example']")
    eu.node.load([first])
    eu.node.load([indicator(eu, f"[domain-name:value = 'n{number}.example']") for number in range(2_500)])
    seen = observable("domain-name", value="oldest.example")
    eu.node.load([seen])
    found = hits(eu.author)
    assert [one["id"] for one in found["items"]] == [first["id"]] and found["indicators"] == 2_501
    # A new version stands for the one before it, at once.
    ended = first | {"modified": "2026-11-01T00:00:00.000Z", "valid_until": "2026-10-01T00:00:00.000Z"}
    eu.node.load([ended])
    found = hits(eu.author)
    assert found["items"] == [] and found["indicators"] == 2_500
