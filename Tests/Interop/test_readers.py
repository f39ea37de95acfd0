"""What recipients' software passes over: markings of portions,
and translations beside their object (surprises 18 and 19)."""

import json
import uuid

import pytest
import stix2

from people import open_console, person
from support import AMBER, AMBER_STRICT, GREEN, RED, Caller, entente, indicator, link

TIMES = {"created": "2026-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z"}
RENDITION = "extension-definition--5d2c9a0e-7f5b-4d6f-8a53-2f1f6f0f9b27"
IGNORES = {"portions": "ignored"}
FRENCH = {"language": "fr"}


def translation(of, contents, **more):
    return {
        "type": "language-content",
        "spec_version": "2.1",
        "id": f"language-content--{uuid.uuid4()}",
        **TIMES,
        "object_ref": of["id"],
        "object_modified": of["modified"],
        "contents": contents,
        "object_marking_refs": [GREEN],
        **more,
    }


def portion(marking, *selectors):
    return {"marking_ref": marking, "selectors": list(selectors)}


def release(tmp_path, reader, *objects, **question):
    """One answer of `release --batch`."""
    parties = tmp_path / "parties.accord"
    parties.write_text("party EU\n\nparty Japan\n")
    bundle = {"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": list(objects)}
    line = json.dumps(
        {
            "from": "EU",
            "to": "Japan",
            "on": "2026-03-02",
            "bundle": bundle,
            **({"reader": reader} if reader else {}),
            **question,
        }
    )
    done = entente("release", "--batch", "--agreements", parties, check=False, input=line)
    return json.loads(done.stdout)


def given(answer, kind):
    return [one for one in answer["bundle"].get("objects", []) if one["type"] == kind]


# Rule 19


def test_surprise_19_no_stricter_portion_behind_a_banner_that_is_all_that_is_read(tmp_path):
    """The table's own case one step down, since AMBER is the highest that goes here: AMBER behind GREEN,
    and RED nowhere."""
    item = indicator(
        object_marking_refs=[GREEN], description="CANARY", granular_markings=[portion(AMBER, "description")]
    )
    assert given(release(tmp_path, None, item, named=True), "indicator") == [item]
    answer = release(tmp_path, IGNORES, item, named=True)
    [one] = given(answer, "indicator")
    assert (
        "CANARY" not in json.dumps(one)
        and one["object_marking_refs"] == [GREEN]
        and "granular_markings" not in one
        and one["id"] != item["id"]
    )
    [result] = answer["objects"]
    assert result["outcome"] == "rendition" and [
        (gone["selector"], gone["grounds"][0]["code"]) for gone in result["withheld"]
    ] == [("description", "portions-ignored")]
    for language, words in (("en", "passes over"), ("ja", "無視"), ("fr", "ignore"), ("de", "übergeht")):
        parties = tmp_path / "parties.accord"
        line = json.dumps(
            {
                "from": "EU",
                "to": "Japan",
                "named": True,
                "reader": IGNORES,
                "bundle": {"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": [item]},
            }
        )
        done = entente("release", "--batch", "--agreements", parties, "--lang", language, check=False, input=line)
        assert words in json.loads(done.stdout)["objects"][0]["withheld"][0]["grounds"][0]["text"]


def test_surprise_19_portions_that_are_no_higher_go_as_they_are(tmp_path):
    lower = indicator(
        object_marking_refs=[AMBER],
        description="open",
        granular_markings=[portion(GREEN, "description"), portion(AMBER, "name")],
    )
    assert given(release(tmp_path, IGNORES, lower, named=True), "indicator") == [lower]
    plain = indicator(object_marking_refs=[GREEN])
    assert given(release(tmp_path, IGNORES, plain), "indicator") == [plain]


def test_surprise_19_what_has_no_meaning_without_them_does_not_go(tmp_path):
    item = indicator(object_marking_refs=[GREEN], granular_markings=[portion(AMBER, "pattern")])
    answer = release(tmp_path, IGNORES, item, named=True)
    [result] = answer["objects"]
    assert (
        not given(answer, "indicator")
        and result["outcome"] == "refuse"
        and result["grounds"][-1]["code"] == "meaningless-without"
    )


