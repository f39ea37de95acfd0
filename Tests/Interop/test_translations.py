"""Translations (fault G6): who or what translated, how far it was looked at; kept as versions, shown,
and no reason to give anything."""

import itertools
import json
import uuid

import pytest

from people import kinds, on_register, person
from support import AMBER, GREEN, RED, REPOSITORY, Caller, entente, indicator, translated, wait_for

RECORD = "extension-definition--aeef4b2e-4a99-4c97-85a3-b8970aad2cdc"
LATER = "2026-06-01T00:00:00.000Z"


def report(**more):
    return indicator(
        lang="en",
        description="A pier in the north.",
        **{"name": "Port at risk", "object_marking_refs": [GREEN], **more},
    )


def translate(someone, item, **more):
    return someone.post(
        "translations",
        {"object": item["id"], "version": item["modified"], "language": "ja", "texts": {"name": "危険な港"}, **more},
    )


def step(someone, made, state):
    """The next step of a translation; its answer has the new version."""
    return someone.post(f"translations/{made['id']}", {"state": state, "version": made["version"]})


def shown(someone, item, place=0):
    return someone.get(f"objects/{item['id']}").json()["translations"][place]


def given(eu, japan, made):
    """What the feed shows a partner of an object now."""
    return Caller(eu.base, context=japan.context()).all("/japan/collections/feed/objects/", [("match[id]", made["id"])])


def record(**more):
    return {RECORD: {"extension_type": "property-extension", "made_by": "person", "state": "draft", **more}}


def content(item, **more):
    return translated(item, {"de": {"name": "Hafen"}}, **more)


def test_g6_a_person_translates_and_another_approves(open_pair):
    eu, _ = open_pair
    anna, boris = person(eu, "anna", "author", title="Anna A."), person(eu, "boris", "author", title="Boris B.")
    item = report()
    eu.load([item])
    answer = translate(anna, item)
    assert answer.status == 201, answer.text
    made = answer.json()
    one = shown(boris, item)
    assert (one["state"], one["made_by"], one["translated_by"], one["of_version"], one["source"]) == (
        "draft",
        "person",
        ["Anna A."],
        item["modified"],
        "own",
    )
    assert "translator" not in one and "checked" not in one
    # Not before it is checked; not by who has translated,
    # though that person may look through it again (ISO 17100, 5.3.2).
    early = step(boris, made, "approved")
    assert (early.status, early.json()["detail"]) == (
        422,
        "a translation is first a draft, then checked, then approved",
    )
    made = step(anna, made, "checked").json()
    own = step(anna, made, "approved")
    assert (own.status, own.json()["detail"]) == (
        422,
        "whoever wrote a translation does not approve it; another person does",
    )
    old = step(boris, {**made, "version": one["version"]}, "approved")
    assert (old.status, old.json()["code"]) == (409, "changed-meanwhile")
    made = step(boris, made, "approved").json()
    one = shown(anna, item)
    assert (one["state"], one["translated_by"], one["checked_by"], one["approved_by"]) == (
        "approved",
        ["Anna A."],
        "Anna A.",
        "Boris B.",
    )
    assert one["checked"] < one["approved"] == one["version"] == made["version"]
    for wrong in ("approved", "checked", "draft"):
        assert step(boris, made, wrong).status == 422
    # Each step is a version with its writer, in the store and in the log, also after a kill.
    versions = boris.get(f"objects/{made['id']}").json()["versions"]
    assert [(version["by"], version["object"]["extensions"][RECORD]["state"]) for version in versions] == [
        ("Boris B.", "approved"),
        ("Anna A.", "checked"),
        ("Anna A.", "draft"),
    ]
    assert [inside["officer"] for kind, inside in kinds(eu) if kind == "writing" and inside["officer"] != "root"] == [
        "Anna A.",
        "Anna A.",
        "Boris B.",
    ]
    eu.kill()
    eu.serve()
    assert (
        person(eu, "carla", "author").get(f"objects/{item['id']}").json()["translations"][0]["state"] == "approved"
        and eu.is_whole()
    )


