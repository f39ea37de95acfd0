"""The registry (R13, R15, R16 of DOMAIN.md): numbers, copies, openings, transfers, musters, destructions."""

import base64
import hashlib
import json
import sqlite3
import uuid

import pytest

from people import kinds, on_register, open_console, person
from schema import schema_steps
from support import GREEN, PACT, PARTIES, Node, indicator, labelled, link, translated

RULES = (
    PARTIES.replace("    EU-RESTRICTED\n", "    EU-RESTRICTED\n  registered down to EU-SECRET\n")
    + "\n"
    + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")
)
SEA = {"categories": [{"tag": "Subject", "type": "informative", "values": ["sea"]}]}
SECRET = labelled(77, "EU-SECRET", **SEA)
LOW = labelled(78, "EU-RESTRICTED", **SEA)


def apply(node, text, tmp_path):
    (tmp_path / "rules.accord").write_text(text)
    node.run("agreements", "apply", tmp_path / "rules.accord", "--officer", "Legal")


@pytest.fixture
def desk(tmp_path):
    """A node whose scheme registers EU-SECRET, with an object of it and two registrars, one of them cleared."""
    eu = open_console(Node(tmp_path / "eu", "eu", title="European Union"))
    japan = Node(tmp_path / "japan", "japan", title="Japan")
    link(eu, japan)
    for node in (eu, japan):
        apply(node, RULES, tmp_path)
    eu.secret = indicator(object_marking_refs=[SECRET["id"]], name="CANARY of the sea")
    eu.low = indicator(object_marking_refs=[LOW["id"]], name="of the harbour")
    eu.load([SECRET, LOW, eu.secret, eu.low], "secret.json")
    eu.serve()
    japan.serve()
    cleared = ("name=Cleared", "nationality=EU", 'clearances=["EU EU-SECRET"]', "briefed=2026-01-01")
    on_register(eu, *cleared, 'needs=["sea"]')
    eu.keeper = person(eu, "keeper", "registrar", title="K. Eeper")
    eu.second = person(eu, "second", "registrar", title="S. Econd", register="Cleared")
    eu.reader = person(eu, "reader", "author", title="R. Eader", register="Cleared")
    eu.partner = japan
    yield eu
    eu.stop()
    japan.stop()


def entries(someone, **query):
    answer = someone.get("registry", **query)
    assert answer.status == 200, answer.text
    return answer.json()["items"]


def record(someone, number):
    answer = someone.get(f"registry/{number}")
    assert answer.status == 200, answer.text
    return answer.json()


def act(someone, number, act, **more):
    return someone.post(f"registry/{number}", {"act": act, **more})


def seen_by(someone, number):
    items = someone.get(f"registry/{number}/acts", act="opening").json()["items"]
    return [(one["officer"], one["way"]) for one in items]


def copied(desk, count=1, **more):
    """The number of the secret object, of which there are copies then."""
    (entry,) = entries(desk.keeper)
    answer = act(desk.keeper, entry["number"], "copy", kind="copy", count=count, place="Safe 3", **more)
    assert answer.status == 204, answer.text
    return entry["number"]


def given(desk, name="given by Japan"):
    """An object that Japan released to the EU, and that the EU has."""
    item = indicator(object_marking_refs=[SECRET["id"]], name=name)
    with sqlite3.connect(desk.folder / "store.db") as store:
        source = store.execute("SELECT row FROM source WHERE kind='partner' AND name='japan'").fetchone()
    store.close()
    assert source is None or source
    desk.partner.stop()
    desk.partner.load([SECRET, item], "given.json")
    desk.partner.run("release", item["id"], "--to", "eu", "--officer", "O")
    desk.partner.serve()
    desk.run("pull", "japan")
    return item