def test_surprise_19_a_banner_comes_to_what_has_portions_only(tmp_path):
    """Without a banner nothing at all would be read of how it is marked: the rendition has that of its portions."""
    item = indicator(granular_markings=[portion(GREEN, "name", "pattern", "pattern_type", "valid_from")])
    [one] = given(release(tmp_path, None, item), "indicator")
    assert "object_marking_refs" not in one
    [one] = given(release(tmp_path, IGNORES, item), "indicator")
    assert one["object_marking_refs"] == [GREEN] and one["name"] == item["name"]


def test_surprise_19_limits_of_use_on_a_portion_count_as_well(tmp_path):
    pap = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": f"marking-definition--{uuid.uuid4()}",
        "created": TIMES["created"],
        "definition_type": "statement",
        "definition": {"statement": "custom"},
        "x_opencti_definition_type": "PAP",
        "x_opencti_definition": "PAP:RED",
    }
    item = indicator(
        object_marking_refs=[GREEN], description="CANARY", granular_markings=[portion(pap["id"], "description")]
    )
    assert "CANARY" in json.dumps(release(tmp_path, None, pap, item)["bundle"])
    assert "CANARY" not in json.dumps(release(tmp_path, IGNORES, pap, item)["bundle"])


def test_surprise_19_the_law(tmp_path):
    """For every banner, portion and reader: who ignores portions never gets more,
    and never a portion above its banner."""
    order = {GREEN: 1, AMBER: 2, AMBER_STRICT: 3, RED: 4}
    items = {
        (banner, inner): indicator(
            object_marking_refs=[banner], description=f"text {place}", granular_markings=[portion(inner, "description")]
        )
        for place, (banner, inner) in enumerate((one, other) for one in order for other in order)
    }
    plain = {
        one["name"] + one.get("description", ""): one
        for one in given(release(tmp_path, None, *items.values(), named=True), "indicator")
    }
    ignoring = json.dumps(release(tmp_path, IGNORES, *items.values(), named=True)["bundle"])
    for (banner, inner), item in items.items():
        is_given = f'"{item["description"]}"' in ignoring
        assert not is_given or any(one.get("description") == item["description"] for one in plain.values())
        # What is above AMBER goes nowhere, and without its pattern an indicator means nothing.
        assert is_given == (order[inner] <= order[banner] <= 2), (banner, inner)
    for one in given(release(tmp_path, IGNORES, *items.values(), named=True), "indicator"):
        highest = max(order[marking] for marking in one["object_marking_refs"])
        assert all(
            order[entry["marking_ref"]] <= highest
            for entry in one.get("granular_markings", [])
            if "marking_ref" in entry
        )


# Rule 18


def test_surprise_18_the_wanted_language_stands_in_the_object(tmp_path):
    """misp-stix knows no language-content; the title of the object is all that it shows."""
    item = indicator(object_marking_refs=[GREEN], name="港の警備", description="詳細", lang="ja")
    words = translation(item, {"fr": {"name": "Garde du port"}, "en": {"name": "Guard of the harbour"}})
    whole = release(tmp_path, None, item, words)
    assert given(whole, "indicator") == [item] and given(whole, "language-content") == [words]
    answer = release(tmp_path, FRENCH, item, words)
    [one] = given(answer, "indicator")
    assert one["name"] == "Garde du port" and one["description"] == "詳細" and one["lang"] == "ja"
    assert {"lang": "fr", "selectors": ["name"]} in one["granular_markings"]
    note = one["extensions"][RENDITION]["translation"]
    [beside] = given(answer, "language-content")
    assert (note["language"], note["properties"], note["language_content_ref"]) == (
        "fr",
        ["name"],
        beside["id"],
    ) and len(note["commitment"]) == 64
    assert (
        beside["object_ref"] == one["id"]
        and beside["object_modified"] == one["modified"]
        and beside["contents"] == words["contents"]
    )
    result = answer["objects"][0]
    assert (
        result["outcome"] == "rendition"
        and not result["withheld"]
        and result["grounds"][-1]["code"] == "translation-given"
        and words["id"] in result["grounds"][-1]["text"]
    )
    assert stix2.parse(one, allow_custom=True).name == "Garde du port"
    # All of its texts in one language: so is the object.
    both = translation(item, {"fr": {"name": "Garde du port", "description": "Détails"}})
    [one] = given(release(tmp_path, FRENCH, item, both), "indicator")
    assert one["lang"] == "fr" and "granular_markings" not in one


