"""Talks between two nodes: texts that both sides agree on line by line, rounds and what belongs to them, and what never
leaves a side (`work/TALKS.md`, rows 1-12)."""

import hashlib
import json
import uuid

import pytest

from sides import exchange, opened, two_sides
from support import GREEN, PARTIES, indicator, labelled

OWN_EYES = ["entente-own-brief", "entente-own-record"]


@pytest.fixture
def sides(tmp_path):
    with two_sides(tmp_path) as both:
        yield both


ARTICLE = {"en": "The Parties shall protect information.", "ja": "両締約国は、情報を保護する。"}
COUNTER = {"en": "The Parties shall protect classified information.", "ja": "両締約国は、秘密情報を保護する。"}


def worded(eu, japan):
    """A text with the EU's words for an article, which Japan has, and their digest."""
    text = opened(eu, japan)
    eu.do("texts/propose", text=text, row="art_1", body=ARTICLE, send=True)
    exchange(eu, japan)
    return text, japan.words(text, "art_1", own=False)["digest"]


def test_two_sides_agree_on_a_row_each_by_its_own_act(sides):
    eu, japan = sides
    text = opened(eu, japan)
    eu.do("texts/propose", text=text, row="art_1", number="1", body=ARTICLE, send=True)
    assert japan.table(text)["rows"] == []
    exchange(eu, japan)
    theirs = japan.words(text, "art_1", own=False)
    assert theirs["body"] == ARTICLE and theirs["number"] == "1"

    japan.do("texts/propose", text=text, row="art_1", number="1", body=COUNTER, base=ARTICLE, send=True)
    assert japan.row(text, "art_1")["state"] == "alternative"
    exchange(japan, eu)
    assert eu.words(text, "art_1", own=False)["body"] == COUNTER

    # The EU takes Japan's words, on exactly their digest; alone it agrees with nobody.
    digest = eu.words(text, "art_1", own=False)["digest"]
    eu.do("texts/act", text=text, row="art_1", verb="agree", digest=digest, send=True)
    assert eu.row(text, "art_1")["waits"] and eu.row(text, "art_1")["state"] == "alternative"
    exchange(eu, japan)
    assert not eu.row(text, "art_1")["waits"] and eu.row(text, "art_1")["state"] == "alternative"
    japan.do("texts/act", text=text, row="art_1", verb="agree-ad-referendum", digest=digest, send=True)
    assert japan.row(text, "art_1")["state"] == "alternative"
    exchange(japan, eu)
    for side in sides:
        row = side.row(text, "art_1")
        assert row["state"] == "ad-referendum" and row["digest"] == digest
        assert [act["stands"] for act in row["acts"]] == [True, True]

    # The whole is agreed by acts of its own, over the digests of all rows.
    whole = eu.table(text)["digest"]
    assert whole == japan.table(text)["digest"] and eu.table(text)["state"] == "open"
    for side, other in ((eu, japan), (japan, eu)):
        side.do("texts/act", text=text, verb="agree", digest=whole, send=True)
        exchange(side, other)
    assert eu.table(text)["state"] == japan.table(text)["state"] == "agreed"


def test_the_digest_is_that_of_the_canonical_form(sides):
    eu, japan = sides
    text = opened(eu, japan)
    eu.do("texts/propose", text=text, row="art_1", number="1", heading={"en": "Purpose"}, body=ARTICLE)
    thing = {"body": ARTICLE, "heading": {"en": "Purpose"}, "number": "1", "row": "art_1", "text": text}
    plain = json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert eu.words(text, "art_1")["digest"] == hashlib.sha256(plain).hexdigest()


def test_nobody_sees_the_other_sides_unsent_words(sides):
    eu, japan = sides
    text = opened(eu, japan)
    eu.do("texts/propose", text=text, row="art_1", body={"en": "CANARY sent", "ja": "送付"}, send=True)
    exchange(eu, japan)
    eu.do("texts/propose", text=text, row="art_1", body={"en": "CANARY unsent", "ja": "未送付"})
    eu.do("texts/propose", text=text, row="art_2", body={"en": "CANARY second", "ja": "未送付"})
    japan.fetch(eu)
    assert "unsent" not in json.dumps(japan.table(text)) and len(japan.table(text)["rows"]) == 1
    own = eu.words(text, "art_1")
    assert own["body"]["en"] == "CANARY unsent" and not own["isSent"]
    # "This is what you sent": the version that Japan has.
    (sent,) = own["sent"]
    assert sent["party"] == japan.identity and sent["version"] == japan.words(text, "art_1", own=False)["version"]


