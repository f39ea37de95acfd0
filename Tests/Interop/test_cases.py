"""Cases that both sides work on: acts, lines, tasks, contacts, embargo; each line under its own marking."""

import hashlib
import io
import json
import subprocess
import uuid
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import docx
import pikepdf
import pytest

from people import PASSWORD, person
from promises import stix
from sides import exchange, two_sides
from support import AMBER, BINARY, CLEAR, GREEN, RED

EMBARGO = "extension-definition--6a0c1c40-2f8a-4d55-9a1b-0c9a53c7f1de"


def day(days):
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%d")


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("cases")) as both:
        yield both


def case(someone, id):
    answer = someone.get("cases/case", case=id)
    assert answer.status == 200, answer.text
    return answer.json().get("case")


def opened(eu, japan, name="EXERCISE Beacons"):
    """A case of the EU that both work on."""
    incident, _ = eu.do("cases/open", name=name, parties=[japan.identity], markings=[GREEN], send=True)
    exchange(eu, japan)
    japan.do("cases/join", case=incident["id"], send=True)
    exchange(japan, eu)
    return incident["id"]


def indicator(side, marking=GREEN):
    return stix(
        "indicator",
        marking,
        created_by_ref=side.identity,
        name="Beacon",
        pattern=f"[domain-name:value = '{uuid.uuid4().hex}.example']",
        pattern_type="stix",
        valid_from="2026-01-01T00:00:00.000Z",
    )


def test_a_case_from_opening_to_closing(sides):
    eu, japan = sides
    incident, _ = eu.do("cases/open", name="EXERCISE Beacons", parties=[japan.identity], markings=[GREEN], send=True)
    id = incident["id"]
    assert eu.author.get("cases").json()["items"][0]["state"] == "open"
    exchange(eu, japan)
    there = case(japan.author, id)
    assert [(one["name"], one["own"], one["part"]) for one in there["parties"]] == [
        ("European Union", False, "joined"),
        ("Japan", True, "invited"),
    ]
    # Who has not joined writes no line.
    answer = japan.author.post("cases/line", {"case": id, "kind": "event", "name": "Too early"})
    assert answer.status == 409 and "not joined" in answer.text
    japan.do("cases/join", case=id, note="Our duty desk is on it.", send=True)
    exchange(japan, eu)
    assert case(eu.author, id)["state"] == case(japan.author, id)["state"] == "joint"
    # Lines of both, each with its own marking, in the order in which it happened.
    warning = indicator(eu)
    eu.node.load([warning], "warning.json")
    eu.officer.post("releases", {"ids": [warning["id"]], "parties": ["japan"]})
    eu.do("cases/line", case=id, kind="indicator", name="Look for it", objects=[warning["id"]], send=True)
    eu.do("cases/line", case=id, kind="event", name="First beacon", at="2026-03-01T00:00:00Z", send=True)
    eu.do("cases/line", case=id, kind="event", name="CANARY among us", markings=[AMBER])
    eu.do("cases/contact", case=id, name="CSIRT of the EU", function="duty desk", email="duty@csirt.example", send=True)
    eu.do("cases/note", case=id, name="CANARY note", body="CANARY for us alone", markings=[GREEN])
    exchange(eu, japan)
    japan.do("sightings/note", of=warning["id"], count=12, send=True)
    japan.do(
        "cases/line",
        case=id,
        kind="technique",
        name="Spearphishing",
        framework="attack",
        technique="T1566.001",
        send=True,
    )
    exchange(japan, eu)
    here, there = case(eu.author, id), case(japan.author, id)
    assert [one["name"] for one in here["timeline"]] == [
        "First beacon",
        "Look for it",
        "CANARY among us",
        "Spearphishing",
    ]
    assert [(one["name"], one["source"], one["banner"]) for one in there["timeline"]] == [
        ("First beacon", "partner eu", "TLP:GREEN"),
        ("Look for it", "partner eu", "TLP:GREEN"),
        ("Spearphishing", "own", "TLP:GREEN"),
    ]
    assert there["timeline"][1]["objects"][0]["name"] == "Beacon"
    assert [one["total"] for one in here["sightings"]] == [12] and here["sightings"][0]["lines"][0]["name"] == "Japan"
    assert [(one["name"], one["email"], one["party_name"]) for one in there["contacts"]] == [
        ("CSIRT of the EU", "duty@csirt.example", "European Union")
    ]
    assert [one["name"] for one in here["notes"]] == ["CANARY note"] and there["notes"] == []
    assert "CANARY" not in japan.author.get("cases/case", case=id).everything()
    # Who was given what: the line of the own side alone was given to nobody.
    given = {one["name"]: [to["name"] for to in one["given"]] for one in here["timeline"] if one["own"]}
    assert given == {"First beacon": ["Japan"], "Look for it": ["Japan"], "CANARY among us": []}
    # A task of Japan's, and of nobody else to settle.
    eu.do("cases/task", case=id, name="Block it", owner="SOC", party=japan.identity, due=day(-1), send=True)
    exchange(eu, japan)
    (task,) = case(japan.author, id)["to_do"]
    assert (task["own"], task["overdue"], task["state"], task["owner_name"]) == (True, True, "open", "Japan")
    assert japan.author.get("today").json()["dues"]["cases"] == 1
    assert eu.author.post("cases/settle", {"task": task["id"], "state": "done"}).status in (400, 422)
    assert japan.author.post("cases/close", {"case": id}).status == 409
    japan.do("cases/settle", task=task["id"], state="done", note="Blocked.", send=True)
    exchange(japan, eu)
    assert [(one["state"], one["note"]) for one in case(eu.author, id)["to_do"]] == [("done", "Blocked.")]
    # Closed by one, then by both.
    japan.do("cases/close", case=id, note="Nothing since.", send=True)
    exchange(japan, eu)
    assert case(eu.author, id)["state"] == "closing"
    assert japan.author.post("cases/line", {"case": id, "kind": "event", "name": "Late"}).status == 409
    eu.do("cases/close", case=id, send=True)
    exchange(eu, japan)
    here, there = case(eu.author, id), case(japan.author, id)
    assert here["state"] == there["state"] == "closed"
    acts = [(one["verb"], one["party_name"]) for one in here["acts"]]
    assert acts == [
        ("opened", "European Union"),
        ("joined", "Japan"),
        ("closed", "Japan"),
        ("closed", "European Union"),
    ]
    assert acts == [(one["verb"], one["party_name"]) for one in there["acts"]]
    # Each act is an entry of the log of its party, with a receipt.
    for act in here["acts"]:
        if not act["own"]:
            assert eu.node.run("receipt", "get", act["id"]).returncode == 0


