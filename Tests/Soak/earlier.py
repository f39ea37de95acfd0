"""A node of this build and one of the earlier release (commit c890e11) as partners:
all that passes between them, both ways.

`python Tests/Soak/earlier.py` builds the earlier one once from a git worktree below `.build` (or takes
`ENTENTE_OLD_BIN`), runs the exchange and compares both sides; with `--record` it also writes what the earlier node said
and asked to `Tests/Fixtures/earlier`, which `Tests/Interop/test_earlier_release.py` plays against a node of this build
in every `make test`. The keys in it are made for that alone.
"""

import base64
import contextlib
import http.client
import http.server
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "Tests" / "Interop"))

import support  # noqa: E402
from support import (  # noqa: E402
    AMBER,
    EXAMPLES,
    GREEN,
    PARTIES,
    RED,
    Caller,
    Node,
    free_port,
    indicator,
    translated,
    wait_for,
)

COMMIT = "c890e11"
FIXTURES = REPOSITORY / "Tests" / "Fixtures" / "earlier"


def earlier_binary():
    """The binary of the earlier release; None where its commit is missing."""
    if given := os.environ.get("ENTENTE_OLD_BIN"):
        return given
    folder = REPOSITORY / ".build" / "earlier"
    if not folder.exists():
        done = subprocess.run(
            ["git", "worktree", "add", "--detach", folder, COMMIT], cwd=REPOSITORY, capture_output=True
        )
        if done.returncode:
            return None
    subprocess.run(["swift", "build", "--product", "entente"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return str(folder / ".build" / "debug" / "entente")


class Earlier(Node):
    """A node of the earlier release."""

    binary = None

    @contextlib.contextmanager
    def release(self):
        support.BINARY, current = self.binary, support.BINARY
        try:
            yield
        finally:
            support.BINARY = current

    def __init__(self, *arguments, **options):
        with self.release():
            super().__init__(*arguments, **options)

    def run(self, *arguments, **options):
        with self.release():
            return super().run(*arguments, **options)

    def serve(self, **options):
        with self.release():
            return super().serve(**options)


class Recorder:
    """Stands before a node with its TLS key, and writes down what a partner asks of it and what it answers."""

    def __init__(self, node, caller, side, calls):
        self.port = free_port()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                inner = http.client.HTTPSConnection("127.0.0.1", node.port, context=caller.context(), timeout=30)
                try:
                    inner.request(self.command, self.path, body or None, {"Accept": self.headers.get("Accept", "*/*")})
                    response = inner.getresponse()
                    data = response.read()
                except OSError:
                    self.close_connection = True
                    return
                finally:
                    inner.close()
                fields = {
                    name: value
                    for name, value in response.getheaders()
                    if name.lower() not in ("content-length", "connection", "date", "transfer-encoding")
                }
                calls.append(
                    {
                        "side": side,
                        "method": self.command,
                        "path": self.path,
                        "accept": self.headers.get("Accept", "*/*"),
                        "body": base64.b64encode(body).decode(),
                        "status": response.status,
                        "fields": fields,
                        "answer": base64.b64encode(data).decode(),
                    }
                )
                self.send_response(response.status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = forward

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(node.folder / "keys" / "tls.crt", node.folder / "keys" / "tls.key")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"https://127.0.0.1:{self.port}"


def invite(inviting, invited, address):
    """One way of a link; gives the file and what the taker was told beside the fingerprint."""
    done = inviting.run("partner", "invite", invited.name, "--address", address)
    file = inviting.folder / f"for-{invited.name}.json"
    file.write_text(done.stdout)
    taken = invited.run("partner", "accept", file, "--json")
    # Both releases show the same fingerprint.
    fingerprint = done.stderr.split("fingerprint of this invitation: ")[1].strip()
    assert json.loads(taken.stdout)["fingerprint"] == fingerprint
    invited.run("partner", "confirm", inviting.name, "--fingerprint", fingerprint)
    return file, taken.stderr


def release(node, items, to, *more):
    node.load(items, f"{items[0]['id']}.json")
    return node.run("release", *[item["id"] for item in items], "--to", to.name, "--officer", "O", *more, check=False)


def translation(item):
    """A machine's translation that somebody has checked (Documentation/types.md)."""
    made = {
        "extension_type": "property-extension",
        "made_by": "machine",
        "translator": "Lingua 4",
        "state": "checked",
        "checked": "2026-06-01T00:00:00.000Z",
    }
    extensions = {"extension-definition--aeef4b2e-4a99-4c97-85a3-b8970aad2cdc": made}
    return translated(item, {"ja": {"name": "港"}}, extensions=extensions)


def lines(node, *arguments):
    return [json.loads(line) for line in node.run(*arguments, "--json", check=False).stdout.splitlines()]


def both_ways(new, old, folder):
    """The exchange; each step is compared on both sides."""
    calls = []
    recorders = {new.name: Recorder(new, old, "asked", calls), old.name: Recorder(old, new, "answered", calls)}
    invitation, remark = invite(old, new, recorders[old.name].address)
    assert "has no serial" in remark
    invite(new, old, recorders[new.name].address)
    for node in (new, old):
        (folder.parent / "parties.accord").write_text(PARTIES)
        node.run("agreements", "apply", folder.parent / "parties.accord", "--officer", "O")
        node.configure(pull_seconds=3600, open_witness=True)
        node.serve()
    for giver, taker in ((new, old), (old, new)):
        open_ones = [indicator(name=f"from {giver.name} {number}", object_marking_refs=[GREEN]) for number in range(5)]
        held_back = [indicator(name="CANARY", object_marking_refs=[mark]) for mark in (AMBER, RED)]
        # A property extension that the earlier one does not know is kept by it (STIX 2.1, 7.3).
        translated = translation(open_ones[4])
        release(giver, open_ones + [translated] + held_back, taker)
        taker.run("pull", giver.name)
        held = taker.holdings("--from", giver.name)
        assert {item["id"] for item in open_ones + [translated]} <= held and not {
            item["id"] for item in held_back
        } & held
        came = taker.run("export", "--from", giver.name).stdout
        assert "CANARY" not in came and translated["extensions"] in [
            one.get("extensions") for one in json.loads(came)["objects"]
        ]
        # Receipts of either are verified by the other's verb, with the key of the invitation.
        proof = taker.folder / "receipt.tlog-proof"
        proof.write_text(taker.run("receipt", "get", open_ones[0]["id"], "--from", giver.name).stdout)
        for reader in (new, old):
            reader.run(
                "receipt", "verify", proof, "--key", json.loads(giver.run("log", "show", "--json").stdout)["key"]
            )
        # A loss is told, and what was given is recalled and destroyed.
        taker.run(
            "loss",
            "tell",
            open_ones[1]["id"],
            "--to",
            giver.name,
            "--noticed",
            "2026-11-20",
            "--certain",
            "--officer",
            "J",
        )
        giver.run("pull", taker.name)
        assert any(one["incoming"] for one in lines(giver, "loss", "list"))
        giver.run(
            "recall",
            "ask",
            open_ones[2]["id"],
            "--action",
            "destroy",
            "--due",
            "2099-01-01",
            "--reason",
            "in error",
            "--officer",
            "O",
        )
        taker.run("pull", giver.name)
        recall = next(one for one in lines(taker, "recall", "list") if one["incoming"])
        taker.run("recall", "answer", recall["id"], "--outcome", "destroyed", "--officer", "J")
        giver.run("pull", taker.name)
        assert open_ones[2]["id"] not in taker.holdings("--from", giver.name)
        assert all(one["state"] == "confirmed" for one in lines(giver, "recall", "list") if not one["incoming"])
        # The holder asks the giver for a third party, and gets its yes.
        request = taker.run(
            "consent", "ask", open_ones[3]["id"], "--from", giver.name, "--for", "Korea", "--officer", "J"
        ).stdout.strip()
        giver.run("pull", taker.name)
        giver.run("consent", "answer", request, "--yes", "--officer", "O")
        taker.run("pull", giver.name)
        assert [one["state"] for one in lines(taker, "consent", "list") if one["id"] == request] == ["granted"]
        # Each cosigns the other's log.
        wait_for(lambda: json.loads(giver.run("log", "show", "--json").stdout)["witnesses"])
        # By courier, with the acknowledgement of the way back inside.
        carried = indicator(name="carried", object_marking_refs=[GREEN])
        release(giver, [carried], taker, "--channel", "courier")
        giver.run("courier", "write", taker.name, "--to", folder / giver.name)
        taker.run("courier", "read", folder / giver.name)
        calls.append({"side": "courier", "from": giver.name})
        assert carried["id"] in taker.holdings("--from", giver.name)
    assert new.is_whole() and old.is_whole()
    return invitation, calls


def example_set(new, old):
    """The example set, as far as it may go: what stands in a feed is what the other side has."""
    for giver, taker in ((new, old), (old, new)):
        giver.run(
            "import",
            *sorted((EXAMPLES / giver.name).glob("*.json")),
            *sorted((EXAMPLES / "shared").glob("*.json")),
            check=False,
        )
        giver.run("release", "--all", "--to", taker.name, "--officer", "O", check=False)
        taker.run("pull", giver.name)
        feed = Caller(giver.base, context=taker.context()).all(
            f"/{taker.name}/collections/feed/objects/", {"match[version]": "all"}
        )
        held = taker.holdings("--from", giver.name)
        notices = {one["id"] for one in feed if one["type"] == "entente-notice"}
        assert len(feed) > 10 and {one["id"] for one in feed} - notices <= held


def ended(new, old):
    """The earlier one cannot be told of an end; both sides say so, and nothing goes any more."""
    late = indicator(name="CANARY-late", object_marking_refs=[GREEN])
    release(old, [late], new)
    new.run("pull", old.name)
    done = new.run("partner", "end", old.name, "--officer", "A. Martin")
    assert "is of an earlier release and was not told: its next pull fails with status 403" in done.stdout
    late = indicator(name="CANARY-too-late", object_marking_refs=[GREEN])
    assert release(new, [late], old).returncode == 2
    said = old.run("pull", new.name, check=False)
    assert said.returncode == 1 and "answered with status 403" in said.stderr
    assert late["id"] not in old.holdings("--from", new.name)
    assert new.is_whole() and old.is_whole()


def record(new, invitation, calls, folder):
    shutil.rmtree(FIXTURES, ignore_errors=True)
    (FIXTURES / "keys").mkdir(parents=True)
    # Of TLS the keys alone: certificates end, and are made over the same keys when they are needed.
    for name in ("signing.key", "tls.key", "courier.key", "courier.crt"):
        shutil.copy(new.folder / "keys" / name, FIXTURES / "keys" / name)
    shutil.copy(invitation, FIXTURES / "invitation.json")
    shutil.copy(invitation.parent / "keys" / "tls.key", FIXTURES / "partner-tls.key")
    shutil.copytree(folder / "japan", FIXTURES / "courier")
    (FIXTURES / "calls.json").write_text("[\n" + ",\n".join(json.dumps(call) for call in calls) + "\n]\n")


def main():
    Earlier.binary = earlier_binary()
    if not Earlier.binary:
        print(f"the commit {COMMIT} is not in this repository: the earlier release cannot be built")
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        new, old = Node(folder / "eu", "eu"), Earlier(folder / "japan-node", "japan")
        try:
            invitation, calls = both_ways(new, old, folder / "carried")
            if "--record" not in sys.argv:
                example_set(new, old)
            ended(new, old)
            if "--record" in sys.argv:
                record(new, invitation, calls, folder / "carried")
        finally:
            for node in (new, old):
                node.stop()
    print(f"exchanged with {COMMIT} both ways: nothing lost, nothing let out")


if __name__ == "__main__":
    main()