def test_what_bears_a_registered_level_has_a_number_and_nothing_else(desk):
    (entry,) = entries(desk.keeper)
    assert (entry["running"], entry["scheme"], entry["level"]) == (1, "EU", "EU-SECRET")
    assert entry["number"] == f"{entry['year']}-1"
    assert (entry["source"], entry["copies"]) == ("own", 0)
    # What is written in the console gets the next number, in the transaction that keeps it.
    written = indicator(object_marking_refs=[SECRET["id"]], name="written")
    assert desk.reader.write(written).status == 201
    assert desk.reader.write(indicator(object_marking_refs=[GREEN], name="open")).status == 201
    assert [one["running"] for one in entries(desk.keeper)] == [2, 1]
    # A version more is the same object, and has the same number.
    assert desk.reader.post("objects", {"object": {**written, "modified": "2026-05-01T00:00:00.000Z"}}).status == 201
    assert [one["running"] for one in entries(desk.keeper)] == [2, 1]
    assert desk.is_whole()


def test_a_registrar_sees_number_and_level_and_the_title_only_with_clearance(desk):
    (hidden,) = entries(desk.keeper)
    assert not {"item", "name", "type", "banner"} & set(hidden)
    (shown,) = entries(desk.second)
    assert (shown["item"], shown["name"]) == (desk.secret["id"], "CANARY of the sea")
    for answer in (
        desk.keeper.get("registry"),
        desk.keeper.get(f"registry/{hidden['number']}"),
        desk.keeper.get(f"registry/{hidden['number']}/acts"),
        desk.keeper.get("holders", account="reader"),
    ):
        assert answer.status == 200
        assert "CANARY" not in answer.everything() and desk.secret["id"] not in answer.everything()
    # By its identifier it is found by who sees it, and by nobody else.
    assert entries(desk.keeper, object=desk.secret["id"]) == []
    assert len(entries(desk.second, object=desk.secret["id"])) == 1
    assert desk.keeper.get(f"objects/{desk.secret['id']}").status == 404


def test_who_has_seen_it_is_known_once_a_day_and_a_way(desk):
    (entry,) = entries(desk.keeper)
    assert seen_by(desk.keeper, entry["number"]) == []
    for _ in range(3):
        assert desk.reader.get(f"objects/{desk.secret['id']}").status == 200
    assert desk.reader.get(f"objects/{desk.low['id']}").status == 200
    assert seen_by(desk.keeper, entry["number"]) == [("R. Eader", "read")]
    assert desk.reader.get("export", ids=desk.secret["id"]).status == 200
    printed = {"page": "object", "marking": "EU-SECRET", "objects": [desk.secret["id"]]}
    assert desk.reader.post("prints", printed).status == 204
    assert desk.keeper.post("prints", printed).status == 204, "who does not see it has not opened it"
    assert desk.second.get(f"objects/{desk.secret['id']}").status == 200
    assert seen_by(desk.keeper, entry["number"]) == [
        ("S. Econd", "read"),
        ("R. Eader", "print"),
        ("R. Eader", "export"),
        ("R. Eader", "read"),
    ]
    opened = desk.keeper.get("holders", account="reader").json()["opened"]
    assert [(one["entry"]["number"], one["way"]) for one in opened] == [
        (entry["number"], "print"),
        (entry["number"], "export"),
        (entry["number"], "read"),
    ]


def test_an_author_has_seen_what_the_author_wrote(desk):
    written = indicator(object_marking_refs=[SECRET["id"]], name="written")
    assert desk.reader.write(written).status == 201
    assert seen_by(desk.keeper, entries(desk.keeper)[0]["number"]) == [("R. Eader", "written")]


