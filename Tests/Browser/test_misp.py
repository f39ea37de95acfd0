"""MISP on the cyber page: an event is looked at with its markings and recipients, then taken in, then written again."""

import json

import pytest
from selenium.webdriver.common.keys import Keys

from sides import two_sides
from support import REPOSITORY

FIXTURE = REPOSITORY / "Tests" / "Fixtures" / "misp" / "one-of-everything.json"
PANEL = "[role=tabpanel]:not([hidden])"


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("misp")) as both:
        yield both


def test_an_event_is_looked_at_and_taken_in(browser, sides):
    eu, japan = sides
    event = json.loads(FIXTURE.read_text())
    organisation = {"name": "JP-CSIRT", "uuid": japan.identity.removeprefix("identity--")}
    event["Event"]["SharingGroup"]["SharingGroupOrg"].append({"Organisation": organisation})
    event["Event"]["Tag"].append({"name": "todo", "local": True})
    event["Event"]["Attribute"][2]["Tag"] = [{"name": "tlp:green"}]
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, "cyber?tab=misp", eu.author, language)
        browser.wait(lambda: browser.all(f"{PANEL} textarea"), "the form")
        browser.put(f"{PANEL} textarea", json.dumps(event))
        browser.tab_to(f"{PANEL} form button[type=submit]")
        browser.press(Keys.ENTER)
        browser.wait(lambda: browser.all("#misp-keep"), "what it comes to")
        browser.checked(f"cyber-misp-{language}")
    browser.says("Japan", ".misp-review")
    browser.says("No partner here: ORG-B", ".misp-review")
    browser.says("TLP:AMBER+STRICT", ".misp-review")
    browser.says("Local tags", ".misp-review")
    # By the keyboard alone: stored, and then it is among the reports that can be written.
    browser.tab_to("#misp-keep")
    browser.press(Keys.ENTER)
    browser.says("Open the report", ".misp-review")
    browser.checked("cyber-misp-kept")
    browser.open(eu.node, "cyber?tab=misp", eu.author)
    browser.wait(lambda: browser.all("button.misp-write"), "the report")
    browser.tab_to("button.misp-write")
    browser.press(Keys.ENTER)
    browser.says("Written for MISP", "body")
