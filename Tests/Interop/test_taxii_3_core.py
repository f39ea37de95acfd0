"""TAXII 2.1, sections 2 and 3: types, endpoints, headers, sorting, paging, errors."""

import pytest

from conftest import COLLECTION
from support import TAXII, TIMESTAMP, UUID4, indicator, moment

LIST = "/api1/collections/ten/objects/"
ENDPOINTS = [
    "/taxii2/",
    "/api1/",
    "/api1/collections/",
    "/api1/collections/ten/",
    "/api1/collections/ten/manifest/",
    LIST,
    LIST + indicator(0)["id"] + "/",
    LIST + indicator(0)["id"] + "/versions/",
]
ACCEPTED = [
    TAXII,
    "application/taxii+json",
    "application/taxii+json; version=2.1",
    "application/taxii+json ; version=2.1",
    'application/taxii+json;version="2.1"',
    "Application/TAXII+JSON;Version=2.1",
    "application/taxii+json;version=2.1;q=0.1",
    "text/html, application/taxii+json;version=2.1",
    "text/html;q=1,application/taxii+json;version=2.1;q=0.001",
    "application/taxii+json;version=2.0, application/taxii+json;version=2.1",
    "application/taxii+json;version=9.9,application/taxii+json",
    "application/vnd.oasis.taxii+json; version=2.0, application/taxii+json;version=2.1",
    ", application/taxii+json;version=2.1 ,",
]
REFUSED = [
    "text/html",
    "application/json",
    "application/taxii+json;version=2.0",
    "application/taxii+json;version=2.10",
    "application/taxii+json;version=2.1;q=0",
    "application/taxii+json;version=2.1;q=0.000",
    "application/taxii+jsonx;version=2.1",
    "application/vnd.oasis.taxii+json",
    "taxii",
]


@pytest.mark.parametrize("path", ENDPOINTS)
def test_3_1_every_answer_has_the_taxii_media_type(public, path):
    """3.1: every response carries media type and version."""
    answer = public.get(path)
    assert answer.status == 200
    assert answer.headers.get_all("Content-Type") == [TAXII]


@pytest.mark.parametrize("path", ENDPOINTS)
def test_3_1_without_the_last_slash_there_is_nothing(public, path):
    """3.1: every path ends in a slash."""
    answer = public.get(path[:-1])
    assert answer.status == 404
    assert_error(answer, 404)


@pytest.mark.parametrize("accept", ACCEPTED)
def test_3_1_a_defined_media_type_is_never_406(public, accept):
    """3.1, 1.6.8: defined ranges are accepted, in lists, with spaces, quotes and qualities (RFC 7231, 5.3.2)."""
    for path in ENDPOINTS:
        assert public.get(path, accept=accept).status == 200, path


@pytest.mark.parametrize("accept", REFUSED)
def test_3_1_other_media_types_are_406(public, accept):
    """3.1: another media type, another version, or quality 0."""
    for path in ENDPOINTS:
        assert_error(public.get(path, accept=accept), 406)


def test_3_1_the_more_specific_range_decides(public):
    """RFC 7231, 5.3.2: quality 0 for the exact type is a no, whatever `*/*` says."""
    accept = "application/taxii+json;version=2.1;q=0, application/taxii+json;q=0, */*;q=1"
    assert_error(public.get("/taxii2/", accept=accept), 406)


def test_3_1_several_accept_fields_are_one_list(public):
    """RFC 7230, 3.2.2: a list may come in several fields."""
    answer = public.get("/taxii2/", accept="text/html", headers={"accept": TAXII})
    assert answer.status == 200


def test_3_1_manifest_may_also_list_stix(public):
    """5.3: the manifest request also names the STIX media type."""
    path = "/api1/collections/ten/manifest/"
    for accept in (f"{TAXII},application/stix+json;version=2.1", "application/stix+json;version=2.1"):
        answer = public.get(path, accept=accept)
        assert answer.status == 200
        assert answer.headers["Content-Type"] == TAXII


@pytest.mark.parametrize(
    "media",
    [TAXII, "application/taxii+json", "application/taxii+json; version=2.1", 'Application/TAXII+json;version="2.1"'],
)
def test_3_1_a_defined_content_type_is_never_415(public, media):
    """3.1: a media type that the endpoint defines is taken."""
    answer = public.post("/api1/collections/scratch/objects/", {"objects": [indicator()]}, media=media)
    assert answer.status == 202, answer.text


