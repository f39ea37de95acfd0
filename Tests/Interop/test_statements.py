"""Statements and other markings that do not say what they mean:
nothing that bears one goes until an officer has said it."""

import json
import sqlite3

import pytest
from people import open_console, person

from support import GREEN, RED, Caller, Node, entente, indicator, link, wait_for

SET = "party Home\n\nparty Ally\n"
NOTE = "EU SECRET - not for release outside the EU"


def definition(number, **more):
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": f"marking-definition--00000000-0000-4000-8000-0000000005{number:02}",
        "created": "2026-01-01T00:00:00.000Z",
        "definition_type": "statement",
    } | more


def statement(number, text=NOTE):
    return definition(number, definition={"statement": text})


def opencti(number, level, kind="TLP", **more):
    return (
        definition(
            number, definition={"statement": "custom"}, x_opencti_definition_type=kind, x_opencti_definition=level
        )
        | more
    )


@pytest.fixture
def release(tmp_path):
    def run(marks, *options, refs=None, name="a"):
        item = indicator(name=name, object_marking_refs=refs or [GREEN, *[one["id"] for one in marks]])
        (tmp_path / "b.json").write_text(
            json.dumps(
                {"type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000001", "objects": [*marks, item]}
            )
        )
        (tmp_path / "set.accord").write_text(SET)
        done = entente(
            "release",
            "--file",
            str(tmp_path / "b.json"),
            "--agreements",
            str(tmp_path / "set.accord"),
            "--from",
            "Home",
            "--to",
            "Ally",
            "--name",
            "Ally",
            "--on",
            "2026-01-01",
            "--json",
            *options,
            check=False,
        )
        answer = json.loads(done.stdout)
        objects = {one["id"]: one for one in answer["objects"]}
        sent = {one["id"] for one in answer["bundle"].get("objects", [])}
        return objects[item["id"]], sent

    return run


def codes(answer):
    return {ground["code"]: ground["text"] for ground in answer["grounds"]}


def test_a5_a_statement_is_unknown_until_somebody_has_said_what_it_means(release):
    """Fault A5: "not for release outside the EU" beside TLP:GREEN was released as GREEN,
    with "every marking is known"."""
    mark = statement(1)
    answer, sent = release([mark])
    assert answer["outcome"] == "refuse" and mark["id"] in codes(answer)["marking-unknown"] and not sent
    # What it means is said once; the words stand among the grounds, and the most restrictive counts.
    answer, sent = release([mark], "--explain", f"{mark['id']}=informs")
    assert answer["outcome"] == "release" and NOTE in codes(answer)["statement-explained"] and mark["id"] in sent
    answer, _ = release([mark], "--explain", f"{mark['id']}=TLP:RED")
    assert (
        answer["outcome"] == "refuse"
        and f"{NOTE} = TLP:RED" in codes(answer)["marking-explained"]
        and "tlp-closed" in codes(answer)
    )
    assert "marking-unknown" in codes(release([mark], "--explain", f"{statement(2)['id']}=informs")[0])
    failed = entente(
        "release",
        "--file",
        "/dev/null",
        "--from",
        "Home",
        "--to",
        "Ally",
        "--explain",
        f"{mark['id']}=nothing",
        check=False,
    )
    assert failed.returncode == 2


@pytest.mark.parametrize(
    "level,kind,code",
    [
        ("TLP:AMBER+STRICT", "TLP", "tlp-closed"),
        ("TLP:RED", "TLP", "tlp-closed"),
        ("TLP:AMBER", "TLP", "tlp-closed"),
        ("TLP:CLEAR", "TLP", None),
        ("PAP:RED", "PAP", None),
        ("NATO SECRET", "CLASSIFICATION", "marking-unknown"),
        ("TLP:PINK", "TLP", "marking-unknown"),
    ],
)
def test_a5_the_levels_of_opencti_are_read(release, level, kind, code):
    """OpenCTI's AMBER+STRICT is a statement `custom` with `x_opencti_definition`; beside GREEN it went out as GREEN."""
    answer, _ = release([opencti(3, level, kind)])
    assert answer["outcome"] == ("refuse" if code else "release")
    assert code is None or code in codes(answer)


