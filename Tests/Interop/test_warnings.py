"""Warning lists and own rules for scores in a node: shown wherever a value is written, taken in or given out, never
dropped; what is asked is noted nowhere, and no score stands in an object."""

import json
import uuid

import pytest

from people import kinds, person
from promises import stix
from sides import two_sides
from support import GREEN, RED, REPOSITORY, wait_for
from test_cyber import give, indicator, observable
from test_detection import PAP, Consumer

LISTS = REPOSITORY / "Tests" / "Fixtures" / "warninglists"
PRIVATE = json.loads((LISTS / "rfc1918.json").read_text())
SHARED = {
    "name": "Shared hosts",
    "version": 7,
    "type": "hostname",
    "description": "Hosts of many",
    "matching_attributes": ["domain", "hostname", "url"],
    "list": ["shared.example"],
}


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("warnings"), export_up_to="TLP:AMBER") as both:
        eu, _ = both
        eu.chief = person(eu.node, "chief", "administrator")
        eu.keeper = person(eu.node, "keeper", "security-officer")
        for one in (PRIVATE, SHARED):
            answer = eu.chief.post("warning-lists", {"list": one})
            assert answer.status == 201, answer.text
        yield both


def hits(found):
    return [(one["value"], one["list"], one["hit"]) for one in found]


WITHIN = ("172.20.1.1", PRIVATE["name"], "within")
HOST = ("a.shared.example", "Shared hosts", "host")


def records(side, kind):
    return [inside["body"] for of, inside in kinds(side.node) if of == "record" and inside["record_kind"] == kind]


def test_an_administrator_keeps_lists(sides):
    eu, _ = sides
    found = eu.author.get("warning-lists").json()
    told = {one["name"]: one for one in found["items"]}
    assert told["Shared hosts"]["version"] == 7 and told["Shared hosts"]["entries"] == 1
    assert told["Shared hosts"]["type"] == "hostname" and told["Shared hosts"]["attributes"] == [
        "domain",
        "hostname",
        "url",
    ]
    assert found["unread"] == []
    # Nobody else does; an older version does not take the place of a newer one; what is none is refused.
    for someone in (eu.author, eu.officer, eu.keeper):
        assert someone.post("warning-lists", {"list": SHARED}).status == 403
        assert someone.call("DELETE", f"/api/v1/warning-lists/{told['Shared hosts']['id']}").status == 403
    older = eu.chief.post("warning-lists", {"list": SHARED | {"version": 6}})
    assert (older.status, older.json()["code"]) == (409, "list-newer")
    wrong = eu.chief.post("warning-lists", {"list": SHARED | {"type": "other"}})
    assert wrong.status == 422 and "`type`" in wrong.json()["detail"]
    # Files that the command line puts there are read at once, and what is none is named.
    eu.node.run("warninglist", "add", LISTS / "rfc3849.json")
    (eu.node.folder / "warninglists" / "none.json").write_text("{}")
    found = eu.chief.get("warning-lists").json()
    assert len(found["items"]) == 3 and [one["file"] for one in found["unread"]] == ["none.json"]
    gone = [one["id"] for one in found["items"] if "3849" in one["name"]] + [found["unread"][0]["id"]]
    for one in gone:
        assert eu.chief.call("DELETE", f"/api/v1/warning-lists/{one}").status == 204
    found = eu.chief.get("warning-lists").json()
    assert len(found["items"]) == 2 and found["unread"] == []
    acts = records(eu, "warning-list")
    assert [(one["name"], one["version"], one["removed"]) for one in acts][:2] == [
        (PRIVATE["name"], PRIVATE["version"], False),
        ("Shared hosts", 7, False),
    ]
    assert [one["removed"] for one in acts[2:]] == [True, True] and len(acts[0]["sha256"]) == 64


