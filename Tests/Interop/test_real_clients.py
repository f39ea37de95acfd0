"""Real clients while others write: their request sequences, and the libraries that tools are built on.

Each sees every object, and none twice (fault B1); what each needs of a server is in `client-requests.ndjson` (B5).
"""

import base64
import collections
import json
import threading
import uuid

import pytest
import stix2
from cytaxii2 import cytaxii2
from taxii2client.v21 import Collection, Server, as_pages

from support import TAXII, TESTDATA, Caller, Node, basic, indicator, moment, numbered
from test_date_added import GROUP, LAST, OpenCTI, dates, now, to_milliseconds

RECORDED = TESTDATA / "cyber-recorded" / "client-requests.ndjson"
OBJECTS = "/tools/collections/{id}/objects/"

# The sequences that are played below: client, and of each step the method and the path with its query.
SEQUENCES = {
    "MISP TAXII push": ["GET /{root}/", "GET /{root}/collections/{id}/", "POST /{root}/collections/{id}/objects/"],
    "MISP TAXII browser": [
        "GET /{root}/collections/",
        "GET /{root}/collections/{id}/objects/?limit=50",
        "GET /{root}/collections/{id}/objects/?limit=50&next={next}",
        "GET /{root}/collections/{id}/objects/{object-id}/",
    ],
    "OpenCTI TAXII ingestion": [
        "GET /{root}/collections/{id}/objects/",
        "GET /{root}/collections/{id}/objects/?next={next}&added_after={unchanged}",
        "GET /{root}/collections/{id}/objects/?added_after={",
    ],
    "OpenCTI connector taxii2": [
        "GET /taxii2/",
        "GET /{root}/collections/{id}/objects/?added_after={its own clock at the last run}&limit={n}",
        "GET /{root}/collections/{id}/objects/?next={next}&limit={n}",
    ],
    "OpenCTI connector taxii-post": ["POST /{root}/collections/{id}/objects/"],
}


class Writers:
    """Threads that write to a list until they have written what they are to write."""

    def __init__(self, caller, path, count=12, envelopes=10):
        self.caller, self.path, self.written, self.failures = caller, path, [], []
        self.threads = [threading.Thread(target=self.write, args=(number, envelopes)) for number in range(count)]

    def write(self, number, envelopes):
        try:
            for turn in range(envelopes):
                items = [indicator() for _ in range((1, 20, 3, 60)[(number + turn) % 4])]
                assert self.caller.add(self.path, items)["success_count"] == len(items)
                self.written.extend(item["id"] for item in items)
        except Exception as failure:
            self.failures.append(failure)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    @property
    def are_done(self):
        return not any(thread.is_alive() for thread in self.threads)

    def __exit__(self, *failure):
        for thread in self.threads:
            thread.join(120)
        assert not self.failures, self.failures[0]

    def are_all_seen(self, seen):
        counts = collections.Counter(seen)
        assert set(self.written) - set(counts) == set(), "lost"
        assert [one for one, count in counts.items() if count > 1] == [], "repeated"


class Shelf:
    """A real node with a shelf, and a tool that may read and write it."""

    def __init__(self, folder):
        self.node = Node(folder, "eu")
        add = ("collection", "add", "--kind", "shelf", "--title", "Shared", "--alias", "shared")
        self.id = self.node.run(*add).stdout.strip()
        self.key = self.node.run("key", "add", "soc", "--scope", "read:*", "--scope", "write:*").stdout.strip()
        self.node.serve()
        self.path = OBJECTS.replace("{id}", self.id)
        self.bearer = Caller(self.node.base, f"Bearer {self.key}")


@pytest.fixture
def shelf(tmp_path):
    made = Shelf(tmp_path / "eu")
    yield made
    made.node.stop()


def test_the_sequences_are_those_that_were_recorded():
    """Where the recorded requests are there, they are those that are played here."""
    if not RECORDED.exists():
        return
    for line in RECORDED.read_text().splitlines():
        step = json.loads(line)
        client = next(name for name in SEQUENCES if step["client"].startswith(name))
        wanted = SEQUENCES[client][step["step"] - 1]
        assert f"{step['method']} {step['path']}".startswith(wanted), step


