"""What partners' nodes ask of each other, `/entente/v1/`: the document against the code, and who may ask what.

Every answer that any test gets below `/entente/v1/` is held against the document as well (`support.Caller`)."""

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

import openapi_spec_validator
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import transparency
from document import PARTNER_JUDGE, PARTNERS
from support import BINARY, REPOSITORY, Caller, Node, basic, link, wait_for
from test_earlier_release import CALLS

DOCUMENT = REPOSITORY / "Documentation" / "partners-api.json"
ROOT = "/entente/v1/"
ORIGIN = "japan.entente/log"
# What makes a call of the document a whole one.
QUERY = {"receipts/": "?from=0&to=1&old=0"}
PLACE = {"{path}": "0/000.p/1"}


def calls():
    """Every call of the document: method, path below the root, how the partner has to stand."""
    return [
        (method.upper(), path.removeprefix(ROOT), operation["x-standing"])
        for path, methods in PARTNERS["paths"].items()
        for method, operation in methods.items()
    ]


class Asker:
    """The node `japan`, that asks the node `eu`."""

    def __init__(self, eu, japan):
        self.caller = Caller(eu.base, context=japan.context())
        key = (japan.folder / "keys" / "signing.key").read_text().strip()
        self.key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(key))

    def checkpoint(self, old, size, proof=()):
        """A request to cosign; the tree is made up, so only the first one holds."""
        root = base64.b64encode(bytes([size]) * 32).decode()
        note = transparency.sign_note(ORIGIN, self.key, f"{ORIGIN}\n{size}\n{root}\n")
        head = "".join(line + "\n" for line in (f"old {old}", *proof, ""))
        return head.encode() + (note if isinstance(note, bytes) else note.encode())

    def ask(self, method, path, by=None):
        """A call that is whole; a link that was made by any invitation goes on after this `end/`."""
        body = {"end/": b'{"serial":0}', "witness/add-checkpoint": self.checkpoint(0, 1)}.get(path)
        for name, value in PLACE.items():
            path = path.replace(name, value)
        if method == "POST" and body is None:
            body = b""
        return (by or self.caller).call(method, ROOT + path + QUERY.get(path, ""), accept="*/*", body=body)

    def all(self, by=None):
        """The status of each call."""
        return {path: self.ask(method, path, by).status for method, path, _ in calls()}


def test_the_document_is_what_the_program_prints():
    printed = subprocess.run([BINARY, "api", "--partners"], capture_output=True, check=True).stdout
    assert printed == DOCUMENT.read_bytes(), "`entente api --partners > Documentation/partners-api.json`"


def test_a_validator_takes_the_document():
    openapi_spec_validator.validate(json.loads(DOCUMENT.read_text()))


def test_the_document_names_the_calls_that_nodes_make():
    """One that a node makes of another and that is not in the table would be answered with 404."""
    asked = set()
    for file in (REPOSITORY / "Sources").rglob("*.swift"):
        asked |= set(re.findall(r'address(?:\)| \+ ")/entente/v1/([\w/-]*)', file.read_text()))
    # `log/\(path)`: the checkpoint, or a tile.
    asked = {"log/tile/{path}" if path == "log/" else path for path in asked}
    assert asked == {path for _, path, _ in calls()}


def test_what_the_earlier_release_answered_is_in_the_document():
    judged = 0
    for call in CALLS:
        if call["side"] == "answered" and call["path"].startswith(ROOT):
            kind, body = call["fields"].get("Content-Type"), base64.b64decode(call["answer"])
            assert PARTNER_JUDGE.fault(call["method"], call["path"], call["status"], kind, body) is None
            judged += 1
    assert judged > 20


def test_a_judge_that_knows_the_document_says_what_is_not_in_it():
    fault = PARTNER_JUDGE.fault
    assert fault("GET", ROOT + "agreements", 200, "application/json", b'{"agreements":[]}') is None
    for status, kind, body, words in [
        (201, "application/json", b"{}", "201, which is not written"),
        (200, "text/plain", b"", "as text/plain"),
        (200, "application/json", b'{"more":1}', "'more' was unexpected"),
        (403, "application/problem+json", b"{}", "as application/problem+json"),
        (403, "application/taxii+json;version=2.1", b'{"title":"x"}', "required property"),
    ]:
        assert words in fault("GET", ROOT + "agreements", status, kind, body), words
    assert "with a body" in fault("POST", ROOT + "hint/", 204, None, b"x")
    assert fault("GET", ROOT + "log/tile/0/x001/234.p/5", 418, None, b"") is not None