def test_what_is_left_out_of_an_edit_stays_and_what_is_empty_goes(sides):
    eu, japan = sides
    text = opened(eu, japan)
    first = {"number": "1", "heading": {"en": "Purpose"}, "position": 1, "note": "As before.", "article": "1"}
    eu.do("texts/propose", text=text, row="art_2", body=ARTICLE, position=2)
    eu.do("texts/propose", text=text, row="art_1", body=ARTICLE, **first)
    eu.do("texts/propose", text=text, row="art_1", body=COUNTER)
    assert [row["row"] for row in eu.table(text)["rows"]] == ["art_1", "art_2"]
    own = eu.words(text, "art_1")
    assert own["body"] == COUNTER
    assert {name: own[name] for name in ("number", "heading", "note", "article")} == {
        name: first[name] for name in ("number", "heading", "note", "article")
    }
    eu.do("texts/propose", text=text, row="art_1", body=COUNTER, note="", number="")
    own = eu.words(text, "art_1")
    assert "note" not in own and "number" not in own and own["heading"] == {"en": "Purpose"}


def test_an_act_counts_from_its_own_party_alone(sides):
    eu, japan = sides
    text, digest = worded(eu, japan)
    japan.do("texts/act", text=text, row="art_1", verb="agree", digest=digest, send=True)
    exchange(japan, eu)
    act = next(one for one in eu.row(text, "art_1")["acts"])
    mine = eu.author.get(f"objects/{act['id']}").json()["versions"][0]["object"]
    # Japan writes an act in the EU's name: it is held, and says nothing.
    forged = {key: value for key, value in mine.items() if key != "id"}
    forged["party_ref"] = eu.identity
    forged["created_by_ref"] = japan.identity
    answer = japan.author.post("objects", {"object": forged})
    assert answer.status == 201, answer.text
    made = answer.json()
    japan.author.post("submissions", {"item": made["id"], "parties": ["eu"]})
    japan.release()
    eu.fetch(japan)
    for side in sides:
        row = side.row(text, "art_1")
        assert row["state"] == "open" and [one["party"] for one in row["acts"]] == [japan.identity]
    # One whose digest is not that of what it shows says nothing either.
    forged["party_ref"], forged["digest"] = japan.identity, "0" * 64
    made = japan.author.post("objects", {"object": forged}).json()
    japan.author.post("submissions", {"item": made["id"], "parties": ["eu"]})
    japan.release()
    eu.fetch(japan)
    assert len(eu.row(text, "art_1")["acts"]) == 1


def test_a_reservation_and_a_word_taken_back_reopen_a_row(sides):
    eu, japan = sides
    text, digest = worded(eu, japan)
    for side, other in ((japan, eu), (eu, japan)):
        side.do("texts/act", text=text, row="art_1", verb="agree", digest=digest, send=True)
        exchange(side, other)
    assert japan.row(text, "art_1")["state"] == "agreed"
    japan.do(
        "texts/act",
        text=text,
        row="art_1",
        verb="reserve",
        reservation="language",
        digest=digest,
        reason="The Japanese text is looked at.",
        send=True,
    )
    exchange(japan, eu)
    assert eu.row(text, "art_1")["state"] == "reserved"
    japan.do("texts/act", text=text, row="art_1", verb="agree", digest=digest, send=True)
    exchange(japan, eu)
    assert eu.row(text, "art_1")["state"] == "agreed"
    eu.do("texts/act", text=text, row="art_1", verb="withdraw", digest=digest, send=True)
    exchange(eu, japan)
    assert japan.row(text, "art_1")["state"] == "open"


def test_words_that_changed_meanwhile_are_not_agreed_to(sides):
    eu, japan = sides
    text, old = worded(eu, japan)
    eu.do("texts/propose", text=text, row="art_1", body=COUNTER, send=True)
    exchange(eu, japan)
    answer = japan.author.post("texts/act", {"text": text, "row": "art_1", "verb": "agree", "digest": old})
    assert answer.status == 409 and "look at the row again" in answer.text
    # Two colleagues who edit one row: the later one is told.
    version = eu.words(text, "art_1")["version"]
    eu.do("texts/propose", text=text, row="art_1", body=ARTICLE, version=version)
    answer = eu.author.post("texts/propose", {"text": text, "row": "art_1", "body": COUNTER, "version": version})
    assert answer.status == 409


@pytest.mark.parametrize(
    "body, says",
    [
        ({"row": "Art. 1", "body": ARTICLE}, "`row` is no name of a row"),
        ({"row": "art_1", "body": {"fr": "Article"}}, "`body` has `fr`"),
        ({"row": "art_1", "body": {}}, "`body` is missing"),
        ({"row": "art_1", "body": "words"}, "`body` is no object of texts"),
        ({"row": "art_1", "body": {"en": "x" * 100_001}}, "more than 100000 bytes"),
        ({"row": "art_1", "body": ARTICLE, "position": "first"}, "`position` is no number"),
    ],
)
def test_what_makes_no_sense_is_said_by_name(sides, body, says):
    eu, japan = sides
    (text,) = eu.do(
        "texts/open", name="T", kind="agenda", parties=[japan.identity], languages=["en", "ja"], markings=[GREEN]
    )
    answer = eu.author.post("texts/propose", {"text": text["id"], **body})
    assert answer.status in (400, 422) and says in answer.text


