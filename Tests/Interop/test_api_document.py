"""The API's document against the code, and against the running node with calls that nobody thought of."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openapi_spec_validator
import pytest

from people import open_console, person
from support import BINARY, GREEN, REPOSITORY, Node, indicator, link

DOCUMENT = REPOSITORY / "Documentation" / "api.json"


def test_the_document_is_what_the_node_prints():
    printed = subprocess.run([BINARY, "api"], capture_output=True, check=True).stdout
    assert printed == DOCUMENT.read_bytes(), "`entente api > Documentation/api.json` brings it up to date"


def test_a_validator_takes_the_document():
    openapi_spec_validator.validate(json.loads(DOCUMENT.read_text()))


@pytest.mark.parametrize("role", ["author", "disclosure-officer", "auditor", "administrator"])
def test_a_tool_that_makes_calls_up_finds_no_server_error_and_no_undocumented_answer(tmp_path, role):
    seconds = int(os.environ.get("ENTENTE_API_SECONDS", "8"))
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
            str(Path(sys.executable).parent / "schemathesis"),
            "run",
            str(DOCUMENT),
            "--url",
            f"http://127.0.0.1:{eu.console}",
            "--header",
            f"Cookie: entente_session={someone.cookie}",
            "--header",
            f"X-Entente-CSRF: {someone.csrf}",
            "--exclude-method",
            "DELETE",
            "--exclude-path",
            "/api/v1/events",
            "--checks",
            "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
            "--phases",
            "examples,coverage,fuzzing",
            "--max-time",
            str(seconds),
            "--seed",
            "7",
            "--generation-database",
            "none",
            "--no-color",
        ]
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=seconds * 20 + 300, cwd=tmp_path)
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        # An administrator may well have changed its own account, which ends its sessions.
        assert someone.get("session").status == 200 or role == "administrator"
        assert someone.call("GET", "/ready").text == "ready\n"
        assert eu.is_whole()
    finally:
        eu.stop()
