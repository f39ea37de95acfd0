"""Consumers of files for programs that detect: what each gets over HTTP, what is logged, and what none may get."""

import base64
import json
import uuid

import pytest

from people import kinds, on_register, person, signs
from sides import two_sides
from support import AMBER, GREEN, RED, labelled
from test_cyber import give, indicator

PAP = {
    "RED": "marking-definition--740d36e5-7714-4c30-961a-3ae632ceee0e",
    "AMBER": "marking-definition--60f8932b-e51e-4458-b265-a2e8be9a80ab",
    "GREEN": "marking-definition--c43594d1-4b11-4c59-93ab-1c9b14d53ce9",
}
SECRET = labelled(91, "EU-SECRET", categories=[{"tag": "Subject", "type": "informative", "values": ["sea"]}])
CLEARED = ('clearances=["EU EU-SECRET"]', "briefed=2026-01-01", 'needs=["sea"]')


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("detection"), export_up_to="TLP:AMBER, EU EU-SECRET") as both:
        eu, _ = both
        eu.chief = person(eu.node, "chief", "administrator")
        eu.keeper = person(eu.node, "keeper", "security-officer")
        yield both


class Consumer:
    def __init__(self, side, *formats, levels=("TLP:GREEN",), **more):
        self.side, self.name = side, f"c{uuid.uuid4().hex[:10]}"
        body = {"name": self.name, "formats": list(formats), "levels": list(levels), "sources": [], "agreements": []}
        answer = side.chief.post("consumers", {**body, **more, "second": signs(side.keeper)})
        assert answer.status == 201, answer.text
        self.key = answer.json()["key"]

    def get(self, path, method="GET", name=None, key=None, bearer=False, **fields):
        key = self.key if key is None else key
        pair = base64.b64encode(f"{name or self.name}:{key}".encode()).decode()
        fields["Authorization"] = f"Bearer {key}" if bearer else f"Basic {pair}"
        asker = type(self.side.chief)(self.side.node.console)
        return asker.call(method, f"/detection/{path}", headers=list(fields.items()))

    def told(self):
        (found,) = [one for one in self.side.chief.get("consumers").json()["items"] if one["name"] == self.name]
        return found


def load(side, *objects):
    side.node.load(list(objects), f"{uuid.uuid4()}.json")


def name(side, host, *markings, **more):
    return indicator(side, f"[domain-name:value = '{host}']", GREEN, **{"object_marking_refs": list(markings), **more})


def exports(side):
    return [inside for kind, inside in kinds(side.node) if kind == "export" and inside.get("of") == "detection"]


def test_a_partners_indicator_reaches_a_resolver(sides):
    eu, japan = sides
    one = name(japan, "bad.example", GREEN, PAP["GREEN"])
    load(japan, one)
    give(japan, eu, one["id"])
    consumer = Consumer(eu, "rpz")
    answer = consumer.get("rpz/rpz.zone")
    lines = answer.text.splitlines()
    place = lines.index("bad.example CNAME .")
    assert answer.status == 200 and lines[place + 1] == "*.bad.example CNAME ."
    assert lines[place - 1] == (f"; object={one['id']} party=Japan marking=TLP:GREEN agreement=none until=none"), lines[
        place - 1
    ]
    # What is known already is not given again, and nothing is logged of it.
    given = len(exports(eu))
    again = consumer.get("rpz/rpz.zone", **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.body) == (304, b"") and len(exports(eu)) == given
    entry = exports(eu)[-1]
    assert entry["consumer"] == consumer.name and entry["file"] == "rpz/rpz.zone" and one["id"] in entry["objects"]
    # Revoked by its author, it leaves with the next fetch; the other lines stay, and the number of the zone grows.
    other = name(eu, "other.example", GREEN, PAP["GREEN"])
    load(eu, other)
    before = consumer.get("rpz/rpz.zone", bearer=True).text
    gone = {**one, "modified": "2026-06-01T00:00:00.000Z", "revoked": True}
    load(japan, gone)
    give(japan, eu, one["id"])
    after = consumer.get("rpz/rpz.zone")
    assert after.headers["ETag"] != answer.headers["ETag"] and "bad.example" not in after.text.replace("x.bad", "")
    kept = [line for line in before.splitlines() if "bad.example" not in line and one["id"] not in line]
    assert kept[2:] == after.text.splitlines()[2:]
    serials = [int(text.splitlines()[1].split()[4]) for text in (before, after.text)]
    assert serials[0] < serials[1]
    assert consumer.told()["given"][0]["objects"] >= 1


