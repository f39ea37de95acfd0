"""The console over many holdings of the party's own, beside the build `c890e11` in the same run.

Pages after a start, pages, pages straight after a write, twenty people who click without a pause, memory, import,
and the store of that build brought up.
"""

import contextlib
import http.client
import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
import uuid

import corpus
from clients import FORMER, former

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "Tests", "Interop"))

SMALL = 10_000
ROUNDS = 15
TURNS = 5
WRITES = 9


def bundle(path, count):
    """A file of so many objects with new identifiers in each round, marked in five TLP kinds, every tenth for few."""
    from support import AMBER, CLEAR, GREEN, RED

    kinds = [[GREEN], [GREEN], [CLEAR], [CLEAR], [AMBER], [AMBER], [GREEN, AMBER], [GREEN], [CLEAR], [RED]]
    base = [json.loads(line) for line in corpus.lines(ROOT, 24_770)]
    base = [one for one in base if one["type"] != "marking-definition"]
    for one in base:
        one.pop("granular_markings", None)
    with open(path, "w", encoding="utf-8") as out:
        out.write('{"type":"bundle","id":"bundle--%s","objects":[' % uuid.uuid4())
        for number in range(count):
            one, turn = base[number % len(base)], number // len(base)
            identifier = one["id"]
            if turn:
                raw = bytearray(uuid.uuid5(corpus.NAMESPACE, "%s#%d" % (identifier, turn)).bytes)
                raw[6] = raw[6] & 0x0F | 0x40
                identifier = "%s--%s" % (one["type"], uuid.UUID(bytes=bytes(raw)))
            one = dict(one, id=identifier, object_marking_refs=kinds[number % 10])
            out.write(("," if number else "") + json.dumps(one, ensure_ascii=False, separators=(",", ":")))
        out.write("]}")
    return path


