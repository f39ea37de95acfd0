"""A notice of a hit in the inbox: one key leads to it, the next one to the sighting that is handed in."""

import pytest
from selenium.webdriver.common.keys import Keys

from promises import stix
from sides import two_sides
from support import GREEN, wait_for

#: The tab that is open.
PANEL = "[role=tabpanel]:not([hidden])"


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("arrivals")) as both:
        yield both


def hits(someone):
    return [one for one in someone.get("inbox").json()["items"] if one["kind"] == "hit"]


def test_a_notice_leads_to_the_hit_and_to_the_sighting(browser, sides):
    eu, _ = sides
    common = {"pattern_type": "stix", "valid_from": "2026-01-01T00:00:00.000Z", "created_by_ref": eu.identity}
    beacon = stix("indicator", name="Beacon on arrival", pattern="[domain-name:value = 'arrived.example']", **common)
    eu.node.load([beacon])
    # The page is open when it comes in.
    browser.open(eu.node, "inbox", eu.author)
    seen = {"type": "domain-name", "spec_version": "2.1", "id": "domain-name--3c10e93f-798e-5a26-a0c1-08156efab7f6"}
    seen |= {"value": "arrived.example", "object_marking_refs": [GREEN]}
    eu.node.load([seen])
    browser.says("Beacon on arrival", ".inbox-list")
    browser.says("met exactly", ".inbox-list")
    wait_for(lambda: hits(eu.author), what="the notice")
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, "inbox", eu.author, language)
        browser.says("Beacon on arrival", ".inbox-list")
        browser.checked(f"inbox-hit-{language}")
        browser.open(eu.node, f"cyber?tab=arrived&indicator={beacon['id']}", eu.author, language)
        browser.says("arrived.example", f"{PANEL} table")
        browser.checked(f"cyber-arrived-{language}")
    browser.open(eu.node, "inbox", eu.author)
    browser.wait(lambda: browser.all(".inbox-detail h2"), "the notice")
    browser.press("y")
    browser.says("arrived.example", f"{PANEL} table")
    browser.press("y")
    browser.wait(
        lambda: browser.driver.execute_script("return document.activeElement.className") == "note-sighting", "the press"
    )
    browser.press(Keys.ENTER)
    browser.says("Submitted as a sighting", f"{PANEL} table")
    # Who has said so is done with it.
    wait_for(lambda: not hits(eu.author), what="the end of the notice")
    browser.open(eu.node, "cyber?tab=arrived", eu.author)
    browser.says("Nothing that you may see was met", PANEL)