def test_a_value_is_tried_and_noted_nowhere(sides):
    eu, _ = sides
    asked = eu.author.post("warning-lists/test", {"value": "HTTPS://Noted-Nowhere.shared.example:443/x"}).json()
    assert asked["kind"] == "url" and hits(asked["listed"]) == [
        ("https://noted-nowhere.shared.example/x", "Shared hosts", "host")
    ]
    assert hits(eu.chief.post("warning-lists/test", {"value": "172.20.1.1"}).json()["listed"]) == [WITHIN]
    # MISP/MISP#3156: a network that is wider than the list is a kind of its own.
    wide = eu.author.post("warning-lists/test", {"value": "172.0.0.0/8"}).json()["listed"]
    assert [one["hit"] for one in wide] == ["contains-the-list"]
    assert eu.author.post("warning-lists/test", {"value": "bad.example"}).json()["listed"] == []
    log = json.dumps(kinds(eu.node)).lower()
    assert "noted-nowhere" not in log
    for file in eu.node.folder.rglob("*"):
        assert not file.is_file() or b"noted-nowhere" not in file.read_bytes().lower(), file


def test_what_is_written_and_taken_in_is_said_to_be_on_a_list_and_kept(sides):
    eu, _ = sides
    asks = "[ipv4-addr:value = '172.20.1.1' OR domain-name:value IN ('A.Shared.example.', 'bad.example')]"
    one = {key: value for key, value in indicator(eu, asks).items() if key != "id"}
    preview = eu.author.post("preview", {"object": one | {"id": f"indicator--{uuid.uuid4()}"}})
    assert hits(preview.json()["listed"]) == [WITHIN, HOST]
    kept = eu.author.post("objects", {"object": one})
    assert kept.status == 201 and hits(kept.json()["listed"]) == [WITHIN, HOST]
    assert eu.author.get(f"objects/{kept.json()['id']}").json()["versions"][0]["object"]["pattern"] == asks
    # Before an import.
    brought = indicator(eu, "[domain-name:value = 'a.shared.example']")
    looked = eu.author.post("imports/doubles", {"bundle": {"type": "bundle", "objects": [brought]}}).json()
    assert hits(looked["listed"]) == [HOST]
    taken = eu.author.post("imports", {"bundle": {"type": "bundle", "objects": [brought]}})
    assert taken.status == 201 and taken.json()["added"] == 1
    event = json.loads((REPOSITORY / "Tests" / "Fixtures" / "misp" / "one-of-everything.json").read_text())
    event["Event"]["Attribute"][0] |= {"type": "ip-dst", "category": "Network activity", "value": "172.20.1.1"}
    event["Event"]["Attribute"][0] |= {"to_ids": True}
    assert WITHIN in hits(eu.author.post("misp/review", {"event": event}).json()["listed"])
    # Of any text.
    text = eu.author.post(
        "cyber/check", {"text": "172.20.1[.]1 and hxxp://a[.]shared[.]example/ and bad.example"}
    ).json()
    assert hits(text["listed"]) == [WITHIN, ("http://a.shared.example/", "Shared hosts", "host")]
    assert text["objects"] == 3
    # On the indicator, with the list's version; and of what was observed.
    found = {item["id"]: item for item in eu.author.get("cyber/indicators").json()["items"]}[kept.json()["id"]]
    assert hits(found["listed"]) == [WITHIN, HOST] and found["listed"][1]["version"] == 7
    about = eu.author.get("cyber/object", object=kept.json()["id"]).json()
    assert hits(about["listed"]) == [WITHIN, HOST] and about["indicator"]["pattern"] == asks
    address = observable("ipv4-addr", value="172.20.1.1")
    eu.node.load([address], f"{uuid.uuid4()}.json")
    about = eu.author.get("cyber/object", object=address["id"]).json()
    assert hits(about["listed"]) == [WITHIN] and "indicator" not in about