class Desk:
    """A node of some build with somebody who writes and releases, and what that person's browser asks."""

    def __init__(self, binary, folder):
        from support import free_port

        self.binary, self.folder = binary, str(folder)
        self.port, self.console, self.serving = free_port(), free_port(), None
        if not os.path.exists(os.path.join(self.folder, "entente.json")):
            self.run("init", "--name", "eu", "--title", "EU", "--port", str(self.port))
        file = os.path.join(self.folder, "entente.json")
        with open(file) as text:
            settings = json.load(text)
        settings.update(port=self.port, console_port=self.console, answer_step_milliseconds=0)
        with open(file, "w") as text:
            json.dump(settings, text)

    def run(self, *arguments, **options):
        argv = [self.binary, *arguments, "--node", self.folder]
        return subprocess.run(argv, check=True, stdout=subprocess.PIPE, text=True, **options).stdout

    @contextlib.contextmanager
    def serves(self):
        start = time.perf_counter()
        with open(os.path.join(self.folder, "log.txt"), "ab") as log:
            self.serving = subprocess.Popen(
                [self.binary, "serve", "--node", self.folder], stdout=subprocess.PIPE, stderr=log
            )
        try:
            assert self.serving.stdout.readline(), "the node does not start"
            self.started = time.perf_counter() - start
            yield
        finally:
            self.serving.terminate()
            self.serving.wait()

    def ask(self, method, path, body=None):
        """Milliseconds, status and body of one call, with a connection of its own."""
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.console, timeout=600)
        fields = {"Host": "127.0.0.1:%d" % self.console}
        if getattr(self, "cookie", None):
            fields["Cookie"] = "entente_session=" + self.cookie
            if method != "GET":
                fields["X-Entente-CSRF"] = self.csrf
        if body is not None:
            body, fields["Content-Type"] = json.dumps(body), "application/json"
        connection.request(method, path, body, fields)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        if "session" in path and answer.status == 200:
            for text in answer.headers.get_all("Set-Cookie") or []:
                if text.startswith("entente_session="):
                    self.cookie = text.split(";")[0].split("=", 1)[1]
        return (time.perf_counter() - start) * 1e3, answer.status, data

    def sign_in(self):
        from people import PASSWORD, one_time_code

        # The same node may have been looked at before.
        name = "bench-%d" % len(json.loads("[" + ",".join(self.run("people", "list", "--json").splitlines()) + "]"))
        made = json.loads(
            self.run(
                "people", "add", name, "--title", "Bench", "--role", "author", "--role", "disclosure-officer",
                "--officer", "root", "--json",
            )
        )  # fmt: skip
        link = "/api/v1/links/" + made["token"]
        secret = json.loads(self.ask("GET", link)[2])["totp_secret"]
        opened = {"password": PASSWORD, "code": one_time_code(secret)}
        _, status, data = self.ask("POST", link, opened)
        assert status == 200, data
        body = {"name": name, "password": PASSWORD, "code": one_time_code(secret, time.time() + 30)}
        _, status, data = self.ask("POST", "/api/v1/session", body)
        assert status == 200, data
        self.csrf = json.loads(data)["csrf"]

    def get(self, path):
        milliseconds, status, data = self.ask("GET", "/api/v1/" + path)
        assert status == 200, (path, status, data[:300])
        return milliseconds

    def write(self, number):
        from support import GREEN

        body = {
            "object": {
                "type": "note",
                "spec_version": "2.1",
                "created": "2026-01-01T00:00:00.000Z",
                "modified": "2026-01-01T00:00:00.000Z",
                "content": "written while others read, %d" % number,
                "object_refs": [self.other],
                "object_marking_refs": [GREEN],
            }
        }
        _, status, data = self.ask("POST", "/api/v1/objects", body)
        assert status == 201, data[:300]

    def memory_mib(self):
        for line in open("/proc/%d/status" % self.serving.pid):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024

    def clicks(self, people=20, seconds=8):
        """Answers a second and the 99 of 100 in milliseconds of people who click without a pause."""
        paths = ["today", "holdings", "holdings?q=the", "objects/" + self.item]
        script = os.path.join(self.folder, "clicks.lua")
        with open(script, "w") as out:
            out.write(
                "local paths = {%s}\nlocal n = 0\n" % ", ".join(json.dumps("/api/v1/" + path) for path in paths)
                + "request = function()\n n = n + 1\n return wrk.format('GET', paths[n % #paths + 1])\nend\n"
            )
        argv = ["wrk", "-t1", "-c%d" % people, "-d%ds" % seconds, "--timeout", "60s", "--latency", "-s", script]
        argv += ["-H", "Cookie: entente_session=" + self.cookie, "http://127.0.0.1:%d" % self.console]
        done = subprocess.run(argv, capture_output=True, text=True, check=True).stdout
        assert "Non-2xx" not in done, done
        number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", done).groups()
        p99 = float(number) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]
        return float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1]), p99


def figures(desk):
    """What a node answers over what it holds."""
    with desk.serves():
        desk.sign_in()
        listed = json.loads(desk.ask("GET", "/api/v1/holdings")[2])
        # What is written refers to another one than is looked at, which would grow.
        desk.item, desk.other = (listed["items"][place]["id"] for place in (7, 8))
        # The search index has caught up, and the log of changes is folded.
        while len(json.loads(desk.ask("GET", "/api/v1/holdings?q=the")[2])["items"]) < 50:
            time.sleep(0.2)
    found = {}
    with desk.serves():
        found["first"] = desk.get("holdings")
        found["start"] = desk.started * 1e3
    pages = {"holdings": "holdings", "today": "today", "object": "objects/" + desk.item, "search": "holdings?q=the"}
    with desk.serves():
        desk.get("holdings")
        for name, path in pages.items():
            found[name] = statistics.median(desk.get(path) for _ in range(ROUNDS))
        for name, path in pages.items():
            after = []
            for number in range(WRITES):
                desk.write(number)
                after.append(desk.get(path))
            found[name + " after"] = statistics.median(after)
        found["rate"], found["p99"] = desk.clicks()
        found["memory"] = desk.memory_mib()
    return found


def filled(binary, folder, file, count):
    """A node with the objects of a file, and how many a second it took in."""
    desk = Desk(binary, folder)
    start = time.perf_counter()
    desk.run("import", file)
    return desk, count / (time.perf_counter() - start)


def imports(binary, before, work, file):
    """Objects a second that each build takes into an empty node, the builds in turn."""
    rates = {binary: [], before: []}
    for turn in range(TURNS):
        for build in ((binary, before), (before, binary))[turn % 2]:
            folder = os.path.join(work, "imports")
            rates[build].append(filled(build, folder, file, SMALL)[1])
            shutil.rmtree(folder)
    return [statistics.median(rates[build]) for build in (binary, before)]


