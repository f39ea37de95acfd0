"""Consumers of files for programs that detect, made by two; what readers see of such files."""

import base64

import pytest
from selenium.webdriver.common.keys import Keys

from people import PASSWORD, person
from promises import stix
from sides import two_sides
from support import GREEN


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("detection")) as both:
        eu, _ = both
        eu.chief = person(eu.node, "chief", "administrator")
        eu.keeper = person(eu.node, "keeper", "security-officer")
        common = {"pattern_type": "stix", "valid_from": "2026-01-01T00:00:00.000Z", "created_by_ref": eu.identity}
        beacon = stix("indicator", GREEN, name="Beacon", pattern="[domain-name:value = 'bad.example']", **common)
        order = "[domain-name:value = 'a.example'] FOLLOWEDBY [domain-name:value = 'b.example']"
        eu.node.load([beacon, stix("indicator", GREEN, name="In this order", pattern=order, **common)])
        yield both


def test_an_administrator_makes_a_consumer(browser, sides):
    eu, _ = sides
    browser.open(eu.node, "inbox", eu.chief)
    browser.press("g", "u")
    browser.wait(lambda: browser.all("#new-consumer"), "the page of consumers")
    # By the keyboard alone.
    browser.tab_to("#new-consumer")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog input[name=name]"), "the form")
    browser.tab_to("dialog input[name=name]")
    browser.press(*"sensor")
    browser.tab_to("dialog input[value=zeek]")
    browser.press(Keys.SPACE)
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog input[type=password]"), "who signs beside")
    browser.countersign("keeper", PASSWORD)
    browser.wait(lambda: browser.all(".one-time"), "the key")
    key = browser.text(".one-time")
    assert all("422" in one for one in browser.errors())
    browser.says("Nothing fetched yet", "main table")
    pair = base64.b64encode(f"sensor:{key}".encode()).decode()
    answer = eu.chief.call("GET", "/detection/zeek/intel.dat", headers=[("Authorization", f"Basic {pair}")])
    assert "bad.example" in answer.text
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, "consumers", eu.chief, language)
        browser.wait(lambda: "zeek/intel.dat" in browser.text("main"), "what was given")
        browser.checked(f"consumers-{language}")
    browser.says("Indicators: 1", "main")
    browser.click("main details summary")
    browser.says("It asks for several observations, an order or a time: 1", "main")


def test_a_reader_sees_what_files_would_have(browser, sides):
    eu, _ = sides
    for language in ("ja", "en"):
        browser.open(eu.node, "cyber?tab=detection", eu.author, language)
        browser.wait(lambda: browser.all("#detection-format button"), "the form")
        browser.tab_to("#detection-format button")
        browser.press(Keys.ENTER)
        browser.says("In this order", "main")
        browser.checked(f"detection-{language}")
    browser.says("1 of 2 live indicators", "main")
    browser.says("It asks for several observations, an order or a time", "main")