def test_nobody_else_is_told_anything(desk):
    number = copied(desk)
    desk.reader.get(f"objects/{desk.secret['id']}")
    others = [
        desk.reader,
        person(desk, "auditor", "auditor", register="Cleared"),
        person(desk, "guard", "security-officer", register="Cleared"),
        person(desk, "officer", "disclosure-officer", register="Cleared"),
        person(desk, "chief", "administrator"),
    ]
    paths = ("registry", f"registry/{number}", f"registry/{number}/acts", "holders", "musters", "destructions")
    for someone in others:
        assert {someone.get(path).status for path in paths} == {403}, someone.name
        assert {someone.get(path).status for path in (f"registry/{number}0", "musters/1")} == {403}
        told = set(someone.get("session").json()["calls"])
        assert not {one for one in told if "regist" in one and "GET register" not in one and "register" not in one}
    # The log has a digest of each act, and neither who has opened what nor who holds what.
    auditor = others[1]
    items = auditor.get("log", kind="registry").json()["items"]
    assert items
    for one in items:
        assert set(one["inside"]) == {"sealed"} and not {"officer", "subject", "party"} & set(one)
    assert "R. Eader" not in json.dumps(items) and "Safe 3" not in json.dumps(items)


def test_each_act_opens_what_the_log_holds_of_it(desk):
    number = copied(desk, person="Colonel Smith")
    (made,) = desk.keeper.get(f"registry/{number}/acts").json()["items"]
    with sqlite3.connect(desk.folder / "store.db") as store:
        account, officer, moment, day, way, body = store.execute(
            "SELECT account, officer, made, day, way, body FROM registry_act WHERE act='copy'"
        ).fetchone()
    store.close()
    told = {
        "account": account,
        "act": made["act"],
        "body": json.loads(body),
        "day": day,
        "made": moment,
        "number": number.replace("-", "/"),
        "officer": officer,
        "way": way,
    }
    text = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
    salt = base64.b64decode(made["proof"]["salt"])
    sealed = hashlib.sha256(b"entente-registry-1\n" + salt + text).digest()
    assert base64.b64encode(sealed).decode() == made["proof"]["sealed"]
    assert made["proof"]["sealed"] in {inside["sealed"] for kind, inside in kinds(desk) if kind == "registry"}


def test_copies_have_numbers_and_holders_and_come_back(desk):
    number = copied(desk, 2, account="reader")
    assert act(desk.keeper, number, "copy", kind="extract", person="Colonel Smith", place="Room 5").status == 204
    copies = record(desk.keeper, number)["copies"]
    assert [(one["copy"], one["kind"], one["person"], one["place"]) for one in copies] == [
        (1, "copy", "R. Eader", "Safe 3"),
        (2, "copy", "R. Eader", "Safe 3"),
        (3, "extract", "Colonel Smith", "Room 5"),
    ]

    def held(**who):
        return [one["copy"] for one in desk.keeper.get("holders", **who).json()["held"]]

    assert (held(account="reader"), held(person="Colonel Smith"), held(account="second")) == ([1, 2], [3], [])
    assert act(desk.keeper, number, "hand", copy=2, person="Colonel Smith", place="Room 5").status == 204
    assert act(desk.keeper, number, "hand", copy=1, place="Registry").status == 204
    assert (held(account="reader"), held(person="Colonel Smith")) == ([], [2, 3])
    persons = desk.keeper.get("holders").json()["persons"]
    assert {"account": "", "title": "Colonel Smith"} in persons and {
        "account": "reader",
        "title": "R. Eader",
    } in persons
    for body in (
        {"act": "hand", "copy": 9, "place": "x"},
        {"act": "hand", "copy": 1},
        {"act": "hand", "copy": 1, "place": "x", "account": "nobody"},
        {"act": "hand", "copy": 1, "place": "x" * 300},
        {"act": "copy", "kind": "copy", "place": "x", "count": 51},
        {"act": "copy", "kind": "rumour", "place": "x"},
        {"act": "eat"},
    ):
        assert desk.keeper.post(f"registry/{number}", body).status in (404, 422), body
    assert act(desk.keeper, "2026-999", "copy", kind="copy", place="x").status == 404
    assert len(record(desk.keeper, number)["copies"]) == 3 and desk.is_whole()