def series(eu, japan):
    (dialogue,) = eu.do(
        "talks/open",
        name="Security and Defence Dialogue",
        parties=[japan.identity],
        level="director-general",
        cadence="P1Y",
        chairs=["Director, CFSP"],
        markings=[GREEN],
        send=True,
    )
    return dialogue["id"]


def test_a_third_meeting_begins_with_the_record_of_the_second_and_what_is_open(sides):
    """D12 (indico#1186, #2904)."""
    eu, japan = sides
    dialogue = series(eu, japan)
    for number in (1, 2):
        made = eu.do(
            "talks/next",
            series=dialogue,
            name=f"Round {number}",
            languages=["en"],
            starts=f"202{number + 4}-03-29T08:00:00Z",
            place="Tokyo",
            zone="Asia/Tokyo",
            items=["Maritime security"],
            send=True,
        )
        round_id = made[0]["id"]
        eu.do(
            "talks/action",
            round=round_id,
            name=f"Share the paper {number}",
            owner="Director",
            party=eu.identity,
            due="2025-05-01",
            send=True,
        )
        eu.do("talks/round", round=round_id, state="held", send=True)
        eu.do("talks/record", round=round_id, name=f"Record {number}", body="What was said.", markings=[GREEN])
    third = eu.do("talks/next", series=dialogue, name="Round 3", languages=["en"], send=True)[0]["id"]
    page = eu.author.get("talks/round", round=third).json()["round"]
    assert page["number"] == 3
    agenda = [row["sides"][0]["body"]["en"] for row in page["agenda"]["rows"]]
    assert agenda[0] == "Round 2" and set(agenda[1:]) == {"Share the paper 1", "Share the paper 2"}
    assert page["before"]["name"] == "Round 2" and page["before"]["records"][0]["name"] == "Record 2"
    assert {one["name"] for one in page["earlier"]} == {"Share the paper 1", "Share the paper 2"}
    # Hosts alternate: the EU began.
    rounds = eu.author.get("talks").json()["items"][0]["rounds"]
    assert [one["host_ref"] for one in rounds] == [eu.identity, japan.identity, eu.identity]
    due = eu.author.get("inbox").json()
    assert "Share the paper" in json.dumps(due)

    exchange(eu, japan)
    theirs = japan.author.get("talks/round", round=third).json()["round"]
    assert theirs["agenda"]["rows"][0]["sides"][0]["body"]["en"] == "Round 2"
    assert theirs["before"]["name"] == "Round 2" and theirs["before"]["records"] == []


def test_an_action_is_done_with_what_shows_it(sides):
    eu, japan = sides
    dialogue = series(eu, japan)
    round_id = eu.do("talks/next", series=dialogue, name="Round 1", languages=["en"])[0]["id"]
    (action,) = eu.do("talks/action", round=round_id, name="Share", owner="Director", party=eu.identity)
    answer = eu.author.post("talks/close", {"action": action["id"], "state": "done"})
    assert answer.status in (400, 422) and "`evidence` is missing" in answer.text
    (note,) = eu.do("talks/non-paper", about=round_id, name="Ideas", body="Thoughts.", markings=[GREEN])
    eu.do("talks/close", action=action["id"], state="done", evidence=[note["id"]])
    (shown,) = eu.author.get("talks/round", round=round_id).json()["round"]["actions"]
    assert shown["state"] == "done" and shown["evidence_refs"] == [note["id"]]


