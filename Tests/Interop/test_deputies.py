"""Absence and deputies: whose work is done by whom, in the deputy's own name, as far as the deputy is cleared."""

import datetime

from people import kinds, person
from support import GREEN, RED, indicator


def day(ahead):
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=ahead)).strftime("%Y-%m-%d")


def test_a_deputy_sees_and_does_the_others_work_in_the_own_name(open_pair):
    """What is assigned to who is away is marked in the deputy's inbox; acts have the deputy's name and say for whom."""
    eu, japan = open_pair
    officer, deputy = (person(eu, name, "disclosure-officer", title=f"T. {name}") for name in ("officer", "deputy"))
    author, colleague = person(eu, "author", "author"), person(eu, "colleague", "author")
    item, other = (indicator(object_marking_refs=[GREEN], name=name) for name in ("item", "other"))
    for one in (item, other):
        assert author.write(one).status == 201
        paper = author.post("submissions", {"item": one["id"], "parties": ["japan"]}).json()["id"]
        assert officer.post(f"submissions/{paper}", {"act": "assign", "to": "officer"}).status == 204
    mine = lambda someone: [  # noqa: E731
        one.get("for") for one in someone.get("inbox").json()["items"] if one["kind"] in ("decision", "paper")
    ]
    assert mine(deputy) == [None, None]
    away = {"name": "officer", "deputy": "deputy", "from": day(0), "until": day(3)}
    assert officer.post("absences", away).status == 204
    assert mine(deputy) == ["T. officer", "T. officer"] and mine(officer) == [None, None]
    assert deputy.get("absences").json()["for"] == [{"name": "officer", "title": "T. officer", "until": day(3)}]
    assert officer.get("absences").json()["own"] == {
        "deputy": "deputy",
        "title": "T. deputy",
        "from": day(0),
        "until": day(3),
    }
    assert deputy.post("releases", {"ids": [item["id"]], "parties": ["japan"]}).status == 200
    assert deputy.post("refusals", {"id": other["id"], "party": "japan", "reason": "no"}).status == 204
    acts = [inside for kind, inside in kinds(eu) if kind in ("release", "refusal")]
    assert [(act["officer"], act["for"]) for act in acts] == [("T. deputy", "T. officer")] * 2
    # The officer's own acts, and those of who is no deputy, are for nobody.
    third = indicator(object_marking_refs=[GREEN], name="third")
    assert author.write(third).status == 201
    assert officer.post("releases", {"ids": [third["id"]], "parties": ["japan"]}).status == 200
    assert "for" not in [inside for kind, inside in kinds(eu) if kind == "release"][-1]
    # An author's papers.
    assert author.post("absences", {**away, "name": "author", "deputy": "colleague"}).status == 204
    assert mine(colleague) == ["Author", "Author"] or set(mine(colleague)) == {"Author"}
    paper = colleague.get("submissions").json()["items"][0]["id"]
    assert colleague.post(f"submissions/{paper}", {"act": "seen"}).status == 204
    # Back again.
    assert officer.call("DELETE", "/api/v1/absences/officer").status == 204
    assert officer.call("DELETE", "/api/v1/absences/officer").status == 404
    assert author.call("DELETE", "/api/v1/absences/author").status == 204
    assert colleague.get("submissions").json()["items"] == []
    steps = [inside["step"] for kind, inside in kinds(eu) if kind == "person" and "deputy" in inside]
    assert steps == ["absent", "absent", "back", "back"] and eu.is_whole()


def test_a_deputy_has_the_roles_and_sees_no_more_than_before(open_pair):
    """What the deputy is not cleared for is not shown, not by count either; days and roles are held to."""
    eu, _ = open_pair
    hidden = indicator(object_marking_refs=[RED], name="CANARY")
    officer = person(eu, "officer", "disclosure-officer")
    plain, author = person(eu, "plain", "disclosure-officer"), person(eu, "author", "author")
    both, chief = person(eu, "both", "author", "disclosure-officer"), person(eu, "chief", "administrator")
    eu.load([hidden])
    assert plain.get(f"objects/{hidden['id']}").status == 404
    before = plain.get("inbox").text
    away = {"name": "officer", "deputy": "plain", "from": day(0), "until": day(3)}
    for bad in (
        {"deputy": "author"},
        {"deputy": "chief"},
        {"deputy": "officer"},
        {"deputy": "nobody"},
        {"name": "both"},
        {"from": day(4)},
        {"from": day(-9), "until": day(-2)},
        {"until": day(500)},
        {"from": day(400), "until": day(401)},
        {"from": "tomorrow"},
        {"until": "2026-13-01"},
    ):
        assert officer.post("absences", {**away, **bad}).status == 422, bad
    assert officer.post("absences", {**away, "name": "nobody"}).status == 404
    # A day to come is no day yet.
    assert officer.post("absences", {**away, "from": day(1)}).status == 204
    assert plain.get("absences").json()["for"] == []
    assert officer.post("absences", away).status == 204
    assert "CANARY" not in plain.get("inbox").text and plain.get(f"objects/{hidden['id']}").status == 404
    assert plain.get("inbox").text == before
    # Who may enter whose: the own one, and officers and administrators that of others.
    assert author.post("absences", {**away, "deputy": "both"}).status == 404
    assert author.call("DELETE", "/api/v1/absences/officer").status == 404
    assert [one["name"] for one in author.get("absences").json()["people"]] == ["author"]
    assert chief.post("absences", {**away, "deputy": "both"}).status == 204
    assert {one["name"] for one in chief.get("absences").json()["people"]} == {"officer", "plain", "author", "both"}
    # Whose roles were taken away acts for nobody.
    assert [one["name"] for one in both.get("absences").json()["for"]] == ["officer"]
    eu.run("people", "change", "both", "--role", "author", "--officer", "root", check=False)
    assert eu.is_whole()
