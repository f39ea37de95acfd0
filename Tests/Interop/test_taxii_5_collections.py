"""TAXII 2.1, section 5: collections, manifest, objects, versions."""

import threading
import uuid

import pytest

from conftest import COLLECTION
from support import TIMESTAMP, UUID4, indicator
from test_taxii_3_core import assert_error

SCRATCH = "/api1/collections/scratch/objects/"
READ = "/api1/collections/64993447-4d7e-4f70-b94d-d7f33742ee63/"
WRITE = "/api1/collections/472c94ae-3113-4e3e-a4dd-a9f4ac7471d4/"


def test_5_1_collections(public):
    """5.1, 5.2.1: required properties and rights of each collection."""
    found = {entry["title"]: entry for entry in public.get("/api1/collections/").json()["collections"]}
    assert set(found) == {"Ten", "Empty", "Read", "Write", "Scratch"}
    assert all(UUID4.match(entry["id"]) for entry in found.values())
    rights = {title: (entry["can_read"], entry["can_write"]) for title, entry in found.items()}
    assert rights["Ten"] == (True, True) and rights["Read"] == (True, False) and rights["Write"] == (False, True)
    assert found["Ten"]["alias"] == "ten" and "alias" not in found["Read"]
    for entry in found.values():
        assert public.get(f"/api1/collections/{entry['id']}/").json() == entry


def test_5_1_no_collections_no_key(seeded):
    """5.1.1: the key is omitted if there are none."""
    caller = seeded({"api_roots": [{"path": "a"}]}).caller()
    assert caller.get("/a/collections/").json() == {}


def test_5_2_alias_and_id_are_the_same(public):
    """5.2.1: an alias can stand for the id in every path; each root has its own."""
    for end in (
        "",
        "objects/",
        "manifest/",
        f"objects/{indicator(1)['id']}/",
        f"objects/{indicator(1)['id']}/versions/",
    ):
        assert (
            public.get(f"/api1/collections/ten/{end}").body == public.get(f"/api1/collections/{COLLECTION}/{end}").body
        )
    assert public.get("/deep/api2/collections/ten/").json()["title"] == "Ten here"


def test_5_2_media_types_name_all_that_is_stored(seeded):
    """5.2.1, 5.3.1: `media_types` describes everything stored, and manifest entries name only those."""
    old = {key: value for key, value in indicator(1).items() if key != "spec_version"}
    objects = [{"object": old}, {"object": indicator(2)}]
    caller = seeded({"api_roots": [{"path": "a", "collections": [{"alias": "c", "objects": objects}]}]}).caller()
    listed = caller.get("/a/collections/c/").json().get("media_types", ["application/stix+json"])
    used = {record["media_type"] for record in caller.get("/a/collections/c/manifest/").objects}
    assert used == {"application/stix+json;version=2.0", "application/stix+json;version=2.1"}
    assert used <= set(listed)


def test_5_3_manifest_has_one_entry_for_each_version(public):
    """5.3.1: id, date_added, version for each version."""
    path = SCRATCH.replace("objects", "manifest")
    versions = [f"2026-0{month}-01T00:00:00.000Z" for month in (1, 2, 3)]
    item = uuid.uuid4().int >> 8
    public.add(SCRATCH, [indicator(item, modified=version) for version in versions])
    records = public.get(path, {"match[id]": indicator(item)["id"], "match[version]": "all"}).objects
    assert [record["version"] for record in records] == versions
    for record in records:
        assert TIMESTAMP.match(record["date_added"])
        assert set(record) <= {"id", "date_added", "version", "media_type"}


def test_5_3_manifest_says_more_and_may_be_paged_by_next(public):
    """5.3.1: a manifest has `more` and `objects`; `next` is ours, for clients whose paging helpers go by it (7.1)."""
    page = public.get("/api1/collections/ten/manifest/", "limit=3").json()
    assert set(page) == {"more", "next", "objects"} and page["more"] is True
    ids = [record["id"] for record in page["objects"]]
    while page.get("more"):
        page = public.get("/api1/collections/ten/manifest/", {"limit": "3", "next": page["next"]}).json()
        ids += [record["id"] for record in page["objects"]]
    whole = public.get("/api1/collections/ten/manifest/").json()
    assert ids == [record["id"] for record in whole["objects"]] and len(ids) == 10 and "next" not in whole


