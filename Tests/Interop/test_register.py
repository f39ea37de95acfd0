"""What records name has to stand somewhere (fault C8): a level,
a party or a need that is nowhere is refused with a proposal."""

import json

import pytest

from people import open_console, person
from support import GREEN, PACT, PARTIES, RED, indicator, link, wait_for


@pytest.fixture
def eu(make_node, tmp_path):
    node = open_console(make_node("eu"))
    file = tmp_path / "set.accord"
    file.write_text(
        PARTIES
        + PACT.format(state="in force from 2026-01-01", ceiling="EU-SECRET").replace(
            "  article 2", '  article 1(2): covers "exercise"\n  article 2'
        )
    )
    node.run("agreements", "apply", file, "--officer", "O")
    return node


def add(node, *words, **more):
    return node.run("register", "add", *words, "--officer", "S", check=False, **more)


GOOD = {"name": "A. Martin", "nationality": "EU", "clearances": '["EU EU-SECRET"]', "needs": '["exercise"]'}
WRONG = [
    ({"clearances": '["EU EU-SECRT"]'}, "no scheme has the level `EU EU-SECRT`; did you mean `EU EU-SECRET`?"),
    (
        {"clearances": '["COSMIC TOP SECRET"]'},
        "no scheme has the level `COSMIC TOP SECRET`; known are EU EU-SECRET, EU EU-RESTRICTED",
    ),
    ({"clearances": '[{"level": "Japan J-SECRETT", "until": "2030-01-01"}]'}, "did you mean `Japan J-SECRET`?"),
    ({"nationality": "Jpan"}, "no party is called `Jpan`; did you mean `Japan`?"),
    ({"nationality": "ZZZ"}, "no party is called `ZZZ`; known are EU"),
    ({"needs": '["excercise"]'}, "nothing is about `excercise` so far; did you mean `exercise`?"),
    ({"needs": '["exercise", "fisheries"]'}, "nothing is about `fisheries` so far; known are exercise"),
    ({"needs": f'["indicator--{"0" * 8}-0000-4000-8000-{"0" * 12}"]'}, "is not here"),
]


def test_c8_what_stands_nowhere_is_refused_with_a_proposal(eu):
    for change, expected in WRONG:
        refused = add(eu, "person", *(f"{name}={value}" for name, value in {**GOOD, **change}.items()))
        assert refused.returncode == 2 and expected in refused.stderr, (change, refused.stderr)
    assert eu.run("register", "list").stdout == ""
    assert add(eu, "person", *(f"{name}={value}" for name, value in GOOD.items())).returncode == 0
    # What is new on purpose is said so, and is known from then on.
    new = {**GOOD, "name": "B. Roy", "needs": '["fisheries"]'}
    assert add(eu, "person", *(f"{name}={value}" for name, value in new.items()), "--new").returncode == 0
    assert (
        add(
            eu,
            "person",
            *(f"{name}={value}" for name, value in {**new, "name": "C. Weiss", "needs": '["Fisheries"]'}.items()),
        ).returncode
        == 0
    )
    for words, expected in [
        (("facility", "name=F", "level=EU EU-SECRE"), "did you mean `EU EU-SECRET`?"),
        (("instruction", "name=SI", "to=Japn", "tlp=green"), "did you mean `Japan`?"),
        (("instruction", "name=SI", "to=Japan", 'levels=["EU COSMIC"]'), "no scheme has the level `EU COSMIC`"),
        (("law-change", "party=Norge", "text=x", "date=2026-01-01"), "no party is called `Norge`"),
        (
            ("visit", "visitor=V", "host=H", "subject=s", "level=EU EU-SEKRET", "date=2026-01-01"),
            "did you mean `EU EU-SECRET`?",
        ),
    ]:
        refused = add(eu, *words)
        assert refused.returncode == 2 and expected in refused.stderr, (words, refused.stderr)


def test_c8_in_the_console_proposals_tell_nothing_of_what_is_hidden(eu):
    hidden, held = indicator(object_marking_refs=[RED], name="CANARY"), indicator(object_marking_refs=[GREEN])
    eu.load([hidden, held])
    eu.serve()
    guard = person(eu, "guard", "security-officer")
    record = {name: json.loads(value) if value.startswith("[") else value for name, value in GOOD.items()}
    for change, expected in WRONG[:7]:
        change = {name: json.loads(value) if value.startswith("[") else value for name, value in change.items()}
        answer = guard.post("register", {"kind": "person", "record": {**record, **change}})
        assert answer.status == 422 and expected in answer.json()["detail"], (change, answer.text)
    answers = [
        guard.post("register", {"kind": "person", "record": {**record, "needs": [one]}})
        for one in (hidden["id"], indicator()["id"])
    ]
    assert {(answer.status, answer.text) for answer in answers} == {(404, answers[0].text)}
    assert (
        guard.post("register", {"kind": "person", "record": {**record, "needs": [held["id"], "fisheries"]}}).status
        == 422
    )
    made = guard.post(
        "register", {"kind": "person", "record": {**record, "needs": [held["id"], "fisheries"]}, "new": True}
    )
    assert made.status == 201, made.text
    # What stands in the record that is replaced may stay, also where it is nowhere any more.
    again = {**record, "needs": [held["id"], "fisheries"], "rank": "Colonel"}
    assert guard.post("register", {"kind": "person", "record": again, "replaces": made.json()["number"]}).status == 201


def test_an_instruction_is_to_a_partner_by_any_of_its_names(make_node, tmp_path):
    """It is kept with the short name, by which what waits is found."""
    eu, japan = make_node("eu", pull_seconds=1), make_node("nippon")
    japan.configure(title="Ministry in Tokyo")
    link(eu, japan)
    identity = "identity--5eed0000-0000-4000-8000-000000000001"
    text = PARTIES.replace("  codes japan", f'  codes japan, nippon\n  title ja "日本"\n  identity {identity}')
    (tmp_path / "set.accord").write_text(text)
    eu.run("agreements", "apply", tmp_path / "set.accord", "--officer", "O")
    item = indicator(object_marking_refs=[GREEN])
    for place, name in enumerate(["Japan", "japan", "日本", identity, "Ministry in Tokyo", "nippon"]):
        added = add(eu, "instruction", f"name=SI-{place}", f"to={name}", "tlp=green")
        assert added.returncode == 0, (name, added.stderr)
    kept = [json.loads(line)["record"]["to"] for line in eu.run("register", "list", "--json").stdout.splitlines()]
    assert kept == ["nippon"] * 6
    eu.load([item])
    eu.run("release", item["id"], "--to", "nippon", "--officer", "O")
    eu.load([{**item, "name": "newer", "modified": "2026-02-01T00:00:00.000Z"}], "newer.json")
    eu.serve()
    wait_for(lambda: "instruction-covers" in eu.run("show", item["id"], "--json").stdout)
