"""Nothing leaks, nothing misleads: a text is saved twice, released once, raised once and printed,
by the consoles of two nodes."""

import uuid

from selenium.webdriver.common.by import By

from people import person
from printing import lines, printed
from support import Caller, wait_for
from test_objects import cleared
from test_print import LONG
from world import RESTRICTED

AMBER_STRICT = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"


def fill(browser, name, text):
    browser.put(f"form.card [name={name}]", text)


def feed(world, item):
    """The versions of an item in the feed that Japan reads, as Japan gets them."""
    objects = Caller(world.eu.base, context=world.japan.context()).all(
        "/japan/collections/feed/objects/", [("match[id]", item), ("match[version]", "all")]
    )
    return [one["description"] for one in objects]


def queued(browser, name):
    return browser.wait(
        lambda: next((one for one in browser.all(".item") if name in one.text), None), "the item in the queue"
    )


def test_what_was_previewed_goes_and_what_is_raised_leaves(browser, world):
    title = f"Walk {uuid.uuid4().hex[:8]}"
    author, officer = (
        person(world.eu, f"a{uuid.uuid4().hex[:6]}", "author", title="A. Uthor"),
        person(world.eu, f"o{uuid.uuid4().hex[:6]}", "disclosure-officer", title="O. Fficer"),
    )
    tanaka = person(world.japan, f"t{uuid.uuid4().hex[:6]}", "disclosure-officer", title="田中")

    # Saved with a mistake, then saved without it; what was only drafted in between is no version at all.
    browser.open(world.eu, "write", author)
    fill(browser, "name", title)
    fill(browser, "description", "Draft: names agent BLACKBIRD by mistake.")
    browser.type(".picker input", "Harbour")
    browser.wait(lambda: browser.all(".picker-found button"), "something to choose")
    browser.click(".picker-found button")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the object's page")
    item = browser.driver.current_url.split("object/")[1].replace("%2D", "-")
    browser.click("a.edit")
    browser.wait(lambda: browser.all("form.card [name=description]"), "the form")
    fill(browser, "description", "Half corrected: names agent MAGPIE still.")
    browser.says("Draft saved", ".draft-state")
    fill(browser, "description", "Corrected: no names.")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the object's page")

    # The officer reads what goes, and releases that.
    browser.open(world.eu, f"object/{item}", officer)
    browser.wait(lambda: browser.all(".decision[data-party=japan] button.primary"), "the decision")
    assert "Corrected: no names." in browser.text("dl.properties")
    browser.tab("who")
    browser.shot("release-walk-1-preview")
    browser.click(".decision[data-party=japan] button.primary")
    browser.click("dialog button.primary")
    browser.says("Released to Japan", ".status")
    wait_for(lambda: tanaka.get(f"objects/{item}").status == 200, what="the item at Japan")
    assert feed(world, item) == ["Corrected: no names."]

    # At the partner: only that, on the page and in all that the node has.
    browser.open(world.japan, f"object/{item}", tanaka, "ja")
    browser.wait(lambda: browser.all(".decision[data-party=eu]"), "the decisions")
    assert "Corrected: no names." in browser.text("main") and not browser.all("select[name=version]")
    assert "BLACKBIRD" not in browser.text() and not browser.all(".decision[data-party=eu] button")
    browser.shot("release-walk-2-partner")
    assert not any(word in world.japan.run("export", "--from", "eu").stdout for word in ("BLACKBIRD", "MAGPIE"))
    assert len(tanaka.get(f"objects/{item}").json()["versions"]) == 1
    browser.tab("releases")
    browser.click("button.verify")
    browser.wait(lambda: browser.all(".result.yes"), "a receipt that holds")

    # The author raises the level: the older text leaves the feed at once, and an officer is asked.
    browser.open(world.eu, f"write/{item}", author)
    browser.driver.execute_script(
        "document.querySelector(`input[name=marking][value='${arguments[0]}']`).click()", AMBER_STRICT
    )
    fill(browser, "description", "For few: the watch is doubled.")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the object's page")
    assert feed(world, item) == []
    for language, act in (("en", "Recall the earlier version"), ("ja", None)):
        browser.open(world.eu, "queue", officer, language)
        row = queued(browser, title)
        assert row.find_elements(By.CSS_SELECTOR, "button.recall") and row.find_elements(
            By.CSS_SELECTOR, "button.keep-older"
        )
        assert act is None or act in row.text
        browser.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", row)
        browser.shot(f"release-walk-3-asked-{language}")
    assert browser.violations() == []
    browser.click(lambda: queued(browser, title).find_element(By.CSS_SELECTOR, "button.recall"))
    browser.driver.execute_script("document.querySelector('dialog input[name=due]').value = '2099-01-01'")
    browser.type("dialog textarea[name=reason]", "raised")
    browser.click("dialog button.primary")
    browser.wait(lambda: not browser.all("dialog"), "the end of the dialog")
    wait_for(
        lambda: "raised" in world.japan.run("recall", "list", "--json", check=False).stdout, what="the recall at Japan"
    )
    assert "doubled" not in world.japan.run("export", "--from", "eu").stdout and feed(world, item) == []


def test_a_classified_page_is_marked_on_every_sheet(browser, world):
    item = {
        "type": "report",
        "spec_version": "2.1",
        "id": f"report--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "published": "2026-01-01T00:00:00Z",
        "name": "Walked to the printer",
        "description": LONG,
        "object_refs": [world.harbour["id"]],
        "object_marking_refs": [RESTRICTED["id"]],
    }
    world.eu.load([item], "walked.json")
    reader = cleared(world.eu, "W. Alker", [item["id"]], "walker")
    browser.open(world.eu, f"object/{item['id']}", reader)
    browser.wait(lambda: browser.all(".decision"), "the decisions")
    marking = browser.text(".banner")
    sheets = [lines(sheet) for sheet in printed(browser, "release-walk-4-printed")]
    assert "EU-RESTRICTED" in marking and len(sheets) > 2
    for number, sheet in enumerate(sheets, 1):
        assert sheet[0] == sheet[-2] == marking and sheet[-1].endswith(f"Page {number} of {len(sheets)}")
