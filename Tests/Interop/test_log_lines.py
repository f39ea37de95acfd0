"""The node's own log: one line of fields an event, documented, and never a word of content."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from people import PASSWORD, Person, open_console, person
from support import BINARY, GREEN, PACT, PARTIES, RED, REPOSITORY, Caller, Node, indicator, link, wait_for

FIELD = re.compile(r'([a-z]+)=("(?:[^"\\]|\\.)*"|[^ "=]+)(?: |$)')
NUMBERS = {"count", "new", "port", "console", "sqlite"}


def documented():
    """Events with level and fields, and the words for reasons, out of the page for operators."""
    text = (REPOSITORY / "Documentation" / "operators.md").read_text()
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning|notice|info) \| (.*?) ?\| (.*) \|$", text, re.MULTILINE)
    return {
        name: (level, set(re.findall(r"`([a-z]+)`", fields)), set(re.findall(r"`([a-z-]+)`", words)))
        for name, level, fields, words in rows
    }


def lines(node):
    """Each line as its fields; every line has to have the form."""
    found = []
    for line in (node.folder / "log.txt").read_text().splitlines():
        if line.startswith("{"):
            fields = json.loads(line)
        else:
            pairs = FIELD.findall(line)
            assert "".join(f"{name}={value} " for name, value in pairs).rstrip() == line, line
            fields = {
                name: json.loads(value) if value.startswith('"') or name in NUMBERS else value for name, value in pairs
            }
        found.append(fields)
    return found


def check(found):
    """Each line has the fields that the page for operators says, and no other."""
    known = documented()
    for fields in found:
        assert list(fields)[:3] == ["time", "level", "event"] and re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", fields["time"]
        )
        level, names, words = known[fields["event"]]
        assert fields["level"] == level and set(fields) - {"time", "level", "event"} <= names, fields
        assert all(isinstance(fields[name], int) for name in NUMBERS & set(fields))
        if "reason" in fields:
            assert fields["reason"] in words, fields


def test_g4_every_event_is_documented():
    """The events of the source and those of the page are the same, with their levels."""
    source = (REPOSITORY / "Sources" / "Configuration" / "NodeLog.swift").read_text()
    cases = re.search(r"public enum Event.*?var level", source, re.DOTALL)[0]
    events = {value or name for name, value in re.findall(r'case (\w+)(?: = "([a-z-]+)")?$', cases, re.MULTILINE)}
    assert events == set(documented()) and len(events) > 5


@pytest.mark.parametrize("form", ["text", "json"])
def test_g4_lines_of_fields_without_content(form, tmp_path):
    """A canary in everything that is written, asked, sent or tried:
    none of it is in the log of either node (fault G4)."""
    nodes = [Node(tmp_path / name, name, settings={"log_format": form, "pull_seconds": 1}) for name in ("eu", "japan")]
    eu, japan = nodes
    link(*nodes)
    (tmp_path / "set.accord").write_text(PARTIES + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET"))
    for node in nodes:
        node.run("agreements", "apply", tmp_path / "set.accord", "--officer", "CANARY officer")
        open_console(node)
    eu.load(
        [
            indicator(1, name="CANARY open", object_marking_refs=[GREEN]),
            indicator(2, name="CANARY secret", object_marking_refs=[RED]),
        ]
    )
    eu.run("collection", "add", "--kind", "shelf", "--title", "CANARY", "--alias", "shelf")
    secret = json.loads(eu.run("key", "add", "canary", "--scope", "read:*", "--scope", "write:*", "--json").stdout)[
        "key"
    ]
    try:
        for node in nodes:
            node.serve()
        author, officer = person(eu, "author", "author", title="CANARY"), person(eu, "officer", "disclosure-officer")
        Person(eu.console).post("session", {"name": "CANARY", "password": PASSWORD})
        author.post("objects", {"object": {"type": "CANARY", "name": "CANARY"}})
        author.get("holdings", q="CANARY \"'*")
        author.call("GET", '/CANARY"%0aCANARY?CANARY=1', headers={"X-CANARY": "CANARY"})
        answer = officer.post("releases", {"ids": [indicator(1)["id"]], "parties": ["japan"], "reason": "CANARY"})
        assert answer.status == 200, answer.text
        tool = Caller(eu.base, f"Bearer {secret}")
        tool.post("/tools/collections/shelf/objects/", {"objects": [indicator(name="CANARY"), {"CANARY": 1}]})
        tool.post("/tools/collections/shelf/objects/", b'{"CANARY":', media="application/CANARY")
        tool.get("/CANARY/collections/CANARY/", {"match[id]": "CANARY"})
        wait_for(lambda: any(one["event"] == "pull" and one["count"] >= 1 for one in lines(japan)), 20, "a pull")
        eu.kill()
        wait_for(lambda: any(one["event"] == "pull-failed" for one in lines(japan)), 20, "a pull that fails")
        japan.stop()
        for node in nodes:
            text = (node.folder / "log.txt").read_text()
            assert "canary" not in text.lower() and "--" not in text, text
            check(lines(node))
        told = {one["event"]: one for one in lines(japan)}
        assert {"start", "stop", "pull", "pull-failed"} <= set(told)
        assert (told["pull"]["partner"], told["pull-failed"]["reason"], told["start"]["port"]) == (
            "eu",
            "not-reached",
            japan.port,
        )
        assert (tmp_path / "japan" / "log.txt").read_text().startswith("{" if form == "json" else "time=")
    finally:
        for node in nodes:
            node.stop()


def test_g4_journald_gets_its_level_and_less_can_be_asked_for(tmp_path):
    """sd-daemon(3): `<4>` before the line where standard error goes to the journal; `log_level` leaves the rest out."""
    node = Node(tmp_path / "eu", "eu")
    with open(node.folder / "log.txt", "wb") as log:
        state = os.fstat(log.fileno())
        process = subprocess.Popen(
            [BINARY, "serve", "--node", node.folder],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, "JOURNAL_STREAM": f"{state.st_dev}:{state.st_ino}"},
        )
        process.stdout.readline()
        process.terminate()
        assert process.wait(20) == 0
        process.stdout.close()
    # What the kernel says of this machine's clock is a line of its own.
    first, last = [
        line for line in (node.folder / "log.txt").read_text().splitlines() if "clock-not-synchronised" not in line
    ]
    assert first.startswith("<5>time=") and " event=start " in first and last.endswith("event=stop")
    (node.folder / "log.txt").unlink()
    node.configure(log_level="error")
    node.serve()
    node.stop()
    assert (node.folder / "log.txt").read_text() == ""
    for bad in ({"log_level": "loud"}, {"log_format": "xml"}):
        node.configure(**bad)
        done = node.run("check", check=False)
        assert done.returncode == 2 and "expected" in done.stderr
        node.configure(log_level="info", log_format="text")


def test_c11_a_moved_program_knows_its_own_files(tmp_path):
    """A program that was copied away from where it was built serves the console all the same (fault C11)."""
    moved = tmp_path / "bin" / "entente"
    moved.parent.mkdir()
    shutil.copy(BINARY, moved)
    page, told = console_of(tmp_path, moved, {})
    assert (
        page.status == 200 and b"<html" in page.body.lower() and "console-files" not in [one["event"] for one in told]
    )


def test_c11_a_node_without_its_console_says_where_it_looked(tmp_path):
    """One line at the start; the page says so in every language, and the API works."""
    page, told = console_of(tmp_path, BINARY, {"ENTENTE_CONSOLE": str(tmp_path / "nowhere")})
    assert page.status == 503 and page.headers["Content-Type"].startswith("text/plain")
    assert all(word in page.text for word in ("were not found", "見つかりません", "introuvables", "nicht gefunden"))
    (line,) = [one for one in told if one["event"] == "console-files"]
    assert line["level"] == "error" and line["searched"] == str(tmp_path / "nowhere")
    check(told)


def test_c11_an_installed_program_takes_the_files_beside_it_and_no_strangers(tmp_path):
    """`bin/entente` takes `share/entente/console`; a folder of another user is not taken, whoever put it there."""
    moved, files = tmp_path / "bin" / "entente", tmp_path / "share" / "entente" / "console"
    moved.parent.mkdir()
    shutil.copy(BINARY, moved)
    files.mkdir(parents=True)
    (files / "index.html").write_text("<html>mine</html>")
    page, _ = console_of(tmp_path, moved, {})
    assert page.text == "<html>mine</html>"
    if os.geteuid() == 0:
        os.chown(files, 12345, 12345)
        page, _ = console_of(tmp_path, moved, {}, "other")
        assert page.status == 200 and page.text != "<html>mine</html>"


def console_of(folder, program, environment, name="eu"):
    """What the console of a node shows at its address, and the lines of its log."""
    node = open_console(Node(Path(folder) / name, name))
    environment = {**{key: value for key, value in os.environ.items() if key != "ENTENTE_CONSOLE"}, **environment}
    with open(node.folder / "log.txt", "wb") as log:
        process = subprocess.Popen(
            [program, "serve", "--node", node.folder], stdout=subprocess.PIPE, stderr=log, text=True, env=environment
        )
        process.stdout.readline()
        try:
            someone = Person(node.console)
            assert someone.call("GET", "/api/v1/node").status == 200
            page = someone.call("GET", "/")
        finally:
            process.terminate()
            assert process.wait(20) == 0
            process.stdout.close()
    return page, lines(node)
