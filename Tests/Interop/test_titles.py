"""Objects are called in the reader's language: by translations that the reader may see, and by no others.
A translation is no row of a list; a search that finds one gives what it translates, once;
what is hidden shows in no name, hit or count."""

import uuid

import pytest

from people import open_console, person
from support import CLEAR, GREEN, RED, Node, indicator, translated, wait_for
from test_translations import record

CANARY = "秘密の港"


def of_language(item, tag, name, **more):
    return translated(item, {tag: {"name": name}}, **more)


def of_every_version(item, tag, name):
    return {key: value for key, value in of_language(item, tag, name).items() if key != "object_modified"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A node with an author; its objects by the words in their names."""
    node = open_console(Node(tmp_path_factory.mktemp("titles") / "eu", "eu", settings={"answer_step_milliseconds": 0}))
    node.serve()
    node.author = person(node, "author", "author")
    yield node
    node.stop()
    assert node.is_whole()


def load(node, *objects):
    node.load(list(objects), f"{uuid.uuid4()}.json")


def listed(node, **query):
    return node.author.get("holdings", limit=200, **query).json()


def row(node, item, **query):
    found = [one for one in listed(node, **query)["items"] if one["id"] == item["id"]]
    assert len(found) <= 1
    return found[0] if found else None


def test_a_name_is_that_of_a_translation_of_this_version_in_the_readers_language(desk):
    item = indicator(name="Pier north", object_marking_refs=[GREEN])
    load(desk, item, of_language(item, "ja", "北の桟橋"), of_every_version(item, "fr", "Jetée"))
    assert row(desk, item, lang="ja")["name"] == "北の桟橋"
    assert row(desk, item, lang="ja")["translated"] == {"lang": "ja", "original": "Pier north"}
    assert row(desk, item, lang="fr")["name"] == "Jetée"
    for language in (None, "en", "de"):
        plain = row(desk, item, lang=language)
        assert plain["name"] == "Pier north" and "translated" not in plain
    # The same in the object, in what is new, and in a tie.
    assert desk.author.get(f"objects/{item['id']}", lang="ja").json()["name"] == "北の桟橋"
    recent = desk.author.get("today", lang="ja").json()["recent"]
    assert {one["name"] for one in recent if one["id"] == item["id"]} == {"北の桟橋"}
    note = {
        "type": "note",
        "spec_version": "2.1",
        "id": f"note--{uuid.uuid4()}",
        "created": item["created"],
        "modified": item["modified"],
        "content": "about it",
        "object_refs": [item["id"]],
        "object_marking_refs": [GREEN],
    }
    load(desk, note)
    ties = desk.author.get(f"objects/{note['id']}", lang="ja").json()["relations"]
    assert [(one["name"], one["translated"]["original"]) for one in ties] == [("北の桟橋", "Pier north")]
    # Translations are no ties of their own: they stand with the object.
    there = desk.author.get(f"objects/{item['id']}", lang="ja").json()
    assert [one["type"] for one in there["relations"]] == ["note"] and there["translations"]
    # A newer version is called by its own name until somebody translates it.
    newer = {**item, "name": "Pier south", "modified": "2026-02-01T00:00:00.000Z"}
    load(desk, newer)
    assert row(desk, item, lang="ja")["name"] == "Pier south" and "translated" not in row(desk, item, lang="ja")
    # What is a translation of every version stays one.
    assert row(desk, item, lang="fr")["name"] == "Jetée"


def test_what_is_approved_goes_before_a_draft_and_a_machine_says_so(desk):
    item = indicator(name="Ranked", object_marking_refs=[GREEN])
    machine = record(made_by="machine", translator="Lingua")
    load(desk, item, of_language(item, "ja", "機械の名", extensions=machine))
    first = row(desk, item, lang="ja")
    assert (first["name"], first["translated"].get("by_machine")) == ("機械の名", True)
    load(desk, item, of_language(item, "ja", "人の名"))
    load(desk, item, of_language(item, "ja", "機械の名二", extensions=machine))
    second = row(desk, item, lang="ja")
    assert second["name"] == "人の名" and "by_machine" not in second["translated"]
    # Nothing is taken from one that was taken back, or that does not translate what the object is called by.
    other = indicator(name="Taken back", object_marking_refs=[GREEN])
    back = of_language(other, "ja", "取消", revoked=True)
    load(desk, other, back, translated(other, {"ja": {"description": "説明"}}))
    assert row(desk, other, lang="ja")["name"] == "Taken back"


def test_an_object_in_the_readers_language_keeps_its_own_name(desk):
    item = indicator(name="東の桟橋", lang="ja", object_marking_refs=[GREEN])
    load(desk, item, of_language(item, "en", "Pier east"), of_language(item, "ja", "別の名"))
    assert row(desk, item, lang="ja")["name"] == "東の桟橋"
    assert row(desk, item, lang="en")["name"] == "Pier east"
    assert row(desk, item, lang="fr")["name"] == "東の桟橋"


def test_translations_are_no_rows_and_counts_agree(desk):
    for _ in range(3):
        item = indicator(name="Counted", object_marking_refs=[GREEN])
        load(desk, item, of_language(item, "de", "Gezählt"), of_language(item, "ja", "数"))
    whole = listed(desk)
    assert all(one["type"] != "language-content" for one in whole["items"])
    rest = {kind: number for kind, number in whole["types"].items() if kind != "language-content"}
    assert whole["count"] == len(whole["items"]) == sum(rest.values()) == sum(whole["sources"].values())
    for kind, number in whole["types"].items():
        one = listed(desk, type=kind)
        assert one["count"] == len(one["items"]) == number and one["types"] == whole["types"]
    # Asked for, they are called as what they translate, and say their languages.
    asked = listed(desk, type="language-content", lang="de")["items"]
    assert {"Gezählt"} == {one["name"] for one in asked if one["languages"] == ["ja"] and one["name"] == "Gezählt"}
    assert all("languages" in one for one in asked)

    # An export of everything has them still; one of what words find brings them along.
    def types(**query):
        bundle = desk.author.get("export", **query).json()["bundle"]
        return [one["type"] for one in bundle.get("objects", [])]

    assert types().count("language-content") == whole["types"]["language-content"]
    wait_for(lambda: listed(desk, q="Counted")["count"] == 3, what="the words")
    assert types(q="Counted").count("language-content") == 6 and types(q="Counted").count("indicator") == 3


def test_a_search_that_finds_a_translation_gives_its_object_once(desk):
    word = "quokka"
    plain = indicator(name="Plain thing", object_marking_refs=[GREEN])
    both = indicator(name=f"Both {word}", object_marking_refs=[GREEN])
    load(
        desk,
        plain,
        both,
        of_language(plain, "de", f"Ding {word}"),
        of_language(plain, "fr", f"Chose {word}"),
        of_language(both, "de", f"Beide {word}"),
    )
    wait_for(lambda: listed(desk, q=word)["count"] == 2, what="both")
    found = listed(desk, q=word)
    assert sorted(one["id"] for one in found["items"]) == sorted([plain["id"], both["id"]])
    assert found["types"] == {"indicator": 2, "language-content": 3} and found["sources"] == {"own": 2}
    assert listed(desk, q=word, type="indicator")["count"] == 2
    assert listed(desk, q=word, type="note")["count"] == 0
    assert listed(desk, q=word, type="language-content")["count"] == 3
    # Page by page, each once.
    ids, following = [], None
    while True:
        page = desk.author.get("holdings", q=word, limit=1, **({"next": following} if following else {})).json()
        ids += [one["id"] for one in page["items"]]
        following = page.get("next")
        if not following:
            break
    assert sorted(ids) == sorted([plain["id"], both["id"]])


def test_what_is_hidden_gives_no_name_no_hit_and_no_count(desk):
    item = indicator(name="Open thing", object_marking_refs=[GREEN])
    hidden = indicator(name="Hidden thing", object_marking_refs=[RED])
    before = listed(desk)
    load(desk, item)
    desk.load(
        [
            of_language(item, "ja", CANARY, object_marking_refs=[RED]),
            # A part of a translation that is marked hides it as a whole.
            translated(
                item,
                {"ja": {"name": CANARY + "二"}},
                granular_markings=[{"marking_ref": RED, "selectors": ["contents.ja.name"]}],
            ),
            hidden,
            of_language(hidden, "ja", "見える訳"),
        ],
        "hidden.json",
    )
    last = indicator(name="Last of them", object_marking_refs=[GREEN])
    load(desk, last)
    assert row(desk, item, lang="ja")["name"] == "Open thing"
    wait_for(lambda: listed(desk, q='"Last of them"')["count"] == 1, what="the index")
    assert listed(desk, q=CANARY, lang="ja")["count"] == 0
    assert listed(desk, q="秘密")["count"] == 0 and listed(desk, q=CANARY)["types"] == {}
    # A translation that may be seen, of something that may not: no row of a search,
    # only itself where it is asked for, without a name.
    assert listed(desk, q="見える訳")["items"] == [] and listed(desk, q="見える訳")["count"] == 0
    alone = listed(desk, q="見える訳", type="language-content")["items"]
    assert [(one["name"], one["languages"]) for one in alone] == [("", ["ja"])]
    after = listed(desk)
    assert after["count"] == before["count"] + 2
    assert after["types"]["language-content"] == before["types"]["language-content"] + 1
    for path in ("holdings", "today", "watch", "commitments", f"objects/{item['id']}", "export"):
        for query in ({}, {"q": CANARY}, {"q": "Open"}):
            answer = desk.author.get(path, lang="ja", **query) if path != "export" else desk.author.get(path, **query)
            assert CANARY not in answer.text.replace(f"q={CANARY}", "") and "Hidden thing" not in answer.text


def test_a_long_name_ends_behind_a_word_with_a_sign(desk):
    item = indicator(name="harbour " * 60, object_marking_refs=[GREEN])
    dense = indicator(name="港" * 303, object_marking_refs=[GREEN])
    load(desk, item, dense)
    name = row(desk, item)["name"]
    assert name.endswith("harbour…") and len(name) <= 200
    assert row(desk, dense)["name"] == "港" * 199 + "…"


def made(kind, /, **properties):
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        **properties,
    }


def new_type(definition):
    return {f"extension-definition--{definition}": {"extension_type": "new-sdo"}}


def claim_of(event, claimant, **more):
    return made(
        "entente-claim",
        about_ref=event["id"],
        claimant_ref=claimant["id"],
        measure="apogee",
        as_of="2024-10-31T00:00:00.000Z",
        source_reliability="B",
        information_credibility=2,
        description="A figure.",
        extensions=new_type("3b72a9ac-6699-4980-ab2e-3e94b102f551"),
        **more,
    )


def launch(name, marking, actor):
    return made(
        "entente-event",
        name=name,
        kind="missile-test",
        occurred_from="2024-10-30T22:11:00.000Z",
        occurred_precision="minute",
        place="West coast",
        participant_refs=[actor["id"]],
        description="It flew.",
        object_marking_refs=[marking],
        extensions=new_type("da661b2c-1f80-4512-b259-e8a5624d5d5d"),
    )


def test_a_claim_is_called_by_what_it_says_as_far_as_its_reader_and_its_marking_go(desk):
    agency = made("identity", name="News agency", identity_class="organization", object_marking_refs=[CLEAR])
    event, hidden = launch("Launch at dawn", GREEN, agency), launch(CANARY + "発射", RED, agency)
    figure = {"value": 7687.5, "unit": "km", "comparison": "about", "object_marking_refs": [GREEN]}
    said, of_hidden, lower = (
        claim_of(event, agency, **figure),
        claim_of(hidden, agency, **figure),
        claim_of(event, agency, **{**figure, "object_marking_refs": [CLEAR]}),
    )
    load(desk, event, agency, said, of_hidden, lower, of_language(event, "ja", "夜明けの発射"))
    desk.load([hidden], "hidden-event.json")
    short = {"value": 7687.5, "unit": "km", "comparison": "about", "claimant": "News agency"}
    assert row(desk, said)["claim"] == {**short, "about": "Launch at dawn"}
    # In the reader's language, as any name.
    assert row(desk, said, lang="ja")["claim"]["about"] == "夜明けの発射"
    # What it is about is hidden, or marked higher than the row is: it is not named.
    assert row(desk, of_hidden)["claim"] == row(desk, lower)["claim"] == short
    assert "claim" not in row(desk, event)
    assert desk.author.get(f"objects/{said['id']}").json()["claim"] == {**short, "about": "Launch at dawn"}
