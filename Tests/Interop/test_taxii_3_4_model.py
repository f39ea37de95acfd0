"""TAXII 2.1, 3.4: every filter and combination, compared with a model over a list with many kinds of objects.

Within one object, `first` and `last` count the versions of one specification version each; without
`match[spec_version]` only the newest specification version of the object counts.
"""

import json
import random

import pytest

from support import Process, indicator, moment, numbered

TYPES = ["indicator", "malware", "campaign", "tool", "identity", "vulnerability"]
STAMPS = [f"2025-{month:02d}-0{day}T00:00:00.{day}00Z" for month in range(1, 9) for day in (1, 2)]
LIST = "/api1/collections/model/objects/"
MANIFEST = "/api1/collections/model/manifest/"


class Entry:
    def __init__(self, added, content):
        self.added, self.content = added, content
        self.id, self.type = content["id"], content["type"]
        self.version = content.get("modified") or content.get("created") or moment(added)
        self.specification = content.get("spec_version") or ("2.0" if "created" in content else "2.1")


def make_entries():
    """About 3000 members: 1 to 5 versions, 2.0, 2.1 and both, observables without versions, equal dates."""
    chance = random.Random(20260101)
    contents = []
    for number in range(1100):
        kind = chance.choice(TYPES)
        stamps = chance.sample(STAMPS, chance.choice([1, 1, 2, 3, 5]))
        style = chance.choice(["2.1", "2.1", "2.0", "both"])
        for place, stamp in enumerate(sorted(stamps)):
            content = {"type": kind, "id": f"{kind}--{numbered(number)}", "created": STAMPS[0], "modified": stamp}
            if style == "2.1" or style == "both" and place >= len(stamps) / 2:
                content["spec_version"] = "2.1"
            contents.append(content)
    for number in range(300):
        content = {"type": "domain-name", "id": f"domain-name--{numbered(9000 + number)}", "value": f"{number}.example"}
        contents.append({**content, "spec_version": "2.1"} if number % 2 else content)
    for number in range(40):
        content = {"type": "marking-definition", "id": f"marking-definition--{numbered(9500 + number)}"}
        more = {"created": STAMPS[number % 3], "definition_type": "statement", "definition": {"statement": "x"}}
        contents.append({**content, **more, "spec_version": "2.1"})
    chance.shuffle(contents)
    # About four members share each date.
    return sorted((Entry(chance.randrange(0, 700) * 1000, content) for content in contents), key=lambda e: e.added)


ENTRIES = make_entries()


def expected(ids=None, types=None, versions=None, specifications=None, added_after=None):
    groups = {}
    for entry in ENTRIES:
        groups.setdefault(entry.id, []).append(entry)
    result = []
    for entry in ENTRIES:
        group = groups[entry.id]
        newest = max(other.specification for other in group)
        same = sorted(other.version for other in group if other.specification == entry.specification)
        names = {entry.version, "all"}
        names |= {"first"} if entry.version == same[0] else set()
        names |= {"last"} if entry.version == same[-1] else set()
        if (
            (ids is None or entry.id in ids)
            and (types is None or entry.type in types)
            and names & set(versions or ["last"])
            and (entry.specification in specifications if specifications else entry.specification == newest)
            and (added_after is None or entry.added > added_after)
        ):
            result.append((entry.id, entry.version, entry.added))
    return result