def test_5_3_an_empty_manifest_is_an_empty_object(public):
    """5.3.1: the key is omitted."""
    assert public.get("/api1/collections/empty/manifest/").json() == {}


def test_5_4_nothing_found_is_an_empty_envelope(public):
    """5.4: an empty envelope."""
    for path, query in [
        ("/api1/collections/empty/objects/", ""),
        ("/api1/collections/ten/objects/", "match[type]=malware"),
        ("/api1/collections/ten/objects/", "added_after=2030-01-01T00:00:00.000000Z"),
    ]:
        assert public.get(path, query).json() == {}


def test_5_4_an_envelope_has_no_other_properties(public):
    """3.7: more, next and objects."""
    assert set(public.get("/api1/collections/ten/objects/").json()) == {"objects"}
    assert set(public.get("/api1/collections/ten/objects/", "limit=1").json()) == {"more", "next", "objects"}


@pytest.mark.parametrize(
    "end", ["objects/", "manifest/", f"objects/{indicator(1)['id']}/", f"objects/{indicator(1)['id']}/versions/"]
)
def test_5_4_reading_where_one_may_not_is_403(public, end):
    """5.3, 5.4, 5.6, 5.8: 403 or 404 if `can_read` is false."""
    assert_error(public.get(WRITE + end), 403)


def test_5_5_writing_where_one_may_not_is_403(public):
    """5.5: 403 or 404 if `can_write` is false, and nothing is added."""
    item = indicator()
    assert_error(public.post(READ + "objects/", {"objects": [item]}), 403)
    assert public.get(READ + "objects/", {"match[id]": item["id"]}).json() == {}


def test_5_5_what_is_posted_comes_back_unchanged(public):
    """5.5, 5.4: content is kept, with custom properties, other languages and long fractions of seconds."""
    item = indicator(
        name="訓練 – übung \U0001f6f0",
        x_custom={"b": [1, 2.5, None], "a": "\u0000"},
        valid_until="2027-01-01T00:00:00.123456789Z",
    )
    status = public.add(SCRATCH, [item])
    assert status["success_count"] == 1, status
    assert public.get(SCRATCH, {"match[id]": item["id"]}).objects == [item]


def test_5_5_a_duplicate_is_no_error(public):
    """5.5: the same object and version again succeeds and is there once."""
    item = indicator()
    for _ in range(2):
        status = public.add(SCRATCH, [item, item])
        assert (status["success_count"], status["failure_count"]) == (2, 0)
    assert len(public.get(SCRATCH, {"match[id]": item["id"], "match[version]": "all"}).objects) == 1


def test_5_5_the_same_version_with_other_content_fails(public):
    """4.3.1; STIX 2.1, 3.6: id and version always mean the same content; the first stays."""
    item = indicator()
    public.add(SCRATCH, [item])
    status = public.add(SCRATCH, [{**item, "name": "changed"}])
    assert (status["success_count"], status["failure_count"]) == (0, 1)
    failure = status["failures"][0]
    assert (failure["id"], failure["version"]) == (item["id"], item["modified"]) and failure["message"]
    assert public.get(SCRATCH, {"match[id]": item["id"]}).objects == [item]