def test_what_is_for_ones_own_eyes_is_never_released(sides):
    eu, japan = sides
    dialogue = series(eu, japan)
    round_id = eu.do("talks/next", series=dialogue, name="Round 1", languages=["en"], send=True)[0]["id"]
    exchange(eu, japan)
    (brief,) = eu.do(
        "talks/brief",
        about=round_id,
        name="CANARY brief",
        our_line="CANARY line",
        red_lines="CANARY red",
        annotation="CANARY annotation",
        markings=[GREEN],
    )
    (record,) = eu.do("talks/record", round=round_id, name="CANARY record", body="CANARY said", markings=[GREEN])
    own = [brief["id"], record["id"]]
    # An officer can't, by any act; what is made of it can't go either, nor what names it.
    answer = eu.officer.post("releases", {"ids": own, "parties": ["japan"]}).json()["results"]
    assert [one["outcome"] for one in answer] == ["refuse", "refuse"]
    assert all("own-eyes" in [ground["code"] for ground in one["grounds"]] for one in answer)
    done = eu.node.run("release", *own, "--to", "japan", "--officer", "Host", check=False)
    assert "own-eyes: 2" in done.stdout, done.stdout + done.stderr
    # Neither by everything at once nor by courier.
    eu.node.run("release", "--all", "--to", "japan", "--officer", "Host", check=False)
    eu.node.run("release", *own, "--to", "japan", "--channel", "courier", "--officer", "Host", check=False)
    quoting = {
        "type": "report",
        "spec_version": "2.1",
        "name": "CANARY report",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "published": "2026-01-01T00:00:00.000Z",
        "object_refs": [round_id],
        "object_marking_refs": [GREEN],
    }
    made = eu.author.post("objects", {"object": quoting, "sources": [brief["id"]]}).json()
    (result,) = eu.officer.post("releases", {"ids": [made["id"]], "parties": ["japan"]}).json()["results"]
    assert result["outcome"] == "refuse" and "own-eyes" in json.dumps(result)
    translated = {
        "type": "language-content",
        "spec_version": "2.1",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "object_ref": brief["id"],
        "object_modified": brief["version"],
        "contents": {"ja": {"name": "CANARY 訳"}},
        "object_marking_refs": [GREEN],
    }
    answer = eu.author.post("objects", {"object": translated})
    if answer.status == 201:
        eu.officer.post("releases", {"ids": [answer.json()["id"]], "parties": ["japan"]})
    japan.fetch(eu)
    held = json.dumps(json.loads(japan.node.run("export").stdout))
    assert "CANARY" not in held and not any(kind + "--" in held for kind in OWN_EYES), held
    page = japan.author.get("talks/round", round=round_id).json()["round"]
    assert page["briefs"] == page["records"] == []


def test_a_non_paper_names_nobody(sides):
    eu, japan = sides
    dialogue = series(eu, japan)
    round_id = eu.do("talks/next", series=dialogue, name="Round 1", languages=["en"], send=True)[0]["id"]
    (paper,) = eu.do("talks/non-paper", about=round_id, name="Ideas", body="Thoughts.", markings=[GREEN], send=True)
    exchange(eu, japan)
    (theirs,) = japan.author.get("talks/round", round=round_id).json()["round"]["papers"]
    assert theirs["name"] == "Ideas"
    held = japan.author.get(f"objects/{paper['id']}").json()["versions"][0]["object"]
    assert "created_by_ref" not in held and eu.identity not in json.dumps(held) and "iter" not in json.dumps(held)
    # The party's own log says that it was handed over, and by whom.
    (entry,) = [one for one in eu.officer.get("log/own").json()["items"] if paper["id"] in json.dumps(one)]
    assert entry["kind"] == "release"


def test_the_command_line_negotiates_as_well(sides):
    eu, japan = sides

    def talks(side, *arguments, check=True):
        return side.node.run("talks", *arguments, "--officer", "A. Martin", check=check)

    languages = ("languages[]=en", "languages[]=ja")
    done = talks(
        eu,
        "text",
        "name=Summary",
        "kind=summary",
        f"parties[]={japan.identity}",
        *languages,
        f"markings[]={GREEN}",
        "send:=true",
    )
    text = done.stdout.split()[0]
    talks(
        eu,
        "propose",
        f"text={text}",
        "row=item_1",
        "body.en=The Parties met.",
        "body.ja=両者は会合した。",
        "send:=true",
    )
    japan.fetch(eu)
    table = json.loads(japan.node.run("talks", "table", f"text={text}").stdout)["text"]
    (side,) = table["rows"][0]["sides"]
    assert side["body"]["ja"] == "両者は会合した。" and not side["own"]
    for one, other in ((japan, eu), (eu, japan)):
        talks(one, "agree", f"text={text}", "row=item_1", f"digest={side['digest']}", "send:=true")
        other.fetch(one)
    assert eu.row(text, "item_1")["state"] == japan.row(text, "item_1")["state"] == "agreed"
    talks(eu, "open", "name=Dialogue", f"parties[]={japan.identity}", "level=director", f"markings[]={GREEN}")
    series = json.loads(eu.node.run("work", "talks").stdout)["items"][0]["id"]
    talks(eu, "next", f"series={series}", "name=Round 1", "languages[]=en", "items[]=Cyber")
    handover = json.loads(eu.node.run("talks", "handover", f"series={series}").stdout)["handover"]
    assert handover["next"]["name"] == "Round 1" and handover["rows"] == [
        {**handover["rows"][0], "row": "item_1", "state": "open", "acts": []}
    ]
    refused = talks(eu, "agree", f"text={text}", "row=item_1", "digest=0", check=False)
    assert refused.returncode == 2 and "look at the row again" in refused.stderr
    assert talks(eu, "dance", check=False).returncode == 2