def brought_up(binary, folder):
    """Seconds until the store of the earlier build has today's schema, and its new bytes for each object."""
    store = os.path.join(folder, "store.db")
    start = time.perf_counter()
    Desk(binary, folder).run("people", "list", stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    (copy,) = [name for name in os.listdir(folder) if name.startswith("store.db.schema-")]
    with (
        contextlib.closing(sqlite3.connect(store)) as one,
        contextlib.closing(sqlite3.connect(os.path.join(folder, copy))) as other,
    ):
        pages = [each.execute("PRAGMA page_count").fetchone()[0] for each in (one, other)]
        page = one.execute("PRAGMA page_size").fetchone()[0]
    os.unlink(os.path.join(folder, copy))
    return seconds, (pages[0] - pages[1]) * page


def compared(row, words, small, now, before):
    """The figures of a full node beside those of the earlier build, of a small node, and of before a write."""

    def beside(name, value, bound, other, unit="ms"):
        text = "%.2f %s, %s %.2f %s" % (value, unit, FORMER, other, unit)
        row("%s: %s" % (words, name), value / other, "x", "<= %g x" % bound, value <= bound * other, text)

    beside("first page after a start", now["first"], 1 / 80, before["first"])
    beside("holdings", now["holdings"], 1 / 8, before["holdings"])
    beside("search for the commonest word", now["search"], 1 / 10, before["search"])
    beside("memory under 20 people", now["memory"], 0.4, before["memory"], "MiB")
    for name in ("today", "object"):
        value, other = now[name], before[name]
        row(
            "%s: %s" % (words, name),
            value,
            "ms",
            "<= 1/2 of before, or <= 1.2 x of 10,000",
            value <= max(other / 2, 1.2 * small[name]),
            "%s %.2f ms; the same build at 10,000 %.2f ms" % (FORMER, other, small[name]),
        )
    for name in ("holdings", "today", "object", "search"):
        value = now[name + " after"] / now[name]
        text = "%.2f ms, before %.2f ms" % (now[name + " after"], now[name])
        row("%s: %s right after a write" % (words, name), value, "x", "<= 1.2 x of before", value <= 1.2, text)
    row(
        "%s: 20 people clicking without a pause" % words,
        now["rate"] / before["rate"],
        "x",
        ">= 6 x the answers/s",
        now["rate"] >= 6 * before["rate"],
        "%.0f/s, 99 of 100 in %.0f ms; %s %.0f/s, %.0f ms"
        % (now["rate"], now["p99"], FORMER, before["rate"], before["p99"]),
    )


def measure(binary, root, work, row, count):
    """The figures, those of the earlier build beside them in the same run, over the store of that build."""
    os.environ["ENTENTE_BIN"] = binary
    before, reason = former(root)
    if before is None:
        print("bench: " + reason, flush=True)
        return
    file = bundle(os.path.join(work, "small.json"), SMALL)
    now, then = imports(binary, before, work, file)
    text = "%.0f/s, %s %.0f/s" % (now, FORMER, then)
    row("import of %d objects beside %s" % (SMALL, FORMER), now / then, "x", ">= 0.95 x", now >= 0.95 * then, text)
    small = figures(filled(binary, os.path.join(work, "small"), file, SMALL)[0])
    file = bundle(os.path.join(work, "large.json"), count)
    folder = os.path.join(work, "large")
    old = figures(filled(before, folder, file, count)[0])
    os.unlink(file)
    seconds, size = brought_up(binary, folder)
    row(
        "store of %s with %d objects brought to today's schema" % (FORMER, count),
        seconds,
        "s",
        "<= 120 s",
        seconds <= 120,
        "with the copy of before; %.0f bytes more for each object" % (size / count),
    )
    compared(row, "console over %d own objects" % count, small, figures(Desk(binary, folder)), old)


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "bundle":
        bundle(rest[0], int(rest[1]))
    elif command == "fill":
        print(filled(rest[0], rest[1], rest[2], int(rest[3]))[1])
    elif command == "figures":
        print(json.dumps(figures(Desk(rest[0], rest[1])), indent=1))