@pytest.mark.parametrize(
    "media",
    [
        None,
        "",
        "text/plain",
        "application/json",
        "application/stix+json;version=2.1",
        "application/taxii+json;version=2.0",
        "application/taxii+json;version=3",
        "multipart/form-data",
    ],
)
def test_3_1_other_content_types_are_415(public, media):
    """5.5: another media type of the body, or none."""
    answer = public.post("/api1/collections/scratch/objects/", {"objects": [indicator()]}, media=media)
    assert_error(answer, 415)


def test_3_1_post_without_acceptable_answer_is_406_and_adds_nothing(public):
    """3.1: a POST needs a valid Accept as well."""
    path = "/api1/collections/scratch/objects/"
    item = indicator()
    assert_error(public.post(path, {"objects": [item]}, accept="text/html"), 406)
    assert public.get(path, {"match[id]": item["id"]}).json() == {}


@pytest.mark.parametrize(
    "path, methods",
    [
        ("/taxii2/", {"GET"}),
        ("/api1/", {"GET"}),
        ("/api1/collections/", {"GET"}),
        ("/api1/collections/ten/", {"GET"}),
        ("/api1/collections/ten/manifest/", {"GET"}),
        (LIST, {"GET", "POST"}),
        (LIST + indicator(0)["id"] + "/", {"GET", "DELETE"}),
        (LIST + indicator(0)["id"] + "/versions/", {"GET"}),
    ],
)
def test_3_1_other_methods_are_405_with_allow(public, path, methods):
    """3.1, table of methods; RFC 7231, 6.5.5: `Allow` names them."""
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"} - methods:
        answer = public.call(method, path, body=b"")
        assert_error(answer, 405)
        assert methods <= {part.strip() for part in answer.headers["Allow"].split(",")}


@pytest.mark.parametrize("path", ENDPOINTS)
def test_3_1_head_is_get_without_body(public, path):
    """RFC 7231, 4.3.2: the same fields, no body."""
    head, get = public.call("HEAD", path), public.get(path)
    assert head.status == 200 and head.body == b""
    for name in ("Content-Type", "Content-Length", "X-TAXII-Date-Added-First", "X-TAXII-Date-Added-Last"):
        assert head.headers[name] == get.headers[name]


def test_3_2_date_added_headers_are_those_of_the_page(public):
    """3.2: date added of the first and the last object, with microseconds."""
    for path in (LIST, "/api1/collections/ten/manifest/"):
        answer = public.get(path, "limit=4")
        assert answer.headers["X-TAXII-Date-Added-First"] == moment(0)
        assert answer.headers["X-TAXII-Date-Added-Last"] == moment(3)
    for end in ("", "versions/"):
        answer = public.get(f"{LIST}{indicator(7)['id']}/{end}")
        assert answer.headers["X-TAXII-Date-Added-First"] == moment(7)
        assert answer.headers["X-TAXII-Date-Added-Last"] == moment(7)


def test_3_2_an_empty_page_has_no_date_added_headers(public):
    """3.2 does not say what an empty list has; there is no date to name."""
    answer = public.get("/api1/collections/empty/objects/")
    assert answer.status == 200 and answer.json() == {}
    assert "X-TAXII-Date-Added-First" not in answer.headers
    assert "X-TAXII-Date-Added-Last" not in answer.headers


def test_3_3_objects_and_manifest_ascend_by_date_added(public):
    """3.3: the newest is last, and both lists agree."""
    manifest = public.get("/api1/collections/ten/manifest/").objects
    dates = [record["date_added"] for record in manifest]
    assert dates == sorted(dates) and len(dates) == 10
    assert all(TIMESTAMP.match(date) for date in dates)
    assert [record["id"] for record in manifest] == [entry["id"] for entry in public.get(LIST).objects]