def test_misp_browses(shelf):
    """`basic` in small letters, a Content-Type on GET, pages of 50 by `next`; `objects[0]` is shown."""
    secret = base64.b64encode(f"soc:{shelf.key}".encode()).decode()
    caller = Caller(shelf.node.base, f"basic {secret}")
    headers = {"Content-type": TAXII}
    with Writers(shelf.bearer, shelf.path) as writers:
        assert caller.get("/tools/collections/", headers=headers).json()["collections"][0]["id"] == shelf.id
        seen, following = [], ""
        while True:
            is_last = writers.are_done
            page = caller.get(f"{shelf.path}?limit=50{following}", headers=headers).json()
            seen += [entry["id"] for entry in page.get("objects", [])]
            if page.get("more"):
                assert page["objects"], "an empty page with more"
                following = f"&next={page['next']}"
            elif is_last:
                break
            else:
                # Whoever looks again begins anew.
                seen, following = [], ""
    writers.are_all_seen(seen)
    assert caller.get(f"{shelf.path}{seen[-1]}/", headers=headers).objects[0]["id"] == seen[-1]


def test_misp_pushes(shelf):
    """The largest envelope is a whole number, writing is allowed, and what comes again succeeds."""
    assert isinstance(shelf.bearer.get("/tools/").json()["max_content_length"], int)
    assert shelf.bearer.get(f"/tools/collections/{shelf.id}/").json()["can_write"] is True
    common = [indicator() for _ in range(3)]
    for _ in range(4):
        status = shelf.bearer.add(shelf.path, common + [indicator() for _ in range(40)])
        assert (status["status"], status["failure_count"]) == ("complete", 0)


@pytest.mark.parametrize("limit", [None, GROUP])
def test_opencti_ingests(shelf, limit):
    """No limit unless configured; `next` beside an unchanged `added_after`; then the header cut to milliseconds."""
    client = OpenCTI(shelf.bearer, shelf.path, limit)
    with Writers(shelf.bearer, shelf.path) as writers:
        while not writers.are_done:
            client.poll()
    client.poll()
    assert [client.poll() for _ in range(10)] == [0] * 10
    writers.are_all_seen(client.seen)


def test_opencti_connector_reads(shelf):
    """It knows a collection by ROOT.TITLE, looks at the first object of a page, and goes by its own clock."""
    shelf.bearer.add(
        shelf.path, [{"type": "domain-name", "id": f"domain-name--{uuid.uuid4()}", "value": "example.com"}]
    )
    root = shelf.bearer.get("/taxii2/").json()["api_roots"][0].rstrip("/").rsplit("/", 1)[1]
    title = shelf.bearer.get(f"/{root}/collections/").json()["collections"][0]["title"]
    assert f"{root}.{title}".split(".") == ["tools", "Shared"]
    seen, last_run = set(), moment(0)
    with Writers(shelf.bearer, shelf.path) as writers:
        while True:
            is_last, run = writers.are_done, now()
            page = shelf.bearer.get(shelf.path, {"added_after": to_milliseconds(last_run), "limit": 100}).json()
            while True:
                objects = page.get("objects", [])
                assert not objects or "spec_version" in objects[0] or len(objects) == 1
                seen |= {entry["id"] for entry in objects}
                if not page.get("more"):
                    break
                page = shelf.bearer.get(
                    shelf.path, {"next": page["next"], "added_after": to_milliseconds(last_run), "limit": 100}
                ).json()
            last_run = run
            if is_last:
                break
    assert set(writers.written) <= seen


def test_b5_a_page_begins_with_an_object_that_has_spec_version(shelf):
    """Observables need not have it: the first that has is moved to the front, and nothing else changes."""
    plain = [{"type": "domain-name", "id": f"domain-name--{numbered(n)}", "value": f"{n}.example"} for n in range(3)]
    items = [plain[0], plain[1], indicator(1), plain[2], indicator(2)]
    shelf.bearer.add(shelf.path, items)
    page = shelf.bearer.get(shelf.path)
    assert page.objects == [items[2], items[0], items[1], items[3], items[4]]
    manifest = shelf.bearer.get(shelf.path.replace("objects", "manifest"))
    assert [record["id"] for record in manifest.objects] == [item["id"] for item in items]
    for name in (LAST, LAST.replace("Last", "First")):
        assert page.headers[name] == manifest.headers[name]
    assert shelf.bearer.all(shelf.path, limit=2) == [items[0], items[1], items[2], items[3], items[4]]
    only = shelf.bearer.get(shelf.path, {"match[type]": "domain-name"}).objects
    assert only == plain