def test_only_live_ones_and_what_may_be_done_with_them(sides):
    eu, _ = sides
    hosts = {
        "active.pap.example": [GREEN, PAP["GREEN"]],
        "passive.pap.example": [GREEN, PAP["AMBER"]],
        "nothing.pap.example": [GREEN, PAP["RED"]],
        "unsaid.pap.example": [GREEN],
    }
    ended = name(eu, "ended.pap.example", GREEN, PAP["GREEN"], valid_until="2026-02-01T00:00:00.000Z")
    begins = name(eu, "begins.pap.example", GREEN, PAP["GREEN"], valid_from="2999-01-01T00:00:00.000Z")
    labels = name(eu, "labelled.pap.example", GREEN, PAP["GREEN"], labels=["pap:red"])
    embargo = {
        "extension-definition--6a0c1c40-2f8a-4d55-9a1b-0c9a53c7f1de": {
            "extension_type": "property-extension",
            "until": "2999-01-01",
        }
    }
    held = name(eu, "held.pap.example", GREEN, PAP["GREEN"], extensions=embargo)
    load(eu, ended, begins, labels, held, *(name(eu, host, *markings) for host, markings in hosts.items()))
    consumer = Consumer(eu, "rpz", "zeek", "stix", "suricata", "csv", sources=["own"])

    def found(path):
        text = consumer.get(path).text
        return {
            host
            for host in [*hosts, "ended.pap.example", "begins.pap.example", "labelled.pap.example", "held.pap.example"]
            if host in text
        }

    assert found("rpz/rpz.zone") == found("csv/indicators.csv") == {"active.pap.example"}
    passive = {"active.pap.example", "passive.pap.example", "unsaid.pap.example"}
    assert found("zeek/intel.dat") == found("suricata/entente.rules") == found("stix/indicators.json") == passive
    bundle = json.loads(consumer.get("stix/indicators.json").body)
    assert {one["type"] for one in bundle["objects"]} == {"indicator"}
    # What may be used for nothing is told to nobody: not in the trace either.
    lines = consumer.get("zeek/lines.json")
    assert "nothing.pap" not in lines.text and lines.json()["left"] == []
    by_line = {one["line"]: one for one in lines.json()["files"][0]["lines"]}
    text = consumer.get("zeek/intel.dat").text.splitlines()
    for number, one in by_line.items():
        assert one["object"] in text[number - 1] and (one["party"], one["marking"]) == ("European Union", "TLP:GREEN")
    left = {one["reason"]: one["count"] for one in consumer.told()["given"][-1]["left"]}
    assert left["actions"] >= 1
    # An administrator may say what is done with what says nothing.
    assert eu.chief.post("unmarked-use", {"source": "own", "use": "active"}).status == 204
    assert "unsaid.pap.example" in found("rpz/rpz.zone")
    assert eu.chief.post("unmarked-use", {"source": "own", "use": "none"}).status == 204
    assert "unsaid.pap.example" not in found("zeek/intel.dat")
    assert eu.chief.post("unmarked-use", {"source": "own", "use": "passive"}).status == 204
    assert eu.chief.post("unmarked-use", {"source": "partner nobody", "use": "active"}).status == 422


def test_a_consumer_gets_what_it_is_cleared_for_and_nothing_tells_of_more(sides):
    eu, _ = sides
    levels = ["TLP:AMBER", "EU EU-SECRET"]
    load(eu, SECRET)
    on_register(eu.node, "name=Sensor", "nationality=eu", *CLEARED)
    kinds_of = {
        "low": Consumer(eu, "csv", "zeek", levels=["TLP:GREEN"]),
        "named": Consumer(eu, "csv", "zeek", levels=levels),
        "high": Consumer(eu, "csv", "zeek", levels=levels, register="Sensor"),
    }
    # All that tells of a file, before anything hidden is there.
    paths = ("csv/indicators.csv", "zeek/intel.dat", "csv/lines.json", "zeek/lines.json", "csv/none", "rpz/rpz.zone")
    before = {
        who: [(a.status, a.headers["ETag"], a.body) for a in map(one.get, paths)] for who, one in kinds_of.items()
    }
    hidden = [
        name(eu, "canary-amber.example", AMBER, PAP["GREEN"]),
        name(eu, "canary-secret.example", SECRET["id"], PAP["GREEN"]),
        name(eu, "canary-red.example", RED, PAP["GREEN"]),
    ]
    load(eu, *hidden)
    after = {who: [(a.status, a.headers["ETag"], a.body) for a in map(one.get, paths)] for who, one in kinds_of.items()}
    assert before["low"] == after["low"]
    seen = {who: after[who][0][2].decode() for who in after}
    assert "canary-amber" in seen["named"] and "canary-secret" not in seen["named"]
    assert "canary-amber" in seen["high"] and "canary-secret" in seen["high"]
    assert not any("canary-red" in text for text in seen.values())
    for who, secret in (("low", hidden), ("named", hidden[1:]), ("high", hidden[2:])):
        for _, _, body in after[who]:
            assert not any(one["id"].encode() in body for one in secret)
    # Counts: what an administrator reads of the low one has not changed either.
    told = kinds_of["low"].told()["given"]
    assert all(one["id"] not in json.dumps(told) for one in hidden)
    counts = {one["file"]: one["objects"] for one in told}
    assert counts["csv/indicators.csv"] == after["low"][0][2].count(b"indicator--")
    # Without the key, with another's or after its end nobody learns more than that a key is needed.
    one = kinds_of["low"]
    answers = [one.get(path, key=key) for path in paths for key in ("", "x", kinds_of["high"].key)]
    assert {answer.status for answer in answers} == {401} and len({answer.text for answer in answers}) == 1
    assert one.get("rpz/rpz.zone").status == 404 and one.get("csv/indicators.csv", "POST").status == 405
    head = one.get("csv/indicators.csv", "HEAD")
    assert head.status == 200 and head.headers["ETag"] == after["low"][0][1]
    assert eu.chief.call("DELETE", f"/api/v1/consumers/{one.name}").status == 204
    assert one.get("csv/indicators.csv").status == 401 and one.told()["ended"]
    assert eu.chief.call("DELETE", f"/api/v1/consumers/{one.name}").status == 404


