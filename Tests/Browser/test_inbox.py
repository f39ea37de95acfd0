"""The inbox: what waits in one list, beside it what it is about with its acts, and the line that stays after an act."""

import datetime
import uuid

import pytest

from people import person
from support import GREEN, indicator, wait_for


def rows(browser):
    """What the rows say, all of one moment."""
    return browser.driver.execute_script("return [...document.querySelectorAll('.errand')].map((one) => one.innerText)")


def choose(browser, text):
    """Opens the row with a text."""

    def click():
        found = [row for row in browser.all(".errand") if text in row.text]
        if found:
            browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found[0])
            found[0].click()
        return bool(found)

    browser.wait(click, text)
    browser.wait(
        lambda: browser.text(".inbox-detail h2") and browser.text(".inbox-detail h2") in text, "what it is about"
    )
    browser.settled()


def test_what_has_a_day_comes_first(browser, world):
    browser.open(world.eu, "inbox", world.officer)
    kinds = [row.split("\n")[0] for row in rows(browser)]
    assert kinds.index("Due") == 0 and kinds.index("Recall") < kinds.index("Decision")
    items = world.officer.get("inbox").json()
    assert len(kinds) == len(items["items"]) == items["counts"]["inbox"]
    assert browser.violations() == []
    # A kind as a chip: what is left is of that kind alone.
    browser.click(".chip:nth-child(3)")
    browser.wait(lambda: len({row.split("\n")[0] for row in rows(browser)}) == 1, "one kind")


def test_a_release_in_two_clicks_leaves_a_line_that_stays(browser, world):
    browser.open(world.eu, "inbox", world.officer)
    name = [row for row in rows(browser) if row.startswith("Decision")][0].split("\n")[1].split(" → ")[0]
    choose(browser, f"{name} → Japan")
    # The three parts of the sheet: exactly this version, why, the act.
    assert [one.text[:2] for one in browser.all(".sheet-part > h3")] == ["1.", "2.", "3."]
    assert "Japan has nothing of it yet." in browser.text(".sheet")
    assert browser.violations() == []
    browser.shot("inbox-sheet")
    browser.click(".sheet .yes")
    browser.click("dialog button.primary")
    browser.says(f"Released to Japan: {name}", ".done-lines")
    assert browser.all(".done-lines button.recall") and browser.all(".done-lines a")
    browser.wait(
        lambda: not any(row.startswith("Decision") and f"{name} → Japan" in row for row in rows(browser)),
        "the end of the decision",
    )
    assert browser.violations() == []
    browser.shot("inbox-released")
    # The next one is shown.
    assert browser.text(".inbox-detail h2")
    wait_for(lambda: name in world.japan.run("export", "--from", "eu").stdout, what="the item at Japan")


def test_a_refusal_by_the_keyboard_alone(browser, world):
    browser.open(world.eu, "inbox", world.officer)
    place = next(at for at, row in enumerate(rows(browser)) if row.startswith("Decision"))
    name = rows(browser)[place].split("\n")[1].split(" → ")[0]
    for _ in range(place):
        browser.press("j")
    browser.wait(lambda: browser.all(".sheet .no"), "the sheet")
    browser.press("n")
    browser.wait(lambda: browser.all("dialog textarea[name=reason]"), "the dialog")
    browser.press("not now", "\t", "\n")
    browser.says("Not released to Japan", ".done-lines")
    assert name in browser.text(".done-lines")


def test_what_may_not_go_is_not_offered(browser, world):
    """Buttons fit the outcome (F7): no yes, neither as a button nor as a key, where the decision is no."""
    world.apply("negotiated from 2024-01-01")
    try:
        browser.open(world.eu, "inbox", world.officer)
        name = [row for row in rows(browser) if row.startswith("Decision")][0].split("\n")[1].split(" → ")[0]
        choose(browser, f"{name} → Japan")
        assert browser.all(".sheet .outcome.refuse, .sheet .outcome.refer")
        assert not browser.all(".sheet .yes") and browser.all(".sheet button.primary")
        browser.press("y")
        assert not browser.all("dialog")
        assert browser.violations() == []
        browser.shot("inbox-may-not")
    finally:
        world.apply("in force from 2020-01-01")


