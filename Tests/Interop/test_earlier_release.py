"""What a node of the earlier release (commit c890e11) asked and answered, played against a node of this build.

`Tests/Soak/earlier.py --record` wrote it down from a true exchange;
`make soak` has that exchange anew, with the earlier node built.
"""

import base64
import http.server
import json
import os
import shutil
import sqlite3
import ssl
import subprocess
import threading
from pathlib import Path

from support import GREEN, PARTIES, Caller, indicator, insecure

FIXTURES = Path(__file__).resolve().parents[1] / "Fixtures" / "earlier"
CALLS = json.loads((FIXTURES / "calls.json").read_text())

# What stands at the end of a feed.
EMPTY = {
    "status": 200,
    "fields": {"Content-Type": "application/taxii+json;version=2.1"},
    "answer": base64.b64encode(b"{}").decode(),
}


def certificate(key, folder):
    """A certificate of today over a key: nodes know each other by the key alone."""
    folder.mkdir(exist_ok=True)
    shutil.copy(key, folder / "tls.key")
    os.chmod(folder / "tls.key", 0o600)
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-new",
            "-key",
            folder / "tls.key",
            "-subj",
            "/CN=localhost",
            "-days",
            "2",
            "-out",
            folder / "tls.crt",
        ],
        check=True,
        capture_output=True,
    )
    os.chmod(folder / "tls.crt", 0o600)
    return folder / "tls.crt", folder / "tls.key"


def asked_for(path):
    """What a call of a feed asks for, however many it wants at once."""
    place, _, query = path.partition("?")
    return place, tuple(part for part in query.split("&") if not part.startswith("limit="))


def objects(call):
    return json.loads(base64.b64decode(call["answer"])).get("objects", [])


class Japan:
    """Answers as the earlier node did up to a moment: a page by its place in the feed,
    receipts for the page that they were for."""

    def __init__(self, files):
        answers = [call for call in CALLS if call["side"] == "answered"]
        self.moment, self.missed = 0, []
        self.pages = [
            (place, call)
            for place, call in enumerate(CALLS)
            if call["side"] == "answered" and "/feed/objects/" in call["path"]
        ]
        japan = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def reply(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if "/feed/objects/" in self.path:
                    alike = [one for one in japan.pages if asked_for(one[1]["path"]) == asked_for(self.path)]
                    call = ([one for place, one in alike if place <= japan.moment] or [EMPTY])[-1]
                else:
                    place = self.path.partition("?")[0]
                    alike = [
                        one
                        for one in answers
                        if one["method"] == self.command and one["path"].partition("?")[0] == place
                    ]
                    call = next(
                        (one for one in alike if one["path"] == self.path),
                        alike[0] if alike and "receipts" not in place else None,
                    )
                if call is None:
                    japan.missed.append(self.path)
                status, fields, body = (
                    (404, {}, b"")
                    if call is None
                    else (call["status"], call["fields"], base64.b64decode(call["answer"]))
                )
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = reply

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*files)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"https://127.0.0.1:{self.server.server_address[1]}"


def test_what_the_earlier_release_asked_and_answered_passes_as_it_did(make_node, tmp_path):
    eu = make_node("eu")
    for name in ("signing.key", "courier.key", "courier.crt"):
        shutil.copy(FIXTURES / "keys" / name, eu.folder / "keys" / name)
        os.chmod(eu.folder / "keys" / name, 0o600)
    certificate(FIXTURES / "keys" / "tls.key", eu.folder / "keys")
    for file in eu.folder.glob("store.db*"):
        file.unlink()
    files = certificate(FIXTURES / "partner-tls.key", tmp_path / "japan")
    (tmp_path / "parties.accord").write_text(PARTIES)
    eu.run("agreements", "apply", tmp_path / "parties.accord", "--officer", "O")
    done = eu.run("partner", "accept", FIXTURES / "invitation.json", "--json")
    # What the earlier one cannot do is said.
    assert "has no serial, as its node is of an earlier release" in done.stderr
    eu.run("partner", "confirm", "japan", "--fingerprint", json.loads(done.stdout)["fingerprint"])
    eu.run("partner", "invite", "japan")
    japan = Japan(files)
    with sqlite3.connect(eu.folder / "store.db") as store:
        store.execute("UPDATE partner SET address=?", (japan.address,))
    store.close()
    eu.configure(pull_seconds=3600)
    own = indicator(name="ours", object_marking_refs=[GREEN])
    eu.load([own])
    eu.run("release", own["id"], "--to", "japan", "--officer", "O")
    eu.serve()
    try:
        caller, is_ended = Caller(eu.base, context=insecure(*files)), False
        for japan.moment, call in enumerate(CALLS):
            if call["side"] == "courier":
                if call["from"] == "japan":
                    taken = json.loads(
                        eu.run("courier", "read", FIXTURES / "courier", "--json", check=False).stdout.splitlines()[0]
                    )
                    assert taken["outcome"] == "taken", taken
            elif call["side"] == "asked":
                answer = caller.call(
                    call["method"], call["path"], accept=call["accept"], body=base64.b64decode(call["body"]) or None
                )
                assert answer.status == call["status"], (call["method"], call["path"], answer.text)
                if is_ended:
                    assert "ours" not in answer.text
            elif call["path"].endswith("/end/"):
                done = eu.run("partner", "end", "japan", "--officer", "A. Martin")
                assert "is of an earlier release and was not told" in done.stdout
                is_ended = True
            elif "/feed/objects/" in call["path"] and objects(call):
                done = eu.run("pull", "japan", check=False)
                assert done.returncode == 0, (japan.moment, call["path"], done.stderr, japan.missed)
        assert is_ended
    finally:
        japan.server.shutdown()
    # Everything that it gave is here, but for what it recalled and this node has not destroyed yet.
    given = {one["id"] for _, call in japan.pages for one in objects(call)}
    assert len(given) > 5 and given <= eu.holdings("--from", "japan")
    recall = [
        one
        for one in map(json.loads, eu.run("recall", "list", "--json", check=False).stdout.splitlines())
        if one["incoming"]
    ]
    assert len(recall) == 1 and eu.is_whole()
    assert (
        eu.run("consent", "list", "--json", check=False).stdout and eu.run("loss", "list", "--json", check=False).stdout
    )