def test_3_3_collections_keep_their_order(public):
    """3.3: the same order at each request."""
    first = public.get("/api1/collections/").json()
    assert all(public.get("/api1/collections/").json() == first for _ in range(5))


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=",
        "limit=x",
        "limit=1.5",
        "limit=1e3",
        "limit=%2B1",
        "limit=1&limit=1",
        "limit=0x10",
        "added_after=",
        "added_after=yesterday",
        "added_after=2026-01-01",
        "added_after=2026-13-01T00:00:00.000000Z",
        "added_after=2026-01-01T00:00:00.000000",
        "added_after=2026-01-01T00:00:00.000000%2B09:00",
        "added_after=2026-01-01T00:00:00.000000Z,2026-01-02T00:00:00.000000Z",
        "added_after=2026-01-01T00:00:00.000000Z&added_after=2026-01-02T00:00:00.000000Z",
        "next=x",
        "next=1",
        "next=%00",
        "next=a&next=b",
        "match[id]=",
        "match[id]=no-id",
        "match[id]=indicator--252c7c11-daf2-42bd-843b-be65edca9f61,",
        "match[type]=indicator&match[type]=malware",
        "match[type]=",
        "match[type]=,indicator",
        "match[version]=",
        "match[version]=newest",
        "match[version]=all,last",
        "match[version]=first,first",
        "match[version]=last,last",
        "match[version]=2026-01-01",
        "match[version]=all&match[version]=all",
        "match[version]=2016-01-01T00:00:00.000Z,2016-01-01T00:00:00.000Z",
        "match[spec_version]=",
        "match[spec_version]=two",
        "match[spec_version]=2.1&match[spec_version]=2.0",
        "limit=%zz",
        "match[type]=%ff",
    ],
)
def test_3_4_a_malformed_parameter_is_400(public, query):
    """3.4: malformed parameters are 400; each field once; `all` stands alone; no version twice."""
    for path in (LIST, "/api1/collections/ten/manifest/"):
        assert_error(public.get(path, query), 400)


def test_3_4_unknown_parameters_are_ignored(public):
    """3.4: fields that the server does not know may be ignored."""
    answer = public.get(LIST, "match[name]=x&colour=red&match[id]=" + indicator(3)["id"])
    assert [entry["id"] for entry in answer.objects] == [indicator(3)["id"]]


def test_3_4_encoded_brackets_and_commas_mean_the_same(public):
    """RFC 3986, 2.1: percent-encoding of the parameter's name and value."""
    plain = public.get(LIST, f"match[id]={indicator(1)['id']},{indicator(2)['id']}")
    encoded = public.get(LIST, f"match%5Bid%5D={indicator(1)['id']}%2c{indicator(2)['id']}")
    assert len(plain.objects) == 2 and plain.body == encoded.body


@pytest.mark.parametrize("limit", [1, 3, 9, 10, 11, 10**9, 2**53 - 1])
def test_3_4_limit_is_kept_and_more_is_told(public, limit):
    """3.4: never more than asked; all if all fits; `more` if there is more."""
    page = public.get(LIST, {"limit": limit}).json()
    assert len(page["objects"]) == min(limit, 10)
    assert page.get("more", False) == (limit < 10)


@pytest.mark.parametrize("place", range(0, 10, 3))
def test_3_4_added_after_is_strictly_after(public, place):
    """3.4: after the given moment, not at it."""
    answer = public.get(LIST, {"added_after": moment(place)})
    assert [entry["name"] for entry in answer.objects] == [f"number {n}" for n in range(place + 1, 10)]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_3_5_next_is_repeatable_and_reaches_everything(public, limit):
    """3.5: going on with `next`; the same request gives the same page, in any order."""
    pages, query = [], {"limit": limit}
    while True:
        page = public.get(LIST, query).json()
        pages.append((dict(query), page))
        if not page.get("more"):
            break
        query["next"] = page["next"]
    names = [entry["name"] for _, page in pages for entry in page["objects"]]
    assert names == [f"number {n}" for n in range(10)]
    for query, page in reversed(pages):
        assert public.get(LIST, query).json() == page


@pytest.mark.parametrize("limit", [1, 3, 7])
@pytest.mark.parametrize("end", ["objects", "manifest"])
def test_3_5_paging_without_next_goes_by_the_header(public, limit, end):
    """3.5: `added_after` with the date of the last header leads on."""
    path, seen, query = f"/api1/collections/ten/{end}/", [], {"limit": limit}
    while True:
        answer = public.get(path, query)
        seen += [entry["id"] for entry in answer.objects]
        if not answer.json().get("more"):
            break
        query["added_after"] = answer.headers["X-TAXII-Date-Added-Last"]
    assert seen == [indicator(n)["id"] for n in range(10)]