def test_g6_another_text_is_a_draft_again_and_who_changed_it_does_not_approve(open_pair):
    eu, _ = open_pair
    anna, boris, carla = (person(eu, name, "author", title=name.title()) for name in ("anna", "boris", "carla"))
    item = report()
    eu.load([item])
    made = translate(anna, item).json()
    made = step(boris, made, "checked").json()
    changed = {
        "translation": made["id"],
        "base": made["version"],
        "texts": {"name": "危ない港", "description": "北の桟橋。"},
    }
    assert translate(boris, item, **{**changed, "base": item["modified"]}).json()["code"] == "changed-meanwhile"
    again = translate(boris, item, **changed)
    assert again.status == 201 and again.json()["id"] == made["id"], again.text
    one = shown(anna, item)
    assert (
        (one["state"], one["translated_by"]) == ("draft", ["Anna", "Boris"])
        and "checked_by" not in one
        and "checked" not in one
    )
    made = step(carla, again.json(), "checked").json()
    for someone in (anna, boris):
        assert step(someone, made, "approved").status == 422
    assert step(carla, made, "approved").status == 201
    assert len(anna.get(f"objects/{item['id']}").json()["translations"]) == 1


def test_g6_a_machine_is_named_and_called_one(open_pair):
    eu, _ = open_pair
    anna = person(eu, "anna", "author", title="Anna A.")
    item = report()
    eu.load([item])
    made = translate(anna, item, machine="Lingua 4").json()
    one = shown(anna, item)
    assert (one["made_by"], one["translator"], one["state"]) == (
        "machine",
        "Lingua 4",
        "draft",
    ) and "translated_by" not in one
    found = wait_for(
        lambda: "危険" in (out := eu.run("search", "pier", "--lang", "ja", check=False).stdout) and out, what="the name"
    )
    assert "危険な港 (machine translation)" in found
    # Nobody has written it: whoever reads it against the original may answer for it.
    made = step(anna, step(anna, made, "checked").json(), "approved").json()
    one = shown(anna, item)
    assert (one["made_by"], one["state"], one["checked_by"], one["approved_by"]) == (
        "machine",
        "approved",
        "Anna A.",
        "Anna A.",
    )
    for machine in ("", "x" * 201, 7):
        assert translate(anna, item, machine=machine).status == 422
    # A person's own wording of it is a person's, and its author is the translator then.
    again = translate(anna, item, translation=made["id"], base=made["version"], texts={"name": "港が危険"}).json()
    assert (
        shown(anna, item)["translated_by"] == ["Anna A."]
        and step(anna, step(anna, again, "checked").json(), "approved").status == 422
    )


def test_g6_a_state_is_taken_by_its_own_step_at_no_other_door(open_pair):
    eu, _ = open_pair
    anna, boris = person(eu, "anna", "author"), person(eu, "boris", "author")
    item = report()
    eu.load([item])
    done = {"state": "approved", "checked": LATER, "approved": LATER}
    refusal = "a translation comes as a draft; it is checked and approved on the page of its object"
    for states in ({"state": "checked", "checked": LATER}, done):
        claimed = content(item, extensions=record(**states))
        assert anna.write(claimed).json()["detail"] == refusal
        brought = anna.post("imports", {"bundle": {"type": "bundle", "id": "bundle--1", "objects": [claimed]}}).json()
        assert [one["message"] for one in brought["refused"]] == [refusal] and brought["added"] == 0
    drafted = content(item, extensions=record())
    assert anna.write(drafted).status == 201
    held = anna.get(f"objects/{drafted['id']}").json()["versions"][0]["object"]
    newer = {**held, "modified": "2099-01-01T00:00:00.000Z"}
    assert boris.post("objects", {"object": {**newer, "extensions": record(**done)}}).status == 422
    assert (
        boris.post(
            "objects", {"object": {name: value for name, value in newer.items() if name != "extensions"}}
        ).json()["detail"]
        == refusal
    )
    made = step(
        boris, step(boris, {"id": drafted["id"], "version": held["modified"]}, "checked").json(), "approved"
    ).json()
    held = anna.get(f"objects/{drafted['id']}").json()["versions"][0]["object"]
    newer = {**held, "modified": "2099-01-01T00:00:00.000Z"}
    # The approval is of that text; other markings are no other text.
    assert anna.post("objects", {"object": {**newer, "contents": {"de": {"name": "Anders"}}}}).status == 422
    assert anna.post("objects", {"object": {**newer, "object_marking_refs": [AMBER]}}).status == 201
    one = shown(boris, item)
    assert (one["state"], one["approved_by"], one["banner"]) == ("approved", "Boris", "TLP:AMBER") and made