def test_working_days_of_a_seat_make_a_due_day(sides):
    eu, japan = sides
    dialogue = series(eu, japan)
    round_id = eu.do("talks/next", series=dialogue, name="Round 1", languages=["en"])[0]["id"]
    given = {"round": round_id, "name": "Answer", "owner": "Director", "party": eu.identity}
    eu.do("talks/action", **given, working_days=5, seat="JP")
    (action,) = eu.author.get("talks/round", round=round_id).json()["round"]["actions"]
    assert action["due"] > "2026-11-30"
    answer = eu.author.post("talks/action", {**given, "working_days": 5, "seat": "XX"})
    assert answer.status == 422 and "are not known" in answer.text


def test_a_busy_node_loses_no_row_of_an_older_text(sides):
    """A table looks at what refers to its text, not at the newest of all."""
    eu, japan = sides
    (old,) = eu.do("texts/open", name="Old", kind="plan", parties=[japan.identity], languages=["en"], markings=[GREEN])
    eu.do("texts/propose", text=old["id"], row="item_1", body={"en": "The first."})
    first = eu.table(old["id"])["rows"][0]["sides"][0]
    wording = eu.author.get(f"objects/{first['id']}").json()["versions"][0]["object"]
    (busy,) = eu.do(
        "texts/open", name="Busy", kind="plan", parties=[japan.identity], languages=["en"], markings=[GREEN]
    )
    many = [
        {**wording, "id": f"entente-wording--{uuid.uuid4()}", "text_ref": busy["id"], "row": f"item_{number}"}
        for number in range(2_100)
    ]
    eu.node.load(many, "many.json")
    assert [row["row"] for row in eu.table(old["id"])["rows"]] == ["item_1"]
    listed = {one["name"]: one["counts"] for one in eu.author.get("texts").json()["items"]}
    assert listed == {"Old": {"open": 1}, "Busy": {"open": 2_000}}


LEVELS = "levels, both ways\n  EU EU-RESTRICTED = Japan J-LOW"
WIDER = "levels, both ways\n  EU EU-SECRET = Japan J-SECRET\n  EU EU-RESTRICTED = Japan J-LOW"
DRAFT = """agreement EJ
  between EU and Japan
  draft, agreed by nobody
  article 1: covers all classified information
  article 2: up to EU EU-SECRET
  article 3: levels, both ways
    EU EU-SECRET = Japan none
"""


@pytest.fixture
def drafting(tmp_path):
    """Two sides between whom nothing is in force; the EU keeps a draft of its own."""
    with two_sides(tmp_path) as both:
        for side in both:
            text = PARTIES + "\n" + (DRAFT if side is both[0] else "")
            agreements = tmp_path / f"{side.name}.accord"
            agreements.write_text(text.replace("codes eu\n", f"codes eu\n  identity {both[0].identity}\n"))
            side.node.run("agreements", "apply", agreements, "--officer", "Legal")
        yield both


def effect(side, text, **query):
    answer = side.officer.get("texts/effect", text=text, **query)
    assert answer.status == 200, answer.text
    return answer.json().get("effect")


def alternative(shown, name):
    return next(one for one in shown["alternatives"] if one["alternative"] == name)


def opens(shown, name):
    changes = alternative(shown, name)["difference"]
    return {(one["from"], one["to"], one["level"]["level"]) for one in changes if "old" not in one}


def tied(eu, japan, ours=LEVELS, theirs=WIDER):
    """A text whose third article both sides have written, each with what it would say in the draft."""
    text = opened(eu, japan, agreement="EJ")
    eu.do("texts/propose", text=text, row="art_1", body=ARTICLE, article="1", send=True)
    eu.do("texts/propose", text=text, row="art_3", number="3", body=ARTICLE, article="3", accord=ours, send=True)
    exchange(eu, japan)
    japan.do("texts/propose", text=text, row="art_3", number="3", body=COUNTER, article="3", accord=theirs, send=True)
    exchange(japan, eu)
    return text