@pytest.mark.parametrize(
    "wanted, has, gets",
    [
        ("fr", {"fr": "x"}, "x"),
        ("fr-CA", {"fr": "x"}, "x"),
        ("fr", {"fr-CA": "x"}, "x"),
        ("de", {"fr": "x"}, None),
        ("fr", {"FR": "x"}, "x"),
        ("fr", {"fr": ""}, None),
    ],
)
def test_surprise_18_a_language_is_looked_up(wanted, has, gets, tmp_path):
    item = indicator(object_marking_refs=[GREEN], name="港", lang="ja")
    words = translation(item, {tag: {"name": text} for tag, text in has.items()})
    [one] = given(release(tmp_path, {"language": wanted}, item, words), "indicator")
    assert one["name"] == (gets or "港") and (one["id"] == item["id"]) == (gets is None)


RECORD = "extension-definition--aeef4b2e-4a99-4c97-85a3-b8970aad2cdc"


def recorded(item, state):
    steps = {
        name: TIMES["created"] for name in ("checked", "approved")[: ("draft", "checked", "approved").index(state)]
    }
    return translation(
        item,
        {"fr": {"name": "CANARY"}},
        extensions={
            RECORD: {
                "extension_type": "property-extension",
                "made_by": "machine",
                "translator": "m 1",
                "state": state,
                **steps,
            }
        },
    )


def test_surprise_18_an_approved_text_stands_for_the_authors_words(tmp_path):
    item = indicator(object_marking_refs=[GREEN], name="港", lang="ja")
    newer = {**recorded(item, "draft"), "modified": "2026-02-01T00:00:00.000Z"}
    [one] = given(release(tmp_path, FRENCH, item, newer, recorded(item, "approved")), "indicator")
    assert one["name"] == "CANARY"


def refused(item, kind):
    red = translation(item, {"fr": {"name": "CANARY"}}, object_marking_refs=[RED])
    return {
        "marked higher": [red],
        "a portion marked higher": [
            translation(item, {"fr": {"name": "CANARY"}}, granular_markings=[portion(RED, "contents.fr.name")])
        ],
        "unmarked": [{**red, "object_marking_refs": None}],
        "a draft": [recorded(item, "draft")],
        "checked, not approved": [recorded(item, "checked")],
        "of another version": [
            translation({**item, "modified": "2025-01-01T00:00:00.000Z"}, {"fr": {"name": "CANARY"}})
        ],
        "taken back": [translation(item, {"fr": {"name": "CANARY"}}, revoked=True)],
        "no property of the object": [translation(item, {"fr": {"abstract": "CANARY"}})],
        "the frame": [translation(item, {"fr": {"id": "CANARY", "created_by_ref": "CANARY"}})],
    }[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "marked higher",
        "a draft",
        "checked, not approved",
        "a portion marked higher",
        "unmarked",
        "of another version",
        "taken back",
        "no property of the object",
        "the frame",
    ],
)
def test_surprise_18_else_the_objects_own_words_go(kind, tmp_path):
    item = indicator(object_marking_refs=[GREEN], name="港", lang="ja")
    words = [{name: value for name, value in one.items() if value is not None} for one in refused(item, kind)]
    answer = release(tmp_path, FRENCH, item, *words)
    assert given(answer, "indicator") == [item]


def test_surprise_18_the_marking_of_the_text_goes_along(tmp_path):
    item = indicator(object_marking_refs=[GREEN], name="港", description="詳細", lang="ja")
    words = translation(item, {"fr": {"name": "Port"}}, object_marking_refs=[AMBER])
    [one] = given(release(tmp_path, FRENCH, item, words, named=True), "indicator")
    assert (
        one["name"] == "Port"
        and one["object_marking_refs"] == [GREEN]
        and portion(AMBER, "name") in one["granular_markings"]
    )
    # Who is not named does not get it, and who ignores portions gets no text above the banner.
    assert given(release(tmp_path, FRENCH, item, words), "indicator") == [item]
    assert given(release(tmp_path, {**FRENCH, **IGNORES}, item, words, named=True), "indicator") == [item]


def test_surprise_18_a_portion_that_does_not_go_is_not_told_by_its_translation(tmp_path):
    item = indicator(
        object_marking_refs=[GREEN],
        name="港",
        description="CANARY",
        lang="ja",
        granular_markings=[portion(RED, "description")],
    )
    words = translation(item, {"fr": {"name": "Port", "description": "CANARI"}})
    bundle = release(tmp_path, FRENCH, item, words)["bundle"]
    [one] = given({"bundle": bundle}, "indicator")
    assert one["name"] == "Port" and not any(word in json.dumps(bundle) for word in ("CANARY", "CANARI"))