def test_an_own_note_and_what_is_under_embargo_leave_by_no_way(sides, tmp_path):
    eu, japan = sides
    id = opened(eu, japan, "EXERCISE Embargo")
    flaw = stix("vulnerability", CLEAR, name="CANARY flaw", created_by_ref=eu.identity)
    eu.node.load([flaw], "flaw.json")
    written = eu.do(
        "cases/advisory", case=id, name="CANARY advisory", objects=[flaw["id"]], embargo=day(30), markings=[CLEAR]
    )
    (note,) = eu.do("cases/note", case=id, name="CANARY note", body="CANARY", markings=[CLEAR])
    assert [one["id"] for one in written][1:] == [flaw["id"]]
    shown = {one["name"]: one for one in case(eu.author, id)["timeline"]}["CANARY advisory"]
    assert shown["held"] is True and shown["embargo"] == day(30)
    ids = [written[0]["id"], flaw["id"], note["id"]]
    for one, code in zip(ids, ["embargoed", "embargoed", "own-eyes"], strict=True):
        answer = eu.officer.post("releases", {"ids": [one], "parties": ["japan"]})
        (result,) = answer.json()["results"]
        assert result["outcome"] == "refuse" and code in [ground["code"] for ground in result["grounds"]]
        # As a file for a courier, by root, named, and by a standing instruction: the engine is one.
        done = eu.node.run("release", one, "--to", "japan", "--officer", "Root", "--named", check=False)
        assert done.returncode != 0, done.stdout
    # What names it goes without it.
    summary = stix(
        "report",
        CLEAR,
        name="Summary",
        created_by_ref=eu.identity,
        published="2026-03-01T00:00:00Z",
        object_refs=[flaw["id"], id],
    )
    eu.node.load([summary], "summary.json")
    (result,) = eu.officer.post("releases", {"ids": [summary["id"]], "parties": ["japan"]}).json()["results"]
    assert result["outcome"] == "rendition"
    # Nor in a file that a person saves.
    exported = eu.officer.get("export", ids=flaw["id"]).json()
    assert exported["count"] == 0 and "CANARY" not in json.dumps(exported["bundle"])
    japan.fetch(eu)
    everything = japan.node.run("search", "CANARY", "--json", check=False).stdout
    assert "flaw" not in everything and flaw["id"] not in everything
    # Its author ends it by a version that says otherwise; then it goes.
    versions = [json.loads(line) for line in eu.node.run("show", flaw["id"], "--json").stdout.splitlines()]
    held = max((one.get("object", one) for one in versions), key=lambda one: one["modified"])
    assert held["extensions"][EMBARGO]["until"] == day(30)
    free = {name: value for name, value in held.items() if name != "extensions"} | {
        "modified": "2027-01-01T00:00:00.000Z"
    }
    eu.node.load([free], "free.json")
    (result,) = eu.officer.post("releases", {"ids": [flaw["id"]], "parties": ["japan"]}).json()["results"]
    assert result["outcome"] == "release"