def test_g6_what_is_hostile_or_wrong_is_said_and_nothing_is_kept(open_pair):
    eu, _ = open_pair
    anna = person(eu, "anna", "author")
    item, hidden = report(), report(object_marking_refs=[RED], name="CANARY")
    eu.load([item, hidden])
    nowhere = {**item, "id": f"indicator--{uuid.uuid4()}"}
    unseen = [translate(anna, one) for one in (hidden, nowhere, {**item, "modified": LATER})]
    assert [one.status for one in unseen] == [404] * 3 and len({one.text for one in unseen}) == 1
    for texts in (
        {},
        {"colour": "x"},
        {"name": 1},
        {"name": ["x"]},
        {"id": "x"},
        {"pattern_type": None},
        ["x"],
        {"name": ""},
    ):
        answer = translate(anna, item, texts=texts)
        assert answer.status == 422 or texts == {"name": ""}, (texts, answer.text)
    for language in ("", "not a tag", "sl-rozaj-rozaj", 4):
        assert translate(anna, item, language=language).status == 422, language
    for state in ("perfect", "draft", "", 1):
        assert anna.post(f"translations/{item['id']}", {"state": state, "version": "x"}).status in (404, 422)
    assert anna.post(f"translations/{uuid.uuid4()}", {"state": "checked", "version": "x"}).status == 404
    other = content(item)
    eu.load([other], "other.json")
    assert step(anna, {"id": other["id"], "version": other["modified"]}, "checked").status == 422
    # One of another object is not overwritten.
    second = report()
    eu.load([second], "second.json")
    assert translate(anna, second, translation=other["id"], base=other["modified"]).status == 404
    assert "CANARY" not in json.dumps(anna.get("holdings").json()) and eu.is_whole()


def test_g6_it_is_marked_as_its_object_and_no_state_lets_it_out(open_pair):
    eu, japan = open_pair
    on_register(eu, "name=Anna", "nationality=eu", "clearances=[]")
    anna, boris = person(eu, "anna", "author", register="Anna"), person(eu, "boris", "author")
    item = report(
        object_marking_refs=[AMBER],
        granular_markings=[{"marking_ref": GREEN, "selectors": ["name"]}, {"lang": "en", "selectors": ["description"]}],
    )
    open_one = report()
    eu.load([item, open_one])
    made = translate(anna, item, texts={"name": "港", "description": "北の桟橋。"}).json()
    held = anna.get(f"objects/{made['id']}").json()["versions"][0]["object"]
    assert held["object_marking_refs"] == [AMBER]
    assert held["granular_markings"] == [{"marking_ref": GREEN, "selectors": ["contents.ja.name"]}]
    free = translate(anna, open_one).json()
    decisions = lambda one: [
        (each["party"], each["outcome"]) for each in anna.get(f"objects/{one['id']}/decisions").json()["decisions"]
    ]
    before = decisions(made), decisions(free)
    for one in (made, free):
        assert step(boris, step(boris, one, "checked").json(), "approved").status == 201
    assert (decisions(made), decisions(free)) == before
    assert eu.run("release", made["id"], "--to", "japan", "--officer", "O", check=False).returncode == 1
    assert given(eu, japan, made) == []