def test_the_words_of_each_side_open_and_close_what_their_articles_say(drafting):
    eu, japan = drafting
    text = tied(eu, japan)
    shown = effect(eu, text)
    assert shown["agreement"] == "EJ" and shown["here"]
    assert [one["alternative"] for one in shown["alternatives"]] == ["base", "ours", "theirs"]
    # Nothing is in force; the draft as it is gives no level an answer.
    assert opens(shown, "base") == set()
    low = {("EU", "Japan", "EU-RESTRICTED"), ("Japan", "EU", "J-LOW")}
    assert opens(shown, "ours") == low
    assert opens(shown, "theirs") == low | {("EU", "Japan", "EU-SECRET"), ("Japan", "EU", "J-SECRET")}
    (change,) = [one for one in alternative(shown, "ours")["difference"] if one["from"] == "EU"]
    assert change["new"]["articles"] == ["EJ, article 3", "EJ, article 2"]
    reach = [one for one in alternative(shown, "ours")["reach"] if one["from"] == "EU" and one["party"] == "Japan"]
    kinds = {one["level"]["level"]: (one["old"], one["new"]) for one in reach}
    assert kinds == {"EU-SECRET": ("not-yet", "never"), "EU-RESTRICTED": ("not-yet", "direct")}
    # Japan keeps no draft: its own has the articles of the rows alone, and nothing goes without a subject or a ceiling.
    theirs = effect(japan, text)
    assert not theirs["here"] and [one["alternative"] for one in theirs["alternatives"]] == ["base", "ours", "theirs"]
    # One row alone, and one that is tied to no article.
    assert opens(effect(eu, text, row="art_3"), "theirs") == opens(shown, "theirs")
    assert effect(eu, text, row="art_9") is None


def test_what_would_change_for_what_is_held_is_told_as_far_as_one_may_see_it(drafting):
    eu, japan = drafting
    text = tied(eu, japan)
    marked = labelled(7, "EU-RESTRICTED")
    held = indicator(7, "CANARY of the draft", object_marking_refs=[marked["id"]])
    eu.node.load([marked, held], "held.json")
    assert "change" not in alternative(effect(eu, text), "ours")
    change = alternative(effect(eu, text, held="ours"), "ours")["change"]
    assert change["complete"] and all(one["name"] != "CANARY of the draft" for one in change["items"])
    # The officer is cleared for nothing: what is not seen is not counted.
    assert "japan" not in change["counts"] or change["counts"]["japan"].get("refuse -> release", 0) == 0
    told = json.loads(eu.node.run("talks", "effect", f"text={text}", "held=ours").stdout)
    assert alternative(told, "ours")["change"]["counts"]["japan"]["refuse -> release"] == 1
    # Whoever may not preview agreements may not ask.
    assert eu.author.get("texts/effect", text=text).status == 403


@pytest.mark.parametrize(
    "accord",
    [
        "covers all classified information\nagreement OTHER\n  between EU and Japan\n  in force from 2020-01-01",
        "agreement OTHER",
        "party Nowhere",
        'include "x.accord"',
        "in force from 2020-01-01",
        "levels, both ways\n  EU NO-LEVEL = Japan J-LOW",
        "\tcovers all classified information",
    ],
)
def test_what_another_side_writes_is_read_as_rules_of_one_article_alone(drafting, accord):
    eu, japan = drafting
    text = tied(eu, japan, theirs=accord)
    theirs = alternative(effect(eu, text), "theirs")
    assert "difference" not in theirs and theirs["faults"][0]["row"] == "art_3"
    assert "difference" in alternative(effect(eu, text), "ours")


def test_a_text_can_not_name_a_partys_own_rules(drafting, tmp_path):
    """Whoever opens a text names the draft; additions and agreements with others are not what is meant."""
    eu, japan = drafting
    own = PARTIES + "\nadditions EU-OWN of EU\n  section 1: never EU EU-SECRET\n"
    (tmp_path / "own.accord").write_text(own)
    eu.node.run("agreements", "apply", tmp_path / "own.accord", "--officer", "Legal")
    text = opened(japan, eu, agreement="EU-OWN")
    eu.do("texts/propose", text=text, row="art_3", body=ARTICLE, article="3", accord=LEVELS)
    draft = eu.author.get("texts/draft", text=text).json()["draft"]
    assert not draft["here"] and set(draft["articles"]) == {"article 3"}


def agreed(eu, japan, text, row, digest):
    for side, other in ((japan, eu), (eu, japan)):
        side.do("texts/act", text=text, row=row, verb="agree", digest=digest, send=True)
        exchange(side, other)


