"""A partner that lies, and a network that fails: the EU's node behind a proxy that holds its TLS key.

Whatever the proxy does, nothing is lost, nothing comes twice, and the state says clearly what is wrong.
"""

import http.client
import http.server
import json
import re
import sqlite3
import ssl
import threading

import pytest

from support import GREEN, Node, free_port, indicator, wait_for


class Proxy:
    """Stands between Japan and the EU's node, and changes what it is told to."""

    def __init__(self, node, port, caller):
        self.node, self.caller = node, caller
        self.change = None
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                inner = http.client.HTTPSConnection(
                    "127.0.0.1", proxy.node.port, context=proxy.caller.context(), timeout=30
                )
                inner.request(self.command, self.path, body or None, {"Accept": self.headers.get("Accept", "*/*")})
                response = inner.getresponse()
                data, status, fields = response.read(), response.status, dict(response.getheaders())
                inner.close()
                if proxy.change:
                    changed = proxy.change(self.path, data)
                    if changed is None:
                        self.connection.shutdown(2)
                        self.close_connection = True
                        return
                    data = changed
                self.send_response(status)
                for name, value in fields.items():
                    if name.lower() not in ("content-length", "connection", "date"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(data) + (10 if getattr(proxy, "cut", False) else 0)))
                self.end_headers()
                self.wfile.write(data)
                if getattr(proxy, "cut", False):
                    self.close_connection = True

            do_GET = do_POST = forward

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(node.folder / "keys" / "tls.crt", node.folder / "keys" / "tls.key")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Pair:
    def __init__(self, folder):
        self.eu, self.japan = Node(folder / "eu", "eu"), Node(folder / "japan", "japan")
        port = free_port()
        for inviting, invited, address in (
            (self.eu, self.japan, f"https://127.0.0.1:{port}"),
            (self.japan, self.eu, self.japan.base),
        ):
            file = folder / f"{inviting.name}.json"
            file.write_text(inviting.run("partner", "invite", invited.name, "--address", address).stdout)
            found = json.loads(invited.run("partner", "accept", file, "--json").stdout)
            invited.run("partner", "confirm", inviting.name, "--fingerprint", found["fingerprint"])
        self.eu.serve()
        self.proxy = Proxy(self.eu, port, self.japan)
        self.given = []

    def give(self, count=3):
        items = [indicator(object_marking_refs=[GREEN]) for _ in range(count)]
        self.eu.load(items, f"{len(self.given)}.json")
        self.eu.run("release", *[item["id"] for item in items], "--to", "japan", "--officer", "O")
        self.given += [item["id"] for item in items]

    def pull(self):
        return self.japan.run("pull", "eu", check=False)

    def held(self):
        bundle = json.loads(self.japan.run("export", "--from", "eu").stdout).get("objects", [])
        return sorted(entry["id"] for entry in bundle)

    def evidence(self):
        lines = self.japan.run("partner", "evidence", "eu", "--json", check=False).stdout.splitlines()
        return [json.loads(line) for line in lines if "settled" not in json.loads(line)]

    def settles(self):
        """Honest again: everything that was given is there, once, and both stores are whole."""
        self.proxy.change, self.proxy.cut = None, False
        if self.evidence():
            self.japan.run("partner", "settle", "eu", "--officer", "Chief", "--reason", "the line was bad")
        assert self.pull().returncode == 0
        assert self.held() == sorted(self.given)
        assert self.eu.is_whole() and self.japan.is_whole()
        assert self.japan.run("check", "--partner", "eu").returncode == 0


@pytest.fixture
def pair(tmp_path):
    pair = Pair(tmp_path)
    pair.give()
    assert pair.pull().returncode == 0
    yield pair
    pair.eu.stop()
    pair.proxy.stop()


def receipts(change):
    """Changes answers with receipts only."""

    def apply(path, data):
        if "/entente/v1/receipts/" not in path:
            return data
        answer = json.loads(data)
        return json.dumps(change(answer)).encode()

    return apply