def test_a_transfer_has_two_covers_and_a_receipt(desk):
    number = copied(desk)
    sent = {"copy": 1, "registry": "Registry of Japan", "method": "government-courier", "courier": "C. Ourier"}
    assert act(desk.keeper, number, "transfer", **sent, covers=1).status == 422
    assert act(desk.keeper, number, "receipt", copy=1, receipt="R-1").status == 409
    assert act(desk.keeper, number, "transfer", **sent, covers=2).status == 204
    assert act(desk.keeper, number, "transfer", **sent, covers=2).status == 409
    assert act(desk.keeper, number, "hand", copy=1, place="x").status == 409
    found = record(desk.keeper, number)
    assert found["copies"][0]["ending"] == "transferred" and "receipt" not in found["transfers"][0]
    assert act(desk.keeper, number, "receipt", copy=1, receipt="R-1").status == 204
    assert record(desk.keeper, number)["transfers"][0]["receipt"] == "R-1"
    # The next copy is another one: no number is used twice.
    copied(desk)
    assert [one["copy"] for one in record(desk.keeper, number)["copies"]] == [1, 2]


def test_a_release_stands_in_the_record(desk):
    (entry,) = entries(desk.keeper)
    assert record(desk.keeper, entry["number"])["given"] == []
    desk.run("release", desk.secret["id"], "--to", "japan", "--officer", "O")
    (given_to,) = record(desk.keeper, entry["number"])["given"]
    assert (given_to["party"], given_to["title"]) == ("japan", "Japan")


def test_a_muster_finds_what_differs(desk):
    number = copied(desk, 4)
    assert desk.keeper.post("musters").status == 204
    assert desk.second.post("musters").status == 409
    (muster,) = desk.keeper.get("musters").json()["items"]
    assert (muster["expected"], muster["looked"]) == (4, 0)
    path = f"musters/{muster['id']}"
    first = desk.keeper.get(path, limit=3).json()
    rest = desk.keeper.get(path, limit=3, next=first["next"]).json()
    assert [one["copy"] for one in first["items"] + rest["items"]] == [1, 2, 3, 4] and "next" not in rest
    found = [
        {"number": number, "copy": 1, "state": "seen"},
        {"number": number, "copy": 2, "state": "elsewhere", "note": "in Room 7"},
        {"number": number, "copy": 3, "state": "missing"},
    ]
    assert desk.second.post(path, {"act": "sight", "sightings": [*found, {**found[0], "copy": 8}]}).status == 404
    assert desk.second.post(path, {"act": "sight", "sightings": [{**found[0], "state": "eaten"}]}).status == 422
    assert len(desk.keeper.get(path).json()["items"]) == 4, "all or nothing is written down"
    assert desk.second.post(path, {"act": "sight", "sightings": found}).status == 204
    assert [one["copy"] for one in desk.keeper.get(path).json()["items"]] == [4]
    assert desk.keeper.post(path, {"act": "close"}).status == 204
    assert desk.keeper.post(path, {"act": "close"}).status == 409
    differences = desk.keeper.get(path, part="differences").json()
    assert [(one["copy"], one["state"], one["note"]) for one in differences["items"]] == [
        (2, "elsewhere", "in Room 7"),
        (3, "missing", ""),
        (4, "not-seen", ""),
    ]
    assert differences["muster"]["differing"] == 3
    # What is missing stays in the registry: a muster takes nothing out.
    assert all("ended" not in one for one in record(desk.keeper, number)["copies"])
    assert desk.keeper.post("musters").status == 204, "the next one may begin"