def table(answer):
    """What a Word document says, row by row."""
    document = docx.Document(io.BytesIO(answer.body))
    rows = [[cell.text for cell in row.cells] for one in document.tables for row in one.rows]
    return "\n".join([one.text for one in document.paragraphs] + [" | ".join(row) for row in rows])


def test_the_report_for_a_partner_has_what_the_partner_has(sides):
    eu, japan = sides
    id = opened(eu, japan, "EXERCISE Report")
    warning, unit = indicator(eu), stix("identity", name="CANARY unit", identity_class="organization")
    eu.node.load([warning, unit], "reported.json")
    eu.officer.post("releases", {"ids": [warning["id"]], "parties": ["japan"]})
    eu.do("cases/line", case=id, kind="indicator", name="Look for it", objects=[warning["id"]], send=True)
    eu.do("cases/line", case=id, kind="event", name="Given event", description="All of it", send=True)
    exchange(eu, japan)
    japan.do("cases/line", case=id, kind="event", name="Event of Japan", send=True)
    exchange(japan, eu)
    # What was not given, what is under embargo, own notes and who saw have no part in it.
    eu.do("cases/line", case=id, kind="event", name="CANARY not given")
    eu.do("cases/advisory", case=id, name="CANARY advisory", embargo=day(9))
    eu.do("cases/note", case=id, name="CANARY note", body="CANARY")
    eu.do("sightings/note", of=warning["id"], count=7, where=[unit["id"]], description="CANARY place")
    # A line that goes in part says that part.
    kinds = {one["type"]: one["extensions"] for one in samples()}
    mixed = stix(
        "entente-case-line",
        created_by_ref=eu.identity,
        case_ref=id,
        name="In part",
        description="CANARY portion",
        extensions=kinds["entente-case-line"],
        granular_markings=[{"marking_ref": AMBER, "selectors": ["description"]}],
    ) | {"kind": "event"}
    eu.node.load([mixed], "mixed.json")
    (result,) = eu.officer.post("releases", {"ids": [mixed["id"]], "parties": ["japan"]}).json()["results"]
    assert result["outcome"] == "rendition"
    body = {"case": id, "party": japan.identity, "format": "docx"}
    answer = eu.officer.post("cases/report", body)
    assert answer.status == 200, answer.text
    text = table(answer)
    for wanted in ("Look for it", "Given event", "All of it", "Event of Japan", "In part", "opened it", "joined"):
        assert wanted in text, (wanted, text)
    assert "CANARY" not in text and "TLP:GREEN" in text
    # It is an entry of the log, with its digest.
    entry = [
        one for one in eu.officer.get("log/own").json()["items"] if one.get("details", {}).get("of") == "case-report"
    ]
    assert hashlib.sha256(answer.body).hexdigest() in json.dumps(eu.officer.get("log/own").json()), entry
    # In each language, and as PDF with what it says as data.
    assert "事案報告書" in table(eu.officer.post("cases/report", {**body, "lang": "ja"}))
    answer = eu.officer.post("cases/report", {**body, "format": "pdf"})
    assert answer.status in (200, 501)
    if answer.status == 200:
        with pikepdf.open(io.BytesIO(answer.body)) as pdf:
            (data,) = [bytes(pdf.attachments[name].get_file().read_bytes()) for name in pdf.attachments]
        assert b"CANARY" not in data and b"Given event" in data and b'"given"' not in data
    # The same at the command line, by an account that proves itself, and by nobody else.
    clerk = person(eu.node, "clerk", "disclosure-officer", second_factor=True)
    for form, recovery in zip(("docx", "pdf"), clerk.recovery, strict=False):
        asked = [BINARY, "cases", "report", f"case={id}", "party=japan", f"format={form}", "--node", eu.node.folder]
        for nobody, secrets in [(("--officer", "A"), ""), (("--account", "clerk"), "wrong\n000000\n")]:
            done = subprocess.run([*asked, *nobody], input=secrets.encode(), capture_output=True, check=False)
            assert done.returncode == 2 and not done.stdout
        secrets = f"{PASSWORD}\n{recovery}\n".encode()
        done = subprocess.run([*asked, "--account", "clerk"], input=secrets, capture_output=True, check=True)
        if form == "docx":
            text = table(SimpleNamespace(body=done.stdout))
        else:
            read = subprocess.run(["pdftotext", "-", "-"], input=done.stdout, capture_output=True, check=True)
            text = " ".join(read.stdout.decode().split())
        assert all(one in text for one in ("Look for it", "Given event", "Event of Japan", "In part")), text
        assert "CANARY" not in text and "Clerk" in text
        assert hashlib.sha256(done.stdout).hexdigest() in eu.node.run("audit", "--json").stdout
    # Who is no partner, and a case that is none.
    assert eu.officer.post("cases/report", {**body, "party": unit["id"]}).status == 404
    assert eu.officer.post("cases/report", {**body, "case": f"incident--{uuid.uuid4()}"}).status == 404