def test_a_consumer_is_made_by_two_and_narrowed(sides):
    eu, japan = sides
    body = {"name": "alone", "formats": ["rpz"], "levels": ["TLP:GREEN"], "sources": [], "agreements": []}
    assert eu.chief.post("consumers", body).json()["code"] == "second-needed"
    assert eu.officer.post("consumers", {**body, "second": signs(eu.keeper)}).status == 403
    for wrong in ({"levels": ["EU NONSENSE"]}, {"levels": []}, {"formats": []}, {"name": "A b"}, {"formats": ["pdf"]}):
        answer = eu.chief.post("consumers", {**body, **wrong, "second": signs(eu.keeper)})
        assert answer.status == 422, (wrong, answer.text)
    one = name(japan, "narrow.example", GREEN, PAP["GREEN"])
    load(japan, one)
    give(japan, eu, one["id"])
    assert "narrow.example" in Consumer(eu, "hosts").get("hosts/hosts").text
    assert "narrow.example" in Consumer(eu, "hosts", sources=["partner japan"]).get("hosts/hosts").text
    assert "narrow.example" not in Consumer(eu, "hosts", sources=["own"]).get("hosts/hosts").text
    assert "narrow.example" not in Consumer(eu, "hosts", agreements=["another"]).get("hosts/hosts").text
    taken = Consumer(eu, "hosts")
    again = eu.chief.post("consumers", {**body, "name": taken.name, "second": signs(eu.keeper)})
    assert again.status == 422 and "already" in again.text
    # The command line does the same.
    made = json.loads(eu.node.run("consumer", "add", "by-hand", "--format", "zeek", "--json").stdout)
    assert taken.get("zeek/intel.dat", name="by-hand", key=made["key"]).status == 200
    listed = eu.node.run("consumer", "list").stdout
    assert "by-hand  zeek  valid" in listed and "zeek/intel.dat" in listed
    assert eu.node.run("consumer", "end", "by-hand", check=False).returncode == 0
    assert eu.node.run("consumer", "end", "by-hand", check=False).returncode == 1
    assert taken.get("zeek/intel.dat", name="by-hand", key=made["key"]).status == 401


def test_a_reader_sees_what_would_be_written_and_why_not(sides):
    eu, _ = sides
    odd = indicator(
        eu, "[domain-name:value = 'a.odd.example'] FOLLOWEDBY [url:value = 'http://b.odd.example/']", name="Odd"
    )
    flat = indicator(eu, "[url:value = 'https://c.odd.example/p']", name="Flat")
    hidden = indicator(eu, "[mutex:name = 'x']", RED, name="CANARY hidden")
    load(eu, odd, flat, hidden)
    told = eu.author.get("detection", format="suricata").json()
    left = {(one["name"], one["reason"], one["kept"]) for one in told["left"]}
    assert ("Odd", "several", False) in left and ("Flat", "path", True) in left
    assert "CANARY hidden" not in {one["name"] for one in told["left"]} and told["use"] == "passive"
    assert told["kept"] < told["indicators"]
    assert eu.author.get("detection", format="pdf").status == 422
    assert eu.chief.get("detection", format="rpz").status == 403