def test_destruction_takes_two_persons_and_leaves_a_signed_certificate(desk):
    number = copied(desk, 2)
    asked = {"copy": 1, "method": "shredding", "reason": "no longer needed"}
    assert act(desk.keeper, number, "destroy", **{**asked, "method": "payload"}).status == 422
    assert (
        act(desk.keeper, number, "destroy", **{**asked, "copy": 0, "method": "payload"}).json()["code"] == "own-object"
    )
    assert act(desk.keeper, number, "destroy", **asked).status == 204
    assert act(desk.second, number, "destroy", **asked).status == 409
    (own,) = desk.keeper.get("destructions").json()["items"]
    (other,) = desk.second.get("destructions").json()["items"]
    assert own["destruction"]["own"] and not other["destruction"]["own"]

    def decide(someone, item, act):
        return someone.post(f"destructions/{item['destruction']['id']}", {"act": act})

    assert decide(desk.keeper, own, "confirm").json()["code"] == "second-person"
    assert decide(desk.second, own, "confirm").status == 404, "a place is its reader's own"
    assert "ended" not in record(desk.keeper, number)["copies"][0]
    assert decide(desk.second, other, "confirm").status == 204
    assert decide(desk.second, other, "withdraw").status == 409
    found = record(desk.keeper, number)
    assert found["copies"][0]["ending"] == "destroyed" and "ended" not in found["copies"][1]
    (done,) = found["destructions"]
    assert (done["officer"], done["second_officer"], done["outcome"]) == ("K. Eeper", "S. Econd", "destroyed")
    note = desk.keeper.get(f"destructions/{done['id']}/certificate")
    head, node, body, empty, signature = note.text.splitlines()
    assert (head, node, empty) == ("entente-destruction-1", "node eu", "") and signature.startswith("— eu.entente/log ")
    told = json.loads(body)
    assert (told["number"], told["copy"], told["level"]) == (number.replace("-", "/"), 1, "EU-SECRET")
    assert (told["first"]["name"], told["second"]["name"]) == ("K. Eeper", "S. Econd")
    # One that is taken back leaves the copy, and no certificate.
    assert act(desk.keeper, number, "destroy", **{**asked, "copy": 2}).status == 204
    (waiting,) = desk.keeper.get("destructions").json()["items"]
    assert decide(desk.keeper, waiting, "withdraw").status == 204
    again = record(desk.keeper, number)
    assert "ended" not in again["copies"][1] and not again["destructions"][1]["certificate"]
    assert desk.keeper.get(f"destructions/{again['destructions'][1]['id']}/certificate").status == 404
    assert desk.is_whole()


def test_a_certificate_on_paper_holds_the_signed_one(desk):
    number = copied(desk)
    assert act(desk.keeper, number, "destroy", copy=1, method="burning", reason="r").status == 204
    (waiting,) = desk.second.get("destructions").json()["items"]
    assert desk.second.post(f"destructions/{waiting['destruction']['id']}", {"act": "confirm"}).status == 204
    (done,) = record(desk.second, number)["destructions"]
    paper = desk.second.get(f"destructions/{done['id']}/certificate", format="pdf", lang="ja")
    assert paper.status == 501 or (paper.status == 200 and paper.body.startswith(b"%PDF-1.7")), paper.text[:500]


def test_what_is_kept_as_it_was_found_is_registered_as_what_is_valid(desk, tmp_path):
    """That something is not valid makes it no less secret."""
    form = {"created": "2026-01-01T00:00:00.000345Z", "external_references": []}
    secret, low = (indicator(object_marking_refs=[one["id"]], name="found", **form) for one in (SECRET, LOW))
    desk.load([secret, low], "found.json", check=False)
    assert len(entries(desk.keeper)) == 1, "nothing of it is held yet"
    file = desk.folder / "found.json"
    desk.run("import", file, "--as-found")
    newest, first = entries(desk.second)
    assert (newest["running"], newest["level"], newest["source"]) == (2, "EU-SECRET", "found")
    assert (newest["item"], newest["name"], first["running"]) == (secret["id"], "found", 1)
    assert "item" not in entries(desk.keeper)[0]
    # Who opens it is known.
    assert desk.reader.get(f"objects/{secret['id']}").status == 200
    assert seen_by(desk.keeper, newest["number"]) == [("R. Eader", "read")]
    # The node's own store stays as it is; its copies are destroyed by two.
    asked = {"copy": 0, "method": "payload", "reason": "R14"}
    assert act(desk.keeper, newest["number"], "destroy", **asked).json()["code"] == "own-object"
    # Taken again, it has the number that it has; of another level, that is noted; what is registered later is taken up.
    desk.run("import", file, "--as-found")
    assert len(entries(desk.keeper)) == 2
    apply(desk, RULES.replace("down to EU-SECRET", "down to EU-RESTRICTED"), tmp_path)
    taken = [one for one in entries(desk.keeper) if one["source"] == "found"]
    assert sorted(one["level"] for one in taken) == ["EU-RESTRICTED", "EU-SECRET"]
    lower = {**secret, "modified": "2026-02-01T00:00:00.000Z", "object_marking_refs": [LOW["id"]]}
    file.write_text(json.dumps({"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": [lower]}))
    desk.run("import", file, "--as-found")
    assert [one["level"] for one in entries(desk.keeper) if one["number"] == newest["number"]] == ["EU-RESTRICTED"]
    assert desk.is_whole()


