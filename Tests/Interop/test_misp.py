"""Events of MISP in and out: by our own verbs, by pymisp, and by misp-stix."""

import hashlib
import json
import subprocess
import uuid

import pytest

from people import kinds
from sides import two_sides
from support import REPOSITORY, TESTDATA, entente

FIXTURE = REPOSITORY / "Tests" / "Fixtures" / "misp" / "one-of-everything.json"
RECORDED = TESTDATA / "cyber-recorded"
FOREIGN = REPOSITORY / "Tests" / "Fixtures" / "misp" / "stix-of-others.json"
PEER = REPOSITORY / ".venv" / "misp" / "bin" / "python"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Every file that the peers read, written once."""
    folder = tmp_path_factory.mktemp("misp")
    made = {"folder": folder, "told": {}}
    sources = {"whole": FIXTURE}
    if RECORDED.exists():
        sources |= {"recorded": RECORDED / "misp-event.json", "small": TESTDATA / "misp-events" / "misp_event.json"}
        sources["objects"] = TESTDATA / "misp-events" / "mainly_objects_1.json"
    for name, source in sources.items():
        bundle, back = folder / f"{name}.bundle.json", folder / f"{name}.event.json"
        made["told"][name] = json.loads(entente("misp", "import", "--json", "--output", bundle, source).stdout)
        entente("misp", "export", "--output", back, bundle)
        made[name] = {"source": source, "bundle": bundle, "back": back}
    foreign = folder / "foreign.event.json"
    done = entente("misp", "export", "--json", "--output", foreign, FOREIGN)
    made["foreign"] = {"back": foreign, "told": json.loads(done.stderr)}
    made["again"] = folder / "again.bundle.json"
    entente("misp", "import", "--output", made["again"], foreign)
    made["feed"] = folder / "feed"
    bundles = [made[name]["bundle"] for name in sources]
    entente("misp", "export", "--feed", made["feed"], "--distribution", 1, *bundles, FOREIGN)
    return made


@pytest.fixture(scope="module")
def peers(files):
    paths = [files["feed"], files["foreign"]["back"]]
    paths += [files[name][kind] for name in files["told"] for kind in ("bundle", "back")]
    script = REPOSITORY / "Tests" / "Interop" / "misp_peer.py"
    done = subprocess.run([PEER, script, *paths], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {path: json.loads(done.stdout)[str(path)] for path in paths}


def as_sets(value):
    """A value in which the order of lists plays no part."""
    if isinstance(value, dict):
        return {name: as_sets(one) for name, one in value.items()}
    if isinstance(value, list):
        return sorted((as_sets(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True))
    return value


def event(path):
    content = json.loads(path.read_text())
    return content.get("Event", content)


def test_events_come_back_as_they_were(files):
    for name, told in files["told"].items():
        assert told["lost"] == [], name
        assert as_sets(event(files[name]["back"])) == as_sets(event(files[name]["source"])), name


def test_an_import_says_what_it_is(files):
    told = files["told"]["whole"]
    assert told["event"] == "7d850589-beec-5009-b8eb-d73608a70fdc"
    assert told["recipients"] == ["ORG-B"] and told["distribution"] == 4
    assert told["objects"] == len(json.loads(files["whole"]["bundle"].read_text())["objects"])


def test_our_bundles_are_valid(files):
    for name in files["told"]:
        entente("validate", files[name]["bundle"])


def test_one_scale_of_tlp(files):
    """TLP 2.0 alone: no marking definition of TLP 1 is in a bundle of ours."""
    old = ("613f2e26", "34098fce", "f88d31f6", "5e57c739")
    for name in files["told"]:
        text = files[name]["bundle"].read_text()
        assert not [one for one in old if f"marking-definition--{one}" in text]


def test_a_pattern_that_misp_cannot_say(files):
    """A wildcard, a choice, a negation and times go as `stix2-pattern`, and nothing looks for them."""
    made = event(files["foreign"]["back"])
    held = {
        one["value"]: one["to_ids"]
        for thing in made["Object"]
        for one in thing["Attribute"]
        if one["object_relation"] == "stix2-pattern"
    }
    assert {thing["name"] for thing in made["Object"]} == {"stix2-pattern"}
    assert set(held.values()) == {False} and len(held) == 4
    assert "[domain-name:value LIKE '%.bad.example']" in held
    assert not [one for one in made["Attribute"] if "%" in one["value"]]
    plain = {one["value"]: (one["type"], one["to_ids"]) for one in made["Attribute"]}
    assert plain == {
        "198.51.100.7": ("ip-dst", False),
        "198.51.100.8": ("ip-dst", False),
        "198.51.100.0/24": ("ip-dst", True),
        "198.51.100.11|8443": ("ip-dst|port", True),
        "rule a { condition: true }": ("yara", True),
        # misp-stix writes rules of other languages in the brackets of STIX.
        "rule b { condition: true }": ("yara", True),
    }


def test_counts_and_confidence_come_back(files):
    """85 is `usually-confident` and 85 again; 40 sightings at two places are two aggregates, 40 in all."""
    one = next(one for one in event(files["foreign"]["back"])["Attribute"] if one["value"] == "198.51.100.8")
    tags = [tag["name"] for tag in one["Tag"]]
    assert 'misp:confidence-level="usually-confident"' in tags
    assert [two["Organisation"]["name"] for two in one["Sighting"]] == ["ORG-Z", "ORG-Y"]
    assert sum(two["count"] for two in one["Sighting"]) == 40
    objects = json.loads(files["again"].read_text())["objects"]
    again = next(two for two in objects if two.get("pattern") == "[ipv4-addr:value = '198.51.100.8']")
    assert (again["confidence"], again["valid_until"]) == (85, "2026-11-02T00:00:00Z")
    seen = [two for two in objects if two["type"] == "sighting"]
    assert sum(two["count"] for two in seen) == 40 and len(seen) == 2
    assert {(two["first_seen"], two["last_seen"]) for two in seen} == {("2026-11-03T00:00:00Z", "2026-11-05T00:00:00Z")}
    revoked = next(two for two in objects if two.get("pattern") == "[ipv4-addr:value = '198.51.100.7']")
    assert revoked["revoked"] is True


def test_what_misp_has_no_place_for_is_listed(files):
    lost = {one["path"]: (one["value_kind"], one["reason"]) for one in files["foreign"]["told"]["lost"]}
    assert lost["objects[11]"][0] == "sighting of count 0"
    assert lost["objects[2].kill_chain_phases"][0] == "list"
    assert set(lost) == {"objects[11]", "objects[2].kill_chain_phases"}


def test_pymisp_reads_our_events(files, peers):
    for name in files["told"]:
        made, read = event(files[name]["back"]), peers[files[name]["back"]][0]
        assert read["uuid"] == made["uuid"] and read["info"] == made["info"]
        inside = [one for thing in made.get("Object", []) for one in thing["Attribute"]]
        assert len(read["attributes"]) == len(made.get("Attribute", []) + inside), name


def test_pymisp_reads_our_feed(files, peers):
    """Every event with its distribution, nothing of the own organisation alone, and every value by its digest."""
    read = peers[files["feed"]]
    assert {one["uuid"] for one in read["events"]} == set(read["manifest"])
    assert "7d850589-beec-5009-b8eb-d73608a70fdc" in read["manifest"]
    assert "5758ebf5-c898-48e6-9fe9-5665c0a83866" not in read["manifest"]  # distribution 0
    for one in read["events"]:
        assert one["distribution"] is not None or one["info"].startswith("MAR-")
        assert set(one["feed"]) <= set(read["hashes"])
    assert hashlib.md5(b"198.51.100.11").hexdigest() in read["hashes"]


def test_our_feed_is_read_back(files):
    told = [json.loads(line) for line in entente("misp", "import", "--json", files["feed"]).stdout.splitlines()]
    assert [one["event"] for one in told] == sorted(json.loads((files["feed"] / "manifest.json").read_text()))
    again = files["folder"] / "feed-again"
    bundle = files["folder"] / "feed.bundle.json"
    entente("misp", "import", "--output", bundle, files["feed"])
    entente("misp", "export", "--feed", again, bundle)
    for file in files["feed"].iterdir():
        assert as_sets(json.loads(file.read_text()) if file.suffix == ".json" else file.read_text()) == as_sets(
            json.loads((again / file.name).read_text()) if file.suffix == ".json" else (again / file.name).read_text()
        ), file.name


def test_misp_stix_reads_our_bundles(files, peers):
    for name in files["told"]:
        read = peers[files[name]["bundle"]]
        assert read["errors"] == [], name


def test_a_time_without_a_zone_is_refused(tmp_path):
    content = json.loads(FIXTURE.read_text())
    content["Event"]["Attribute"][0]["first_seen"] = "2026-11-01T00:00:00.000000"
    file = tmp_path / "event.json"
    file.write_text(json.dumps(content))
    done = entente("misp", "import", file, check=False)
    assert done.returncode == 2 and "`Event.Attribute[0].first_seen`" in done.stderr and "no time zone" in done.stderr


def test_a_manifest_names_nothing_outside(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"../../etc/passwd": {}, "x": {}}))
    done = entente("misp", "import", tmp_path, check=False)
    assert done.returncode == 2 and "no event" in done.stderr


# At a node


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("misp-node")) as both:
        yield both


def shared_event(sides, number, **members):
    """An event for a sharing group of Japan and somebody whom nobody knows here."""
    eu, japan = sides
    content = json.loads(FIXTURE.read_text())
    content["Event"]["uuid"] = f"7d850589-beec-5009-b8eb-d73608a7{number:04}"
    content["Event"]["SharingGroup"]["SharingGroupOrg"] = [
        {"Organisation": {"name": "JP-CSIRT", "uuid": japan.identity.removeprefix("identity--")}},
        {"Organisation": {"name": "Stranger", "uuid": str(uuid.uuid4())}},
    ]
    content["Event"]["Tag"].append({"name": "todo", "local": True})
    return {**content, "Event": {**content["Event"], **members}}


def held(side):
    return side.author.get("holdings", limit=200).json()["count"]


def test_a_review_keeps_nothing(sides):
    eu, japan = sides
    before = held(eu)
    answer = eu.author.post("misp/review", {"event": shared_event(sides, 1)})
    assert answer.status == 200, answer.text
    found = answer.json()
    assert found["recipients"] == ["japan"] and found["unknown"] == ["Stranger"]
    assert found["group"] == "Cell" and found["distribution"] == 4
    assert [(one["code"], one["path"]) for one in found["lost"]] == [("localTag", "Event.Tag[3]")]
    assert found["counts"] == {"new": found["total"]} and sum(found["types"].values()) == found["total"]
    assert found["types"]["report"] == 1 and sum(found["banners"].values()) == found["total"]
    assert any("TLP:RED" in banner for banner in found["banners"])
    # What the author could not have written is told before anything is kept, with all that refers to it.
    assert found["refusals"] == len(found["refused"]) == 9
    assert {one["id"].partition("--")[0] for one in found["refused"]} >= {"report", "note"}
    assert held(eu) == before


@pytest.mark.parametrize(("distribution", "names"), [("0", []), ("1", []), ("2", ["japan"]), ("3", ["japan"])])
def test_a_proposal_is_never_wider(sides, distribution, names):
    event = shared_event(sides, 2, distribution=distribution)
    found = sides[0].author.post("misp/review", {"event": event}).json()
    assert (found["recipients"], found["unknown"]) == (names, [])
    event["Event"]["Attribute"][0]["distribution"] = "0"
    event["Event"]["Object"][0]["distribution"] = "4"
    found = sides[0].author.post("misp/review", {"event": event}).json()
    assert found["narrower"] == (1 if distribution == "0" else 2)


def test_only_authors_and_only_events(sides):
    eu, _ = sides
    assert eu.officer.post("misp/review", {"event": shared_event(sides, 3)}).status == 403
    assert eu.author.post("misp/review", {}).status == 422
    assert eu.author.post("misp/review", {"event": {"type": "bundle"}}).status == 422
    event = shared_event(sides, 3)
    event["Event"]["Attribute"][0]["last_seen"] = "2026-11-01T00:00:00"
    answer = eu.author.post("misp/events", {"event": event})
    assert answer.status == 422 and "no time zone" in answer.text


def test_an_event_is_kept_and_written_again(sides):
    """What a person took in comes out as it was, but for what was withheld; both are entries of the log."""
    eu, _ = sides
    event = shared_event(sides, 4)
    event["Event"]["Attribute"][2]["Tag"] = [{"name": "tlp:green"}]
    answer = eu.author.post("misp/events", {"event": event})
    assert answer.status == 201, answer.text
    kept = answer.json()
    assert kept["refused"] == []
    assert kept["added"] == kept["total"]
    report = next(new for old, new in kept["names"].items() if old.startswith("report--"))
    found = eu.author.get("misp/event", id=report).json()
    del event["Event"]["Tag"][3]
    assert as_sets(found["event"]["Event"]) == as_sets(event["Event"])
    assert found["lost"] == [] and found["left"] == 0
    again = eu.author.post("misp/review", {"event": event}).json()
    assert again["counts"]["known"] == kept["total"]
    written = [inside for kind, inside in kinds(eu.node) if kind == "writing" and inside.get("format") == "misp"]
    assert written and written[-1]["lost"] == 1 and written[-1]["report"]
    left = [inside for kind, inside in kinds(eu.node) if kind == "export" and inside.get("format") == "misp"]
    assert left[-1]["sha256"] == found["sha256"] and report in left[-1]["objects"]


def test_one_address_in_two_events_of_other_markings(sides):
    """An observable has no version: what is here already is the one that is meant, under the marking that it has."""
    eu, _ = sides
    for number, tag in ((6, "tlp:green"), (7, "tlp:amber")):
        event = shared_event(sides, number)
        attribute = event["Event"]["Attribute"][0] | {"uuid": str(uuid.uuid4()), "value": "203.0.113.77"}
        event["Event"] |= {"Attribute": [attribute], "Object": [], "ShadowAttribute": [], "EventReport": []}
        event["Event"]["Tag"] = [{"name": tag}]
        answer = eu.author.post("misp/events", {"event": event})
        assert answer.status == 201 and answer.json()["refused"] == [], answer.text


def test_an_event_leaves_as_far_as_it_may(sides):
    eu, _ = sides
    assert eu.author.get("misp/event", id="indicator--00000000-0000-4000-8000-000000000001").status == 422
    assert eu.author.get("misp/event", id="report--00000000-0000-4000-8000-000000000001").status == 404


def test_the_verb_keeps_an_event_in_a_node(sides, tmp_path):
    eu, _ = sides
    file = tmp_path / "event.json"
    file.write_text(json.dumps(shared_event(sides, 5)))
    told = json.loads(eu.node.run("misp", "import", "--json", file).stdout)
    assert told["recipients"] == ["japan"] and told["refused"] == 0 and told["added"] > 30
    again = json.loads(eu.node.run("misp", "import", "--json", file).stdout)
    assert again["added"] == 0 and again["known"] == again["total"]
    out = tmp_path / "events.json"
    eu.node.run("misp", "export", "--output", out)
    events = {one["Event"]["uuid"]: one["Event"] for one in json.loads(out.read_text())["response"]}
    wanted = json.loads(file.read_text())["Event"]
    del wanted["Tag"][3]
    assert as_sets(events[wanted["uuid"]]) == as_sets(wanted)