def test_5_5_a_partial_failure_is_told_one_by_one(public):
    """4.3.1: what is valid is taken; each failure has id, version and a message."""
    good = [indicator() for _ in range(3)]
    bad = [{**indicator(), "pattern": 5}, {**indicator(), "created": "yesterday"}, "text", {"type": "indicator"}]
    mixed = [good[0], bad[0], good[1], bad[1], bad[2], bad[3], good[2]]
    status = public.add(SCRATCH, mixed)
    assert (status["total_count"], status["success_count"], status["failure_count"]) == (7, 3, 4)
    assert status["pending_count"] == 0 and len(status["failures"]) == 4
    assert {bad[0]["id"], bad[1]["id"]} <= {failure["id"] for failure in status["failures"]}
    for failure in status["failures"]:
        assert isinstance(failure["id"], str) and isinstance(failure["version"], str) and failure["message"]
    found = public.get(SCRATCH, {"match[id]": ",".join(item["id"] for item in good + bad[:2])}).objects
    assert [item["id"] for item in found] == [item["id"] for item in good]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"x",
        b'{"objects":[]}',
        b'{"objects":{}}',
        b'{"objects":',
        b'{"objects":[{}',
        b"\xff",
        b'{"objects":"x"}',
        b'{"objects":[{}]} x',
        b'{"objects":[1,]}',
        b'{"objects":null}',
        b'{"objects":[{"a":1,"a":2}]}x',
    ],
)
def test_5_5_what_is_no_envelope_is_422(public, body):
    """5.5: 422 (or 400) for what cannot be processed."""
    assert_error(public.post(SCRATCH, body), 422)


def test_5_5_a_late_old_version_does_not_become_the_newest(public):
    """3.4.1: `last` goes by the version, not by the time of adding."""
    item = uuid.uuid4().int >> 8
    new, old = indicator(item, modified="2026-05-01T00:00:00.000Z"), indicator(item)
    public.add(SCRATCH, [new])
    public.add(SCRATCH, [old])
    query = {"match[id]": old["id"]}
    assert public.get(SCRATCH, query).objects == [new]
    assert public.get(SCRATCH, {**query, "match[version]": "first"}).objects == [old]
    assert public.get(SCRATCH, {**query, "match[version]": "all"}).objects == [new, old]


def test_5_5_a_large_envelope_is_pending_first(public):
    """4.3, 5.5: more than 4 MiB are worked off after the 202; counts always add up; in the end all is there."""
    items = [indicator(description="long " * 400) for _ in range(2_500)]
    answer = public.post(SCRATCH, {"objects": items}, timeout=60)
    assert answer.status == 202 and answer.json()["status"] == "pending", answer.text[:200]
    assert answer.json()["total_count"] == answer.json()["pending_count"] == 2_500
    status = public.completed("/api1/", answer.json()["id"])
    assert (status["success_count"], status["failure_count"], status["pending_count"]) == (2_500, 0, 0)
    wanted = {item["id"] for item in items}
    assert wanted <= {item["id"] for item in public.all(SCRATCH, limit=1_000)}


