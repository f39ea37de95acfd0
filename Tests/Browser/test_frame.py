"""The frame around every page: groups with counts, the command line, keys, help, first steps, a lost connection."""

import json
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from people import person

HELP = Path(__file__).resolve().parents[2] / "Console" / "help"
OPTIONS = ".command [role=option]"


def command(browser, text):
    """Opens the command line and types; the options that there are then."""
    browser.press("/")
    browser.wait(lambda: browser.focused().get_attribute("role") == "combobox", "the command line")
    browser.focused().send_keys(text)


def options(browser):
    """The texts of the options, all of one moment."""
    return browser.driver.execute_script(
        "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)", OPTIONS
    )


def option(browser, text):
    """Waits for an option with a text and takes it."""

    def take():
        found = [one for one in browser.all(OPTIONS) if text in one.text]
        if found:
            found[0].click()
        return bool(found)

    browser.wait(take, text)


def test_the_menu_has_groups_and_counts(browser, world):
    browser.open(world.eu, "holdings", world.officer)
    assert [one.text for one in browser.all("nav h2")] == ["DESK", "PARTNERSHIP", "PICTURE", "CONTROL"]
    waits = len(world.officer.get("queue").json()["items"])
    link = browser.wait(lambda: browser.all('nav a[href="#/queue"] .count'), "the count")[0]
    assert link.text == str(waits)
    # For whoever listens, in words.
    assert f"{waits} waiting" in browser.one('nav a[href="#/queue"]').get_attribute("textContent")


@pytest.mark.parametrize(
    "typed, hash",
    [
        ("Queu", "#/queue"),
        ("transf", "#/transfers"),
        ("Japan", "#/partner/japan"),
    ],
)
def test_the_command_line_finds_pages_and_partners(browser, world, typed, hash):
    browser.open(world.eu, "inbox", world.officer)
    command(browser, typed)
    browser.wait(lambda: browser.all(f"{OPTIONS}[aria-selected=true]") and len(browser.all(OPTIONS)) > 0, "what fits")
    if typed == "Japan":
        option(browser, "Partner")
    else:
        browser.press(Keys.ENTER)
    browser.wait(lambda: browser.driver.current_url.endswith(hash), hash)


def test_the_command_line_finds_objects_and_begins_acts(browser, world):
    browser.open(world.eu, "inbox", world.officer)
    command(browser, "Ports at")
    browser.wait(lambda: any("Ports at risk" in one for one in options(browser)), "the report")
    assert browser.violations() == []
    browser.shot("command")
    option(browser, "Ports at risk")
    browser.wait(lambda: browser.text("h1") == "Ports at risk", "the report's page")
    # By its identifier, pasted.
    browser.open(world.eu, "inbox", world.officer)
    command(browser, world.report["id"])
    browser.wait(lambda: any("Ports at risk" in one for one in options(browser)), "the report")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.text("h1") == "Ports at risk", "the report's page")
    # An act with words of the title.
    command(browser, "recall ports")
    option(browser, "Recall\nPorts at risk")
    browser.wait(lambda: browser.all("dialog select[name=action]"), "the recall")
    browser.press(Keys.ESCAPE)


def test_the_command_line_shows_nothing_that_a_person_may_not_see(browser, world):
    """Who is not cleared finds neither the title nor the object by its identifier."""
    hidden = world.waiting[3]
    browser.open(world.eu, "inbox", world.author)
    for typed in ("Waiting", hidden["id"]):
        command(browser, typed)
        browser.wait(
            lambda: any(
                "holdings?" in name or "objects/" in name
                for name in browser.driver.execute_script(
                    "return performance.getEntriesByType('resource').map((one) => one.name)"
                )
            ),
            "the question",
        )
        assert not any("Waiting" in one for one in options(browser))
        browser.press(Keys.ESCAPE)
        browser.wait(lambda: not browser.all("dialog"), "the end of the command line")
    # The browser notes that the object was not found.
    assert all("status of 404" in error for error in browser.errors())


def test_a_number_is_an_entry_of_the_log(browser, world):
    browser.open(world.eu, "ledger", world.auditor)
    command(browser, "3")
    option(browser, "Entry 3")
    browser.wait(lambda: "entry=3" in browser.driver.current_url, "the entry")
    browser.wait(lambda: browser.all("tbody tr"), "the entries")
    assert browser.all("tbody tr")[0].text.split()[0] == "3"


def test_keys_lead_to_pages_and_a_question_mark_helps(browser, world):
    browser.open(world.eu, "holdings", world.officer)
    browser.press(Keys.ESCAPE)
    browser.press("g", "q")
    browser.wait(lambda: browser.driver.current_url.endswith("#/queue"), "the queue")
    browser.settled()
    browser.press("?")
    browser.says("disclosure officer’s yes or no", "dialog")
    assert "g q Queue" in browser.text("dialog") and "j next" in browser.text("dialog")
    assert browser.violations() == []
    browser.shot("help-dialog")
    browser.press(Keys.ESCAPE)
    browser.wait(lambda: not browser.all("dialog"), "the end of the help")


def test_documents_and_glossary_are_served(browser, world):
    browser.open(world.eu, "help/officers", world.author)
    assert browser.all(".document h2") and browser.all(".document table, .document ul, .document pre")
    assert "**" not in browser.text(".document") and "](" not in browser.text(".document")
    assert browser.violations() == []
    browser.open(world.eu, "help/glossary", world.author, "ja")
    browser.says("提供")
    assert browser.violations() == []
    browser.shot("glossary-ja")


def test_the_first_steps_of_a_role_are_shown_until_they_are_put_away(browser, world):
    someone = person(world.eu, "novice", "auditor")
    browser.open(world.eu, "inbox", someone)
    browser.says("ask what was given to whom", ".first")
    assert browser.violations() == []
    browser.click(".first button")
    browser.wait(lambda: not browser.all(".first"), "that they go")
    browser.wait(lambda: someone.get("session").json()["person"]["introduced"], "that the node knows")
    browser.open(world.eu, "inbox", someone)
    assert not browser.all(".first")


def test_a_lost_connection_is_told_and_a_page_goes_on_after_it(browser, world):
    browser.open(world.eu, "holdings", world.author)
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    try:
        browser.driver.execute_script("location.hash = '#/watch'")
        browser.says("No connection to the node since", ".offline")
    finally:
        browser.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**offline, "offline": False})
    browser.wait(lambda: not browser.one(".offline").is_displayed(), "the connection")
    browser.wait(lambda: browser.all(".card"), "the page")
    # What the browser notes of a network that is away is no fault of the console.
    browser.errors()


def test_help_is_complete_in_each_language():
    texts = {path.stem: json.loads(path.read_text()) for path in HELP.glob("*.json")}
    assert set(texts) == {"en", "ja", "fr", "de"}
    index = (HELP.parent / "pages" / "index.js").read_text()
    pages = {line.split('"')[1] for line in index.splitlines() if line.strip().startswith('{ name: "')}
    for text in texts.values():
        assert set(text["purpose"]) == pages and all(all(lines) for lines in text["purpose"].values())
        assert {role: [step["page"] for step in steps] for role, steps in text["first"].items()} == {
            role: [step["page"] for step in steps] for role, steps in texts["en"]["first"].items()
        }
        assert all(len(steps) == 3 for steps in text["first"].values()) and len(text["first"]) == 6
        assert text["glossary"].keys() == texts["en"]["glossary"].keys()
        assert all(one["term"] and one["meaning"] for one in text["glossary"].values())