@pytest.mark.parametrize(
    "mark",
    [
        opencti(4, "TLP:CLEAR", x_note="only for the EU"),
        opencti(4, "TLP:CLEAR") | {"definition": {"statement": "only for the EU"}},
        opencti(4, "TLP:CLEAR") | {"definition": {"statement": "custom", "more": "x"}},
    ],
)
def test_a5_what_else_stands_in_such_a_definition_keeps_the_object(release, mark):
    assert "marking-unknown" in codes(release([mark])[0])


def test_a5_a_definition_with_two_contents_is_believed_in_neither(release):
    mark = opencti(5, "TLP:CLEAR")
    for other in (opencti(5, "TLP:RED"), statement(5)):
        for marks in ([mark, other], [other, mark]):
            answer, _ = release(marks, "--explain", f"{mark['id']}=informs", refs=[GREEN, mark["id"]])
            assert answer["outcome"] == "refuse" and "marking-unknown" in codes(answer)


@pytest.fixture
def pair(tmp_path):
    eu, japan = open_console(Node(tmp_path / "eu", "eu")), Node(tmp_path / "japan", "japan")
    link(eu, japan)
    for node in (eu, japan):
        node.serve()
    yield eu, japan
    for node in (eu, japan):
        node.stop()


def feed(eu, japan):
    return {entry["id"] for entry in Caller(eu.base, context=japan.context()).all("/japan/collections/feed/objects/")}


def apart(node):
    return [json.loads(line) for line in node.run("quarantine", "--json", check=False).stdout.splitlines()]


def test_c7_a_security_officer_says_what_a_marking_means(pair):
    """Fault C7: officers read that nothing is set apart, the administrator counted one, and nobody could settle it."""
    eu, japan = pair
    mark, gone = statement(6, "© 2026 EXERCISE"), "marking-definition--00000000-0000-4000-8000-000000000599"
    item = indicator(name="with a statement", object_marking_refs=[GREEN, mark["id"]])
    other = indicator(name="CANARY-closed", object_marking_refs=[RED, mark["id"]])
    orphan = indicator(name="without a definition", object_marking_refs=[gone])
    eu.load([mark, item, other, orphan])
    security, officer = (
        person(eu, "sec", "security-officer", title="S. Econd"),
        person(eu, "officer", "disclosure-officer"),
    )
    # The role that settles it sees it as far as its other markings let it; nobody else sees anything.
    assert officer.get("quarantine").json()["items"] == [] and officer.get(f"objects/{item['id']}").status == 404
    found = security.get("quarantine").json()
    assert {one["id"] for one in found["items"]} == {item["id"], orphan["id"]} and "CANARY" not in json.dumps(found)
    assert [(one["id"], one["objects"], one.get("words")) for one in found["markings"]] == [
        (mark["id"], 1, "© 2026 EXERCISE"),
        (gone, 1, None),
    ]
    assert found["markings"][0]["definitions"][0]["definition"] == mark["definition"]
    assert security.get(f"objects/{item['id']}").status == 200
    assert "meaning" not in json.dumps(officer.get("quarantine").json())
    # Only that role says it.
    record = {"kind": "marking", "record": {"marking": mark["id"], "meaning": "informs"}}
    assert officer.post("register", record).status == 403
    for wrong in (
        {"meaning": "nothing"},
        {"meaning": "level"},
        {"meaning": "level", "scheme": "EU", "level": "NONE"},
        {"marking": GREEN},
        {"marking": item["id"]},
        {"meaning": "informs", "level": "x"},
        {"definition": "00"},
    ):
        assert security.post("register", {"kind": "marking", "record": record["record"] | wrong}).status == 422, wrong
    done = security.post("register", record)
    assert done.status == 201, done.text
    assert security.post("register", record).status == 422
    # What waited is free at once, for everybody, with the words among the grounds.
    assert {one["id"] for one in apart(eu)} == {orphan["id"]}
    assert officer.get(f"objects/{item['id']}").status == 200
    eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    assert item["id"] in feed(eu, japan)
    shown = json.loads(eu.run("preview", item["id"], "--to", "japan", "--json").stdout)
    assert "© 2026 EXERCISE" in {ground["code"]: ground["text"] for ground in shown["grounds"]}["statement-explained"]
    entry = [
        json.loads(line)["inside"]
        for line in eu.run("audit", "--json").stdout.splitlines()
        if json.loads(line)["kind"] == "record"
    ][-1]
    assert (
        entry["record_kind"] == "marking" and entry["officer"] == "S. Econd" and entry["body"]["meaning"] == "informs"
    )
    # Taken back, it is unknown again, and what stood on it leaves the feed before the next reading.
    assert security.call("DELETE", f"/api/v1/register/{done.json()['number']}").status == 204
    assert item["id"] in {one["id"] for one in apart(eu)} and item["id"] not in feed(eu, japan)
    # The most restrictive counts, and a definition that is not here can be explained as well.
    eu.run("quarantine", "explain", mark["id"], "tlp:amber+strict", "--officer", "S")
    eu.run("quarantine", "explain", gone, "TLP:CLEAR", "--officer", "S")
    assert apart(eu) == [] and eu.run("quarantine").returncode == 0
    assert "tlp-closed" in eu.run("release", item["id"], "--to", "japan", "--officer", "O", check=False).stdout
    assert eu.run("release", orphan["id"], "--to", "japan", "--officer", "O").returncode == 0
    assert eu.is_whole()