def test_a_consumer_gets_such_lines_unless_it_wants_none(sides):
    eu, _ = sides
    asks = "[domain-name:value IN ('a.shared.example', 'bad.example')]"
    one = indicator(eu, asks, object_marking_refs=[GREEN, PAP["GREEN"]])
    eu.node.load([one], f"{uuid.uuid4()}.json")
    usual, without = Consumer(eu, "rpz", "csv"), Consumer(eu, "rpz", "stix", without_listed=True)
    assert "a.shared.example CNAME ." in usual.get("rpz/rpz.zone").text
    said = [of for of in usual.get("rpz/lines.json").json()["left"] if of["object"] == one["id"]]
    list_of = {"name": "Shared hosts", "version": 7, "hit": "host"}
    assert said == [
        {"object": one["id"], "value": "a.shared.example", "reason": "listed", "kept": True, "list": list_of}
    ]
    zone = without.get("rpz/rpz.zone").text
    assert "bad.example CNAME ." in zone and "shared.example CNAME" not in zone
    said = [of for of in without.get("rpz/lines.json").json()["left"] if of["object"] == one["id"]]
    assert said == [{"object": one["id"], "value": "a.shared.example", "reason": "on-list", "list": list_of}]
    # An indicator as it is, is there whole or not at all.
    assert one["id"] not in without.get("stix/indicators.json").text
    told = without.told()
    counts = {of["reason"]: of["count"] for of in told["given"][0]["left"]}
    assert told["without_listed"] and counts["on-list"] >= 1 and not usual.told()["without_listed"]
    # A reader sees the same before.
    left = [of for of in eu.author.get("detection", format="rpz").json()["left"] if of["id"] == one["id"]]
    assert [(of["reason"], of["kept"], of["list"]["name"]) for of in left] == [("listed", True, "Shared hosts")]
    # Where it went, for those who may know.
    given = eu.keeper.get("detection/given", object=one["id"]).json()["items"]
    assert {(of["consumer"], of["file"]) for of in given} >= {
        (usual.name, "rpz/rpz.zone"),
        (without.name, "rpz/rpz.zone"),
    }
    assert (without.name, "stix/indicators.json") not in {(of["consumer"], of["file"]) for of in given}
    assert eu.author.get("detection/given", object=one["id"]).status == 403
    hidden = indicator(eu, asks, RED)
    eu.node.load([hidden], f"{uuid.uuid4()}.json")
    outsider = person(eu.node, "outside", "auditor")
    assert outsider.get("detection/given", object=hidden["id"]).status == 404


def test_the_party_has_rules_of_its_own(sides):
    eu, japan = sides
    one = indicator(eu, "[url:value = 'https://decays.example/']", confidence=100)
    name = indicator(eu, "[domain-name:value = 'decays.example']")
    eu.node.load([one, name], f"{uuid.uuid4()}.json")
    before = eu.author.get(f"objects/{one['id']}").json()["versions"]

    def scores(**query):
        answer = eu.author.get("cyber/indicators", on="2026-02-02", **query)
        assert answer.status == 200, answer.text
        return answer.json()["own"], {item["id"]: item.get("score") for item in answer.json()["items"]}

    assert scores(score="own") == (False, {item: None for item in scores()[1]})
    rules = [
        {"kinds": ["url"], "form": "opencti", "lifetime": 47, "pound": 0.55, "threshold": 20},
        {"kinds": [], "form": "misp", "lifetime": 64, "decay_speed": 1, "threshold": 30},
    ]
    tried = eu.author.post("decay-rules/preview", {"base": 80, "rules": rules})
    assert tried.status == 200, tried.text
    address, rest = tried.json()["rules"]
    # Half of a lifetime is half of what there was, by speed 1; the threshold is met after 40 of 64 days.
    assert rest["end"] == 40 and {one["day"]: one["score"] for one in rest["days"]}[0] == 80
    assert rest["curve"][24] == {"day": 32, "score": 40} and rest["days"][-1] == {"day": 64, "score": 0}
    assert eu.author.get("decay-rules").json()["rules"] == []
    for someone, status in ((eu.author, 403), (eu.officer, 403), (eu.keeper, 200)):
        assert someone.post("decay-rules", {"base": 80, "rules": rules}).status == status
    has_own, found = scores(score="own")
    assert has_own and (found[one["id"]], found[name["id"]]) == (20.8, 40)
    about = eu.author.get("cyber/object", object=one["id"], on="2026-02-02").json()["indicator"]
    assert {of["model"]: of.get("score") for of in about["worth"]}["own"] == 20.8 and not about["revoked"]
    # The command line has them as well.
    bundle = eu.node.folder / "decays.json"
    bundle.write_text(json.dumps(one))
    lines = eu.node.run("indicators", bundle, "--score", "own", "--live-on", "2026-02-02", "--json").stdout
    assert round(json.loads(lines)["score"], 1) == 20.8
    # Nothing of it is in the object, and nobody else is told.
    assert eu.author.get(f"objects/{one['id']}").json()["versions"] == before
    assert not japan.author.get("cyber/indicators").json()["own"]
    wrong = [{"form": "misp", "lifetime": 0, "decay_speed": 1, "threshold": 0}]
    assert eu.keeper.post("decay-rules", {"base": 80, "rules": wrong}).status == 422
    assert eu.keeper.post("decay-rules", {"base": 101, "rules": rules}).status == 422
    assert eu.keeper.post("decay-rules", {"base": 80, "rules": []}).json()["rules"] == []
    assert not scores(score="own")[0]
    kept = records(eu, "decay-rules")
    assert [len(one["rules"]) for one in kept] == [2, 0] and kept[0]["rules"][0]["pound"] == 0.55