def test_5_5_posts_at_once_are_all_kept(public):
    """5.5: ten callers at the same time; every acknowledged object is there, with a date of its own."""
    posted, failures = [], []

    def post():
        items = [indicator() for _ in range(20)]
        answer = public.post(SCRATCH, {"objects": items})
        (posted.extend(items) if answer.status == 202 else failures.append(answer.text))

    threads = [threading.Thread(target=post) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == [] and len(posted) == 200
    there = {item["id"] for item in public.all(SCRATCH, limit=1_000)}
    assert {item["id"] for item in posted} <= there


@pytest.fixture
def versioned(public):
    """An object with three versions in the scratch list: its path and versions."""
    item = uuid.uuid4().int >> 8
    versions = [indicator(item, modified=f"2026-0{month}-01T00:00:00.000Z") for month in (1, 2, 3)]
    public.add(SCRATCH, versions)
    return f"{SCRATCH}{versions[0]['id']}/", versions


def test_5_6_object_with_each_match_version(public, versioned):
    """5.6: version and spec_version filter one object."""
    path, versions = versioned
    for value, wanted in [
        (None, versions[2:]),
        ("last", versions[2:]),
        ("first", versions[:1]),
        ("all", versions),
        ("first,last", versions[::2]),
        (versions[1]["modified"], versions[1:2]),
        (f"{versions[1]['modified']},first", versions[:2]),
        ("2026-02-01T00:00:00Z", versions[1:2]),
    ]:
        query = {"match[version]": value} if value else {}
        assert public.get(path, query).json() == {"objects": wanted}
    assert public.get(path, "match[spec_version]=2.1").objects == versions[2:]


def test_5_6_nothing_matches_is_an_empty_envelope(public, versioned):
    """5.6: an empty envelope if no version matches, 404 if there is no such object."""
    path, _ = versioned
    for query in (
        "match[version]=2020-01-01T00:00:00.000Z",
        "match[spec_version]=2.0",
        "added_after=2099-01-01T00:00:00Z",
    ):
        answer = public.get(path, query)
        assert (answer.status, answer.json()) == (200, {}), query
    assert_error(public.get(f"{SCRATCH}{indicator()['id']}/"), 404)
    assert_error(public.get(f"{SCRATCH}nonsense/"), 404)


def test_5_6_one_object_in_pages(public, versioned):
    """5.6, 3.5: limit and next work for the versions of one object."""
    path, versions = versioned
    assert public.all(path, {"match[version]": "all"}, limit=1) == versions


def test_5_7_delete_takes_all_versions_away(public, versioned):
    """5.7: 200 without body; then 404, and gone from objects and manifest."""
    path, versions = versioned
    answer = public.call("DELETE", path)
    assert answer.status == 200 and answer.body == b""
    assert_error(public.get(path), 404)
    assert_error(public.get(path + "versions/"), 404)
    assert_error(public.call("DELETE", path), 404)
    for end in ("objects", "manifest"):
        query = {"match[id]": versions[0]["id"], "match[version]": "all"}
        assert public.get(f"/api1/collections/scratch/{end}/", query).json() == {}


@pytest.mark.parametrize(
    "value, left",
    [("first", [1, 2]), ("last", [0, 1]), ("all", []), ("2026-02-01T00:00:00.000Z", [0, 2]), ("first,last", [1])],
)
def test_5_7_delete_of_given_versions(public, versioned, value, left):
    """5.7: `match[version]`; first and last move on to what is left."""
    path, versions = versioned
    assert public.call("DELETE", f"{path}?match[version]={value}").status == 200
    if not left:
        return assert_error(public.get(path, "match[version]=all"), 404)
    assert public.get(path, "match[version]=all").objects == [versions[n] for n in left]
    assert public.get(path).objects == [versions[left[-1]]]
    assert public.get(path, "match[version]=first").objects == [versions[left[0]]]


def test_5_7_delete_of_a_version_that_is_not_there(public, versioned):
    """5.7: nothing is deleted."""
    path, versions = versioned
    public.call("DELETE", f"{path}?match[version]=2020-01-01T00:00:00.000Z")
    assert public.get(path, "match[version]=all").objects == versions
    assert_error(public.call("DELETE", f"{path}?match[version]=nonsense"), 400)
    assert public.get(path, "match[version]=all").objects == versions


def test_5_7_what_was_deleted_can_be_added_again(public, versioned):
    """5.5 after 5.7: it comes at the end of the list, later than before."""
    path, versions = versioned
    before = public.get(path).headers["X-TAXII-Date-Added-Last"]
    public.call("DELETE", path)
    assert public.add(SCRATCH, versions[:1])["success_count"] == 1
    answer = public.get(path)
    assert answer.objects == versions[:1] and answer.headers["X-TAXII-Date-Added-First"] > before


def test_5_7_delete_does_not_break_next(public):
    """3.5: a page that begins where an object was deleted goes on behind it."""
    items = [indicator(labels=["gone"]) for _ in range(6)]
    public.add(SCRATCH, items)
    query = {"match[id]": ",".join(item["id"] for item in items), "limit": 3}
    first = public.get(SCRATCH, query).json()
    for item in items[2:4]:
        public.call("DELETE", f"{SCRATCH}{item['id']}/")
    rest = public.get(SCRATCH, {**query, "next": first["next"]}).objects
    assert [item["id"] for item in rest] == [item["id"] for item in items[4:]]


def test_5_7_deleting_needs_both_rights(public):
    """5.7: one right only is 403; the object stays."""
    path = f"{READ}objects/{indicator(4)['id']}/"
    assert_error(public.call("DELETE", path), 403)
    assert public.get(path).status == 200
    assert_error(public.call("DELETE", f"{WRITE}objects/{indicator(4)['id']}/"), 403)


def test_5_8_versions(public, versioned):
    """5.8.1: the list of versions, in pages as well; `next` is ours, as in a manifest (fault B5)."""
    path, versions = versioned
    assert public.get(path + "versions/").json() == {"versions": [item["modified"] for item in versions]}
    page = public.get(path + "versions/", "limit=2").json()
    assert set(page) == {"more", "next", "versions"} and page["more"] is True
    assert page["versions"] == [item["modified"] for item in versions[:2]]
    rest = public.get(path + "versions/", {"limit": 2, "next": page["next"]})
    assert rest.json() == {"versions": [versions[2]["modified"]]}
    assert public.get(path + "versions/", "match[spec_version]=2.0").json() == {}


def test_b7_versions_that_differ_beyond_microseconds_are_told_apart(public):
    """3.4.1, 5.7: the version of exactly that instant is given, and deleted,
    whatever the number of digits (fault B7)."""
    number = uuid.uuid4().int >> 8
    stamps = [f"2026-01-02T00:00:00.123456{rest}Z" for rest in ("", "7", "8", "71")]
    versions = [indicator(number, modified=stamp) for stamp in stamps]
    path = f"{SCRATCH}{versions[0]['id']}/"
    assert public.add(SCRATCH, versions)["success_count"] == 4

    def found(query):
        return [entry["modified"] for entry in public.get(path, query).objects]

    for stamp in stamps:
        assert found({"match[version]": stamp}) == [stamp]
        # The same instant, spelled otherwise.
        assert found({"match[version]": stamp[:-1] + "00Z"}) == [stamp]
        whole = public.get(SCRATCH, {"match[version]": stamp, "match[id]": versions[0]["id"]}).objects
        assert [entry["modified"] for entry in whole] == [stamp]
        assert [entry["modified"] for entry in public.get(SCRATCH, {"match[version]": stamp}).objects] == [stamp]
    assert found({"match[version]": "2026-01-02T00:00:00.1234569Z"}) == []
    assert found({"match[version]": f"{stamps[1]},{stamps[2]}"}) == stamps[1:3]
    assert found("") == found("match[version]=last") == ["2026-01-02T00:00:00.1234568Z"]
    assert found("match[version]=first") == ["2026-01-02T00:00:00.123456Z"]
    assert public.call("DELETE", f"{path}?match[version]={stamps[2]}").status == 200
    assert sorted(found("match[version]=all")) == sorted([stamps[0], stamps[1], stamps[3]])
    assert found("") == ["2026-01-02T00:00:00.12345671Z"]
    assert public.call("DELETE", f"{path}?match[version]={stamps[2]}").status == 404


def test_b8_versions_are_those_of_the_newest_specification_version(seeded):
    """3.4.1: without `match[spec_version]` the newest specification version only (fault B8)."""
    new = [indicator(1, modified=f"2026-0{month}-01T00:00:00.000Z") for month in (3, 4)]
    old = {key: value for key, value in indicator(1).items() if key != "spec_version"}
    objects = [{"object": entry} for entry in [old, *new]]
    caller = seeded({"api_roots": [{"path": "a", "collections": [{"alias": "c", "objects": objects}]}]}).caller()
    path = f"/a/collections/c/objects/{old['id']}/versions/"
    assert caller.get(path).json() == {"versions": [entry["modified"] for entry in new]}
    assert caller.get(path, "match[spec_version]=2.0").json() == {"versions": [old["modified"]]}
    assert len(caller.get(path, "match[spec_version]=2.0,2.1").json()["versions"]) == 3
