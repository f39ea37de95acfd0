"""The registry in the console: a registrar keeps an item, a second one confirms a destruction."""

import json

import pytest
from selenium.webdriver.support.select import Select

from people import on_register, open_console, person
from support import PARTIES, Node, indicator, labelled

SECRET = labelled(77, "EU-SECRET")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registry")
    eu = open_console(Node(folder / "eu", "eu", title="European Union"))
    rules = PARTIES.replace("    EU-RESTRICTED\n", "    EU-RESTRICTED\n  registered down to EU-SECRET\n")
    (folder / "set.accord").write_text(rules)
    eu.run("agreements", "apply", folder / "set.accord", "--officer", "Legal")
    eu.item = indicator(object_marking_refs=[SECRET["id"]], name="Harbour of the north")
    eu.load([SECRET, eu.item])
    eu.serve()
    cleared = ("name=Cleared", "nationality=EU", 'clearances=["EU EU-SECRET"]', "briefed=2026-01-01")
    on_register(eu, *cleared, "needs=" + json.dumps([eu.item["id"]]))
    eu.keeper = person(eu, "keeper", "registrar", title="K. Eeper")
    eu.second = person(eu, "second", "registrar", title="S. Econd", register="Cleared")
    eu.reader = person(eu, "reader", "author", title="R. Eader", register="Cleared")
    assert eu.reader.get(f"objects/{eu.item['id']}").status == 200
    (entry,) = eu.keeper.get("registry").json()["items"]
    eu.number = entry["number"]
    yield eu
    eu.stop()


def checked(browser, name):
    """The page is accessible, complete, and usable on a narrow screen."""
    assert "⟦" not in browser.text() and "undefined" not in browser.text() and "[object" not in browser.text()
    assert browser.violations() == []
    browser.shot(f"registry-{name}")
    browser.width(320, 800)
    assert browser.overflow() <= 0 and browser.violations() == []
    browser.width(1280)


def choose(browser, selector, text):
    Select(browser.one(selector)).select_by_visible_text(text)


def test_the_list_the_record_and_what_a_person_holds(browser, desk):
    for language in ("ja", "fr", "de", "en"):
        browser.open(desk, "registry", desk.keeper, language)
        browser.wait(lambda: browser.all("table tbody tr"), "the list")
        checked(browser, language)
    assert "Harbour" not in browser.text("main") and "Not shown" in browser.text("main")
    browser.open(desk, f"registry/{desk.number}", desk.keeper)
    browser.says("R. Eader", "main")
    checked(browser, "record")
    # A copy for somebody, found again by who holds it.
    browser.click("#make-copies")
    choose(browser, "dialog select[name=account]", "R. Eader")
    browser.type("dialog input[name=place]", "Safe 3")
    assert browser.violations() == []
    browser.click("dialog button.primary")
    browser.says("Safe 3", "main")
    browser.open(desk, "registry", desk.second)
    browser.says("Harbour of the north", "main")
    choose(browser, "select[name=holder]", "R. Eader")
    browser.says("Safe 3", "main")
    browser.says("Opened", "main")
    checked(browser, "holder")


def test_a_muster_with_a_difference(browser, desk):
    path = f"registry/{desk.number}"
    assert desk.keeper.post(path, {"act": "copy", "kind": "copy", "count": 2, "place": "Safe 4"}).status == 204
    browser.open(desk, "registry", desk.keeper)
    browser.wait(lambda: browser.all("#begin-muster"), "the button")
    browser.click("#begin-muster")
    browser.wait(lambda: browser.all("a[href*='registry/muster']"), "the muster")
    browser.click("a[href*='registry/muster']")
    browser.wait(lambda: browser.all("#close-muster") and browser.all("table button"), "the copies")
    count = len(browser.all("tbody tr"))
    checked(browser, "muster")
    browser.click("tbody tr button")
    browser.wait(lambda: len(browser.all("tbody tr")) == count - 1, "one fewer")
    browser.click("tbody tr button:nth-of-type(2)")
    browser.wait(lambda: browser.all("dialog textarea"), "the dialog")
    browser.type("dialog textarea", "not in the safe")
    browser.click("dialog button.primary")
    browser.says("not in the safe", "main")
    browser.click("#close-muster")
    browser.wait(lambda: browser.all("dialog button.danger"), "the question")
    browser.click("dialog button.danger")
    browser.says("Closed", "main")
    browser.says("Missing", "main")
    checked(browser, "muster-closed")


def test_a_destruction_by_two(browser, desk):
    path = f"registry/{desk.number}"
    assert desk.keeper.post(path, {"act": "copy", "kind": "extract", "place": "Safe 5"}).status == 204
    copy = desk.keeper.get(path).json()["copies"][-1]["copy"]
    browser.open(desk, path, desk.keeper)
    browser.wait(lambda: browser.all(f"button[aria-label='Destroy: Copy {copy}']"), "the button")
    browser.click(f"button[aria-label='Destroy: Copy {copy}']")
    browser.type("dialog textarea[name=reason]", "no longer needed")
    browser.click("dialog button.danger")
    browser.says("Waiting for a second person", "main")
    browser.open(desk, "registry", desk.keeper)
    browser.says("no longer needed", "main")
    assert not browser.all("button[aria-label^='Confirm the destruction']"), "never by the first person"
    browser.open(desk, "registry", desk.second)
    browser.wait(lambda: browser.all("button[aria-label^='Confirm the destruction']"), "the button")
    browser.click("button[aria-label^='Confirm the destruction']")
    assert "K. Eeper" in browser.text("dialog") and browser.violations() == []
    browser.click("dialog button.danger")
    browser.says("No destruction waits", "main")
    browser.open(desk, path, desk.second)
    browser.wait(lambda: browser.all("button[aria-label^='Destruction certificate']"), "the certificate")
    checked(browser, "destroyed")


def test_nobody_else_has_the_page(browser, desk):
    browser.open(desk, "registry", desk.reader)
    browser.says("There is nothing here", "main")
    assert not browser.all("nav a[href='#/registry']")
