"""How many clicks an officer's acts take, counted beside typing (the pages are where one is when the work begins)."""

import uuid

import pytest
from selenium.webdriver.support.ui import Select

from browser import Keys
from people import person
from support import GREEN, indicator, wait_for
from test_inbox import choose, rows


@pytest.fixture
def clicks(browser):
    """Counts what the page itself hears; choosing in a list by keys is no click."""
    browser.counts = lambda: browser.driver.execute_script("return window.clicks ?? 0")
    browser.counting = lambda: browser.driver.execute_script(
        "window.clicks = 0;"
        "const count = (event) => { if (event.isTrusted && event.detail) window.clicks += 1; };"
        "document.addEventListener('click', count, true);"
    )
    return browser


def decisions(browser):
    return [row for row in rows(browser) if row.startswith("Decision")]


def test_a_release_and_a_refusal_take_two_clicks_each(clicks, world):
    clicks.open(world.eu, "inbox", world.officer)
    clicks.press(*"j" * rows(clicks).index(decisions(clicks)[0]))
    clicks.wait(lambda: clicks.all(".sheet .yes"), "the sheet")
    clicks.counting()
    clicks.click(".sheet .yes")
    clicks.click("dialog button.primary")
    clicks.says("Released to Japan", ".done-lines")
    assert clicks.counts() == 2
    # A recall from the line that stays: the act, and its day in a field.
    clicks.click(".done-lines .recall")
    clicks.put("dialog [name=due]", "2099-01-01")
    clicks.click("dialog button:not([type=button])")
    clicks.wait(lambda: not clicks.all("dialog"), "the end of the dialog")
    assert clicks.counts() <= 2 + 3
    clicks.wait(lambda: clicks.all(".sheet .no"), "the next sheet")
    before = clicks.counts()
    clicks.click(".sheet .no")
    clicks.type("dialog textarea[name=reason]", "not now")
    clicks.click("dialog button:not([type=button])")
    clicks.says("Not released to Japan", ".done-lines")
    # Setting the cursor into the field is one that the keyboard does not need.
    assert clicks.counts() - before <= 2


def test_asking_for_consent_takes_three(clicks, world):
    item = indicator(name="From Korea for Japan", object_marking_refs=[GREEN])
    world.korea.load([item], "for-japan.json")
    world.korea.run("release", item["id"], "--to", "eu", "--officer", "K")
    wait_for(lambda: item["id"] in world.eu.run("export", "--from", "korea").stdout, what="the item of Korea")
    clicks.open(world.eu, f"object/{item['id']}?tab=who", world.officer)
    ask = ".decision[data-party=japan] .buttons button"
    clicks.wait(lambda: clicks.all(ask), "the act")
    clicks.counting()
    clicks.click(ask)
    clicks.click("dialog button:not([type=button])")
    clicks.wait(lambda: not clicks.all("dialog"), "the end of the dialog")
    assert clicks.counts() <= 3
    assert [one["item"] for one in world.officer.get("consents").json()["items"] if not one["incoming"]].count(
        item["id"]
    ) == 1


def test_what_the_party_has_stands_beside_what_is_new(clicks, world):
    """F7: the version that the partner has, and the difference to the one that waits."""
    item = indicator(name="Tide table", object_marking_refs=[GREEN])
    world.eu.load([item], "tide.json")
    world.eu.run("release", item["id"], "--to", "japan", "--officer", "A. Martin")
    newer = {**item, "modified": "2027-01-01T00:00:00.000Z", "name": "Tide table of spring"}
    world.eu.load([newer], "tide-newer.json")
    wait_for(
        lambda: any(one["id"] == item["id"] for one in world.officer.get("queue").json()["items"]),
        what="the newer version in the queue",
    )
    clicks.open(world.eu, "inbox", world.officer)
    choose(clicks, "Tide table of spring → Japan")
    clicks.says("Japan has the version of", ".sheet")
    clicks.click(".sheet-part details:last-of-type summary")
    clicks.says("Tide table of spring", ".sheet-part .difference ins")
    assert clicks.violations() == []


def test_a_paper_of_five_marked_paragraphs_is_written_and_submitted_in_few(clicks, world):
    author = person(world.eu, f"c{uuid.uuid4().hex[:8]}", "author", title="C. Licks")
    title = f"Five {uuid.uuid4().hex[:8]}"
    clicks.open(world.eu, "inbox", author)
    clicks.counting()
    clicks.click("nav a[href='#/write']")
    clicks.settled()
    # With the mouse wherever there is a choice; only the text itself is typed.
    clicks.click("input[name=name]")
    clicks.press(title)
    clicks.click(".block textarea")
    clicks.press("One.", Keys.ENTER, "Two.", Keys.ENTER, "Three.", Keys.ENTER, "Four.", Keys.ENTER, "Five.")
    for place, marking in ((2, "TLP:AMBER (A)"), (4, "TLP:CLEAR (C)"), (5, "TLP:AMBER (A)")):
        clicks.click(f".block:nth-of-type({place}) .block-marking")
        Select(clicks.one(f".block:nth-of-type({place}) .block-marking")).select_by_visible_text(marking)
    clicks.click(".picker[data-name=object_refs] input")
    clicks.press("Beacon 47")
    clicks.wait(lambda: clicks.all(".picker-found button"), "something to choose")
    clicks.click(".picker-found button")
    clicks.click("#save")
    clicks.wait(lambda: clicks.text("h1") == title, "the object's page")
    clicks.click(".submit-paper")
    clicks.click("dialog [value=japan]")
    clicks.click("dialog button.primary")
    clicks.wait(lambda: not clicks.all("dialog"), "the end of the dialog")
    assert 0 < clicks.counts() <= 15, clicks.counts()
    (paper,) = author.get("submissions").json()["items"]
    kept = author.get(f"objects/{paper['item']}").json()["versions"][0]["object"]
    assert kept["description"] == "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive."
    assert len({one["marking_ref"] for one in kept["granular_markings"]}) == 3