def test_what_is_new_is_counted_over_what_the_reader_may_see(sides):
    eu, japan = sides
    theirs = [
        indicator(japan, "[domain-name:value = 'new.example']", name="Met here"),
        indicator(japan, "[ipv4-addr:value ISSUBSET '203.0.113.0/24']", name="In common"),
        indicator(japan, "[domain-name:value = 'nowhere.example']", name="Neither"),
    ]
    japan.node.load(theirs, "new.json")
    give(japan, eu, *(one["id"] for one in theirs))
    hidden = indicator(eu, "[domain-name:value = 'new.example']", RED, name="CANARY")
    own = indicator(eu, "[ipv4-addr:value = '203.0.113.9']", name="Ours")
    eu.node.load([hidden, own, observable("domain-name", value="new.example")], "own.json")

    def new(someone, **query):
        answer = someone.get("cyber/new", **query)
        assert answer.status == 200, answer.text
        return answer.json()

    # What has a value in common is found a moment after it is held.
    wait_for(lambda: {one["common"] for one in new(eu.author)["items"] if one["name"] == "In common"} == {1})
    found = new(eu.author)
    parties = {one["source"]: one for one in found["parties"]}
    assert parties["partner japan"] | {"source": ""} == {
        "source": "",
        "indicators": 3,
        "live": 3,
        "met": 1,
        "common": 2,
    }
    items = [one for one in found["items"] if one["source"] == "partner japan"]
    # What is met comes first, then what has something in common.
    assert [(one["name"], one["met"] > 0, one["common"]) for one in items] == [
        ("Met here", True, 1),
        ("In common", False, 1),
        ("Neither", False, 0),
    ]
    assert "Met here" in [one["name"] for one in found["hits"]["items"]]
    # An outsider gets nothing of what is hidden, in no count either.
    outsider = person(eu.node, "outsider", "auditor")
    answer = outsider.get("cyber/new")
    assert "CANARY" not in answer.everything() and hidden["id"] not in answer.text
    red = [one for one in found["items"] if one["banner"] == "TLP:RED"]
    of_own = {one["source"]: one["indicators"] for one in answer.json()["parties"]}["own"]
    assert of_own == parties["own"]["indicators"] - len(red)
    # Since a moment that is to come there is nothing.
    later = new(eu.author, since="2999-01-01T00:00:00Z")
    assert (later["count"], later["parties"], later["hits"]["items"]) == (0, [], [])
    # A visit ends when somebody comes again after a while; the first has none before it.
    assert eu.author.post("cyber/visit", {}).json() == {} == eu.author.post("cyber/visit", {}).json()
    assert eu.chief.get("cyber/new").status == 403 and eu.chief.post("cyber/visit", {}).status == 403


def test_sightings_and_life_stand_on_the_page_of_an_indicator(sides):
    eu, _ = sides
    one = indicator(eu, "[url:value = 'https://page.example/']", confidence=60, valid_until="2030-01-01T00:00:00.000Z")
    seen = stix(
        "sighting", sighting_of_ref=one["id"], created_by_ref=eu.identity, last_seen="2026-02-01T00:00:00.000Z", count=1
    )
    eu.node.load([one, seen], f"{uuid.uuid4()}.json")
    about = eu.author.get("cyber/object", object=one["id"], on="2026-02-02").json()["indicator"]
    assert about["live"] and about["kind"] == "url" and about["confidence"] == 60 and about["seen"] == 1769904000
    assert [line["kind"] for line in about["asks"]] == ["test"]
    worth = {of["model"]: of for of in about["worth"]}
    assert worth["misp"]["score"] > 50 and worth["opencti"]["score"] < 20 and "own" not in worth
    gone = {**one, "modified": "2026-06-01T00:00:00.000Z", "revoked": True}
    eu.node.load([gone], f"{uuid.uuid4()}.json")
    about = eu.author.get("cyber/object", object=one["id"]).json()["indicator"]
    assert about["revoked"] and not about["live"]
