"""The API's document against the code, and against the running node with calls that nobody thought of."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from people import open_console, person
from support import GREEN, REPOSITORY, Node, indicator, link

DOCUMENT = REPOSITORY / "Documentation" / "api.json"
ROUTES = REPOSITORY / "Sources" / "Node" / "API" / "APIService+Routes.swift"


def test_every_route_is_described_and_every_description_is_routed():
    described = set()
    for path, methods in json.loads(DOCUMENT.read_text())["paths"].items():
        parts = path.removeprefix("/api/v1/").split("/")
        third = parts[2] if len(parts) == 3 else None
        described |= {(method.upper(), parts[0], len(parts), third) for method in methods}
    routed = set()
    for method, first, count, third in re.findall(r'case \("(\w+)", "(\w+)", (\d)\)(?: where path\[2\] == "(\w+)")?', ROUTES.read_text()):
        routed.add((method, first, int(count), third or None))
    assert described == routed


def test_the_document_says_what_the_roles_are():
    from test_api import ALLOWED
    document = json.loads(DOCUMENT.read_text())["paths"]
    for path, methods in document.items():
        for method, operation in methods.items():
            roles = set(re.findall(r"[a-z-]+", operation.get("description", "").removeprefix("For: ")))
            if not roles:
                continue
            call = f"{method.upper()} " + re.sub(r"\{(\w+)\}", lambda name: {"id": "report--x" if "objects" in path else "x", "place": "0"}.get(name[1], "x"),
                                                 path.removeprefix("/api/v1/"))
            allowed = {role for role, calls in ALLOWED.items() if call in calls}
            assert allowed == roles, call


@pytest.mark.parametrize("role", ["author", "disclosure-officer", "auditor", "administrator"])
def test_a_tool_that_makes_calls_up_finds_no_server_error_and_no_undocumented_answer(tmp_path, role):
    seconds = int(os.environ.get("ENTENTE_API_SECONDS", "12"))
    eu, japan = open_console(Node(tmp_path / "eu", "eu")), Node(tmp_path / "japan", "japan")
    link(eu, japan)
    # Made-up passwords must not lock the test out.
    eu.configure(sign_in_tries=1000)
    eu.load([indicator(number=number, object_marking_refs=[GREEN]) for number in range(20)])
    eu.serve()
    try:
        someone = person(eu, "tester", role)
        # Signing out would end the session of the run; a stream of events has no end.
        arguments = [
            str(Path(sys.executable).parent / "schemathesis"), "run", str(DOCUMENT), "--url", f"http://127.0.0.1:{eu.console}",
            "--header", f"Cookie: entente_session={someone.cookie}", "--header", f"X-Entente-CSRF: {someone.csrf}",
            "--exclude-method", "DELETE", "--exclude-path", "/api/v1/events", "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
            "--phases", "examples,coverage,fuzzing", "--max-time", str(seconds), "--seed", "7", "--generation-database", "none", "--no-color",
        ]
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=seconds * 20 + 300, cwd=tmp_path)
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        # An administrator may well have changed its own account, which ends its sessions.
        assert someone.get("session").status == 200 or role == "administrator"
        assert someone.call("GET", "/ready").text == "ready\n"
        assert eu.is_whole()
    finally:
        eu.stop()