def test_acts_and_answers_count_from_their_own_party_alone(sides):
    eu, japan = sides
    id = opened(eu, japan, "EXERCISE Forged")
    eu.do("cases/task", case=id, name="Theirs", owner="SOC", party=japan.identity, send=True)
    exchange(eu, japan)
    (task,) = case(eu.author, id)["to_do"]
    base = {"created_by_ref": eu.identity, "case_ref": id, "name": "forged", "party_ref": japan.identity}
    kinds = {one["type"]: one["extensions"] for one in samples()}
    forged = [
        stix("entente-case-act", **base, verb="closed", extensions=kinds["entente-case-act"]),
        stix("entente-case-answer", **base, task_ref=task["id"], state="done", extensions=kinds["entente-case-answer"]),
    ]
    eu.node.load(forged, "forged.json")
    here = case(eu.author, id)
    assert here["state"] == "joint" and [one["state"] for one in here["to_do"]] == ["open"]
    # An incident that nobody opened is no case.
    plain = stix("incident", name="No case")
    eu.node.load([plain], "plain.json")
    assert case(eu.author, plain["id"]) is None
    assert eu.author.post("cases/line", {"case": plain["id"], "kind": "event", "name": "x"}).status == 404


def samples():
    from test_workspaces import SAMPLES

    return SAMPLES


def test_readers_see_their_lines_alone_and_wrong_lines_are_refused(sides):
    eu, japan = sides
    id = opened(eu, japan, "EXERCISE Readers")
    secret, kinds = indicator(eu, RED), {one["type"]: one["extensions"] for one in samples()}

    def part(of, name, marking=RED, **more):
        type = f"entente-case-{of}"
        return stix(type, marking, created_by_ref=eu.identity, case_ref=id, name=name, extensions=kinds[type]) | more

    written = [
        part("line", "Open line", GREEN, kind="indicator", object_refs=[secret["id"]]),
        part("line", "CANARY line", kind="event"),
        part("task", "CANARY task", owner="SOC", owner_ref=eu.identity, due=day(-2)),
    ]
    eu.node.load([secret, *written], "secret.json")
    outsider = person(eu.node, "looker", "auditor")
    found = case(outsider, id)
    assert [one["name"] for one in found["timeline"]] == ["Open line"] and found["timeline"][0]["objects"] == []
    assert found["to_do"] == [] and found["sightings"] == [] and not found["overdue"]
    text = outsider.get("cases/case", case=id).everything() + outsider.get("cases").everything()
    assert "CANARY" not in text and secret["id"] not in text
    for body in (
        {"kind": "technique", "framework": "attack", "technique": "1566"},
        {"kind": "technique", "framework": "sparta", "technique": "T1566"},
        {"kind": "technique"},
        {"kind": "advisory"},
        {"kind": "indicator"},
        {"kind": "hit", "objects": [f"indicator--{uuid.uuid4()}"]},
    ):
        assert eu.author.post("cases/line", {"case": id, "name": "x", **body}).status in (400, 404, 422), body
    eu.do("cases/line", case=id, kind="technique", name="x", framework="sparta", technique="IA-0004.02")
    assert eu.author.post("cases/advisory", {"case": id, "name": "x", "embargo": "soon"}).status in (400, 422)
    assert outsider.post("cases/join", {"case": id}).status == 403


def test_the_command_line_does_the_same(sides):
    eu, japan = sides
    id = opened(eu, japan, "EXERCISE By hand")
    eu.node.run("cases", "line", f"case={id}", "kind=event", "name=By hand", "send:=true", "--officer", "A. Martin")
    japan.fetch(eu)
    found = json.loads(japan.node.run("cases", "case", f"case={id}").stdout)["case"]
    assert [one["name"] for one in found["timeline"]] == ["By hand"]
    assert any(one["id"] == id for one in json.loads(japan.node.run("cases", "list").stdout)["items"])