def test_surprise_18_references_in_a_text_are_those_of_an_object(tmp_path):
    hidden = indicator(object_marking_refs=[RED])
    item = indicator(object_marking_refs=[GREEN], name="港", description="d", lang="ja")
    words = translation(item, {"fr": {"name": "Port", "description": hidden["id"]}})
    assert hidden["id"] not in json.dumps(release(tmp_path, FRENCH, item, words, hidden)["bundle"])


@pytest.mark.parametrize("reader", [{"portions": "kept"}, {"language": "no tag"}, {}, "fr", {"language": 7}])
def test_a_question_says_of_a_reader_what_is_understood(reader, tmp_path):
    parties = tmp_path / "parties.accord"
    parties.write_text("party EU\n\nparty Japan\n")
    line = json.dumps(
        {"from": "EU", "to": "Japan", "reader": reader, "bundle": {"type": "bundle", "objects": [indicator()]}}
    )
    assert (
        "`reader` says"
        in json.loads(entente("release", "--batch", "--agreements", parties, check=False, input=line).stdout)["error"]
    )


# On a node


@pytest.fixture
def nodes(make_node, tmp_path):
    made = [open_console(make_node("eu")), make_node("japan")]
    link(*made)
    (tmp_path / "set.accord").write_text("party EU\n  codes eu\n\nparty Japan\n  codes japan\n")
    made[0].run("agreements", "apply", tmp_path / "set.accord", "--officer", "O")
    for node in made:
        node.serve()
    return made


def feed(eu, japan):
    return Caller(eu.base, context=japan.context()).all("/japan/collections/feed/objects/")


def record(eu, *members):
    return json.loads(eu.run("register", "add", "reader", "party=Japan", *members, "--officer", "S", "--json").stdout)[
        "number"
    ]


def test_surprise_19_a_record_takes_off_what_is_not_to_be_read_so(nodes):
    eu, japan = nodes
    item = indicator(
        object_marking_refs=[GREEN], description="CANARY", granular_markings=[portion(AMBER, "description")]
    )
    plain = indicator(object_marking_refs=[GREEN])
    eu.load([item, plain])
    eu.run("release", item["id"], plain["id"], "--to", "japan", "--name", "japan", "--officer", "O")
    assert {one["id"] for one in feed(eu, japan)} == {item["id"], plain["id"]}
    number = record(eu, "portions=ignored")
    assert [one["id"] for one in feed(eu, japan)] == [plain["id"]]
    assert "rendition-changed" in eu.run("queue", check=False).stdout
    eu.run("release", item["id"], "--to", "japan", "--name", "japan", "--officer", "O")
    held = feed(eu, japan)
    assert len(held) == 2 and "CANARY" not in json.dumps(held)
    # A new judgement of what stands takes nothing more.
    eu.run("register", "add", "reader", "party=Japan", "portions=ignored", "--officer", "S")
    assert len(feed(eu, japan)) == 2 and eu.is_whole()
    eu.run("register", "close", number, "--officer", "S")
    assert "CANARY" not in json.dumps(feed(eu, japan))