def test_once_agreed_both_sides_see_whether_their_drafts_are_the_same(drafting):
    eu, japan = drafting
    text = opened(eu, japan, agreement="EJ-2")
    eu.do("texts/propose", text=text, row="art_3", body=ARTICLE, article="3", accord=LEVELS, send=True)
    exchange(eu, japan)
    answer = eu.author.post("texts/draft", {"text": text})
    assert answer.status == 409 and "not every row is agreed" in answer.text
    agreed(eu, japan, text, "art_3", eu.words(text, "art_3")["digest"])
    # Japan reads the same words otherwise; its own reading stays with it.
    japan.do("texts/propose", text=text, row="art_3", body=ARTICLE, article="3", accord=WIDER)
    for side, other in ((eu, japan), (japan, eu)):
        side.do("texts/draft", text=text, send=True)
        exchange_digests(side, other)
    for side in drafting:
        draft = side.author.get("texts/draft", text=text).json()["draft"]
        assert draft["agreed"] and not draft["same"]
        other = next(one for one in draft["told"] if not one["own"])
        assert other["compared"] == "differs" and other["differing"] == ["article 3"]
        assert "EU-SECRET" not in json.dumps(draft)
    held = json.dumps(json.loads(eu.node.run("export").stdout))
    assert "EU-SECRET = Japan" not in held
    # Laid out otherwise, but the same: the digest is over what the rules say.
    japan.do(
        "texts/propose",
        text=text,
        row="art_3",
        body=ARTICLE,
        article="article 3",
        accord="levels, both ways   # as agreed\n    EU EU-RESTRICTED = Japan J-LOW",
    )
    assert not japan.author.get("texts/draft", text=text).json()["draft"]["same"]
    japan.do("texts/draft", text=text, send=True)
    exchange_digests(japan, eu)
    for side in drafting:
        draft = side.author.get("texts/draft", text=text).json()["draft"]
        assert draft["same"] and [one["compared"] for one in draft["told"]] == ["same", "same"]
    # What one side told is in both logs: an object that was released, with its receipt.
    told = json.loads(eu.node.run("talks", "draft", f"text={text}").stdout)["draft"]["told"]
    theirs = next(one for one in told if not one["own"])
    assert any(theirs["id"] in json.dumps(one) for one in japan.officer.get("log/own").json()["items"])


def exchange_digests(giver, taker):
    """What waits is released; what stays here is no part of it."""
    giver.release()
    taker.fetch(giver)


def test_articles_that_were_not_sent_are_seen_by_nobody_else(drafting):
    eu, japan = drafting
    text = tied(eu, japan)
    eu.do("texts/propose", text=text, row="art_3", body=ARTICLE, article="3", accord="provides for CANARY unsent")
    eu.do("texts/propose", text=text, row="art_4", body=ARTICLE, article="4", accord="provides for CANARY row")
    japan.fetch(eu)
    assert "CANARY" in json.dumps(eu.table(text))
    asked = [japan.table(text), effect(japan, text, held="theirs"), japan.author.get("texts/draft", text=text).json()]
    held = json.loads(japan.node.run("export").stdout)
    assert "CANARY" not in json.dumps([asked, held])


BASE = {
    "en": "The Parties shall exchange information each month by courier.",
    "ja": "両締約国は、毎月、信使により情報を交換する。",
}
MINE = {"en": BASE["en"].replace("each month", "each week"), "ja": BASE["ja"].replace("毎月", "毎週")}
YOURS = {"en": BASE["en"].replace("courier", "secure mail"), "ja": BASE["ja"].replace("信使", "保護された郵便")}


def merge(side, text):
    return side.author.get("texts/merge", text=text).json()["merge"]["rows"]


def test_changes_of_different_phrases_are_put_together_and_taken_by_nobody(sides):
    eu, japan = sides
    text = opened(eu, japan)
    eu.do("texts/propose", text=text, row="art_1", body=BASE, send=True)
    exchange(eu, japan)
    japan.do("texts/propose", text=text, row="art_1", body=YOURS, base=BASE, send=True)
    # The EU has changed nothing of what Japan departs from: there is nothing to put together.
    exchange(japan, eu)
    assert merge(eu, text) == merge(japan, text) == []
    eu.do("texts/propose", text=text, row="art_1", body=MINE, base=BASE)
    (found,) = merge(eu, text)
    assert found["whole"] and found["party"] == japan.identity
    both = {one["language"]: one["merged"] for one in found["languages"]}
    assert both == {
        "en": "The Parties shall exchange information each week by secure mail.",
        "ja": "両締約国は、毎週、保護された郵便により情報を交換する。",
    }
    for one in found["languages"]:
        for side, words in (("ours", MINE), ("theirs", YOURS), ("base", BASE)):
            assert "".join(piece[side] for piece in one["pieces"]) == words[one["language"]]
    # It is nobody's words, and Japan knows nothing of it.
    assert eu.words(text, "art_1")["body"] == MINE and merge(japan, text) == []
    japan.fetch(eu)
    assert "secure mail" in json.dumps(japan.table(text)) and "each week" not in json.dumps(japan.table(text))
    # Proposed as the EU's own words it departs from Japan's, and there is nothing more to put together on either side.
    eu.do("texts/propose", text=text, row="art_1", body=both, base=YOURS, send=True)
    exchange(eu, japan)
    assert japan.words(text, "art_1", own=False)["body"] == both and japan.row(text, "art_1")["state"] == "alternative"
    assert merge(eu, text) == merge(japan, text) == []
    told = json.loads(eu.node.run("talks", "merge", f"text={text}").stdout)
    assert told == {"merge": {"complete": True, "rows": []}}