def test_c7_an_explanation_speaks_of_the_words_that_were_seen(pair):
    """Once the definition comes with other words, or comes at all, what was said of it before does not count."""
    eu, _ = pair
    mark = statement(7, "© 2026 EXERCISE")
    item = indicator(object_marking_refs=[GREEN, mark["id"]])
    eu.load([item])
    number = eu.run("quarantine", "explain", mark["id"], "informs", "--officer", "S").stdout.strip()
    assert apart(eu) == []
    eu.load([statement(7)], "definition.json")
    assert [one["id"] for one in apart(eu)] == [item["id"]]
    assert apart(eu)[0]["markings"] == [{"id": mark["id"], "words": NOTE}]
    eu.run("register", "close", number, "--officer", "S")
    eu.run("quarantine", "explain", mark["id"], "informs", "--officer", "S")
    assert apart(eu) == []


def test_a5_an_older_store_is_judged_again_when_it_is_opened(tmp_path):
    """Statements were read as saying nothing: what bears one waits, and leaves the feeds, once the store is opened."""
    eu, japan = Node(tmp_path / "eu", "eu"), Node(tmp_path / "japan", "japan")
    link(eu, japan)
    mark = statement(8)
    item, plain = indicator(object_marking_refs=[GREEN, mark["id"]]), indicator(object_marking_refs=[GREEN])
    eu.load([mark, item, plain])
    number = eu.run("quarantine", "explain", mark["id"], "informs", "--officer", "S").stdout.strip()
    eu.run("release", item["id"], plain["id"], "--to", "japan", "--officer", "O")
    with sqlite3.connect(eu.folder / "store.db") as store:
        store.execute("DELETE FROM register WHERE row=?", [int(number)])
        store.execute("INSERT INTO setting VALUES('statements', 'judge again')")
    store.close()
    eu.serve()
    try:
        wait_for(lambda: feed(eu, japan) == {plain["id"]}, 10, "the feed without the statement")
        assert [one["id"] for one in apart(eu)] == [item["id"]]
        assert eu.is_whole()
    finally:
        eu.stop()