def test_b5_next_never_expires(shelf):
    """The object at its place is deleted, others come, the node starts anew: `next` of before leads on."""
    items = [indicator(number) for number in range(20)]
    shelf.bearer.add(shelf.path, items)
    page = shelf.bearer.get(shelf.path, "limit=10").json()
    assert shelf.bearer.call("DELETE", f"{shelf.path}{items[9]['id']}/").status == 200
    assert shelf.bearer.call("DELETE", f"{shelf.path}{items[10]['id']}/").status == 200
    late = [indicator() for _ in range(3)]
    shelf.bearer.add(shelf.path, late)
    shelf.node.stop()
    shelf.node.serve()
    rest = shelf.bearer.all(shelf.path, {"next": page["next"], "limit": 10})
    assert rest == items[11:] + late
    # An empty page never says that there is more, also where everything behind its place is gone.
    for item in items[11:] + late:
        shelf.bearer.call("DELETE", f"{shelf.path}{item['id']}/")
    assert shelf.bearer.get(shelf.path, {"next": page["next"]}).json() == {}


@pytest.mark.parametrize("title", ["SOC v2.1", ".", "a."])
def test_b5_a_title_has_no_dot(shelf, title):
    """OpenCTI's connector takes ROOT.TITLE apart at the dots."""
    done = shelf.node.run("collection", "add", "--title", title, check=False)
    assert done.returncode == 2 and "the title of a collection has no dot" in done.stderr


@pytest.fixture
def server(seeded):
    """A throw-away node with a user and a list, for libraries that do not take its certificate."""
    lists = [{"id": str(numbered(7)), "title": "List", "alias": "list"}]
    users = [{"name": "soc", "password": "secret"}]
    return seeded({"users": users, "api_roots": [{"path": "api1", "title": "First", "collections": lists}]})


LIST = "/api1/collections/list/objects/"


def test_taxii2_client_reads_while_others_write(server):
    """taxii2-client 2.3: `as_pages` by `next`, then on from the date of the last header."""
    caller = server.caller(basic("soc", "secret"))
    shared = Server(server.base + "/taxii2/", user="soc", password="secret").default.collections[0]
    seen, after = [], {}
    with Writers(caller, LIST) as writers:
        while True:
            is_last = writers.are_done
            before = len(seen)
            for page in as_pages(shared.get_objects, per_request=40, **after):
                seen += [entry["id"] for entry in page.get("objects", [])]
            if is_last and len(seen) == before:
                break
            if seen:
                record = caller.get("/api1/collections/list/manifest/", {"match[id]": seen[-1]}).objects[0]
                after = {"added_after": record["date_added"]}
    writers.are_all_seen(seen)
    assert max(collections.Counter(dates(caller, "/api1/collections/list/manifest/")).values()) <= GROUP


def test_cytaxii2_reads_while_others_write(server):
    """cytaxii2 1.0: roots as discovery names them, pages by `next`."""
    client = cytaxii2.cytaxii2(discovery_url=f"{server.base}/taxii2/", username="soc", password="secret", version=2.1)
    with Writers(server.caller(basic("soc", "secret")), LIST) as writers:
        listed = client.collection_request()["response"]["collections"]
        assert [one["title"] for one in listed] == ["List"]
        seen, following = [], None
        while True:
            is_last = writers.are_done
            page = client.poll_request(collection_id=listed[0]["id"], limit=50, next=following)
            assert page["status"] is True, page
            seen += [entry["id"] for entry in page["response"].get("objects", [])]
            if page["response"].get("more"):
                following = page["response"]["next"]
            elif is_last:
                break
            else:
                seen, following = [], None
    writers.are_all_seen(seen)


def test_stix2_source_and_sink(server):
    """stix2's TAXIICollectionSink writes, its TAXIICollectionSource reads by id, versions and filters."""
    shared = Collection(f"{server.base}/api1/collections/{numbered(7)}/", user="soc", password="secret")
    sink, source = stix2.TAXIICollectionSink(shared), stix2.TAXIICollectionSource(shared)
    items = [stix2.parse(indicator(number, name=f"number {number}")) for number in range(30)]
    newer = items[3].new_version(name="changed")
    with Writers(server.caller(basic("soc", "secret")), LIST, count=4, envelopes=3):
        sink.add(items)
        sink.add(newer)
        assert source.get(items[5].id) == items[5]
    assert source.get(items[3].id).name == "changed"
    assert [entry.name for entry in source.all_versions(items[3].id)] == ["number 3", "changed"]
    assert [entry.id for entry in source.query([stix2.Filter("id", "=", items[7].id)])] == [items[7].id]
    named = source.query([stix2.Filter("type", "=", "indicator"), stix2.Filter("name", "=", "number 9")])
    assert [entry.id for entry in named] == [items[9].id]