def without_first(answer):
    return {**answer, "receipts": answer["receipts"][1:]}


def swapped(answer):
    one, two = answer["receipts"][:2]
    one["entry"], two["entry"] = two["entry"], one["entry"]
    return answer


def larger(answer):
    lines = answer["checkpoint"].split("\n")
    lines[1] = str(int(lines[1]) + 1)
    return {**answer, "checkpoint": "\n".join(lines)}


def for_another(answer):
    answer["receipts"][0]["entry"] = answer["receipts"][0]["entry"].replace('"to":"japan"', '"to":"korea"')
    return answer


LIES = {
    "another entry": (swapped, "mismatch"),
    "a larger tree": (larger, "untrusted"),
    "for another party": (for_another, "mismatch"),
    "another root": (lambda answer: {**answer, "checkpoint": answer["checkpoint"].replace("\n", "\nA", 2)}, None),
    "no consistency": (lambda answer: {**answer, "consistency": []}, "inconsistent"),
    "another salt": (
        lambda answer: {**answer, "receipts": [{**one, "salt": "A" * 43 + "="} for one in answer["receipts"]]},
        "mismatch",
    ),
    "other indexes": (
        lambda answer: {**answer, "receipts": [{**one, "index": one["index"] + 1} for one in answer["receipts"]]},
        "mismatch",
    ),
    "negative indexes": (
        lambda answer: {**answer, "receipts": [{**one, "index": -1} for one in answer["receipts"]]},
        "mismatch",
    ),
    "no signature": (lambda answer: {**answer, "checkpoint": answer["checkpoint"].split("\n\n")[0] + "\n"}, None),
    "nothing": (lambda answer: {}, None),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_in_receipts_is_refused_whole(pair, name):
    change, code = LIES[name]
    pair.give()
    before = pair.held()
    pair.proxy.change = receipts(change)
    done = pair.pull()
    assert done.returncode == 1 and "receipts of `eu` do not hold" in done.stderr, done.stderr
    assert pair.held() == before
    assert [one["code"] for one in pair.evidence()] == ([code] if code else [])
    if code:
        assert "stands still" in pair.pull().stderr
    pair.settles()


def test_a_replayed_answer_with_an_older_checkpoint_is_a_rollback(pair):
    kept = {}

    def keep(path, data):
        if "/receipts/" in path:
            kept["old"] = data
        return data

    pair.give(1)
    pair.proxy.change = keep
    pair.pull()
    pair.give(2)
    pair.pull()
    pair.give(1)
    first = kept["old"]
    pair.give(1)
    pair.proxy.change = keep
    pair.pull()
    pair.give(1)
    pair.proxy.change = lambda path, data: first if "/receipts/" in path else data
    done = pair.pull()
    assert "rolled back" in done.stderr, done.stderr
    assert pair.evidence()[0]["code"] == "inconsistent"
    pair.settles()


def test_objects_without_receipts_are_asked_for_again(pair):
    pair.give()
    pair.proxy.change = receipts(without_first)
    done = pair.pull()
    assert done.returncode == 1 and "has no receipt" in done.stderr
    assert not pair.evidence()
    assert "has no receipt" in pair.japan.run("partner", "list").stdout
    pair.settles()


def test_a_changed_object_is_not_taken(pair):
    pair.give(1)
    pair.proxy.change = lambda path, data: (
        data.replace(b'"an indicator"', b'"an evil thing"') if "/objects/" in path else data
    )
    done = pair.pull()
    assert "is not what its receipt is for" in done.stderr
    assert "evil" not in pair.japan.run("export", "--from", "eu").stdout
    pair.settles()


def test_a_page_that_comes_twice_is_kept_once(pair):
    pages = []

    def again(path, data):
        if "/objects/" in path:
            pages.append(data)
            return pages[0]
        return data

    pair.give(2)
    pair.proxy.change = again
    pair.pull()
    pair.pull()
    pair.settles()


def test_a_page_that_leads_to_itself_is_followed_no_further(pair):
    pages, asked = [], []

    def again(path, data):
        if "/objects/" not in path:
            return data
        asked.append(path)
        pages.append(data)
        return pages[0]

    pair.give(2)
    pair.japan.configure(batch_objects=1)
    pair.proxy.change = again
    assert pair.pull().returncode == 0 and len(asked) == 2
    assert json.loads(pages[0])["more"] and "next=" in asked[1]
    pair.settles()


def test_a_page_that_is_too_large_is_asked_for_smaller(pair):
    """A node takes 128 MiB as one answer."""
    asked = []

    def swollen(most):
        def change(path, data):
            limit = re.search(r"/objects/.*[?&]limit=(\d+)", path)
            if not limit:
                return data
            asked.append(int(limit[1]))
            return data + b" " * (129 << 20) if int(limit[1]) > most else data

        return change

    pair.give(2)
    pair.japan.configure(batch_objects=4)
    pair.proxy.change = swollen(0)
    done = pair.pull()
    assert done.returncode == 1 and "larger than this node takes" in done.stderr and asked == [4, 1]
    asked.clear()
    pair.proxy.change = swollen(1)
    assert pair.pull().returncode == 0 and asked == [4, 1, 1]
    pair.settles()


@pytest.mark.parametrize("where", ["/objects/", "/receipts/"])
@pytest.mark.parametrize("how", ["reset", "cut", "garbage", "empty"])
def test_a_broken_line_loses_nothing(pair, where, how):
    pair.give(2)
    before = pair.held()
    if how == "cut":
        pair.proxy.cut = True
    else:
        changes = {"reset": lambda data: None, "garbage": lambda data: b"\xff{" + data[5:], "empty": lambda data: b""}
        pair.proxy.change = lambda path, data: changes[how](data) if where in path else data
    done = pair.pull()
    assert done.returncode == 1 and "eu" in done.stderr
    assert pair.held() == before and not pair.evidence()
    pair.settles()


LISTS = [
    b"",
    b"[]",
    b"{",
    b'{"agreements":{}}',
    b'{"agreements":[{"name":"","sha256":"' + b"0" * 64 + b'"}]}',
    b'{"agreements":[{"name":"x","sha256":"0"}]}',
    b'{"agreements":[' + b",".join([b'{"name":"x","sha256":"' + b"0" * 64 + b'"}'] * 1001) + b"]}",
    b'{"agreements":[{"name":"' + b"x" * 201 + b'","sha256":"' + b"0" * 64 + b'"}]}',
]


def test_what_is_no_list_of_agreements_is_not_kept(pair):
    """Nor does it stop the exchange; the first list that is one is kept."""
    answers, asked = list(LISTS), []

    def lie(path, data):
        if path != "/entente/v1/agreements":
            return data
        asked.append(told(pair.japan))
        return answers.pop(0) if answers else b'{"agreements":[{"name":"x","sha256":"' + b"0" * 64 + b'"}]}'

    pair.proxy.change = lie
    pair.japan.configure(pull_seconds=1)
    pair.japan.serve()
    wait_for(lambda: told(pair.japan) is not None, seconds=40)
    assert asked[: len(LISTS) + 1] == [None] * (len(LISTS) + 1) and json.loads(told(pair.japan))["agreements"] == [
        {"name": "x", "sha256": "0" * 64}
    ]
    pair.japan.stop()
    pair.give()
    pair.settles()


def told(node):
    """What a node keeps of what its partner told."""
    with sqlite3.connect(f"file:{node.folder}/store.db?mode=ro", uri=True) as store:
        found = store.execute("SELECT value FROM setting WHERE name='agreements-told eu'").fetchone()
    return found and found[0]