def test_surprise_18_a_partner_on_misp_stix_reads_the_title_in_its_language(nodes):
    eu, japan = nodes
    record(eu, "language=fr")
    officer = person(eu, "officer", "disclosure-officer")
    item = indicator(object_marking_refs=[GREEN], name="港の警備", lang="ja")
    other = indicator(object_marking_refs=[GREEN], name="untranslated", lang="ja")
    first = translation(item, {"fr": {"name": "Garde du port"}})
    eu.load([item, other, first])
    [decision] = officer.get(f"objects/{item['id']}/decisions").json()["decisions"]
    assert decision["outcome"] == "rendition" and decision["grounds"][-1]["code"] == "translation-given"
    eu.run("release", item["id"], other["id"], "--to", "japan", "--officer", "O")

    def titles():
        return sorted(one["name"] for one in feed(eu, japan) if one["type"] == "indicator")

    assert titles() == ["Garde du port", "untranslated"]
    # The translation itself was not released: only its text is there, and no name of it.
    assert [one["type"] for one in feed(eu, japan)] == ["indicator", "indicator"] and first["id"] not in json.dumps(
        feed(eu, japan)
    )
    # A later one waits for an act of its own, and takes nothing away.
    later = {**translation(item, {"fr": {"name": "Garde portuaire"}}), "modified": "2026-02-01T00:00:00.000Z"}
    eu.load([later])
    eu.run("release", other["id"], "--to", "japan", "--officer", "O")
    record(eu, "language=fr", "portions=ignored")
    assert titles() == ["Garde du port", "untranslated"]
    eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    assert titles() == ["Garde portuaire", "untranslated"]
    japan.run("pull")
    assert "Garde portuaire" in japan.run("export", "--from", "eu").stdout and eu.is_whole() and japan.is_whole()
    # What the partner has whole it goes on getting whole, once.
    whole = indicator(object_marking_refs=[GREEN], name="later translated", lang="ja")
    eu.load([whole])
    eu.run("release", whole["id"], "--to", "japan", "--officer", "O")
    eu.load([translation(whole, {"fr": {"name": "traduit"}})])
    eu.run("release", whole["id"], "--to", "japan", "--officer", "O")
    assert titles() == ["Garde portuaire", "later translated", "untranslated"]
    # A text whose marking is raised leaves with it.
    eu.load([{**later, "modified": "2026-03-01T00:00:00.000Z", "object_marking_refs": [RED]}])
    eu.run("agreements", "apply", eu.folder.parent / "set.accord", "--officer", "O")
    assert titles() == ["later translated", "untranslated"]


def test_a_translation_is_judged_by_the_act_that_gave_its_text(nodes):
    """Who was named for it then has it still when feeds are judged again,
    and nobody has it by the naming of another act."""
    eu, japan = nodes
    record(eu, "language=fr")
    named, plain = (indicator(object_marking_refs=[GREEN], name=name, lang="ja") for name in ("港", "町"))
    words = [
        translation(one, {"fr": {"name": text}}, object_marking_refs=[AMBER])
        for one, text in ((named, "Port"), (plain, "CANARY"))
    ]
    eu.load([named, plain, *words])
    eu.run("release", plain["id"], "--to", "japan", "--officer", "O")
    eu.run("release", named["id"], "--to", "japan", "--name", "japan", "--officer", "O")
    other = indicator(object_marking_refs=[GREEN], name="other")
    eu.load([other])
    eu.run("release", other["id"], "--to", "japan", "--officer", "O")
    eu.run("agreements", "apply", eu.folder.parent / "set.accord", "--officer", "O")
    assert sorted(one["name"] for one in feed(eu, japan)) == ["Port", "other", "町"] and eu.is_whole()


def test_a_translation_goes_nowhere_because_it_gave_its_text(nodes):
    """What names a translation does not bring it along, and its name is in nothing."""
    eu, japan = nodes
    record(eu, "language=fr")
    item = indicator(object_marking_refs=[GREEN], name="港", lang="ja")
    words = translation(item, {"fr": {"name": "Port"}})
    note = {
        "type": "note",
        "spec_version": "2.1",
        "id": f"note--{uuid.uuid4()}",
        **TIMES,
        "content": "about both",
        "object_refs": [item["id"], words["id"]],
        "object_marking_refs": [GREEN],
    }
    eu.load([item, words, note])
    eu.run("release", item["id"], note["id"], "--to", "japan", "--officer", "O")
    held = feed(eu, japan)
    assert sorted(one["type"] for one in held) == ["indicator", "note"] and words["id"] not in json.dumps(held)
    [one] = [one for one in held if one["type"] == "note"]
    assert one["object_refs"] == [next(other["id"] for other in held if other["type"] == "indicator")]


def test_a_record_of_a_reader_says_what_is_understood(nodes):
    eu, _ = nodes
    officer = person(eu, "sec", "security-officer")
    for members in ([], ["portions=kept"], ["language=no tag"]):
        done = eu.run("register", "add", "reader", "party=Japan", *members, "--officer", "S", check=False)
        assert done.returncode == 2 and "a reader needs" in done.stderr, members
    assert (
        "no party is called"
        in eu.run("register", "add", "reader", "party=Norge", "portions=ignored", "--officer", "S", check=False).stderr
    )
    assert officer.post(
        "register", {"kind": "reader", "record": {"party": "Japan", "portions": "ignored", "language": "fr"}}
    ).status in (200, 201)
    [kept] = officer.get("register", kind="reader").json()["items"]
    assert kept["record"] == {"party": "Japan", "portions": "ignored", "language": "fr"}