def test_g6_a_partner_gets_the_state_and_no_name_and_of_others_nothing_is_stated(open_pair):
    eu, japan = open_pair
    anna, boris = person(eu, "anna", "author", title="CANARY Anna"), person(eu, "boris", "author", title="CANARY Boris")
    item = report()
    eu.load([item])
    by_person, by_machine = (
        translate(anna, item).json(),
        translate(anna, item, language="fr", machine="Lingua 4").json(),
    )
    step(boris, step(boris, by_person, "checked").json(), "approved")
    foreign = content(item)
    eu.load([foreign], "foreign.json")
    released = [item["id"], by_person["id"], by_machine["id"], foreign["id"]]
    eu.run("release", *released, "--to", "japan", "--officer", "O")
    japan.run("pull")
    got = {one["id"]: one for one in json.loads(japan.run("export", "--from", "eu").stdout)["objects"]}
    assert set(released) == set(got), "each goes whole, under its own name"
    assert "CANARY" not in json.dumps(got) and "anna" not in json.dumps(got).lower()
    assert set(got[by_person["id"]]["extensions"][RECORD]) == {
        "extension_type",
        "made_by",
        "state",
        "checked",
        "approved",
    }
    # What came says what it says, with whose word it is.
    reader = person(japan, "reader", "author", title="R")
    came = wait_for(
        lambda: len(found := reader.get(f"objects/{item['id']}").json()["translations"]) == 3 and found,
        what="what came",
    )
    told = {one["id"]: one for one in came}
    seen = {
        id: (one.get("state"), one.get("made_by"), one.get("translator"), one["source"]) for id, one in told.items()
    }
    assert seen == {
        by_person["id"]: ("approved", "person", None, "partner eu"),
        by_machine["id"]: ("draft", "machine", "Lingua 4", "partner eu"),
        foreign["id"]: (None, None, None, "partner eu"),
    }
    assert not any(name in one for one in told.values() for name in ("translated_by", "checked_by", "approved_by"))
    # A partner's is not stepped on: a text of one's own is.
    assert step(reader, {"id": by_machine["id"], "version": by_machine["version"]}, "checked").status == 404
    assert translate(reader, item, language="fr").status == 201 and japan.is_whole()


def test_g6_the_schema_and_the_node_judge_alike(tmp_path):
    schema = json.loads((REPOSITORY / "Schemas" / "entente-translation.json").read_text())
    assert schema["title"] == "Translation" and RECORD in (REPOSITORY / "Documentation" / "types.md").read_text()
    judge = pytest.importorskip("jsonschema").Draft202012Validator(schema)
    moments = {"checked": LATER, "approved": LATER}
    for by, translator, state, *given in itertools.product(
        ("person", "machine", "x", None), (None, "", "T"), ("draft", "checked", "approved", "x"), (0, 1), (0, 1)
    ):
        made = {
            "extension_type": "property-extension",
            "state": state,
            **({"made_by": by} if by else {}),
            **({"translator": translator} if translator is not None else {}),
            **{name: moments[name] for name, one in zip(moments, given) if one},
        }
        (tmp_path / f"{by}-{translator}-{state}-{given}.json").write_text(
            json.dumps(content(report(), extensions={RECORD: made}))
        )
    files = sorted(tmp_path.glob("*.json"))
    answer = entente("validate", "--json", *files, check=False)
    verdicts = {one["file"]: one for one in map(json.loads, answer.stdout.splitlines()) if "file" in one}
    assert answer.returncode == 1 and len(verdicts) == len(files) == 192
    for file in files:
        isGood = judge.is_valid(json.loads(file.read_text())["extensions"][RECORD])
        assert isGood == verdicts[str(file)]["valid"], (file.name, verdicts[str(file)])


