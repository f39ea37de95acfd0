"""A person's calendar of 2,000 meetings, the most of one type that a node looks at, as a collection of CalDAV, beside
Radicale over as many files, in one run."""

import base64
import contextlib
import datetime
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "Tests", "Interop"))

SPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
LIST = f"<d:propfind {SPACES}><d:prop><d:getetag/></d:prop></d:propfind>"
COUNT = 2_000
EVENT = "extension-definition--da661b2c-1f80-4512-b259-e8a5624d5d5d"


def sync(token=""):
    return (
        f"<d:sync-collection {SPACES}><d:sync-token>{token}</d:sync-token><d:sync-level>1</d:sync-level>"
        "<d:prop><d:getetag/></d:prop></d:sync-collection>"
    )


class Client:
    """A program with a name and a password; how long its last call took is kept."""

    def __init__(self, port, name, password, path):
        self.port, self.path, self.took = port, path, 0
        self.fields = {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}

    def call(self, method, body=None, path=None, **fields):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        sent = self.fields | {"Host": f"127.0.0.1:{self.port}"} | fields
        begun = time.perf_counter()
        connection.request(method, path or self.path, body, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        self.took = (time.perf_counter() - begun) * 1e3
        connection.close()
        assert answer.status in (200, 201, 207), (answer.status, text[:300])
        return text

    def sync(self, token=""):
        text = self.call("REPORT", sync(token))
        return re.search("sync-token>([^<]+)<", text).group(1), text.count("getetag>") // 2

    def measured(self, change):
        """Milliseconds of the first listing, of one when nothing has changed, and of one after one change."""
        token, count = self.sync()
        assert count >= COUNT, count
        first = self.took
        unchanged, after = [], []
        for number in range(5):
            token, count = self.sync(token)
            assert count == 0, count
            unchanged.append(self.took)
            change(number)
            token, count = self.sync(token)
            assert count == 1, count
            after.append(self.took)
        self.call("PROPFIND", LIST, Depth="1")
        # The best of both sides: other work on the machine makes some of them longer.
        return first, min(unchanged), min(after), self.took


def meeting(start, creator):
    """A meeting of half an hour."""

    def text(moment):
        return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    from support import GREEN

    return {
        "type": "entente-event",
        "spec_version": "2.1",
        "id": f"entente-event--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "created_by_ref": creator,
        "lang": "en",
        "name": f"Talks of {start:%d %B}",
        "kind": "meeting",
        "occurred_from": text(start),
        "occurred_until": text(start + datetime.timedelta(minutes=30)),
        "place": "Room 7",
        "participant_refs": [creator],
        "description": "They meet.",
        "object_marking_refs": [GREEN],
        "extensions": {EVENT: {"extension_type": "new-sdo"}},
    }


def starts():
    """One an hour from now on, so that all are within the months that a calendar has."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(minute=0, second=0, microsecond=0)
    return [now + datetime.timedelta(hours=number) for number in range(COUNT)]


def ours(folder):
    from people import open_console, person
    from support import Node

    node = open_console(Node(folder / "eu", "eu", title="European Union"))
    creator = "identity--02893d9a-92fa-474a-aaf5-c5191b11b6e5"
    try:
        node.load([meeting(start, creator) for start in starts()])
        node.serve()
        someone = person(node, "someone", "author")
        token = someone.post("calendar-feeds", {"name": "phone", "days": 30}).json()["token"]
        client = Client(node.console, "someone", token, "/calendars/en/meetings/")

        def change(number):
            start = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=7, minutes=7 * number)
            node.load([meeting(start, creator)], f"one-{number}.json")

        return client.measured(change)
    finally:
        node.stop()


def event(number, start):
    return "\r\n".join(
        [
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", "BEGIN:VEVENT", f"UID:{number}@bench.example"),
            *("DTSTAMP:20260101T000000Z", f"DTSTART:{start:%Y%m%dT%H%M%SZ}", "DURATION:PT30M"),
            *("SUMMARY:TLP:GREEN Meeting", "X-ENTENTE-LABEL:TLP:GREEN", "END:VEVENT", "END:VCALENDAR", ""),
        ]
    )


@contextlib.contextmanager
def radicale(python, folder):
    """Radicale over files that are there when it starts."""
    from support import free_port, wait_for

    collection = folder / "collection-root" / "bench" / "calendar"
    collection.mkdir(parents=True)
    (collection / ".Radicale.props").write_text(json.dumps({"tag": "VCALENDAR"}))
    for number, start in enumerate(starts()):
        (collection / f"{number}.ics").write_text(event(number, start), newline="")
    port = free_port()
    options = {
        "--server-hosts": f"127.0.0.1:{port}",
        "--auth-type": "none",
        "--storage-filesystem-folder": str(folder),
        "--logging-level": "error",
        "--server-max-content-length": "100000000",
    }
    with subprocess.Popen([python, "-m", "radicale", *[word for pair in options.items() for word in pair]]) as server:
        try:
            client = Client(port, "bench", "", "/bench/calendar/")

            def answers():
                with contextlib.suppress(OSError):
                    return client.call("PROPFIND", LIST, path="/", Depth="0")

            wait_for(answers, what="Radicale")
            yield client
        finally:
            server.terminate()


def measure(binary, python, row):
    os.environ["ENTENTE_BIN"] = binary
    with tempfile.TemporaryDirectory() as folder:
        mine = ours(Path(folder))
    with tempfile.TemporaryDirectory() as folder, radicale(python, Path(folder)) as client:

        def change(number):
            start = datetime.datetime.now(datetime.timezone.utc)
            client.call("PUT", event(f"new{number}", start), f"{client.path}new{number}.ics")

        other = client.measured(change)
    names = ("first listing", "sync, nothing has changed", "sync after one change", "all marks (PROPFIND)")
    targets = (None, None, 10, None)
    for name, value, peer, target in zip(names, mine, other, targets, strict=True):
        row(
            f"CalDAV, a calendar of 2,000 meetings: {name}",
            value,
            "ms",
            f"<= {target} ms" if target else "-",
            not target or value <= target,
            "%.1f x Radicale (%.0f ms)" % (peer / value, peer),
        )


if __name__ == "__main__":
    sys.exit("run Benchmarks/bench.py --only caldav")