def test_changes_of_one_phrase_are_a_conflict_that_is_shown(sides):
    eu, japan = sides
    text = opened(eu, japan)
    eu.do("texts/propose", text=text, row="art_1", body=MINE, base=BASE, send=True)
    exchange(eu, japan)
    theirs = {"en": YOURS["en"].replace("each month", "each year"), "ja": YOURS["ja"]}
    japan.do("texts/propose", text=text, row="art_1", body=theirs, base=BASE, send=True)
    exchange(japan, eu)
    for side in sides:
        (found,) = merge(side, text)
        english, japanese = found["languages"]
        assert not found["whole"] and "merged" not in english
        assert japanese["merged"] == "両締約国は、毎週、保護された郵便により情報を交換する。"
        (conflict,) = [one for one in english["pieces"] if one["kind"] == "conflict"]
        assert {conflict["ours"].strip(), conflict["theirs"].strip()} >= {"week", "year"} or "week" in json.dumps(
            conflict
        )
    # What is agreed is not put together any more, nor what has no base that both know.
    eu.do("texts/propose", text=text, row="art_1", body=MINE, base={"en": "Something else."})
    assert merge(eu, text) == []


PAIR = {"en": "classified information", "ja": "秘密情報"}


def terms(side, **query):
    return side.author.get("texts/terms", **query).json()


def test_a_term_is_agreed_when_each_side_has_it_of_its_own(sides):
    eu, japan = sides
    text = opened(eu, japan)
    eu.do("texts/propose", text=text, row="art_1", body={"en": COUNTER["en"], "ja": ARTICLE["ja"]}, send=True)
    exchange(eu, japan)
    (made,) = eu.do(
        "texts/term", terms=PAIR, state="agreed", source="Table of 2027", markings=[GREEN], parties=[japan.identity]
    )
    exchange(eu, japan)
    (theirs,) = terms(japan)["items"]
    assert theirs["terms"] == PAIR and theirs["party"] == eu.identity and theirs["agreed"] == []
    assert terms(japan, text=text)["warnings"] == terms(eu, text=text)["warnings"] == []
    # Japan agrees by the same terms of its own; other terms, or a mere proposal, agree with nothing.
    japan.do("texts/term", terms={**PAIR, "ja": "機密情報"}, state="agreed", markings=[GREEN], parties=[eu.identity])
    (own,) = japan.do("texts/term", terms=PAIR, markings=[GREEN], parties=[eu.identity])
    exchange(japan, eu)
    assert all(one["agreed"] == [] for side in sides for one in terms(side)["items"])
    japan.do("texts/term", term=own["id"], terms=PAIR, state="agreed", parties=[eu.identity])
    assert all(one["agreed"] == [] for one in terms(japan)["items"])
    exchange(japan, eu)
    for side, other in ((eu, japan), (japan, eu)):
        shown = terms(side, text=text)
        agreed = [(one["own"], one["agreed"]) for one in shown["items"] if one["agreed"]]
        assert sorted(agreed) == [(False, [other.identity]), (True, [other.identity])]
        (warning,) = shown["warnings"]
        said = {"language": "en", "term": PAIR["en"], "other": "ja", "pair": PAIR["ja"]}
        assert warning == {"row": "art_1", "party": eu.identity, **said}
    eu.do("texts/propose", text=text, row="art_1", body=COUNTER)
    assert terms(eu, text=text)["warnings"] == []
    told = json.loads(eu.node.run("talks", "terms", f"text={text}").stdout)
    assert told["warnings"] == [] and made["id"] in json.dumps(told)
    done = eu.node.run(
        "talks", "term", "terms.en=visit", "terms.ja=訪問", f"markings[]={GREEN}", "--officer", "A. Martin"
    )
    assert done.stdout.startswith("entente-term--")


@pytest.mark.parametrize(
    "body, says",
    [
        ({"terms": {"en": "visit"}}, "fewer than two languages"),
        ({"terms": {"en": "visit", "no language": "訪問"}}, "what is no language"),
        ({"terms": {"en": "visit", "ja": ""}}, "an empty one"),
        ({"terms": {"en": "v" * 501, "ja": "訪問"}}, "more than 500 bytes"),
    ],
)
def test_what_is_no_term_is_said(sides, body, says):
    answer = sides[0].author.post("texts/term", {**body, "markings": [GREEN]})
    assert answer.status in (400, 422) and says in answer.text