@pytest.mark.parametrize("language, asks", [("en", "asks for consent"), ("ja", "からの同意の照会")])
def test_who_answers_a_request_sees_what_it_is_about(browser, world, language, asks):
    """F8: title, marking, purpose and what is held, on one screen, before a word is asked for."""
    item = indicator(name="Gift to the east", object_marking_refs=[GREEN], description="Ships at anchor.")
    world.eu.load([item], f"gift-{language}.json")
    world.eu.run("release", item["id"], "--to", "korea", "--officer", "A. Martin")
    wait_for(lambda: item["id"] in world.korea.run("export", "--from", "eu").stdout, what="the item at Korea")
    world.korea.run(
        "consent", "ask", item["id"], "--from", "eu", "--for", "Japan", "--purpose", "a drill", "--officer", "K"
    )
    wait_for(
        lambda: any(
            one["item"] == item["id"] for one in world.officer.get("inbox").json()["items"] if one["kind"] == "consent"
        ),
        what="the request",
    )
    browser.open(world.eu, "inbox", world.officer, language)
    row = next(row for row in rows(browser) if "Gift to the east" in row and asks in row)
    assert "TLP:GREEN" in row and "indicator--" not in row
    choose(browser, "Gift to the east")
    browser.click(".inbox-detail .answer-button")
    browser.says("Gift to the east", "dialog .subject")
    browser.says("a drill", "dialog")
    assert "TLP:GREEN" in browser.text("dialog .subject")
    browser.wait(lambda: browser.all("dialog .subject .outcome"), "what the third party would get")
    browser.settled()
    assert browser.violations() == []
    browser.shot(f"inbox-consent-{language}")
    browser.click("dialog input[name=granted][value=yes]")
    browser.click("dialog button.primary")
    browser.wait(lambda: not any("Gift to the east" in row and asks in row for row in rows(browser)), "that it goes")


def test_a_security_officer_is_told_of_markings_that_nobody_knows(browser, world):
    """F14: somebody sees it, and is led to where it is settled; who may not, is told nothing of it."""
    items = world.guard.get("inbox").json()["items"]
    (found,) = [one for one in items if one["kind"] == "markings"]
    apart = world.guard.get("quarantine").json()["markings"]
    assert found["count"] == sum(one["objects"] for one in apart) > 0
    assert not [one for one in world.author.get("inbox").json()["items"] if one["kind"] == "markings"]
    browser.open(world.eu, "inbox", world.guard)
    place = next(at for at, row in enumerate(rows(browser)) if row.startswith("Marking"))
    browser.click(f".inbox-list li:nth-child({place + 1}) .errand")
    browser.click(".inbox-detail a.button")
    browser.wait(lambda: browser.driver.current_url.endswith("#/quarantine"), "the page")


def test_an_inbox_tells_nothing_of_what_its_reader_may_not_see(world):
    """Who is not cleared gets neither names, identifiers nor counts of what waits."""
    author = world.author.get("inbox").json()
    assert not [one for one in author["items"] if one["kind"] in ("decision", "consent", "recall", "loss", "duty")]
    assert "queue" not in author["counts"] and not any(one["id"] in str(author) for one in world.waiting)
    chief = world.chief.get("inbox").json()
    assert not any("name" in one for one in chief["items"])