def test_what_a_partner_gave_is_registered_and_its_payload_destroyed_by_two(desk):
    item = given(desk)
    (entry,) = [one for one in entries(desk.keeper) if one["source"] == "partner japan"]
    assert entry["source_title"] == "Japan" and entry["running"] == 2
    assert act(desk.keeper, entry["number"], "destroy", copy=0, method="payload", reason="R14").status == 204
    (waiting,) = desk.second.get("destructions").json()["items"]
    assert desk.second.post(f"destructions/{waiting['destruction']['id']}", {"act": "confirm"}).status == 204
    assert "destroyed" in record(desk.keeper, entry["number"])["entry"]
    assert item["name"].encode() not in b"".join(path.read_bytes() for path in desk.folder.glob("store.db*"))
    assert [one["number"] for one in entries(desk.keeper, state="destroyed")] == [entry["number"]]
    assert act(desk.keeper, entry["number"], "copy", kind="copy", place="x").status == 409
    assert desk.is_whole()


def test_a_translation_has_a_number_and_names_that_of_its_original(desk):
    (entry,) = entries(desk.keeper)
    desk.load([translated(desk.secret, {"ja": {"name": "海"}}, object_marking_refs=[SECRET["id"]])], "more.json")
    newest = entries(desk.keeper)[0]
    assert newest["running"] == 2
    assert record(desk.keeper, newest["number"])["translation_of"] == entry["number"]
    assert record(desk.keeper, entry["number"])["translations"] == [newest["number"]]


def test_lists_have_pages_and_filters(desk):
    items = [indicator(object_marking_refs=[SECRET["id"]], name=f"n{number}") for number in range(5)]
    desk.load(items, "more.json")
    first = desk.keeper.get("registry", limit=4).json()
    rest = desk.keeper.get("registry", limit=4, next=first["next"]).json()
    assert [one["running"] for one in first["items"] + rest["items"]] == [6, 5, 4, 3, 2, 1] and "next" not in rest
    assert desk.second.get("registry", next=first["next"]).status == 422, "a place is its reader's own"
    assert first["levels"] == [{"scheme": "EU", "level": "EU-SECRET"}]
    assert len(entries(desk.keeper, level="EU-SECRET", scheme="EU", state="held")) == 6
    assert entries(desk.keeper, level="EU-RESTRICTED") == entries(desk.keeper, year=1999) == []
    year = first["items"][0]["year"]
    assert [one["running"] for one in entries(desk.keeper, number=f"{year}-3")] == [3]
    for number in (f"{year}-99", "x", "1-", "-1", "0-1", "9" * 40):
        assert entries(desk.keeper, number=number) == [] and desk.keeper.get(f"registry/{number}").status == 404


