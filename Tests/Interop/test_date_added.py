"""`date_added`: whole milliseconds that no client can lose an object by (fault B1), whichever way it goes on.

A list is read as of a moment: every member whose `date_added` has come is on it, and none whose has not.
"""

import collections
import json
import sqlite3
import threading
import time

import pytest

from schema import schema_steps
from support import GREEN, TIMESTAMP, indicator, moment, numbered

LIST = "/api1/collections/list/objects/"
MANIFEST = "/api1/collections/list/manifest/"
LAST = "X-TAXII-Date-Added-Last"
# The most objects that share a millisecond: what the smallest page of real clients holds (MISP asks for 50).
GROUP = 50
WRITERS = 50


def now():
    """This machine's clock, as a client writes it."""
    seconds, rest = divmod(time.time_ns() // 1_000, 1_000_000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{rest:06d}Z"


def to_milliseconds(date):
    """What OpenCTI keeps of a date: JavaScript knows milliseconds."""
    return date[:23] + "Z"


@pytest.fixture
def node(seeded):
    """A throw-away node with one empty list that anybody reads and writes."""
    return seeded({"api_roots": [{"path": "api1", "collections": [{"alias": "list"}]}]}).caller()


def dates(node, path=MANIFEST):
    return [record["date_added"] for record in node.all(path, {"match[version]": "all"}, limit=1_000)]


class OpenCTI:
    """OpenCTI's built-in ingestion (client-requests.ndjson): `next` while there is more, then the header cut short."""

    def __init__(self, node, path=LIST, limit=None):
        self.node, self.path, self.limit = node, path, limit
        self.after, self.next, self.seen = None, None, []

    def poll(self):
        """One run: pages until there is no more; gives how many objects came."""
        count = 0
        while True:
            # It looks at its clock when the answer has come;
            # before it asks is what the node answers for however slow it is.
            asked = now()
            query = {"limit": self.limit} if self.limit else {}
            query |= {"added_after": self.after} if self.after else {}
            query |= {"next": self.next} if self.next else {}
            answer = self.node.get(self.path, query)
            assert answer.status == 200, answer.text
            page = answer.json()
            objects = page.get("objects", [])
            self.seen += [entry["id"] for entry in objects]
            count += len(objects)
            self.next = page.get("next") if page.get("more") else None
            if self.next is None:
                self.after = to_milliseconds(answer.headers.get(LAST) or asked)
                return count


def test_b1_idle_polls_of_opencti_bring_nothing_again(node):
    """2,500 objects in one POST; `added_after` is the header cut to milliseconds: the second poll brings nothing."""
    items = [indicator(number) for number in range(2_500)]
    assert node.add(LIST, items)["success_count"] == 2_500
    client = OpenCTI(node)
    assert client.poll() == 2_500
    assert [client.poll() for _ in range(10)] == [0] * 10
    assert sorted(client.seen) == sorted(item["id"] for item in items)


def test_b1_dates_are_whole_milliseconds_in_order_and_never_ahead(node):
    """Six digits that end in three zeros; not before the object was sent; not in the future when they are seen."""
    for size in (1, 1, 120, 1, 400):
        before = now()
        assert node.add(LIST, [indicator() for _ in range(size)])["failure_count"] == 0
        answer = node.get(MANIFEST, {"match[version]": "all", "limit": 1_000})
        records = answer.objects
        assert answer.headers[LAST] == records[-1]["date_added"] <= now()
        for record in records[-size:]:
            assert TIMESTAMP.match(record["date_added"]) and record["date_added"].endswith("000Z")
            assert record["date_added"] > before
    found = [record["date_added"] for record in records]
    assert found == sorted(found) and len(found) == 523
    assert max(collections.Counter(found).values()) <= GROUP


def test_b1_what_was_acknowledged_is_on_the_list_at_once(node):
    """A reader that comes after 202 waits the few milliseconds until the last object is listed."""
    for number in range(40):
        item = indicator(number)
        assert node.post(LIST, {"objects": [item] + [indicator() for _ in range(number * 10)]}).status == 202
        assert node.get(LIST, {"match[id]": item["id"]}).objects == [item]
        assert node.get(f"{LIST}{item['id']}/").objects == [item]
        assert len(node.all(LIST, limit=1_000)) == sum(n * 10 + 1 for n in range(number + 1))


class Reader(threading.Thread):
    """A client that polls while others write; `go_on` gives where the next poll starts."""

    def __init__(self, node, stop, limit, go_on, follows_next):
        super().__init__(daemon=True)
        self.node, self.stop, self.limit = node, stop, limit
        self.go_on, self.follows_next = go_on, follows_next
        self.seen, self.failure = [], None

    def run(self):
        try:
            after = None
            while True:
                # Whoever stops reads once more after everything was written.
                is_last = self.stop.is_set()
                after, count = self.poll(after)
                if is_last and count == 0:
                    return
                time.sleep(0.005)
        except Exception as failure:
            self.failure = failure

    def poll(self, after):
        following, count = None, 0
        while True:
            asked = now()
            query = {"limit": self.limit} | ({"added_after": after} if after else {})
            answer = self.node.get(LIST, query | ({"next": following} if following else {}), timeout=60)
            assert answer.status == 200, answer.text
            page = answer.json()
            objects = page.get("objects", [])
            assert objects or not page.get("more"), "an empty page says that there is more"
            self.seen += [entry["id"] for entry in objects]
            count += len(objects)
            following = page.get("next") if self.follows_next and page.get("more") else None
            if following is None:
                goes = self.go_on(answer.headers.get(LAST), asked)
                after = goes or after
                if not page.get("more"):
                    return after, count


def test_b1_fifty_writers_and_every_way_to_go_on(node):
    """Each object comes once to clients that follow `next`, go by header, by the header cut short,
    or by their own clock."""
    stop, written, failures = threading.Event(), [], []
    ways = {
        "next": (100, lambda header, asked: header, True),
        "next, inside of milliseconds": (7, lambda header, asked: header, True),
        "header": (GROUP, lambda header, asked: header, False),
        "header cut to milliseconds": (GROUP, lambda header, asked: header and to_milliseconds(header), False),
        "header, else own clock": (200, lambda header, asked: header or asked, True),
        "own clock": (1_000, lambda header, asked: asked, True),
        "own clock cut to milliseconds": (1_000, lambda header, asked: to_milliseconds(asked), True),
    }
    readers = {name: Reader(node, stop, *way) for name, way in ways.items()}

    def write(number):
        try:
            for turn in range(8):
                items = [indicator() for _ in range((1, 3, 40, 1, 130, 2, 1, 60)[(turn + number) % 8])]
                assert node.add(LIST, items)["success_count"] == len(items)
                written.extend(item["id"] for item in items)
        except Exception as failure:
            failures.append(failure)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in [*readers.values(), *writers]:
        thread.start()
    for thread in writers:
        thread.join(120)
    stop.set()
    for thread in readers.values():
        thread.join(120)
    assert not failures, failures[0]
    for name, reader in readers.items():
        assert reader.failure is None and not reader.is_alive(), f"{name}: {reader.failure}"
        counts = collections.Counter(reader.seen)
        assert set(written) - set(counts) == set(), f"{name}: lost"
        # Whoever passes over the header gets again what was added between its look at the clock and the answer.
        if not name.startswith("own"):
            assert [one for one, count in counts.items() if count > 1] == [], f"{name}: repeated"
    groups = collections.Counter(dates(node))
    assert sum(groups.values()) == len(written)
    assert max(groups.values()) <= GROUP, "the largest group that shares a millisecond"


def test_b1_pages_end_with_a_millisecond_wherever_the_limit_allows(seeded):
    """Seeded dates: 3 in one millisecond, 8 in the next, 2 in the last; seeded values stay as they are."""
    milliseconds = [1_000, 1_250, 1_999] + [2_000 + number for number in range(8)] + [3_000] * 2
    objects = [{"date_added": moment(date), "object": indicator(number)} for number, date in enumerate(milliseconds)]
    node = seeded({"api_roots": [{"path": "api1", "collections": [{"alias": "list", "objects": objects}]}]}).caller()
    assert dates(node) == [moment(date) for date in milliseconds]
    ids = [entry["object"]["id"] for entry in objects]

    def pages(limit, path=LIST):
        sizes, found, following = [], [], {}
        while True:
            page = node.get(path, {"limit": limit, **following}).json()
            sizes.append(len(page["objects"]))
            found += [entry["id"] for entry in page["objects"]]
            assert ("next" in page) == page.get("more", False)
            if not page.get("more"):
                assert found == ids
                return sizes
            following = {"next": page["next"]}

    for path in (LIST, MANIFEST):
        assert pages(13, path) == [13]
        assert pages(12, path) == [11, 2]
        assert pages(10, path) == [3, 10]
        # Eight do not fit into five: inside of a millisecond `next` leads on, and the page ends with it where it can.
        assert pages(5, path) == [3, 5, 5]
        assert pages(4, path) == [3, 4, 4, 2]
        assert pages(1, path) == [1] * 13


def test_b1_a_client_that_ignores_next_loses_what_the_limit_cuts_off(seeded):
    """What protocol.md says: in a millisecond of 8 a client with limit 5 that goes by header alone never sees 3 of
    them."""
    objects = [{"date_added": moment(5_000), "object": indicator(number)} for number in range(8)]
    node = seeded({"api_roots": [{"path": "api1", "collections": [{"alias": "list", "objects": objects}]}]}).caller()
    first = node.get(LIST, {"limit": 5})
    rest = node.get(LIST, {"limit": 5, "added_after": first.headers[LAST]})
    assert (len(first.objects), rest.objects) == (5, [])
    assert len(node.get(LIST, {"limit": GROUP}).objects) == 8


def shelf(node):
    """A shelf of a real node and its key."""
    node.run("collection", "add", "--kind", "shelf", "--title", "Shelf", "--alias", "shelf")
    key = json.loads(node.run("key", "add", "tool", "--scope", "read:*", "--scope", "write:*", "--json").stdout)["key"]
    return f"Bearer {key}"


def test_b1_a_store_with_dates_in_microseconds_is_brought_up(make_node):
    """An older store: whole milliseconds that are not earlier, no more than 50 in one, `next` of before leads on."""
    eu = make_node("eu")
    secret = shelf(eu)
    path = "/tools/collections/shelf/"
    items = [indicator(number) for number in range(300)] + [
        {"type": "domain-name", "spec_version": "2.1", "id": f"domain-name--{numbered(n)}", "value": f"{n}.example"}
        for n in range(20)
    ]
    process = eu.serve()
    caller = process.caller(secret)
    caller.add(path + "objects/", items)
    following = caller.get(path + "objects/", {"limit": 100}).json()["next"]
    start = time.time_ns() // 1_000_000 * 1_000 - 3_600_000_000
    eu.stop()
    with sqlite3.connect(eu.folder / "store.db") as old:
        # As the release before had them: one microsecond apart.
        row = old.execute("SELECT row FROM collection WHERE alias='shelf'").fetchone()[0]
        old.execute(
            "UPDATE member SET added=?+seq+CASE WHEN seq>200 THEN 1400 ELSE 0 END WHERE collection=?", (start, row)
        )
        old.execute("UPDATE member SET stamp=added WHERE object IN (SELECT row FROM object WHERE version='')")
        old.execute(
            "UPDATE collection SET added=(SELECT max(added) FROM member WHERE collection=?1) WHERE row=?1", (row,)
        )
        before = dict(old.execute("SELECT seq, added FROM member WHERE collection=?", (row,)).fetchall())
    old.close()
    as_before(eu.folder / "store.db")
    caller = eu.serve().caller(secret)
    records = caller.all(path + "manifest/", {"match[version]": "all"}, limit=1_000)
    assert len(records) == 320
    found = [record["date_added"] for record in records]
    assert all(date.endswith("000Z") for date in found) and found == sorted(found)
    assert max(collections.Counter(found).values()) <= GROUP
    for place, record in enumerate(records):
        assert record["date_added"] >= moment(before[place + 1] - 1_767_225_600_000_000)
        if record["id"].startswith("domain-name"):
            assert record["version"] == record["date_added"]
    rest = caller.all(path + "objects/", {"next": following}, limit=100)
    assert [entry["id"] for entry in rest] == [item["id"] for item in items[100:]]
    client = OpenCTI(caller, path + "objects/")
    assert client.poll() == 320 and client.poll() == 0
    eu.stop()
    assert eu.is_whole()


def as_before(path):
    """Makes a store one of the schema before whole milliseconds, with all that it holds."""
    steps = schema_steps()
    released = list(steps)[: list(steps).index("milliseconds")]
    old = sqlite3.connect(path.with_suffix(".old"), isolation_level=None)
    for name in released:
        old.executescript(steps[name])
    old.execute("ATTACH ? AS now", (str(path),))
    for (table,) in old.execute(
        "SELECT name FROM main.sqlite_master WHERE type='table' AND sql NOT LIKE '%VIRTUAL%'"
    ).fetchall():
        if table.startswith("search"):
            continue
        columns = [
            {row[1] for row in old.execute(f"PRAGMA {schema}.table_info({table})")} for schema in ("main", "now")
        ]
        shared = ", ".join(sorted(columns[0] & columns[1]))
        old.execute(f"DELETE FROM main.{table}")
        old.execute(f"INSERT INTO main.{table}({shared}) SELECT {shared} FROM now.{table}")
    old.execute("UPDATE main.setting SET value='0' WHERE name='indexed'")
    old.close()
    for file in path.parent.glob("store.db*"):
        file.unlink()
    path.with_suffix(".old").rename(path)


def test_b1_what_the_command_line_releases_is_dated_by_the_node_that_serves(pair):
    """Another process writes to the store: its objects are seen at once, with dates that no reader has passed."""
    eu, japan = pair
    caller = eu.serve().caller(context=japan.context())
    feed = "/japan/collections/feed/"
    client = OpenCTI(caller, feed + "objects/")
    items = [indicator(number, object_marking_refs=[GREEN]) for number in range(60)]
    for number, item in enumerate(items[:3]):
        assert client.poll() == 0
        before = now()
        eu.load([item])
        eu.run("release", item["id"], "--to", "japan", "--officer", "O")
        record = caller.get(feed + "manifest/").objects[-1]
        assert record["id"] == item["id"] and before < record["date_added"] <= now()
        assert record["date_added"].endswith("000Z")
        assert client.poll() == 1
    eu.load(items[3:])
    eu.run("release", *[item["id"] for item in items[3:]], "--to", "japan", "--officer", "O")
    assert (client.poll(), client.poll()) == (57, 0)
    assert japan.run("pull", "eu") and len(japan.holdings("--from", "eu")) == 60
    eu.stop()
    assert eu.is_whole()


def test_b1_released_while_nobody_serves(pair):
    """Without a serving node nothing has a date; it gets one when the node starts, and check knows that."""
    eu, japan = pair
    eu.load([indicator(1, object_marking_refs=[GREEN])])
    eu.run("release", indicator(1)["id"], "--to", "japan", "--officer", "O")
    assert eu.is_whole()
    start = now()
    caller = eu.serve().caller(context=japan.context())
    record = caller.get("/japan/collections/feed/manifest/").objects[0]
    assert start < record["date_added"] <= now()