def as_pages(wanted, limit):
    """Pages of a list: each ends with a millisecond where the limit allows."""
    pages = []
    while len(wanted) > limit:
        ends = [place for place in range(1, limit + 1) if wanted[place - 1][2] // 1000 != wanted[place][2] // 1000]
        end = ends[-1] if ends else limit
        pages.append(wanted[:end])
        wanted = wanted[end:]
    return pages + [wanted]


def as_sent(page):
    """A page of objects begins with one that has `spec_version`, if there is one (fault B5)."""
    named = {(entry.id, entry.version) for entry in ENTRIES if "spec_version" in entry.content}
    first = next((place for place, entry in enumerate(page) if entry[:2] in named), 0)
    return page[first : first + 1] + page[:first] + page[first + 1 :]


def random_filter(seed):
    chance = random.Random(seed)
    chosen = {}
    if chance.random() < 0.3:
        chosen["ids"] = [entry.id for entry in chance.sample(ENTRIES, chance.choice([1, 2, 40]))]
    if chance.random() < 0.5:
        chosen["types"] = chance.sample(
            TYPES + ["domain-name", "marking-definition", "x-unknown"], chance.choice([1, 2, 4])
        )
    if chance.random() < 0.7:
        words = ["first", "last"] + chance.sample(STAMPS, 6) + [moment(chance.choice(ENTRIES).added)]
        chosen["versions"] = ["all"] if chance.random() < 0.2 else chance.sample(words, chance.choice([1, 2, 4]))
    if chance.random() < 0.4:
        chosen["specifications"] = chance.choice([["2.0"], ["2.1"], ["2.0", "2.1"], ["2.1", "3.0"], ["1.0"]])
    if chance.random() < 0.4:
        chosen["added_after"] = chance.choice(ENTRIES).added + chance.choice([-1, 0, 1])
    return chosen


def as_query(chosen):
    names = {
        "ids": "match[id]",
        "types": "match[type]",
        "versions": "match[version]",
        "specifications": "match[spec_version]",
    }
    query = {names[key]: ",".join(value) for key, value in chosen.items() if key in names}
    if "added_after" in chosen:
        query["added_after"] = moment(chosen["added_after"])
    return query


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    objects = [{"date_added": moment(entry.added), "object": entry.content} for entry in ENTRIES]
    seed = {"api_roots": [{"path": "api1", "collections": [{"alias": "model", "objects": objects}]}]}
    (folder / "seed.json").write_text(json.dumps(seed))
    process = Process("--seed", folder / "seed.json", "--http", log=folder / "log.txt")
    yield process.caller()
    process.stop()


def name(content):
    return content["id"], content.get("modified") or content.get("created")


@pytest.mark.parametrize("seed", range(150))
def test_3_4_1_objects_and_manifest_are_those_of_the_model(model, seed):
    """3.4, 3.4.1, 3.5: filters are ANDed, values ORed; pages of any size give the model's list, in its order."""
    chosen = random_filter(seed)
    wanted, query = expected(**chosen), as_query(chosen)
    limit = random.Random(seed).choice([1 + len(wanted) // 3, 7 if len(wanted) < 200 else 97, 10_000])
    found = model.all(LIST, query, limit=limit)
    pages = as_pages(wanted, limit)
    wanted = [entry for page in pages for entry in as_sent(page)]
    assert [entry["id"] for entry in found] == [entry[0] for entry in wanted]
    versions = [entry.get("modified") or entry.get("created") for entry in found]
    assert [pair for pair in zip(versions, wanted) if pair[0] and pair[0] != pair[1][1]] == []
    page = model.get(MANIFEST, {**query, "limit": limit})
    records = [(record["id"], record["version"], record["date_added"]) for record in page.objects]
    assert records == [(one, version, moment(added)) for one, version, added in pages[0]]
    assert page.json().get("more", False) == (len(pages) > 1)


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_3_4_1_several_given_versions_lose_nothing_between_pages(model, limit):
    """3.4.1: two values of `match[version]`; the pages follow the order of both together."""
    versions, types = STAMPS[3:7], ["malware", "tool"]
    pages = as_pages(expected(versions=versions, types=types), limit)
    wanted = [entry for page in pages for entry in as_sent(page)][:60]
    found, after = [], None
    while len(found) < len(wanted):
        query = {"match[version]": ",".join(versions), "match[type]": ",".join(types), "limit": limit}
        page = model.get(LIST, {**query, "next": after} if after else query).json()
        found += page["objects"]
        after = page.get("next")
        assert after or len(found) >= len(wanted)
    assert [name(entry) for entry in found[: len(wanted)]] == [entry[:2] for entry in wanted]


def test_3_4_1_versions_that_a_manifest_names_can_be_asked_for(model):
    """3.4.1: the server's own version of an object without dates is usable in `match[version]`."""
    for record in model.get(MANIFEST, {"match[type]": "domain-name", "limit": 25}).objects:
        query = {"match[id]": record["id"], "match[version]": record["version"]}
        assert [entry["id"] for entry in model.get(LIST, query).objects] == [record["id"]]


def test_3_4_1_equal_dates_are_paged_by_next_without_loss(model):
    """3.5: members with equal `date_added` are told apart by `next`."""
    found = model.all(LIST, {"match[version]": "all", "match[spec_version]": "2.0,2.1"}, limit=313)
    everything = expected(versions=["all"], specifications=["2.0", "2.1"])
    assert len(found) == len(ENTRIES) == len(everything)
    sent = [entry for page in as_pages(everything, 313) for entry in as_sent(page)]
    assert [entry["id"] for entry in found] == [entry[0] for entry in sent]


def test_3_4_1_every_type_of_stix_may_be_asked_for(public):
    """3.4.1: a STIX 2.1 type is never an error."""
    types = """attack-pattern campaign course-of-action grouping identity indicator infrastructure intrusion-set
        location malware malware-analysis note observed-data opinion report threat-actor tool vulnerability
        relationship sighting
        artifact autonomous-system directory domain-name email-addr email-message file ipv4-addr ipv6-addr mac-addr
        mutex network-traffic process software url user-account windows-registry-key x509-certificate marking-definition
        language-content extension-definition bundle x-own""".split()
    for kind in types:
        answer = public.get("/api1/collections/ten/objects/", {"match[type]": kind})
        assert answer.status == 200 and bool(answer.objects) == (kind == "indicator")
    assert len(public.get("/api1/collections/ten/objects/", {"match[type]": ",".join(types)}).objects) == 10


def test_3_4_1_specification_versions_of_an_object(seeded):
    """3.4.1: without `match[spec_version]` the newest that there is, even if that is 2.0."""
    old = {key: value for key, value in indicator(1).items() if key != "spec_version"}
    collection = {"alias": "c", "objects": [{"object": old}]}
    caller = seeded({"api_roots": [{"path": "a", "collections": [collection]}]}).caller()
    assert caller.get("/a/collections/c/objects/").objects == [old]
    assert caller.get("/a/collections/c/objects/", "match[spec_version]=2.0").objects == [old]
    assert caller.get("/a/collections/c/objects/", "match[spec_version]=2.1").json() == {}