def test_a_paper_from_its_author_to_the_officer_and_back(browser, world):
    """F5: submitted with a word, given back with one, submitted again and released; the author reads each state."""
    item = indicator(name="Paper of a morning", object_marking_refs=[GREEN])
    world.eu.load([item], "paper.json")
    browser.open(world.eu, f"object/{item['id']}", world.author)
    browser.click(".submit-paper")
    browser.click("dialog input[value=japan]")
    browser.type("dialog textarea[name=text]", "For the talks.")
    assert browser.violations() == []
    browser.shot("paper-submit")
    browser.click("dialog button.primary")
    browser.says("Submitted: Paper of a morning")
    browser.open(world.eu, "inbox", world.officer)
    choose(browser, "W. Riter submits Paper of a morning → Japan")
    browser.says("For the talks.", ".handed-in")
    browser.wait(lambda: browser.all(".sheet .yes"), "the act")
    assert browser.violations() == []
    browser.shot("paper-sheet")
    browser.click(".handed-in .return")
    browser.type("dialog textarea[name=text]", "Which morning?")
    browser.click("dialog button.primary")
    browser.wait(lambda: not any("Paper of a morning" in row for row in rows(browser)), "that it goes")
    # The author is told, in the inbox and with the paper.
    browser.open(world.eu, "inbox", world.author, "ja")
    choose(browser, "Paper of a morning：差戻し")
    browser.open(world.eu, "papers", world.author)
    browser.says("Which morning?", ".paper")
    assert browser.violations() == []
    browser.shot("papers")
    browser.click(".paper .seen")
    browser.wait(lambda: not browser.all(".paper .seen"), "that it is noted")
    browser.open(world.eu, f"object/{item['id']}", world.author)
    browser.click(".submit-paper")
    browser.click("dialog input[value=japan]")
    browser.click("dialog button.primary")
    browser.says("Submitted: Paper of a morning")
    browser.open(world.eu, "inbox", world.officer)
    choose(browser, "W. Riter submits Paper of a morning → Japan")
    browser.click(".sheet .yes")
    browser.click("dialog button.primary")
    browser.says("Released to Japan: Paper of a morning", ".done-lines")
    browser.open(world.eu, "papers", world.author)
    browser.says("decided", ".paper")
    browser.says("A. Martin", ".paper .paper-parties")


def test_a_deputy_is_named_and_sees_for_whom(browser, world):
    """On the own page one names a deputy and takes it back; the deputy reads there for whom and until when."""
    mark = uuid.uuid4().hex[:6]
    away = person(world.eu, f"away-{mark}", "author", title=f"Away {mark}")
    deputy = person(world.eu, f"deputy-{mark}", "author", title=f"Deputy {mark}")
    browser.open(world.eu, "account", away)
    browser.wait(lambda: browser.all(".absences tbody tr"), "the list")
    button = f"[aria-label='Enter an absence: Away {mark}']"
    browser.click(button)
    browser.wait(lambda: browser.all(f"dialog option[value='deputy-{mark}']"), "the deputies")
    browser.click(f"dialog option[value='deputy-{mark}']")
    today = datetime.datetime.now(datetime.UTC)
    for name, ahead in (("from", 0), ("until", 3)):
        day = (today + datetime.timedelta(days=ahead)).strftime("%Y-%m-%d")
        browser.type(f"dialog input[name={name}]", day)
    browser.shot("absence")
    assert browser.violations() == [] and browser.overflow() <= 0
    browser.click("dialog .primary")
    browser.says(f"Deputy {mark}", ".absences tbody")
    browser.open(world.eu, "account", deputy)
    browser.says(f"You act for Away {mark} until", ".stands-in")
    # What became of a paper of who is away stands in the deputy's inbox, and says for whom.
    paper = indicator(object_marking_refs=[GREEN], name=f"Left {mark}")
    assert away.write(paper).status == 201
    assert away.post("submissions", {"item": paper["id"], "parties": ["japan"]}).status == 201
    refusal = {"id": paper["id"], "party": "japan", "reason": "not now"}
    assert world.officer.post("refusals", refusal).status == 204
    browser.open(world.eu, "inbox", deputy)
    (row,) = browser.wait(lambda: [one for one in rows(browser) if f"Left {mark}" in one], "the paper")
    assert f"for Away {mark}" in row
    choose(browser, f"Left {mark}")
    browser.says(f"for Away {mark}", ".inbox-detail .facts")
    browser.open(world.eu, "account", deputy)
    browser.wait(lambda: browser.all(".stands-in"), "the page")
    browser.width(320)
    assert browser.violations() == [] and browser.overflow() <= 0
    browser.width(1280)
    browser.open(world.eu, "account", away)
    end = f"[aria-label='Back again: Away {mark}']"
    browser.wait(lambda: browser.all(end), "the end")
    browser.click(end)
    browser.wait(lambda: not browser.all(end), "being back")
    assert browser.errors() == []