def test_another_scheme_gives_numbers_to_what_is_there(tmp_path):
    """A scheme names its registered levels later: what is held is taken up, in the order in which it came."""
    eu = open_console(Node(tmp_path / "eu", "eu"))
    apply(eu, RULES.replace("  registered down to EU-SECRET\n", ""), tmp_path)
    items = [indicator(object_marking_refs=[SECRET["id"]], name=f"n{number}") for number in range(3)]
    eu.load([SECRET, *items])
    eu.serve()
    keeper = person(eu, "keeper", "registrar")
    assert entries(keeper) == []
    eu.stop()
    apply(eu, RULES, tmp_path)
    eu.serve()
    assert [one["running"] for one in entries(keeper)] == [3, 2, 1]
    assert {record(keeper, one["number"])["way"] for one in entries(keeper)} == {"taken-up"}
    with sqlite3.connect(eu.folder / "store.db") as store:
        assert [row for (row,) in store.execute("SELECT object FROM registry ORDER BY row")] == [
            one["id"] for one in items
        ]
    store.close()
    # Applied again, nothing gets a second number.
    apply(eu, RULES + "\n", tmp_path)
    assert len(entries(keeper)) == 3
    eu.stop()
    assert eu.is_whole()


def test_a_store_of_before_gets_its_numbers_when_it_is_opened(tmp_path):
    step = schema_steps()["registry"]
    eu = open_console(Node(tmp_path / "eu", "eu"))
    apply(eu, RULES, tmp_path)
    items = [indicator(object_marking_refs=[SECRET["id"]], name=f"n{number}") for number in range(3)]
    eu.load([SECRET, LOW, *items, indicator(object_marking_refs=[LOW["id"]])])
    tables = ("destruction", "sighting", "muster", "transfer", "copy")
    drop = "".join(f"DROP TABLE registry_{name};" for name in tables) + "DROP TABLE registry; DROP TABLE registry_act;"
    with sqlite3.connect(eu.folder / "store.db") as store:
        version = store.execute("PRAGMA user_version").fetchone()[0]
        store.executescript(f"{drop} {step} PRAGMA user_version={version};")
    store.close()
    eu.serve()
    keeper = person(eu, "keeper", "registrar")
    assert [one["running"] for one in entries(keeper)] == [3, 2, 1]
    eu.stop()
    assert eu.is_whole()


def test_what_its_definition_makes_registered_gets_its_number_with_it(desk):
    """An object may come before the definition of its marking, as they come from a partner."""
    late = {**SECRET, "id": f"marking-definition--{uuid.uuid4()}", "name": "EU-SECRET again"}
    desk.load([indicator(object_marking_refs=[late["id"]], name="early")], "early.json")
    assert len(entries(desk.keeper)) == 1
    desk.load([late], "late.json")
    assert [one["running"] for one in entries(desk.keeper)] == [2, 1]


def test_another_level_is_noted(desk):
    (entry,) = entries(desk.keeper)
    lower = {**desk.secret, "modified": "2026-06-01T00:00:00.000Z", "object_marking_refs": [LOW["id"]]}
    desk.load([lower], "lower.json")
    found = record(desk.keeper, entry["number"])
    assert found["entry"]["level"] == "EU-RESTRICTED", "what has a number keeps it"
    (noted,) = desk.keeper.get(f"registry/{entry['number']}/acts", act="level").json()["items"]
    assert noted["body"] == {"from": "EU-SECRET", "to": "EU-RESTRICTED"}


def test_numbers_have_no_gap_after_a_fall(desk):
    """What is not kept takes no number: the number is given in the transaction that keeps the object."""
    desk.stop()
    with sqlite3.connect(desk.folder / "store.db") as store:
        store.execute(
            "CREATE TRIGGER stop BEFORE INSERT ON registry WHEN new.running=2 BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    store.close()
    item = indicator(object_marking_refs=[SECRET["id"]], name="refused")
    (desk.folder / "refused.json").write_text(
        json.dumps({"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": [item]})
    )
    assert desk.run("import", desk.folder / "refused.json", check=False).returncode != 0
    with sqlite3.connect(desk.folder / "store.db") as store:
        store.execute("DROP TRIGGER stop")
        assert store.execute("SELECT count(*) FROM object WHERE id=?", (item["id"],)).fetchone() == (0,)
    store.close()
    desk.run("import", desk.folder / "refused.json")
    desk.serve()
    assert [one["running"] for one in entries(desk.keeper)] == [2, 1]