def test_3_5_next_is_bound_to_filter_and_list(public):
    """A `next` of other filters or of another list says nothing there (fault B3): the list begins anew,
    so that nothing is lost."""
    next_value = public.get(LIST, "limit=2").json()["next"]
    for query in ("match[type]=indicator", "match[version]=all", "match[spec_version]=2.1"):
        assert (
            public.get(LIST, f"limit=2&{query}&next={next_value}").objects
            == public.get(LIST, f"limit=2&{query}").objects
        )
    other = "/api1/collections/64993447-4d7e-4f70-b94d-d7f33742ee63/objects/"
    assert public.get(other, f"limit=2&next={next_value}").objects == public.get(other, "limit=2").objects
    assert public.get(LIST, f"limit=5&next={next_value}").status == 200
    for text in ("x", "1", "1-", "-1", "zz-1", "1-1-1"):
        assert_error(public.get(LIST, f"limit=2&next={text}"), 400)


def test_b3_an_old_next_beside_a_newer_added_after_gives_what_is_behind_both(public):
    """What OpenCTI's connector sends after a restart."""
    first = public.get(LIST, "limit=2")
    second = public.get(LIST, f"limit=2&next={first.json()['next']}")
    after = second.headers["X-TAXII-Date-Added-Last"]
    behind = public.get(LIST, f"limit=50&added_after={after}").objects
    assert behind and public.get(LIST, f"limit=50&added_after={after}&next={first.json()['next']}").objects == behind
    # The other way round the place is the later of the two.
    early = first.headers["X-TAXII-Date-Added-First"]
    assert public.get(LIST, f"limit=2&added_after={early}&next={first.json()['next']}").objects == second.objects
    assert public.get(LIST, "limit=2&next=").objects == first.objects


def test_3_5_next_does_not_lose_what_is_added_meanwhile(public):
    """3.5: objects that are added between two pages come at the end, none twice."""
    path = "/api1/collections/scratch/objects/"
    public.add(path, [indicator() for _ in range(5)])
    before = [entry["id"] for entry in public.all(path)]
    first = public.get(path, "limit=2").json()
    late = [indicator() for _ in range(3)]
    public.add(path, late)
    rest = public.all(path, {"limit": 2, "next": first["next"]})
    assert [entry["id"] for entry in first["objects"] + rest] == before + [entry["id"] for entry in late]


@pytest.mark.parametrize(
    "path, status",
    [
        ("/", 404),
        ("/taxii/", 404),
        ("/taxii2/x/", 404),
        ("/api9/", 404),
        ("/api1/channels/", 404),
        ("/api1/status/7c0ad4d2-2e5d-4b0c-8e6d-e4a6c5b1f3aa/", 404),
        ("/api1/status/", 404),
        ("/api1/collections/nothing/", 404),
        ("/api1/collections/nothing/objects/", 404),
        (LIST + "x/y/z/", 404),
        ("//api1/", 404),
        ("/api1//collections/", 404),
        ("/API1/", 404),
        ("/api1/../api1/", 404),
        ("/deep/", 404),
        (f"/deep/api2/collections/{COLLECTION}/", 404),
        ("/api1/collections/%74en/", 200),
    ],
)
def test_3_6_what_is_not_there_is_404(public, path, status):
    """3.6: unknown paths, roots, statuses and collections; unreserved letters may be encoded (RFC 3986, 6.2.2.2)."""
    answer = public.get(path)
    assert answer.status == status
    if status != 200:
        assert_error(answer, status)


def test_2_identifiers_are_uuid_version_4(public):
    """2: identifiers of statuses, and of collections that the server names."""
    status = public.add("/api1/collections/scratch/objects/", [indicator()])
    assert UUID4.match(status["id"])
    assert UUID4.match(public.get("/deep/api2/collections/ten/").json()["id"])


def test_2_there_are_no_empty_lists(public):
    """2: empty lists are forbidden."""
    pages = [public.get(path).text for path in ENDPOINTS]
    pages += [public.get(f"/api1/collections/empty/{end}/").text for end in ("objects", "manifest")]
    pages.append(public.post("/api1/collections/scratch/objects/", {"objects": [indicator()]}).text)
    assert not [page for page in pages if "[]" in page.replace(" ", "")]


def assert_error(answer, status):
    """3.6.1: an error message with a title, whose `http_status` is the status line's."""
    assert answer.status == status, f"{answer.status}: {answer.text[:200]}"
    assert answer.headers["Content-Type"] == TAXII
    message = answer.json()
    assert isinstance(message["title"], str) and message["title"]
    assert message.get("http_status", str(status)) == str(status)
    known = {"title", "description", "error_id", "error_code", "http_status", "external_details", "details"}
    assert set(message) <= known
