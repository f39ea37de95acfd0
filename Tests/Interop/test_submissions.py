"""What an author hands in for release, the words between author and officer, and what became of it (DESK.md, F5)."""

import json
import sqlite3

import pytest

from people import on_register, open_console, person
from support import GREEN, PACT, PARTIES, Node, indicator, labelled, link, wait_for

SECRET = {**labelled(77, "EU-RESTRICTED"), "name": "EU-SECRET"}


@pytest.fixture
def desk(tmp_path):
    """A node of the EU with a partner, and four people: two authors, an officer with clearance, one without."""
    eu = open_console(Node(tmp_path / "eu", "eu", title="European Union"))
    japan = Node(tmp_path / "japan", "japan", title="Japan")
    link(eu, japan)
    agreements = tmp_path / "set.accord"
    agreements.write_text(PARTIES + "\n" + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET"))
    for node in (eu, japan):
        node.run("agreements", "apply", agreements, "--officer", "Legal")
    eu.hidden = indicator(object_marking_refs=[SECRET["id"]], name="CANARY of the sea")
    eu.load([SECRET, eu.hidden], "secret.json")
    eu.serve()
    japan.serve()
    on_register(
        eu,
        "name=Cleared",
        "nationality=EU",
        'clearances=["EU EU-SECRET"]',
        "briefed=2026-01-01",
        "needs=" + json.dumps([eu.hidden["id"]]),
    )
    eu.author = person(eu, "riter", "author", title="W. Riter", register="Cleared")
    eu.other = person(eu, "other", "author", title="O. Ther")
    eu.officer = person(eu, "ficer", "disclosure-officer", title="O. Ficer", register="Cleared")
    eu.uncleared = person(eu, "clear", "disclosure-officer", title="U. Cleared")
    eu.partner = japan
    yield eu
    eu.stop()
    japan.stop()


def written(eu, **properties):
    """An object that the author wrote."""
    item = {**indicator(object_marking_refs=[GREEN], name="Paper"), **properties}
    item.pop("id")
    answer = eu.author.post("objects", {"object": item})
    assert answer.status == 201, answer.text
    return answer.json()


def hand_in(eu, item, text=None, **more):
    body = {"item": item["id"], "parties": ["japan"], **({"text": text} if text else {}), **more}
    answer = eu.author.post("submissions", body)
    assert answer.status == 201, answer.text
    return answer.json()["id"]


def only(someone):
    (item,) = someone.get("submissions").json()["items"]
    return item


def act(someone, paper, act, **more):
    return someone.post(f"submissions/{paper}", {"act": act, **more}).status


def errands(someone, kind):
    return [one for one in someone.get("inbox").json()["items"] if one["kind"] == kind]


def test_a_paper_goes_from_its_author_to_a_release_and_the_word_comes_back(desk):
    item = written(desk)
    paper = hand_in(desk, item, "for the talks on Friday")
    # The officer has it in inbox and queue, with the author's name and word.
    (errand,) = errands(desk.officer, "decision")
    assert (errand["item"], errand["party"], errand["author"]) == (item["id"], "japan", "W. Riter")
    assert errand["submission"] == paper and errand["text"] == "`W. Riter` hands it in for release"
    seen = only(desk.officer)
    assert not seen["own"] and seen["state"] == "open" and seen["remarks"][0]["text"] == "for the talks on Friday"
    assert [one["title"] for one in desk.officer.get("submissions").json()["officers"]] == ["U. Cleared", "O. Ficer"]
    assert act(desk.officer, paper, "assign", to="ficer") == 204
    assert only(desk.author)["assigned"] == {"title": "O. Ficer", "own": False}
    assert act(desk.officer, paper, "remark", text="Is the name of the port needed?") == 204
    # The author hears of it, answers, and knows of it then.
    assert [one["state"] for one in errands(desk.author, "paper")] == ["open"]
    assert act(desk.author, paper, "remark", text="Yes.") == 204
    assert act(desk.author, paper, "seen") == 204
    assert errands(desk.author, "paper") == [] and not only(desk.author)["news"]
    assert [one["name"] for one in only(desk.officer)["remarks"]] == ["W. Riter", "O. Ficer", "W. Riter"]
    given = desk.officer.post(
        "releases", {"ids": [item["id"]], "versions": {item["id"]: item["version"]}, "parties": ["japan"]}
    )
    assert given.json()["results"][0]["outcome"] == "release"
    assert errands(desk.officer, "decision") == [] and desk.officer.get("submissions").json()["items"] == []
    done = only(desk.author)
    assert done["state"] == "decided" and done["news"] and done["parties"][0]["officer"] == "O. Ficer"
    assert [one["state"] for one in errands(desk.author, "paper")] == ["decided"]
    wait_for(lambda: item["id"] in desk.partner.run("export", "--from", "eu").stdout, what="the paper at Japan")
    # Nothing that was said leaves the node.
    assert "port needed" not in desk.partner.run("export", "--from", "eu").stdout


def test_a_refusal_comes_back_with_its_reason(desk):
    item = written(desk)
    hand_in(desk, item)
    assert desk.officer.post("refusals", {"id": item["id"], "party": "japan", "reason": "names a source"}).status == 204
    done = only(desk.author)
    assert (done["state"], done["parties"][0]["outcome"], done["parties"][0]["reason"]) == (
        "decided",
        "refuse",
        "names a source",
    )


@pytest.mark.parametrize("who, name", [("author", "withdraw"), ("officer", "return")])
def test_what_is_taken_or_given_back_waits_no_longer(desk, who, name):
    item = written(desk)
    paper = hand_in(desk, item)
    assert act(getattr(desk, who), paper, name, **({"text": "not yet"} if name == "return" else {})) == 204
    assert desk.officer.get("queue").json()["items"] == [] and errands(desk.officer, "decision") == []
    assert only(desk.author)["state"] == {"withdraw": "withdrawn", "return": "returned"}[name]
    # Once ended, it is over: only words and the author's own note are taken.
    assert act(desk.officer, paper, "assign", to="ficer") == 409
    assert act(desk.author, paper, "withdraw") == 409
    assert act(desk.author, paper, "remark", text="I see.") == 204


def test_another_version_takes_the_place_of_the_one_before(desk):
    item = written(desk)
    first = hand_in(desk, item)
    held = desk.author.get(f"objects/{item['id']}").json()["versions"][0]["object"]
    newer = {**held, "name": "Paper, corrected", "modified": "2030-01-01T00:00:00.000Z"}
    answer = desk.author.post("objects", {"object": newer, "base": held["modified"]})
    assert answer.status == 201, answer.text
    second = hand_in(desk, item)
    assert [(one["id"], one["state"]) for one in desk.author.get("submissions").json()["items"]] == [
        (second, "open"),
        (first, "withdrawn"),
    ]
    (errand,) = errands(desk.officer, "decision")
    assert errand["submission"] == second and errand["version"] == "2030-01-01T00:00:00.000Z"


def test_what_waited_for_another_reason_waits_on(desk):
    """Taking a paper back takes nothing out of the queue that was there without it."""
    item = written(desk)
    paper = hand_in(desk, item)
    assert act(desk.officer, paper, "return", text="first the other") == 204
    store = desk.folder / "store.db"
    with sqlite3.connect(store) as now:
        now.execute(
            "INSERT INTO queue(object, party, since, reason)"
            " SELECT row, 'japan', 1, 'day 2026-01-01' FROM object WHERE id=?",
            (item["id"],),
        )
    now.close()
    later = hand_in(desk, item)
    assert act(desk.author, later, "withdraw") == 204
    assert [one["id"] for one in desk.officer.get("queue").json()["items"]] == [item["id"]]


def test_what_two_authors_hand_in_waits_for_the_one_when_the_other_takes_it_back(desk):
    item = written(desk)
    first = hand_in(desk, item)
    answer = desk.other.post("submissions", {"item": item["id"], "parties": ["japan"]})
    assert answer.status == 201
    assert act(desk.author, first, "withdraw") == 204
    (errand,) = errands(desk.officer, "decision")
    assert (errand["author"], errand["submission"]) == ("O. Ther", answer.json()["id"])
    assert errand["text"] == "`O. Ther` hands it in for release"
    # Once it is decided, nothing of it waits any more, whoever takes what back.
    refusal = {"id": item["id"], "party": "japan", "reason": "no"}
    assert desk.officer.post("refusals", refusal).status == 204
    assert errands(desk.officer, "decision") == []
    assert only(desk.other)["state"] == "decided"


def test_who_may_not_see_a_paper_learns_nothing_of_it(desk):
    item = desk.hidden
    paper = hand_in(desk, item, "CANARY word")
    assert only(desk.officer)["name"] == "CANARY of the sea"
    for someone in (desk.uncleared, desk.other):
        for path in ("submissions", "inbox", "today", "holdings", f"objects/{item['id']}"):
            assert "CANARY" not in someone.get(path).text and item["id"] not in json.dumps(
                someone.get(path).json() if someone.get(path).status == 200 else {}
            )
        for name in ("remark", "return", "assign", "seen", "withdraw"):
            answer = someone.post(f"submissions/{paper}", {"act": name, "text": "x"})
            assert answer.status == 404 and "CANARY" not in answer.text
    assert "queue" not in desk.uncleared.get("inbox").json()["counts"]
    # Another author may see what is TLP:GREEN, and still not what was handed in of it.
    green = written(desk)
    second = hand_in(desk, green)
    assert desk.other.get("submissions").json()["items"] == []
    assert desk.other.post(f"submissions/{second}", {"act": "remark", "text": "x"}).status == 404
    # What is not one's party's own is not handed in, nor what is not held.
    assert desk.author.post("submissions", {"item": SECRET["id"], "parties": []}).status == 422
    assert (
        desk.other.post("submissions", {"item": item["id"], "parties": ["japan"]}).status
        == desk.other.post(
            "submissions", {"item": "report--11111111-1111-4111-8111-111111111111", "parties": ["japan"]}
        ).status
        == 404
    )


def test_what_cannot_be_is_refused_with_a_reason(desk):
    item = written(desk)
    assert desk.author.post("submissions", {"item": item["id"], "parties": ["nowhere"]}).status == 422
    assert desk.author.post("submissions", {"item": item["id"], "parties": []}).status in (400, 422)
    paper = hand_in(desk, item, parties=["japan", "Japan", "japan"])
    assert [one["party"] for one in only(desk.author)["parties"]] == ["japan"]
    with sqlite3.connect(desk.folder / "store.db") as store:
        store.executemany(
            "INSERT INTO remark(submission, account, name, made, text)"
            " SELECT row, 'riter', 'W. Riter', 1, ? FROM submission",
            [(f"word {number}",) for number in range(200)],
        )
    store.close()
    answer = desk.author.post(f"submissions/{paper}", {"act": "remark", "text": "one more"})
    assert answer.status == 422 and "there are 200 words about it already" in answer.text
    assert desk.officer.post(f"submissions/{paper}", {"act": "return"}).status in (400, 422)
    assert desk.officer.post(f"submissions/{paper}", {"act": "steal"}).status in (400, 422)
    assert desk.officer.post(f"submissions/{paper}", {"act": "assign", "to": "riter"}).status in (400, 422)
    assert act(desk.officer, paper, "withdraw") == 404
    assert act(desk.author, paper, "assign", to="ficer") == 404
    assert desk.author.post("submissions", {"item": item["id"], "parties": ["japan"], "text": "x" * 10_001}).status in (
        400,
        422,
    )
    assert desk.is_whole()