def test_who_may_make_each_call_and_in_which_order_others_are_refused(make_node, tmp_path):
    eu, japan, stranger = make_node("eu"), make_node("japan"), Node(tmp_path / "stranger", "stranger")
    link(eu, japan)
    eu.configure(pull_seconds=3600, partner_requests_per_minute=40)
    key = eu.run("key", "add", "spy", "--scope", "read:*", "--scope", "write:*").stdout.strip()
    eu.serve()
    asker, paths = Asker(eu, japan), [path for _, path, _ in calls()]
    # Who is nobody, and who is no partner's node: the party's own tools have keys.
    assert asker.all(Caller(eu.base)) == dict.fromkeys(paths, 401)
    assert asker.all(Caller(eu.base, context=stranger.context())) == dict.fromkeys(paths, 401)
    assert asker.all(Caller(eu.base, authorization=basic("spy", key))) == dict.fromkeys(paths, 404)
    # A partner: each call is done, and nothing else is there.
    done = asker.all()
    assert done == {path: 204 if path in ("hint/", "end/") else 200 for path in paths}
    for method, path in [
        ("GET", "hint/"),
        ("POST", "hint"),
        ("GET", "end/"),
        ("GET", "receipts"),
        ("POST", "agreements"),
        ("GET", "agreements/"),
        ("GET", "log/seen/"),
        ("GET", "log/"),
        ("GET", "log"),
        ("DELETE", "log/seen"),
        ("PUT", "hint/"),
        ("GET", ""),
        ("POST", "session"),
    ]:
        assert asker.caller.call(method, ROOT + path, accept="*/*", body=b"").status == 404, (method, path)
    # A body that is too large is of no call, and nothing is said of a limit.
    assert asker.caller.call("POST", ROOT + "hint/", accept="*/*", body=b"x" * 32_769).status == 404
    assert asker.caller.call("POST", ROOT + "end/", body=b"{}").json()["error_code"] == "malformed"
    # Open evidence against the caller's log, and then its limits, which come first.
    proof = base64.b64encode(bytes(32)).decode()
    forged = asker.checkpoint(1, 2, [proof])
    assert asker.caller.call("POST", ROOT + "witness/add-checkpoint", accept="*/*", body=forged).status == 422
    by_standing = {path: standing for _, path, standing in calls()}
    assert set(by_standing.values()) == {"linked", "within-limits", "without-evidence"}
    for method, path, standing in calls():
        answer = asker.ask(method, path)
        if standing == "without-evidence":
            assert (answer.status, answer.json()["error_code"]) == (403, "evidence"), path
        else:
            assert answer.status in (200, 204, 409), path

    def over_the_limit():
        # A minute may end on the way: then it begins anew.
        for _ in range(60):
            asker.ask("GET", "log/seen")
        found = asker.all()
        return found if asker.ask("GET", "nothing").status == 429 else None

    found = wait_for(over_the_limit, 60, "a limit")
    assert found == {path: 204 if standing == "linked" else 429 for path, standing in by_standing.items()}
    # The link is ended: whatever is asked, this is said.
    eu.run("partner", "end", "japan", "--officer", "O")
    for method, path, _ in calls():
        answer = asker.ask(method, path)
        assert (answer.status, answer.json()["error_code"]) == (403, "link-ended"), path


def test_nothing_is_there_on_a_node_without_partners(seeded):
    process = seeded({"api_roots": []})
    for method, path, _ in calls():
        assert process.caller().call(method, ROOT + path, accept="*/*", body=b"").status == 404, path


# `end/` would end the link; a body that is too large is refused before it is read, which the tool calls an error.
@pytest.mark.parametrize(
    "which",
    [
        ("--exclude-path", ROOT + "end/", "--exclude-path", ROOT + "witness/add-checkpoint"),
        ("--include-path", ROOT + "witness/add-checkpoint", "--mode", "positive"),
    ],
    ids=["others", "witness"],
)
def test_a_tool_that_makes_calls_up_finds_no_server_error_and_no_undocumented_answer(make_node, tmp_path, which):
    eu, japan = make_node("eu"), make_node("japan")
    link(eu, japan)
    eu.configure(pull_seconds=3600, partner_requests_per_minute=1_000_000)
    eu.serve()
    arguments = [
        str(Path(sys.executable).parent / "schemathesis"),
        "run",
        str(DOCUMENT),
        "--url",
        eu.base,
        "--tls-verify",
        "false",
        "--request-cert",
        str(japan.folder / "keys" / "tls.crt"),
        "--request-cert-key",
        str(japan.folder / "keys" / "tls.key"),
        *which,
        "--checks",
        "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
        "--phases",
        "examples,coverage,fuzzing",
        "--max-time",
        "8",
        "--seed",
        "7",
        "--generation-database",
        "none",
        "--no-color",
    ]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=300, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert Caller(eu.base, context=japan.context()).get(ROOT + "agreements").status == 200
    assert eu.is_whole()