def test_g6_what_was_translated_here_of_a_partners_item_is_destroyed_with_it(open_pair):
    eu, japan = open_pair
    item, other = report(), report(name="Another port")
    eu.load([item, other])
    eu.run("release", item["id"], other["id"], "--to", "japan", "--officer", "O")
    japan.run("pull")
    anna = person(japan, "anna", "author")
    secret, kept = "kookaburrapier" + uuid.uuid4().hex, "kept" + uuid.uuid4().hex
    assert wait_for(lambda: translate(anna, item, texts={"name": secret}).status == 201, what="the item")
    assert translate(anna, other, texts={"name": kept}).status == 201
    made = shown(anna, item)
    assert step(anna, made, "checked").status == 201
    japan.run("erase", item["id"], "--from", "eu", "--officer", "O", "--reason", "R")
    files = [path for path in japan.folder.rglob("*") if path.is_file()]
    assert not [path for path in files if secret.encode() in path.read_bytes()]
    assert anna.get(f"objects/{made['id']}").status == 404 and shown(anna, other)["contents"]["ja"]["name"] == kept
    assert japan.is_whole()


@pytest.mark.parametrize("way", ["here", "file"])
def test_g6_a_translation_leaves_the_feed_with_what_it_translates(open_pair, way):
    """It repeats what the object says, whatever its own marking and its state,
    and goes nowhere without it (RULES, 4)."""
    eu, japan = open_pair
    anna, boris = person(eu, "anna", "author"), person(eu, "boris", "author")
    item, other = report(), report(name="Another port")
    eu.load([item, other])
    if way == "here":
        made, stays = translate(anna, item).json(), translate(anna, other).json()
        made = step(boris, step(boris, made, "checked").json(), "approved").json()
    else:
        made, stays = content(item), content(other)
        eu.load([made, stays], "translated.json")
    eu.run("release", item["id"], other["id"], made["id"], stays["id"], "--to", "japan", "--officer", "O")
    assert [len(given(eu, japan, one)) for one in (item, made, other, stays)] == [1, 1, 1, 1]
    eu.load([{**item, "modified": LATER, "object_marking_refs": [RED]}], "red.json")
    assert [len(given(eu, japan, one)) for one in (item, made, other, stays)] == [0, 0, 1, 1]
    assert [kind for kind, _ in kinds(eu)].count("withdrawal") == 2
    officer = person(eu, "officer", "disclosure-officer")
    assert [
        [one["outcome"] for one in officer.get(f"objects/{one['id']}").json()["releases"]] for one in (made, stays)
    ] == [["release", "withdraw"], ["release"]]
    # Nor does it come back alone, by an officer or by another step.
    again = eu.run("release", made["id"], "--to", "japan", "--officer", "O", "--json", check=False)
    assert again.returncode == 1 and "translation-withheld" in again.stdout and given(eu, japan, made) == []
    if way == "here":
        changed = translate(anna, item, translation=made["id"], base=made["version"], texts={"name": "別の港"})
        assert (changed.status, given(eu, japan, made)) in ((201, []), (422, []))
    # What is taken off by its own marking takes nothing else along, and a new judgement of all changes nothing.
    eu.run("agreements", "apply", "Examples/agreements", "--officer", "O")
    assert [len(given(eu, japan, one)) for one in (item, made, other, stays)] == [0, 0, 1, 1] and eu.is_whole()


def test_g6_what_a_partner_has_of_its_own_keeps_its_translation(open_pair):
    eu, japan = open_pair
    item = report()
    japan.load([item])
    japan.run("release", item["id"], "--to", "eu", "--officer", "J")
    eu.run("pull")
    anna = person(eu, "anna", "author")
    made = wait_for(lambda: (answer := translate(anna, item)).status == 201 and answer.json(), what="the item")
    eu.run("release", made["id"], "--to", "japan", "--officer", "O")
    assert len(given(eu, japan, made)) == 1
    eu.run("agreements", "apply", "Examples/agreements", "--officer", "O")
    assert len(given(eu, japan, made)) == 1
